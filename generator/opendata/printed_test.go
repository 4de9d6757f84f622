package opendata

import (
	"bytes"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// What the city printed is in the data for every form of a figure, not only where there
// is no value: a range, more than, a direction, two values.
func TestPrintedFormsAreKept(t *testing.T) {
	from, to := kpi.MustDecimal("25"), kpi.MustDecimal("30")
	for printed, f := range map[string]kpi.Figure{
		"25%–30%":            {Kind: kpi.Range, From: &from, To: &to},
		"<25":                {Kind: kpi.Number, Value: from, Strict: "below"},
		"Improve every year": {Kind: kpi.Aimed, Aim: "raise"},
		"25 (30)":            {Kind: kpi.Number, Value: from, Second: &kpi.Second{Value: to, Name: both("うち市外", "from outside")}},
		"25.0%":              {Kind: kpi.Number, Value: from},
	} {
		records := testRecords()[:1]
		f.Printed = printed
		records[0].Target = f
		s := built(t, testCity(), records)
		row := readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])[0]
		must.Contain(t, row["note_en"]+row["target_text_ja"], printed, "is lost in the CSV", row)
		target := inside(items(inside(readJSON(t, s[dir+"indicators.json"]), "indicators"))[0], "target")
		if m := target.(map[string]any); m["printed"] != printed && inside(target, "text", "ja") != printed {
			t.Errorf("%s is lost in the JSON: %v", printed, m)
		}
	}
}

// The table of all years has what is printed in the place of a value too, and of a range.
func TestAllYearsKeepWhatIsPrinted(t *testing.T) {
	from, to := kpi.MustDecimal("25"), kpi.MustDecimal("30")
	records := testRecords()[:1]
	records[0].Target = kpi.Figure{Kind: kpi.Range, From: &from, To: &to, Printed: "25%–30%"}
	records[0].Actual = kpi.Figure{Kind: kpi.None, None: kpi.Withheld, Printed: "<5"}
	for file, data := range built(t, testCity(), records) {
		if !strings.HasSuffix(file, "kpi_observations.csv") {
			continue
		}
		got := map[string]string{}
		for _, row := range readCSV(t, data) {
			got[row["measure"]] = row["text_ja"]
		}
		if got["actual"] != "<5" || got["target-from"] != "25%–30%" || got["target-to"] != "25%–30%" {
			t.Errorf("%v", got)
		}
		return
	}
	t.Fatal("there is no table of all years")
}

// No rate is rounded into a claim in the table of all years either: 99.96 of what was
// missed is not 100.0.
func TestAllYearsRoundNoRateIntoAClaim(t *testing.T) {
	records := testRecords()[:1]
	records[0].Target, records[0].Actual, records[0].Published = kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("2499")}, kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("2500")}, ""
	s := built(t, testCity(), records)
	want := readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])[0]["achievement_shown"]
	for _, row := range readCSV(t, s["data/999997_kpi_observations.csv"]) {
		if row["measure"] == "achievement" && (row["value"] != want || want != "99.96") {
			t.Errorf("all years have %q, the year %q", row["value"], want)
		}
	}
}

// A year or a quarter of which the months are known is a span, not two months.
func TestSpansOfMonths(t *testing.T) {
	for want, span := range map[string]bool{"2018-01/2018-12": true, "2018-01;2018-12": false} {
		records := testRecords()[:1]
		records[0].Baseline.AsOf = kpi.AsOf{Text: lang.Plain("ja", "2018"), Months: []lang.Month{{Year: 2018, Month: 1}, {Year: 2018, Month: 12}}, Span: span}
		s := built(t, testCity(), records)
		must.Be(t, readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])[0]["baseline_as_of"], want)
		asOf := inside(items(inside(readJSON(t, s[dir+"indicators.json"]), "indicators"))[0], "baseline", "as_of")
		if start := inside(asOf, "start"); (start == "2018-01") != span {
			t.Errorf("%v", asOf)
		}
	}
}

// A bound and a direction are read back as such: 25 in place of less than 25 is another target.
func TestReadKeepsBoundsAndDirections(t *testing.T) {
	for _, f := range []kpi.Figure{{Kind: kpi.Number, Value: kpi.MustDecimal("25"), Strict: kpi.Below}, {Kind: kpi.Aimed, Aim: kpi.AimRaise}} {
		records := testRecords()[:1]
		records[0].Target = f
		rows, _, err := Read(bytes.NewReader(built(t, testCity(), records)[Dir(year)+"indicators.json"]))
		must.Succeed(t, err)
		if got := rows[0].Target; got.Kind != f.Kind || got.Strict != f.Strict || got.Aim != f.Aim {
			t.Errorf("%+v was written, and read %+v", f, got)
		}
	}
}
