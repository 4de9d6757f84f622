package main

import (
	"bytes"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tassei/generator/build"
	"tassei/generator/desk"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/towns"
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
	testscript.Main(cleaned{m}, map[string]func(){"tassei": func() {
		wallClock = func() time.Time { return scriptTime }
		main()
	}})
}

// apart has the tests, and the programs that they start, remember their builds in a
// folder of their own and not among those of whoever runs them. They share it, for a
// picture that is in it need not be drawn again, and what is remembered of a build
// goes by its folders. What go itself keeps stays where it is.
func apart() error {
	if home, err := os.UserCacheDir(); err == nil && os.Getenv("GOCACHE") == "" {
		os.Setenv("GOCACHE", filepath.Join(home, "go-build"))
	}
	debug.SetMemoryLimit(900 << 20)
	cache := filepath.Join(sharedDir(), "cache")
	return errors.Join(os.Mkdir(cache, 0o777), os.Setenv("XDG_CACHE_HOME", cache), os.Setenv("GOMEMLIMIT", "off"))
}

// scriptTime is the time in scripts, which seal and withdraw.
var scriptTime = time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)

// cleaned removes the sites that several tests share, once all tests are over.
type cleaned struct{ *testing.M }

func (c cleaned) Run() int {
	defer func() { os.RemoveAll(sharedDir()) }()
	if err := apart(); err != nil {
		panic(err)
	}
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
			e.Setenv("PLACES", filepath.Join(here, "testdata", "places"))
			e.Setenv("WORKBOOKS", filepath.Join(here, "desk", "testdata", "workbooks"))
			e.Setenv("LAYOUTS", filepath.Join(here, "..", "layouts"))
			for _, name := range []string{"XDG_CACHE_HOME", "TASSEI_MUTANT", "TASSEI_REACH"} { // the last two are for mutate
				e.Setenv(name, os.Getenv(name))
			}
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
		text := must.Read(t, name)
		if first, _, _ := strings.Cut(string(text), "\n"); !strings.HasPrefix(first, "# ") || !strings.HasSuffix(first, ".") {
			t.Errorf("%s: the first line is no claim: %s", name, first)
		}
		if base := filepath.Base(name); !strings.Contains(base, "-") || strings.ToLower(base) != base {
			t.Errorf("%s: want a category, then words", name)
		}
	}
}

// A panic anywhere is a fault of the program: exit code 3, words that say so in
// the reader's language, what a report needs, and a site that is as it was.
func TestPanicIsAFaultOfTheProgram(t *testing.T) {
	for _, c := range []struct{ lang, words, where string }{
		{"ja", "プログラムの故障です", "404.html"},
		{"en", "a fault of the program, not of your data", "404.html"},
		{"en", "a fault of the program, not of your data", "FY2024/1-a.html"}, // by one of many workers
	} {
		dir := town(t)
		public := filepath.Join(dir, "public")
		mustBuild(t, dir, public)
		before := files(t, public)

		var out, talk bytes.Buffer
		s := newSession()
		s.stdout, s.stderr = &out, &talk
		code := s.run([]command{{name: "build", run: brokenBuild(t, c.where)}}, []string{"--source", dir, "--lang", c.lang})
		must.Be(t, code, exitFault, c.where, "exit")
		for _, part := range []string{c.words, "\ngo1.", "tassei build: no " + c.where + " today\n", "brokenBuild", "main_test.go"} {
			must.Contain(t, talk.String(), part, c.where, "nothing of")
		}
		if out.Len() > 0 {
			t.Errorf("%s: results of a fault: %s", c.where, out.String())
		}
		if !maps.Equal(files(t, public), before) {
			t.Errorf("%s: the site has changed", c.where)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".public*")); len(left) > 0 {
			t.Errorf("%s: left behind: %v", c.where, left)
		}
		mustBuild(t, dir, public)
	}
}

// brokenBuild is a build that panics where a page is written.
func brokenBuild(t *testing.T, page string) func(*session, []string) int {
	return func(s *session, _ []string) int {
		stage, err := output.Begin(s.out, output.Options{Source: s.source})
		must.Succeed(t, err)
		defer stage.Abort()
		write := func(path string, data []byte) error {
			if path == page {
				panic("no " + page + " today")
			}
			return stage.Write(path, append(data, '\n')) // so that every file is written anew
		}
		preview := &build.Preview{Project: s.project()}
		if _, err := preview.Build(desk.Output{Write: write, Create: stage.Create}); err != nil {
			t.Error(err)
		}
		return exitFine
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
	must.Succeed(t, os.CopyFS(to, os.DirFS(from)))
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
	text := must.Read(t, file)
	if n := strings.Count(string(text), old); n != 1 {
		t.Fatalf("%s has %q %d times, want once", file, old, n)
	}
	must.Succeed(t, os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o644))
}

// tassei runs a command inside the test, and returns what it said.
func tassei(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, talk bytes.Buffer
	s := newSession()
	s.stdout, s.stderr = &out, &talk
	rest, err := s.parse(args)
	must.Succeed(t, err)
	c, name, rest := find(s.table, rest)
	if c == nil {
		t.Fatalf("no command in %q", args)
	}
	if err := s.counted(c, name, rest); err != nil {
		return s.wrongUse(err), out.String(), talk.String()
	}
	return c.run(s, rest), out.String(), talk.String()
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
	all, err := towns.Files(os.DirFS(dir))
	must.Succeed(t, err)
	return all
}
