package layout

import (
	"bytes"
	"reflect"
	"slices"
)

// Functions are the names that layouts may call.
func Functions() map[string]any { return functionNames }

// DataOf gives the types of data that a kind of page hands to each of its templates.
func (s *Set) DataOf(name string, t reflect.Type) map[string][]reflect.Type {
	c := &compiler{set: s, bodies: map[bodyKey]*body{}}
	c.template(s.roots[name], value{typ: reflect.PointerTo(t)})
	all := map[string][]reflect.Type{}
	for key := range c.bodies {
		if key.typ != nil && !slices.Contains(all[shortName(key.name)], key.typ) {
			all[shortName(key.name)] = append(all[shortName(key.name)], key.typ)
		}
	}
	return all
}

// Standard makes a page with html/template itself, from the same escaped trees.
func (s *Set) Standard(name string, data any) (string, error) {
	var out bytes.Buffer
	err := s.html.ExecuteTemplate(&out, s.roots[name], data)
	return out.String(), err
}

// MeasuredBy has Standard make pages from the trees of another set: those that were kept are no longer html/template's.
func (s *Set) MeasuredBy(of *Set) { s.html = of.html }

// Files lists what the set was made from, the city's own files with a star.
func (s *Set) Files() (names []string) {
	for _, name := range s.src.names() {
		if s.src.own[name] {
			name += "*"
		}
		names = append(names, name)
	}
	return names
}
