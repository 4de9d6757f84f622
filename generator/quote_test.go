package main

import (
	"path"
	"strings"
	"testing"
)

// TestQuotesSayWhatTheNumberDoesNot holds what people take away, the text to
// quote and the chart as a file, to what stands beside the number on the page:
// the flags with their reason, the source and the address.
func TestQuotesSayWhatTheNumberDoesNot(t *testing.T) {
	t.Parallel()
	eachSite(t, func(t *testing.T, s *builtSite) {
		charts := 0
		for _, p := range s.pages {
			if len(all(p.root, classed("page-indicator"))) == 0 {
				continue
			}
			quotes := all(p.root, classed("quote"))
			if len(quotes) == 0 {
				t.Errorf("%s cannot be quoted", p.path)
				continue
			}
			quote := squeeze(text(quotes[0]))
			taken := map[string]string{"the quote": quote}
			if chart, ok := s.files[strings.TrimSuffix(p.path, ".html")+".svg"]; ok {
				taken["the chart"] = squeeze(inSVG(chart))
				charts++
			}
			wanted := []string{text(all(p.root, tagged("h1"))[0])}
			for _, score := range all(p.root, classed("score")) {
				for _, flag := range all(score, classed("flag")) {
					wanted = append(wanted, text(flag))
				}
				for _, rate := range all(score, classed("score-figure")) {
					wanted = append(wanted, text(rate))
				}
			}
			if s.baseURL != "" {
				wanted = append(wanted, s.baseURL+p.path)
			}
			for where, said := range taken {
				for _, w := range wanted {
					if !strings.Contains(said, squeeze(w)) {
						t.Errorf("%s: %s does not say %q", p.path, where, w)
					}
				}
			}
			if code := all(p.root, tagged("code")); s.baseURL != "" && len(code) > 0 && !strings.Contains(text(code[len(code)-1]), s.baseURL+path.Dir(p.path)) {
				t.Errorf("%s: the HTML to copy has no address: %s", p.path, text(code[len(code)-1]))
			}
		}
		if charts == 0 {
			t.Error("no chart was looked at")
		}
	})
}

// inSVG is the words of a picture in their order.
func inSVG(svg string) string {
	var b strings.Builder
	for _, part := range strings.Split(svg, "<")[1:] {
		_, words, _ := strings.Cut(part, ">")
		b.WriteString(words)
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'", "&amp;", "&").Replace(b.String())
}
