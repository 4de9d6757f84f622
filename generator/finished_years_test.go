package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// The years of a random town: those with records, and what is known of others.

// yearBefore is the year with records before another one, 0 for none.
func (t *randomTown) yearBefore(year int) (before int) {
	for _, y := range t.years {
		if y < year {
			before = y
		}
	}
	return before
}

// drawHistory makes up actuals of years that have no record: before the first one, and
// between two.
func (f *facts) drawHistory(r *rand.Rand) {
	if f.measured != "number" || r.IntN(4) > 0 {
		return
	}
	f.history = map[int]string{}
	for year := f.year - 2; year < lastYear; year++ {
		if !slices.Contains(f.town.years, year) && r.IntN(3) > 0 && (year < f.year || f.form == wantTotal) {
			f.history[year] = drawnNumber(r, r.IntN(2))
		}
	}
}

func (f *facts) writeHistory() string {
	var list []string
	for _, year := range slices.Sorted(maps.Keys(f.history)) {
		list = append(list, fmt.Sprintf("FY%d = %s", year, f.history[year]))
	}
	if list == nil {
		return ""
	}
	return "history = {" + strings.Join(list, ", ") + "}\n"
}

// actualOf is the actual of a year up to the record's own, "" for none.
func (f *facts) actualOf(year int) string {
	for p := f; p != nil; p = p.before {
		if p.year == year {
			return p.actual
		}
	}
	return f.history[year]
}

// earlier are the actuals that are known of years before the record's.
func (f *facts) earlier() (list []string) {
	for year := f.town.years[0] - 2; year < f.year; year++ {
		if actual := f.actualOf(year); actual != "" {
			list = append(list, actual)
		}
	}
	return list
}

// since holds what a page of changes says it compares with: the year before, or the
// record before by the name of its year.
func (p *reading) since(at page, year int, texts ...string) {
	before := p.town.yearBefore(year)
	next := strings.Contains(strings.Join(texts, " "), map[string]string{"en": "the year before", "ja": "前の年度"}[at.tag])
	p.hold(next == (before == year-1), at, nil, "%q of %d and %d", texts, before, year)
	named := map[string]string{"en": fmt.Sprintf("FY%d", before), "ja": fmt.Sprintf("令和%d年度", before-2018)}[at.tag]
	p.hold(next || strings.Contains(texts[len(texts)-1], named), at, nil, "%q does not name %s", texts, named)
}
