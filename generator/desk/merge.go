package desk

import (
	"cmp"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/source"
)

// fieldKey is one field of the year: a row and a column of its table.
type fieldKey struct {
	r      *row
	column int
}

// field is what the files say of a field otherwise than it was exported.
type field struct{ claims []*claim }

// settle decides what is taken, in the order of the year's records whatever
// the order of the files, and makes the edits.
func (in *importer) settle() {
	for _, t := range in.tables {
		for _, r := range t.rows {
			texts := map[string]map[string]*claim{} // changed texts by key and language
			for i, c := range t.columns {
				if f := in.fields[fieldKey{r, i}]; f != nil {
					if k := in.winner(t, r, c, i, f); k != nil {
						in.apply(t, r, c, i, k, texts)
					}
				}
			}
			in.texts(t, r, texts)
		}
		in.additions(t)
	}
	in.addIndicators()
}

// stand makes a cell the one that problems are about.
func (in *importer) stand(k *claim) { in.g, in.row, in.column = k.g, k.row, k.column }

// winner is the cell that a field is taken from, nil when it stays as it is.
func (in *importer) winner(t *table, r *row, c column, i int, f *field) *claim {
	sortClaims(f.claims)
	data := trimmed(r.cells[i])
	best, split, stale := f.claims[0], false, false
	for _, k := range f.claims {
		if !in.says(k, c, r, best.now) && !in.says(best, c, r, k.now) {
			split = true
		} else if len(k.now) > len(best.now) {
			best = k // 48.0 says more than 48
		}
		switch {
		case c.locked || k.loose:
		case !k.known:
			stale = stale || data != ""
		case shortened(data) != k.was && !in.alike(c, r, data, k.was):
			stale = true
		}
	}
	if !split && !stale {
		return best
	}
	if in.decide == TakeFile && !split {
		return best
	}
	in.leave(in.conflict(t, r, c, data, f.claims))
	return nil
}

// leave lets the data stand in a conflict: for good, or until it is decided.
func (in *importer) leave(x Conflict) {
	if in.decide == TakeData {
		in.out.Kept = append(in.out.Kept, x)
	} else {
		in.out.Conflicts = append(in.out.Conflicts, x)
	}
}

// sortClaims puts cells in an order that does not depend on that of the files.
func sortClaims(list []*claim) {
	slices.SortStableFunc(list, func(a, b *claim) int {
		return cmp.Or(strings.Compare(a.g.file, b.g.file), strings.Compare(a.now, b.now))
	})
}

// apply takes over one cell.
func (in *importer) apply(t *table, r *row, c column, i int, k *claim, texts map[string]map[string]*claim) {
	in.stand(k)
	refused := k.odd
	if refused == nil || c.locked {
		refused = in.take(t, r, c, k, texts)
	}
	if refused != nil {
		in.problem(refused.of(c.key))
		return
	}
	in.aside(k)
	in.out.Taken = append(in.out.Taken, Taken{
		Indicator: r.id, label: in.label(t, r), column: c, first: in.first, was: trimmed(r.cells[i]), now: k.now, from: k.place(),
	})
}

// take makes the edit of one cell.
func (in *importer) take(t *table, r *row, c column, k *claim, texts map[string]map[string]*claim) *refusal {
	broken, unfit := k.cell.broken(), cmp.Or(k.cell.unfit(k.now, c.key == "comment"), serial(c.key, k.now))
	switch {
	case broken != nil:
		return broken
	case c.locked:
		return refuse("locked", "file", source.PlanFile(r.id.Sheet()))
	case c.number && k.cell.date.any():
		return k.cell.notAFigure()
	case unfit != nil:
		return unfit
	case c.tag != "":
		if texts[c.key] == nil {
			texts[c.key] = map[string]*claim{}
		}
		texts[c.key][c.tag] = k
		return nil
	case t.key == "actions":
		return in.action(r, c, k.now)
	}
	return in.figure(r, c, k.now)
}

// label names a row for people: ⑴-ア-指標１ オンライン対応手続き数, and the
// part, or the number of the action.
func (b *book) label(t *table, r *row) string {
	return b.labelOf(t, r.record, r.part, r.detail)
}

func (b *book) labelOf(t *table, rec *kpi.Record, part *kpi.PartRecord, detail string) string {
	ind := rec.Indicator
	s := calledIn(ind.Code, ind.Kind, ind.Number, b.text(ind.Label)) + " " + b.text(ind.Name)
	switch {
	case part != nil:
		return s + " " + b.text(part.Part.Name)
	case t.listed():
		return s + " " + say(b.tag, "table "+t.key) + detail
	}
	return s
}
