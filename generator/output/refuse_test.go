package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// Each case prepares a project in dir and names the folder to build to; nothing
// in the project may change.
func TestRefusedPlaces(t *testing.T) {
	skipWithoutLinks(t)
	cases := []struct {
		name   string
		out    string
		reason Reason
		setup  func(dir string) error
	}{
		{name: "the source", out: "site", reason: IsSource},
		{name: "the source with a dot", out: "site/.", reason: IsSource},
		{name: "above the source", out: ".", reason: ContainsSource},
		{name: "data", out: "site/data", reason: InProtected},
		{name: "in data", out: "site/data/public", reason: InProtected},
		{name: "in a folder to come", out: "site/archive/x/public", reason: InProtected},
		{name: "by way of a link", out: "link/data/public", reason: InProtected, setup: func(dir string) error {
			return os.Symlink(dir+"/site", dir+"/link")
		}},
		{name: "the source by way of a link above", out: "up/site", reason: IsSource, setup: func(dir string) error {
			return os.Symlink(dir, dir+"/up")
		}},
		{name: "link to data", out: "site/public", reason: IsSymlink, setup: func(dir string) error {
			return os.Symlink(dir+"/site/data", dir+"/site/public")
		}},
		{name: "link to nowhere", out: "site/public", reason: IsSymlink, setup: func(dir string) error {
			return os.Symlink("nowhere", dir+"/site/public")
		}},
		{name: "file", out: "site/public", reason: NotFolder, setup: func(dir string) error {
			return os.WriteFile(dir+"/site/public", nil, 0o644)
		}},
		{name: "somebody else's folder", out: "site/public", reason: NotOurs, setup: func(dir string) error {
			return errors.Join(os.Mkdir(dir+"/site/public", 0o755), os.WriteFile(dir+"/site/public/precious.txt", nil, 0o644))
		}},
		{name: "another marker", out: "site/public", reason: NotOurs, setup: marker("something else")},
		{name: "nearly our marker", out: "site/public", reason: NotOurs, setup: marker(markerLine + "0x\n")},
		{name: "marker is a folder", out: "site/public", reason: NotOurs, setup: func(dir string) error {
			return os.MkdirAll(dir+"/site/public/.tassei", 0o755)
		}},
		{name: "newer format", out: "site/public", reason: NewerFormat, setup: marker("tassei tree, format 2\n")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, folder := range []string{"data", "content", "layouts"} {
				write(t, filepath.Join(dir, "site", folder, "x"), "x")
			}
			if c.setup != nil {
				must.Succeed(t, c.setup(dir))
			}
			before := listing(t, dir)
			opts := Options{Source: filepath.Join(dir, "site")}
			for _, folder := range []string{"data", "content", "layouts", "archive", "generator"} {
				opts.Protected = append(opts.Protected, filepath.Join(dir, "site", folder))
			}
			stage, err := Begin(dir+"/"+c.out, opts)
			if !isRefused(err, c.reason) {
				t.Errorf("got %v, want %v", err, c.reason)
			}
			if err == nil {
				_ = stage.Abort()
			}
			must.Be(t, listing(t, dir), before, "before", "after")
		})
	}
}

func marker(text string) func(dir string) error {
	return func(dir string) error {
		return errors.Join(os.Mkdir(dir+"/site/public", 0o755), os.WriteFile(dir+"/site/public/.tassei", []byte(text), 0o644))
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var text string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		text += path + " " + info.Mode().String() + " " + info.ModTime().String() + "\n"
		return err
	})
	must.Succeed(t, err)
	return text
}

func TestContainsProtected(t *testing.T) {
	dir := t.TempDir()
	_, err := Begin(filepath.Join(dir, "a"), Options{Protected: []string{filepath.Join(dir, "a", "b")}})
	if !isRefused(err, ContainsProtected) {
		t.Errorf("got %v", err)
	}
	if _, err := Begin("/", Options{}); !isRefused(err, BadName) {
		t.Errorf("got %v", err)
	}
}

func TestNotWritableParent(t *testing.T) {
	dir := t.TempDir()
	must.Succeed(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	if os.WriteFile(filepath.Join(dir, "probe"), nil, 0o644) == nil {
		// The superuser may write everywhere, so the refusal is played.
		refuse := &disk{before: func(call, _ string) error {
			if call == "mkdir" {
				return syscall.EACCES
			}
			return nil
		}}
		_, err := Begin(filepath.Join(dir, "public"), Options{disk: refuse})
		if !isRefused(err, NotWritable) {
			t.Errorf("got %v", err)
		}
		return
	}
	for _, out := range []string{"public", "deep/public"} {
		if _, err := Begin(filepath.Join(dir, out), Options{}); !isRefused(err, NotWritable) {
			t.Errorf("%s: got %v", out, err)
		}
	}
}

func TestEmptyFolderIsTaken(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	must.Succeed(t, os.Mkdir(out, 0o755))
	build(t, out, tree{"a": "a"})
	wantTree(t, out, tree{"a": "a"})
}

// What another program puts at the place while a build runs is not lost.
func TestChangedMeanwhile(t *testing.T) {
	for _, before := range []tree{nil, {"a": "old"}} {
		out := filepath.Join(t.TempDir(), "public")
		if before != nil {
			build(t, out, before)
		}
		stage := begun(t, out)
		must.Succeed(t, stage.Write("a", []byte("new")))
		if before != nil {
			must.Succeed(t, os.Rename(out, out+".away"))
		}
		write(t, filepath.Join(out, "precious.txt"), "x")
		if _, err := stage.Commit(); !isRefused(err, ChangedMeanwhile) {
			t.Errorf("got %v", err)
		}
		if _, err := os.Lstat(filepath.Join(out, "precious.txt")); err != nil {
			t.Error(err)
		}
		wantAlone(t, out)
	}
}
