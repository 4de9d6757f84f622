package kpi

import (
	"math/big"

	"tassei/generator/lang"
)

// Form is what a target can be (DESIGN.md, 17): it decides what the plan is
// said to be, when it is met and whether a planned change can be measured.
type Form string

// The forms, as they stand in open data.
const (
	FormNone    Form = "none"         // no target was set: never judged
	FormNotYet  Form = "not-yet"      // a target is still being decided
	FormStated  Form = "stated"       // a target of an indicator that no one judges
	FormValue   Form = "value"        // a value beyond the baseline, or without a baseline
	FormFloor   Form = "floor"        // higher is better and the target lies below the baseline
	FormCeiling Form = "ceiling"      // lower is better and the target lies above the baseline
	FormKeep    Form = "keep"         // the baseline itself, or a value to be kept (維持)
	FormAbove   Form = "above"        // more than a value, the value itself is not enough
	FormBelow   Form = "below"        // less than a value
	FormRange   Form = "range"        // inside a range
	FormAim     Form = "aim"          // a direction without a number
	FormRank    Form = "rank"         // a place in an order, 1 the first
	FormDone    Form = "done"         // done or not done
	FormParts   Form = "parts"        // the targets of several parts
	FormTotal   Form = "total"        // a sum over several years
	FormFinal   Form = "final"        // only a later year's value
	FormWords   Form = "as-published" // words that give no rule
)

// Forms lists the forms, for code lists.
var Forms = []Form{FormNone, FormNotYet, FormStated, FormValue, FormFloor, FormCeiling, FormKeep, FormAbove, FormBelow,
	FormRange, FormAim, FormRank, FormDone, FormParts, FormTotal, FormFinal, FormWords}

// Aim is a target that names a direction and no number.
type Aim string

// The aims.
const (
	AimRaise Aim = "raise"
	AimLower Aim = "lower"
	AimKeep  Aim = "keep"
)

// Aims lists the aims, for the data.
var Aims = []Aim{AimRaise, AimLower, AimKeep}

// Strict says that a target's value itself is not enough.
type Strict string

// The strict bounds: 超, 未満.
const (
	NotStrict Strict = ""
	Above     Strict = "above"
	Below     Strict = "below"
)

// Meeting says whether a target is met.
type Meeting int

// The outcomes; Unjudged has its reason in Achievement.Unjudged.
const (
	Unjudged Meeting = iota
	Missed
	Met
)

// Total is a target for the sum of several years' actuals.
type Total struct{ From, To Year }

// Judged reports whether the city has a rule by which the indicator is judged.
func (i *Indicator) Judged() bool { return !i.NotJudged && i.Direction != Neutral }

// formOf tells what the target of a record is.
func formOf(r *Record) Form {
	ind, t := r.Indicator, r.InForce()
	switch {
	case ind.Measured == ByParts:
		return FormParts
	case t.Missing() && t.None == NotYet:
		return FormNotYet
	case t.Missing():
		return FormNone
	case !ind.Judged():
		return FormStated
	case ind.Total != nil && ind.Measured == ByNumber && (t.Kind == Number || t.Kind == Range):
		return FormTotal
	case r.finalOnly():
		return FormFinal
	case ind.Measured == ByDone:
		return FormDone
	case ind.Measured == ByRank:
		return FormRank
	case t.Kind == Aimed:
		return FormAim
	case t.Kind == Words:
		return FormWords
	case ind.Total != nil:
		return FormTotal
	case t.Kind == Range:
		return FormRange
	case t.Strict == Above:
		return FormAbove
	case t.Strict == Below:
		return FormBelow
	case ind.Direction == Maintain:
		return FormKeep
	}
	return valueForm(ind.Direction, r.Baseline, t)
}

// valueForm tells a value to be reached from one that must not be crossed, which
// only the baseline can tell.
func valueForm(d Direction, baseline, target Figure) Form {
	if !baseline.IsNumber() {
		return FormValue
	}
	switch c := target.Value.Cmp(baseline.Value); {
	case c == 0:
		return FormKeep
	case d == Increase && c < 0:
		return FormFloor
	case d == Decrease && c > 0:
		return FormCeiling
	}
	return FormValue
}

// InForce is the target by which the record is judged: the year's own, else
// the final one.
func (r *Record) InForce() Figure {
	if f := r.Indicator.Final; f != nil && r.Target.Missing() {
		return f.Target
	}
	return r.Target
}

// finalOnly reports whether the record has no target of its own and the final
// one is of a later year.
func (r *Record) finalOnly() bool {
	f := r.Indicator.Final
	return f != nil && r.Target.Missing() && r.Year < f.Year
}

// meets reports whether one actual meets its target by its form alone.
func meets(form Form, d Direction, baseline, target, actual Figure) Meeting {
	if actual.Kind == Words && target.Kind == Words {
		return meetsStep(baseline, target, actual)
	}
	if !actual.IsNumber() {
		return Unjudged
	}
	v := actual.Value
	switch form {
	case FormRange:
		return meeting(inside(target, v))
	case FormAim:
		return meetsAim(target, baseline, v, d)
	case FormRank:
		if target.Kind == Aimed && baseline.IsNumber() { // a place that is no worse, or a better one
			c := v.Cmp(baseline.Value)
			return meeting(c < 0 || c == 0 && target.Aim == AimKeep)
		}
		if target.Kind == Range && target.To != nil { // 4位～6位: no worse than its last
			return meeting(v.Cmp(*target.To) <= 0)
		}
	case FormWords, FormNone, FormNotYet, FormStated:
		return Unjudged
	}
	if !target.IsNumber() {
		return Unjudged
	}
	c := v.Cmp(target.Value)
	switch {
	case target.Strict == Above:
		return meeting(c > 0)
	case target.Strict == Below:
		return meeting(c < 0)
	case form == FormRank, d == Decrease:
		return meeting(c <= 0)
	case d == Maintain:
		return meeting(c == 0)
	}
	return meeting(c >= 0)
}

// meetsStep compares words: what is done meets its target. A target that is itself a
// step on the way (検討) is met by the same words; whether others reach it nobody says, nor
// what done means where something that is there is to go (廃止).
func meetsStep(baseline, target, actual Figure) Meeting {
	if !target.Done && (!actual.Done || undoes(baseline, target)) && !said(actual.Words, target.Words) {
		return Unjudged
	}
	return meeting(actual.Done || !target.Done)
}

// undoes reports whether a target, said not to be done, would take back what the baseline
// has done: "done" then says that a thing is there, not that the target is reached.
func undoes(baseline, target Figure) bool {
	return target.Kind == Words && !target.Done && baseline.Kind == Words && baseline.Done
}

// said reports whether two texts are the same in a language that both have.
func said(a, b lang.Text) bool {
	for tag, words := range a {
		if words == b[tag] {
			return true
		}
	}
	return false
}

// meetsAim compares with the baseline. To keep (現状維持) what is better when higher is not to let it fall.
func meetsAim(target Figure, baseline Figure, v Decimal, d Direction) Meeting {
	if !baseline.IsNumber() {
		return Unjudged
	}
	c := v.Cmp(baseline.Value)
	switch target.Aim {
	case AimRaise:
		return meeting(c > 0)
	case AimLower:
		return meeting(c < 0)
	}
	switch d {
	case Increase:
		return meeting(c >= 0)
	case Decrease:
		return meeting(c <= 0)
	}
	return meeting(c == 0)
}

func meeting(met bool) Meeting {
	if met {
		return Met
	}
	return Missed
}

// Holds reports whether a range has a value in it, bounds included.
func (f Figure) Holds(v Figure) bool { return f.Kind == Range && v.IsNumber() && inside(f, v.Value) }

// inside reports whether a value meets a range, or a target to be kept.
func inside(target Figure, v Decimal) bool {
	if target.IsNumber() {
		return v.Cmp(target.Value) == 0
	}
	return (target.From == nil || v.Cmp(*target.From) >= 0) && (target.To == nil || v.Cmp(*target.To) <= 0)
}

// Sum is the total of a record's years so far, with the years that it adds.
type Sum struct {
	Value   *big.Rat // nil when a year's actual is not there
	Missing Year     // the first such year
	Addends []Addend
	Places  int  // decimals with which the sum is written
	Printed bool // it is the city's printed sum, for its years are not all here
}

// Known reports whether there is a sum, of which no year is missing.
func (s *Sum) Known() bool { return s != nil && s.Value != nil }

// String is the sum as it is written, "" where it is not known.
func (s *Sum) String() string {
	if !s.Known() {
		return ""
	}
	return Round(s.Value, s.Places)
}

// Addend is one year's part of a Sum.
type Addend struct {
	Year  Year
	Value Decimal
}

// SoFar adds the actuals of the years of a total up to the record's own: from
// the records of earlier years, else from the indicator's history. A printed sum
// stands in where a year is not there, the record's own too.
func (r *Record) SoFar() *Sum {
	total := r.Indicator.Total
	if total == nil || !r.Actual.IsNumber() && (r.PrintedSoFar == nil || !r.Actual.Missing()) || r.Year < total.From || r.Year > total.To {
		return nil
	}
	s := &Sum{Value: new(big.Rat)}
	years := map[Year]Figure{}
	for p := r; p != nil && p.Year >= total.From; p = p.Before {
		years[p.Year] = p.Actual
	}
	for y := total.From; y <= r.Year; y++ {
		f := years[y]
		if !f.IsNumber() {
			f = r.Indicator.History[y]
		}
		if !f.IsNumber() {
			s.Value, s.Missing = nil, y
			break
		}
		s.Addends = append(s.Addends, Addend{y, f.Value})
		s.Value.Add(s.Value, f.Value.Rat())
		s.Places = max(s.Places, f.Value.Places())
	}
	if s.Value == nil && r.PrintedSoFar != nil {
		return &Sum{Value: r.PrintedSoFar.Rat(), Places: r.PrintedSoFar.Places(), Printed: true}
	}
	return s
}

// fellBack reports whether a year that is known took something from the total, also where
// the city's printed sum stands for its years.
func (r *Record) fellBack() bool {
	below := func(f Figure) bool { return f.IsNumber() && f.Value.Sign() < 0 }
	total := r.Indicator.Total
	for p := r; p != nil && p.Year >= total.From; p = p.Before {
		if below(p.Actual) {
			return true
		}
	}
	for y, f := range r.Indicator.History {
		if y >= total.From && y <= r.Year && below(f) {
			return true
		}
	}
	return false
}

// sumBefore is what the total of a record came to a year before, nil in its first year
// and where nobody can say.
func (r *Record) sumBefore() *big.Rat {
	if s := r.SoFar(); s != nil && !s.Printed && s.Value != nil && len(s.Addends) > 1 {
		return new(big.Rat).Sub(s.Value, r.Actual.Value.Rat())
	}
	if before := r.Before; before != nil && before.Year == r.Year-1 {
		if s := before.SoFar(); s != nil {
			return s.Value
		}
	}
	return nil
}

// cameTo is the sum of a total that is over, as its last year had it; nil where that
// year has none that is final.
func (r *Record) cameTo() *Sum {
	for p := r.Before; p != nil; p = p.Before {
		if p.Year != r.Indicator.Total.To {
			continue
		}
		if s := p.SoFar(); s.Known() && !p.Provisional {
			return s
		}
		return nil
	}
	return nil
}

// DoneBefore is the year in which something to be done once (策定, 導入) was
// done before the record's own year, 0 for none. What was undone since is not.
func (r *Record) DoneBefore() Year {
	if !r.Indicator.Once || r.Undone {
		return 0
	}
	if r.DoneIn != 0 && r.DoneIn < r.Year {
		return r.DoneIn
	}
	var year Year
	for p := r.Before; p != nil && !p.Undone; p = p.Before {
		if p.DoneIn != 0 && p.DoneIn < r.Year {
			return p.DoneIn
		}
		if p.reached() {
			year = p.Year
		}
	}
	for y, f := range r.Indicator.History {
		if y < r.Year && (year == 0 || y < year) && meets(FormValue, r.Indicator.Direction, r.Baseline, r.Target, f) == Met {
			year = y
		}
	}
	return year
}

// reached reports whether the year's own final figures reach what was to be done.
func (r *Record) reached() bool {
	if r.Provisional {
		return false
	}
	if r.Indicator.Measured == ByDone {
		return r.Actual.Kind == Words && r.Actual.Done
	}
	return meets(formOf(r), r.Indicator.Direction, r.Baseline, r.InForce(), r.Actual) == Met
}
