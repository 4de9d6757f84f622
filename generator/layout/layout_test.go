package layout_test

import (
	"errors"
	"html/template"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/layout"
)

// files makes a layouts folder from name and content pairs.
func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func load(t testing.TB, defaults, override fs.FS, funcs template.FuncMap) *layout.Set {
	t.Helper()
	set, err := layout.Load(defaults, override, funcs)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

type plain struct{ Title string }

func render[T any](t testing.TB, set *layout.Set, kind string, data T) string {
	t.Helper()
	page, err := layout.Page[T](set, kind)
	if err != nil {
		t.Fatal(err)
	}
	html, err := page.Append(nil, &data)
	if err != nil {
		t.Fatal(err)
	}
	return string(html)
}

const oneBase = `<title>{{.Title}}</title>{{template "main" .}}`

func TestCityFileOverridesDefault(t *testing.T) {
	defaults := files("base.html", oneBase, "pages/about.html", `{{define "main"}}{{template "parts/a.html"}}{{end}}`,
		"parts/a.html", "default", "assets/site.css", "a{}", "icons/x.svg", "<svg></svg>")
	city := files("parts/a.html", "city", "assets/logo.png", "\x89PNG")
	set := load(t, defaults, city, nil)
	if got, want := render(t, set, "about", plain{"T"}), "<title>T</title>city"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var names []string
	for _, f := range set.Files() {
		name := f.Name
		if f.Overridden {
			name += "*"
		}
		names = append(names, name)
	}
	if got, want := strings.Join(names, " "), "assets/logo.png* assets/site.css base.html icons/x.svg pages/about.html parts/a.html*"; got != want {
		t.Errorf("files: got %s, want %s", got, want)
	}
	if got := strings.Join(set.Assets(), " "); got != "logo.png site.css" {
		t.Errorf("assets: %s", got)
	}
	if _, err := set.Asset("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing asset: %v", err)
	}
	other := load(t, defaults, nil, nil)
	if set.Fingerprint() == other.Fingerprint() {
		t.Error("the fingerprint does not see the override")
	}
	if other.Fingerprint() != load(t, defaults, files(), nil).Fingerprint() {
		t.Error("the fingerprint differs for the same files")
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
