package lang

import (
	"cmp"
	"strconv"
	"strings"
)

// The patterns of dates are messages, so that a language can say its own:
//
//	format.month        {year} {month} {month_name} {era} {era_year}
//	format.period       {start} {end}
//	format.until        {end}
//	format.from         {start}
//	format.fiscal_year  {year} {next} {era} {era_year}
//	format.date         {year} {month} {day} {month_name} {era} {era_year}
//	month.1 … month.12  the names of the months
//
// A year that another calendar counts is {year+543} or {year-1911}.

// Month writes a month: 令和6年4月 or Apr 2024.
func (c *Catalogue) Month(m Month) string {
	if m.IsZero() {
		return ""
	}
	era, year := m.Era()
	return c.Say("format.month", "year", strconv.Itoa(m.Year), "month", strconv.Itoa(m.Month),
		"month_name", c.MonthName(m.Month), "era", era, "era_year", eraYearText(year))
}

// MonthName is the language's short name of a month, 1 to 12.
func (c *Catalogue) MonthName(month int) string { return c.Say("month." + strconv.Itoa(month)) }

// Period writes a span of months, with open ends as the language says them.
func (c *Catalogue) Period(p Period) string {
	switch {
	case p.Start.IsZero():
		return c.Say("format.until", "end", c.Month(p.End))
	case p.End.IsZero():
		return c.Say("format.from", "start", c.Month(p.Start))
	case p.Start == p.End:
		return c.Month(p.Start)
	}
	return c.Say("format.period", "start", c.Month(p.Start), "end", c.Month(p.End))
}

// AsOf writes an as-of in plain form; the zero AsOf gives "".
func (c *Catalogue) AsOf(a AsOf) string {
	switch {
	case a.IsZero():
		return ""
	case a.FiscalYear != 0:
		return c.FiscalYear(a.FiscalYear, "short")
	case a.Year != 0:
		return c.Say("format.calendar_year", "year", strconv.Itoa(a.Year))
	}
	return c.Dated(a.Period, a.Days)
}

// Dated is Period with the days that its ends were printed with.
func (c *Catalogue) Dated(p Period, days Days) string {
	if days == (Days{}) {
		return c.Period(p)
	}
	say := func(m Month, day int) string {
		if day == 0 {
			return c.Month(m)
		}
		return c.Date(m.ISO() + "-" + strconv.Itoa(day))
	}
	switch start, end := say(p.Start, days[0]), say(p.End, days[1]); {
	case p.Start.IsZero():
		return c.Say("format.until", "end", end)
	case p.End.IsZero():
		return c.Say("format.from", "start", start)
	case start == end:
		return start
	default:
		return c.Say("format.period", "start", start, "end", end)
	}
}

// FiscalYear writes a fiscal year in one of the language's forms: "full" is
// 令和6年度（2024年度） or FY2024 (April 2024 – March 2025), "short" is 令和6年度
// or FY2024.
func (c *Catalogue) FiscalYear(fy int, form string) string {
	if c.yearName != "" || c.back || c.firstMonth != 0 && c.firstMonth != april {
		return c.ownYear(fy, form)
	}
	era, year := EraOfFiscalYear(fy)
	return c.Say("format.fiscal_year_"+form, "year", strconv.Itoa(fy), "next", strconv.Itoa(fy+1),
		"era", era, "era_year", eraYearText(year))
}

// april is the month in which a fiscal year begins unless a city says otherwise.
const april = 4

// SetCalendar tells in which month the fiscal year begins, whether its number is
// that of the year in which it ends, and how the city calls a year: a pattern with
// {year}, {next}, {next2} (two digits), {previous}, {year2}, {era} and {era_year};
// "" takes the language's way. A year may be counted from another: {year+543}.
func (c *Catalogue) SetCalendar(firstMonth int, byEnd bool, name string) {
	c.firstMonth, c.back, c.yearName = firstMonth, byEnd, name
}

// twoDigits are the last two of a year.
func twoDigits(year string) string { return year[max(0, len(year)-2):] }

// ownYear writes a year of another calendar, or one that the city calls its own
// way. The full form says from when to when, but for a calendar year.
func (c *Catalogue) ownYear(fy int, form string) string {
	first := Month{Month: cmp.Or(c.firstMonth, april)}
	first.Year = began(fy, first.Month, c.back)
	era, year := EraOfFiscalYear(fy)
	own, next := strconv.Itoa(fy), strconv.Itoa(fy+1)
	name := c.Say("format.calendar_year", "year", strconv.Itoa(fy))
	switch {
	case c.yearName != "":
		name = yearShift.ReplaceAllStringFunc(c.yearName, func(part string) string { return shiftedYear(part, fy) })
		name = strings.NewReplacer("{year}", own, "{year2}", twoDigits(own), "{next}", next, "{next2}", twoDigits(next), "{previous}", strconv.Itoa(fy-1),
			"{era}", era, "{era_year}", eraYearText(year)).Replace(name)
	case c.firstMonth != 1:
		name = c.Say("format.fiscal_year_short", "year", own, "next", next, "era", era, "era_year", eraYearText(year))
	}
	if form != "full" || c.firstMonth == 1 {
		return name
	}
	return c.Say("format.year_span", "name", name, "start", c.Month(first), "end", c.Month(MonthAt(first.Index()+11)))
}

// Date writes a day given as 2026-02-01; anything else is returned as it is.
func (c *Catalogue) Date(iso string) string {
	f := strings.Split(iso, "-")
	if len(f) != 3 {
		return iso
	}
	y, err1 := strconv.Atoi(f[0])
	m, err2 := strconv.Atoi(f[1])
	d, err3 := strconv.Atoi(f[2])
	if err1 != nil || err2 != nil || err3 != nil {
		return iso
	}
	era, year := EraOfDay(y, m, d)
	return c.Say("format.date", "year", f[0], "month", strconv.Itoa(m), "day", strconv.Itoa(d),
		"month_name", c.MonthName(m), "era", era, "era_year", eraYearText(year))
}

// eraYearText writes the first year of an era as 元, as offices do.
func eraYearText(year int) string {
	if year == 1 {
		return "元"
	}
	return strconv.Itoa(year)
}
