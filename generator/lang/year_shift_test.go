package lang

import (
	"testing"

	"tassei/generator/must"
)

// A place whose calendar counts from another year calls its years and dates so, in pages and messages.
func TestYearsOfAnotherCalendar(t *testing.T) {
	c, err := NewCatalogue("th", map[string]string{"format.month": "{month_name} {year+543}", "format.date": "{day} {month_name} {year+543}", "format.calendar_year": "พ.ศ. {year+543}",
		"format.fiscal_year_short": "ปีงบประมาณ {year+543}", "format.year_span": "{name} ({start} – {end})", "month.9": "ก.ย.", "month.10": "ต.ค."})
	must.Succeed(t, err)
	c.SetCalendar(10, true, "")
	for got, want := range map[string]string{
		c.FiscalYear(2024, "short"): "ปีงบประมาณ 2567", c.FiscalYear(2024, "full"): "ปีงบประมาณ 2567 (ต.ค. 2566 – ก.ย. 2567)",
		c.Date("2024-09-30"): "30 ก.ย. 2567", c.AsOf(AsOf{Year: 2021}): "พ.ศ. 2564", c.Month(Month{2024, 9}): "ก.ย. 2567",
	} {
		must.Be(t, got, want)
	}
	for name, want := range map[string]string{
		"民國{year-1911}年度": "民國113年度", "{year+543}/{next2+543}": "2567/68", "B.S. {year+57}/{next2+57}": "B.S. 2081/82", "{previous-1911}": "112", "{year2-1911}": "13", "{year+x}": "{year+x}",
	} {
		c.SetCalendar(1, false, name)
		must.Be(t, c.FiscalYear(2024, "short"), want, name)
	}
}

// What a city calls its years by is known to the program and tells one year from another.
func TestUnknownInYearName(t *testing.T) {
	for name, want := range map[string]string{"{year}/{next2}": "", "{era}{era_year}年度": "", "民國{year-1911}年": "", "民國{minguo}年": "minguo", "{year+}": "year+", "2024年度": "none", "{era}": "none", "{era_year}": ""} {
		unknown, _, none := UnknownInYearName(name)
		if none {
			unknown = "none"
		}
		must.Be(t, unknown, want, name)
	}
}

// Years of other calendars are not read as western ones: where the place counts so they
// are its own, elsewhere they are kept as printed.
func TestYearsOfOtherCalendarsAreNotRead(t *testing.T) {
	y := YearsOf(4, false, Text{"en": "{year}"})
	for _, s := range []string{"30/9/2567", "Sep 2567", "30.09.2567", "2567-09", "2567/68", "2567", "FY2567", "1403/06/31", "2567年9月"} {
		if a, months := y.AsOf(s); !a.IsZero() || months != nil {
			t.Errorf("%q: %v %v", s, a, months)
		}
	}
	if a, _ := y.AsOf("30/9/2024"); a.Start != (Month{2024, 9}) {
		t.Errorf("%v", a)
	}
	for s, want := range map[string]Month{"30/9/2567": {2024, 9}, "Sep 2567": {2024, 9}, "B.E. 2567": {2024, 1}, "30/9/2024": {2024, 9}} {
		a, months := YearsOf(1, false, Text{"th": "พ.ศ. {year+543}"}).AsOf(s)
		if months = append(months, a.Months()...); len(months) == 0 || months[0] != want {
			t.Errorf("%q: %v", s, months)
		}
	}
	minguo := YearsOf(1, false, Text{"zh-Hant": "民國{year-1911}年度"})
	for s, want := range map[string]Month{"113年12月31日": {2024, 12}, "民國113年9月": {2024, 9}, "2024年9月": {2024, 9}} {
		if a, _ := minguo.AsOf(s); a.Start != want {
			t.Errorf("%q: %v", s, a)
		}
	}
	reiwa := YearsOf(4, false, Text{"ja": "令和{year-2018}年度"})
	for s, want := range map[string]Month{"令和5年3月": {2023, 3}, "R6.4": {2024, 4}, "平成30年度": {2018, 4}} {
		if a, _ := reiwa.AsOf(s); a.Start != want {
			t.Errorf("%q: %v", s, a)
		}
	}
	if p, ok := minguo.Period("113年1月～113年12月", 2024); !ok || p != (Period{Month{2024, 1}, Month{2024, 12}}) {
		t.Errorf("%v", p)
	}
	if y := YearsOf(7, false, Text{"en": "FY{next+57}"}); !y.ByEnd {
		t.Error("a year called by its end in another calendar is not known as such")
	}
}
