package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// yearOfData is the table of indicators of a year.
var yearOfData = regexp.MustCompile(`^data/FY(\d+)/.*_?kpi_indicators_\d+\.csv$`)

// data holds the files of open data of each year against the facts: each row of the
// table of indicators, and the same values in its JSON.
func (p *reading) data(written map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(written)) {
		year := yearOfData.FindStringSubmatch(name)
		if year == nil {
			continue
		}
		at := page{path: name, tag: "en"}
		rows := p.tableOf(at, written[name])
		var doc struct {
			Indicators []map[string]any `json:"indicators"`
		}
		if err := json.Unmarshal([]byte(written["data/FY"+year[1]+"/indicators.json"]), &doc); err != nil {
			p.lie(at, nil, "JSON: %v", err)
		}
		p.hold(len(rows) == len(doc.Indicators), at, nil, "%d rows, %d in JSON", len(rows), len(doc.Indicators))
		for i, row := range rows {
			f := p.facts[fmt.Sprintf("FY%s/%s.html", year[1], row["indicator_id"])]
			if f == nil {
				p.lie(at, nil, "a row of no indicator: %v", row)
				continue
			}
			p.dataRow(at, f, row)
			p.single(at, f, "FY"+year[1], row["indicator_id"], written)
			p.sameInJSON(at, f, row, doc.Indicators[i])
		}
		want := 0
		for _, f := range p.town.facts {
			if fmt.Sprint(f.year) == year[1] {
				want++
			}
		}
		p.dataGrades(at, "FY"+year[1], written)
		p.hold(len(rows) == want, at, nil, "%d rows of %d indicators", len(rows), want)
	}
}

// tableOf reads a CSV file into rows by the names of its columns.
func (p *reading) tableOf(at page, text string) (rows []map[string]string) {
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil || len(lines) == 0 {
		p.lie(at, nil, "CSV: %v", err)
		return nil
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// dataRow holds a row of the table of indicators.
func (p *reading) dataRow(at page, f *facts, row map[string]string) {
	tr := p.truths[f]
	is := func(column, want string) {
		got := row[column]
		x, y := rat(got), rat(want)
		p.hold(got == want || x != nil && y != nil && x.Cmp(y) == 0, at, f, "%s %q, by hand %q", column, got, want)
	}
	is("baseline_value", numberOrNone(f.baseline))
	is("actual_value", numberOrNone(f.actual))
	is("achievement_published", f.printed)
	is("forecast_value", f.forecast)
	is("band", tr.band)
	is("unit_en", unitNames[f.unit][1])
	is("unit_ja", unitNames[f.unit][0])
	is("grade", f.award.grade)
	is("name_en", f.name("en"))
	is("name_ja", f.name("ja"))
	is("previous_indicator_id", f.formerID())
	is("series_id", f.series())
	is("against_baseline", map[bool]string{tr.better: "better", tr.same: "same", tr.worse: "worse", tr.nearer: "nearer", tr.further: "further"}[true])
	met := map[bool]string{tr.met: "met", tr.missed: "missed"}[true]
	if f.provisional || f.awaited() { // it may still change
		met = ""
	}
	is("target_met", met)
	p.hold((row["not_judged_reason"] == "") == (met != "" || tr.doubt || f.graded() && !f.unassessed()), at, f, "met %q, band %q, not_judged_reason %q", met, tr.band, row["not_judged_reason"])
	if tr.rate == nil {
		is("achievement_exact", "")
		is("achievement_computed", "")
	} else {
		is("achievement_exact", tr.rate.RatString())
	}
	p.rate(at, f, "shown", row["achievement_shown"])
	if tr.share == nil {
		is("planned_change_share", "")
	} else {
		p.hold(p.sameTenth(row["planned_change_share"], tr), at, f, "share %q, by hand %s", row["planned_change_share"], tr.share.FloatString(3))
	}
	sum := ""
	if tr.sum != nil {
		sum = tr.sum.RatString()
	}
	is("sum_so_far", sum)
	if f.form == wantTotal {
		is("total_from", fmt.Sprint(f.town.years[0]))
		is("total_to", fmt.Sprint(f.due))
	} else {
		is("total_from", "")
	}
	flags := strings.Split(row["flags"], ";")
	for flag, want := range map[string]bool{"worse-than-baseline": tr.worse, "not-comparable": f.otherwise, "provisional": f.provisional} {
		p.hold(slices.Contains(flags, flag) == want, at, f, "flags %q, %s by hand %v", row["flags"], flag, want)
	}
	switch f.form {
	case wantValue:
		is("target_value", numberOrNone(f.target))
	case wantNone, wantLater, wantRange, wantRaise, wantLower, wantKeep, wantDone, wantParts:
		is("target_value", "")
	}
}

// numberOrNone is a figure that is a number, "" for words.
func numberOrNone(s string) string {
	if rat(s) == nil {
		return ""
	}
	return s
}

// sameInJSON holds what the JSON says of an indicator to its row.
func (p *reading) sameInJSON(at page, f *facts, row map[string]string, one map[string]any) {
	value := func(path ...string) string {
		var v any = one
		for _, key := range path {
			m, _ := v.(map[string]any)
			v = m[key]
		}
		if v == nil {
			return ""
		}
		return fmt.Sprint(v)
	}
	for column, path := range map[string][]string{
		"indicator_id": {"id"}, "baseline_value": {"baseline", "value"}, "actual_value": {"actual", "value"}, "band": {"band"},
		"achievement_exact": {"achievement", "exact"}, "achievement_computed": {"achievement", "computed"}, "achievement_published": {"achievement", "published"},
		"achievement_shown": {"achievement", "shown"}, "against_baseline": {"against_baseline"}, "planned_change_share": {"planned_change_share"},
		"target_met": {"target_met"}, "not_judged_reason": {"not_judged_reason"}, "grade": {"grade"}, "sum_so_far": {"sum_so_far"}, "forecast_value": {"forecast", "value"},
		"target_form": {"target_form"}, "comparability": {"comparability", "state"}, "rounding": {"rounding"}, "direction": {"direction"}, "rule": {"achievement", "rule"},
	} {
		got, want := value(path...), row[column]
		x, y := rat(got), rat(want)
		p.hold(got == want || x != nil && y != nil && x.Cmp(y) == 0, at, f, "JSON %s %q, CSV %s %q", strings.Join(path, "."), got, column, want)
	}
}
