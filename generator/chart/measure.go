package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// latin holds the advance of the printable ASCII characters in hundredths of
// an em: for each the widest of the usual sans-serif faces, with a little
// slack, because the reader's font is not known when the chart is drawn.
var latin = [95]uint8{
	30, 34, 54, 62, 60, 96, 80, 30, 38, 38, 50, 62, 32, 40, 32, 42, // space to /
	59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 32, 32, 62, 62, 62, 58, // 0 to ?
	104, 73, 70, 74, 76, 68, 63, 79, 76, 35, 56, 74, 63, 91, 79, 81, // @ to O
	68, 81, 73, 68, 63, 76, 73, 100, 73, 73, 63, 38, 42, 38, 62, 58, // P to _
	62, 60, 64, 55, 64, 60, 38, 64, 64, 30, 32, 60, 31, 97, 64, 64, // ` to o
	64, 64, 43, 55, 42, 64, 56, 84, 56, 56, 54, 48, 32, 48, 62, // p to ~
}

// measure gives the width of text in pixels at a font size in pixels.
// Full-width and unknown characters count one em.
func measure(text string, size float64, weight weight) float64 {
	sum := 0
	for _, r := range text {
		sum += advance(r, weight)
	}
	return float64(sum) * size / 100
}

// advance gives one character's width in hundredths of an em.
func advance(r rune, weight weight) int {
	switch {
	case r >= ' ' && r <= '~':
		w := int(latin[r-' '])
		if weight == bold {
			w += 4
		}
		return w
	case r >= 0x591 && r <= 0x6ED && unicode.Is(unicode.Mn, r):
		return 0 // over or under the letter before it
	case r >= 0xC0 && r <= 0x17F && r != 'Æ' && r != 'Œ' && r != 'œ' && r != 'æ':
		return 80
	case r >= 0xFF61 && r <= 0xFF9F:
		return 55
	case r >= 0x1F000:
		return 140
	}
	return 100
}

// clean makes text fit for one line of XML: characters that XML forbids are
// dropped, as are the marks that would turn the direction of what follows;
// every run of white space becomes one space.
func clean(text string) string {
	if isClean(text) {
		return text
	}
	var b strings.Builder
	gap := false
	for _, r := range text {
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029:
			gap = b.Len() > 0
			continue
		case !drawable(r):
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isClean(text string) bool {
	last := ' '
	for _, r := range text {
		switch {
		case r > ' ' && r <= '~':
		case r == ' ':
			if last == ' ' {
				return false
			}
		case !drawable(r) || r == 0x2028 || r == 0x2029:
			return false
		}
		last = r
	}
	return last != ' ' || text == ""
}

func drawable(r rune) bool {
	switch {
	case r < ' ', r == utf8.RuneError, r == 0xFEFF:
		return false
	case r >= 0x7F && r <= 0x9F:
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F:
		return false
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
		return false
	}
	return true
}

// wrap breaks text into lines no wider than width pixels: at spaces where it
// can, between full-width characters otherwise, inside a word only when the
// word alone is too wide. A line never begins with closing punctuation if the
// character before it can move down too.
func wrap(text string, width, size float64, weight weight) []string {
	var lines []string
	rest := []rune(clean(text))
	for len(rest) > 0 {
		n, used := 0, 0.0
		for n < len(rest) {
			if used += float64(advance(rest[n], weight)) * size / 100; used > width {
				break
			}
			n++
		}
		if n == len(rest) {
			lines = append(lines, string(rest))
			break
		}
		n = max(breakAt(rest, n), 1)
		lines = append(lines, strings.TrimRight(string(rest[:n]), " "))
		rest = rest[n:]
		for len(rest) > 0 && rest[0] == ' ' {
			rest = rest[1:]
		}
	}
	return lines
}

// breakAt moves the break before rest[n] back to a place where a line may end.
func breakAt(rest []rune, n int) int {
	for i := n; i > 0; i-- {
		before, after := rest[i-1], rest[i]
		if before == ' ' || after == ' ' {
			return i
		}
		if strings.ContainsRune("、。，．）」』】〕！？ー・：；", after) || strings.ContainsRune("（「『【〔", before) {
			continue
		}
		if before > 0x2E7F || after > 0x2E7F {
			return i
		}
	}
	return n
}
