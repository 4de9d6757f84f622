package kpi

import (
	"slices"
	"testing"

	"tassei/generator/must"
)

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
		{"60", "0.123456", "0.3", "actual", ""},                                    // too many would fit
		{"60", "0.1234567", "0.3", "published", `target = 40 / published = "0.2"`}, // of so many decimals nobody tries each
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

// TestSlips has the slips of one key, by hand.
func TestSlips(t *testing.T) {
	want := []string{"", "0", "05", "1", "15", "2", "25", "3", "35", "4", "45", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59", "6", "65", "7", "75", "8", "85", "9", "95"}
	must.Equal(t, slips("5"), want, "of 5")
	for _, c := range []struct {
		of  string
		in  []string
		out []string
	}{
		{"0", []string{"1", "9"}, []string{"0"}},
		{"9", []string{"0", "8", "99"}, []string{"9"}},
		{"49", []string{"94", "4", "9", "449", "490", "48"}, []string{"49"}},
		{"44", []string{"4", "444"}, []string{"44"}},
		{"4.9", []string{"9.4", ".9", "4.", "44.9", "4.99"}, []string{"4.9", "49"}},
		{"4.", []string{"5."}, []string{"4."}},
		{"-1", []string{"-2", "-", "-11"}, []string{"1", "-1"}},
	} {
		list := slips(c.of)
		for _, s := range c.in {
			if !slices.Contains(list, s) {
				t.Errorf("%s: %q is one slip away", c.of, s)
			}
		}
		for _, s := range c.out {
			if slices.Contains(list, s) {
				t.Errorf("%s: %q is no slip", c.of, s)
			}
		}
	}
}
