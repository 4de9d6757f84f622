package kpi

import (
	"cmp"
	"slices"

	"tassei/generator/lang"
)

// Level is one step of the plan's tree, from the top: 基本目標, 政策, 施策.
type Level struct {
	ID   string
	Name lang.Text
}

// Tree orders the nodes of a plan: each before its children, children of one
// parent by their order and then their file. What names no parent, an unknown
// one or, by a circle, itself stands at the top.
func Tree(plan []*Initiative) []*Initiative {
	bySheet := map[string]*Initiative{}
	for _, i := range plan {
		bySheet[i.Sheet] = i
	}
	children := map[string][]*Initiative{}
	for _, i := range plan {
		parent := i.Parent
		if bySheet[parent] == nil || Circular(bySheet, i) {
			parent = ""
		}
		children[parent] = append(children[parent], i)
	}
	list := make([]*Initiative, 0, len(plan))
	var under func(sheet string, depth int)
	under = func(sheet string, depth int) {
		nodes := children[sheet]
		slices.SortStableFunc(nodes, func(a, b *Initiative) int {
			return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Sheet, b.Sheet))
		})
		for _, i := range nodes {
			i.Depth = depth
			list = append(list, i)
			at := len(list)
			under(i.Sheet, depth+1)
			i.Below = len(list) - at
		}
	}
	under("", 0)
	return list
}

// Bare reports whether a node may stand without indicators of its own: it has
// others below it, or words, grades and costs alone.
func (i *Initiative) Bare() bool { return i.Below > 0 || len(i.Indicators) == 0 }

// Circular reports whether the parents of a node lead back to it or into a circle.
func Circular(bySheet map[string]*Initiative, i *Initiative) bool {
	seen := map[string]bool{}
	for at := i; at != nil && at.Parent != ""; at = bySheet[at.Parent] {
		if seen[at.Sheet] {
			return true
		}
		seen[at.Sheet] = true
	}
	return false
}

// LevelOf is the level of a node: the one that it names, or that of its depth;
// nil where the city names none so deep.
func (c *City) LevelOf(i *Initiative) *Level {
	if i.Level != "" {
		return find(c.Levels, func(l *Level) bool { return l.ID == i.Level })
	}
	if i.Depth < len(c.Levels) {
		return &c.Levels[i.Depth]
	}
	return nil
}
