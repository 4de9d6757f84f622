package build

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// Layouts that show little: the rest is not made. The second words read all of it
// and show nothing of it.
var sparingLayouts = map[string][2]string{
	"indicator": {`<h1>{{.View.Name.Text}}</h1>`, `{{with .View}}{{if .Chart.SVG}}{{end}}{{if .Timeline.SVG}}{{end}}{{if .Trend.SVG}}{{end}}{{if .TrendRows}}{{end}}{{if .Years}}{{end}}` +
		`{{if .Reckoned}}{{end}}{{if .LensSentence}}{{end}}{{range .Lenses}}{{if .Chart.SVG}}{{end}}{{end}}{{if .Comment}}{{end}}{{if .Quote.Lines}}{{end}}{{range .Parts}}{{if .Chart.SVG}}{{end}}{{end}}{{end}}`},
	"initiative": {`<h1>{{.Name.Text}}</h1>{{range .Views}}{{.Name.Text}}{{end}}`, `{{if .Rows}}{{end}}{{if .Charts}}{{end}}`},
	"section":    {`<h1>{{.Name.Text}}</h1>`, `{{if .Rows}}{{end}}{{if .Plain}}{{end}}{{if .Charts}}{{end}}`},
	"search":     {`<h1>{{.Title}}</h1>`, `{{if .Index}}{{end}}`},
}

// TestNothingIsMadeThatNoLayoutShows: and what the layouts show is the same, whether
// the rest was made or not, after an edit too.
func TestNothingIsMadeThatNoLayoutShows(t *testing.T) {
	r := newRebuilder(t)
	r.edit("data/city.toml", "\nlicence", "\nindicator_downloads = false\nlicence")
	made := func(reads int) output.Manifest {
		for name, words := range sparingLayouts {
			r.layout("pages/"+name+".html", `{{define "main"}}`+strings.Join(words[:reads], "")+`{{end}}`)
		}
		r.layout("pages/sheet.html", `<h2 id="{{.ID}}">{{.Name.Text}}</h2>`)
		r.build()
		return r.tree()
	}
	all, sparing := made(2), made(1)
	unread := func(path string) bool {
		return strings.HasPrefix(path, "assets/index-") || strings.HasSuffix(path, "-journey.svg")
	}
	if !slices.ContainsFunc(all, func(f output.File) bool { return unread(f.Path) }) || slices.ContainsFunc(sparing, func(f output.File) bool { return unread(f.Path) }) {
		t.Error("lists' pictures or the search are not made, or though nothing shows them")
	}
	shown := slices.DeleteFunc(slices.Clone(all), func(f output.File) bool { return unread(f.Path) })
	if d := output.Compare(shown, sparing); !d.Empty() {
		t.Errorf("%d added, %d changed, %d removed: %v", len(d.Added), len(d.Changed), len(d.Removed), d)
	}
	r.edit("content/FY2024/ja/1-a/shihyo-1.md", "。", "！")
	r.build()
	r.same(r.fresh())
}

// layout puts a layout of the town over the program's.
func (r *rebuilder) layout(name, text string) {
	path := filepath.Join(r.town, "layouts", filepath.FromSlash(name))
	must.Succeed(r.t, os.MkdirAll(filepath.Dir(path), 0o777))
	must.Succeed(r.t, os.WriteFile(path, []byte(text), 0o666))
}

// TestPlainLayouts: the layouts that bench.sh measures with show what they are to show,
// and nothing else is made.
func TestPlainLayouts(t *testing.T) {
	r := newRebuilder(t)
	r.edit("data/city.toml", "\nlicence", "\nindicator_downloads = false\nlicence")
	must.Succeed(t, os.CopyFS(filepath.Join(r.town, "layouts"), os.DirFS("../testdata/plain")))
	must.Succeed(t, os.Remove(filepath.Join(r.town, "layouts", "README.md")))
	r.build()
	page := must.Read(t, filepath.Join(r.out, "FY2024", "1-i-shihyo-1.html"))
	for what, want := range map[string]int{"<figure": 1, `class="n"`: 4, `class="actions"`: 1, `class="commentary"`: 1, "<ol>": 1} {
		must.Be(t, strings.Count(string(page), what), want, "of", what, page)
	}
	if slices.ContainsFunc(r.tree(), func(f output.File) bool { return strings.HasPrefix(f.Path, "assets/index-") }) {
		t.Error("a search is made that no page has")
	}
}
