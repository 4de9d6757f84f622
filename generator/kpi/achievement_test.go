package kpi

import (
	"bufio"
	"fmt"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/lang"
)

var threeBands = []Band{
	{ID: "achieved", From: MustDecimal("100")},
	{ID: "nearly", From: MustDecimal("80")},
	{ID: "behind", Open: true},
}

// TestWorkedCases holds the program to the cases that a clerk can check.
func TestWorkedCases(t *testing.T) {
	f, err := os.Open("testdata/achievement.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases := 0
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		facts, results, ok := strings.Cut(line, "|")
		in, want := strings.Fields(facts), strings.Fields(results)
		if !ok || len(in) != 6 || len(want) != 5 {
			t.Fatalf("line %d: want 6 facts, a bar and 5 results: %s", n, line)
		}
		cases++
		a := Achieve(&City{Formula: Formula(in[0]), Bands: threeBands}, workedRecord(t, in))
		got := []string{fractionOf(a.Exact), dash(a.Computed), a.Band, dash(string(a.Against)), dash(shareOf(a.Share))}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("line %d: %s\n got %v\nwant %v", n, facts, got, want)
		}
		if (a.Exact == nil) == (a.NoRate == "") {
			t.Errorf("line %d: a rate or a reason, never both or neither: %v, %q", n, a.Exact, a.NoRate)
		}
	}
	if cases < 40 {
		t.Errorf("only %d cases were read", cases)
	}
}

func workedRecord(t *testing.T, in []string) *Record {
	t.Helper()
	ind := &Indicator{Measured: ByNumber, Direction: Direction(in[1])}
	actual, provisional := strings.CutSuffix(in[4], "*")
	r := &Record{Indicator: ind, Provisional: provisional,
		Baseline: workedFigure(in[2]), Target: workedFigure(in[3]), Actual: workedFigure(actual)}
	places, err := strconv.Atoi(in[5])
	if err != nil {
		t.Fatal(err)
	}
	r.Published = "0"
	if places > 0 {
		r.Published = "0." + strings.Repeat("0", places)
	}
	return r
}

func workedFigure(s string) Figure {
	if s == "-" {
		return Figure{Kind: None, None: NotYet}
	}
	if from, to, ok := strings.Cut(s, ".."); ok {
		return Figure{Kind: Range, From: bound(from), To: bound(to)}
	}
	return Figure{Kind: Number, Value: MustDecimal(s)}
}

func bound(s string) *Decimal {
	if s == "" {
		return nil
	}
	d := MustDecimal(s)
	return &d
}

func fractionOf(x *big.Rat) string {
	if x == nil {
		return "-"
	}
	return Fraction(x)
}

func shareOf(x *big.Rat) string {
	if x == nil {
		return ""
	}
	return Round(x, 1)
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// TestAgainstIntegers compares the rounding of every a ÷ b × 100 up to 2000
// with whole-number arithmetic that shares no code with it.
func TestAgainstIntegers(t *testing.T) {
	limit := int64(2000)
	if testing.Short() {
		limit = 200
	}
	city := &City{Formula: Ratio, Bands: threeBands}
	ind := &Indicator{Measured: ByNumber, Direction: Increase}
	numbers := make([]Figure, limit+1)
	for i := range numbers {
		numbers[i] = Figure{Kind: Number, Value: MustDecimal(strconv.Itoa(i))}
	}
	published := []string{"0", "0.0", "0.00"}
	scale := []int64{1, 10, 100}
	r := &Record{Indicator: ind, Baseline: numbers[0]}
	x := new(big.Rat)
	for a := int64(1); a <= limit; a++ {
		for b := int64(1); b <= limit; b++ {
			// The whole record once for each pair, the rounding at each precision.
			places := int((a + b) % 3)
			r.Actual, r.Target, r.Published = numbers[a], numbers[b], published[places]
			if (a*31+b)%97 == 0 {
				if got, want := Achieve(city, r).Computed, halfUp(a*100*scale[places], b, places); got != want {
					t.Fatalf("%d ÷ %d × 100 at %d decimals: %s, want %s", a, b, places, got, want)
				}
			}
			x.SetFrac64(a*100, b)
			for places := range 3 {
				if got, want := Round(x, places), halfUp(a*100*scale[places], b, places); got != want {
					t.Fatalf("%d ÷ %d × 100 at %d decimals: %s, want %s", a, b, places, got, want)
				}
			}
		}
	}
}

// halfUp divides whole numbers and rounds half up by doubling.
func halfUp(numerator, denominator int64, places int) string {
	q := (2*numerator + denominator) / (2 * denominator)
	s := strconv.FormatInt(q, 10)
	if places == 0 {
		return s
	}
	for len(s) <= places {
		s = "0" + s
	}
	return s[:len(s)-places] + "." + s[len(s)-places:]
}

func TestComposite(t *testing.T) {
	ind := &Indicator{Measured: ByParts, Direction: Increase, Parts: []Part{{ID: "a", Direction: Increase}, {ID: "b", Direction: Increase}}}
	r := &Record{Indicator: ind, Published: "225", Parts: []PartRecord{
		{Part: ind.Parts[0], Target: workedFigure("10"), Actual: workedFigure("29")},
		{Part: ind.Parts[1], Target: workedFigure("200"), Actual: workedFigure("319")},
	}}
	city := &City{Formula: Ratio, Bands: threeBands}
	a := Achieve(city, r)
	if got := Fraction(a.Exact); got != "899/4" || a.Computed != "225" || !a.Agrees || a.Rule != ByMean {
		t.Errorf("mean of 290 and 159.5: %s, %s, %v, %s", got, a.Computed, a.Agrees, a.Rule)
	}
	if a.Against != NoComparison || a.Share != nil || a.Start != nil {
		t.Error("a composite has no baseline of its own")
	}
	r.Parts[1].Actual = workedFigure("-")
	if a := Achieve(city, r); a.Exact != nil || a.Band != Pending {
		t.Errorf("a composite with a part not yet known: %v, %s", a.Exact, a.Band)
	}
}

func TestQualitative(t *testing.T) {
	words := func(done bool) Figure { return Figure{Kind: Words, Words: lang.Plain("ja", "策定"), Done: done} }
	ind := &Indicator{Measured: ByDone, Direction: Qualitative}
	city := &City{Formula: Ratio, Bands: threeBands}
	for _, c := range []struct {
		baseline, actual Figure
		exact            string
		against          Against
	}{
		{words(false), words(false), "0", SameAs},
		{words(false), words(true), "100", Better},
		{words(true), words(false), "0", Worse},
		{workedFigure("-"), words(true), "100", NoComparison},
	} {
		a := Achieve(city, &Record{Indicator: ind, Baseline: c.baseline, Target: words(true), Actual: c.actual})
		if Fraction(a.Exact) != c.exact || a.Against != c.against || a.Share != nil {
			t.Errorf("%v → %v: %s %s", c.baseline.Done, c.actual.Done, Fraction(a.Exact), a.Against)
		}
	}
}
