package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// history are the records of 2022 to 2025, each after the one before, of an indicator
// whose targets of 2025 and 2026 and last target, of 2027, the plan has.
func history() map[kpi.Year]*kpi.Record {
	records := map[kpi.Year]*kpi.Record{}
	for y := kpi.Year(2022); y <= 2025; y++ {
		ind := &kpi.Indicator{ID: "1-a-shihyo-1", Targets: map[kpi.Year]kpi.Figure{2025: figureOf("50"), 2026: figureOf("60")}, Final: &kpi.FinalTarget{Target: figureOf("100"), Year: 2027}}
		records[y] = &kpi.Record{Year: y, Indicator: ind, Before: records[y-1]}
	}
	records[2025].Revised = &kpi.Revision{Was: figureOf("90")}
	return records
}

func figureOf(text string) kpi.Figure {
	return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(text)}
}

// planOf is what the plan had in each year: the targets by year, and the last one.
func planOf(records map[kpi.Year]*kpi.Record) string {
	var list []string
	for _, y := range slices.Sorted(maps.Keys(records)) {
		ind, text := records[y].Indicator, fmt.Sprint(int(y)%100, ":")
		for _, at := range slices.Sorted(maps.Keys(ind.Targets)) {
			text += fmt.Sprint(" ", int(at)%100, "=", ind.Targets[at].Value)
		}
		if ind.Final != nil {
			text += fmt.Sprint(" last ", int(ind.Final.Year)%100, "=", ind.Final.Target.Value)
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

// What the plan had before it was revised, as the records tell of it.
func TestPlanBeforeItWasRevised(t *testing.T) {
	const today = ": 25=50 26=60 last 27=100"
	calendar := kpi.Calendar{}
	last := func(r map[kpi.Year]*kpi.Record) { finalBefore(r[2025], r[2024], calendar) }
	year := func(r map[kpi.Year]*kpi.Record) { yearBefore(r[2025], r[2024], calendar) }
	rest := func(r map[kpi.Year]*kpi.Record) { untold(r[2025], r[2024], false, calendar) }
	all := func(a, b, c string) string { return "22" + a + "; 23" + b + "; 24" + c + "; 25" + today }
	const was, wasYear, alone, one = ": 25=50 26=60 last 27=90", ": 25=90 26=60 last 27=100", ": 25=50 last 27=100", ": 25=50"
	for name, c := range map[string]struct {
		set  func(r map[kpi.Year]*kpi.Record)
		do   func(r map[kpi.Year]*kpi.Record)
		want string
	}{
		"the last target":                        {nil, last, all(was, was, was)},
		"not it, for the year has its own":       {func(r map[kpi.Year]*kpi.Record) { r[2025].Target = figureOf("50") }, last, all(today, today, today)},
		"one of no day, told by the year before": {func(r map[kpi.Year]*kpi.Record) { r[2024].Revised = &kpi.Revision{Was: figureOf("90")} }, last, all(was, was, today)},
		"a day that a year before knew":          {func(r map[kpi.Year]*kpi.Record) { r[2025].Revised.Date = "2024-04-01" }, last, all(was, was, today)},
		"a day in it":                            {func(r map[kpi.Year]*kpi.Record) { r[2025].Revised.Date = "2024-04-02" }, last, all(was, was, was)},
		"left out in between":                    {func(r map[kpi.Year]*kpi.Record) { r[2023].Indicator.Final = nil }, last, all(was, ": 25=50 26=60", was)},
		"of another year before":                 {func(r map[kpi.Year]*kpi.Record) { r[2023].Indicator.Final.Year = 2026 }, last, all(today, ": 25=50 26=60 last 26=100", was)},
		"revised before": {func(r map[kpi.Year]*kpi.Record) {
			r[2023].Revised = &kpi.Revision{Was: figureOf("80"), Date: "2023-05-01"}
		}, last, all(today, was, was)},
		"another target was revised before": {func(r map[kpi.Year]*kpi.Record) {
			r[2023].Revised, r[2023].Target = &kpi.Revision{Was: figureOf("8")}, figureOf("9")
		}, last, all(was, was, was)},
		"the year's target":                       {nil, year, all(wasYear, wasYear, wasYear)},
		"the year's, of which the plan has none":  {func(r map[kpi.Year]*kpi.Record) { delete(r[2025].Indicator.Targets, 2025) }, year, strings.Replace(all(today, today, today), "25"+today, "25: 26=60 last 27=100", 1)},
		"the year's, which the years before lack": {func(r map[kpi.Year]*kpi.Record) { delete(r[2023].Indicator.Targets, 2025) }, year, all(wasYear, wasYear, wasYear)},
		"the year's, which they lack under another id": {func(r map[kpi.Year]*kpi.Record) {
			delete(r[2023].Indicator.Targets, 2025)
			r[2022].Indicator.ID, r[2023].Indicator.ID = "1-a-shihyo-9", "1-a-shihyo-9"
		}, year, all(wasYear, ": 26=60 last 27=100", wasYear)},
		"the year's, and they had no targets": {func(r map[kpi.Year]*kpi.Record) { r[2023].Indicator.Targets = nil }, year, all(wasYear, ": last 27=100", wasYear)},
		"of later years nobody has said": {func(r map[kpi.Year]*kpi.Record) {
			r[2022].Target, r[2023].Target, r[2024].Target = figureOf("1"), figureOf("1"), figureOf("1")
		}, rest, all(one, one, one)},
		"what alone judged a year stays":   {func(r map[kpi.Year]*kpi.Record) { r[2022].Target, r[2024].Target = figureOf("1"), figureOf("1") }, rest, all(one, alone, one)},
		"a last target of the year itself": {func(r map[kpi.Year]*kpi.Record) { r[2023].Target = figureOf("1"); r[2023].Indicator.Final.Year = 2025 }, rest, all(alone, ": 25=50 last 25=100", alone)},
		"of a total all years are one":     {func(r map[kpi.Year]*kpi.Record) { r[2025].Indicator.Total = &kpi.Total{From: 2022, To: 2026} }, rest, all(today, today, today)},
		"years with another id":            {func(r map[kpi.Year]*kpi.Record) { r[2023].Indicator.ID = "1-a-shihyo-9" }, rest, all(today, today, alone)},
		"a later record that says nothing": {func(r map[kpi.Year]*kpi.Record) { delete(r[2023].Indicator.Targets, 2025) }, func(r map[kpi.Year]*kpi.Record) { unrevised(r[2025]) }, all(today, today, today)},
		"its last target is of its own year": {func(r map[kpi.Year]*kpi.Record) {
			r[2025].Indicator.Final = &kpi.FinalTarget{Target: figureOf("70"), Year: 2025}
			r[2023].Indicator.Final = nil
		}, func(r map[kpi.Year]*kpi.Record) { unrevised(r[2025]) }, "22" + today + "; 23: 25=50 26=60 last 25=70; 24" + today + "; 25: 25=50 26=60 last 25=70"},
	} {
		records := history()
		if c.set != nil {
			c.set(records)
		}
		c.do(records)
		must.Be(t, planOf(records), c.want, name)
	}
}

// A year that the last target does not judge tells of no revision of it.
func TestRevisionOfTheLastTarget(t *testing.T) {
	r := history()
	must.Be(t, finalBefore(r[2025], r[2024], kpi.Calendar{}), true, "no target of the year")
	r[2025].Target = figureOf("50")
	must.Be(t, finalBefore(r[2025], r[2024], kpi.Calendar{}), false, "a target of the year")
	r[2025].Indicator.Final.Year = 2025
	must.Be(t, finalBefore(r[2025], r[2024], kpi.Calendar{}), true, "of the last year")
	r[2025].Indicator.Final = nil
	must.Be(t, finalBefore(r[2025], r[2024], kpi.Calendar{}), false, "none")
}
