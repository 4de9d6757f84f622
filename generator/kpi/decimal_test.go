package kpi

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"tassei/generator/law"
	"tassei/generator/must"
)

// TestDecimalsKeepTheirDigits: what is accepted is the number that is written,
// with the digits that it was written with.
func TestDecimalsKeepTheirDigits(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "5": "5", "20.00": "20.00", "90.0": "90.0", "1647": "1647", "-3.50": "-3.50", "-0": "0", "-0.00": "0.00", "007": "7", "00.5": "0.5", "0.1": "0.1",
		"9007199254740993": "9007199254740993", "0.1234567": "0.1234567", strings.Repeat("9", 40): strings.Repeat("9", 40),
	} {
		d, err := ParseDecimal(in)
		if err != nil || d.String() != want {
			t.Errorf("%q: %s, %v; want %s", in, d, err, want)
			continue
		}
		exact, _ := new(big.Rat).SetString(in)
		must.Be(t, d.Rat().Cmp(exact), 0, in, d.Rat())
		if _, fraction, _ := strings.Cut(in, "."); d.Places() != len(fraction) {
			t.Errorf("%q: %d places", in, d.Places())
		}
	}
}

// TestOtherGrammarsAreRefused: what big.Rat, TOML or a spreadsheet would take
// for a number is none here.
func TestOtherGrammarsAreRefused(t *testing.T) {
	for _, in := range []string{
		"", "-", ".", "-.", "5.", ".5", "-.5", "+5", "--5", "5-", "1/3", "1 / 3", "0x10", "0b1", "0o7", "1e9", "1E9", "1.5e3", "1_000", "1,000", "1'000", " 5", "5 ", "\t5", "5\n",
		"５", "１２", "1２", "五", "٣", "−5", "－5", "Inf", "-inf", "NaN", "nan", "1.2.3", "1..2", "12人", "12%", "5件", "0.5f", "1p-2", strings.Repeat("9", 41), "0." + strings.Repeat("3", 400),
	} {
		if d, err := ParseDecimal(in); err == nil {
			t.Errorf("%q is read as %s", in, d)
		}
	}
}

func TestDecimalZeroValue(t *testing.T) {
	var d Decimal
	if d.String() != "0" || d.Sign() != 0 || d.Places() != 0 || d.Cmp(MustDecimal("0.00")) != 0 || d.Float() != 0 {
		t.Errorf("%s %d %d", d, d.Sign(), d.Places())
	}
	x := MustDecimal("36")
	x.Rat().Add(x.Rat(), big.NewRat(1, 1))
	y := x.Rat()
	y.Add(y, y)
	if x.String() != "36" || x.Cmp(MustDecimal("36.00")) != 0 {
		t.Error("a caller changed the number")
	}
}

func TestRoundHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		x      string
		places int
		want   string
	}{
		{"1200/19", 1, "63.2"}, {"1200/19", 0, "63"}, {"179/2", 0, "90"}, {"899/4", 0, "225"}, {"899/4", 1, "224.8"}, {"-1/20", 1, "-0.1"}, {"-1/25", 1, "0.0"}, {"-1/2", 0, "-1"},
		{"1/2", 0, "1"}, {"3/2", 0, "2"}, {"5/2", 0, "3"}, {"1999/20", 1, "100.0"}, {"1999/20", 0, "100"}, {"0", 2, "0.00"}, {"-1/1000", 2, "0.00"}, {"-320", 1, "-320.0"},
	} {
		x, _ := new(big.Rat).SetString(c.x)
		must.Be(t, Round(x, c.places), c.want, c.x, "at", c.places)
	}
}

// TestDigitsAreCutOff: the digits shown in an arithmetic are digits of the
// number, so that a reader with a calculator sees the same.
func TestDigitsAreCutOff(t *testing.T) {
	for in, want := range map[string]string{
		"1200/19": "63.157…", "80": "80", "1/8": "0.125", "2/3": "0.666…", "-2/3": "-0.666…", "1999/2000": "0.999…", "899/4": "224.75", "-1/3000000": "-0.000…", "0": "0", "100/3": "33.333…",
	} {
		x, _ := new(big.Rat).SetString(in)
		got, whole := Digits(x)
		if !whole {
			got += "…"
		}
		must.Be(t, got, want, in)
	}
}

// FuzzDecimal: parse, print, parse gives the same number with the same digits.
func FuzzDecimal(t *testing.F) {
	f := law.Of(t, 1)
	for _, s := range []string{"0", "-0.00", "20.00", "1647", "0x10", "1/3", "1e9", "1_000", "５", ".5", "007.70"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDecimal(s)
		if err != nil {
			return
		}
		if strings.Trim(s, "-.0123456789") != "" {
			t.Fatalf("%q is read as %s", s, d)
		}
		back, err := ParseDecimal(d.String())
		if err != nil || back.String() != d.String() || back.Cmp(d) != 0 || back.Places() != d.Places() {
			t.Errorf("%q: %s, then %s, %v", s, d, back, err)
		}
		must.Be(t, Round(d.Rat(), d.Places()), d.String(), s, "printed at its own places", d)
		if exact, ok := new(big.Rat).SetString(s); !ok || exact.Cmp(d.Rat()) != 0 {
			t.Errorf("%q: %s", s, d.Rat())
		}
	})
}

// TestReckoningIsExactAtAnyLength: short numbers are reckoned with in machine words,
// long ones by big.Rat, and both come to the same.
func TestReckoningIsExactAtAnyLength(t *testing.T) {
	texts := []string{"0", "0.00", "-0.5", "0.5", "0.50", "2.5", "-2.5", "12.8", "100", "0.1", "0.3", "123456789012345.67", "1234567890.12345678", "9007199254740993", "-9007199254740993",
		"999999999999999999", "0.0000000000000001", "99999999999999999.9", "12345678901234567890.123", "-12345678901234567890.123", "0.00000000000000000000000001"}
	for _, a := range texts {
		x, err := ParseDecimal(a)
		if err != nil {
			continue
		}
		exact, _ := new(big.Rat).SetString(a)
		if got := x.Rat(); got.Cmp(exact) != 0 || got.RatString() != exact.RatString() {
			t.Errorf("%s is reckoned as %s", a, got)
		}
		if f, _ := exact.Float64(); x.Float() != f || x.Sign() != exact.Sign() {
			t.Errorf("%s: %v, sign %d", a, x.Float(), x.Sign())
		}
		for _, b := range texts {
			y, err := ParseDecimal(b)
			if err != nil {
				continue
			}
			if other, _ := new(big.Rat).SetString(b); x.Cmp(y) != exact.Cmp(other) {
				t.Errorf("%s and %s compare as %d", a, b, x.Cmp(y))
			}
		}
	}
}

// TestRoundingIsTheSameInMachineWords: short numbers are rounded without big.Rat, to the same text.
func TestRoundingIsTheSameInMachineWords(t *testing.T) {
	for _, n := range []int64{0, 1, 5, 49, 50, 51, 99, 149, 1249, 1250, 99995, 999999, 123456789, 1 << 40, 1<<61 - 1, 1 << 61, 1<<62 + 1, math.MaxInt64} {
		for _, over := range []int64{1, 2, 3, 7, 8, 10, 19, 100, 2000, 3000001, 1 << 61, 1<<61 + 1, math.MaxInt64} {
			for places := range 9 {
				for _, x := range []*big.Rat{big.NewRat(n, over), big.NewRat(-n, over)} {
					want := x.FloatString(places)
					if strings.Trim(want, "-0.") == "" {
						want = strings.TrimPrefix(want, "-")
					}
					if got := Round(x, places); got != want {
						t.Fatalf("%s at %d: %s, want %s", x, places, got, want)
					}
				}
			}
		}
	}
}

// Where the machine's words have no room, exact numbers are rounded all the same.
func TestRoundAtTheEdgeOfWords(t *testing.T) {
	numbers := []int64{0, 1, 5, 1<<53 - 1, 1 << 53, 1 << 60, 1<<61 - 1, 1 << 61, 1<<61 + 1, 1 << 62, math.MaxInt64, 999_999_999_999_999_999}
	for _, n := range numbers {
		for _, over := range numbers[1:] {
			for _, places := range []int{0, 1, 17, 18, 19} {
				for _, sign := range []int64{1, -1} {
					x := big.NewRat(sign*n, over)
					want := x.FloatString(places)
					if strings.Trim(want, "-0.") == "" {
						want = strings.TrimPrefix(want, "-")
					}
					must.Be(t, Round(x, places), want, n, over, places)
				}
			}
		}
	}
	must.Be(t, Round(new(big.Rat).SetInt64(math.MinInt64), 0), "-9223372036854775808")
}
