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
		svg, _ := trend.Append(nil)
		for i := range years {
			if !strings.Contains(string(svg), fmt.Sprintf(">a%d</text>", i)) {
				t.Fatalf("trend %d: the actual of year %d of %d has no figure", n, i, years)
			}
		}
	}
}
