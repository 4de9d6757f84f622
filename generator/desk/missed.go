package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/source"
)

// Missed is a row, or a column, that an export had and a file has no more. What it says
// stays in the data: an import deletes nothing.
type Missed struct {
	label, table, file string

	column column // of a column
	first  string
}

// In says it in a language, "ja" or "en".
func (m Missed) In(tag string) string {
	if m.column.key != "" {
		return say(tag, "column missed", "column", m.column.heading(tag, m.first), "sheet", say(tag, "table "+m.table))
	}
	return say(tag, "row missed", "label", m.label, "sheet", say(tag, "table "+m.table), "file", m.file)
}

// rowName is a row of a table by what its copy of the export says.
type rowName struct {
	table, id, detail string
}

// saw notes a row that was exported.
func (in *importer) saw(s *sheet, was exportedRow) {
	if was == nil || was["id"] == "" {
		return
	}
	in.seen[rowName{s.key, was["id"], was["part"] + was["no"]}] = true
	if n, err := strconv.Atoi(was[copyCount]); err == nil && s.listed() {
		in.listedOf[rowName{s.key, was["id"], ""}] = n
	}
}

// missed lists what was exported and is in no file any more: one of an indicator's
// actions or notes, or its row of a table whose other rows are there.
func (in *importer) missed() {
	tables, ids := map[string]bool{}, map[string]bool{}
	for name := range in.seen {
		tables[name.table] = true
		if name.table != "notes" && name.table != "actions" {
			ids[name.id] = true
		}
	}
	for _, t := range in.tables {
		if !tables[t.key] {
			continue // without the sheet nothing was asked
		}
		told := map[kpi.ID]bool{}
		for _, r := range t.rows {
			there := in.seen[rowName{t.key, string(r.id), r.detail}]
			n, listed := in.listedOf[rowName{t.key, string(r.id), ""}]
			no, _ := strconv.Atoi(r.detail)
			asked := ids[string(r.id)] && (!t.listed() || !listed) || listed && no <= n
			whole := !slices.ContainsFunc(t.of(r.id), func(o *row) bool { return in.seen[rowName{t.key, string(o.id), o.detail}] })
			if there || !asked || told[r.id] || r.blank || r.unwritten(t) {
				continue
			}
			told[r.id] = whole // once where none of its rows is there
			in.out.Missed = append(in.out.Missed, Missed{label: in.label(t, r), table: t.key, file: source.RecordFile(in.year, r.id.Sheet())})
		}
	}
}

// unwritten reports whether nothing of a row is written yet.
func (r *row) unwritten(t *table) bool {
	for i, c := range t.columns {
		if c.free() && c.key != "sections" && i < len(r.cells) && r.cells[i] != "" {
			return false
		}
	}
	return true
}

// sortedColumn tells of a column whose values stand in other rows than they were
// exported in: it was sorted, or moved, without the rest of the table.
func (in *importer) sortedColumn() {
	type place struct {
		file, sheet, key string
		column           int
	}
	moved := map[place][]*claim{}
	var places []place // as they come
	for _, t := range in.tables {
		for _, r := range t.rows {
			for i, c := range t.columns {
				f := in.fields[fieldKey{r, i}]
				if f == nil {
					continue
				}
				for _, k := range f.claims {
					if k.known {
						at := place{k.g.file, k.g.name, c.key, k.column}
						if moved[at] == nil {
							places = append(places, at)
						}
						moved[at] = append(moved[at], k)
					}
				}
			}
		}
	}
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or(strings.Compare(a.file, b.file), strings.Compare(a.sheet, b.sheet), a.column-b.column)
	})
	for _, at := range places {
		claims := moved[at]
		var now, was []string
		for _, k := range claims {
			now, was = append(now, k.now), append(was, k.was)
		}
		slices.Sort(now)
		slices.Sort(was)
		if same := slices.Equal(now, was); !same || len(slices.Compact(was)) < 3 {
			continue
		}
		slices.SortFunc(claims, func(a, b *claim) int { return a.row - b.row })
		in.stand(claims[0])
		in.problem(refuse("sorted", "column", at.key))
	}
}
