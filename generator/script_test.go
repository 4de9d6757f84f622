package main

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands are what the scripts can say besides the words of testscript:
//
//	town DIR                   copy the invented town
//	place NAME DIR             copy another invented place, which is smaller
//	replace FILE OLD NEW       put NEW in the one place that has OLD; \n is a new line
//	exits CODE PROGRAM ARG...  run a program and check its exit code
//	remember DIR               keep in mind every file of a folder
//	unchanged DIR              the folder is byte for byte as remembered
//	untouched DIR N            N files have other bytes now; all others are the same files with the same times
//	problems FILE              every line of the file is a problem with exactly the eight keys
//	shows FILE TEXT            the file has the text, as it is
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"town": func(ts *testscript.TestScript, neg bool, args []string) {
			want(ts, neg, args, "town DIR", 1)
			ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(ts.Getenv("TOWN"))))
		},
		"place": func(ts *testscript.TestScript, neg bool, args []string) {
			want(ts, neg, args, "place NAME DIR", 2)
			ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(filepath.Join(ts.Getenv("PLACES"), args[0]))))
		},
		"replace":   scriptReplace,
		"exits":     scriptExits,
		"remember":  scriptRemember,
		"unchanged": scriptUnchanged,
		"untouched": scriptUntouched,
		"problems":  scriptProblems,
		"shows": func(ts *testscript.TestScript, neg bool, args []string) {
			if len(args) != 2 {
				ts.Fatalf("usage: [!] shows FILE TEXT")
			}
			if strings.Contains(ts.ReadFile(args[0]), args[1]) == neg {
				ts.Fatalf("%s: has %q: %v", args[0], args[1], !neg)
			}
		},
	}
}

func want(ts *testscript.TestScript, neg bool, args []string, usage string, n int) {
	if neg || len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
}

func scriptReplace(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "replace FILE OLD NEW", 3)
	text := ts.ReadFile(args[0])
	old, new := strings.ReplaceAll(args[1], `\n`, "\n"), strings.ReplaceAll(args[2], `\n`, "\n")
	if n := strings.Count(text, old); n != 1 {
		ts.Fatalf("%s has %q %d times, want once", args[0], old, n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, new, 1)), 0o644))
}

func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = failed.ExitCode()
	}
	if got := strconv.Itoa(code); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// seen is one file as it was remembered.
type seen struct {
	info  fs.FileInfo
	bytes string
}

// remembered holds what scripts have remembered, by absolute folder; scripts
// run at once.
var remembered sync.Map

func recall(dir string) map[string]seen {
	all, _ := remembered.Load(dir)
	files, _ := all.(map[string]seen)
	return files
}

func look(ts *testscript.TestScript, dir string) map[string]seen {
	all := map[string]seen{}
	ts.Check(filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		b, err := os.ReadFile(path)
		all[path] = seen{info, string(b)}
		return err
	}))
	return all
}

func scriptRemember(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "remember DIR", 1)
	dir := ts.MkAbs(args[0])
	all := look(ts, dir)
	if len(all) == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	remembered.Store(dir, all)
}

func scriptUnchanged(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "unchanged DIR", 1)
	dir := ts.MkAbs(args[0])
	before, now := recall(dir), look(ts, dir)
	if !slices.Equal(slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(now))) {
		ts.Fatalf("%s: other files than before", args[0])
	}
	for path, was := range before {
		if now[path].bytes != was.bytes {
			ts.Fatalf("%s: other bytes than before", path)
		}
	}
}

func scriptUntouched(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "untouched DIR N", 2)
	dir := ts.MkAbs(args[0])
	before := recall(dir)
	var changed []string
	for path, now := range look(ts, dir) {
		was, ok := before[path]
		switch {
		case !ok || was.bytes != now.bytes:
			changed = append(changed, strings.TrimPrefix(path, dir))
		case !os.SameFile(was.info, now.info) || !was.info.ModTime().Equal(now.info.ModTime()):
			ts.Fatalf("%s: the same bytes, but written again", path)
		}
	}
	if slices.Sort(changed); strconv.Itoa(len(changed)) != args[1] {
		ts.Fatalf("%d files have other bytes, want %s: %s", len(changed), args[1], strings.Join(changed, " "))
	}
}

// scriptProblems checks a file, stdout or stderr for problems in the JSON form.
func scriptProblems(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, args, "problems FILE", 1)
	keys := []string{"code", "column", "excerpt", "file", "hint", "line", "message", "severity"}
	lines := bufio.NewScanner(strings.NewReader(ts.ReadFile(args[0])))
	lines.Buffer(nil, 1<<20)
	n := 0
	for ; lines.Scan(); n++ {
		var p map[string]any
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			ts.Fatalf("line %d is no object: %v: %s", n+1, err, lines.Text())
		}
		if got := slices.Sorted(maps.Keys(p)); !slices.Equal(got, keys) {
			ts.Fatalf("line %d has the keys %v", n+1, got)
		}
		line, isLine := p["line"].(float64)
		column, isColumn := p["column"].(float64)
		file, _ := p["file"].(string)
		if !isLine || !isColumn || line < 1 || column < 1 || file == "" || strings.Contains(file, "\\") || filepath.IsAbs(file) {
			ts.Fatalf("line %d has no place: %s", n+1, lines.Text())
		}
		if p["severity"] != "error" && p["severity"] != "warning" || p["message"] == "" || p["code"] == "" {
			ts.Fatalf("line %d says too little: %s", n+1, lines.Text())
		}
	}
	if n == 0 {
		ts.Fatalf("no problem in %s", args[0])
	}
}
