package source

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

var (
	measures   = kpi.Codes(kpi.Measures)
	directions = kpi.Codes(kpi.Directions)
)

// readInitiative reads one sheet of the plan: data/plan/1-i.toml.
func (s *Source) readInitiative(file string) *initiative {
	r := s.parse(file)
	sheet := strings.TrimSuffix(path.Base(file), ".toml")
	i := &initiative{Initiative: &kpi.Initiative{Sheet: sheet}, file: file,
		spans: map[kpi.ID]span{}, named: map[kpi.ID]bool{}}
	if len(r.Root.Keys) == 0 && !r.unread() {
		r.Put(diag.New("K117", "message", "emptied", "hint", "emptied", "file", file), r.Root)
		i.problems, i.unsure = r.findings(), true
		return i
	}
	t := r.open(r.Root)
	t.need("code")
	i.Code = t.text1("code")
	i.Name = t.name()
	if t.need("order") != nil {
		i.Order = t.whole("order")
		n := t.n.Get("order")
		i.orderAt = r.At(diag.New("K205"), n.At, n.End)
	}
	i.Pillar = t.text("pillar")
	if n := t.take("parent"); n != nil {
		i.Parent = t.text1("parent")
		i.parentAt = r.At(diag.New("K229", "id", i.Parent), n.At, n.End)
	}
	i.Level = s.level(t)
	i.Summary, i.Fields = t.text("summary"), s.fields(t)
	i.InCharge, _ = s.inCharge(t)
	bounds := t.span()
	lines := map[kpi.ID]int{}
	for _, n := range t.tables("indicator") {
		ind := s.readIndicator(r.open(n), i, bounds)
		if ind == nil {
			i.unsure = true
			continue
		}
		line, _ := r.Place(n.At)
		if first := lines[ind.ID]; first > 0 {
			r.Put(diag.New("K204", "id", string(ind.ID), "message", "line", "line", itoa(first)), n)
			i.unsure = true // which of them a record means cannot be told
			continue
		}
		lines[ind.ID] = line
		i.Indicators = append(i.Indicators, ind)
	}
	t.done()
	i.unsure = i.unsure || r.unread()
	i.problems = r.findings()
	r.countTexts()
	i.tally = r.tally
	return i
}

// span reads the years between which a plan holds.
func (t *table) span() span {
	b := span{since: t.year("since"), until: t.year("until")}
	b.unsure = t.has("since") && b.since == 0 || t.has("until") && b.until == 0
	if b.since != 0 && b.until != 0 && b.until < b.since {
		b.unsure = true
		t.r.add(t.n.Get("until"), "K218", "since", b.since.String(), "until", b.until.String())
	}
	return b
}

// readIndicator reads one [[indicator]]; nil when it cannot be told apart from
// others for want of kind or number.
func (s *Source) readIndicator(t *table, i *initiative, bounds span) *kpi.Indicator {
	ind := &kpi.Indicator{Sheet: i.Sheet, Code: i.Code}
	t.need("kind")
	s.kind(t, ind)
	ind.Label = t.text("label")
	t.need("number")
	ind.Number = t.whole("number")
	ind.Name = t.name()
	t.need("measured")
	ind.Measured = kpi.Measured(t.choice("measured", measures...))
	t.need("direction")
	ind.Direction = kpi.Direction(t.choice("direction", directions...))
	ind.Unit = t.text("unit")
	ind.Counts = t.text("counts")
	ind.Rule = t.choice("rule", s.ruleIDs()...)
	s.judgement(t, ind, i.Initiative)
	ind.Group = s.group(t)
	ind.Notes = t.texts("notes")
	ind.Parts = planParts(t, ind)
	own := t.span()
	own.since, own.until, own.unsure = cmp.Or(own.since, bounds.since), cmp.Or(own.until, bounds.until), own.unsure || bounds.unsure
	targets(t, ind)
	if ind.Kind != "" && ind.Number > 0 && kindForm.MatchString(ind.Slug) { // else the kind's id is told
		ind.ID = kpi.MakeID(i.Sheet, ind.Slug, ind.Number)
		i.spans[ind.ID], i.named[ind.ID] = own, ind.InCharge != nil
	}
	ind.SameMeasureAs = i.reference(t, "same_measure_as", ind.ID)
	ind.NameRefersTo = i.reference(t, "name_refers_to", ind.ID)
	t.done()
	if ind.ID == "" {
		return nil
	}
	return ind
}

// level reads the id of one of the city's levels.
func (s *Source) level(t *table) string {
	id, known := t.text1("level"), idsOf(s.city.Levels, func(l kpi.Level) string { return l.ID })
	if id == "" || slices.Contains(known, id) {
		return id
	}
	n := t.n.Get("level")
	t.r.undeclared(n.At, n.End, "level", id, known)
	return ""
}

// kind reads how the plan calls the indicator: by the city's word or by its id.
func (s *Source) kind(t *table, ind *kpi.Indicator) {
	if n := t.n.Get("kind"); n != nil && n.Kind == toml.String {
		if k := s.city.KindOf(n.Text); k != nil {
			t.known = append(t.known, "kind")
			ind.Kind, ind.Slug = k.Word, k.Slug
			return
		}
	}
	t.choice("kind", idsOf(slices.Concat(kpi.BuiltInKinds, s.city.Kinds), func(k kpi.KindOf) string { return string(k.Word) })...)
}

// judgement reads what the city says of how an indicator is judged.
func (s *Source) judgement(t *table, ind *kpi.Indicator, of *kpi.Initiative) {
	ind.InCharge, _ = s.inCharge(t)
	ind.NotJudged = t.has("judged") && !t.truth("judged")
	ind.Once = t.truth("once")
	ind.Tolerance = t.amount("tolerance")
	if p := total(t, "total"); p.From != 0 {
		ind.Total = &p
	}
	ind.History = byYear(t, "history", "actual", ind.Measured)
	ind.Fields = s.merged(of.Fields, s.fields(t))
}

// reference reads the id of another indicator and notes it for checkShared.
func (i *initiative) reference(t *table, key string, own kpi.ID) kpi.ID {
	id := kpi.ID(strings.TrimSpace(t.text1(key)))
	n := t.n.Get(key)
	switch {
	case id == "":
		return ""
	case id == own:
		t.r.Put(diag.New("K206", "id", string(id), "key", key, "message", "self", "hint", "self"), n)
		return ""
	}
	i.links = append(i.links, link{id, t.r.At(diag.New("K206", "id", string(id), "key", key), n.At, n.End)})
	return id
}

// group reads the id of a group of the city.
func (s *Source) group(t *table) string {
	id := t.text1("group")
	if id == "" || s.city.Group(id) != nil {
		return id
	}
	known := idsOf(s.city.Groups, func(g kpi.Group) string { return g.ID })
	t.r.Put(withNear(diag.New("K202", "id", id), id, known), t.n.Get("group"))
	return ""
}

// withNear adds the nearest known name to a problem, for its hint.
func withNear(p diag.Problem, name string, known []string) diag.Problem {
	near := diag.Nearby(name, known)
	if i := slices.IndexFunc(known, func(k string) bool { return k == lang.Fold(name) }); i >= 0 {
		near = known[i] // Ａ
	}
	if near != "" {
		p.Args["hint"], p.Args["near"] = "near", near
	}
	return p
}

// planParts reads the parts of an indicator. One that says neither its direction nor its
// unit has the indicator's.
func planParts(t *table, ind *kpi.Indicator) []kpi.Part {
	list, m := t.tables("part"), ind.Measured
	var parts []kpi.Part
	seen := ids{}
	for _, n := range list {
		p := t.r.open(n)
		part := kpi.Part{ID: p.id(seen, idForm), Name: p.name(), Unit: ind.Unit, Direction: ind.Direction}
		if p.has("unit") {
			part.Unit = p.text("unit")
		}
		if p.has("direction") || ind.Direction == kpi.Qualitative || ind.Direction == "" {
			p.need("direction")
			part.Direction = kpi.Direction(p.choice("direction", kpi.Codes(kpi.PartDirections)...))
		}
		p.done()
		parts = append(parts, part)
	}
	switch {
	case m == kpi.ByParts && !t.has("part"):
		t.r.add(t.n, "K215", "message", "none", "hint", "none")
	case m != kpi.ByParts && m != "" && len(list) > 0:
		t.r.add(list[0], "K215")
	}
	return parts
}

// byYear reads figures by year, {FY2024 = 60, FY2025 = 70}; nil where there are none.
func byYear(t *table, key, name string, m kpi.Measured) map[Year]kpi.Figure {
	if n := t.n.Get(key); n != nil && n.Kind != toml.Table && n.Kind != toml.Broken {
		t.take(key)
		t.r.add(n, "K118", "key", key, "wanted", "kind.table", "hint", "years")
		return nil
	}
	years := t.sub(key)
	if years == nil {
		return nil
	}
	list := map[Year]kpi.Figure{}
	for _, e := range years.n.Keys {
		years.known = append(years.known, e.Key)
		y, ok := kpi.ParseYear(e.Key)
		if !ok {
			t.r.Problems = append(t.r.Problems, t.r.At(fiscalYear(key, e.Key), e.At, e.End))
			continue
		}
		list[y] = years.figure(e.Key, name, m)
	}
	return list
}

// targets reads the targets of a plan of several years.
func targets(t *table, ind *kpi.Indicator) {
	ind.Targets = byYear(t, "targets", "target", ind.Measured)
	if f := t.sub("final_target"); f != nil {
		f.need("year")
		y := f.year("year")
		ind.Final = &kpi.FinalTarget{Target: f.r.figureOf(f.n, f, "target", ind.Measured).Toward(ind.Direction), Year: y}
		if ind.Measured == kpi.ByParts { // it would be no part's, and pages would say it of each
			t.r.add(f.n, "K306", "message", "final", "hint", "final")
			ind.Final = nil
		}
		f.done()
	} else if t.has("final_target") {
		ind.Final = &kpi.FinalTarget{Target: kpi.Figure{Kind: kpi.None}} // that it cannot be read is told
	}
}
