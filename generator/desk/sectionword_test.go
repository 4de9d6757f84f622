package desk

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// Where a city has a word of its own for a section in charge, what clerks are told has
// it: the table of who has sent what, the refusal of a cell, the sheet of hints.
func TestSectionsAreCalledAsTheCityDoes(t *testing.T) {
	dir := town(t)
	file := filepath.Join(dir, "data/sections.toml")
	text := must.Read(t, file)
	must.Succeed(t, os.WriteFile(file, append([]byte("called = {ja = \"所管課\", en = \"department\"}\n"), text...), 0o644))
	src, _ := openTown(t, dir)
	p, err := ProgressOf(src, 2025, "", "")
	must.Succeed(t, err)
	book := exported(t, src, 2024, Workbook)
	in := imported(t, src, 2024, "kpi.xlsx", edited(t, book, func(f *excelize.File) {
		f.SetCellStr("実施内容", cellOf(t, f, "実施内容", "1-i-shihyo-3", "1", "所管課"), "保健係")
	}))
	if len(in.Problems) == 0 {
		t.Fatal("a section that nobody knows is taken")
	}
	var hints strings.Builder
	edited(t, book, func(f *excelize.File) {
		for _, sheet := range f.GetSheetList() {
			rows, _ := f.GetRows(sheet)
			for _, row := range rows {
				hints.WriteString(strings.Join(row, " ") + "\n")
			}
		}
	})
	for tag, word := range map[string]string{"ja": "所管課", "en": "department"} {
		var table bytes.Buffer
		must.Succeed(t, p.WriteCSV(&table, tag))
		head, _, _ := strings.Cut(table.String(), "\r\n")
		for _, said := range []string{head, in.Problems[0].In(tag)} {
			said = strings.ReplaceAll(said, "sections.toml", "")
			if !strings.Contains(said, word) || strings.Contains(said, "担当係") || strings.Contains(said, "ection") {
				t.Errorf("%s: %s", tag, said)
			}
		}
	}
	if strings.Contains(hints.String(), "担当係") || !strings.Contains(hints.String(), "所管課が2つ以上") {
		t.Errorf("the workbook speaks of 担当係:\n%s", hints.String())
	}
}
