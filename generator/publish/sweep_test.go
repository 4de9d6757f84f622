package publish

import (
	"os"
	"path/filepath"
	"testing"

	"tassei/generator/must"
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
