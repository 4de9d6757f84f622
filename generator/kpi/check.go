package kpi

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Check lists every rule of figures (K3) that a record breaks. What a draft has
// not filled in yet is left out by the caller, which knows the year's status.
//
// The rules: K301 a printed achievement is not reproduced; K302 a difference is
// declared but there is none; K305 a figure is not given; K306 a figure is not of
// the kind that the indicator is measured by; K307 a range ends before it begins;
// K308 an achievement is printed before there is an actual; K309 a part is
// missing; K310 a sum of the evidence does not come out; K311 a sum cannot be
// computed; K312 the year's target is not the plan's; K313 an unclear indicator:
// the direction does not fit what is measured; K314 the name changed without a
// word (see CheckYears); K315 of the city's bands none holds, or several; K316
// the printed sum of a total's years is not their sum; K319 (a warning) a band
// cannot be decided for want of the tolerance, of a rate, of the year before or of a target in numbers; K320 (a
// warning) a target that nobody can say to be met as it is written; K317 a breakdown of the whole does
// not add up to the actual; K321 (a warning) the city's conditions count as met what the target does not;
// K322 the year's actual is not the one that the plan has; K323 (a warning) the
// city's own verdict says met where the figures do not, or the other way; K325 an outcome
// is not done though it was done once before; K331 (a warning) a value is not
// the number that is printed beside it; K332 (a warning) a baseline is the one of the year
// before in another unit; K333 (a warning) a rate is printed of a figure below 0; K334 (a
// warning) a printed sum so far does not go on from the year before's.
func Check(city *City, r *Record) []Fault {
	c := checker{record: r, city: city}
	c.figures()
	if len(c.faults) == 0 {
		c.audit(city)
		c.printed()
		c.scaled()
	}
	c.evidence()
	c.breakdowns()
	c.plan()
	return c.faults
}

type checker struct {
	record *Record
	city   *City
	faults []Fault
}

func (c *checker) add(code string, field string, pairs ...string) {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	c.faults = append(c.faults, Fault{code, c.record.Year, c.record.Indicator.ID, Field(field), args})
}

// figures checks that each figure is there and of the right kind.
func (c *checker) figures() {
	r, ind := c.record, c.record.Indicator
	if (ind.Measured == ByDone) != (ind.Direction == Qualitative) {
		c.add("K313", "direction", "direction", string(ind.Direction), "measured", string(ind.Measured))
		return
	}
	if ind.Measured != ByParts {
		c.triple("", r.Baseline, r.Target, r.Actual)
		c.aim()
		return
	}
	given := map[string]bool{}
	for i, p := range r.Parts {
		given[p.Part.ID] = true
		c.triple("part["+strconv.Itoa(i)+"].", p.Baseline, p.Target, p.Actual)
	}
	for _, p := range ind.Parts {
		if !given[p.ID] {
			c.add("K309", "", "part", p.ID)
		}
	}
	for _, f := range [...]struct {
		key string
		Figure
		of func(PartRecord) Figure
	}{
		{"baseline", r.Baseline, func(p PartRecord) Figure { return p.Baseline }},
		{"target", r.Target, func(p PartRecord) Figure { return p.Target }},
		{"actual", r.Actual, func(p PartRecord) Figure { return p.Actual }},
	} {
		// "none set" of the whole would contradict what its parts have.
		given := slices.ContainsFunc(r.Parts, func(p PartRecord) bool { return !f.of(p).Missing() })
		if f.Kind != Unset && (f.Kind != None || given) {
			c.add("K306", f.key, "key", f.key, "wanted", "parts")
		}
	}
}

// aim tells of a target that points another way than the indicator: to lower what is to
// be more, or less than a value.
func (c *checker) aim() {
	t, d := c.record.Target, c.record.direction()
	said, key := map[Aim]Direction{AimRaise: Increase, AimLower: Decrease}[t.Aim], `aim = "`+string(t.Aim)+`"`
	if t.Strict != NotStrict {
		said, key = map[Strict]Direction{Above: Increase, Below: Decrease}[t.Strict], string(t.Strict)
	}
	if c.record.Indicator.Measured == ByNumber && said != "" && d != said && (d == Increase || d == Decrease) {
		c.add("K313", "target", "message", "aim", "hint", "aim", "direction", string(d), "aim", key, "right", string(said))
	}
}

// wantsTarget reports whether a year without a target has left it out: the plan
// has no final one, or the year before had its own.
func (c *checker) wantsTarget() bool {
	before := c.record.Before
	return c.record.Indicator.Final == nil || before != nil && !before.Target.Missing()
}

func (c *checker) triple(prefix string, baseline, target, actual Figure) {
	wanted := Number
	if c.record.Indicator.Measured == ByDone {
		wanted = Words
	}
	for _, f := range [...]struct {
		key string
		Figure
	}{{"baseline", baseline}, {"target", target}, {"actual", actual}} {
		switch {
		case f.Kind == Unset:
			// A composite's parts may leave the baseline to the whole, and a year
			// its target to the last year's.
			if (prefix == "" || f.key != "baseline") && (f.key != "target" || c.wantsTarget()) {
				c.absent(prefix, f.key)
			}
		case f.Kind == None:
		case (f.Kind == Aimed || f.Kind == Words && !f.Done && prefix == "") && f.key == "target" && wanted == Number:
		case f.Kind == Range && f.key == "target" && wanted == Number:
			if f.From != nil && f.To != nil && f.From.Cmp(*f.To) > 0 {
				c.add("K307", prefix+"target", "from", f.From.String(), "to", f.To.String())
			}
		case f.Kind != wanted:
			c.add("K306", prefix+f.key, "key", f.key, "wanted", [...]string{Number: "number", Words: "words"}[wanted])
		}
	}
}

// absent tells a figure that is not given. A target may also stand in the plan.
func (c *checker) absent(prefix, key string) {
	if prefix == "" && key == "target" {
		c.add("K305", key, "key", key, "hint", "target")
		return
	}
	c.add("K305", prefix+key, "key", key)
}

// breakdowns holds what is said to be the whole against the actual.
func (c *checker) breakdowns() {
	for n, b := range c.record.Breakdowns {
		sum, complete := new(big.Rat), c.record.Actual.IsNumber()
		for _, item := range b.Items {
			if complete = complete && item.Value.IsNumber(); complete {
				sum.Add(sum, item.Value.Value.Rat())
			}
		}
		if actual := c.record.Actual.Value; b.Whole && complete && sum.Cmp(actual.Rat()) != 0 {
			exact, _ := Digits(sum)
			c.add("K317", "breakdown["+strconv.Itoa(n)+"]", "sum", exact, "actual", actual.String())
		}
	}
}

// audit holds what the city printed against what is computed.
func (c *checker) audit(city *City) {
	r := c.record
	a := Achieve(city, r)
	field := "actual"
	if len(r.Parts) > 0 {
		field = "part[0].actual"
	}
	switch {
	case r.Published != "" && a.Exact == nil && a.NoRate == ReasonNoActual:
		c.add("K308", "published", "published", r.Published, "reason", string(a.NoRate))
	case r.Published != "" && a.NoRate == ReasonNegative && len(r.Notes) == 0:
		c.add("K333", "published", "published", r.Published, "actual", a.actual(r), "target", r.target())
	case !a.Agrees && r.Difference.IsZero():
		at, fit := suspect(city, r, a.Computed, field)
		c.add("K301", at, "published", r.Published, "computed", a.Computed, "working", Working(a, r), "result", resultOf(a))
		if fit != "" {
			args := c.faults[len(c.faults)-1].Args
			args["hint"], args["fit"] = "fit", fit
		}
	case a.Agrees && !r.Difference.IsZero():
		c.add("K302", "difference", "published", r.Published)
	}
	c.bands(city, a)
	c.verdicts(a)
	c.once(a)
	c.undecidable(a)
	c.soFar(a.Sum)
}

// soFar holds a printed sum against the years (K316); where they are not all here, against the year before's sum and
// this year's actual (K334), unless past values were reckoned anew or the record has a note, that says why.
func (c *checker) soFar(s *Sum) {
	r := c.record
	if !s.Known() || r.PrintedSoFar == nil {
		return
	}
	if !s.Printed && s.Value.Cmp(r.PrintedSoFar.Rat()) != 0 {
		c.add("K316", "so_far", "printed", r.PrintedSoFar.String(), "sum", s.String())
	}
	before := r.sumBefore()
	if !s.Printed || before == nil || !r.Actual.IsNumber() || r.Comparability.Limited() || len(r.Notes) > 0 {
		return
	}
	if carried := new(big.Rat).Add(before, r.Actual.Value.Rat()); carried.Cmp(s.Value) != 0 {
		places, _ := carried.FloatPrec()
		c.add("K334", "so_far", "printed", r.PrintedSoFar.String(), "sum", carried.FloatString(places))
	}
}

// once tells an outcome that disagrees with what was done once, of which pages say in
// every later year that it was done.
func (c *checker) once(a Achievement) {
	switch r := c.record; {
	case r.Actual.Kind != Words:
	case r.Undone && r.Actual.Done:
		c.add("K325", "actual", "message", "undone", "hint", "undone")
	case a.DoneIn != 0 && !r.Actual.Done:
		c.add("K325", "actual", "year", a.DoneIn.String())
	}
}

// bands tells a record for which the city's conditions decide nothing although
// every value is there, or several bands at once.
func (c *checker) bands(city *City, a Achievement) {
	if a.Doubtful {
		c.doubtful(a)
	}
	if a.Values == nil || len(a.Holding) == 1 {
		return
	}
	d := c.record.direction()
	if len(a.Holding) == 0 {
		for i := range city.Bands {
			if when := city.Bands[i].Condition(d); when != nil && when.Holds(a.Values) == Unknown {
				c.undecided(when, a.Values) // a value is not there, which the page says
				return
			}
		}
		c.add("K315", "actual", "values", a.writtenValues(city, d))
		return
	}
	c.add("K315", "actual", "message", "two", "hint", "two", "bands", strings.Join(a.Holding, ", "), "values", a.writtenValues(city, d))
}

// doubtful tells that the city's conditions and the target disagree on what is met.
func (c *checker) doubtful(a Achievement) {
	r, t := c.record, c.record.InForce()
	values := a.writtenValues(c.city, r.direction())
	switch {
	case t.Kind == Aimed:
		c.add("K321", "target", "message", "aim", "hint", "aim", "values", values, "bound", r.Baseline.Value.String(), "said", c.said(t))
	case t.Strict != NotStrict:
		c.add("K321", "target", "values", values, "bound", t.Value.String(), "said", c.said(t))
	case a.Values["actual"].Cmp(t.Value.Rat()) > 0:
		c.add("K321", "target", "message", "keep", "hint", "more", "values", values, "bound", t.Value.String())
	default:
		c.add("K321", "target", "message", "keep", "hint", "less", "values", values, "bound", t.Value.String())
	}
}

// undecidable warns of a target that is written so that nobody can say whether it is
// met: a step on the way that is not said to be done, a sum that lacks a year, and a
// direction whose words compare with the year before, where a baseline is compared.
func (c *checker) undecidable(a Achievement) {
	r, t := c.record, c.record.InForce()
	switch {
	case t.Kind == Words && !t.Done && r.Indicator.Measured == ByDone && (undoes(r.Baseline, t) || says(t, ofUndoing)):
		c.add("K320", "target", "message", "undo", "hint", "undo")
	case a.Unjudged == ReasonStep && a.Band == NotJudged:
		c.add("K320", "target", "message", "step", "hint", "step")
	case a.Sum != nil && a.Sum.Value == nil:
		c.add("K320", "actual", "message", "total", "hint", "total", "missing", a.Sum.Missing.String())
	case t.Kind == Aimed && c.city.gradesOnly() && r.Grade != "":
		// its grade has judged what its words ask for
	case t.Kind == Aimed && r.comparesElse(t):
		message, against := "other", Figure{}
		if says(t, ofAmounts) {
			c.add("K320", "target", "message", "amount", "hint", "amount", "said", c.said(t))
			return
		}
		if comparesYears(t) {
			message, against = "previous", r.Previous()
		} else if averaged(t) {
			message = "average"
		}
		bound := aimed(t, against)
		if _, number, ok := strings.Cut(bound, " = "); ok && says(t, ofBounds) {
			bound = "value = " + number // that value is enough
		}
		c.add("K320", "target", "message", message, "hint", message, "bound", bound, "said", c.said(t))
	}
}

// said is what the city prints of a target, for a hint that keeps its words.
func (c *checker) said(t Figure) string {
	for _, tag := range c.city.Languages {
		if words := t.Words[tag]; words != "" {
			return words
		}
	}
	return cmp.Or(t.Printed, "…")
}

// writtenValues are the values that the conditions name, for messages.
func (a *Achievement) writtenValues(city *City, d Direction) string {
	var list []string
	for _, name := range ConditionNames {
		x := a.Values[name]
		if x == nil || !city.bandsName(name, d) {
			continue
		}
		s, whole := Digits(x)
		if !whole {
			s += "…"
		}
		list = append(list, name+" = "+s)
	}
	return strings.Join(list, ", ")
}

// bandsName reports whether a condition of the city's bands names a value.
func (c *City) bandsName(name string, d Direction) bool {
	return slices.ContainsFunc(c.Bands, func(b Band) bool {
		when := b.Condition(d)
		return when != nil && slices.Contains(when.Names(), name)
	})
}

func (c *checker) evidence() {
	for i, e := range c.record.Evidence {
		field := "evidence[" + strconv.Itoa(i) + "]"
		p, err := e.Prove(c.record)
		switch {
		case err != nil:
			c.add("K311", field+".sum", "sum", e.Sum, "equals", e.Equals, "fault", err.Error())
		case !p.Holds:
			c.add("K310", field+".equals", "sum", e.Sum, "result", p.Rounded, "equals", p.Expected)
		}
	}
}

// plan compares the year's target, and its actual, with what the plan has for it.
func (c *checker) plan() {
	r := c.record
	planned, ok := r.Indicator.Targets[r.Year]
	if ok && r.Indicator.Total == nil && planned.IsNumber() && r.Target.IsNumber() && planned.Value.Cmp(r.Target.Value) != 0 && r.Comparability.Note.IsZero() && len(r.Notes) == 0 {
		c.add("K312", "target", "planned", planned.Value.String(), "target", r.Target.Value.String())
	}
	if h, ok := r.Indicator.History[r.Year]; ok && h.IsNumber() && r.Actual.IsNumber() && r.Actual.Value.Cmp(h.Value) != 0 {
		c.add("K322", "actual", "history", h.Value.String())
	}
}
