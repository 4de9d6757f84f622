package lang

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Composed is the one letter that a letter and a mark after it make (が of か and ゛, é of
// e and ´, 가 of ᄀ and ᅡ), "" for what stays two.
func Composed(letter, mark rune) string {
	if mark < 0x300 || letter < 'A' {
		return ""
	}
	switch {
	case mark < 0x370, mark == 0x3099, mark == 0x309a, mark > 0x1160 && mark < 0x1176, mark > 0x11a7 && mark < 0x11c3:
	default:
		return ""
	}
	one := norm.NFC.String(string([]rune{letter, mark}))
	if utf8.RuneCountInString(one) != 1 {
		return ""
	}
	return one
}
