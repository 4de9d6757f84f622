package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/pattern"
	"tassei/generator/source"
)

// Proposal is a mapping for a workbook, and what was not understood in it.
type Proposal struct {
	TOML    []byte
	Unknown []CellProblem
}

// NewMapping proposes a mapping for a city's own workbook from the headings
// that it knows, and lists by cell what it does not understand. The error is a
// *Fault for a file that cannot be read or holds nothing that is known.
func NewMapping(src *source.Source, name string, data []byte) (*Proposal, error) {
	sheets, err := readLoose(name, data)
	if err != nil {
		return nil, err
	}
	for _, s := range sheets {
		if s.exportedYear() != 0 {
			return nil, fault("exported book", "file", name)
		}
	}
	p := &proposer{src: src, city: src.City(), tag: voice(src.City()), file: name}
	years := src.Years()
	if len(years) > 0 {
		p.year = years[len(years)-1].Year
	}
	for _, s := range sheets {
		found := len(p.tables)
		p.sheet(s)
		if len(p.tables) == found {
			continue // a sheet that is not read
		}
		p.unknown = append(p.unknown, s.asides()...)
	}
	if len(p.tables) == 0 {
		return nil, p.noTable(sheets)
	}
	p.settleYears()
	return p.propose(sheets)
}

// proposer gathers what is known of a workbook.
type proposer struct {
	src     *source.Source
	city    *kpi.City
	tag     string
	file    string
	year    kpi.Year
	tables  []proposed
	title   string    // above the first table
	named   cellPlace // the heading of a table's names that no word tells
	unknown []CellProblem
}

// proposed is a table with the headings that stand above or beside its cells.
type proposed struct {
	mappedTable
	said   map[string]string // what stands above or beside each cell that is looked at
	order  []string
	filled map[string]bool // whether there is anything in it
	unread map[string]bool // of forms: cells that were told because nobody knows what they mean
}

func (p *proposer) tell(s looseSheet, row, column int, rule string, pairs ...string) {
	p.unknown = append(p.unknown, CellProblem{s.place(row, column), refuse(rule, pairs...)})
}

// sheet looks for a table, or else for a form.
func (p *proposer) sheet(s looseSheet) {
	for i := range s.cells {
		if s.headsAnother(i) && p.below(s, i) {
			p.rows(s, i)
			return
		}
	}
	for i := range s.cells {
		if j := p.nameByRule(s, i); j >= 0 && !s.namesAnything() {
			p.named = s.place(i, j)
			p.tell(s, i, j, "name by rule", "text", excerpt(s.say(i, j)))
			p.rows(s, i)
			return
		}
	}
	p.form(s)
}

// below reports whether names stand below the heading of a row that is theirs.
func (p *proposer) below(s looseSheet, row int) bool {
	for j := range s.cells[row] {
		if p.isName(s, row, j) && s.namesBelow(row, j) {
			return true
		}
	}
	return false
}

// maxHeads is how many rows of headings a table may have.
const maxHeads = 4

// rows proposes a table with a row an indicator. A second row of headings has
// years, or headings, below a merged one.
func (p *proposer) rows(s looseSheet, top int) {
	head := top + 1
	for head < min(top+maxHeads, len(s.cells)) && (s.headReaches(top, head) || p.isHeading(s, top, head)) {
		head++
	}
	t := proposed{mappedTable: mappedTable{sheet: s.name, head: head, cells: map[string]meant{}}, said: map[string]string{}, filled: map[string]bool{}}
	t.headings, t.above = map[string]string{}, map[string]meant{}
	taken := map[meant]bool{}
	for j := range s.cells[top] {
		letter, err := excelize.ColumnNumberToName(j + 1)
		heading := s.heading(j, top, head)
		if err != nil || heading == "" {
			continue
		}
		t.said[letter], t.order = heading, append(t.order, letter)
		for i := head; i < len(s.cells); i++ {
			t.filled[letter] = t.filled[letter] || s.say(i, j) != ""
		}
		if m, ok := p.columnMeaning(s, j, top, head); ok && !taken[m] && (m.key != "comment" || !s.marked(j, head)) {
			t.cells[letter], taken[m] = m, true
		}
	}
	s.ownNumbers(&t)
	p.pairs(s, &t, top, head)
	for _, letter := range t.order {
		p.passedOver(s, t, letter, top, head)
	}
	maps.Copy(t.headings, t.said)
	p.overAll(s, &t, top)
	p.titled(s, top)
	p.sums(s, t)
	p.groups(s, t)
	p.tables = append(p.tables, t)
}

// passedOver tells a column of a table that is not read.
func (p *proposer) passedOver(s looseSheet, t proposed, letter string, top, head int) {
	if _, read := t.cells[letter]; read {
		return
	}
	j, rule := s.columnOf(letter, head), "not known"
	year, dated := fiscalYear(t.said[letter])
	switch m, ok := p.columnMeaning(s, j, top, head); {
	case !ok && dated && saysNoMore(t.said[letter]):
		rule = "bare year"
	case ok && m.key == "comment" && s.marked(j, head):
		rule = "grade marks"
	case ok:
		rule = "known twice"
	}
	p.tell(s, top, j, rule, "text", t.said[letter], "letter", letter, "year", year.String())
}

// titled takes the first text above a table as the title of the workbook.
func (p *proposer) titled(s looseSheet, top int) {
	for i := 0; i < top && p.title == ""; i++ {
		if _, label := meaningOf(s.first(i)); !label {
			p.title = s.first(i)
		}
	}
	if p.title == "" && !plainSheet.MatchString(s.name) {
		p.title = s.name
	}
}

// plainSheet is a name that programs give a sheet.
var plainSheet = pattern.New(`^(?i:sheet|table|シート|表)\s*[0-9]*$|^$`)

// columnMeaning is what a column means: by its headings, and a result that is one of the
// city's grades in each row is its grade.
func (p *proposer) columnMeaning(s looseSheet, column, top, head int) (meant, bool) {
	if p.named == s.place(top, column) {
		return meant{key: "name"}, true
	}
	m, ok := p.headingMeaning(s, column, top, head)
	if ok && (m.key == "actual" || m.key == "comment") && p.graded(s, column, head) {
		m.key = "grade"
	}
	if ok && m.key == "baseline" && s.isLatest(column, top, head) {
		m.key = "actual"
		m.year, _ = fiscalYear(s.heading(column, top, head))
	}
	return m, ok
}

// graded reports whether the cells of a column, at least one, are the city's grades.
func (p *proposer) graded(s looseSheet, column, head int) bool {
	found := false
	for row := head; row < len(s.cells); row++ {
		text := plain(s.say(row, column))
		if text == "" {
			continue
		}
		found = true
		if !slices.ContainsFunc(p.city.Grades, func(g kpi.Grade) bool {
			return text == plain(g.ID) || text == plain(g.Name[p.city.Languages[0]])
		}) {
			return false
		}
	}
	return found
}

// headingMeaning is what a column of one or two headings means: 目標値 above R6.
func (p *proposer) headingMeaning(s looseSheet, column, top, head int) (meant, bool) {
	lowest, _ := meaningOf(s.say(head-1, column))
	if m, ok := meaningOf(s.heading(column, top, head)); ok && (m.key != "name" || !slices.Contains(figureKeys, lowest.key)) {
		return m, p.has(m) // 数値 over 目標 is no 数値目標
	}
	var best meant
	found := false
	for i := top; i < head; i++ {
		if m, ok := meaningOf(s.say(i, column)); ok {
			best, found = meant{m.key, cmp.Or(m.year, best.year)}, true
		}
	}
	if year, ok := fiscalYear(s.heading(column, top, head)); ok && found && slices.Contains([]string{"target", "actual", "published", "grade", "comment", "final_target"}, best.key) {
		best.year = year
	}
	if key := p.above(s, column, top, head); key != "" {
		best.key = key + "_as_of"
	}
	return best, found && p.has(best)
}

// above is the figure whose date a column has, as 基準値 over 年度 beside 値; "" for any
// other column.
func (p *proposer) above(s looseSheet, column, top, head int) string {
	for i := top + 1; i < head; i++ {
		m, ok := meaningOf(s.say(i-1, column))
		if ok && slices.Contains([]string{"baseline", "target", "actual"}, m.key) && slices.Contains(dateHeadings, plain(s.say(i, column))) {
			return m.key
		}
	}
	return ""
}

// has reports whether the city has what a heading means: its own grades, or none.
func (p *proposer) has(m meant) bool { return m.key != "grade" || len(p.city.Grades) > 0 }

// headReaches reports whether a known heading of the rows above is merged with a cell of a row.
func (s looseSheet) headReaches(top, row int) bool {
	for j := range s.cells[row] {
		first, merged := s.merged[[2]int{row, j}]
		if _, known := meaningOf(s.say(row, j)); merged && known && first[0] >= top && first[0] < row {
			return true
		}
	}
	return false
}

// isHeading reports whether a row is one of headings: of years and known words,
// and nothing that is a figure.
func (p *proposer) isHeading(s looseSheet, top, row int) bool {
	known := 0
	for j := range s.cells[row] {
		text := s.say(row, j)
		if p.isName(s, top, j) && text != "" && !s.covered[[2]int{row, j}] {
			return false // the first indicator
		}
		if text == "" || s.covered[[2]int{row, j}] {
			continue
		}
		_, word := meaningOf(text)
		_, year := fiscalYear(text)
		if !word && !year && len([]rune(text)) > 12 || s.at(row, j).numeric && !s.isYear(row, j) {
			return false
		}
		if word || year {
			known++
		}
	}
	return known > 0
}

// beside is the cell that a label speaks of: to its right, or below where
// another label stands to the right.
func (p *proposer) beside(s looseSheet, row, column int) (i, j int, ok bool) {
	right, down := column+1, row+1
	for s.covered[[2]int{row, right}] && s.say(row, right) == s.say(row, column) {
		right++
	}
	for s.covered[[2]int{down, column}] && s.say(down, column) == s.say(row, column) {
		down++
	}
	_, label := meaningOf(s.say(row, right))
	_, lower := meaningOf(s.say(down, column))
	switch {
	case !label && s.say(row, right) != "":
		return row, right, true
	case !lower && s.say(down, column) != "" && (label || !s.covered[[2]int{down, column}]):
		return down, column, true
	case !label && right < 60:
		return row, right, true
	}
	return down, column, !lower
}

// settleYears takes the newest year of an actual that is filled in as that of the
// workbook where the headings name any: columns for years to come wait in many. An actual
// without a year beside those of earlier years is of a later one, which only its title or
// the data tell.
func (p *proposer) settleYears() {
	newest, ahead, undated := kpi.Year(0), kpi.Year(0), false
	for _, t := range p.tables {
		for at, m := range t.cells {
			if m.key == "actual" || m.key == "value" {
				ahead = max(ahead, m.year)
				undated = undated || m.year == 0
				if t.filled[at] {
					newest = max(newest, m.year)
				}
			}
		}
	}
	newest = cmp.Or(newest, ahead)
	titled, ok := fiscalYear(p.title)
	switch {
	case newest > 0 && !undated:
		p.year = newest
	case ok:
		p.year = titled
	case p.year <= newest:
		p.year = 0
	}
	for _, t := range p.tables {
		p.settle(t)
	}
}

// settle leaves the year of the workbook out of what the cells of a table mean, and
// tells the cells that then would say the same as another, or nothing.
func (p *proposer) settle(t proposed) {
	undated := map[string]bool{}
	for _, m := range t.cells {
		undated[m.key] = undated[m.key] || m.year == 0
	}
	for _, at := range t.order {
		m, ok := t.cells[at]
		rule := ""
		switch {
		case !ok:
		case m.key == "final_target" && m.year == 0:
			rule = "final year" // without its year it says nothing
		case m.year == 0 || m.year != p.year:
		case undated[m.key]:
			rule = "known twice"
		default:
			t.cells[at] = meant{key: m.key}
		}
		if rule != "" {
			delete(t.cells, at)
			if t.head > 0 {
				at += itoa(t.head)
			}
			p.unknown = append(p.unknown, CellProblem{cellPlace{Sheet: t.sheet, Cell: at}, refuse(rule, "text", t.said[strings.TrimRight(at, "0123456789")])})
		}
	}
}
