package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/source"
)

// TestNewIndicators lets indicators come in by workbook: into the plan and the
// year, once however often, in any order of the files.
func TestNewIndicators(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	base := exported(t, src, 2025, Workbook)
	with := func(lines ...map[string]any) []byte {
		return edited(t, base, func(f *excelize.File) {
			rows, _ := f.GetRows("指標")
			for i, line := range lines {
				for j, heading := range rows[0] {
					if v, ok := line[heading]; ok {
						at, _ := excelize.CoordinatesToCellName(j+1, len(rows)+1+i)
						f.SetCellValue("指標", at, v)
					}
				}
			}
		})
	}
	walk := map[string]any{"取り組み事項": "⑴-イ", "種別": "指標", "名称": "歩く会の回数", "方向": "増やす", "単位": "回", "基準値": 4, "目標値": "8.0", "実績値の時点": "R8.3", "積算方法": "数える"}
	plan := map[string]any{"取り組み事項": "⑴-イ", "種別": "目標", "名称": "歩く道の地図を作る", "方向": "できたか", "目標値": "済：作成"}
	a, b := File{"a.xlsx", with(walk)}, File{"b.xlsx", with(plan, walk)}
	var want string
	for _, files := range [][]File{{a, b}, {b, a}} {
		in := importAll(t, src, Undecided, files...)
		if len(in.Problems)+len(in.Conflicts) > 0 || len(in.Taken) != 2 || len(in.Edits) != 2 {
			t.Fatal(told(in))
		}
		got := ""
		for _, e := range in.Edits {
			got += string(e.Data)
		}
		if want == "" {
			want = got
		} else if got != want {
			t.Errorf("the order of the files matters:\n%s", got)
		}
	}
	in := importAll(t, src, Undecided, a, b)
	now := written(t, dir, in)
	noErrors(t, now.Check(source.Options{}))
	all := records(t, now, 2025)
	r, q := all["1-i-shihyo-5"], all["1-i-mokuhyo-1"]
	if r == nil || r.Indicator.Name["ja"] != "歩く会の回数" || r.Indicator.Unit["ja"] != "回" || r.Target.Value.String() != "8.0" || r.Actual.AsOf.Text["ja"] != "R8.3" || r.Method["ja"] != "数える" {
		t.Errorf("%+v", r)
	}
	if q == nil || q.Target.Words["ja"] != "作成" || !q.Target.Done {
		t.Errorf("%+v", q)
	}
	if in = importAll(t, now, Undecided, a, b); len(in.Edits)+len(in.Problems)+len(in.Conflicts) > 0 {
		t.Errorf("again: %s", told(in))
	}
	text, err := os.ReadFile(filepath.Join(dir, "data/plan/1-i.toml"))
	if err != nil || strings.Count(string(text), "歩く会の回数\"") != 1 || !strings.Contains(string(text), `since     = "FY2025"`) {
		t.Errorf("%s", text)
	}
	for _, c := range []struct {
		change map[string]any
		want   string
	}{
		{map[string]any{"取り組み事項": "⑼-ケ"}, "取り組み事項「⑼-ケ」が計画にありません"}, {map[string]any{"方向": "ほどほど"}, "方向「ほどほど」が分かりません"},
		{map[string]any{"番号": 1}, "1-i-shihyo-1 は計画では"}, {map[string]any{"目標値": "8回くらい"}, "数だけを 8 と書き、「8回くらい」という言葉は"},
	} {
		line := map[string]any{}
		for k, v := range walk {
			line[k] = v
		}
		for k, v := range c.change {
			line[k] = v
		}
		line["名称"] = fmt.Sprint("別の", len(c.want))
		if in := importAll(t, src, Undecided, File{"c.xlsx", with(line)}); len(in.Edits) > 0 || len(in.Problems) == 0 || !strings.Contains(in.Problems[0].In("ja"), c.want) {
			t.Errorf("%s: %s", c.want, told(in))
		}
	}
}
