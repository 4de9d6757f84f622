package kpi

import (
	"slices"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

// sound is a record in which nothing is wrong; each case below breaks it once.
func sound() *Record {
	return &Record{
		Year:      2024,
		Indicator: &Indicator{ID: "1-i-shihyo-6", Measured: ByNumber, Direction: Decrease},
		Baseline:  workedFigure("41"), Target: workedFigure("36"), Actual: workedFigure("57"), Published: "63.2",
	}
}

func words(done bool) Figure {
	return Figure{Kind: Words, Words: lang.Plain("ja", "策定"), Done: done}
}

func TestCheck(t *testing.T) {
	city := &City{Bands: threeBands}
	for _, c := range []struct {
		want  string // code and field of each fault
		spoil func(*Record)
	}{
		{"", func(*Record) {}},
		{"", func(r *Record) { r.Published = "" }},
		{"", func(r *Record) { r.Published = "63" }},
		{"K301 actual", func(r *Record) { r.Actual = workedFigure("58") }},
		{"K301 published", func(r *Record) { r.Published = "63.1" }},
		{"", func(r *Record) { r.Published, r.Difference = "63.1", lang.Plain("ja", "切り捨て") }},
		{"K302 difference", func(r *Record) { r.Difference = lang.Plain("ja", "切り捨て") }},
		{"", func(r *Record) { r.Target, r.Indicator.Direction, r.Published = workedFigure("0"), Increase, "" }},
		{"", func(r *Record) { r.Target, r.Published = workedFigure("-1"), "" }},
		{"", func(r *Record) { r.Target, r.Published = workedFigure("0"), "" }},
		{"", func(r *Record) { r.Actual, r.Published = workedFigure("-1"), "" }},
		// Accidents: none, none and a printed 100 are kept as printed.
		{"", func(r *Record) {
			r.Baseline, r.Target, r.Actual, r.Published = workedFigure("0"), workedFigure("0"), workedFigure("0"), "100"
		}},
		{"", func(r *Record) {
			r.Indicator.Rule, r.Actual, r.Target, r.Baseline, r.Published = FromBaselineID, workedFigure("5"), workedFigure("-20"), workedFigure("-52"), "178.1"
		}},
		{"K305 baseline", func(r *Record) { r.Baseline = Figure{} }},
		{"K305 target", func(r *Record) { r.Target = Figure{} }},
		{"K305 actual", func(r *Record) { r.Actual = Figure{} }},
		{"", func(r *Record) { r.Baseline = workedFigure("-") }},
		{"", func(r *Record) { r.Actual, r.Published = workedFigure("-"), "" }},
		{"K308 published", func(r *Record) { r.Actual = workedFigure("-") }},
		{"K333 published", func(r *Record) { r.Actual = workedFigure("-5") }},
		{"", func(r *Record) {
			r.Actual, r.Notes = workedFigure("-5"), []lang.Text{lang.Plain("ja", "資料のとおり")}
		}},
		{"K306 actual", func(r *Record) { r.Actual = words(true) }},
		{"K306 baseline", func(r *Record) { r.Baseline = workedFigure("1..2") }},
		{"K307 target", func(r *Record) { r.Target, r.Published = workedFigure("9..5"), "" }},
		{"", func(r *Record) { r.Target, r.Published = workedFigure("50..60"), "100" }},
		{"", func(r *Record) { r.Target, r.Published = workedFigure("5..9"), "0" }},
		{"", func(r *Record) { r.Actual, r.Published = workedFigure("0"), "100" }},
		{"", func(r *Record) { r.Target, r.Published = Figure{Kind: Aimed, Aim: AimLower}, "" }},
		{"K306 actual", func(r *Record) { r.Actual, r.Published = Figure{Kind: Aimed, Aim: AimLower}, "" }},
		{"", func(r *Record) {
			r.Target, r.Published, r.Indicator.Final = Figure{}, "", &FinalTarget{workedFigure("36"), 2030}
		}},
		{"K316 so_far", func(r *Record) {
			d := MustDecimal("58")
			r.Indicator.Total, r.PrintedSoFar, r.Published = &Total{2024, 2026}, &d, ""
		}},
		{"", func(r *Record) {
			d := MustDecimal("57.0")
			r.Indicator.Total, r.PrintedSoFar, r.Published = &Total{2024, 2026}, &d, ""
		}},
		{"K313 direction", func(r *Record) { r.Indicator.Measured = ByDone }},
		{"K313 direction", func(r *Record) { r.Indicator.Direction = Qualitative }},
		{"K310 evidence[1].equals", func(r *Record) { r.Evidence = []Evidence{{Sum: "8+21", Equals: "29"}, {Sum: "8+21", Equals: "30"}} }},
		{"K310 evidence[0].equals", func(r *Record) { r.Evidence = []Evidence{{Sum: "8+21", Equals: "actual"}} }},
		{"K311 evidence[0].sum", func(r *Record) { r.Evidence = []Evidence{{Sum: "8+", Equals: "29"}} }},
		{"K311 evidence[0].sum", func(r *Record) { r.Evidence = []Evidence{{Sum: "8/0", Equals: "29"}} }},
		{"K312 target", func(r *Record) { r.Indicator.Targets = map[Year]Figure{2024: workedFigure("35")} }},
		{"", func(r *Record) {
			r.Indicator.Targets = map[Year]Figure{2024: workedFigure("36.0"), 2025: workedFigure("30")}
		}},
		{"", func(r *Record) {
			r.Indicator.Targets, r.Notes = map[Year]Figure{2024: workedFigure("35")}, []lang.Text{lang.Plain("ja", "見直し")}
		}},
		// Two mistakes are two faults.
		{"K305 actual K310 evidence[0].equals", func(r *Record) {
			r.Actual, r.Evidence = Figure{}, []Evidence{{Sum: "1+1", Equals: "3"}}
		}},
	} {
		r := sound()
		c.spoil(r)
		must.Be(t, faults(Check(city, r)), c.want, r)
	}
}

func faults(list []Fault) string {
	var told []string
	for _, f := range list {
		told = append(told, f.Code+" "+string(f.Field))
	}
	slices.Sort(told)
	return strings.Join(told, " ")
}

func TestCheckNamesTheWorking(t *testing.T) {
	r := sound()
	r.Actual = workedFigure("58")
	list := Check(&City{Bands: threeBands}, r)
	if len(list) != 1 || list[0].Args["working"] != "36 ÷ 58 × 100" || list[0].Args["computed"] != "62.1" || list[0].Args["result"] != "62.068… → 62.1" || list[0].Args["published"] != "63.2" || list[0].ID != "1-i-shihyo-6" || list[0].Year != 2024 {
		t.Errorf("%+v", list)
	}
}

// A sum never says that 49 ÷ 60 × 100 is 82, and numbers below zero do not run
// into the sign before them.
func TestWorkingOfEdges(t *testing.T) {
	for _, c := range []struct {
		baseline, target, actual, printed, working, result string
	}{
		{"0", "60", "49", "80", "(49 − 0) ÷ (60 − 0) × 100", "81.666… → 82"},
		{"0", "60", "48", "81", "(48 − 0) ÷ (60 − 0) × 100", "80"},
		{"-52", "-20", "5", "1.0", "(5 − (−52)) ÷ ((−20) − (−52)) × 100", "178.125 → 178.1"},
	} {
		r := sound()
		r.Indicator.Direction = Increase
		r.Baseline, r.Target, r.Actual, r.Published = workedFigure(c.baseline), workedFigure(c.target), workedFigure(c.actual), c.printed
		list := Check(&City{Rule: FromBaselineID, Bands: threeBands}, r)
		if len(list) != 1 || list[0].Args["working"] != c.working || list[0].Args["result"] != c.result {
			t.Errorf("%s: %+v", c.working, list)
		}
	}
}

func TestCheckOfComposites(t *testing.T) {
	parts := []Part{{ID: "sessions", Direction: Increase}, {ID: "people", Direction: Increase}}
	whole := func() *Record {
		return &Record{
			Indicator: &Indicator{ID: "1-o-mokuhyo-1", Measured: ByParts, Direction: Increase, Parts: parts}, Published: "225", Baseline: workedFigure("-"),
			Parts: []PartRecord{{parts[0], workedFigure("-"), workedFigure("10"), workedFigure("29")}, {parts[1], Figure{}, workedFigure("200"), workedFigure("319")}},
		}
	}
	city := &City{Bands: threeBands}
	for _, c := range []struct {
		want  string
		spoil func(*Record)
	}{
		{"", func(*Record) {}},
		{"K301 part[0].actual", func(r *Record) { r.Published = "226" }},
		{"K305 part[1].actual", func(r *Record) { r.Parts[1].Actual = Figure{} }},
		{"", func(r *Record) { r.Parts[1].Target = workedFigure("0") }},
		{"K309 ", func(r *Record) { r.Parts = r.Parts[:1] }},
		{"K306 target", func(r *Record) { r.Target = workedFigure("3") }},
		{"K306 actual", func(r *Record) { r.Actual = workedFigure("3") }},
		{"K306 baseline", func(r *Record) { r.Baseline = workedFigure("3") }},
		{"", func(r *Record) { r.Parts[1].Target, r.Published = Figure{Kind: Aimed, Aim: AimKeep}, "" }},
		{"K306 part[1].actual", func(r *Record) { r.Parts[1].Actual = Figure{Kind: Aimed, Aim: AimKeep} }},
		// What the whole is said not to have, and its parts have.
		{"K306 target", func(r *Record) { r.Target = Figure{Kind: None, None: NotSet} }},
		{"K306 actual", func(r *Record) { r.Actual = Figure{Kind: None, None: NotStated} }},
		{"", func(r *Record) {
			r.Target, r.Parts[0].Target, r.Parts[1].Target, r.Published = Figure{Kind: None, None: NotSet}, workedFigure("-"), workedFigure("-"), ""
		}},
	} {
		r := whole()
		c.spoil(r)
		must.Be(t, faults(Check(city, r)), c.want)
	}
}

func TestWorking(t *testing.T) {
	for _, c := range []struct {
		formula   string
		direction Direction
		want      string
	}{
		{RatioID, Decrease, "36 ÷ 57 × 100"},
		{RatioID, Increase, "57 ÷ 36 × 100"},
		{ComplementID, Decrease, "(2 − 57 ÷ 36) × 100"},
		{ComplementID, Increase, "57 ÷ 36 × 100"},
		{FromBaselineID, Decrease, "(57 − 41) ÷ (36 − 41) × 100"},
	} {
		r := sound()
		r.Indicator.Direction = c.direction
		city := &City{Rule: c.formula, Bands: threeBands}
		must.Be(t, Working(Achieve(city, r), r), c.want, c.formula, c.direction)
	}
}

func TestIDs(t *testing.T) {
	for _, c := range []struct {
		sheet  string
		kind   Kind
		number int
		id     ID
		local  string
	}{{"1-i", KindIndicator, 6, "1-i-shihyo-6", "shihyo-6"}, {"1-ka", KindGoal, 12, "1-ka-mokuhyo-12", "mokuhyo-12"}} {
		id := MakeID(c.sheet, (&City{}).KindOf(string(c.kind)).Slug, c.number)
		if id != c.id || id.Sheet() != c.sheet || id.Local() != c.local {
			t.Errorf("%s: %s, %s", id, id.Sheet(), id.Local())
		}
	}
	for in, want := range map[string]Year{"FY2024": 2024, "FY1999": 1999, "2024": 0, "FY24": 0, "FY02024": 0, "fy2024": 0, "FY-024": 0, "FY2024 ": 0, "FY1600": 0, "FY1867": 0, "FY1868": 1868, "": 0} {
		if y, ok := ParseYear(in); y != want || ok != (want != 0) {
			t.Errorf("%q: %d, %v", in, y, ok)
		}
	}
	for _, c := range []struct {
		month       int
		first, last string
	}{{0, "2024-04", "2025-03"}, {1, "2024-01", "2024-12"}, {9, "2024-09", "2025-08"}} {
		if cal := (Calendar{FirstMonth: c.month}); cal.First(2024).ISO() != c.first || cal.Last(2024).ISO() != c.last {
			t.Errorf("a year from month %d: %s to %s", c.month, cal.First(2024).ISO(), cal.Last(2024).ISO())
		}
	}
	for id, want := range map[ID][2]string{
		"1-i-shihyo-6": {"1-i", "shihyo-6"}, "4-1-kpi-12": {"4-1", "kpi-12"}, "homes-measure-3": {"homes", "measure-3"},
		"1-i": {"", "1-i"}, "index": {"", "index"}, "1-a-2": {"", "1-a-2"}, "shihyo-6": {"", "shihyo-6"}, "-kpi-1": {"", "-kpi-1"}, "1-kpi-": {"", "1-kpi-"}, "": {"", ""},
		"1-abc-2": {"1", "abc-2"}, "1-zoo-2": {"1", "zoo-2"}, "1-Abc-2": {"", "1-Abc-2"}, "1-{bc-2": {"", "1-{bc-2"}, "1--2": {"", "1--2"}, "-5": {"", "-5"},
	} {
		if id.Sheet() != want[0] || id.Local() != want[1] {
			t.Errorf("%s: %q, %q", id, id.Sheet(), id.Local())
		}
	}
	if y := Year(2024); y.String() != "FY2024" {
		t.Error(y)
	}
}
