package layout_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/layout"
	"tassei/generator/must"
)

// What is no ordinary file is refused wherever it lies in the city's folder, also
// where the program would not have looked, and nothing else is read.
func TestRefusedInTheCitysFolder(t *testing.T) {
	big := strings.Repeat("x", 1<<20+1)
	for _, c := range []struct {
		name string
		file fstest.MapFile
		want string
	}{
		{"base.html", fstest.MapFile{Mode: fs.ModeSymlink}, "base.html:1:1: special"},
		{"messages/ja.toml", fstest.MapFile{Mode: fs.ModeNamedPipe}, "messages/ja.toml:1:1: special"},
		{"elsewhere/device", fstest.MapFile{Mode: fs.ModeDevice}, "elsewhere/device:1:1: special"},
		{"parts", fstest.MapFile{Mode: fs.ModeSymlink}, "parts:1:1: special"},
		{"messages/en.toml", fstest.MapFile{Data: []byte(big)}, "messages/en.toml:1:1: large"},
		{"a/b/c/d/e/f/g/h/i/j.html", fstest.MapFile{}, "a/b/c/d/e/f/g/h/i:1:1: deep"},
		{"parts/.#nav.html", fstest.MapFile{Mode: fs.ModeSymlink}, ""}, // an editor's lock
	} {
		own := fstest.MapFS{c.name: &c.file, "parts/broken.html": {Data: []byte("{{")}}
		if c.want == "" || c.name == "parts" {
			delete(own, "parts/broken.html")
		}
		_, err := layout.Load(files("base.html", "x", "pages/x.html", ""), own, nil, nil)
		must.Be(t, lines(layout.Problems(err)), c.want, c.name)
	}
	many := fstest.MapFS{}
	for i := range 1001 {
		many[fmt.Sprintf("parts/%d.html", i)] = &fstest.MapFile{}
	}
	_, err := layout.Load(files("base.html", "x", "pages/x.html", ""), many, nil, nil)
	must.Be(t, lines(layout.Problems(err)), "parts/999.html:1:1: many")
}

// On a real disk a link is seen as what it is, not as what it leads to.
func TestLinksOnDisk(t *testing.T) {
	dir := t.TempDir()
	must.Succeed(t, os.MkdirAll(filepath.Join(dir, "parts"), 0o755))
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "own.html"), []byte("x"), 0o644))
	if err := os.Symlink("../own.html", filepath.Join(dir, "parts", "nav.html")); err != nil {
		t.Skip(err)
	}
	must.Succeed(t, os.Symlink("parts", filepath.Join(dir, "pages")))
	root, err := os.OpenRoot(dir)
	must.Succeed(t, err)
	defer root.Close()
	_, err = layout.Load(files("base.html", "x", "pages/x.html", ""), root.FS(), nil, nil)
	if got, want := lines(layout.Problems(err)), "pages:1:1: special\nparts/nav.html:1:1: special"; got != want {
		t.Errorf("got %s", got)
	}
}
