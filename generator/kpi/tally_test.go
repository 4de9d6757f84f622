package kpi

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

func rated(band string, rate string, against Against) Row {
	r := Row{Achievement: Achievement{Band: band, Against: against}}
	if rate != "" {
		r.Exact, _ = new(big.Rat).SetString(rate)
	}
	return r
}

func TestCount(t *testing.T) {
	rows := []Row{
		rated("achieved", "1647", Better), rated("behind", "0", SameAs), rated("nearly", "99", Worse), rated("nearly", "80", NoComparison),
		rated(Pending, "", NoComparison), rated("achieved", "", Worse),
	}
	tally := Count(rows)
	if tally.Total != 6 || tally.Worse != 2 || tally.Rates != 4 || tally.Bands["achieved"] != 2 || tally.Bands["nearly"] != 2 || tally.Bands[Pending] != 1 || tally.Bands["behind"] != 1 {
		t.Errorf("%+v", tally)
	}
	must.Be(t, Fraction(tally.Median), "179/2", "the median of 0, 80, 99, 1647 is", tally.Median)
	for i, want := range []string{"1647", "0", "99", "80"} {
		must.Be(t, Fraction(rows[i].Exact), want, "counting changed row", i, rows[i].Exact)
	}
	slices.Reverse(rows)
	if again := Count(rows); again.Median.Cmp(tally.Median) != 0 {
		t.Error("the order matters")
	}
	if odd := Count(rows[1:]); Fraction(odd.Median) != "179/2" {
		t.Errorf("%v", odd.Median)
	}
	if three := Count([]Row{rated("a", "3", ""), rated("a", "1", ""), rated("a", "2", "")}); Fraction(three.Median) != "2" {
		t.Errorf("%v", three.Median)
	}
	if none := Count(nil); none.Median != nil || none.Total != 0 || none.Rates != 0 {
		t.Errorf("%+v", none)
	}
}

// TestCountKinds counts one indicator of each kind: what is judged, what can be held
// against a target, and of what became worse the provisional and the uncertain.
func TestCountKinds(t *testing.T) {
	row := func(band string, form Form, met Meeting, more func(*Row)) Row {
		r := rated(band, "", NoComparison)
		r.Form, r.Met = form, met
		if more != nil {
			r.Against = Worse
			more(&r)
		}
		return r
	}
	rows := []Row{
		row("achieved", FormValue, Met, nil),
		row("behind", FormValue, Missed, func(*Row) {}),
		row("behind", FormValue, Missed, func(r *Row) { r.Comparability.State = MethodChanged }),
		row(Pending, FormValue, Met, func(r *Row) { r.Provisional = true }),
		row(Pending, FormValue, Unjudged, nil),
		row(NotJudged, FormNone, Unjudged, func(r *Row) { r.Provisional, r.Comparability.State = true, MethodChanged }),
		row(NotJudged, FormFinal, Unjudged, nil),
	}
	if got, want := counted(rows), "7 indicators, 5 judged, 3 held, 0 undue, 1 met, 1 without a target, 4 worse, 2 so far, 1 unsure; of 5"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	rows = append(rows, row("achieved", FormFinal, Unjudged, nil)) // a band before the target's year
	if got, want := counted(rows), "8 indicators, 6 judged, 3 held, 1 undue, 1 met, 1 without a target, 4 worse, 2 so far, 1 unsure; of 3"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func counted(rows []Row) string {
	c := Count(rows)
	return fmt.Sprintf("%d indicators, %d judged, %d held, %d undue, %d met, %d without a target, %d worse, %d so far, %d unsure; of %d", c.Total, c.Judged, c.Held, c.Undue, c.Met, c.NoGoal, c.Worse, c.SoFar, c.Unsure, c.Base())
}

// TestRowShows has which rate a page shows: the city's where it printed one, but with
// more digits where its own would read as a bound that was not reached.
func TestRowShows(t *testing.T) {
	for _, c := range []struct{ facts, published, want string }{
		{"ratio increase 0 60 48 -", "80", "80"},
		{"ratio increase 0 60 49 -", "80", "80"},
		{"ratio increase 0 1000 999.9 -", "100", "99.99"},
		{"ratio increase 0 0 5 -", "120", "120"},
		{"ratio increase 0 60 48 -", "", "80.0"},
	} {
		city, r := worked(t, strings.Fields(c.facts))
		r.Published = c.published
		row := Row{Published: r.Published, Achievement: Achieve(city, r)}
		must.Be(t, row.Shown(), c.want, c.facts, "printed", c.published)
	}
}

func TestShown(t *testing.T) {
	for _, c := range []struct{ published, computed, want string }{{"97.7", "97.8", "97.7"}, {"", "63.2", "63.2"}, {"", "", ""}} {
		r := Row{Published: c.published, Achievement: Achievement{Computed: c.computed, Shows: c.computed, Agrees: true}}
		must.Be(t, r.Shown(), c.want, c)
	}
}

// moved makes a row of a year for TestChanges from words: "id rate target
// rule", and what more is said of it.
func moved(words string, more func(*Row)) Row {
	f := strings.Fields(words)
	r := rated("", f[1], "")
	if f[1] == "-" {
		r.Exact = nil
	}
	r.Indicator = &Indicator{ID: ID(f[0]), Name: lang.Plain("ja", f[0])}
	r.Target, r.By = workedFigure(f[2]), Arithmetic(f[3])
	if more != nil {
		more(&r)
	}
	return r
}

func TestChanges(t *testing.T) {
	before := []Row{
		moved("1-a-shihyo-1 80 60 actual/target", nil),
		moved("1-a-shihyo-2 90 60 actual/target", nil),
		moved("1-a-shihyo-3 90 60 actual/target", nil),
		moved("1-a-shihyo-4 90 60 actual/target", nil),
		moved("1-a-shihyo-5 90 60 actual/target", nil),
		moved("1-a-shihyo-6 90 60 target/actual", nil),
		moved("1-a-shihyo-7 - 60 actual/target", nil),
		moved("1-a-shihyo-8 90 60 actual/target", nil),
		moved("1-a-shihyo-9 90 5..9 range", nil),
	}
	after := []Row{
		moved("1-a-shihyo-9 90 5..8 range", nil),
		moved("1-a-shihyo-1 80.5 60.00 actual/target", nil),
		moved("1-a-shihyo-2 89 70 actual/target", nil),
		moved("1-a-shihyo-3 90 60 actual/target", func(r *Row) { r.Continues = Same }),
		moved("1-a-shihyo-4 90 60 actual/target", func(r *Row) { r.Continues = Other }),
		moved("1-b-shihyo-1 91 60 actual/target", func(r *Row) { r.Formerly = "1-a-shihyo-5" }),
		moved("1-a-shihyo-6 90 60 complement", nil),
		moved("1-a-shihyo-7 90 60 actual/target", func(r *Row) { r.Comparability.State = MethodChanged }),
		moved("1-b-shihyo-2 91 60 actual/target", nil),
	}
	before = append(before, moved("1-a-shihyo-10 - >60 none", nil), moved("1-a-shihyo-11 - raise none", nil), moved("1-a-shihyo-12 - 検討 none", nil), moved("1-a-shihyo-13 - 5.. none", nil), moved("1-a-shihyo-14 - raise none", nil), moved("1-a-shihyo-15 - - none", nil))
	after = append(after, moved("1-a-shihyo-10 - 60 none", nil), moved("1-a-shihyo-11 - lower none", nil), moved("1-a-shihyo-12 - 協議 none", nil), moved("1-a-shihyo-13 - 5..9 none", nil), moved("1-a-shihyo-14 - raise none", nil), moved("1-a-shihyo-15 - - none", nil))
	before = append(before, moved("1-a-shihyo-20 90 5 actual/target", nil))
	after = append(after, moved("1-a-shihyo-20 - 5 actual/target", nil))
	before = append(before, moved("1-a-shihyo-16 - 5..9 none", nil), moved("1-a-shihyo-17 - 5.. none", nil), moved("1-a-shihyo-18 - 5 none", nil), moved("1-a-shihyo-19 - 検討 none", nil))
	after = append(after, moved("1-a-shihyo-16 - 4..9 none", nil), moved("1-a-shihyo-17 - 5.0.. none", nil), moved("1-a-shihyo-18 - 検討 none", nil), moved("1-a-shihyo-19 - 検討 none", nil))
	parts := func(id string, targets ...string) Row { // by parts
		r := moved("1-a-shihyo-"+id+" - - none", nil)
		for i := 0; i+1 < len(targets); i += 2 {
			r.Parts = append(r.Parts, PartRecord{Part: Part{ID: targets[i]}, Target: workedFigure(targets[i+1])})
		}
		return r
	}
	before = append(before, parts("21", "a", "5", "b", "6"), parts("22", "a", "5", "b", "6"), parts("23", "a", "5", "b", "6"))
	after = append(after, parts("21", "a", "5", "b", "7"), parts("22", "b", "6.0", "a", "5"), parts("23", "a", "5"))
	for i := range before {
		before[i].Year = 2023
	}
	for i := range after {
		after[i].Year = 2024
	}
	var got []string
	for _, c := range Changes(before, after) {
		line := "-"
		if c.Before != nil {
			line = string(c.Before.Indicator.ID)
		}
		line += " > "
		if c.After != nil {
			line += string(c.After.Indicator.ID)
		} else {
			line += "-"
		}
		for _, m := range c.Moves {
			line += " " + string(m)
		}
		got = append(got, line+" = "+string(c.Outcome()))
	}
	want := []string{
		"1-a-shihyo-9 > 1-a-shihyo-9 unchanged target-changed = unchanged",
		"1-a-shihyo-1 > 1-a-shihyo-1 rose = rose",
		"1-a-shihyo-2 > 1-a-shihyo-2 fell target-changed = fell",
		"1-a-shihyo-3 > 1-a-shihyo-3 unchanged renamed = unchanged",
		"- > 1-a-shihyo-4 appeared = appeared",
		"1-a-shihyo-5 > 1-b-shihyo-1 rose renamed = rose",
		"1-a-shihyo-6 > 1-a-shihyo-6 unchanged method-changed = incomparable",
		"1-a-shihyo-7 > 1-a-shihyo-7 method-changed = incomparable",
		"- > 1-b-shihyo-2 appeared = appeared",
		// The targets: more than 60 is not 60, to raise is not to lower, and other words or bounds are other targets.
		"1-a-shihyo-10 > 1-a-shihyo-10 target-changed = incomparable",
		"1-a-shihyo-11 > 1-a-shihyo-11 target-changed = incomparable",
		"1-a-shihyo-12 > 1-a-shihyo-12 target-changed = incomparable",
		"1-a-shihyo-13 > 1-a-shihyo-13 target-changed = incomparable",
		"1-a-shihyo-14 > 1-a-shihyo-14 = incomparable",
		"1-a-shihyo-15 > 1-a-shihyo-15 = incomparable",
		"1-a-shihyo-20 > 1-a-shihyo-20 = incomparable",
		"1-a-shihyo-16 > 1-a-shihyo-16 target-changed = incomparable",
		"1-a-shihyo-17 > 1-a-shihyo-17 = incomparable",
		"1-a-shihyo-18 > 1-a-shihyo-18 target-changed = incomparable",
		"1-a-shihyo-19 > 1-a-shihyo-19 = incomparable",
		"1-a-shihyo-21 > 1-a-shihyo-21 target-changed = incomparable",
		"1-a-shihyo-22 > 1-a-shihyo-22 = incomparable",
		"1-a-shihyo-23 > 1-a-shihyo-23 target-changed = incomparable",
		"1-a-shihyo-4 > - ended = ended",
		"1-a-shihyo-8 > - ended = ended",
	}
	must.Equal(t, got, want)
}

// A step on the way beside the plan's last target is no other target, and no other plan, where
// both years have the same last one.
func TestChangesOfASteppedTarget(t *testing.T) {
	row := func(form Form, target, final string, of Year) Row {
		r := moved("1-a-shihyo-1 - "+target+" none", nil)
		r.Form = form
		if final != "" {
			r.Indicator.Final = &FinalTarget{Target: workedFigure(final), Year: of}
		}
		return r
	}
	for _, c := range []struct {
		was, now Row
		want     string
	}{
		{row(FormValue, "5", "9", 2025), row(FormFinal, "-", "9", 2025), ""},
		{row(FormFinal, "-", "9", 2025), row(FormValue, "5", "9", 2025), ""},
		{row(FormValue, "5", "9", 2025), row(FormFinal, "-", "8", 2025), "target-changed"},
		{row(FormValue, "5", "9", 2025), row(FormFinal, "-", "9", 2026), "target-changed"},
		{row(FormValue, "5", "", 0), row(FormFinal, "-", "9", 2025), "target-changed"},
		{row(FormFinal, "-", "9", 2025), row(FormValue, "5", "", 0), "target-changed"},
		{row(FormValue, "5", "9", 2025), row(FormValue, "6", "9", 2025), "target-changed"},
		{row(FormFinal, "-", "9", 2025), row(FormFinal, "-", "9", 2025), ""},
		{row(FormFinal, "-", "9", 2025), row(FormFinal, "-", "8", 2025), "target-changed"},
		{row(FormValue, "5", "9", 2025), row(FormValue, "5", "8", 2025), ""},
	} {
		c.was.Year, c.now.Year = 2023, 2024
		var got []string
		for _, m := range moves(&c.was, &c.now) {
			got = append(got, string(m))
		}
		must.Be(t, strings.Join(got, " "), c.want, c.was.Form, c.was.Indicator.Final, c.now.Form, c.now.Indicator.Final)
	}
}

// What two editions of one year have otherwise: a value for none, but not a blank for another
// reason, where one of them gives none.
func TestCorrected(t *testing.T) {
	blank, lost, withheld := Figure{}, Figure{Kind: None, None: LostInSource}, Figure{Kind: None, None: Withheld}
	four, five := workedFigure("4"), workedFigure("5")
	for _, c := range []struct {
		was, now Figure
		want     bool
	}{
		{four, four, false}, {four, five, true}, {four, lost, true}, {lost, four, true}, {blank, four, true},
		{lost, lost, false}, {lost, withheld, true}, {lost, blank, false}, {blank, lost, false}, {blank, blank, false},
	} {
		was, now := Row{}, Row{}
		was.Indicator, now.Indicator = &Indicator{ID: "a"}, &Indicator{ID: "a"}
		was.Actual, now.Actual = c.was, c.now
		was.Parts = []PartRecord{{Part: Part{ID: "y"}, Baseline: four}, {Part: Part{ID: "x"}, Actual: c.was}}
		now.Parts = []PartRecord{{Part: Part{ID: "x"}, Actual: c.now}, {Part: Part{ID: "z"}, Baseline: five}}
		var got []string
		for _, f := range Corrected(&was, &now) {
			part := "whole"
			if f.Part != nil {
				part = f.Part.ID
			}
			got = append(got, f.Key+" of "+part)
		}
		want := ""
		if c.want {
			want = "actual of whole, actual of x"
		}
		must.Be(t, strings.Join(got, ", "), want, c.was, c.now)
		if m := moves(&was, &now); slices.Contains(m, FigureChanged) != c.want {
			t.Errorf("%v and %v: %v", c.was, c.now, m)
		}
	}
	ended := Change{Before: &Row{Indicator: &Indicator{ID: "old"}}}
	must.Be(t, ended.ID(), "old")
	ended.After = &Row{Indicator: &Indicator{ID: "new"}}
	must.Be(t, ended.ID(), "new")
}

// Between two editions of one year there is nothing of what a record says of itself against the year before.
func TestChangesBetweenEditions(t *testing.T) {
	row := func(words string, more func(*Row)) Row {
		r := moved(words, more)
		r.Year = 2024
		return r
	}
	renamed, other := func(r *Row) { r.Formerly = "1-a-shihyo-9" }, func(r *Row) { r.Continues = Other }
	before := []Row{row("1-a-shihyo-1 80 60 actual/target", renamed), row("1-a-shihyo-2 80 60 actual/target", other), row("1-a-shihyo-3 80 60 actual/target", nil)}
	after := []Row{row("1-a-shihyo-1 90 60 actual/target", renamed), row("1-a-shihyo-2 80 70 actual/target", other),
		row("1-a-shihyo-3 80 60 actual/target", func(r *Row) { r.Comparability.State = MethodChanged })}
	want := [][]Move{{Rose}, {Unchanged, TargetChanged}, {Unchanged}}
	for i, c := range Changes(before, after) {
		if i >= len(want) || !slices.Equal(c.Moves, want[i]) {
			t.Errorf("%d: %v", i, c.Moves)
		}
	}
}

// Where the city printed one rate in both years, it neither rose nor fell; where a page shows more decimals, or one year has
// none printed, the exact rates decide.
func TestChangesOfAPrintedRate(t *testing.T) {
	row := func(rate, published, shows string) Row {
		r := moved("1-a-shihyo-1 "+rate+" 60 actual/target", nil)
		r.Published, r.Computed, r.Shows, r.Agrees = published, published, shows, true
		return r
	}
	for _, c := range []struct {
		was, now Row
		want     Move
	}{
		{row("92.67", "93", "93"), row("92.5", "93", "93"), Unchanged},
		{row("99", "99", "99"), row("99.6", "100", "99.6"), Rose},
		{row("99.6", "100", "99.6"), row("99.7", "100", "99.7"), Rose},
		{row("92.67", "", "93"), row("92.5", "93", "93"), Fell},
		{row("92.67", "", "93"), row("92.5", "", "93"), Fell},
	} {
		got := Changes([]Row{c.was}, []Row{c.now})
		if len(got) != 1 || got[0].Outcome() != c.want || got[0].Moves[0] != c.want {
			t.Errorf("%s and %s: %v", c.was.Shows, c.now.Shows, got)
		}
	}
}
