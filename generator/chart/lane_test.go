package chart

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"
)

// placesOf finds where the ring and the mark of a lane stand, in percent.
func placesOf(t *testing.T, l Lane) (ring, mark float64) {
	t.Helper()
	svg, _ := Append(nil, l)
	find := func(pattern string) float64 {
		found := regexp.MustCompile(pattern).FindSubmatch(svg)
		if found == nil {
			return -1
		}
		v, err := strconv.ParseFloat(string(found[1]), 64)
		must.Succeed(t, err)
		return v
	}
	return find(`<circle [^>]*cx="([-\d.]+)%"`), find(`<svg x="([-\d.]+)%"[^>]*><path class="cf-(?:met|near|behind)[^>]*data-value`)
}

// A mark's place is its value: the order of the marks is the order of the values,
// on the scale and in its gutters.
func TestLaneKeepsOrder(t *testing.T) {
	before := -1.0
	for _, v := range []float64{-320, 0, 33, 63.2, 100, 133, 200, 225} {
		_, mark := placesOf(t, Lane{Band: BandBehind, Actual: Number(v, "x")})
		if mark <= before {
			t.Errorf("%v stands at %v, not right of %v", v, mark, before)
		}
		before = mark
	}
	for _, pair := range [][2]float64{{-30, -10}, {-10, -30}, {330, 1647}, {1647, 330}, {-30, 1647}, {40, 80}, {80, 40}, {199, 201}} {
		ring, mark := placesOf(t, Lane{Band: BandAchieved, Baseline: Number(pair[0], "a"), Actual: Number(pair[1], "b")})
		must.Be(t, (ring < mark), (pair[0] < pair[1]), pair, "ring at", ring, "mark at", mark)
	}
}

// A way says how far it was; it is drawn only where that is known.
func TestLaneWay(t *testing.T) {
	way := func(l Lane) string {
		svg, _ := Append(nil, l)
		_, after, _ := strings.Cut(string(svg), `<svg y="50%"`)
		return regexp.MustCompile(`<line [^>]*>`).FindString(after)
	}
	from, to := Number(87.8, "87.8"), Number(63.2, "63.2")
	for name, l := range map[string]Lane{
		"no baseline":     {Band: BandBehind, Baseline: Missing("なし"), Actual: to},
		"no rate":         {Band: BandBehind, Baseline: from, Actual: Missing("率なし")},
		"provisional":     {Band: BandPending, Baseline: from, Actual: Mark{63.2, "63.2", Provisional}},
		"nothing moved":   {Band: BandBehind, Baseline: to, Actual: to},
		"beyond one end":  {Band: BandAchieved, Baseline: Number(330, "330"), Actual: Number(400, "400")},
		"below the other": {Band: BandBehind, Baseline: Number(-3, "−3"), Actual: Number(-9, "−9")},
	} {
		must.Be(t, way(l), "", name, "a way is drawn")
	}
	if got := way(Lane{Band: BandBehind, Baseline: from, Actual: to, Worse: true}); !strings.Contains(got, "cs-behind") || strings.Contains(got, "dasharray") {
		t.Errorf("worse: %s", got)
	}
	if got := way(Lane{Band: BandBehind, Baseline: from, Actual: to, Worse: true, Unlike: true}); !strings.Contains(got, "cs-line") || !strings.Contains(got, "dasharray") {
		t.Errorf("what cannot be compared is drawn as a fact: %s", got)
	}
}
