package main

import (
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// TestChangesNameEachIndicatorOnce reads the page of what changed: what fell
// comes first, then what cannot be compared, each with its reason; every
// indicator of the two years stands in one place.
func TestChangesNameEachIndicatorOnce(t *testing.T) {
	t.Parallel()
	s, err := builtTown()
	must.Succeed(t, err)
	for _, name := range []string{"FY2023/changes.html", "FY2024/changes.html", "en/FY2024/changes.html"} {
		p, ok := s.page(name)
		if !ok {
			t.Fatalf("no page %s", name)
		}
		places := map[string]int{}
		var order []string
		for _, section := range all(p.root, tagged("section")) {
			heading, isMove := strings.CutPrefix(attr(section, "aria-labelledby"), "move-")
			if !isMove {
				continue
			}
			order = append(order, heading)
			for _, row := range all(section, classed("row")) {
				href := attr(all(row, tagged("a"))[0], "href")
				places[href]++
				if heading == "incomparable" && len(all(row, classed("why"))) == 0 {
					t.Errorf("%s: %s cannot be compared, and no reason is given", name, href)
				}
			}
		}
		wanted := []string{"fell", "incomparable", "rose", "unchanged", "ended", "appeared"}
		if !slices.IsSortedFunc(order, func(a, b string) int { return slices.Index(wanted, a) - slices.Index(wanted, b) }) {
			t.Errorf("%s: the order is %v", name, order)
		}
		for id, n := range places {
			must.Be(t, n, 1, name, id, "stands in", "places")
		}
		dir := path.Dir(name)
		for file := range s.files {
			if path.Dir(file) == dir && strings.Contains(file, "-shihyo-") && strings.HasSuffix(file, ".html") && places[path.Base(file)] == 0 {
				t.Errorf("%s: %s is missing", name, file)
			}
		}
	}
}

// TestYearsAreBesideTheTitle wants of each page of a year a way to its other
// years before the heading, and of the overview what rose and fell.
func TestYearsAreBesideTheTitle(t *testing.T) {
	t.Parallel()
	s, err := builtTown()
	must.Succeed(t, err)
	for _, name := range []string{"index.html", "en/index.html", "FY2023/index.html", "FY2024/1-a-shihyo-1.html", "en/FY2024/1-a-shihyo-1.html"} {
		p, _ := s.page(name)
		var seen []string
		each(p.root, func(n *html.Node) bool {
			switch {
			case n.Type == html.ElementNode && n.Data == "h1":
				seen = append(seen, "h1")
			case n.Type == html.ElementNode && n.Data == "nav" && attr(n, "class") == "year-switch":
				must.Be(t, len(all(n, tagged("a"))), 3, name, "the switch has three years")
				seen = append(seen, "switch")
			}
			return true
		})
		must.Equal(t, seen, []string{"switch", "h1"}, name, "the switch of years and then the heading")
		if strings.HasSuffix(name, "index.html") && len(all(p.root, classed("strip-year"))) != 3 {
			t.Errorf("%s: no marks by year", name)
		}
	}
	p, _ := s.page("index.html")
	if since := all(p.root, classed("since")); len(since) != 1 || !strings.Contains(text(since[0]), "上がった指標は6、下がった指標は3です。比べられない指標は5です。") {
		t.Error("the overview does not say what rose and fell")
	}
}

// TestOverviewSaysWhatThePlanIs in the city's words, or in the site's own.
func TestOverviewSaysWhatThePlanIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		built func() (*builtSite, error)
		page  string
		want  string
	}{
		{builtTown, "index.html", "潮見野町の5年間のまちづくり計画です。"},
		{builtTown, "en/FY2024/index.html", "judged by the sections in charge"},
		{builtTown, "FY2023/index.html", "潮見野町が計画で目標を決めた指標"},
		{builtCity, "en/index.html", "What Ibusuki City set out to achieve"},
	} {
		s, err := c.built()
		must.Succeed(t, err)
		p, _ := s.page(c.page)
		if said := all(p.root, classed("plan")); len(said) != 1 || !strings.Contains(text(said[0]), c.want) {
			t.Errorf("%s %s does not say %q", s.name, c.page, c.want)
		}
	}
}
