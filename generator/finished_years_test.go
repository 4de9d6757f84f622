package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/net/html"
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

// trend reads the table of an indicator's years: each record's figures, rate and band, and
// before them what the plan knows of years before the first.
func (p *reading) trend(at page, f *facts, main *html.Node) {
	first := f
	for first.before != nil {
		first = first.before
	}
	var want []string
	for year := first.year - 2; year < first.year; year++ {
		if f.history[year] != "" {
			want = append(want, yearName(at.tag, year))
		}
	}
	earlier := len(want)
	for one := first; one != nil && (one.year <= f.year || one.sheet == f.sheet); one = one.next {
		want = append(want, one.headOfYear(at.tag, f))
	}
	table := one(main, classed("trend-table"))
	p.hold((table != nil) == (len(want) > 1), at, f, "a table of %d years: %v", len(want), table != nil)
	if table == nil {
		return
	}
	var heads []string
	for _, th := range all(one(table, tagged("thead")), tagged("th")) {
		heads = append(heads, text(th))
	}
	rows := all(one(table, tagged("tbody")), tagged("tr"))
	p.hold(len(rows) == len(want), at, f, "%d rows of %d years", len(rows), len(want))
	record := first
	for i, row := range rows[:min(len(rows), len(want))] {
		cells := all(row, func(n *html.Node) bool { return n.Data == "th" || n.Data == "td" })
		p.hold(len(cells) == len(heads) && text(cells[0]) == want[i], at, f, "row %q under %q, want %s", text(row), heads, want[i])
		if len(cells) != len(heads) {
			continue
		}
		for c, head := range heads[1:] {
			p.trendCell(at, f, record, head, cells[c+1], i < earlier, want[i])
		}
		if i >= earlier {
			record = record.next
		}
	}
}

// trendCell reads one cell of that table.
func (p *reading) trendCell(at page, f, record *facts, head string, cell *html.Node, earlier bool, name string) {
	shown := text(cell)
	if earlier {
		want := "–"
		if head == "Actual" || head == "実績値" {
			for year, actual := range f.history {
				if yearName(at.tag, year) == name {
					want = strings.ReplaceAll(actual, "-", "−")
				}
			}
		}
		p.hold(shown == want, at, f, "%s of %s: %q, want %q", head, name, shown, want)
		return
	}
	switch head {
	case "Baseline", "基準値", "Target", "目標値", "Actual", "実績値":
		key := map[string]string{"Baseline": "baseline", "基準値": "baseline", "Target": "target", "目標値": "target", "Actual": "actual", "実績値": "actual"}[head]
		if record.form != wantParts {
			p.figure(at, record, key, shown)
			said, open := strings.Contains(shown, strings.Trim(notFinal[at.tag], " ")), key == "actual" && record.provisional && record.actual != ""
			p.hold(said == open, at, record, "trend: %q, not final: %v", shown, open)
		}
	case "Achievement", "達成度":
		if p.truths[record].rate != nil || record.printed != "" {
			p.rate(at, record, "trend", shown)
		} else {
			p.hold(shown == "–" || shown == "", at, record, "trend: a rate %q", shown)
		}
	case "Band", "区分":
		p.hold(wordsIn(one(cell, classed("band-name"))) == p.bandName(at.tag, p.truths[record].band), at, record, "trend: band %q for %s", shown, p.truths[record].band)
	default:
		p.lie(at, f, "trend: a column %q", head)
	}
}
