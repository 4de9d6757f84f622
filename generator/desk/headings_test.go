package desk

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Columns of an exported table can be moved, and others be added. One that was taken away is
// named; where it may have been renamed nothing is taken, for what was written there would be lost.
func TestColumnsOfAnExport(t *testing.T) {
	src, _ := openTown(t, town(t))
	data := exported(t, src, 2024, Workbook)
	heading := func(f *excelize.File, name string) (at, letter string) {
		cell := cellOf(t, f, "指標", "1-i-shihyo-3", "", name)
		column, _, _ := excelize.CellNameToCoordinates(cell)
		letter, _ = excelize.ColumnNumberToName(column)
		return letter + "1", letter
	}
	rename := func(from, to string) func(f *excelize.File) {
		return func(f *excelize.File) { at, _ := heading(f, from); f.SetCellStr("指標", at, to) }
	}
	remove := func(name string) func(f *excelize.File) {
		return func(f *excelize.File) { _, letter := heading(f, name); f.RemoveCol("指標", letter) }
	}
	for name, c := range map[string]struct {
		change          []func(f *excelize.File)
		missed, problem string
	}{
		"nothing":                     {nil, "", ""},
		"a column of one's own":       {[]func(f *excelize.File){func(f *excelize.File) { f.SetCellStr("指標", "AA1", "係のメモ") }}, "", ""},
		"taken away":                  {[]func(f *excelize.File){remove("目標値")}, "「指標」の「目標値」", ""},
		"of the plan":                 {[]func(f *excelize.File){remove("名称")}, "", ""},
		"renamed":                     {[]func(f *excelize.File){rename("実績値", "今年の数字")}, "", "K1: 書き出したときの「実績値」の列がありません。「今年の数字」がその列なら"},
		"nearly the same":             {[]func(f *excelize.File){rename("達成度", "達成率")}, "", "もしかして: 達成度"},
		"without its heading":         {[]func(f *excelize.File){rename("実績値", "")}, "「指標」の「実績値」", ""},
		"taken away, and one's own":   {[]func(f *excelize.File){remove("目標値"), func(f *excelize.File) { f.SetCellStr("指標", "AA1", "係のメモ") }}, "", "「目標値」の列がありません。「係のメモ」がその列なら"},
		"the column of ids":           {[]func(f *excelize.File){remove("指標ID")}, "", "A1: 見出し「指標ID」の列がありません"},
		"the column of ids, by name":  {[]func(f *excelize.File){rename("指標ID", "番号札")}, "", "A1: 見出し「指標ID」の列がありません"},
		"two columns with two others": {[]func(f *excelize.File){rename("実績値", "甲"), rename("目標値", "乙")}, "", "「目標値」"},
	} {
		in := importAll(t, src, Undecided, File{"kpi.xlsx", edited(t, data, func(f *excelize.File) {
			for _, change := range c.change {
				change(f)
			}
		})})
		var missed []string
		for _, m := range in.Missed {
			missed = append(missed, m.In("ja"), m.In("en"))
		}
		all := strings.Join(missed, "\n")
		switch {
		case len(in.Edits)+len(in.Conflicts) > 0, len(in.Missed) > 1, (c.missed == "") != (len(in.Missed) == 0), !strings.Contains(all, c.missed),
			(c.problem == "") != (len(in.Problems) == 0), !slices.ContainsFunc(append(in.Problems, CellProblem{}), func(p CellProblem) bool {
				return p.refusal == nil && c.problem == "" || p.refusal != nil && strings.Contains(p.In("ja"), c.problem)
			}):
			t.Errorf("%s: %s %s", name, told(in), all)
		}
	}
}
