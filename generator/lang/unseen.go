package lang

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Hidden reports whether no text may hold a character, because nobody sees it
// and a machine obeys it or takes it for a letter: controls but tab and line
// end, marks that turn the direction of writing, spaces without width, soft
// hyphens, the fillers of Hangul, characters of private use, and what only broken conversions leave behind.
// The joiners of letters and emoji, and the variants of kanji, are no such characters.
func Hidden(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n'
	case r < 0x7f:
		return false
	case r < 0xa0, r == 0xad, r == 0x061c, r == 0x180e, r == 0xfeff:
		return true
	case r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0: // fillers
		return true
	case r == 0x200c, r == 0x200d:
		return false // they join letters and emoji
	case r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r >= 0xfff9 && r <= 0xfffd, r&0xfffe == 0xfffe:
		return true
	case r == 0x17b4, r == 0x17b5, r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a:
		return true
	}
	return r >= 0xe0000 && r < 0xe0080 || Private(r)
}

// FirstHidden is where the first character stands that Hidden refuses, or bytes that are no
// UTF-8; -1 in nearly every text. It goes over ASCII, kana and kanji without taking them apart,
// because every text of a city is looked at.
func FirstHidden(text []byte) int {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= ' ' && c < 0x7f, c == '\n', c == '\t':
			i++
			continue
		case c >= 0xe3 && c <= 0xe9 && i+2 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+2]&0xc0 == 0x80 &&
			(c != 0xe3 || text[i+1] != 0x85): // U+3000 to U+9FFF but for the block with U+3164, a filler
			i += 3
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if Hidden(r) {
			return i
		}
		i += n
	}
	return -1
}

// Private reports whether a character is of somebody's own making (a gaiji): others
// see nothing or another sign in its place, and no machine can read it.
func Private(r rune) bool {
	return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000 && r <= 0x10ffff
}

// Unseen tells the character of a text in which a reader sees nothing: the
// first that is not a plain space. It is false for a text that shows
// something, and for no text.
func Unseen(s string) (r rune, ok bool) {
	for _, c := range s {
		if !blank(c) {
			return 0, false
		}
		if r == 0 || r == ' ' {
			r = c
		}
	}
	return r, s != ""
}

func blank(r rune) bool {
	return unicode.IsSpace(r) || Hidden(r) || unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.Variation_Selector) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || r == 0x2800 // Braille without dots
}

// CodePoint names a character that cannot be shown: U+3000.
func CodePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }
