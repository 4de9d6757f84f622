package chart

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestFewYearsAllHaveTheirFigure draws random trends of a few years: the actual
// of each is written, wherever target, baseline and line run.
func TestFewYearsAllHaveTheirFigure(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for n := range 300 {
		years := 2 + random.IntN(4)
		trend := Trend{Frame: Frame{Title: "t", Desc: "d"}, Baseline: Number(float64(random.IntN(100)), "b"), Words: TrendWords{Baseline: "baseline", Target: "target"}}
		for i := range years {
			value := float64(random.IntN(200) - 60)
			trend.Years = append(trend.Years, TrendYear{Label: fmt.Sprint(2020 + i), Actual: Number(value, fmt.Sprintf("a%d", i)),
				Target: Number(value+float64(random.IntN(40)-20), fmt.Sprintf("t%d", i))})
		}
		svg, _ := Append(nil, trend)
		for i := range years {
			if !strings.Contains(string(svg), fmt.Sprintf(">a%d</text>", i)) {
				t.Fatalf("trend %d: the actual of year %d of %d has no figure", n, i, years)
			}
		}
	}
}

// TestTrendTicksAreNamed draws random trends: nearly every line of the grid has its
// figure, wherever target, baseline and line run, and at least two always have.
func TestTrendTicksAreNamed(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	lines, named := 0, 0
	for n := range 300 {
		trend := Trend{Frame: Frame{Title: "t", Desc: "d"}, Baseline: Number(float64(random.IntN(100)), "b"), Words: TrendWords{Baseline: "baseline", Target: "target"},
			Tick: func(v float64, _ int) string { return fmt.Sprintf("tick %g", v) }}
		for i := range 2 + random.IntN(4) {
			value := float64(random.IntN(100))
			trend.Years = append(trend.Years, TrendYear{Label: fmt.Sprint(2020 + i), Actual: Number(value, fmt.Sprintf("a%d", i)),
				Target: Number(value+float64(random.IntN(40)-20), fmt.Sprintf("t%d", i))})
		}
		svg, _ := Append(nil, trend)
		ticks := strings.Count(string(svg), ">tick ")
		if ticks < 2 {
			t.Errorf("trend %d: %d of its lines have figures", n, ticks)
		}
		f := trend // the lines are counted as the grid draws them
		values := []float64{f.Baseline.Value}
		for _, y := range f.Years {
			values = append(values, y.Actual.Value, y.Target.Value)
		}
		a := newAxis(values...)
		step := max(1, (a.hi-a.lo)/3)
		for i := a.lo; i <= a.hi; i++ {
			if i%step == 0 {
				lines++
			}
		}
		named += ticks
	}
	if named*100 < lines*95 {
		t.Errorf("%d of %d lines have figures", named, lines)
	}
}
