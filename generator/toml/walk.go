package toml

import (
	"bytes"
	"errors"

	"github.com/BurntSushi/toml"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// walk goes once over the text and gives every key and value its place and its
// spelling: a number is never read through a float. After a statement that it
// cannot read it goes on with the next. What a text with escapes holds, and
// whether the whole is TOML, package BurntSushi/toml decides.
type walk struct {
	tree
	b     []byte // as d.buf
	i     int
	start int // where the statement begins
	fault fault
}

// fault is where and why a statement could not be read.
type fault struct {
	at  int
	why why
}

type why uint8

const (
	odd     why = iota // something else than what may stand there
	endless            // the text ends inside of a value of several lines
	comma              // two values without a comma between them
	escape             // a backslash that means nothing
	folders            // backslashes between folders
)

// run reads all statements.
func (w *walk) run() {
	w.b = w.d.buf
	for {
		w.skip(true)
		if w.i >= len(w.b) {
			return
		}
		w.start = w.i
		told := len(w.d.Problems)
		if w.statement() {
			continue
		}
		w.d.Problems = w.d.Problems[:told]
		if !w.recover() {
			return
		}
		w.b = w.d.buf // which has become a copy
	}
}

// fail ends a statement at a byte of the text.
func (w *walk) fail(at int, why why) bool {
	w.fault = fault{max(min(at, len(w.b)-1), 0), why}
	return false
}

// peek is the next byte, 0 at the end.
func (w *walk) peek() byte {
	if w.i < len(w.b) {
		return w.b[w.i]
	}
	return 0
}

// skip goes over spaces and, where they may stand, line ends and comments.
func (w *walk) skip(lines bool) {
	for w.i < len(w.b) {
		switch c := w.b[w.i]; {
		case c == ' ' || c == '\t', c == '\n' && lines:
			w.i++
		case c == '#' && lines:
			w.comment()
		default:
			return
		}
	}
}

func (w *walk) comment() {
	if w.d.statements != nil && len(bytes.TrimLeft(w.b[lineStart(w.b, w.i):w.i], " \t")) == 0 {
		w.keep(statement{note: true, at: w.i, end: w.i})
	}
	w.i += len(lineAt(w.b, w.i))
}

// statement reads a header, or a key with its value, to the end of its line.
func (w *walk) statement() bool {
	if w.peek() == '[' {
		return w.header()
	}
	var kept int
	if w.d.statements != nil {
		kept = len(*w.d.statements)
	}
	keys, equals, v := w.keyValue()
	if w.d.statements != nil {
		*w.d.statements = (*w.d.statements)[:kept] // a comment inside a value is no statement of the table
	}
	if v == nil || !w.lineEnd() {
		return false
	}
	w.assignMeant(keys, v)
	w.keep(statement{keys: keys, at: w.start, equals: equals, value: v, end: v.End})
	return true
}

// lineEnd reads what may stand after a statement.
func (w *walk) lineEnd() bool {
	w.skip(false)
	if w.peek() == '#' {
		w.i += len(lineAt(w.b, w.i))
	}
	if w.i < len(w.b) && w.b[w.i] != '\n' {
		return w.fail(w.i, odd)
	}
	return true
}

// header reads [a.b] or [[a.b]].
func (w *walk) header() bool {
	w.i++
	array := w.peek() == '['
	if array {
		w.i++
	}
	w.skip(false)
	keys := w.keys()
	if keys == nil {
		return false
	}
	for range map[bool]int{false: 1, true: 2}[array] {
		if w.peek() != ']' {
			return w.fail(w.i, odd)
		}
		w.i++
	}
	end := w.i
	if !w.lineEnd() {
		return false
	}
	w.open(w.heading(keys, array))
	w.keep(statement{header: true, keys: keys, at: w.start, end: end})
	return true
}

// keys reads a dotted key and the spaces after it, nil when it is none.
func (w *walk) keys() []Entry {
	list := make([]Entry, 0, 2)
	for {
		at := w.i
		key, ok := w.key()
		if !ok {
			return nil
		}
		list = append(list, Entry{Key: key, At: at, End: w.i})
		w.skip(false)
		if w.peek() != '.' {
			return list
		}
		w.i++
		w.skip(false)
	}
}

func (w *walk) key() (string, bool) {
	at := w.i
	switch w.peek() {
	case '"', '\'':
		return w.quoted(false)
	}
	for w.i < len(w.b) && isBare(w.b[w.i]) {
		w.i++
	}
	if w.i == at {
		return "", w.fail(at, odd)
	}
	return string(w.b[at:w.i]), true
}

func isBare(c byte) bool { return isAlnum(c) || c == '_' || c == '-' }

// keyValue reads key = value; v is nil when it is none.
func (w *walk) keyValue() (keys []Entry, equals int, v *Node) {
	if keys = w.keys(); keys == nil {
		return nil, 0, nil
	}
	equals = w.i
	if w.peek() != '=' {
		w.fail(w.i, odd)
		return nil, 0, nil
	}
	w.i++
	w.skip(false)
	return keys, equals, w.value()
}

// value reads one value, nil when it is none. Nesting is bounded by fold.
func (w *walk) value() *Node {
	at := w.i
	switch w.peek() {
	case '"', '\'':
		s, ok := w.quoted(true)
		if !ok {
			return nil
		}
		return w.new(Node{Kind: String, At: at, End: w.i, Text: s})
	case '[':
		return w.array()
	case '{':
		return w.inline()
	}
	kind, n := scalar(w.b[at:])
	if n == 0 {
		w.fail(at, odd)
		return nil
	}
	w.i += n
	return w.new(Node{Kind: kind, At: at, End: w.i, Text: string(w.b[at:w.i])})
}

func (w *walk) array() *Node {
	n := w.new(Node{Kind: Array, how: byValue, At: w.i})
	ok := w.list(']', func() bool {
		v := w.value()
		if v != nil {
			n.Items = append(n.Items, v)
		}
		return v != nil
	})
	if !ok {
		return nil
	}
	n.End = w.i
	return n
}

func (w *walk) inline() *Node {
	n := w.new(Node{Kind: Table, how: byValue, At: w.i})
	ok := w.list('}', func() bool {
		keys, _, v := w.keyValue()
		if v != nil {
			w.assign(n, keys, v)
		}
		return v != nil
	})
	if !ok {
		return nil
	}
	closeDots(n)
	n.End = w.i
	return n
}

// list reads items with commas between them up to the closing bracket.
func (w *walk) list(closing byte, item func() bool) bool {
	w.i++
	for after := false; ; {
		w.skip(true)
		switch c := w.peek(); {
		case w.i >= len(w.b):
			return w.fail(w.i, endless)
		case c == closing:
			w.i++
			return true
		case c == ',' && after:
			w.i++
			after = false
		case c == ',':
			return w.fail(w.i, odd)
		case after:
			return w.fail(w.i, comma)
		case !item():
			return false
		default:
			after = true
		}
	}
}

// A path of Windows, in which \e and \t would be taken for characters.
var (
	filePath      = pattern.New(`^"(?:[A-Za-z]:\\)?[A-Za-z0-9_.-]+(?:\\[A-Za-z0-9_.-]+)+\.[A-Za-z0-9]{2,5}"$`)
	unicodeEscape = pattern.New(`\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})`)
)

// quoted reads a text in quotation marks; one of three may have several lines.
func (w *walk) quoted(long bool) (string, bool) {
	n, closed := stringLength(w.b[w.i:], long)
	raw := w.b[w.i : w.i+n]
	q := raw[:1]
	if long && len(raw) >= 3 && raw[1] == q[0] && raw[2] == q[0] {
		q = raw[:3]
	}
	switch {
	case closed:
	case len(q) == 3:
		return "", w.fail(len(w.b), endless)
	case w.i+len(raw) < len(w.b) && w.b[w.i+len(raw)-1] == '\\' && q[0] == '"':
		return "", w.fail(w.i+len(raw)-1, escape)
	default:
		return "", w.fail(w.i+len(raw), odd)
	}
	s := string(raw[len(q) : len(raw)-len(q)])
	if escapes := bytes.IndexByte(raw, '\\') >= 0 && q[0] == '"'; escapes || len(q) == 3 {
		if filePath.Match(raw) && !unicodeEscape.Match(raw) {
			return "", w.fail(w.i, folders)
		}
		var one struct{ V string }
		if _, err := toml.Decode("v = "+string(raw), &one); err != nil {
			at := w.i
			if p := (toml.ParseError{}); errors.As(err, &p) {
				at += min(max(p.Position.Start-len("v = "), 0), len(raw)-1)
			}
			return "", w.fail(at, map[bool]why{true: escape, false: odd}[escapes])
		}
		if s = one.V; escapes {
			w.hidden(s, w.i, w.i+len(raw))
		}
	}
	w.i += len(raw)
	return s, true
}

// hidden refuses characters that came in by an escape such as \u202e.
func (w *walk) hidden(s string, at, end int) {
	for _, r := range s {
		if lang.Hidden(r) {
			w.d.PutAt(unseen(r), at, end)
			return
		}
	}
}
