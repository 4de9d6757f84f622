package site

import (
	"html/template"
	"math/big"

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
	Steps     []Step
	NoRate    string // why there is no rate
	Published string // as the city printed it; "" when it printed none
	Agrees    bool
	Verdict   string
	Reason    Phrase // the declared reason of a difference
}

func (v *voice) arithmetic(r *kpi.Row, rec *kpi.Record) Arithmetic {
	a := Arithmetic{Agrees: r.Agrees}
	a.add(v.Say("calc.rule"), v.Say("rule."+string(r.Rule)), v.ruleNote(r))
	switch r.Rule {
	case kpi.ByMean:
		for i, p := range r.Achievement.Parts {
			a.add(v.words(rec.Parts[i].Part.Name), v.partSum(p, rec.Parts[i]), "")
		}
		if r.Exact != nil {
			a.add(v.Say("calc.numbers"), v.meanSum(r), "")
		}
	case kpi.ByDoneOrNot:
		a.add(v.Say("calc.numbers"), v.Say("calc.done", "target", v.figure(r.Target).Text, "actual", v.figure(r.Actual).Text), "")
	case kpi.ByRange:
		a.add(v.Say("calc.numbers"), v.Say("calc.range", "target", v.figure(r.Target).Text, "actual", v.figure(r.Actual).Text), "")
	default:
		if !r.Actual.Missing() && !r.Target.Missing() && (r.Exact != nil || r.Rule == kpi.TargetByActual) {
			a.add(v.Say("calc.numbers"), v.sum(r.Rule, r.Baseline, r.Target, r.Actual), "")
		}
	}
	if r.Exact == nil {
		a.NoRate = v.reason(r.NoRate)
		return a
	}
	last := Step{v.Say("table.achievement"), v.Plain(r.Computed), "", "result"}
	if r.Rule != kpi.ByDoneOrNot && r.Rule != kpi.ByRange {
		a.add(v.Say("calc.result"), v.digits(&r.Achievement), "")
		last.Label, last.Note = v.Say("calc.rounded"), v.Say("calc.whole")
		if r.Places > 0 {
			last.Note = v.Count("calc.places", r.Places)
		}
	}
	if v.bandCrossed(r) {
		last.Note += v.Say("calc.band_exact", "exact", v.digits(&r.Achievement))
	}
	a.Steps = append(a.Steps, last)
	a.conclude(v, r, rec)
	return a
}

// bandCrossed reports whether the rounded achievement would stand in another
// band than the exact one, by which the band is decided.
func (v *voice) bandCrossed(r *kpi.Row) bool {
	if r.Exact == nil || r.Band == kpi.Pending {
		return false
	}
	shown, ok := new(big.Rat).SetString(r.Computed)
	for _, b := range v.city.Bands {
		if ok && (b.Open || shown.Cmp(b.From.Rat()) >= 0) {
			return b.ID != r.Band
		}
	}
	return false
}

func (a *Arithmetic) add(label, sum, note string) {
	a.Steps = append(a.Steps, Step{Label: label, Sum: sum, Note: note})
}

func (a *Arithmetic) conclude(v *voice, r *kpi.Row, rec *kpi.Record) {
	a.Published = v.Plain(r.Published)
	switch {
	case r.Published == "":
		a.Verdict = v.Say("calc.none_printed")
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
	return v.Say("direction." + string(r.Indicator.Direction))
}

// sum is a rule with the numbers put in.
func (v *voice) sum(rule kpi.Rule, baseline, target, actual kpi.Figure) string {
	return v.Say("sum."+string(rule), "baseline", v.operand(baseline), "target", v.operand(target), "actual", v.operand(actual))
}

func (v *voice) partSum(a kpi.Achievement, p kpi.PartRecord) string {
	if a.Exact == nil {
		return v.reason(a.NoRate)
	}
	return v.sum(a.Rule, p.Baseline, p.Target, p.Actual) + " = " + v.digits(&a)
}

func (v *voice) meanSum(r *kpi.Row) string {
	s := "("
	for i := range r.Achievement.Parts {
		if i > 0 {
			s += " + "
		}
		s += v.digits(&r.Achievement.Parts[i])
	}
	return s + ") ÷ " + v.Number(itoa(len(r.Achievement.Parts)))
}

// digits is the unrounded result, with a sign where more digits follow.
func (v *voice) digits(a *kpi.Achievement) string {
	s, whole := kpi.Digits(a.Exact)
	s = v.Plain(s)
	if !whole {
		s += "…"
	}
	return s
}

// Lens is one of the three ways to look at an indicator.
type Lens struct {
	Title   string
	Of      string // what it compares
	Value   string // "" when there is none
	Outcome string
	Class   string        // met, near, behind, pending, or worse
	Shape   template.HTML // of the band
	How     string        // the sum with the numbers put in
	Chart   chartView
}

// lenses are always three; what cannot be computed says why.
func (v *voice) lenses(r *kpi.Row) []Lens {
	return []Lens{v.targetLens(r), v.baselineLens(r), v.shareLens(r)}
}

func (v *voice) targetLens(r *kpi.Row) Lens {
	b := v.band(r.Band)
	l := Lens{Title: v.Say("lens.target"), Of: v.Say("lens.target_of"), Outcome: b.Name, Class: b.Class, Shape: b.Shape}
	if r.Exact == nil {
		l.How = v.reason(r.NoRate)
		return l
	}
	l.Value = v.percent(r.Shown())
	switch r.Rule {
	case kpi.ByMean:
		l.How = v.meanSum(r)
	case kpi.ByDoneOrNot:
		l.How = v.Say("rule." + string(r.Rule))
	case kpi.ByRange:
		l.How = v.Say("calc.range", "target", v.figure(r.Target).Text, "actual", v.figure(r.Actual).Text)
	default:
		l.How = v.sum(r.Rule, r.Baseline, r.Target, r.Actual)
	}
	return l
}

func (v *voice) baselineLens(r *kpi.Row) Lens {
	l := Lens{Title: v.Say("lens.baseline"), Of: v.Say("lens.baseline_of")}
	if r.Against == kpi.NoComparison {
		l.Outcome, l.How = v.Say("lens.none"), v.reason(r.AgainstReason)
		return l
	}
	l.Outcome = v.Say("against." + string(r.Against))
	if r.Against == kpi.Worse {
		l.Class = "worse"
	}
	if r.Change == nil {
		l.How = v.Say("lens.words", "baseline", v.figure(r.Baseline).Text, "actual", v.figure(r.Actual).Text)
		return l
	}
	places := max(r.Actual.Value.Places(), r.Baseline.Value.Places())
	l.Value = v.difference(v.Signed(kpi.Round(r.Change, places)), r.Indicator.Unit)
	l.How = v.figure(r.Actual).Text + " − " + v.operand(r.Baseline)
	return l
}

func (v *voice) shareLens(r *kpi.Row) Lens {
	l := Lens{Title: v.Say("lens.share"), Of: v.Say("lens.share_of")}
	if r.Share == nil {
		l.Outcome, l.How = v.Say("lens.none"), v.reason(r.ShareReason)
		return l
	}
	l.Value = v.percent(kpi.Round(r.Share, 1))
	l.How = v.sum(kpi.ByFromBaseline, r.Baseline, r.Target, r.Actual)
	switch {
	case r.Share.Sign() < 0:
		l.Outcome, l.Class = v.Say("share.backwards"), "worse"
	case r.Share.Cmp(hundred) >= 0:
		l.Outcome = v.Say("share.all")
	case r.Share.Sign() == 0:
		l.Outcome = v.Say("share.nothing")
	default:
		l.Outcome = v.Say("share.part")
	}
	return l
}

// lensSentence says in words how the three lenses agree, or where they do not.
func (v *voice) lensSentence(r *kpi.Row) string {
	achievement := v.percent(r.Shown())
	switch {
	case r.Actual.Missing() && r.Indicator.Measured != kpi.ByParts:
		return v.Say("lens.no_actual")
	case r.Indicator.Measured == kpi.ByParts:
		return v.Say("lens.parts")
	case r.Against == kpi.Worse && r.Comparability.Limited():
		return v.Say("lens.worse_caution", "achievement", achievement)
	case r.Against == kpi.Worse && r.Exact != nil && r.Exact.Sign() < 0:
		return v.Say("lens.all_worse")
	case r.Against == kpi.Worse && r.Exact != nil:
		return v.Say("lens.disagree_worse", "achievement", achievement)
	case r.Against == kpi.SameAs && r.Exact != nil && r.Exact.Cmp(hundred) < 0:
		return v.Say("lens.still")
	case r.Against == kpi.SameAs && r.Exact != nil && r.Share != nil:
		return v.Say("lens.disagree_same", "achievement", achievement)
	case r.Against == kpi.NoComparison:
		return v.Say("lens.only_target")
	case r.Exact == nil || r.Share == nil:
		return v.Say("lens.two")
	}
	share := v.percent(kpi.Round(r.Share, 1))
	apart := new(big.Rat).Sub(r.Exact, r.Share)
	twice := new(big.Rat).Add(r.Exact, r.Exact)
	switch {
	case r.Exact.Cmp(hundred) < 0 && apart.Cmp(twenty) >= 0:
		return v.Say("lens.disagree_share", "achievement", achievement, "share", share)
	case r.Exact.Cmp(hundred) >= 0 && r.Share.Cmp(twice) > 0:
		return v.Say("lens.disagree_over", "achievement", achievement, "share", share)
	}
	return v.Say("lens.agree")
}
