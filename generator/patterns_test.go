package main

import (
	"testing"

	"tassei/generator/pattern"
)

// TestEveryPatternCompiles: they are compiled when they are first needed, which no
// clerk shall wait for.
func TestEveryPatternCompiles(t *testing.T) {
	if n := pattern.Compile(); n < 100 {
		t.Errorf("only %d patterns, of all packages", n)
	}
}
