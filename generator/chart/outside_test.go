package chart

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"
)

// The words of a timeline's measurements, and the shapes before them, stand
// below the plot: a shape in November is a measurement in November.
func TestNoLegendStandsInATimeline(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1))
	hung := regexp.MustCompile(`<svg x="[\d.]+%" y="([\d.]+)"`)
	for n := range 200 {
		line := Timeline{Frame: Frame{Title: "t", Desc: "d"}, Words: TimelineWords{Baseline: "when the baseline was measured", Actual: "when the actual was measured"}}
		for i := range 15 {
			line.Months = append(line.Months, Month{Label: fmt.Sprint(i + 1), Before: i < 3})
		}
		for i := range random.IntN(4) {
			line.Periods = append(line.Periods, Period{From: i, To: i + random.IntN(8), Text: "from then to then", Number: "1"})
		}
		line.Baseline, line.Actual = []int{random.IntN(15)}, []int{random.IntN(15), random.IntN(15)}
		svg, _ := Append(nil, line)
		words := strings.Index(string(svg), ">when the")
		if words < 0 {
			t.Fatal("the legend is lost")
		}
		foot, shapes := 0.0, 0
		for _, at := range regexp.MustCompile(`class="cs-rule" stroke="#cccccc" x1="0%" y1="([\d.]+)" x2="100%"`).FindAllStringSubmatch(string(svg), -1) {
			y, _ := strconv.ParseFloat(at[1], 64)
			foot = max(foot, y)
		}
		for _, at := range hung.FindAllStringSubmatch(string(svg), -1) {
			if y, _ := strconv.ParseFloat(at[1], 64); y > foot {
				shapes++
			}
		}
		legend := regexp.MustCompile(`<text[^>]* y="([\d.]+)"[^>]*>when the`).FindAllStringSubmatch(string(svg), -1)
		for _, at := range legend {
			if y, _ := strconv.ParseFloat(at[1], 64); y < foot+10 {
				t.Fatalf("timeline %d: the legend stands at %v in a plot that ends at %v", n, y, foot)
			}
		}
		if len(legend) != 2 || shapes != 2 {
			t.Fatalf("timeline %d: %d words and %d shapes of the legend stand below the plot, want 2", n, len(legend), shapes)
		}
	}
}

// A target holds for its whole year: it reaches across the year's column, and a
// line goes up or down to the next where that differs and may be compared.
func TestTargetsAreSteps(t *testing.T) {
	trend := Trend{Frame: Frame{Title: "t", Desc: "d"}}
	for i, v := range []float64{10, 20, 20, 40} {
		trend.Years = append(trend.Years, TrendYear{Label: fmt.Sprint(i), Actual: Number(15, "15"), Target: Number(v, fmt.Sprintf("t%v", v))})
	}
	trend.Years[3].Break = "measured differently"
	svg, _ := Append(nil, trend)
	for i, want := range []string{`x1="0%"[^>]*x2="25%"`, `x1="25%"[^>]*x2="50%"`, `x1="50%"[^>]*x2="75%"`, `x1="75%"[^>]*x2="100%"`} {
		if !regexp.MustCompile(`data-value="t\d0" ` + want).Match(svg) {
			t.Errorf("the target of year %d does not reach across its column:\n%s", i, svg)
		}
	}
	risers := regexp.MustCompile(`class="cs-ink"[^>]*x1="(\d+)%"[^>]*x2="(\d+)%"`).FindAllSubmatch(svg, -1)
	up := 0
	for _, r := range risers {
		if string(r[1]) == string(r[2]) {
			up++
			if string(r[1]) != "25" {
				t.Errorf("a step at %s%%, where the target stays or may not be compared", r[1])
			}
		}
	}
	must.Be(t, up, 1, "steps")
}

// A figure stands on one colour: what it would lose half of its letters to is no ground for it.
func TestFiguresStandOnOneColour(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 2))
	seen := 0
	for range 2000 {
		base, actual := float64(1+random.IntN(100)), float64(1+random.IntN(100))
		if actual == base {
			continue
		}
		bars := Bars{Frame: Frame{Title: "t", Desc: "d"}, Band: Band{Square, Behind}, Move: Worse, Words: BarsWords{Baseline: "Baseline", Actual: "Actual", Goal: "Target"}}
		bars.Baseline, bars.Actual = Number(base, fmt.Sprint(base)), Number(actual, strings.Repeat("8", 1+random.IntN(6)))
		if bars.Goal.From = Number(base*2, "2"); actual > base {
			bars.Goal = Goal{To: Number(base*0.8, "1")}
		}
		f := &barsFrame{Bars: bars, c: newCanvas(), p: newPlacer()}
		f.draw()
		for _, l := range f.p.drawn {
			if l.text != bars.Actual.Text || l.y < f.second || l.y > f.second+actualBar {
				continue
			}
			seen++
			edge, b := f.axis.pct(min(base, actual)), l.box()
			if actual < base {
				edge = f.axis.pct(actual)
			}
			for _, width := range []float64{narrow, 400, wide} {
				if at := edge * width / 100; b.left(width) < at && at < b.right(width) {
					t.Fatalf("from %v to %v: %s stands over the edge of two colours at %v px (%v to %v, the edge at %v)", base, actual, l.text, width, b.left(width), b.right(width), at)
				}
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d figures stand at a bar", seen)
	}
}
