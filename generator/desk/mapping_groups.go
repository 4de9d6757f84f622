package desk

import (
	"maps"
	"slices"

	"tassei/generator/lang"
)

// The rows of a table that head those below them: 1 健康づくり over all columns, or alone
// in one of them.

// banner reports whether a row is one text over several columns that mean something
// else: no row of an indicator looks like that.
func (s looseSheet) banner(row int, places map[meant]int) bool {
	at := s.lone(row)
	return at >= 0 && slices.ContainsFunc(s.placed(row, places), func(what meant) bool { return what.key != "name" && places[what] != at })
}

// placed are the meanings of the cells of a row that say something.
func (s looseSheet) placed(row int, places map[meant]int) (list []meant) {
	for what, j := range places {
		if s.say(row, j) != "" {
			list = append(list, what)
		}
	}
	return list
}

// lone is the column of the only text of a row, be it over several columns; -1 where
// there are more, or none.
func (s looseSheet) lone(row int) int {
	at := -1
	for j := range s.cells[row] {
		switch text := s.say(row, j); {
		case text == "":
		case !s.covered[[2]int{row, j}] && at < 0:
			at = j
		case at < 0 || !s.covered[[2]int{row, j}] || text != s.say(row, at):
			return -1
		}
	}
	return at
}

// groups tells the rows that head others and are not read: what they say may be an
// initiative.
func (p *proposer) groups(s looseSheet, t proposed) {
	places := t.places(s)
	name, ok := places[meant{key: "name"}]
	if _, initiatives := places[meant{key: "initiative"}]; !ok || initiatives {
		return
	}
	for i := t.head; i < len(s.cells); i++ {
		at := s.lone(i)
		if at < 0 || at == name && !s.banner(i, places) || footnote.MatchString(lang.Fold(s.say(i, at))) {
			continue
		}
		p.tell(s, i, at, "group", "text", excerpt(s.say(i, at)))
	}
}

// nameAlone reports whether a workbook says nothing of an indicator but what it is called.
func (it *mappedItem) nameAlone() bool {
	for what, c := range it.cells {
		if c.text != "" && slices.Contains(ofIndicator, what.key) {
			return false
		}
	}
	return len(it.more) == 0
}

// ownNumbers takes away a column No that counts something else: a cell of it is merged over several names.
func (s looseSheet) ownNumbers(t *proposed) {
	places := t.places(s)
	number, counted := places[meant{key: "number"}]
	name, named := places[meant{key: "name"}]
	for i := t.head; counted && named && i < len(s.cells); i++ {
		if s.covered[[2]int{i, number}] && !s.covered[[2]int{i, name}] && s.say(i, name) != "" {
			maps.DeleteFunc(t.cells, func(_ string, m meant) bool { return m.key == "number" })
			return
		}
	}
}
