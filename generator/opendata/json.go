package opendata

import (
	"strconv"
	"unicode/utf8"

	"tassei/generator/lang"
)

// jsonWriter writes JSON in a fixed order, indented for people. Small objects
// such as texts stand on one line.
type jsonWriter struct {
	b     []byte
	set   *Set // where texts or figures are written
	depth int
	line  int  // depth of objects that stand on one line, 0 for none
	more  bool // something stands before in the same object or list
}

func (w *jsonWriter) next() {
	if w.more {
		w.b = append(w.b, ',')
		if w.line > 0 {
			w.b = append(w.b, ' ')
		}
	}
	if w.line == 0 {
		w.newline()
	}
	w.more = true
}

func (w *jsonWriter) newline() {
	w.b = append(w.b, '\n')
	for range w.depth {
		w.b = append(w.b, ' ', ' ')
	}
}

func (w *jsonWriter) open(bracket byte) {
	w.b = append(w.b, bracket)
	w.depth++
	w.more = false
}

func (w *jsonWriter) close(bracket byte) {
	w.depth--
	if w.more && w.line == 0 {
		w.newline()
	}
	w.b = append(w.b, bracket)
	w.more = true
}

// inline writes what f writes on one line.
func (w *jsonWriter) inline(f func()) {
	w.line++
	f()
	w.line--
}

func (w *jsonWriter) key(name string) {
	w.next()
	w.b = append(appendJSON(w.b, name), ':', ' ')
}

func (w *jsonWriter) str(s string) { w.b = appendJSON(w.b, s) }

func (w *jsonWriter) null() { w.b = append(w.b, "null"...) }

// orNull writes a string, or null where there is none.
func (w *jsonWriter) orNull(key, s string) {
	w.key(key)
	w.strOrNull(s)
}

func (w *jsonWriter) strOrNull(s string) {
	if s == "" {
		w.null()
		return
	}
	w.str(s)
}

func (w *jsonWriter) integer(key string, n int) {
	w.key(key)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *jsonWriter) boolean(key string, v bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, v)
}

// strings writes a list of strings on one line.
func (w *jsonWriter) strings(key string, texts []string) {
	w.key(key)
	w.inline(func() { entries(w, texts, w.str) })
}

// text writes a text as an object by language tag, the city's languages first,
// or null for a text that was never set.
func (w *jsonWriter) text(key string, t lang.Text) {
	w.key(key)
	w.words(t)
}

func (w *jsonWriter) words(t lang.Text) {
	if t.IsZero() {
		w.null()
		return
	}
	w.inline(func() {
		w.open('{')
		for _, tag := range w.set.languages {
			if s, ok := t[tag]; ok {
				w.key(tag)
				w.str(s)
			}
		}
		w.close('}')
	})
}

// list writes a list under a key; write writes each of its items.
func list[T any](w *jsonWriter, key string, all []T, write func(T)) {
	w.key(key)
	entries(w, all, write)
}

func entries[T any](w *jsonWriter, all []T, write func(T)) {
	w.open('[')
	for _, item := range all {
		w.next()
		write(item)
	}
	w.close(']')
}

// object writes an object under a key; write writes what it holds.
func (w *jsonWriter) object(key string, write func()) {
	w.key(key)
	w.open('{')
	write()
	w.close('}')
}

// objects writes a list of objects under a key; write writes what each holds.
func objects[T any](w *jsonWriter, key string, all []T, write func(T)) {
	list(w, key, all, func(item T) {
		w.open('{')
		write(item)
		w.close('}')
	})
}

// one writes a list of one object under a key; write writes what it holds.
func (w *jsonWriter) one(key string, write func()) {
	objects(w, key, []func(){write}, func(write func()) { write() })
}

const hexDigits = "0123456789abcdef"

// appendJSON quotes a string. Besides what JSON asks for it escapes < > & and
// the line separators, so that the result may stand inside a script element.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7F {
			i++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
			if r != 0x2028 && r != 0x2029 && !(r == utf8.RuneError && size == 1) {
				i += size
				continue
			}
		}
		b = append(b, s[from:i]...)
		switch r {
		case '"', '\\':
			b = append(b, '\\', byte(r))
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
		}
		i += size
		from = i
	}
	return append(append(b, s[from:]...), '"')
}
