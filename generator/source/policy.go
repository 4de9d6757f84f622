package source

import (
	"cmp"
	"errors"
	"math/big"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// ownRule is the id of a rule that a city writes under [achievement] itself.
const ownRule = "city"

// rules reads how the city computes achievement: [achievement] and [[rule]].
func (s *Source) rules(t *table) {
	c := &s.city
	seen := ids{}
	named := append(slices.Clone(kpi.RuleIDs), ownRule)
	for _, id := range named {
		seen[id] = 0
	}
	for r := range t.each("rule") {
		rule := kpi.Rule{ID: r.id(seen, idForm)}
		r.need("rate")
		r.rule(&rule)
		if rule.ID != "" && rule.Raise != nil && !slices.Contains(named, rule.ID) {
			c.Rules = append(c.Rules, rule)
			s.risesOnly(r, rule)
		}
	}
	a := t.sub("achievement")
	if a == nil {
		return
	}
	own := kpi.Rule{ID: ownRule}
	a.rule(&own)
	c.Rounding, c.Cap = own.Rounding, own.Cap
	if own.Places != kpi.Undeclared {
		c.Places = &own.Places
	}
	if own.Raise != nil {
		c.Rules = append(c.Rules, own)
		c.Rule = ownRule
		s.risesOnly(a, own)
	}
	if a.has("rule") {
		c.Rule = a.choice("rule", s.ruleIDs()...)
	}
	s.judgedBy = a.choice("judged_by", "rate", "grades")
	a.unused(c.Rule)
	a.done()
}

// risesOnly notes a rule without one for where lower is better, whose rate says the contrary there.
func (s *Source) risesOnly(t *table, rule kpi.Rule) {
	if rule.Lower != nil || !rule.Raise.Rises() {
		return
	}
	if s.oneWay == nil {
		s.oneWay = map[string]diag.Problem{}
	}
	n := t.n.Get("rate")
	s.oneWay[rule.ID] = t.r.At(diag.New("K232", "text", rule.Raise.String()), n.At, n.End)
}

// checkOneWay tells of such a rule where an indicator uses it of which lower is better.
func (s *Source) checkOneWay() {
	for _, i := range s.plan {
		for _, ind := range i.Indicators {
			lower := ind.Direction == kpi.Decrease && ind.Measured == kpi.ByNumber ||
				slices.ContainsFunc(ind.Parts, func(p kpi.Part) bool { return p.Direction == kpi.Decrease })
			id := cmp.Or(ind.Rule, s.city.Rule)
			if p, ok := s.oneWay[id]; ok && lower && ind.Judged() {
				p.Args["indicator"] = string(ind.ID)
				s.problems.Add(p)
				delete(s.oneWay, id)
			}
		}
	}
}

// unused tells what under [achievement] would be passed over without a word: a rate
// beside another rule that is chosen, and what belongs to a rate where there is none.
func (t *table) unused(chosen string) {
	switch {
	case t.has("rate") && t.has("rule") && chosen != ownRule:
		t.r.add(t.n.Get("rule"), "K136", "message", "both", "hint", "both", "key", "rule", "text", chosen)
	case !t.has("rate"):
		for _, key := range []string{"lower", "name"} {
			if t.has(key) {
				t.r.add(t.n.Get(key), "K136", "message", "alone", "hint", "alone", "key", key)
			}
		}
	}
}

// ruleIDs are the rules that may be chosen.
func (s *Source) ruleIDs() []string {
	return slices.Concat(kpi.RuleIDs, idsOf(s.city.Rules, func(r kpi.Rule) string { return r.ID }))
}

// rule reads what a rule of the city's own is made of.
func (t *table) rule(r *kpi.Rule) {
	r.Name = t.text("name")
	r.Raise, r.Lower = t.expression("rate"), t.expression("lower")
	if word := t.choice("round", kpi.Roundings...); word != kpi.Roundings[0] {
		r.Rounding = kpi.Rounding(word)
	}
	r.Places = kpi.Undeclared
	if n := t.take("places"); n != nil {
		if d, ok := t.r.decimal(n, "places"); ok {
			if len(d.String()) == 1 && d.Places() == 0 && d.Sign() >= 0 {
				r.Places = int(d.String()[0] - '0')
			} else {
				t.r.wrong(n, "places", "places")
			}
		}
	}
	r.Cap = t.amount("cap")
}

// amount reads an optional number.
func (t *table) amount(key string) *kpi.Decimal {
	n := t.take(key)
	if n == nil {
		return nil
	}
	d, ok := t.r.decimal(n, key)
	if !ok {
		return nil
	}
	return &d
}

// expression reads a rule's sum, nil where there is none that can be read. One that gives 1, 5 or
// 10 where the target is just reached is a score, 0 a difference, and one without the target a
// growth: pages draw and say that the target is 100 %. A rule by which a fifth of the target is
// enough in the first of five years stays: a rate that contradicts the target is not shown.
func (t *table) expression(key string) *kpi.Expression {
	text, n := t.formula(key)
	if text == "" {
		return nil
	}
	e, err := kpi.ParseExpression(text, kpi.RuleNames...)
	if err != nil {
		t.r.unreadable(n, key, text, err, kpi.RuleNames)
		return nil
	}
	at := e.AtTarget()
	switch {
	case !slices.Contains(e.Names(), "target"):
		t.r.Put(diag.New("K136", "message", "growth", "hint", "scale", "key", key, "text", text), n)
	case at != nil && at.Cmp(big.NewRat(1, 1)) == 0:
		t.r.Put(diag.New("K136", "message", "scale", "hint", "share", "key", key, "text", text, "value", "1"), n)
	case at != nil && at.Cmp(big.NewRat(10, 1)) <= 0:
		t.r.Put(diag.New("K136", "message", "scale", "hint", "scale", "key", key, "text", text, "value", at.RatString()), n)
	default:
		return e
	}
	return nil
}

// condition reads a band's condition, nil where there is none that can be read.
func (t *table) condition(key string) *kpi.Condition {
	text, n := t.formula(key)
	if text == "" {
		return nil
	}
	c, err := kpi.ParseCondition(text, kpi.ConditionNames...)
	if err != nil {
		t.r.unreadable(n, key, text, err, kpi.ConditionNames)
		return nil
	}
	return c
}

func (t *table) formula(key string) (string, *toml.Node) {
	text := t.text1(key)
	if text == "" {
		return "", nil
	}
	return lang.Fold(text), t.n.Get(key)
}

// unreadable tells an expression that cannot be read, with the names that may
// stand in it.
func (r *reader) unreadable(n *toml.Node, key, text string, err error, names []string) {
	fault := strings.TrimSuffix(strings.TrimPrefix(err.Error(), "['"), "']")
	var unknown kpi.NameError
	p := diag.New("K136", "key", key, "text", text, "fault", fault, "names", strings.Join(names, ", "))
	if errors.As(err, &unknown) {
		p.Args["fault"] = unknown.Name
		if near := nameFor(unknown.Name, names); near != "" {
			p.Args["hint"], p.Args["near"] = "near", near
		}
	}
	r.Put(p, n)
}

// nameFor is the name of an expression that another word most likely means.
func nameFor(word string, names []string) string {
	if w := otherWords[word]; slices.Contains(names, w) {
		return w
	}
	return diag.Nearby(word, names)
}

// total reads {from = "FY2021", to = "FY2025"}; the zero value where there is none.
func total(t *table, key string) (p kpi.Total) {
	w := t.sub(key)
	if w == nil {
		return p
	}
	w.need("from")
	w.need("to")
	p.From, p.To = w.year("from"), w.year("to")
	w.done()
	switch {
	case p.From == 0 || p.To == 0:
		return kpi.Total{}
	case p.To < p.From:
		t.r.add(w.n.Get("to"), "K218", "since", p.From.String(), "until", p.To.String())
		return kpi.Total{}
	}
	return p
}

// bands reads [[band]]: by rate from the highest, or each with its condition.
// The built-in bands (pending, no-band, not-judged) only get another name.
func (s *Source) bands(t *table) {
	c := &s.city
	seen := ids{}
	c.BandNames = map[string]kpi.Band{}
	var own []bandRead
	for b := range t.each("band") {
		read := bandRead{n: b.n, from: b.n.Get("from"), band: kpi.Band{ID: b.id(seen, idForm), Name: b.name(), Mark: b.text1("mark")}}
		if builtIn := slices.Contains(kpi.BuiltInBands, read.band.ID); builtIn {
			c.BandNames[read.band.ID] = read.band
			continue
		}
		read.conditional = b.has("when") || b.has("when_lower")
		read.band.When, read.band.WhenLower = b.condition("when"), b.condition("when_lower")
		read.band.Open = read.from == nil
		if from := b.take("from"); from != nil {
			var ok bool
			read.band.From, ok = t.r.decimal(from, "from")
			read.unread = !ok
		}
		own = append(own, read)
	}
	switch {
	case s.judgedBy == "grades":
		s.gradeBands(t, own)
		return
	case slices.ContainsFunc(own, func(b bandRead) bool { return b.conditional }):
		c.OwnBands = true
		for _, b := range own {
			if !b.conditional || b.from != nil {
				t.r.add(b.n, "K226", "id", b.band.ID)
			}
			b.band.Ungraded = b.band.SaysUngraded()
			c.Bands = append(c.Bands, b.band)
		}
		tellShares(t, c, own)
		return
	}
	byRate(t, c, own)
	if len(own) == 0 {
		c.Bands = defaultBands()
	}
	s.rateless = rateless(t, c, own)
}

// rateless are the bands between met and missed of a city that calculates no rate, which
// only a rate could give. Those that a new city begins with say nothing of its own.
func rateless(t *table, c *kpi.City, own []bandRead) (list []diag.Problem) {
	if !c.PrintsNoRate() || len(c.Rules) > 0 || c.UsualBands() {
		return nil
	}
	for i, b := range own {
		if i > 0 && i < len(own)-1 && b.from != nil {
			list = append(list, t.r.At(diag.New("K231", "id", b.band.ID), b.from.At, b.from.End))
		}
	}
	return list
}

// checkRateless tells of them where no indicator and no year has a rule of its own.
func (s *Source) checkRateless() {
	ruled := func(i *initiative) bool {
		return slices.ContainsFunc(i.Indicators, func(ind *kpi.Indicator) bool { return ind.Rule != "" })
	}
	if len(s.yearRules) == 0 && !slices.ContainsFunc(s.plan, ruled) {
		s.problems.Add(s.rateless...)
	}
}

// bandRead is a band with the places that its faults are told at.
type bandRead struct {
	band        kpi.Band
	n, from     *toml.Node
	conditional bool
	unread      bool // where it begins was no number
}

// gradeBands takes the city's own grades for bands.
func (s *Source) gradeBands(t *table, own []bandRead) {
	c := &s.city
	for _, b := range own {
		t.r.add(b.n, "K226", "id", b.band.ID, "message", "grades", "hint", "grades")
	}
	for _, g := range c.Grades {
		c.Bands = append(c.Bands, kpi.Band{ID: g.ID, Name: g.Name, Mark: g.Mark, Grade: true, Ungraded: g.Ungraded()})
	}
	if len(c.Grades) == 0 {
		t.r.add(t.n.Get("achievement"), "K226", "message", "none", "hint", "grades")
		c.Bands = defaultBands()
	}
}

func byRate(t *table, c *kpi.City, own []bandRead) {
	for i, b := range own {
		switch last := i == len(own)-1; {
		case b.band.Open && !last:
			t.r.add(b.n, "K214", "message", "open", "hint", "open", "id", b.band.ID)
		case !b.band.Open && last:
			t.r.add(b.from, "K214", "message", "last", "hint", "last", "id", b.band.ID)
		case b.unread || i > 0 && own[i-1].unread: // told
		case !b.band.Open && i > 0 && !c.Bands[i-1].Open && b.band.From.Cmp(c.Bands[i-1].From) >= 0:
			t.r.add(b.from, "K214", "id", b.band.ID)
		}
		c.Bands = append(c.Bands, b.band)
	}
	tellShares(t, c, own)
}

// tellShares tells of bands that begin at 1.1 and 0.9, where 110 and 90 are meant.
func tellShares(t *table, c *kpi.City, own []bandRead) {
	if rule := c.RuleByID(c.Rule); c.Rule != "" && !rule.InPercent() {
		return
	}
	two, share := kpi.MustDecimal("2"), -1
	for i, b := range own {
		for _, limit := range b.limits() {
			if limit.Cmp(two) > 0 {
				return
			}
			if share < 0 && limit.Places() > 0 && limit.Sign() > 0 {
				share = i
			}
		}
	}
	if share >= 0 {
		b := own[share]
		t.r.add(b.n, "K214", "message", "share", "hint", "share", "id", b.band.ID, "from", b.limits()[0].String())
	}
}

// limits are the rates at which a band begins or ends.
func (b bandRead) limits() (list []kpi.Decimal) {
	if b.from != nil && !b.unread {
		list = append(list, b.band.From)
	}
	for _, c := range []*kpi.Condition{b.band.When, b.band.WhenLower} {
		if c != nil {
			list = append(list, c.Limits("rate")...)
		}
	}
	return list
}

// defaultBands are those of DESIGN.md, 5, for a city that names none.
func defaultBands() []kpi.Band {
	return []kpi.Band{
		{ID: "achieved", Name: lang.Text{"ja": "達成", "en": "Achieved"}, From: kpi.MustDecimal("100")},
		{ID: "nearly", Name: lang.Text{"ja": "おおむね達成", "en": "Nearly achieved"}, From: kpi.MustDecimal("80")},
		{ID: "behind", Name: lang.Text{"ja": "未達", "en": "Behind target"}, Open: true},
	}
}
