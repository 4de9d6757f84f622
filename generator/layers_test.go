package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/must"
)

const ownModule = "tassei/"

// room is what one package of the house may import: packages of ours, and
// libraries of others by the beginning of their path. timeless rooms know no
// clock and no chance; pure ones no files and no HTML either.
type room struct {
	ours, theirs   []string
	timeless, pure bool
}

// house is the whole rule: data flows one way, and source, site, opendata,
// archive and publish are siblings that only build and main join. A package that is not
// on the list is a mistake too.
var house = map[string]room{
	"generator/carry":    {timeless: true, pure: true},
	"generator/freeze":   {timeless: true, pure: true},
	"generator/pattern":  {timeless: true, pure: true},
	"generator/ordinary": {timeless: true},
	"generator/garbage":  {timeless: true}, // see there before it imports anything
	"generator/lang":     {ours: []string{"pattern"}, theirs: []string{"golang.org/x/text"}, timeless: true, pure: true},
	"generator/kpi":      {ours: []string{"pattern", "lang"}, timeless: true, pure: true},
	"generator/diag":     {ours: []string{"pattern"}, theirs: []string{"golang.org/x/term", "golang.org/x/text"}, timeless: true},
	"generator/prose":    {ours: []string{"pattern", "lang"}, theirs: []string{"github.com/yuin/goldmark"}, timeless: true},
	"generator/chart":    {ours: []string{"lang"}, timeless: true, pure: true},
	"generator/share":    {theirs: []string{"golang.org/x/image", "golang.org/x/text"}, timeless: true},
	"generator/markup":   {ours: []string{"pattern"}, timeless: true, pure: true},
	"generator/layout":   {ours: []string{"ordinary", "pattern", "freeze", "diag", "markup"}, theirs: []string{"github.com/tdewolff/"}, timeless: true},
	"generator/keys":     {timeless: true},
	"generator/toml":     {ours: []string{"pattern", "lang", "kpi", "diag"}, theirs: []string{"github.com/BurntSushi/toml"}, timeless: true},
	"generator/source":   {ours: []string{"keys", "ordinary", "pattern", "carry", "freeze", "lang", "kpi", "diag", "prose", "toml"}, theirs: []string{"golang.org/x/text"}, timeless: true},
	"generator/site":     {ours: []string{"pattern", "carry", "lang", "kpi", "chart", "layout", "prose", "share"}, theirs: []string{"golang.org/x/text"}, timeless: true},
	"generator/opendata": {ours: []string{"pattern", "lang", "kpi"}, theirs: []string{"golang.org/x/text"}, timeless: true},
	"generator/output":   {ours: []string{"ordinary", "carry"}, theirs: []string{"golang.org/x/sys", "golang.org/x/text"}},
	"generator/archive":  {ours: []string{"ordinary", "carry", "kpi", "output"}, theirs: []string{"aead.dev/minisign", "golang.org/x/text"}, timeless: true},
	"generator/publish": {ours: []string{"ordinary", "pattern", "carry", "kpi", "output"}, theirs: []string{
		"github.com/andybalholm/brotli", "github.com/jlaffaye/ftp", "github.com/minio/minio-go", "github.com/pkg/sftp", "golang.org/x/crypto", "golang.org/x/term",
	}},
	"generator/desk/edit": {ours: []string{"pattern", "carry", "lang", "kpi", "diag", "prose", "source", "toml", "output"}},
	"generator/desk": {ours: []string{"ordinary", "pattern", "keys", "lang", "kpi", "diag", "source", "toml", "output", "desk/edit"}, theirs: []string{
		"github.com/fsnotify/fsnotify", "github.com/xuri/excelize", "golang.org/x/text",
	}},
	"generator/build": {ours: []string{
		"carry", "ordinary", "garbage", "freeze", "lang", "kpi", "diag", "source", "site", "opendata", "output", "archive", "desk", "layout", "layouts",
	}, theirs: []string{"golang.org/x/sys"}},
	"generator/towns":    {timeless: true},
	"generator/browser":  {},
	"generator/release":  {ours: []string{"output"}},
	"generator/law":      {}, // for tests, of whatever
	"generator/must":     {}, // for tests, of whatever
	"generator/mutate":   {ours: []string{"output"}},
	"generator/realcity": {},
	"layouts":            {},
	"generator": {ours: []string{
		"build", "ordinary", "garbage", "keys", "lang", "kpi", "pattern", "diag", "source", "opendata", "output", "archive", "publish", "desk", "layouts",
	}, theirs: []string{"golang.org/x/term"}},
}

// sides are what tests may import besides: they join what the program keeps
// apart, where that is what they show.
var sides = map[string]room{
	"generator/towns":     {ours: []string{"source", "diag", "kpi"}},
	"generator/keys":      {theirs: []string{"github.com/BurntSushi/toml"}},
	"generator/layout":    {ours: []string{"site", "layouts"}},
	"generator/desk/edit": {ours: []string{"towns"}},
	"generator/browser":   {ours: []string{"towns"}},
	"generator/realcity":  {ours: []string{"source", "kpi", "lang", "diag"}},
	"generator/build":     {ours: []string{"towns"}},
	"generator/site":      {ours: []string{"towns"}},
	"generator/opendata":  {ours: []string{"towns"}},
	"generator":           {ours: []string{"towns"}},
}

// TestImportsRunOneWay holds the real house to the rule.
func TestImportsRunOneWay(t *testing.T) {
	faults, packages := breaches(t, os.DirFS(".."))
	for _, f := range faults {
		t.Error(f)
	}
	for name := range house {
		if !slices.Contains(packages, name) && name != "generator/browser" { // which need not be Go
			t.Errorf("the rule names %s, which does not exist", name)
		}
	}
}

// TestTheRuleFindsWhatBreaksIt shows that the check can fail.
func TestTheRuleFindsWhatBreaksIt(t *testing.T) {
	for code, want := range map[string]string{
		"generator/kpi/a.go: import _ \"tassei/generator/source\"":           "generator/kpi/a.go imports tassei/generator/source",
		"generator/site/a.go: import _ \"tassei/generator/opendata\"":        "generator/site/a.go imports tassei/generator/opendata",
		"generator/archive/a.go: import p \"tassei/generator/publish\"":      "generator/archive/a.go imports tassei/generator/publish",
		"generator/site/a_test.go: import _ \"tassei/generator/source\"":     "generator/site/a_test.go imports tassei/generator/source",
		"generator/site/a.go: import _ \"github.com/BurntSushi/toml\"":       "generator/site/a.go imports github.com/BurntSushi/toml",
		"generator/kpi/a.go: import _ \"time\"":                              "generator/kpi/a.go imports time",
		"generator/site/a.go: import \"time\"\nvar x = time.Now()":           "generator/site/a.go looks at the clock with time.Now",
		"generator/chart/a.go: import _ \"math/rand/v2\"":                    "generator/chart/a.go imports math/rand/v2",
		"generator/kpi/a.go: import _ \"html/template\"":                     "generator/kpi/a.go imports html/template",
		"generator/site/a.go: import \"os\"\nfunc f() { os.WriteFile() }":    "generator/site/a.go writes with os.WriteFile",
		"generator/a.go: import \"os\"\nfunc f() { os.Remove(\"x\") }":       "generator/a.go writes with os.Remove",
		"generator/helpers/a.go: import _ \"fmt\"":                           "generator/helpers is not in the plan of the house",
		"generator/site/a.go: import _ \"tassei/generator/lang\"":            "",
		"generator/output/a.go: import \"os\"\nfunc f() { os.Remove(\"\") }": "",
		"generator/main.go: import _ \"tassei/generator/archive\"":           "",
		"generator/main.go: import _ \"tassei/generator/towns\"":             "generator/main.go imports tassei/generator/towns",
		"generator/main_test.go: import _ \"tassei/generator/towns\"":        "",
	} {
		name, text, _ := strings.Cut(code, ": ")
		faults, _ := breaches(t, fstest.MapFS{name: {Data: []byte("package x\n" + text + "\n")}})
		must.Be(t, strings.Join(faults, "; "), want, code)
	}
}

// TestFilesStayReadable holds the program's own files to what fits on a few screens.
func TestFilesStayReadable(t *testing.T) {
	const mostLines, mostOfFunction = 400, 60
	eachGoFile(t, os.DirFS(".."), func(name string, text []byte, files *token.FileSet, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		if n := strings.Count(string(text), "\n"); n > mostLines {
			t.Errorf("%s has %d lines: is it one idea?", name, n)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > mostOfFunction {
					t.Errorf("%s: %s has %d lines", name, f.Name.Name, n)
				}
			}
		}
	})
}

// scratch draws a year to be sealed from a copy of its sources, in a temporary
// folder outside of the project that it makes and removes itself.
const scratch = "generator/build/snapshot.go"

// breaches reads every Go file of a repository and lists what breaks the rule.
func breaches(t *testing.T, repository fs.FS) (faults, packages []string) {
	t.Helper()
	known := map[string]bool{}
	eachGoFile(t, repository, func(name string, _ []byte, _ *token.FileSet, file *ast.File) {
		known[path.Dir(name)] = true
		faults = append(faults, breachesOf(name, file)...)
	})
	return faults, slices.Sorted(maps.Keys(known))
}

// eachGoFile reads the Go files of a repository one by one.
func eachGoFile(t *testing.T, repository fs.FS, do func(name string, text []byte, files *token.FileSet, file *ast.File)) {
	t.Helper()
	err := fs.WalkDir(repository, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := path.Base(name); e.IsDir() && (base == "testdata" || base == "node_modules" || base == "public" || len(base) > 1 && base[0] == '.') {
			return fs.SkipDir
		}
		if e.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(repository, name)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		do(name, text, files, file)
		return nil
	})
	must.Succeed(t, err)
}

func breachesOf(name string, file *ast.File) (faults []string) {
	dir := path.Dir(name)
	rule, ok := house[dir]
	test := strings.HasSuffix(name, "_test.go")
	if test {
		side, has := sides[dir]
		rule, ok = room{ours: slices.Concat(rule.ours, side.ours, []string{"law", "must"}), theirs: rule.theirs}, ok || has
	}
	if !ok {
		return []string{dir + " is not in the plan of the house"}
	}
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !rule.allows(dir, p, test) {
			faults = append(faults, name+" imports "+p)
		}
	}
	if !test && dir != "generator/output" && dir != "generator/towns" && name != scratch {
		faults = append(faults, calls(name, file, "writes with", "os", changing)...)
	}
	if !test && rule.timeless {
		faults = append(faults, calls(name, file, "looks at the clock with", "time", clock)...)
	}
	return faults
}

func (r room) allows(dir, p string, test bool) bool {
	first, _, _ := strings.Cut(p, "/")
	switch {
	case strings.HasPrefix(p, ownModule):
		own := strings.TrimPrefix(p, ownModule)
		return own == dir || slices.Contains(r.ours, strings.TrimPrefix(own, "generator/"))
	case strings.Contains(first, "."):
		return test || slices.ContainsFunc(r.theirs, func(prefix string) bool { return strings.HasPrefix(p, prefix) })
	case test:
		return true
	}
	chance := strings.HasPrefix(p, "math/rand") || p == "crypto/rand"
	world := p == "time" || p == "os" || p == "io/fs" || p == "html/template" || p == "text/template" || strings.HasPrefix(p, "net/") || strings.HasPrefix(p, "os/")
	return !(r.timeless && chance) && !(r.pure && world)
}

// changing are the calls of os that change files: only output may do that.
// clock are those of time that give other results tomorrow or elsewhere.
var (
	changing = []string{
		"Create", "WriteFile", "Mkdir", "MkdirAll", "MkdirTemp", "CreateTemp", "Remove", "RemoveAll", "Rename", "Chmod", "Chtimes", "Link", "Symlink", "Truncate", "CopyFS",
	}
	clock = []string{"Now", "Since", "Until", "Local", "LoadLocation", "After", "Tick", "NewTimer", "NewTicker", "Sleep"}
)

// calls lists the uses of a package's functions by name.
func calls(name string, file *ast.File, verb, pkg string, functions []string) (faults []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := call.X.(*ast.Ident); ok && x.Name == pkg && slices.Contains(functions, call.Sel.Name) {
			faults = append(faults, fmt.Sprintf("%s %s %s.%s", name, verb, pkg, call.Sel.Name))
		}
		return true
	})
	return faults
}

// The map names every room of the house and no other, and the files and folders
// in which it sends somebody to begin are there.
func TestTheMapIsTrue(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	must.Succeed(t, err)
	_, rooms, ok := strings.Cut(string(text), "\n## Packages\n")
	if !ok {
		t.Fatal("ARCHITECTURE.md has no part “Packages”")
	}
	rooms, _, _ = strings.Cut(rooms, "\n\nThe shape differs")
	var named []string
	for _, m := range inlineCode.FindAllStringSubmatch(rooms, -1) {
		named = append(named, m[1])
		if _, known := house["generator/"+m[1]]; !known {
			t.Errorf("the map names %s, which is no room", m[1])
		}
	}
	for name := range house {
		if short := strings.TrimPrefix(name, "generator/"); name != "generator" && name != "layouts" && !slices.Contains(named, short) {
			t.Errorf("%s is not on the map", name)
		}
	}
	_, table, _ := strings.Cut(string(text), "\n## To change")
	table, _, _ = strings.Cut(table, "\n## ")
	for _, m := range inlineCode.FindAllStringSubmatch(table, -1) {
		if !strings.ContainsAny(m[1], "/.") || strings.ContainsAny(m[1], "<…* ") || strings.HasPrefix(m[1], ".") || strings.HasSuffix(m[1], "…") {
			continue
		}
		if _, err := os.Stat(m[1]); err != nil {
			if _, err := os.Stat("../" + m[1]); err != nil {
				t.Errorf("the map sends to %s, which is not there", m[1])
			}
		}
	}
}
