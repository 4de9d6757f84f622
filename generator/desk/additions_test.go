package desk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// TestManyAdditions lets three people add actions and notes to one indicator, one
// in the file and two in workbooks, while a fourth edits what is there: all of it
// is there afterwards, once, whatever the order and however often it is imported.
func TestManyAdditions(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 41))
		dir := town(t)
		src, _ := openTown(t, dir)
		base := exported(t, src, 2024, Workbook)
		inFile(t, dir, "data/FY2024/1-i.toml", "  [[record.action]]\n  text     = {ja = \"医師会と", "  [[record.action]]\n  text     = {ja = \"手で加えた取組\"}\n\n  [[record.action]]\n  text     = {ja = \"医師会と")
		src, _ = openTown(t, dir)
		var files []File
		for i := range 2 {
			files = append(files, File{fmt.Sprintf("%d.xlsx", i), edited(t, base, func(f *excelize.File) {
				for sheet, what := range map[string]string{"実施内容": "取組", "注": "注"} {
					rows, _ := f.GetRows(sheet)
					for n := range 1 + r.IntN(2) {
						f.SetSheetRow(sheet, fmt.Sprintf("A%d", len(rows)+1+n), &[]any{"1-i-shihyo-3", "", "", fmt.Sprintf("%d人目の%s%d", i+1, what, n)})
					}
				}
			})})
		}
		files = append(files, File{"edit.xlsx", edited(t, base, cellIs(t, "実施内容", "1-i-shihyo-3", "1", "時期", "R6.9"))})
		r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		want := []string{"手で加えた取組", "医師会と日程を調整する"}
		take := func(files ...File) {
			in := importAll(t, src, Undecided, files...)
			if len(in.Problems)+len(in.Conflicts) > 0 {
				t.Fatalf("seed %d: %s", seed, told(in))
			}
			src = written(t, dir, in)
		}
		if r.IntN(2) == 0 {
			take(files...)
		} else {
			for _, f := range files {
				take(f)
			}
		}
		take(files...) // again
		rec := records(t, src, 2024)["1-i-shihyo-3"]
		var actions []string
		for _, a := range rec.Actions {
			actions = append(actions, a.Text["ja"])
			must.Be(t, (a.Text["ja"] == want[1]), (a.Printed == "R6.9"), "seed", seed, "the period went to", a)
		}
		if !slices.Equal(actions[:2], want) || len(slices.Compact(slices.Sorted(slices.Values(actions)))) != len(actions) {
			t.Errorf("seed %d: %v", seed, actions)
		}
		for _, who := range []string{"1人目の取組0", "2人目の取組0"} {
			if !slices.Contains(actions, who) {
				t.Errorf("seed %d: %s is lost: %v", seed, who, actions)
			}
		}
		notes := ""
		for _, n := range rec.Notes {
			notes += n["ja"] + "\n"
		}
		if strings.Count(notes, "1人目の注0\n") != 1 || strings.Count(notes, "2人目の注0\n") != 1 {
			t.Errorf("seed %d: notes %s", seed, notes)
		}
	}
}
