package layout

import (
	"fmt"
	"reflect"
)

// Compiled makes pages of one kind from data of type T. It may be used by many
// goroutines at once.
type Compiled[T any] struct {
	set  *Set
	kind *kind
}

// Page compiles the layout of a kind of page ("indicator" is pages/indicator.html)
// for the data that it will show. The error is an [Errors]: fields that T does not
// have, functions with wrong arguments, data where none may stand, each at its
// place in the layout.
func Page[T any](s *Set, name string) (*Compiled[T], error) {
	k := s.kinds[name]
	if k == nil {
		return nil, Errors{{File: "pages/" + name + ".html", Line: 1, Column: 1, Rule: RuleRead, Name: name,
			Message: fmt.Sprintf("there is no layout for the page %q", name),
			Suggest: didYouMean("", name, s.Kinds())}}
	}
	if t := reflect.TypeFor[T](); t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("layout: the data of a page must be a struct, not %s", t)
	}
	return &Compiled[T]{set: s, kind: k}, nil
}

// Append adds the page for data to dst and gives the longer slice. An error is
// an [*Error] at the action that failed; dst is then given back as it was.
func (c *Compiled[T]) Append(dst []byte, data *T) ([]byte, error) {
	w := sliceWriter{b: dst}
	if err := c.kind.html.ExecuteTemplate(&w, c.kind.root, data); err != nil {
		return dst, &Error{File: c.kind.root, Line: 1, Column: 1, Rule: RuleRun, Message: err.Error()}
	}
	return w.b, nil
}

type sliceWriter struct{ b []byte }

func (w *sliceWriter) Write(p []byte) (int, error) {
	w.b = append(w.b, p...)
	return len(p), nil
}
