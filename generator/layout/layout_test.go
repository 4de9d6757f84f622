package layout_test

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/layout"
	"tassei/generator/must"
)

// files makes a layouts folder from name and content pairs.
func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func load(t testing.TB, defaults, override fs.FS, text layout.Text) *layout.Set {
	t.Helper()
	set, err := loadTwice(defaults, override, text)
	must.Succeed(t, err)
	return set
}

// loadTwice gives layouts as they are taken over from what was kept of them, so that all
// tests see those.
func loadTwice(defaults, override fs.FS, text layout.Text) (*layout.Set, error) {
	kept := keeper{}
	first, err := layout.Load(defaults, override, text, kept)
	if err != nil {
		return nil, err
	}
	set, err := layout.Load(defaults, override, text, kept)
	if err == nil {
		set.MeasuredBy(first)
	}
	return set, err
}

type plain struct{ Title string }

func render[T any](t testing.TB, set *layout.Set, kind string, data T) string {
	t.Helper()
	page, err := layout.Page[T](set, kind)
	must.Succeed(t, err)
	html, err := page.Append(nil, &data)
	must.Succeed(t, err)
	return string(html)
}

const oneBase = `<title>{{.Title}}</title>{{template "main" .}}`

func TestCityFileOverridesDefault(t *testing.T) {
	defaults := files("base.html", oneBase, "pages/about.html", `{{define "main"}}{{template "parts/a.html"}}{{end}}`,
		"parts/a.html", "default", "assets/site.css", "a{}", "icons/x.svg", "<svg></svg>")
	city := files("parts/a.html", "city", "assets/logo.png", "\x89PNG", "base.html", oneBase) // the last is a copy
	set := load(t, defaults, city, nil)
	if got, want := render(t, set, "about", plain{"T"}), "<title>T</title>city"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := strings.Join(set.Files(), " "), "assets/logo.png* assets/site.css base.html icons/x.svg pages/about.html parts/a.html*"; got != want {
		t.Errorf("files: got %s, want %s", got, want)
	}
	if _, err := set.Asset("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing asset: %v", err)
	}
}

func TestTemplateInAttribute(t *testing.T) {
	set := load(t, files("base.html", `<p title="{{template "parts/a.html" .}}">{{template "parts/a.html" .}}</p>`,
		"parts/a.html", `{{template "parts/b.html" .}}`, "parts/b.html", `{{.Title}}<b>`, "pages/x.html", ""), nil, nil)
	got := render(t, set, "x", plain{`"<i>`})
	if want := `<p title="&#34;&lt;i&gt;<b>">&#34;&lt;i&gt;<b></p>`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A part whose place in the HTML is known only to html/template, since another
// part opens the element.
func TestTemplateInOpenedElement(t *testing.T) {
	set := load(t, files("base.html", `{{define "open"}}<title>{{end}}{{template "open"}}{{template "name" .}}</title>{{template "name" .}}{{template "main" .}}`,
		"parts/p.html", `{{define "name"}}{{.Title}}{{end}}`, "pages/x.html", `{{define "main"}}<p title="{{template "name" .}}">{{end}}`, "pages/y.html", `{{define "main"}}y{{end}}`), nil, nil)
	for kind, want := range map[string]string{
		"x": `<title>&lt;b&gt;</title>&lt;b&gt;<p title="&lt;b&gt;">`, "y": `<title>&lt;b&gt;</title>&lt;b&gt;y`,
	} {
		must.Be(t, render(t, set, kind, plain{"<b>"}), want, kind)
	}
}

// Pages that share parts are compiled apart where the page or its data differ.
func TestPartsSharedByPages(t *testing.T) {
	type other struct {
		Title template.HTML
		N     int
	}
	set := load(t, files("base.html", `{{template "parts/head.html" .}}|{{block "main" .}}base{{end}}`, "parts/head.html", `{{template "parts/t.html" .Title}}{{block "extra" .}}-{{end}}`,
		"parts/t.html", `<h1>{{.}}</h1>`, "pages/a.html", "", "pages/b.html", `{{define "main"}}b{{end}}`, "pages/c.html", `{{define "extra"}}{{.N}}{{end}}`), nil, nil)
	must.Be(t, render(t, set, "a", plain{"<i>"}), "<h1>&lt;i&gt;</h1>-|base", "a")
	must.Be(t, render(t, set, "b", other{Title: "<i>"}), "<h1><i></h1>-|b", "b")
	must.Be(t, render(t, set, "c", other{Title: "<i>", N: 3}), "<h1><i></h1>3|base", "c")
	if _, err := layout.Page[plain](set, "c"); len(layout.Problems(err)) != 1 {
		t.Errorf("a field missing in one page: %v", err)
	}
	if _, err := layout.Page[plain](set, "c"); len(layout.Problems(err)) != 1 {
		t.Errorf("told once only: %v", err)
	}
}

func ExamplePage() {
	defaults := fstest.MapFS{
		"base.html":            {Data: []byte("<title>{{.Title}}</title>\n{{template \"main\" .}}\n")},
		"pages/indicator.html": {Data: []byte("{{define \"main\"}}<p>{{.Actual}} {{t \"of\"}} {{.Target}}</p>{{end}}")},
	}
	type IndicatorPage struct{ Title, Actual, Target string }
	set, err := layout.Load(defaults, nil, func(key string, _ ...string) (string, error) { return "[" + key + "]", nil }, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	page, err := layout.Page[IndicatorPage](set, "indicator")
	if err != nil {
		fmt.Println(err)
		return
	}
	html, err := page.Append(nil, &IndicatorPage{Title: "36 < 57", Actual: "36", Target: "57"})
	fmt.Println(string(html), err)
	// Output:
	// <title>36 &lt; 57</title>
	// <p>36 [of] 57</p>
	//  <nil>
}
