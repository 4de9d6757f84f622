package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// helpers stand in a file of the tested package: which change is made is told by
// the environment, so that all are compiled once and each costs one run.
const helpers = `package %s

import (
	"os"
	"strconv"
	"sync/atomic"
)

var mutant, _ = strconv.Atoi(os.Getenv("TASSEI_MUTANT"))

var mutantSeen [%d]atomic.Bool

func mutantIs(n int) bool {
	if mutant < 0 {
		mutantReach(n)
	}
	return mutant == n
}

// mutantReach writes once that a test came by.
func mutantReach(n int) {
	if mutantSeen[n].Swap(true) {
		return
	}
	f, err := os.OpenFile(os.Getenv("TASSEI_REACH"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err == nil {
		f.WriteString(strconv.Itoa(n) + "\n")
		f.Close()
	}
}

type mutantNumber interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

func mutantAdd[T mutantNumber](n int, x, y T) T { if mutantIs(n) { return x - y }; return x + y }
func mutantSub[T mutantNumber](n int, x, y T) T { if mutantIs(n) { return x + y }; return x - y }
func mutantMul[T mutantNumber](n int, x, y T) T { if mutantIs(n) { return x / y }; return x * y }
func mutantQuo[T mutantNumber](n int, x, y T) T { if mutantIs(n) { return x * y }; return x / y }
func mutantRem[T interface{ ~int | ~int64 | ~uint | ~uint64 }](n int, x, y T) T { if mutantIs(n) { return x * y }; return x %% y }
func mutantNot(n int, x bool) bool { return x == mutantIs(n) }
`

// edit is a text put in the place of [from, to).
type edit struct {
	from, to int
	text     string
	rank     int // among edits of one place: what closes comes first, the inner ones first; what opens last, the outer ones first
}

// together writes a file in which each change waits for its number.
func together(path string, source []byte, list []change, numbers []int) []byte {
	var edits []edit
	for i, c := range list {
		edits = append(edits, c.waiting(path, source, numbers[i])...)
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.rank, b.rank)) })
	var out []byte
	at := 0
	for _, e := range edits {
		if e.from < at {
			continue // within what is written anew
		}
		out = append(append(out, source[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, source[at:]...)
}

// functions are what does an arithmetic in one of two ways.
var functions = map[string]string{"+": "Add", "-": "Sub", "*": "Mul", "/": "Quo", "%": "Rem", "+=": "Add", "-=": "Sub", "++": "Add", "--": "Sub"}

func (c change) waiting(path string, source []byte, n int) []edit {
	size := c.to - c.from
	open := func(text string) edit { return edit{c.from, c.from, text, 1<<30 - size} }
	shut := func(text string) edit { return edit{c.to, c.to, text, size - 1<<30} }
	sign := edit{c.at.Offset, c.at.Offset + len(c.old), ",", 1<<30 + 1}
	number := strconv.Itoa(n)
	switch of := c.of.(type) {
	case *ast.BinaryExpr:
		if f := functions[c.old]; f != "" {
			return []edit{open("mutant" + f + "(" + number + ", "), sign, shut(")")}
		}
		otherwise := string(source[c.from:c.at.Offset]) + c.new + string(source[c.at.Offset+len(c.old):c.to])
		start := position(path, source, c.from)
		return []edit{open("func() bool { if mutantIs(" + number + ") { return " + otherwise + " }; return " + start), shut(" }()")}
	case *ast.AssignStmt:
		left := string(source[c.from:offsetOf(c, of.Lhs[0].End())])
		return []edit{open(left + " = mutant" + functions[c.old] + "(" + number + ", "), sign, shut(")")}
	case *ast.IncDecStmt:
		left := string(source[c.from:c.at.Offset])
		sign.text = ", 1)"
		return []edit{open(left + " = mutant" + functions[c.old] + "(" + number + ", "), sign}
	case *ast.BranchStmt:
		return []edit{{c.from, c.to, "if mutantIs(" + number + ") { " + c.new + " }; " + c.old, 0}}
	case *ast.UnaryExpr:
		return []edit{{c.from, c.from + 1, "mutantNot(" + number + ", ", 1<<30 - size}, shut(")")}
	case *ast.Ident:
		not := map[string]string{"true": "!", "false": ""}[c.old]
		return []edit{{c.from, c.to, "(" + not + "mutantIs(" + number + "))", 1 << 30}}
	}
	panic(fmt.Sprintf("%s: %T", path, c.of))
}

// offsetOf is where a position of the change's own statement lies in the source.
func offsetOf(c change, p token.Pos) int { return c.from + int(p-c.of.Pos()) }

// position tells the compiler where it is, after a text was written twice.
func position(path string, source []byte, at int) string {
	before := string(source[:at])
	line := strings.Count(before, "\n") + 1
	return fmt.Sprintf("/*line %s:%d:%d*/", filepath.Base(path), line, at-strings.LastIndex(before, "\n"))
}
