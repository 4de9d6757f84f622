package site

import "tassei/generator/kpi"

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
		return statedPlan(r)
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

// statedPlan is the sentence of a target that is only told.
func statedPlan(r *kpi.Row) string {
	switch t, final := r.InForce(), r.Indicator.Final; {
	case r.Indicator.Total != nil && t.Kind != kpi.Words:
		return "stated_total"
	case final != nil && r.Target.Missing() && final.Year > r.Year:
		return "stated_by"
	case t.Kind == kpi.Words:
		return "stated_words"
	}
	return "stated"
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
