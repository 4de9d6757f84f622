package desk

import (
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// mappedItem is one indicator as a workbook tells it.
type mappedItem struct {
	sheet  looseSheet
	cells  map[meant]mappedCell
	more   []map[meant]mappedCell // rows of further actions
	lost   string                 // of a row without a name: the key of a cell that says something of an indicator
	marks  map[string]string      // footnotes of the sheet, by their mark
	shared map[string]bool        // the keys of figures whose cell is merged with that of another indicator, or of another key
	unit   string                 // of its figures, as their headings say: 実績値（人）
	since  string                 // when the baseline was taken, as its heading says: 基準値（R2）
}

// mappedCell is a cell and where it stands.
type mappedCell struct {
	gridCell
	row, column int
}

var (
	footLead = pattern.New(`^[（(]?([※＊*]\s*[0-9]*|注\s*[0-9]+)[）)]?[\s　:：.．、]*`)
	footnote = pattern.New(`^[（(]?([※＊*]\s*[0-9]*|注\s*[0-9]+)[）)]?[\s　:：.．、]*(\S.+)$`)
)

// foundItems are the indicators of workbooks, what keeps their tables from being read, and what is told beside.
type foundItems struct {
	list          []*mappedItem
	told, notices []CellProblem
	forms         []placedForm
}

// items reads every indicator of the sheets that the mapping names.
func (m *mapping) items(sheets []looseSheet) (all foundItems) {
	for _, s := range sheets {
		marks := s.footnotes()
		found, told := len(all.list), len(all.told)
		for _, t := range m.tables {
			if !m.reads(t, s) {
				continue
			}
			if t.head > 0 {
				m.rowsOf(s, t, &all)
			} else {
				m.forms(s, t, &all)
			}
		}
		for _, it := range all.list[found:] {
			it.marks = marks
		}
		switch {
		case len(all.list) > found:
			all.notices = append(all.notices, s.asides()...)
		case len(all.told) == told && !s.blank():
			all.notices = append(all.notices, CellProblem{s.place(0, 0), refuse("unread sheet")})
		}
	}
	all.notices = append(all.notices, m.unreadCells(all.forms)...)
	return all
}

// reads reports whether a table of the mapping is of a sheet. A sheet that another names is not one of all others.
func (m *mapping) reads(t mappedTable, s looseSheet) bool {
	if t.sheet != "*" {
		return t.sheet == s.name
	}
	return !slices.ContainsFunc(m.tables, func(o mappedTable) bool { return o.sheet == s.name })
}

// rowsOf reads a table of a sheet whose headings are where the mapping has them.
func (m *mapping) rowsOf(s looseSheet, t mappedTable, all *foundItems) {
	if p := t.moved(s, 0); p != nil {
		all.told = append(all.told, *p)
		return
	}
	found := len(all.list)
	all.list = append(all.list, m.rows(s, t, all)...)
	if len(all.list) > found {
		all.notices = append(all.notices, t.added(s)...)
		all.notices = append(all.notices, s.coloured(all.list[found:]).notices()...)
	}
}

// footnotes are the texts below a table, by their mark: ※1.
func (s looseSheet) footnotes() map[string]string {
	all := map[string]string{}
	for i := range s.cells {
		for j := range s.cells[i] {
			if f := footnote.FindStringSubmatch(lang.Fold(s.at(i, j).written())); f != nil && !strings.Contains(f[2], "\n") {
				mark := plain(f[1])
				if _, there := all[mark]; !there {
					lead := footLead.FindString(lang.Fold(s.at(i, j).written())) // as long as in the text itself
					all[mark] = strings.TrimSpace(string([]rune(s.at(i, j).written())[len([]rune(lead)):]))
				}
			}
		}
	}
	return all
}

// explained is the footnote of words that end with its mark, which they keep: ※1 with
// what the sheet says of it; "" where it says nothing.
func (it *mappedItem) explained(words string) string {
	f := footMark.FindStringSubmatch(lang.Fold(words))
	if f == nil || it.marks[plain(f[1])] == "" {
		return ""
	}
	return strings.TrimSpace(f[1]) + " " + it.marks[plain(f[1])]
}

// places are the columns of a table in a sheet, by what they hold.
func (t mappedTable) places(s looseSheet) map[meant]int {
	places := map[meant]int{}
	for at, what := range t.cells {
		if j := s.columnOf(at, t.head); j >= 0 {
			places[what] = j
		}
	}
	return places
}

// rows reads a table with a row an indicator.
func (m *mapping) rows(s looseSheet, t mappedTable, all *foundItems) []*mappedItem {
	places := t.places(s)
	name, ok := places[meant{key: "name"}]
	if !ok {
		return nil
	}
	since, unit := s.since(places, t.head), s.unitAbove(places, t.head)
	fixed := t.fixed(s)
	var list []*mappedItem
	carried := map[string]mappedCell{}
	for i := t.head; i < len(s.cells); i++ {
		text := s.say(i, name)
		cells, own := s.cellsOf(i, places)
		if s.headsBelow(i, name, t.head, places) {
			all.told = append(all.told, CellProblem{s.place(i, name), refuse("another table")})
			return list
		}
		if has(places, rowLabel) && !s.byLabel(i, places, cells) {
			all.told = append(all.told, CellProblem{s.place(i, places[rowLabel]), refuse("row label", "text", excerpt(s.say(i, places[rowLabel])))})
			continue
		}
		continues := text == "" || s.covered[[2]int{i, name}] && i > t.head && s.say(i-1, name) == text
		figures := cells[meant{key: "actual"}].text != "" || cells[meant{key: "target"}].text != ""
		switch {
		case len(own) == 0, text != "" && plain(text) == plain(s.heading(name, t.head-1, t.head)), s.repeats(i, t.head, places), s.isFootnote(i, own):
			continue // nothing, a heading that is repeated on each page, or a footnote
		case continues && len(list) > 0 && has(places, rowLabel):
			if lost := list[len(list)-1].joined(cells, s.covered); lost != "" {
				list = append(list, &mappedItem{sheet: s, cells: cells, lost: lost})
			}
			continue
		case s.banner(i, places):
			carried["code"], carried["initiative"] = mappedCell{}, cells[meant{key: "initiative"}]
			continue
		case continues && len(list) > 0 && cells[meant{key: "action"}].text != "":
			list[len(list)-1].more = append(list[len(list)-1].more, cells)
			if lost := firstOf(own, ofIndicator, "action", "period", "section"); lost != "" {
				list = append(list, &mappedItem{sheet: s, cells: cells, lost: lost})
			}
			continue
		case continues && !figures:
			if lost := firstOf(own, ofIndicator, "section"); lost != "" {
				list = append(list, &mappedItem{sheet: s, cells: cells, lost: lost})
			} else if firstOf(own, []string{"code", "initiative"}) != "" {
				carried["code"], carried["initiative"] = cells[meant{key: "code"}], cells[meant{key: "initiative"}]
			}
			continue // the heading of a group
		}
		for _, key := range []string{"code", "initiative"} {
			what := meant{key: key}
			if _, there := places[what]; there && cells[what].text == "" {
				cells[what] = carried[key]
			}
			carried[key] = cells[what]
		}
		maps.Copy(cells, fixed)
		list = append(list, &mappedItem{sheet: s, cells: cells, since: since, unit: unit, shared: s.shared(i, t.head, places)})
	}
	return list
}

// cellsOf are the cells of a row by what they mean, and the keys of those that the row
// fills in itself.
func (s looseSheet) cellsOf(row int, places map[meant]int) (cells map[meant]mappedCell, own []string) {
	cells = map[meant]mappedCell{}
	for what, j := range places {
		c := mappedCell{s.at(row, j), row, j}
		cells[what] = c
		if c.text != "" && !s.covered[[2]int{row, j}] {
			own = append(own, what.key)
		}
	}
	return cells, own
}

func has(places map[meant]int, what meant) bool {
	_, there := places[what]
	return there
}

// repeats reports whether a row says what one of the rows of headings says in the same
// columns, as where each printed page begins with them.
func (s looseSheet) repeats(row, head int, places map[meant]int) bool {
	read := slices.Collect(maps.Values(places))
	return slices.ContainsFunc([]int{head - 3, head - 2, head - 1}, func(above int) bool {
		same := 0
		for j := range s.cells[row] {
			switch text, heading := plain(s.say(row, j)), plain(s.say(above, j)); {
			case text == "", heading == "" && !slices.Contains(read, j):
			case text != heading:
				return false
			default:
				same++
			}
		}
		return same > 1
	})
}

// ofIndicator are the keys of cells that say something of an indicator; the
// others can be the heading of a group.
var ofIndicator = slices.DeleteFunc(slices.Clone(mappedKeys), func(key string) bool {
	return slices.Contains([]string{"code", "initiative", "kind", "number", "name"}, key)
})

// firstOf is the first of the keys that stands among those that a row fills in
// and is none of the rest; "" for none.
func firstOf(own, keys []string, but ...string) string {
	for _, key := range keys {
		if slices.Contains(own, key) && !slices.Contains(but, key) {
			return key
		}
	}
	return ""
}

// isFootnote reports whether a row is a remark below the table: it begins with
// ※ or 注 and fills in no figure. ※ before a name with figures marks the indicator.
func (s looseSheet) isFootnote(row int, own []string) bool {
	return footnote.MatchString(lang.Fold(s.first(row))) && len(own) <= 2 &&
		firstOf(own, []string{"baseline", "target", "actual", "published", "final_target"}) == ""
}

// first is the first text of a row.
func (s looseSheet) first(row int) string {
	for j := range s.cells[row] {
		if text := s.say(row, j); text != "" {
			return text
		}
	}
	return ""
}

// forms reads forms of fixed cells: one a sheet, or one below the other. Each
// begins where the label stands again.
func (m *mapping) forms(s looseSheet, t mappedTable, all *foundItems) {
	column, row, err := excelize.CellNameToCoordinates(t.label)
	if err != nil {
		return
	}
	var starts []int
	for i := range s.cells {
		if plain(s.say(i, column-1)) == plain(t.text) && !s.covered[[2]int{i, column - 1}] {
			starts = append(starts, i-(row-1))
		}
	}
	for i, offset := range starts {
		if p := t.moved(s, offset); p != nil {
			all.told = append(all.told, *p)
			continue
		}
		it := &mappedItem{sheet: s, cells: map[meant]mappedCell{}, since: t.since()}
		filled := false
		for at, what := range t.cells {
			j, i, err := excelize.CellNameToCoordinates(at)
			if err != nil {
				continue
			}
			c := mappedCell{s.at(i-1+offset, j-1), i - 1 + offset, j - 1}
			it.cells[what] = c
			filled = filled || c.text != ""
		}
		if filled {
			end := len(s.cells)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			all.list, all.forms = append(all.list, it), append(all.forms, placedForm{t, s, offset, end})
		}
	}
}

// text is what a cell of an item says, on one line.
func (it *mappedItem) text(key string, year kpi.Year) string {
	return oneLine(it.cells[meant{key, year}].written())
}

// of are the item's cells of one meaning, by their years.
func (it *mappedItem) of(key string) (list []meant) {
	for what := range it.cells {
		if what.key == key {
			list = append(list, what)
		}
	}
	slices.SortFunc(list, func(a, b meant) int { return int(a.year - b.year) })
	return list
}

// years are those that the item's cells speak of; 0 is the mapping's own.
func (it *mappedItem) years() []kpi.Year {
	found := map[kpi.Year]bool{}
	for what, c := range it.cells {
		if slices.Contains(perYear, what.key) && c.text != "" {
			found[what.year] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// dated reports whether words are a date or a year: R3, 令和5年3月末.
func dated(s string) bool {
	if !lang.ParseAsOf(s).IsZero() {
		return true
	}
	_, err := lang.ParseFiscalYear(s)
	return err == nil && strings.Trim(s, "0123456789") != ""
}
