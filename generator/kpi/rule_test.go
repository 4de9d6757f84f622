package kpi

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"tassei/generator/must"
)

func plainWriter() Writer {
	return Writer{Name: func(s string) string { return s }, Number: Decimal.String, Word: func(s string) string { return s }}
}

// TestExpressions computes expressions with names and writes them as print does.
func TestExpressions(t *testing.T) {
	v := Values{"baseline": big.NewRat(10, 1), "target": big.NewRat(20, 1), "actual": big.NewRat(18, 1)}
	for _, c := range []struct{ text, want, written string }{
		{"(actual - baseline) / (target - baseline) * 100", "80", "(actual − baseline) ÷ (target − baseline) × 100"},
		{"(actual−baseline)÷(target−baseline)×100", "80", "(actual − baseline) ÷ (target − baseline) × 100"},
		{"min(100, actual / target * 100)", "90", "min(100, actual ÷ target × 100)"},
		{"max(0, actual - target, 3.50)", "7/2", "max(0, actual − target, 3.50)"},
		{"-actual + 1", "-17", "−actual + 1"},
		{"-(actual - 1)", "-17", "−(actual − 1)"},
		{"actual - (target - baseline)", "8", "actual − (target − baseline)"},
		{"(2 - actual / target) * 100", "110", "(2 − actual ÷ target) × 100"},
		{"actual / (target / 2)", "9/5", "actual ÷ (target ÷ 2)"},
		{"actual * (target / 2)", "180", "actual × (target ÷ 2)"},
		{"actual + (target - 1)", "37", "actual + target − 1"},
	} {
		e, err := ParseExpression(c.text, RuleNames...)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		x, err := e.Value(v)
		if err != nil || Fraction(x) != c.want {
			t.Errorf("%s = %v, %v; want %s", c.text, x, err, c.want)
		}
		must.Be(t, e.Write(plainWriter()), c.written, c.text, "is written")
	}
	for _, text := range []string{"", "rate", "actual >", "actual > 1", "min()", "min 1", "min(1", "(actual", "actual target", "not actual", "actual and target", "min(actual > 1, 2)", "- (actual > 1)", "(actual > 1) + 1"} {
		if e, err := ParseExpression(text, RuleNames...); err == nil {
			t.Errorf("%q is read as %v", text, e.root)
		}
	}
}

// TestExpressionsAreBounded: what is nested too deep to read is refused, and a name
// that may not stand there is told with those that may.
func TestExpressionsAreBounded(t *testing.T) {
	for _, c := range []struct{ opens, inner, closes string }{{"-", "1", ""}, {"(", "1", ")"}, {"min(", "1", ")"}} {
		nested := func(n int) string { return strings.Repeat(c.opens, n) + c.inner + strings.Repeat(c.closes, n) }
		if _, err := ParseExpression(nested(maxNesting), RuleNames...); err != nil {
			t.Errorf("%d times %q: %v", maxNesting, c.opens, err)
		}
		if _, err := ParseExpression(nested(maxNesting+1), RuleNames...); err == nil {
			t.Errorf("%d times %q are read", maxNesting+1, c.opens)
		}
	}
	if _, err := ParseCondition(strings.Repeat("not ", maxNesting)+"rate > 1", ConditionNames...); err != nil {
		t.Error(err)
	}
	if _, err := ParseCondition(strings.Repeat("not ", maxNesting+1)+"rate > 1", ConditionNames...); err == nil {
		t.Error("a condition with too many nots is read")
	}
	if _, err := ParseExpression(strings.Repeat(" ", maxExpression-1)+"1", RuleNames...); err != nil {
		t.Error(err)
	}
	if _, err := ParseExpression(strings.Repeat(" ", maxExpression)+"1", RuleNames...); err == nil {
		t.Error("an expression that is too long is read")
	}
	for _, name := range []string{"rate", "z", "A", "aZ_"} {
		if _, err := ParseExpression(name+" * 2", RuleNames...); err == nil || err.Error() != fmt.Sprintf("%q (baseline, target, actual)", name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if e := workedExpression(t, "actual / (actual + target)"); strings.Join(e.root.names(nil), " ") != "actual target" {
		t.Error(e.root.names(nil))
	}
}

// TestConditions decides conditions, also with a value that is not there.
func TestConditions(t *testing.T) {
	v := Values{"actual": big.NewRat(18, 1), "target": big.NewRat(20, 1), "rate": big.NewRat(90, 1)}
	for text, want := range map[string]Truth{
		"rate >= 90": True, "rate > 90": False, "rate < 90": False, "rate <= 90": True, "rate = 90": True, "rate != 90": False, "rate == 90": True, "rate ≠ 91": True,
		"80 <= rate < 100": True, "80 <= rate < 90": False, "not rate > 90": True, "not (rate = 90)": False,
		"actual < target and rate > 50": True, "actual < target and rate > 95": False, "actual > target or rate > 50": True,
		"actual > previous": Unknown, "not actual > previous": Unknown, "actual > previous or rate > 50": True, "actual > previous and rate > 95": False,
		"actual > previous and rate > 50": Unknown, "actual / (target - 20) > 1": Unknown, "previous > 1 or rate > 99": Unknown,
		"actual < target or actual > previous and rate > 95": True, "(actual + 2) >= target": True, "actual >= target * 0.9 and actual < target": True,
	} {
		c, err := ParseCondition(text, ConditionNames...)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := c.Holds(v); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	for _, text := range []string{"", "rate", "rate + 1", "rate > ", "rate and target", "not rate", "(rate > 1) > 2", "colour > 1", "rate > 1 or", "or rate > 1"} {
		if c, err := ParseCondition(text, ConditionNames...); err == nil {
			t.Errorf("%q is read as %v", text, c.root)
		}
	}
	c, err := ParseCondition("not (actual >= target or rate < 50) and actual <= target * 1.1", ConditionNames...)
	must.Succeed(t, err)
	shout := plainWriter()
	shout.Word = strings.ToUpper
	if got, want := c.Write(shout), "NOT (actual ≥ target OR rate < 50) AND actual ≤ target × 1.1"; got != want {
		t.Errorf("in other words %s, want %s", got, want)
	}
	if got, want := c.Write(plainWriter()), "not (actual ≥ target or rate < 50) and actual ≤ target × 1.1"; got != want {
		t.Errorf("written %s, want %s", got, want)
	}
}

// TestWrittenReadsBack holds what is written to what was read: the same values.
func TestWrittenReadsBack(t *testing.T) {
	v := Values{"baseline": big.NewRat(3, 1), "target": big.NewRat(7, 2), "actual": big.NewRat(-5, 3)}
	parts := []string{"baseline", "target", "actual", "2", "0.5", "(actual - 1)", "(target + baseline)", "-actual", "min(1, target)", "(2 / target)", "(3 * baseline)"}
	for _, a := range parts {
		for _, b := range parts {
			for _, c := range parts {
				for _, ops := range []string{"+-", "-+", "--", "*/", "/*", "//", "-*", "*-", "/-", "-/"} {
					text := fmt.Sprintf("%s %c %s %c %s", a, ops[0], b, ops[1], c)
					e, err := ParseExpression(text, RuleNames...)
					must.Succeed(t, err, text)
					written := e.Write(plainWriter())
					back, err := ParseExpression(written, RuleNames...)
					must.Succeed(t, err, text, "written", written)
					x, _ := e.Value(v)
					y, _ := back.Value(v)
					if x.Cmp(y) != 0 {
						t.Fatalf("%s = %v, written %s = %v", text, x, written, y)
					}
				}
			}
		}
	}
}

func TestRoundings(t *testing.T) {
	for _, c := range []struct {
		how    Rounding
		x      string
		places int
		want   string
	}{
		{HalfUp, "117.95", 1, "118.0"}, {Down, "117.95", 1, "117.9"}, {Up, "117.91", 1, "118.0"}, {Up, "117.9", 1, "117.9"}, {HalfEven, "117.95", 1, "118.0"},
		{HalfEven, "117.85", 1, "117.8"}, {HalfEven, "117.851", 1, "117.9"}, {HalfUp, "117.85", 1, "117.9"},
		{Down, "-117.95", 1, "-117.9"}, {Up, "-117.91", 1, "-118.0"}, {HalfUp, "-0.5", 0, "-1"}, {HalfEven, "-0.5", 0, "0"}, {Down, "-0.9", 0, "0"}, {Down, "0.09", 1, "0.0"},
		{Down, "99.999", 2, "99.99"}, {Up, "0.001", 2, "0.01"}, {HalfEven, "2.5", 0, "2"}, {HalfEven, "3.5", 0, "4"}, {Down, "100", 0, "100"},
	} {
		x, _ := new(big.Rat).SetString(c.x)
		must.Be(t, c.how.Round(x, c.places), c.want, c.how, "of", c.x, "at", c.places)
	}
}

func TestRuleOfARecord(t *testing.T) {
	own, _ := ParseExpression("actual * 2", RuleNames...)
	places := 2
	city := &City{Rule: ComplementID, Rounding: Down, Places: &places, Rules: []Rule{{ID: "double", Raise: own, Places: 0}}}
	for _, c := range []struct{ indicator, year, want string }{
		{"", "", ComplementID}, {"", RatioID, RatioID}, {"double", RatioID, "double"}, {"double", "", "double"}, {NoRuleID, "", NoRuleID}, {"unknown", "", ComplementID},
	} {
		r := city.RuleFor(&Record{Indicator: &Indicator{Rule: c.indicator}, YearRule: c.year})
		must.Be(t, r.ID, c.want, c.indicator, c.year)
		if named := namedRule(c.want) != nil; named && (r.Rounding != Down || r.Places != 2) || !named && (r.Rounding != HalfUp || r.Places != 0) {
			t.Errorf("%s: rounding %q at %d", r.ID, r.Rounding, r.Places)
		}
	}
	if r := (&City{}).RuleFor(&Record{Indicator: &Indicator{}}); r.ID != RatioID || r.Places != Undeclared {
		t.Errorf("a city that declares nothing: %s at %d", r.ID, r.Places)
	}
	for _, id := range RuleIDs {
		if namedRule(id) == nil || strings.Contains(id, " ") {
			t.Errorf("%q is no named rule", id)
		}
	}
}

// TestAtTarget: what a rule gives where the target is just reached, whatever the figures are.
func TestAtTarget(t *testing.T) {
	for rule, want := range map[string]string{
		"actual / target * 100": "100", "target / actual * 100": "100", "(2 - actual / target) * 100": "100", "min(100, actual / target * 120)": "100",
		"(actual - baseline) / (target - baseline) * 100": "100", "actual / target": "1", "5 * actual / target": "5", "(actual - target) / target * 100": "0",
		"(baseline - actual) / baseline * 100": "", "actual": "", "actual / (baseline - 7)": "",
	} {
		e, err := ParseExpression(rule, RuleNames...)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at := e.AtTarget(); at != nil {
			got = at.RatString()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
	if none := (*Rule)(nil); none.InPercent() || !namedRule(RatioID).InPercent() || namedRule(NoRuleID).InPercent() {
		t.Error("in per cent: of the ratio, of no rule, of none")
	}
}

// TestRises: rules that say the contrary where lower is better, and need another one there.
func TestRises(t *testing.T) {
	for rule, want := range map[string]bool{
		"actual / target * 100": true, "min(100, actual / target * 100)": true, "target / actual * 100": false, "(2 - actual / target) * 100": false,
		"(actual - baseline) / (target - baseline) * 100": false, "(baseline - actual) / (baseline - target) * 100": false, "actual / (baseline - 40)": false,
	} {
		e, err := ParseExpression(rule, RuleNames...)
		if err != nil {
			t.Fatal(err)
		}
		if e.Rises() != want {
			t.Errorf("%s: %v", rule, !want)
		}
	}
}
