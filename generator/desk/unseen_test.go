package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// What a format shows of a text.
func TestShowText(t *testing.T) {
	for format, want := range map[string]string{
		"General": "12", "@": "12", "0.00": "12", "0;-0;0": "12", `@"人"`: "12人", `"約"@"人"`: "約12人", `0;-0;0;@" 様"`: "12 様", "_ @_ ": "12", ";;;": "", `0;0;0;"済"`: "済", ";;;@": "12", "#,##0;[Red]-#,##0": "12",
	} {
		must.Be(t, showText("12", format), want, format)
	}
}

// Words of a city's own workbook are what their reader sees, or are refused: an error, a time,
// a date without its year, a number in a form that cannot be told, and what no reader sees. An
// empty want is a cell that holds nothing.
func TestWordsOfOwnWorkbooks(t *testing.T) {
	for _, c := range []struct {
		heading string
		value   any
		format  string
		want    string // in the files
		refused string
	}{
		{"備考", 0.3542, "h:mm", "", "年のない日付か時刻（書式 h:mm）"}, {"備考", 45413, "m/d", "", "年のない日付か時刻"}, {"備考", 45413, "yyyy/m/d", `{ja = "R6.5.1"}`, ""}, {"備考", 45747, `[$-411]ggge"年"m"月"d"日";@`, `{ja = "令和7年3月31日"}`, ""},
		{"備考", 32528, `[$-411]ggge"年"m"月"d"日"`, `{ja = "平成元年1月20日"}`, ""}, {"備考", 32515, `[$-411]gge"年"m"月"d"日"`, `{ja = "昭64年1月7日"}`, ""},
		{"備考", 45747, `yyyy"年"m"月"`, `{ja = "2025年3月"}`, ""}, {"積算方法", 43600, `[$-411]ggge"年"m"月"d"日"`, `{ja = "令和元年5月15日"}`, ""}, {"備考", 45747, `yyyy"年"m"月"d"日（"aaa"）"`, `{ja = "R7.3.31"}`, ""}, {"備考", 0.6, "0%", `{ja = "60%"}`, ""},
		{"備考", 12, "0.00E+00", "", "どの数が見えているのか"}, {"備考", 0, "#,###", "", "画面に見えません"}, {"備考", "内部用", ";;;", "", "注の「内部用」は、セルの書式（;;;）"}, {"備考", "検診", `@"（速報）"`, `{ja = "検診（速報）"}`, ""},
		{"評価", 45413, `m"月"d"日"`, "", "年のない日付か時刻"}, {"実施時期", 45413, "m/d", "", "年のない日付か時刻"}, {"積算方法", 1.0 / 3, "General", "", "途中の桁まで"}, {"番号", 45413, "m/d", "", "番号の「R6.5.1」は日付です"},
		{"番号", "5月1日", "General", "", "番号の「5月1日」は日付です"}, {"番号", 7, "General", "number    = 7", ""}, {"実績値", 0, "#,###", "", "画面に見えません"}, {"実績値", "12", `@"人"`, "actual    = 12", ""},
	} {
		dir := bareCity(t)
		data := edited(t, ownTable(t, [2]string{"主な取組", "窓口を開く"}, [2]string{c.heading, "?"}), func(f *excelize.File) {
			formatted(c.value, c.format)(t, f, "Sheet1", "F2")
		})
		in := importOwn(t, dir, data)
		var all strings.Builder
		for _, e := range in.Edits {
			all.Write(e.Data)
		}
		switch {
		case c.refused == "" && (len(in.Problems) > 0 || !strings.Contains(all.String(), c.want)):
			t.Errorf("%s %v as %s: %s\n%s", c.heading, c.value, c.format, told(in), all.String())
		case c.refused != "" && (len(in.Problems) != 1 || !strings.Contains(in.Problems[0].In("ja"), "F2: "+c.heading) && !strings.Contains(in.Problems[0].In("ja"), c.refused) || len(in.Edits) > 0):
			t.Errorf("%s %v as %s: %s", c.heading, c.value, c.format, told(in))
		}
	}
}

// A cell with an error is told once, wherever its words would go, and in the further rows of an
// indicator too.
func TestErrorsInOwnWorkbooks(t *testing.T) {
	dir := bareCity(t)
	row := func(cells string) []byte {
		return rawBook(t, "", "", "", inline(1, "指標名", "方向", "備考", "主な取組", "単位")+
			`<row r="2"><c r="A2" t="inlineStr"><is><t>受診した人</t></is></c><c r="B2" t="inlineStr"><is><t>増加</t></is></c>`+cells+`</row>`)
	}
	for at, cells := range map[string]string{
		"C2: 注がエラー（#REF!）":     `<c r="C2" t="e"><v>#REF!</v></c>`,
		"D2: 実施内容がエラー（#N/A）":   `<c r="D2" t="e"><f>VLOOKUP(1,A1:B2,2)</f><v>#N/A</v></c>`,
		"E2: 単位がエラー（#NAME?）":   `<c r="E2" t="e"><v>#NAME?</v></c>`,
		"D3: 実施内容がエラー（#DIV/0!": `<c r="D2" t="inlineStr"><is><t>開く</t></is></c></row><row r="3"><c r="D3" t="e"><v>#DIV/0!</v></c>`,
		"C2: 注に目に見えない文字":       `<c r="C2" t="inlineStr"><is><t>12&#x200B;</t></is></c>`,
	} {
		in := importOwn(t, dir, row(cells))
		if len(in.Problems) != 1 || !strings.Contains(in.Problems[0].In("ja"), at) || len(in.Edits) > 0 {
			t.Errorf("%s: %s", at, told(in))
		}
	}
}

// A formula's zero that is not shown is an empty cell: what it links to is empty. So are the
// zeros of a sheet that is set to show none; one that somebody typed is told.
func TestZerosThatAreNotShown(t *testing.T) {
	rows := inline(1, "指標名", "方向", "備考", "実績値") + `<row r="2"><c r="A2" t="inlineStr"><is><t>受診した人</t></is></c><c r="B2" t="inlineStr"><is><t>増加</t></is></c>`
	const linked, typed = `<c r="C2" s="1"><f>Z1</f><v>0</v></c>`, `<c r="D2"><v>0</v></c>`
	in := importOwn(t, bareCity(t), rawBook(t, "", "", "#,##0;-#,##0;;@", rows+linked+`<c r="D2"><v>3</v></c></row>`))
	if len(in.Problems) > 0 || strings.Contains(told(in), "備考") {
		t.Errorf("a link to an empty cell: %s", told(in))
	}
	hidden := false
	in = importOwn(t, bareCity(t), edited(t, rawBook(t, "", "", "", rows+typed+"</row>"), func(f *excelize.File) {
		must.Succeed(t, f.SetSheetView(f.GetSheetList()[0], 0, &excelize.ViewOptions{ShowZeros: &hidden}))
	}))
	if len(in.Problems) != 1 || !strings.Contains(told(in), "D2: 実績値の「0」は") {
		t.Errorf("a sheet without zeros: %s", told(in))
	}
}
