package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/source"
)

// builtSite is one finished site in memory: all its files, its pages parsed.
type builtSite struct {
	name    string
	dir     string
	source  string // the folder that it was built from
	files   map[string]string
	pages   []page // by path
	first   string // the language at the root
	others  []string
	baseURL string
	small   bool // too few pages to count how much was looked at
}

// page is one parsed page of a site.
type page struct {
	path string // from the site's root
	tag  string // its language
	root *html.Node
}

// The sites that every promise about pages is held against: the invented town
// has what the real city lacks, the real city is what citizens read.
var (
	builtTown = sync.OnceValues(func() (*builtSite, error) { return buildSite("town", townDir) })
	builtCity = sync.OnceValues(func() (*builtSite, error) { return buildSite("city", cityDir) })
	// Two places of other shapes: a strategy with totals over years and marks of its
	// own, a council that prints no rate and writes in English alone.
	builtMisaki = sync.OnceValues(func() (*builtSite, error) { return buildSite("misaki", "testdata/places/misaki") })
	builtVale   = sync.OnceValues(func() (*builtSite, error) { return buildSite("harrow-vale", "testdata/places/harrow-vale") })
	// A basic plan of four levels with fields of its own, two graders and costs.
	builtHoshino = sync.OnceValues(func() (*builtSite, error) { return buildSite("hoshino", "testdata/places/hoshino") })
)

// eachSite runs a test on both sites.
func eachSite(t *testing.T, test func(t *testing.T, s *builtSite)) {
	for _, built := range []func() (*builtSite, error){builtTown, builtCity, builtMisaki, builtVale, builtHoshino} {
		s, err := built()
		if err != nil {
			t.Error(err)
			continue
		}
		t.Run(s.name, func(t *testing.T) { test(t, s) })
	}
}

func buildSite(name, dir string) (*builtSite, error) {
	s := &builtSite{name: name, source: dir, dir: filepath.Join(sharedDir(), name), small: strings.Contains(dir, "places/")}
	session := newSession()
	var talk strings.Builder
	session.stdout, session.stderr = io.Discard, &talk
	if _, err := session.parse([]string{"--source", dir, "--out", s.dir, "--lang", "en"}); err != nil {
		return nil, err
	}
	if code := runBuild(session, nil); code != exitFine {
		return nil, fmt.Errorf("%s does not build:\n%s", name, talk.String())
	}
	if s.small && strings.Contains(talk.String(), "warning ") { // a place is an example to follow
		return nil, fmt.Errorf("%s does not build without a warning:\n%s", name, talk.String())
	}
	src, _, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	city := src.City()
	s.first, s.others, s.baseURL = city.Languages[0], city.Languages[1:], city.BaseURL
	return s, s.read()
}

// read takes in the files of a built site and parses its pages.
func (s *builtSite) read() error {
	s.files = map[string]string{}
	err := filepath.WalkDir(s.dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(s.dir, name)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(name)
		s.files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		return err
	}
	for name, text := range s.files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s.pages = append(s.pages, page{name, s.language(name), root})
	}
	slices.SortFunc(s.pages, func(a, b page) int { return strings.Compare(a.path, b.path) })
	if len(s.pages) < 20 {
		return fmt.Errorf("%s has only %d pages", s.name, len(s.pages))
	}
	return nil
}

func (s *builtSite) language(name string) string {
	folder, _, _ := strings.Cut(name, "/")
	if slices.Contains(s.others, folder) {
		return folder
	}
	return s.first
}

// plain is the page's path without its language: the same for its twins.
func (s *builtSite) plain(p page) string {
	if p.tag == s.first {
		return p.path
	}
	return strings.TrimPrefix(p.path, p.tag+"/")
}

// framed reports whether a page is one for frames on other sites.
func (s *builtSite) framed(p page) bool { return strings.HasPrefix(s.plain(p), "embed/") }

// page finds a page by its path.
func (s *builtSite) page(name string) (page, bool) {
	i, ok := slices.BinarySearchFunc(s.pages, name, func(p page, name string) int { return strings.Compare(p.path, name) })
	if !ok {
		return page{}, false
	}
	return s.pages[i], true
}

// resolve follows a relative link from a page to a path from the root.
func resolve(from, href string) (to, fragment string) {
	href, fragment, _ = strings.Cut(href, "#")
	href, _, _ = strings.Cut(href, "?")
	if href == "" {
		return from, fragment
	}
	return path.Join(path.Dir(from), href), fragment
}

// each calls visit for every node of a tree, parents first. It goes not below
// a node for which visit returns false.
func each(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

// all lists the elements for which is holds, in the order of the page.
func all(n *html.Node, is func(*html.Node) bool) []*html.Node {
	var list []*html.Node
	each(n, func(n *html.Node) bool {
		if n.Type == html.ElementNode && is(n) {
			list = append(list, n)
		}
		return true
	})
	return list
}

// tagged selects elements by name, classed by a class.
func tagged(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

func classed(class string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for one := range strings.FieldsSeq(attr(n, "class")) {
			if one == class {
				return true
			}
		}
		return false
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// text is what a reader sees of a tree, white space run together.
func text(n *html.Node) string {
	var b strings.Builder
	each(n, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style"):
			return false
		case n.Type == html.ElementNode:
			b.WriteString(" ")
		}
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// spoken is the language of a node: the nearest lang above it.
func spoken(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && hasAttr(n, "lang") {
			return attr(n, "lang")
		}
	}
	return ""
}

// within reports whether a node lies in an element for which is holds.
func within(n *html.Node, is func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && is(n) {
			return true
		}
	}
	return false
}
