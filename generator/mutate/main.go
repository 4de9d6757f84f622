// Command mutate asks what the tests of a package would miss: it changes one
// sign of its code at a time (< to <=, + to -, && to ||, true to false …), runs
// the package's tests, and prints each change that no test has noticed.
//
//	go run ./generator/mutate [-run PATTERN] [-skip PATTERN] [-short] [-every 10] [-patience 15s] [-again LIST] [-by ./PACKAGE] ./generator/kpi [FILE.go…]
//
// All changes are compiled into one test program, in which each waits for its
// number; each costs a run of the tests that come by it, the quickest first. The files of the project are never written: a changed file is laid over
// the true one by the go command. It ends with 1 if a change went unnoticed.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	run := flag.String("run", "", "only these tests, and of them, after a slash, only these subtests")
	skip := flag.String("skip", "", "not these tests: those that are slow and find nothing that the others do not")
	short := flag.Bool("short", false, "run the tests with -short")
	every := flag.Int("every", 1, "only every so manieth change, for a sample")
	patience := flag.Duration("patience", 15*time.Second, "tests that take this and five times as long as without a change have noticed it")
	again := flag.String("again", "", "only the changes that this file lists: what an earlier run printed, for slower tests to look at")
	by := flag.String("by", "", "the package whose tests are run, where it is another one")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./generator/mutate [-run PATTERN] [-skip PATTERN] [-short] [-every 10] [-patience 15s] [-again LIST] [-by ./PACKAGE] ./PACKAGE [FILE.go…]")
		os.Exit(2)
	}
	survivors, total, err := mutate(flag.Arg(0), flag.Args()[1:], options{*run, *skip, *short, max(*every, 1), *patience, *again, *by})
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
	run      string
	skip     string
	short    bool
	every    int // only each so manieth change
	patience time.Duration
	again    string // a file of changes
	by       string // another package, for its tests
}

// tests are what run says of tests, without what it says of their subtests.
func (o options) tests() string {
	tests, _, _ := strings.Cut(o.run, "/")
	return tests
}

// mutate tries every change in the named files of a package, or in all but its
// tests. All are compiled at once and tried one by one; one that cannot be compiled
// with the others is compiled alone, and does not count if that fails too.
func mutate(dir string, names []string, o options) (survivors, total int, err error) {
	if len(names) == 0 {
		all, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return 0, 0, err
		}
		for _, name := range all {
			base := filepath.Base(name)
			here, err := build.Default.MatchFile(dir, base) // what is built on this system
			if err != nil {
				return 0, 0, err
			}
			if here && !strings.HasSuffix(base, "_test.go") {
				names = append(names, base)
			}
		}
	}
	all, err := load(dir, names, o)
	if err != nil {
		return 0, 0, err
	}
	b, err := compile(dir, cmp.Or(o.by, dir), all)
	if err != nil {
		return 0, 0, err
	}
	defer b.remove()
	if err := b.rehearse(o); err != nil {
		return 0, 0, err
	}
	for i, m := range all {
		binary := b.binary()
		if b.alone[i] {
			alone, ok, err := b.buildAlone(m)
			if err != nil {
				return survivors, total, err
			}
			if !ok {
				continue
			}
			binary = alone
		}
		noticed, err := b.noticed(i, binary, o)
		if err != nil {
			return survivors, total, err
		}
		total++
		if !noticed {
			survivors++
			why := "is not noticed"
			if len(b.rounds(i)) == 0 {
				why = "is not noticed: no test comes here"
			}
			fmt.Println(m, why)
		}
	}
	return survivors, total, nil
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
