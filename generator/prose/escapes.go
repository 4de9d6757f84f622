package prose

import (
	"bytes"
	"errors"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"tassei/generator/lang"
)

// escapable are the signs that a backslash frees of their meaning. Before any
// other, such as the comma of \1,000 or the dollar, it is a character (or a yen sign).
const escapable = "!#&()*+-.:<=>[]_`{|}~"

// resolve undoes backslashes and character references. What a reference may
// not stand for becomes the replacement character. rest is what follows the
// value in the text.
func resolve(value, rest []byte) []byte {
	if bytes.IndexByte(value, '\\') < 0 && bytes.IndexByte(value, '&') < 0 {
		return value
	}
	out := make([]byte, 0, len(value))
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && i+1 < len(value) && strings.IndexByte(escapable, value[i+1]) >= 0:
			i++
			out = append(out, value[i])
		case c == '\\' && i+1 < len(value) && value[i+1] == '\\':
			// \\server is a place in a network; \\*a is a backslash and emphasis.
			next := rest
			if i+2 < len(value) {
				next = value[i+2:]
			}
			out = append(out, '\\')
			if i++; len(next) == 0 || strings.IndexByte(escapable, next[0]) < 0 {
				out = append(out, '\\')
			}
		case c == '&':
			size, r := reference(value[i:])
			out = append(out, r...)
			i += size - 1
		default:
			out = append(out, c)
		}
	}
	return out
}

// maxReference is the length of the longest name of a character, with & and ;.
const maxReference = 40

// reference reads a character reference at the start of s: its size and what it
// stands for. What is none is the & that it begins with.
func reference(s []byte) (size int, chars []byte) {
	end := bytes.IndexByte(s[:min(len(s), maxReference)], ';')
	if end < 0 {
		return 1, s[:1]
	}
	whole := string(s[:end+1])
	if r, numeric := numericReference(whole); numeric {
		if forbidden(r) {
			r = utf8.RuneError
		}
		return end + 1, utf8.AppendRune(nil, r)
	}
	read := html.UnescapeString(whole)
	if read == whole || strings.HasSuffix(read, ";") && whole != "&semi;" {
		return 1, s[:1] // &copy1; is no reference, though HTML would read one
	}
	if strings.ContainsFunc(read, lang.Hidden) {
		return end + 1, []byte("\ufffd")
	}
	return end + 1, []byte(read)
}

// numericReference reads &#945; or &#x3B1;, from & to ;.
func numericReference(s string) (rune, bool) {
	digits, ok := strings.CutPrefix(s[:len(s)-1], "&#")
	base := 10
	if ok && digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	if !ok || digits == "" || digits[0] == '+' || digits[0] == '-' {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, base, 64) // the greatest number where it is greater
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return rune(min(n, utf8.MaxRune+1)), true
}

// forbidden reports whether no text may hold a character: it is none, or nobody sees it.
func forbidden(r rune) bool { return r <= 0 || !utf8.ValidRune(r) || lang.Hidden(r) }
