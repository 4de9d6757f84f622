package desk

import (
	"strings"
	"unicode"

	"tassei/generator/lang"
)

// words is what a cell of a column of words says. A date that is shown in words, as 令和7年3月31日, keeps them; in the
// columns of dates all are written alike.
func (c gridCell) words() string {
	if s := c.datedInWords(); s != "" {
		return s
	}
	return c.written()
}

// datedInWords is a date as a format with 年 shows it; "" for any other, and where it cannot be told.
func (c gridCell) datedInWords() string {
	format, _, _ := strings.Cut(c.format, ";")
	if c.day.IsZero() || c.date.time || !strings.Contains(format, "年") {
		return ""
	}
	era, year := lang.EraOfDay(c.day.Year(), int(c.day.Month()), c.day.Day())
	var b strings.Builder
	r := []rune(format)
	for i := 0; i < len(r); i++ {
		n := i
		switch letter := unicode.ToLower(r[i]); {
		case r[i] == '[':
			for i < len(r) && r[i] != ']' {
				i++
			}
		case r[i] == '"':
			for i++; i < len(r) && r[i] != '"'; i++ {
				b.WriteRune(r[i])
			}
		case (r[i] == '\\' || r[i] == '_') && i+1 < len(r):
			if i++; r[n] == '\\' {
				b.WriteRune(r[i])
			}
		case unicode.IsLetter(letter) && letter < unicode.MaxASCII:
			for i+1 < len(r) && unicode.ToLower(r[i+1]) == letter {
				i++
			}
			s := c.datePart(letter, i-n+1, era, year)
			if s == "" {
				return ""
			}
			b.WriteString(s)
		case r[i] == '@':
			return ""
		default:
			b.WriteRune(r[i])
		}
	}
	return strings.TrimSpace(b.String())
}

// datePart is what the letters of a format show: yyyy, ggg, e, mm, d; "" for others.
func (c gridCell) datePart(letter rune, n int, era string, year int) string {
	two := func(v int) string {
		if n == 2 {
			return itoa(v + 100)[1:]
		}
		return itoa(v)
	}
	switch {
	case letter == 'y' && n == 4:
		return itoa(c.day.Year())
	case letter == 'g' && n == 3:
		return era
	case letter == 'g' && n == 2:
		return string([]rune(era)[:min(1, len([]rune(era)))])
	case letter == 'g' && n == 1:
		return lang.EraLetter(era)
	case letter == 'e' && n <= 2 && year == 1:
		return "元"
	case letter == 'e' && n <= 2 && year > 1:
		return two(year)
	case letter == 'm' && n <= 2:
		return two(int(c.day.Month()))
	case letter == 'd' && n <= 2:
		return two(c.day.Day())
	}
	return ""
}
