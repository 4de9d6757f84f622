package layout

import "reflect"

// fieldKey is a field of a type of data; without a name all of its fields.
type fieldKey struct {
	of   reflect.Type
	name string
}

// Reads reports whether a page's layout reads a field of V, the type of its data or
// of anything in it, so that what no layout shows need not be made. A layout with a
// fault reads everything. A field that V does not have is a fault of the program.
func Reads[V, T any](c *Compiled[T], field string) bool {
	key := fieldKey{reflect.TypeFor[V](), field}
	if _, ok := key.of.FieldByName(field); !ok {
		panic("layout: " + key.of.String() + " has no field " + field)
	}
	root, err := c.root()
	return err != nil || root.reaches(key, map[*body]bool{})
}

func (b *body) reaches(key fieldKey, seen map[*body]bool) bool {
	if seen[b] {
		return false
	}
	seen[b] = true
	if b.reads[key] || b.reads[fieldKey{of: key.of}] {
		return true
	}
	for _, callee := range b.calls {
		if callee.reaches(key, seen) {
			return true
		}
	}
	return false
}

// measures are the functions that look at a list's length, or give a part of it,
// and read nothing in it.
var measures = map[string]bool{"len": true, "not": true, "index": true, "slice": true}

// readsAll notes that a value is printed, or given away, with everything in it.
func (b *builder) readsAll(t reflect.Type) {
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct || b.body.reads[fieldKey{of: t}] {
		return
	}
	b.body.reads[fieldKey{of: t}] = true
	for i := range t.NumField() {
		b.readsAll(t.Field(i).Type)
	}
}
