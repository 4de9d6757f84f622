package kpi

import (
	"fmt"
	"math/big"
	"strings"
)

// Decimal is an exact plain decimal number that remembers its digits: 20.00
// stays 20.00. Its zero value is 0.
type Decimal struct {
	text string
	rat  *big.Rat
}

// maxDigits bounds a number's length. No figure of a city comes near it, and
// the cost of exact arithmetic stays small.
const maxDigits = 40

// ParseDecimal reads a plain decimal: an optional minus sign, digits, and an
// optional point with digits after it. Fractions, exponents, separators and
// signs other than the ASCII minus are refused, because big.Rat would take
// 1/3, 1e9 and 0x10 too. Minus zero is zero.
func ParseDecimal(s string) (Decimal, error) {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || point && fraction == "" || !allDigits(whole) || !allDigits(fraction) {
		return Decimal{}, fmt.Errorf("%q is not a plain decimal number", s)
	}
	if len(digits) > maxDigits {
		return Decimal{}, fmt.Errorf("%q has more than %d digits", s, maxDigits)
	}
	rat, ok := new(big.Rat).SetString(s)
	if !ok {
		return Decimal{}, fmt.Errorf("%q is not a plain decimal number", s)
	}
	text := strings.TrimLeft(whole, "0")
	if text == "" {
		text = "0"
	}
	if point {
		text += "." + fraction
	}
	if rat.Sign() < 0 {
		text = "-" + text
	}
	return Decimal{text, rat}, nil
}

// MustDecimal is ParseDecimal for constants; it panics on bad text.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

// String is the number with the digits of its source.
func (d Decimal) String() string {
	if d.text == "" {
		return "0"
	}
	return d.text
}

// Rat is the exact value; the caller may change it.
func (d Decimal) Rat() *big.Rat {
	if d.rat == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(d.rat)
}

// Places is how many digits stand after the point.
func (d Decimal) Places() int {
	_, fraction, _ := strings.Cut(d.text, ".")
	return len(fraction)
}

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int { return d.value().Sign() }

// Cmp compares two values, not their digits: 20 and 20.00 are the same.
func (d Decimal) Cmp(e Decimal) int { return d.value().Cmp(e.value()) }

// Float is for the places of marks in charts only, never for a printed figure.
func (d Decimal) Float() float64 { f, _ := d.value().Float64(); return f }

// value spares the copy that Rat makes.
func (d Decimal) value() *big.Rat {
	if d.rat == nil {
		return new(big.Rat)
	}
	return d.rat
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// Round writes an exact value with so many places after the point, rounding
// half away from zero. It never writes minus zero.
func Round(x *big.Rat, places int) string {
	s := x.FloatString(places)
	if strings.HasPrefix(s, "-") && strings.Trim(s, "-0.") == "" {
		return s[1:]
	}
	return s
}

// Digits writes an exact value as readers check it: all its digits when it
// ends within three places after the point (whole is true), else three of
// them cut off, to be followed by a sign that more follow.
func Digits(x *big.Rat) (text string, whole bool) {
	for places := range 4 {
		s := Round(x, places)
		if back, ok := new(big.Rat).SetString(s); ok && back.Cmp(x) == 0 {
			return s, true
		}
	}
	// Cutting, not rounding: the digits shown are digits of the number.
	thousandths := new(big.Int).Quo(new(big.Int).Mul(x.Num(), big.NewInt(1000)), x.Denom())
	s := Round(new(big.Rat).SetFrac(thousandths, big.NewInt(1000)), 3)
	if x.Sign() < 0 && !strings.HasPrefix(s, "-") {
		s = "-" + s
	}
	return s, false
}

// Fraction writes an exact value as a fraction in lowest terms, or as an
// integer: 1200/19, 80.
func Fraction(x *big.Rat) string { return x.RatString() }
