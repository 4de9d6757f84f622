package toml

import (
	"strings"

	"tassei/generator/pattern"
)

// stringLength is the length of the TOML string that b begins with, to its
// closing quote or to where it must end. Only a long one may have three quotes
// and several lines.
func stringLength(b []byte, long bool) (n int, closed bool) {
	q := b[0]
	long = long && len(b) >= 3 && b[1] == q && b[2] == q
	i := 1
	if long {
		i = 3
	}
	for i < len(b) {
		switch {
		case b[i] == '\n' && !long:
			return i, false
		case b[i] == '\\' && q == '"' && (long || i+1 < len(b) && b[i+1] != '\n'):
			i += 2
		case b[i] == q && !long:
			return i + 1, true
		case b[i] == q:
			n := 0
			for i < len(b) && b[i] == q {
				i++
				n++
			}
			if n >= 3 {
				return i, true
			}
		default:
			i++
		}
	}
	return len(b), false
}

// The forms of numbers in TOML.
var (
	wholeForm = pattern.New(`^(?:[+-]?(?:0|[1-9](?:_?[0-9])*)|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*)$`)
	floatForm = pattern.New(`^[+-]?(?:(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?|inf|nan)$`)
	dateLike  = pattern.New(`^(?:[0-9]{4}-|[0-9]{2}:)`)
)

// scalar measures a value without quotes or brackets; 0 when it is none. Dates
// are only measured: whether they are in the calendar is told where they are
// read.
func scalar(b []byte) (Kind, int) {
	n := 0
	if dateLike.Match(b[:min(len(b), 5)]) {
		for n < len(b) && (isDigit(b[n]) || strings.IndexByte("+-.:TtZz", b[n]) >= 0 || b[n] == ' ' && n+1 < len(b) && isDigit(b[n+1])) {
			n++
		}
		return Date, n
	}
	for n < len(b) && (isAlnum(b[n]) || strings.IndexByte("+-_.:", b[n]) >= 0) {
		n++
	}
	switch word := b[:n]; {
	case string(word) == "true" || string(word) == "false":
		return Bool, n
	case wholeForm.Match(word):
		return Integer, n
	case floatForm.Match(word):
		return Float, n
	}
	return Broken, 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
