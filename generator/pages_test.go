package main

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// Every link of every page leads to a file, and to a place in it; nothing but
// an outside link that a reader follows leaves the folder.
func TestLinksHold(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		ids := map[string]map[string]bool{}
		for _, p := range s.pages {
			ids[p.path] = map[string]bool{}
			for _, n := range all(p.root, func(n *html.Node) bool { return hasAttr(n, "id") }) {
				ids[p.path][attr(n, "id")] = true
			}
		}
		links := 0
		for _, p := range s.pages {
			for _, n := range all(p.root, func(n *html.Node) bool { return true }) {
				for _, key := range []string{"href", "src", "srcset", "poster", "action", "data"} {
					if hasAttr(n, key) {
						links++
						must.Be(t, s.checkLink(p, n, attr(n, key), ids), "", p.path, "<", n.Data, key, attr(n, key), ">")
					}
				}
			}
		}
		if links < 1000 && !s.small {
			t.Errorf("only %d links were found", links)
		}
	})
}

// checkLink says what is wrong with a link, "" for nothing.
func (s *builtSite) checkLink(p page, n *html.Node, href string, ids map[string]map[string]bool) string {
	u, err := url.Parse(href)
	switch {
	case err != nil:
		return err.Error()
	case href == "":
		return "empty"
	case s.baseURL != "" && strings.HasPrefix(href, s.baseURL):
		// With an address of the site, 404 and what machines read are absolute.
		if path.Base(p.path) != "404.html" && n.Data != "link" {
			return "absolute"
		}
		to, fragment := resolve("x", strings.TrimPrefix(href, s.baseURL))
		return s.target(to, fragment, ids)
	case u.Scheme == "http" || u.Scheme == "https":
		if n.Data != "a" {
			return "a request that leaves the folder"
		}
		if !strings.Contains(attr(n, "rel"), "noopener") {
			return "an outside link without rel=noopener"
		}
		return ""
	case u.Scheme == "mailto" || u.Scheme == "tel":
		if n.Data != "a" {
			return "not in <a>"
		}
		return ""
	case u.Scheme != "" || u.Host != "":
		return "a scheme that is not on the list"
	case strings.HasPrefix(href, "/"):
		return "not relative"
	case u.RawQuery != "" && n.Data != "a":
		return "a query"
	case path.Base(p.path) == "404.html" && (n.Data == "link" || n.Data == "script"):
		// Without an address of the site it asks at each depth that it may be shown at.
		to, fragment := resolve(p.path, href)
		return s.target(strings.TrimLeft(to, "./"), fragment, ids)
	case strings.Count(p.path, "/") < strings.Count(href, "../"):
		return "leaves the folder"
	}
	to, fragment := resolve(p.path, href)
	return s.target(to, fragment, ids)
}

func (s *builtSite) target(to, fragment string, ids map[string]map[string]bool) string {
	name, err := url.PathUnescape(to)
	if err != nil {
		return err.Error()
	}
	if _, ok := s.files[name]; !ok {
		return "there is no file " + name
	}
	if fragment != "" && ids[name] != nil && !ids[name][fragment] {
		return "there is no #" + fragment + " in " + name
	}
	return ""
}

// The rule as it can be run on any server: only outside links in <a> begin
// with a slash or a scheme.
func TestGrepFindsOnlyOutsideLinks(t *testing.T) {
	s, err := builtCity()
	must.Succeed(t, err)
	leaving := regexp.MustCompile(`<[^<>]*\b(href|src)="?(/|https?:)[^<>]*>`)
	for name, text := range s.files {
		for _, tag := range leaving.FindAllString(text, -1) {
			if !strings.HasPrefix(tag, "<a ") && strings.HasSuffix(name, ".html") {
				t.Errorf("%s: %s", name, tag)
			}
		}
	}
}

// Styles, scripts and pictures ask nobody for anything.
func TestNoFileAsksTheNetwork(t *testing.T) {
	address := regexp.MustCompile(`(?i)(url\(|@import|src=|href=|fetch|import)[^\n]{0,20}(https?:)?//`)
	eachSite(t, func(t *testing.T, s *builtSite) {
		for name, text := range s.files {
			switch path.Ext(name) {
			case ".css", ".js", ".svg":
				must.Be(t, address.FindString(text), "", name)
			}
		}
	})
}

// No two pages share a title, so that tabs, bookmarks and results can be told
// apart.
func TestTitlesDiffer(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		taken := map[string]string{}
		for _, p := range s.pages {
			titles := all(p.root, func(n *html.Node) bool { return n.Data == "title" && n.Parent.Data == "head" })
			if len(titles) != 1 || text(titles[0]) == "" {
				t.Errorf("%s has %d titles", p.path, len(titles))
				continue
			}
			if other, ok := taken[text(titles[0])]; ok {
				t.Errorf("%s and %s share the title %q", other, p.path, text(titles[0]))
			}
			taken[text(titles[0])] = p.path
		}
	})
}

var indicatorPage = regexp.MustCompile(`(?:^|/)FY\d{4}/([a-z0-9-]+-(?:shihyo|mokuhyo)-\d+)\.html$`)

// Ids stand once in a page, and those of an indicator begin with its id, so
// that print.html can join them all.
func TestIDsAreUniqueAndBeginRightly(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		indicators := 0
		for _, p := range s.pages {
			seen := map[string]bool{}
			own := indicatorPage.FindStringSubmatch(p.path)
			if own != nil {
				indicators++
			}
			for _, n := range all(p.root, func(n *html.Node) bool { return hasAttr(n, "id") }) {
				id := attr(n, "id")
				if seen[id] {
					t.Errorf("%s has the id %s twice", p.path, id)
				}
				seen[id] = true
				if id == "" || strings.ContainsAny(id, " \t\n") {
					t.Errorf("%s has the id %q", p.path, id)
				}
				if own != nil && id != "main" && id != own[1] && !strings.HasPrefix(id, own[1]+"-") {
					t.Errorf("%s has the id %s, which does not begin with %s", p.path, id, own[1])
				}
			}
			for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"} {
				for _, n := range all(p.root, func(n *html.Node) bool { return hasAttr(n, key) }) {
					for _, id := range strings.Fields(attr(n, key)) {
						if !seen[id] {
							t.Errorf("%s: %s=%q names nothing", p.path, key, id)
						}
					}
				}
			}
		}
		if indicators < 50 && !s.small {
			t.Errorf("only %d pages of indicators", indicators)
		}
	})
}

// What a page says of an indicator in its year stands on paper too.
func TestWhatAPageSaysIsOnPaper(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		paper, blocks := map[string]string{}, 0
		for _, p := range s.pages {
			for _, article := range all(p.root, classed("paper")) {
				paper[path.Dir(p.path)+"/"+attr(article, "id")+".html"] = unspaced(text(article))
			}
		}
		for _, p := range s.pages {
			printed, ok := paper[p.path]
			if !ok {
				continue
			}
			isBlock := func(n *html.Node) bool { return slices.Contains([]string{"h1", "p", "td", "dd", "li"}, n.Data) }
			for _, block := range all(one(p.root, tagged("main")), isBlock) {
				if within(block, notOnPaper) || one(block, func(n *html.Node) bool { return n != block && isBlock(n) }) != nil {
					continue
				}
				said := textWithout(block, func(n *html.Node) bool { return n.Data == "a" && (classed("who")(n.Parent) || isOtherIndicator(n)) })
				if span := one(block, tagged("span")); classed("score-none")(block) {
					said = text(span) // after "no rate"
				}
				blocks++
				if !strings.Contains(printed, unspaced(said)) {
					t.Errorf("%s: not on paper: %s", p.path, said)
				}
			}
		}
		if blocks < 100 {
			t.Errorf("only %d blocks were looked at", blocks)
		}
	})
}

// A page says that its values are to be compared with care, or that they compare well, and never both.
func TestCareIsAskedForWhereTheFlagStands(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			for _, who := range all(p.root, classed("who")) {
				if strings.HasPrefix(text(who), "≠") && !strings.Contains(text(one(p.root, classed("score"))), text(who)) {
					t.Errorf("%s: no flag stands for %s", p.path, text(who.Parent))
				}
			}
		}
	})
}

// What a page says at its head, why there is no rate or no judgement among it, stands in the frame for other sites too.
func TestFramesSayWhatTheHeadOfThePageSays(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, frame := range s.pages {
			if !s.framed(frame) {
				continue
			}
			p, _ := s.page(strings.Replace(frame.path, "embed/", "", 1))
			in := unspaced(text(frame.root))
			for _, said := range all(one(p.root, classed("score")), func(n *html.Node) bool {
				return n.Data == "b" || n.Data == "span" || n.Data == "li"
			}) {
				if !classed("quiet")(said) || strings.ContainsAny(text(said), ".。") { // bounds of bands stand on the page
					must.Be(t, strings.Contains(in, unspaced(text(said))), true, frame.path, "says", text(said))
				}
			}
		}
	})
}

// notOnPaper holds for what does not stand on paper: the ways to look at an indicator, its other years, the
// sums checked, where to go from there; and for what stands there otherwise: its number before its name, the
// days of its corrections in the list of them, whose grade it is before the grader's words, the glossary after a sheet.
func notOnPaper(n *html.Node) bool {
	return n.Data == "nav" || n.Data == "section" && offPaper.MatchString(attr(n, "aria-labelledby")) ||
		slices.ContainsFunc([]string{"neighbours", "years", "over", "corrected", "words"}, func(class string) bool { return classed(class)(n) }) ||
		classed("who")(n) && within(n, classed("grader"))
}

var (
	offPaper       = regexp.MustCompile(`-(lenses|evidence|trend|quote|take)$`)
	indicatorsPage = regexp.MustCompile(`-\d+\.html$`)
)

// isOtherIndicator reports whether a link among the facts on the method leads to an indicator that measures the same.
func isOtherIndicator(a *html.Node) bool {
	return a.Parent.Data == "dd" && within(a, classed("method")) && indicatorsPage.MatchString(attr(a, "href"))
}

// unspaced is a text without its spaces, which paper may set otherwise.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

func cjk(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= '！' && r <= '｠' || r == '、' || r == '。' || r == '「' || r == '」'
}

// Japanese on a page of another language stands under lang="ja", so that it is
// read aloud and drawn as Japanese.
func TestJapaneseIsMarked(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			if p.tag == "ja" {
				continue
			}
			each(p.root, func(n *html.Node) bool {
				if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
					return false
				}
				if n.Type == html.TextNode && strings.ContainsFunc(n.Data, cjk) && spoken(n) != "ja" {
					t.Errorf("%s: in <%s>: %q", p.path, n.Parent.Data, strings.TrimSpace(n.Data))
				}
				for _, key := range []string{"alt", "title", "aria-label", "content", "placeholder", "label", "aria-description"} {
					if v := attr(n, key); strings.ContainsFunc(v, cjk) && spoken(n) != "ja" {
						t.Errorf("%s: <%s %s=%q>", p.path, n.Data, key, v)
					}
				}
				return true
			})
		}
	})
}

// Every page says what it is, in which language, and who answers for it.
func TestEveryPageIsComplete(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			if s.framed(p) {
				continue // TestPagesForFramesSayWhatTheirPageSays
			}
			for _, fault := range s.incomplete(p) {
				t.Errorf("%s: %s", p.path, fault)
			}
		}
	})
}

func (s *builtSite) incomplete(p page) (faults []string) {
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if root := all(p.root, tagged("html"))[0]; attr(root, "lang") != p.tag {
		add("lang is %q, want %q", attr(root, "lang"), p.tag)
	}
	metas := map[string]string{}
	for _, n := range all(p.root, tagged("meta")) {
		metas[attr(n, "name")+attr(n, "http-equiv")] = attr(n, "content")
	}
	for _, name := range []string{"description", "viewport"} {
		if metas[name] == "" {
			add("no meta %s", name)
		}
	}
	// The preview tells its pages of new builds, which the policy must let it do.
	if policy := metas["Content-Security-Policy"]; !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "connect-src 'self'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		add("the policy is %q", policy)
	}
	if h := all(p.root, tagged("h1")); len(h) != 1 || text(h[0]) == "" {
		add("%d first headings", len(h))
	}
	if first := all(p.root, tagged("a"))[0]; attr(first, "href") != "#main" || text(first) == "" {
		add("the first link does not skip to the content: %s", attr(first, "href"))
	}
	if main := all(p.root, tagged("main")); len(main) != 1 || attr(main[0], "id") != "main" {
		add("%d main elements", len(main))
	}
	if facts := all(p.root, tagged("footer")); len(facts) != 1 {
		add("%d footers", len(facts))
	} else {
		add = s.imprint(facts[0], add)
	}
	if said := all(p.root, classed("reference")); len(s.others) > 0 && (len(said) != 1 || text(said[0]) == "") {
		add("it is not said which language prevails")
	}
	s.twins(p, add)
	if root := s.plain(p) == "index.html"; root == (len(all(p.root, classed("crumbs"))) == 1) && path.Base(p.path) != "404.html" {
		add("breadcrumbs: %v", !root)
	}
	return faults
}

// imprint checks the facts at the foot: publisher, contact, source document,
// date of the data, licence, each with a word even when it is not stated.
func (s *builtSite) imprint(foot *html.Node, add func(string, ...any)) func(string, ...any) {
	names, facts := all(foot, tagged("dt")), all(foot, tagged("dd"))
	if len(names) != 5 || len(facts) != 5 {
		add("%d facts at the foot", len(facts))
		return add
	}
	for i := range facts {
		if text(names[i]) == "" || text(facts[i]) == "" {
			add("nothing is said at the foot about %q", text(names[i]))
		}
	}
	return add
}

// twins checks that each page links to itself in every other language.
func (s *builtSite) twins(p page, add func(string, ...any)) {
	for _, tag := range append([]string{s.first}, s.others...) {
		if tag == p.tag {
			continue
		}
		want := s.plain(p)
		if tag != s.first {
			want = tag + "/" + want
		}
		found := false
		for _, n := range all(p.root, func(n *html.Node) bool { return n.Data == "a" && attr(n, "hreflang") == tag }) {
			to, _ := resolve(p.path, attr(n, "href"))
			found = found || to == want || s.baseURL != "" && attr(n, "href") == s.baseURL+want
		}
		if !found {
			add("no link to %s", want)
		}
	}
}

// Addresses for machines appear only where the site has an address.
func TestCanonicalOnlyWithAnAddress(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for _, p := range s.pages {
			canonical, alternates := "", 0
			for _, n := range all(p.root, tagged("link")) {
				switch attr(n, "rel") {
				case "canonical":
					canonical = attr(n, "href")
				case "alternate":
					if hasAttr(n, "hreflang") {
						alternates++
					}
				}
			}
			want := ""
			if s.baseURL != "" {
				want = s.baseURL + p.path
			}
			if s.framed(p) {
				if canonical != "" || alternates > 0 {
					t.Errorf("%s, which no one should find by itself, has addresses", p.path)
				}
				continue
			}
			if canonical != want || (alternates > 0) != (s.baseURL != "") {
				t.Errorf("%s: canonical %q and %d alternates, want %q", p.path, canonical, alternates, want)
			}
		}
	})
}

// A word that a catalogue lacks comes out in brackets; none may be left.
func TestNoMessageIsMissing(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		for name, text := range s.files {
			if i := strings.IndexAny(text, "⟦⟧"); i >= 0 && !strings.HasSuffix(name, ".xlsx") && !strings.HasSuffix(name, ".zip") {
				t.Errorf("%s: %q", name, text[max(0, i-20):min(len(text), i+60)])
			}
			if slices.Contains([]string{".html", ".svg", ".csv"}, path.Ext(name)) && (strings.Contains(text, "ZgotmplZ") || strings.Contains(text, "<no value>") || strings.Contains(text, "%!")) {
				t.Errorf("%s has a trace of a template that failed", name)
			}
		}
	})
}
