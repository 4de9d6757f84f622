package kpi

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"tassei/generator/lang"
)

// Decimal is an exact plain decimal number that remembers its digits: 20.00
// stays 20.00. Its zero value is 0. It is nothing but its text: a city has tens
// of thousands, and what is reckoned with is made when it is asked for.
type Decimal struct{ text string }

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
	if whole == "" || point && fraction == "" || !lang.AllDigits(whole) || !lang.AllDigits(fraction) {
		return Decimal{}, fmt.Errorf("%q is not a plain decimal number", s)
	}
	if len(digits) > maxDigits {
		return Decimal{}, fmt.Errorf("%q has more than %d digits", s, maxDigits)
	}
	text := digits
	for len(text) > 1 && text[0] == '0' && text[1] != '.' {
		text = text[1:]
	}
	if len(digits) < len(s) && strings.Trim(digits, "0.") != "" {
		if len(text) == len(digits) {
			text = s
		} else {
			text = "-" + text
		}
	}
	return Decimal{strings.Clone(text)}, nil // a part of a file's text would hold all of it
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
	n, places, small := d.scaled()
	if !small {
		x, _ := new(big.Rat).SetString(d.text)
		return x
	}
	over := powers[places]
	for _, prime := range [...]int64{2, 5} {
		for n%prime == 0 && over%prime == 0 {
			n, over = n/prime, over/prime
		}
	}
	x := new(big.Rat).SetInt64(n)
	x.Denom().SetInt64(over) // in lowest terms already
	return x
}

// powers are those of ten that an int64 holds.
var powers = func() (list [19]int64) {
	list[0] = 1
	for i := 1; i < len(list); i++ {
		list[i] = 10 * list[i-1]
	}
	return list
}()

// scaled is the number without its point, and how many places it has. It reports
// false for a number with too many digits.
func (d Decimal) scaled() (n int64, places int, small bool) {
	digits := strings.TrimPrefix(d.text, "-")
	if len(digits) > 18 {
		return 0, 0, false
	}
	point := len(digits)
	for i := range len(digits) {
		if digits[i] == '.' {
			point = i + 1
			continue
		}
		n = 10*n + int64(digits[i]-'0')
	}
	if len(digits) < len(d.text) {
		n = -n
	}
	return n, len(digits) - point, true
}

// Places is how many digits stand after the point.
func (d Decimal) Places() int {
	_, fraction, _ := strings.Cut(d.text, ".")
	return len(fraction)
}

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case strings.HasPrefix(d.text, "-"): // never of a zero
		return -1
	case strings.Trim(d.text, "0.") == "":
		return 0
	}
	return 1
}

// Cmp compares two values, not their digits: 20 and 20.00 are the same.
func (d Decimal) Cmp(e Decimal) int {
	x, of, small := d.scaled()
	y, by, alike := e.scaled()
	if small && alike && of == by {
		return cmp.Compare(x, y)
	}
	return d.Rat().Cmp(e.Rat())
}

// exactFloat is below which every whole number is a float64.
const exactFloat = 1 << 53

// Float is for the places of marks in charts only, never for a printed figure.
func (d Decimal) Float() float64 {
	if n, places, small := d.scaled(); small && n > -exactFloat && n < exactFloat {
		return float64(n) / float64(powers[places]) // both are exact, so the quotient is the nearest
	}
	f, _ := d.Rat().Float64()
	return f
}

// Round writes an exact value with so many places after the point, rounding
// half away from zero. It never writes minus zero.
func Round(x *big.Rat, places int) string {
	if s, small := roundSmall(x, places); small {
		return s
	}
	s := x.FloatString(places)
	if strings.HasPrefix(s, "-") && strings.Trim(s, "-0.") == "" {
		return s[1:]
	}
	return s
}

// roundSmall is Round in machine words. It reports false where they do not do.
func roundSmall(x *big.Rat, places int) (string, bool) {
	const room = 1 << 61
	if places < 0 || places >= len(powers) || !x.Num().IsInt64() || !x.Denom().IsInt64() {
		return "", false
	}
	n, over := x.Num().Int64(), x.Denom().Int64()
	below := n < 0
	if below {
		n = -n
	}
	if n < 0 || n > room/powers[places] || over > room {
		return "", false
	}
	n = (2*n*powers[places] + over) / (2 * over)
	b := make([]byte, 0, 24)
	if below && n > 0 {
		b = append(b, '-')
	}
	b = strconv.AppendInt(b, n/powers[places], 10)
	if places > 0 {
		b = append(b, '.')
		for rest, at := n%powers[places], places-1; at >= 0; at-- {
			b = append(b, '0'+byte(rest/powers[at]%10))
		}
	}
	return string(b), true
}

// Digits writes an exact value as readers check it: all its digits when it
// ends within three places after the point (whole is true), else three of
// them cut off, to be followed by a sign that more follow.
func Digits(x *big.Rat) (text string, whole bool) {
	for places := range 4 {
		if over := x.Denom(); over.IsInt64() && powers[places]%over.Int64() == 0 { // it is in lowest terms
			return Round(x, places), true
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
