package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// What an indicator has within a year: readings by quarter, and its actual by district.

// within is one value of those; "" with why it is not there.
type withinYear struct {
	value, none string
	provisional bool
}

// drawWithin makes up readings and breakdowns, some of which add up to the actual.
func (t *randomTown) drawWithin(r *rand.Rand) {
	for _, f := range t.facts {
		if f.measured != "number" && f.measured != "rank" || r.IntN(6) > 0 {
			continue
		}
		draw := func() withinYear {
			if r.IntN(5) == 0 {
				return withinYear{none: pick(r, "not-yet", "withheld")}
			}
			if f.measured == "rank" {
				return withinYear{value: fmt.Sprint(1 + r.IntN(9))}
			}
			return withinYear{value: drawnNumber(r, r.IntN(2))}
		}
		for range r.IntN(4) {
			one := draw()
			one.provisional = one.value != "" && r.IntN(3) == 0
			f.readings = append(f.readings, one)
		}
		if f.measured == "rank" {
			continue
		}
		if f.districts = []withinYear{draw(), draw()}; rat(f.actual) != nil && f.form != wantTotal && f.districts[0].value != "" && r.IntN(2) == 0 {
			f.districts[1] = withinYear{value: minus(rat(f.actual), rat(f.districts[0].value)).FloatString(2)}
			f.whole = true
		}
	}
}

func (w withinYear) write() string {
	if w.value == "" {
		return fmt.Sprintf("{none = %q}", w.none)
	}
	return w.value
}

func (f *facts) writeWithin() (s string) {
	for i, w := range f.readings {
		s += fmt.Sprintf("\n[[record.reading]]\nperiod = {ja = \"その%d\", en = \"Quarter %d\"}\nvalue = %s\n", i+1, i+1, w.write())
		if w.provisional {
			s += "provisional = true\n"
		}
	}
	if f.districts != nil {
		s += fmt.Sprintf("\n[[record.breakdown]]\nname = {ja = \"地区\", en = \"District\"}\nwhole = %v\n", f.whole)
	}
	for i, w := range f.districts {
		s += fmt.Sprintf("\n[[record.breakdown.item]]\nname = {ja = %q, en = %q}\nvalue = %s\n", districts[i][0], districts[i][1], w.write())
	}
	return s
}

var districts = [2][2]string{{"北部", "North"}, {"南部", "South"}}

// says is a value as a table writes it.
func (w withinYear) says(tag string, f *facts) string {
	words := reasonNames[w.none][map[string]int{"en": 1}[tag]]
	if w.value != "" {
		words = (&facts{measured: f.measured}).said(tag, [2]string{w.value})
	}
	if w.provisional {
		words += " " + map[string]string{"ja": "暫定値", "en": "Provisional"}[tag]
	}
	return words
}

// within reads both tables of a page.
func (p *reading) within(at page, f *facts, main *html.Node) {
	var want []string
	for i, w := range f.readings {
		want = append(want, fmt.Sprintf(map[string]string{"ja": "その%d ", "en": "Quarter %d "}[at.tag], i+1)+w.says(at.tag, f))
	}
	row := func(table string) func(*html.Node) bool {
		return func(n *html.Node) bool {
			return n.Data == "tr" && within(n, tagged("tbody")) && within(n, classed(table))
		}
	}
	got := texts(main, row("readings"))
	p.hold(slices.Equal(got, want), at, f, "readings %q, by hand %q", got, want)
	want = nil
	for i, w := range f.districts {
		want = append(want, districts[i][map[string]int{"en": 1}[at.tag]]+" "+w.says(at.tag, f))
	}
	got = nil
	for _, tr := range all(main, row("items")) {
		got = append(got, strings.TrimSpace(textWithout(tr, classed("c-strip"))))
	}
	p.hold(slices.Equal(got, want), at, f, "by district %q, by hand %q", got, want)
	adds := one(one(main, func(n *html.Node) bool { return n.Data == "section" && classed("breakdown")(n) }), classed("intro"))
	p.hold((adds != nil) == f.whole, at, f, "by district: adds up %v", wordsIn(adds))
	for _, n := range all(main, func(n *html.Node) bool {
		return n.Data == "desc" && within(n, func(n *html.Node) bool { return strings.HasSuffix(attr(n, "aria-labelledby"), "-readings") })
	}) {
		for _, w := range f.readings {
			bare := withinYear{value: w.value, none: w.none}
			p.hold(strings.Contains(text(n), bare.says(at.tag, f)), at, f, "picture of readings %q has no %q", text(n), bare.says(at.tag, f))
		}
	}
}

// dataWithin counts the lines of the details on readings and districts.
func (f *facts) dataWithin(id string, want map[string]int) {
	for i, w := range f.readings {
		want[fmt.Sprintf("%s reading Quarter %d %s %s %v", id, i+1, w.value, w.none, w.provisional)]++
	}
	for i, w := range f.districts {
		want[fmt.Sprintf("%s breakdown %s %s %s false", id, districts[i][1], w.value, w.none)]++
	}
}
