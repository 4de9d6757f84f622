package site

import (
	"html/template"
	"math/big"

	"tassei/generator/kpi"
)

// Lens is one of the three ways to look at an indicator.
type Lens struct {
	Title   string
	Empty   bool   // nothing can be said; How tells why, "" where nobody spoke of a baseline
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
	b := v.bandOf(r)
	of := v.Say("lens.target_of")
	if r.Published == "" {
		of = v.Say("lens.target_unprinted")
	}
	if v.city.PrintsNoRate() || r.Published == "" && r.NoRate == kpi.ReasonNoRule {
		of = v.Say("lens.target_rateless")
	}
	l := Lens{Title: v.Say("lens.target"), Of: of, Outcome: b.Name, Class: b.Class, Shape: b.Shape}
	if r.Exact == nil {
		rateless := v.city.PrintsNoRate() || r.NoRate == kpi.ReasonNoRule
		if l.How = v.reason(r.NoRate); rateless && r.Unjudged != kpi.ReasonYearMissing { // a year's value is no total
			l.How = v.targetAndActual(r)
		}
		if r.Published != "" { // the city's own, which is not recomputed
			l.Value = v.percent(r.Shown())
		}
		return l
	}
	l.Value = v.percent(r.Shown())
	switch r.By {
	case kpi.ByMean:
		l.How = v.meanSum(r)
	case kpi.ByDoneOrNot:
		l.How = v.Say("rule." + string(r.By))
	case kpi.ByInside:
		l.How = v.targetAndActual(r)
	default:
		l.How = v.sum(r.Formula, r.Baseline, r.InForce(), v.counted(r))
	}
	if !r.Agrees { // the sum comes to another rate than the city's above it
		l.How += " = " + v.digits(r.Exact)
	}
	return l
}

func (v *voice) baselineLens(r *kpi.Row) Lens {
	l := Lens{Title: v.Say("lens.baseline"), Of: v.Say("lens.baseline_of")}
	if l.Empty = v.nothing(&l, r, r.Against == kpi.NoComparison, r.AgainstReason); l.Empty {
		return l
	}
	l.Outcome = v.soFar(r, v.against(r))
	if r.Against == kpi.Worse || r.Against == kpi.Further {
		l.Class = "worse"
	}
	if r.Change == nil || v.ranked(r) {
		l.How = v.Say("lens.words", "baseline", v.placed(r, r.Baseline).Text, "actual", v.placed(r, r.Actual).Text)
		return l
	}
	places := max(r.Actual.Value.Places(), r.Baseline.Value.Places())
	l.Value = v.difference(v.Signed(kpi.Round(r.Change, places)), r.Indicator.Unit)
	l.How = v.Number(r.Actual.Value.String()) + " − " + v.operand(r.Baseline)
	return l
}

// nothing tells in a lens why nothing can be said, where that is so: nothing is there to compare, or the size
// of a change that is none would be read as a fact.
func (v *voice) nothing(l *Lens, r *kpi.Row, lacks bool, why kpi.Reason) bool {
	switch {
	case r.Baseless():
	case lacks:
		l.Outcome, l.How = v.Say("lens.none"), v.reason(why)
	case r.Comparability.Limited():
		l.Outcome, l.How = v.Say("lens.none"), v.Say("comparability."+string(r.Comparability.State))
	default:
		return false
	}
	return true
}

// against says how a value compares with the baseline. One that moved and is as well kept
// as before is not called the same.
func (v *voice) against(r *kpi.Row) string {
	switch {
	case r.Shifted() && (r.Met == kpi.Met || r.InForce().Holds(r.Actual)):
		return v.Say("against.inside")
	case r.Shifted():
		return v.Say("against.as_far")
	}
	return v.Say("against." + string(r.Against))
}

// placed is a figure without its unit, a place in an order as one.
func (v *voice) placed(r *kpi.Row, f kpi.Figure) Phrase {
	if place := v.place(r, f); place != "" {
		return Phrase{Text: place}
	}
	return v.figure(f)
}

// targetOf is the target of a row as tables show it.
func (v *voice) targetOf(r *kpi.Row) Phrase {
	if due := v.due(r); due.Text != "" {
		return due
	}
	return v.placed(r, r.Target)
}

// step says of a year with a target on the way to the plan's last one both of them: the
// plan has not changed.
func (l *language) step(m MovedFigure, c *kpi.Change) MovedFigure {
	own, step, final := c.After, m.After, m.Before
	if own.Form == kpi.FormFinal {
		own, step, final = c.Before, m.Before, m.After
	}
	if m.Before = (Phrase{}); own.Year == own.Indicator.Final.Year { // there is no more way to go
		m.After = final
		return m
	}
	m.After = Phrase{Text: l.Say("changes.step", "step", step.Text, "year", l.year(own.Year), "final", final.Text)}
	return m
}

func (v *voice) shareLens(r *kpi.Row) Lens {
	l := Lens{Title: v.Say("lens.share"), Of: v.Say("lens.share_of")}
	if l.Empty = v.nothing(&l, r, r.Share == nil, r.ShareReason); l.Empty {
		return l
	}
	l.Value = v.percent(r.ShareShown())
	l.How = v.sum(kpi.PlannedShare(), r.Baseline, r.InForce(), r.Actual)
	switch {
	case r.Share.Sign() < 0:
		l.Outcome, l.Class = v.Say("share.backwards"), "worse"
	case r.Share.Cmp(hundred) >= 0 && r.Doubtful: // the share alone: no word of whether that is all
	case r.Share.Cmp(hundred) > 0 && (r.Met == kpi.Missed || r.Met == kpi.Unjudged && r.Indicator.Direction == kpi.Maintain): // also a graded value to date
		l.Outcome = v.Say("share.beyond") // what was to be kept went past it
	case r.Share.Cmp(hundred) == 0 && (r.Met == kpi.Missed || r.InForce().Strict != kpi.NotStrict):
		l.Outcome = v.Say("share.bound")
	case r.Share.Cmp(hundred) >= 0:
		l.Outcome = v.Say("share.all")
	case r.Share.Sign() == 0 && r.Returned && r.Against == kpi.NoComparison: // nor of how it compares with the baseline
	case r.Share.Sign() == 0 && r.Returned:
		l.Outcome = v.against(r)
	case r.Share.Sign() == 0:
		l.Outcome = v.Say("share.nothing")
	default:
		l.Outcome = v.Say("share.part")
	}
	l.Outcome = v.soFar(r, l.Outcome)
	return l
}

// soFar adds to an outcome that the actual is not final: half a year's figure
// has not made "all of the planned change".
func (v *voice) soFar(r *kpi.Row, outcome string) string {
	if !r.Provisional {
		return outcome
	}
	return v.Say("lens.so_far", "outcome", outcome)
}

// lensSentence says in words how the three lenses agree, or where they do not.
func (v *voice) lensSentence(r *kpi.Row) string {
	achievement := v.percent(r.Shown())
	switch {
	case v.city.PrintsNoRate() || r.DoneIn != 0:
		return "" // each lens says what it is about
	case r.Actual.Kind == kpi.None && r.Actual.None != kpi.NotYet && r.Indicator.Measured != kpi.ByParts:
		return v.Say("lens.two")
	case r.Actual.Missing() && r.Indicator.Measured != kpi.ByParts && r.Sum == nil:
		return v.Say("lens.no_actual")
	case r.Indicator.Measured == kpi.ByParts:
		return v.Say("lens.parts")
	case r.Contradicts() && r.AtBound():
		return v.Say("lens.bound", "achievement", achievement)
	case r.Contradicts() && r.Met == kpi.Missed:
		return v.Say("lens.unfit_missed", "achievement", achievement)
	case r.Contradicts():
		return v.Say("lens.unfit_met", "achievement", achievement)
	case r.Comparability.Limited() && r.Exact != nil && r.FromBaseline():
		return v.Say("lens.unlike_start", "achievement", achievement)
	case r.Against == kpi.Worse && r.Comparability.Limited() && r.Exact != nil:
		return v.Say("lens.worse_caution", "achievement", achievement)
	case r.Comparability.Limited() && r.Exact != nil:
		return v.Say("lens.unlike")
	case r.Against == kpi.Worse && r.Exact != nil && r.Exact.Sign() < 0:
		return v.Say("lens.all_worse")
	case r.Against == kpi.Worse && r.Exact != nil:
		return v.Say("lens.disagree_worse", "achievement", achievement)
	case r.Returned && r.Against == kpi.SameAs && r.Exact != nil && r.Exact.Cmp(hundred) < 0:
		return v.Say("lens.returned")
	case r.Returned && r.Against == kpi.SameAs && r.Exact != nil && r.Share != nil:
		return v.Say("lens.disagree_returned", "achievement", achievement)
	case r.Against == kpi.SameAs && r.Exact != nil && r.Exact.Cmp(hundred) < 0:
		return v.Say("lens.still")
	case r.Against == kpi.SameAs && r.Exact != nil && r.Share != nil:
		return v.Say("lens.disagree_same", "achievement", achievement)
	case r.Form == kpi.FormNone:
		return v.Say("lens.no_target")
	case r.Unjudged == kpi.ReasonNeutral || r.Unjudged == kpi.ReasonNotJudged:
		return v.Say("lens.stated")
	case r.AgainstReason == kpi.ReasonNoBaseline && r.Exact != nil:
		return v.Say("lens.only_target")
	case r.Against == kpi.NoComparison:
		return v.Say("lens.two")
	case r.Exact == nil || r.Share == nil:
		return v.Say("lens.two")
	}
	share := v.percent(r.ShareShown())
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
