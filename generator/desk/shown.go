package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// What a cell shows its reader: a text, a date, a number with its unit, and why it cannot be taken for one of them.

// written is the text of a cell, as its reader sees it. A date that the
// spreadsheet made of what was typed is written out as offices do.
func (c gridCell) written() string {
	switch {
	case !c.day.IsZero():
		return c.dated()
	case c.numeric && !c.seen.odd && c.seen.whole != "":
		return c.seen.whole
	}
	return strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(c.text, "\r\n", "\n"), "\r", "\n"), " \t\n　")
}

// unclear is why a cell cannot be taken for a text: it shows a time, a date
// without its year, or a number in a form that cannot be told.
func (c gridCell) unclear() *refusal {
	switch {
	case c.seen.nothing:
		return c.unseen()
	case c.date.any() && (c.date.time || !c.date.year || c.day.IsZero()):
		return refuse("no year", "text", c.format)
	case c.date.year && !c.date.month:
		return refuse("year alone", "text", c.format)
	case c.numeric && c.seen.odd && !c.date.any():
		return c.unseen()
	}
	return nil
}

// notAFigure is why a date, or a time of the day, is no figure: what a spreadsheet shows
// as 5:30 can be hours or minutes.
func (c gridCell) notAFigure() *refusal {
	if c.date == (dateParts{time: true}) {
		return refuse("clock")
	}
	return refuse("date")
}

// unseen is why it cannot be told which number, or that anything, is in a cell.
func (c gridCell) unseen() *refusal {
	if c.seen.unlit {
		return refuse("unlit", "text", excerpt(oneLine(c.text)))
	}
	if c.seen.nothing {
		return refuse("nothing", "text", excerpt(c.text), "format", c.format)
	}
	if c.seen.endless && !strings.Contains(c.text, ".") {
		return refuse("exponent", "text", c.text)
	}
	if c.seen.endless {
		return refuse("endless", "text", c.text)
	}
	return refuse("format", "format", c.format)
}

// serialForm is what a spreadsheet counts days by, from 1982 to 2064.
var serialForm = pattern.New(`^[3-5][0-9]{4}$`)

// serial is why what a cell says cannot be taken for a date or a period: it is the number
// of a day. It is nil for other keys.
func serial(key, now string) *refusal {
	if (key == "period" || strings.HasSuffix(key, "_as_of")) && serialForm.MatchString(strings.TrimSpace(lang.Fold(now))) {
		return refuse("serial", "text", now)
	}
	return nil
}

// broken is why nothing can be taken from a cell, whatever it is for.
func (c gridCell) broken() *refusal {
	switch {
	case c.struck != "":
		return refuse("struck", "text", excerpt(c.struck))
	case c.formula:
		return refuse("formula")
	case c.fault:
		return refuse("fault", "text", c.text)
	}
	return nil
}

// unfit is why what a cell says cannot be taken for a text, of one line or of several.
func (c gridCell) unfit(now string, lines bool) *refusal {
	if refused := cmp.Or(c.unclear(), textRefusal(now), dittoRefusal(now)); refused != nil {
		return refused
	}
	if strings.Contains(now, "\n") && !lines {
		return refuse("line break")
	}
	return nil
}

// dated writes a date: its month, and its day where the cell shows it.
func (c gridCell) dated() string {
	s := eraMonth(lang.Month{Year: c.day.Year(), Month: int(c.day.Month())})
	switch {
	case !c.date.day:
		return s
	case strings.Contains(s, "-"):
		return s + "-" + strconv.Itoa(c.day.Day() + 100)[1:]
	}
	return s + "." + itoa(c.day.Day())
}

// figure is the number that a cell of a column of numbers shows. A unit that is
// not the indicator's, and a form that hides the number, are refused.
func (c gridCell) figure(key string, unit lang.Text) (string, *refusal) {
	now := c.written()
	if c.seen.nothing {
		return c.text, c.unseen()
	}
	if !c.numeric {
		// A text: 60% is 60 where the unit is per cent.
		if bare := strings.TrimRight(now, "%％ "); bare != now && isDecimal(strings.TrimSpace(lang.Fold(bare))) && inPercent(key, unit) {
			return bare, nil
		}
		return now, nil
	}
	switch {
	case c.seen.odd:
		return c.text, c.unseen()
	case c.seen.percent && !inPercent(key, unit):
		return c.text, refuse("percent", "text", c.seen.whole)
	case c.seen.words != "" && !isUnit(c.seen.words, unit):
		return c.text, refuse("unit", "text", c.seen.whole)
	}
	return c.seen.text, nil
}

// percentWords are the units that a per cent sign stands for.
var percentWords = []string{"%", "％", "パーセント", "percent", "per cent"}

// inPercent reports whether a figure is in per cent, or may be.
func inPercent(key string, unit lang.Text) bool {
	if key == "published" {
		return true
	}
	if !slices.Contains([]string{"baseline", "target", "actual"}, key) {
		return false
	}
	return len(unit) == 0 || unit.Any(func(s string) bool {
		return slices.ContainsFunc(percentWords, func(word string) bool { return strings.Contains(strings.ToLower(s), word) })
	})
}

// isUnit reports whether the words beside a number are its unit.
func isUnit(words string, unit lang.Text) bool {
	return unit.Any(func(s string) bool {
		return plain(s) == plain(words) || plain(s) == "円" && slices.Contains([]string{"¥", "￥", "\\"}, words)
	})
}
