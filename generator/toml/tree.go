package toml

import (
	"strconv"
	"strings"

	"tassei/generator/diag"
)

// Kind is what a value is.
type Kind uint8

const (
	Table Kind = iota
	Array
	String
	Integer
	Float
	Bool
	Date
	Broken // its line could not be read; that was reported
)

// how says how a table or array came to be, which decides what may be added.
type how uint8

const (
	byPath   how = iota // implied by a longer header: may get a header of its own
	byHeader            // [a] or one of [[a]]
	byDots              // a.b = 1
	byValue             // { } or [ ]: closed
)

// Node is one value of a TOML file and where it stands.
type Node struct {
	Kind    Kind
	At, End int     // bytes of the text; of a table with a header, its keys
	Text    string  // a string decoded, anything else as written
	Keys    []Entry // of a table, in the order of the file
	Items   []*Node // of an array

	how    how
	index  map[string]int    // of a large table
	folded map[string]string // of a large table: each key by its lower-case form
}

// Entry is a key of a table and its value.
type Entry struct {
	Key     string
	At, End int // bytes of the text
	Value   *Node
}

// Headed reports whether a table, or the tables of a list, have headers.
func (n *Node) Headed() bool { return n.how == byHeader }

// Inline reports whether a table or a list stands in brackets.
func (n *Node) Inline() bool { return n.how == byValue }

// Get is the value of a key, nil for none.
func (n *Node) Get(key string) *Node {
	if i := n.find(key); i >= 0 {
		return n.Keys[i].Value
	}
	return nil
}

func (n *Node) find(key string) int {
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range n.Keys {
		if n.Keys[i].Key == key {
			return i
		}
	}
	return -1
}

func (n *Node) put(e Entry) {
	n.Keys = append(n.Keys, e)
	if n.index == nil && len(n.Keys) > 24 {
		n.index, n.folded = make(map[string]int, 64), make(map[string]string, 64)
		for i, e := range n.Keys {
			n.index[e.Key] = i
			n.folded[strings.ToLower(e.Key)] = e.Key
		}
	}
	if n.index != nil {
		n.index[e.Key] = len(n.Keys) - 1
		n.folded[strings.ToLower(e.Key)] = e.Key
	}
}

// Twin is a key that differs from key in the case of its letters only.
func (n *Node) Twin(key string) (int, bool) {
	lower := strings.ToLower(key)
	if n.folded != nil {
		other, ok := n.folded[lower]
		return n.find(other), ok && other != key
	}
	for i, e := range n.Keys {
		if e.Key != key && strings.ToLower(e.Key) == lower {
			return i, true
		}
	}
	return 0, false
}

// tree puts what the walk reads in its place.
type tree struct {
	d     *Document
	table *Node  // where keys go
	path  string // the heading that it stands under, "" at the top
}

// open opens the table of a header.
func (t *tree) open(parts []Entry, array bool) {
	at, end := parts[0].At, parts[len(parts)-1].End
	n := t.d.Root
	for _, p := range parts[:len(parts)-1] {
		next := n.Get(p.Key)
		switch {
		case next == nil:
			next = t.new(Node{Kind: Table, how: byPath, At: at, End: end})
			t.put(n, p, next)
		case next.Kind == Array && next.how == byHeader && len(next.Items) > 0:
			next = next.Items[len(next.Items)-1]
		case next.Kind == Broken:
			t.discard(at, end)
			return
		case next.Kind != Table || next.how == byValue:
			t.twice(p, n)
			t.discard(at, end)
			return
		}
		n = next
	}
	last := parts[len(parts)-1]
	table := t.new(Node{Kind: Table, how: byHeader, At: at, End: end})
	old := n.Get(last.Key)
	switch {
	case old == nil && array:
		t.put(n, last, t.new(Node{Kind: Array, how: byHeader, At: at, End: end, Items: []*Node{table}}))
	case old == nil:
		t.put(n, last, table)
	case array && old.Kind == Array && old.how == byHeader:
		old.Items = append(old.Items, table)
	case !array && old.Kind == Table && old.how == byPath:
		old.how, old.At, old.End = byHeader, at, end
		table = old
	case old.Kind == Broken:
	default:
		t.twice(last, n)
	}
	t.table, t.path = table, dotted(parts)
}

// discard sends the keys that follow to a table that nobody reads.
func (t *tree) discard(at, end int) {
	t.table, t.path = t.new(Node{Kind: Table, how: byHeader, At: at, End: end}), ""
}

// assign puts a value under a dotted key.
func (t *tree) assign(n *Node, parts []Entry, v *Node) {
	for _, p := range parts[:len(parts)-1] {
		next := n.Get(p.Key)
		switch {
		case next == nil:
			next = t.new(Node{Kind: Table, how: byDots, At: p.At, End: p.End})
			t.put(n, p, next)
		case next.Kind != Table || next.how != byDots:
			if next.Kind != Broken {
				t.twice(p, n)
			}
			next = t.new(Node{Kind: Table, how: byDots, At: p.At, End: p.End})
		}
		n = next
	}
	last := parts[len(parts)-1]
	if i := n.find(last.Key); i >= 0 {
		if n.Keys[i].Value.Kind == Broken {
			n.Keys[i].Value = v // a guess of what a broken line was about
			return
		}
		t.twice(last, n)
		return
	}
	t.put(n, last, v)
}

func (t *tree) put(n *Node, e Entry, v *Node) {
	if i, ok := n.Twin(e.Key); ok && n.Keys[i].Value.Kind != Broken {
		line, _ := t.d.Place(n.Keys[i].At)
		t.d.PutAt(diag.New("K119", "key", e.Key, "other", n.Keys[i].Key, "line", strconv.Itoa(line)), e.At, e.End)
	}
	e.Value = v
	n.put(e)
}

// twice reports a key that stands twice, with both places.
func (t *tree) twice(e Entry, n *Node) {
	line := 1
	if i := n.find(e.Key); i >= 0 {
		line, _ = t.d.Place(n.Keys[i].At)
	}
	t.d.PutAt(diag.New("K111", "key", e.Key, "line", strconv.Itoa(line)), e.At, e.End)
}

// closeDots ends the dotted tables of an inline table with it.
func closeDots(n *Node) {
	for _, e := range n.Keys {
		if e.Value.Kind == Table && e.Value.how == byDots {
			e.Value.how = byValue
			closeDots(e.Value)
		}
	}
}

// new takes a node from a block, because a tree has many.
func (t *tree) new(n Node) *Node {
	d := t.d
	if len(d.nodes) == cap(d.nodes) {
		d.nodes = make([]Node, 0, 128)
	}
	d.nodes = append(d.nodes, n)
	return &d.nodes[len(d.nodes)-1]
}
