// Package pattern has regular expressions that are compiled when they are first
// needed. The program has a hundred and fifty, of which a run needs a few: to compile
// them all took longer than to find that nothing has changed.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression. Its methods are those of [regexp.Regexp].
type Pattern struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
}

// all are the patterns of the program, so that a test can compile them.
var all []*Pattern

// New is for variables of packages. An expression that cannot be compiled panics when
// it is first needed; a test of package main compiles them all.
func New(expr string) *Pattern {
	p := &Pattern{expr: expr}
	all = append(all, p)
	return p
}

// Compile compiles all patterns and tells how many there are.
func Compile() int {
	for _, p := range all {
		p.get()
	}
	return len(all)
}

func (p *Pattern) get() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.expr) })
	return p.re
}
