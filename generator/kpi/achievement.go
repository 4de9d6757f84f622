package kpi

import (
	"math/big"
	"slices"
)

// Rule is the arithmetic by which one achievement was computed.
type Rule string

// The rules, as they stand in open data.
const (
	ActualByTarget Rule = "actual/target"
	TargetByActual Rule = "target/actual"
	ByComplement   Rule = "complement"
	ByFromBaseline Rule = "from-baseline"
	ByRange        Rule = "range"
	ByMean         Rule = "mean"
	ByDoneOrNot    Rule = "done"
)

// Why there is no rate, besides the Reasons that data may give.
const (
	ReasonActualZero    Reason = "actual-zero"     // lower is better and the actual is 0
	ReasonTargetZero    Reason = "target-zero"     // a division by a target of 0
	ReasonOutOfRange    Reason = "out-of-range"    // a range has no rate outside itself
	ReasonNoPlannedMove Reason = "no-planned-move" // target = baseline
	ReasonNoBaseline    Reason = "no-baseline"     // nothing to compare with
	ReasonNoActual      Reason = "no-actual"       // not yet known
	ReasonPartMissing   Reason = "part-missing"    // a part of a composite has no rate
	ReasonNotComputable Reason = "not-computable"  // refused by the checks; never published
	ReasonTargetRange   Reason = "target-is-range" // a range gives no planned change
	ReasonPartsOnly     Reason = "parts-only"      // a composite has no baseline as a whole
	ReasonNotNumeric    Reason = "not-numeric"     // words cannot be subtracted
)

// Against is how the actual stands to the baseline, in the indicator's
// direction.
type Against string

// The outcomes; NoComparison has its reason in AgainstReason.
const (
	NoComparison Against = ""
	Better       Against = "better"
	SameAs       Against = "same"
	Worse        Against = "worse"
)

// Flag is shown apart from the band.
type Flag string

// The flags.
const (
	FlagWorse         Flag = "worse-than-baseline"
	FlagNotComparable Flag = "not-comparable"
	FlagReconstructed Flag = "reconstructed"
	FlagProvisional   Flag = "provisional"
)

var hundred = big.NewRat(100, 1)

// Achievement is what came of one indicator in one year, computed exactly.
type Achievement struct {
	Rule     Rule
	Exact    *big.Rat // nil when there is no rate
	NoRate   Reason   // why Exact is nil
	Places   int      // digits after the point at which Computed is rounded
	Computed string   // Exact rounded half up, once; "" without a rate
	Agrees   bool     // nothing was printed, or Computed is what was printed

	Band string // id of a Band, or Pending

	Against       Against
	AgainstReason Reason
	Change        *big.Rat // actual − baseline, nil when not numeric

	Share       *big.Rat // percent of the planned change that was reached
	ShareReason Reason   // why Share is nil

	Start *big.Rat // the baseline put through the same rule, nil when it has none
	Flags []Flag
	Parts []Achievement // of a composite, in the order of its parts
}

// Achieve computes the achievement of a record by the city's rules (DESIGN,
// section 5):
//
//	ratio          actual ÷ target × 100; target ÷ actual × 100 when lower is better
//	complement     (2 − actual ÷ target) × 100, for lower is better
//	from-baseline  (actual − baseline) ÷ (target − baseline) × 100
//	range, 維持     100 inside; no rate outside
//	parts          the mean of the parts' unrounded achievements
//	done           100 or 0
//
// It is rounded half up once, at the decimals that the city printed, or one
// where nothing was printed. A division by zero or a missing value is a stated
// reason, never a number.
func Achieve(city *City, r *Record) Achievement {
	ind := r.Indicator
	a := Achievement{Places: places(r.Published)}
	switch ind.Measured {
	case ByParts:
		a.mean(city, r)
	case ByDone:
		a.done(r)
	default:
		a.number(city, ind, r.Baseline, r.Target, r.Actual)
	}
	a.conclude(city, r)
	return a
}

func places(published string) int {
	if published == "" {
		return 1
	}
	d, err := ParseDecimal(published)
	if err != nil {
		return 1
	}
	return d.Places()
}

// number fills in the rate and the three comparisons of one numeric value.
func (a *Achievement) number(city *City, ind *Indicator, baseline, target, actual Figure) {
	formula := ind.Formula
	if formula == "" {
		formula = city.Formula
	}
	a.Rule = ruleFor(formula, ind.Direction, target)
	a.Exact, a.NoRate = rate(a.Rule, baseline, target, actual)
	if baseline.IsNumber() {
		a.Start, _ = rate(a.Rule, baseline, target, baseline)
	}
	a.compare(ind.Direction, baseline, target, actual)
	a.share(baseline, target, actual)
}

func ruleFor(f Formula, d Direction, target Figure) Rule {
	switch {
	case d == Maintain || target.Kind == Range:
		return ByRange
	case f == FromBaseline:
		return ByFromBaseline
	case d == Decrease && f == Complement:
		return ByComplement
	case d == Decrease:
		return TargetByActual
	}
	return ActualByTarget
}

// rate applies one rule. Exactly one of its results is set.
func rate(rule Rule, baseline, target, actual Figure) (*big.Rat, Reason) {
	if target.Missing() {
		return nil, missing(target)
	}
	if actual.Missing() {
		return nil, missing(actual)
	}
	if rule == ByRange {
		if inside(target, actual.Value) {
			return new(big.Rat).Set(hundred), ""
		}
		return nil, ReasonOutOfRange
	}
	if !target.IsNumber() || !actual.IsNumber() {
		return nil, ReasonNotNumeric
	}
	t, v := target.Value.Rat(), actual.Value.Rat()
	switch rule {
	case ActualByTarget:
		if t.Sign() == 0 {
			return nil, ReasonTargetZero
		}
		return percent(v, t), ""
	case TargetByActual:
		if v.Sign() == 0 {
			return nil, ReasonActualZero
		}
		if t.Sign() == 0 {
			return nil, ReasonTargetZero
		}
		return percent(t, v), ""
	case ByComplement:
		if t.Sign() == 0 {
			return nil, ReasonTargetZero
		}
		if v.Sign() == 0 {
			return nil, ReasonActualZero
		}
		p := percent(v, t)
		return p.Sub(big.NewRat(200, 1), p), ""
	case ByFromBaseline:
		if !baseline.IsNumber() {
			return nil, ReasonNoBaseline
		}
		b := baseline.Value.Rat()
		t.Sub(t, b)
		if t.Sign() == 0 {
			return nil, ReasonNoPlannedMove
		}
		return percent(v.Sub(v, b), t), ""
	}
	return nil, ReasonNotComputable
}

func missing(f Figure) Reason {
	if f.None == "" || f.None == NotYet {
		return ReasonNoActual
	}
	return f.None
}

// inside reports whether a value meets a range, or a target to be kept.
func inside(target Figure, v Decimal) bool {
	if target.IsNumber() {
		return v.Cmp(target.Value) == 0
	}
	return (target.From == nil || v.Cmp(*target.From) >= 0) && (target.To == nil || v.Cmp(*target.To) <= 0)
}

func percent(x, of *big.Rat) *big.Rat {
	p := new(big.Rat).Quo(x, of)
	return p.Mul(p, hundred)
}

// mean is the rule of a composite. It has no baseline of its own.
func (a *Achievement) mean(city *City, r *Record) {
	a.Rule = ByMean
	a.AgainstReason, a.ShareReason = ReasonPartsOnly, ReasonPartsOnly
	sum := new(big.Rat)
	for _, p := range r.Parts {
		part := *r.Indicator
		part.Measured, part.Direction, part.Parts = ByNumber, p.Part.Direction, nil
		var pa Achievement
		pa.Places = 1
		pa.number(city, &part, p.Baseline, p.Target, p.Actual)
		pa.round()
		a.Parts = append(a.Parts, pa)
		if pa.Exact == nil {
			if a.NoRate = ReasonPartMissing; p.Target.Missing() || p.Actual.Missing() {
				a.NoRate = ReasonNoActual
			}
			continue
		}
		sum.Add(sum, pa.Exact)
	}
	if a.NoRate == "" && len(a.Parts) == 0 {
		a.NoRate = ReasonPartMissing
	}
	if a.NoRate == "" {
		a.Exact = sum.Quo(sum, big.NewRat(int64(len(a.Parts)), 1))
	}
}

// done is the rule of a qualitative indicator.
func (a *Achievement) done(r *Record) {
	a.Rule, a.ShareReason = ByDoneOrNot, ReasonNotNumeric
	if r.Actual.Kind != Words {
		a.NoRate, a.AgainstReason = missing(r.Actual), ReasonNoActual
		return
	}
	a.Exact = new(big.Rat)
	if r.Actual.Done {
		a.Exact.Set(hundred)
	}
	if r.Baseline.Kind != Words {
		a.AgainstReason = ReasonNoBaseline
		return
	}
	switch {
	case r.Baseline.Done == r.Actual.Done:
		a.Against = SameAs
	case r.Actual.Done:
		a.Against = Better
	default:
		a.Against = Worse
	}
}

func (a *Achievement) round() {
	if a.Exact != nil {
		a.Computed = Round(a.Exact, a.Places)
	}
}

// conclude rounds, compares with what was printed, and draws band and flags.
func (a *Achievement) conclude(city *City, r *Record) {
	a.round()
	a.Agrees = r.Published == "" || a.Computed == r.Published
	a.Band = a.band(city, r)
	if a.Against == Worse {
		a.Flags = append(a.Flags, FlagWorse)
	}
	if r.Comparability.Limited() {
		a.Flags = append(a.Flags, FlagNotComparable)
	}
	if len(r.Reconstructed.Values) > 0 {
		a.Flags = append(a.Flags, FlagReconstructed)
	}
	if r.Provisional {
		a.Flags = append(a.Flags, FlagProvisional)
	}
}

// band tests the exact value, lower bound included. Without a rate the band
// follows from whether the target was met.
func (a *Achievement) band(city *City, r *Record) string {
	numeric := r.Indicator.Measured == ByNumber
	if r.Provisional || a.NoRate == ReasonNoActual || numeric && (r.Actual.Missing() || r.Target.Missing()) || len(city.Bands) == 0 {
		return Pending
	}
	lowest := city.Bands[len(city.Bands)-1].ID
	if a.Exact == nil {
		if a.Met(r) {
			return city.Bands[0].ID
		}
		return lowest
	}
	for _, b := range city.Bands {
		if b.Open || a.Exact.Cmp(b.From.value()) >= 0 {
			return b.ID
		}
	}
	return lowest
}

// met reports whether an actual meets its target where no rate exists.
func met(d Direction, target, actual Figure) bool {
	if !target.IsNumber() || !actual.IsNumber() {
		return false
	}
	switch d {
	case Decrease:
		return actual.Value.Cmp(target.Value) <= 0
	case Increase:
		return actual.Value.Cmp(target.Value) >= 0
	}
	return false
}

// Met reports whether the indicator's target was met, however it is measured.
func (a *Achievement) Met(r *Record) bool {
	if a.Exact != nil {
		return a.Exact.Cmp(hundred) >= 0
	}
	if r.Indicator.Measured == ByParts {
		return len(r.Parts) > 0 && !slices.ContainsFunc(r.Parts, func(p PartRecord) bool {
			return !met(p.Part.Direction, p.Target, p.Actual)
		})
	}
	return met(r.Indicator.Direction, r.Target, r.Actual)
}
