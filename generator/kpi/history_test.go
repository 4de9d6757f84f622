package kpi

import (
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

// What the years before tell of an actual: that it has come back to the baseline, or that
// what was to be kept has been missed before. The record's own year and those after it, and
// years of which nothing is known, tell nothing.
func TestWhatTheYearsBeforeTell(t *testing.T) {
	for _, c := range []struct {
		facts            string
		returned, broken bool
	}{
		{"ratio increase 80 90 80 - before=85", true, false},
		{"ratio increase 80 90 80 - before=-,85", true, false},
		{"ratio increase 80 90 80 - before=80", false, false},
		{"ratio increase 80 90 80 - before=-,80.0", false, false},
		{"ratio increase 80 90 80 - history=FY2021:85", true, false},
		{"ratio increase 80 90 80 - history=FY2021:80", false, false},
		{"ratio increase 80 90 80 - history=FY2021:done", false, false},
		{"ratio increase 80 90 80 - history=FY2022:85", false, false},
		{"ratio increase 80 90 80 - history=FY2023:85", false, false},
		{"ratio increase 80 90 80 -", false, false},
		{"ratio increase 80 90 81 - before=85", false, false},
		{"ratio increase - 90 80 - before=85", false, false},
		{"ratio increase 80 90 - - before=85", false, false},
		{"qualitative qualitative 検討 策定 検討 - before=協議", true, false},
		{"qualitative qualitative 検討 策定 検討 - before=検討", false, false},
		{"qualitative qualitative 検討 策定 検討 - before=85", false, false},
		{"qualitative qualitative 検討 策定 協議 - before=調整", false, false},
		{"qualitative qualitative 80 策定 検討 - before=調整", false, false},
		{"qualitative qualitative 検討 策定 80 - before=調整", false, false},
		{"ratio increase 80 80 85 - before=79", false, true},
		{"ratio increase 80 80 85 - before=80", false, false},
		{"ratio increase 80 80 85 - history=FY2021:79", false, true},
		{"ratio increase 80 80 85 - history=FY2022:79", false, false},
		{"ratio decrease 80 80 75 - before=81", false, true},
		{"ratio increase 80 90 95 - before=79", false, false},
	} {
		_, r := worked(t, strings.Fields(c.facts))
		must.Be(t, r.returned(), c.returned, c.facts, "returned")
		must.Be(t, r.broken(), c.broken, c.facts, "broken", formOf(r))
	}
}

// What a total came to: nothing where its last year is missing, provisional, or not known.
func TestWhatATotalCameTo(t *testing.T) {
	year := func(y Year, actual string, more func(*Record), before *Record) *Record {
		r := &Record{Year: y, Indicator: &Indicator{Measured: ByNumber, Direction: Increase, Total: &Total{2021, 2023}}, Actual: workedFigure(actual), Before: before}
		if more != nil {
			more(r)
		}
		return r
	}
	first := year(2021, "3", nil, nil)
	chain := func(actual string, more func(*Record)) *Record {
		return year(2023, actual, more, year(2022, "-2", nil, first))
	}
	for _, c := range []struct {
		name string
		r    *Record
		want string
	}{
		{"over", year(2025, "-", nil, year(2024, "9", nil, chain("4", nil))), "5"},
		{"provisional", year(2024, "-", nil, chain("4", func(r *Record) { r.Provisional = true })), ""},
		{"its last year is not known", year(2024, "-", nil, chain("-", nil)), ""},
		{"its last year is not there", year(2024, "-", nil, first), ""},
		{"it is the last year", chain("4", nil), ""},
	} {
		must.Be(t, c.r.cameTo().String(), c.want, c.name)
	}
	must.Be(t, chain("4", nil).fellBack(), true)
	must.Be(t, first.fellBack(), false)
	must.Be(t, year(2022, "0", nil, first).fellBack(), false)
	for y, want := range map[Year]bool{2020: false, 2021: true, 2022: true, 2023: false} {
		r := year(2022, "4", nil, nil)
		r.Indicator.History = map[Year]Figure{y: workedFigure("-1")}
		must.Be(t, r.fellBack(), want, y)
	}
	must.Be(t, year(2021, "1", nil, year(2020, "-1", nil, nil)).fellBack(), false, "before its years")
}

// A baseline that is the one of the year before with another power of ten is told; one of
// another unit or indicator, one that is explained, and one of a single digit are not.
func TestBaselineOfAnotherScale(t *testing.T) {
	record := func(baseline string, before *Record) *Record {
		r := sound()
		r.Baseline, r.Before = workedFigure(baseline), before
		if before != nil {
			before.Year = r.Year - 1
		}
		return r
	}
	for _, c := range []struct {
		was, now string
		more     func(r *Record)
		want     bool
	}{
		{"12300", "12.3", nil, true},
		{"12.3", "12300", nil, true},
		{"12345", "12.3", nil, true},
		{"1230000", "1.23", nil, true},
		{"1230", "12.3", nil, false},
		{"12400", "12.3", nil, false},
		{"3000", "3", nil, false},
		{"3000", "3.0", nil, false},
		{"-", "12.3", nil, false},
		{"12300", "-", nil, false},
		{"12300", "12.3", func(r *Record) { r.Notes = []lang.Text{lang.Plain("ja", "単位を改めた")} }, false},
		{"12300", "12.3", func(r *Record) { r.Before.Indicator.ID = "other" }, false},
		{"12300", "12.3", func(r *Record) { r.Before.Indicator.Unit = lang.Plain("ja", "千円") }, false},
		{"12300", "12.3", func(r *Record) { r.Before = nil }, false},
	} {
		r := record(c.now, record(c.was, nil))
		if c.more != nil {
			c.more(r)
		}
		check := &checker{record: r, city: &City{}}
		check.scaled()
		must.Be(t, len(check.faults) == 1, c.want, c.was, c.now)
	}
}

// Nothing is said of a value that was never set or stated, unless something is printed in its place.
func TestUnspoken(t *testing.T) {
	for _, c := range []struct {
		f    Figure
		want bool
	}{
		{Figure{}, true}, {Figure{Printed: "－"}, true}, {Figure{Kind: None}, true}, {Figure{Kind: None, None: NotSet}, true}, {Figure{Kind: None, None: NotStated}, true},
		{Figure{Kind: None, None: LostInSource}, false}, {Figure{Kind: None, None: NotYet}, false}, {Figure{Kind: None, None: NotSet, Printed: "－"}, false},
		{Figure{Kind: None, AsOf: AsOf{Text: lang.Plain("ja", "年度末")}}, false}, {workedFigure("4"), false}, {workedFigure("done"), false},
	} {
		must.Be(t, c.f.Unspoken(), c.want, c.f)
	}
}

// The first month of a year that has the number of the one in which it ends lies in the year
// before, unless it is January.
func TestFirstMonth(t *testing.T) {
	for _, c := range []struct {
		Calendar
		want lang.Month
	}{
		{Calendar{}, lang.Month{Year: 2024, Month: 4}}, {Calendar{FirstMonth: 7}, lang.Month{Year: 2024, Month: 7}},
		{Calendar{FirstMonth: 7, ByEnd: true}, lang.Month{Year: 2023, Month: 7}}, {Calendar{FirstMonth: 1, ByEnd: true}, lang.Month{Year: 2024, Month: 1}},
	} {
		must.Be(t, c.First(2024), c.want)
	}
	years := []YearInfo{{Year: 2023}, {Year: 2024}}
	if YearOf(years, 2024) != &years[1] || YearOf(years, 2025) != nil {
		t.Error("a year is not found where it stands")
	}
}
