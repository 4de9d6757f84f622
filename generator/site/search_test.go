package site

import (
	"strings"
	"testing"
	"unicode"

	"tassei/generator/must"
)

// TestRunKindsAreThoseOfTheTables: the quick way tells the kind of every character that there is.
func TestRunKindsAreThoseOfTheTables(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if runKind(r) != runKindOf(r) {
			t.Fatalf("%U is of kind %d, not %d", r, runKind(r), runKindOf(r))
		}
	}
}

// TestGramsComeOnce: each gram once, in the order of the text, however many there are.
func TestGramsComeOnce(t *testing.T) {
	g := &gramSet{met: map[string]bool{}}
	for range 2 {
		g.cut("出前講座を出前で ア 2024 ab出前 ab 2024")
		if got, want := strings.Join(g.list, " "), "出前 前講 講座 座を を出 前で ア 2024 ab"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		g.reset()
	}
	for i := range 3000 {
		g.add(itoa(i % 1500))
	}
	must.Be(t, len(g.list), 1500)
}
