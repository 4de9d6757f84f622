package site

import (
	"math/big"
	"strings"
	"unicode"

	"tassei/generator/kpi"
)

// Step is one line of the arithmetic: what it is, the expression, and a note.
type Step struct {
	Label string
	Sum   string
	Note  string
	Class string // "result" closes the sum
}

// Arithmetic is how an achievement was computed, line by line, with the city's
// printed figure under it.
type Arithmetic struct {
	Steps      []Step
	NoRate     string // why there is no rate
	Published  string // as the city printed it; "" when it printed none
	Agrees     bool
	Verdict    string
	Reason     Phrase // the declared reason of a difference
	SourceHref string // where the printed figure stands, "" for nowhere
	Rateless   bool   // no rate is spoken of
	Band       string // the city's condition with the numbers put in, "" for none
}

func (v *voice) arithmetic(r *kpi.Row, rec *kpi.Record) Arithmetic {
	a := Arithmetic{Rateless: v.rateless(r), Agrees: r.Agrees}
	if r.By == kpi.ByMean && a.Rateless && r.Exact == nil && r.Band == kpi.NotJudged {
		return a // figures that nobody judges
	}
	if r.By != kpi.ByNothing {
		a.add(v.Say("calc.rule"), v.ruleText(r), v.ruleNote(r))
	}
	if r.Sum.Known() && len(r.Sum.Addends) > 1 {
		a.add(v.Say("calc.sum"), v.sumOfYears(r.Sum), "")
	}
	switch r.By {
	case kpi.ByNothing:
	case kpi.ByMean:
		for i, p := range r.Achievement.Parts {
			a.add(v.words(rec.Parts[i].Part.Name), v.partSum(p, rec.Parts[i]), "")
		}
		if r.Exact != nil {
			a.add(v.Say("calc.numbers"), v.meanSum(r), "")
		}
	case kpi.ByDoneOrNot:
		done := v.Say("calc.done", "target", v.figure(r.InForce()).Text, "actual", v.figure(r.Actual).Text)
		if r.DoneIn != 0 { // this year's own actual, often none, does not explain the 100
			done = v.Say("finding.outcome.done_before", "done", v.year(r.DoneIn))
		}
		a.add(v.Say("calc.numbers"), done, "")
	case kpi.ByInside:
		a.add(v.Say("calc.numbers"), v.targetAndActual(r), "")
	default:
		if v.numbered(r) {
			a.add(v.Say("calc.numbers"), v.sum(r.Formula, r.Baseline, r.InForce(), v.counted(r)), "")
		}
	}
	if r.Exact == nil {
		if r.Progress != nil {
			a.progress(v, r)
		}
		if !v.rateless(r) {
			a.NoRate = v.reason(r.NoRate)
		}
	} else {
		a.result(v, r)
	}
	a.conclude(v, r, rec)
	a.Band = v.bandStep(r)
	return a
}

// numbered reports whether a sum can be written with all its numbers.
func (v *voice) numbered(r *kpi.Row) bool {
	return r.Formula != nil && v.counted(r).IsNumber() && r.InForce().IsNumber() &&
		(r.Exact != nil || r.Progress != nil || r.NoRate == kpi.ReasonActualZero || r.NoRate == kpi.ReasonTargetZero)
}

// counted is the value that the rule takes for the actual: the sum of the years
// of a total.
func (v *voice) counted(r *kpi.Row) kpi.Figure {
	if r.Sum.Known() {
		return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(r.Sum.String())}
	}
	return r.Actual
}

// ruleText is the arithmetic in the field's terms.
func (v *voice) ruleText(r *kpi.Row) string {
	if r.Formula != nil {
		return r.Formula.Write(v.termWriter())
	}
	return v.Say("rule." + string(r.By))
}

// sumOfYears writes the years of a total: 1,007 + 448 = 1,455.
func (v *voice) sumOfYears(s *kpi.Sum) string {
	terms := make([]string, 0, len(s.Addends))
	for i, t := range s.Addends {
		term := v.Number(t.Value.String())
		if i > 0 {
			term = v.operand(kpi.Figure{Kind: kpi.Number, Value: t.Value})
		}
		terms = append(terms, term)
	}
	return strings.Join(terms, " + ") + " = " + v.Number(s.String())
}

// progress adds the rate towards a later year's target.
func (a *Arithmetic) progress(v *voice, r *kpi.Row) {
	if r.By != kpi.ByDoneOrNot && r.By != kpi.ByInside {
		a.came(v, r, r.Progress)
	}
	note := v.Say("calc.progress_note", "year", v.dueYear(r))
	if r.Rule.Rounding != kpi.HalfUp {
		note += v.Say("list.separator") + lowered(v.Say("calc.rounding."+string(r.Rule.Rounding)))
	}
	a.Steps = append(a.Steps, Step{v.Say("calc.progress"), v.Plain(r.ProgressShown()), note, "result"})
}

// came adds the digits of a rate, and the highest rate where that takes its place.
func (a *Arithmetic) came(v *voice, r *kpi.Row, rate *big.Rat) {
	came := rate
	if r.Rule.Cap != nil {
		came = v.uncapped(r, rate)
	}
	a.add(v.Say("calc.result"), v.digits(came), "")
	if came.Cmp(rate) > 0 {
		a.add(v.Say("calc.capped"), v.Number(r.Rule.Cap.String()), "")
	}
}

// result adds what came out: the digits, and the figure rounded once.
func (a *Arithmetic) result(v *voice, r *kpi.Row) {
	last := Step{v.Say("table.achievement"), v.Plain(r.Computed), "", "result"}
	if r.By != kpi.ByDoneOrNot && r.By != kpi.ByInside {
		a.came(v, r, r.Exact)
		last.Label, last.Note = v.rounded(r.Rule.Rounding), v.placesNote(r.Places, r.Published != "")
	}
	a.Steps = append(a.Steps, last)
	if r.Shows != r.Computed && r.Shown() == r.Shows { // else pages show what the city printed
		a.Steps = append(a.Steps, Step{v.Say("calc.shown"), v.Plain(r.Shows), v.Say("calc.shown_note"), "result"})
	}
}

// uncapped is what the sum comes to before the city's highest rate takes its place, for who follows it by hand.
func (v *voice) uncapped(r *kpi.Row, rate *big.Rat) *big.Rat {
	if r.Formula == nil {
		return rate // a mean of parts
	}
	values := kpi.Values{}
	for name, f := range map[string]kpi.Figure{"baseline": r.Baseline, "target": r.InForce(), "actual": v.counted(r)} {
		if f.IsNumber() {
			values[name] = f.Value.Rat()
		}
	}
	if x, err := r.Formula.Value(values); err == nil {
		return x
	}
	return rate
}

func (v *voice) rounded(how kpi.Rounding) string {
	if how == kpi.HalfUp {
		return v.Say("calc.rounded")
	}
	return v.Say("calc.rounding." + string(how))
}

// placesNote says to how many decimals, and that the city prints so many.
func (v *voice) placesNote(places int, printed bool) string {
	switch {
	case places == 0 && printed:
		return v.Say("calc.whole")
	case places == 0:
		return v.Say("calc.whole_plain")
	case printed:
		return v.Count("calc.places", places)
	}
	return v.Count("calc.places_plain", places)
}

// bandStep is the condition of a city's own band with the numbers put in.
func (v *voice) bandStep(r *kpi.Row) string {
	b := v.city.Band(r.Band)
	if b == nil || r.Values == nil {
		return ""
	}
	d := r.Indicator.Direction
	if v.ranked(r) {
		d = kpi.Decrease
	}
	c := b.Condition(d)
	if c == nil {
		return ""
	}
	numbers := v.termWriter()
	numbers.Name = func(name string) string {
		if x := r.Values[name]; x != nil && name == "rate" {
			return v.exact(x)
		} else if x != nil { // a figure, or a sum of figures, in all its digits: cut off, two could not be told apart
			places, _ := x.FloatPrec()
			return v.Number(x.FloatString(places))
		}
		return v.Say("term." + name)
	}
	key := "calc.band"
	if r.Indicator.Measured == kpi.ByDone {
		key = "calc.band_done" // its numbers are nobody's figures
	}
	return v.Say(key, "band", v.band(r.Band).Name, "condition", v.condition(c), "numbers", c.Write(numbers))
}

// exact writes a value with its digits, and a sign where more follow.
func (v *voice) exact(x *big.Rat) string { return written(x, v.Number) }

func (v *voice) targetAndActual(r *kpi.Row) string {
	if r.Indicator.Measured == kpi.ByParts {
		var parts []string
		for _, p := range r.Parts {
			both := v.Say("calc.range", "target", v.figure(p.Target).Text, "actual", v.figure(p.Actual).Text)
			parts = append(parts, v.Say("calc.part", "name", v.words(p.Part.Name), "figures", both))
		}
		return strings.Join(parts, v.Say("calc.part_separator"))
	}
	return v.Say("calc.range", "target", v.value(r, r.InForce(), nil), "actual", v.value(r, v.counted(r), nil))
}

func (a *Arithmetic) add(label, sum, note string) {
	a.Steps = append(a.Steps, Step{Label: label, Sum: sum, Note: note})
}

func (a *Arithmetic) conclude(v *voice, r *kpi.Row, rec *kpi.Record) {
	a.Published = v.Plain(r.Published)
	switch {
	case r.Published == "" && rec.InItsPlace != "" && (len(a.Steps) > 0 || strings.ContainsFunc(rec.InItsPlace, unicode.IsLetter)): // a dash alone says nothing
		a.Published = rec.InItsPlace
	case r.Published == "" && (r.Exact == nil || v.city.PrintsNoRate() || r.Rule.Raise == nil):
	case r.Published == "" && rec.NonePublished != "" && rec.NonePublished != kpi.NotYet: // there is none, and none to come
	case r.Published == "":
		a.Verdict = v.Say("calc.none_printed")
	case r.Exact == nil:
		a.Verdict = v.Say("calc.kept")
	case r.Agrees:
		a.Verdict = v.Say("calc.agrees")
	default:
		a.Verdict = v.Say("calc.differs")
		a.Reason = v.phrase(rec.Difference)
	}
}

func (v *voice) ruleNote(r *kpi.Row) string {
	if r.Indicator.Measured != kpi.ByNumber {
		return ""
	}
	way := v.Say("direction." + string(r.Indicator.Direction))
	if name := v.words(r.Rule.Name); name != "" {
		return name + v.Say("rule.of", "direction", way)
	}
	return way
}

// sum is an expression with the numbers put in.
func (v *voice) sum(e *kpi.Expression, baseline, target, actual kpi.Figure) string {
	figures := map[string]kpi.Figure{"baseline": baseline, "target": target, "actual": actual}
	w := v.termWriter()
	w.Name = func(name string) string { return v.operand(figures[name]) }
	return e.Write(w)
}

func (v *voice) partSum(a kpi.Achievement, p kpi.PartRecord) string {
	if a.Exact == nil {
		return v.reason(a.NoRate)
	}
	if a.Formula == nil {
		return v.Say("calc.range", "target", v.figure(p.Target).Text, "actual", v.figure(p.Actual).Text) + " = " + v.digits(a.Exact)
	}
	return v.sum(a.Formula, p.Baseline, p.Target, p.Actual) + " = " + v.digits(a.Exact)
}

func (v *voice) meanSum(r *kpi.Row) string {
	s := "("
	for i := range r.Achievement.Parts {
		if i > 0 {
			s += " + "
		}
		s += v.digits(r.Achievement.Parts[i].Exact)
	}
	return s + ") ÷ " + v.Number(itoa(len(r.Achievement.Parts)))
}

// digits is the unrounded result, with a sign where more digits follow.
func (v *voice) digits(x *big.Rat) string { return written(x, v.Plain) }

func written(x *big.Rat, write func(string) string) string {
	s, whole := kpi.Digits(x)
	if s = write(s); !whole {
		s += "…"
	}
	return s
}

// rateless reports whether no rate is spoken of: the city prints none.
func (v *voice) rateless(r *kpi.Row) bool { return v.city.PrintsNoRate() && r.Published == "" }

// shows reports whether there is anything to tell of how a figure came about.
func (a *Arithmetic) shows() bool { return len(a.Steps) > 0 || a.Published != "" || a.Band != "" }
