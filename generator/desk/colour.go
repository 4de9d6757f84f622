package desk

// People mark cells with colours: provisional, corrected, to be asked about. Nobody but them knows what a colour means, so
// it is not read, and that is told once for each sheet.

// colouredCells are cells whose colours may mean something, by sheet.
type colouredCells struct {
	first []cellPlace
	count map[cellPlace]int // by file and sheet
}

func (l *colouredCells) add(at cellPlace) {
	sheet := cellPlace{File: at.File, Sheet: at.Sheet}
	if l.count == nil {
		l.count = map[cellPlace]int{}
	}
	if l.count[sheet]++; l.count[sheet] == 1 {
		l.first = append(l.first, at)
	}
}

// notices are what is told of them.
func (l *colouredCells) notices() (list []CellProblem) {
	for _, at := range l.first {
		n := l.count[cellPlace{File: at.File, Sheet: at.Sheet}]
		list = append(list, CellProblem{at, refuse(map[bool]string{true: "colour", false: "colours"}[n == 1], "n", itoa(n-1))})
	}
	return list
}

// coloured finds the cells of a table's columns that have other colours than most of their column: a column, or every
// other row, may be coloured for its looks.
func (s looseSheet) coloured(items []*mappedItem) *colouredCells {
	found := &colouredCells{}
	count := map[int]map[colours]int{}
	for _, it := range items {
		for _, c := range it.cells {
			if c.text != "" {
				if count[c.column] == nil {
					count[c.column] = map[colours]int{}
				}
				count[c.column][c.colours]++
			}
		}
	}
	for _, it := range items {
		for _, what := range sortedMeanings(it.cells) {
			c := it.cells[what]
			all := 0
			for _, n := range count[c.column] {
				all += n
			}
			if c.text != "" && all >= 3 && count[c.column][c.colours]*4 <= all && c.colours.marked() {
				found.add(s.place(c.row, c.column))
			}
		}
	}
	return found
}
