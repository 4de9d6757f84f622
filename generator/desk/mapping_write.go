package desk

import (
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// recorded reports whether a year of an indicator is a record: history is an
// actual alone of an earlier year, and a target alone is the plan's.
func (a *asImporter) recorded(x *mapped, year kpi.Year) bool {
	y := x.years[year]
	_, actual := y.figures["actual"]
	_, target := y.figures["target"]
	alone := len(y.figures) == 1 && !y.provisional && len(y.asOf) == 0 && y.published == "" && y.comment == "" && len(y.actions) == 0 && y.method == "" && len(y.notes) == 0 && y.grade == ""
	return year == a.m.year || !alone || !actual && !target || actual && year > a.m.year
}

// writePlan adds an initiative, or new indicators to one that is there.
func (a *asImporter) writePlan(s *newSheet) {
	file := source.PlanFile(s.id)
	head := "# " + remark(s.code+" "+s.name) + "\n\ncode  = " + toml.Quote(s.code) + "\nname  = " + a.inline(s.name) +
		"\norder = " + itoa(a.order(s)) + "\n"
	for _, x := range s.items {
		if x.known != nil {
			continue
		}
		text := newTable("indicator", x.kind, x.number, x.label, x.name) + pair("kind", toml.Quote(string(x.kind.Word))) + pair("number", itoa(x.number)) +
			pair("label", a.inline(x.label)) + pair("name", a.inline(x.name)) + pair("measured", toml.Quote(string(measuredBy(x.direction)))) + pair("direction", toml.Quote(string(x.direction)))
		if x.direction != kpi.Qualitative {
			text += pair("unit", a.inline(x.unit))
		}
		text += pair("sections", list(x.sections))
		history, targets := entries{}, entries{}
		for year := kpi.Year(1900); year < 2200; year++ {
			y := x.years[year]
			if y == nil || a.recorded(x, year) {
				continue
			}
			f, ok := y.figures["actual"]
			if ok && (f.Kind == kpi.Words || f.Second != nil) {
				a.out.Notices = append(a.out.Notices, CellProblem{x.it.place(y.cells["actual"]), refuse("no history", "text", excerpt(oneLine(y.cells["actual"].written())), "year", year.String())})
			}
			if ok && f.Kind == kpi.Number {
				history = append(history, year.String()+" = "+f.Value.String())
			} else if f, ok := y.figures["target"]; ok && !f.Missing() {
				targets = append(targets, year.String()+" = "+inlineFigure(f, a.languages))
			}
		}
		if len(history) > 0 {
			text += pair("history", history.String())
		}
		if len(targets) > 0 {
			text += pair("targets", targets.String())
		}
		if x.final != nil {
			text += "final_target = {year = " + toml.Quote(x.final.Year.String()) + ", " + within(inlineFigure(x.final.Target, a.languages)) + "}\n"
		}
		a.add(file, head, text)
		a.took(x, "name", x.name, x.it.cells[meant{key: "name"}])
	}
}

func (a *asImporter) order(s *newSheet) int {
	n := len(a.src.Initiatives())
	for _, in := range a.src.Initiatives() {
		n = max(n, in.Order)
	}
	for _, other := range a.sheets {
		if other.known == nil {
			n++
		}
		if other == s {
			break
		}
	}
	return n
}

func (a *asImporter) took(x *mapped, key, now string, c mappedCell) {
	label := calledIn(x.code, x.kind.Word, x.number, x.label) + " " + x.name
	a.out.Taken = append(a.out.Taken, Taken{Indicator: x.id(), label: label, column: column{key: key}, first: a.first, now: now, from: x.it.place(c)})
}

// existing is a record that is there already, nil for none.
func (a *asImporter) existing(x *mapped, year kpi.Year) *kpi.Record {
	if x.known == nil {
		return nil
	}
	return a.src.Record(x.known.ID, year)
}

// writeYear writes a new record with its comment; one that is there is
// compared later.
func (a *asImporter) writeYear(s *newSheet, x *mapped, year kpi.Year) {
	if !a.recorded(x, year) || a.existing(x, year) != nil {
		return
	}
	y := x.years[year]
	if own, ok := x.years[a.m.year]; ok && y.figures["baseline"].Kind == kpi.Unset && own.figures["baseline"].Kind != kpi.Unset {
		y.figures["baseline"], y.cells["baseline"] = own.figures["baseline"], own.cells["baseline"] // a plan's is that of each of its years
		if when := own.asOf["baseline"]; when != "" {
			y.asOf["baseline"] = when
		}
	}
	folder := "data/" + year.String() + "/"
	d := &draft{src: a.src, city: a.city, year: year, tag: a.tag}
	if kpi.YearOf(a.src.Years(), year) == nil && a.files[folder+"year.toml"] == "" {
		a.files[folder+"year.toml"], a.fresh[folder+"year.toml"] = string(d.yearFile()), true
	}
	text := a.recordText(x, y)
	head := "# " + d.say("draft sheet", "code", remark(s.code), "name", remark(s.name), "year", d.fiscalYear(year)) + "\n"
	a.add(folder+s.id+".toml", head, text)
	if y.comment != "" {
		file := source.CommentFile(year, a.first, x.id())
		if old, err := a.src.Read(file); err != nil {
			a.files[file], a.fresh[file] = y.comment+"\n", true
		} else if strings.TrimSpace(string(old)) != y.comment {
			a.problem(x.it, y.cells["comment"], refuse("other comment", "file", file), "comment")
		}
	}
}

// recordText is a new record as TOML.
func (a *asImporter) recordText(x *mapped, y *mappedYear) string {
	var b strings.Builder
	b.WriteString(newTable("record", x.kind, x.number, x.label, x.name) + pair("indicator", toml.Quote(x.id().Local())) + pair("method", a.inline(y.method)))
	for _, key := range []string{"baseline", "target", "actual"} {
		f, ok := y.figures[key]
		if !ok {
			b.WriteString(blankPair(key))
			continue
		}
		b.WriteString(pair(key, inlineFigure(f, a.languages)))
		a.took(x, key, a.figureText(f), y.cells[key])
	}
	if y.provisional {
		b.WriteString("provisional = true\n")
	}
	if y.published != "" {
		b.WriteString(pair("published", toml.Quote(y.published)))
		a.took(x, "published", y.published, y.cells["published"])
	} else {
		b.WriteString("# published =\n")
	}
	if b.WriteString(pair("grade", quoteUnless(y.grade))); y.grade != "" {
		a.took(x, "grade", y.grade, y.cells["grade"])
	}
	if len(y.notes) > 0 {
		b.WriteString("notes = [\n")
		for _, note := range y.notes {
			b.WriteString("  " + a.inline(note) + ",\n")
		}
		b.WriteString("]\n")
	}
	if len(y.asOf) > 0 {
		b.WriteString("\n  [record.as_of]\n")
		for _, key := range []string{"baseline", "target", "actual"} {
			if s := y.asOf[key]; s != "" {
				b.WriteString("  " + key + strings.Repeat(" ", 8-len(key)) + " = " + toml.Quote(s) + "\n")
			}
		}
	}
	for _, action := range y.actions {
		b.WriteString(strings.Join(a.newAction(action.Text, action.Printed, action.Sections), "\n") + "\n")
	}
	return b.String()
}

// compare holds what is there already against the workbook, year by year, as
// Import does: blanks are filled in, and what differs is a conflict.
func (a *asImporter) compare() {
	years := map[kpi.Year][]*mapped{}
	for _, s := range a.sheets {
		for _, x := range s.items {
			for year := range x.years {
				if a.existing(x, year) != nil {
					years[year] = append(years[year], x)
				}
			}
		}
	}
	for year, list := range years {
		b, err := newBook(a.src, year)
		if err != nil {
			continue // its records could not be read, and so none was found
		}
		in := &importer{book: b, edits: map[string]*toml.Edit{}, fields: map[fieldKey]*field{}, decide: a.take, out: a.out}
		for _, x := range list {
			in.claimAll(x, x.years[year])
			in.claimRows(x, x.years[year])
		}
		edits := in.out.Edits
		in.out.Edits = nil
		in.settle()
		in.finish()
		for _, e := range in.out.Edits {
			a.merge(e)
		}
		in.out.Edits = edits
	}
}

// merge takes a file over that was changed line by line; what is added to the
// same file comes behind.
func (a *asImporter) merge(e output.Edit) {
	if text, begun := a.files[e.Path]; begun {
		if old, err := a.src.Read(e.Path); err == nil {
			a.files[e.Path] = string(e.Data) + strings.TrimPrefix(text, strings.TrimSuffix(string(old), "\n")+"\n")
			return
		}
	}
	a.files[e.Path], a.fresh[e.Path] = string(e.Data), e.New
}

// claimAll notes what a workbook says of a record otherwise than the data.
func (in *importer) claimAll(x *mapped, y *mappedYear) {
	says := map[string]string{"published": y.published, "grade": y.grade, "method": y.method, "comment": y.comment}
	for key, f := range y.figures {
		if x.known != nil {
			f = f.Toward(x.known.Direction)
		}
		says[key] = in.figureText(f)
	}
	for key, s := range y.asOf {
		says[key+"_as_of"] = s
	}
	if y.provisional {
		says["provisional"] = "○"
	}
	for _, t := range in.tables {
		r := t.find(x.known.ID, "")
		if r == nil || t.listed() {
			continue
		}
		for i, c := range t.columns {
			now := says[c.key]
			if now == "" || !c.free() || c.tag != "" && c.tag != in.first {
				continue
			}
			cell, ok := y.cells[c.key]
			if !ok {
				cell = y.cells[strings.TrimSuffix(c.key, "_as_of")]
			}
			k := &claim{g: x.it.sheet.grid, row: cell.row, column: cell.column, cell: gridCell{text: now}, now: now}
			if !in.says(k, c, r, trimmed(r.cells[i])) {
				in.fields[fieldKey{r, i}] = &field{claims: []*claim{k}}
			}
		}
	}
}
