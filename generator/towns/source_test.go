package towns_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/must"
	"tassei/generator/source"
	"tassei/generator/towns"
)

// problems opens a town and reads all of it.
func problems(t *testing.T, dir string) []diag.Problem {
	t.Helper()
	s, list, err := source.Open(dir)
	must.Succeed(t, err)
	defer s.Close()
	list.Add(s.Check(source.Options{}).All()...)
	return list.All()
}

func say(p diag.Problem) string {
	p = p.In("en")
	return fmt.Sprintf("%s:%d:%d: %s %s: %s %s", p.File, p.Line, p.Column, p.Severity, p.Code, p.Message, p.Hint)
}

func TestTownsOpenWithoutAProblem(t *testing.T) {
	for _, o := range []towns.Options{
		{Indicators: 30, Years: 2, Seed: 1, Comments: true},
		{Indicators: 1, Years: 30, Seed: 2, Comments: true},  // back to 平成7年度
		{Indicators: 500, Years: 1, Seed: 3, Comments: true}, // 50 initiatives: two pillars
	} {
		found := problems(t, write(t, o))
		for _, p := range found[:min(len(found), 20)] {
			t.Errorf("%+v: %s", o, say(p))
		}
	}
}

// Without comments every other fact still stands.
func TestATownWithoutCommentsLacksNothingElse(t *testing.T) {
	for _, p := range problems(t, write(t, towns.Options{Indicators: 30, Years: 2, Seed: 1})) {
		if p.Code != "K123" || p.File != "content/FY2023" && p.File != "content/FY2024" {
			t.Error(say(p))
		}
	}
}

// town is the invented town that tests of other packages build.
const town = "../testdata/town"

func TestTheInventedTownHasItsGapsAndNoOthers(t *testing.T) {
	counts := map[string]int{}
	var gaps []string
	for _, p := range problems(t, town) {
		must.Be(t, p.Severity, diag.Warning, say(p))
		if strings.Contains(p.File, "FY2025") {
			counts[p.Code]++ // the draft's blanks
			continue
		}
		gaps = append(gaps, p.Code+" "+p.File)
	}
	slices.Sort(gaps)
	want := []string{
		"K412 content/FY2024/en/1-i/shihyo-2.md", // missing
		"K413 content/FY2024/en/1-a/shihyo-2.md", // of an older original
		"K416 data/FY2024/1-a.toml",              // one action without English
	}
	must.Equal(t, gaps, want, "gaps of the published years")
	if want := map[string]int{"K222": 14, "K411": 13}; !maps.Equal(counts, want) {
		t.Errorf("the draft has %v, want %v", counts, want)
	}
}
