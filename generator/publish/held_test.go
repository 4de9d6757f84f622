package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// A folder that is not empty cannot be removed as a file is, whoever tries: it
// stands here for a file that a program holds.
func hold(t *testing.T, dir, name string) {
	t.Helper()
	write(t, dir, name+"/open", "held")
}

func isThere(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}

// What a killed run left half written and somebody holds now stops no publish to
// a folder, is named, and goes as soon as it can.
func TestHeldLeftoverOfAFolder(t *testing.T) {
	site := newSite{style: "one", pages: 6}
	dir := t.TempDir()
	must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), dir, quick())))
	const left = "FY2024/.goal-1.html.tassei"
	hold(t, dir, left)
	for round := range 3 {
		site.edits = map[int]string{1: strings.Repeat("x", round+1)}
		tree := site.tree(t)
		result, err := Send(t.Context(), tree, dir, quick())
		must.Succeed(t, err, "round", round)
		if result.Held == nil || result.Held.Path != filepath.Join(dir, filepath.FromSlash(left)) {
			t.Errorf("round %d: held %+v", round, result.Held)
		}
		if isThere(dir, left+"-2") {
			t.Errorf("round %d: a second leftover", round)
		}
	}
	os.Remove(filepath.Join(dir, filepath.FromSlash(left), "open"))
	site.edits = map[int]string{1: "last"}
	tree := site.tree(t)
	if result, err := Send(t.Context(), tree, dir, quick()); err != nil || result.Held != nil || isThere(dir, left) {
		t.Errorf("%v, held %+v", err, result.Held)
	}
	checkSame(t, dir, tree)
}

// Leftovers of every name that a file is written under go.
func TestLeftoversOfEveryNameGo(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, ".a.html.tassei-2", "half")
	write(t, dir, ".a.html.tassei-4", "half")
	hold(t, dir, ".a.html.tassei")
	r, err := openDir(dir)
	must.Succeed(t, err)
	defer r.close()
	if err := r.remove(t.Context(), folderTemp("a.html")); err != nil {
		t.Error(err)
	}
	if isThere(dir, ".a.html.tassei-2") || isThere(dir, ".a.html.tassei-4") {
		t.Error("half written files stay")
	}
	if held := r.(*dirRemote).held(); held == nil || held.Files != 1 || held.Path != filepath.Join(dir, ".a.html.tassei") {
		t.Errorf("held %+v", held)
	}
}

// A twin that no file needs and somebody holds stops nothing; what a killed run
// left of one goes.
func TestHeldTwinIsInNobodysWay(t *testing.T) {
	keep := t.TempDir()
	old := "1-" + strings.Repeat("ab", 32)
	hold(t, keep, old+".gz")
	write(t, keep, old+".br", "of a former page")
	write(t, keep, "."+old+".br.tassei-2", "half")
	write(t, keep, "notes.txt", "theirs")
	tree := newSite{style: "one", pages: 3}.tree(t)
	for range 2 {
		packed, err := Precompress(t.Context(), tree, keep, 1)
		must.Succeed(t, err)
		if packed.Held == nil || packed.Held.Path != filepath.Join(keep, old+".gz") {
			t.Errorf("held %+v", packed.Held)
		}
	}
	for name, want := range map[string]bool{old + ".br": false, "." + old + ".br.tassei-2": false, "notes.txt": true} {
		must.Be(t, isThere(keep, name), want, name, "is there", !want)
	}
}

// In the folder of a set that is uploaded by hand, what a killed run left half
// written is ours whatever its number, and goes.
func TestLeftoversInTheUploadFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "changes")
	site := newSite{style: "one", pages: 3}
	opts := ChangesOptions{Options: quick()}
	must.Succeed(t, must.Err(Changes(t.Context(), site.tree(t), dir, opts)))
	write(t, dir, UploadFolder+"/FY2024/.goal-1.html.tassei-2", "half")
	hold(t, dir, UploadFolder+"/FY2024/.goal-1.html.tassei")
	site.edits = map[int]string{2: "x"}
	result, err := Changes(t.Context(), site.tree(t), dir, opts)
	if err == nil {
		t.Fatal("a file of a stranger was taken for ours") // the file inside what is held
	}
	os.Remove(filepath.Join(dir, UploadFolder, "FY2024", ".goal-1.html.tassei", "open"))
	if result, err = Changes(t.Context(), site.tree(t), dir, opts); err != nil || result.Held != nil {
		t.Fatalf("%v, held %+v", err, result.Held)
	}
	if isThere(dir, UploadFolder+"/FY2024/.goal-1.html.tassei-2") {
		t.Error("the half written file stays")
	}
	// Half of a file that is not ours is not ours.
	write(t, dir, UploadFolder+"/.mine.txt.tassei-2", "half")
	site.edits = nil
	if _, err := Changes(t.Context(), site.tree(t), dir, opts); !errors.As(err, new(*ForeignError)) || !isThere(dir, UploadFolder+"/.mine.txt.tassei-2") {
		t.Errorf("half of a stranger's file: %v", err)
	}
}
