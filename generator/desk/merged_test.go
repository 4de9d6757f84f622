package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// TestHugeMergedCell: a merged cell says the same in each of its places, and those are counted as cells: one of millions is
// refused before it fills the memory, and one over whole rows covers what stands there.
func TestHugeMergedCell(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	rows := maxCells/(maxColumn-5) + 1
	for i := 1; i <= rows; i++ {
		f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i), i)
	}
	f.MergeCell("Sheet1", "F1", fmt.Sprintf("GR%d", rows))
	b, err := f.WriteToBuffer()
	must.Succeed(t, err)
	_, err = readLoose("own.xlsx", b.Bytes())
	told, ok := err.(*Fault)
	if !ok || !strings.Contains(told.In("ja"), "セルが多すぎます") {
		t.Errorf("not told: %v", err)
	}
	wide := sheetOfCells(t, "表", rowsOf([]any{"指標名", "目標値"}, []any{"説明", 5}), "A2:XFD2")
	sheets, err := readLoose(wide.Name, wide.Data)
	must.Succeed(t, err)
	if got := sheets[0].say(1, 1); got != "説明" {
		t.Errorf("under a merged cell stands %q", got)
	}
}
