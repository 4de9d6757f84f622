package toml

import (
	"slices"
	"strings"

	"tassei/generator/diag"
)

// A heading that is wrong or lost moves all lines below it to another table,
// and one mistake would bring a message for each. So a heading that can only be
// meant in one way is told once (K137), and the file is read on as it was meant.

// heading puts right the brackets or the name of a heading.
func (w *walk) heading(keys []Entry, array bool) ([]Entry, bool) {
	v := w.d.vocabulary
	if v == nil {
		return keys, array
	}
	name := dotted(keys)
	written := bracketed(name, array)
	list, known := v.Heading(name)
	switch {
	case known && list == array:
		return keys, array
	case known:
		w.tellHeading("brackets", written, bracketed(name, list), keys)
		return keys, list
	}
	if last := keys[len(keys)-1].Key; len(keys) > 1 && slices.Contains(figureKeys, last) {
		p := diag.New("K137", "message", "figure", "hint", "figure", "wrong", written, "key", last)
		w.d.PutAt(p, w.start, max(keys[len(keys)-1].End+strings.Count(written, "]"), w.start+1))
		return keys, false
	}
	meant := v.Meaning(name)
	if meant == "" {
		return keys, array
	}
	list, _ = v.Heading(meant)
	w.tellHeading("unknown", written, bracketed(meant, list), keys)
	return entries(meant, keys[0].At, keys[len(keys)-1].End), list
}

func (w *walk) tellHeading(variant, written, right string, keys []Entry) {
	p := diag.New("K137", "message", variant, "hint", variant, "wrong", written, "right", right)
	from := w.start
	w.d.PutAt(p, from, max(keys[len(keys)-1].End+strings.Count(written, "]"), from+1))
}

// assignMeant puts a value under its key; where the key shows that a heading
// above it is lost, as if it were there.
func (w *walk) assignMeant(keys []Entry, v *Node) {
	if w.d.vocabulary != nil && len(keys) == 1 {
		i := w.table.find(keys[0].Key)
		header := w.d.vocabulary.Lost(w.path, keys[0].Key, v, i >= 0 && w.table.Keys[i].Value.Kind != Broken)
		switch list, known := w.d.vocabulary.Heading(header); {
		case header == "":
		case header == w.path && !list:
			w.above(keys, v)
			return
		case known:
			right := bracketed(header, list)
			w.d.PutAt(diag.New("K137", "message", "lost", "hint", "lost", "right", right), w.start, keys[0].End)
			w.open(entries(header, keys[0].At, keys[0].End), list)
		}
	}
	w.assign(w.table, keys, v)
}

// above tells a figure that slipped below the heading of another table of its
// record, and puts it where it belongs.
func (w *walk) above(keys []Entry, v *Node) {
	parent, _, _ := strings.Cut(w.path, ".")
	wrong := bracketed(w.path, false)
	w.d.PutAt(diag.New("K137", "message", "above", "hint", "above", "key", keys[0].Key, "wrong", wrong), w.start, v.End)
	if list := w.d.Root.Get(parent); list != nil && list.Kind == Array && len(list.Items) > 0 {
		w.assign(list.Items[len(list.Items)-1], keys, v)
	}
}

// asHeading is a heading's name in the brackets that it must have.
func (d *Document) asHeading(name string) string {
	if d.vocabulary != nil {
		if list, known := d.vocabulary.Heading(name); known {
			return bracketed(name, list)
		}
		if meant := d.vocabulary.Meaning(name); meant != "" {
			list, _ := d.vocabulary.Heading(meant)
			return bracketed(meant, list)
		}
	}
	return bracketed(name, true)
}

func bracketed(name string, list bool) string {
	if list {
		return "[[" + name + "]]"
	}
	return "[" + name + "]"
}

func dotted(keys []Entry) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Key
	}
	return strings.Join(names, ".")
}

// entries are the keys of a heading that stands at a place in another form.
func entries(name string, at, end int) []Entry {
	var list []Entry
	for part := range strings.SplitSeq(name, ".") {
		list = append(list, Entry{Key: part, At: at, End: end})
	}
	return slices.Clip(list)
}
