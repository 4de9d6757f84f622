package lang

import (
	"testing"

	"tassei/generator/must"
)

// TestDaysAreSaidInOtherLanguages: another language loses no day of a date as printed.
func TestDaysAreSaidInOtherLanguages(t *testing.T) {
	c := catalogue(t, map[string]string{
		"format.month": "{month_name} {year}", "format.period": "{start} – {end}", "format.until": "until {end}", "format.from": "from {start}", "format.fiscal_year_short": "FY{year}",
		"format.date": "{day} {month_name} {year}", "month.1": "Jan", "month.2": "Feb", "month.3": "Mar", "month.4": "Apr", "month.10": "Oct", "month.12": "Dec",
	})
	years := YearsOf(4, false, nil)
	for s, want := range map[string]string{
		"令和2年3月31日": "31 Mar 2020", "令和２年３月３１日現在": "31 Mar 2020", "R6.4.1～R7.3.31": "1 Apr 2024 – 31 Mar 2025", "R6.4～R7.3.31": "Apr 2024 – 31 Mar 2025",
		"令和2年3月": "Mar 2020", "令和2年度": "FY2020", "31 March 2024": "31 Mar 2024", "March 31, 2024": "31 Mar 2024", "as at 31.12.2023": "31 Dec 2023", "12/31/2023": "31 Dec 2023",
		"2024-10-01": "1 Oct 2024", "March 2024": "Mar 2024",
	} {
		a, _ := years.AsOf(s)
		must.Be(t, c.AsOf(a), want, s)
	}
	for s, want := range map[string]string{"R7.2.28まで": "until 28 Feb 2025", "R6.4.1から": "from 1 Apr 2024", "R6.4～R7.1.31": "Apr 2024 – 31 Jan 2025", "R7.2まで": "until Feb 2025"} {
		p, err := ParsePeriod(s)
		must.Succeed(t, err)
		must.Be(t, c.Dated(p, DaysIn(s)), want, s)
	}
	if p, ok := years.Period("1 April 2024 - 31 March 2025", 2024); !ok || c.Dated(p, DaysIn("1 April 2024 - 31 March 2025")) != "1 Apr 2024 – 31 Mar 2025" {
		t.Errorf("%v %s", p, c.Dated(p, DaysIn("1 April 2024 - 31 March 2025")))
	}
}
