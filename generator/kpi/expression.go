package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// maxNesting and maxExpression bound what an expression may cost.
const (
	maxNesting    = 32
	maxExpression = 400
)

// ErrDivisionByZero is the error of an expression that divides by zero.
var ErrDivisionByZero = errors.New("division by zero")

// MissingError is the error of an expression that needs a value which is not there.
type MissingError struct{ Name string }

func (e MissingError) Error() string { return e.Name + " has no number" }

// NameError is the error of an expression with a name that may not stand in it.
type NameError struct {
	Name  string
	Known []string
}

func (e NameError) Error() string {
	return fmt.Sprintf("%q (%s)", e.Name, strings.Join(e.Known, ", "))
}

// Values are the numbers that the names of an expression stand for; a name
// without a number is absent or nil.
type Values map[string]*big.Rat

// Expression is a sum in the grammar of the evidence: plain decimals, names,
// + - * /, parentheses, min(a, b) and max(a, b). The signs × ÷ − are read too.
// It is immutable and computed exactly.
type Expression struct{ formula }

// Condition is a comparison of expressions with < <= = != >= >, joined by and,
// or, not. A comparison may be chained: 80 <= rate < 100.
type Condition struct{ formula }

// formula is what expressions and conditions have in common.
type formula struct {
	text string
	root node
}

// Truth is what came of a condition.
type Truth int

// The outcomes; Unknown where a value that decides is not there.
const (
	Unknown Truth = iota
	False
	True
)

// ParseExpression reads an expression in which the given names may stand. Its
// error tells the first sign, or is a NameError.
func ParseExpression(text string, names ...string) (*Expression, error) {
	root, err := parse(text, names)
	if err != nil {
		return nil, err
	}
	if root.isTruth() {
		return nil, fmt.Errorf("%q", root.op)
	}
	return &Expression{formula{text, root}}, nil
}

// ParseCondition reads a condition in which the given names may stand.
func ParseCondition(text string, names ...string) (*Condition, error) {
	root, err := parse(text, names)
	if err != nil {
		return nil, err
	}
	if !root.isTruth() {
		return nil, errors.New("nothing is compared")
	}
	return &Condition{formula{text, root}}, nil
}

// mustExpression is ParseExpression for the named rules; it panics on bad text.
func mustExpression(text string) *Expression {
	e, err := ParseExpression(text, RuleNames...)
	if err != nil {
		panic(err)
	}
	return e
}

func (f *formula) String() string { return f.text }

// Names lists the names that stand in it, each once.
func (f *formula) Names() []string { return f.root.names(nil) }

// Value computes the expression. The error is ErrDivisionByZero or a
// MissingError.
func (e *Expression) Value(v Values) (*big.Rat, error) { return e.root.value(v) }

// Limits are the numbers that the condition compares a name with.
func (c *Condition) Limits(name string) []Decimal { return c.root.limits(name, nil) }

// Holds decides the condition. What divides by zero or lacks a value is
// Unknown, unless the rest decides alone.
func (c *Condition) Holds(v Values) Truth { return c.root.holds(v) }

// Writer says how the parts of an expression are written.
type Writer struct {
	Name   func(name string) string // what stands for a name: its word or its number
	Number func(d Decimal) string   // a number of the expression itself
	Word   func(op string) string   // and, or, not, min, max
}

// Write writes it with the signs of print: ×, ÷, −, ≤, ≥ and ≠.
func (f *formula) Write(w Writer) string { return f.root.write(w, 0) }

// node is one operation and what it works on.
type node struct {
	op     string // a sign or word of the grammar, "number", "name" or "negate"
	args   []node
	number Decimal
	name   string
}

var comparisons = []string{"<=", ">=", "!=", "<", ">", "="}

func (n node) isTruth() bool {
	return n.op == "and" || n.op == "or" || n.op == "not" || slices.Contains(comparisons, n.op)
}

func (n node) names(list []string) []string {
	if n.op == "name" && !slices.Contains(list, n.name) {
		list = append(list, n.name)
	}
	for _, a := range n.args {
		list = a.names(list)
	}
	return list
}

func (n node) limits(name string, list []Decimal) []Decimal {
	if slices.Contains(comparisons, n.op) {
		for i, a := range n.args {
			if other := n.args[1-i]; a.op == "name" && a.name == name && other.op == "number" {
				list = append(list, other.number)
			}
		}
		return list
	}
	for _, a := range n.args {
		list = a.limits(name, list)
	}
	return list
}

func (n node) value(v Values) (*big.Rat, error) {
	switch n.op {
	case "number":
		return n.number.Rat(), nil
	case "name":
		if x := v[n.name]; x != nil {
			return new(big.Rat).Set(x), nil
		}
		return nil, MissingError{n.name}
	}
	x, err := n.args[0].value(v)
	if err != nil {
		return nil, err
	}
	if n.op == "negate" {
		return x.Neg(x), nil
	}
	for _, arg := range n.args[1:] {
		y, err := arg.value(v)
		if err != nil {
			return nil, err
		}
		switch n.op {
		case "+":
			x.Add(x, y)
		case "-":
			x.Sub(x, y)
		case "*":
			x.Mul(x, y)
		case "/":
			if y.Sign() == 0 {
				return nil, ErrDivisionByZero
			}
			x.Quo(x, y)
		case "min":
			if y.Cmp(x) < 0 {
				x = y
			}
		case "max":
			if y.Cmp(x) > 0 {
				x = y
			}
		}
	}
	return x, nil
}

func (n node) holds(v Values) Truth {
	switch n.op {
	case "not":
		return [...]Truth{Unknown: Unknown, False: True, True: False}[n.args[0].holds(v)]
	case "and", "or":
		decides := False
		if n.op == "or" {
			decides = True
		}
		all := True + False - decides
		for _, a := range n.args {
			switch a.holds(v) {
			case decides:
				return decides
			case Unknown:
				all = Unknown
			}
		}
		return all
	}
	x, err := n.args[0].value(v)
	if err != nil {
		return Unknown
	}
	y, err := n.args[1].value(v)
	if err != nil {
		return Unknown
	}
	return outcomes[n.op][x.Cmp(y)+1]
}

// outcomes are what came of a comparison where the first is less, the same, or more.
var outcomes = map[string][3]Truth{
	"<": {True, False, False}, "<=": {True, True, False}, "=": {False, True, False},
	"!=": {True, False, True}, ">=": {False, True, True}, ">": {False, False, True},
}

// binds is how firmly an operation holds its parts together.
func (n node) binds() int {
	switch n.op {
	case "or":
		return 1
	case "and":
		return 2
	case "not":
		return 3
	case "+", "-":
		return 5
	case "*", "/":
		return 6
	case "negate":
		return 7
	}
	if n.isTruth() {
		return 4
	}
	return 8
}

var printedSigns = map[string]string{"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠"}

func (n node) write(w Writer, outer int) string {
	sign := func() string {
		if s, ok := printedSigns[n.op]; ok {
			return s
		}
		return n.op
	}
	var s string
	switch n.op {
	case "number":
		return w.Number(n.number)
	case "name":
		return w.Name(n.name)
	case "negate":
		s = "−" + n.args[0].write(w, n.binds())
	case "min", "max":
		var args []string
		for _, a := range n.args {
			args = append(args, a.write(w, 0))
		}
		return w.Word(n.op) + "(" + strings.Join(args, ", ") + ")"
	case "not":
		s = w.Word("not") + " " + n.args[0].write(w, n.binds())
	default:
		joint := sign()
		if n.op == "and" || n.op == "or" {
			joint = w.Word(n.op)
		}
		for i, a := range n.args {
			inner := n.binds()
			if i > 0 && (n.op == "-" || n.op == "/" || n.op == "*") {
				inner++ // a − (b − c) keeps its parentheses
			}
			if i > 0 {
				s += " " + joint + " "
			}
			s += a.write(w, inner)
		}
	}
	if n.binds() < outer {
		return "(" + s + ")"
	}
	return s
}
