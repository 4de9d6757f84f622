package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tassei/generator/lang"
	"tassei/generator/law"
)

func TestSums(t *testing.T) {
	for sum, want := range map[string]string{
		"583 + 203": "786", "2+3*4": "14", "(2+3)*4": "20", "8-4-2": "2", "8/4/2": "1", "8/4*2": "4", "2*(3-(4-5))": "8", "1/3*3": "1", "((((7))))": "7", " 8\t+ 21 ": "29",
		"786 / 57687 * 100": "26200/19229", "4676*3/60": "1169/5", "26790 * 0.20 * 3 / 60": "2679/10", "94.76-88.69": "607/100", "0.1+0.2": "3/10", "(89.8 + 85.1) / 2": "1749/20",
	} {
		if x, err := evaluate(sum); err != nil || Fraction(x) != want {
			t.Errorf("%s: %v, %v; want %s", sum, x, err, want)
		}
	}
	for _, sum := range []string{
		"", " ", "+", "1+", "*1", "1 2", "1++2", "(1", "1)", "()", "(1+)", "1/0", "1/(2-2)", "1/0.00", "0x10", "1e9", "1_000", "1,000", ".5", "5.", "８＋２１", "8×21", "8÷2", "8−2", "x", "1;2", "-1", "1--2", "2*-1",
		"actual", "2**3", "1//2", strings.Repeat("(", 40) + "1" + strings.Repeat(")", 40), strings.Repeat("1+", 300) + "1", strings.Repeat("9", 41),
	} {
		if x, err := evaluate(sum); err == nil {
			t.Errorf("%.60q is computed as %v", sum, x)
		}
	}
	for _, sum := range []string{"1/0", "1/(2-2)", "0/0"} {
		if _, err := evaluate(sum); !errors.Is(err, ErrDivisionByZero) {
			t.Errorf("%s: %v", sum, err)
		}
	}
}

// TestSumsAgainstAnOracle writes random sums whose result is known from how
// they were made, with no more parentheses than they need.
func TestSumsAgainstAnOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(2024, 4))
	divided := 0
	for range 20_000 {
		text, want, _ := randomSum(r, 4)
		if len(text) > maxExpression {
			continue
		}
		got, err := evaluate(text)
		if want == nil {
			divided++
			if !errors.Is(err, ErrDivisionByZero) {
				t.Fatalf("%s: %v, %v; it divides by zero", text, got, err)
			}
			continue
		}
		if err != nil || got.Cmp(want) != 0 {
			t.Fatalf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
	if divided == 0 {
		t.Error("no sum divided by zero")
	}
}

// randomSum makes a sum, its value (nil when it divides by zero), and how
// tightly it holds together: 1 for + and -, 2 for * and /, 3 for the rest.
func randomSum(r *rand.Rand, depth int) (text string, value *big.Rat, binds int) {
	if depth == 0 || r.IntN(4) == 0 {
		text = fmt.Sprint(r.IntN(60))
		if r.IntN(3) == 0 {
			text += fmt.Sprintf(".%02d", r.IntN(100))
		}
		value, _ = new(big.Rat).SetString(text)
		return text, value, 3
	}
	a, x, bindsA := randomSum(r, depth-1)
	b, y, bindsB := randomSum(r, depth-1)
	sign := "+-*/"[r.IntN(4)]
	binds = 1
	if sign == '*' || sign == '/' {
		binds = 2
	}
	if bindsA < binds || r.IntN(8) == 0 {
		a = "(" + a + ")"
	}
	if bindsB <= binds || r.IntN(8) == 0 {
		b = "(" + b + ")"
	}
	space := strings.Repeat(" ", r.IntN(2))
	text = a + space + string(sign) + space + b
	if x == nil || y == nil {
		return text, nil, binds
	}
	value = new(big.Rat)
	switch sign {
	case '+':
		value.Add(x, y)
	case '-':
		value.Sub(x, y)
	case '*':
		value.Mul(x, y)
	default:
		if y.Sign() == 0 {
			return text, nil, binds
		}
		value.Quo(x, y)
	}
	return text, value, binds
}

// FuzzSum: no text makes it panic or slow, and parentheses around the whole
// change nothing.
func FuzzSum(t *testing.F) {
	f := law.Of(t, 1)
	for _, s := range []string{"786 / 57687 * 100", "((1", "1/0", "8−2", "1+2)*3", strings.Repeat("(", 33), "9*9*9*9*9*9*9", "0.5/3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		began := law.Spent()
		x, err := evaluate(s)
		if since := law.Spent() - began; since > time.Second {
			t.Errorf("%q took %v", s, since)
		}
		if (x == nil) == (err == nil) {
			t.Errorf("%q: %v, %v", s, x, err)
		}
		if err != nil || len(s) > maxExpression-10 {
			return
		}
		if y, err := evaluate("(" + s + ")*1"); err == nil && y.Cmp(x) != 0 {
			t.Errorf("%q: %v, in parentheses %v", s, x, y)
		}
	})
}

func TestProofs(t *testing.T) {
	r := &Record{
		Baseline: workedFigure("-52"), Target: Figure{Kind: Words, Words: lang.Plain("ja", "策定")}, Actual: workedFigure("87.5"),
	}
	for _, c := range []struct {
		sum, equals, rounded string
		holds                bool
	}{
		{"786 / 57687 * 100", "1.36", "1.36", true},
		{"786 / 57687 * 100", "1.37", "1.36", false},
		{"786 / 57687 * 100", "1.4", "1.4", true},
		{"26790 * 0.2 * 3 / 60", "268", "268", true},
		{"26790 * 0.2 * 3 / 60", "267.9", "267.9", true},
		{"(89.8 + 85.1) / 2", "actual", "87.5", true},
		{"89.8", "actual", "89.8", false},
		{"130 - 182", "baseline", "-52", true},
		{"20", "20.00", "20.00", true},
	} {
		p, err := Evidence{Sum: c.sum, Equals: c.equals}.Prove(r)
		if err != nil || p.Rounded != c.rounded || p.Holds != c.holds {
			t.Errorf("%s = %s: %+v, %v", c.sum, c.equals, p, err)
		}
	}
	if p, err := (Evidence{Sum: "30 + 6", Equals: "target"}).Prove(sound()); err != nil || !p.Holds {
		t.Errorf("30 + 6 is the target of 36: %+v, %v", p, err)
	}
	for _, e := range []Evidence{{Sum: "1", Equals: "target"}, {Sum: "1", Equals: "12人"}, {Sum: "1", Equals: ""}, {Sum: "1/0", Equals: "1"}, {Sum: "", Equals: "1"}, {Sum: "1", Equals: "1/1"}} {
		if p, err := e.Prove(r); err == nil {
			t.Errorf("%+v: %+v", e, p)
		}
	}
}
