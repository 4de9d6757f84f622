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
	"strings"

	"tassei/generator/output"
)

// mutation is a change with the file that it is made in.
type mutation struct {
	change
	path   string
	source []byte
}

func (m mutation) String() string {
	return fmt.Sprintf("%s:%d:%d: %s for %s", m.path, m.at.Line, m.at.Column, m.new, m.old)
}

// load lists the changes of some files, each so manieth, or those that are listed.
func load(dir string, names []string, o options) (all []mutation, err error) {
	var listed []byte
	if o.again != "" {
		if listed, err = os.ReadFile(o.again); err != nil {
			return nil, err
		}
	}
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
			m := mutation{c, path, source}
			if n++; n%o.every == 0 && (o.again == "" || strings.Contains("\n"+string(listed), "\n"+m.String()+" ")) {
				all = append(all, m)
			}
		}
	}
	return all, nil
}

// program is a test program with all changes in it.
type program struct {
	place, dir string
	tests      string       // the folder of the tests that are run
	alone      map[int]bool // what cannot be compiled with the others
	trials     []trial
}

func (b *program) remove() { output.RemoveTree(b.place) }

var faultOf = regexp.MustCompile(`(?m)^(?:.*/)?([^/\s:]+\.go):(\d+):\d+: `)

// compile makes the program. A line that the compiler refuses is left as it was,
// and its changes are tried alone. Of a line without any, such as the end of a
// function whose loop would end, the last break before it is to blame.
func compile(dir, tests string, all []mutation) (*program, error) {
	b := &program{place: filepath.Join(os.TempDir(), fmt.Sprintf("tassei-mutate-%d-all", os.Getpid())), dir: dir, tests: tests, alone: map[int]bool{}}
	var out []byte
	for range 20 {
		var err error
		if out, err = b.build(all); err == nil {
			return b, nil
		}
		refused := 0
		for _, found := range faultOf.FindAllStringSubmatch(string(out), -1) {
			line, _ := strconv.Atoi(found[2])
			before, here := -1, refused
			for i, m := range all {
				switch {
				case b.alone[i] || filepath.Base(m.path) != found[1]:
				case m.at.Line == line:
					b.alone[i] = true
					refused++
				case m.at.Line < line && m.new == "break":
					before = i
				}
			}
			if here == refused && before >= 0 {
				b.alone[before] = true
				refused++
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
	return exec.Command("go", "test", "-c", "-vet=off", "-gcflags="+packageAt(b.dir)+"=-e",
		"-overlay", filepath.Join(b.place, "overlay.json"), "-o", binary, packageAt(b.tests)).CombinedOutput()
}

func packageAt(dir string) string { return "./" + filepath.ToSlash(filepath.Clean(dir)) }

func (b *program) binary() string {
	path, err := filepath.Abs(filepath.Join(b.place, "all.test"))
	if err != nil {
		return filepath.Join(b.place, "all.test")
	}
	return path
}

var packageClause = regexp.MustCompile(`(?m)^package (\w+)`)

func packageOf(source []byte) string { return string(packageClause.FindSubmatch(source)[1]) }
