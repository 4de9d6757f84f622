package kpi

import "math/big"

// compare sets how the actual stands to the baseline.
func (a *Achievement) compare(f figures) {
	switch {
	case !f.baseline.IsNumber():
		a.AgainstReason = ReasonNoBaseline
		return
	case !f.actual.IsNumber():
		a.AgainstReason = missing(f.actual)
		return
	}
	b, v := f.baseline.Value, f.actual.Value
	a.Change = new(big.Rat).Sub(v.Rat(), b.Rat())
	if f.stated != "" {
		a.AgainstReason = f.stated
		return
	}
	sign := a.Change.Sign()
	switch f.direction {
	case Decrease:
		sign = -sign
	case Maintain:
		if f.target.Aim == AimKeep {
			f.target = f.baseline // what was to be kept is the baseline
		}
		if !f.target.IsNumber() && f.target.Kind != Range {
			if a.AgainstReason = ReasonNoTarget; f.form == FormNotYet {
				a.AgainstReason = ReasonTargetNotYet
			}
			return
		}
		// Kept means: no further from the target than before.
		sign = distance(f.target, b).Cmp(distance(f.target, v))
		if f.target.IsNumber() && !f.rank && a.Met != Met {
			a.Against = [...]Against{Further, SameAs, Nearer}[sign+1]
			return
		}
	}
	a.Against = [...]Against{Worse, SameAs, Better}[sign+1]
}

// returned reports whether the actual is that of the baseline again, after a year that is
// known to have had another: it has not "stayed" there.
func (r *Record) returned() bool {
	var other func(Figure) bool
	switch a := r.Actual; {
	case a.IsNumber() && r.Baseline.IsNumber() && a.Value.Cmp(r.Baseline.Value) == 0:
		other = func(f Figure) bool { return f.IsNumber() && f.Value.Cmp(a.Value) != 0 }
	case a.Kind == Words && r.Baseline.Kind == Words && a.Words.Equal(r.Baseline.Words):
		other = func(f Figure) bool { return f.Kind == Words && !f.Words.Equal(a.Words) }
	default:
		return false
	}
	return r.earlier(other)
}

// broken reports whether a year before the record's is known to have missed what the record's
// target is to keep: whoever is to be at or above it again has not kept it.
func (r *Record) broken() bool {
	f := r.figures()
	switch f.form {
	case FormFloor, FormCeiling, FormKeep:
		return r.earlier(func(was Figure) bool { return meets(f.form, f.direction, f.baseline, f.target, was) == Missed })
	}
	return false
}

// earlier reports whether the actual of a year that is known from before the record's is of a kind.
func (r *Record) earlier(is func(Figure) bool) bool {
	for p := r.Before; p != nil; p = p.Before {
		if is(p.Actual) {
			return true
		}
	}
	for year, f := range r.Indicator.History {
		if year < r.Year && is(f) {
			return true
		}
	}
	return false
}

// Shifted reports whether a value is no nearer to what was to be kept than its baseline
// and no further from it, and is not the baseline itself: 7.4 and 7.6 of 6.5 to 8.5.
func (a *Achievement) Shifted() bool {
	return a.Against == SameAs && a.Change != nil && a.Change.Sign() != 0
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

// share measures the planned change, where the target lies beyond the baseline
// and so plans one.
func (a *Achievement) share(f figures) {
	switch {
	case f.form == FormNone:
		a.ShareReason = ReasonNoTarget
	case f.form == FormNotYet:
		a.ShareReason = ReasonTargetNotYet
	case f.stated != "":
		a.ShareReason = f.stated
	case f.rank:
		a.ShareReason = ReasonRank
	case f.target.Kind == Aimed:
		a.ShareReason = ReasonAim
	case !f.baseline.IsNumber():
		a.ShareReason = ReasonNoBaseline
	case f.target.Kind == Range:
		a.ShareReason = ReasonTargetRange
	case !f.target.IsNumber():
		a.ShareReason = ReasonNotNumeric
	case !f.actual.IsNumber():
		a.ShareReason = missing(f.actual)
	default:
		a.shareOfNumbers(f)
	}
}

func (a *Achievement) shareOfNumbers(f figures) {
	switch valueForm(f.direction, f.baseline, f.target) {
	case FormKeep:
		a.ShareReason = ReasonNoPlannedMove
		return
	case FormFloor, FormCeiling:
		a.ShareReason = ReasonBoundOnly
		return
	}
	if tooSmall(f) {
		a.ShareReason = ReasonPlanTooSmall
		return
	}
	b := f.baseline.Value.Rat()
	a.Share = percent(new(big.Rat).Sub(f.actual.Value.Rat(), b), new(big.Rat).Sub(f.target.Value.Rat(), b))
}

// fewestSteps is how many steps of its last decimal a planned change must span,
// so that its share does not hang on the rounding of the figures themselves.
const fewestSteps = 10

// tooSmall reports whether the planned change of a value with decimals is of
// the size of its last digit: from 99.43 to 99.44. Whole numbers are counts, of
// which one is one.
func tooSmall(f figures) bool {
	places := max(f.baseline.Value.Places(), f.target.Value.Places(), f.actual.Value.Places())
	if places == 0 {
		return false
	}
	planned := new(big.Rat).Sub(f.target.Value.Rat(), f.baseline.Value.Rat())
	planned.Abs(planned)
	step := new(big.Rat).SetFrac(big.NewInt(fewestSteps), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	return planned.Cmp(step) < 0
}
