package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/kpi"
)

// called is what an indicator is called within its part of the plan: the number
// that is printed, 指標1, or Measure 1 where words have spaces between them.
func called(kind kpi.Kind, number int, label string) string {
	if label != "" {
		return label
	}
	last, _ := utf8.DecodeLastRuneInString(string(kind))
	if unicode.In(last, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Hangul) {
		return string(kind) + " " + itoa(number)
	}
	return string(kind) + itoa(number)
}

// calledIn is the same with the code of the part: ⑴-イ-指標1, 2 Measure 1, 2.1.
func calledIn(code string, kind kpi.Kind, number int, label string) string {
	name := called(kind, number, label)
	rest, begins := strings.CutPrefix(name, code)
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case label != "" && begins && !unicode.IsLetter(next) && !unicode.IsDigit(next):
		return name
	case strings.Contains(name, " ") || label != "":
		return code + " " + name
	}
	return code + "-" + name
}
