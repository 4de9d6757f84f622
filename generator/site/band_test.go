package site

import (
	"fmt"
	"testing"

	"tassei/generator/chart"
	"tassei/generator/kpi"
)

// Each of up to seven bands, and what has none, has a mark of its own, the same
// in lists, charts and pictures: colour alone tells nothing apart.
func TestEachBandHasAMarkOfItsOwn(t *testing.T) {
	for n := 2; n <= 13; n++ {
		city := &kpi.City{}
		ids := []string{kpi.Pending, kpi.NotJudged}
		for i := range n {
			id := fmt.Sprintf("band-%d", i)
			city.Bands = append(city.Bands, kpi.Band{ID: id, Open: i == n-1})
			ids = append(ids, id)
		}
		inPages, inCharts := map[string]string{}, map[chart.Shape]string{}
		for _, id := range ids {
			mark, shape := string(bandShape(city, id, bandClass(city, id))), chartBand(city, id).Shape
			if mark == "" {
				t.Errorf("%s of %d has no mark", id, n)
			}
			if other, ok := inPages[mark]; ok {
				t.Errorf("of %d bands %s and %s have the same mark on pages", n, other, id)
			}
			if other, ok := inCharts[shape]; ok {
				t.Errorf("of %d bands %s and %s have the same mark in charts", n, other, id)
			}
			inPages[mark], inCharts[shape] = id, id
		}
	}
	drawn := map[string]bool{}
	for shape := chart.Circle; shape < chart.Ring; shape++ {
		drawn[shape.Path()] = true
		if view := (BandView{Class: classNear, shape: shape}); shape != chart.Circle && shape != chart.Square && shape != chart.Diamond && shareBand(view).Mark == 0 {
			t.Errorf("pictures to share do not know %s", shape.Path())
		}
	}
	if len(drawn) != int(chart.Ring) {
		t.Errorf("%d of %d shapes differ", len(drawn), chart.Ring)
	}
}
