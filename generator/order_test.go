package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// TestIndicatorsAreReadInOrder holds a page to the order in which people ask:
// what came of it, the score, the picture, what the city says, then how it was
// reckoned and the rest.
func TestIndicatorsAreReadInOrder(t *testing.T) {
	t.Parallel()
	wanted := []string{"h1", "headline", "score", "facts", "figures", "comment", "calc", "lenses", "actions", "method", "evidence", "trend", "notes", "corrections", "quote", "take"}
	eachSite(t, func(t *testing.T, s *builtSite) {
		pages := 0
		for _, p := range s.pages {
			if len(all(p.root, classed("page-indicator"))) == 0 {
				continue
			}
			pages++
			var order []string
			each(p.root, func(n *html.Node) bool {
				if n.Type != html.ElementNode {
					return true
				}
				if n.Data == "h1" {
					order = append(order, "h1")
				}
				for _, class := range strings.Fields(attr(n, "class")) {
					if slices.Contains(wanted[:4], class) {
						order = append(order, class)
					}
				}
				if _, part, ok := cutLast(attr(n, "aria-labelledby")); ok && slices.Contains(wanted, part) {
					order = append(order, part)
				}
				return true
			})
			if !slices.IsSortedFunc(order, func(a, b string) int { return slices.Index(wanted, a) - slices.Index(wanted, b) }) {
				t.Errorf("%s: the order is %v", p.path, order)
			}
			must.Be(t, len(all(p.root, classed("corrections"))), len(all(p.root, classed("corrected"))), p.path, "a correction is said at the top")
			for _, lens := range all(p.root, classed("lens")) {
				if emptyLens(lens) {
					t.Errorf("%s: an empty lens: %s", p.path, text(lens))
				}
			}
		}
		if pages == 0 {
			t.Error("no page of an indicator")
		}
	})
}

// emptyLens reports whether a view has nothing to show: no picture, no figure, no mark, and
// words that say so in either language. It is then to be one line, not a block.
func emptyLens(lens *html.Node) bool {
	for _, result := range all(lens, classed("lens-result")) {
		if said := text(result); said != "" && said != "比べられません" && said != "Not comparable" {
			return false
		}
	}
	return len(all(lens, tagged("svg"))) == 0 && len(all(lens, tagged("b"))) == 0 && len(all(lens, classed("shape"))) == 0
}

func TestEmptyLensesAreFound(t *testing.T) {
	for page, want := range map[string]bool{
		`<div class=lens><h3>基準値に対して</h3><p class=quiet>基準値との差</p><p class=lens-result>比べられません</p></div>`:                                true,
		`<div class=lens><h3>Against the baseline</h3><p class=lens-result>Not comparable</p><p class=how>Why.</p></div>`:                true,
		`<div class=lens><h3>Against the baseline</h3><p class=lens-result>Same as the baseline</p><p class=how>“3rd” → “3rd”</p></div>`: false,
		`<div class=lens><h3>目標に対して</h3><svg></svg><p class=lens-result>未達</p></div>`:                                                    false,
		`<div class=lens><h3>Against the target</h3><p class=lens-result><b>63.2%</b></p></div>`:                                         false,
		`<div class=lens><h3>Against the target</h3><p class=lens-result><span class=shape></span> Achieved</p></div>`:                   false,
	} {
		root, err := html.Parse(strings.NewReader(page))
		must.Succeed(t, err)
		must.Be(t, emptyLens(all(root, classed("lens"))[0]), want, page, "empty")
	}
}

// cutLast cuts at the last hyphen: 1-i-shihyo-6-calc.
func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, '-')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// TestStylesKeepTheOrder: what is read, spoken and reached by Tab stands in the order in which it is seen.
func TestStylesKeepTheOrder(t *testing.T) {
	css := must.Read(t, "../layouts/assets/site.css")
	if found := regexp.MustCompile(`[{;\s](order|flex-flow: [a-z-]*reverse|flex-direction: [a-z-]*reverse)\s*:?[^;}]*`).FindAllString(string(css), -1); len(found) > 0 {
		t.Errorf("the style sheet has another order than the page: %q", found)
	}
}
