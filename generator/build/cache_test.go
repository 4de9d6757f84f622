package build

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tassei/generator/diag"
	"tassei/generator/freeze"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/towns"
)

// rebuilder builds a copy of the invented town again and again. Its cache lies in
// a folder of its own.
type rebuilder struct {
	t                *testing.T
	town, out, cache string
}

func newRebuilder(t *testing.T) *rebuilder {
	r := &rebuilder{t: t, town: filepath.Join(t.TempDir(), "town"), cache: t.TempDir()}
	r.out = filepath.Join(filepath.Dir(r.town), "public")
	t.Setenv("XDG_CACHE_HOME", r.cache)
	t.Setenv("HOME", r.cache)
	cache, err := os.UserCacheDir()
	if err != nil || os.MkdirAll(cache, 0o777) != nil {
		t.Skip("no cache folder here")
	}
	r.handDown(filepath.Join(cache, "tassei", "pictures"))
	must.Succeed(t, os.CopyFS(r.town, os.DirFS(townDir)))
	return r
}

// drawn are the share pictures of the town, which take most of the time of a first
// build: what one test has drawn the next finds in its cache.
var drawn map[string]string

// handDown puts the pictures into a cache that is new, and takes those in it when
// the test ends.
func (r *rebuilder) handDown(cache string) {
	err := os.MkdirAll(cache, 0o777)
	for name, picture := range drawn {
		err = errors.Join(err, os.WriteFile(filepath.Join(cache, name), []byte(picture), 0o666))
	}
	must.Succeed(r.t, err)
	r.t.Cleanup(func() {
		if all, err := towns.Files(os.DirFS(cache)); err == nil && len(all) > len(drawn) {
			drawn = all
		}
	})
}

// townDir is the invented town.
const townDir = "../testdata/town"

func (r *rebuilder) project() Project {
	return Project{Source: r.town, Out: r.out, Jobs: runtime.GOMAXPROCS(0)}
}

// build builds; recalled tells whether the memory of the last build was enough.
func (r *rebuilder) build() (made Made, recalled bool) {
	r.t.Helper()
	_, last := r.project().remembered()
	made, err := r.project().Site()
	if err != nil || made.Problems.Errors() > 0 {
		r.t.Fatal(err, inWords(made.Problems))
	}
	return made, last != nil
}

// inWords are problems as people read them.
func inWords(list *diag.List) string {
	var b bytes.Buffer
	if list != nil {
		_ = list.Text(&b, "en", diag.Plain)
	}
	return b.String()
}

// edit changes the first occurrence of some words in a file.
func (r *rebuilder) edit(name, old, new string) {
	r.t.Helper()
	path := filepath.Join(r.town, filepath.FromSlash(name))
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), old) {
		r.t.Fatalf("%s has no %q (%v)", name, old, err)
	}
	must.Succeed(r.t, os.WriteFile(path, []byte(strings.Replace(string(text), old, new, 1)), 0o666))
}

func (r *rebuilder) tree() output.Manifest   { return r.hash(r.out) }
func (r *rebuilder) inputs() output.Manifest { return r.hash(r.town) }

func (r *rebuilder) hash(dir string) output.Manifest {
	r.t.Helper()
	m, err := output.Hash(os.DirFS(dir))
	must.Succeed(r.t, err)
	return m
}

// fresh is what a build without any memory makes.
func (r *rebuilder) fresh() output.Manifest {
	r.t.Helper()
	own := *r
	own.out = filepath.Join(r.t.TempDir(), "public")
	own.build()
	return own.tree()
}

func (r *rebuilder) same(want output.Manifest) {
	r.t.Helper()
	if d := output.Compare(want, r.tree()); !d.Empty() {
		r.t.Errorf("the site differs from a fresh one: %d added, %d changed, %d removed", len(d.Added), len(d.Changed), len(d.Removed))
	}
}

func TestUnchangedIsRecalled(t *testing.T) {
	r := newRebuilder(t)
	first, recalled := r.build()
	if recalled {
		t.Fatal("the first build was recalled")
	}
	want := r.tree()
	second, recalled := r.build()
	if !recalled {
		t.Error("a build of unchanged files was not recalled")
	}
	if !first.Result.Changed || second.Result.Changed || second.Result.Written > 0 {
		t.Errorf("first %+v, then %+v", first.Result, second.Result)
	}
	if warnings := inWords(first.Problems); warnings == "" || warnings != inWords(second.Problems) {
		t.Errorf("the warnings are not said again:\n%s\nfirst:\n%s", inWords(second.Problems), warnings)
	}
	r.same(want)
}

func TestEveryChangeIsFound(t *testing.T) {
	r := newRebuilder(t)
	cases := []struct {
		name   string
		change func()
	}{
		{"a figure", func() { r.edit("data/FY2024/1-a.toml", "actual", "actual") }},
		{"a word of the same length", func() { r.edit("content/pages/en/about.md", "The English", "the English") }},
		{"a new layout", func() {
			os.MkdirAll(filepath.Join(r.town, "layouts", "assets"), 0o777)
			os.WriteFile(filepath.Join(r.town, "layouts", "assets", "favicon.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`), 0o666)
		}},
		{"a layout taken away", func() { os.Remove(filepath.Join(r.town, "layouts", "assets", "favicon.svg")) }},
		{"times that were put back", func() {
			path := filepath.Join(r.town, "content", "pages", "en", "about.md")
			info, err := os.Stat(path)
			must.Succeed(t, err)
			r.edit("content/pages/en/about.md", "the English", "The English")
			os.Chtimes(path, info.ModTime(), info.ModTime())
		}},
		{"a page altered in the site", func() {
			page := filepath.Join(r.out, "about.html")
			text := must.Read(t, page)
			text[len(text)/2] ^= 1
			os.WriteFile(page, text, 0o666)
		}},
		{"a page taken from the site", func() { os.Remove(filepath.Join(r.out, "en", "about.html")) }},
		{"a stranger in the site", func() { os.WriteFile(filepath.Join(r.out, "stray.html"), nil, 0o666) }},
		{"no site", func() { os.RemoveAll(r.out) }},
		{"the marker of the site", func() {
			os.WriteFile(filepath.Join(r.out, output.MarkerName), []byte("tassei tree, format 1\n"), 0o666)
		}},
		{"no memory", func() { os.RemoveAll(filepath.Dir(r.record())) }},
		{"a memory cut off", func() { r.spoil(func(b []byte) []byte { return b[:len(b)-1] }) }},
		{"a memory altered", func() { r.spoil(func(b []byte) []byte { b[len(b)/2] ^= 1; return b }) }},
	}
	r.build()
	var want output.Manifest
	for _, c := range cases {
		if _, recalled := r.build(); !recalled {
			t.Fatalf("before %s: an unchanged build was not recalled", c.name)
		}
		before := r.inputs()
		c.change()
		if _, recalled := r.build(); recalled {
			t.Errorf("%s: not found", c.name)
		}
		if want == nil || !output.Compare(before, r.inputs()).Empty() {
			want = r.fresh()
		}
		r.same(want)
	}
}

// spoil alters the records of the cache, and some of its pictures.
func (r *rebuilder) spoil(how func([]byte) []byte) {
	r.t.Helper()
	n, pictures := 0, 0
	err := filepath.WalkDir(r.cache, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if filepath.Base(filepath.Dir(path)) == "pictures" {
			if pictures++; pictures%20 != 0 {
				return nil
			}
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		return os.WriteFile(path, how(b), 0o666)
	})
	if err != nil || n == 0 {
		r.t.Fatalf("%d records, %v", n, err)
	}
}

// A record of another program is not believed.
func TestAnotherProgramBuildsAgain(t *testing.T) {
	r := newRebuilder(t)
	r.build()
	_, last := r.project().remembered()
	if last == nil {
		t.Fatal("an unchanged build was not recalled")
	}
	last.Program[0] ^= 1
	b, err := freeze.Append(nil, last)
	must.Succeed(t, err)
	keptRecords(r.record()).Put(filepath.Base(r.record()), b)
	if _, recalled := r.build(); recalled {
		t.Error("the record of another program was believed")
	}
}

func (r *rebuilder) record() (file string) {
	r.t.Helper()
	filepath.WalkDir(r.cache, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && filepath.Base(filepath.Dir(path)) == "builds" && !strings.Contains(e.Name(), "-") { // not the texts beside it
			file = path
		}
		return nil
	})
	return file
}

// Without a cache folder, and where it cannot be written, every build is whole.
func TestNoCacheFolderIsNoError(t *testing.T) {
	r := newRebuilder(t)
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	r.build()
	r.edit("data/city.toml", "share_images = true", "share_images = false") // which are drawn each time now
	r.build()
	if _, recalled := r.build(); recalled {
		t.Error("recalled from nowhere")
	}
	r.edit("data/city.toml", "share_images = false", "share_images = true")
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o666)
	t.Setenv("XDG_CACHE_HOME", file)
	t.Setenv("HOME", file)
	if _, recalled := r.build(); recalled {
		t.Error("recalled from a file that is no folder")
	}
}

// A file that was written in the moment of the fingerprint is known by its bytes.
func TestFilesOfTheMoment(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	write := func(text string) {
		must.Succeed(t, os.WriteFile(path, []byte(text), 0o666))
	}
	write("one")
	seen := func() *survey {
		t.Helper()
		s, err := takeSurvey(dir, wholeTree)
		if err == nil {
			err = s.sums(dir, nil)
		}
		must.Succeed(t, err)
		return s
	}
	before := seen()
	if !before.holds(seen(), dir) {
		t.Fatal("an untouched folder does not hold")
	}
	// The hardest case: all times as they were. Only the bytes can tell.
	write("two")
	now := seen()
	for i := range now.Files {
		sum := now.Files[i].Sum
		now.Files[i] = before.Files[i]
		now.Files[i].Sum = sum
	}
	if before.holds(now, dir) {
		t.Error("a change in the same moment was not found")
	}
	again := seen()
	if err := again.sums(dir, before); err != nil || again.find("f").Sum == before.find("f").Sum {
		t.Error("the digest of a file of the moment was believed", err)
	}
	// An hour later the times are enough.
	before.At += int64(time.Hour)
	if !before.holds(now, dir) {
		t.Error("a file of long ago is read")
	}
}

// What is reckoned of a tree that took its turn is what looking at all of it would
// find, but for a file that somebody else put there, which the next survey finds.
func TestSurveyAfter(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"index.html", "FY2024/1-a.html", "FY2024/data/1-a.csv", "ja/data/a.csv"} {
		must.Succeed(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755))
		must.Succeed(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644))
	}
	before, err := takeSurvey(dir, wholeTree)
	must.Succeed(t, err)
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "index.html"), []byte("of another length"), 0o644))
	now, err := takeSurvey(dir, wholeTree)
	must.Succeed(t, err)
	files := []string{"FY2024/1-a.html", "FY2024/data/1-a.csv", "index.html", "ja/data/a.csv"}
	made, err := before.after(dir, files, map[string]bool{"index.html": true})
	if err != nil || !made.unmoved(now) {
		t.Errorf("got %v, want %v, %v", made, now, err)
	}
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "FY2024", "stray"), nil, 0o644))
	if now, err = takeSurvey(dir, wholeTree); err != nil || made.holds(now, dir) {
		t.Error("a stray is not found", err)
	}
}

// What somebody put into a site before it was surveyed is not taken for ours.
func TestStrayBeforeTheSurvey(t *testing.T) {
	for name, put := range map[string]func(dir string) error{
		"nothing": func(string) error { return nil },
		"file":    func(dir string) error { return os.WriteFile(filepath.Join(dir, "ja", "stray.html"), nil, 0o644) },
		"folder":  func(dir string) error { return os.Mkdir(filepath.Join(dir, "ja", "stray"), 0o755) },
		"marker":  func(dir string) error { return os.WriteFile(filepath.Join(dir, "ja", output.MarkerName), nil, 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, file := range []string{"index.html", "ja/data/a.csv"} {
				os.MkdirAll(filepath.Join(dir, filepath.Dir(file)), 0o755)
				must.Succeed(t, os.WriteFile(filepath.Join(dir, file), []byte(file), 0o644))
			}
			files, err := output.Hash(os.DirFS(dir))
			must.Succeed(t, err)
			must.Succeed(t, errors.Join(os.WriteFile(filepath.Join(dir, output.MarkerName), files.Text(), 0o644), put(dir)))
			found, err := takeSurvey(dir, wholeTree)
			must.Succeed(t, err)
			must.Be(t, found.madeOf(files, dir), (name == "nothing"), "taken for ours")
		})
	}
}

// A file that no build reads, because it is too large, is not read for its digest either.
func TestSurveyReadsNothingOfGigabytes(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "f")
	err := os.WriteFile(file, nil, 0o644)
	if err == nil {
		err = os.Truncate(file, 1<<40)
	}
	if err != nil {
		t.Skip(err)
	}
	s, err := takeSurvey(dir, wholeTree)
	if err == nil {
		err = s.sums(dir, nil)
	}
	if err != nil || s.find("f").Sum != [sha256.Size]byte{} {
		t.Errorf("%v %x", err, s.find("f").Sum)
	}
	now, err := takeSurvey(dir, wholeTree)
	if err != nil || s.holds(now, dir) {
		t.Error("it is believed while it may still change", err)
	}
	s.At += int64(time.Hour)
	if !s.holds(now, dir) {
		t.Error("a file of long ago is read")
	}
}
