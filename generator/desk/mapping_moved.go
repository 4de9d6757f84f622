package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A mapping goes by places. Where a column or a row was put in since it was made, the places hold something else: the
// headings that it noted tell that.

// byPlace orders columns and cells as people read: A, B, AA; A4, B4, A5.
func byPlace(a, b string) int {
	column, row := placeOf(a)
	other, below := placeOf(b)
	return cmp.Or(row-below, column-other, strings.Compare(a, b))
}

// placeOf is the column and the row of a place; 0 for the row of a column.
func placeOf(at string) (column, row int) {
	if column, row, err := excelize.CellNameToCoordinates(at); err == nil {
		return column, row
	}
	column, _ = excelize.ColumnNameToNumber(at)
	return column, 0
}

// moved tells the first heading of a table that is another in a sheet, or of the form that begins offset rows lower; nil
// where all are as the mapping has them.
func (t mappedTable) moved(s looseSheet, offset int) *CellProblem {
	for _, at := range slices.SortedFunc(maps.Keys(t.headings), byPlace) {
		column, row := placeOf(at)
		said := plain(t.headings[at])
		if column == 0 || said == "" {
			continue
		}
		there := row == 0 && s.headed(column-1, t.head, said)
		row = cmp.Or(row, t.head) + offset
		if there || plain(s.say(row-1, column-1)) == said {
			continue
		}
		now := s.say(row-1, column-1)
		rule := "moved"
		if now == "" {
			rule = "moved away"
		}
		return &CellProblem{s.place(row-1, column-1), refuse(rule, "text", excerpt(now), "was", excerpt(oneLine(t.headings[at])))}
	}
	return nil
}

// headed reports whether a column has a heading, in the last row of headings or the last few.
func (s looseSheet) headed(column, head int, said string) bool {
	for top := head - 1; top >= max(0, head-maxHeads); top-- {
		if plain(s.heading(column, top, head)) == said {
			return true
		}
	}
	return false
}

// added are the columns with a heading that the mapping does not know.
func (t mappedTable) added(s looseSheet) (list []CellProblem) {
	if len(t.headings) == 0 || t.head == 0 {
		return nil
	}
	for j := range s.width() {
		letter, err := excelize.ColumnNumberToName(j + 1)
		text := s.say(t.head-1, j)
		if _, known := t.headings[letter]; err != nil || known || text == "" {
			continue
		}
		if _, known := t.cells[letter]; !known && !t.passed[letter] {
			list = append(list, CellProblem{s.place(t.head-1, j), refuse("not known", "text", excerpt(text), "letter", letter)})
		}
	}
	return list
}

// asides are what stands in a sheet that is read and is read like all else, or not at all: what is hidden, notes on cells.
func (s looseSheet) asides() (list []CellProblem) {
	for _, n := range s.notes {
		list = append(list, CellProblem{s.place(n.place()), refuse("note", "text", n.text)})
	}
	for _, at := range s.unseen.first(s.cells) {
		list = append(list, CellProblem{s.place(at[0], at[1]), refuse("hidden")})
	}
	return list
}

// blank reports whether nothing stands in a sheet.
func (g grid) blank() bool {
	return !slices.ContainsFunc(g.cells, func(row []gridCell) bool {
		return slices.ContainsFunc(row, func(c gridCell) bool { return oneLine(c.written()) != "" })
	})
}
