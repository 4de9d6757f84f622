package layout

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/markup"
)

// Error is one fault in a layout, at its place in the file as web staff wrote it.
// It says what is wrong by a case; for people the caller words it.
type Error struct {
	File   string // relative to the layouts folder, with slashes: "parts/nav.html"
	Line   int    // from 1; 1 where the fault is the whole file's
	Column int    // from 1, in characters; 1 where it is not known
	Name   string // the field, function, part or icon at fault; may be empty

	Case  string   // what is wrong: the rule book has the words, under message.CASE
	Args  []string // what the words name: {a}, {b} …
	Of    string   // the function that Case is about; may be empty
	Near  []string // the names that were most likely meant
	Known []string // all names that there are
}

// Error gives file:line:column, the case with what it names, and what was most
// likely meant, on one line.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s:%d:%d: ", e.File, e.Line, e.Column)
	if e.Of != "" {
		s += e.Of + ": "
	}
	s += strings.Join(append([]string{e.Case}, e.Args...), " ")
	if len(e.Near) > 0 {
		s += " (" + strings.Join(e.Near, " or ") + "?)"
	}
	return s
}

// Refused reports whether the fault is a file that is not even opened: a link or
// another special file, or more than a folder of layouts may hold.
func (e *Error) Refused() bool {
	switch e.Case {
	case "special", "folder", "deep", "many", "large":
		return true
	}
	return false
}

// fileFault gives a fault its file.
func fileFault(name string, what *Error) *Error {
	e := *what
	e.File = name
	return &e
}

// faultIn is a fault at a byte of a file's text.
func faultIn(name, text string, at int, what *Error) *Error {
	e := fileFault(name, what)
	e.Line, e.Column = place(text, at)
	return e
}

// marked gives what is wrong with a file's markup its place.
func marked(name, text string, f markup.Fault) *Error {
	if f.Until > 0 {
		line, _ := place(text, f.Until)
		f.Args = append(f.Args, strconv.Itoa(line))
	}
	return faultIn(name, text, f.At, &Error{Case: f.Case, Args: f.Args})
}

// Errors is every fault found, sorted by place, none twice.
type Errors []*Error

// Error gives one fault a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Problems collects the faults in errors that this package returned, also when
// they were wrapped: sorted by place, none twice, since each page
// kind meets the faults of base.html anew. Other errors are left out.
func Problems(errs ...error) (all Errors) {
	for _, err := range errs {
		var many Errors
		var one *Error
		switch {
		case errors.As(err, &many):
			all = append(all, many...)
		case errors.As(err, &one):
			all = append(all, one)
		}
	}
	return all.tidy()
}

func (es Errors) tidy() Errors {
	es = slices.Clone(es)
	slices.SortStableFunc(es, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Case, b.Case), cmp.Compare(a.Name, b.Name), slices.Compare(a.Args, b.Args))
	})
	var once Errors
	for _, e := range es {
		if n := len(once); n > 0 && once[n-1].alike(e) {
			once[n-1] = once[n-1].with(e)
			continue
		}
		once = append(once, e)
	}
	return once
}

// alike tells that two faults are one: a name in a shared layout that several
// kinds of pages do not have.
func (e *Error) alike(o *Error) bool {
	return e.File == o.File && e.Line == o.Line && e.Column == o.Column && e.Case == o.Case && e.Name == o.Name &&
		(e.Of == o.Of && slices.Equal(e.Args, o.Args) || e.Case == "nofield")
}

// with leaves those names on offer that both pages have.
func (e *Error) with(o *Error) *Error {
	if slices.Equal(e.Known, o.Known) {
		return e
	}
	one := *e
	gone := func(name string) bool { return !slices.Contains(o.Known, name) }
	one.Known, one.Near = slices.DeleteFunc(slices.Clone(e.Known), gone), slices.DeleteFunc(slices.Clone(e.Near), gone)
	return &one
}

// orNil turns an empty list into a nil error.
func (es Errors) orNil() error {
	if len(es) == 0 {
		return nil
	}
	return es.tidy()
}

// place turns a byte offset into a line and a column in characters.
func place(text string, offset int) (line, column int) {
	offset = min(max(offset, 0), len(text))
	before := text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:])
}

// tell makes the fault of a case, which has no place yet. The rule book has the words
// of each case.
func tell(which string, args ...any) *Error {
	e := &Error{Line: 1, Column: 1, Case: which}
	for _, a := range args {
		e.Args = append(e.Args, fmt.Sprint(a))
	}
	return e
}

// of says which function the fault is about.
func (e *Error) of(name string) *Error {
	e.Of = name
	return e
}

// told takes what another package, or a function of the data, has to say as it is.
func told(err error) *Error {
	if e, ok := err.(*Error); ok {
		return e
	}
	return tell("error", err)
}

// offer adds the names closest to a misspelt one, and all that there are, each
// with the given prefix.
func (e *Error) offer(prefix, wrong string, names []string) *Error {
	e.Known = nil
	for _, n := range names {
		e.Known = append(e.Known, prefix+n)
	}
	slices.Sort(e.Known)
	e.Known = slices.Compact(e.Known)
	e.Near = near(prefix+wrong, e.Known, len(wrong))
	return e
}

// NoMessage is what a function of the caller's gives for a message that does not
// exist. Of all that there are only the nearest names are told: there are hundreds.
func NoMessage(key string, keys []string) error {
	e := tell("nomessage", key).offer("", key, keys)
	e.Name, e.Known = key, nil
	return e
}

// NoValue is what a function of the caller's gives for a message that names something of
// which the layout gave no value.
func NoValue(key, name string) error {
	e := tell("novalue", key, name)
	e.Name = key
	return e
}

// near are the names that differ least from a wrong one. A name that differs in
// every letter is no help.
func near(wrong string, names []string, letters int) (nearest []string) {
	best := min(1+letters/4, letters-1)
	for _, n := range names {
		switch d := diag.Distance(strings.ToLower(wrong), strings.ToLower(n)); {
		case d < best:
			best, nearest = d, []string{n}
		case d == best:
			nearest = append(nearest, n)
		}
	}
	return nearest
}
