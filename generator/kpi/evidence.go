package kpi

import (
	"fmt"
	"math/big"
)

// evaluate computes a sum of plain decimals with + - * / and parentheses,
// exactly: "786 / 57687 * 100". Spaces are free. The error names the first sign
// that does not belong.
func evaluate(sum string) (*big.Rat, error) {
	e, err := ParseExpression(sum)
	if err != nil {
		return nil, err
	}
	return e.Value(nil)
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
	x, err := evaluate(e.Sum)
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
	return figureOf(key, r.Baseline, r.Target, r.Actual)
}

// Figure returns the part's figure by its key.
func (p *PartRecord) Figure(key string) (Figure, bool) {
	return figureOf(key, p.Baseline, p.Target, p.Actual)
}

func figureOf(key string, baseline, target, actual Figure) (Figure, bool) {
	switch key {
	case "baseline":
		return baseline, true
	case "target":
		return target, true
	case "actual":
		return actual, true
	}
	return Figure{}, false
}
