package desk

import (
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// form proposes a form of labels with their cells beside or below them, or where their row crosses a year's column; the
// one of the first sheet stands for all that are alike.
func (p *proposer) form(s looseSheet) {
	t := &proposed{mappedTable: mappedTable{sheet: "*", cells: map[string]meant{}, headings: map[string]string{}}, said: map[string]string{}, filled: map[string]bool{}, unread: map[string]bool{}}
	x := s.crossings()
	last := p.labels(s, t, x)
	for _, at := range slices.SortedFunc(maps.Keys(x.cells), inReadingOrder) {
		if c := x.cells[at]; at[0] < last && p.has(c.meant) {
			p.claim(s, t, at, c.meant, c.heading)
		}
	}
	for at := range x.heads {
		if at[0] < last {
			t.headings[s.cellName(at[0], at[1])] = s.say(at[0], at[1])
		}
	}
	if t.label == "" || len(t.cells) < 3 {
		if len(s.cells) > 0 && len(p.tables) > 0 || len(t.cells) > 0 {
			p.tell(s, 0, 0, "no form")
		}
		return
	}
	_, top, _ := excelize.CellNameToCoordinates(t.label)
	p.titled(s, top-1)
	for _, other := range p.tables {
		if other.head == 0 && other.text == t.text && other.label == t.label && maps.Equal(other.cells, t.cells) {
			maps.Copy(other.filled, t.filled)
			p.unread(s, t, last, &other)
			return
		}
	}
	if slices.ContainsFunc(p.tables, func(o proposed) bool { return o.head == 0 }) {
		t.sheet = s.name
	}
	p.unread(s, t, last, t)
	p.tables = append(p.tables, *t)
}

func inReadingOrder(a, b [2]int) int {
	if a[0] != b[0] {
		return a[0] - b[0]
	}
	return a[1] - b[1]
}

// labels claims the cells beside the labels of a form, and returns the row where it begins again.
func (p *proposer) labels(s looseSheet, t *proposed, x crossings) (last int) {
	last = len(s.cells)
	for i := 0; i < last; i++ {
		for j := range s.cells[i] {
			m, ok := meaningOf(s.say(i, j))
			if !ok || s.covered[[2]int{i, j}] || !p.has(m) || x.heads[[2]int{i, j}] {
				continue
			}
			if m.key == "name" && t.label != "" {
				if column, _ := placeOf(t.label); column == j+1 && plain(s.say(i, j)) == plain(t.text) {
					last = min(last, i) // the form begins again
				}
				continue
			}
			row, column, ok := p.beside(s, i, j)
			if !ok || i >= last || m.key == "comment" && isMark(s.say(row, column)) {
				continue
			}
			if !p.claim(s, t, [2]int{row, column}, m, s.say(i, j)) {
				p.claimed(s, t, [2]int{i, j}, s.cellName(row, column))
				continue
			}
			t.headings[s.cellName(i, j)] = s.say(i, j)
			if m.key == "name" {
				t.label, t.text = s.cellName(i, j), s.say(i, j)
			}
		}
	}
	return last
}

// claim gives a cell of a form its meaning; false where the cell, or the meaning, has another.
func (p *proposer) claim(s looseSheet, t *proposed, place [2]int, m meant, heading string) bool {
	at := s.cellName(place[0], place[1])
	_, claimed := t.cells[at]
	for _, other := range t.cells {
		claimed = claimed || other == m
	}
	if claimed {
		return false
	}
	t.cells[at], t.said[at], t.order = m, heading, append(t.order, at)
	t.filled[at] = s.say(place[0], place[1]) != ""
	return true
}

// claimed tells a label whose cell is read as that of another.
func (p *proposer) claimed(s looseSheet, t *proposed, label [2]int, at string) {
	if other, there := t.said[at]; there {
		p.tell(s, label[0], label[1], "claimed", "text", s.say(label[0], label[1]), "at", at, "other", other)
	}
}

// unread tells the cells of a form that say something and mean nothing that is known, each place once for the forms of
// all sheets.
func (p *proposer) unread(s looseSheet, t *proposed, last int, first *proposed) {
	top := last
	for at := range t.headings {
		if _, row, err := excelize.CellNameToCoordinates(at); err == nil {
			top = min(top, row-1)
		}
	}
	for i := top; i < last; i++ {
		for j := range s.cells[i] {
			at := s.cellName(i, j)
			_, label := t.headings[at]
			_, value := t.cells[at]
			if text := s.say(i, j); text != "" && !label && !value && !s.covered[[2]int{i, j}] && !first.unread[at] {
				first.unread[at] = true
				rule := "unread"
				if isMark(text) {
					rule = "grade marks"
				}
				p.tell(s, i, j, rule, "text", excerpt(text))
			}
		}
	}
}
