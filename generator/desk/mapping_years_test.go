package desk

import (
	"errors"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestYearsAlone: a column headed by a year alone is of targets or of results, which nobody can tell: the lines to type
// are. A column of another name than 指標 is taken where nothing else can be it, and told.
func TestYearsAlone(t *testing.T) {
	for _, c := range []struct {
		name   string
		rows   [][]any
		merged []string
		want   []string // of the mapping
		told   []string
		not    string // told nowhere
	}{
		{"項目と年度", [][]any{{"数値目標一覧"}, {"項目", "単位", "基準値", "H29", "R1", "目標値"}, {"待機児童数", "人", 45, 40, "３８", 0}}, nil,
			[]string{`head  = 2`, `"A"    = "name"`, `"C"    = "baseline"`, `"D"    = ""`, `"F"    = "target"`},
			[]string{`D2: 見出し「H29」は年度だけで`, `"D" = "actual FY2017"`, `"D" = "target FY2017"`, `"E" = "actual FY2019"`, `A2: 見出し「項目」の列を指標の名称とみました`}, "名称のほかに何もありません"},
		{"区分", [][]any{{"区分", "現状値(R3)", "R4実績", "R8目標"}, {"観光客数（千人）", 1200, 1250, 1500}, {"宿泊者数", 300, 310, 400}}, nil,
			[]string{`"A"    = "name"`, `"B"    = "baseline"`, `"D"    = "target FY2026"`}, []string{"見出し「区分」の列"}, ""},
		{"項目と区分", [][]any{{"項目", "区分", "R4", "R5", "R6"}, {"受診率（％）", "目標", 40, 42, 44}, {nil, "実績", "39.5", "41.0", 43.2}}, []string{"A2:A3"},
			[]string{`"A"    = "name"`, `"B"    = "row"`, `"C"    = "value FY2022"`}, []string{"見出し「項目」の列"}, "見出し「R4」"},
		{"年度と括弧", [][]any{{"指標名", "令和５年度（実績）", "令和６年度（目標）", "R6（実績見込）"}, {"受診率", 40, 41, 42}, {"会場数", 4, 4, 4}}, nil,
			[]string{`"B"    = "actual"`, `"C"    = "target FY2024"`, `"D"    = ""`}, []string{`D1: 見出し「R6（実績見込）」`}, "見出し「令和"},
		{"数の年", [][]any{{"指標名", "単位", "実績値", nil, nil, "目標値"}, {nil, nil, 2019, 2020, 2021, 2025}, {"排出量", "t", 500, 480, 460, 400}}, []string{"A1:A2", "B1:B2", "C1:E1"},
			[]string{`head  = 2`, `"C"    = "actual FY2019"`, `"E"    = "actual"`, `"F"    = "target FY2025"`}, nil, "見出し"},
		{"数の年だけ", [][]any{{"指標名", "単位", 2019, 2020, "目標(2025)"}, {"排出量", "t", 500, 480, 400}}, nil, []string{`"C"    = ""`}, []string{`"C" = "actual FY2019"`}, ""},
		{"FY24", [][]any{{"Measure", "Unit", "Baseline", "FY23", "FY24 Target", "FY24 Actual"}, {"Homes", "number", 120, 130, 150, 145}}, nil,
			[]string{`"D"    = ""`, `"E"    = "target"`, `"F"    = "actual"`, `year = "FY2024"`}, []string{`"D" = "actual FY2023"`}, ""},
		{"四半期", [][]any{{"Performance indicator", "Unit", "2023/24", "2024/25"}, {nil, nil, "Outturn", "Target", "Q1", "Year end"}, {"Appeals", "%", 88, 90, 85, 88}, {"Calls", "%", 75, 80, "77", "78"}}, []string{"D1:F1"},
			[]string{`head  = 2`, `"C"    = "actual"`, `"D"    = "target FY2024"`, `"E"    = ""`}, []string{`E1: 見出し「2024/25 Q1」`, `"F" に意味`}, "年度だけ"},
		{"様式の中の表", [][]any{{"指標名", "受診率"}, {"担当課", "健康課"}, {"区分", "基準値", "R5", "R6"}, {"目標", nil, 50, 52}, {"実績", 40, 48, 50}}, nil,
			[]string{`label = "A1"`, `"C4"   = "target FY2023"`}, nil, "とみました"},
	} {
		toml, told := proposedFor(t, bareCity(t), sheetOfCells(t, c.name, rowsOf(c.rows...), c.merged...))
		for _, w := range c.want {
			must.Contain(t, toml, w, c.name)
		}
		for _, w := range c.told {
			must.Contain(t, told, w, c.name)
		}
		if c.not != "" && strings.Contains(told, c.not) {
			t.Errorf("%s: told %s", c.name, told)
		}
	}
}

// TestNoNameColumn: where headings stand and none is of the names, the words to put above the names are told.
func TestNoNameColumn(t *testing.T) {
	src, _ := openTown(t, bareCity(t))
	f := sheetOfCells(t, "表", rowsOf([]any{"表題"}, []any{"対象", "基準値", "目標値", "R5"}, []any{"観光客", 1, 2, 3}))
	_, err := NewMapping(src, f.Name, f.Data)
	var told *Fault
	if !errors.As(err, &told) {
		t.Fatal("a table without names was taken")
	}
	must.Contain(t, told.In("ja"), "表シート A2")
	must.Contain(t, told.In("ja"), "「対象」")
	must.Contain(t, told.In("ja"), "「指標名」")
}

// TestHeadingsOfOtherYears: below a table stands another with the same name column and other years: its figures are of none
// of the first one's years.
func TestHeadingsOfOtherYears(t *testing.T) {
	for name, rows := range map[string][][]any{
		"行で交互": {{"指標名", "方向", "区分", "R4", "R5"}, {"受診率", "増加", "目標", 40, 42}, {nil, nil, "実績", 39, 41}, {}, {"指標名", "方向", "区分", "R6", "R7"}, {"会場数", "増加", "目標", 4, 5}, {nil, nil, "実績", 3, 5}},
		"項目":   {{"項目", "方向", "R5目標", "R5実績"}, {"受診率", "増加", 40, 42}, {}, {"項目", "方向", "R5実績", "R5目標"}, {"会場数", "増加", 4, 5}},
	} {
		dir := bareCity(t)
		book := sheetOfCells(t, name, rowsOf(rows...))
		toml, _ := proposedFor(t, dir, book)
		src, _ := openTown(t, dir)
		in, err := ImportAs(src, File{"a.mapping.toml", []byte(strings.Replace(toml, "# year =", "year =", 1))}, []File{book}, Undecided)
		must.Succeed(t, err)
		must.Contain(t, told(in), "ここから別の表が始まっています", name)
	}
}
