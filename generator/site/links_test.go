package site

import (
	"path"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestRelativeLinksResolve: from every page a link leads to its target, by a
// path that names the file and does not begin with a slash.
func TestRelativeLinksResolve(t *testing.T) {
	paths := []string{
		"index.html", "about.html", "404.html", "FY2024/index.html", "FY2024/1-i.html", "FY2024/1-i-shihyo-6.html", "FY2024/sections/kikaku.html", "FY2023/index.html",
		"en/index.html", "en/about.html", "en/FY2024/index.html", "en/FY2024/1-i-shihyo-6.html", "en/FY2024/sections/kikaku.html",
		"data/FY2024/indicators.json", "assets/site.a338f5ad80.css", "archive/FY2024/data/site/index.html",
	}
	for _, from := range paths {
		for _, to := range paths {
			link := relative(from, to)
			must.Be(t, path.Join(path.Dir(from), link), to, "from", from, "to", link, "leads to")
			if strings.HasPrefix(link, "/") || strings.HasSuffix(link, "/") || link == "" || strings.Contains(link, "//") || strings.Contains(strings.TrimLeft(link, "./"), "..") {
				t.Errorf("from %s to %s: %s", from, to, link)
			}
		}
	}
	for _, c := range []struct{ from, to, want string }{
		{"index.html", "en/index.html", "en/index.html"},
		{"en/index.html", "index.html", "../index.html"},
		{"FY2024/1-i.html", "FY2024/1-a.html", "1-a.html"},
		{"FY2024/1-i.html", "FY2024/1-i.html#x", "1-i.html#x"},
		{"en/FY2024/sections/kikaku.html", "FY2024/sections/kikaku.html", "../../../FY2024/sections/kikaku.html"},
		{"FY2024/a.html", "FY2024x/a.html", "../FY2024x/a.html"},
	} {
		must.Be(t, relative(c.from, c.to), c.want, "from", c.from, "to", c.to)
	}
}

// TestDeadLinksFailTheBuild: a page that is linked to and was not made is an
// error that names both ends.
func TestDeadLinksFailTheBuild(t *testing.T) {
	links := newTargets()
	links.link("index.html", "about.html")
	links.link("FY2024/1-i.html", "FY2024/1-z.html")
	links.link("about.html", "FY2024/1-z.html")
	links.link("a.html", "b.html")
	links.makes("about.html")
	err := links.check()
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"FY2024/1-z.html", "FY2024/1-i.html", "a.html links to b.html"} {
		must.Contain(t, err.Error(), want, "the error does not name it")
	}
	if strings.Contains(err.Error(), "about.html") {
		t.Errorf("the error names a page that was made: %v", err)
	}
	links.makes("FY2024/1-z.html")
	links.makes("b.html")
	if err := links.check(); err != nil {
		t.Error(err)
	}
}
