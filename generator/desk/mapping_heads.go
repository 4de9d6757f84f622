package desk

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/lang"
)

// Which row heads a table, and which of its columns has the names.

// known counts the headings of a row that are known or are years, and tells whether one is the name.
func (s looseSheet) known(row int) (n int, named bool) {
	for j := range s.cells[row] {
		m, ok := meaningOf(s.say(row, j))
		if s.covered[[2]int{row, j}] || !ok && !s.isYear(row, j) {
			continue
		}
		n++
		named = named || m.key == "name"
	}
	return n, named
}

// headsAnother reports whether a row has the headings of a table.
func (s looseSheet) headsAnother(row int) bool {
	n, named := s.known(row)
	return n >= 3 && named
}

// headsBelow reports whether a row below a table's own headings heads another one: with the headings of a table, or the
// same word over the names, and what is no repetition of its own.
func (s looseSheet) headsBelow(row, name, head int, places map[meant]int) bool {
	text := plain(s.say(row, name))
	same := text != "" && text == plain(s.heading(name, head-1, head)) && s.lone(row) < 0
	return (same || s.headsAnother(row)) && !s.repeats(row, head, places)
}

// isYear reports whether a cell is a year as it heads a column: R4, 令和4年度, 2023/24, or one of the numbers of a row
// that counts years up.
func (s looseSheet) isYear(row, column int) bool {
	_, words := s.yearHeading(row, column)
	return words || s.at(row, column).numeric && slices.Contains(s.numberYears(row), column)
}

// numberYears are the columns of a row whose numbers count years up: 2021, 2022, 2023. One alone may be a figure.
func (s looseSheet) numberYears(row int) (columns []int) {
	last := 0
	for j, c := range s.cells[row] {
		year, err := strconv.Atoi(c.text)
		switch {
		case !c.numeric || s.covered[[2]int{row, j}]:
		case err != nil || year < 1950 || year >= 2100 || year <= last:
			return nil
		default:
			columns, last = append(columns, j), year
		}
	}
	if len(columns) < 2 {
		return nil
	}
	return columns
}

// nameWords head the names where no heading says 指標, the likeliest first.
var nameWords = []string{"項目名", "項目", "名称", "内容", "事項", "区分", "item", "name", "title", "description"}

// nameByRule is the column of a row of headings that can only have the names: its heading is a word for anything, the
// others are known, and the sheet calls nothing else a name; -1 for none.
func (p *proposer) nameByRule(s looseSheet, row int) int {
	if n, _ := s.known(row); n < 2 {
		return -1
	}
	for _, word := range nameWords {
		for j := range s.cells[row] {
			if plain(s.say(row, j)) == word && !s.covered[[2]int{row, j}] && s.namesBelow(row, j) {
				return j
			}
		}
	}
	return -1
}

// namesBelow reports whether texts that are no headings and no figures stand below a heading.
func (s looseSheet) namesBelow(row, column int) bool {
	for i := row + 1; i < min(row+5, len(s.cells)); i++ {
		text := s.say(i, column)
		if text == "" || s.covered[[2]int{i, column}] {
			continue
		}
		if _, label := s.figureLabel(i, column); label {
			return false // the rows are those of one indicator
		}
		if _, heading := meaningOf(text); !heading && !s.at(i, column).numeric {
			return true
		}
	}
	return false
}

// isName reports whether a heading is that of the names.
func (p *proposer) isName(s looseSheet, row, column int) bool {
	m, ok := meaningOf(s.say(row, column))
	return ok && m.key == "name" || p.named == s.place(row, column)
}

// namesAnything reports whether a sheet has the heading or label of a name.
func (s looseSheet) namesAnything() bool {
	return slices.ContainsFunc(s.cells, func(row []gridCell) bool {
		return slices.ContainsFunc(row, func(c gridCell) bool {
			m, ok := meaningOf(oneLine(c.written()))
			return ok && m.key == "name"
		})
	})
}

// noTable is why no table was found in a workbook: its names have no heading, or none is known.
func (p *proposer) noTable(sheets []looseSheet) *Fault {
	for _, s := range sheets {
		for i := range s.cells {
			if n, named := s.known(i); n < 2 || named {
				continue
			}
			for j := range s.cells[i] {
				if _, known := meaningOf(s.say(i, j)); s.say(i, j) != "" && !known && !s.isYear(i, j) {
					return fault("no name column", "file", p.file, "at", s.place(i, j).in(p.tag), "text", excerpt(s.say(i, j)))
				}
			}
		}
	}
	return fault("no headings", "file", p.file)
}

// saysNoMore reports whether a heading has nothing but a year.
func saysNoMore(heading string) bool {
	return bareHeading(strings.Trim(westYear.ReplaceAllString(strings.ToLower(lang.Fold(heading)), ""), "'")) == ""
}
