package build

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tassei/generator/desk"
	"tassei/generator/must"
	"tassei/generator/towns"
)

// reusing builds, and tells how many sheets were taken over from the build
// before.
func (r *rebuilder) reusing() int {
	r.t.Helper()
	made, _ := r.build()
	return made.Reused
}

// Work follows the change: a sheet whose files are as they were is neither read
// nor drawn again, and one that others are made of brings them along.
func TestOnlyWhatChangedIsMadeAgain(t *testing.T) {
	const sheets = 4
	cases := []struct {
		name   string
		reused int
		change func(r *rebuilder)
	}{
		{"a comment", sheets - 1, func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }},
		{"a figure", sheets - 1, func(r *rebuilder) { r.edit("data/FY2024/1-i.toml", "method ", "method  ") }},
		{"a comment on a comment", sheets - 1, func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "！", "。") }},
		{"a record file that another sheet goes on from", 0, func(r *rebuilder) { r.edit("data/FY2022/2-a.toml", "method ", "method  ") }},
		{"a page of the site altered", sheets - 1, func(r *rebuilder) {
			page := filepath.Join(r.out, "FY2023", "1-a-shihyo-1.html")
			must.Succeed(r.t, os.WriteFile(page, []byte("altered"), 0o666))
		}},
		{"a print page altered", 0, func(r *rebuilder) {
			must.Succeed(r.t, os.WriteFile(filepath.Join(r.out, "FY2023", "print.html"), []byte("altered"), 0o666))
		}},
		{"the plan", 0, func(r *rebuilder) { r.edit("data/plan/1-i.toml", "name ", "name  ") }},
		{"the glossary", 0, func(r *rebuilder) { r.edit("data/glossary.toml", "転入した", "転入する") }},
		{"a standing page", sheets, func(r *rebuilder) { r.edit("content/pages/ja/about.md", "。", "！") }},
		{"a standing page and a comment", sheets - 1, func(r *rebuilder) {
			r.edit("content/pages/ja/method.md", "。", "！")
			r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！")
		}},
		{"a new file", 0, func(r *rebuilder) {
			must.Succeed(r.t, os.WriteFile(filepath.Join(r.town, "content", ".note"), nil, 0o666))
		}},
		{"a message", 0, func(r *rebuilder) {
			path := filepath.Join(r.town, "layouts", "messages", "en.toml")
			if os.MkdirAll(filepath.Dir(path), 0o777) != nil || os.WriteFile(path, []byte("not_stated = \"not said\"\n"), 0o666) != nil {
				r.t.Fatal(path)
			}
		}},
	}
	r := newRebuilder(t)
	r.reusing()
	for _, c := range cases {
		c.change(r)
		must.Be(t, r.reusing(), c.reused, c.name, "sheets were taken over")
	}
	r.same(r.fresh())
}

// What is kept of the site after a tree took its turn is what looking at each of
// its files would tell, though most of them are not looked at again.
func TestSurveyOfATreeThatTookItsTurn(t *testing.T) {
	r := newRebuilder(t)
	r.reusing()
	for i, from := range []string{"。", "！", "。"} {
		r.edit("content/FY2024/ja/1-i/shihyo-3.md", from, map[string]string{"。": "！", "！": "。"}[from])
		r.reusing()
		memory, last := r.project().remembered()
		if last == nil {
			t.Fatalf("edit %d: the build was not remembered", i)
		}
		looked, err := takeSurvey(memory.now.Out, wholeTree)
		if err != nil || !memory.old.Outputs.unmoved(looked) {
			t.Errorf("edit %d: the site is not as it was kept, %v", i, err)
		}
		for _, f := range looked.Files {
			if kept := memory.old.Outputs.find(f.Path); !f.folder() {
				if sum, err := sumOf(memory.now.Out, f.Path); err != nil || kept == nil || kept.Sum != sum {
					t.Errorf("edit %d: %s is not what was kept", i, f.Path)
				}
			}
		}
	}
}

// shownSite is a site in memory, as desk makes it.
type shownSite struct {
	mu    sync.Mutex
	files map[string]string
}

type shownFile struct {
	bytes.Buffer
	site *shownSite
	path string
}

func (f *shownFile) Close() error { return f.site.write(f.path, f.Bytes()) }

func (s *shownSite) write(path string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = string(data)
	return nil
}

// output is where a preview goes while another, which may be nil, is shown.
func (s *shownSite) output(shown *shownSite) desk.Output {
	o := desk.Output{Write: s.write, Create: func(path string) (io.WriteCloser, error) { return &shownFile{site: s, path: path}, nil }, Site: s}
	if shown == nil {
		return o
	}
	o.Shown = shown
	o.Has = func(path string) bool { _, ok := shown.files[path]; return ok }
	o.Read = func(path string) ([]byte, bool) { text, ok := shown.files[path]; return []byte(text), ok }
	o.Keep = func(path string) bool { return o.Has(path) && s.write(path, []byte(shown.files[path])) == nil }
	return o
}

// A preview follows the change as a build does, mistakes and their mending in
// between included, and has the bytes of one that knows of no other.
func TestPreviewFollowsTheChange(t *testing.T) {
	const sheets = 4
	r := newRebuilder(t)
	w := &editedTown{rebuilder: r}
	preview := func(v *Preview, shown *shownSite) (*shownSite, int, bool) {
		t.Helper()
		site := &shownSite{files: map[string]string{}}
		v.Reused = 0
		list, err := v.Build(site.output(shown))
		must.Succeed(t, err)
		return site, v.Reused, list.Errors() == 0
	}
	lasting := &Preview{Project: Project{Source: r.town, Jobs: 2}}
	shown, _, _ := preview(lasting, nil)
	for _, c := range []struct {
		name   string
		reused int
		change func()
	}{
		{"nothing", sheets, func() {}},
		{"a comment", sheets - 1, func() { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }},
		{"a comment of a draft", sheets - 1, func() { r.edit("content/FY2025/ja/1-a/mokuhyo-1.md", "。", "！") }},
		{"a mistake", 0, func() { r.edit("data/FY2024/1-i.toml", "method", "methd") }},
		{"the mistake mended", sheets, func() { r.edit("data/FY2024/1-i.toml", "methd", "method") }},
		{"a mistake in what all share", 0, func() { r.edit("data/city.toml", "licence", "licens") }},
		{"that mended, and a figure", sheets - 1, func() {
			r.edit("data/city.toml", "licens", "licence")
			r.edit("data/FY2024/1-i.toml", "method ", "method  ")
		}},
		{"the plan", 0, func() { r.edit("data/plan/1-i.toml", "name ", "name  ") }},
		{"a standing page", sheets, func() { r.edit("content/pages/ja/about.md", "。", "！") }},
		{"a comment again", sheets - 1, func() { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "！", "。") }},
		{"a layout of the city's", 0, func() { w.ownLayout("parts/crumbs.html", "<p>So</p>\n") }},
		{"the same with other words", 0, func() { w.ownLayout("parts/crumbs.html", "<p>Or</p>\n") }},
		{"a comment under it", sheets - 1, func() { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }},
	} {
		c.change()
		site, reused, good := preview(lasting, shown)
		if good && reused != c.reused {
			t.Errorf("%s: %d sheets were taken over, want %d", c.name, reused, c.reused)
		}
		fresh := &Preview{Project: lasting.Project}
		want, _, wantGood := preview(fresh, nil)
		if good != wantGood || good && !maps.Equal(site.files, want.files) {
			t.Errorf("%s: good %v, without a memory %v: %s", c.name, good, wantGood, difference(want.files, site.files))
		}
		if good {
			shown = site
		}
	}
}

// The preview tells of sealed years in the words of the site, though their
// files come with the built site only.
func TestPreviewListsSeals(t *testing.T) {
	w := &editedTown{rebuilder: newRebuilder(t)}
	w.must(w.seal(2022, "2023-09-29"))
	site := &shownSite{files: map[string]string{}}
	list, err := (&Preview{Project: w.project()}).Build(site.output(nil))
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All())
	}
	if text := site.files["en/archive.html"]; !strings.Contains(text, "seal-FY2022") || strings.Contains(text, "FY2022.zip\"") {
		t.Errorf("%s", text)
	}
}

// An overview shows how large the files of open data are, in which every comment
// stands.
func TestOverviewFollowsTheSizesOfData(t *testing.T) {
	r := newRebuilder(t)
	r.reusing()
	for _, text := range []string{"長い文章。", "とても長い文章。"} {
		r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "。"+strings.Repeat(text, 400))
		if r.reusing() == 0 {
			t.Error("everything was made again")
		}
		r.same(r.fresh())
	}
}

// In a year of many indicators most of the compressed file of all of them is taken from the zip
// of the build before, which must come to the same as a clean build, edit after edit.
func TestYearOfManyIndicatorsFollowsComments(t *testing.T) {
	r := newRebuilder(t)
	r.town = filepath.Join(t.TempDir(), "city")
	must.Succeed(t, towns.Write(r.town, towns.Options{Indicators: 40, Years: 1, Seed: 1, Comments: true}))
	r.reusing()
	for _, text := range []string{"長い文章。", "とても長い文章。", ""} {
		r.edit("content/FY2024/ja/1-a/shihyo-1.md", "。", strings.Repeat(text, 400)+"。")
		if r.reusing() == 0 {
			t.Error("everything was made again")
		}
		r.same(r.fresh())
	}
}
