package publish

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

func TestZip(t *testing.T) {
	tree := newSite{style: "one", pages: 3}.tree(t)
	name := filepath.Join(t.TempDir(), "site.zip")
	must.Succeed(t, must.Err(Send(t.Context(), tree, name, quick())))
	firstBytes := read(t, filepath.Dir(name), "site.zip")

	archive, err := zip.OpenReader(name)
	must.Succeed(t, err)
	manifest, difference, err := output.Verify(archive)
	archive.Close()
	if err != nil || !difference.Empty() || len(manifest) != len(tree.Files) {
		t.Errorf("the zip does not hold the tree: %+v, %v", difference, err)
	}

	// The same tree from a folder, at another place and time.
	dir := t.TempDir()
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, quick())))
	write(t, dir, "foreign.txt", "not of the tree")
	again, err := OpenTree(os.DirFS(dir))
	must.Succeed(t, err)
	other := filepath.Join(t.TempDir(), "other.ZIP")
	must.Succeed(t, must.Err(Send(t.Context(), again, other, quick())))
	must.Be(t, read(t, filepath.Dir(other), "other.ZIP"), firstBytes, "the same tree gave other bytes")

	next := newSite{style: "one", pages: 3, edits: map[int]string{1: "x"}}.tree(t)
	plan, err := Preview(t.Context(), next, name, quick())
	if err != nil || len(plan.Lines()) != 6 {
		t.Errorf("preview: %v, %v", plan.Lines(), err)
	}
	if report, err := Verify(t.Context(), next.Files, name, quick()); err != nil || len(report.Missing) != 2 || len(report.Extra) != 2 {
		t.Errorf("verify: %+v, %v", report, err)
	}
	if report, err := Verify(t.Context(), nil, name, quick()); err != nil || !report.Good() {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func TestZipThatIsNotOurs(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "site.zip", "theirs")
	tree := newSite{style: "one", pages: 1}.tree(t)
	_, err := Send(t.Context(), tree, filepath.Join(dir, "site.zip"), quick())
	var foreign *ForeignError
	if !errors.As(err, &foreign) || read(t, dir, "site.zip") != "theirs" {
		t.Errorf("got %v", err)
	}
	tree.Files[0].Sum[0] ^= 1
	opts := quick()
	opts.Adopt = true
	_, err = Send(t.Context(), tree, filepath.Join(dir, "site.zip"), opts)
	var source *SourceError
	if !errors.As(err, &source) || read(t, dir, "site.zip") != "theirs" {
		t.Errorf("a tree that does not hold what it lists: %v", err)
	}
}

// A clerk's own archive of the same name, and what a clerk put into ours, stay
// until it is said that they may go.
func TestZipOfSomebodyElse(t *testing.T) {
	tree := newSite{style: "one", pages: 2}.tree(t)
	next := newSite{style: "one", pages: 2, edits: map[int]string{0: "x"}}.tree(t)
	for _, c := range []struct {
		name  string
		make  func(*testing.T, string)
		paths func(name string) []string // that are said to be foreign; nil where it is refused for good
	}{
		{"their own archive", func(t *testing.T, name string) {
			packZip(t, name, map[string]string{"index.html": "theirs", "minutes.docx": "theirs"})
		}, func(name string) []string { return []string{name} }},
		{"their own archive with a file of our name", func(t *testing.T, name string) {
			packZip(t, name, map[string]string{output.MarkerName: "notes on a reading of tea leaves"})
		}, func(name string) []string { return []string{name} }},
		{"ours, with something added", func(t *testing.T, name string) {
			files := map[string]string{output.MarkerName: string(tree.Files.Text()), "minutes.docx": "theirs", "en/plan.xlsx": "theirs"}
			for _, file := range tree.Files {
				text, err := fs.ReadFile(tree.FS, file.Path)
				must.Succeed(t, err)
				files[file.Path] = string(text)
			}
			packZip(t, name, files)
		}, func(string) []string { return []string{"en/plan.xlsx", "minutes.docx"} }},
		{"a folder", func(t *testing.T, name string) { write(t, name, "minutes.docx", "theirs") }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, "site.zip")
			c.make(t, name)
			before, err := output.Hash(os.DirFS(dir))
			must.Succeed(t, err)
			_, sending := Send(t.Context(), next, name, quick())
			_, planning := Preview(t.Context(), next, name, quick())
			for _, err := range []error{sending, planning} {
				var foreign *ForeignError
				switch {
				case c.paths == nil && !isRefused(err):
					t.Errorf("got %v", err)
				case c.paths != nil && (!errors.As(err, &foreign) || !slices.Equal(foreign.Paths, c.paths(name))):
					t.Errorf("got %v", err)
				}
			}
			opts := quick()
			opts.Adopt = true
			if c.paths == nil {
				if _, err := Send(t.Context(), next, name, opts); !isRefused(err) {
					t.Errorf("got %v", err)
				}
			}
			after, err := output.Hash(os.DirFS(dir))
			if err != nil || !slices.Equal(before, after) {
				t.Errorf("it was touched: %v", err)
			}
			if c.paths == nil {
				return
			}
			must.Succeed(t, must.Err(Send(t.Context(), next, name, opts)))
			if report, err := Verify(t.Context(), next.Files, name, quick()); err != nil || !report.Good() {
				t.Errorf("%+v, %v", report, err)
			}
		})
	}
}

func packZip(t *testing.T, name string, files map[string]string) {
	t.Helper()
	var text bytes.Buffer
	w := zip.NewWriter(&text)
	for _, p := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(p)
		if err == nil {
			_, err = f.Write([]byte(files[p]))
		}
		must.Succeed(t, err)
	}
	must.Succeed(t, w.Close())
	write(t, filepath.Dir(name), filepath.Base(name), text.String())
}
