package site

import (
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// Finding is what came of an indicator in two sentences made from the data:
// what was planned, and what happened.
type Finding struct {
	Plan, Outcome string
}

// Line is the finding in one line, for descriptions.
func (f Finding) Line(sep string) string {
	return strings.TrimSpace(f.Plan + sep + f.Outcome)
}

func (v *voice) finding(r *kpi.Row) Finding {
	if r.Indicator.Measured == kpi.ByParts {
		return v.partsFinding(r)
	}
	unit := r.Indicator.Unit
	target := r.InForce()
	pairs := []string{
		"baseline", v.value(r, r.Baseline, unit), "target", v.value(r, target, unit), "actual", v.value(r, r.Actual, unit),
		"it", v.Say("finding.it"), "year", v.dueYear(r), "from", "", "sum", "", "done", "", "why", v.whyNone(r.Actual), "why_target", v.whyNone(r.Target),
	}
	if r.Baseline.IsNumber() && target.IsNumber() && !v.ranked(r) && v.saidOnce(unit) {
		pairs[1] = ungrouped(v.figure(r.Baseline).Text, unit) // the unit stands at the last figure
	}
	if counts := v.words(r.Indicator.Counts); counts != "" {
		pairs[7] = v.Say("finding.counts", "counts", counts)
	}
	if t := r.Indicator.Total; t != nil {
		pairs[11] = v.year(t.From)
	}
	if r.Sum != nil && r.Sum.Value != nil {
		pairs[13] = v.withUnit(v.Number(kpi.Round(r.Sum.Value, r.Sum.Places)), unit)
	}
	if r.Came != nil {
		pairs = append(pairs, "came", v.withUnit(v.Number(kpi.Round(r.Came.Value, r.Came.Places)), unit))
	}
	if r.DoneIn != 0 {
		pairs[15] = v.year(r.DoneIn)
	}
	promised, came := v.plan(r), outcome(r)
	unlike := r.Comparability.Limited() && (moved[came] || came == "same" || came == "returned")
	if moved[came] && !namesBaseline[promised] && !(promised == "keep" && pairs[1] == pairs[3]) {
		came += "_from"
		if !v.ranked(r) && v.saidOnce(unit) {
			pairs[1] = v.figure(r.Baseline).Text
		}
	}
	f := Finding{Plan: v.Say("finding.plan."+promised, pairs...), Outcome: v.Say("finding.outcome."+came, pairs...)}
	if unlike { // what rose or fell may be the way of measuring
		f.Outcome += v.Say("sentence.separator") + v.Say("comparability."+string(r.Comparability.State))
	}
	if key := judgement(r); key != "" {
		if key == "missed" && v.beforeItsTarget(r) {
			key = "missed_later"
			pairs = append(pairs, "due", v.asOf(target.AsOf).Text)
		}
		f.Outcome += v.Say("sentence.separator") + v.Say("finding."+key, pairs...)
	}
	return Finding{Plan: oneStop(f.Plan), Outcome: oneStop(f.Outcome)}
}

// whyNone is why there is no value, within a sentence, with what is printed in its place.
func (v *voice) whyNone(f kpi.Figure) string {
	if f.Kind != kpi.None {
		return ""
	}
	reason := lowered(v.Say("reason." + string(f.None)))
	if v.tells(f) {
		return v.Say("finding.why_printed", "reason", reason, "printed", f.Printed)
	}
	return reason
}

// ranked reports whether an indicator's numbers are places in an order.
func (v *voice) ranked(r *kpi.Row) bool { return r.Indicator.Measured == kpi.ByRank }

// place says a place in an order, or a span of places, as such (4位～6位, 4th–6th);
// "" for what is none.
func (v *voice) place(r *kpi.Row, f kpi.Figure) string {
	switch {
	case !v.ranked(r):
	case f.IsNumber():
		return v.rank(f.Value)
	case f.Kind == kpi.Range && f.From != nil && f.To != nil:
		return v.Say("range.between", "from", v.rank(*f.From), "to", v.rank(*f.To))
	}
	return ""
}

// value is a figure in a sentence; a place in an order is said as one.
func (v *voice) value(r *kpi.Row, f kpi.Figure, unit lang.Text) string {
	if place := v.place(r, f); place != "" {
		return place
	}
	return v.measure(f, unit)
}

// dueYear is the year that a target is for where that is not the year itself.
func (v *voice) dueYear(r *kpi.Row) string {
	switch {
	case r.Indicator.Total != nil && r.Form != kpi.FormFinal:
		return v.year(r.Indicator.Total.To)
	case r.Form == kpi.FormFinal, r.Form == kpi.FormStated && r.Indicator.Final != nil:
		return v.year(r.Indicator.Final.Year)
	}
	return ""
}

// plan names the sentence that says what was promised. A direction is said in the
// city's own words where there are any: they may say more (前年度より減らす).
func (v *voice) plan(r *kpi.Row) string {
	key := plan(r)
	if r.Form == kpi.FormAim && r.InForce().Words.Has(v.Tag) {
		key = "aim_said"
		if r.Baseline.IsNumber() && !r.Baseline.Planned {
			key += "_from"
		}
	}
	return key
}

// aimed names what is said of a direction without a number, from a baseline or
// without one.
func aimed(r *kpi.Row, measured bool) string {
	key := "aim_" + string(r.InForce().Aim)
	if r.InForce().Aim == kpi.AimKeep && (r.Indicator.Direction != kpi.Maintain || r.Form == kpi.FormRange) {
		key = "aim_hold" // better is fine
	}
	if measured {
		key += "_from"
	}
	return key
}

// plan names the sentence that says what was promised. It follows from the form
// of the target alone, never from two numbers.
func plan(r *kpi.Row) string {
	b, t := r.Baseline, r.InForce()
	measured := b.IsNumber() && !b.Planned
	switch r.Form {
	case kpi.FormNone:
		if r.Target.None == kpi.NotSet && len(r.Indicator.Targets) > 0 {
			return "not_set_year" // the plan has them for other years
		}
		if r.Target.None == kpi.NotSet {
			return "not_set"
		}
		return "none"
	case kpi.FormNotYet:
		return "not_yet"
	case kpi.FormStated:
		switch final := r.Indicator.Final; {
		case r.Indicator.Total != nil && t.Kind != kpi.Words:
			return "stated_total"
		case final != nil && r.Target.Missing() && final.Year > r.Year:
			return "stated_by"
		case t.Kind == kpi.Words:
			return "stated_words"
		}
		return "stated"
	case kpi.FormFinal:
		return finalPlan(r, measured)
	case kpi.FormTotal:
		switch {
		case r.Came != nil:
			return "total_came"
		case r.Unjudged == kpi.ReasonTotalOver:
			return "total_over"
		}
		return "total"
	case kpi.FormDone, kpi.FormWords:
		return "done"
	case kpi.FormRank:
		if t.Kind == kpi.Aimed {
			return aimed(r, measured)
		}
		if t.IsNumber() && t.Value.String() != "1" {
			return "rank" // the tenth place or better
		}
		if b.IsNumber() && b.Value.Cmp(t.Value) == 0 {
			return "stay"
		}
		return "reach"
	case kpi.FormAim:
		return aimed(r, measured)
	case kpi.FormRange:
		return "range"
	case kpi.FormAbove, kpi.FormBelow:
		return string(r.Form)
	case kpi.FormFloor, kpi.FormCeiling:
		return bound(r, string(r.Form))
	case kpi.FormKeep:
		if r.Indicator.Direction == kpi.Maintain {
			return "keep"
		}
		if measured {
			return keepPlan(r)
		}
		return "planned_baseline"
	}
	return valuePlan(r, measured)
}

// keepPlan is the sentence of a target that equals the baseline: not to be worse than
// it. Only where nothing can be better (0, 100 %) is it to stay as it was.
func keepPlan(r *kpi.Row) string {
	t := r.InForce().Value
	if last := r.Indicator.Final; last != nil && last.Year > r.Year && last.Target.IsNumber() && last.Target.Value.Cmp(t) != 0 {
		return "reach" // a first step on the way to another value: nothing is to stay
	}
	switch r.Indicator.Direction {
	case kpi.Increase:
		percent := false
		for _, unit := range r.Indicator.Unit {
			percent = percent || isPercent(unit)
		}
		if !percent || t.Cmp(kpi.MustDecimal("100")) != 0 {
			return bound(r, "floor")
		}
	case kpi.Decrease:
		if t.Sign() != 0 {
			return bound(r, "ceiling")
		}
	}
	return "stay"
}

// bound is the sentence of a floor or a ceiling: to be kept, or to be reached again.
func bound(r *kpi.Row, key string) string {
	if r.Broken {
		key += "_again"
	}
	return key
}

// finalPlan is the sentence of a later year's value. As in a year of its own, it
// is to be raised or lowered only where it lies beyond the baseline.
func finalPlan(r *kpi.Row, measured bool) string {
	b, t := r.Baseline, r.InForce()
	if !b.IsNumber() || !t.IsNumber() || r.Indicator.Measured != kpi.ByNumber {
		return "final"
	}
	moves := t.Value.Cmp(b.Value)
	switch r.Indicator.Direction {
	case kpi.Increase:
		if moves <= 0 && t.Strict != kpi.NotStrict {
			return "final_bound"
		}
		if moves <= 0 {
			return "final_floor"
		}
		if measured {
			return "final_raise"
		}
	case kpi.Decrease:
		if moves >= 0 && t.Strict != kpi.NotStrict {
			return "final_bound"
		}
		if moves >= 0 {
			return "final_ceiling"
		}
		if measured {
			return "final_lower"
		}
	case kpi.Maintain:
		return "final_keep"
	}
	return "final"
}

// valuePlan is the sentence of a value beyond the baseline.
func valuePlan(r *kpi.Row, measured bool) string {
	switch {
	case !r.Baseline.IsNumber():
		return "reach"
	case !measured:
		return "planned_baseline"
	case r.Indicator.Direction == kpi.Decrease:
		return "lower"
	case r.Indicator.Direction == kpi.Increase:
		return "raise"
	}
	return "reach"
}

// namesBaseline are the sentences of a promise that say where it began. After any
// other, the sentence of a move does: "to stay at or above 98.5. It fell to 98.6" reads
// as a slip.
var namesBaseline = map[string]bool{
	"final_raise": true, "final_lower": true, "planned_baseline": true, "raise": true, "lower": true, "stay": true,
	"aim_hold_from": true, "aim_said_from": true, "aim_raise_from": true, "aim_lower_from": true, "aim_keep_from": true,
}

// moved are the outcomes that say which way the value went from the baseline.
var moved = map[string]bool{"rose": true, "fell": true, "rose_worse": true, "fell_worse": true, "rank_up": true, "rank_down": true}

// outcome names the sentence that says what happened. It says rose and fell
// only where a measured baseline makes that an observation.
func outcome(r *kpi.Row) string {
	b, a := r.Baseline, r.Actual
	total := r.Form == kpi.FormTotal || r.Form == kpi.FormStated && r.Indicator.Total != nil && a.Kind != kpi.Words
	switch {
	case r.DoneIn != 0:
		return "done_before"
	case a.Missing() && total && r.Sum != nil && r.Sum.Value != nil:
		return "total_alone"
	case a.Kind == kpi.None && a.None != kpi.NotYet:
		return "reason" // there will be none
	case a.Missing():
		return "none"
	case r.Provisional:
		return "provisional"
	case a.Kind == kpi.Words && !a.Done && a.Words.Equal(b.Words) && !r.Returned:
		return "still"
	case a.Kind == kpi.Words:
		return "done"
	case total && r.Sum != nil && r.Sum.Value != nil:
		return "total"
	case !b.IsNumber() || b.Planned || total:
		return "was"
	}
	went := a.Value.Cmp(b.Value)
	if r.Indicator.Measured == kpi.ByRank && went != 0 {
		return [...]string{"rank_up", "", "rank_down"}[went+1]
	}
	if r.Returned {
		return "returned"
	}
	key := [...]string{"fell", "same", "rose"}[went+1]
	if r.Against == kpi.Worse && !r.Comparability.Limited() {
		key += "_worse"
	}
	return key
}

// judgement names the sentence that says whether the target is met, where the
// numbers before it do not say so by themselves; "" for none.
func judgement(r *kpi.Row) string {
	if r.Band == kpi.Pending {
		return ""
	}
	switch r.Unjudged {
	case kpi.ReasonNotDue, kpi.ReasonYearMissing, kpi.ReasonTotalOver:
		if r.Band != kpi.NotJudged {
			return "" // the city judges it all the same, by a grade or without the sum
		}
		fallthrough
	case kpi.ReasonNeutral, kpi.ReasonNotJudged:
		return "unjudged." + string(r.Unjudged)
	}
	switch r.Form {
	case kpi.FormRange:
		switch {
		case r.Met == kpi.Missed:
			return "outside"
		case r.Met == kpi.Met && r.Exact == nil:
			return "met"
		}
	case kpi.FormValue:
		if r.Exact == nil && r.DoneIn == 0 {
			return [...]string{"", "missed", "met"}[r.Met]
		}
	case kpi.FormFloor, kpi.FormCeiling, kpi.FormKeep, kpi.FormAbove, kpi.FormBelow, kpi.FormAim, kpi.FormRank, kpi.FormTotal:
		if r.Form == kpi.FormKeep && r.Exact != nil {
			return ""
		}
		return [...]string{"", "missed", "met"}[r.Met]
	}
	return ""
}

// beforeItsTarget reports whether the target by which the city judges is dated later
// than the year and than the actual: it may still be met.
func (v *voice) beforeItsTarget(r *kpi.Row) bool {
	due, now := r.InForce().AsOf, r.Actual.AsOf
	if len(due.Months) > 0 {
		last := v.city.Calendar.Last(r.Year)
		if n := len(now.Months); n > 0 && now.Months[n-1].Index() > last.Index() {
			last = now.Months[n-1] // the staff on 1 April
		}
		return due.Months[0].Index() > last.Index()
	}
	return due.Normal.Year > max(int(r.Year), now.Normal.Year) // R8, be it a calendar or a fiscal year
}

func trimZero(s string) string { return strings.TrimSuffix(s, ".0") }

// enumerate lists things in a sentence: a, b and c.
func (v *voice) enumerate(things []string) string {
	last := len(things) - 1
	if last < 1 {
		return strings.Join(things, "")
	}
	return strings.Join(things[:last], v.Say("list.separator")) + v.Say("list.last") + things[last]
}
