package site

import (
	"testing"

	"tassei/generator/kpi"
)

// Earlier years stand in the line of years before the first record, and only they.
func TestEarlierYears(t *testing.T) {
	ind := &kpi.Indicator{History: map[kpi.Year]kpi.Figure{
		2020: {Kind: kpi.Number, Value: kpi.MustDecimal("41")}, 2019: {Kind: kpi.None, None: kpi.NotMeasured}, 2024: {Kind: kpi.Number, Value: kpi.MustDecimal("9")}}}
	line := &trend{rows: []*kpi.Row{{Year: 2023, Indicator: ind}, {Year: 2024, Indicator: ind}}}
	got := line.earlier()
	if len(got) != 2 || got[0].year != 2019 || got[1].year != 2020 || got[1].actual.Value.String() != "41" {
		t.Errorf("%+v", got)
	}
}

// The nodes of a year know what stands below them, whatever is missing.
func TestGrow(t *testing.T) {
	at := func(depth, first, last int) yearInitiative {
		return yearInitiative{initiative: kpi.Initiative{Depth: depth, Indicators: []*kpi.Indicator{{}}}, first: first, last: last}
	}
	names := []yearInitiative{at(0, 0, 0), at(1, 0, 2), at(2, 2, 3), at(2, 3, 3), at(1, 3, 4), at(0, 4, 4), at(0, 4, 6)}
	nodes := grow(names, make([]kpi.Row, 6))
	want := []struct{ parent, end, from, to int }{{-1, 5, 0, 4}, {0, 4, 0, 3}, {1, 3, 2, 3}, {1, 4, 3, 3}, {0, 5, 3, 4}, {-1, 6, 4, 4}, {-1, 7, 4, 6}}
	for i, w := range want {
		if n := nodes[i]; n.parent != w.parent || n.end != w.end || n.from != w.from || n.to != w.to {
			t.Errorf("%d: %d %d %d %d, want %v", i, n.parent, n.end, n.from, n.to, w)
		}
	}
	if got := children(nodes, -1); len(got) != 2 || got[0] != 0 || got[1] != 6 {
		t.Error(got) // the empty one has no page
	}
	bare := grow([]yearInitiative{{initiative: kpi.Initiative{Below: 1}}, {initiative: kpi.Initiative{Depth: 1}}}, nil)
	if !bare[0].shown || !bare[1].shown {
		t.Error("a node with words alone has no page")
	}
	if got := children(nodes, 1); len(got) != 1 || got[0] != 2 {
		t.Error(got)
	}
}
