package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"tassei/generator/desk"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/towns"
)

// serve --open hands the address to the system's own opener, once, and without
// the flag nothing is opened.
func TestServeOpensTheBrowser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the opener of this system is not a program that a test can stand in for")
	}
	dir := t.TempDir()
	asked := filepath.Join(dir, "asked")
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\necho \"$1\" >>\""+asked+"\"\n"), 0o755))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	for _, wanted := range []bool{false, true} {
		s := newSession()
		s.stderr, s.browse = io.Discard, wanted
		s.previewed(desk.Event{Address: "http://127.0.0.1:8000/", Files: 1})
		s.previewed(desk.Event{Files: 1, Changed: true})
		text := ""
		for range 200 {
			if b, _ := os.ReadFile(asked); len(b) > 0 || !wanted {
				text = string(b)
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if want := map[bool]string{true: "http://127.0.0.1:8000/\n"}[wanted]; text != want {
			t.Errorf("--open %v: opened %q", wanted, text)
		}
	}
	for system, want := range map[string]string{"windows": "rundll32", "darwin": "open", "freebsd": "xdg-open"} {
		if name, args := opener(system, "http://127.0.0.1:1/"); name != want || args[len(args)-1] != "http://127.0.0.1:1/" {
			t.Errorf("%s: %s %v", system, name, args)
		}
	}
}

// What is kept of translations is not written over what another command has written there
// since the city was read, or began to be kept.
func TestTextsChangedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	must.Succeed(t, towns.Write(dir, towns.Options{Indicators: 3, Years: 1, Seed: 1}))
	for _, reason := range []output.Reason{output.Exists, output.ChangedMeanwhile} {
		src, _, err := source.Open(dir)
		must.Succeed(t, err)
		defer src.Close()
		edits := withTexts(src, nil, src.BeginTexts)
		if reason == output.ChangedMeanwhile {
			edits = withTexts(src, nil, func(map[string][]byte) ([]byte, bool) { return []byte("of this command\n"), true })
		}
		if len(edits) != 1 {
			t.Fatalf("%d edits", len(edits))
		}
		other := []byte("of another command, before it was " + reason.String() + "\n")
		must.Succeed(t, os.WriteFile(filepath.Join(dir, source.TextsFile), other, 0o666))
		var refused *output.RefusedError
		if _, err := output.WriteSet(dir, edits); !errors.As(err, &refused) || refused.Reason != reason {
			t.Errorf("got %v, want %v", err, reason)
		}
	}
}
