package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

func exported(t *testing.T, src *source.Source, year kpi.Year, form Form) []byte {
	t.Helper()
	var b bytes.Buffer
	must.Succeed(t, Export(&b, src, year, form))
	return b.Bytes()
}

func imported(t *testing.T, src *source.Source, year kpi.Year, name string, data []byte) *Imported {
	t.Helper()
	in, err := Import(src, year, []File{{name, data}}, Undecided)
	must.Succeed(t, err)
	return in
}

func told(in *Imported) string {
	var b strings.Builder
	for _, p := range in.Problems {
		b.WriteString(p.In("ja") + "\n" + p.In("en") + "\n")
	}
	for _, x := range in.Conflicts {
		b.WriteString(x.In("ja") + "\n" + x.In("en") + "\n")
	}
	for _, c := range in.Changes {
		b.WriteString(c.String())
	}
	return b.String()
}

// edited opens an exported workbook, lets a test change it and saves it again.
func edited(t *testing.T, data []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must.Succeed(t, err)
	defer f.Close()
	change(f)
	var b bytes.Buffer
	must.Succeed(t, f.Write(&b))
	return b.Bytes()
}

// cellOf finds a cell by indicator, part or number, and heading.
func cellOf(t *testing.T, f *excelize.File, sheet, id, detail, heading string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	must.Succeed(t, err)
	column := slices.Index(rows[0], heading)
	by := slices.IndexFunc(rows[0], func(s string) bool { return s == "部分" || s == "順" })
	for i, r := range rows[1:] {
		if r[0] != id || by >= 0 && (by >= len(r) && detail != "" || by < len(r) && r[by] != detail) {
			continue
		}
		at, err := excelize.CoordinatesToCellName(column+1, i+2)
		must.Succeed(t, err)
		return at
	}
	t.Fatalf("no cell of %s %s %s", id, detail, heading)
	return ""
}

// cities are the towns that tests go through: the invented one, and that of
// this repository while its files can be read.
func cities(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"town": "../testdata/town"}
	src, _, err := source.Open("../..")
	if err != nil {
		return all
	}
	defer src.Close()
	if len(src.Years()) > 0 && src.Check(source.Options{}).Errors() == 0 {
		all["city"] = "../.."
	}
	return all
}

// TestRoundTrip exports every year of the town in every form: what comes back
// unchanged changes nothing.
func TestRoundTrip(t *testing.T) {
	for _, dir := range cities(t) {
		src := opened(t, dir)
		for _, y := range src.Years() {
			for form, name := range []string{"kpi.xlsx", "kpi.csv", "kpi-actions.csv", "kpi-評価.csv", "kpi-注.csv"} {
				if got, err := FormOf(name); err != nil || got != Form(form) {
					t.Errorf("%s: form %d, %v", name, got, err)
				}
				data := exported(t, src, y.Year, Form(form))
				if again := exported(t, src, y.Year, Form(form)); !bytes.Equal(data, again) {
					t.Errorf("%s %s: two exports differ", y.Year, name)
				}
				in := imported(t, src, y.Year, name, data)
				if len(in.Changes)+len(in.Problems)+len(in.Edits) > 0 {
					t.Errorf("%s %s %s: the round trip changes\n%s", dir, y.Year, name, told(in))
				}
			}
		}
	}
}

// TestOneCell changes one cell at a time; exactly one line changes, as said.
func TestOneCell(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	data := exported(t, src, 2024, Workbook)
	for _, c := range []struct {
		sheet, id, detail, heading string
		value                      any
		file, old, now             string
	}{
		{"指標", "1-a-shihyo-1", "", "実績値", 3, "data/FY2024/1-a.toml", `actual    = 0`, `actual    = 3`},
		{"指標", "1-a-shihyo-1", "", "実績値", "３．０", "data/FY2024/1-a.toml", `actual    = 0`, `actual    = 3.0`},
		{"指標", "1-a-shihyo-2", "", "実績値", "1,407.90", "data/FY2024/1-a.toml", `actual    = 407.9`, `actual    = 1407.90`},
		{"指標", "1-a-shihyo-2", "", "達成度", "85.1", "data/FY2024/1-a.toml", `published = "85.0"`, `published = "85.1"`},
		{"指標", "1-a-shihyo-2", "", "基準値", 73.9, "data/FY2024/1-a.toml", `baseline  = 410.5`, `baseline  = 73.9`},
		{"指標", "1-i-shihyo-2", "", "目標値", "6.0～8.5", "data/FY2024/1-i.toml", `target    = {from = 6.0, to = 8.0}`, `target    = {from = 6.0, to = 8.5}`},
		{"指標", "1-i-shihyo-2", "", "目標値", "～8", "data/FY2024/1-i.toml", `target    = {from = 6.0, to = 8.0}`, `target    = {to = 8}`},
		{"指標", "1-i-shihyo-4", "", "実績値", 650, "data/FY2024/1-i.toml", `actual    = {none = "not-yet"}`, `actual    = 650`},
		{"指標", "1-i-shihyo-1", "", "実績値", "まだ出ていない", "data/FY2024/1-i.toml", `actual      = 44.6`, `actual      = {none = "not-yet"}`},
		{"指標", "1-i-shihyo-1", "", "暫定", "", "data/FY2024/1-i.toml", `provisional = true`, ``},
		{"指標", "1-i-shihyo-1", "", "市の評価", "Ａ", "data/FY2024/1-i.toml", `grade       = "B"`, `grade       = "A"`},
		{"指標", "1-a-shihyo-1", "", "達成度", "100", "data/FY2024/1-a.toml", ``, `published = "100"`},
		{"指標", "1-i-shihyo-3", "", "暫定", "○", "data/FY2024/1-i.toml", ``, `provisional = true`},
		{"指標", "1-a-shihyo-1", "", "ページ", 2, "data/FY2024/1-a.toml", `page      = 1`, `page      = 2`},
		{"指標", "1-a-shihyo-1", "", "目標値の時点", "令和７年３月", "data/FY2024/1-a.toml", `  target   = "令和７年４月"`, `  target   = "令和７年３月"`},
		{"指標", "2-i-mokuhyo-1", "visits", "実績値", 16, "data/FY2024/2-i.toml", `  actual   = 15`, `  actual   = 16`},
		{"指標", "2-i-mokuhyo-2", "", "実績値", "未：未策定", "data/FY2024/2-i.toml",
			`actual    = {ja = "策定", en = "Adopted", done = true}`, `actual    = {ja = "未策定", en = "Not adopted", done = false}`},
		{"指標", "1-i-shihyo-3", "", "積算方法", `"日"を数える`, "data/FY2024/1-i.toml",
			`method    = {ja = "実施した日を数える", en = "Count the days"}`, `method    = {ja = '"日"を数える', en = "Count the days"}`},
		{"指標", "1-i-shihyo-3", "", "積算方法（en）", "Count them", "data/FY2024/1-i.toml",
			`method    = {ja = "実施した日を数える", en = "Count the days"}`, `method    = {ja = "実施した日を数える", en = "Count them"}`},
		{"実施内容", "1-i-shihyo-3", "1", "時期", "R6.5", "data/FY2024/1-i.toml", `  period   = "R6.4"`, `  period   = "R6.5"`},
		{"実施内容", "1-i-shihyo-3", "1", "時期", "R6.4、R6.9", "data/FY2024/1-i.toml", `  period   = "R6.4"`, `  period   = "R6.4、R6.9"`},
		{"実施内容", "1-i-shihyo-3", "1", "担当係", "保健予防係、kikaku", "data/FY2024/1-i.toml", `  sections = ["hoken"]`, `  sections = ["hoken", "kikaku"]`},
		{"実施内容", "1-a-shihyo-2", "2", "実施内容（en）", "Review it", "data/FY2024/1-a.toml",
			`  text     = {ja = "講師の謝金の単価を見直す"}`, `  text     = {ja = "講師の謝金の単価を見直す", en = "Review it"}`},
		{"評価", "2-a-shihyo-1", "", "評価内容", "\n　字を下げて書いた。\n", "content/FY2024/ja/2-a/shihyo-1.md",
			"お試し住宅の利用者のうち14世帯が移住し，初めて転入が転出を上回った。", "　字を下げて書いた。"},
	} {
		t.Run(c.id+c.detail+c.heading, func(t *testing.T) {
			changed := edited(t, data, func(f *excelize.File) {
				must.Succeed(t, f.SetCellValue(c.sheet, cellOf(t, f, c.sheet, c.id, c.detail, c.heading), c.value))
			})
			in := imported(t, src, 2024, "kpi.xlsx", changed)
			if len(in.Problems) > 0 || len(in.Changes) != 1 || len(in.Edits) != 1 {
				t.Fatalf("%d edits; %s", len(in.Edits), told(in))
			}
			got := in.Changes[0]
			if got.File != c.file || !slices.Equal(got.Old, toml.Lines(c.old)) || !slices.Equal(got.New, toml.Lines(c.now)) {
				t.Fatalf("changed\n%s", got)
			}
			// The edit is the change and nothing else, and package source reads it.
			old := must.Read(t, filepath.Join(dir, c.file))
			want := toml.Difference(c.file, string(old), string(in.Edits[0].Data))
			if want.Line != got.Line || !slices.Equal(want.Old, got.Old) || !slices.Equal(want.New, got.New) {
				t.Errorf("the edit changes\n%s", want)
			}
			now := settled(t, dir, in, changed)
			must.Be(t, len(imported(t, now, 2024, "kpi", changed).Conflicts), 0, "conflicts when it is imported again")
		})
	}
}

// settled writes an import into a copy of the town and imports the same file
// again: nothing is left to change.
func settled(t *testing.T, dir string, in *Imported, data []byte) *source.Source {
	t.Helper()
	copied := t.TempDir()
	must.Succeed(t, os.CopyFS(copied, os.DirFS(dir)))
	must.Succeed(t, must.Err(output.WriteSet(copied, in.Edits)))
	src, list := openTown(t, copied)
	for _, p := range list.All() {
		if p.Code < "K3" && p.Severity == "error" {
			t.Errorf("%s:%d: %s: the import broke the file", p.File, p.Line, p.Code)
		}
	}
	if again := imported(t, src, 2024, "kpi", data); len(again.Changes)+len(again.Problems) > 0 {
		t.Errorf("imported again it changes\n%s", told(again))
	}
	return src
}

func TestSeveralCells(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	data := edited(t, exported(t, src, 2024, Workbook), func(f *excelize.File) {
		for heading, v := range map[string]string{"積算方法": "別の方法", "積算方法（en）": "Another way", "実績値": "1", "達成度": "400", "基準値の時点": "R4.5"} {
			f.SetCellStr("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", heading), v)
		}
		f.SetCellStr("評価", cellOf(t, f, "評価", "1-a-shihyo-1", "", "評価内容"), "一段落目。\n\n二段落目。")
		f.SetCellStr("評価", cellOf(t, f, "評価", "1-i-shihyo-2", "", "評価内容（en）"), "A new translation.")
		rows, _ := f.GetRows("実施内容")
		for i, line := range [][]any{
			{"2-a-shihyo-3", 2, "", "新しい取組", "Something new", "R7.2まで", "移住定住係"},
			{"2-a-shihyo-3", 3, "", "もう一つ", "", "", ""},
		} {
			at, _ := excelize.CoordinatesToCellName(1, len(rows)+1+i)
			f.SetSheetRow("実施内容", at, &line)
		}
	})
	in := imported(t, src, 2024, "kpi.xlsx", data)
	if len(in.Problems) > 0 {
		t.Fatal(told(in))
	}
	now := settled(t, dir, in, data)
	all := records(t, now, 2024)
	r := all["1-a-shihyo-1"]
	if r.Actual.Value.String() != "1" || r.Published != "400" || r.Method["ja"] != "別の方法" || r.Method["en"] != "Another way" ||
		r.Baseline.AsOf.Text["ja"] != "R4.5" || strings.TrimSpace(r.Comment["ja"].Markdown) != "一段落目。\n\n二段落目。" || !r.Comment["en"].Stale {
		t.Errorf("1-a-shihyo-1 is %+v", r)
	}
	if c := all["1-i-shihyo-2"].Comment["en"]; c.Stale || strings.TrimSpace(c.Markdown) != "A new translation." {
		t.Errorf("the new translation is %+v", c)
	}
	actions := all["2-a-shihyo-3"].Actions
	if len(actions) != 3 || actions[1].Text["en"] != "Something new" || actions[1].Printed != "R7.2まで" || !slices.Equal(actions[1].Sections, []string{"iju"}) || actions[2].Text["ja"] != "もう一つ" {
		t.Errorf("the actions are %+v", actions)
	}
}

// TestBlanks fills the blanks of a draft in by way of a workbook.
func TestBlanks(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	edits := newYear(t, src, 2026)
	must.Succeed(t, must.Err(output.WriteSet(dir, edits)))
	src, _ = openTown(t, dir)
	data := edited(t, exported(t, src, 2026, Workbook), func(f *excelize.File) {
		f.SetCellValue("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "実績値"), 5)
		f.SetCellValue("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "達成度"), "60.0")
		f.SetCellValue("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "実績値の時点"), "R9.3")
		f.SetCellValue("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "目標値の時点"), "R9.3")
		f.SetCellValue("指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "積算方法"), "数える")
	})
	in := imported(t, src, 2026, "kpi.xlsx", data)
	if len(in.Problems) > 0 || len(in.Edits) != 1 {
		t.Fatal(told(in))
	}
	text := string(in.Edits[0].Data)
	for _, want := range []string{"\nactual    = 5  # 前年度は記載なし\n", "\npublished = \"60.0\"  # 前年度は記載なし\n", "\nmethod    = {ja = \"数える\"}\n"} {
		must.Be(t, strings.Count(text, want), 1, "lacks", want, text)
	}
	// What another program writes between the reading and the writing is not lost.
	file := filepath.Join(dir, filepath.FromSlash(in.Edits[0].Path))
	old, _ := os.ReadFile(file)
	must.Succeed(t, os.WriteFile(file, append(old, "# meanwhile\n"...), 0o666))
	var refused *output.RefusedError
	if _, err := output.WriteSet(dir, in.Edits); !errors.As(err, &refused) || refused.Reason != output.ChangedMeanwhile {
		t.Errorf("a file that changed meanwhile: %v", err)
	}
	must.Succeed(t, os.WriteFile(file, old, 0o666))
	must.Succeed(t, must.Err(output.WriteSet(dir, in.Edits)))
	src, list := openTown(t, dir)
	for _, p := range list.All() {
		if p.Severity == "error" && p.Code < "K3" {
			t.Errorf("%s:%d: %s", p.File, p.Line, p.Code)
		}
	}
	if r := records(t, src, 2026)["1-a-shihyo-1"]; r.Actual.Value.String() != "5" || r.Actual.AsOf.Text["ja"] != "R9.3" || r.Target.AsOf.Text["ja"] != "R9.3" {
		t.Errorf("%+v", r)
	}
}

// A cell that is longer than any can be is refused before anybody looks for a meaning in it.
func TestCellLongerThanACell(t *testing.T) {
	text := strings.Repeat("9", cellLimit+1)
	rich := `<si>` + strings.Repeat("<r><t>99999999</t></r>", cellLimit/8+1) + `</si>`
	for name, data := range map[string][]byte{
		"own.csv":  []byte("指標名,目標値\n窓口," + text + "\n"),
		"own.xlsx": rawBook(t, "", rich, "", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`),
	} {
		var told *Fault
		if _, err := readLoose(name, data); !errors.As(err, &told) || told.key != "cell of text" {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

// What stands in columns that are not read is refused with its cell; blanks there are nothing.
func TestCellBeyondTheLastColumn(t *testing.T) {
	for name, want := range map[string]string{",,, \n": "", ",x\n": "GS2", ",,x\n": "GT2"} {
		var told *Fault
		_, err := readLoose("own.csv", []byte("指標名,目標値\n窓口,1"+strings.Repeat(",", maxColumn-2)+name))
		if errors.As(err, &told); (err != nil) != (want != "") || want != "" && !strings.HasPrefix(told.In("ja"), "own.csv "+want+" ") {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	wide := rawBook(t, "", "", "", `<row r="1"><c r="A1"><v>1</v></c><c r="GS1"><v>2</v></c></row>`)
	var told *Fault
	if _, err := readLoose("own.xlsx", wide); !errors.As(err, &told) || told.key != "many columns" {
		t.Error(err)
	}
}

// A text that no cell can hold is some other file's, whatever it came in.
func TestTextsOfAnotherFile(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("長", cellLimit): "", strings.Repeat("長", cellLimit+1): "long", "本当？？": "", "何？": "", "？？？": "marks", "CafÃ©": "garbled", "Café": "", "縺れた": "",
	} {
		got := ""
		if r := textRefusal(text); r != nil {
			got = r.rule
			for _, tag := range []string{"ja", "en"} {
				if words := (CellProblem{refusal: refuse(r.rule, append(r.pairs, "column", "method")...)}).In(tag); strings.ContainsAny(words, "{}⟦") {
					t.Error(words)
				}
			}
		}
		must.Be(t, got, want, text, "is")
	}
}

func TestCellProblems(t *testing.T) {
	src, _ := openTown(t, town(t))
	data := exported(t, src, 2024, Workbook)
	for _, c := range []struct {
		sheet, id, detail, heading string
		change                     func(f *excelize.File, sheet, at string)
		ja, en                     string
	}{
		{"指標", "1-a-shihyo-1", "", "目標値", str("12人"), "指標シート J2: 目標値に単位が含まれています（12人）。数だけを書いてください。", "sheet 指標 J2: Target contains a unit"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("約12"), "数だけを 12 と書き、「約12」という言葉は「注」のシートに", "Write Actual as 12 alone"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("8割"), "数だけを 80 と書き", "as 80 alone"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("12人（速報値）"), "12 と書き、「暫定」の欄に ○", "as provisional"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("未集計"), "「まだ出ていない」など", "such as “not yet”"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("－"), "「記載がない」など", "instead of －"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("令和7年3月"), "時点が書かれています", "is a date"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("#DIV/0!"), "エラー（#DIV/0!）", "shows an error"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("多数"), "K2: 実績値は数で書いてください（多数）", "wants a number"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("▲3から"), "-3 か ▲3 のように", "negative"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("5\u3164"), "目に見えない文字", "cannot be seen"},
		{"指標", "1-a-shihyo-1", "", "積算方法", str("\ue000田"), "外字 U+E000", "private character U+E000"},
		{"指標", "1-a-shihyo-1", "", "積算方法", str("遯灘哨縺ｮ謨ｰ繧定ｨ井ｸ翫☆繧九ｂ縺ｮ"), "文字化けしています（縺ｮ）", "is garbled (縺ｮ)"},
		{"指標", "1-a-shihyo-1", "", "積算方法", str("???????? ????"), "「?」に変わって失われています", "question marks stand in their place"},
		{"指標", "1-a-shihyo-1", "", "指標ID", str("\ufeff1-a-shihyo-1"), "<U+FEFF>1-a-shihyo-1 という", "<U+FEFF>1-a-shihyo-1"},
		{"評価", "1-i-shihyo-3", "", "評価内容", str("進んだ。<b>よい</b>"), "HTML は使えません: <b>。Markdown で書きます。", "HTML cannot be used: <b>; use Markdown"},
		{"評価", "1-i-shihyo-3", "", "評価内容", str("![図](a.png)"), "a.png", "a.png"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("12,5"), "1647 や 63.2 のように", "like 1647"},
		{"指標", "1-a-shihyo-1", "", "実績値", str(""), "空になっています", "emptied"},
		{"指標", "1-a-shihyo-1", "", "実績値", str("1～2"), "範囲を書けるのは目標値だけ", "Only a target"},
		{"指標", "1-a-shihyo-1", "", "名称", str("別の名称"), "data/plan/1-a.toml を直してください", "Edit data/plan/1-a.toml"},
		{"指標", "1-a-shihyo-1", "", "市の評価", str("Z"), "「Z」という市の評価はありません", "no grade Z"},
		{"指標", "1-a-shihyo-1", "", "暫定", str("たぶん"), "○ か空に", "○ or empty"},
		{"指標", "2-i-mokuhyo-1", "", "実績値", str("5"), "部分ごとに測ります", "measured by parts"},
		{"指標", "2-i-mokuhyo-1", "visits", "達成度", str("5"), "指標の行に", "row of the indicator"},
		{"指標", "2-i-mokuhyo-2", "", "実績値", str("策定"), "「済：策定」か", "done: Adopted"},
		{"指標", "1-a-shihyo-1", "", "指標ID", str("1-a-shihyo-l"), "もしかして: 1-a-shihyo-1", "Did you mean"},
		{"指標", "1-a-shihyo-1", "", "指標ID", str("1-a-shihyo-2"), "A2 にもあります", "is in A2 too"},
		{"指標", "1-a-shihyo-1", "", "指標ID", str(""), "指標ID がありません", "no indicator ID"},
		{"指標", "1-a-shihyo-1", "", "実績値", func(f *excelize.File, s, _ string) { f.SetCellStr(s, "E90", "合計"); f.SetCellInt(s, "K90", 9999) },
			"指標シート A90: 指標ID がありません。どの指標のことか、指標ID の列に書いてください。合計や見出しの行なら、行ごと消してください。", "delete the row if it is a total"},
		{"指標", "1-a-shihyo-1", "", "実績値", func(f *excelize.File, s, at string) { f.SetCellFormula(s, at, "1+2") }, "計算式があります", "is a formula"},
		{"指標", "1-a-shihyo-1", "", "実績値", func(f *excelize.File, s, at string) {
			id, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
			f.SetCellValue(s, at, 45383)
			f.SetCellStyle(s, at, at, id)
		}, "日付になっています", "become a date"},
		{"実施内容", "1-i-shihyo-3", "1", "担当係", str("保健係"), "「保健係」という担当係はありません", "no section"},
		{"実施内容", "1-i-shihyo-3", "1", "実施内容", str(""), "元のことばに戻すか、なくすなら data/FY2024/1-i.toml から", "delete them in data/FY2024/1-i.toml"},
		{"指標", "1-a-shihyo-1", "", "積算方法", str(""), "元のことばに戻すか、なくすなら data/FY2024/1-a.toml から", "emptied"},
		{"実施内容", "1-i-shihyo-3", "1", "順", func(f *excelize.File, s, at string) {
			forget(f, s, at)
			f.SetCellStr(s, at, "3")
			f.SetCellStr(s, "D"+at[1:], "別の取組")
		}, "順は 2 です", "is 2"},
		{"実施内容", "1-i-shihyo-3", "1", "指標ID", func(f *excelize.File, s, at string) { forget(f, s, at); f.SetCellStr(s, at, "2-a-shihyo-2") }, "2-a-shihyo-1 と同じ", "are those of 2-a-shihyo-1"},
		{"評価", "1-i-shihyo-3", "", "評価内容", str(""), "空になっています", "emptied"},
		{"指標", "1-a-shihyo-1", "", "指標ID", func(f *excelize.File, s, at string) { f.SetCellStr(s, "K1", "実積値") }, "K1: 見出し「実積値」は分かりません。もしかして: 実績値", "Did you mean 実績値"},
		{"指標", "1-a-shihyo-1", "", "指標ID", func(f *excelize.File, s, at string) { f.SetCellStr(s, "I1", "実績値") }, "2つあります", "there twice"},
	} {
		changed := edited(t, data, func(f *excelize.File) { c.change(f, c.sheet, cellOf(t, f, c.sheet, c.id, c.detail, c.heading)) })
		in := imported(t, src, 2024, "kpi.xlsx", changed)
		if len(in.Problems) == 0 || len(in.Edits)+len(in.Changes) > 0 {
			t.Errorf("%s %s: not refused: %s", c.id, c.heading, told(in))
			continue
		}
		at := max(slices.IndexFunc(in.Problems, func(p CellProblem) bool { return strings.Contains(p.In("ja"), c.ja) }), 0)
		ja, en := in.Problems[at].In("ja"), in.Problems[at].In("en")
		if !strings.Contains(ja, c.ja) || !strings.Contains(en, c.en) {
			t.Errorf("%s %s: %s / %s", c.id, c.heading, ja, en)
		}
		if strings.ContainsAny(ja+en, "{}") {
			t.Errorf("a placeholder is left: %s / %s", ja, en)
		}
	}
}

// forget empties the copy of what was exported, so that the row is a new one.
func forget(f *excelize.File, sheet, at string) {
	head, _ := f.GetRows(sheet)
	_, row, _ := excelize.CellNameToCoordinates(at)
	cell, _ := excelize.CoordinatesToCellName(len(head[0]), row)
	f.SetCellStr(sheet, cell, "")
}

func str(s string) func(*excelize.File, string, string) {
	return func(f *excelize.File, sheet, at string) { f.SetCellStr(sheet, at, s) }
}

// TestSpreadsheetHabits reads what spreadsheets make of a table.
func TestSpreadsheetHabits(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	book := exported(t, src, 2024, Workbook)
	t.Run("closing zeros as a number", func(t *testing.T) {
		data := edited(t, book, func(f *excelize.File) {
			f.SetCellValue("指標", cellOf(t, f, "指標", "1-a-shihyo-2", "", "目標値"), 480)
		})
		if in := imported(t, src, 2024, "kpi.xlsx", data); len(in.Changes)+len(in.Problems) > 0 {
			t.Error(told(in))
		}
	})
	t.Run("a number stored with noise", func(t *testing.T) {
		data := edited(t, book, func(f *excelize.File) {
			f.SetCellDefault("指標", cellOf(t, f, "指標", "1-i-shihyo-1", "", "実績値"), "44.600000000000001")
			f.SetCellDefault("指標", cellOf(t, f, "指標", "1-i-shihyo-2", "", "実績値"), "8.4000000000000004")
		})
		in := imported(t, src, 2024, "kpi.xlsx", data)
		if len(in.Problems) > 0 || len(in.Changes) != 1 || in.Changes[0].New[0] != "actual    = 8.4" {
			t.Error(told(in))
		}
	})
	t.Run("a period became a date", func(t *testing.T) {
		data := edited(t, book, func(f *excelize.File) {
			at := cellOf(t, f, "実施内容", "1-i-shihyo-3", "1", "時期")
			format := `[$-411]ggge"年"m"月"`
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			must.Succeed(t, err)
			f.SetCellValue("実施内容", at, 45413) // 1 May 2024
			f.SetCellStyle("実施内容", at, at, id)
		})
		in := imported(t, src, 2024, "kpi.xlsx", data)
		if len(in.Problems) > 0 || len(in.Changes) != 1 || in.Changes[0].New[0] != `  period   = "R6.5"` {
			t.Error(told(in))
		}
	})
	t.Run("columns moved, left out, in other width", func(t *testing.T) {
		text := "\ufeff実績値\t 指標ＩＤ\t備考\r\n407.9\t1-a-shihyo-2\tx\r\n13.5\t2-a-shihyo-3\ty\r\n\t\t\r\n"
		in := imported(t, src, 2024, "kpi.txt", []byte(text))
		if len(in.Problems) > 0 || len(in.Changes) != 1 || in.Changes[0].New[0] != "actual    = 13.5" {
			t.Error(told(in))
		}
		sjis, err := japanese.ShiftJIS.NewEncoder().String("指標ID,担当係,順\n1-i-shihyo-3,企画係,1\n")
		must.Succeed(t, err)
		in = imported(t, src, 2024, "kpi.csv", []byte(sjis))
		if len(in.Problems) > 0 || len(in.Changes) != 1 || in.Changes[0].New[0] != `  sections = ["kikaku"]` {
			t.Error(told(in))
		}
		in = imported(t, src, 2024, "kpi.csv", []byte("indicator id,method (en)\n1-i-shihyo-3,Count\n"))
		if len(in.Problems) > 0 || len(in.Changes) != 1 {
			t.Error(told(in))
		}
	})
	t.Run("files that cannot be read", func(t *testing.T) {
		merged := edited(t, book, func(f *excelize.File) { f.MergeCell("指標", "A2", "A3") })
		for want, data := range map[string][]byte{
			".xls": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "壊れているか": []byte("PK\x03\x04nothing"),
			"空です": {}, "文字コード": []byte("\x81\x82\xff\xfe\x80\x00"), "見出し「指標ID」": []byte("a,b\n1,2\n"),
			"結合": merged, "引用符": []byte("指標ID,実績値\n\"1-a"),
		} {
			_, err := Import(src, 2024, []File{{"kpi.xlsx", data}}, Undecided)
			var f *Fault
			if !errors.As(err, &f) || !strings.Contains(f.In("ja"), want) || strings.ContainsAny(f.In("ja")+f.In("en"), "{}") {
				t.Errorf("%s: %v", want, err)
			}
		}
		for _, name := range []string{"a.xls", "a.ods", "a"} {
			if _, err := FormOf(name); err == nil {
				t.Errorf("%s was taken", name)
			}
		}
		if _, err := Import(src, 2031, []File{{"kpi.csv", []byte("指標ID,実績値\n")}}, Undecided); err == nil {
			t.Error("a year that is not there was taken")
		}
	})
}

// TestCodesAmongCSV: all sheets of a workbook saved as CSV are imported as they are.
func TestCodesAmongCSV(t *testing.T) {
	src, _ := openTown(t, town(t))
	f, err := excelize.OpenReader(bytes.NewReader(exported(t, src, 2024, Workbook)))
	must.Succeed(t, err)
	defer f.Close()
	var files []File
	for _, sheet := range []string{"指標", "コード表"} {
		rows, err := f.GetRows(sheet)
		must.Succeed(t, err)
		var b bytes.Buffer
		must.Succeed(t, csv.NewWriter(&b).WriteAll(rows))
		files = append(files, File{sheet + ".csv", b.Bytes()})
	}
	in, err := Import(src, 2024, files, Undecided)
	must.Succeed(t, err)
	if n := len(in.Notices); n != 1 || !strings.Contains(in.Notices[0].In("ja"), "コード表は取り込むものがない") {
		t.Errorf("%d notices: %v", n, in.Notices)
	}
	if _, err = Import(src, 2024, files[1:], Undecided); err == nil {
		t.Error("the codes alone are taken for a table")
	}
}

// TestExport looks at the workbook as a spreadsheet does.
func TestExport(t *testing.T) {
	src, _ := openTown(t, town(t))
	f, err := excelize.OpenReader(bytes.NewReader(exported(t, src, 2024, Workbook)))
	must.Succeed(t, err)
	defer f.Close()
	must.Equal(t, f.GetSheetList(), []string{"指標", "実施内容", "評価", "注", "コード表"}, "sheets")
	for _, sheet := range f.GetSheetList() {
		if merged, _ := f.GetMergeCells(sheet); len(merged) > 0 {
			t.Errorf("%s has merged cells", sheet)
		}
		rows, _ := f.GetRows(sheet)
		for i := range rows {
			for j := range rows[i] {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s %s is a formula: %s", sheet, at, formula)
				}
			}
		}
	}
	number := cellOf(t, f, "指標", "1-a-shihyo-2", "", "実績値") // 407.9
	text := cellOf(t, f, "指標", "1-a-shihyo-2", "", "目標値")   // 480.0
	if kind, _ := f.GetCellType("指標", number); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("407.9 is of type %v", kind)
	}
	if v, _ := f.GetCellValue("指標", text); v != "480.0" {
		t.Errorf("480.0 became %s", v)
	}
	lists, err := f.GetDataValidations("実施内容")
	if err != nil || len(lists) != 1 || !strings.Contains(lists[0].Formula1, "コード表") {
		t.Errorf("lists %+v, %v", lists, err)
	}
	table, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(exported(t, src, 2024, ActionsCSV), []byte("\ufeff")))).ReadAll()
	must.Succeed(t, err)
	for _, line := range table {
		for _, s := range line {
			if strings.HasPrefix(s, "=") {
				t.Errorf("%q would be a formula", s)
			}
		}
	}
}

// TestEveryCell changes every cell that may be changed, at once: the files
// stay sound, and what was written is what is read.
func TestEveryCell(t *testing.T) {
	for name, from := range cities(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, top := range []string{"data", "content"} {
				must.Succeed(t, os.CopyFS(filepath.Join(dir, top), os.DirFS(filepath.Join(from, top))))
			}
			src, _ := openTown(t, dir)
			cells := 0
			data := edited(t, exported(t, src, 2024, Workbook), func(f *excelize.File) {
				b, err := newBook(src, 2024)
				must.Succeed(t, err)
				for _, table := range b.tables {
					for i, r := range table.rows {
						for j, c := range table.columns {
							if now := otherValue(c, r.cells[j], r); now != "" {
								at, _ := excelize.CoordinatesToCellName(j+1, i+2)
								f.SetCellStr(say("ja", "table "+table.key), at, now)
								cells++
							}
						}
					}
				}
			})
			in := imported(t, src, 2024, "kpi.xlsx", data)
			if len(in.Problems) > 0 {
				t.Fatal(told(in))
			}
			if len(in.Changes) < cells/3 {
				t.Errorf("%d changes for %d cells", len(in.Changes), cells)
			}
			settled(t, dir, in, data)
		})
	}
}

// otherValue is a value that a cell may take instead of its own, "" for one
// that is left alone.
func otherValue(c column, was string, r *row) string {
	switch {
	case c.locked || slices.Contains([]string{"id", "part", "no", "provisional", "grade", "sections"}, c.key):
		return ""
	case c.key == "published" && r.part == nil:
		return "12.50"
	case c.key == "page" && r.part == nil:
		return "4"
	case strings.HasSuffix(c.key, "_as_of") && r.part == nil:
		return "令和６年５月"
	case c.key == "period":
		return "R6.5～R6.6"
	case c.tag != "" && was != "":
		return was + ` "改" \ '`
	case c.number && was != "" && !strings.Contains(was, "：") && r.record.Indicator.Measured != kpi.ByDone && (r.part != nil || r.record.Indicator.Measured != kpi.ByParts):
		return "123.40"
	}
	return ""
}
