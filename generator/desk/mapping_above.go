package desk

import (
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// Above a table often stand cells that hold for each of its rows: 担当課, 施策.

// aboveKeys are what such cells can be of.
var aboveKeys = []string{"section", "initiative", "code", "kind", "unit"}

// overAll proposes the cells above a table that hold for all its rows, where none of its columns says the same.
func (p *proposer) overAll(s looseSheet, t *proposed, top int) {
	for i := range top {
		for j := range s.cells[i] {
			m, ok := meaningOf(s.say(i, j))
			if !ok || s.covered[[2]int{i, j}] || !slices.Contains(aboveKeys, m.key) || slices.Contains(slices.Collect(maps.Values(t.cells)), m) {
				continue
			}
			row, column, ok := p.beside(s, i, j)
			if text := s.say(row, column); !ok || row >= top || text == "" {
				continue
			}
			at := s.cellName(row, column)
			if _, taken := t.above[at]; taken || slices.Contains(slices.Collect(maps.Values(t.above)), m) {
				continue
			}
			t.above[at] = m
			t.headings[s.cellName(i, j)] = s.say(i, j)
		}
	}
}

// fixed are the cells of a table that hold for all its rows.
func (t mappedTable) fixed(s looseSheet) map[meant]mappedCell {
	found := map[meant]mappedCell{}
	for at, what := range t.above {
		if column, row, err := excelize.CellNameToCoordinates(at); err == nil {
			found[what] = mappedCell{s.at(row-1, column-1), row - 1, column - 1}
		}
	}
	return found
}
