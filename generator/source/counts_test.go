package source

import (
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// What a value counts stands in the plan; a year may say it anew, and a slip of
// the key is told.
func TestCounts(t *testing.T) {
	const plan, year = "data/plan/1-a.toml", "data/FY2024/1-a.toml"
	tree := baseTree(t)
	tree[plan] = substitute(t, tree[plan], "number    = 1", "number    = 1\ncounts    = {ja = \"手続きの数\", en = \"the procedures\"}")
	must.Be(t, countsOf(t, tree), "手続きの数", "of the plan")
	tree[year] = substitute(t, tree[year], "page      = 1", "page      = 1\ncounts    = {ja = \"新しい数\", en = \"the new ones\"}")
	must.Be(t, countsOf(t, tree), "新しい数", "of the year")
	tree[year] = strings.Replace(tree[year], "counts ", "countz ", 1)
	list := check(t, writeTree(t, tree)).All()
	if len(list) != 1 || list[0].Code != "K116" || list[0].Args["near"] != "counts" {
		t.Errorf("%v", list)
	}
}

func countsOf(t *testing.T, tree map[string]string) string {
	t.Helper()
	s, problems, err := Open(writeTree(t, tree))
	if err != nil || problems.Len() > 0 {
		t.Fatal(err, problems.All())
	}
	defer s.Close()
	sheet, _ := s.Sheet(0)
	for _, y := range sheet.Years {
		for _, r := range y.Records {
			if r.Indicator.ID == kpi.ID("1-a-shihyo-1") && y.Year == 2024 {
				return r.Indicator.Counts["ja"]
			}
		}
	}
	return ""
}
