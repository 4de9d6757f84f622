package main

import (
	"path"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestSourceIsOneClickAway follows the link from each indicator of the real
// city to the text that it was read from: to its own figures, or to the page
// that it is printed on where figures cannot be told apart.
func TestSourceIsOneClickAway(t *testing.T) {
	t.Parallel()
	s, err := builtCity()
	must.Succeed(t, err)
	for _, prefix := range []string{"", "en/"} {
		source, ok := s.page(prefix + "FY2024/source.html")
		if !ok {
			t.Fatal("no page of the source")
		}
		marked := 0
		for _, p := range s.pages {
			if path.Dir(p.path) != prefix+"FY2024" || !strings.Contains(p.path, "-shihyo-") && !strings.Contains(p.path, "-mokuhyo-") {
				continue
			}
			id, links := strings.TrimSuffix(path.Base(p.path), ".html"), 0
			for _, a := range all(p.root, tagged("a")) {
				to, fragment, _ := strings.Cut(attr(a, "href"), "#")
				if to != "source.html" {
					continue
				}
				links++
				switch {
				case fragment == id:
					marked++
				case !strings.HasPrefix(fragment, "p"):
					t.Errorf("%s leads to %s of the source", p.path, fragment)
				}
			}
			if links < 2 {
				t.Errorf("%s has %d links to the source, want them beside the method and at the foot", p.path, links)
			}
		}
		if marked < 29*3 {
			t.Errorf("%s: only %d links lead to the figures themselves", source.path, marked)
		}
		printed := strings.ReplaceAll(strings.TrimPrefix(s.files["data/FY2024/source/evaluation-sheets.txt"], "\uFEFF"), "\n", "")
		if printed == s.files["data/FY2024/source/evaluation-sheets.txt"] {
			t.Error("the text has no mark of its encoding")
		}
		var shown strings.Builder
		for _, li := range all(source.root, tagged("li")) {
			if hasAttr(li, "value") {
				shown.WriteString(text(li))
			}
		}
		must.Be(t, squeeze(shown.String()), squeeze(printed), source.path, "has other words than the source")
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
