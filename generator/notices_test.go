package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestNotices holds NOTICES.txt to the modules that are linked into the
// program: each of them with the licence that it came with. -update writes it
// anew from the modules themselves.
func TestNotices(t *testing.T) {
	want := notices(t)
	if *update {
		must.Succeed(t, os.WriteFile("NOTICES.txt", want, 0o644))
	}
	have := must.Read(t, "NOTICES.txt")
	if !bytes.Equal(have, want) {
		t.Error("NOTICES.txt does not fit the modules of the program; run go test ./generator -run TestNotices -update")
	}
}

type module struct {
	Path, Version, Dir string
	Main               bool
}

func notices(t *testing.T) []byte {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".").Output()
	must.Succeed(t, err)
	paths := strings.Fields(string(out))
	slices.Sort(paths)
	var b bytes.Buffer
	b.WriteString("The program contains these modules, each under its own licence.\n")
	// Not every Go that is installed brings its licence along.
	own, err := os.ReadFile("release/go-licence.txt")
	must.Succeed(t, err)
	fmt.Fprintf(&b, "\n%s\nstd (the runtime and the standard library of Go)\n\n%s\n", strings.Repeat("=", 78), bytes.TrimSpace(own))
	for _, path := range slices.Compact(paths) {
		out, err := exec.Command("go", "list", "-m", "-json", path).Output()
		must.Succeed(t, err)
		var m module
		must.Succeed(t, json.Unmarshal(out, &m))
		fmt.Fprintf(&b, "\n%s\n%s %s\n\n", strings.Repeat("=", 78), m.Path, m.Version)
		texts := licences(t, m.Dir)
		if len(texts) == 0 {
			t.Errorf("%s has no licence file", m.Path)
		}
		for _, text := range texts {
			b.Write(bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
			b.WriteString("\n")
		}
	}
	return b.Bytes()
}

func licences(t *testing.T, dir string) [][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must.Succeed(t, err)
	var texts [][]byte
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if e.IsDir() || !slices.ContainsFunc([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE"}, func(p string) bool { return strings.HasPrefix(name, p) }) {
			continue
		}
		text := must.Read(t, filepath.Join(dir, e.Name()))
		texts = append(texts, text)
	}
	return texts
}
