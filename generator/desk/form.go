package desk

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/source"
)

// FormFile is the workbook that one section in charge fills in.
type FormFile struct {
	Section string // id, "" for the indicators that no section answers for
	Name    string // of the file: FY2025-kikaku.xlsx
	Data    []byte
	Rows    int // indicators in it
}

// Forms writes a workbook for each section in charge: its indicators only, last
// year's figures and comment beside the blanks, all but the blanks locked, and
// the day on which it is wanted on top. What comes back goes through Import.
// due is an ISO date; "" takes the year's own, which may be none. only narrows to
// one section. The error is a *Fault for a year that is not there.
func Forms(src *source.Source, year kpi.Year, due, only string) ([]FormFile, error) {
	b, err := newBook(src, year)
	if err != nil {
		return nil, err
	}
	due = cmp.Or(due, dueOf(src, year))
	var files []FormFile
	for _, id := range b.inCharge() {
		if only != "" && id != only {
			continue
		}
		f := b.form(id, due)
		data, err := f.write()
		if err != nil {
			return nil, err
		}
		name := id
		if id == "" {
			name = "other"
		}
		files = append(files, FormFile{id, year.String() + "-" + name + ".xlsx", data, f.indicators})
	}
	return files, nil
}

// dueOf is the day by which a year's figures are wanted, "" for none.
func dueOf(src *source.Source, year kpi.Year) string {
	if info := kpi.YearOf(src.Years(), year); info != nil {
		return info.Due
	}
	return ""
}

// inCharge are the sections that answer for a record of the year, in the city's
// order; "" comes last where a record has none.
func (b *book) inCharge() []string {
	found := map[string]bool{}
	for _, r := range b.tables[0].rows {
		for _, id := range answering(r.record) {
			found[id] = true
		}
	}
	var list []string
	for _, s := range b.city.Sections {
		if found[s.ID] {
			list = append(list, s.ID)
		}
	}
	if found[""] {
		list = append(list, "")
	}
	return list
}

// answering are the sections of a record, or of the year before while the
// record names none; [""] where nobody is named.
func answering(r *kpi.Record) []string {
	for ; r != nil; r = r.Before {
		if ids := r.Sections(); len(ids) > 0 {
			return ids
		}
		if ids := r.Indicator.InCharge; len(ids) > 0 {
			return ids
		}
	}
	return []string{""}
}

// form is a book of one section's records.
type form struct {
	*book
	section    string
	due        string
	indicators int
}

// form picks a section's rows and the columns that it is asked for.
func (b *book) form(section, due string) *form {
	f := &form{book: &book{src: b.src, city: b.city, year: b.year, tag: b.tag, first: b.first, languages: b.languages}, section: section, due: due}
	told := func(key string, width float64) column { return column{key: key, told: true, width: width} }
	id := column{key: "id", hidden: true, width: 16}
	words := func(key string, width float64) column { return column{key: key, tag: b.first, width: width} }
	figures := []column{id, told("label", 30), {key: "part", hidden: true, width: 10}, told("counted", 13),
		told("last_target", 10), told("last_actual", 10), told("last_published", 10),
		{key: "baseline", number: true, width: 10}, {key: "target", number: true, width: 10}, {key: "actual", number: true, width: 13},
		{key: "published", number: true, width: 9}, {key: "provisional", width: 6}}
	if len(b.city.Grades) > 0 {
		figures = append(figures, column{key: "grade", width: 7})
	}
	figures = append(figures, column{key: "baseline_as_of", width: 12}, column{key: "target_as_of", width: 12},
		column{key: "actual_as_of", width: 12}, words("method", 26))
	f.tables = []*table{
		{key: "figures", columns: figures},
		{key: "actions", columns: []column{id, told("label", 26), {key: "no", number: true, width: 5}, told("last_action", 40),
			words("text", 46), {key: "period", width: 16}, b.sectionsColumn(18)}},
		{key: "comments", columns: []column{id, told("label", 26), told("last_comment", 60), words("comment", 60)}},
		{key: "notes", columns: []column{id, told("label", 26), {key: "no", number: true, width: 5}, words("note", 80)}},
	}
	for i, t := range f.tables {
		f.pick(t, b.tables[i])
		f.carry(t)
	}
	return f
}

// pick fills a table of the form from that of the whole year.
func (f *form) pick(t, from *table) {
	var last *kpi.Record
	for _, r := range from.rows {
		if !slices.Contains(answering(r.record), f.section) {
			continue
		}
		if t.listed() && r.record != last {
			f.blanks(t, last)
		}
		if !t.listed() || r.record != last {
			last = r.record
		}
		t.rows = append(t.rows, f.row(t, from, r))
		if t.key == "figures" && r.part == nil {
			f.indicators++
		}
	}
	if !t.listed() {
		return
	}
	f.blanks(t, last)
	// Records that have none yet.
	for _, r := range f.tables[0].rows {
		if r.part == nil && len(t.of(r.id)) == 0 {
			f.blanks(t, r.record)
		}
	}
	order := map[kpi.ID]int{}
	for i, r := range f.tables[0].rows {
		if _, ok := order[r.id]; !ok {
			order[r.id] = i
		}
	}
	slices.SortStableFunc(t.rows, func(a, b *row) int { return order[a.id] - order[b.id] })
}

// row is a row of the form: the cells of the year's, and what is only told.
func (f *form) row(t, from *table, r *row) *row {
	own := *r
	own.cells = nil
	for _, c := range t.columns {
		i := slices.IndexFunc(from.columns, func(o column) bool { return o.key == c.key && o.tag == c.tag })
		switch {
		case c.told:
			own.cells = append(own.cells, f.told(&own, c.key))
		case i >= 0:
			own.cells = append(own.cells, r.cells[i])
		default:
			own.cells = append(own.cells, "")
		}
	}
	return &own
}

// blanks adds empty rows for new actions or notes of a record.
func (f *form) blanks(t *table, rec *kpi.Record) {
	if rec == nil || t.key == "actions" && rec.ActionsSameAs.Indicator != "" {
		return
	}
	n := 1
	if t.key == "actions" {
		n = 2
		if rec.Before != nil {
			n = max(n, len(rec.Before.Actions)+1-len(rec.Actions))
		}
	}
	had := len(t.of(rec.Indicator.ID))
	for i := range n {
		blank := &row{id: rec.Indicator.ID, record: rec, item: had + i, blank: true}
		for _, c := range t.columns {
			s := ""
			switch {
			case c.key == "id":
				s = string(blank.id)
			case c.key == "sections" && f.section != "":
				s = f.city.SectionLabel(f.section, f.first)
			case c.told:
				s = f.told(blank, c.key)
			}
			blank.cells = append(blank.cells, s)
		}
		t.rows = append(t.rows, blank)
	}
}

// told is what a form shows beside the blanks.
func (f *form) told(r *row, key string) string {
	rec := r.record
	before := rec.Before
	switch key {
	case "label":
		return f.labelOf(&table{}, rec, r.part, "")
	case "counted":
		return f.counted(r)
	}
	if before == nil {
		return ""
	}
	year := ""
	if before.Year != rec.Year-1 {
		year = say(f.tag, "of year", "year", before.Year.String())
	}
	s := ""
	switch key {
	case "last_target", "last_actual":
		s = f.lastFigure(before, r.part, strings.TrimPrefix(key, "last_"))
	case "last_published":
		if r.part == nil {
			s = before.Published
		}
	case "last_action":
		if r.item < len(before.Actions) {
			s = f.text(before.Actions[r.item].Text)
		}
	case "last_comment":
		s = trimmed(before.Comment[f.first].Markdown)
		if len([]rune(s)) > cellLimit {
			s = ""
		}
	}
	if s == "" {
		return ""
	}
	return s + year
}

func (f *form) lastFigure(before *kpi.Record, part *kpi.PartRecord, key string) string {
	if part == nil {
		return f.figureText(figureOf(before, nil, key))
	}
	for i := range before.Parts {
		if before.Parts[i].Part.ID == part.Part.ID {
			return f.figureText(figureOf(before, &before.Parts[i], key))
		}
	}
	return ""
}

// counted says in which unit a row's figures are and which way is better.
func (f *form) counted(r *row) string {
	direction, unit := r.record.Indicator.Direction, f.text(r.unit())
	if r.part != nil {
		direction = r.part.Part.Direction
	}
	s := say(f.tag, "better "+string(direction))
	if unit != "" && s != "" {
		return say(f.tag, "unit and direction", "unit", unit, "direction", s)
	}
	return unit + s
}

// asked reports whether a cell is to be filled in.
func (t *table) asked(c column, r *row) bool {
	switch {
	case !c.free():
		return c.key == "no" && r.blank
	case r.part != nil:
		return slices.Contains([]string{"baseline", "target", "actual"}, c.key)
	case t.key == "figures" && r.record.Indicator.Measured == kpi.ByParts:
		return !slices.Contains([]string{"baseline", "target", "actual"}, c.key)
	}
	return true
}

// write makes the workbook.
func (f *form) write() ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	x := &formFile{xlsx: &xlsx{book: f.book, file: file, top: formTop}, form: f}
	x.styles()
	x.formStyles()
	x.intro()
	for _, t := range f.tables {
		name := say(f.tag, "table "+t.key)
		_, err := file.NewSheet(name)
		x.note(err)
		x.sheet(name, t)
		x.dress(name, t)
	}
	x.codes()
	x.lists()
	for _, t := range f.tables {
		x.reasons(t)
	}
	for _, name := range file.GetSheetList() {
		x.protect(name)
	}
	var out bytes.Buffer
	err := x.finish(&out, x.title())
	return out.Bytes(), err
}
