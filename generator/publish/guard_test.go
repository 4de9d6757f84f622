package publish

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"tassei/generator/output"
)

func listOf(paths ...string) output.Manifest {
	paths = slices.Sorted(slices.Values(paths)) // a copy: callers go on with theirs
	var m output.Manifest
	for _, p := range paths {
		m = append(m, output.File{Path: p, Size: 1})
	}
	return m
}

// A share that is just reached is allowed; one file more is not.
func TestRemovalLimitIsInclusive(t *testing.T) {
	var all []string
	for i := range 20 {
		all = append(all, fmt.Sprintf("data/%02d.csv", i))
	}
	for _, c := range []struct {
		gone  int
		limit float64
		stops bool
	}{
		{4, 0.20, false}, {5, 0.20, true}, {10, 0.50, false}, {11, 0.50, true}, {20, 1, false}, {0, 1e-12, false}, {1, 1e-12, true},
	} {
		err := checkGuards(listOf(all...), listOf(all[c.gone:]...), Options{MaxRemove: c.limit})
		var guard *GuardError
		if stopped := errors.As(err, &guard) && guard.Guard == GuardRemovals; stopped != c.stops || !stopped && err != nil {
			t.Errorf("%d of 20 at %v: %v", c.gone, c.limit, err)
		}
	}
}

// A page of a published year is guarded at the root and under the folder of a
// language, and nothing else is taken for one.
func TestYearGuardUnderALanguage(t *testing.T) {
	kept := []string{"index.html"}
	for i := range 20 {
		kept = append(kept, fmt.Sprintf("pages/%02d.html", i))
	}
	for path, stops := range map[string]bool{
		"FY2024/1-i.html": true, "en/FY2024/1-i.html": true, "zh-Hant/FY2024/1-i.html": true,
		"en/about/FY2024/x.html": false, "en/FY2024/1-i.svg": false, "en/FY24/x.html": false, "en/FY2024x/x.html": false, "FY2024.html": false,
	} {
		err := checkGuards(listOf(append(kept, path)...), listOf(kept...), Options{MaxRemove: 1})
		var guard *GuardError
		stopped := errors.As(err, &guard) && guard.Guard == GuardYears && slices.Equal(guard.Paths, []string{path})
		if stopped != stops || !stops && err != nil {
			t.Errorf("%s goes: %v", path, err)
		}
	}
}

// Twins that go by themselves are no removal, and hide none that comes after them.
func TestRemovalsBesideTwins(t *testing.T) {
	old := listOf("a.css", "a.css.gz", "b.html", "b.html.br", "c.html", "d.html")
	err := guardRemovals(old, listOf("a.css", "d.html"), output.Difference{Removed: listOf("a.css.gz", "b.html", "c.html")}, 0.4)
	var guard *GuardError
	if !errors.As(err, &guard) || guard.Of != 4 || !slices.Equal(guard.Paths, []string{"b.html", "c.html"}) {
		t.Errorf("%+v", err)
	}
}
