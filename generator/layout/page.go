package layout

import (
	"fmt"
	"io"
	"reflect"
	"sync"
)

// Compiled makes pages of one kind from data of type T. It may be used by many
// goroutines at once.
type Compiled[T any] struct {
	root   func() (*body, error)
	frames sync.Pool
}

// Page compiles the layout of a kind of page ("indicator" is pages/indicator.html)
// for the data that it will show, a struct (see unfit for what may be in it). The error is an [Errors]: fields that T
// does not have, functions with wrong arguments, data where none may stand, each
// at its place in the layout.
func Page[T any](s *Set, name string) (*Compiled[T], error) {
	c := Later[T](s, name)
	if _, err := c.root(); err != nil {
		return nil, err
	}
	return c, nil
}

// Later is Page for a layout that is known to be right: it is compiled when the
// first page is made. Were it wrong after all, that page is the error.
func Later[T any](s *Set, name string) *Compiled[T] {
	return &Compiled[T]{root: sync.OnceValues(func() (*body, error) { return compiled[T](s, name) })}
}

func compiled[T any](s *Set, name string) (*body, error) {
	template, ok := s.roots[name]
	if !ok {
		return nil, Errors{fileFault("pages/"+name+".html", tell("nopage", name)).offer("", name, s.Kinds())}
	}
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("layout: the data of a page must be a struct, not %s", t)
	}
	if found := unfit(t, t.Name(), map[reflect.Type]bool{}); found != "" {
		return nil, fmt.Errorf("layout: %s, which a page cannot hold", found)
	}
	root, faults := s.compile(template, t)
	return root, faults.orNil()
}

// Append adds the page for data to dst and gives the longer slice. An error is
// an [*Error] at the action that failed; dst is then given back as it was.
func (c *Compiled[T]) Append(dst []byte, data *T) (out []byte, err error) {
	return c.make(dst, data, nil)
}

// Write writes the page for data piece by piece, for pages with long lists that
// nobody wants to hold whole. room is space to work in; it is given back. After
// an error, which may be w's own inside an [*Error], a part may be written.
func (c *Compiled[T]) Write(w io.Writer, room []byte, data *T) ([]byte, error) {
	out, err := c.make(room[:0], data, w)
	if err != nil {
		return out, err
	}
	_, err = w.Write(out)
	return out, err
}

func (c *Compiled[T]) make(dst []byte, data *T, sink io.Writer) (out []byte, err error) {
	root, err := c.root()
	if err != nil {
		return dst, err
	}
	f, _ := c.frames.Get().(*frame)
	if f == nil {
		f = &frame{}
	}
	for len(f.vars) < root.slots {
		f.vars = append(f.vars, make([]reflect.Value, root.slots)...)
	}
	defer func() {
		if thrown := recover(); thrown != nil {
			// The frame is left where it is: what failed may still hold on to it.
			out, err = dst, f.caught(thrown)
			return
		}
		// A frame at rest must not keep a page's data in memory.
		f.out, f.at, f.sink = nil, nil, nil
		clear(f.vars)
		c.frames.Put(f)
	}()
	f.out, f.sink = dst, sink
	f.vars[0] = reflect.ValueOf(data)
	runAll(f, root.steps)
	return f.out, nil
}

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
