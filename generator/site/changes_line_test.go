package site

import (
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// What changed is said of what there is: nobody reads that nothing ended.
func TestChangesNameOnlyWhatIsThere(t *testing.T) {
	for _, c := range []struct {
		counts                   map[kpi.Move]int
		en, enShort, ja, jaShort string
	}{
		{map[kpi.Move]int{kpi.Rose: 6, kpi.Fell: 3, kpi.Unchanged: 2, kpi.Incomparable: 5, kpi.Appeared: 1, kpi.Ended: 1},
			"The achievement rose for 6, fell for 3 and stayed the same for 2; 5 cannot be compared, 1 is new and 1 ended.",
			"Since the year before, the achievement rose for 6, fell for 3 and stayed the same for 2; 5 cannot be compared.",
			"達成度が上がった指標は6、下がった指標は3、変わらない指標は2です。比べられない指標は5、新しい指標は1、終わった指標は1です。",
			"前の年度から、達成度が上がった指標は6、下がった指標は3、変わらない指標は2です。比べられない指標は5です。"},
		{map[kpi.Move]int{kpi.Fell: 1}, "The achievement fell for 1.", "Since the year before, the achievement fell for 1.", "達成度が下がった指標は1です。", "前の年度から、達成度が下がった指標は1です。"},
		{map[kpi.Move]int{kpi.Unchanged: 4, kpi.Appeared: 2}, "The achievement stayed the same for 4; 2 are new.", "Since the year before, the achievement stayed the same for 4.",
			"達成度が変わらない指標は4です。新しい指標は2です。", "前の年度から、達成度が変わらない指標は4です。"},
		{map[kpi.Move]int{kpi.Incomparable: 3, kpi.Ended: 2}, "3 cannot be compared and 2 ended.", "3 cannot be compared with the year before and 2 ended.",
			"比べられない指標は3、終わった指標は2です。", "前の年度と比べられない指標は3、終わった指標は2です。"},
	} {
		for tag, want := range map[string][2]string{"en": {c.en, c.enShort}, "ja": {c.ja, c.jaShort}} {
			v := speaker(t, tag)
			if got := [2]string{v.changesLine(c.counts, false, v.since(2023, 2024)), v.changesLine(c.counts, true, v.since(2023, 2024))}; got != want {
				t.Errorf("%v in %s\n  is   %s\n  want %s", c.counts, tag, strings.Join(got[:], "\n       "), strings.Join(want[:], "\n       "))
			}
		}
	}
	for _, c := range []struct {
		counts map[kpi.Move]int
		en, ja string
	}{
		{map[kpi.Move]int{kpi.Incomparable: 1, kpi.TargetChanged: 1, kpi.Appeared: 2}, "1 continues from the year before (1 with a different target) and 2 are new.",
			"前の年度から続いている指標は1（うち目標値が変わったもの1）、新しい指標は2です。"},
		{map[kpi.Move]int{kpi.Incomparable: 7, kpi.Ended: 1}, "7 continue from the year before and 1 ended.", "前の年度から続いている指標は7、終わった指標は1です。"},
	} {
		for tag, want := range map[string]string{"en": c.en, "ja": c.ja} {
			v := speaker(t, tag)
			v.city.Rule = kpi.NoRuleID
			must.Be(t, v.changesLine(c.counts, false, v.since(2023, 2024)), want, c.counts, "in", tag, "where the city prints no rate is")
		}
	}
}

// A number written with other decimals has not moved.
func TestOtherDecimalsAreNoChange(t *testing.T) {
	l := &language{voice: *speaker(t, "en")}
	row := func(baseline, target, actual string) *kpi.Row {
		city := &kpi.City{Languages: []string{"en"}, Rule: kpi.NoRuleID}
		ind := &kpi.Indicator{Measured: kpi.ByNumber, Direction: kpi.Decrease}
		rec := &kpi.Record{Year: 2024, Indicator: ind, Baseline: number(baseline), Target: number(target), Actual: number(actual)}
		r := kpi.NewRow(rec, kpi.Achieve(city, rec))
		return &r
	}
	var v ChangeRow
	l.moved(&v, &kpi.Change{Before: row("36", "30.0", "36"), After: row("36.0", "30", "36.0")})
	if len(v.Moved) != 2 || v.Moved[0].Before.Text != "" || v.Moved[0].After.Text != "36.0" || v.Moved[1].Before.Text != "" {
		t.Errorf("%+v", v.Moved)
	}
	v = ChangeRow{}
	l.moved(&v, &kpi.Change{Before: row("36", "30.0", "36"), After: row("36.1", "30", "35.9")})
	if len(v.Moved) != 3 || v.Moved[0].Before.Text != "36" || v.Moved[1].Before.Text != "" || v.Moved[2].Before.Text != "36" {
		t.Errorf("%+v", v.Moved)
	}
	v = ChangeRow{}
	before := row("36", "30", "34")
	before.Provisional = true // and was never said to be final
	l.moved(&v, &kpi.Change{Before: before, After: row("36", "30", "33")})
	must.Be(t, v.Moved[0].Before.Text, "34 (provisional)")
	must.Be(t, v.Moved[0].After.Text, "33")
}

func number(s string) kpi.Figure { return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(s)} }

// A year whose figures are all still to come says nothing of how many met their target.
func TestMetOfAYear(t *testing.T) {
	v := speaker(t, "ja")
	must.Be(t, v.metOf(&kpi.Tally{Total: 3, Judged: 2, Met: 1, Bands: map[string]int{kpi.Pending: 1}}), "2のうち1が達成")
	must.Be(t, v.metOf(&kpi.Tally{Total: 3, Judged: 1, Bands: map[string]int{kpi.Pending: 1}}), "")
	must.Be(t, v.metOf(&kpi.Tally{Total: 3}), "")
}
