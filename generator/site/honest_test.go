package site

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// honestCity gives a random city: its own bands or the default ones, a rule, a rounding.
func honestCity(t *testing.T, r *rand.Rand) *kpi.City {
	city := &kpi.City{Languages: []string{"ja", "en"}, Bands: sentenceBands, Period: kpi.Total{From: 2023, To: 2027},
		Rule: []string{kpi.RatioID, kpi.RatioID, kpi.ComplementID, kpi.FromBaselineID, kpi.NoRuleID}[r.IntN(5)], Rounding: kpi.Rounding([]string{"", "down", "up", "half-even"}[r.IntN(4)])}
	if r.IntN(3) == 0 {
		city.Bands, city.OwnBands = sentenceMarks(t), true
	}
	return city
}

// honestFigure gives a random number, small ones and zero and equal ones often.
func honestFigure(r *rand.Rand, places int) kpi.Figure {
	text := fmt.Sprint(r.IntN(12) - 1)
	if places > 0 {
		text = fmt.Sprintf("%d.%0*d", r.IntN(12), places, r.IntN(10))
	}
	return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(text)}
}

// honestRecord gives a random record of any form of target.
func honestRecord(r *rand.Rand) *kpi.Record {
	places := r.IntN(3)
	ind := &kpi.Indicator{ID: "1-a-shihyo-1", Sheet: "1-a", Kind: kpi.KindIndicator, Slug: "shihyo", Number: 1, Measured: kpi.ByNumber,
		Direction: []kpi.Direction{kpi.Increase, kpi.Decrease, kpi.Increase, kpi.Decrease, kpi.Maintain, kpi.Neutral}[r.IntN(6)]}
	rec := &kpi.Record{Indicator: ind, Year: 2024, Baseline: honestFigure(r, places), Target: honestFigure(r, places), Actual: honestFigure(r, places)}
	switch r.IntN(12) {
	case 0:
		rec.Baseline = kpi.Figure{Kind: kpi.None, None: kpi.NotMeasured}
	case 1:
		rec.Target = kpi.Figure{Kind: kpi.None, None: []kpi.Reason{kpi.NotSet, kpi.NotYet, kpi.NotStated}[r.IntN(3)]}
	case 2:
		rec.Actual = kpi.Figure{Kind: kpi.None, None: kpi.NotYet}
	case 3:
		from, to := kpi.MustDecimal("2"), kpi.MustDecimal("6")
		rec.Target = kpi.Figure{Kind: kpi.Range, From: &from, To: &to}
	case 4:
		rec.Target.Strict = kpi.Above
		if ind.Direction == kpi.Decrease {
			rec.Target.Strict = kpi.Below
		}
	case 5:
		rec.Target = kpi.Figure{Kind: kpi.Aimed, Aim: kpi.Aims[r.IntN(3)]}
	case 6:
		ind.Measured, ind.Direction = kpi.ByRank, kpi.Decrease
		rec.Baseline, rec.Target, rec.Actual = honestFigure(r, 0), honestFigure(r, 0), honestFigure(r, 0)
	case 7:
		ind.Direction, ind.Total = kpi.Increase, &kpi.Total{From: 2023, To: 2024 + kpi.Year(r.IntN(2))}
		rec.Before = &kpi.Record{Indicator: ind, Year: 2023, Actual: honestFigure(r, places)}
	case 8:
		rec.Target, ind.Final = kpi.Figure{Kind: kpi.None, None: kpi.NotSet}, &kpi.FinalTarget{Target: honestFigure(r, places), Year: 2026}
	case 9:
		rec.Provisional = r.IntN(2) == 0
		ind.NotJudged = !rec.Provisional
	case 10:
		rec.Baseline.Planned = true
	}
	if rec.Before == nil && r.IntN(3) == 0 {
		rec.Before = &kpi.Record{Indicator: ind, Year: 2023, Actual: honestFigure(r, places)}
	}
	if r.IntN(8) == 0 {
		rec.Comparability.State = kpi.MethodChanged
	}
	return rec
}

// truth is what the figures say by themselves, worked out without the program's
// own judgement: whether the target is met, and whether the value is better.
type truth struct {
	met, judged        bool
	better, worse      bool
	rose, fell         bool
	raise, lower, keep bool // what the plan was
	final              bool
}

func truthOf(rec *kpi.Record) (tr truth) {
	ind, b, t, v := rec.Indicator, rec.Baseline, rec.Target, rec.Actual
	num := func(f kpi.Figure) *big.Rat {
		if !f.IsNumber() {
			return nil
		}
		return f.Value.Rat()
	}
	base, goal, now := num(b), num(t), num(v)
	if base != nil && now != nil && !b.Planned {
		tr.rose, tr.fell = now.Cmp(base) > 0, now.Cmp(base) < 0
	}
	if t.Kind == kpi.Aimed {
		tr.raise, tr.lower, tr.keep = t.Aim == kpi.AimRaise, t.Aim == kpi.AimLower, t.Aim == kpi.AimKeep
	}
	if ind.Direction == kpi.Neutral || ind.NotJudged {
		return tr
	}
	if base != nil && now != nil {
		switch ind.Direction {
		case kpi.Increase:
			tr.better, tr.worse = now.Cmp(base) > 0, now.Cmp(base) < 0
		case kpi.Decrease:
			tr.better, tr.worse = now.Cmp(base) < 0, now.Cmp(base) > 0
		}
	}
	if ind.Total != nil && now != nil {
		now = new(big.Rat).Add(now, rec.Before.Actual.Value.Rat())
		tr.better, tr.worse = false, false
	}
	if goal != nil && base != nil && !b.Planned && ind.Total == nil && t.Strict == "" && ind.Measured == kpi.ByNumber {
		tr.raise = ind.Direction == kpi.Increase && goal.Cmp(base) > 0
		tr.lower = ind.Direction == kpi.Decrease && goal.Cmp(base) < 0
	}
	if f := ind.Final; f != nil && base != nil {
		tr.final = true
		tr.raise = ind.Direction == kpi.Increase && f.Target.Value.Rat().Cmp(base) > 0
		tr.lower = ind.Direction == kpi.Decrease && f.Target.Value.Rat().Cmp(base) < 0
		return tr
	}
	if now == nil || rec.Provisional {
		return tr
	}
	tr.judged = true
	switch {
	case t.Kind == kpi.Range:
		tr.met = now.Cmp(t.From.Rat()) >= 0 && now.Cmp(t.To.Rat()) <= 0
	case t.Kind == kpi.Aimed && base == nil, goal == nil && t.Kind != kpi.Aimed:
		tr.judged = false
	case t.Aim == kpi.AimRaise:
		tr.met = now.Cmp(base) > 0
	case t.Aim == kpi.AimLower:
		tr.met = now.Cmp(base) < 0
	case t.Aim == kpi.AimKeep:
		tr.met = now.Cmp(base) == 0 || ind.Direction == kpi.Increase && now.Cmp(base) > 0 || ind.Direction == kpi.Decrease && now.Cmp(base) < 0
	case t.Strict == kpi.Above:
		tr.met = now.Cmp(goal) > 0
	case t.Strict == kpi.Below:
		tr.met = now.Cmp(goal) < 0
	case ind.Direction == kpi.Increase:
		tr.met = now.Cmp(goal) >= 0
	case ind.Direction == kpi.Decrease:
		tr.met = now.Cmp(goal) <= 0
	default:
		tr.met = now.Cmp(goal) == 0
	}
	if ind.Total != nil && rec.Year < ind.Total.To {
		back := num(v).Sign() < 0 || num(rec.Before.Actual).Sign() < 0 || goal != nil && goal.Sign() <= 0
		if !tr.met || back { // there is time, to go on or to fall back
			tr.met, tr.judged = false, false
		}
	}
	return tr
}

// lies lists what a page says of a record that its figures do not hold.
func lies(v *voice, row *kpi.Row, rec *kpi.Record) (found []string) {
	tr := truthOf(rec)
	f := v.finding(row)
	say := func(claim string, holds bool) {
		if !holds {
			found = append(found, claim)
		}
	}
	has := func(s string, words ...string) bool {
		for _, w := range words {
			if strings.Contains(s, w) {
				return true
			}
		}
		return false
	}
	raise, lower := has(f.Plan, "to raise", "増やす"), has(f.Plan, "to lower", "減らす")
	say("a plan to raise", !raise || tr.raise)
	say("a plan to lower", !lower || tr.lower)
	say("it rose", !has(f.Outcome, "It rose", "に増え") || tr.rose)
	say("it fell", !has(f.Outcome, "It fell", "に減り") || tr.fell)
	say("it is worse", !has(f.Outcome, "worse than the baseline", "基準値より悪くな") || tr.worse || row.Indicator.Direction == kpi.Maintain)
	say("the target was met", !has(f.Outcome, "The target was met", "目標を達成しました") || tr.judged && tr.met)
	say("the target was missed", !has(f.Outcome, "not met", "達成できませんでした", "outside the target", "範囲の外") || tr.judged && !tr.met)
	if row.Indicator.Measured == kpi.ByRank {
		say("a rank rose or fell as a number", !has(f.Outcome, "rose", "fell", "増え", "減り"))
	}
	for _, said := range v.saysOf(row) {
		say("a message that is not there: "+said, !strings.Contains(said, lang.Unfilled))
	}
	lenses := v.lenses(row)
	say("better", !has(lenses[1].Outcome, "Better", "よい") || tr.better || row.Indicator.Direction == kpi.Maintain)
	say("worse", !has(lenses[1].Outcome, "Worse", "悪い") || tr.worse || row.Indicator.Direction == kpi.Maintain)
	share := lenses[2]
	say("all of the planned change, and the target is missed", !has(share.Outcome, "All of", "果たした") || tr.met || tr.final || rec.Provisional)
	say("all of the planned change, and it is worse", !has(share.Outcome, "All of", "果たした") || !tr.worse)
	say("a share where no change was planned", share.Value == "" || tr.raise || tr.lower || row.Baseline.Planned || row.Form == kpi.FormAbove || row.Form == kpi.FormBelow || row.Indicator.Direction == kpi.Maintain)
	if !v.city.OwnBands && tr.judged {
		say("in the highest band, and the target is missed", row.Band != v.city.Bands[0].ID || tr.met)
		say("not in the highest band, and the target is met", row.Band == v.city.Bands[0].ID || !tr.met)
	}
	if !tr.judged {
		say("a band although nothing can be judged", row.Band == kpi.Pending || row.Band == kpi.NotJudged || v.city.OwnBands)
	}
	if row.Exact != nil && row.Form != kpi.FormAbove && row.Form != kpi.FormBelow {
		if shown, ok := new(big.Rat).SetString(row.Shown()); ok && tr.judged {
			say("a rate of 100 that is not reached", shown.Cmp(hundred) < 0 || tr.met || v.city.Rule == kpi.FromBaselineID && row.Published != "")
		}
	}
	if v.city.PrintsNoRate() {
		say("a rate although the city prints none", row.Exact == nil && lenses[0].Value == "")
	}
	return found
}

// TestPagesSayNothingThatTheFiguresDoNot holds thousands of random indicators of
// every form, in both languages, to a judgement of their figures that shares no
// code with the program's.
func TestPagesSayNothingThatTheFiguresDoNot(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 2024))
	voices := []*voice{speaker(t, "ja"), speaker(t, "en")}
	forms := map[kpi.Form]int{}
	for range 20_000 {
		city, rec := honestCity(t, r), honestRecord(r)
		row := kpi.NewRow(rec, kpi.Achieve(city, rec))
		forms[row.Form]++
		for _, v := range voices {
			v.city, v.bandViews = city, nil
			for _, lie := range lies(v, &row, rec) {
				t.Errorf("%s: %s %s, %s: baseline %s, target %s%s%s, actual %s: says %q: %+v", v.Tag, city.Rule, rec.Indicator.Direction, row.Form,
					rec.Baseline.Value, rec.Target.Value, rec.Target.Strict, rec.Target.Aim, rec.Actual.Value, lie, v.finding(&row))
			}
		}
		if t.Failed() {
			return
		}
	}
	for _, form := range []kpi.Form{kpi.FormNone, kpi.FormNotYet, kpi.FormStated, kpi.FormValue, kpi.FormFloor, kpi.FormCeiling, kpi.FormKeep,
		kpi.FormAbove, kpi.FormBelow, kpi.FormRange, kpi.FormAim, kpi.FormRank, kpi.FormTotal, kpi.FormFinal} {
		if forms[form] < 50 {
			t.Errorf("only %d cases of %s", forms[form], form)
		}
	}
}

// TestPlantedLiesAreFound puts ten lies back, one by one: facts of a row changed
// after it was judged, or words of the messages. Each is found.
func TestPlantedLiesAreFound(t *testing.T) {
	for name, plant := range map[string]func(v *voice, row *kpi.Row){
		"a floor said to be raised to":       func(_ *voice, r *kpi.Row) { r.Form = kpi.FormValue },
		"a missed target said to be met":     func(_ *voice, r *kpi.Row) { r.Met = kpi.Met },
		"a met target said to be missed":     func(_ *voice, r *kpi.Row) { r.Met = kpi.Missed },
		"worse said to be better":            func(_ *voice, r *kpi.Row) { r.Against = kpi.Better },
		"better said to be worse":            func(_ *voice, r *kpi.Row) { r.Against = kpi.Worse },
		"a share of no planned change":       func(_ *voice, r *kpi.Row) { r.Share = big.NewRat(100, 1) },
		"what is not judged put into a band": func(_ *voice, r *kpi.Row) { r.Band = sentenceBands[2].ID },
		"the highest band for all":           func(_ *voice, r *kpi.Row) { r.Band = sentenceBands[0].ID },
		"a rate rounded up to 100": func(_ *voice, r *kpi.Row) {
			if r.Exact != nil {
				r.Shows, r.Computed, r.Published = "100", "100", "100"
			}
		},
		"rose and fell exchanged": func(v *voice, r *kpi.Row) { r.Baseline, r.Actual = r.Actual, r.Baseline },
	} {
		r := rand.New(rand.NewPCG(3, 5))
		v := speaker(t, "en")
		caught := false
		for range 4_000 {
			city, rec := honestCity(t, r), honestRecord(r)
			row := kpi.NewRow(rec, kpi.Achieve(city, rec))
			plant(v, &row)
			v.city, v.bandViews = city, nil
			if len(lies(v, &row, rec)) > 0 {
				caught = true
				break
			}
		}
		if !caught {
			t.Errorf("%s is not found", name)
		}
	}
}
