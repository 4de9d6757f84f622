// Package layout turns the files that say how pages look into code that makes
// pages fast.
//
// Layouts are html/template files that web staff edit: base.html, one
// pages/<kind>.html for each kind of page, and parts that they share in
// parts/*.html; beside them icons/*.svg and assets. A city's file of the same
// name takes the place of the default one. Escaping is decided by html/template;
// this package takes the escaped templates, drops the white space that says
// nothing, and compiles them once for the type of data that a kind of page
// shows. A field that the data does not have is an error with its place and the
// fields that there are, before any page is made.
//
// Set holds what was read, Page makes a Compiled page for one type of data:
//
//	set, err := layout.Load(layouts.FS, override, texts.Lookup, nil)
//	page, err := layout.Page[IndicatorPage](set, "indicator")
//	html, err := page.Append(nil, &IndicatorPage{Title: "36 < 57"})
//
// In layouts:
//
//   - base.html is the whole page. Where pages differ it says {{template "main" .}}
//     or {{block "head" .}}…{{end}}, and pages/<kind>.html says {{define "main"}}…{{end}}.
//     A page file with text of its own outside of any define stands alone.
//   - A part is used by its file name: {{template "parts/nav.html" .}}.
//   - {{icon "search"}} puts icons/search.svg in.
//   - {{t "overview.title"}} is a message, made once, when the layout is compiled, if
//     nothing but constants stands in it. A site in two languages has a Set for each,
//     see Set.WithText. The other functions are in builtin.go.
//   - Runs of white space become one space or line break, except in pre, textarea,
//     script, style and svg. An element that a stylesheet gives white-space: pre is not seen.
//   - Data never stands in a script, a style or <meta http-equiv>. JSON-LD comes as a complete
//     <script type="application/ld+json"> element in a template.HTML value.
package layout

import (
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"sync"
	"text/template/parse"

	"tassei/generator/freeze"
)

// Text gives the message that a layout asks for with {{t "key" "name" value}}: the
// same for the same words.
type Text func(key string, pairs ...string) (string, error)

// Set is all layouts of a site with their assets and icons. It does not change
// after Load and may be used by many goroutines.
type Set struct {
	src   sources
	icons map[string]template.HTML
	text  Text
	texts map[string]string      // source text of each layout file, for places in errors
	roots map[string]string      // of each kind of page, the template that is the page
	trees map[string]*parse.Tree // escaped, by template name
	html  *template.Template     // the same for html/template, the measure in tests; nil where the trees were kept
	done  *compiledParts
	kept  freeze.Keeper // may be nil

	minified  *sync.Map // assets by name
	languages *sync.Map // inLanguage by tag
}

// inLanguage is a set with the texts of a language.
type inLanguage struct {
	words any
	set   *Set
}

// Load reads the layouts, the city's files first (override may be nil), checks
// and escapes them all. The error is an [Errors] with every fault of every file.
// Without a text each message is its key, which will do until Set.WithText. What kept has
// of the same files, if it is not nil, is neither parsed nor escaped again.
func Load(defaults, override fs.FS, text Text, kept freeze.Keeper) (*Set, error) {
	src, faults := readSources(defaults, override)
	if len(faults) > 0 {
		return nil, faults.orNil()
	}
	icons, faults := src.icons()

	if text == nil {
		text = func(key string, _ ...string) (string, error) { return key, nil }
	}
	s := &Set{src: src, icons: icons, text: text, texts: map[string]string{}, roots: map[string]string{}, done: newCompiledParts(),
		kept: kept, minified: &sync.Map{}, languages: &sync.Map{}}
	sum := src.sum()
	if kept != nil && len(faults) == 0 {
		if b, there := kept.Get("layouts", sum); there && s.recall(b) {
			return s, nil
		}
	}
	files, parseFaults := s.parseFiles()
	faults = append(faults, parseFaults...)
	faults = append(faults, s.thin(files)...)
	if len(faults) > 0 {
		return nil, faults.orNil()
	}
	if faults = s.assemble(files); len(faults) > 0 {
		return nil, faults.orNil()
	}
	if kept != nil {
		if b := s.keep(); b != nil {
			kept.Put("layouts", sum, b)
		}
	}
	return s, nil
}

// WithText gives the same layouts with the texts of another language, without
// reading and checking them again.
func (s *Set) WithText(text Text) *Set {
	other := *s
	other.text, other.done = text, newCompiledParts()
	return &other
}

// InLanguage is WithText for who builds again and again. words are all that text draws on: while they are
// equal, it is the same set, with all that was compiled for it.
func (s *Set) InLanguage(tag string, words any, text Text) *Set {
	if was, there := s.languages.Load(tag); there && reflect.DeepEqual(was.(inLanguage).words, words) {
		return was.(inLanguage).set
	}
	set := s.WithText(text)
	s.languages.Store(tag, inLanguage{words, set})
	return set
}

// Kinds lists the kinds of pages that have a layout, sorted.
func (s *Set) Kinds() []string { return slices.Sorted(maps.Keys(s.roots)) }

// Asset gives the bytes of assets/<name> as they are in the file. A name that
// is not there is an error that wraps [fs.ErrNotExist].
func (s *Set) Asset(name string) ([]byte, error) {
	b, ok := s.src.bytes["assets/"+name]
	if !ok {
		return nil, fmt.Errorf("assets/%s: %w", name, fs.ErrNotExist)
	}
	return slices.Clone(b), nil
}

// Icon gives the svg element of icons/<name>.svg. It is what {{icon "name"}} calls.
func (s *Set) Icon(name string) (template.HTML, error) {
	svg, ok := s.icons[name]
	if !ok {
		e := tell("noicon", name).offer("", name, slices.Collect(maps.Keys(s.icons)))
		e.Name = name
		return "", e
	}
	return svg, nil
}
