package site

import (
	"fmt"
	"strings"
	"testing"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// Each of up to seven bands, and what has none, has a mark of its own, the same
// in lists, charts and pictures: colour alone tells nothing apart.
func TestEachBandHasAMarkOfItsOwn(t *testing.T) {
	for n := 2; n <= 13; n++ {
		city := &kpi.City{}
		ids := []string{kpi.Pending, kpi.NotJudged}
		for i := range n {
			id := fmt.Sprintf("band-%d", i)
			city.Bands = append(city.Bands, kpi.Band{ID: id, Open: i == n-1})
			ids = append(ids, id)
		}
		inPages, inCharts := map[string]string{}, map[chart.Shape]string{}
		for _, id := range ids {
			mark, shape := string(bandShape(city, id, bandClass(city, id))), chartBand(city, id).Shape
			if mark == "" {
				t.Errorf("%s of %d has no mark", id, n)
			}
			if other, ok := inPages[mark]; ok {
				t.Errorf("of %d bands %s and %s have the same mark on pages", n, other, id)
			}
			if other, ok := inCharts[shape]; ok {
				t.Errorf("of %d bands %s and %s have the same mark in charts", n, other, id)
			}
			inPages[mark], inCharts[shape] = id, id
		}
	}
	drawn := map[string]bool{}
	for shape := chart.Circle; shape < chart.Ring; shape++ {
		drawn[shape.Path()] = true
		if view := (BandView{Class: classNear, shape: shape}); shape != chart.Circle && shape != chart.Square && shape != chart.Diamond && shareBand(view).Mark == 0 {
			t.Errorf("pictures to share do not know %s", shape.Path())
		}
	}
	must.Be(t, len(drawn), int(chart.Ring), "of", chart.Ring, "shapes differ")
}

// A city that calls what it does not judge "Data only" has no data where the figure was
// withheld: the reason stands there, in rows as on the page.
func TestWithheldIsNotTheCitysWordForNotJudged(t *testing.T) {
	for _, c := range []struct{ tag, facts, want string }{
		{"ja", "increase 24 60 -", "未確定"},
		{"ja", "increase 24 unset 48", "参考値"},
		{"ja", "increase 24 60 withheld", "秘匿"},
		{"ja", "increase 24 60 not-measured", "測定なし"},
		{"en", "increase 24 unset 48", "Data only"},
		{"en", "neutral 24 60 48", "Data only"},
		{"en", "increase 24 60 withheld", "Withheld"},
		{"en", "increase 24 60 lost-in-source", "Lost in the source"},
		{"en", "increase 24 60 not-measured", "Not measured"},
		{"en", "increase 24 not-set 48 final=60", "Not due yet"},
		{"ja", "increase 24 not-set 48 final=60", "目標の年度はこれから"},
	} {
		v := speaker(t, c.tag)
		city, row, _ := sentenceRow(t, c.facts)
		city.BandNames = map[string]kpi.Band{kpi.NotJudged: {ID: kpi.NotJudged, Name: lang.Text{"ja": "参考値", "en": "Data only"}}}
		v.city, v.bandViews = city, nil
		must.Be(t, v.bandOf(row).Name, c.want, c.tag, c.facts)
		must.Be(t, v.targetLens(row).Outcome, c.want, c.tag, c.facts, "lens")
	}
}

// Where a city printed another rate than its figures give, the band follows the figures,
// and the bounds that stand beside it are not those of the printed rate.
func TestBandBesideAnotherPrintedRate(t *testing.T) {
	for _, c := range []struct{ tag, facts, want string }{
		{"en", "increase 24 60 48 printed=80", "80 to under 100"},
		{"en", "increase 24 60 48 printed=79", "by the calculated value"},
		{"ja", "increase 24 60 48 printed=79", "計算した値による区分"},
		{"en", "increase 24 60 48 printed=81", "80 to under 100"},
		{"en", "increase 80 >93 93", ""},
		{"en", "increase 80 >93 92", "80 to under 100"},
	} {
		v := speaker(t, c.tag)
		city, row, _ := sentenceRow(t, c.facts)
		v.city, v.bandViews = city, nil
		view := IndicatorView{Band: v.bandOf(row)}
		if v.viewBand(&view, row); view.Band.Range != c.want {
			t.Errorf("%s %s: %q, want %q", c.tag, c.facts, view.Band.Range, c.want)
		}
	}
}

// Nor does a count take what was withheld or lost for what the city calls "Data only".
func TestTalliesPartWhatIsNotThere(t *testing.T) {
	v := speaker(t, "en")
	var rows []kpi.Row
	for _, facts := range []string{"increase 24 60 60", "increase 24 unset 48", "neutral 24 60 48", "increase 24 60 withheld", "increase 24 60 not-measured", "increase 24 60 withheld"} {
		city, row, _ := sentenceRow(t, facts)
		v.city, rows = city, append(rows, *row)
	}
	tell := func() string {
		var list []string
		for _, b := range v.bands(kpi.Count(rows)) {
			list = append(list, b.Count+" "+b.Name)
		}
		return strings.Join(list, ", ") + " / " + v.yearRest(kpi.Count(rows))
	}
	if got, want := tell(), "1 Achieved, 0 Nearly achieved, 0 Behind target, 5 Not judged / 5 are “Not judged”."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	v.city.BandNames = map[string]kpi.Band{kpi.NotJudged: {ID: kpi.NotJudged, Name: lang.Text{"ja": "参考値", "en": "Data only"}}}
	v.bandViews = nil
	if got, want := tell(), "1 Achieved, 0 Nearly achieved, 0 Behind target, 2 Data only, 1 Not measured, 2 Withheld / 2 are “Data only”, 1 is “Not measured” and 2 are “Withheld”."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	v.city.BandNames = map[string]kpi.Band{kpi.NotJudged: {ID: kpi.NotJudged, Name: lang.Text{"ja": "測定なし", "en": "Not measured"}}}
	v.bandViews = nil
	if got, want := tell(), "1 Achieved, 0 Nearly achieved, 0 Behind target, 3 Not measured, 2 Withheld / 3 are “Not measured” and 2 are “Withheld”."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What the city's bands count as kept although the target is another value, and is the
// baseline's again, has no comparison: the share of the planned change stands alone.
func TestBackAtTheBaselineWhereTheBandsLeaveItOpen(t *testing.T) {
	number := func(s string) kpi.Figure { return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(s)} }
	city := &kpi.City{Languages: []string{"en"}, OwnBands: true}
	for id, when := range map[string]string{"green": "actual >= target", "red": "actual < target"} {
		condition, err := kpi.ParseCondition(when, kpi.ConditionNames...)
		must.Succeed(t, err)
		city.Bands = append(city.Bands, kpi.Band{ID: id, Name: lang.Text{"en": id}, When: condition})
	}
	ind := &kpi.Indicator{ID: "1-a-shihyo-1", Sheet: "1-a", Kind: kpi.KindIndicator, Slug: "shihyo", Number: 1, Measured: kpi.ByNumber, Direction: kpi.Maintain}
	rec := &kpi.Record{Indicator: ind, Year: 2024, Baseline: number("10"), Target: number("2"), Actual: number("10"),
		Before: &kpi.Record{Indicator: ind, Year: 2023, Actual: number("5")}}
	row := kpi.NewRow(rec, kpi.Achieve(city, rec))
	v := speaker(t, "en")
	v.city, v.bandViews = city, nil
	if !row.Doubtful || !row.Returned {
		t.Fatalf("the case is another: %+v", row.Achievement)
	}
	if got := v.shareLens(&row); got.Outcome != "" || got.Value != "0.0%" {
		t.Errorf("of the planned change: %q, %q", got.Value, got.Outcome)
	}
}
