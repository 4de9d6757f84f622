package source

import (
	"slices"
	"strconv"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// own reads what a city declares beside figures: levels, fields, graders, and
// what its budgets are counted in.
func (s *Source) own(t *table) {
	c := &s.city
	for _, n := range declared(t, "level") {
		c.Levels = append(c.Levels, kpi.Level{ID: n.id, Name: n.name})
	}
	for _, n := range declared(t, "field") {
		c.Fields = append(c.Fields, kpi.OwnField{ID: n.id, Name: n.name})
	}
	for _, n := range declared(t, "grader") {
		c.Graders = append(c.Graders, kpi.Grader{ID: n.id, Name: n.name})
	}
	c.Money = t.text("money")
}

// declaration is a thing of the city's own with an id and a name.
type declaration struct {
	id   string
	name lang.Text
}

func declared(t *table, key string) []declaration {
	var list []declaration
	seen := ids{}
	for w := range t.each(key) {
		d := declaration{w.id(seen, idForm), w.name()}
		if d.id != "" {
			list = append(list, d)
		}
	}
	return list
}

// idsOf lists the ids of what a city declares, to offer the nearest.
func idsOf[T any](list []T, id func(T) string) []string {
	ids := make([]string, len(list))
	for i, one := range list {
		ids[i] = id(one)
	}
	return ids
}

// undeclared tells a name that the city does not declare under [[what]].
func (r *reader) undeclared(at, end int, what, id string, known []string) {
	r.Problems = append(r.Problems, r.At(withNear(diag.New("K228", "id", id, "table", what), id, known), at, end))
}

// fields reads fields = {account = "一般会計", sdgs = ["3", "11"]}: words, or a
// list of words, under the ids of the city's fields.
func (s *Source) fields(t *table) []kpi.FieldValue {
	w := t.sub("fields")
	if w == nil {
		return nil
	}
	known := idsOf(s.city.Fields, func(f kpi.OwnField) string { return f.ID })
	var list []kpi.FieldValue
	for _, e := range w.n.Keys {
		if !slices.Contains(known, e.Key) {
			w.r.undeclared(e.At, e.End, "field", e.Key, known)
			continue
		}
		v := kpi.FieldValue{Field: e.Key}
		before := len(w.r.Problems)
		switch {
		case e.Value.Kind == toml.Array:
			v.Values = w.texts(e.Key)
		case e.Value.Kind == toml.Integer || e.Value.Kind == toml.Float:
			v.Values = []lang.Text{lang.Plain(t.r.languages[0], e.Value.Text)}
		default:
			if text := w.text(e.Key); text != nil {
				v.Values = []lang.Text{text}
			}
		}
		for i := range w.r.Problems[before:] { // the same value stands in many sheets, and is told once
			if p := &w.r.Problems[before+i]; p.Code == "K416" {
				p.Args["message"] = "field"
			}
		}
		if len(v.Values) > 0 {
			list = append(list, v)
		}
	}
	// In the order in which the city declares them.
	slices.SortStableFunc(list, func(a, b kpi.FieldValue) int { return slices.Index(known, a.Field) - slices.Index(known, b.Field) })
	return list
}

// merged puts fields in place of others of the same id and keeps the rest.
func (s *Source) merged(of, own []kpi.FieldValue) []kpi.FieldValue {
	if len(own) == 0 {
		return of
	}
	var list []kpi.FieldValue
	for _, f := range s.city.Fields {
		for _, from := range [][]kpi.FieldValue{own, of} {
			if i := slices.IndexFunc(from, func(v kpi.FieldValue) bool { return v.Field == f.ID }); i >= 0 {
				list = append(list, from[i])
				break
			}
		}
	}
	return list
}

// grade reads the id of one of the city's grades.
func (s *Source) grade(t *table) string {
	id := t.text1("grade")
	if id == "" {
		return ""
	}
	return s.gradeAt(t, t.n.Get("grade"), id)
}

func (s *Source) gradeAt(t *table, n *toml.Node, id string) string {
	if s.city.Grade(id) != nil {
		return id
	}
	known := idsOf(s.city.Grades, func(g kpi.Grade) string { return g.ID })
	t.r.Put(withNear(diag.New("K203", "id", id), id, known), n)
	return ""
}

// gradings reads grades = {committee = "B"}, or with the grader's words,
// {committee = {grade = "B", ja = "…", en = "…"}}.
func (s *Source) gradings(t *table) []kpi.Grading {
	w := t.sub("grades")
	if w == nil {
		return nil
	}
	known := idsOf(s.city.Graders, func(g kpi.Grader) string { return g.ID })
	var list []kpi.Grading
	for _, e := range w.n.Keys {
		if !slices.Contains(known, e.Key) {
			w.r.undeclared(e.At, e.End, "grader", e.Key, known)
			continue
		}
		g := kpi.Grading{Grader: e.Key}
		if e.Value.Kind == toml.Table {
			of := w.sub(e.Key)
			g.Grade = s.grade(of)
			if slices.ContainsFunc(t.r.languages, of.has) {
				g.Words = of.languages("grade")
			} else if !of.has("grade") {
				of.missing("grade")
			}
			of.done()
		} else if id := w.text1(e.Key); id != "" {
			g.Grade = s.gradeAt(w, e.Value, id)
		}
		if g.Grade != "" || !g.Words.IsZero() {
			list = append(list, g)
		}
	}
	slices.SortStableFunc(list, func(a, b kpi.Grading) int { return slices.Index(known, a.Grader) - slices.Index(known, b.Grader) })
	return list
}

// resources reads [[resource]]: what was planned and used of one kind.
func resources(t *table) []kpi.Resource {
	var list []kpi.Resource
	for w := range t.each("resource") {
		r := kpi.Resource{Name: w.name(), Unit: w.text("unit"), Planned: w.amount("planned"), Actual: w.amount("actual")}
		if !w.has("planned") && !w.has("actual") {
			w.missing("actual")
		}
		list = append(list, r)
	}
	return list
}

// within reads what a record holds of the year's course and of the actual's parts.
func (rr *recordReader) within(t *table, rec *kpi.Record) {
	m := rec.Indicator.Measured
	for w := range t.each("reading") {
		w.need("period")
		var r kpi.Reading
		r.Printed, r.Period, r.Said = w.period("period", rr.year, rr.s.city.Calendar)
		w.need("value")
		r.Value = rr.figureIn(w, m)
		r.Provisional = w.truth("provisional")
		if r.Printed != "" {
			rec.Readings = append(rec.Readings, r)
		}
	}
	for w := range t.each("breakdown") {
		b := kpi.Breakdown{Name: w.name(), Whole: w.truth("whole")}
		w.need("item")
		for iw := range w.each("item") {
			item := kpi.BreakdownItem{Name: iw.name()}
			iw.need("value")
			item.Value = rr.figureIn(iw, kpi.ByNumber)
			b.Items = append(b.Items, item)
		}
		rec.Breakdowns = append(rec.Breakdowns, b)
	}
}

// figureIn reads the value of a reading or of an item: a number, a table with a
// value, or the reason for having none.
func (rr *recordReader) figureIn(w *table, m kpi.Measured) kpi.Figure {
	f := w.figure("value", "actual", m)
	if none := w.take("none"); none != nil && f.Kind == kpi.Unset {
		f = kpi.Figure{Kind: kpi.None, None: kpi.Reason(w.choice("none", reasons...))}
	}
	return f
}

// course reads how far an action is and what it cost.
func (s *Source) course(t *table, a *kpi.Action) {
	a.State = kpi.ActionState(t.choice("state", kpi.ActionStates...))
	a.Percent = t.amount("percent")
	a.Due = t.asOf("due")
	a.Budget, a.Spent = t.amount("budget"), t.amount("spent")
	a.Grade = s.grade(t)
	if (a.Budget != nil || a.Spent != nil) && s.city.Money.IsZero() {
		key := "budget"
		if a.Budget == nil {
			key = "spent"
		}
		t.r.add(t.n.Get(key), "K230", "key", key)
	}
}

// mostLevels bounds how deep a plan is. Each page shows all that stands above it, and what
// is below: of a chain of a thousand sheets the site would fill the disk.
const mostLevels = 20

// checkTree tells nodes whose parent is not in the plan, or leads in a circle, and the
// first ones that stand too deep.
func (s *Source) checkTree() {
	bySheet := map[string]*kpi.Initiative{}
	for _, i := range s.plan {
		bySheet[i.Sheet] = i.Initiative
	}
	for _, i := range s.plan {
		switch {
		case i.Parent == "" || i.parentAt.Code == "":
		case bySheet[i.Parent] == nil:
			p := withNear(i.parentAt, i.Parent, slices.DeleteFunc(s.sheetNames(), func(sheet string) bool { return sheet == i.Sheet }))
			s.problems.Add(p)
		case kpi.Circular(bySheet, i.Initiative):
			p := i.parentAt
			p.Args["message"], p.Args["hint"] = "circle", "circle"
			s.problems.Add(p)
		case levelsAbove(bySheet, i.Initiative) == mostLevels:
			p := i.parentAt
			p.Args["message"], p.Args["hint"], p.Args["most"] = "deep", "deep", strconv.Itoa(mostLevels)
			s.problems.Add(p)
		}
	}
}

// levelsAbove counts the levels above a node that stands in no circle.
func levelsAbove(bySheet map[string]*kpi.Initiative, i *kpi.Initiative) (n int) {
	for at := bySheet[i.Parent]; at != nil; at = bySheet[at.Parent] {
		n++
	}
	return n
}
