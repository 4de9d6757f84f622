package source

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/must"
)

var update = flag.Bool("update", false, "rewrite golden files with the actual output")

// elsewhere are the rules that other packages break: layouts, and the second
// parser, which TestSecondOpinion covers. What the program keeps of translations
// (K424) is in TestStaleTexts, and a city whose language has a decimal comma (K141) in the script check-decimal-comma.
// Package source finds bad UTF-8 (K105) before prose could.
func elsewhere(code string) bool {
	return strings.HasPrefix(code, "K5") || strings.HasPrefix(code, "K6") || code == "K141" || code == "K408" || code == "K424"
}

// baseTree is a small town in which nothing is wrong.
func baseTree(t testing.TB) map[string]string {
	tree := map[string]string{}
	err := fs.WalkDir(os.DirFS("testdata/base"), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join("testdata/base", p))
		tree[p] = string(b)
		return err
	})
	must.Succeed(t, err)
	return tree
}

func writeTree(t testing.TB, tree map[string]string) string {
	dir := t.TempDir()
	for p, text := range tree {
		full := filepath.Join(dir, filepath.FromSlash(p))
		must.Succeed(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must.Succeed(t, os.WriteFile(full, []byte(text), 0o644))
	}
	return dir
}

func check(t testing.TB, dir string) *diag.List {
	s, _, err := Open(dir)
	must.Succeed(t, err)
	defer s.Close()
	return s.Check(Options{})
}

func say(t testing.TB, l *diag.List, lang string) string {
	var b strings.Builder
	must.Succeed(t, l.Text(&b, lang, diag.Plain))
	return b.String()
}

// The right example of every rule stands in the base town, which has no
// problem at all.
func TestBaseIsRight(t *testing.T) {
	must.Be(t, say(t, check(t, "testdata/base"), "ja"), "")
}

// The other right text that a rule offers mends it too.
func TestOtherRightTexts(t *testing.T) {
	offered := 0
	for _, r := range diag.Rules() {
		if r.Also == "" {
			continue
		}
		offered++
		tree := baseTree(t)
		tree[r.Where] = substitute(t, tree[r.Where], r.Right, r.Also)
		for _, p := range check(t, writeTree(t, tree)).All() {
			if p.Code == r.Code {
				t.Errorf("%s: %s", r.Code, p.In("en").Message)
			}
		}
	}
	if offered == 0 {
		t.Error("no rule offers another right text")
	}
}

// Each rule is broken once, and says in both languages what testdata/rules has.
// Without sections of changes a test puts the rule book's wrong example in
// place of the right one. The sections of changes are: "replace FILE" with the
// old text, a line ====, and the new one; "file FILE" with a new text; "remove
// FILE"; "move FOLDER" with its new name; "make NAME" for what a text cannot hold.
func TestRules(t *testing.T) {
	names, err := filepath.Glob("testdata/rules/*.txtar")
	must.Succeed(t, err)
	var tested []string
	for _, name := range names {
		tested = append(tested, strings.TrimSuffix(filepath.Base(name), ".txtar")[:4])
	}
	for _, r := range diag.Rules() {
		if elsewhere(r.Code) || slices.Contains(tested, r.Code) {
			continue
		}
		if !*update || r.Where == "" {
			t.Errorf("%s has no test in testdata/rules", r.Code)
			continue
		}
		names = append(names, "testdata/rules/"+r.Code+".txtar")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { testRule(t, name) })
	}
}

// digestOfFile stands in a translation for the digest of its original.
var digestOfFile = regexp.MustCompile(`DIGEST [a-zA-Z0-9/.-]+`)

func testRule(t *testing.T, name string) {
	code := filepath.Base(name)[:4]
	rule, ok := diag.Find(code)
	if !ok {
		t.Fatalf("no rule %s", code)
	}
	b, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	head, changes, golden := readTest(string(b))
	if head == "" {
		head = rule.Title("en") + "\n"
	}
	tree := baseTree(t)
	if len(changes) == 0 {
		tree[rule.Where] = substitute(t, tree[rule.Where], rule.Right, rule.Wrong)
	}
	after := change(t, tree, changes)
	for path, text := range tree {
		tree[path] = digestOfFile.ReplaceAllStringFunc(text, func(s string) string {
			return Digest([]byte(tree[strings.TrimPrefix(s, "DIGEST ")]))
		})
	}
	dir := writeTree(t, tree)
	for _, f := range after {
		f(t, dir)
	}
	list := check(t, dir)
	if !slices.ContainsFunc(list.All(), func(p diag.Problem) bool { return p.Code == code }) {
		t.Errorf("nothing breaks %s", code)
	}
	got := map[string]string{"ja": say(t, list, "ja"), "en": say(t, list, "en")}
	if *update {
		text := head
		for _, c := range changes {
			text += "-- " + c.name + " --\n" + c.text
		}
		text += "-- ja --\n" + got["ja"] + "-- en --\n" + got["en"]
		must.Succeed(t, os.WriteFile(name, []byte(text), 0o644))
		return
	}
	for lang, want := range golden {
		must.Be(t, got[lang], want, lang)
		if strings.Contains(got[lang], "⟦") {
			t.Errorf("%s: a placeholder was not filled in:\n%s", lang, got[lang])
		}
	}
}

type testSection struct{ name, text string }

func readTest(text string) (head string, changes []testSection, golden map[string]string) {
	golden = map[string]string{"ja": "", "en": ""}
	var all []testSection
	for line := range strings.Lines(text) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "-- ")
		switch {
		case ok && strings.HasSuffix(name, " --"):
			all = append(all, testSection{name: strings.TrimSuffix(name, " --")})
		case len(all) == 0:
			head += line
		default:
			all[len(all)-1].text += line
		}
	}
	for _, s := range all {
		if _, ok := golden[s.name]; ok {
			golden[s.name] = s.text
			continue
		}
		changes = append(changes, s)
	}
	return head, changes, golden
}

func substitute(t *testing.T, text, old, new string) string {
	old, new = strings.TrimRight(old, "\n"), strings.TrimRight(new, "\n")
	if n := strings.Count(text, old); n == 0 || old == "" {
		t.Fatalf("not in the base town: %q", old)
	}
	return strings.Replace(text, old, new, 1)
}

func change(t *testing.T, tree map[string]string, changes []testSection) (after []func(*testing.T, string)) {
	for _, c := range changes {
		verb, file, _ := strings.Cut(c.name, " ")
		switch verb {
		case "replace":
			old, new, ok := strings.Cut(c.text, "====\n")
			if !ok {
				t.Fatalf("%s: no line ====", c.name)
			}
			tree[file] = substitute(t, tree[file], old, new)
		case "move":
			moved := 0
			for path, text := range tree {
				if rest, ok := strings.CutPrefix(path, file); ok && (rest == "" || rest[0] == '/') {
					delete(tree, path)
					tree[strings.TrimSpace(c.text)+rest] = text
					moved++
				}
			}
			if moved == 0 {
				t.Fatalf("%s: not in the base town", c.name)
			}
		case "file":
			tree[file] = c.text
		case "remove":
			if _, ok := tree[file]; !ok {
				t.Fatalf("%s: not in the base town", c.name)
			}
			delete(tree, file)
		case "make":
			f := makers[file]
			if f == nil {
				t.Skipf("nothing makes %s on this system", file)
			}
			after = append(after, f)
		default:
			t.Fatalf("unknown section %s", c.name)
		}
	}
	return after
}
