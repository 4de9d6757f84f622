package layout

import (
	"fmt"
	"reflect"
)

// unfit finds what a page's data may not hold. They are made of strings, whole
// numbers and yes-or-no values without methods, lists, structs, and pointers to
// structs: of all else nobody could say before a page is made what a layout finds in
// it, or how it is shown. It gives the way there, "" where there is nothing.
func unfit(t reflect.Type, way string, seen map[reflect.Type]bool) string {
	if seen[t] {
		return ""
	}
	seen[t] = true
	switch {
	case simple(t) && reflect.PointerTo(t).NumMethod() == 0:
		return ""
	case t.Kind() == reflect.Slice, t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct:
		return unfit(t.Elem(), way, seen)
	case t.Kind() == reflect.Struct:
		for f := range t.Fields() {
			if !f.IsExported() && !f.Anonymous {
				continue
			}
			if f.Anonymous && f.Type.Kind() != reflect.Struct {
				return fmt.Sprintf("%s.%s is embedded, and no struct", way, f.Name)
			}
			if found := unfit(f.Type, way+"."+f.Name, seen); found != "" {
				return found
			}
		}
		return ""
	}
	return fmt.Sprintf("%s is %s", way, t)
}
