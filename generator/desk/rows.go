package desk

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// sheet is one sheet of a file while its rows are read.
type sheet struct {
	*table
	head   int               // its row of headings
	places map[int]int       // of the table's columns in the file
	seen   map[string]string // rows, by what they are of, and their cells
	copies bool              // rows carry what was exported
	told   map[string]int    // the columns that a form shows beside its blanks
}

// claim is what one cell of a file says.
type claim struct {
	g           grid
	row, column int
	cell        gridCell
	now         string
	odd         *refusal // why its number cannot be taken
	was         string   // as exported
	known       bool     // was is known
	loose       bool     // the sheet has no copy of what was exported, and says what is to be
}

func (k *claim) place() cellPlace { return k.g.place(k.row, k.column) }

// grid reads one sheet; false when it is none of ours.
func (in *importer) grid(g grid) bool {
	in.g = g
	at := slices.IndexFunc(g.cells, isHead)
	if at < 0 {
		return in.lostHead()
	}
	t, places := in.table(at)
	if t == nil {
		return false
	}
	if in.lost = in.lostLetters(at, t, places); in.lost != nil {
		return true
	}
	problems := len(in.out.Problems)
	if in.headings(at, t, places); len(in.out.Problems) > problems {
		return true
	}
	s := &sheet{table: t, head: at, places: places, seen: map[string]string{}, told: in.toldColumns(at)}
	s.copies = s.has(copyKey)
	in.beside(s, at)
	for in.row = at + 1; in.row < len(g.cells); in.row++ {
		if slices.ContainsFunc(g.cells[in.row], func(c gridCell) bool { return strings.TrimSpace(c.text) != "" }) {
			in.record(s)
		}
	}
	return true
}

func (s *sheet) has(key string) bool {
	_, ok := s.places[slices.IndexFunc(s.columns, func(c column) bool { return c.key == key })]
	return ok
}

// at is the cell of a column in the row at hand; ok is false where the sheet
// has no such column.
func (in *importer) at(s *sheet, key, tag string) (cell gridCell, ok bool) {
	i := slices.IndexFunc(s.columns, func(c column) bool { return c.key == key && c.tag == tag })
	if i < 0 {
		return cell, false
	}
	j, ok := s.places[i]
	if !ok {
		return cell, false
	}
	in.column = j
	return in.g.at(in.row, j), true
}

// record reads one row.
func (in *importer) record(s *sheet) {
	stored, _ := in.at(s, copyKey, "")
	was := readCopy(stored.text)
	in.saw(s, was)
	cell, _ := in.at(s, "id", "")
	id := kpi.ID(plain(cell.written()))
	in.overwritten(s, id, was)
	if was == nil && in.empty(s) {
		if id == "" {
			in.remark(s)
		}
		return // a row of a form that was left blank
	}
	if name, _ := in.at(s, "name", ""); id == "" && was == nil && s.key == "figures" && strings.TrimSpace(name.written()) != "" && s.has("direction") {
		in.indicatorRow(s)
		return
	}
	in.at(s, "id", "") // the cell that problems are about
	if id == "" {
		rule := "no id"
		if len(s.told) > 0 {
			rule = "no id of form"
		}
		in.problem(refuse(rule))
		return
	}
	place := in.column
	detail, ok := in.detail(s)
	if !ok {
		return
	}
	in.column = place
	if s.copied(was, detail) {
		was = nil
	}
	if first := s.seen[string(id)+" "+detail]; first != "" && (detail != "" || !s.listed()) {
		in.problem(refuse("twice", "id", string(id), "cell", first))
		return
	}
	s.seen[string(id)+" "+detail] = in.g.cellName(in.row, in.column)
	if was != nil && (was["id"] != string(id) || was["part"]+was["no"] != detail) && in.recordOf(id) != nil {
		in.problem(refuse("mixed", "id", strings.TrimSuffix(was["id"]+" "+was["part"]+was["no"], " ")))
		return
	}
	if s.listed() {
		in.listedRow(s, id, detail, was)
		return
	}
	r := s.find(id, detail)
	if r == nil {
		in.unknown(s, id, detail)
		return
	}
	in.collect(s, r, was)
}

// copied reports whether a row was made of an exported one, by copying it and
// giving it a number of its own.
func (s *sheet) copied(was exportedRow, detail string) bool {
	if was == nil || !s.listed() || was["no"] == detail {
		return false
	}
	d, r := number(detail)
	had, err := strconv.Atoi(was[copyCount])
	return detail == "" || r == nil && err == nil && d.Float() > float64(had)
}

// empty reports whether a row has nothing in the cells that are to be filled in;
// the section may stand there already.
func (in *importer) empty(s *sheet) bool {
	if !s.copies {
		return false
	}
	for i, c := range s.columns {
		if j, ok := s.places[i]; ok && c.free() && c.key != "sections" && in.g.at(in.row, j).written() != "" {
			return false
		}
	}
	return true
}

// detail is the part or the number that a row is of.
func (in *importer) detail(s *sheet) (string, bool) {
	if s.key == "figures" {
		part, _ := in.at(s, "part", "")
		return strings.TrimSpace(part.written()), true
	}
	if !s.listed() {
		return "", true
	}
	no, _ := in.at(s, "no", "")
	if no.written() == "" && s.copies {
		return "", true // a new one, to be put at the end
	}
	d, ok := countingNumber(no.written())
	if !ok {
		in.problem(refuse("no number", "text", no.text))
		return "", false
	}
	return d.String(), true
}

// unknown tells of a row that has no record.
func (in *importer) unknown(s *sheet, id kpi.ID, detail string) {
	if in.recordOf(id) != nil && s.key == "figures" {
		in.problem(refuse("unknown part", "id", string(id), "part", detail))
		return
	}
	if near := diag.Nearby(string(id), each(in.tables[0].rows, func(r *row) string { return string(r.id) })); near != "" {
		in.problem(refuse("unknown near", "id", diag.Visible(string(id)), "near", near, "year", in.year.String()))
		return
	}
	in.problem(refuse("unknown", "id", diag.Visible(string(id)), "year", in.year.String()))
}

func (in *importer) recordOf(id kpi.ID) *kpi.Record {
	for _, r := range in.tables[0].rows {
		if r.id == id {
			return r.record
		}
	}
	return nil
}

// collect notes what a row says otherwise than it was exported.
func (in *importer) collect(s *sheet, r *row, was exportedRow) {
	for i, c := range s.columns {
		j, ok := s.places[i]
		if !ok || c.told || !c.locked && !c.free() {
			continue
		}
		in.column = j
		k := &claim{g: in.g, row: in.row, column: j, cell: in.g.at(in.row, j), loose: !s.copies}
		if k.now = k.cell.written(); c.tag != "" {
			k.now = strings.TrimLeft(k.cell.words(), "\n")
		}
		if c.number && !k.cell.date.any() {
			k.now, k.odd = k.cell.figure(c.key, r.unit())
		}
		k.was, k.known = was[c.name(in.first)]
		if c.number && k.cell.typed() && k.odd == nil && k.now != k.was && k.now != trimmed(r.cells[i]) {
			k.now, k.odd = in.commaDigits(k.now)
		}
		if k.known && in.says(k, c, r, k.was) || in.says(k, c, r, trimmed(r.cells[i])) {
			if k.cell.struck != "" && !c.locked {
				in.problem(refuse("struck", "column", c.key, "text", excerpt(k.cell.struck)))
				continue
			}
			if k.cell.formula && k.now != "" && c.tag == "" && !c.locked {
				in.problem(refuse("formula", "column", c.key))
			}
			continue
		}
		if c.locked && k.now == "" {
			continue
		}
		key := fieldKey{r, i}
		if in.fields[key] == nil {
			in.fields[key] = &field{}
		}
		in.fields[key].claims = append(in.fields[key].claims, k)
	}
}

// says reports whether a cell says what a text does, be it in another way.
func (in *importer) says(k *claim, c column, r *row, text string) bool {
	return k.now == text || shortened(k.now) == text || k.cell.same(text, k.now, k.odd) || k.odd == nil && in.alike(c, r, k.now, text)
}

// alike reports whether two texts mean the same in a column: ○ and はい, a
// section's name and its id, 未 : x and 未：x.
func (in *importer) alike(c column, r *row, a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" {
		return false
	}
	x, ok := in.meaning(c, r, a)
	y, also := in.meaning(c, r, b)
	return ok && also && x == y
}

// meaning is a text in the form in which an export writes it.
func (in *importer) meaning(c column, r *row, text string) (string, bool) {
	switch c.key {
	case "baseline", "target", "actual":
		m := r.record.Indicator.Measured
		if r.part != nil {
			m = kpi.ByNumber
		}
		f, refused := in.readFigure(text, c.key, m, r.record)
		return in.figureText(f), refused == nil
	case "published", "page":
		d, refused := number(text)
		return d.String(), refused == nil
	case "provisional":
		return "○", isYes(text)
	case "grade":
		id := in.gradeOf(text)
		return id, id != ""
	case "sections":
		ids, refused := in.readSections(text)
		return strings.Join(ids, " "), refused == nil
	}
	return "", false
}

// unit is that of a row's figures.
func (r *row) unit() lang.Text {
	if r.part != nil {
		return r.part.Part.Unit
	}
	return r.record.Indicator.Unit
}

// same reports whether a cell that reads otherwise says what was there: the
// same number with the closing zeros that a spreadsheet drops, or in a form
// that hides digits of it. One that shows more decimals says more.
func (c gridCell) same(was, now string, odd *refusal) bool {
	switch {
	case !c.numeric || !c.day.IsZero():
		return false
	case sameNumber(now, was):
		return !c.seen.form || places(now) <= places(was)
	}
	return sameNumber(c.text, was) && (odd != nil || !c.seen.percent)
}

func places(s string) int {
	_, decimals, _ := strings.Cut(strings.TrimSpace(s), ".")
	return len(decimals)
}

// sameNumber reports whether two texts are the same number, whatever their
// digits.
func sameNumber(a, b string) bool {
	x, err := kpi.ParseDecimal(strings.TrimSpace(a))
	y, other := kpi.ParseDecimal(b)
	return err == nil && other == nil && x.Cmp(y) == 0
}
