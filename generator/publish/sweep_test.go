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
	dir := t.TempDir()
	site := newSite{style: "one", pages: 1, extras: map[string]string{"docs/2023/a/b.html": "x", "docs/2023/c.html": "x", "notes/a/b.html": "x"}}
	must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), dir, quick())))
	write(t, dir, "notes/theirs.txt", "theirs")
	site.extras = nil
	opts := quick()
	opts.Allow = Allow{Removals: true, Years: true, FewerPages: true}
	result, err := Send(t.Context(), site.tree(t), dir, opts)
	if err != nil || result.Removed != 3 {
		t.Errorf("removed %d, %v", result.Removed, err)
	}
	for name, stays := range map[string]bool{"docs": false, "notes/a": false, "notes/theirs.txt": true, "FY2024": true} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}
