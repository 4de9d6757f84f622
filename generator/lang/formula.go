package lang

import (
	"strings"
	"unicode/utf8"

	"tassei/generator/pattern"
)

// Formula reports whether a spreadsheet may run a text that is read from a CSV file. A
// plain number is no formula: -3 stays -3. The bare minus sign of an empty cell is one,
// for what follows it is not known here. Excel in Japanese takes the wide signs too,
// but for one that stands alone, as － does where there is nothing.
func Formula(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case s == "":
		return false
	case strings.ContainsRune("=+-@\t\r\n", r):
		return !plainNumber.MatchString(s)
	case strings.ContainsRune("＝＋－＠", r):
		return len(s) > size && !plainNumber.MatchString(Fold(s))
	}
	return false
}

var plainNumber = pattern.New(`^-?[0-9]+(?:\.[0-9]+)?$`)

// Guarded puts an apostrophe before a text that is a Formula, so that no spreadsheet
// runs it. One that has an apostrophe there already gets another, so that Unguarded
// gives every text back as it was.
func Guarded(s string) string {
	if !Formula(strings.TrimLeft(s, "'")) {
		return s
	}
	return "'" + s
}

// Unguarded takes the apostrophe away that Guarded puts before a text.
func Unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && Guarded(rest) != rest {
		return rest
	}
	return s
}
