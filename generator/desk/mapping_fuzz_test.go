package desk

import (
	"encoding/csv"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/law"
	"tassei/generator/must"
)

var (
	figureLine = regexp.MustCompile(`(?m)^(baseline|target|actual) *= *(.*)$`)
	digitRuns  = regexp.MustCompile(`[0-9]+`)
)

// FuzzMapping reads a table of a city's own whose figures are any texts, by the
// mapping that is proposed for it or by any text as the mapping. A mapping is
// refused with a *Fault or taken; what is taken can be read, has no digits that
// did not stand in the figure's own cell, and is the same when imported again.
func FuzzMapping(t *testing.F) {
	f := law.Of(t, 25)
	for i, s := range []string{"120", "１２０", "1,234.50", "▲3", "45%", "8割", "約50", "50以上", "6～8", "まだ出ていない", "―", "R6.4", "12人※1", "10（うち女性3）", "検討→実施", ""} {
		f.Add(s, "150", "138", "")
		f.Add("120", s, "138", "")
		f.Add("120", "150", s, []string{"", "year = \"FY2024\"\n[[table]]\nhead = 1\n[table.columns]\n\"C\" = \"actual\"\n", "[[form]]\n", "\x00"}[i%4])
	}
	dir := f.TempDir()
	must.Succeed(f, NewCity(dir+"/city", CityOptions{Year: 2025}))
	dir += "/city"
	for _, file := range []string{"data/plan/1-a.toml", "data/FY2025/1-a.toml", "data/FY2025/year.toml"} {
		must.Succeed(f, os.Remove(dir+"/"+file))
	}
	f.Fuzz(func(t *testing.T, baseline, target, actual, mapping string) {
		var table strings.Builder
		w := csv.NewWriter(&table)
		_ = w.WriteAll([][]string{
			{"施策番号", "施策名", "指標名", "単位", "基準値", "目標値", "実績値", "担当課"},
			{"1-1", "にぎわいのあるまち", "観光入込客数", "万人", baseline, target, actual, "観光課"},
			{"1-1", "にぎわいのあるまち", "開業件数", "件", "4", "10", "7", "商工課"},
		})
		src := opened(t, dir)
		file := File{"own.csv", []byte(table.String())}
		m := File{"m.toml", []byte(mapping)}
		if mapping == "" {
			p, err := NewMapping(src, file.Name, file.Data)
			if refusedWell(t, err) {
				return
			}
			m.Data = []byte(strings.Replace(string(p.TOML), `# year = "FY2024"`, `year = "FY2024"`, 1))
		}
		in, err := ImportAs(src, m, []File{file}, Undecided)
		if refusedWell(t, err) {
			return
		}
		wordedOrTaken(t, in)
		if len(in.Edits) > 0 {
			copied := t.TempDir()
			must.Succeed(t, os.CopyFS(copied, os.DirFS(dir)))
			now := written(t, copied, in)
			if again, err := ImportAs(now, m, []File{file}, Undecided); err != nil || len(again.Edits)+len(again.Problems)+len(again.Conflicts) > 0 {
				t.Errorf("imported again: %v\n%s\n%s", err, told(again), in.Edits[len(in.Edits)-1].Data)
			}
		}
		stood := map[string]string{"baseline": baseline + " 4", "target": target + " 10", "actual": actual + " 7"}
		for _, e := range in.Edits {
			for _, line := range figureLine.FindAllStringSubmatch(string(e.Data), -1) {
				if mapping != "" {
					break // any mapping may take any column
				}
				seen := digitRuns.FindAllString(strings.ReplaceAll(lang.Fold(stood[line[1]]), ",", ""), -1)
				for _, run := range digitRuns.FindAllString(line[2], -1) {
					if !slices.Contains(seen, run) {
						t.Errorf("%q became %s", stood[line[1]], line[0])
					}
				}
			}
		}
	})
}

// refusedWell says whether there is an error, which must be one for people.
func refusedWell(t *testing.T, err error) bool {
	t.Helper()
	var told *Fault
	if err != nil && !errors.As(err, &told) {
		t.Errorf("%T: %v", err, err)
	}
	return err != nil
}
