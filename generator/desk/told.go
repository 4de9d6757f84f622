package desk

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// What a form shows beside its blanks, such as last year's figure, is never read. It is looked at all the same: a
// figure of this year that was written into last year's column would be lost in silence.

// toldKeys are columns of forms that are shown for comparison and never read.
var toldKeys = []string{"label", "counted", "last_target", "last_actual", "last_published", "last_action", "last_comment"}

// overwritten tells the cells beside the blanks of a row that say otherwise than the form did. One that was emptied
// says nothing.
func (in *importer) overwritten(s *sheet, id kpi.ID, was exportedRow) {
	part, _ := in.at(s, "part", "")
	for _, key := range toldKeys {
		j, there := s.told[key]
		if !there {
			continue
		}
		cell := in.g.at(in.row, j)
		now := trimmed(cell.written())
		shown := in.shownThen(id, plain(part.written()), key)
		if then, known := was[key]; known {
			shown = append(shown, then)
		}
		if now == "" || len(shown) == 0 || in.saidBefore(cell, now, shown) {
			continue
		}
		in.column = j
		in.problem(refuse("told", "column", key, "text", excerpt(oneLine(now)), "was", excerpt(oneLine(shown[len(shown)-1]))))
	}
}

// saidBefore reports whether a cell says one of the texts that its form may have shown.
func (in *importer) saidBefore(cell gridCell, now string, shown []string) bool {
	return slices.ContainsFunc(shown, func(text string) bool {
		text = trimmed(text)
		return plain(now) == plain(text) || shortened(now) == text || sameNumber(now, text) || cell.numeric && sameNumber(cell.text, text)
	})
}

// shownThen are the texts that a form made today could show in a row: that of the row, and of last year's actions any.
// A blank row has no copy of what was exported.
func (in *importer) shownThen(id kpi.ID, part, key string) (list []string) {
	rec := in.recordOf(id)
	if rec == nil {
		return nil
	}
	r := &row{id: id, record: rec}
	for i := range rec.Parts {
		if plain(rec.Parts[i].Part.ID) == part {
			r.part = &rec.Parts[i]
		}
	}
	f := &form{book: in.book}
	last := 1
	if key == "last_action" && rec.Before != nil {
		last = max(last, len(rec.Before.Actions))
	}
	for r.item = range last {
		list = append(list, f.told(r, key))
	}
	return list
}

// toldColumns are the columns of a sheet that its form shows for comparison.
func (in *importer) toldColumns(head int) map[string]int {
	found := map[string]int{}
	for j, cell := range in.g.cells[head] {
		for _, key := range toldKeys {
			if _, twice := found[key]; !twice && strings.TrimSpace(cell.text) != "" && matches(cell.text, key, "", in.first) {
				found[key] = j
			}
		}
	}
	return found
}
