package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// TestNotesAndSums tells of notes on cells, which are not read, and of rows of totals,
// which are.
func TestNotesAndSums(t *testing.T) {
	src, _ := openTown(t, bareCity(t))
	plain := ownTable(t, [2]string{"実績値", "12"}, [2]string{"備考", "休館した。"})
	note := func(cell, text string) func(f *excelize.File) error {
		return func(f *excelize.File) error {
			return f.AddComment("Sheet1", excelize.Comment{Cell: cell, Author: "係", Paragraph: []excelize.RichTextRun{{Text: text}}})
		}
	}
	row := func(name string) func(f *excelize.File) error {
		return func(f *excelize.File) error {
			return f.SetSheetRow("Sheet1", "A3", &[]any{"1-1", "健康", name, "増加", "30"})
		}
	}
	for _, c := range []struct {
		change func(f *excelize.File) error
		want   string
	}{
		{note("E2", "速報値。\n確定は9月"), "E2: このセルにはメモ（「速報値。確定は9月」）があります"},
		{note("E2", "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment.\n\nComment:\n    確認中"), "（「確認中」）"},
		{row("合計"), "C3: 「合計」は、合計や参考の行に見えますが"},
		{row("（参考）全国平均"), "C3: 「（参考）全国平均」は"},
		{row("（参考）県の受診率"), "C3: 「（参考）県の受診率」は"},
		{row("計"), "C3: 「計」は"},
		{row("Total"), "C3: 「Total」は"},
		{row("合計特殊出生率"), ""},
		{row("平均寿命"), ""},
		{row("1日の平均歩数"), ""},
		{row("相談件数の合計"), ""},
	} {
		p, err := NewMapping(src, "own.xlsx", edited(t, plain, func(f *excelize.File) {
			must.Succeed(t, c.change(f))
		}))
		must.Succeed(t, err)
		got := ""
		for _, u := range p.Unknown {
			if u.rule == "note" || u.rule == "sum" {
				got += u.In("ja") + "\n"
			}
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) || strings.Count(got, "\n") > 1 {
			t.Errorf("told %q, not %q", got, c.want)
		}
	}
}
