package lang

import (
	"fmt"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestDatesOfOtherCountries reads dates as councils and cities outside Japan
// print them. A date that can be read in two ways has no month.
func TestDatesOfOtherCountries(t *testing.T) {
	april := YearsOf(4, false, Text{"en": "{year}/{next2}"})
	july := YearsOf(7, false, Text{"en": "FY{next}"})
	back := YearsOf(7, true, Text{"en": "FY{year}"})
	backPairs := YearsOf(7, true, Text{"en": "{previous}/{year2}"})
	january := YearsOf(1, false, Text{"en": "{year}"})
	for _, c := range []struct {
		years Years
		text  string
		want  string // months, and the fiscal year where it names one
	}{
		{april, "2023/24", "2023-04 2024-03 FY2023"},
		{april, "2011/12", "2011-04 2012-03 FY2011"},
		{april, "2023-24", "2023-04 2024-03 FY2023"},
		{april, "2023/2024", "2023-04 2024-03 FY2023"},
		{april, "Q4 2024/25", "2025-01 2025-03"},
		{april, "Quarter 2 2025/26", "2025-07 2025-09"},
		{april, "March 2024", "2024-03"},
		{april, "Mar 2024", "2024-03"},
		{april, "31 March 2024", "2024-03"},
		{april, "as at 31st March 2024", "2024-03"},
		{april, "31/03/2024", "2024-03"},
		{april, "03/04/2024", ""},
		{april, "2024", "2024-01 2024-12"},
		{april, "year ending June 2024", "2024-06"},
		{july, "FY2025", "2024-07 2025-06 FY2024"},
		{july, "FY25", "2024-07 2025-06 FY2024"},
		{july, "FY 2024–25", "2024-07 2025-06 FY2024"},
		{july, "CY 2024", "2024-01 2024-12"},
		{july, "December 31, 2024", "2024-12"},
		{july, "12/31/2024", "2024-12"},
		{back, "FY2025", "2024-07 2025-06 FY2025"},
		{back, "FY 2024–25", "2024-07 2025-06 FY2025"},
		{back, "Q1 FY2025", "2024-07 2024-09"},
		{back, "Q1 2025", "2024-07 2024-09"},
		{back, "December 31, 2024", "2024-12"},
		{back, "令和5年度", "2022-07 2023-06 FY2023"},
		{july, "R5年度末", "2023-07 2024-06 FY2023"},
		{april, "令和5年度", "2023-04 2024-03 FY2023"},
		{january, "令和5年度", "2023-04 2024-03 FY2023"},
		{backPairs, "2024/25", "2024-07 2025-06 FY2025"},
		{january, "31.12.2020", "2020-12"},
		{january, "12/2020", "2020-12"},
		{january, "2020", "2020-01 2020-12"},
		{january, "2011/12", "2011-12"}, // no pairs here: as offices in Japan write a month
		{january, "Survey of residents", ""},
		{january, "May 13, 2024", "2024-05"},
		{january, "31 grudnia 2024 r.", "2024-12"}, {january, "31.12.2024 r.", "2024-12"}, {january, "październik 2024", "2024-10"}, {january, "stan na 2024 r.", ""},
		{january, "maj 2024", "2024-05"}, {january, "31 mars 2024", "2024-03"}, {january, "31. desember 2024", "2024-12"}, {january, "31. joulukuuta 2024", "2024-12"},
		{january, "31. prosince 2024", "2024-12"}, {january, "31 de desembre de 2024", "2024-12"}, {january, "30 Maret 2024", "2024-03"}, {january, "2024 r.", "2024-01 2024-12"},
	} {
		normal, months := c.years.AsOf(c.text)
		if months == nil {
			months = normal.Months()
		}
		var got []string
		for _, m := range months {
			got = append(got, m.ISO())
		}
		if normal.FiscalYear != 0 {
			got = append(got, fmt.Sprintf("FY%d", normal.FiscalYear))
		}
		must.Be(t, strings.Join(got, " "), c.want, c.text, c.years)
	}
}

// TestPeriodsOfOtherCountries reads the periods of actions of FY2024.
func TestPeriodsOfOtherCountries(t *testing.T) {
	years := YearsOf(4, false, Text{"en": "{year}/{next2}"})
	for text, want := range map[string]string{
		"April 2024 – March 2025":    "2024-04 2025-03",
		"Apr-Jun 2024":               "2024-04 2024-06",
		"October to March 2025":      "2024-10 2025-03",
		"Q1 – Q3":                    "2024-04 2024-12",
		"Q2 2024/25":                 "2024-07 2024-09",
		"2024/25":                    "2024-04 2025-03",
		"by March 2026":              " 2026-03",
		"from September 2023":        "2023-09 ",
		"from May 2024 to July 2024": "2024-05 2024-07",
		"September 2024":             "2024-09 2024-09",
		"2024":                       "2024-01 2024-12",
		"bis September 2024":         " 2024-09",
		"bis Ende 2025":              " 2025-12",
		"ab März 2024":               "2024-03 ",
		"Januar bis März 2024":       "2024-01 2024-03",
		"seit 1. Mai 2024":           "2024-05 ",
		"2. Quartal 2024":            "2024-07 2024-09",
		"de enero a marzo de 2024":   "none",
		"enero a marzo de 2024":      "2024-01 2024-03",
		"31 de diciembre de 2024":    "2024-12 2024-12",
		"août 2024 – décembre 2024":  "2024-08 2024-12",
		"jusqu'en juin 2024":         " 2024-06",
		"Weihnachten 2024":           "none",
		"laufend":                    "none",
		"Autumn term 2024":           "none",
		"ongoing":                    "none",
		"July 2024 – March 2024":     "none",
	} {
		p, ok := years.Period(text, 2024)
		got := p.Start.ISO() + " " + p.End.ISO()
		if !ok {
			got = "none"
		}
		must.Be(t, got, want, text)
	}
}
