package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/lang"
	"tassei/generator/must"
	"tassei/layouts"
)

// builtEast is a place whose first language is Japanese and that is read in Arabic too.
func builtEast(t *testing.T) *builtSite {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must.Succeed(t, os.WriteFile(path, []byte(text), 0o644))
	}
	change := func(name, from, to string) {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(text), from) {
			t.Fatal(name, from, err)
		}
		write(name, strings.Replace(string(text), from, to, 1))
	}
	must.Succeed(t, os.CopyFS(dir, os.DirFS("testdata/places/misaki")))
	english, err := layouts.FS.ReadFile("messages/en.toml")
	must.Succeed(t, err)
	write("layouts/messages/ar.toml", strings.Replace(string(english), `name = "English"`, `name = "العربية"`, 1))
	change("data/city.toml", `["ja", "en"]`, `["ja", "en", "ar"]`)
	change("data/plan/1.toml", `en = "Overnight visitors"`, `en = "Overnight visitors", ar = "زُوّار الفنادق في المدينة (45–55)"`)
	change("data/plan/1.toml", `en = "Bring people in"`, `en = "Bring people in", ar = "استقطاب أهل الأطراف"`)
	s := &builtSite{name: "east", source: dir, dir: filepath.Join(dir, "out"), first: "ja", others: []string{"en", "ar"}}
	session := newSession()
	var talk strings.Builder
	session.stdout, session.stderr = &talk, &talk
	must.Succeed(t, must.Err(session.parse([]string{"--source", dir, "--out", s.dir, "--lang", "en"})))
	if code := runBuild(session, nil); code != exitFine {
		t.Fatal(talk.String())
	}
	must.Succeed(t, s.read())
	return s
}

// On every page dir stands beside lang where the direction changes, and nothing else than a word or a
// number alone stands against the direction of its element. Search finds Arabic as it is typed.
func TestRightToLeftPages(t *testing.T) {
	s := builtEast(t)
	rtl, pieces := 0, 0
	for _, p := range s.pages {
		var walk func(n *html.Node, within bool, copied bool)
		walk = func(n *html.Node, within, copied bool) {
			if n.Type == html.ElementNode {
				tongue, dir := attr(n, "lang"), attr(n, "dir")
				if tongue != "" && dir == "" && n.Data != "svg" && lang.RightToLeft(tongue) != within {
					t.Errorf("%s: <%s lang=%q> has no dir", p.path, n.Data, tongue)
				}
				if tongue != "" && dir != "" && (dir == "rtl") != lang.RightToLeft(tongue) {
					t.Errorf("%s: <%s lang=%q dir=%q>", p.path, n.Data, tongue, dir)
				}
				if within && n.Data == "svg" && n.Parent.Data != "svg" && attr(n, "direction") != "ltr" {
					t.Errorf("%s: a picture runs from right to left", p.path)
				}
				if dir != "" {
					within, pieces = dir == "rtl", pieces+1
				}
				copied = copied || n.Data == "script" || n.Data == "code" || n.Data == "pre" || n.Data == "svg" || n.Data == "title" || n.Data == "option"
			}
			if n.Type == html.TextNode && !copied && (n.Parent.Data != "bdi") {
				for _, piece := range lang.Stretches(n.Data, within) {
					if piece.Against {
						t.Errorf("%s: %q stands in the order of %q", p.path, piece.Text, n.Data)
					}
				}
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, within, copied)
			}
		}
		walk(p.root, false, false)
		if p.tag == "ar" {
			rtl++
		}
	}
	if rtl < 20 || pieces < 500 {
		t.Errorf("%d pages from right to left, %d pieces", rtl, pieces)
	}
	if picture := s.files["ar/FY2023/1-kpi-2.svg"]; !strings.Contains(picture, `direction="ltr"`) || !strings.Contains(picture, "\u2067زُوّار الفنادق في المدينة (\u206645–55\u2069)\u2069") {
		t.Error("the picture as a file does not keep its order")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is missing: it runs the search of the pages")
	}
	asked := []asking{}
	typed := []string{"زوار", "زُوَّار", "المدينة", "مدينه", "الفنادق", "فنادق", "اهل", "أطراف", "استقطاب", "٩٧٠٠٠"}
	for _, q := range typed {
		asked = append(asked, asking{typed: q})
	}
	for i, found := range s.find(t, node, "ar", asked) {
		if len(found) == 0 || !strings.HasPrefix(found[0], "FY202") {
			t.Errorf("%q: found %v", typed[i], found)
		}
	}
}
