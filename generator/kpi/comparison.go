package kpi

import "math/big"

// compare sets how the actual stands to the baseline.
func (a *Achievement) compare(d Direction, baseline, target, actual Figure) {
	switch {
	case !baseline.IsNumber():
		a.AgainstReason = ReasonNoBaseline
		return
	case !actual.IsNumber():
		a.AgainstReason = ReasonNoActual
		return
	}
	b, v := baseline.Value, actual.Value
	a.Change = new(big.Rat).Sub(v.Rat(), b.Rat())
	sign := a.Change.Sign()
	switch d {
	case Decrease:
		sign = -sign
	case Maintain:
		// Kept means: no further from the target than before.
		sign = distance(target, b).Cmp(distance(target, v))
	}
	a.Against = [...]Against{Worse, SameAs, Better}[sign+1]
}

// distance is how far a value lies outside its target; 0 inside.
func distance(target Figure, v Decimal) *big.Rat {
	d := new(big.Rat)
	from, to := target.From, target.To
	if target.IsNumber() {
		from, to = &target.Value, &target.Value
	}
	switch {
	case from != nil && v.Cmp(*from) < 0:
		d.Sub(from.Rat(), v.Rat())
	case to != nil && v.Cmp(*to) > 0:
		d.Sub(v.Rat(), to.Rat())
	}
	return d
}

func (a *Achievement) share(baseline, target, actual Figure) {
	switch {
	case !baseline.IsNumber():
		a.ShareReason = ReasonNoBaseline
	case target.Kind == Range:
		a.ShareReason = ReasonTargetRange
	case !target.IsNumber():
		a.ShareReason = missing(target)
	case !actual.IsNumber():
		a.ShareReason = ReasonNoActual
	case target.Value.Cmp(baseline.Value) == 0:
		a.ShareReason = ReasonNoPlannedMove
	default:
		b := baseline.Value.Rat()
		a.Share = percent(new(big.Rat).Sub(actual.Value.Rat(), b), new(big.Rat).Sub(target.Value.Rat(), b))
	}
}
