package site

import (
	"bytes"
	"strconv"
)

// scriptReader reads what writeIndex wrote, whose texts are JSON. What is not so is wrong, and so is all that follows.
type scriptReader struct {
	rest  []byte
	wrong bool
}

// skip reports whether some text follows, and passes it.
func (r *scriptReader) skip(s string) bool {
	if r.wrong || !bytes.HasPrefix(r.rest, []byte(s)) {
		return false
	}
	r.rest = r.rest[len(s):]
	return true
}

// literal passes a text that must follow.
func (r *scriptReader) literal(s string) string {
	if !r.skip(s) {
		r.wrong = true
	}
	return s
}

// text passes a text in quotes and returns it with them.
func (r *scriptReader) text() []byte {
	end := 0
	for from := 1; end == 0 && !r.wrong; {
		n := -1
		if len(r.rest) > from && r.rest[0] == '"' {
			n = bytes.IndexByte(r.rest[from:], '"')
		}
		if n < 0 {
			r.wrong = true
			break
		}
		from += n + 1
		before := bytes.TrimRight(r.rest[1:from-1], `\`)
		if (from-2-len(before))%2 == 0 { // no sign of an escape, or only escaped ones
			end = from
		}
	}
	if r.wrong {
		return nil
	}
	one := r.rest[:end]
	r.rest = r.rest[end:]
	return one
}

// plain is a text without its quotes in which nothing is escaped.
func (r *scriptReader) plain() []byte {
	one := r.text()
	if r.wrong || bytes.IndexByte(one, '\\') >= 0 {
		r.wrong = true
		return nil
	}
	return one[1 : len(one)-1]
}

// number passes a number.
func (r *scriptReader) number() int {
	end := 0
	for end < len(r.rest) && r.rest[end] >= '0' && r.rest[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(string(r.rest[:end]))
	r.wrong = r.wrong || err != nil
	r.rest = r.rest[end:]
	return n
}
