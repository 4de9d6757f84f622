package site

import (
	"math/big"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// Of what changed, what went furthest comes first, whichever way it went; what cannot be
// measured comes last.
func TestFurthestComesFirst(t *testing.T) {
	row := func(id kpi.ID, baseline string, change int64) *kpi.Row {
		r := &kpi.Row{Indicator: &kpi.Indicator{ID: id}, Baseline: kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(baseline)}}
		r.Change = big.NewRat(change, 1)
		return r
	}
	done := &kpi.Row{Indicator: &kpi.Indicator{ID: "done"}}
	for _, rows := range [][]*kpi.Row{
		{done, row("from-zero", "0", 9), row("small", "100", 1), row("large", "10", 5)},
		{done, row("from-zero", "0", -9), row("small", "100", -1), row("large", "10", -5)},
	} {
		var ids []kpi.ID
		for _, r := range lowest(rows, farness) {
			ids = append(ids, r.Indicator.ID)
		}
		must.Equal(t, ids, []kpi.ID{"large", "small", "done", "from-zero"}, "the order")
	}
}
