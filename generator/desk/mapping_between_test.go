package desk

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// TestCellsThatOneFormFills: what a form says in a cell that the first leaves blank is told when the mapping is made, and
// at each import; what is printed on all of them is not told again.
func TestCellsThatOneFormFills(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetSheetName("Sheet1", "一")
	for i, sheet := range []string{"一", "二", "三"} {
		f.NewSheet(sheet)
		for at, v := range map[string]any{"A1": "指標名", "B1": "受診率" + sheet, "A2": "方向", "B2": "増加", "A3": "目標値", "B3": 50, "A4": "実績値", "B4": 45 + i, "A6": "※記入は5月まで"} {
			f.SetCellValue(sheet, at, v)
		}
	}
	f.SetCellValue("二", "D4", "12月に確定")
	f.SetCellValue("二", "C1", "改称")
	f.SetCellValue("三", "C1", "新規")
	var out bytes.Buffer
	must.Succeed(t, f.Write(&out))
	book := File{"様式.xlsx", out.Bytes()}
	dir := bareCity(t)
	mapping, told := proposedFor(t, dir, book)
	for _, want := range []string{"一シート A6: 「※記入は5月まで」", "二シート D4: 「12月に確定」", "二シート C1: 「改称」"} {
		must.Be(t, strings.Count(told, want), 1, "new mapping does say", want, "once", told)
	}
	if strings.Count(told, "A6") != 1 || strings.Count(told, "C1") != 1 {
		t.Errorf("a place is told twice:\n%s", told)
	}
	src, _ := openTown(t, dir)
	taken := func(mapping string) *Imported {
		in, err := ImportAs(src, File{"a.mapping.toml", []byte(strings.Replace(mapping, "# year =", "year =", 1))}, []File{book}, Undecided)
		must.Succeed(t, err)
		return in
	}
	in := taken(mapping)
	got := notices(in)
	if len(in.Notices) != 2 || !strings.Contains(got, "二シート D4: 「12月に確定」は") || !strings.Contains(got, "二シート C1: 「改称」（ほかの1つの様式の同じ欄も）") || len(in.Edits) == 0 {
		t.Errorf("%s%s", got, told)
	}
	passed := strings.Replace(mapping, "[table.cells]\n", "[table.cells]\n  \"C1\" = \"\"\n", 1)
	if in = taken(passed); len(in.Notices) != 1 || strings.Contains(notices(in), "C1") {
		t.Errorf("what is to be passed over is told: %s", notices(in))
	}
}
