package desk

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// notices are what an import tells beside what it takes.
func notices(in *Imported) string {
	var b strings.Builder
	for _, p := range in.Notices {
		b.WriteString(p.In("ja") + "\n" + p.In("en") + "\n")
	}
	return b.String()
}

// TestBesideOurTables: what people put into a form, or into an exported workbook, where nobody reads it is told with its
// place, and so is what is taken from where nobody looks. As it was exported nothing is told.
func TestBesideOurTables(t *testing.T) {
	dir := town(t)
	form := forms(t, dir)["hoken"]
	src, _ := openTown(t, dir)
	whole := exported(t, src, 2024, Workbook)
	set := func(sheet, at string, value any) func(*testing.T, *excelize.File) {
		return func(_ *testing.T, f *excelize.File) { f.SetCellValue(sheet, at, value) }
	}
	actual := func(t *testing.T, f *excelize.File) string {
		return formCell(t, f, "指標", "1-i-shihyo-1", 1, "実績値")
	}
	for _, c := range []struct {
		data   []byte
		change func(*testing.T, *excelize.File)
		want   string
	}{
		{form, nil, ""},
		{whole, nil, ""},
		{form, func(t *testing.T, f *excelize.File) {
			f.AddComment("指標", excelize.Comment{Cell: actual(t, f), Author: "係", Paragraph: []excelize.RichTextRun{{Text: "速報値です"}}})
		}, "メモ（「速報値です」）"},
		{form, set("指標", "S5", "※12月に確定"), "指標シート S5: 「※12月に確定」は、表の欄の外にあるので、読みません"},
		{form, set("指標", "B40", "注）見込みです"), "指標シート B40: 「注）見込みです」は、表の欄の外にある"},
		{form, set("指標", "F2", "回答：保健係"), "指標シート F2: 「回答：保健係」は、表の欄の外にある"},
		{form, func(_ *testing.T, f *excelize.File) {
			f.SetCellValue("指標", "S4", "備考")
			f.SetCellValue("指標", "S6", "見込み")
		}, "指標シート S4: 「備考」の列は、この表にない列なので、読みません"},
		{form, set("指標", "S4", "備考"), ""},
		{whole, func(_ *testing.T, f *excelize.File) {
			f.NewSheet("別紙")
			f.SetCellValue("別紙", "A1", "受診率の内訳")
		}, "別紙シート A1: このシートは書き出した表ではないので、読みませんでした"},
		{form, func(t *testing.T, f *excelize.File) {
			f.SetCellValue("指標", actual(t, f), 45)
			f.SetRowVisible("指標", 5, false)
		}, "隠れていますが、ほかと同じように読みます"},
		{form, func(_ *testing.T, f *excelize.File) { f.SetRowVisible("指標", 5, false) }, ""},
		{form, func(t *testing.T, f *excelize.File) {
			f.SetCellValue("評価", formCell(t, f, "評価", "1-i-shihyo-1", 1, "評価内容"), "（別紙のとおり）")
		}, "「（別紙のとおり）」とだけ書かれています"},
		{form, func(t *testing.T, f *excelize.File) {
			f.SetCellValue("指標", actual(t, f), 45)
			id, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
			f.SetCellStyle("指標", actual(t, f), actual(t, f), id)
		}, "このセルには色が付いています"},
	} {
		data := edited(t, c.data, func(f *excelize.File) {
			if c.change != nil {
				c.change(t, f)
			}
		})
		in := importAll(t, src, Undecided, File{"hoken.xlsx", data})
		got := notices(in)
		if len(in.Problems) > 0 || (c.want == "") != (got == "") || !strings.Contains(got, c.want) || len(in.Notices) > 1 {
			t.Errorf("want %q: %s%s", c.want, got, told(in))
		}
	}
}

// TestNotToBeSeen: what is written in the colour of its ground is seen by nobody, and words that stand for those of
// another cell mean nothing on a page.
func TestNotToBeSeen(t *testing.T) {
	dir := town(t)
	form := forms(t, dir)["hoken"]
	src, _ := openTown(t, dir)
	coloured := func(font, ground string) func(*testing.T, *excelize.File, string, string) {
		return func(t *testing.T, f *excelize.File, sheet, at string) {
			style := &excelize.Style{Font: &excelize.Font{Color: font}}
			if ground != "" {
				style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ground}}
			}
			id, err := f.NewStyle(style)
			must.Succeed(t, err)
			f.SetCellStyle(sheet, at, at, id)
		}
	}
	const unlit = "文字の色が地の色と同じなので、画面に見えません"
	for _, c := range []struct {
		sheet, heading string
		value          any
		change         func(*testing.T, *excelize.File, string, string)
		want           string
	}{
		{"指標", "実績値", 45, coloured("FFFFFF", ""), unlit}, {"指標", "実績値", 45, coloured("FFFF00", "FFFF00"), unlit},
		{"評価", "評価内容", "内部用", coloured("FFFFFF", "FFFFFF"), unlit}, {"指標", "実績値の時点", "R6.3", coloured("FFFFFF", ""), unlit},
		{"指標", "実績値", 45, coloured("FFFFFF", "000000"), ""}, {"指標", "実績値", 45, coloured("FF0000", ""), ""},
		{"評価", "評価内容", "〃", nil, "ほかのセルと同じという意味です"}, {"評価", "評価内容", "同上", nil, "ほかのセルと同じという意味です"}, {"評価", "評価内容", "同上の理由で伸びた。", nil, ""},
		{"実施内容", "時期", "〃", nil, "ほかのセルと同じという意味です"}, {"指標", "実績値の時点", "同左", nil, "ほかのセルと同じという意味です"},
	} {
		data := edited(t, form, func(f *excelize.File) {
			at := formCell(t, f, c.sheet, "1-i-shihyo-1", 1, c.heading)
			f.SetCellValue(c.sheet, at, c.value)
			if c.heading == "時期" {
				f.SetCellValue(c.sheet, formCell(t, f, c.sheet, "1-i-shihyo-1", 1, "実施内容"), "はがきを送る")
			}
			if c.change != nil {
				c.change(t, f, c.sheet, at)
			}
		})
		in := importAll(t, src, Undecided, File{"hoken.xlsx", data})
		if got := told(in); (c.want == "") != (len(in.Problems) == 0) || len(in.Problems) > 1 || !strings.Contains(got, c.want) {
			t.Errorf("%s %v: want %q: %s", c.heading, c.value, c.want, got)
		}
	}
}

// TestColoursOfOwnTables: a cell in another colour than its column is told once for its sheet; bands, and columns of one
// colour, are not.
func TestColoursOfOwnTables(t *testing.T) {
	for name, c := range map[string]struct {
		colour func(row, column int) string
		want   string
	}{
		"plain": {func(int, int) string { return "" }, ""}, "bands": {func(row, _ int) string { return []string{"", "DDEBF7"}[row%2] }, ""},
		"a column": {func(_, column int) string { return []string{"", "FFFF00"}[column%2] }, ""},
		"a cell":   {func(row, column int) string { return map[bool]string{true: "FF0000"}[row == 3 && column == 2] }, "C4: このセルには色が付いています"},
		"a row":    {func(row, _ int) string { return map[bool]string{true: "BFBFBF"}[row == 3] }, "A4: ここと、ほかの2つのセルには"},
	} {
		f := excelize.NewFile()
		defer f.Close()
		for i, row := range [][]any{{"指標名", "方向", "実績値"}, {"受診率", "増加", 45}, {"相談", "増加", 46}, {"検診", "増加", 47}, {"講座", "増加", 48}, {"窓口", "増加", 49}} {
			for j, v := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				f.SetCellValue("Sheet1", at, v)
				if s := c.colour(i, j); s != "" && i > 0 {
					id, _ := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s}}})
					f.SetCellStyle("Sheet1", at, at, id)
				}
			}
		}
		var out bytes.Buffer
		must.Succeed(t, f.Write(&out))
		in := importOwn(t, bareCity(t), out.Bytes())
		if got := notices(in); (c.want == "") != (got == "") || len(in.Notices) > 1 || !strings.Contains(got, c.want) || len(in.Edits) == 0 {
			t.Errorf("%s: %s%s", name, got, told(in))
		}
	}
}

func TestElsewhere(t *testing.T) {
	for text, want := range map[string]bool{
		"別紙参照": true, "別紙1のとおり": true, "（別添）": true, "※別紙２参照": true, "別表（3）に記載のとおり": true, "添付資料を参照": true, "See attached report": true, "別途資料のとおり。": true,
		"別途協議する": false, "別紙参照。受診率は上がった。": false, "別紙様式を改めた": false, "添付書類を減らした": false, "別表の手続を見直した": false, "": false,
	} {
		must.Be(t, elsewhere(text), want, text, !want)
	}
}
