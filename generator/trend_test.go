package main

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"tassei/generator/must"
)

// TestTrendIsOfOneIndicator holds the line of years to one indicator: an id
// that is another indicator from a year on has no line across that year, and a
// renamed or renumbered one has a line through all of its years.
func TestTrendIsOfOneIndicator(t *testing.T) {
	s, err := builtTown()
	must.Succeed(t, err)
	for _, c := range []struct {
		page  string
		years int // rows of the table beside the trend; 0 without one
	}{
		{"FY2022/1-i-shihyo-4.html", 0}, // the id is another indicator since FY2023
		{"FY2023/1-i-shihyo-4.html", 2},
		{"FY2024/1-i-shihyo-4.html", 2},
		{"FY2022/1-i-shihyo-1.html", 3},
		{"FY2024/2-i-shihyo-3.html", 3}, // was 2-i-shihyo-2 before: an explicit crosswalk
	} {
		p, ok := s.page(c.page)
		if !ok {
			t.Errorf("%s is not there", c.page)
			continue
		}
		rows := 0
		for _, table := range all(p.root, classed("trend-table")) {
			rows += len(all(table, tagged("tr"))) - 1
		}
		must.Be(t, rows, c.years, c.page, "tells of", "years")
	}
}

// TestTrendDrawsRanges: where the target is a range, both of its ends stand in
// the picture, and an end that is open does not.
func TestTrendDrawsRanges(t *testing.T) {
	s, err := builtTown()
	must.Succeed(t, err)
	p, ok := s.page("FY2024/1-i-shihyo-2.html")
	if !ok {
		t.Fatal("no page of the salt")
	}
	drawn := map[string]int{}
	for _, svg := range all(p.root, classed("ch-trend")) {
		for _, line := range all(svg, tagged("line")) {
			drawn[attr(line, "data-value")]++
		}
	}
	// Two years of a range, each with two ends, and one of 8.0 or less.
	if drawn["6.0～8.0"] != 4 || drawn["8.0以下"] != 1 {
		t.Error(drawn)
	}
}

// TestTrendHasAColumnForWhatAnyYearHas: where a city that gives no rates printed one in one
// year, each year's page has the same columns, and every row fills them.
func TestTrendHasAColumnForWhatAnyYearHas(t *testing.T) {
	dir := t.TempDir()
	town := &randomTown{rule: "none", rounding: "half-up", years: []int{2023, 2024}}
	first := &facts{town: town, sheet: 1, number: 1, year: 2023, since: 2023, measured: "number", direction: "increase", form: wantValue, baseline: "1", target: "3", actual: "2", printed: "66.7"}
	second := *first
	second.year, second.printed, second.before, first.next = 2024, "", first, &second
	town.facts = []*facts{first, &second}
	town.write(t, dir)
	public := filepath.Join(dir, "public")
	mustBuild(t, dir, public)
	written := files(t, public)
	for _, name := range []string{"FY2023/1-shihyo-1.html", "FY2024/1-shihyo-1.html"} {
		root, err := html.Parse(strings.NewReader(written[name]))
		must.Succeed(t, err)
		rows := all(one(root, classed("trend-table")), tagged("tr"))
		must.Be(t, len(rows), 3, name, "rows")
		for _, row := range rows {
			must.Be(t, len(all(row, tagged("th")))+len(all(row, tagged("td"))), 6, name, "cells", text(row))
		}
	}
}
