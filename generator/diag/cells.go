package diag

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Cells is how many cells of a terminal a text fills: full-width characters
// take two, marks that join the character before take none.
func Cells(s string) int {
	n := 0
	for _, r := range s {
		n += cell(r)
	}
	return n
}

func cell(r rune) int {
	if r < 0x7f {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Visible makes characters that a terminal would obey, or that nobody sees,
// readable: an escape becomes ␛, a direction mark <U+202E>, a tab one space.
func Visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteByte(' ')
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unseen are the fillers of Hangul, letters without a shape, and what is left
// of a character that was lost.
const unseen = "\u115f\u1160\u3164\uffa0\ufffd"

func hidden(r rune) bool {
	return r < 0x20 || r >= 0x7f && (unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || strings.ContainsRune(unseen, r))
}
