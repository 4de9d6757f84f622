package ordinary

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tassei/generator/must"
)

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "file"), []byte("text"), 0o644))
	must.Succeed(t, os.Mkdir(filepath.Join(dir, "folder"), 0o755))
	root, err := os.OpenRoot(dir)
	must.Succeed(t, err)
	defer root.Close()
	wrong := []string{"folder"}
	if pipe(t, filepath.Join(dir, "pipe")) {
		wrong = append(wrong, "pipe")
	}
	for _, name := range wrong {
		if f, err := Open(filepath.Join(dir, name)); !errors.Is(err, fs.ErrInvalid) || f != nil {
			t.Errorf("%s: %v", name, err)
		}
		if f, err := OpenIn(root, name); !errors.Is(err, fs.ErrInvalid) || f != nil {
			t.Errorf("%s in a root: %v", name, err)
		}
	}
	if text, err := ReadUpTo(filepath.Join(dir, "file"), 4); err != nil || string(text) != "text" {
		t.Errorf("%q %v", text, err)
	}
	if _, err := ReadUpTo(filepath.Join(dir, "file"), 3); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a file over the limit: %v", err)
	}
	for _, fsys := range []fs.FS{FS(root), DirFS(dir)} {
		inFS(t, fsys, wrong)
	}
}

// inFS looks at what TestOpen made.
func inFS(t *testing.T, fsys fs.FS, wrong []string) {
	t.Helper()
	for _, name := range wrong {
		if _, err := fs.ReadFile(fsys, name); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if text, err := fs.ReadFile(fsys, "file"); err != nil || string(text) != "text" {
		t.Errorf("%q %v", text, err)
	}
	if list, err := fs.ReadDir(fsys, "."); err != nil || len(list) != len(wrong)+1 {
		t.Errorf("%v %v", list, err)
	}
	if f, err := fsys.Open("pipe"); f != nil {
		t.Errorf("a pipe was opened: %v", err)
	}
	if _, err := fsys.Open("../file"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a way out: %v", err)
	}
}

func TestLitter(t *testing.T) {
	for _, name := range []string{".DS_Store", "~$a.xlsx", "a.toml~", "#a.toml#", "Thumbs.db", "DESKTOP.INI", "a.toml.bak", "a.SWP", "4913", "Icon\r"} {
		if !Litter(name) {
			t.Errorf("%q is litter", name)
		}
	}
	for _, name := range []string{"a.toml", "#a.md", "bak", "1-a", "4913.md", "icon.svg", "a~b.md"} {
		if Litter(name) {
			t.Errorf("%q is no litter", name)
		}
	}
}
