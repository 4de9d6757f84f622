package source

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tassei/generator/diag"
	"tassei/generator/keys"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// reader decodes one document. It knows the city's languages and whether the
// year is a draft, in which blanks are no errors.
type reader struct {
	*toml.Document
	languages []string
	years     lang.Years // how the place counts its years
	draft     bool
	silenced  []string // languages whose texts were told once for all
	lastMonth string   // of the year, such as 2025-03; "" where there is no year
	tally     tally
	agreed    bool // the other reader of TOML has been asked about this very text before
}

// add reports a problem on a value, or on a key when the value is a table.
func (r *reader) add(n *toml.Node, code string, pairs ...string) {
	r.Put(diag.New(code, pairs...), n)
}

// table is a TOML table being read. What is not taken from it is unknown.
type table struct {
	r     *reader
	n     *toml.Node
	known []string
	lacks []string // required keys that are not there
}

// open starts to read a table. A nil node gives an empty table.
func (r *reader) open(n *toml.Node) *table {
	if n == nil {
		n = &toml.Node{Kind: toml.Table}
	}
	return &table{r: r, n: n, known: make([]string, 0, 16)}
}

// take returns the value of a key, and nil when there is none or when its
// line could not be read.
func (t *table) take(key string) *toml.Node {
	t.known = append(t.known, key)
	if n := t.n.Get(key); n != nil && n.Kind != toml.Broken {
		return n
	}
	return nil
}

// has reports whether the key stands there at all, readable or not.
func (t *table) has(key string) bool { return t.n.Get(key) != nil }

// need is take for a key that must be there.
func (t *table) need(key string) *toml.Node {
	n := t.take(key)
	if n == nil && !t.has(key) {
		t.missing(key)
	}
	return n
}

func (t *table) missing(key string) {
	if t.n.Kind != toml.Broken {
		t.lacks = append(t.lacks, key)
	}
}

// tellMissing reports the required keys that are not there, but for those that
// are only misspelt.
func (t *table) tellMissing(misspelt []string) {
	for _, key := range t.lacks {
		if !slices.Contains(misspelt, key) {
			t.r.add(t.n, "K117", "key", key, "hint", exampleFor(key))
		}
	}
	t.lacks = nil
}

// exampleFor chooses the hint of a missing key, which the rule has for the
// keys that clerks meet most.
func exampleFor(key string) string {
	switch key {
	case "direction", "done", "name", "kind", "measured", "indicator", "none", "value":
		return key
	}
	return ""
}

// done reports the keys that nobody took, and those that are missing.
func (t *table) done() {
	var misspelt []string
	for _, e := range t.n.Keys {
		if slices.Contains(t.known, e.Key) {
			continue
		}
		if i, ok := t.n.Twin(e.Key); ok && slices.Contains(t.known, t.n.Keys[i].Key) {
			continue // K119 told
		}
		p := diag.New("K116", "key", e.Key)
		if near := keyFor(e.Key, t.known); near != "" {
			p = diag.New("K116", "key", e.Key, "hint", "near", "near", near)
			misspelt = append(misspelt, near)
		} else if allowed := t.allowed(); t.belongs(&p, e.Key) {
			// and is told
		} else if len(allowed) > fewKeys {
			p.Args["hint"] = "book"
		} else if len(allowed) > 0 {
			p.Args["hint"], p.Args["known"] = "known", strings.Join(allowed, ", ")
		}
		t.r.Problems = append(t.r.Problems, t.r.At(p, e.At, e.End))
	}
	t.tellMissing(misspelt)
}

// belongs adds to the problem of an unknown key where it may stand, if that is in few places.
func (t *table) belongs(p *diag.Problem, key string) bool {
	where, example := keys.Homes(key, slices.Contains(t.known, "printed") && slices.Contains(t.known, "second"))
	if len(where) == 0 || len(where) > 3 {
		return false
	}
	if year, _, ok := strings.Cut(strings.TrimPrefix(t.r.File, "data/"), "/"); ok && strings.HasPrefix(year, "FY") {
		for i := range where { // the book's year stands for any
			where[i] = strings.ReplaceAll(where[i], "FY2024", year)
		}
	}
	p.Args["hint"], p.Args["where"], p.Args["example"] = "elsewhere", strings.Join(where, " / "), example
	return true
}

// fewKeys is how many keys a hint lists; more are left to their book.
const fewKeys = 10

// allowed lists the keys that may stand in the table, but for languages.
func (t *table) allowed() []string {
	var list []string
	for _, key := range t.known {
		if !isTag(key) && !slices.Contains(list, key) && t.n.Get(key) == nil {
			list = append(list, key)
		}
	}
	slices.Sort(list)
	return list
}

// wrong reports a value of another kind than wanted.
func (r *reader) wrong(n *toml.Node, key, wanted string) {
	switch {
	case n.Kind == toml.Broken:
	case n.Kind == toml.String && nothing(n):
		r.empty(n, key)
	case strings.HasPrefix(wanted, "table") && keys.Example(key) != "":
		r.add(n, "K118", "key", key, "wanted", "kind."+wanted, "hint", "example", "example", keys.Example(key))
	default:
		r.add(n, "K118", "key", key, "wanted", "kind."+wanted, "hint", wanted)
	}
}

// text1 reads a text that has no language: an id, an address, a date.
func (t *table) text1(key string) string {
	n := t.take(key)
	if n == nil {
		return ""
	}
	if n.Kind != toml.String || nothing(n) {
		t.r.wrong(n, key, "string")
		return ""
	}
	return n.Text
}

// whole reads a number that counts something, from 1.
func (t *table) whole(key string) int {
	n := t.take(key)
	if n == nil {
		return 0
	}
	d, ok := t.r.decimal(n, key)
	if !ok {
		return 0
	}
	i, err := strconv.Atoi(d.String())
	if err != nil || i < 1 || i > 1_000_000 {
		t.r.wrong(n, key, "count")
		return 0
	}
	return i
}

// truth reads true or false.
func (t *table) truth(key string) bool {
	n := t.take(key)
	if n == nil {
		return false
	}
	if n.Kind != toml.Bool {
		t.r.wrong(n, key, "truth")
	}
	return n.Kind == toml.Bool && n.Text == "true"
}

// tables lists the tables of [[key]].
func (t *table) tables(key string) []*toml.Node {
	n := t.take(key)
	if n == nil {
		return nil
	}
	if n.Kind != toml.Array {
		t.r.wrong(n, key, "tables")
		return nil
	}
	var list []*toml.Node
	for _, item := range n.Items {
		if item.Kind == toml.Broken {
			continue
		}
		if item.Kind != toml.Table {
			t.r.wrong(item, key, "tables")
			continue
		}
		list = append(list, item)
	}
	return list
}

// each opens the tables of [[key]] one after the other. What nobody took of one is told when
// its turn is over.
func (t *table) each(key string) iter.Seq[*table] {
	return func(yield func(*table) bool) {
		for _, n := range t.tables(key) {
			of := t.r.open(n)
			if !yield(of) {
				return
			}
			of.done()
		}
	}
}

// sub opens the table under a key, nil when there is none.
func (t *table) sub(key string) *table {
	n := t.take(key)
	if n == nil {
		return nil
	}
	if n.Kind != toml.Table {
		t.r.wrong(n, key, "table")
		return nil
	}
	return t.r.open(n)
}

// texts1 reads a list of texts without language.
func (t *table) texts1(key string) ([]string, []*toml.Node) {
	n := t.take(key)
	if n == nil {
		return nil, nil
	}
	if n.Kind == toml.String && !nothing(n) {
		t.r.add(n, "K118", "key", key, "wanted", "kind.list", "hint", "items", "items", `"`+strings.Join(listed(n.Text), `", "`)+`"`)
		return nil, nil
	}
	if n.Kind != toml.Array {
		t.r.wrong(n, key, "list")
		return nil, nil
	}
	var list []string
	var places []*toml.Node
	for _, item := range n.Items {
		if item.Kind != toml.String || nothing(item) {
			t.r.wrong(item, key, "string")
			continue
		}
		list, places = append(list, item.Text), append(places, item)
	}
	return list, places
}

// listed are the items of a list that was written as one text.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",、，・/;；", r) })
}

// choice reads one of a few words.
func (t *table) choice(key string, words ...string) string {
	n := t.take(key)
	if n == nil {
		return ""
	}
	if n.Kind == toml.String && slices.Contains(words, n.Text) {
		return n.Text
	}
	if n.Kind == toml.String && nothing(n) {
		t.r.empty(n, key)
		return ""
	}
	t.r.Put(notAmong(key, n.Text, words), n)
	return ""
}

// notAmong is the problem of a word that is none of a fixed list.
func notAmong(key, text string, words []string) diag.Problem {
	p := diag.New("K121", "key", key, "text", text, "choices", strings.Join(words, ", "))
	if near := choiceFor(text, words); near != "" {
		p.Args["hint"], p.Args["near"] = "near", near
	}
	return p
}

// decimal reads a number from its source text.
func (r *reader) decimal(n *toml.Node, key string) (kpi.Decimal, bool) {
	return r.decimalAs(n, key, key)
}

// decimalAs reads a number that is understood as one of a name, such as a target's, and told
// under the key at which it stands: final_target = {value = "100件"}.
func (r *reader) decimalAs(n *toml.Node, name, key string) (kpi.Decimal, bool) {
	var p diag.Problem
	var d kpi.Decimal
	switch n.Kind {
	case toml.Broken:
		return d, false
	case toml.Integer, toml.Float:
		d, p = toml.Number(name, n.Text)
	case toml.String:
		if nothing(n) {
			r.empty(n, key)
			return d, false
		}
		if d, p = toml.Number(name, n.Text); p.Code != "" {
			p = r.comma(name, n.Text, p)
		}
	default:
		p = diag.New("K112", "key", key)
	}
	if p.Code != "" {
		p.Args["key"] = key
		if n.Kind != toml.String || !r.refused(n) {
			r.Put(p, n)
		}
		return d, false
	}
	return d, true
}

// comma is what a text that is no number says in a city whose language has a decimal
// comma: 35,4 % and 12.345 Tsd. € there have one meaning. Else it is the problem p.
func (r *reader) comma(key, text string, p diag.Problem) diag.Problem {
	plain := lang.PlainDigits(r.languages[0], text)
	if plain == text {
		return p
	}
	d, q := toml.Number(key, plain)
	if q.Code == "" {
		return diag.New("K113", "key", key, "message", "typed", "hint", "typed", "text", text, "number", d.String())
	}
	if q.Args["text"] != "" {
		q.Args["text"] = text
	}
	return q
}

// thousands warns (K141) of a number in which that language reads thousands: 12.345.
func (t *table) thousands(n *toml.Node, key string) {
	if n == nil || n.Kind == toml.Table || n.Kind == toml.Broken {
		return
	}
	if _, whole, decimal := lang.TypedNumber(t.r.languages[0], n.Text); whole != "" {
		t.r.add(n, "K141", "key", key, "text", n.Text, "whole", whole, "decimal", decimal)
	}
}
