package desk

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// A mapping says what the cells of a city's own workbook mean. NewMapping
// proposes one, a clerk corrects it, ImportAs reads workbooks by it.
type mapping struct {
	year       kpi.Year // of what has no year of its own
	code, name string   // of the initiative, where the workbook names none
	direction  kpi.Direction
	tables     []mappedTable
	none       map[string]kpi.Reason
	sections   map[string]string // names and ids
	directions map[string]kpi.Direction
}

// mappedTable is one table of indicators, or one kind of form.
type mappedTable struct {
	sheet string // "*" for every one
	head  int    // the last row of headings; 0 of a form
	label string // of a form: the cell of a label, whose text begins each of them
	text  string // of that cell
	cells map[string]meant
}

// meant is what a column or a cell holds.
type meant struct {
	key  string
	year kpi.Year // 0 takes the mapping's own
}

func (m meant) String() string {
	if m.year != 0 {
		return m.key + " " + m.year.String()
	}
	return m.key
}

// mappedKeys are what cells can be said to hold.
var mappedKeys = []string{"code", "initiative", "kind", "number", "name", "unit", "direction", "section", "baseline", "target", "actual",
	"published", "grade", "baseline_as_of", "target_as_of", "actual_as_of", "method", "action", "period", "comment", "note", "final_target"}

// perYear are the keys of a record; the others are of the plan.
var perYear = []string{"baseline", "target", "actual", "published", "grade", "baseline_as_of", "target_as_of", "actual_as_of", "method", "action",
	"period", "comment", "note"}

// readMapping reads the TOML of a mapping. The error is a *Fault.
func readMapping(file string, raw []byte) (*mapping, error) {
	d := toml.Read(file, raw, nil)
	d.Agree()
	if len(d.Problems) > 0 {
		p := d.Problems[0]
		return nil, fault("mapping broken", "file", file, "line", itoa(p.Line), "code", p.Code)
	}
	r := &mappingReader{d: d, m: &mapping{none: map[string]kpi.Reason{}, sections: map[string]string{}, directions: map[string]kpi.Direction{}}}
	for _, e := range d.Root.Keys {
		switch e.Key {
		case "year":
			r.m.year = r.year(e.Value, e.Value.Text)
		case "direction":
			r.m.direction = r.direction(e.Value)
		case "initiative":
			r.each(e.Value, func(key string, n *toml.Node) {
				switch key {
				case "code":
					r.m.code = n.Text
				case "name":
					r.m.name = n.Text
				default:
					r.wrong(n, key)
				}
			})
		case "table":
			for _, n := range e.Value.Items {
				r.table(n)
			}
		case "none":
			r.each(e.Value, func(key string, n *toml.Node) {
				if !slices.Contains(kpi.Reasons, kpi.Reason(n.Text)) {
					r.wrong(n, n.Text)
				}
				r.m.none[plain(key)] = kpi.Reason(n.Text)
			})
		case "sections":
			r.each(e.Value, func(key string, n *toml.Node) { r.m.sections[plain(key)] = n.Text })
		case "directions":
			r.each(e.Value, func(key string, n *toml.Node) { r.m.directions[plain(key)] = r.direction(n) })
		default:
			r.wrong(e.Value, e.Key)
		}
	}
	if r.err == nil && len(r.m.tables) == 0 {
		r.err = fault("mapping empty", "file", file)
	}
	return r.m, r.fault()
}

// twice is the fault of a mapping that gives two cells of a table the same meaning:
// one would stand in place of the other.
func (m *mapping) twice(file string) *Fault {
	for _, t := range m.tables {
		found := map[meant]string{}
		for _, at := range slices.Sorted(maps.Keys(t.cells)) {
			what := t.cells[at]
			if what.year == m.year {
				what.year = 0
			}
			if other, there := found[what]; there {
				return fault("mapping twice", "file", file, "at", at, "other", other, "text", t.cells[at].String())
			}
			found[what] = at
		}
	}
	return nil
}

type mappingReader struct {
	d   *toml.Document
	m   *mapping
	err *Fault // the first
}

func (r *mappingReader) fault() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

func (r *mappingReader) wrong(n *toml.Node, text string) {
	if r.err == nil {
		line, _ := r.d.Place(n.At)
		r.err = fault("mapping word", "file", r.d.File, "line", itoa(line), "text", text, "known", strings.Join(mappedKeys, " "))
	}
}

func (r *mappingReader) each(n *toml.Node, do func(key string, n *toml.Node)) {
	for _, e := range n.Keys {
		do(e.Key, e.Value)
	}
}

func (r *mappingReader) year(n *toml.Node, text string) kpi.Year {
	y, ok := kpi.ParseYear(text)
	if !ok {
		r.wrong(n, text)
	}
	return y
}

func (r *mappingReader) direction(n *toml.Node) kpi.Direction {
	d := kpi.Direction(n.Text)
	if !slices.Contains(kpi.Directions, d) {
		r.wrong(n, n.Text)
	}
	return d
}

func (r *mappingReader) table(n *toml.Node) {
	t := mappedTable{sheet: "*", cells: map[string]meant{}}
	r.each(n, func(key string, v *toml.Node) {
		switch key {
		case "sheet":
			t.sheet = v.Text
		case "head":
			t.head, _ = strconv.Atoi(v.Text)
		case "label":
			t.label = strings.ToUpper(v.Text)
		case "text":
			t.text = v.Text
		case "columns", "cells":
			r.each(v, func(at string, v *toml.Node) {
				word, year, dated := strings.Cut(v.Text, " ")
				if word == "" {
					return // passed over
				}
				if !slices.Contains(mappedKeys, word) {
					r.wrong(v, v.Text)
					return
				}
				m := meant{key: word}
				if dated {
					m.year = r.year(v, year)
				}
				t.cells[at] = m
			})
		default:
			r.wrong(v, key)
		}
	})
	r.m.tables = append(r.m.tables, t)
}

// looseSheet is a sheet of a city's own workbook. A merged cell says in each of
// its places what it says in the first.
type looseSheet struct {
	grid
	covered map[[2]int]bool // places of a merged cell but its first
	hidden  [][2]int        // the first cell of what the workbook does not show
	notes   []cellNote
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
	s := looseSheet{covered: map[[2]int]bool{}}
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
	s.hidden, s.notes = x.hidden(sheet, s.cells), x.notes(sheet)
	merged, err := x.file.GetMergeCells(sheet, true)
	if err != nil {
		return s, err
	}
	for _, m := range merged {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, also := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || also != nil || right > maxColumn || bottom-top > maxRows {
			continue
		}
		first := s.at(top-1, left-1)
		for i := top - 1; i < bottom && i < len(s.cells); i++ {
			for len(s.cells[i]) < right {
				s.cells[i] = append(s.cells[i], gridCell{})
			}
			for j := left - 1; j < right; j++ {
				if i != top-1 || j != left-1 {
					s.cells[i][j] = first
					s.covered[[2]int{i, j}] = true
				}
			}
		}
	}
	return s, nil
}

// hidden finds the first cell with a text of a sheet, of rows and of columns that
// are hidden: they are read like all others, and a clerk may not know of them.
func (x *workbookReader) hidden(sheet string, cells [][]gridCell) (list [][2]int) {
	if shown, err := x.file.GetSheetVisible(sheet); err == nil && !shown {
		return [][2]int{{0, 0}}
	}
	columns := map[int]bool{}
	for i, row := range cells {
		j := slices.IndexFunc(row, func(c gridCell) bool { return c.text != "" })
		if j < 0 {
			continue
		}
		if shown, err := x.file.GetRowVisible(sheet, i+1); err == nil && !shown {
			list = append(list, [2]int{i, j})
			continue
		}
		for j, c := range row {
			if c.text == "" || columns[j] {
				continue
			}
			columns[j] = true
			letter, _ := excelize.ColumnNumberToName(j + 1)
			if shown, err := x.file.GetColVisible(sheet, letter); err == nil && !shown {
				list = append(list, [2]int{i, j})
			}
		}
	}
	return list
}

// say is the text of a cell without the line ends in it.
func (s looseSheet) say(row, column int) string { return oneLine(s.at(row, column).written()) }

// oneLine joins the lines of a cell: a space only between two words of letters, and
// between two numbers.
func oneLine(text string) string {
	var b strings.Builder
	before := ""
	for _, line := range cellLines(text) {
		if before != "" && (letter(before[len(before)-1]) && letter(line[0]) || numbersMeet(before, line)) {
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

// fiscalYears finds the years in a heading: 令和5年度, R5, 2023年度.
func fiscalYear(text string) (kpi.Year, bool) {
	for _, piece := range strings.FieldsFunc(lang.Fold(text), func(r rune) bool { return strings.ContainsRune(" ()（）・/／「」[]【】:：", r) }) {
		for _, end := range []string{"最終目標値", "最終目標", "目標値", "実績値", "現状値", "基準値", "目標", "実績", "現状", "末"} {
			piece = strings.TrimSuffix(piece, end)
		}
		if len(piece) < 2 || strings.Trim(piece, "0123456789") == "" && len(piece) != 4 {
			continue
		}
		if n, err := lang.ParseFiscalYear(piece); err == nil && n >= 1950 && n < 2100 {
			return kpi.Year(n), true
		}
	}
	return 0, false
}

func quoteKey(s string) string { return fmt.Sprintf("%-6s", toml.Quote(s)) }
