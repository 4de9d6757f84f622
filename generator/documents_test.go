package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/desk"
	"tassei/generator/must"
)

// told is a command line that a document tells its reader to type.
type told struct {
	file string // the document, under the root of the repository
	line string
}

// stock are programs of others that documents name: they are looked for nowhere.
var stock = []string{
	"apt-get", "cd", "chmod", "cp", "crontab", "curl", "docker", "git", "minisign", "npm", "podman", "rsync", "sha256sum", "sha512sum", "sudo", "unzip",
}

// Every command line in every document exists: each of this program's is run on
// a copy of its city (only parsed where it would send something or wait for a
// reader), each script is there, each test has its name.
func TestEveryCommandInEveryDocument(t *testing.T) {
	root, err := filepath.Abs("..")
	must.Succeed(t, err)
	city := copyOfCity(t, root)
	fresh := filepath.Join(t.TempDir(), "city")
	must.Succeed(t, desk.NewCity(fresh, desk.CityOptions{Year: exampleYear}))
	found := 0
	for _, dir := range []struct{ documents, city string }{{root, city}, {fresh, fresh}} {
		for _, c := range toldIn(t, dir.documents) {
			if found++; c.file == "generator/docs/year.md" {
				continue // TestYearlyRound follows it, in its order
			}
			must.Be(t, tryTold(t, root, dir.city, c), "", c.file, c.line)
		}
	}
	if found < 40 {
		t.Errorf("only %d command lines found", found)
	}
}

// The test above can fail.
func TestAWrongCommandInADocumentIsFound(t *testing.T) {
	root, _ := filepath.Abs("..")
	city := town(t)
	for line, want := range map[string]string{
		"tassei bulid":                               "There is no command",
		"tassei check --sheets 1-i":                  "There is no flag",
		"go run ./generator check --port 1":          "check has no flag --port",
		"tassei publish --adapt sftp://u@host/x":     "There is no flag",
		"tassei explain K999":                        "exit code 2",
		"tassei new FY25":                            "exit code 2",
		"bash generator/none.sh":                     "no file",
		"go test ./generator -run TestNotThere":      "no test",
		"go test ./generator/none":                   "no folder",
		"frobnicate --all":                           "neither this program",
		"go run ./generator # builds what is there":  "",
		"tassei explain target   # what a target is": "",
	} {
		if got := tryTold(t, root, city, told{"README.md", line}); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s\n got %q\nwant %q", line, got, want)
		}
	}
}

func copyOfCity(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"data", "content"} {
		must.Succeed(t, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))))
	}
	return dir
}

// What documents link to, and the tests that they name, are there.
func TestDocumentsNameWhatExists(t *testing.T) {
	root, err := filepath.Abs("..")
	must.Succeed(t, err)
	tests := map[string]bool{}
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range testName.FindAllSubmatch(text, -1) {
			tests[string(m[1])] = true
		}
		return err
	})
	must.Succeed(t, err)
	read := 0
	eachDocument(t, root, func(name, text string) {
		if strings.HasPrefix(name, "content/pages/") || strings.HasPrefix(name, "content/FY") {
			return // pages of the site, held by its own check of links
		}
		for _, m := range linkTarget.FindAllStringSubmatch(outsideFences(text), -1) {
			if strings.Contains(m[1], ":") || strings.HasPrefix(m[1], "#") {
				continue
			}
			read++
			file, _, _ := strings.Cut(m[1], "#")
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(name), file)); err != nil {
				t.Errorf("%s: %s is not there", name, m[1])
			}
		}
		for _, m := range inlineCode.FindAllStringSubmatch(text, -1) {
			if testLike.MatchString(m[1]) {
				read++
				if !tests[m[1]] {
					t.Errorf("%s: there is no test %s", name, m[1])
				}
			}
		}
	})
	if read < 40 {
		t.Errorf("only %d links and tests found", read)
	}
}

func outsideFences(text string) string {
	parts := strings.Split(text, "```")
	var b strings.Builder
	for i := 0; i < len(parts); i += 2 {
		b.WriteString(inlineCode.ReplaceAllString(parts[i], ""))
	}
	return b.String()
}

var (
	testName   = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)[A-Z]\w*)\(`)
	testLike   = regexp.MustCompile(`^(Test|Fuzz|Benchmark)[A-Z]\w*$`)
	linkTarget = regexp.MustCompile(`(?:\]\(|(?:src|srcset)=")([^)\s"]+)`)
	inlineCode = regexp.MustCompile("`([^`\n]+)`")
	ourCommand = regexp.MustCompile(`^(tassei|go|bash|node|npm run)( |$)`)
)

// toldIn reads the documents of a folder: each line of a block that is
// fenced without a language or as sh, and each piece of inline code that begins
// with a program of ours.
func toldIn(t *testing.T, root string) (found []told) {
	t.Helper()
	eachDocument(t, root, func(name, text string) {
		for _, line := range toldBy(text) {
			found = append(found, told{name, line})
		}
	})
	return found
}

// eachDocument hands on every Markdown file but those of tests and of cities to be made.
func eachDocument(t *testing.T, root string, work func(name, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := e.Name()
		// generator/desk/city is read as a new city has it; archive at the root is sealed.
		skipped := slices.Contains([]string{"node_modules", "public", "testdata", "city"}, base) || base == "archive" && filepath.Dir(path) == root
		if e.IsDir() && path != root && (skipped || base[0] == '.') {
			return fs.SkipDir
		}
		if e.IsDir() || filepath.Ext(base) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		work(filepath.ToSlash(name), string(text))
		return err
	})
	must.Succeed(t, err)
}

func toldBy(text string) (lines []string) {
	fence := "" // the language of the block that we are in, with the marks
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			if fence == "" {
				fence = line
			} else {
				fence = ""
			}
		case fence == "```sh", fence == "```" && ourCommand.MatchString(line):
			if line != "" && line[0] != '#' {
				lines = append(lines, line)
			}
		case fence == "":
			for _, m := range inlineCode.FindAllStringSubmatch(line, -1) {
				if ourCommand.MatchString(m[1]) && m[1] != "tassei" && m[1] != "go" {
					lines = append(lines, m[1])
				}
			}
		}
	}
	return lines
}

// tryTold returns what is wrong with a command line, or "".
func tryTold(t *testing.T, root, city string, c told) string {
	line, _, _ := strings.Cut(c.line, " #")
	words := shellWords(line)
	for len(words) > 0 && strings.Contains(words[0], "=") { // of the environment
		words = words[1:]
	}
	switch {
	case words[0] == "tassei":
		return tryOurs(t, city, words[1:])
	case strings.HasPrefix(line, "go run ./generator/"):
		return tryTest(root, words[2:3])
	case strings.HasPrefix(line, "go run ./generator"):
		return tryOurs(t, city, words[3:])
	case words[0] == "go" && words[1] == "test":
		return tryTest(root, words[2:])
	case words[0] == "bash" || words[0] == "node":
		for _, from := range []string{root, filepath.Join(root, filepath.Dir(c.file)), filepath.Join(root, "generator/browser")} {
			if info, err := os.Stat(filepath.Join(from, words[1])); err == nil && info.Mode().IsRegular() {
				return ""
			}
		}
		return "no file " + words[1]
	case words[0] == "npm" && words[1] == "run":
		var pack struct{ Scripts map[string]string }
		text, err := os.ReadFile(filepath.Join(root, "generator/browser/package.json"))
		if err != nil || json.Unmarshal(text, &pack) != nil || pack.Scripts[words[2]] == "" {
			return "no script " + words[2]
		}
	case words[0] == "go" || slices.Contains(stock, words[0]):
	default:
		return "neither this program nor one that documents may name"
	}
	return ""
}

// shellWords splits a line at spaces, but not between double quotes.
func shellWords(line string) (words []string) {
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 0 {
			words = append(words, strings.Fields(part)...)
		} else {
			words = append(words, part)
		}
	}
	return words
}

// placeholder is an argument in whose place the reader puts one of their own.
var placeholder = regexp.MustCompile(`^[A-Z]{3,}…?$|^項目$|[{}…]`)

// tryOurs parses the arguments, and runs them unless they wait, send, or stand
// for others.
func tryOurs(t *testing.T, city string, args []string) string {
	s := newSession()
	s.lang = "en"
	rest, err := s.parse(slices.Clone(args))
	if err != nil {
		return err.Error()
	}
	if len(rest) > 0 && !slices.ContainsFunc(commands(), func(c command) bool { return c.name == rest[0] }) {
		return "There is no command " + rest[0]
	}
	if len(rest) > 0 && rest[0] == "serve" || slices.ContainsFunc(args, func(a string) bool {
		return placeholder.MatchString(a) || strings.Contains(a, "://") || filepath.IsAbs(a)
	}) {
		return ""
	}
	t.Chdir(city)
	var talk bytes.Buffer
	s = newSession()
	s.lang, s.stdout, s.stderr = "en", io.Discard, &talk
	if code := s.run(commands(), args); code == exitUsage || code == exitFault {
		return "exit code " + string('0'+rune(code)) + ": " + talk.String()
	}
	return ""
}

// tryTest sees that the packages are there, and a test for each name.
func tryTest(root string, args []string) string {
	all := false
	var dirs []string
	for i, a := range args {
		switch {
		case a == "./...":
			all = true
		case strings.HasPrefix(a, "./"):
			dirs = append(dirs, filepath.Join(root, a))
			if info, err := os.Stat(filepath.Join(root, a)); err != nil || !info.IsDir() {
				return "no folder " + a
			}
		case i > 0 && slices.Contains([]string{"-run", "-fuzz", "-bench"}, args[i-1]):
			if all || a == "." || a == "^$" || a == "'^$'" || placeholder.MatchString(a) {
				continue
			}
			if !hasTest(dirs, strings.Trim(a, "'^$")) {
				return "no test " + a
			}
		}
	}
	return ""
}

func hasTest(dirs []string, name string) bool {
	for _, dir := range dirs {
		tests, _ := filepath.Glob(filepath.Join(dir, "*_test.go"))
		for _, file := range tests {
			if text, err := os.ReadFile(file); err == nil && bytes.Contains(text, []byte("func "+name)) {
				return true
			}
		}
	}
	return false
}
