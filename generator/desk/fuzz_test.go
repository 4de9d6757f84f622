package desk

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"tassei/generator/lang"
	"tassei/generator/law"
	"tassei/generator/must"
	"tassei/generator/source"
)

var (
	cellDigits = regexp.MustCompile(`[0-9.]+`)
	plainValue = regexp.MustCompile(`^actual *= *(-?[0-9.]+)$`)
)

// FuzzCell puts any text into a cell of a workbook and of a CSV. It is refused
// with its cell, or taken: then the file that is written can be read, the same
// table changes nothing more, and a figure has the digits that stood there and
// no others.
func FuzzCell(t *testing.F) {
	f := law.Of(t, 1000)
	for i, s := range []string{"3", "３．０", "1,407.90", "▲3", "60%", "8割", "1e3", "0x10", "約3", "3人", "-", "－", "まだ出ていない", "=1+1", "R6.4", "\"", "'", "\\", "6～8", "3 4", "\u00a03", "+3", ".5", "5.", "1.2.3", "٣", "½", "①", "12\n3", "1,2\n34"} {
		f.Add(s, uint8(i/20*i)) // mostly the actual
	}
	const dir = "../testdata/town"
	headings := []string{"実績値", "基準値", "目標値", "達成度", "積算方法", "積算方法（en）", "実績値の時点", "市の評価", "暫定", "ページ"}
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		src, _ := openTown(t, dir)
		defer src.Close()
		heading := headings[int(n)%len(headings)]
		data := edited(t, exported(t, src, 2024, Workbook), func(f *excelize.File) {
			if f.SetCellStr("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", heading), text) != nil {
				t.Skip("longer than a cell")
			}
		})
		in, err := Import(src, 2024, []File{{"kpi.xlsx", data}}, Undecided)
		if err != nil {
			return
		}
		lawful(t, dir, in, data)
		for _, c := range in.Changes {
			for _, line := range c.New {
				if m := plainValue.FindStringSubmatch(strings.TrimSpace(line)); m != nil && heading == "実績値" {
					seen := strings.Join(cellDigits.FindAllString(strings.ReplaceAll(lang.Fold(text), ",", ""), -1), " ")
					if got := strings.TrimPrefix(m[1], "-"); got != seen && got != "0"+seen {
						t.Errorf("%q became %s", text, m[1])
					}
				}
			}
		}
	})
}

// FuzzTable imports any bytes as a CSV or a workbook. It ends soon: refused as
// a whole, refused with cells, or taken as above.
func FuzzTable(t *testing.F) {
	f := law.Of(t, 200)
	const dir = "../testdata/town"
	src, _, err := source.Open(dir)
	must.Succeed(f, err)
	for form, name := range []string{"kpi.xlsx", "kpi.csv", "kpi-actions.csv"} {
		var b strings.Builder
		must.Succeed(f, Export(&b, src, 2024, Form(form)))
		f.Add([]byte(b.String()), name != "kpi.xlsx")
		if sjis, err := japanese.ShiftJIS.NewEncoder().String(strings.TrimPrefix(b.String(), "\ufeff")); err == nil {
			f.Add([]byte(sjis), true)
		}
		if wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(b.String()); err == nil {
			f.Add([]byte(wide), true)
		}
	}
	src.Close()
	f.Add([]byte("ID,実績値\n1-a-shihyo-1,3\n"), true)
	f.Add([]byte("PK\x03\x04"), false)
	f.Fuzz(func(t *testing.T, data []byte, csv bool) {
		src, _ := openTown(t, dir)
		defer src.Close()
		name := map[bool]string{true: "kpi.csv", false: "kpi.xlsx"}[csv]
		begun := law.Spent()
		in, err := Import(src, 2024, []File{{name, data}}, Undecided)
		if took := law.Spent() - begun; took > 20*time.Second {
			t.Errorf("%v for %d bytes", took, len(data))
		}
		if err == nil {
			lawful(t, dir, in, data)
		}
	})
}

// lawful holds for every import that ends without an error.
func lawful(t *testing.T, dir string, in *Imported, data []byte) {
	t.Helper()
	wordedOrTaken(t, in)
}

// wordedOrTaken: an import has problems, each with its words, or edits.
func wordedOrTaken(t *testing.T, in *Imported) {
	t.Helper()
	if len(in.Problems)+len(in.Conflicts) > 0 && len(in.Edits) > 0 {
		t.Errorf("%d edits beside problems: %s", len(in.Edits), told(in))
	}
	for _, p := range in.Problems {
		if p.In("ja") == "" || p.In("en") == "" {
			t.Errorf("a problem without words: %+v", p)
		}
	}
}
