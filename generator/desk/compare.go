package desk

import (
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// compare looks at each cell of a row and takes over those that differ.
func (in *importer) compare(t *table, places map[int]int, r *row) {
	texts := map[string]map[string]string{} // changed texts by key and language
	for i, c := range t.columns {
		j, ok := places[i]
		if !ok || c.key == "id" || c.key == "part" || c.key == "no" {
			continue
		}
		in.column = j
		cell := gridCell{}
		if j < len(in.g.cells[in.row]) {
			cell = in.g.cells[in.row][j]
		}
		now, was := cell.written(), strings.TrimRight(r.cells[i], " \t\n　")
		var odd *refusal
		if c.number && !cell.date.any() {
			now, odd = cell.figure(c.key, r.unit())
		}
		if now == was || cell.same(was, now, odd) {
			if cell.formula && now != "" && c.tag == "" && !c.locked {
				in.problem(refuse("formula", "column", c.key))
			}
			continue
		}
		if c.locked && now == "" {
			continue
		}
		refused := odd
		if refused == nil || c.locked {
			refused = in.take(t, r, c, cell, now, texts)
		}
		if refused != nil {
			refused.pairs = append(refused.pairs, "column", c.key)
			in.problem(refused)
		}
	}
	in.texts(t, r, texts)
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

// take takes over one cell that differs.
func (in *importer) take(t *table, r *row, c column, cell gridCell, now string, texts map[string]map[string]string) *refusal {
	switch {
	case cell.formula:
		return refuse("formula")
	case cell.fault:
		return refuse("fault", "text", cell.text)
	case c.locked:
		return refuse("locked", "file", "data/plan/"+r.id.Sheet()+".toml")
	case c.number && cell.date.any():
		return refuse("date")
	case cell.unclear() != nil:
		return cell.unclear()
	case strings.ContainsFunc(now, func(r rune) bool { return lang.Hidden(r) || isControl(r) && r != '\n' && r != '\t' }):
		return refuse("control")
	case strings.Contains(now, "\n") && c.key != "comment":
		return refuse("line break")
	case c.tag != "":
		if texts[c.key] == nil {
			texts[c.key] = map[string]string{}
		}
		texts[c.key][c.tag] = now
		return nil
	case t.key == "actions":
		return in.action(r, c, now)
	}
	return in.figure(r, c, now)
}

// lostLetters compares a table in an old encoding with the data: a text that
// differs by ? alone, where the encoding has no such character, was not edited.
func (in *importer) lostLetters(at int, t *table, places map[int]int) *Fault {
	if !in.g.old {
		return nil
	}
	saved := map[string]bool{}
	for _, r := range t.rows {
		for i := range t.columns {
			if left, lossy := asSaved(r.cells[i]); lossy {
				saved[strings.TrimSpace(left)] = true
			}
		}
	}
	for row := at + 1; row < len(in.g.cells); row++ {
		for i := range t.columns {
			j, ok := places[i]
			if ok && j < len(in.g.cells[row]) && saved[strings.TrimSpace(in.g.cells[row][j].text)] {
				return lost(in.g.file, in.g.cellName(row, j), in.g.cells[row][j].text)
			}
		}
	}
	return nil
}
