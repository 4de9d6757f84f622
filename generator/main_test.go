package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite golden files with the actual output")

// asProgram makes the test binary behave as the installed program, so that a
// test can run it as a process of its own: with another environment, or to be
// killed.
const asProgram = "TASSEI_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(cleaned{m}, map[string]func(){"tassei": main})
}

// cleaned removes the sites that several tests share, once all tests are over.
type cleaned struct{ *testing.M }

func (c cleaned) Run() int {
	defer func() { os.RemoveAll(sharedDir()) }()
	return c.M.Run()
}

var sharedDir = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "tassei-test-")
	if err != nil {
		panic(err)
	}
	return dir
})

// TestScript runs testdata/script: one behaviour of the command a file, its
// name the category and then words, its first line the claim.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, Cmds: scriptCommands(),
		RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			here, err := os.Getwd()
			e.Setenv("TOWN", filepath.Join(here, townDir))
			e.Setenv("LAYOUTS", filepath.Join(here, "..", "layouts"))
			return err
		},
	})
}

// Every script says what it shows before anything else, and is found by name.
func TestScriptsStateTheirClaim(t *testing.T) {
	names, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if first, _, _ := strings.Cut(string(text), "\n"); !strings.HasPrefix(first, "# ") || !strings.HasSuffix(first, ".") {
			t.Errorf("%s: the first line is no claim: %s", name, first)
		}
		if base := filepath.Base(name); !strings.Contains(base, "-") || strings.ToLower(base) != base {
			t.Errorf("%s: want a category, then words", name)
		}
	}
}

// townDir is the invented town; cityDir is the real city, which is the
// repository itself.
const (
	townDir = "testdata/town"
	cityDir = ".."
)

// copyTree copies a folder, so that a test can change it.
func copyTree(t testing.TB, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// town is a copy of the invented town that the test may change.
func town(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "town")
	copyTree(t, townDir, dir)
	return dir
}

// substitute puts new in place of the one place in the file that has old.
func substitute(t testing.TB, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), old); n != 1 {
		t.Fatalf("%s has %q %d times, want once", file, old, n)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tassei runs a command inside the test, and returns what it said.
func tassei(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, talk bytes.Buffer
	s := newSession()
	s.stdout, s.stderr = &out, &talk
	rest, err := s.parse(args)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if len(rest) > 0 && c.name == rest[0] {
			return c.run(s, rest[1:]), out.String(), talk.String()
		}
	}
	t.Fatalf("no command in %q", args)
	return 0, "", ""
}

// mustBuild builds and fails the test when the build does.
func mustBuild(t testing.TB, source, out string) {
	t.Helper()
	if code, _, talk := tassei(t, "build", "--source", source, "--out", out, "--lang", "en"); code != exitFine {
		t.Fatalf("exit %d\n%s", code, talk)
	}
}

// files reads a whole folder: every file by its path. Folders are not listed.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, path)
		all[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
