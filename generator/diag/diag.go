// Package diag tells people what is wrong in their files: problems with their
// places, and the rule book that says for each rule what it wants, why, and
// what a wrong and a right text look like.
//
// A rule is broken in facts, so a [Problem] is made from a code and arguments,
// never from a sentence; the words come from the rule book in the language of
// the reader:
//
//	p := diag.New("K112", "key", "actual", "hint", "number", "number", "12")
//	p = p.At("data/FY2024/1-i.toml", 14, 10).Quote(`actual = "12人"`, 6)
//	p.In("ja").Message // 実績値は数で書いてください
//
// One file is one rule: rules/K112.txtar. Its head is the severity; then a
// section for each language (title, message, hint, why), and a wrong and a
// right example, which the tests of package source run. Placeholders stand in
// braces; {key:word} takes the field's word for the argument from
// rules/words.txt. An argument named "message" or "hint" chooses the variant
// message.<variant> or hint.<variant>.
//
// The codes: K1 reading, K2 plan, K3 figures, K4 words, K5 pages, K6 archive.
package diag

import (
	"cmp"
	"strings"
)

// Severity says whether a problem stops a build.
type Severity string

// The severities, as they are printed in every language.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is one broken rule at its place.
type Problem struct {
	File     string // relative to the source, with slashes; "" for none
	Line     int    // from 1
	Column   int    // from 1, in characters
	Severity Severity
	Code     string // of the rule book, such as K112
	Message  string // set by In
	Hint     string // set by In; may stay empty
	Excerpt  string // the line at fault, control characters made visible; "" for a whole file
	Width    int    // screen cells of the text at fault: full-width is 2

	Args map[string]string // what the rule's message names

	Caret int // characters of Excerpt before the text at fault
}

// New makes a problem from a rule's code and pairs of argument name and value.
func New(code string, pairs ...string) Problem {
	p := Problem{Code: code, Severity: Error, Line: 1, Column: 1, Args: make(map[string]string, len(pairs)/2)}
	if r, ok := Find(code); ok {
		p.Severity = r.Severity
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		p.Args[pairs[i]] = pairs[i+1]
	}
	return p
}

// At places the problem. A problem of a whole file stands at 1:1.
func (p Problem) At(file string, line, column int) Problem {
	p.File, p.Line, p.Column = file, line, column
	return p
}

// excerptLimit bounds an excerpt, in characters on each side of the fault.
const excerptLimit = 300

// Quote sets the excerpt from the line at fault, of which length characters
// from the problem's column on are to blame. Control characters are made
// visible and a very long line is cut.
func (p Problem) Quote(line string, length int) Problem {
	runes := []rune(strings.TrimSuffix(line, "\r"))
	at := min(max(p.Column-1, 0), len(runes))
	end := min(at+max(length, 0), len(runes))
	from, to := max(at-excerptLimit, 0), min(end+excerptLimit, len(runes))
	head, tail := "", ""
	if from > 0 {
		head = "…"
	}
	if to < len(runes) {
		tail = "…"
	}
	if end-at > excerptLimit {
		end = at + excerptLimit
		to, tail = end, "…"
	}
	before := head + Visible(string(runes[from:at]))
	fault := Visible(string(runes[at:end]))
	p.Excerpt = before + fault + Visible(string(runes[end:to])) + tail
	p.Caret = len([]rune(before))
	p.Width = max(Cells(fault), 1)
	return p
}

// In returns the problem with message and hint in a language of the rule book;
// another language gets English.
func (p Problem) In(lang string) Problem {
	r, ok := Find(p.Code)
	if !ok {
		p.Message = cmp.Or(p.Message, p.Code)
		return p
	}
	words := r.in(lang)
	p.Message = p.fill(words, lang, "message")
	p.Hint = p.inLanguages(p.fill(words, lang, "hint"))
	return p
}

// fill takes the variant that the arguments choose, or else the plain text.
func (p Problem) fill(words map[string]string, lang, field string) string {
	text, ok := "", false
	if v := p.Args[field]; v != "" {
		text, ok = words[field+"."+v]
	}
	if !ok {
		text = words[field]
	}
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		f := placeholder.FindStringSubmatch(s)
		value, ok := p.Args[f[1]]
		if !ok {
			return "⟦" + f[1] + "⟧"
		}
		if f[2] != "" {
			return wordFor(lang, value)
		}
		return short(Visible(value))
	})
}

// argumentLimit bounds a value inside a message, in characters.
const argumentLimit = 160

func short(s string) string {
	if r := []rune(s); len(r) > argumentLimit {
		return string(r[:argumentLimit]) + "…"
	}
	return s
}

// Compare orders problems by file, line, column, code and arguments.
func Compare(a, b Problem) int {
	c := cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Code, b.Code))
	if c != 0 {
		return c
	}
	return cmp.Compare(argsKey(a), argsKey(b))
}
