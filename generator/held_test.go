//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// holdFile makes a file impossible to delete, as one is that Excel has open on
// a file server, until the returned function lets go of it.
func holdFile(t *testing.T, path string) (release func()) {
	t.Helper()
	must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o777))
	must.Succeed(t, os.WriteFile(path, []byte("held"), 0o666))
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
	dir := town(t)
	out := filepath.Join(filepath.Dir(dir), "public")
	build := func(lang string) string {
		t.Helper()
		code, _, said := tassei(t, "build", "--source", dir, "--out", out, "--lang", lang)
		if code != exitFine {
			t.Fatalf("exit %d: %s", code, said)
		}
		return said
	}
	build("en")
	file := filepath.Join(filepath.Dir(out), ".public.tassei", "trash", "data", "a.csv")
	release := holdFile(t, file)
	city := filepath.Join(dir, "data", "city.toml")
	for round := range 3 {
		if round > 0 {
			text := must.Read(t, city)
			changed := strings.Replace(string(text), []string{"", "潮見野町", "汐見野町"}[round], []string{"", "汐見野町", "潮見野町"}[round], 1)
			if changed == string(text) || os.WriteFile(city, []byte(changed), 0o666) != nil {
				t.Fatal("not changed")
			}
		}
		said := build("en")
		must.Be(t, strings.Contains(said, "nothing was written"), (round == 0), "round", round, "unchanged")
		if !strings.Contains(said, file+" could not be deleted: a program such as Excel") || strings.Count(said, "could not") != 1 {
			t.Errorf("round %d: %s", round, said)
		}
	}
	must.Contain(t, build("ja"), file+"を消せませんでした。Excel")
	release()
	if said := build("en"); strings.Contains(said, "could not be deleted") {
		t.Errorf("%s", said)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".public.tassei", "trash*")); len(left) > 0 {
		t.Errorf("%v is still there", left)
	}
}

// Nor is one in the way of a publish into a folder, or of taking that back.
func TestHeldFileStopsNoPublish(t *testing.T) {
	dir := town(t)
	srv := filepath.Join(filepath.Dir(dir), "srv")
	works := func(args ...string) string {
		t.Helper()
		code, _, said := tassei(t, append(args, "--source", dir, "--lang", "en")...)
		if code != exitFine {
			t.Fatalf("%v: exit %d: %s", args, code, said)
		}
		return said
	}
	works("publish", srv)
	city := filepath.Join(dir, "data", "city.toml")
	text, err := os.ReadFile(city)
	if err == nil {
		err = os.WriteFile(city, []byte(strings.Replace(string(text), "潮見野町", "汐見野町", 1)), 0o666)
	}
	must.Succeed(t, err)
	leftover := filepath.Join(srv, output.Temporary("index.html", 1)) // of a run that was killed
	holdFile(t, leftover)
	for _, command := range [][]string{{"publish", srv}, {"publish", "--back", srv}} {
		if said := works(command...); strings.Count(said, leftover+" could not be deleted") != 1 {
			t.Errorf("%v: %s", command, said)
		}
	}
}
