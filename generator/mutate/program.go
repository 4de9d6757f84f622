package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"tassei/generator/output"
)

// mutation is a change with the file that it is made in.
type mutation struct {
	change
	path   string
	source []byte
}

// load lists the changes of some files, each so manieth.
func load(dir string, names []string, every int) (all []mutation, err error) {
	n := 0
	for _, name := range names {
		path := filepath.Join(dir, name)
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		list, err := changes(path, source)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if n++; n%every == 0 {
				all = append(all, mutation{c, path, source})
			}
		}
	}
	return all, nil
}

// program is a test program with all changes in it.
type program struct {
	place, dir string
	alone      map[int]bool // what cannot be compiled with the others
	trials     []trial
}

func (b *program) remove() { output.RemoveTree(b.place) }

var faultOf = regexp.MustCompile(`(?m)^(?:.*/)?([^/\s:]+\.go):(\d+):\d+: `)

// compile makes the program. A line that the compiler refuses is left as it was,
// and its changes are tried alone.
func compile(dir string, all []mutation) (*program, error) {
	b := &program{place: filepath.Join(os.TempDir(), fmt.Sprintf("tassei-mutate-%d-all", os.Getpid())), dir: dir, alone: map[int]bool{}}
	var out []byte
	for range 20 {
		var err error
		if out, err = b.build(all); err == nil {
			return b, nil
		}
		refused := 0
		for _, found := range faultOf.FindAllStringSubmatch(string(out), -1) {
			for i, m := range all {
				if !b.alone[i] && filepath.Base(m.path) == found[1] && strconv.Itoa(m.at.Line) == found[2] {
					b.alone[i] = true
					refused++
				}
			}
		}
		if refused == 0 {
			break
		}
	}
	b.remove()
	return nil, fmt.Errorf("the changes of %s do not compile:\n%s", dir, out)
}

func (b *program) build(all []mutation) ([]byte, error) {
	files := map[string][]int{}
	for i, m := range all {
		if !b.alone[i] {
			files[m.path] = append(files[m.path], i)
		}
	}
	texts := map[string][]byte{}
	for path, numbers := range files {
		var list []change
		var waits []int
		for _, i := range numbers {
			list = append(list, all[i].change)
			waits = append(waits, i+1)
		}
		source := all[numbers[0]].source
		texts[path] = together(path, source, list, waits)
		texts[filepath.Join(b.dir, "mutant_helpers.go")] = fmt.Appendf(nil, helpers, packageOf(source), len(all)+1)
	}
	return b.overlaid(texts, b.binary())
}

// overlaid compiles the tests with other texts in the place of files.
func (b *program) overlaid(texts map[string][]byte, binary string) ([]byte, error) {
	scratch, err := output.OpenFolder(b.place)
	if err != nil {
		return nil, err
	}
	defer scratch.Close()
	replace := map[string]string{}
	for path, text := range texts {
		real, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		replace[real] = filepath.Join(b.place, filepath.Base(path))
		if err := scratch.Put(filepath.Base(path), bytes.NewReader(text)); err != nil {
			return nil, err
		}
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err != nil {
		return nil, err
	}
	if err := scratch.Put("overlay.json", bytes.NewReader(overlay)); err != nil {
		return nil, err
	}
	// -e: all faults, not the first ten.
	return exec.Command("go", "test", "-c", "-vet=off", "-gcflags=-e", "-overlay", filepath.Join(b.place, "overlay.json"), "-o", binary, "./"+filepath.ToSlash(filepath.Clean(b.dir))).CombinedOutput()
}

func (b *program) binary() string {
	path, err := filepath.Abs(filepath.Join(b.place, "all.test"))
	if err != nil {
		return filepath.Join(b.place, "all.test")
	}
	return path
}

var packageClause = regexp.MustCompile(`(?m)^package (\w+)`)

func packageOf(source []byte) string { return string(packageClause.FindSubmatch(source)[1]) }
