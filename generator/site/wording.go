package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/pattern"
)

// lowered is a phrase within a sentence.
func lowered(s string) string {
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+utf8.RuneLen(r):]
	}
	return s
}

// raised is a phrase as a heading begins.
func raised(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
	}
	return s
}

// within is a noun within a sentence: small, where the language writes nouns so and
// it is no abbreviation.
func (v *voice) within(noun string) string {
	for i, r := range noun {
		if i > 0 && unicode.IsLower(r) && v.Tag != "de" && v.Tag != "lb" {
			return lowered(noun)
		}
		if i > 0 {
			break
		}
	}
	return noun
}

// stops is the end of a sentence whose last word brings a full stop of its own: 1,200 No.
var stops = pattern.New(`([^.])\.\.( |$)`)

func oneStop(s string) string {
	if !strings.Contains(s, "..") {
		return s
	}
	return stops.ReplaceAllString(s, "$1.$2")
}
