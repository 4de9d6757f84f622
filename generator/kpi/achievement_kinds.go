package kpi

import (
	"math/big"
	"slices"
)

// mean is the achievement of a composite: the mean of its parts' unrounded
// rates. It has no baseline of its own.
func (a *Achievement) mean(r *Record) {
	a.By = ByMean
	a.AgainstReason, a.ShareReason = ReasonPartsOnly, ReasonPartsOnly
	rule := a.Rule
	sum := new(big.Rat)
	for _, p := range r.Parts {
		part := p.alone(r)
		pa := Achievement{Form: formOf(part), Rule: rule, Places: 1}
		pa.number(part, part.figures())
		pa.round()
		a.Parts = append(a.Parts, pa)
		if pa.Exact == nil {
			if a.NoRate != ReasonNoActual {
				a.NoRate = ReasonPartMissing
			}
			if p.Actual.Missing() && p.held() {
				a.NoRate = ReasonNoActual
			}
			continue
		}
		sum.Add(sum, pa.Exact)
	}
	if why := r.missingFor(); why != "" && a.NoRate == ReasonNoActual {
		a.NoRate = why
	}
	if len(a.Parts) == 0 {
		a.NoRate = ReasonPartMissing
	} else if !slices.ContainsFunc(a.Parts, func(p Achievement) bool { return p.Form != a.Parts[0].Form }) {
		switch form := a.Parts[0].Form; form {
		case FormNone, FormNotYet, FormStated:
			a.Form = form
		}
	}
	if rule.Raise == nil {
		a.By = ByNothing // no mean is asked for
		if a.NoRate == ReasonPartMissing {
			a.NoRate = ReasonNoRule
		}
	}
	if stated := r.figures().stated; stated != "" && r.Published == "" && slices.ContainsFunc(r.Parts, func(p PartRecord) bool { return !p.Actual.Missing() }) {
		a.By, a.NoRate = ByNothing, stated
	}
	if a.NoRate == "" {
		a.Exact = sum.Quo(sum, big.NewRat(int64(len(a.Parts)), 1))
	}
	a.meetParts(r)
}

// meetParts decides a composite: by its mean where there is one, which is the
// city's rule, by the rate that the city printed where a part can be neither met nor
// missed, so that only the city could work one out, else met when each part is that can
// be, once each of them has its actual.
func (a *Achievement) meetParts(r *Record) {
	if len(a.Parts) == 0 || !r.Indicator.Judged() {
		a.Unjudged = ReasonPartMissing
		return
	}
	if a.Exact != nil {
		a.Met = meeting(a.Exact.Cmp(hundred) >= 0)
		return
	}
	if r.awaited() {
		a.Unjudged = ReasonPartMissing // a part without its actual leaves the whole open, whatever the others are
		return
	}
	if d, err := ParseDecimal(r.Published); err == nil && a.Rule.Raise != nil && a.Form == FormParts && slices.ContainsFunc(r.Parts, func(p PartRecord) bool { return !p.held() }) {
		a.Met = meeting(d.Rat().Cmp(hundred) >= 0)
		return
	}
	held := 0
	a.Met = Met
	for i, p := range a.Parts {
		switch {
		case p.Met == Missed:
			a.Met, a.Unjudged = Missed, ""
			return
		case p.Met == Met:
			held++
		case r.Parts[i].held():
			a.Met, a.Unjudged = Unjudged, ReasonPartMissing
		}
	}
	if held == 0 {
		a.Met, a.Unjudged = Unjudged, ReasonPartMissing
	}
}

// alone is a part as a record of its own.
func (p *PartRecord) alone(r *Record) *Record {
	ind := *r.Indicator
	ind.Measured, ind.Direction, ind.Parts, ind.Final, ind.Total = ByNumber, p.Part.Direction, nil, nil, nil
	return &Record{Year: r.Year, Indicator: &ind, Baseline: p.Baseline, Target: p.Target, Actual: p.Actual}
}

// done is the achievement of something that is done or not.
func (a *Achievement) done(r *Record) {
	a.By, a.ShareReason = ByDoneOrNot, ReasonNotNumeric
	if a.Rule.Raise == nil {
		a.By, a.NoRate = ByNothing, ReasonNoRule
	}
	switch {
	case a.Form == FormNone:
		a.NoRate = ReasonNoTarget
	case a.Form == FormNotYet:
		a.NoRate = ReasonTargetNotYet
	}
	if stated := r.figures().stated; stated != "" && a.Form == FormStated && r.Published == "" { // as of a number that nobody judges
		a.By, a.NoRate = ByNothing, stated
	}
	if r.Actual.Kind != Words {
		a.NoRate, a.AgainstReason, a.Unjudged = missing(r.Actual), missing(r.Actual), missing(r.Actual)
		return
	}
	if a.Form == FormDone || a.Form == FormFinal {
		a.Met = meets(FormDone, r.Indicator.Direction, r.Baseline, r.InForce(), r.Actual)
	}
	switch {
	case a.Met == Unjudged && a.Form == FormDone:
		a.Unjudged = ReasonStep
		if a.NoRate == "" {
			a.NoRate = ReasonStep
		}
	case a.NoRate == "":
		a.Exact = new(big.Rat)
		if r.Actual.Done || a.Met == Met {
			a.Exact.Set(hundred)
		}
	}
	if a.Form == FormFinal && a.Met != Met {
		a.later(r.Actual)
	}
	a.compareWords(r)
}

func (a *Achievement) compareWords(r *Record) {
	switch {
	case !r.Indicator.Judged():
		a.AgainstReason = r.figures().stated
	case r.Baseline.Kind != Words:
		a.AgainstReason = ReasonNoBaseline
	case undoes(r.Baseline, r.InForce()): // what is gone is no worse
		a.AgainstReason = ReasonNotNumeric
	case r.Baseline.Done == r.Actual.Done && !r.Baseline.Words.Equal(r.Actual.Words):
		a.AgainstReason = ReasonNotNumeric // from one step to the next
	case r.Baseline.Done == r.Actual.Done:
		a.Against = SameAs
	case r.Actual.Done:
		a.Against = Better
	default:
		a.Against = Worse
	}
}

// doneBefore is the achievement of what was done in an earlier year and stays
// done: 100 where done is 100, met in any case.
func (a *Achievement) doneBefore(r *Record) {
	a.By, a.NoRate, a.Met = ByNothing, ReasonDoneBefore, Met
	a.AgainstReason, a.ShareReason = ReasonDoneBefore, ReasonDoneBefore
	if stated := r.figures().stated; stated != "" && r.Published == "" {
		a.NoRate, a.Met = stated, Unjudged
		return
	}
	if r.Indicator.Measured == ByDone && a.Rule.Raise != nil {
		a.By, a.NoRate, a.Exact = ByDoneOrNot, "", new(big.Rat).Set(hundred)
	}
}

func (a *Achievement) round() {
	if a.Exact != nil {
		a.Computed = a.Rule.Rounding.Round(a.Exact, a.Places)
	}
}

// conclude rounds, compares with what was printed, and draws band and flags.
func (a *Achievement) conclude(city *City, r *Record) {
	a.round()
	a.Agrees = r.Published == "" || a.Exact == nil || a.Computed == r.Published
	a.judge(city, r)
	a.Shows = a.shown(city, a.Exact, a.Places)
	a.StartShows = a.shown(city, a.Start, max(1, a.Places))
	if a.Against == Worse {
		a.Flags = append(a.Flags, FlagWorse)
	}
	if r.Comparability.Limited() {
		a.Flags = append(a.Flags, FlagNotComparable)
	}
	if len(r.Reconstructed.Values) > 0 {
		a.Flags = append(a.Flags, FlagReconstructed)
	}
	if r.Provisional && (r.Indicator.Measured == ByParts || !r.Actual.Missing()) { // what is not there is not provisional
		a.Flags = append(a.Flags, FlagProvisional)
	}
}

// shown writes a rate with so many decimals that it lies on the same side of
// every bound as the exact one: 99.97 is not shown as 100 beside "nearly".
func (a *Achievement) shown(city *City, rate *big.Rat, least int) string {
	if rate == nil {
		return ""
	}
	bounds := []*big.Rat{hundred}
	if !city.OwnBands {
		for _, b := range city.Bands {
			if !b.Open && !b.Grade {
				bounds = append(bounds, b.From.Rat())
			}
		}
	}
	return a.written(rate, least, func(x *big.Rat) bool { return sameSide(x, rate, bounds) })
}

func sameSide(x, y *big.Rat, bounds []*big.Rat) bool {
	return !slices.ContainsFunc(bounds, func(b *big.Rat) bool { return (x.Cmp(b) >= 0) != (y.Cmp(b) >= 0) })
}
