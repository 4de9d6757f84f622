package kpi

import "slices"

// undecided tells that no band can be drawn for want of what the city would have to
// say: the tolerance, or a condition that does without the rate.
func (c *checker) undecided(when *Condition, values Values) {
	r := c.record
	mixed := slices.ContainsFunc(c.city.Bands, func(b Band) bool { return b.When == nil && b.WhenLower == nil }) // told of the city
	if r.Indicator.Measured == ByParts && !mixed && !r.awaited() && slices.ContainsFunc(when.Names(), func(name string) bool { return name != "rate" }) {
		c.add("K319", "", "message", "parts", "hint", "parts")
		return
	}
	if t := r.InForce(); r.Actual.IsNumber() && t.Kind == Aimed && !r.comparesElse(t) && slices.Contains(when.Names(), "target") {
		hint := "aim"
		if t.Aim == AimKeep {
			hint = "keep"
		}
		c.add("K319", "target", "message", "aim", "hint", hint, "bound", aimed(r.InForce(), r.Baseline), "said", c.said(t))
	}
	if t := r.InForce(); r.Actual.IsNumber() && t.Kind == Range && slices.Contains(when.Names(), "target") {
		c.ranged(t)
	}
	if !r.Actual.IsNumber() || !r.InForce().IsNumber() {
		return
	}
	for _, name := range []string{"tolerance", "rate"} {
		if slices.Contains(when.Names(), name) && values[name] == nil {
			c.add("K319", "actual", "message", name, "hint", name)
			return
		}
	}
	if before := r.Before; slices.Contains(when.Names(), "previous") && values["previous"] == nil && (before == nil || before.Year != r.Year-1) {
		c.add("K319", "actual", "message", "previous", "hint", "previous", "year", (r.Year - 1).String())
	}
}

// ranged tells that conditions want one number of a target that is a range: the end of
// the range that its direction is judged by, where it has one.
func (c *checker) ranged(t Figure) {
	if len(c.city.Bands) == 2 { // met or not: a range can be both, without a condition
		c.add("K319", "target", "message", "range", "hint", "inside")
		return
	}
	end := map[Direction]*Decimal{Increase: t.From, Decrease: t.To}[c.record.direction()]
	if end == nil {
		c.add("K319", "target", "message", "range", "hint", "kept")
		return
	}
	said := t.Printed
	if said == "" {
		said = t.Bounds("–") // as a page will print it
		if len(c.city.Languages) == 0 || c.city.Languages[0] == "ja" {
			said = t.Bounds("～")
		}
	}
	c.add("K319", "target", "message", "range", "hint", "range", "bound", end.String(), "said", said)
}

// aimed is a direction alone as a bound in numbers: below = 86 for less than a figure;
// an example where there is none.
func aimed(t, figure Figure) string {
	bound := "12"
	if figure.IsNumber() {
		bound = figure.Value.String()
	}
	switch t.Aim {
	case AimRaise:
		return "above = " + bound
	case AimLower:
		return "below = " + bound
	}
	return "value = " + bound
}
