package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// looseSheet is a sheet of a city's own workbook. A merged cell says in each of
// its places what it says in the first.
type looseSheet struct {
	grid
	covered map[[2]int]bool   // places of a merged cell but its first
	merged  map[[2]int][2]int // the first place of the merged cell that covers one
}

// readLoose reads any workbook, or CSV. The error is a *Fault.
func readLoose(name string, data []byte) ([]looseSheet, error) {
	if !strings.HasPrefix(string(data[:min(len(data), 2)]), "PK") || len(data) > maxFile {
		grids, err := readGrids(name, data)
		var list []looseSheet
		for _, g := range grids {
			g.file = name
			list = append(list, looseSheet{grid: g, covered: map[[2]int]bool{}})
		}
		return list, err
	}
	list, err := readWorkbook(name, data, (*workbookReader).loose)
	for i := range list {
		list[i].file = name
	}
	return list, err
}

func (x *workbookReader) loose(sheet string) (looseSheet, error) {
	s := looseSheet{covered: map[[2]int]bool{}, merged: map[[2]int][2]int{}}
	var err error
	if s.grid, err = x.texts(sheet); err != nil {
		return s, err
	}
	for i := range s.cells {
		for j, c := range s.cells[i] {
			if s.cells[i][j], err = x.cell(sheet, s.cellName(i, j), c.text); err != nil {
				return s, err
			}
		}
	}
	s.unseen, s.notes = x.outOfSight(sheet, s.cells), x.notes(sheet)
	merged, err := x.file.GetMergeCells(sheet, true)
	if err != nil {
		return s, err
	}
	for _, m := range merged {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, also := excelize.CellNameToCoordinates(m.GetEndAxis())
		right, bottom = min(right, maxColumn), min(bottom, len(s.cells))
		if err != nil || also != nil || right < left || bottom < top {
			continue
		}
		if x.cells += (right - left + 1) * (bottom - top + 1); x.cells > maxCells {
			return s, manyCells(sheet)
		}
		first := s.at(top-1, left-1)
		for i := top - 1; i < bottom; i++ {
			for len(s.cells[i]) < right {
				s.cells[i] = append(s.cells[i], gridCell{})
			}
			for j := left - 1; j < right; j++ {
				if i != top-1 || j != left-1 {
					s.cells[i][j] = first
					s.covered[[2]int{i, j}], s.merged[[2]int{i, j}] = true, [2]int{top - 1, left - 1}
				}
			}
		}
	}
	return s, nil
}

// say is the text of a cell without the line ends in it.
func (s looseSheet) say(row, column int) string { return oneLine(s.at(row, column).written()) }

// oneLine joins the lines of a cell: a space only between two words of letters, and
// between two numbers.
func oneLine(text string) string { return joined(cellLines(text)) }

func joined(lines []string) string {
	var b strings.Builder
	before := ""
	for _, line := range lines {
		if before != "" && (letter(line[0]) && (letter(before[len(before)-1]) || strings.ContainsRune(",;:.", rune(before[len(before)-1]))) || numbersMeet(before, line)) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		before = line
	}
	return b.String()
}

// numbersOnLines reports whether one line of a cell ends with a number and the next
// begins with one: they are two, and neither is known to be the figure.
func numbersOnLines(text string) bool {
	lines := cellLines(text)
	for i := 1; i < len(lines); i++ {
		if numbersMeet(lines[i-1], lines[i]) {
			return true
		}
	}
	return false
}

// cellLines are the lines of a cell that have anything in them.
func cellLines(text string) (lines []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Trim(line, " \t\r　"); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// numbersMeet reports whether a line ends in digits and the next begins with some.
func numbersMeet(before, after string) bool {
	const marks = ".,．，"
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, marks))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, marks))
	return unicode.IsDigit(last) && unicode.IsDigit(first)
}

// columnOf is the index of a column by its letters, or by its heading in the
// last row of headings or the last few; -1 for none.
func (s looseSheet) columnOf(at string, head int) int {
	if n, err := excelize.ColumnNameToNumber(at); err == nil && len(at) <= 3 {
		return n - 1
	}
	for i := 0; i < head && i < len(s.cells); i++ {
		for j := range s.cells[i] {
			if plain(s.heading(j, i, head)) == plain(at) {
				return j
			}
		}
	}
	return -1
}

// heading joins the heading rows of a column, each text once.
func (s looseSheet) heading(column, from, to int) string {
	var list []string
	for i := from; i < to; i++ {
		if text := s.say(i, column); text != "" && (len(list) == 0 || list[len(list)-1] != text) {
			list = append(list, text)
		}
	}
	return strings.Join(list, " ")
}

// shortFY is FY24, which headings write for FY2024.
var shortFY = pattern.New(`^(?i:fy)[ '’]?([0-9]{2})$`)

// fiscalYear finds the year in a heading: 令和5年度, R5, 2023年度, FY24.
func fiscalYear(text string) (kpi.Year, bool) {
	for _, piece := range strings.FieldsFunc(lang.Fold(text), func(r rune) bool { return strings.ContainsRune(" ()（）・/／「」[]【】:：", r) }) {
		for _, end := range []string{"最終目標値", "最終目標", "目標値", "実績値", "現状値", "基準値", "目標", "実績", "現状", "末"} {
			piece = strings.TrimSuffix(piece, end)
		}
		if len(piece) < 2 || strings.Trim(piece, "0123456789") == "" && len(piece) != 4 {
			continue
		}
		if f := shortFY.FindStringSubmatch(piece); f != nil {
			piece = "20" + f[1]
		}
		if n, err := lang.ParseFiscalYear(piece); err == nil && n >= 1950 && n < 2100 {
			return kpi.Year(n), true
		}
	}
	return 0, false
}
