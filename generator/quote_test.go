package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
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
			if framed, ok := s.page(s.embedOf(p)); ok {
				taken["the page to embed"] = squeeze(text(framed.root))
			}
			if chart, ok := s.files[strings.TrimSuffix(p.path, ".html")+".svg"]; ok {
				taken["the chart"] = squeeze(inSVG(chart))
				charts++
			}
			once := map[string]bool{}
			for _, files := range all(p.root, classed("links")) {
				for _, link := range all(files, tagged("a")) {
					if once[attr(link, "href")] {
						t.Errorf("%s lists %s twice", p.path, attr(link, "href"))
					}
					once[attr(link, "href")] = true
				}
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
					must.Contain(t, said, squeeze(w), p.path, where, "does not say", w)
				}
			}
			for _, code := range all(p.root, tagged("code")) {
				if copied := text(code); classed("quote")(code.Parent) && !strings.Contains(copied, s.baseURL+strings.TrimSuffix(p.path, s.plain(p))) {
					t.Errorf("%s: the HTML to copy has no address: %s", p.path, copied)
				}
			}
		}
		if charts == 0 {
			t.Error("no chart was looked at")
		}
	})
}

// embedOf is the path of the page for frames that belongs to an indicator's.
func (s *builtSite) embedOf(p page) string {
	plain := s.plain(p)
	return strings.TrimSuffix(p.path, plain) + "embed/" + plain
}

// TestPagesForFramesSayWhatTheirPageSays holds what another site shows in a
// frame to the page that it is made from: sentence, figures, chart, caveats and
// source are there, the way to the page is, and nothing else is to be done in it.
func TestPagesForFramesSayWhatTheirPageSays(t *testing.T) {
	t.Parallel()
	eachSite(t, func(t *testing.T, s *builtSite) {
		looked := 0
		for _, p := range s.pages {
			if len(all(p.root, classed("page-indicator"))) == 0 {
				continue
			}
			framed, ok := s.page(s.embedOf(p))
			if !ok {
				t.Errorf("%s cannot be embedded", p.path)
				continue
			}
			looked++
			for _, fault := range s.unlike(p, framed) {
				t.Errorf("%s: %s", framed.path, fault)
			}
		}
		if looked == 0 {
			t.Error("no page to embed was looked at")
		}
	})
}

func (s *builtSite) unlike(p, framed page) (faults []string) {
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	said := squeeze(text(framed.root))
	if root := all(framed.root, tagged("html"))[0]; attr(root, "lang") != p.tag {
		add("lang is %q", attr(root, "lang"))
	}
	for _, class := range []string{"headline", "flag", "flag-note", "corrected", "figures", "final"} {
		for _, n := range all(p.root, classed(class)) {
			if class == "corrected" {
				n = n.FirstChild // on the page it is a link to what was corrected
			}
			if !strings.Contains(said, squeeze(text(n))) {
				add("it does not say %q", text(n))
			}
		}
	}
	charts := func(p page) (words []string) {
		for _, n := range all(p.root, classed("measured")) {
			words = append(words, squeeze(text(n)))
		}
		return words
	}
	if own, theirs := charts(p), charts(framed); len(own) != 1 || !slices.Equal(own, theirs) {
		add("figures and charts are not those of the page: %q", theirs)
	}
	for _, n := range all(framed.root, func(n *html.Node) bool {
		return slices.Contains([]string{"nav", "script", "form", "button", "iframe"}, n.Data)
	}) {
		add("it has a <%s>", n.Data)
	}
	links := all(framed.root, tagged("a"))
	for _, a := range links {
		if to, _ := resolve(framed.path, attr(a, "href")); to != p.path || attr(a, "target") != "_top" {
			add("it leads to %q in %q", attr(a, "href"), attr(a, "target"))
		}
	}
	if len(links) != 2 || s.baseURL != "" && text(links[1]) != s.baseURL+p.path {
		add("the way to its page is %d links", len(links))
	}
	for _, n := range all(framed.root, tagged("meta")) {
		if attr(n, "http-equiv") != "" && !strings.HasPrefix(attr(n, "content"), "default-src 'none'; style-src 'self'; img-src 'self';") {
			add("the policy is %q", attr(n, "content"))
		}
	}
	if codes := all(p.root, tagged("code")); s.baseURL != "" && !slices.ContainsFunc(codes, func(n *html.Node) bool {
		return strings.HasPrefix(text(n), `<iframe src="`+s.baseURL+framed.path+`"`)
	}) {
		add("its page has no text to copy for it")
	}
	return faults
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
