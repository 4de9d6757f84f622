package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestWrittenBesideTheBlanks: what is written into the columns that a form shows for comparison is told, each with its
// cell; what was left, emptied or saved as a number is not.
func TestWrittenBesideTheBlanks(t *testing.T) {
	dir := town(t)
	form := forms(t, dir)["hoken"]
	for _, c := range []struct {
		sheet, heading string
		value          any
		told           bool
	}{
		{"指標", "前年度の実績値", 47.5, true}, {"指標", "前年度の目標値", "５０", true}, {"指標", "前年度の達成度", "101.1", true},
		{"指標", "指標", "新しい名称", true}, {"指標", "単位と向き", "件", true},
		{"実施内容", "前年度の実施内容", "はがきを送る", true}, {"評価", "前年度の評価内容", "受診率が上がりました。", true},
		{"指標", "前年度の実績値", "", false}, {"指標", "前年度の実績値", 44.6, false}, {"指標", "前年度の目標値", 46, false}, {"評価", "前年度の評価内容", "", false},
	} {
		at := ""
		data := edited(t, form, func(f *excelize.File) {
			at = formCell(t, f, c.sheet, "1-i-shihyo-1", 1, c.heading)
			f.SetCellValue(c.sheet, at, c.value)
		})
		src, _ := openTown(t, dir)
		in := importAll(t, src, Undecided, File{"hoken.xlsx", data})
		got := told(in)
		if c.told != (len(in.Problems) == 1 && strings.Contains(got, c.sheet+"シート "+at+":") && strings.Contains(got, "見るだけの欄")) || !c.told && len(in.Problems)+len(in.Edits) > 0 {
			t.Errorf("%s %v: %s", c.heading, c.value, got)
		}
	}
}

// TestRowWithoutIDInAForm: a row that was put into a form is told with what to do.
func TestRowWithoutIDInAForm(t *testing.T) {
	dir := town(t)
	data := edited(t, forms(t, dir)["hoken"], func(f *excelize.File) {
		f.InsertRows("指標", 6, 1)
		f.SetCellValue("指標", "B6", "新しい指標")
		f.SetCellValue("指標", formCell(t, f, "指標", "", 1, "実績値"), 80)
	})
	src, _ := openTown(t, dir)
	in := importAll(t, src, Undecided, File{"hoken.xlsx", data})
	if got := told(in); len(in.Problems) != 1 || !strings.Contains(got, "コピーして挿入") || !strings.Contains(got, "tassei export") {
		t.Error(got)
	}
}
