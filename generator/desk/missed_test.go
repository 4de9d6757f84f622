package desk

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// A row that was deleted from a table stays in the data and is named; nothing is said
// of rows that are there, wherever they stand.
func TestDeletedRowsAreNamed(t *testing.T) {
	src, _ := openTown(t, town(t))
	data := exported(t, src, 2024, Workbook)
	remove := func(sheet, id, detail string) func(f *excelize.File) {
		return func(f *excelize.File) {
			_, row, _ := excelize.CellNameToCoordinates(cellOf(t, f, sheet, id, detail, "指標ID"))
			must.Succeed(t, f.RemoveRow(sheet, row))
		}
	}
	for name, c := range map[string]struct {
		change func(f *excelize.File)
		want   []string
	}{
		"nothing":            {func(*excelize.File) {}, nil},
		"an indicator":       {remove("指標", "1-i-shihyo-3", ""), []string{"「指標」の ⑴-イ-指標3 休日当番医の実施日数の維持"}},
		"a part":             {remove("指標", "2-i-mokuhyo-1", "visits"), []string{"「指標」の ⑵-イ-目標1"}},
		"one of its actions": {remove("実施内容", "1-a-shihyo-1", "2"), []string{"「実施内容」の ⑴-ア-指標1"}},
		"its only action":    {remove("実施内容", "1-i-shihyo-1", "1"), []string{"「実施内容」の ⑴-イ-指標1"}},
		"a comment":          {remove("評価", "1-i-shihyo-3", ""), []string{"「評価」の ⑴-イ-指標3"}},
		"a whole sheet":      {func(f *excelize.File) { f.DeleteSheet("評価") }, nil},
	} {
		in := importAll(t, src, Undecided, File{"kpi.xlsx", edited(t, data, c.change)})
		if len(in.Problems)+len(in.Conflicts)+len(in.Edits) > 0 || len(in.Missed) != len(c.want) {
			t.Errorf("%s: %s %v", name, told(in), in.Missed)
			continue
		}
		for i, want := range c.want {
			if ja, en := in.Missed[i].In("ja"), in.Missed[i].In("en"); !strings.Contains(ja, want) || !strings.Contains(en, "The data keep it") || strings.ContainsAny(ja+en, "{}") {
				t.Errorf("%s: %s / %s", name, ja, en)
			}
		}
	}
	// Two people's halves of one workbook are one.
	half := edited(t, data, remove("指標", "1-i-shihyo-3", ""))
	if in := importAll(t, src, Undecided, File{"a.xlsx", half}, File{"b.xlsx", data}); len(in.Missed) > 0 {
		t.Errorf("%v", in.Missed)
	}
}

// A column that was sorted without the rest of its table is refused: each value would
// be another indicator's. Two that change places may be a correction.
func TestColumnSortedAlone(t *testing.T) {
	src, _ := openTown(t, town(t))
	data := exported(t, src, 2024, Workbook)
	ids := []string{"1-i-shihyo-1", "1-i-shihyo-2", "1-i-shihyo-3"}
	turn := func(n int) func(f *excelize.File) {
		return func(f *excelize.File) {
			var values, cells []string
			for _, id := range ids[:n] {
				at := cellOf(t, f, "指標", id, "", "実績値")
				v, _ := f.GetCellValue("指標", at)
				values, cells = append(values, v), append(cells, at)
			}
			for i, at := range cells {
				f.SetCellStr("指標", at, values[(i+1)%n])
			}
		}
	}
	in := importAll(t, src, Undecided, File{"kpi.xlsx", edited(t, data, turn(3))})
	if len(in.Problems) != 1 || len(in.Edits) > 0 || !strings.Contains(in.Problems[0].In("ja"), "実績値の列の値が") || !strings.Contains(in.Problems[0].In("en"), "sorted alone") {
		t.Errorf("%s", told(in))
	}
	if in = importAll(t, src, Undecided, File{"kpi.xlsx", edited(t, data, turn(2))}); len(in.Problems) > 0 || len(in.Taken) != 2 {
		t.Errorf("two: %s", told(in))
	}
}

// Two columns sorted alone are told in the order of the table, each time.
func TestColumnsSortedAloneAreToldInOrder(t *testing.T) {
	src, _ := openTown(t, town(t))
	data := edited(t, exported(t, src, 2024, Workbook), func(f *excelize.File) {
		ids := []string{"1-i-shihyo-1", "1-i-shihyo-2", "1-i-shihyo-3"}
		for _, column := range []string{"目標値", "実績値"} {
			var values, cells []string
			for _, id := range ids {
				at := cellOf(t, f, "指標", id, "", column)
				v, _ := f.GetCellValue("指標", at)
				values, cells = append(values, v), append(cells, at)
			}
			for i, at := range cells {
				f.SetCellStr("指標", at, values[(i+1)%len(ids)])
			}
		}
	})
	for range 12 {
		in := importAll(t, src, Undecided, File{"kpi.xlsx", data})
		if len(in.Problems) != 2 || !strings.Contains(in.Problems[0].In("ja"), "目標値の列") || !strings.Contains(in.Problems[1].In("ja"), "実績値の列") {
			t.Fatalf("%s", told(in))
		}
	}
}

// What is merged above the headings is in nobody's way.
func TestMergedTitle(t *testing.T) {
	src, _ := openTown(t, town(t))
	for at, refused := range map[string]bool{"B1:E1": false, "A4:B4": true, "J5:J6": true} {
		form := edited(t, forms(t, src.Dir())["hoken"], func(f *excelize.File) {
			from, to, _ := strings.Cut(at, ":")
			f.MergeCell("指標", from, to)
		})
		_, err := Import(src, 0, []File{{"form.xlsx", form}}, Undecided)
		must.Be(t, (err != nil), refused, at, err)
	}
}
