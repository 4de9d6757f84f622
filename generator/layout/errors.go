package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Rule says what sort of fault an [Error] is, so that a caller can attach its
// own words and help in the reader's language.
type Rule string

// The sorts of faults that are found in layouts.
const (
	RuleRead     Rule = "read"     // a file is missing, cannot be read or is not UTF-8
	RuleSyntax   Rule = "syntax"   // the template syntax is broken
	RuleHTML     Rule = "html"     // the HTML around an action makes safe escaping impossible
	RuleField    Rule = "field"    // a field or method that the page's data does not have
	RuleFunction Rule = "function" // a function that layouts do not have, or one that failed
	RuleTemplate Rule = "template" // a part that does not exist, or exists twice
	RuleType     Rule = "type"     // a value of a kind that does not fit its use
	RuleUnsafe   Rule = "unsafe"   // data in a script, a style or <meta http-equiv>
	RuleIcon     Rule = "icon"     // an icon that does not exist or is no plain SVG
	RuleMessage  Rule = "message"  // a message that no catalogue has
	RuleRun      Rule = "run"      // a fault met only with a page's data in hand
	RuleLink     Rule = "link"     // a link, a pipe or another special file, which is not opened
	RuleSize     Rule = "size"     // a file that is too large
)

// Error is one fault in a layout, at its place in the file as web staff wrote it.
type Error struct {
	File    string // relative to the layouts folder, with slashes: "parts/nav.html"
	Line    int    // from 1; 1 where the fault is the whole file's
	Column  int    // from 1, in characters; 1 where it is not known
	Message string // what is wrong, in plain English, without place or hint
	Suggest string // how to mend it, such as "did you mean .Name? …"; may be empty
	Rule    Rule   // the sort of fault
	Name    string // the field, function, part or icon at fault; may be empty

	Case  string   // what is wrong, one of Cases, for words of the caller's own
	Args  []string // what the words name, in the order of the English sentence
	Of    string   // the function that Case is about; may be empty
	Near  []string // the names that were most likely meant
	Known []string // all names that there are
}

// Error gives file:line:column, message and suggestion on one line.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	if e.Suggest != "" {
		s += " (" + e.Suggest + ")"
	}
	return s
}

// fileFault is a fault of a whole file.
func fileFault(name string, rule Rule, what *saying) *Error {
	e := fault(rule, what)
	e.File = name
	return e
}

func fault(rule Rule, what *saying) *Error {
	return &Error{Line: 1, Column: 1, Rule: rule, Message: what.english, Case: what.key, Args: what.args, Of: what.about}
}

// In names the file of a fault that CSS or JS found.
func In(file string, err error) error {
	e, ok := err.(*Error)
	if !ok {
		return fmt.Errorf("%s: %w", file, err)
	}
	named := *e
	named.File = file
	return &named
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
// they were wrapped or joined: sorted by place, none twice, since each page
// kind meets the faults of base.html anew. Other errors are left out.
func Problems(errs ...error) Errors {
	var all Errors
	for _, err := range errs {
		all = appendProblems(all, err)
	}
	return all.tidy()
}

func appendProblems(all Errors, err error) Errors {
	switch err := err.(type) {
	case nil:
	case *Error:
		all = append(all, err)
	case Errors:
		all = append(all, err...)
	case interface{ Unwrap() []error }:
		for _, inner := range err.Unwrap() {
			all = appendProblems(all, inner)
		}
	case interface{ Unwrap() error }:
		all = appendProblems(all, err.Unwrap())
	}
	return all
}

func (es Errors) tidy() Errors {
	es = slices.Clone(es)
	slices.SortStableFunc(es, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Case, b.Case), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Message, b.Message))
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
		(e.Message == o.Message || e.Case == "nofield")
}

// with leaves those names on offer that both pages have.
func (e *Error) with(o *Error) *Error {
	if slices.Equal(e.Known, o.Known) {
		return e
	}
	one := *e
	here := func(name string) bool { return slices.Contains(o.Known, name) }
	one.Known, one.Near = only(e.Known, here), only(e.Near, here)
	one.Suggest = suggestion(one.Near, one.Known)
	return &one
}

func only(names []string, keep func(string) bool) (kept []string) {
	for _, name := range names {
		if keep(name) {
			kept = append(kept, name)
		}
	}
	return kept
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

// distance counts the letters to add, drop, change or swap to get from a to b.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var two, one, row []int
	for j := range len(t) + 1 {
		row = append(row, j)
	}
	for i := range s {
		two, one, row = one, row, make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			change := 1
			if s[i] == t[j] {
				change = 0
			}
			row[j+1] = min(one[j+1]+1, row[j]+1, one[j]+change)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
		}
	}
	return row[len(t)]
}
