package site

import (
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// The method page says which bands are given where nothing can be divided: of five bands a
// missed place in an order has the last one by this program's rule alone.
func TestBandsWithoutARate(t *testing.T) {
	bands := []kpi.Band{{ID: "best", From: kpi.MustDecimal("130")}, {ID: "good", From: kpi.MustDecimal("100")}, {ID: "weak", From: kpi.MustDecimal("51")}, {ID: "poor", Open: true}}
	for i := range bands {
		bands[i].Name = map[string]string{"en": bands[i].ID}
	}
	for _, c := range []struct {
		target, actual, published string
		measured                  kpi.Measured
		rule, want                string
	}{
		{"10", "12", "", kpi.ByRank, kpi.RatioID, "“good” where the target is met, “poor” where it is not"},
		{"0", "2", "", kpi.ByNumber, kpi.RatioID, "“good” where the target is met, “poor” where it is not"},
		{"0", "2", "60", kpi.ByNumber, kpi.RatioID, ""},
		{"10", "12", "", kpi.ByNumber, kpi.RatioID, ""},
		{"10", "12", "", kpi.ByRank, kpi.NoRuleID, ""},
	} {
		city := &kpi.City{Languages: []string{"en"}, Rule: c.rule, Bands: bands}
		rec := &kpi.Record{Year: 2024, Indicator: &kpi.Indicator{Measured: c.measured, Direction: kpi.Decrease}, Target: number(c.target), Actual: number(c.actual), Published: c.published}
		row := kpi.NewRow(rec, kpi.Achieve(city, rec))
		l := &language{voice: *speaker(t, "en"), site: &Site{}}
		l.city, l.first = city, "en"
		l.site.arith.add(&row)
		said := ""
		for _, view := range l.rules() {
			if view.Name == l.Say("rule.when.none") && view.Sum != l.Say("rule.none") {
				said = view.Sum
			}
		}
		must.Be(t, said, c.want, c)
	}
}

// The plain ratio of totals over years stands on the method page as theirs, where the plan's
// other indicators have a rule of their own; a rule that has only shown progress so far is listed too.
func TestRulesOfTotals(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  []string
	}{
		{[]string{"increase 10 20 15 rule=from-baseline", "increase - 1400 448 total before=1007"},
			[]string{"基準値からの変化で測る場合: ", "大きいほどよい指標: 数年の合計で見る目標", "小さいほどよい指標: 数年の合計で見る目標"}},
		{[]string{"increase - 1400 448 total before=1007", "increase 10 20 15"}, []string{"大きいほどよい指標: ", "小さいほどよい指標: "}},
		{[]string{"increase 10 - 15 final=20 rule=from-baseline"}, []string{"基準値からの変化で測る場合: "}},
	} {
		l := &language{voice: *speaker(t, "ja"), site: &Site{}}
		for _, line := range c.lines {
			_, row, _ := sentenceRow(t, line)
			l.site.arith.add(row)
		}
		var got []string
		for _, r := range l.rules() {
			got = append(got, r.Name+": "+r.Note)
		}
		must.Equal(t, got, c.want, c.lines)
	}
}

// A condition shows figures in all their digits: cut off, 0.00401 > 0.004 would read 0.004 > 0.004.
// A rate that never ends is cut off, with its sign.
func TestConditionsShowWholeFigures(t *testing.T) {
	for line, want := range map[string]string{
		"decrease 0.0045 0.0040 0.00401 marks": "0.004 < 0.00401 and 0.00401 < 0.0045",
		"increase 10 20.00 15.2501 marks":      "10 < 15.2501 and 15.2501 < 20)",
	} {
		city, row, _ := sentenceRow(t, line)
		v := speaker(t, "en")
		v.city = city
		if got := v.bandStep(row); !strings.Contains(got, want) {
			t.Errorf("%s: %s", line, got)
		}
	}
}
