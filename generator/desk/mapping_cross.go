package desk

import (
	"slices"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// A form often has its figures as a table of its own: years across and 目標, 実績 down, or the other way round. What stands
// beside 実績 there is the first year's, or the baseline: what it means, its column says.

// crossings are such tables of a form.
type crossings struct {
	cells map[[2]int]crossed
	heads map[[2]int]bool // the labels that head them: they speak of no cell beside them
}

// crossed is what a cell of such a table means, and what heads it.
type crossed struct {
	meant
	heading string
}

// crossKeys are what the rows of years can be of.
var crossKeys = []string{"target", "actual", "published", "grade"}

// crossDepth is how many rows below one of years can be of them.
const crossDepth = 8

func (s looseSheet) crossings() crossings {
	x := crossings{cells: map[[2]int]crossed{}, heads: map[[2]int]bool{}}
	for i := range s.cells {
		x.across(s, i)
	}
	for j := range s.width() {
		x.down(s, j)
	}
	return x
}

func (g grid) width() (n int) {
	for _, row := range g.cells {
		n = max(n, len(row))
	}
	return n
}

// yearHeading is the year that heads a column or a row of figures: R4, 令和4年度. A bare number is a figure.
func (s looseSheet) yearHeading(row, column int) (kpi.Year, bool) {
	text := s.say(row, column)
	if s.covered[[2]int{row, column}] || s.at(row, column).numeric || len([]rune(text)) > 12 {
		return 0, false
	}
	if _, known := meaningOf(text); known {
		return 0, false
	}
	return fiscalYear(text)
}

// figureLabel is the meaning of a label of figures of several years.
func (s looseSheet) figureLabel(row, column int) (string, bool) {
	m, ok := meaningOf(s.say(row, column))
	return m.key, ok && m.year == 0 && slices.Contains(crossKeys, m.key)
}

// across reads a table whose years stand in one row.
func (x crossings) across(s looseSheet, head int) {
	years, first := s.yearsIn(head)
	if len(years) < 2 {
		return
	}
	for j := range s.cells[head] {
		if m, ok := meaningOf(s.say(head, j)); ok && m.key == "baseline" && !s.covered[[2]int{head, j}] {
			years[j], first = 0, min(first, j)
		}
	}
	found := false
	for i := head + 1; i < min(head+crossDepth, len(s.cells)); i++ {
		if again, _ := s.yearsIn(i); len(again) > 1 {
			break
		}
		at := first - 1
		for at >= 0 && s.say(i, at) == "" {
			at--
		}
		key, ok := s.figureLabel(i, at)
		if !ok || i > head+1 && s.covered[[2]int{i, at}] && s.say(i-1, at) == s.say(i, at) {
			continue
		}
		for at > 0 && s.covered[[2]int{i, at}] {
			at--
		}
		found, x.heads[[2]int{i, at}] = true, true
		for j, year := range years {
			x.put(s, [2]int{i, j}, meant{key, year}, s.say(head, j)+" "+s.say(i, at))
		}
	}
	for j := range years {
		x.heads[[2]int{head, j}] = x.heads[[2]int{head, j}] || found
	}
}

// yearsIn are the columns of a row that years head, and the first of them.
func (s looseSheet) yearsIn(row int) (years map[int]kpi.Year, first int) {
	years, first = map[int]kpi.Year{}, len(s.cells[row])
	for j := range s.cells[row] {
		if year, ok := s.yearHeading(row, j); ok {
			years[j], first = year, min(first, j)
		}
	}
	return years, first
}

// down reads a table whose years stand in one column.
func (x crossings) down(s looseSheet, column int) {
	years, head := map[int]kpi.Year{}, -1
	for i := 1; i < len(s.cells); i++ {
		year, ok := s.yearHeading(i, column)
		switch {
		case ok && (head < 0 || years[i-1] == 0):
			years, head = map[int]kpi.Year{i: year}, i-1
		case ok:
			years[i] = year
		}
		if _, next := s.yearHeading(i+1, column); next || len(years) < 2 || years[i] == 0 {
			continue
		}
		for j := column + 1; j < len(s.cells[head]); j++ {
			key, ok := s.figureLabel(head, j)
			if !ok || s.covered[[2]int{head, j}] || x.heads[[2]int{head, j}] {
				continue
			}
			x.heads[[2]int{head, j}] = true
			for row, year := range years {
				x.put(s, [2]int{row, j}, meant{key, year}, s.say(row, column)+" "+s.say(head, j))
			}
		}
	}
}

// put notes what a cell means. The baseline stands in the row of the results, or in the only one that has it.
func (x crossings) put(s looseSheet, at [2]int, what meant, heading string) {
	if what.year == 0 {
		if what.key == "published" || what.key == "grade" || !someDigits.MatchString(lang.Fold(s.say(at[0], at[1]))) {
			return
		}
		what = meant{key: "baseline"}
	}
	for other, c := range x.cells {
		if c.meant == what && (what.key != "baseline" || other != at) {
			return
		}
	}
	x.cells[at] = crossed{what, heading}
}
