package layout

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/layouts"
)

// A lost end is told at the block that lost it: tried with each end of each of the
// program's own layouts. Where blocks are nested in one line any of them may be meant.
func TestLostEndIsToldAtItsBlock(t *testing.T) {
	names, err := fs.Glob(layouts.FS, "*/*.html")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d layouts, %v", len(names), err)
	}
	ends := regexp.MustCompile(`\{\{-?\s*end\s*-?\}\}`)
	line := func(s string, at int) int { return strings.Count(s[:at], "\n") }
	right, all := 0, 0
	for _, name := range append(names, "base.html") {
		b, err := fs.ReadFile(layouts.FS, name)
		must.Succeed(t, err)
		source := string(b)
		opened := openers(source)
		for i, e := range ends.FindAllStringIndex(source, -1) {
			_, at, ok := unended(source[:e[0]] + source[e[1]:])
			if !ok {
				t.Errorf("%s: end %d is not missed", name, i)
			}
			if all++; line(source, at) == line(source, opened[i]) {
				right++
			}
		}
	}
	if right*100 < all*88 {
		t.Errorf("of %d lost ends %d are told in the line of their block", all, right)
	}
}

// openers are the places of the blocks that the ends of a sound layout close.
func openers(source string) (places []int) {
	var stack []int
	for _, m := range action.FindAllStringSubmatchIndex(source, -1) {
		if m[2] < 0 {
			continue
		}
		switch source[m[2]:m[3]] {
		case "if", "range", "with", "block", "define":
			stack = append(stack, m[0])
		case "end":
			places = append(places, stack[len(stack)-1])
			stack = stack[:len(stack)-1]
		}
	}
	return places
}
