package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// TestRichText reads a cell as it is seen: what is struck out is told, and a raised
// figure is no digit of the number before it.
func TestRichText(t *testing.T) {
	dir := bareCity(t)
	run := func(text string, font excelize.Font) excelize.RichTextRun {
		return excelize.RichTextRun{Text: text, Font: &font}
	}
	struck, raised := excelize.Font{Strike: true}, excelize.Font{VertAlign: "superscript"}
	for name, c := range map[string]struct {
		heading string
		runs    []excelize.RichTextRun
		want    string // part of the problem or of the data
	}{
		"a figure that was struck out": {"実績値", []excelize.RichTextRun{run("70", struck), run("72", excelize.Font{Bold: true})}, "E2: 実績値に、取り消し線の引かれた「70」"},
		"a figure with a raised mark":  {"実績値", []excelize.RichTextRun{run("12", excelize.Font{}), run("1)", raised)}, "実績値の「12¹⁾」は、1647"},
		"a raised footnote":            {"実績値", []excelize.RichTextRun{run("12", excelize.Font{}), run("※1", raised)}, "実績値に付いている「※1」の説明"},
		"words that were struck out":   {"備考", []excelize.RichTextRun{run("休館した。", struck), run("開館した。", excelize.Font{})}, "E2: 注に、取り消し線の引かれた「休館した。」"},
		"powers in words":              {"備考", []excelize.RichTextRun{run("面積は10", excelize.Font{}), run("3", raised), run("m", excelize.Font{}), run("2", raised), run("", excelize.Font{})}, `{ja = "面積は10³m²"}`},
		"bold in words":                {"備考", []excelize.RichTextRun{run("大きく", excelize.Font{Bold: true}), run("増えた。", excelize.Font{})}, `{ja = "大きく増えた。"}`},
	} {
		data := edited(t, ownTable(t, [2]string{c.heading, ""}), func(f *excelize.File) {
			must.Succeed(t, f.SetCellRichText("Sheet1", "E2", c.runs))
		})
		in := importOwn(t, dir, data)
		if strings.HasPrefix(c.want, "{ja") == (len(in.Problems) > 0) || !strings.Contains(told(in), c.want) {
			t.Errorf("%s: %s", name, told(in))
		}
	}
	// A piece of a text without its text is no reason to fall over.
	odd := rawBook(t, "", `<si><r><rPr><b/></rPr></r><r><t>12</t></r></si>`, "", inline(1, "指標名", "方向", "単位", "実績値")+
		`<row r="2"><c r="A2" t="inlineStr"><is><t>受診</t></is></c><c r="B2" t="inlineStr"><is><t>増加</t></is></c><c r="C2" t="inlineStr"><is><t>人</t></is></c><c r="D2" t="s"><v>0</v></c></row>`)
	if in := importOwn(t, dir, odd); len(in.Problems) > 0 || !strings.Contains(told(in), "actual    = 12") {
		t.Error(told(in))
	}
	// In the table of an export too.
	town := town(t)
	src, _ := openTown(t, town)
	data := edited(t, exported(t, src, 2024, Workbook), func(f *excelize.File) {
		at := cellOf(t, f, "指標", "1-i-shihyo-3", "", "実績値")
		style, err := f.NewStyle(&excelize.Style{Font: &struck})
		if err == nil {
			err = f.SetCellStyle("指標", at, at, style)
		}
		must.Succeed(t, err)
	})
	if in := importAll(t, src, Undecided, File{"kpi.xlsx", data}); len(in.Problems) != 1 || !strings.Contains(in.Problems[0].In("ja"), "実績値に、取り消し線の引かれた「72」") {
		t.Error(told(in))
	}
}

// TestUnseenCharacters tells a cell with a character that nobody sees, before the
// data hold it and no site can be built.
func TestUnseenCharacters(t *testing.T) {
	dir := bareCity(t)
	for _, heading := range []string{"備考", "評価", "主な取組", "担当課", "算定方法", "実績値", "単位"} {
		for _, c := range []string{"\u200b", "\u202e", "\ufeff", "\u00ad", "_x000B_"} {
			in := importOwn(t, dir, ownTable(t, [2]string{"目標値", "20"}, [2]string{heading, "12" + c}))
			if len(in.Problems) == 0 || len(in.Edits) > 0 || !strings.Contains(in.Problems[0].In("ja"), "シート F2: ") || !strings.Contains(in.Problems[0].In("ja"), "目に見えない文字") {
				t.Errorf("%s %q: %s", heading, c, told(in))
			}
		}
	}
	data := edited(t, ownTable(t, [2]string{"実績値", "12"}), func(f *excelize.File) {
		f.SetCellStr("Sheet1", "B2", "健\u200b康")
		f.SetCellStr("Sheet1", "C2", "受\u2066診")
	})
	if in := importOwn(t, dir, data); len(in.Problems) < 2 || len(in.Edits) > 0 {
		t.Error(told(in))
	}
}
