package desk

import (
	"maps"
	"slices"

	"tassei/generator/kpi"
)

// A table may have several rows an indicator: 目標 in one, 実績 in the next, with the years across. One column says of each
// row what it is of, and the columns of the years hold values of that.

var rowLabel = meant{key: "row"}

// pairs proposes the columns of a table whose rows are 目標 and 実績 by turns: where at least two headings are years, and one
// column has nothing but such labels, of at least two kinds.
func (p *proposer) pairs(s looseSheet, t *proposed, top, head int) {
	years := map[string]kpi.Year{}
	labels := ""
	for _, letter := range t.order {
		j := s.columnOf(letter, head)
		if _, meant := t.cells[letter]; meant {
			continue
		}
		if year, ok := fiscalYear(s.heading(j, top, head)); ok {
			years[letter] = year
		} else if s.rowLabels(j, head) {
			labels = letter
		}
	}
	if len(years) < 2 || labels == "" {
		return
	}
	t.cells[labels] = rowLabel
	at := s.columnOf(labels, head)
	for letter, year := range years {
		t.cells[letter], t.filled[letter] = meant{"value", year}, false
		for i := head; i < len(s.cells); i++ {
			key, _ := s.figureLabel(i, at)
			t.filled[letter] = t.filled[letter] || key == "actual" && s.say(i, s.columnOf(letter, head)) != ""
		}
	}
}

// rowLabels reports whether a column holds labels of figures alone, of at least two kinds.
func (s looseSheet) rowLabels(column, head int) bool {
	kinds := map[string]bool{}
	for i := head; i < len(s.cells); i++ {
		if s.say(i, column) == "" || s.headsAnother(i) {
			continue // headings again
		}
		key, ok := s.figureLabel(i, column)
		if !ok {
			return false
		}
		kinds[key] = true
	}
	return len(kinds) > 1
}

// byLabel gives the values of a row the meaning that its label says; false where it says none.
func (s looseSheet) byLabel(row int, places map[meant]int, cells map[meant]mappedCell) bool {
	key, ok := s.figureLabel(row, places[rowLabel])
	for _, what := range slices.Collect(maps.Keys(cells)) {
		if what.key != "value" {
			continue
		}
		if c := cells[what]; ok {
			cells[meant{key, what.year}] = c
		} else if c.text != "" {
			return false
		}
		delete(cells, what)
	}
	delete(cells, rowLabel)
	return true
}

// joined adds a further row of an indicator to it. What both rows say in other words is in neither's place: its key is
// returned.
func (it *mappedItem) joined(cells map[meant]mappedCell, covered map[[2]int]bool) (lost string) {
	for _, what := range sortedMeanings(cells) {
		c, had := cells[what], it.cells[what]
		switch {
		case c.text == "" || covered[[2]int{c.row, c.column}]:
		case had.text == "":
			it.cells[what] = c
		case plain(had.written()) != plain(c.written()):
			lost = what.key
		}
	}
	return lost
}
