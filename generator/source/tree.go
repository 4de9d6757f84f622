package source

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tassei/generator/diag"
)

type kind uint8

const (
	isTable kind = iota
	isArray
	isString
	isInteger
	isFloat
	isBool
	isDate
	isBroken // its line could not be read; that was reported
)

// how says how a table or array came to be, which decides what may be added.
type how uint8

const (
	byPath   how = iota // implied by a longer header: may get a header of its own
	byHeader            // [a] or one of [[a]]
	byDots              // a.b = 1
	byValue             // { } or [ ]: closed
)

// node is one value of a TOML file and where it stands.
type node struct {
	kind    kind
	how     how
	at, end int               // bytes of buf; of a table with a header, the header
	text    string            // a string decoded, anything else as written
	keys    []entry           // of a table, in the order of the file
	index   map[string]int    // of a large table
	folded  map[string]string // of a large table: each key by its lower-case form
	items   []*node           // of an array
}

type entry struct {
	key     string
	at, end int
	value   *node
}

func (n *node) get(key string) *node {
	if i := n.find(key); i >= 0 {
		return n.keys[i].value
	}
	return nil
}

func (n *node) find(key string) int {
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range n.keys {
		if n.keys[i].key == key {
			return i
		}
	}
	return -1
}

func (n *node) put(e entry) {
	n.keys = append(n.keys, e)
	if n.index == nil && len(n.keys) > 24 {
		n.index, n.folded = make(map[string]int, 64), make(map[string]string, 64)
		for i, e := range n.keys {
			n.index[e.key] = i
			n.folded[strings.ToLower(e.key)] = e.key
		}
	}
	if n.index != nil {
		n.index[e.key] = len(n.keys) - 1
		n.folded[strings.ToLower(e.key)] = e.key
	}
}

// twin is a key that differs from key in the case of its letters only.
func (n *node) twin(key string) (int, bool) {
	lower := strings.ToLower(key)
	if n.folded != nil {
		other, ok := n.folded[lower]
		return n.find(other), ok && other != key
	}
	for i, e := range n.keys {
		if e.key != key && strings.ToLower(e.key) == lower {
			return i, true
		}
	}
	return 0, false
}

// parseTOML reads a whole TOML text into a document. The document always has
// a root, which holds what could be read.
func parseTOML(file string, raw []byte) *document {
	d, ok := newDocument(file, raw)
	d.grow()
	if !ok || !d.parse() {
		d.root.kind = isBroken
	}
	return d
}

func (d *document) grow() { d.root = &node{kind: isTable, how: byHeader} }

// parse scans and parses d.buf. It returns false when nothing can be read.
func (d *document) parse() bool {
	if !d.scan() {
		return false
	}
	t := &treeBuilder{d: d, table: d.root}
	t.run()
	for _, f := range d.fullIn {
		told := slices.ContainsFunc(d.problems, func(p diag.Problem) bool { return p.Code == "K106" && p.Line == f.line })
		if !d.blanked[f.line] && !told {
			d.report(diag.New("K122"), f.line, f.column, f.width)
		}
	}
	return true
}

// treeBuilder turns the parser's expressions into the tree, one statement at a
// time. After a statement that cannot be read it goes on with the next.
type treeBuilder struct {
	d      *document
	p      unstable.Parser
	base   int   // where the parser's text begins in buf
	after  int   // end of the last statement that was read
	cursor int   // end of the last token, to find brackets, which the parser does not place
	table  *node // where keys go
}

func (t *treeBuilder) run() {
	for {
		t.p.Reset(t.d.buf[t.base:])
		for t.p.NextExpression() {
			t.statement(t.p.Expression())
		}
		err := t.p.Error()
		if err == nil || !t.recover(err) {
			return
		}
	}
}

func (t *treeBuilder) statement(e *unstable.Node) {
	switch e.Kind {
	case unstable.Table, unstable.ArrayTable:
		t.header(e)
	case unstable.KeyValue:
		t.keyValue(t.table, e)
		t.after = t.base + int(e.Raw.Offset+e.Raw.Length)
	}
}

// key lists the parts of a dotted key.
func (t *treeBuilder) key(e *unstable.Node) []entry {
	parts := make([]entry, 0, 2)
	for it := e.Key(); it.Next(); {
		n := it.Node()
		at := t.base + int(n.Raw.Offset)
		key := string(n.Data)
		parts = append(parts, entry{key: key, at: at, end: at + int(n.Raw.Length)})
		t.cursor = at + int(n.Raw.Length)
		if bytes.IndexByte(t.d.buf[at:t.cursor], '\\') >= 0 {
			t.hidden(key, at, t.cursor)
		}
	}
	return parts
}

// header opens the table of a [header] or [[header]].
func (t *treeBuilder) header(e *unstable.Node) {
	parts := t.key(e)
	t.after = t.cursor
	t.open(parts, e.Kind == unstable.ArrayTable)
}

func (t *treeBuilder) open(parts []entry, array bool) {
	at, end := parts[0].at, parts[len(parts)-1].end
	n := t.d.root
	for _, p := range parts[:len(parts)-1] {
		next := n.get(p.key)
		switch {
		case next == nil:
			next = t.new(node{kind: isTable, how: byPath, at: at, end: end})
			t.put(n, p, next)
		case next.kind == isArray && next.how == byHeader && len(next.items) > 0:
			next = next.items[len(next.items)-1]
		case next.kind == isBroken:
			t.discard(at, end)
			return
		case next.kind != isTable || next.how == byValue:
			t.twice(p, n)
			t.discard(at, end)
			return
		}
		n = next
	}
	last := parts[len(parts)-1]
	table := t.new(node{kind: isTable, how: byHeader, at: at, end: end})
	old := n.get(last.key)
	switch {
	case old == nil && array:
		t.put(n, last, t.new(node{kind: isArray, how: byHeader, at: at, end: end, items: []*node{table}}))
	case old == nil:
		t.put(n, last, table)
	case array && old.kind == isArray && old.how == byHeader:
		old.items = append(old.items, table)
	case !array && old.kind == isTable && old.how == byPath:
		old.how, old.at, old.end = byHeader, at, end
		table = old
	case old.kind == isBroken:
	default:
		t.twice(last, n)
	}
	t.table = table
}

// discard sends the keys that follow to a table that nobody reads.
func (t *treeBuilder) discard(at, end int) {
	t.table = t.new(node{kind: isTable, how: byHeader, at: at, end: end})
}

func (t *treeBuilder) keyValue(n *node, e *unstable.Node) {
	parts := t.key(e)
	for _, p := range parts[:len(parts)-1] {
		next := n.get(p.key)
		switch {
		case next == nil:
			next = t.new(node{kind: isTable, how: byDots, at: p.at, end: p.end})
			t.put(n, p, next)
		case next.kind != isTable || next.how != byDots:
			if next.kind != isBroken {
				t.twice(p, n)
			}
			next = t.new(node{kind: isTable, how: byDots, at: p.at, end: p.end})
		}
		n = next
	}
	last := parts[len(parts)-1]
	v := t.value(e.Value())
	if i := n.find(last.key); i >= 0 {
		if n.keys[i].value.kind == isBroken {
			n.keys[i].value = v // a guess of what a broken line was about
			return
		}
		t.twice(last, n)
		return
	}
	t.put(n, last, v)
}

func (t *treeBuilder) put(n *node, e entry, v *node) {
	if i, ok := n.twin(e.key); ok && n.keys[i].value.kind != isBroken {
		line, _ := t.d.place(n.keys[i].at)
		t.d.problems = append(t.d.problems,
			t.d.at(diag.New("K119", "key", e.key, "other", n.keys[i].key, "line", strconv.Itoa(line)), e.at, e.end))
	}
	e.value = v
	n.put(e)
}

// twice reports a key that stands twice, with both places.
func (t *treeBuilder) twice(e entry, n *node) {
	line := 1
	if i := n.find(e.key); i >= 0 {
		line, _ = t.d.place(n.keys[i].at)
	}
	t.d.problems = append(t.d.problems,
		t.d.at(diag.New("K111", "key", e.key, "line", strconv.Itoa(line)), e.at, e.end))
}

// value turns the parser's node into ours. Nesting is bounded by scan.
func (t *treeBuilder) value(v *unstable.Node) *node {
	switch v.Kind {
	case unstable.Array:
		at := t.seek('[')
		n := t.new(node{kind: isArray, how: byValue, at: at, end: at + 1})
		for it := v.Children(); it.Next(); {
			n.items = append(n.items, t.value(it.Node()))
		}
		n.end = t.seek(']') + 1
		return n
	case unstable.InlineTable:
		at := t.seek('{')
		n := t.new(node{kind: isTable, how: byValue, at: at, end: at + 1})
		for it := v.Children(); it.Next(); {
			t.keyValue(n, it.Node())
		}
		closeDots(n)
		n.end = t.seek('}') + 1
		return n
	}
	at := t.base + int(v.Raw.Offset)
	t.cursor = at + int(v.Raw.Length)
	n := t.new(node{at: at, end: t.cursor, text: string(v.Data)})
	switch v.Kind {
	case unstable.String:
		n.kind = isString
		if bytes.IndexByte(t.d.buf[at:t.cursor], '\\') >= 0 {
			t.hidden(n.text, at, t.cursor)
		}
	case unstable.Integer:
		n.kind = isInteger
	case unstable.Float:
		n.kind = isFloat
	case unstable.Bool:
		n.kind = isBool
	default:
		n.kind = isDate
	}
	return n
}

// closeDots ends the dotted tables of an inline table with it.
func closeDots(n *node) {
	for _, e := range n.keys {
		if e.value.kind == isTable && e.value.how == byDots {
			e.value.how = byValue
			closeDots(e.value)
		}
	}
}

// hidden refuses characters that came in by an escape such as \u202e.
func (t *treeBuilder) hidden(s string, at, end int) {
	for _, r := range s {
		if forbidden(r) {
			t.d.problems = append(t.d.problems, t.d.at(diag.New("K106", "character", codePoint(r)), at, end))
			return
		}
	}
}

// seek finds a bracket after the last token, over spaces, commas and comments.
func (t *treeBuilder) seek(bracket byte) int {
	b := t.d.buf
	for i := t.cursor; i < len(b); i++ {
		switch b[i] {
		case bracket:
			t.cursor = i + 1
			return i
		case '#':
			for i < len(b) && b[i] != '\n' {
				i++
			}
		}
	}
	return t.cursor
}

// new takes a node from a block, because a tree has many.
func (t *treeBuilder) new(n node) *node {
	d := t.d
	if len(d.nodes) == cap(d.nodes) {
		d.nodes = make([]node, 0, 128)
	}
	d.nodes = append(d.nodes, n)
	return &d.nodes[len(d.nodes)-1]
}
