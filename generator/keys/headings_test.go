package keys

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// fileKinds are what source/headings.go calls the kinds of files.
var fileKinds = map[string]string{
	"data/city.toml": "city", "data/sections.toml": "sections", "data/glossary.toml": "glossary", "data/accessibility.toml": "accessibility",
	"data/plan/<sheet>.toml": "plan", "data/FY2024/year.toml": "year", "data/FY2024/<sheet>.toml": "records",
}

var (
	headingKind  = regexp.MustCompile(`(?s)\n\t"(\w+)":\s+\{(.*?)\}`)
	headingEntry = regexp.MustCompile(`"([\w.]+)": (true|false)`)
)

// TestEveryHeadingIsTold holds the headings that the reader knows, by which it
// mends a misspelt one, against the book: each of its tables can have a heading.
func TestEveryHeadingIsTold(t *testing.T) {
	book := map[string]bool{}
	for _, p := range Places() {
		file, heading, _ := strings.Cut(p.Where, " ")
		kind, ok := fileKinds[file]
		if !ok {
			continue
		}
		prefix := kind + " "
		if heading != "" {
			name := strings.Trim(heading, "[]")
			book[prefix+name] = strings.HasPrefix(heading, "[[")
			prefix += name + "."
		}
		for _, k := range p.Keys {
			name := prefix + k.Name
			if name == "records record.item" { // told with its breakdown
				name = "records record.breakdown.item"
			}
			if k.Takes == "table" || k.Takes == "list of tables" {
				book[name] = k.Takes == "list of tables"
			}
		}
	}
	text := must.Read(t, "../source/headings.go")
	reader := map[string]bool{}
	for _, m := range headingKind.FindAllStringSubmatch(string(text), -1) {
		for _, e := range headingEntry.FindAllStringSubmatch(m[2], -1) {
			reader[m[1]+" "+e[1]] = e[2] == "true"
		}
	}
	if len(reader) < 40 {
		t.Fatalf("only %d headings read", len(reader))
	}
	for _, name := range slices.Sorted(maps.Keys(book)) {
		if list, ok := reader[name]; !ok || list != book[name] {
			t.Errorf("%s: source/headings.go has %v, list %v; the book says list %v", name, ok, list, book[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(reader)) {
		if _, ok := book[name]; !ok {
			t.Errorf("%s is no table of the book", name)
		}
	}
}
