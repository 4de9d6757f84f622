package layout

import (
	"fmt"
	"reflect"
)

// unfit finds what a page's data may not hold: maps, interfaces, functions and
// channels, of which nobody could say before a page is made what a layout finds
// in them. It gives the way there, "" where there is nothing.
func unfit(t reflect.Type, way string, seen map[reflect.Type]bool) string {
	if dynamic(t) {
		return fmt.Sprintf("%s is %s", way, t)
	}
	if seen[t] {
		return ""
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return unfit(t.Elem(), way, seen)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() && !f.Anonymous {
				continue
			}
			if found := unfit(f.Type, way+"."+f.Name, seen); found != "" {
				return found
			}
		}
	}
	return ""
}

// dynamic tells the kinds of types that do not say what a value holds.
func dynamic(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Map, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return true
	}
	return false
}
