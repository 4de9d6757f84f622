package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// maxNesting and maxSum bound what a sum may cost.
const (
	maxNesting = 32
	maxSum     = 400
)

// ErrDivisionByZero is the error of a sum that divides by zero.
var ErrDivisionByZero = errors.New("division by zero")

// Evaluate computes a sum of plain decimals with + - * / and parentheses,
// exactly: "786 / 57687 * 100". Spaces are free. The error names the place of
// the first sign that does not belong.
func Evaluate(sum string) (*big.Rat, error) {
	if len(sum) > maxSum {
		return nil, fmt.Errorf("longer than %d characters", maxSum)
	}
	p := &sumParser{rest: sum}
	x, err := p.terms(0)
	if err != nil {
		return nil, err
	}
	if p.skip(); p.rest != "" {
		return nil, p.unexpected()
	}
	return x, nil
}

type sumParser struct{ rest string }

func (p *sumParser) skip() { p.rest = strings.TrimLeft(p.rest, " \t") }

func (p *sumParser) unexpected() error {
	if p.rest == "" {
		return errors.New("the sum ends too early")
	}
	return fmt.Errorf("%q", []rune(p.rest)[:1])
}

// take consumes one of the given signs and returns it, or 0.
func (p *sumParser) take(signs string) byte {
	p.skip()
	if p.rest == "" || !strings.Contains(signs, p.rest[:1]) {
		return 0
	}
	sign := p.rest[0]
	p.rest = p.rest[1:]
	return sign
}

func (p *sumParser) terms(depth int) (*big.Rat, error) {
	x, err := p.factors(depth)
	for err == nil {
		sign := p.take("+-")
		if sign == 0 {
			return x, nil
		}
		var y *big.Rat
		if y, err = p.factors(depth); err != nil {
			break
		}
		if sign == '-' {
			y.Neg(y)
		}
		x.Add(x, y)
	}
	return nil, err
}

func (p *sumParser) factors(depth int) (*big.Rat, error) {
	x, err := p.operand(depth)
	for err == nil {
		sign := p.take("*/")
		if sign == 0 {
			return x, nil
		}
		var y *big.Rat
		if y, err = p.operand(depth); err != nil {
			break
		}
		if sign == '*' {
			x.Mul(x, y)
			continue
		}
		if y.Sign() == 0 {
			return nil, ErrDivisionByZero
		}
		x.Quo(x, y)
	}
	return nil, err
}

func (p *sumParser) operand(depth int) (*big.Rat, error) {
	if depth > maxNesting {
		return nil, fmt.Errorf("more than %d parentheses inside each other", maxNesting)
	}
	if p.take("(") != 0 {
		x, err := p.terms(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.take(")") == 0 {
			return nil, p.unexpected()
		}
		return x, nil
	}
	p.skip()
	n := strings.IndexFunc(p.rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if n < 0 {
		n = len(p.rest)
	}
	d, err := ParseDecimal(p.rest[:n])
	if err != nil {
		return nil, p.unexpected()
	}
	p.rest = p.rest[n:]
	return d.Rat(), nil
}

// Proof is what came of one piece of evidence.
type Proof struct {
	Result   *big.Rat
	Rounded  string // the result at the precision of the printed side
	Expected string // the printed side
	Holds    bool
}

// Prove recomputes the evidence. A printed side of "baseline", "target" or
// "actual" ties the sum to that figure of the record.
func (e Evidence) Prove(r *Record) (Proof, error) {
	x, err := Evaluate(e.Sum)
	if err != nil {
		return Proof{}, err
	}
	expected := e.Equals
	if f, ok := r.Figure(e.Equals); ok {
		if !f.IsNumber() {
			return Proof{}, fmt.Errorf("%s has no number", e.Equals)
		}
		expected = f.Value.String()
	}
	d, err := ParseDecimal(expected)
	if err != nil {
		return Proof{}, err
	}
	p := Proof{Result: x, Rounded: Round(x, d.Places()), Expected: d.String()}
	p.Holds = p.Rounded == p.Expected
	return p, nil
}

// Figure returns the record's figure by its key: baseline, target or actual.
func (r *Record) Figure(key string) (Figure, bool) {
	switch key {
	case "baseline":
		return r.Baseline, true
	case "target":
		return r.Target, true
	case "actual":
		return r.Actual, true
	}
	return Figure{}, false
}
