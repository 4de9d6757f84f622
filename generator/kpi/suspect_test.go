package kpi

import "testing"

// Of the values that one slip of the keys explains those are offered with which
// the printed achievement is reproduced, and no others.
func TestWhatWouldFit(t *testing.T) {
	city := &City{Bands: threeBands}
	for _, c := range []struct{ target, actual, published, at, fit string }{
		{"6", "9", "133", "actual", "actual = 8"},
		{"6", "8", "123", "published", `published = "133"`}, // nothing is divided by a target of 0
		{"6", "80", "133", "actual", `actual = 8 / target = 60 / published = "1333"`},
		{"60", "79.3", "123", "actual", `actual = 73.9 / published = "132"`}, // swapped across the point
		{"60", "48", "800", "actual", `actual = 480 / target = 6 / published = "80"`},
		{"6", "8", "331", "actual", ""},
	} {
		r := sound()
		r.Indicator.Direction = Increase
		r.Target, r.Actual, r.Published = workedFigure(c.target), workedFigure(c.actual), c.published
		a := Achieve(city, r)
		if at, fit := suspect(city, r, a.Computed, "actual"); at != c.at || fit != c.fit {
			t.Errorf("%s of %s, printed %s: %s %q, want %s %q", c.actual, c.target, c.published, at, fit, c.at, c.fit)
		}
	}
}
