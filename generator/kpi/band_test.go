package kpi

import (
	"slices"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

// TestBuiltInBands has which of the built-in bands can occur: no-band only where
// conditions or grades decide, for a rate always has a band.
func TestBuiltInBands(t *testing.T) {
	for _, c := range []struct {
		what string
		city City
		want string
	}{
		{"by rate", City{Bands: threeBands}, "pending not-judged"},
		{"none named", City{}, "pending not-judged"},
		{"by condition", City{Bands: workedBands(t, "marks"), OwnBands: true}, "pending no-band not-judged"},
		{"by grades", City{Bands: workedBands(t, "grades")}, "pending no-band not-judged"},
	} {
		must.Be(t, strings.Join(c.city.BuiltIn(), " "), c.want, c.what)
	}
}

// fourBands are a city's own: 100, 80, 50 and the rest.
func fourBands() []Band {
	return []Band{{ID: "ss", From: MustDecimal("100")}, {ID: "s", From: MustDecimal("80")}, {ID: "a", From: MustDecimal("50")}, {ID: "x", Open: true}}
}

// TestBandWithoutRate has which band is given where nothing can be computed: the one
// that the printed rate names, else what the target says.
func TestBandWithoutRate(t *testing.T) {
	for _, c := range []struct {
		facts, published, band string
		bands                  []Band
	}{
		{"ratio maintain 100 100 97.5 -", "97.5", "s", fourBands()},
		{"ratio maintain 100 100 100 -", "100", "ss", fourBands()},
		{"ratio maintain 20 20 25 -", "125", "x", fourBands()}, // beyond it is not kept
		{"ratio decrease 3 0 2 -", "66.7", "a", fourBands()},
		{"ratio decrease 3 0 2 -", "", "x", fourBands()},
		{"ratio increase -312 0 -12 -", "", "x", fourBands()},
		{"ratio increase -312 0 4 -", "", "ss", fourBands()},
		{"ratio decrease 58 55 57 - rank", "", "x", fourBands()},
		{"ratio decrease 58 55 55 - rank", "", "ss", fourBands()},
		{"ratio increase 10 raise 9 -", "", "x", fourBands()},
		{"ratio decrease 3 0 2 -", "66.7", "behind", threeBands},
		{"ratio decrease 3 0 2 -", "80.0", "nearly", threeBands},
		{"ratio decrease 3 0 2 -", "", "behind", threeBands},
		{"none decrease 3 2 2.5 -", "80.0", "behind", threeBands},
	} {
		city, r := worked(t, strings.Fields(c.facts))
		city.Bands, r.Published = c.bands, c.published
		if a := Achieve(city, r); a.Band != c.band {
			t.Errorf("%s, printed %q: %s, want %s", c.facts, c.published, a.Band, c.band)
		}
	}
	for printed, want := range map[string]bool{"97.5": true, "100": false, "": false} {
		must.Be(t, (&City{Bands: fourBands()}).Holds("s", printed), want, printed, "in 80 to 100", !want)
	}
}

// A grade that says that none could be given is not the lowest, wherever it stands.
func TestUngradedIsNotTheLowestGrade(t *testing.T) {
	for words, want := range map[string]bool{
		"D 評価困難": true, "評価できない": true, "判定不能": true, "評価対象外": true, "未評価": true, "データがなく評価が困難": true,
		"Cannot be graded": true, "Could not be assessed": true, "Not yet evaluated": true, "Difficult to assess": true, "Not rated": true,
		"No rating": true, "N/A": true, "Data not available": true, "Not measured this year": true, "No data": true, "Unrated": true, "Data only": true, "Performance to be confirmed": true, "Awaiting data": true, "Non déterminé": true, "Nicht messbar": true, "Sin datos": true, "Não avaliada": true, "Non rilevato": true, "－": true, "対象外": true, "データなし": true,
		"Missed, or not reported": false, "No progress": false, "Not applicable standards met": false, "B－": false, "Needs attention": false,
		"悪化している": false, "改善が困難": false, "評価が低い": false, "未達成": false, "目標を達成できなかった": false,
		"Not achieved": false, "Difficult to reach": false, "Not on track": false, "Rated poor": false, "To be improved": false, "Non atteint": false, "Nicht erreicht": false, "No alcanzado": false,
	} {
		for _, g := range []Grade{{Name: lang.Plain("ja", words)}, {Name: lang.Plain("en", "D"), Meaning: lang.Plain("en", words)}} {
			must.Be(t, g.Ungraded(), want, words, !want)
		}
	}
	must.Be(t, (&Grade{Name: lang.Plain("ja", "－"), Meaning: lang.Plain("ja", "横ばい")}).Ungraded(), false, "a dash between two arrows", true)
	c := &City{Bands: []Band{{ID: "a", Grade: true}, {ID: "c", Grade: true}, {ID: "d", Grade: true, Ungraded: true}}}
	if low := c.Lowest(); low == nil || low.ID != "c" {
		t.Errorf("lowest: %v", low)
	}
	if (&City{}).Lowest() != nil {
		t.Error("no bands, and a lowest one")
	}
}

// TestUsualBands tells the bands of a city that named none from those of one that
// named its own, however little they differ.
func TestUsualBands(t *testing.T) {
	if !(&City{Bands: threeBands}).UsualBands() {
		t.Error("100, 80 and the rest are the usual ones")
	}
	for what, change := range map[string]func([]Band) []Band{
		"another bound":   func(b []Band) []Band { b[1].From = MustDecimal("79"); return b },
		"another id":      func(b []Band) []Band { b[2].ID = "late"; return b },
		"one less":        func(b []Band) []Band { return b[1:] },
		"one more":        func(b []Band) []Band { return append(b, Band{ID: "lost", Open: true}) },
		"a lowest bound":  func(b []Band) []Band { b[2].Open = false; return b },
		"no second bound": func(b []Band) []Band { b[1].Open = true; return b },
	} {
		if (&City{Bands: change(slices.Clone(threeBands))}).UsualBands() {
			t.Errorf("%s: they are the city's own", what)
		}
	}
}

// Where nothing can be measured, the rate that the city printed gives the band, as far as the
// city's bands follow from a rate; of a total, a miss only when its years are over.
func TestRatePrintedOfNoValue(t *testing.T) {
	for _, c := range []struct {
		published string
		more      func(*City, *Record, *Achievement)
		want      string
	}{
		{"100", nil, "achieved met"},
		{"99.9", nil, "nearly missed"},
		{"", nil, ""},
		{"－", nil, ""},
		{"100", func(_ *City, r *Record, _ *Achievement) { r.Actual.None = LostInSource }, ""},
		{"100", func(c *City, _ *Record, _ *Achievement) { c.OwnBands = true }, ""},
		{"100", func(c *City, _ *Record, _ *Achievement) { c.Bands = workedBands(t, "grades") }, ""},
		{"100", func(c *City, _ *Record, _ *Achievement) { c.Rule = NoRuleID }, ""},
		{"100", func(_ *City, _ *Record, a *Achievement) { a.Form = FormFinal }, ""},
		{"99", func(_ *City, r *Record, a *Achievement) { a.Form, r.Indicator.Total = FormTotal, &Total{2021, 2025} }, ""},
		{"100", func(_ *City, r *Record, a *Achievement) { a.Form, r.Indicator.Total = FormTotal, &Total{2021, 2025} }, "achieved met"},
		{"99", func(_ *City, r *Record, a *Achievement) { a.Form, r.Indicator.Total = FormTotal, &Total{2021, 2022} }, "nearly missed"},
	} {
		city, r := worked(t, strings.Fields("ratio increase 80 90 - -"))
		r.Actual, r.Published = Figure{Kind: None, None: NotApplicable}, c.published
		a := Achievement{Form: FormValue}
		if c.more != nil {
			c.more(city, r, &a)
		}
		took := a.asPrinted(city, r)
		got := ""
		if took {
			got = a.Band + map[Meeting]string{Met: " met", Missed: " missed"}[a.Met]
		}
		must.Be(t, got, c.want, c.published)
	}
	met, missed, ok := (&City{Bands: threeBands}).Rateless()
	must.Be(t, met+" "+missed, "achieved behind", ok)
	for _, c := range []*City{{}, {Bands: threeBands, OwnBands: true}, {Bands: workedBands(t, "grades")}, {Bands: threeBands, Rule: NoRuleID}} {
		if met, missed, ok := c.Rateless(); ok || met != "" || missed != "" {
			t.Errorf("%s, %s, %v", met, missed, ok)
		}
	}
}
