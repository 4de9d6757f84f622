package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

var number = regexp.MustCompile(`[−-]?\d[\d,]*(?:\.\d+)?`)

// calendarYear is how a sum names the year in which something was done.
var calendarYear = regexp.MustCompile(`FY\d{4}|(?:令和|平成|昭和)\d+年度|\d{4}年度`)

// numbers lists the numbers of a text in their plain form.
func numbers(s string) []string {
	var list []string
	for _, n := range number.FindAllString(strings.ReplaceAll(s, "−", "-"), -1) {
		list = append(list, strings.ReplaceAll(n, ",", ""))
	}
	return list
}

// figures lists the numbers of a page that a language may not change: in the
// tables of figures, the lists, the score and the arithmetic.
func figures(p page) []string {
	var list []string
	for _, n := range all(p.root, func(n *html.Node) bool {
		if n.Data == "td" {
			return classed("num")(n)
		}
		if within(n, classed("f-later")) {
			return false // it names the years, too
		}
		return classed("value")(n) && !within(n.Parent, classed("num")) || classed("score-figure")(n) || classed("sum")(n) ||
			classed("step")(n) || classed("lens-result")(n)
	}) {
		text := textWithout(n, func(n *html.Node) bool {
			return classed("unit")(n) || classed("none")(n) || classed("cell-label")(n) // a year has another number in each calendar
		})
		found := numbers(calendarYear.ReplaceAllString(text, ""))
		if classed("lens-result")(n) {
			found = found[:min(len(found), 1)] // after the figure comes its unit
		}
		list = append(list, found...)
	}
	return list
}

// textWithout is the text of a tree without some of its elements, such as
// units, in whose words a language may have numbers of its own.
func textWithout(root *html.Node, without func(*html.Node) bool) string {
	var b strings.Builder
	each(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && without(n) {
			return false
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		} else {
			b.WriteString(" ")
		}
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// The same figures stand on both sides.
func TestLanguagesShowTheSameFigures(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		compared := 0
		for _, p := range s.pages {
			if p.tag != s.first {
				continue
			}
			want := figures(p)
			for _, tag := range s.others {
				twin, ok := s.page(tag + "/" + p.path)
				if !ok {
					t.Errorf("%s has no twin in %s", p.path, tag)
					continue
				}
				compared += len(want)
				must.Equal(t, figures(twin), want, twin.path, "other figures than", p.path)
			}
		}
		if compared < 1000 && !s.small {
			t.Errorf("only %d figures were compared", compared)
		}
	})
}

// Every value that a chart plots stands in the table or the text of its page.
func TestPlottedValuesStandOnThePage(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		plotted := 0
		for _, p := range s.pages {
			marks := all(p.root, func(n *html.Node) bool { return hasAttr(n, "data-value") })
			if len(marks) == 0 {
				continue
			}
			words := textWithout(p.root, func(n *html.Node) bool { return n.Data == "svg" || n.Data == "head" || n.Data == "script" })
			stand := map[string]bool{}
			for _, n := range numbers(words) {
				stand[n] = true
			}
			for _, n := range marks {
				plotted++
				value := attr(n, "data-value")
				missing := slices.DeleteFunc(numbers(value), func(n string) bool { return stand[n] })
				if value == "" || len(missing) > 0 || len(numbers(value)) == 0 && !strings.Contains(words, value) {
					t.Errorf("%s plots %q, which stands nowhere on the page", p.path, value)
				}
			}
		}
		if plotted < 300 && !s.small {
			t.Errorf("only %d marks were found", plotted)
		}
	})
}

// Every chart is a picture with a name and the finding, or hidden from those
// who have the numbers beside it; none depends on colour or styles alone.
func TestChartsSayWhatTheyShow(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			for _, svg := range all(p.root, tagged("svg")) {
				if within(svg.Parent, tagged("svg")) || within(svg, func(n *html.Node) bool { return attr(n, "aria-hidden") == "true" }) {
					continue
				}
				titles := all(svg, tagged("title"))
				descs := all(svg, tagged("desc"))
				if attr(svg, "role") != "img" || len(titles) != 1 || len(descs) != 1 || text(titles[0]) == "" || text(descs[0]) == "" {
					t.Errorf("%s: <svg class=%q role=%q> with %d titles and %d descriptions", p.path, attr(svg, "class"), attr(svg, "role"), len(titles), len(descs))
				}
			}
			for _, n := range all(p.root, func(n *html.Node) bool { return hasAttr(n, "style") }) {
				t.Errorf("%s: <%s style=%q>", p.path, n.Data, attr(n, "style"))
			}
		}
	})
}
