package desk

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// sheetForm is what the XML of a sheet says of its cells before the library reads
// it, which trusts it.
type sheetForm struct {
	disordered bool   // rows or cells do not stand in the XML as in the sheet: the library would put them in another column
	lost       string // the first cell whose text is not in the workbook's list: its number would be read for it
	merged     int    // merged cells
	unplaced   int    // rows that do not say where they stand: the library moves all others for each
	built      int    // cells and rows that the library builds

	texts       int // of the workbook's list
	row, column int // of the last cell
	named       string
	shared      bool // the cell has the number of a text
}

func readForm(xml []byte, texts int) *sheetForm {
	s := &sheetForm{texts: texts}
	tags(xml, func(t tag) bool {
		switch t.name {
		case "row":
			s.aRow(t)
		case "c":
			s.aCell(t)
		case "v":
			s.aValue(t)
		case "mergeCell":
			s.merged++
		}
		return true
	})
	return s
}

func (s *sheetForm) aRow(t tag) {
	said, placed := t.attr("r")
	n, err := strconv.Atoi(said)
	if !placed { // it follows the one before
		n, err = s.row+1, nil
		s.unplaced++
	}
	s.disordered = s.disordered || err != nil || n <= s.row || n > excelize.TotalRows
	if s.disordered {
		return
	}
	s.built += max(n-s.row, 0)
	s.row, s.column, s.shared = n, 0, false
}

func (s *sheetForm) aCell(t tag) {
	if s.disordered {
		return
	}
	said, placed := t.attr("r")
	column, row, err := excelize.CellNameToCoordinates(said)
	switch {
	case !placed || said == "":
		column, row = s.column+1, s.row
	case err != nil:
		s.disordered = true
		return
	}
	s.disordered = s.disordered || column <= s.column || row != s.row
	s.built += max(column-s.column, 0)
	kind, _ := t.attr("t")
	s.column, s.named, s.shared = column, said, kind == "s"
}

func (s *sheetForm) aValue(t tag) {
	if !s.shared || s.lost != "" {
		return
	}
	if n, err := strconv.Atoi(t.text()); err != nil || n < 0 || n >= s.texts {
		if s.lost = s.named; s.lost == "" {
			s.lost = "?"
		}
	}
}
