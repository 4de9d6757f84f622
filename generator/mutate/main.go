// Command mutate asks what the tests of a package would miss: it changes one
// sign of its code at a time (< to <=, + to -, && to ||, true to false …), runs
// the package's tests, and prints each change that no test has noticed.
//
//	go run ./generator/mutate [-run PATTERN] [-timeout 60s] ./generator/kpi [FILE.go…]
//
// The files of the project are never written: a changed file is laid over the
// true one by the go command. It ends with 1 if a change went unnoticed.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tassei/generator/output"
)

func main() {
	run := flag.String("run", "", "only these tests")
	timeout := flag.Duration("timeout", time.Minute, "for the tests of one change; one that takes longer counts as noticed")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./generator/mutate [-run PATTERN] [-timeout 60s] ./PACKAGE [FILE.go…]")
		os.Exit(2)
	}
	survivors, total, err := mutate(flag.Arg(0), flag.Args()[1:], *run, *timeout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	fmt.Printf("%d of %d changes were noticed\n", total-survivors, total)
	if survivors > 0 {
		os.Exit(1)
	}
}

// mutate tries every change in the named files of a package, or in all but its
// tests.
func mutate(dir string, names []string, run string, timeout time.Duration) (survivors, total int, err error) {
	if len(names) == 0 {
		all, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return 0, 0, err
		}
		for _, name := range all {
			if !strings.HasSuffix(name, "_test.go") {
				names = append(names, filepath.Base(name))
			}
		}
	}
	if noticed, out := tested(dir, "", run, timeout); noticed {
		return 0, 0, fmt.Errorf("the tests of %s fail without any change:\n%s", dir, out)
	}
	for _, name := range names {
		path := filepath.Join(dir, name)
		source, err := os.ReadFile(path)
		if err != nil {
			return survivors, total, err
		}
		list, err := changes(path, source)
		if err != nil {
			return survivors, total, err
		}
		for _, c := range list {
			noticed, err := try(dir, path, c.in(source), run, timeout)
			if err != nil {
				return survivors, total, err
			}
			total++
			if !noticed {
				survivors++
				fmt.Printf("%s:%d:%d: %s for %s is not noticed\n", path, c.at.Line, c.at.Column, c.new, c.old)
			}
		}
	}
	return survivors, total, nil
}

// try runs the tests with other text in the place of one file.
func try(dir, path string, text []byte, run string, timeout time.Duration) (noticed bool, err error) {
	place := filepath.Join(os.TempDir(), fmt.Sprintf("tassei-mutate-%d", os.Getpid()))
	scratch, err := output.OpenFolder(place)
	if err != nil {
		return false, err
	}
	defer output.RemoveTree(place)
	defer scratch.Close()
	real, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {real: filepath.Join(place, "changed.go")}})
	if err != nil {
		return false, err
	}
	if err := errors.Join(scratch.Put("changed.go", bytes.NewReader(text)), scratch.Put("overlay.json", bytes.NewReader(overlay))); err != nil {
		return false, err
	}
	noticed, _ = tested(dir, filepath.Join(place, "overlay.json"), run, timeout)
	return noticed, nil
}

// tested runs the tests of a package and reports whether they fail. Code that
// does not compile fails too, and a loop that never ends.
func tested(dir, overlay, run string, timeout time.Duration) (fails bool, out []byte) {
	args := []string{"test", "-failfast", "-count=1", "-vet=off", "-timeout", timeout.String()}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	if run != "" {
		args = append(args, "-run", run)
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*timeout+time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, "go", append(args, "./"+filepath.ToSlash(filepath.Clean(dir)))...).CombinedOutput()
	return err != nil, out
}

// change is another sign in one place.
type change struct {
	at       token.Position
	old, new string
}

func (c change) in(source []byte) []byte {
	return slices.Concat(source[:c.at.Offset], []byte(c.new), source[c.at.Offset+len(c.old):])
}
