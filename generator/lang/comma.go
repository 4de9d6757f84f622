package lang

import (
	"strings"

	"tassei/generator/pattern"
)

var (
	// commaNumber is a number as a language with a decimal comma writes it, and as it
	// could not be written with a point: 1.234,5, 1 234, 31,5, 1.234.
	commaNumber = pattern.New(`[0-9]{1,3}(?:[.\x{a0}\x{202f} ][0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+`)
	groupSigns  = strings.NewReplacer(".", "", "\u00a0", "", "\u202f", "", " ", "", ",", ".")
	// pointGroups is a number that a language with a decimal comma reads as 1234, and this
	// program's own files as 1.234.
	pointGroups = pattern.New(`^-?[0-9]{1,3}(?:\.[0-9]{3})+$`)
)

// PlainDigits writes the numbers of a text with a decimal point and without groups
// where the language has a decimal comma, 1.234,5 as 1234.5; else it gives the text.
func PlainDigits(tag, text string) string {
	if _, comma := Signs(tag); comma == "" {
		return text
	}
	return commaNumber.ReplaceAllStringFunc(text, groupSigns.Replace)
}

// TypedNumber reads what somebody typed as a number where the language may have a decimal
// comma: 63,2 and 1.234,5 come with a decimal point. What could be meant in two ways,
// 1.234, comes as both: whole without its points, and as a decimal in the language's writing.
func TypedNumber(tag, text string) (number, whole, decimal string) {
	group, comma := Signs(tag)
	switch {
	case comma == "":
	case group == "." && pointGroups.MatchString(text):
		return "", strings.ReplaceAll(text, ".", ""), strings.Replace(text, ".", ",", 1)
	case strings.Contains(text, ","):
		return PlainDigits(tag, text), "", ""
	}
	return text, "", ""
}
