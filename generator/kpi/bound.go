package kpi

import (
	"maps"
	"slices"
	"strings"
)

// doubtful tells that the city's conditions count as met what the target itself does
// not: "actual <= target" beside "below 10" where the actual is 10, or beside 4 that is
// to be kept where it is 5. Such conditions draw their line at the target, on the
// other side of the actual; a tolerance or a share of the target, which draws it
// elsewhere, is the city's own matter.
func (a *Achievement) doubtful(city *City, r *Record) bool {
	if a.Met != Missed || len(a.Holding) != 1 || a.Values["actual"] == nil {
		return false
	}
	bound, missed := a.lineOf(r)
	if bound == nil {
		return false
	}
	at := func(actual *Decimal) string { return a.bandOf(city, r, *actual) }
	switch on := at(bound); {
	case on == "" || on == at(missed):
		return false
	case on == a.Band:
		return true
	default: // kept, but beyond the target: a better band than the target's own
		order := func(id string) int { return slices.IndexFunc(city.Bands, func(b Band) bool { return b.ID == id }) }
		return order(a.Band) < order(on)
	}
}

// lineOf is the value at which the target is met or missed, and one a hair away from it
// on the side that the city's conditions must tell from it; nil where the actual does
// not lie where the two can differ.
func (a *Achievement) lineOf(r *Record) (bound, missed *Decimal) {
	t, actual := r.InForce(), a.Values["actual"]
	switch {
	case t.Kind == Aimed && r.Baseline.IsNumber() && t.Aim != AimKeep:
		return strictLine(r.Baseline.Value, t.Aim == AimRaise, actual.Cmp(r.Baseline.Value.Rat()) == 0)
	case !t.IsNumber():
		return nil, nil
	case t.Strict != NotStrict:
		return strictLine(t.Value, t.Strict == Above, actual.Cmp(t.Value.Rat()) == 0)
	case a.Form == FormKeep && r.Indicator.Direction == Maintain:
		away := beside(t.Value, actual.Cmp(t.Value.Rat()) < 0)
		return &t.Value, &away
	}
	return nil, nil
}

// strictLine is the line of a target that its own value does not meet.
func strictLine(bound Decimal, above, reached bool) (at, missed *Decimal) {
	if !reached {
		return nil, nil
	}
	short := beside(bound, !above)
	return &bound, &short
}

// beside is a value a hair above or below another.
func beside(d Decimal, above bool) Decimal {
	places := d.Places() + 9
	hair := MustDecimal("0." + strings.Repeat("0", places-1) + "1").Rat()
	if !above {
		hair.Neg(hair)
	}
	return MustDecimal(Round(hair.Add(hair, d.Rat()), places))
}

// bandOf is the one band that the city's conditions would give another actual, "" for
// none or several.
func (a *Achievement) bandOf(city *City, r *Record, actual Decimal) string {
	values := maps.Clone(a.Values)
	values["actual"] = actual.Rat()
	if values["rate"] != nil {
		f := r.figures()
		f.actual = Figure{Kind: Number, Value: actual}
		values["rate"], _ = a.compute(f)
	}
	if holding := city.holding(r.direction(), values); len(holding) == 1 {
		return holding[0]
	}
	return ""
}
