package kpi

import (
	"strings"
	"testing"

	"tassei/generator/lang"
)

// TestWorkedReasons holds what is said where there is no figure to the cases of
// testdata/reasons.txt: they are written like those of achievement.txt.
func TestWorkedReasons(t *testing.T) {
	workedCases(t, "testdata/reasons.txt", 40, "%-60s| %-14s %-15s %-15s %-12s %-15s %-9s %s", func(_ *testing.T, _ *Record, a Achievement) []string {
		return []string{string(a.By), dash(string(a.NoRate)), dash(string(a.Unjudged)), dash(string(a.AgainstReason)), dash(string(a.ShareReason)), fractionOf(a.Start), fractionOf(a.Progress)}
	})
}

// TestPrintedRateOfWhatCannotBe has a debt ratio of "－", which the city counts as met: its
// printed rate has its band. What was not measured or is lost stays without one.
func TestPrintedRateOfWhatCannotBe(t *testing.T) {
	for _, c := range []struct {
		none      Reason
		published string
		met       Meeting
		band      string
	}{{NotApplicable, "100", Met, "achieved"}, {NotApplicable, "85", Missed, "nearly"}, {NotApplicable, "", Unjudged, NotJudged}, {NotMeasured, "100", Unjudged, NotJudged}, {LostInSource, "100", Unjudged, NotJudged}} {
		r := &Record{Indicator: &Indicator{Measured: ByNumber, Direction: Decrease}, Published: c.published,
			Baseline: workedFigure("12.4"), Target: workedFigure("0"), Actual: Figure{Kind: None, None: c.none, Printed: "－"}}
		if a := Achieve(&City{Bands: threeBands, Rule: RatioID}, r); a.Met != c.met || a.Band != c.band {
			t.Errorf("%s, printed %q: %v %s", c.none, c.published, a.Met, a.Band)
		}
	}
}

// TestCompositeThatOnlyTheCityWorkedOut has a rate that the city printed of parts of
// which one has no target: its band follows from that rate, as of any other indicator.
func TestCompositeThatOnlyTheCityWorkedOut(t *testing.T) {
	for published, band := range map[string]string{"99.8": "nearly", "100.0": "achieved", "": "achieved"} {
		ind := &Indicator{Measured: ByParts, Direction: Increase, Parts: []Part{{ID: "a", Direction: Increase}, {ID: "b", Direction: Increase}}}
		r := &Record{Indicator: ind, Published: published, Parts: []PartRecord{
			{Part: ind.Parts[0], Target: workedFigure("99.3"), Actual: workedFigure("99.35")},
			{Part: ind.Parts[1], Target: workedFigure("unset"), Actual: workedFigure("31.0")},
		}}
		if a := Achieve(&City{Bands: threeBands, Rule: RatioID}, r); a.Band != band || (a.Met == Met) != (band == "achieved") {
			t.Errorf("printed %q: %s %v, want %s", published, a.Band, a.Met, band)
		}
	}
}

// TestCompositeWithoutAWhole has composites whose parts give no mean: they are
// decided by the parts, or by nobody, and never banded behind for it.
func TestCompositeWithoutAWhole(t *testing.T) {
	part := func(baseline, target, actual string) PartRecord {
		return PartRecord{Part: Part{ID: "a", Direction: Increase}, Baseline: workedFigure(baseline), Target: workedFigure(target), Actual: workedFigure(actual)}
	}
	withheld := part("0", "10", "9")
	withheld.Actual = Figure{Kind: None, None: NotApplicable}
	untold := part("0", "unset", "9")
	untold.Actual = withheld.Actual
	neutral := part("0", "10", "3")
	neutral.Part.Direction = Neutral
	neutralUntold := neutral
	neutralUntold.Actual = withheld.Actual
	for _, c := range []struct {
		what     string
		parts    []PartRecord
		rule     string
		judges   bool
		met      Meeting
		band     string
		noRate   Reason
		unjudged Reason
		form     Form
	}{
		{"no parts", nil, RatioID, true, Unjudged, Pending, ReasonPartMissing, ReasonNoActual, FormParts},
		{"a part without a target, the other met", []PartRecord{part("0", "10", "12"), part("0", "unset", "3")}, RatioID, true, Met, "achieved", ReasonPartMissing, "", FormParts},
		{"a part without a target, the other missed", []PartRecord{part("0", "unset", "3"), part("0", "10", "9")}, RatioID, true, Missed, "behind", ReasonPartMissing, "", FormParts},
		{"no part has a target", []PartRecord{part("0", "unset", "3"), part("0", "unset", "4")}, RatioID, true, Unjudged, NotJudged, ReasonPartMissing, ReasonNoTarget, FormNone},
		{"no target is decided", []PartRecord{part("0", "-", "3"), part("0", "-", "4")}, RatioID, true, Unjudged, Pending, ReasonPartMissing, ReasonTargetNotYet, FormNotYet},
		{"one target is decided", []PartRecord{part("0", "-", "3"), part("0", "unset", "4")}, RatioID, true, Unjudged, NotJudged, ReasonPartMissing, ReasonPartMissing, FormParts},
		{"a part to come", []PartRecord{part("0", "10", "-"), part("0", "10", "12")}, RatioID, true, Unjudged, Pending, ReasonNoActual, ReasonNoActual, FormParts},
		{"a part to come, one without a target", []PartRecord{part("0", "10", "-"), part("0", "unset", "12")}, RatioID, true, Unjudged, Pending, ReasonNoActual, ReasonNoActual, FormParts},
		{"a part that was not measured", []PartRecord{part("0", "10", "8"), withheld}, RatioID, true, Unjudged, NotJudged, NotApplicable, NotApplicable, FormParts},
		{"a part that was not measured, one to come", []PartRecord{withheld, part("0", "10", "-")}, RatioID, true, Unjudged, Pending, ReasonNoActual, ReasonNoActual, FormParts},
		// What can be neither met nor missed leaves the others to decide, also where its value is not there.
		{"a part without a target was not measured, the other met", []PartRecord{untold, part("0", "10", "12")}, NoRuleID, true, Met, "achieved", ReasonNoRule, "", FormParts},
		{"a part without a target is to come, the other missed", []PartRecord{part("0", "unset", "-"), part("0", "10", "9")}, NoRuleID, true, Missed, "behind", ReasonNoRule, "", FormParts},
		{"a part without a target was not measured, the mean", []PartRecord{untold, part("0", "10", "12")}, RatioID, true, Met, "achieved", ReasonPartMissing, "", FormParts},
		{"neither way of a part is better, the other met", []PartRecord{neutral, part("0", "10", "12")}, NoRuleID, true, Met, "achieved", ReasonNoRule, "", FormParts},
		{"neither way of a part is better, the other missed", []PartRecord{part("0", "10", "9"), neutral}, NoRuleID, true, Missed, "behind", ReasonNoRule, "", FormParts},
		{"neither way of a part is better, it was not measured", []PartRecord{neutralUntold, part("0", "10", "12")}, RatioID, true, Met, "achieved", ReasonPartMissing, "", FormParts},
		{"neither way of any part is better", []PartRecord{neutral, neutral}, NoRuleID, true, Unjudged, NotJudged, ReasonNoRule, ReasonPartMissing, FormStated},
		{"the mean of 80 and 120", []PartRecord{part("0", "10", "8"), part("0", "10", "12")}, RatioID, true, Met, "achieved", "", "", FormParts},
		{"the mean of 80 and 119", []PartRecord{part("0", "10", "8"), part("0", "100", "119")}, RatioID, true, Missed, "nearly", "", "", FormParts},
		{"no rate, each part met", []PartRecord{part("0", "10", "10"), part("0", "10", "12")}, NoRuleID, true, Met, "achieved", ReasonNoRule, "", FormParts},
		{"no rate, a part to come", []PartRecord{part("0", "10", "-"), part("0", "10", "12")}, NoRuleID, true, Unjudged, Pending, ReasonNoActual, ReasonNoActual, FormParts},
		{"no rate, one part missed", []PartRecord{part("0", "10", "10"), part("0", "10", "9")}, NoRuleID, true, Missed, "behind", ReasonNoRule, "", FormParts},
		{"ranges, one missed", []PartRecord{part("0", "4..6", "5"), part("0", "4..6", "9")}, RatioID, true, Missed, "behind", ReasonPartMissing, "", FormParts},
		{"ranges, both met", []PartRecord{part("0", "4..6", "5"), part("0", "4..6", "6")}, RatioID, true, Met, "achieved", "", "", FormParts},
	} {
		ind := &Indicator{Measured: ByParts, Direction: Increase}
		for _, p := range c.parts {
			ind.Parts = append(ind.Parts, p.Part)
		}
		ind.NotJudged = !c.judges
		a := Achieve(&City{Bands: threeBands, Rule: c.rule}, &Record{Indicator: ind, Parts: c.parts})
		if a.Met != c.met || a.Band != c.band || a.NoRate != c.noRate || a.Unjudged != c.unjudged || a.Form != c.form || len(a.Parts) != len(c.parts) {
			t.Errorf("%s: met %v, band %q, no rate %q, unjudged %q, form %q", c.what, a.Met, a.Band, a.NoRate, a.Unjudged, a.Form)
		}
		if by := map[bool]Arithmetic{true: ByNothing, false: ByMean}[c.rule == NoRuleID]; a.By != by {
			t.Errorf("%s: by %q, want %q", c.what, a.By, by)
		}
		if a.AgainstReason != ReasonPartsOnly || a.ShareReason != ReasonPartsOnly || a.Against != NoComparison || a.Share != nil {
			t.Errorf("%s: compared as a whole: %q, %q", c.what, a.AgainstReason, a.ShareReason)
		}
	}
}

// TestCompareWords has what becomes of words beside words.
func TestCompareWords(t *testing.T) {
	words := func(text string, done bool) Figure {
		return Figure{Kind: Words, Words: lang.Plain("ja", text), Done: done}
	}
	for _, c := range []struct {
		what             string
		baseline, actual Figure
		direction        Direction
		against          Against
		why              Reason
	}{
		{"unchanged", words("未策定", false), words("未策定", false), Qualitative, SameAs, ""},
		{"a step on, not yet done", words("未策定", false), words("素案まで", false), Qualitative, NoComparison, ReasonNotNumeric},
		{"done in other words", words("策定", true), words("改定", true), Qualitative, NoComparison, ReasonNotNumeric},
		{"done", words("未策定", false), words("策定", true), Qualitative, Better, ""},
		{"undone", words("策定", true), words("廃止", false), Qualitative, Worse, ""},
		{"no baseline", Figure{Kind: None, None: NotMeasured}, words("策定", true), Qualitative, NoComparison, ReasonNoBaseline},
		{"no baseline in words", workedFigure("3"), words("策定", true), Qualitative, NoComparison, ReasonNoBaseline},
		{"neither way is better", words("未策定", false), words("策定", true), Neutral, NoComparison, ReasonNeutral},
	} {
		ind := &Indicator{Measured: ByDone, Direction: c.direction}
		a := Achieve(&City{Bands: threeBands}, &Record{Indicator: ind, Baseline: c.baseline, Target: words("策定", true), Actual: c.actual})
		if a.Against != c.against || a.AgainstReason != c.why {
			t.Errorf("%s: %q, %q", c.what, a.Against, a.AgainstReason)
		}
	}
}

// TestShownBesideTheRate has the two other rates that pages show: the share of the
// planned change, and what the baseline would have had. Neither is rounded into a claim.
func TestShownBesideTheRate(t *testing.T) {
	for _, c := range []struct{ facts, share, start string }{
		{"ratio increase 24 60 48 0", "66.7", "40.0"},
		{"ratio increase 24 60 48 2", "66.7", "40.00"},
		{"ratio increase 99.98 100 98 -", "", "99.98"},
		{"ratio increase - 60 48 0", "", ""},
		{"ratio increase 24 60 48 0 round=down", "66.6", "40.0"},
		{"ratio increase 60 24 48 0", "", "250.0"},
		{"from-baseline decrease 11.2 15.0 15.0 -", "", ""}, // the baseline keeps the ceiling, and would have 0 %
		{"from-baseline increase 50 20 20 -", "", ""},
		{"from-baseline increase 20 50 35 -", "50.0", "0.0"},
		{"ratio increase 0 10000 9997 -", "99.97", "0.0"},
		{"ratio increase 0 10000 10004 -", "100.0", "0.0"},
		{"ratio increase 1000 11000 999 -", "-0.01", "9.1"},
	} {
		city, r := worked(t, strings.Fields(c.facts))
		a := Achieve(city, r)
		if a.ShareShown() != c.share || a.StartShows != c.start {
			t.Errorf("%s: share %q, start %q", c.facts, a.SharePercent(), a.StartShows)
		}
	}
}

// TestProgressShown has the progress towards a later target: 99.99 % of it is not 100.0.
func TestProgressShown(t *testing.T) {
	for facts, want := range map[string]string{
		"ratio increase 97.2 unset 99.99 - final=100":  "99.99",
		"ratio increase 97.2 unset 99.9 - final=100":   "99.9",
		"ratio increase 97.2 unset 100.04 - final=100": "100.0",
		"ratio increase 97.2 unset 99.6 0 final=100":   "99.6",
		"ratio increase 97.2 99 99 -":                  "",
	} {
		city, r := worked(t, strings.Fields(facts))
		if a := Achieve(city, r); a.ProgressShown() != want {
			t.Errorf("%s: %q, want %q", facts, a.ProgressShown(), want)
		}
	}
}

// TestCompositeThatNobodyJudges has parts of which neither way is better: for that, and
// for no part that is missing, there is no rate, and no mean is spoken of.
func TestCompositeThatNobodyJudges(t *testing.T) {
	for what, c := range map[string]struct {
		direction Direction
		notJudged bool
		second    Figure
		want      Reason
	}{
		"neutral":            {Neutral, false, workedFigure("287"), ReasonNeutral},
		"neutral, withheld":  {Neutral, false, Figure{Kind: None, None: Withheld}, ReasonNeutral},
		"not judged":         {Increase, true, workedFigure("287"), ReasonNotJudged},
		"neutral, none told": {Neutral, false, Figure{}, ReasonNeutral},
	} {
		ind := &Indicator{Measured: ByParts, Direction: c.direction, NotJudged: c.notJudged, Parts: []Part{{ID: "a", Direction: c.direction}, {ID: "b", Direction: c.direction}}}
		r := &Record{Indicator: ind, Parts: []PartRecord{
			{Part: ind.Parts[0], Target: workedFigure("540"), Actual: workedFigure("561")},
			{Part: ind.Parts[1], Target: workedFigure("302"), Actual: c.second},
		}}
		if a := Achieve(&City{Bands: threeBands, Rule: RatioID}, r); a.NoRate != c.want || a.By != ByNothing || a.Exact != nil || a.Band != NotJudged {
			t.Errorf("%s: no rate for %q by %q, %s", what, a.NoRate, a.By, a.Band)
		}
	}
}
