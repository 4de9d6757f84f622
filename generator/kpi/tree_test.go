package kpi

import (
	"fmt"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestTree draws plans as trees: each node with its depth and how many stand below it.
func TestTree(t *testing.T) {
	for _, c := range []struct{ what, plan, want string }{
		{"flat, by order and then by file", "b::2 c::1 a::1", "a0/0 c0/0 b0/0"},
		{"three levels", "top::1 mid:top:1 low:mid:1 other::2", "top0/2 mid1/1 low2/0 other0/0"},
		{"children by their order", "top::1 b:top:1 a:top:2", "top0/2 b1/0 a1/0"},
		{"a parent that nobody has", "a:none:1 b::2", "a0/0 b0/0"},
		{"its own parent", "a:a:1 b:a:1", "a0/0 b0/0"},
		{"a circle of two", "a:b:1 b:a:2 c::3", "a0/0 b0/0 c0/0"},
	} {
		var plan []*Initiative
		for _, words := range strings.Fields(c.plan) {
			f := strings.Split(words, ":")
			i := &Initiative{Sheet: f[0], Parent: f[1]}
			fmt.Sscan(f[2], &i.Order)
			plan = append(plan, i)
		}
		var got []string
		for _, i := range Tree(plan) {
			got = append(got, fmt.Sprintf("%s%d/%d", i.Sheet, i.Depth, i.Below))
		}
		must.Be(t, strings.Join(got, " "), c.want, c.what, got)
	}
}

// TestLevelOf takes the level that a node names, else that of its depth.
func TestLevelOf(t *testing.T) {
	city := &City{Levels: []Level{{ID: "goal"}, {ID: "policy"}}}
	for _, c := range []struct {
		node Initiative
		want string
	}{
		{Initiative{}, "goal"}, {Initiative{Depth: 1}, "policy"}, {Initiative{Depth: 2}, ""}, {Initiative{Depth: 1, Level: "goal"}, "goal"}, {Initiative{Level: "none"}, ""},
	} {
		got := ""
		if l := city.LevelOf(&c.node); l != nil {
			got = l.ID
		}
		must.Be(t, got, c.want, c.node)
	}
	for what, c := range map[string]struct {
		node Initiative
		bare bool
	}{
		"with indicators": {Initiative{Indicators: make([]*Indicator, 1)}, false}, "with none": {Initiative{}, true}, "with others below": {Initiative{Below: 1, Indicators: make([]*Indicator, 1)}, true},
	} {
		must.Be(t, c.node.Bare(), c.bare, what, !c.bare)
	}
}
