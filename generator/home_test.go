package main

import (
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestHomeAndYearAreTwoPages: the home page has what belongs to all years and
// leads to everything else; the year's own page has its sections and its files. Both
// begin with the city, the year, its sentence and its tally, and have the list.
func TestHomeAndYearAreTwoPages(t *testing.T) {
	t.Parallel()
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			home, year := s.plain(p) == "index.html", strings.Count(s.plain(p), "/") == 1 && path.Base(p.path) == "index.html"
			if !home && !year {
				continue
			}
			has := func(is func(*html.Node) bool) bool { return len(all(p.root, is)) > 0 }
			identified := func(id string) func(*html.Node) bool {
				return func(n *html.Node) bool { return attr(n, "id") == id }
			}
			for _, class := range []string{"headline", "tally", "list"} {
				if !has(classed(class)) {
					t.Errorf("%s has no %s", p.path, class)
				}
			}
			if has(identified("take")) == home || has(identified("sections")) == home || has(classed("places")) != home || has(identified("find")) != home {
				t.Errorf("%s: the home page says where everything is, the year's page has its sections and files", p.path)
			}
			h1 := text(all(p.root, tagged("h1"))[0])
			for _, foot := range all(p.root, tagged("footer")) {
				if publisher := text(all(foot, tagged("dd"))[0]); !strings.HasPrefix(h1, publisher) || !strings.ContainsAny(h1, "0123456789") {
					t.Errorf("%s: the heading %q does not name %s and the year", p.path, h1, publisher)
				}
			}
		}
	})
}

// TestEveryOutcomeOfAListIsInItsFilter: what a row is marked with by its baseline can be
// chosen in the filter of the list that it stands in.
func TestEveryOutcomeOfAListIsInItsFilter(t *testing.T) {
	t.Parallel()
	offKept := 0
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			forms := all(p.root, func(n *html.Node) bool {
				return tagged("form")(n) && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-filter" })
			})
			if len(forms) == 0 {
				continue
			}
			chosen := map[string]bool{"": true}
			for _, option := range all(forms[0], tagged("option")) {
				chosen[attr(option, "value")] = true
			}
			for _, row := range all(p.root, func(n *html.Node) bool { return attr(n, "data-against") != "" }) {
				outcome := attr(row, "data-against")
				if !chosen[outcome] {
					t.Errorf("%s: nobody can choose what is %s", p.path, outcome)
				}
				if outcome == "nearer" || outcome == "further" {
					offKept++
				}
			}
		}
	})
	if offKept == 0 {
		t.Error("no site has a value that was to be kept and was not")
	}
}
