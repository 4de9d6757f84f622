package toml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Edit changes values in a TOML file and leaves comments, order and alignment
// alone. The file was read and found sound before.
type Edit struct {
	text   string
	d      *Document
	starts []int // where each line of text begins
	parts  []statement
	cuts   []cut
	eol    string
}

// statement is a header, a key with its value, or a comment on lines of its own.
// The walk gives its places in the text that it read, Edit in the file's own.
type statement struct {
	header, note bool
	keys         []Entry
	value        *Node // nil of headers and comments
	at           int   // where it begins in its line
	equals       int   // of the sign =
	end          int   // after it; of an Edit's, where the next line begins

	name       string // "record.action" of [[record.action]], or the key
	start      int    // of the first line
	line       int    // the first, from 1
	from, till int    // the value
}

// keep notes a statement where that is asked for.
func (w *walk) keep(s statement) {
	if w.d.statements != nil {
		*w.d.statements = append(*w.d.statements, s)
	}
}

// cut replaces a piece of the text.
type cut struct {
	from, to int
	with     string
	end      bool // the end of the file, behind all else
	table    bool // a table, which comes after keys that are put in at the same place
}

// Change is one piece of a file, before and after.
type Change struct {
	File     string
	Line     int // where the piece begins, from 1
	Old, New []string
}

// String is the change as a diff.
func (c Change) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d\n", c.File, c.Line)
	for _, l := range c.Old {
		b.WriteString("- " + l + "\n")
	}
	for _, l := range c.New {
		b.WriteString("+ " + l + "\n")
	}
	return b.String()
}

// Difference is one change of a file from a text to another: all lines but those
// that begin and end both.
func Difference(file, old, now string) Change {
	a, b := Lines(old), Lines(now)
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	for len(a) > from && len(b) > from && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return Change{File: file, Line: from + 1, Old: a[from:], New: b[from:]}
}

// NewEdit takes the text of a file.
func NewEdit(text string) *Edit {
	e := &Edit{text: text, eol: "\n"}
	if strings.Contains(text, "\r\n") {
		e.eol = "\r\n"
	}
	e.starts = []int{len(text) - len(strings.TrimPrefix(text, "\ufeff"))}
	for i, c := range []byte(text) {
		if c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			e.starts = append(e.starts, i+1)
		}
	}
	var ok bool
	if e.d, ok = NewText("", []byte(text)); !ok {
		return e
	}
	e.d.statements = &e.parts
	e.d.parse()
	for i := range e.parts {
		e.place(&e.parts[i])
	}
	return e
}

// Text is what the edits are made in.
func (e *Edit) Text() string { return e.text }

// place gives a statement of the walk its places in the file, which may have a
// BOM, line ends of Windows and full-width signs.
func (e *Edit) place(s *statement) {
	s.line, _ = e.d.Place(s.at)
	s.start = e.starts[s.line-1]
	if s.value != nil {
		s.equals, s.from, s.till = e.at(s.equals), e.at(s.value.At), e.at(s.value.End)
	}
	s.at, s.end = e.at(s.at), e.lineEnd(e.at(s.end))
	names := make([]string, len(s.keys))
	for i, k := range s.keys {
		names[i] = k.Key
	}
	s.name = strings.Join(names, ".")
}

// at is the byte of the file for a byte of the walk's text.
func (e *Edit) at(offset int) int {
	line, column := e.d.Place(offset)
	at := e.starts[line-1]
	for range column - 1 {
		_, n := utf8.DecodeRuneInString(e.text[at:])
		at += n
	}
	return at
}

// lineEnd is the start of the line after the one that at is in.
func (e *Edit) lineEnd(at int) int {
	if i := strings.IndexByte(e.text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(e.text)
}

// Value is a value of a file and where it stands in it.
type Value struct {
	*Node
	e        *Edit
	from, to int
}

// Set replaces the value.
func (v Value) Set(toml string) { v.e.replace(v.from, v.to, toml) }

// Inside is the value of a key of an inline table.
func (v Value) Inside(key string) (Value, bool) {
	if v.Kind != Table {
		return Value{}, false
	}
	n := v.Get(key)
	if n == nil {
		return Value{}, false
	}
	return Value{Node: n, e: v.e, from: v.e.at(n.At), to: v.e.at(n.End)}, true
}

// Item is an item of an array.
func (v Value) Item(i int) Value {
	n := v.Items[i]
	return Value{Node: n, e: v.e, from: v.e.at(n.At), to: v.e.at(n.End)}
}

// AppendItems puts items in after the last of an array that has some: on lines
// of their own where the last one stands so. It returns false for an empty one.
func (v Value) AppendItems(items ...string) bool {
	if v.Kind != Array || len(v.Items) == 0 {
		return false
	}
	e, last := v.e, v.Item(len(v.Items)-1)
	start := strings.LastIndexByte(e.text[:last.from], '\n') + 1
	indent := e.text[start:last.from]
	rest := strings.TrimLeft(e.text[last.to:e.lineEnd(last.to)], " \t")
	if strings.TrimSpace(indent) != "" || strings.HasPrefix(strings.TrimLeft(rest, ", \t"), "]") {
		e.replace(last.to, last.to, ", "+strings.Join(items, ", "))
		return true
	}
	if !strings.HasPrefix(rest, ",") {
		if strings.HasPrefix(strings.TrimLeft(e.text[last.to:], " \t\r\n"), ",") {
			return false // a comma on a line of its own
		}
		e.replace(last.to, last.to, ",")
	}
	end := e.lineEnd(last.to)
	for _, item := range items {
		e.replace(end, end, indent+item+","+e.eol)
	}
	return true
}

func (e *Edit) replace(from, to int, with string) {
	if e.text[from:to] == with {
		return
	}
	e.cuts = append(e.cuts, cut{from: from, to: to, with: with})
}

// AppendEnd puts text at the end of the file, on lines of its own.
func (e *Edit) AppendEnd(text string) {
	end := len(e.text)
	with := strings.ReplaceAll(text, "\n", e.eol)
	if end > 0 && e.text[end-1] != '\n' && !slices.ContainsFunc(e.cuts, func(c cut) bool { return c.end }) {
		with = e.eol + with
	}
	e.cuts = append(e.cuts, cut{from: end, to: end, with: with, table: true, end: true})
}

// Changed reports whether anything was set, put in or taken away.
func (e *Edit) Changed() bool { return len(e.cuts) > 0 }

// Finish gives the text with all changes and lists what changed, by line.
func (e *Edit) Finish(file string) (string, []Change) {
	slices.SortStableFunc(e.cuts, func(a, b cut) int {
		if a.end != b.end {
			return map[bool]int{true: 1, false: -1}[a.end]
		}
		if a.table != b.table && a.from == b.from && a.to == b.to {
			return map[bool]int{true: 1, false: -1}[a.table]
		}
		return cmp.Or(a.from-b.from, a.to-b.to) // what is put in comes before what is replaced
	})
	var out strings.Builder
	var changes []Change
	at := 0
	for i := 0; i < len(e.cuts); {
		from, to := e.whole(e.cuts[i])
		j := i + 1
		for j < len(e.cuts) && e.cuts[j].from < to {
			_, end := e.whole(e.cuts[j])
			to = max(to, end)
			j++
		}
		out.WriteString(e.text[at:from])
		var now strings.Builder
		at = from
		for _, c := range e.cuts[i:j] {
			now.WriteString(e.text[at:c.from] + c.with)
			at = c.to
		}
		now.WriteString(e.text[at:to])
		out.WriteString(now.String())
		changes = append(changes, Change{file, 1 + strings.Count(e.text[:from], "\n"), Lines(e.text[from:to]), Lines(now.String())})
		at, i = to, j
	}
	out.WriteString(e.text[at:])
	return out.String(), changes
}

// whole widens a cut to whole lines.
func (e *Edit) whole(c cut) (from, to int) {
	from = strings.LastIndexByte(e.text[:c.from], '\n') + 1
	if from == c.from && (c.to == c.from || c.to > 0 && e.text[c.to-1] == '\n') {
		return from, c.to // a line put in, or whole lines taken out
	}
	return from, e.lineEnd(c.to)
}

// Lines are the lines of a piece of text, without their ends.
func Lines(text string) []string {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
