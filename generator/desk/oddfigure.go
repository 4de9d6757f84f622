package desk

import (
	"strings"
	"unicode"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

var (
	dittoForm   = pattern.New(`^(?:〃|々|″|"|''|同上|同左|同右|上に同じ|左に同じ)+$`)
	bracketForm = pattern.New(`^\((-?[0-9][0-9,.]*)\)$`)
	gapForm     = pattern.New(`^-?[0-9]{1,3}(?:[ '’、､\x{a0}\x{202f}][0-9]{3})+$`)
	manyForm    = pattern.New(`[0-9][^0-9]*[^0-9.,_+eExX-][^0-9]*[0-9]`)
	kanjiForm   = pattern.New(`^[〇一二三四五六七八九十百千万億壱弐参]+$`)
)

// oddFigure says of a text why it is no figure, where a unit is not the reason: to
// write the number alone would be a wrong cure for (5), 1/3 or 〃. It is nil for others.
func oddFigure(text string) *refusal {
	s := strings.TrimSpace(lang.Fold(text))
	odd := func(r rune) bool {
		return unicode.IsNumber(r) && (r < '0' || r > '9') && !unicode.Is(unicode.Han, r)
	}
	if f := bracketForm.FindStringSubmatch(s); f != nil {
		return refuse("brackets", "text", text, "number", f[1])
	}
	switch {
	case dittoForm.MatchString(s):
		return refuse("ditto", "text", text)
	case gapForm.MatchString(s):
		return refuse("gap", "text", text, "number", strings.Map(onlyNumber, s))
	case kanjiForm.MatchString(s), strings.ContainsFunc(s, odd):
		return refuse("digits", "text", text)
	case manyForm.MatchString(s):
		return refuse("numbers", "text", text)
	}
	return nil
}

// spreadsheetForm says of a text that it has the form of a time or a day, such as a
// spreadsheet makes of a figure; nil for others.
func spreadsheetForm(text string) *refusal {
	switch s := strings.TrimSpace(lang.Fold(text)); {
	case clockForm.MatchString(s):
		return refuse("clock text", "text", text)
	case dayForm.MatchString(s):
		return refuse("day text", "text", text)
	}
	return nil
}

// onlyNumber keeps digits and the minus.
func onlyNumber(r rune) rune {
	if r >= '0' && r <= '9' || r == '-' {
		return r
	}
	return -1
}
