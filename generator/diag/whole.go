package diag

import (
	"bytes"
	"unicode/utf8"
)

// Undecoded is the offset of the first byte of a text that is no UTF-8; -1 where all is.
func Undecoded(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// Unmerged is the offset at which a text begins to hold two versions, as git leaves
// them where two people changed the same lines; -1 where it holds one.
func Unmerged(text []byte) int {
	if !bytes.Contains(text, []byte("<<<<<<< ")) {
		return -1
	}
	at, from, between := 0, -1, false
	for l := range bytes.Lines(text) {
		switch line := bytes.TrimRight(l, "\r\n"); {
		case bytes.HasPrefix(line, []byte("<<<<<<< ")):
			from, between = at, false
		case from >= 0 && bytes.Equal(line, []byte("=======")):
			between = true
		case between && bytes.HasPrefix(line, []byte(">>>>>>> ")):
			return from
		}
		at += len(l)
	}
	return -1
}
