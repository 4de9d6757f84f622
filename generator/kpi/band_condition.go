package kpi

import (
	"math/big"
)

// Bands that a city gives by conditions of its own (DESIGN.md, 17).

// ConditionNames are the names that may stand in a band's condition.
var ConditionNames = []string{"baseline", "target", "actual", "rate", "previous", "tolerance", "year", "years"}

// Condition is what decides the band in a direction, nil when the rate does.
func (b *Band) Condition(d Direction) *Condition {
	if d == Decrease && b.WhenLower != nil {
		return b.WhenLower
	}
	return b.When
}

// byCondition takes the one band whose condition holds. Bands must neither
// overlap nor leave anything out, which Check tells (K315).
func (a *Achievement) byCondition(city *City, r *Record) {
	a.Values = a.values(city, r)
	a.Holding = city.holding(r.direction(), a.Values)
	if len(a.Holding) != 1 {
		if a.Unjudged != ReasonYearMissing {
			a.Unjudged = ReasonNoBand
		}
		return
	}
	if a.Band = a.Holding[0]; a.doubtful(city, r) {
		a.Met, a.Doubtful = Unjudged, true     // the city's band stands, and nothing is said of the target
		if r.Indicator.Direction == Maintain { // nor of a change that the city counts as kept
			a.Against, a.AgainstReason = NoComparison, ReasonNeutral
		}
		a.unsaid()
	}
}

// unsaid takes back the reasons for no rate that say that the target was missed.
func (a *Achievement) unsaid() {
	if a.NoRate == ReasonNotKept || a.NoRate == ReasonContradicts {
		a.NoRate = ReasonNoRule
	}
}

// holding lists the bands whose condition holds.
func (c *City) holding(d Direction, v Values) []string {
	var ids []string
	for i := range c.Bands {
		b := &c.Bands[i]
		if when := b.Condition(d); when != nil && when.Holds(v) == True {
			ids = append(ids, b.ID)
		}
	}
	return ids
}

// direction is the way that is better, also of a rank: the first is the best.
func (r *Record) direction() Direction {
	if r.Indicator.Measured == ByRank {
		return Decrease
	}
	return r.Indicator.Direction
}

// values are the numbers of a record by the names of conditions.
func (a *Achievement) values(city *City, r *Record) Values {
	v := Values{"rate": a.Exact}
	put := func(name string, f Figure) {
		switch {
		case f.IsNumber():
			v[name] = f.Value.Rat()
		case r.Indicator.Measured == ByDone && f.Kind == Words: // done is 1, not done 0
			if v[name] = new(big.Rat); f.Done {
				v[name].SetInt64(1)
			}
		}
	}
	put("baseline", r.Baseline)
	put("target", r.InForce())
	put("actual", r.Actual)
	if previous := r.sumBefore(); a.Form != FormTotal {
		put("previous", r.Previous())
	} else if delete(v, "actual"); previous != nil { // one year's figure is not the total
		v["previous"] = previous
	}
	if a.Sum.Known() {
		v["actual"] = a.Sum.Value
	}
	if a.DoneIn != 0 && r.Indicator.Measured == ByDone {
		v["actual"] = big.NewRat(1, 1)
	}
	if r.Indicator.Tolerance != nil {
		v["tolerance"] = r.Indicator.Tolerance.Rat()
	}
	if p := city.Period; p.From != 0 && r.Year >= p.From {
		v["year"] = big.NewRat(int64(r.Year-p.From)+1, 1)
		v["years"] = big.NewRat(int64(p.To-p.From)+1, 1)
	}
	return v
}

// Previous is the actual of the year before, from its record or from the
// indicator's history.
func (r *Record) Previous() Figure {
	if r.Before != nil && r.Before.Year == r.Year-1 && r.Before.Actual.IsNumber() {
		return r.Before.Actual
	}
	return r.Indicator.History[r.Year-1]
}

// bandsByYear reports whether the city's conditions say what is due in each year,
// so that they judge before a target's year has come.
func (c *City) bandsByYear() bool {
	named := func(name string) bool { return c.bandsName(name, Increase) || c.bandsName(name, Decrease) }
	return named("year") || named("years")
}
