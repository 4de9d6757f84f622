//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// holdFile makes a file impossible to delete, as one is that Excel has open on
// a file server, until the returned function lets go of it.
func holdFile(t *testing.T, path string) (release func()) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("held"), 0o666); err != nil {
		t.Fatal(err)
	}
	let := func() { _ = os.Chmod(filepath.Dir(path), 0o777) }
	if os.Getuid() == 0 { // who may do anything, but for this
		if err := exec.Command("chattr", "+i", path).Run(); err != nil {
			t.Skip("no file can be held here: ", err)
		}
		let = func() { _ = exec.Command("chattr", "-i", path).Run() }
	} else if err := os.Chmod(filepath.Dir(path), 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(let)
	return let
}

// A file of a former site that is held stops neither a build nor one that finds
// nothing to do. One line names it, in the reader's language; once it is free it
// goes.
func TestHeldFileStopsNoBuild(t *testing.T) {
	r := newRebuilder(t)
	r.build()
	file := filepath.Join(filepath.Dir(r.out), ".public.tassei", "trash", "data", "a.csv")
	release := holdFile(t, file)
	for round := range 3 {
		if round > 0 {
			r.edit("data/city.toml", []string{"", "潮見野町", "汐見野町"}[round], []string{"", "汐見野町", "潮見野町"}[round])
		}
		said, recalled := r.build()
		if recalled != (round == 0) {
			t.Errorf("round %d: recalled %v", round, recalled)
		}
		if !strings.Contains(said, file+" could not be deleted: a program such as Excel") || strings.Count(said, "could not") != 1 {
			t.Errorf("round %d: %s", round, said)
		}
	}
	var b strings.Builder
	s := newSession()
	s.stderr = &b
	s.lang, s.source, s.out = "ja", r.town, r.out
	if code := runBuild(s, nil); code != exitFine || !strings.Contains(b.String(), file+"を消せませんでした。Excel") {
		t.Errorf("exit %d: %s", code, b.String())
	}
	release()
	if said, _ := r.build(); strings.Contains(said, "could not be deleted") {
		t.Errorf("%s", said)
	}
	if _, err := os.Lstat(filepath.Dir(filepath.Dir(filepath.Dir(file)))); err == nil {
		t.Error("the work folder is still there")
	}
}
