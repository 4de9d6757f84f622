package kpi

import (
	"strconv"
	"strings"
)

// Working is the arithmetic of a numeric record on one line with its numbers
// put in, "36 ÷ 57 × 100", for messages; a composite gives its parts' mean.
func Working(a Achievement, r *Record) string {
	if len(a.Parts) > 0 {
		s := "("
		for i, p := range a.Parts {
			if i > 0 {
				s += " + "
			}
			s += digitsOf(p)
		}
		return s + ") ÷ " + strconv.Itoa(len(a.Parts))
	}
	if a.Formula == nil {
		return a.Computed
	}
	return a.Formula.Write(Writer{
		Name: func(name string) string {
			f, _ := r.Figure(name)
			if name == "actual" && a.Sum.Known() {
				return a.Sum.String()
			}
			if name == "target" {
				f = r.InForce()
			}
			return operand(f.Value)
		},
		Number: Decimal.String,
		Word:   func(op string) string { return op },
	})
}

// operand writes a number for a sum: one below zero stands in parentheses.
func operand(d Decimal) string {
	if d.Sign() < 0 {
		return "(−" + strings.TrimPrefix(d.String(), "-") + ")"
	}
	return d.String()
}

// resultOf is what the working comes to, before and after it is rounded:
// "81.666… → 82", or "80" where rounding changes nothing.
func resultOf(a Achievement) string {
	if exact := digitsOf(a); exact != a.Computed {
		return exact + " → " + a.Computed
	}
	return a.Computed
}

func digitsOf(a Achievement) string {
	if a.Exact == nil {
		return "—"
	}
	s, whole := Digits(a.Exact)
	if !whole {
		s += "…"
	}
	return s
}
