package desk

import (
	"slices"
	"strings"

	"tassei/generator/diag"
)

// What the headings of an exported table say after clerks have had it: which table it is,
// which columns were moved, renamed or taken away.

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
				if c.headed(cell.text, in.first) {
					if _, twice := found[i]; !twice {
						found[i] = j
						if c.free() {
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
	known := in.headingsOf(t)
	for j, cell := range in.g.cells[at] {
		if strings.TrimSpace(cell.text) == "" {
			continue
		}
		in.column = j
		i := slices.IndexFunc(t.columns, func(c column) bool { return c.headed(cell.text, in.first) })
		switch {
		case i < 0:
			if near := diag.Nearby(strings.TrimSpace(cell.text), known); near != "" && !in.isTold(cell.text) {
				in.problem(refuse("heading near", "text", cell.text, "near", near))
			}
			// Other columns are the clerk's own.
		case places[i] != j:
			in.problem(refuse("heading twice", "text", cell.text))
		}
	}
	if s := (&sheet{table: t, places: places}); t.listed() && !s.has("no") {
		in.column = 0
		in.problem(refuse("heading missing", "column", "no"))
	}
	in.lostColumns(at, t, places)
}

// headingsOf are the headings of a table as they are exported.
func (b *book) headingsOf(t *table) []string {
	return each(t.columns, func(c column) string { return c.heading(b.tag, b.first) })
}

// lostHead tells of a sheet that was exported and has lost the column by which its rows
// are known; false of any other sheet.
func (in *importer) lostHead() bool {
	at := slices.IndexFunc(in.g.cells, func(cells []gridCell) bool {
		return slices.ContainsFunc(cells, func(c gridCell) bool { return matches(c.text, copyKey, "", in.first) })
	})
	if at < 0 {
		return false
	}
	in.row, in.column = at, 0
	in.problem(refuse("heading missing", "column", "id"))
	return true
}

// lostColumns tells of columns to be filled in that were exported and are there no more.
// Where the sheet has a heading that means nothing, what was written below it may be theirs.
func (in *importer) lostColumns(at int, t *table, places map[int]int) {
	was := in.g.firstCopy()
	var strange []int
	var near []string // what misspelt headings mean, which was told
	for j, cell := range in.g.cells[at] {
		known := slices.ContainsFunc(t.columns, func(c column) bool { return c.headed(cell.text, in.first) })
		switch meant := diag.Nearby(strings.TrimSpace(cell.text), in.headingsOf(t)); {
		case strings.TrimSpace(cell.text) == "" || known || in.isTold(cell.text):
		case meant != "":
			near = append(near, meant)
		default:
			strange = append(strange, j)
		}
	}
	for i, c := range t.columns {
		_, there := places[i]
		if _, had := was[c.name(in.first)]; there || !had || !c.free() || slices.Contains(near, c.heading(in.tag, in.first)) {
			continue
		}
		if len(strange) == 0 {
			if !slices.ContainsFunc(in.out.Missed, func(m Missed) bool { return m.table == t.key && m.column.name(in.first) == c.name(in.first) }) {
				in.out.Missed = append(in.out.Missed, Missed{table: t.key, column: c, first: in.first})
			}
			continue
		}
		in.column = strange[0]
		in.problem(refuse("heading lost", "text", in.g.at(at, strange[0]).text, "heading", c.heading(in.tag, in.first)))
		strange = strange[min(1, len(strange)-1):]
	}
}

// isTold reports whether a heading is of a column that forms show and nobody
// reads, such as last year's figure.
func (in *importer) isTold(heading string) bool {
	return slices.ContainsFunc(toldKeys, func(key string) bool { return matches(heading, key, "", in.first) })
}
