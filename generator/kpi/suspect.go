package kpi

import (
	"slices"
	"strings"
)

// Fit is a value that would reproduce the printed achievement.
type Fit struct{ Field, Value string }

// fits lists the figures that one slip of the keys would explain: with which
// value in place of the written one the printed achievement comes out. A printed
// achievement that is one slip away from the computed one is among them.
func fits(city *City, r *Record, computed string) []Fit {
	var list []Fit
	try := func(field string, f Figure, put func(*Record, Figure)) {
		if f.Kind != Number || f.Value.Places() > 6 {
			return
		}
		for _, s := range slips(f.Value.String()) {
			d, err := ParseDecimal(s)
			if err != nil || d.String() != s || d.Cmp(f.Value) == 0 {
				continue
			}
			other := *r
			changed := f
			changed.Value = d
			put(&other, changed)
			if a := Achieve(city, &other); a.Exact != nil && a.Agrees { // nothing that cannot be computed agrees
				list = append(list, Fit{field, s})
			}
		}
	}
	try("actual", r.Actual, func(o *Record, f Figure) { o.Actual = f })
	try("target", r.Target, func(o *Record, f Figure) { o.Target = f })
	if slices.Contains(slips(r.Published), computed) {
		list = append(list, Fit{"published", computed})
	}
	return list
}

// slips are the numbers that one digit changed, swapped, lost or doubled makes
// of another one.
func slips(s string) []string {
	var list []string
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		for d := byte('0'); d <= '9'; d++ {
			if d != s[i] {
				list = append(list, s[:i]+string(d)+s[i+1:])
			}
			list = append(list, s[:i]+string(d)+s[i:])
		}
		list = append(list, s[:i]+s[i+1:])
		next := i + 1 // the next digit, across the point too
		if next < len(s) && s[next] == '.' {
			next++
		}
		if next < len(s) && s[i] != s[next] {
			list = append(list, s[:i]+s[next:next+1]+s[i+1:next]+s[i:i+1]+s[next+1:])
		}
	}
	for d := byte('0'); d <= '9'; d++ {
		list = append(list, s+string(d))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// suspect is the field that a printed achievement which is not reproduced is
// told at, with what would fit: the actual, unless no slip there explains it and one
// of the printed achievement or of the target does.
func suspect(city *City, r *Record, computed, field string) (at, fit string) {
	if r.Indicator.Measured == ByParts {
		return field, ""
	}
	list := fits(city, r, computed)
	of := func(field string) int { return slices.IndexFunc(list, func(f Fit) bool { return f.Field == field }) }
	switch at = field; {
	case len(list) == 0 || of("actual") >= 0:
	case of("published") >= 0:
		at = "published"
	default:
		at = list[0].Field
	}
	if len(list) == 0 || len(list) > 3 {
		return at, ""
	}
	var words []string
	for _, f := range list {
		if f.Field == "published" {
			f.Value = `"` + f.Value + `"`
		}
		words = append(words, f.Field+" = "+f.Value)
	}
	return at, strings.Join(words, " / ")
}
