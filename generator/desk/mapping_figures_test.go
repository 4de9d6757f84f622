package desk

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// ownTable is a workbook of a city's own: a row of headings and one of an indicator.
func ownTable(t *testing.T, cells ...[2]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, c := range append([][2]string{{"施策番号", "1-1"}, {"施策名", "健康"}, {"指標名", "受診した人"}, {"方向", "増加"}}, cells...) {
		for row, text := range c {
			if text == "" {
				continue
			}
			at, _ := excelize.CoordinatesToCellName(i+1, row+1)
			must.Succeed(t, f.SetCellStr("Sheet1", at, text))
		}
	}
	b, err := f.WriteToBuffer()
	must.Succeed(t, err)
	return b.Bytes()
}

// importOwn proposes a mapping for a workbook and reads the workbook by it.
func importOwn(t *testing.T, dir string, data []byte) *Imported {
	t.Helper()
	src := opened(t, dir)
	p, err := NewMapping(src, "own.xlsx", data)
	must.Succeed(t, err)
	m := regexp.MustCompile(`(?m)^(?:# )?year = "FY[0-9]+"`).ReplaceAllString(string(p.TOML), `year = "FY2024"`)
	in, err := ImportAs(src, File{"own.mapping.toml", []byte(m)}, []File{{"own.xlsx", data}}, Undecided)
	must.Succeed(t, err, m)
	return in
}

// TestWhatStandsBesideAFigure takes a unit off a figure only where it is one: of
// 1/3, 10（うち女性3） or two numbers on two lines no single number can be taken, and
// none is. The form is "cell [unit of the column] -> figure unit", or "told"; ⏎ is a line
// end within the cell.
func TestWhatStandsBesideAFigure(t *testing.T) {
	dir := bareCity(t)
	for _, c := range strings.Split(strings.TrimSpace(`
12人 -> 12 人
１２３人 -> 123 人
△1,234千円 [千円] -> -1234 千円
△1,234千円 -> -1234 千円
0.5ha -> 0.5 ha
12km2 -> 12 km2
12㎡ -> 12 ㎡
5回/日 -> 5 回/日
5人・日 -> 5 人・日
12.3％ -> 12.3 ％
36.5℃ -> 36.5 ℃
1.2倍 -> 1.2 倍
3位 -> 3 位
12（％） -> 12 ％
12（人） [人] -> 12 人
12（人） -> told
12（令和7年3月末現在） -> 12
12 -> 12
5台 -> 5 台
3ポイント -> 3 ポイント
12人増 [人増] -> 12 人増
1/3 -> told
2:1 -> told
12/15 -> told
12→15 -> told
12-15 -> told
12ー15 -> told
12ー -> told
5以上10未満 -> told
12以上 -> told
12未満 -> told
12以下 -> told
93超 -> told
5強 -> told
5程度 -> told
5人程度 -> told
100人余り -> told
12人増 -> told
12人減 -> told
3ポイント増 -> told
2025年3月31日 -> told
2025/3/31 -> told
12:30 -> told
1時間30分 -> told
3割5分 -> told
1万 -> told
12千 -> told
1.2万人 [人] -> told
1.2万人 -> 1.2 万人
1.2万人 [万人] -> 1.2 万人
1億2,345万 -> told
1億2,345万円 -> told
1'234 -> told
12。3 -> told
12､345 -> told
12人、3件 -> told
12人・3件 -> told
12人 3件 -> told
12点/100点 -> told
4位/43 -> told
5段階中3 -> told
10（うち女性3） -> told
10人（うち女性3人） [人] -> told
5（累計） -> told
12（前年15） -> told
12（▲3） -> told
12（R5:15） -> told
12？ -> told
12½ -> told
12＋3 -> told
12×3 -> told
1e3 -> told
12、 -> told
5→ -> told
12▲3 -> told
12〃 -> told
123⏎80 -> told
1,234⏎56 -> told
１２⏎３ -> told
1.⏎5 -> told
12人⏎3人 -> told
120⏎（令和7年3月末現在） -> 120
1,234⏎人 -> 1234 人
`), "\n") {
		written, want, _ := strings.Cut(c, " -> ")
		cell, unit, has := strings.Cut(strings.TrimSuffix(written, "]"), " [")
		columns := [][2]string{{"実績値", strings.ReplaceAll(cell, "⏎", "\n")}}
		if has {
			columns = append(columns, [2]string{"単位", unit})
		}
		in := importOwn(t, dir, ownTable(t, columns...))
		got := "told"
		if len(in.Problems) == 0 {
			var figure, measure string
			for _, e := range in.Edits {
				for line := range strings.Lines(string(e.Data)) {
					if s, ok := strings.CutPrefix(line, "actual    = "); ok {
						figure = strings.TrimSpace(s)
					}
					if s, ok := strings.CutPrefix(line, "unit      = {ja = \""); ok {
						measure, _, _ = strings.Cut(s, `"`)
					}
				}
			}
			got = strings.TrimSpace(figure + " " + measure)
		} else if len(in.Edits) > 0 || !strings.Contains(in.Problems[0].In("ja"), "E2: 実績値") || strings.ContainsAny(in.Problems[0].In("en"), "{}") {
			t.Errorf("%s: %s %d", c, in.Problems[0].In("en"), len(in.Edits))
		}
		must.Be(t, got, want, c)
	}
}

// TestScaledUnits takes 万人 for the unit of an indicator only where all of its
// figures are in it.
func TestScaledUnits(t *testing.T) {
	dir := bareCity(t)
	if in := importOwn(t, dir, ownTable(t, [2]string{"目標値", "2.0万人"}, [2]string{"実績値", "1.2 万人"})); len(in.Problems) > 0 {
		t.Error(told(in))
	}
	in := importOwn(t, dir, ownTable(t, [2]string{"目標値", "20,000"}, [2]string{"実績値", "1.2万人"}))
	if len(in.Problems) != 1 || len(in.Edits) > 0 || !strings.Contains(in.Problems[0].In("ja"), "F2: 実績値の「1.2万人」") {
		t.Error(told(in))
	}
}

// TestBoundsOfTargets reads what targets of real plans say: at least, under.
func TestBoundsOfTargets(t *testing.T) {
	dir := bareCity(t)
	for cell, want := range map[string]string{
		"90％以上": "{from = 90}", "90 % 以上": "{from = 90}", "1,200以上": "{from = 1200}", "５％以下": "{to = 5}", "5%以内": "{to = 5}",
		"5％未満": "{below = 5}", "93％超": "{above = 93}", "93％を超える": "{above = 93}", "20～25％": "{from = 20, to = 25}", "90％程度": "", "90以上95未満": "",
	} {
		in := importOwn(t, dir, ownTable(t, [2]string{"目標値", cell}, [2]string{"単位", "％"}))
		got := ""
		for _, e := range in.Edits {
			if _, rest, ok := strings.Cut(string(e.Data), "\ntarget    = "); ok {
				got, _, _ = strings.Cut(rest, "\n")
			}
		}
		if got != want || (want == "") != (len(in.Problems) == 1) {
			t.Errorf("%s: got %s, want %s\n%s", cell, got, want, told(in))
		}
	}
}

// TestFormatsWithWords takes no unit from the form of a number that says more:
// 12 shown as 12人以上.
func TestFormatsWithWords(t *testing.T) {
	dir := bareCity(t)
	for format, problems := range map[string]int{`0"人"`: 0, `#,##0"人以上"`: 1, `"約"0`: 1, `0"人台"`: 0, `0"/20"`: 1} {
		data := edited(t, ownTable(t, [2]string{"実績値", ""}), func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			must.Succeed(t, err)
			f.SetCellInt("Sheet1", "E2", 12)
			f.SetCellStyle("Sheet1", "E2", "E2", style)
		})
		if in := importOwn(t, dir, data); len(in.Problems) != problems {
			t.Errorf("%s: %s", format, told(in))
		}
	}
}

// TestNoRowIsLost tells the words of rows that name no indicator, and reads an
// indicator whose name begins with the mark of a footnote.
func TestNoRowIsLost(t *testing.T) {
	dir := bareCity(t)
	rows := func(list ...[]string) []byte {
		return edited(t, ownTable(t), func(f *excelize.File) {
			for i, row := range append([][]string{{"指標名", "方向", "実績値", "備考", "評価", "主な取組"}, {"受診した人", "増加", "12", "", "増えた。", "窓口を開く"}}, list...) {
				for j, text := range row {
					at, _ := excelize.CoordinatesToCellName(j+1, i+1)
					f.SetCellStr("Sheet1", at, text)
				}
			}
		})
	}
	for name, c := range map[string]struct {
		rows    [][]string
		problem string
		names   int
	}{
		"a comment that goes on":         {[][]string{{"", "", "", "", "評価の続き"}}, "Sheet1シート E3: 指標の名称のない行に、評価内容の「評価の続き」", 1},
		"a note below an action":         {[][]string{{"", "", "", "別の注", "", "電話を置く"}}, "Sheet1シート D3: 指標の名称のない行に、注の「別の注」", 1},
		"a further action":               {[][]string{{"", "", "", "", "", "電話を置く"}}, "", 1},
		"a figure without a name":        {[][]string{{"", "", "5"}}, "指標の名称がありません", 1},
		"a name that begins with a mark": {[][]string{{"※重点 検診の数", "増加", "5"}, {"*重点 相談の数", "増加", "6"}}, "", 3},
		"a footnote":                     {[][]string{{"※ 実績は３月末の値（速報）である。"}}, "", 1},
		"the heading of a group":         {[][]string{{"受診率", "増加", "5"}}, "", 2},
	} {
		in := importOwn(t, dir, rows(c.rows...))
		names := 0
		for _, e := range in.Edits {
			names += strings.Count(string(e.Data), "[[indicator]]")
		}
		switch {
		case c.problem == "" && (len(in.Problems) > 0 || names != c.names):
			t.Errorf("%s: %d indicators\n%s", name, names, told(in))
		case c.problem != "" && (len(in.Problems) != 1 || !strings.Contains(in.Problems[0].In("ja"), c.problem) || len(in.Edits) > 0):
			t.Errorf("%s: %s", name, told(in))
		}
	}
}

// TestWordsStayAsWritten keeps the signs of footnotes and actions.
func TestWordsStayAsWritten(t *testing.T) {
	dir := bareCity(t)
	data := edited(t, ownTable(t, [2]string{"実績値", "12※１"}, [2]string{"主な取組", "○○小学校で開く\n・窓口を開く\n-3件の減\n・・・など\n- 電話を置く\n○ 広報\n－5％の削減"}), func(f *excelize.File) {
		f.SetCellStr("Sheet1", "A4", "※１　令和７年３月末時点（速報）のＡ／Ｂ")
	})
	in := importOwn(t, dir, data)
	var all strings.Builder
	for _, e := range in.Edits {
		all.Write(e.Data)
	}
	for _, words := range []string{"令和７年３月末時点（速報）のＡ／Ｂ", "○○小学校で開く", "窓口を開く", "-3件の減", "・・・など", "電話を置く", "広報", "－5％の削減"} {
		must.Contain(t, all.String(), `{ja = "`+words+`"}`, words, "is there", told(in))
	}
}

// TestFormulaWithoutValue tells a formula whose result the workbook does not
// hold, as programs write that do not reckon.
func TestFormulaWithoutValue(t *testing.T) {
	dir := bareCity(t)
	for heading, name := range map[string]string{"実績値": "実績値", "評価": "評価内容", "備考": "注"} {
		row := func(cell string) []byte {
			return rawBook(t, "", "", "", inline(1, "指標名", "方向", "目標値", heading)+
				`<row r="2"><c r="A2" t="inlineStr"><is><t>受診した人</t></is></c><c r="B2" t="inlineStr"><is><t>増加</t></is></c><c r="C2"><v>20</v></c>`+cell+`</row>`)
		}
		in := importOwn(t, dir, row(`<c r="D2"><f>10+2</f><v></v></c>`))
		if len(in.Problems) != 1 || !strings.Contains(in.Problems[0].In("ja"), "D2: "+name+"に計算式") || len(in.Edits) > 0 {
			t.Errorf("%s: %s", heading, told(in))
		}
		if in := importOwn(t, dir, row(`<c r="D2" t="str"><f>IF(C2=0,1,"")</f><v></v></c>`)); len(in.Problems) > 0 {
			t.Errorf("%s: an empty text: %s", heading, told(in))
		}
	}
}

// TestAgainWithOtherWords imports a workbook again whose words about an indicator
// have changed: nothing of them may be passed over in silence.
func TestAgainWithOtherWords(t *testing.T) {
	columns := [][2]string{{"単位", "人"}, {"目標値", "20"}, {"実績値", "12"}, {"備考", "改修で休館した。"}, {"主な取組", "窓口を開く"}, {"担当課", "健康課"}, {"R12最終目標", "30"}, {"R4実績", "8"}}
	for i, other := range []string{"世帯", "25", "13", "確定値は12月。", "電話を置く", "福祉課", "40", "9"} {
		dir := bareCity(t)
		inFile(t, dir, "data/sections.toml", "[[section]]", "[[section]]\nid   = \"kenko\"\nname = {ja = \"健康課\"}\n\n[[section]]\nid   = \"fukushi\"\nname = {ja = \"福祉課\"}\n\n[[section]]")
		first := importOwn(t, dir, ownTable(t, columns...))
		if len(first.Problems) > 0 {
			t.Fatal(told(first))
		}
		written(t, dir, first)
		if again := importOwn(t, dir, ownTable(t, columns...)); len(again.Edits)+len(again.Problems)+len(again.Conflicts) > 0 {
			t.Fatalf("the same again: %s", told(again))
		}
		changed := slices.Clone(columns)
		changed[i][1] = other
		in := importOwn(t, dir, ownTable(t, changed...))
		if len(in.Problems)+len(in.Conflicts) == 0 && !strings.Contains(told(in), other) {
			t.Errorf("%s: %s in place of %s is told nowhere", columns[i][0], other, columns[i][1])
		}
	}
}

// TestIntoBlanks fills the blanks of a year that was begun with new: figures,
// notes and actions.
func TestIntoBlanks(t *testing.T) {
	dir := bareCity(t)
	figures := [][2]string{{"目標値", "20"}, {"実績値", "12"}}
	words := [][2]string{{"備考", "改修で休館した。"}, {"主な取組", "窓口を開く\n電話を置く"}}
	written(t, dir, importOwn(t, dir, ownTable(t, figures...)))
	in := importOwn(t, dir, ownTable(t, append(figures, words...)...))
	if len(in.Problems)+len(in.Conflicts) > 0 {
		t.Fatal(told(in))
	}
	r := records(t, written(t, dir, in), 2024)["1-1-shihyo-1"]
	if len(r.Notes) != 1 || r.Notes[0]["ja"] != "改修で休館した。" || len(r.Actions) != 2 || r.Actions[1].Text["ja"] != "電話を置く" {
		t.Errorf("%v %v\n%s", r.Notes, r.Actions, told(in))
	}
	if again := importOwn(t, dir, ownTable(t, append(figures, words...)...)); len(again.Edits)+len(again.Problems)+len(again.Conflicts) > 0 {
		t.Error(told(again))
	}
}

// TestSheetsAlike tells the second of two indicators of one name, as a copy of a
// sheet has them.
func TestSheetsAlike(t *testing.T) {
	dir := bareCity(t)
	data := edited(t, ownTable(t, [2]string{"実績値", "12"}), func(f *excelize.File) {
		to, err := f.NewSheet("写し")
		if err == nil {
			err = f.CopySheet(0, to)
		}
		must.Succeed(t, err)
	})
	in := importOwn(t, dir, data)
	if len(in.Problems) != 1 || len(in.Edits) > 0 || !strings.Contains(in.Problems[0].In("ja"), "写しシート C2: 受診した人 は Sheet1シート C2 にもあります") {
		t.Error(told(in))
	}
}

// TestEveryFigureTakenIsTold lists the printed rate of a new record as it does its figures.
func TestEveryFigureTakenIsTold(t *testing.T) {
	in := importOwn(t, bareCity(t), ownTable(t, [2]string{"計画値", "1,204"}, [2]string{"実績値", "1,198"}, [2]string{"対計画比", "99.5％"}))
	var taken []string
	for _, x := range in.Taken {
		taken = append(taken, x.column.key+" "+x.now)
	}
	if want := "target 1204, actual 1198, published 99.5"; !strings.HasSuffix(strings.Join(taken, ", "), want) {
		t.Errorf("%v\n%s", taken, told(in))
	}
}
