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

// readsAll notes that a method may read all that its value holds.
func (b *builder) readsAll(t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || b.body.reads[fieldKey{of: t}] {
		return
	}
	b.body.reads[fieldKey{of: t}] = true
	for f := range t.Fields() {
		b.readsAll(f.Type)
	}
}
