package layout

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"tassei/generator/pattern"
)

// starter is the name of the template that has html/template escape the others:
// escaping comes before execution, and the function stop ends that at once.
const starter = "layout start"

// derivedMark stands in the names of the variants that html/template makes of
// templates which are used in another place than text, such as in an attribute.
const derivedMark = "$htmltemplate_"

// escape has html/template decide how each action is escaped. It keeps its
// variants to itself unless a template of that name is there beforehand, so they
// are added under the names asked for until no name is missing. Escaping changes
// trees, so it works on copies.
func (s *Set) escape(trees map[string]*parse.Tree, roots []string) (*template.Template, error) {
	start := "{{$x := stop}}"
	for _, root := range roots {
		start += fmt.Sprintf("{{template %q .}}", root)
	}
	trees = maps.Clone(trees)
	for {
		set := template.New(starter).Funcs(template.FuncMap{"t": s.text, "icon": s.Icon, "stop": func() (string, error) { return "", errStop }})
		if _, err := set.Parse(start); err != nil {
			return nil, err
		}
		for name, tree := range trees {
			tree = tree.Copy()
			tree.Name = name
			if _, err := set.AddParseTree(name, tree); err != nil {
				return nil, err
			}
		}
		if err := set.Execute(io.Discard, nil); !errors.Is(err, errStop) {
			return nil, err
		}
		missing := false
		for _, t := range set.Templates() {
			for _, call := range calls(t.Tree.Root) {
				if trees[call.Name] == nil {
					original, _, _ := strings.Cut(call.Name, derivedMark)
					trees[call.Name] = trees[original]
					missing = true
				}
			}
		}
		if !missing {
			return set, nil
		}
	}
}

// escapeFaults escapes each kind of page alone, since html/template stops at its
// first fault.
func (s *Set) escapeFaults(all map[string]*parse.Tree, roots []string) Errors {
	var faults Errors
	for _, root := range roots {
		if _, err := s.escape(all, []string{root}); err != nil {
			faults = append(faults, s.escapeFault(all, err))
		}
	}
	return faults.tidy()
}

// escapeFault turns html/template's message into an Error at its place.
func (s *Set) escapeFault(trees map[string]*parse.Tree, err error) *Error {
	var cause *template.Error
	if !errors.As(err, &cause) {
		return fileFault("base.html", tell("html", err))
	}
	name, _, _ := strings.Cut(cause.Name, derivedMark)
	tree := cmp.Or(trees[name], trees["base.html"])
	what := tell("html", cause.Description)
	if own := htmlFaults[cause.ErrorCode]; own != nil {
		what = own
	}
	if cause.ErrorCode == template.ErrEndContext {
		for _, name := range slices.Sorted(maps.Keys(s.texts)) {
			if at := openQuote(s.texts[name]); at >= 0 {
				return faultIn(name, s.texts[name], at, what)
			}
		}
	}
	file := "base.html"
	if tree != nil {
		file = tree.ParseName
		if cause.Node != nil && cause.Node.Position() > 0 {
			return faultIn(file, s.texts[file], int(cause.Node.Position()), what)
		}
	}
	e := fileFault(file, what)
	e.Line = max(1, cause.Line)
	return e
}

// openValue is a value whose quotation mark is closed only behind another tag.
var openValue = pattern.New(`\s[a-zA-Z-]+="[^"]*>[^"<]*<`)

// openQuote is where a value begins whose closing quotation mark is lost; -1 for none.
func openQuote(source string) int {
	bare := anyAction.ReplaceAllStringFunc(source, func(s string) string { return strings.Repeat("_", len(s)) })
	if m := openValue.FindStringIndex(bare); m != nil {
		return m[0] + 1
	}
	return -1
}

var anyAction = pattern.New(`(?s)\{\{.*?\}\}`)

// htmlFaults are html/template's faults that are said in our own terms.
var htmlFaults = map[template.ErrorCode]*Error{
	template.ErrBranchEnd:        tell("branches"),
	template.ErrEndContext:       tell("unclosed"),
	template.ErrRangeLoopReentry: tell("rounds"),
	template.ErrOutputContext:    tell("places"),
	template.ErrAmbigContext:     tell("address"),
}
