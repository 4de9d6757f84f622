package desk

import "slices"

// A mapping of forms is made from the first of them. What another form says in a cell that the first leaves blank would
// be lost in silence: the forms of an import are compared with each other.

// placedForm is a form of fixed cells, and the rows of its sheet that are its own.
type placedForm struct {
	t          mappedTable
	s          looseSheet
	start, end int
}

// free reports whether a cell says something and is no label, and none that is read.
func (f placedForm) free(row, column int) bool {
	at := f.s.cellName(row-f.start, column)
	_, label := f.t.headings[at]
	_, read := f.t.cells[at]
	return !label && !read && !f.t.passed[at] && !f.s.covered[[2]int{row, column}] && f.s.say(row, column) != ""
}

// unreadCells tells of the cells that are not read and in which forms of one table differ, each place once. What all
// have alike is printed on the form.
func (m *mapping) unreadCells(forms []placedForm) (list []CellProblem) {
	for _, t := range m.tables {
		alike := slices.DeleteFunc(slices.Clone(forms), func(f placedForm) bool { return f.t.label != t.label || f.t.sheet != t.sheet })
		said := map[[2]int][]cellSaid{}
		var places [][2]int
		for _, f := range alike {
			for i := max(f.start, 0); i < min(f.end, len(f.s.cells)); i++ {
				for j := range f.s.cells[i] {
					if at := [2]int{i - f.start, j}; f.free(i, j) {
						if said[at] == nil {
							places = append(places, at)
						}
						said[at] = append(said[at], cellSaid{f.s.place(i, j), f.s.say(i, j)})
					}
				}
			}
		}
		slices.SortFunc(places, inReadingOrder)
		for _, at := range places {
			if p := unlike(said[at], len(alike)); p != nil {
				list = append(list, *p)
			}
		}
	}
	return list
}

// cellSaid is what a cell says.
type cellSaid struct {
	at   cellPlace
	text string
}

// unlike tells of the first cell of a place that says otherwise than the others; nil where all forms say the same.
func unlike(said []cellSaid, forms int) *CellProblem {
	count := map[string]int{}
	for _, c := range said {
		count[plain(c.text)]++
	}
	if len(count) == 1 && len(said) == forms {
		return nil
	}
	first := slices.MinFunc(said, func(a, b cellSaid) int { return count[plain(a.text)] - count[plain(b.text)] })
	if len(said) == 1 {
		return &CellProblem{first.at, refuse("unread", "text", excerpt(first.text))}
	}
	return &CellProblem{first.at, refuse("unread places", "text", excerpt(first.text), "n", itoa(len(said)-1))}
}
