package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
	"tassei/generator/source"
)

// Rows that head those below them are no indicators: over all columns, or alone in one. They name
// the initiative where they stand in its column; elsewhere the proposal tells them. A name with
// nothing beside it can be either, and is asked about.
func TestRowsThatHeadOthers(t *testing.T) {
	plain := []string{"No", "指標名", "単位", "基準値", "目標値", "実績値"}
	under := []string{"施策", "指標名", "単位", "基準値", "目標値", "実績値"}
	rows := func(head []string, at int, merged bool) []byte {
		return edited(t, rawBook(t, "", "", "", inline(1, head...)), func(f *excelize.File) {
			sheet := f.GetSheetList()[0]
			for i, name := range []string{"受診した人", "待機児童"} {
				cell, _ := excelize.CoordinatesToCellName(at+1, 2+2*i)
				f.SetCellStr(sheet, cell, []string{"１ 健康", "２ 子育て"}[i])
				if last, _ := excelize.CoordinatesToCellName(6, 2+2*i); merged {
					f.MergeCell(sheet, cell, last)
				}
				row, _ := excelize.CoordinatesToCellName(2, 3+2*i)
				f.SetSheetRow(sheet, row, &[]any{name, "人", 10, []int{20, 0}[i], 5})
			}
		})
	}
	for name, c := range map[string]struct {
		data    []byte
		told    string // by the proposal
		problem string
		want    string
	}{
		"over all columns":             {rows(plain, 0, true), "A2: 「１ 健康」は、まとまりの見出しの行とみて", "", ""},
		"alone in another column":      {rows(plain, 0, false), "A4: 「２ 子育て」は、まとまりの見出しの行とみて", "", ""},
		"from the names on":            {rows(plain, 1, true), "B2: 「１ 健康」は、まとまりの見出しの行とみて", "", ""},
		"alone among the names":        {rows(plain, 1, false), "B2: 「１ 健康」の行には、名称のほかに何もありません", "B4: 「２ 子育て」の行には", ""},
		"in the column of initiatives": {rows(under, 0, false), "", "", `name  = {ja = "子育て"}`},
		"from that column over all":    {rows(under, 0, true), "", "", `name  = {ja = "子育て"}`},
		"a name over its two own columns": {edited(t, rows(under, 0, true), func(f *excelize.File) {
			f.SetCellStr(f.GetSheetList()[0], "B6", "相談")
			f.MergeCell(f.GetSheetList()[0], "B6", "B7")
		}), "「相談」の行には", "「相談」の行には", ""},
	} {
		dir := bareCity(t)
		src, _, err := source.Open(dir)
		must.Succeed(t, err)
		p, err := NewMapping(src, "own.xlsx", c.data)
		src.Close()
		must.Succeed(t, err)
		told, files := "", ""
		for _, u := range p.Unknown {
			told += u.In("ja") + "\n"
		}
		in := importOwn(t, dir, c.data)
		for _, e := range in.Edits {
			files += string(e.Data)
		}
		if (c.told == "") != (told == "") || !strings.Contains(told, c.told) || !strings.Contains(files, c.want) ||
			(c.problem == "") != (len(in.Problems) == 0) || c.problem != "" && !strings.Contains(saidOf(in), c.problem) ||
			c.problem == "" && strings.Count(files, "[[indicator]]") != 2 {
			t.Errorf("%s: %s\n%s", name, told, saidOf(in))
		}
	}
}

// saidOf are the problems of an import, in Japanese.
func saidOf(in *Imported) (all string) {
	for _, p := range in.Problems {
		all += p.In("ja") + "\n"
	}
	return all
}

// The mark of a footnote at the end of a name stays, and what the sheet says of it comes along.
func TestFootnotesOfNames(t *testing.T) {
	dir := bareCity(t)
	data := edited(t, ownTable(t, [2]string{"実績値", "12"}, [2]string{"単位", "人"}, [2]string{"備考", "休館した。"}), func(f *excelize.File) {
		f.SetCellStr("Sheet1", "C2", "受診した人※１")
		f.SetCellStr("Sheet1", "C3", "相談した人*")
		f.SetCellStr("Sheet1", "D3", "増加")
		f.SetCellInt("Sheet1", "E3", 3)
		f.SetCellStr("Sheet1", "A5", "※１　延べ人数")
	})
	files := ""
	for _, e := range importOwn(t, dir, data).Edits {
		files += string(e.Data)
	}
	for _, want := range []string{`{ja = "受診した人※１"}`, `{ja = "※1 延べ人数"}`, `{ja = "休館した。"}`, `{ja = "相談した人*"}`} {
		must.Contain(t, files, want)
	}
}
