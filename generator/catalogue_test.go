package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
	"tassei/generator/source"
	"tassei/layouts"
)

// shippedLanguages are complete; every other one is a city's own.
var shippedLanguages = []string{"ja", "en"}

func shippedCatalogues(t *testing.T) map[string]*lang.Catalogue {
	t.Helper()
	all := map[string]*lang.Catalogue{}
	for _, tag := range shippedLanguages {
		c, err := source.Catalogue(layouts.FS, tag)
		must.Succeed(t, err)
		all[tag] = c
	}
	return all
}

// given are the placeholders of a message, but for that which any may have.
func given(c *lang.Catalogue, key string) []string {
	return slices.DeleteFunc(c.Placeholders(key), func(name string) bool { return lang.OpenPlaceholder(name) })
}

// Both catalogues have the same messages with the same placeholders. A
// language may leave out key.one where it does not count.
func TestCataloguesMatch(t *testing.T) {
	cat := shippedCatalogues(t)
	for _, pair := range [][2]string{{"ja", "en"}, {"en", "ja"}} {
		a, b := cat[pair[0]], cat[pair[1]]
		for _, key := range a.Keys() {
			if strings.HasSuffix(key, ".one") && !b.Has(key) {
				continue
			}
			plain := strings.TrimSuffix(key, ".other")
			if !b.Has(key) && !b.Has(plain) && !b.Has(plain+".other") {
				t.Errorf("%s has %s, %s has not", pair[0], key, pair[1])
				continue
			}
			other := key
			if !b.Has(other) {
				if other = plain; !b.Has(other) {
					other = plain + ".other"
				}
			}
			if slices.ContainsFunc([]string{"format.month", "timeline.month", "format.date", "format.fiscal_year", "share_image.year"}, func(d string) bool { return strings.HasPrefix(key, d) }) {
				continue // a date is made of other parts in each language: {era} or {month_name}
			}
			if x, y := given(a, key), given(b, other); !slices.Equal(x, y) {
				t.Errorf("%s: %v in %s, %v in %s", key, x, pair[0], y, pair[1])
			}
		}
	}
}

// asked is one message that the program asks for: its key, or the beginning
// or the end of one, and the names of the values that it gives.
type asked struct {
	key    string
	prefix bool
	suffix bool
	counts bool
	gives  []string
	open   bool // gives more than can be read from the code
	where  string
}

// Every message that layouts and pages ask for exists, with no placeholder
// that it is given no value for; and nothing in the catalogue is for nobody.
func TestEveryMessageIsThereAndUsed(t *testing.T) {
	wanted := append(askedByLayouts(t), askedByCode(t, "site")...)
	wanted = append(wanted, askedByCode(t, "lang")...)
	if len(wanted) < 200 {
		t.Fatalf("only %d uses were found", len(wanted))
	}
	used := map[string]bool{}
	for _, key := range literalsOf(t, "site") {
		used[key] = true // a key that is chosen before it is asked for
	}
	for tag, c := range shippedCatalogues(t) {
		for _, w := range wanted {
			keys := w.keys(c)
			if len(keys) == 0 {
				t.Errorf("%s asks for %s, which %s lacks", w.where, w.key, tag)
			}
			for _, key := range keys {
				used[key] = true
				for _, name := range c.Placeholders(key) {
					if !lang.OpenPlaceholder(name) && !w.open && !w.prefix && !w.suffix && !slices.Contains(w.gives, name) {
						t.Errorf("%s: %s has {%s} in %s, but is given only %v", w.where, key, name, tag, w.gives)
					}
				}
			}
		}
	}
	for tag, c := range shippedCatalogues(t) {
		elsewhere := []string{"format.", "month.", "opendata.", "field.", "code."} // what is asked for of the last three, opendata's own test knows
		for _, key := range c.Keys() {
			if !used[key] && !slices.ContainsFunc(elsewhere, func(begins string) bool { return strings.HasPrefix(key, begins) }) {
				t.Errorf("%s has %s, which nothing asks for", tag, key)
			}
		}
	}
}

// keys are the messages of the catalogue that answer.
func (w asked) keys(c *lang.Catalogue) (keys []string) {
	for _, key := range c.Keys() {
		plain := strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")
		if key == w.key || w.counts && plain == w.key || w.prefix && strings.HasPrefix(key, w.key) || w.suffix && strings.HasSuffix(key, w.key) {
			keys = append(keys, key)
		}
	}
	return keys
}

var asksInLayout = regexp.MustCompile(`\bt "([^"]+)"((?: "[^"]+" [^ }]+)*)`)

func askedByLayouts(t *testing.T) (list []asked) {
	err := fs.WalkDir(layouts.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		text, err := fs.ReadFile(layouts.FS, name)
		for _, m := range asksInLayout.FindAllStringSubmatch(string(text), -1) {
			w := asked{key: m[1], where: "layouts/" + name}
			for _, pair := range regexp.MustCompile(`"([^"]+)" `).FindAllStringSubmatch(m[2]+" ", -1) {
				w.gives = append(w.gives, pair[1])
			}
			list = append(list, w)
		}
		return err
	})
	must.Succeed(t, err)
	return list
}

// askedByCode reads the calls of Say and Count in a package: a literal key, or
// one that begins with a literal.
func askedByCode(t *testing.T, dir string) (list []asked) {
	names, err := filepath.Glob(dir + "/*.go")
	must.Succeed(t, err)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		must.Succeed(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Say" && sel.Sel.Name != "Count" {
				return true
			}
			w := asked{where: set.Position(call.Pos()).String(), counts: sel.Sel.Name == "Count", open: call.Ellipsis.IsValid()}
			var whole bool
			if w.key, whole = literal(call.Args[0]); w.key == "" {
				if b, ok := call.Args[0].(*ast.BinaryExpr); ok {
					w.key, w.suffix = literal(b.Y)
				}
			}
			if w.key == "" {
				return true
			}
			w.prefix = !whole && !w.suffix
			w.counts = w.counts || w.prefix
			w.given(call)
			list = append(list, w)
			return true
		})
	}
	return list
}

// literalsOf lists all string literals of a package.
func literalsOf(t *testing.T, dir string) (list []string) {
	names, err := filepath.Glob(dir + "/*.go")
	must.Succeed(t, err)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		must.Succeed(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(*ast.BasicLit); ok {
				if s, whole := literal(e); whole {
					list = append(list, s)
				}
			}
			return true
		})
	}
	return list
}

// given notes which placeholders a call fills in.
func (w *asked) given(call *ast.CallExpr) {
	pairs := call.Args[1:]
	if w.counts && !w.prefix {
		pairs = pairs[min(1, len(pairs)):]
		w.gives = []string{"n"}
	}
	for i := 0; i < len(pairs); i += 2 {
		if key, whole := literal(pairs[i]); whole {
			w.gives = append(w.gives, key)
		} else {
			w.open = true
		}
	}
}

// literal is the string that an expression is (whole), or begins with.
func literal(e ast.Expr) (s string, whole bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		s, _ := literal(e.X)
		return s, false
	}
	return "", false
}

// The shipped languages write dates as offices and readers of each do.
func TestShippedLanguagesWriteDates(t *testing.T) {
	cat := shippedCatalogues(t)
	period, err := lang.ParsePeriod("R6.4～R7.1")
	must.Succeed(t, err)
	for _, c := range []struct{ got, want string }{
		{cat["en"].Period(period), "Apr 2024 – Jan 2025"},
		{cat["en"].Period(lang.Period{End: period.End}), "by Jan 2025"},
		{cat["ja"].FiscalYear(2024, "full"), "令和6年度（2024年度）"},
		{cat["en"].FiscalYear(2024, "full"), "FY2024 (April 2024 – March 2025)"},
		{cat["ja"].FiscalYear(2019, "short"), "令和元年度"},
		{cat["en"].FiscalYear(2019, "short"), "FY2019"},
		{cat["ja"].Month(period.Start), "令和6年4月"},
		{cat["en"].Month(period.Start), "Apr 2024"},
		{cat["ja"].Date("2019-05-01"), "令和元年5月1日"},
		{cat["en"].Date("2019-05-01"), "1 May 2019"},
		{cat["en"].Number("1647"), "1,647"},
	} {
		must.Be(t, c.got, c.want)
	}
}
