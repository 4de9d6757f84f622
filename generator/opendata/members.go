package opendata

import (
	"strconv"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// member is one key of an object in indicators.json: what may stand there, as the
// schema has it, and what writes it.
type member[T any] struct {
	shape
	write func(w *jsonWriter, of T)
}

// shapes are the members as the schema has them.
func shapes[T any](members []member[T]) []shape {
	list := make([]shape, len(members))
	for i, m := range members {
		list[i] = m.shape
	}
	return list
}

// object writes an object with all its members.
func object[T any](w *jsonWriter, members []member[T], of T) {
	w.open('{')
	for _, m := range members {
		w.key(m.key)
		m.write(w, of)
	}
	w.close('}')
}

// These make what writes a member: a string, or null where it is empty; a text by
// language; a number; yes or no; a figure; a list on one line; a list of objects.

func word[T any](get func(T) string) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) { w.strOrNull(get(of)) }
}

func said[T any](get func(T) lang.Text) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) { w.words(get(of)) }
}

func whole[T any](get func(T) int) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) { w.b = strconv.AppendInt(w.b, int64(get(of)), 10) }
}

func wordList[T any](get func(T) []string) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) { w.inline(func() { entries(w, get(of), w.str) }) }
}

func saidList[T any](get func(T) []lang.Text) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) { entries(w, get(of), w.words) }
}

func figured[T any](get func(T) kpi.Figure) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) { w.figure(get(of)) }
}

func objectsOf[T, E any](members []member[E], get func(T) []E) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) {
		entries(w, get(of), func(e E) { object(w, members, e) })
	}
}

// objectOrNull writes an object, or null where get gives none.
func objectOrNull[T, E any](members []member[E], get func(T) *E) func(*jsonWriter, T) {
	return func(w *jsonWriter, of T) {
		if e := get(of); e != nil {
			object(w, members, *e)
		} else {
			w.null()
		}
	}
}
