package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// rowsOf are the cells of a table from A1 on; nil is an empty one.
func rowsOf(rows ...[]any) map[string]any {
	cells := map[string]any{}
	for i, row := range rows {
		for j, v := range row {
			if at, err := excelize.CoordinatesToCellName(j+1, i+1); v != nil && err == nil {
				cells[at] = v
			}
		}
	}
	return cells
}

// TestShapesOfTables imports tables of other shapes by the mapping that is proposed for them.
func TestShapesOfTables(t *testing.T) {
	for _, c := range []struct {
		name   string
		rows   [][]any
		merged []string
		want   string // of the data, else
		told   string
	}{
		{"三段の見出し", [][]any{{"番号", "指標", nil, "方向", "数値", nil, nil, nil, nil}, {nil, "名称", "単位", nil, "基準", "令和5年度", nil, "令和6年度"}, {nil, nil, nil, nil, "R2", "目標", "実績", "目標", "実績"},
			{1, "受診率", "％", "増加", 5, 6, 7, 8, 9}}, []string{"A1:A3", "B1:C1", "B2:B3", "C2:C3", "D1:D3", "E1:I1", "F2:G2", "H2:I2"}, `  shihyo-1 受診率 increase [％]
    FY2023 5 6 7 as of R2 
    FY2024 5 8 9 as of R2 
`, ""},
		{"二行で一つ", [][]any{{"指標名", "単位", "方向", "区分", "R4", "R5", "R6", "R7", "備考"}, {"参加者", "人", "増加", "目標", 20, 30, 40, 50, "備考"}, {nil, nil, nil, "実績", 21, 29, 41, nil, nil},
			{"会場数", "か所", "増加", "目標", 2, 3, 4, 5, nil}, {nil, nil, nil, "実績", 3, 2, "未集計", nil, "別の備考"}}, []string{"A2:A3", "B2:B3", "C2:C3", "I2:I3"}, `    FY2022  20 21 
    FY2023  30 29 
    FY2024  40 41  / 備考
  shihyo-2 会場数 increase [か所]
    FY2022  2 3 
    FY2023  3 2 
    FY2024  4 まだ出ていない  / 別の備考
`, ""},
		{"二行の備考", [][]any{{"指標名", "方向", "区分", "R5", "R6", "備考"}, {"参加者", "増加", "目標", 30, 40, "目標の注"}, {nil, nil, "実績", 29, 41, "実績の注"}}, nil, "", "F3: 指標の名称のない行に、注の「実績の注」"},
		{"表の上の施策", [][]any{{"令和6年度 進捗管理シート"}, {"施策", "1-2 健康づくり", nil, "担当課", "健康課"}, {"指標名", "単位", "方向", "目標値", "実績値"}, {"受診率", "％", "増加", 50, 45}, {"会場数", "か所", "増加", 5, 4}}, nil, `1-2 1-2 健康づくり
  shihyo-1 受診率 increase [％]
    FY2024  50 45 健康課
  shihyo-2 会場数 increase [か所]
    FY2024  5 4 健康課
`, ""},
		{"目安値", [][]any{{"令和6年度"}, {"指標名", "方向", "目安値", "実績値", "進捗区分", "前年度"}, {"待機児童数（人）", "減少", 20, 12, "A", "B"}}, nil, "    FY2024  20 12 \n", ""},
		{"指標項目", [][]any{{"環境指標項目", "単位", "方向", "R6目標値", "R6実績値", "達成率（％）"}, {"計画を立てた川", "本", "増加", 19, 20, 105.3}}, nil, "    FY2024  19 20 (105.3) \n", ""},
		{"策定時と現況", [][]any{{"指標項目", "方向", "策定時（R2）", "現況（R6）", "努力目標（R12）", "担当課室"}, {"公用車の数", "減少", 77, 70, 61, "環境課"}}, nil, "    FY2024 77  70 as of R2 環境課\n", ""},
		{"現状だけ", [][]any{{"令和6年度"}, {"指標名", "方向", "現状値（R2）", "目標値", "実績値"}, {"公用車の数", "減少", 77, 61, 70}}, nil, "    FY2024 77 61 70 as of R2 \n", ""},
		{"段の違う見出し", [][]any{{"令和6年度"}, {"No", "実績額", "本事業の重要業績評価指標", nil, nil, nil, "実績値"}, {nil, nil, "指標", "指標値", "単位", "方向", nil}, {1, 0, "参加者", 120, "人", "増加", 15}, {nil, nil, "会場数", 40, "か所", "増加", 41}},
			[]string{"C2:F2", "A2:A3", "B2:B3", "G2:G3", "A4:A5", "B4:B5"}, "    FY2024  120 15 \n  shihyo-2 会場数 increase [か所]\n    FY2024  40 41 \n", ""},
		{"列にまたがる見出しと記号", [][]any{{"環境指標", "単位", "方向", "R6目標値", "R6実績値", "評価"}, {"◇豊かな自然"}, {"計画を立てた川", "本", "増加", 19, 20, "A"}}, []string{"A2:F2"}, "    FY2024  19 20 \n", ""},
		{"見出しの単位", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値（千円）", "実績値（千円・速報）"}, {"費用", "減少", 50, 45}}, nil, "  shihyo-1 費用 decrease [千円]\n", ""},
		{"表の上の単位", [][]any{{"令和6年度", nil, nil, "（単位：人）"}, {"指標名", "方向", "目標値", "実績値"}, {"参加者", "増加", 50, 45}}, nil, "  shihyo-1 参加者 increase [人]\n", ""},
		{"見出しの言葉", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値（累計）", "実績値（速報）"}, {"参加者", "増加", 50, 45}}, nil, "  shihyo-1 参加者 increase []\n", ""},
		{"来年度の列", [][]any{{"指標名", "方向", "R5実績", "R6目標", "R6実績", "R7目標", "R7実績", "備考"}, {"参加者", "増加", 40, 50, 45, 55, nil, "R6の注"}}, nil, "    FY2024  50 45  / R6の注\n", ""},
		{"結合した値", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値", "実績値"}, {"参加者", "増加", 50, 45}, {"会場数", "増加", nil, 5}}, []string{"C3:C4"}, "", "C4: 目標値の「50」のセルは、ほかの指標か"},
		{"横に結合した値", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値", "実績値"}, {"参加者", "増加", 50, nil}}, []string{"C3:D3"}, "", "の「50」のセルは、ほかの指標か"},
		{"結合した理由", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値", "実績値"}, {"参加者", "増加", 50, "未集計"}, {"会場数", "増加", 6, nil}}, []string{"D3:D4"}, "まだ出ていない", ""},
		{"二つの表", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値", "実績値"}, {"参加者", "増加", 50, 45}, {}, {"指標名", "実績値", "目標値", "備考"}, {"会場数", 5, 6, "新"}}, nil, "", "A5: ここから別の表が始まっています"},
		{"最終目標の幅", [][]any{{"令和6年度"}, {"指標名", "方向", "目標値", "実績値", "最終目標値（R9）"}, {"喫煙率", "減少", 15, 16, "12以下"}, {"参加者", "増加", 15, 16, "20～30"}}, nil, "FY2027", ""},
	} {
		dir := bareCity(t)
		book := sheetOfCells(t, c.name, rowsOf(c.rows...), c.merged...)
		toml, _ := proposedFor(t, dir, book)
		src, _ := openTown(t, dir)
		in, err := ImportAs(src, File{"a.mapping.toml", []byte(toml)}, []File{book}, Undecided)
		must.Succeed(t, err, c.name)
		if c.told != "" {
			if got := told(in); len(in.Problems) == 0 || !strings.Contains(got, c.told) {
				t.Errorf("%s: not told:\n%s", c.name, got)
			}
			continue
		}
		if len(in.Problems) > 0 {
			t.Errorf("%s: %s", c.name, told(in))
			continue
		}
		now := written(t, dir, in)
		must.Contain(t, summary(t, now), c.want, c.name)
	}
}
