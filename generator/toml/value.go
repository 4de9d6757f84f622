package toml

import "strings"

// Raw is the value as it is written.
func (v Value) Raw() string { return v.e.text[v.from:v.to] }

// SetInside writes a key of an inline table: in its place, or after the others.
// An empty text takes the key away.
func (v Value) SetInside(key, toml string) {
	inner, there := v.Inside(key)
	switch {
	case there && toml != "":
		inner.Set(toml)
	case there || toml != "":
		v.Set(v.With(map[string]string{key: toml}, key))
	}
}

// With is an inline table as it would be written with other values under some
// of its keys. An empty text takes a key away; keys that are new come last, in
// the order given.
func (v Value) With(values map[string]string, order ...string) string {
	var list []string
	if v.Node != nil && v.Kind == Table {
		for _, e := range v.Keys {
			now, changed := values[e.Key]
			if !changed {
				now = v.e.text[v.e.at(e.Value.At):v.e.at(e.Value.End)]
			}
			if now != "" {
				list = append(list, e.Key+" = "+now)
			}
		}
	}
	for _, key := range order {
		if values[key] != "" && (v.Node == nil || v.Kind != Table || v.Get(key) == nil) {
			list = append(list, key+" = "+values[key])
		}
	}
	return "{" + strings.Join(list, ", ") + "}"
}

// Holds reports whether a place of the file, given by its line and column from
// 1, lies in the value or in the key before it.
func (v Value) Holds(line, column int) bool {
	line1, column1 := v.e.d.Place(v.At)
	line2, column2 := v.e.d.Place(v.End)
	return (line > line1 || line == line1 && column >= column1) && (line < line2 || line == line2 && column <= column2)
}

// Line is the line, from 1, in which the value begins.
func (v Value) Line() int {
	line, _ := v.e.d.Place(v.At)
	return line
}
