package publish

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// All is sent again when that is asked for, though the target's list says that nothing changed.
func TestEverything(t *testing.T) {
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 3}.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, quick())))
	write(t, dir, "FY2024/goal-1.html", "damaged")
	opts := quick()
	opts.Everything, opts.Adopt = true, true
	result, err := Send(t.Context(), tree, dir, opts)
	if err != nil || result.Sent != len(tree.Files) {
		t.Errorf("sent %d of %d, %v", result.Sent, len(tree.Files), err)
	}
	checkSame(t, dir, tree)
}

// A folder that holds nothing any more goes, with those above it; one in which somebody
// else's file lies stays with it.
func TestEmptyFoldersGo(t *testing.T) {
	ssh, far := startSSH(t), t.TempDir()
	ssh.know(t, ssh.hostKey, ssh.port)
	near := t.TempDir()
	checkEmptyFolders(t, near, near, quick())
	checkEmptyFolders(t, "sftp://"+ssh.user+"@127.0.0.1:"+ssh.port+far, far, ssh.options())
}

func checkEmptyFolders(t *testing.T, target, dir string, opts Options) {
	t.Helper()
	site := newSite{style: "one", pages: 2, extras: map[string]string{"docs/2023/a/b.html": "x", "docs/2023/c.html": "x", "notes/a/b.html": "x"}}
	must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), target, opts)))
	write(t, dir, "notes/theirs.txt", "theirs")
	site.pages, site.extras = 1, nil
	opts.Allow = Allow{Removals: true, Years: true, FewerPages: true}
	result, err := Send(t.Context(), site.tree(t), target, opts)
	if err != nil || result.Removed != 7 {
		t.Errorf("%s: removed %d, %v", target, result.Removed, err)
	}
	for name, stays := range map[string]bool{"docs": false, "notes/a": false, "notes/theirs.txt": true, "FY2024": true} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
			t.Errorf("%s: %s: %v", target, name, err)
		}
	}
	checkSame(t, dir, site.tree(t), "notes/theirs.txt")
}

// clearing is a folder that writes down what is removed there, and answers as it is told.
type clearing struct {
	*dirRemote
	answers map[string]error
	asked   []string
}

func (c *clearing) remove(_ context.Context, p string) error {
	c.asked = append(c.asked, p)
	return c.answers[p]
}

func (c *clearing) removeDir(_ context.Context, p string) error {
	c.asked = append(c.asked, p+"/")
	return c.answers[p]
}

func (c *clearing) mkdir(_ context.Context, p string) error {
	c.asked = append(c.asked, "make "+p)
	return c.answers[p]
}

func clearingEngine(t *testing.T, answers map[string]error) (*engine, *clearing) {
	t.Helper()
	e, err := newEngine(place{scheme: schemeDir, path: t.TempDir()}, newSite{}.tree(t), Options{Attempts: 1}.filled())
	must.Succeed(t, err)
	d, err := openDir(e.place.path)
	must.Succeed(t, err)
	c := &clearing{dirRemote: d.(*dirRemote), answers: answers}
	e.line.dial = func(context.Context) (remote, error) { return c, nil }
	t.Cleanup(e.line.close)
	return e, c
}

// What an interrupted run left half written goes, unless this run wrote over it or its
// folder is gone. A target that refuses is in nobody's way; a broken line is.
func TestHalfWrittenFilesGo(t *testing.T) {
	temp := folderTemp
	held := temp("held.html")
	e, c := clearingEngine(t, map[string]error{
		held: &RefusedError{Path: held}, temp("none.html"): fs.ErrNotExist, temp("broken.html"): io.ErrUnexpectedEOF,
	})
	j := &job{items: []item{{file: output.File{Path: "new.html"}}}, absent: map[string]bool{"gone": true}}
	j.state.begun = []string{"held.html", "new.html", "none.html", "gone/x.html", "half.html"}
	must.Succeed(t, e.sweepTemps(t.Context(), j))
	must.Equal(t, c.asked, []string{held, temp("none.html"), temp("half.html")})
	if h := e.result.Held; h == nil || h.Files != 1 || h.Path != held {
		t.Errorf("held: %+v", h)
	}
	j.state.begun = []string{"broken.html", "half.html"}
	if err := e.sweepTemps(t.Context(), j); err == nil {
		t.Error("a broken line was not told")
	}
}

// Only folders are asked to go that hold nothing of the tree and are there, the deepest first.
func TestFoldersThatMayBeEmpty(t *testing.T) {
	e, c := clearingEngine(t, nil)
	j := &job{absent: map[string]bool{"gone": true}}
	for _, p := range []string{"FY2024/old.html", "gone/old.html", "docs/a/old.html"} {
		j.leaving = append(j.leaving, leaving{path: p})
	}
	e.tree.Files = output.Manifest{{Path: "FY2024/index.html"}}
	must.Succeed(t, e.sweep(t.Context(), j))
	must.Equal(t, c.asked, []string{"docs/a/", "docs/"})
	c.answers = map[string]error{"docs/a": io.ErrUnexpectedEOF}
	if err := e.sweep(t.Context(), j); err == nil {
		t.Error("a broken line was not told")
	}
}

// Only folders that are missing are made; the root was made before.
func TestFoldersThatAreMissing(t *testing.T) {
	e, c := clearingEngine(t, nil)
	j := &job{folders: []string{".", "a", "b", "b/c"}, absent: map[string]bool{".": true, "b": true, "b/c": true}}
	must.Succeed(t, e.makeFolders(t.Context(), j))
	must.Equal(t, c.asked, []string{"make b", "make b/c"})
}
