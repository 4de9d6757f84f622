package kpi

import (
	"flag"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

var threeBands = []Band{
	{ID: "achieved", From: MustDecimal("100")},
	{ID: "nearly", From: MustDecimal("80")},
	{ID: "behind", Open: true},
}

var update = flag.Bool("update", false, "write the results of the worked cases anew, to be read line by line")

// TestWorkedCases holds the program to the cases that a clerk can check.
func TestWorkedCases(t *testing.T) {
	workedCases(t, "testdata/achievement.txt", 150, "%-60s| %-11s %-7s %-10s %-7s %-8s %-8s %s", func(t *testing.T, _ *Record, a Achievement) []string {
		if (a.Exact == nil) == (a.NoRate == "") {
			t.Errorf("a rate or a reason, never both or neither: %v, %q", a.Exact, a.NoRate)
		}
		if a.Band == NotJudged && a.Unjudged == "" {
			t.Error("not judged, and no reason why")
		}
		return []string{fractionOf(a.Exact), dash(a.Shows), a.Band, dash(string(a.Against)), dash(shareOf(a.Share)), string(a.Form), [...]string{"-", "missed", "met"}[a.Met]}
	})
}

// workedCases reads a file of cases, each line facts | results, and holds what comes
// of the facts to the results; at least so many must be there.
func workedCases(t *testing.T, file string, least int, form string, came func(t *testing.T, r *Record, a Achievement) []string) {
	t.Helper()
	data := must.Read(t, file)
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	cases := 0
	for n, line := range lines {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		facts, results, ok := strings.Cut(line, "|")
		in, want := strings.Fields(facts), strings.Fields(results)
		if len(in) < 6 || !ok && !*update {
			t.Fatalf("line %d: want 6 facts, a bar and 7 results: %s", n+1, line)
		}
		cases++
		t.Run(fmt.Sprintf("line %d", n+1), func(t *testing.T) {
			city, r := worked(t, in)
			got := came(t, r, Achieve(city, r))
			if *update {
				args := []any{strings.TrimRight(facts, " ")}
				for _, g := range got {
					args = append(args, g)
				}
				lines[n] = fmt.Sprintf(form, args...)
			} else if !slices.Equal(got, want) {
				t.Errorf("%s\n got %v\nwant %v", facts, got, want)
			}
		})
	}
	if *update {
		must.Succeed(t, os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	}
	if cases < least {
		t.Errorf("only %d cases were read", cases)
	}
}

// worked makes the city and the record of one line of cases.
func worked(t *testing.T, in []string) (*City, *Record) {
	t.Helper()
	city := &City{Rule: in[0], Bands: threeBands, Period: Total{2021, 2025}, Rules: []Rule{
		{ID: "twice", Raise: workedExpression(t, "actual / (target * 2) * 100"), Places: 1},
		{ID: "saved", Raise: workedExpression(t, "min(100, (baseline - actual) / (baseline - target) * 100)"), Places: Undeclared},
	}}
	ind := &Indicator{Measured: ByNumber, Direction: Direction(in[1])}
	actual, provisional := strings.CutSuffix(in[4], "*")
	r := &Record{Year: 2022, Indicator: ind, Provisional: provisional, Baseline: workedFigure(in[2]), Target: workedFigure(in[3]), Actual: workedFigure(actual)}
	if ind.Direction == Qualitative {
		ind.Measured = ByDone
	}
	if in[5] != "-" {
		places, err := strconv.Atoi(in[5])
		must.Succeed(t, err)
		r.Published = "0"
		if places > 0 {
			r.Published = "0." + strings.Repeat("0", places)
		}
	}
	for _, option := range in[6:] {
		workedOption(t, city, r, option)
	}
	return city, r
}

func workedExpression(t *testing.T, text string) *Expression {
	e, err := ParseExpression(text, RuleNames...)
	must.Succeed(t, err)
	return e
}

// workedOption sets one more fact of a case: name=value.
func workedOption(t *testing.T, city *City, r *Record, option string) {
	t.Helper()
	name, value, _ := strings.Cut(option, "=")
	switch name {
	case "rank":
		r.Indicator.Measured = ByRank
	case "unjudged":
		r.Indicator.NotJudged = true
	case "once":
		r.Indicator.Once = true
	case "undone":
		r.Undone = true
	case "done_in":
		r.DoneIn, _ = ParseYear(value)
	case "own":
		r.Indicator.Rule = value
	case "round":
		city.Rounding = Rounding(value)
	case "cap":
		cap := MustDecimal(value)
		city.Cap = &cap
	case "places":
		n, _ := strconv.Atoi(value)
		city.Places = &n
	case "year":
		r.Year, _ = ParseYear(value)
	case "final":
		r.Indicator.Final = &FinalTarget{Target: workedFigure(value), Year: 2025}
	case "tolerance":
		d := MustDecimal(value)
		r.Indicator.Tolerance = &d
	case "grade":
		r.Grade = value
	case "total":
		r.Indicator.Total = &Total{2021, 2025}
	case "so_far":
		d := MustDecimal(value)
		r.PrintedSoFar = &d
	case "before": // the years before, the nearest first
		for p, values := r, strings.Split(value, ","); len(values) > 0; values = values[1:] {
			ind := *r.Indicator
			p.Before = &Record{Year: p.Year - 1, Indicator: &ind, Baseline: r.Baseline, Target: r.Target, Actual: workedFigure(values[0])}
			p = p.Before
		}
	case "before_printed":
		r.Before = &Record{Year: r.Year - 1, Indicator: r.Indicator, Published: value}
	case "history":
		year, v, _ := strings.Cut(value, ":")
		y, _ := ParseYear(year)
		r.Indicator.History = map[Year]Figure{y: workedFigure(v)}
	case "bands":
		city.Bands, city.OwnBands = workedBands(t, value), value != "grades"
	default:
		t.Fatalf("unknown option %s", option)
	}
}

// workedBands are five sets of real kinds.
func workedBands(t *testing.T, name string) []Band {
	sets := map[string][][3]string{
		"marks":  {{"above", "actual > target", "actual < target"}, {"equal", "actual = target", ""}, {"below", "actual < target and actual > baseline", "actual > target and actual < baseline"}, {"none", "actual < target and actual <= baseline", "actual > target and actual >= baseline"}},
		"sabc":   {{"s", "actual >= target", "actual <= target"}, {"a", "actual < target and actual >= baseline", "actual > target and actual <= baseline"}, {"b", "actual < target and baseline * 0.9 <= actual < baseline", "actual > target and baseline < actual <= baseline * 1.1"}, {"c", "actual < target and actual < baseline * 0.9", "actual > target and actual > baseline * 1.1"}},
		"lights": {{"green", "actual >= target * 0.9", "actual <= target * 1.1"}, {"amber", "actual < target * 0.9 and actual > previous", "actual > target * 1.1 and actual < previous"}, {"red", "actual < target * 0.9 and actual <= previous", "actual > target * 1.1 and actual >= previous"}},
		"fifth":  {{"ahead", "actual >= target * year / years", ""}, {"late", "actual < target * year / years", ""}},
		"amber":  {{"green", "actual >= target", "actual <= target"}, {"amber", "target - tolerance <= actual < target", "target < actual <= target + tolerance"}, {"red", "actual < target - tolerance", "actual > target + tolerance"}},
		"rate":   {{"good", "rate >= 100", ""}, {"poor", "rate < 100", ""}},
		"capped": {{"good", "actual <= target", ""}, {"poor", "actual > target", ""}},
		"beyond": {{"good", "actual > target", "actual < target"}, {"fair", "actual <= target", "actual >= target"}},
		"since":  {{"good", "actual >= baseline", "actual <= baseline"}, {"poor", "actual < baseline", "actual > baseline"}},
		"twice":  {{"good", "rate >= 80", ""}, {"fair", "50 <= rate < 80", ""}, {"poor", "rate < 50", ""}},
	}
	if name == "grades" {
		return []Band{{ID: "a", Grade: true}, {ID: "b", Grade: true}, {ID: "n", Grade: true, Ungraded: true}}
	}
	condition := func(text string) *Condition {
		if text == "" {
			return nil
		}
		c, err := ParseCondition(text, ConditionNames...)
		must.Succeed(t, err)
		return c
	}
	var bands []Band
	for _, b := range sets[name] {
		bands = append(bands, Band{ID: b[0], When: condition(b[1]), WhenLower: condition(b[2])})
	}
	if bands == nil {
		t.Fatalf("no bands %q", name)
	}
	return bands
}

func workedFigure(s string) Figure {
	switch {
	case s == "-":
		return Figure{Kind: None, None: NotYet}
	case s == "unset":
		return Figure{Kind: None, None: NotSet}
	case s == "done", s == "open":
		return Figure{Kind: Words, Words: lang.Plain("ja", "策定"), Done: s == "done"}
	case s[0] >= 0x80: // Japanese words that stand for a step on the way
		return Figure{Kind: Words, Words: lang.Plain("ja", s)}
	case slices.Contains(Aims, Aim(s)):
		return Figure{Kind: Aimed, Aim: Aim(s)}
	case s[0] == '>':
		return Figure{Kind: Number, Value: MustDecimal(s[1:]), Strict: Above}
	case s[0] == '<':
		return Figure{Kind: Number, Value: MustDecimal(s[1:]), Strict: Below}
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
	city := &City{Bands: threeBands}
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
	city := &City{Bands: threeBands}
	a := Achieve(city, r)
	if got := Fraction(a.Exact); got != "899/4" || a.Computed != "225" || !a.Agrees || a.By != ByMean {
		t.Errorf("mean of 290 and 159.5: %s, %s, %v, %s", got, a.Computed, a.Agrees, a.By)
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
	city := &City{Bands: threeBands}
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
