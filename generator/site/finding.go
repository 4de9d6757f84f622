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
	if r.Sum.Known() {
		pairs[13] = v.withUnit(v.Number(r.Sum.String()), unit)
	}
	if r.Came != nil {
		pairs = append(pairs, "came", v.withUnit(v.Number(r.Came.String()), unit))
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
		return v.rangeOf(f, v.rank)
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
	case a.Missing() && total && r.Sum.Known():
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
	case total && r.Sum.Known():
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
	case kpi.ReasonNeutral, kpi.ReasonNotJudged, kpi.ReasonUngraded:
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
