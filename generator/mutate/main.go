// Command mutate asks what the tests of a package would miss: it changes one
// sign of its code at a time (< to <=, + to -, && to ||, true to false …), runs
// the package's tests, and prints each change that no test has noticed.
//
//	go run ./generator/mutate [-run PATTERN] [-short] [-every 10] [-timeout 60s] ./generator/kpi [FILE.go…]
//
// All changes are compiled into one test program, in which each waits for its
// number. The files of the project are never written: a changed file is laid over
// the true one by the go command. It ends with 1 if a change went unnoticed.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
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
	short := flag.Bool("short", false, "run the tests with -short")
	every := flag.Int("every", 1, "only every so manieth change, for a sample")
	timeout := flag.Duration("timeout", time.Minute, "for the tests of one change; one that takes longer counts as noticed")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./generator/mutate [-run PATTERN] [-short] [-every 10] [-timeout 60s] ./PACKAGE [FILE.go…]")
		os.Exit(2)
	}
	survivors, total, err := mutate(flag.Arg(0), flag.Args()[1:], options{*run, *short, max(*every, 1), *timeout})
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	fmt.Printf("%d of %d changes were noticed\n", total-survivors, total)
	if survivors > 0 {
		os.Exit(1)
	}
}

// options are how the tests are run.
type options struct {
	run     string
	short   bool
	every   int // only each so manieth change
	timeout time.Duration
}

// mutate tries every change in the named files of a package, or in all but its
// tests. All are compiled at once and run one by one; one that cannot be compiled
// with the others is compiled alone, and does not count if that fails too.
func mutate(dir string, names []string, o options) (survivors, total int, err error) {
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
	if noticed, _, out := tested(dir, "", o); noticed {
		return 0, 0, fmt.Errorf("the tests of %s fail without any change:\n%s", dir, out)
	}
	all, err := load(dir, names, o.every)
	if err != nil {
		return 0, 0, err
	}
	b, err := compile(dir, all)
	if err != nil {
		return 0, 0, err
	}
	defer b.remove()
	for i, m := range all {
		noticed, counts := false, true
		if b.alone[i] {
			noticed, counts, err = try(dir, m.path, m.in(m.source), o)
			if err != nil {
				return survivors, total, err
			}
		} else if noticed, err = b.run(i, o); err != nil {
			return survivors, total, err
		}
		if !counts {
			continue
		}
		total++
		if !noticed {
			survivors++
			fmt.Printf("%s:%d:%d: %s for %s is not noticed\n", m.path, m.at.Line, m.at.Column, m.new, m.old)
		}
	}
	return survivors, total, nil
}

// try runs the tests with other text in the place of one file.
func try(dir, path string, text []byte, o options) (noticed, counts bool, err error) {
	place := filepath.Join(os.TempDir(), fmt.Sprintf("tassei-mutate-%d", os.Getpid()))
	scratch, err := output.OpenFolder(place)
	if err != nil {
		return false, false, err
	}
	defer output.RemoveTree(place)
	defer scratch.Close()
	real, err := filepath.Abs(path)
	if err != nil {
		return false, false, err
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {real: filepath.Join(place, "changed.go")}})
	if err != nil {
		return false, false, err
	}
	if err := errors.Join(scratch.Put("changed.go", bytes.NewReader(text)), scratch.Put("overlay.json", bytes.NewReader(overlay))); err != nil {
		return false, false, err
	}
	noticed, compiles, _ := tested(dir, filepath.Join(place, "overlay.json"), o)
	return noticed, compiles, nil
}

// tested runs the tests of a package and reports whether they fail, as do those
// of a loop that never ends, and whether there was anything to run.
func tested(dir, overlay string, o options) (fails, compiles bool, out []byte) {
	args := []string{"test", "-failfast", "-count=1", "-vet=off", "-timeout", o.timeout.String()}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	if o.short {
		args = append(args, "-short")
	}
	if o.run != "" {
		args = append(args, "-run", o.run)
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*o.timeout+time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, "go", append(args, "./"+filepath.ToSlash(filepath.Clean(dir)))...).CombinedOutput()
	return err != nil, !bytes.Contains(out, []byte("[build failed]")), out
}

// change is another sign in one place.
type change struct {
	at       token.Position
	old, new string
	of       ast.Node // what it changes,
	from, to int      // and where that lies in the file
}

func (c change) in(source []byte) []byte {
	return slices.Concat(source[:c.at.Offset], []byte(c.new), source[c.at.Offset+len(c.old):])
}
