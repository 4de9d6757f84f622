package source

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

func itoa(n int) string { return strconv.Itoa(n) }

// recordReader reads the records of one sheet in one year.
type recordReader struct {
	*reader
	s       *Source
	year    Year
	sheet   *kpi.Initiative // of the plan
	records []*kpi.Record
	nodes   map[kpi.ID]*toml.Node
	links   []link
	pages   int  // of the year's source document, 0 when not known
	astray  bool // a record could not be tied to its indicator
	planned *initiative

	inCharge   []string // ids of the sections that the year's sheet names
	noSections bool     // sections are named but their file is not there
}

// records begins to read the records of a sheet in a year.
func (s *Source) records(r *reader, in *initiative, y Year) *recordReader {
	return &recordReader{reader: r, s: s, year: y, sheet: in.Initiative, nodes: map[kpi.ID]*toml.Node{}, planned: in}
}

// read reads all [[record]] of a file and the facts of the initiative that it
// restates, and returns the initiative as it stood that year.
func (rr *recordReader) read() kpi.Initiative {
	t := rr.open(rr.Root)
	own := *rr.sheet
	instead(t, "code", t.text1, &own.Code)
	instead(t, "name", t.text, &own.Name)
	instead(t, "pillar", t.text, &own.Pillar)
	instead(t, "order", t.whole, &own.Order)
	instead(t, "summary", t.text, &own.Summary)
	if t.has("fields") {
		own.Fields = rr.s.merged(own.Fields, rr.s.fields(t))
	}
	if t.has("sections") {
		own.InCharge, rr.noSections = rr.s.inCharge(t)
		rr.inCharge = own.InCharge
	}
	t.known = append(t.known, "fields", "sections")
	own.Grade, own.Gradings, own.Resources = rr.s.grade(t), rr.s.gradings(t), resources(t)
	for _, n := range t.tables("record") {
		rr.record(rr.open(n), own.Code)
	}
	t.done()
	slices.SortStableFunc(rr.records, func(a, b *kpi.Record) int { return rr.place1(a) - rr.place1(b) })
	own.Indicators = make([]*kpi.Indicator, 0, len(rr.records))
	for _, rec := range rr.records {
		own.Indicators = append(own.Indicators, rec.Indicator)
	}
	return own
}

// place1 is where the plan has the record's indicator.
func (rr *recordReader) place1(r *kpi.Record) int {
	return slices.IndexFunc(rr.sheet.Indicators, func(i *kpi.Indicator) bool { return i.ID == r.Indicator.ID })
}

// indicator finds the plan's indicator that a record is about.
func (rr *recordReader) indicator(t *table) *kpi.Indicator {
	n := t.need("indicator")
	if n == nil {
		return nil
	}
	if n.Kind != toml.String || n.Text == "" {
		rr.wrong(n, "indicator", "string")
		return nil
	}
	local := strings.TrimPrefix(strings.TrimSpace(lang.Fold(n.Text)), rr.sheet.Sheet+"-")
	var known []string
	for _, ind := range rr.sheet.Indicators {
		if ind.ID.Local() == local {
			return ind
		}
		if !rr.recorded(ind) && rr.s.Active(ind, rr.year) {
			known = append(known, ind.ID.Local())
		}
	}
	// 指標6 is how people say it.
	if rr.planned != nil && rr.planned.unsure {
		return nil // its indicator may stand where the plan cannot be read
	}
	if rr.strangeKind(n, local, known) {
		return nil
	}
	p := diag.New("K208", "id", n.Text, "file", PlanFile(rr.sheet.Sheet))
	said := strings.NewReplacer("指標", "shihyo-", "目標", "mokuhyo-", "--", "-").Replace(local)
	if slices.Contains(known, said) {
		p.Args["hint"], p.Args["near"] = "near", said
	} else {
		p = withNear(p, local, known)
	}
	switch {
	case p.Args["hint"] != "":
	case len(known) > 0:
		p.Args["hint"], p.Args["right"] = "free", known[0]
	default:
		p.Args["hint"] = "none"
	}
	rr.Put(rr.misplaced(p, n.Text), n)
	return nil
}

// tellUntied tells what a record without its indicator lacks, with one that has none.
func (rr *recordReader) tellUntied(t *table) {
	at := len(rr.Problems)
	t.tellMissing(nil)
	free := slices.IndexFunc(rr.sheet.Indicators, func(ind *kpi.Indicator) bool { return !rr.recorded(ind) && rr.s.Active(ind, rr.year) })
	for _, p := range rr.Problems[at:] {
		if p.Code == "K117" && p.Args["hint"] == "indicator" && free >= 0 {
			p.Args["hint"], p.Args["right"] = "free", rr.sheet.Indicators[free].ID.Local()
		}
	}
}

// recorded reports whether a record of the file names an indicator: it cannot be
// meant by another one.
func (rr *recordReader) recorded(ind *kpi.Indicator) bool {
	list := rr.Root.Get("record")
	return list != nil && slices.ContainsFunc(list.Items, func(n *toml.Node) bool {
		id := n.Get("indicator")
		return id != nil && (id.Text == ind.ID.Local() || id.Text == string(ind.ID))
	})
}

func (rr *recordReader) record(t *table, code string) {
	planned := rr.indicator(t)
	if planned == nil {
		rr.astray = true
		rr.tellUntied(t)
		return
	}
	if first := rr.nodes[planned.ID]; first != nil {
		line, _ := rr.Place(first.At)
		rr.astray = true
		p := rr.misplaced(diag.New("K211", "id", planned.ID.Local(), "line", itoa(line)), planned.ID.Local())
		if p.Args["message"] == "" && rr.pasted(t.n, &p) {
			return
		}
		rr.Put(p, t.n)
		return
	}
	rr.nodes[planned.ID] = t.n
	rec := &kpi.Record{Year: rr.year, Indicator: rr.asItStood(t, planned, code)}
	ind := rec.Indicator
	rec.Page, rec.Method, rec.Remark = t.whole("page"), t.text("method"), t.text("remark")
	if rr.pages > 0 && rec.Page > rr.pages {
		rr.add(t.n.Get("page"), "K224", "page", itoa(rec.Page), "pages", itoa(rr.pages))
	}
	rec.Baseline, rec.Target, rec.Actual = t.triple(ind.Measured)
	if t.nature("baseline_nature") {
		rec.Baseline.Planned = true
	}
	rec.Published, rec.NonePublished, rec.InItsPlace = t.published()
	rec.Provisional = t.truth("provisional")
	rec.Grade, rec.Gradings, rec.Resources = rr.s.grade(t), rr.s.gradings(t), resources(t)
	rr.further(t, rec)
	rec.Difference, rec.Notes = t.text("difference"), t.texts("notes")
	rr.asOfs(t, rec)
	rr.parts(t, rec)
	rr.within(t, rec)
	rr.reconstructed(t, rec)
	if c := t.sub("comparability"); c != nil {
		c.need("state")
		rec.Comparability.State = kpi.Comparable(c.choice("state", string(kpi.ComparableOK), string(kpi.MethodChanged), string(kpi.WindowDiffers)))
		if slices.ContainsFunc(rr.languages, c.has) {
			rec.Comparability.Note = c.languages("comparability")
		}
		c.done()
	}
	rr.actions(t, rec)
	rr.evidence(t, rec)
	rr.goesOn(t, rec)
	t.done()
	rr.records = append(rr.records, rec)
}

// goesOn reads whether a record is of the indicator of the years before. What goes on
// from another id cannot go on from none as well (K324).
func (rr *recordReader) goesOn(t *table, rec *kpi.Record) {
	if n := t.take("continues"); n != nil {
		rec.Continues = kpi.Other
		if t.truth("continues") {
			rec.Continues = kpi.Same
		}
	}
	if rec.Formerly = kpi.ID(t.text1("formerly")); rec.Formerly == "" {
		return
	}
	rr.refer(t.n.Get("formerly"), rec.Formerly, "formerly")
	if n := t.n.Get("continues"); n != nil && n.Kind == toml.Bool && rec.Continues == kpi.Other {
		rr.Put(diag.New("K324", "was", string(rec.Formerly)), n)
	}
}

// further reads what not every plan has: a sum so far, a forecast, a revised
// target, what was done before.
func (rr *recordReader) further(t *table, rec *kpi.Record) {
	m := rec.Indicator.Measured
	if rec.InCharge = rec.Indicator.InCharge; rr.inCharge != nil && rr.planned != nil && !rr.planned.named[rec.Indicator.ID] {
		rec.InCharge = rr.inCharge
	}
	if t.has("sections") {
		rec.InCharge, rr.noSections = rr.s.inCharge(t)
	}
	rec.YearRule = rr.s.yearRules[rr.year]
	rec.PrintedSoFar = t.amount("so_far")
	rec.Forecast = t.figure("forecast", "forecast", m)
	rec.DoneIn, rec.Undone = t.year("done_in"), t.truth("undone")
	if w := t.sub("revised"); w != nil {
		w.need("was")
		rec.Revised = &kpi.Revision{Was: w.figure("was", "target", m), Date: w.date("date"), Why: w.name1("why")}
		w.done()
	}
}

func (rr *recordReader) asOfs(t *table, rec *kpi.Record) {
	a := t.sub("as_of")
	if a == nil {
		return
	}
	rec.Baseline.AsOf, rec.Target.AsOf, rec.Actual.AsOf = a.asOf("baseline"), a.asOf("target"), a.asOf("actual")
	rec.Forecast.AsOf = a.asOf("forecast")
	a.plausible(rec, rr.s.city.Calendar)
	a.done()
}

func (rr *recordReader) parts(t *table, rec *kpi.Record) {
	seen := map[string]int{}
	for p := range t.each("part") {
		at := p.need("part")
		id := p.text1("part")
		pr := kpi.PartRecord{}
		pr.Baseline, pr.Target, pr.Actual = p.triple(kpi.ByNumber)
		if p.nature("baseline_nature") {
			pr.Baseline.Planned = true
		}
		pr.Baseline.AsOf, pr.Target.AsOf, pr.Actual.AsOf = rec.Baseline.AsOf, rec.Target.AsOf, rec.Actual.AsOf
		if at == nil || id == "" {
			continue
		}
		i := slices.IndexFunc(rec.Indicator.Parts, func(q kpi.Part) bool { return q.ID == id })
		line, _ := rr.Place(at.At)
		switch {
		case i < 0:
			known := idsOf(rec.Indicator.Parts, func(q kpi.Part) string { return q.ID })
			rr.Put(withNear(diag.New("K216", "id", id), id, known), at)
			continue
		case seen[id] > 0:
			rr.Put(diag.New("K204", "id", id, "message", "line", "line", itoa(seen[id])), at)
			continue
		}
		seen[id] = line
		pr.Part = rec.Indicator.Parts[i]
		rec.Parts = append(rec.Parts, pr)
	}
}

// reconstructed reads which values were lost in the source, and marks them.
func (rr *recordReader) reconstructed(t *table, rec *kpi.Record) {
	c := t.sub("reconstructed")
	if c == nil {
		return
	}
	c.need("values")
	words, places := c.texts1("values")
	for i, w := range words {
		if !slices.Contains([]string{"baseline", "target", "actual"}, w) {
			rr.Put(diag.New("K121", "key", "values", "text", w, "choices", "baseline, target, actual"), places[i])
			continue
		}
		rec.Reconstructed.Values = append(rec.Reconstructed.Values, w)
		markRebuilt(w, &rec.Baseline, &rec.Target, &rec.Actual)
		for j := range rec.Parts {
			p := &rec.Parts[j]
			markRebuilt(w, &p.Baseline, &p.Target, &p.Actual)
		}
	}
	rec.Reconstructed.Note = c.languages("reconstructed")
	c.done()
}

func markRebuilt(which string, baseline, target, actual *kpi.Figure) {
	f := map[string]*kpi.Figure{"baseline": baseline, "target": target, "actual": actual}[which]
	f.Reconstructed = !f.Missing()
}

func (rr *recordReader) actions(t *table, rec *kpi.Record) {
	for a := range t.each("action") {
		act := kpi.Action{Text: a.name1("text")}
		act.Printed, act.Period, act.Said = a.period("period", rr.year, rr.s.city.Calendar)
		var none bool
		act.Sections, none = rr.s.inCharge(a)
		rr.noSections = rr.noSections || none
		rr.s.course(a, &act)
		rec.Actions = append(rec.Actions, act)
	}
	if p := t.sub("actions_same_as"); p != nil {
		n := p.need("indicator")
		rec.ActionsSameAs = kpi.ActionsPointer{Indicator: kpi.ID(p.text1("indicator")), Text: p.languages("actions_same_as")}
		p.done()
		switch id := rec.ActionsSameAs.Indicator; {
		case id == "":
		case id == rec.Indicator.ID:
			rr.add(n, "K206", "id", string(id), "key", "actions_same_as", "message", "self", "hint", "self")
		default:
			if rr.s.over(id, rr.year) {
				rr.add(n, "K206", "id", string(id), "key", "actions_same_as", "message", "year", "hint", "year", "year", rr.year.String())
			}
			rr.refer(n, id, "actions_same_as")
		}
	}
}

func (rr *recordReader) evidence(t *table, rec *kpi.Record) {
	for e := range t.each("evidence") {
		e.need("sum")
		ev := kpi.Evidence{Sum: lang.Fold(e.text1("sum"))}
		if v := e.need("equals"); v != nil {
			ev.Equals = rr.equals(v)
		}
		ev.Text = e.name1("text")
		// One that cannot be proved is kept by its place, not by its number.
		rec.Evidence = append(rec.Evidence, ev)
	}
}

// equals reads the printed side of a sum: a number or the name of a figure.
func (rr *recordReader) equals(v *toml.Node) string {
	if v.Kind == toml.String {
		if s := strings.TrimSpace(v.Text); slices.Contains([]string{"baseline", "target", "actual"}, s) {
			return s
		}
		if near := keyFor(v.Text, []string{"baseline", "target", "actual"}); near != "" {
			rr.Put(diag.New("K121", "key", "equals", "text", v.Text, "choices", "baseline, target, actual", "hint", "near", "near", near), v)
			return ""
		}
	}
	d, ok := rr.decimal(v, "equals")
	if !ok {
		return ""
	}
	return d.String()
}

// refer notes a mention of another indicator.
func (rr *recordReader) refer(n *toml.Node, id kpi.ID, key string) {
	rr.links = append(rr.links, link{id, rr.At(diag.New("K206", "id", string(id), "key", key), n.At, n.End)})
}
