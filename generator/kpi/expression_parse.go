package kpi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// parse reads an expression or a condition; each operation checks that its
// parts are numbers or truths as it wants them.
func parse(text string, names []string) (node, error) {
	if len(text) > maxExpression {
		return node{}, fmt.Errorf("longer than %d characters", maxExpression)
	}
	if len(names) > 0 {
		text = plainSigns.Replace(text)
	}
	p := &parser{rest: text, names: names}
	n, err := p.any(0)
	if err != nil {
		return node{}, err
	}
	if p.skip(); p.rest != "" {
		return node{}, p.unexpected()
	}
	return n, nil
}

// plainSigns are the signs of print, as people copy them.
var plainSigns = strings.NewReplacer("×", "*", "÷", "/", "−", "-", "≤", "<=", "≦", "<=", "≥", ">=", "≧", ">=", "≠", "!=", "==", "=", "<>", "!=")

type parser struct {
	rest  string
	names []string
}

func (p *parser) skip() { p.rest = strings.TrimLeft(p.rest, " \t\n\r") }

func (p *parser) unexpected() error {
	if p.rest == "" {
		return errors.New("the sum ends too early")
	}
	return fmt.Errorf("%q", []rune(p.rest)[:1])
}

// sign consumes one of the given signs and returns it, or "".
func (p *parser) sign(signs ...string) string {
	p.skip()
	for _, s := range signs {
		if strings.HasPrefix(p.rest, s) {
			p.rest = p.rest[len(s):]
			return s
		}
	}
	return ""
}

func isLetter(r rune) bool { return r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// word looks at the next word without taking it.
func (p *parser) word() string {
	p.skip()
	return p.rest[:len(p.rest)-len(strings.TrimLeftFunc(p.rest, isLetter))]
}

func (p *parser) keyword(w string) bool {
	if p.word() != w {
		return false
	}
	p.rest = p.rest[len(w):]
	return true
}

// any reads what may stand between parentheses: a sum or a condition.
func (p *parser) any(depth int) (node, error) {
	return p.joined("or", func() (node, error) {
		return p.joined("and", func() (node, error) { return p.not(depth) })
	})
}

func (p *parser) joined(op string, part func() (node, error)) (node, error) {
	first, err := part()
	if err != nil {
		return node{}, err
	}
	n := node{op: op, args: []node{first}}
	for p.keyword(op) {
		next, err := part()
		if err != nil {
			return node{}, err
		}
		n.args = append(n.args, next)
	}
	if len(n.args) == 1 {
		return first, nil
	}
	for _, a := range n.args {
		if !a.isTruth() {
			return node{}, fmt.Errorf("%q", op)
		}
	}
	return n, nil
}

func (p *parser) not(depth int) (node, error) {
	if depth > maxNesting {
		return node{}, fmt.Errorf("more than %d parentheses inside each other", maxNesting)
	}
	if !p.keyword("not") {
		return p.comparison(depth)
	}
	n, err := p.not(depth + 1)
	if err == nil && !n.isTruth() {
		err = errors.New(`"not"`)
	}
	return node{op: "not", args: []node{n}}, err
}

func (p *parser) comparison(depth int) (node, error) {
	left, err := p.terms(depth)
	if err != nil {
		return node{}, err
	}
	var chain []node
	for {
		op := p.sign(comparisons...)
		if op == "" {
			break
		}
		right, err := p.terms(depth)
		if err != nil {
			return node{}, err
		}
		if left.isTruth() || right.isTruth() {
			return node{}, fmt.Errorf("%q", op)
		}
		chain = append(chain, node{op: op, args: []node{left, right}})
		left = right
	}
	switch len(chain) {
	case 0:
		return left, nil
	case 1:
		return chain[0], nil
	}
	return node{op: "and", args: chain}, nil
}

func (p *parser) terms(depth int) (node, error) {
	return p.chain(depth, []string{"+", "-"}, p.factors)
}

func (p *parser) factors(depth int) (node, error) {
	return p.chain(depth, []string{"*", "/"}, p.operand)
}

// chain reads parts that signs of one rank join, from left to right.
func (p *parser) chain(depth int, signs []string, part func(int) (node, error)) (node, error) {
	x, err := part(depth)
	for err == nil {
		op := p.sign(signs...)
		if op == "" {
			return x, nil
		}
		var y node
		if y, err = part(depth); err != nil {
			return node{}, err
		}
		if x.isTruth() || y.isTruth() {
			return node{}, fmt.Errorf("%q", op)
		}
		if x.op == op {
			x.args = append(slices.Clip(x.args), y)
			continue
		}
		x = node{op: op, args: []node{x, y}}
	}
	return node{}, err
}

func (p *parser) operand(depth int) (node, error) {
	if depth > maxNesting {
		return node{}, fmt.Errorf("more than %d parentheses inside each other", maxNesting)
	}
	if p.sign("(") != "" {
		n, err := p.any(depth + 1)
		if err == nil && p.sign(")") == "" {
			err = p.unexpected()
		}
		// Parentheses keep 1 − (2 − 3) apart from 1 − 2 − 3.
		return n, err
	}
	if len(p.names) > 0 && p.sign("-") != "" {
		n, err := p.operand(depth + 1)
		if err == nil && n.isTruth() {
			err = errors.New(`"-"`)
		}
		return node{op: "negate", args: []node{n}}, err
	}
	if w := p.word(); w != "" {
		return p.named(w, depth)
	}
	n := strings.IndexFunc(p.rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if n < 0 {
		n = len(p.rest)
	}
	d, err := ParseDecimal(p.rest[:n])
	if err != nil {
		return node{}, p.unexpected()
	}
	p.rest = p.rest[n:]
	return node{op: "number", number: d}, nil
}

func (p *parser) named(w string, depth int) (node, error) {
	if len(p.names) == 0 {
		return node{}, p.unexpected() // a sum of numbers alone
	}
	if w == "min" || w == "max" {
		p.rest = p.rest[len(w):]
		return p.call(w, depth)
	}
	if !slices.Contains(p.names, w) {
		return node{}, NameError{w, p.names}
	}
	p.rest = p.rest[len(w):]
	return node{op: "name", name: w}, nil
}

func (p *parser) call(w string, depth int) (node, error) {
	n := node{op: w}
	if p.sign("(") == "" {
		return node{}, p.unexpected()
	}
	for {
		arg, err := p.terms(depth + 1)
		if err != nil {
			return node{}, err
		}
		if arg.isTruth() {
			return node{}, fmt.Errorf("%q", w)
		}
		n.args = append(n.args, arg)
		if p.sign(",") == "" {
			break
		}
	}
	if p.sign(")") == "" {
		return node{}, p.unexpected()
	}
	return n, nil
}
