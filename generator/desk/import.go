package desk

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// Imported is what a spreadsheet would change.
type Imported struct {
	Edits    []output.Edit // by path; none when there are Problems
	Changes  []Change      // by file and line
	Problems []CellProblem // by sheet and cell
}

// Change is one piece of a file, before and after.
type Change = toml.Change

// Import compares a workbook or CSV file with a year and makes the edits that
// bring the year up to it. Headings are matched in any order and width; tables,
// columns and rows that are not there are left alone. An empty cell is never
// taken for "no value": that wants its reason. A number that equals the one in
// the data is no change, because spreadsheets drop closing zeros.
//
// Nothing is written. The error is a *Fault for a file that cannot be read at
// all, or a year that is not there.
func Import(src *source.Source, year kpi.Year, name string, data []byte) (*Imported, error) {
	grids, err := readGrids(name, data)
	if err != nil {
		return nil, err
	}
	b, err := newBook(src, year)
	if err != nil {
		return nil, err
	}
	in := &importer{book: b, edits: map[string]*toml.Edit{}, added: map[kpi.ID]int{}, out: &Imported{}}
	known := false
	for _, g := range grids {
		g.file = name
		if in.grid(g) {
			known = true
		}
		if in.lost != nil {
			return nil, in.lost
		}
	}
	if !known {
		return nil, fault("no table", "file", name)
	}
	if len(in.out.Problems) > 0 {
		in.out.Edits, in.out.Changes = nil, nil
		return in.out, nil
	}
	in.finish()
	return in.out, nil
}

// importer gathers the edits of one import.
type importer struct {
	*book
	edits map[string]*toml.Edit // of the TOML files that change
	added map[kpi.ID]int        // new actions
	out   *Imported
	lost  *Fault // characters that the file has lost

	// of the cell at hand
	g           grid
	row, column int
}

func isHead(cells []gridCell) bool {
	return slices.ContainsFunc(cells, func(c gridCell) bool { return matches(c.text, "id", "", "ja") })
}

// matches reports whether a heading means a column, in Japanese, English or by
// its name in code.
func matches(heading, key, tag, first string) bool {
	c := column{key: key, tag: tag}
	h := plain(heading)
	return h != "" && (h == plain(c.heading("ja", first)) || h == plain(c.heading("en", first)) || h == plain(c.name(first)))
}

// grid imports one sheet; false when it is none of ours.
func (in *importer) grid(g grid) bool {
	at := slices.IndexFunc(g.cells, isHead)
	if at < 0 {
		return false
	}
	in.g = g
	t, places := in.table(at)
	if t == nil {
		return false
	}
	if in.lost = in.lostLetters(at, t, places); in.lost != nil {
		return true
	}
	if in.headings(at, t, places); len(in.out.Problems) > 0 {
		return true
	}
	seen := map[string]string{}
	for in.row = at + 1; in.row < len(g.cells); in.row++ {
		if !slices.ContainsFunc(g.cells[in.row], func(c gridCell) bool { return strings.TrimSpace(c.text) != "" }) {
			continue
		}
		in.record(t, places, seen)
	}
	return true
}

// table tells by its headings which table a sheet is, and where its columns
// are.
func (in *importer) table(at int) (*table, map[int]int) {
	var best *table
	var where map[int]int
	own := 0
	for _, t := range in.tables {
		found, free := map[int]int{}, 0
		for i, c := range t.columns {
			for j, cell := range in.g.cells[at] {
				if matches(cell.text, c.key, c.tag, in.first) {
					if _, twice := found[i]; !twice {
						found[i] = j
						if !c.locked && c.key != "id" {
							free++
						}
					}
				}
			}
		}
		if free > own {
			best, where, own = t, found, free
		}
	}
	return best, where
}

// headings tells those that mean nothing, and those that stand twice.
func (in *importer) headings(at int, t *table, places map[int]int) {
	in.row = at
	var known []string
	for _, c := range t.columns {
		known = append(known, c.heading(in.tag, in.first))
	}
	for j, cell := range in.g.cells[at] {
		if strings.TrimSpace(cell.text) == "" {
			continue
		}
		in.column = j
		i := slices.IndexFunc(t.columns, func(c column) bool { return matches(cell.text, c.key, c.tag, in.first) })
		switch {
		case i < 0:
			if near := diag.Nearby(strings.TrimSpace(cell.text), known); near != "" {
				in.problem(refuse("heading near", "text", cell.text, "near", near))
			}
			// Other columns are the clerk's own.
		case places[i] != j:
			in.problem(refuse("heading twice", "text", cell.text))
		}
	}
	if t.key == "actions" && !slices.ContainsFunc(t.columns, func(c column) bool { return c.key == "no" && has(places, t, "no") }) {
		in.column = 0
		in.problem(refuse("heading missing", "column", "no"))
	}
}

func has(places map[int]int, t *table, key string) bool {
	_, ok := places[slices.IndexFunc(t.columns, func(c column) bool { return c.key == key })]
	return ok
}

func (in *importer) problem(r *refusal) {
	in.out.Problems = append(in.out.Problems, CellProblem{in.g.name, in.g.cellName(in.row, in.column), r.rule, r.pairs})
}

// at is the cell of a column in the row at hand; ok is false where the sheet
// has no such column.
func (in *importer) at(t *table, places map[int]int, key, tag string) (cell gridCell, ok bool) {
	i := slices.IndexFunc(t.columns, func(c column) bool { return c.key == key && c.tag == tag })
	if i < 0 {
		return cell, false
	}
	j, ok := places[i]
	if !ok {
		return cell, false
	}
	in.column = j
	if j < len(in.g.cells[in.row]) {
		cell = in.g.cells[in.row][j]
	}
	return cell, true
}

// record imports one row.
func (in *importer) record(t *table, places map[int]int, seen map[string]string) {
	cell, _ := in.at(t, places, "id", "")
	id := kpi.ID(plain(cell.written()))
	if id == "" {
		in.problem(refuse("no id"))
		return
	}
	place := in.column
	detail := ""
	switch t.key {
	case "figures":
		part, _ := in.at(t, places, "part", "")
		detail = strings.TrimSpace(part.written())
	case "actions":
		no, _ := in.at(t, places, "no", "")
		d, r := number(no.written())
		if r != nil || d.Places() > 0 || d.Sign() <= 0 {
			in.problem(refuse("no number", "text", no.text))
			return
		}
		detail = d.String()
	}
	in.column = place
	if first := seen[string(id)+" "+detail]; first != "" {
		in.problem(refuse("twice", "id", string(id), "cell", first))
		return
	}
	seen[string(id)+" "+detail] = in.g.cellName(in.row, in.column)
	r := t.find(id, detail)
	if r == nil {
		in.unknown(t, places, id, detail)
		return
	}
	in.compare(t, places, r)
}

// unknown tells of a row that has no record, unless it is a new action.
func (in *importer) unknown(t *table, places map[int]int, id kpi.ID, detail string) {
	rec := in.recordOf(id)
	switch {
	case rec == nil:
		var ids []string
		for _, r := range in.tables[0].rows {
			ids = append(ids, string(r.id))
		}
		if near := diag.Nearby(string(id), ids); near != "" {
			in.problem(refuse("unknown near", "id", string(id), "near", near, "year", in.year.String()))
			return
		}
		in.problem(refuse("unknown", "id", string(id), "year", in.year.String()))
	case t.key == "actions":
		in.newAction(t, places, rec, detail)
	case t.key == "figures":
		in.problem(refuse("unknown part", "id", string(id), "part", detail))
	default:
		in.problem(refuse("unknown", "id", string(id), "year", in.year.String()))
	}
}

func (in *importer) recordOf(id kpi.ID) *kpi.Record {
	for _, r := range in.tables[0].rows {
		if r.id == id {
			return r.record
		}
	}
	return nil
}

// finish turns the cuts into edits and changes.
func (in *importer) finish() {
	for file, l := range in.edits {
		if !l.Changed() {
			continue
		}
		text, changes := l.Finish(file)
		in.out.Edits = append(in.out.Edits, output.Edit{Path: file, Data: []byte(text)})
		in.out.Changes = append(in.out.Changes, changes...)
	}
	slices.SortFunc(in.out.Edits, func(a, b output.Edit) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(in.out.Changes, func(a, b Change) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}

// blocks are the tables of a record, ready to be changed; nil, and a refusal,
// where the file is written in a way that cannot be changed line by line.
func (in *importer) blocks(id kpi.ID) ([]toml.Block, *refusal) {
	file, line, _ := in.src.Place(id, in.year, "")
	l := in.edits[file]
	if l == nil {
		data, err := in.src.Read(file)
		if err != nil {
			return nil, refuse("by hand", "file", file)
		}
		l = toml.NewEdit(string(data))
		in.edits[file] = l
	}
	list := l.Blocks(line)
	if list == nil {
		return nil, refuse("by hand", "file", file)
	}
	return list, nil
}

// readOld returns a file's bytes, nil when there is none.
func (in *importer) readOld(file string) ([]byte, error) {
	data, err := in.src.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}
