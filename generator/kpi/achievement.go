package kpi

import (
	"errors"
	"math/big"
)

var hundred = big.NewRat(100, 1)

// Achievement is what came of one indicator in one year, computed exactly.
type Achievement struct {
	Form     Form
	Met      Meeting
	Strict   bool   // the target asks for more than its value, or for less
	Unjudged Reason // why Met, or the band, is undecided

	By       Arithmetic
	Rule     *Rule       // of the rate; nil where no rule computes it
	Formula  *Expression // of the rule in the indicator's direction; nil where none is computed
	Exact    *big.Rat    // nil when there is no rate
	NoRate   Reason      // why Exact is nil
	Places   int         // digits after the point at which Computed is rounded
	Computed string      // Exact rounded once by the city's rounding; "" without a rate
	Agrees   bool        // nothing was printed, nothing can be computed, or Computed is what was printed
	Shows    string      // Computed, with more decimals where it would read as another band; "" without a rate; what pages show where the city printed none

	Progress *big.Rat // the rate towards a later year's target, for FormFinal and an unfinished total
	Sum      *Sum     // of a target over years
	Came     *Sum     // of one whose years are over, what it came to; nil where that is not known

	Band    string   // id of a Band or a built-in one
	Values  Values   // of the conditions of a city's own bands
	Holding []string // the bands whose condition holds; exactly one where all is well
	// Doubtful says that the city's conditions count as met what the target itself does
	// not, so that Met stays open (K321).
	Doubtful bool
	DoneIn   Year // done once, in this earlier year; 0 for not

	Against       Against
	AgainstReason Reason
	Change        *big.Rat // actual − baseline, nil when not numeric
	Broken        bool     // an earlier year missed what the target is to keep
	Returned      bool     // the actual is the baseline's again: a year between them had another

	Share       *big.Rat // percent of the planned change that was reached
	ShareReason Reason   // why Share is nil

	Start      *big.Rat // the baseline put through the same rule, nil when it has none
	StartShows string   // what pages show of it, like Shows
	Flags      []Flag
	Parts      []Achievement // of a composite, in the order of its parts
}

// Achieve computes the achievement of a record by the city's rules (DESIGN.md, 5
// and 17):
//
//	ratio          actual ÷ target × 100; target ÷ actual × 100 when lower is better
//	complement     (2 − actual ÷ target) × 100, for lower is better
//	from-baseline  (actual − baseline) ÷ (target − baseline) × 100
//	a city's own   its expression
//	range, 維持     100 inside; no rate outside
//	parts          the mean of the parts' unrounded achievements
//	done           100 or 0
//
// Whether the target is met follows from the target alone, never from the rate;
// a rate that says otherwise is not shown. It is rounded once by the city's
// rounding, at the decimals that the city printed, else declared, else printed
// the year before, else one. A division by zero or a missing value is a stated
// reason, never a number.
func Achieve(city *City, r *Record) Achievement {
	a := Achievement{Form: formOf(r), Rule: city.RuleFor(r)}
	a.Places = places(r, a.Rule)
	a.DoneIn = r.DoneBefore()
	switch {
	case a.DoneIn != 0:
		a.doneBefore(r)
	case r.Indicator.Measured == ByParts:
		a.mean(r)
	case r.Indicator.Measured == ByDone:
		a.done(r)
	default:
		a.Sum = r.SoFar()
		a.number(r, r.figures())
	}
	a.Returned = r.returned()
	a.Broken = r.broken()
	a.conclude(city, r)
	return a
}

// places is how many decimals a rate of the record has.
func places(r *Record, rule *Rule) int {
	if n, ok := printedPlaces(r.Published); ok {
		return n
	}
	if rule.Places != Undeclared {
		return rule.Places
	}
	for p := r.Before; p != nil; p = p.Before {
		if n, ok := printedPlaces(p.Published); ok {
			return n
		}
	}
	return 1
}

func printedPlaces(published string) (int, bool) {
	if published == "" {
		return 0, false
	}
	d, err := ParseDecimal(published)
	return d.Places(), err == nil
}

// figures are the three figures of a record or of a part, with what they mean.
type figures struct {
	form                     Form
	stated                   Reason // why the indicator is not judged, "" where it is
	direction                Direction
	rank                     bool // the numbers are places in an order
	baseline, target, actual Figure
}

func (r *Record) figures() figures {
	f := figures{form: formOf(r), direction: r.direction(), rank: r.Indicator.Measured == ByRank, baseline: r.Baseline, target: r.InForce(), actual: r.Actual}
	if r.Indicator.Direction == Neutral {
		f.stated = ReasonNeutral
	} else if r.Indicator.NotJudged {
		f.stated = ReasonNotJudged
	}
	return f
}

// number fills in meeting, rate and comparisons of one numeric value.
func (a *Achievement) number(r *Record, f figures) {
	a.Met, a.Strict = meets(f.form, f.direction, f.baseline, f.target, f.actual), f.target.Strict != NotStrict
	if f.form == FormTotal {
		a.total(r, &f)
	}
	if f.form == FormAim && !f.baseline.IsNumber() {
		a.Unjudged = ReasonNoBaseline
	}
	if f.target.Kind == Aimed && r.comparesElse(f.target) {
		a.elsewhere(r)
	}
	a.Formula = a.Rule.Expression(f.direction)
	a.Exact, a.NoRate = a.rate(f)
	a.onlyPrinted(r, f)
	if f.form == FormFinal {
		a.later(f.actual)
		if r.Comparability.Limited() && a.Rule.startsFromBaseline(f.direction) {
			a.Progress = nil // the way from a baseline that cannot be compared
		}
	}
	if a.Exact != nil && f.baseline.IsNumber() && a.By != ByInside {
		start := f
		start.actual = f.baseline
		a.Start, _ = a.compute(start)
		if a.contradicts(a.Start, meets(f.form, f.direction, f.baseline, f.target, f.baseline)) && f.form != FormAbove && f.form != FormBelow {
			a.Start = nil // 0 % of the way to a ceiling that the baseline keeps
		}
	}
	if f.form == FormTotal {
		a.AgainstReason, a.ShareReason, a.Start = ReasonTotal, ReasonTotal, nil
		return
	}
	a.compare(f)
	a.share(f)
}

// later takes what was computed against the final target for a progress: the
// year itself is not judged. Where there is no actual, that is the reason to give.
func (a *Achievement) later(actual Figure) {
	a.Progress, a.Exact = a.Exact, nil
	why := first(actual, ReasonNotDue)
	a.NoRate, a.Met, a.Unjudged = why, Unjudged, why
}

// total puts the sum so far in the actual's place. What is not reached before
// the last year is not yet missed.
func (a *Achievement) total(r *Record, f *figures) {
	a.Met = Unjudged
	switch {
	case r.Year > r.Indicator.Total.To: // judged in its last year, and never anew
		a.Came, a.Unjudged = r.cameTo(), ReasonTotalOver
		f.actual = Figure{Kind: None, None: ReasonTotalOver}
	case a.Sum == nil:
		if f.actual.IsNumber() { // its years have not begun
			f.actual = Figure{Kind: None, None: ReasonNotDue}
		}
		a.Unjudged = missing(f.actual)
	case a.Sum.Value == nil:
		a.Unjudged = ReasonYearMissing
		f.actual = Figure{Kind: None, None: ReasonYearMissing}
	default:
		sum, _ := ParseDecimal(a.Sum.String())
		f.actual = Figure{Kind: Number, Value: sum}
		form := FormValue
		if f.target.Kind == Range {
			form = FormRange
		}
		a.Met = meets(form, f.direction, Figure{}, f.target, f.actual)
		if r.Year < r.Indicator.Total.To && !a.settled(r, f) {
			a.Met, a.Unjudged = Unjudged, ReasonNotDue
		}
	}
}

// settled reports whether the years to come cannot change what a sum so far has come to:
// enough is reached, or more than was allowed, and nothing will be taken away again. Of
// what may be below 0, such as net migration, the last year alone tells.
func (a *Achievement) settled(r *Record, f *figures) bool {
	if f.actual.Value.Sign() < 0 || r.fellBack() || !f.target.IsNumber() {
		return false
	}
	target := f.target.Value.Sign()
	return f.direction == Increase && a.Met == Met && target > 0 || f.direction == Decrease && a.Met == Missed && target >= 0
}

// rate computes the rate. Exactly one of its results is set.
func (a *Achievement) rate(f figures) (*big.Rat, Reason) {
	a.By = ByNothing
	switch {
	case f.form == FormNone:
		return nil, ReasonNoTarget
	case f.form == FormNotYet:
		return nil, ReasonTargetNotYet
	case f.target.Kind == Aimed && !f.rank:
		a.Formula = nil
		return nil, first(f.actual, ReasonAim)
	case f.rank:
		a.Formula = nil
		return nil, first(f.actual, ReasonRank)
	case a.Formula == nil:
		return nil, first(f.actual, ReasonNoRule)
	}
	kept := f.target.Kind == Range || f.direction == Maintain && f.target.Strict == NotStrict
	if a.By = a.arithmetic(); kept {
		a.By, a.Formula = ByInside, nil
	}
	switch {
	case f.actual.Missing():
		return nil, missing(f.actual)
	case f.form == FormTotal && f.target.Kind == Range && a.Unjudged == ReasonNotDue: // a sum of some of its years is neither inside nor outside
		return nil, ReasonNotDue
	case kept:
		if !f.actual.IsNumber() {
			return nil, ReasonNotNumeric
		}
		if inside(f.target, f.actual.Value) {
			return new(big.Rat).Set(hundred), ""
		}
		if f.target.IsNumber() {
			return nil, ReasonNotKept
		}
		return nil, ReasonOutOfRange
	case !f.target.IsNumber() || !f.actual.IsNumber():
		return nil, ReasonNotNumeric
	}
	return a.compute(f)
}

// first is why there is no rate: there is no actual, else the reason given.
func first(actual Figure, why Reason) Reason {
	if actual.Missing() {
		return missing(actual)
	}
	return why
}

// arithmetic names how the formula computes.
func (a *Achievement) arithmetic() Arithmetic {
	switch a.Formula {
	case byRatio:
		return ActualByTarget
	case byInverse:
		return TargetByActual
	case byComplement:
		return ByComplement
	case byFromBaseline:
		return ByFromBaseline
	}
	return Arithmetic(a.Rule.ID)
}

// compute puts the numbers into the rule.
func (a *Achievement) compute(f figures) (*big.Rat, Reason) {
	b, t, v := f.baseline, f.target.Value, f.actual.Value
	named := a.By == ActualByTarget || a.By == TargetByActual || a.By == ByComplement
	switch {
	case named && t.Sign() == 0:
		if a.By == TargetByActual && v.Sign() == 0 {
			return nil, ReasonActualZero
		}
		return nil, ReasonTargetZero
	case named && (t.Sign() < 0 || v.Sign() < 0):
		return nil, ReasonNegative
	case named && a.By != ActualByTarget && v.Sign() == 0:
		return nil, ReasonActualZero
	case a.By == ByFromBaseline && b.IsNumber() && t.Cmp(b.Value) == 0:
		return nil, ReasonNoPlannedMove
	}
	values := Values{"target": f.target.Value.Rat(), "actual": f.actual.Value.Rat()}
	if b.IsNumber() {
		values["baseline"] = b.Value.Rat()
	}
	x, err := a.Formula.Value(values)
	var lacks MissingError
	switch {
	case errors.As(err, &lacks):
		return nil, ReasonNoBaseline
	case err != nil:
		return nil, ReasonDivision
	}
	if a.Rule.Cap != nil && x.Cmp(a.Rule.Cap.Rat()) > 0 {
		x = a.Rule.Cap.Rat()
	}
	return x, ""
}

// onlyPrinted drops a rate that nobody may rely on unless the city printed it:
// of an indicator that is not judged; outside of what was to be kept; and one
// that would read as met where the target is missed, or the other way, because
// the rule does not fit the target, such as a share of the way from the baseline
// where the target is a ceiling.
func (a *Achievement) onlyPrinted(r *Record, f figures) {
	if r.Published != "" {
		return
	}
	switch {
	case f.stated != "" && f.form == FormStated && !f.actual.Missing():
		a.Exact, a.NoRate = nil, f.stated
		return
	case a.Exact == nil:
	case a.Form == FormTotal && f.direction == Decrease && a.Unjudged == ReasonNotDue: // one of at most ten in the first of five years is not 1000 %
		a.Exact, a.NoRate = nil, ReasonNotDue
	case a.Form == FormKeep && a.Met == Missed:
		a.Exact, a.NoRate = nil, ReasonNotKept
	case a.Contradicts() && !a.AtBound():
		a.Exact, a.NoRate = nil, ReasonContradicts
	}
}

// Contradicts reports whether the rate reads as met where the target is missed, or
// the other way.
func (a *Achievement) Contradicts() bool { return a.contradicts(a.Exact, a.Met) }

func (a *Achievement) contradicts(rate *big.Rat, met Meeting) bool {
	if rate == nil || met == Unjudged {
		return false
	}
	full := hundred
	if c := a.Rule.Cap; c != nil && c.Rat().Cmp(full) < 0 {
		full = c.Rat()
	}
	return (rate.Cmp(full) >= 0) != (met == Met)
}

// AtBound reports whether a target was missed whose value was reached: it asks for
// more, or for less.
func (a *Achievement) AtBound() bool {
	return a.Met == Missed && a.Strict
}

func missing(f Figure) Reason {
	if f.None == "" || f.None == NotYet {
		return ReasonNoActual
	}
	return f.None
}

func percent(x, of *big.Rat) *big.Rat {
	p := new(big.Rat).Quo(x, of)
	return p.Mul(p, hundred)
}
