package desk

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
)

// column is one column of a table.
type column struct {
	key    string // baseline, method …
	tag    string // language of a text, "" otherwise
	locked bool   // of the plan: shown, but not changed here
	told   bool   // shown for comparison, and never read
	hidden bool   // needed by the import alone
	number bool   // numbers are written as numbers
	width  float64
	called lang.Text // what the city calls what stands in it; zero for the program's own word
}

// sectionsColumn is the column of the sections in charge of an action.
func (b *book) sectionsColumn(width float64) column {
	c := column{key: "sections", width: width, called: lang.Text{}}
	for _, tag := range b.languages {
		if word := b.city.SectionsIn(tag); word != "" {
			c.called[tag] = word
		}
	}
	return c
}

// name is the column's name in code: method_en.
func (c column) name(first string) string {
	if c.tag == "" || c.tag == first {
		return c.key
	}
	return c.key + "_" + c.tag
}

// heading is what stands in the first row: 積算方法, 積算方法（en）.
func (c column) heading(tag, first string) string {
	h := say(tag, "column "+c.key)
	if c.called.Has(tag) {
		h = say(tag, "column called", "called", c.called[tag])
	}
	if c.tag == "" || c.tag == first {
		return h
	}
	if tag == "ja" {
		return h + "（" + c.tag + "）"
	}
	return h + " (" + c.tag + ")"
}

// free reports whether a cell of the column may be filled in.
func (c column) free() bool {
	return !c.locked && !c.told && c.key != "id" && c.key != "part" && c.key != "no" && c.key != copyKey
}

// table is one sheet of the workbook, or one CSV file: a record a row.
type table struct {
	key     string // figures, actions, comments, notes
	columns []column
	rows    []*row
	left    int // texts that are too long for a cell, and so left out
}

// listed reports whether an indicator has several rows, in an order.
func (t *table) listed() bool { return t.key == "actions" || t.key == "notes" }

// row is one record with what stands in its cells now.
type row struct {
	id     kpi.ID
	detail string // part of a composite, number of an action or a note
	cells  []string

	record *kpi.Record
	part   *kpi.PartRecord
	blank  bool // of a form: to be filled in
	item   int  // index in the record's actions, or notes
}

// book is everything of one year that a spreadsheet can hold.
type book struct {
	src       *source.Source
	city      *kpi.City
	year      kpi.Year
	tag       string // of headings and codes
	first     string
	languages []string
	tables    []*table
}

// cellLimit is how many characters a cell of a spreadsheet holds; a longer text in a
// CSV file is some other file's.
const cellLimit = 32767

// newBook reads a year into tables.
func newBook(src *source.Source, year kpi.Year) (*book, error) {
	if kpi.YearOf(src.Years(), year) == nil {
		return nil, fault("no year", "year", year.String())
	}
	b := &book{src: src, city: src.City(), year: year, tag: voice(src.City()), languages: src.City().Languages}
	b.first = b.languages[0]
	figures := &table{key: "figures", columns: b.figureColumns()}
	actions := &table{key: "actions", columns: slices.Concat(
		[]column{{key: "id", width: 16}, {key: "no", number: true, width: 6}, {key: "name", locked: true, width: 30}},
		b.texts("text", 50), []column{{key: "period", width: 16}, b.sectionsColumn(24)})}
	comments := &table{key: "comments", columns: slices.Concat(
		[]column{{key: "id", width: 16}, {key: "name", locked: true, width: 30}}, b.texts("comment", 80))}
	notes := &table{key: "notes", columns: slices.Concat(
		[]column{{key: "id", width: 16}, {key: "no", number: true, width: 6}, {key: "name", locked: true, width: 30}}, b.texts("note", 80))}
	b.tables = []*table{figures, actions, comments, notes}
	for i := range src.Initiatives() {
		sheet, err := sheetOf(src, i, year)
		if err != nil {
			return nil, err
		}
		for _, r := range sheet.In(year) {
			figures.rows = append(figures.rows, b.figureRows(r)...)
			actions.rows = append(actions.rows, b.actionRows(r)...)
			comments.rows = append(comments.rows, b.commentRow(r))
			notes.rows = append(notes.rows, b.noteRows(r)...)
		}
	}
	for _, t := range b.tables {
		t.drop()
		b.carry(t)
	}
	return b, nil
}

// carry gives every row the copy of what it says.
func (b *book) carry(t *table) {
	t.columns = append(t.columns, column{key: copyKey, width: 10})
	for _, r := range t.rows {
		s := ""
		if !r.blank {
			s = b.copyOf(t, r)
		}
		r.cells = append(r.cells, s)
	}
}

// drop leaves out rows with a text that no cell can hold: an import leaves
// alone what is not there, and a text that was cut would be taken for an edit.
func (t *table) drop() {
	n := len(t.rows)
	t.rows = slices.DeleteFunc(t.rows, func(r *row) bool {
		return slices.ContainsFunc(r.cells, func(s string) bool { return len([]rune(s)) > cellLimit })
	})
	t.left = n - len(t.rows)
}

func (t *table) find(id kpi.ID, detail string) *row {
	for _, r := range t.rows {
		if r.id == id && r.detail == detail {
			return r
		}
	}
	return nil
}

// texts is one column for each language of the city.
func (b *book) texts(key string, width float64) []column {
	var list []column
	for _, tag := range b.languages {
		list = append(list, column{key: key, tag: tag, width: width})
	}
	return list
}

func (b *book) figureColumns() []column {
	list := []column{
		{key: "id", width: 16}, {key: "code", locked: true, width: 8}, {key: "kind", locked: true, width: 8},
		{key: "number", locked: true, number: true, width: 6}, {key: "name", locked: true, width: 40},
		{key: "part", width: 12}, {key: "direction", locked: true, width: 12}, {key: "unit", locked: true, width: 10},
		{key: "baseline", number: true, width: 12}, {key: "target", number: true, width: 12}, {key: "actual", number: true, width: 12},
		{key: "published", number: true, width: 12}, {key: "provisional", width: 8},
	}
	if len(b.city.Grades) > 0 {
		list = append(list, column{key: "grade", width: 8})
	}
	list = append(list, column{key: "baseline_as_of", width: 18}, column{key: "target_as_of", width: 18},
		column{key: "actual_as_of", width: 18}, column{key: "page", number: true, width: 8})
	return append(list, b.texts("method", 50)...)
}

// figureRows is the row of a record and, for a composite, one for each part.
func (b *book) figureRows(r *kpi.Record) []*row {
	list := []*row{b.fill(&row{id: r.Indicator.ID, record: r}, b.figureColumns())}
	for i := range r.Parts {
		list = append(list, b.fill(&row{id: r.Indicator.ID, detail: r.Parts[i].Part.ID, record: r, part: &r.Parts[i]}, b.figureColumns()))
	}
	return list
}

func (b *book) fill(r *row, columns []column) *row {
	for _, c := range columns {
		r.cells = append(r.cells, b.figureCell(r, c))
	}
	return r
}

// figureCell is what a cell of the table of figures says.
func (b *book) figureCell(r *row, c column) string {
	rec, ind := r.record, r.record.Indicator
	if r.part != nil {
		return b.partCell(r, c)
	}
	switch c.key {
	case "id":
		return string(r.id)
	case "code":
		return ind.Code
	case "kind":
		return string(ind.Kind)
	case "number":
		return itoa(ind.Number)
	case "name":
		return b.text(ind.Name)
	case "direction":
		return b.direction(ind.Direction)
	case "unit":
		return b.text(ind.Unit)
	case "baseline", "target", "actual":
		return b.figureText(figureOf(rec, nil, c.key))
	case "published":
		return rec.Published
	case "provisional":
		if rec.Provisional {
			return "○"
		}
	case "grade":
		return rec.Grade
	case "baseline_as_of", "target_as_of", "actual_as_of":
		return b.text(figureOf(rec, nil, strings.TrimSuffix(c.key, "_as_of")).AsOf.Text)
	case "page":
		if rec.Page > 0 {
			return itoa(rec.Page)
		}
	case "method":
		return rec.Method[c.tag]
	}
	return ""
}

func (b *book) partCell(r *row, c column) string {
	switch c.key {
	case "id", "code", "kind", "number":
		whole := *r
		whole.part = nil
		return b.figureCell(&whole, c)
	case "name":
		return b.text(r.part.Part.Name)
	case "part":
		return r.part.Part.ID
	case "direction":
		return b.direction(r.part.Part.Direction)
	case "unit":
		return b.text(r.part.Part.Unit)
	case "baseline", "target", "actual":
		return b.figureText(figureOf(r.record, r.part, c.key))
	}
	return ""
}

// figureOf is a record's figure by its key, or that of a part.
func figureOf(r *kpi.Record, p *kpi.PartRecord, key string) (f kpi.Figure) {
	if p != nil {
		f, _ = p.Figure(key)
	} else {
		f, _ = r.Figure(key)
	}
	return f
}

func (b *book) actionRows(r *kpi.Record) []*row {
	var list []*row
	for i, a := range r.Actions {
		list = append(list, b.listRow(r, i, a.Text, a.Printed, b.sections(a.Sections)))
	}
	return list
}

// listRow is the row of an action or a note, with what stands behind its text.
func (b *book) listRow(r *kpi.Record, i int, text lang.Text, more ...string) *row {
	cells := []string{string(r.Indicator.ID), itoa(i + 1), b.text(r.Indicator.Name)}
	for _, tag := range b.languages {
		cells = append(cells, text[tag])
	}
	return &row{id: r.Indicator.ID, detail: itoa(i + 1), cells: append(cells, more...), record: r, item: i}
}

func (b *book) noteRows(r *kpi.Record) []*row {
	var list []*row
	for i, note := range r.Notes {
		list = append(list, b.listRow(r, i, note))
	}
	return list
}

func (b *book) commentRow(r *kpi.Record) *row {
	cells := []string{string(r.Indicator.ID), b.text(r.Indicator.Name)}
	for _, tag := range b.languages {
		cells = append(cells, strings.TrimLeft(trimmed(r.Comment[tag].Markdown), "\n"))
	}
	return &row{id: r.Indicator.ID, cells: cells, record: r}
}

func (b *book) text(t lang.Text) string { return t[b.first] }

func (b *book) direction(d kpi.Direction) string { return say(b.tag, "direction "+string(d)) }

// sections names the sections in charge.
func (b *book) sections(ids []string) string {
	return strings.Join(each(ids, func(id string) string { return b.city.SectionLabel(id, b.first) }), "、")
}

// figureText is how a cell writes a figure: 48, 6～8, 93超, 済：策定, 測っていない.
func (b *book) figureText(f kpi.Figure) string {
	switch f.Kind {
	case kpi.Number:
		if f.Strict != kpi.NotStrict {
			return say(b.tag, "strict "+string(f.Strict), "value", f.Value.String())
		}
		return f.Value.String()
	case kpi.Aimed:
		if f.Words.Has(b.first) {
			return b.text(f.Words)
		}
		return say(b.tag, "aim "+string(f.Aim))
	case kpi.Range:
		return f.Bounds("～")
	case kpi.Words:
		return b.doneSign(f.Done) + b.text(f.Words)
	case kpi.None:
		return say(b.tag, "reason "+string(f.None))
	}
	return ""
}

func (b *book) doneSign(done bool) string { return say(b.tag, "done "+strconv.FormatBool(done)) }

// sheetOf reads a sheet for what is told of one year. The error is a *Fault for a
// file of that year that cannot be read: nothing could be told of it.
func sheetOf(src *source.Source, i int, year kpi.Year) (*source.Sheet, error) {
	sheet, problems := src.Sheet(i)
	for _, p := range problems {
		if p.Severity == diag.Error && p.Code < "K2" && strings.HasPrefix(p.File, "data/"+year.String()+"/") {
			return nil, fault("year broken", "file", p.File, "line", itoa(p.Line), "code", p.Code)
		}
	}
	return sheet, nil
}
