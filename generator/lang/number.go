package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Number writes a plain decimal ("1647", "-320.0") in the way of the
// catalogue's language: grouped by thousands, with the language's signs. The
// digits are never changed, so 20.00 keeps its zeros. Text that is no plain
// decimal is returned as it is.
func (c *Catalogue) Number(decimal string) string { return c.number(decimal, c.group) }

// Plain is Number for rates: up to four digits stand together as the city prints
// them (1647.0), more are grouped as the figures beside them are (12,345.6).
func (c *Catalogue) Plain(decimal string) string {
	if whole, _, _ := strings.Cut(strings.TrimPrefix(decimal, "-"), "."); len(whole) <= 4 {
		return c.number(decimal, "")
	}
	return c.Number(decimal)
}

func (c *Catalogue) number(decimal, group string) string {
	digits := strings.TrimPrefix(decimal, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if whole == "" || !AllDigits(whole) || !AllDigits(fraction) {
		return decimal
	}
	var b strings.Builder
	if len(digits) < len(decimal) {
		b.WriteString(c.minus)
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteByte(whole[i])
	}
	if fraction != "" {
		b.WriteString(c.decimal)
		b.WriteString(fraction)
	}
	return b.String()
}

// AllDigits reports whether a text has nothing but the digits 0 to 9.
func AllDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Signed is Number with a sign before positive numbers too: "＋16".
func (c *Catalogue) Signed(decimal string) string {
	if strings.HasPrefix(decimal, "-") || strings.Trim(decimal, "0.") == "" {
		return c.Number(decimal)
	}
	return c.plus + c.Number(decimal)
}

// Leading is a name before a number: one that ends in a digit keeps apart from it (R6 9, not R69).
func Leading(name string) string {
	if r, _ := utf8.DecodeLastRuneInString(name); unicode.IsDigit(r) {
		return name + " "
	}
	return name
}
