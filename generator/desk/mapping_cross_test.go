package desk

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// sheetOfCells is a workbook of one sheet with the cells given by their places.
func sheetOfCells(t *testing.T, name string, cells map[string]any, merged ...string) File {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	f.SetSheetName("Sheet1", name)
	for at, v := range cells {
		f.SetCellValue(name, at, v)
	}
	for _, m := range merged {
		first, last, _ := strings.Cut(m, ":")
		f.MergeCell(name, first, last)
	}
	var out bytes.Buffer
	must.Succeed(t, f.Write(&out))
	return File{name + ".xlsx", out.Bytes()}
}

// proposed is the mapping that is proposed for a workbook, and what is told with it.
func proposedFor(t *testing.T, dir string, f File) (string, string) {
	t.Helper()
	src, _ := openTown(t, dir)
	p, err := NewMapping(src, f.Name, f.Data)
	must.Succeed(t, err)
	var unknown strings.Builder
	for _, u := range p.Unknown {
		unknown.WriteString(u.In("ja") + "\n")
	}
	return string(p.TOML), unknown.String()
}

// TestYearsInAForm: what stands in a form where a year crosses 目標 or 実績 is of that year, and the baseline is no result.
func TestYearsInAForm(t *testing.T) {
	across := map[string]any{"A1": "指標名", "B1": "受診率", "A2": "担当課", "B2": "健康課", "B3": "区分", "C3": "基準値（R2）", "D3": "R4", "E3": "R5", "F3": "R6", "G3": "R7",
		"B4": "目標", "C4": "－", "D4": 50, "E4": 51, "F4": 52, "G4": 53, "B5": "実績", "C5": 40, "D5": 48, "E5": 49, "F5": 50, "A6": "評価", "B6": "◎", "A7": "備考", "B7": "確定値", "A8": "重点", "B8": "☑該当"}
	down := map[string]any{"A1": "指標名", "B1": "受診率", "A2": "担当課", "B2": "健康課", "A3": "年度", "B3": "目標", "C3": "実績",
		"A4": "令和4年度", "B4": 50, "C4": 48, "A5": "令和5年度", "B5": 51, "C5": 49, "A6": "令和6年度", "B6": 52, "C6": 50, "A7": "令和7年度", "B7": 53}
	for _, c := range []struct {
		name  string
		cells map[string]any
		want  []string
		told  []string
	}{
		{"横", across, []string{`"C5"   = "baseline"`, `"D4"   = "target FY2022"`, `"F4"   = "target"`, `"G4"   = "target FY2025"`, `"F5"   = "actual"`, `"D5"   = "actual FY2022"`, `year = "FY2024"`, `"B7"   = "note"`},
			[]string{"B6: 「◎」は記号の評価", "B8: 「☑該当」は何を表すか分からない"}},
		{"縦", down, []string{`"B4"   = "target FY2022"`, `"C6"   = "actual"`, `"B7"   = "target FY2025"`, `year = "FY2024"`}, nil},
	} {
		toml, told := proposedFor(t, bareCity(t), sheetOfCells(t, c.name, c.cells))
		for _, w := range c.want {
			must.Contain(t, toml, w, c.name)
		}
		for _, w := range c.told {
			must.Contain(t, told, w, c.name)
		}
	}
}

// TestMovedPlaces: a workbook whose columns, rows or forms have moved since the mapping was made is not read by its places.
func TestMovedPlaces(t *testing.T) {
	row := map[string]any{"A1": "指標名", "B1": "単位", "C1": "方向", "D1": "目標値", "E1": "実績値", "A2": "受診率", "B2": "％", "C2": "増加", "D2": 50, "E2": 45}
	column := map[string]any{"A1": "指標名", "B1": "単位", "C1": "方向", "D1": "前年度", "E1": "目標値", "F1": "実績値", "A2": "受診率", "B2": "％", "C2": "増加", "D2": 44, "E2": 50, "F2": 45}
	added := map[string]any{"F1": "次年度の見込み", "F2": 60}
	form := map[string]any{"A1": "指標名", "B1": "受診率", "A2": "単位", "B2": "％", "A3": "方向", "B3": "増加", "A4": "目標値", "B4": 50, "A5": "実績値", "B5": 45}
	moved := map[string]any{"A1": "指標名", "B1": "受診率", "A2": "単位", "B2": "％", "A3": "方向", "B3": "増加", "A4": "前年度", "B4": 44, "A5": "目標値", "B5": 50, "A6": "実績値", "B6": 45}
	for at, v := range row {
		added[at] = v
	}
	for _, c := range []struct {
		name          string
		was, now      map[string]any
		told, noticed string
	}{
		{"列", row, row, "", ""},
		{"列", row, column, "列シート D1: ここの見出しは「目標値」のはずですが、「前年度」です。", ""},
		{"列", row, added, "", "列シート F1: 見出し「次年度の見込み」が分からないので"},
		{"様式", form, form, "", ""},
		{"様式", form, moved, "様式シート A4: ここの見出しは「目標値」のはずですが、「前年度」です。", ""},
	} {
		dir := bareCity(t)
		toml, _ := proposedFor(t, dir, sheetOfCells(t, c.name, c.was))
		src, _ := openTown(t, dir)
		in, err := ImportAs(src, File{"a.mapping.toml", []byte(strings.Replace(toml, "# year =", "year =", 1))}, []File{sheetOfCells(t, c.name, c.now)}, Undecided)
		must.Succeed(t, err)
		var told, noticed []string
		for _, p := range in.Problems {
			told = append(told, p.In("ja"))
		}
		for _, p := range in.Notices {
			noticed = append(noticed, p.In("ja"))
		}
		if got := strings.Join(told, "\n"); (c.told == "") != (got == "") || !strings.Contains(got, c.told) || len(told) > 1 {
			t.Errorf("%s: %q, not %q", c.name, got, c.told)
		}
		if got := strings.Join(noticed, "\n"); (c.noticed == "") != (got == "") || !strings.Contains(got, c.noticed) {
			t.Errorf("%s: noticed %q, not %q", c.name, got, c.noticed)
		}
	}
}
