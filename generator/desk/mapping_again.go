package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
)

// claimRows notes the notes and actions of a workbook that a record lacks: new
// ones where it has none yet, else a conflict, because they may be those that it
// has, in other words.
func (in *importer) claimRows(x *mapped, y *mappedYear) {
	rec := in.recordOf(x.known.ID)
	if rec == nil {
		return
	}
	var notes, actions []*addition
	for _, note := range y.notes {
		notes = append(notes, &addition{text: lang.Plain(in.first, note)})
	}
	for _, a := range y.actions {
		actions = append(actions, &addition{text: a.Text, when: a.Printed, ids: a.Sections})
	}
	for _, t := range in.tables {
		switch {
		case t.key == "notes":
			in.claimList(t, x, rec, notes, y.cells["note"])
		case t.key == "actions" && rec.ActionsSameAs.Indicator == "":
			in.claimList(t, x, rec, actions, x.it.cells[meant{key: "action"}])
		}
	}
}

func (in *importer) claimList(t *table, x *mapped, rec *kpi.Record, list []*addition, cell mappedCell) {
	there := each(t.of(rec.Indicator.ID), func(r *row) string { return in.words(&sheet{table: t}, r) })
	for _, a := range list {
		words := a.text[in.first]
		if slices.ContainsFunc(there, func(s string) bool { return plain(s) == plain(words) }) {
			continue
		}
		a.t, a.record = t, rec
		a.at = &claim{g: x.it.sheet.grid, row: cell.row, column: cell.column, cell: gridCell{text: words}, now: words}
		if len(there) == 0 || in.decide == TakeFile {
			in.news = append(in.news, a)
			continue
		}
		in.leave(in.conflict(t, &row{id: rec.Indicator.ID, record: rec}, column{key: t.textKey(), tag: in.first}, strings.Join(there, "\n"), []*claim{a.at}))
	}
}

// againstPlan tells what a workbook says of an indicator otherwise than the plan
// that is there, which an import does not change. Whoever keeps the data keeps it.
func (a *asImporter) againstPlan(x *mapped) {
	ind := x.known
	if ind == nil || a.take == TakeData {
		return
	}
	differs := func(what meant, now, was string) {
		if now != "" && plain(now) != plain(was) {
			was = cmp.Or(excerpt(was), say(a.tag, "nothing there"))
			a.problem(x.it, x.it.cells[what], refuse("other plan", "text", excerpt(now), "was", was, "file", source.PlanFile(x.sheet)), what.key)
		}
	}
	if x.direction != kpi.Qualitative {
		differs(meant{key: "unit"}, x.it.unitText(), a.text(ind.Unit))
	}
	if x.it.text("direction", 0) != "" {
		differs(meant{key: "direction"}, string(x.direction), string(ind.Direction))
	}
	if x.final != nil {
		was := ""
		if ind.Final != nil && ind.Final.Year == x.final.Year {
			was = a.figureText(ind.Final.Target)
		}
		differs(meant{"final_target", x.final.Year}, a.figureText(x.final.Target), was)
	}
	for _, year := range slices.Sorted(maps.Keys(x.years)) {
		y := x.years[year]
		if a.recorded(x, year) || a.existing(x, year) != nil {
			continue
		}
		if f, ok := y.figures["actual"]; ok && f.Kind == kpi.Number {
			differs(meant{"actual", year}, f.Value.String(), a.figureText(ind.History[year]))
		} else if f, ok := y.figures["target"]; ok && !f.Missing() {
			differs(meant{"target", year}, a.figureText(f), a.figureText(ind.Targets[year]))
		}
	}
	if rec := a.existing(x, a.m.year); rec != nil && len(x.sections) > 0 {
		if was := answering(rec); !sameIDs(was, x.sections) {
			differs(meant{key: "section"}, strings.Join(x.sections, ", "), strings.Join(was, ", "))
		}
	}
}

// unitText is the unit that a workbook gives an indicator in a cell of its own.
func (it *mappedItem) unitText() string { return bare(it.text("unit", 0)) }

func sameIDs(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
