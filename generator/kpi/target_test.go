package kpi

import (
	"fmt"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestSoFar has the sums of a total's years, by hand: each year's figure comes from
// its record, else from the history, and a printed sum stands in for a year that is
// not there.
func TestSoFar(t *testing.T) {
	for _, c := range []struct{ facts, want string }{
		{"ratio increase - 1400 448 - total before=1007", "1455: FY2021 1007 + FY2022 448, 0 decimals"},
		{"ratio increase - 1400 10.5 - total before=1.25", "11.75: FY2021 1.25 + FY2022 10.5, 2 decimals"},
		{"ratio increase - 1400 448 - total history=FY2021:1007", "1455: FY2021 1007 + FY2022 448, 0 decimals"},
		{"ratio increase - 1400 448 - total before=- history=FY2021:1007", "1455: FY2021 1007 + FY2022 448, 0 decimals"},
		{"ratio increase - 1400 448 - total before=1000 history=FY2021:1007", "1448: FY2021 1000 + FY2022 448, 0 decimals"},
		{"ratio increase - 1400 448 - total before=1007,5000", "1455: FY2021 1007 + FY2022 448, 0 decimals"},
		{"ratio increase - 1400 448 - total year=FY2021 before=1007", "448: FY2021 448, 0 decimals"},
		{"ratio increase - 1400 448 - total so_far=1455.5", "1455.5: printed, 1 decimals"},
		{"ratio increase - 1400 448 - total before=1007 so_far=1300", "1455: FY2021 1007 + FY2022 448, 0 decimals"},
		{"ratio increase - 1400 448 - total", "FY2021 is missing"},
		{"ratio increase - 1400 448 - total year=FY2024 before=3,-,5", "FY2022 is missing"},
		{"ratio increase - 1400 - - total before=1007", "none"},
		{"ratio increase - 1400 448 - total year=FY2020", "none"},
		{"ratio increase - 1400 448 - total year=FY2025 so_far=1455", "1455: printed, 0 decimals"},
		{"ratio increase - 1400 448 - total year=FY2026 so_far=1455", "none"},
		{"ratio increase - 1400 448 - so_far=1455", "none"},
	} {
		_, r := worked(t, strings.Fields(c.facts))
		must.Be(t, sumInWords(r.SoFar()), c.want, c.facts)
	}
}

func sumInWords(s *Sum) string {
	switch {
	case s == nil:
		return "none"
	case s.Value == nil:
		return s.Missing.String() + " is missing"
	}
	how := "printed"
	if !s.Printed {
		var years []string
		for _, a := range s.Addends {
			years = append(years, a.Year.String()+" "+a.Value.String())
		}
		how = strings.Join(years, " + ")
	}
	return fmt.Sprintf("%s: %s, %d decimals", s.Value.FloatString(s.Places), how, s.Places)
}

// TestDoneBefore has when something to be done once was done: said of the year, of
// an earlier one, or seen in what earlier years reached for good.
func TestDoneBefore(t *testing.T) {
	for _, c := range []struct {
		facts    string
		previous func(r *Record) // changes the year before
		want     string
	}{
		{facts: "ratio qualitative open done open - once before=done", want: "FY2021"},
		{facts: "ratio qualitative open done open - before=done"},
		{facts: "ratio qualitative open done open - once undone before=done"},
		{facts: "ratio qualitative open done open - once before=open,done", want: "FY2020"},
		{facts: "ratio qualitative open done open - once before=done,done", want: "FY2020"},
		{facts: "ratio qualitative open done open - once before=検討"},
		{facts: "ratio qualitative open done open - once before=1"},
		{facts: "ratio qualitative open done done - once done_in=FY2022"},
		{facts: "ratio qualitative open done done - once done_in=FY2021", want: "FY2021"},
		{facts: "ratio qualitative open done done - once done_in=FY2023"},
		{facts: "ratio qualitative open done open - once before=done", previous: func(r *Record) { r.Provisional = true }},
		{facts: "ratio qualitative open done open - once before=open,done", previous: func(r *Record) { r.Undone = true }},
		{facts: "ratio qualitative open done open - once before=open", previous: func(r *Record) { r.DoneIn = 2019 }, want: "FY2019"},
		{facts: "ratio qualitative open done open - once before=open", previous: func(r *Record) { r.DoneIn = 2022 }},
		{facts: "ratio increase 0 1 0 - once before=1", want: "FY2021"},
		{facts: "ratio increase 0 1 0 - once before=0"},
		{facts: "ratio increase 0 1 0 - once history=FY2019:1", want: "FY2019"},
		{facts: "ratio increase 0 1 0 - once history=FY2019:0"},
		{facts: "ratio increase 0 1 0 - once history=FY2022:1"},
		{facts: "ratio increase 0 1 0 - once before=1 history=FY2019:1", want: "FY2019"},
		{facts: "ratio increase 0 1 0 - once before=0,0,1 history=FY2021:1", want: "FY2019"},
	} {
		_, r := worked(t, strings.Fields(c.facts))
		if c.previous != nil {
			c.previous(r.Before)
		}
		got := ""
		if y := r.DoneBefore(); y != 0 {
			got = y.String()
		}
		must.Be(t, got, c.want, c.facts)
	}
}

// TestToward has which ranges are one value in a direction: 85以上 where higher is better.
func TestToward(t *testing.T) {
	for _, c := range []struct {
		target    string
		direction Direction
		value     string // "" where the range stays
	}{
		{"85..", Increase, "85"}, {"..85", Decrease, "85"}, {"85..", Decrease, ""}, {"..85", Increase, ""}, {"80..85", Increase, ""}, {"80..85", Decrease, ""},
		{"85..", Maintain, ""}, {"85..", Neutral, ""}, {"..85", Maintain, ""}, {"85", Increase, "85"}, {"85", Maintain, "85"},
	} {
		f := workedFigure(c.target).Toward(c.direction)
		if f.IsNumber() != (c.value != "") || c.value != "" && f.Value.String() != c.value {
			t.Errorf("%s, %s: %+v, want %q", c.target, c.direction, f, c.value)
		}
	}
}
