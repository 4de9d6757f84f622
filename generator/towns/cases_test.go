package towns_test

import (
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/source"
)

// rows reads the invented town's records and what came of them, by year.
func rows(t *testing.T) map[kpi.Year][]kpi.Row {
	t.Helper()
	s, _, err := source.Open(town)
	must.Succeed(t, err)
	defer s.Close()
	years := map[kpi.Year][]kpi.Row{}
	for i := range s.Initiatives() {
		sheet, _ := s.Sheet(i)
		for _, y := range sheet.Years {
			for _, r := range y.Records {
				years[y.Year] = append(years[y.Year], kpi.NewRow(r, kpi.Achieve(s.City(), r)))
			}
		}
	}
	return years
}

// line says of one row what the town's README promises of it.
func line(r kpi.Row) string {
	words := []string{string(r.Indicator.ID), r.Shown(), string(r.By), r.Band}
	if r.NoRate != "" {
		words[1] = string(r.NoRate)
	}
	if r.Against != "" {
		words = append(words, string(r.Against))
	}
	if !r.Agrees {
		words = append(words, "differs("+r.Computed+")")
	}
	for _, f := range r.Flags {
		if f != kpi.FlagWorse {
			words = append(words, string(f))
		}
	}
	if r.Grade != "" {
		words = append(words, r.Grade)
	}
	return strings.Join(words, " ")
}

func TestTheInventedTownHasTheCasesThatItsReadmePromises(t *testing.T) {
	want := map[kpi.Year]string{
		2022: `
1-a-shihyo-1 87.5 complement nearly better B
1-a-shihyo-2 96.2 actual/target nearly better A
1-a-mokuhyo-1 100 actual/target achieved better A
1-i-shihyo-1 37.5 from-baseline behind better C
1-i-shihyo-2 out-of-range range behind worse C
1-i-shihyo-3 100 range achieved same A
1-i-shihyo-4 92 actual/target nearly better B
2-a-shihyo-1 42.9 from-baseline behind better B
2-a-shihyo-2 80 actual/target nearly better B
2-a-shihyo-3 70.0 actual/target partly better B
2-a-shihyo-4 95.5 actual/target nearly better A
2-i-mokuhyo-1 77.5 mean partly B
2-i-mokuhyo-2 0 done behind same C
2-i-shihyo-2 93.9 target/actual nearly better B`,
		2023: `
1-a-shihyo-1 150.0 complement achieved better S
1-a-shihyo-2 97.7 actual/target nearly better differs(97.8) A
1-a-mokuhyo-1 92 actual/target nearly better A
1-i-shihyo-1 -30.0 from-baseline behind worse C
1-i-shihyo-2 100 range achieved better A
1-i-shihyo-3 not-kept range behind further B
1-i-shihyo-4 122 actual/target achieved S
2-a-shihyo-1 -27.3 from-baseline behind worse C
2-a-shihyo-2 79.95 actual/target partly better B
2-a-shihyo-3 100.0 actual/target achieved better A
2-i-mokuhyo-1 78.3 mean partly B
2-i-mokuhyo-2 0 done behind B
2-i-shihyo-1 91.7 actual/target nearly better A
2-i-shihyo-2 100.3 target/actual achieved better A
2-i-shihyo-3 110.1 actual/target achieved better not-comparable A`,
		2024: `
1-a-shihyo-1 actual-zero complement achieved better S
1-a-shihyo-2 85.0 actual/target nearly worse B
1-a-mokuhyo-1 100 actual/target achieved better A
1-i-shihyo-1 82.5 from-baseline pending better provisional B
1-i-shihyo-2 out-of-range range behind better B
1-i-shihyo-3 100 range achieved same A
1-i-shihyo-4 no-actual actual/target pending
2-a-shihyo-1 178.1 from-baseline achieved better S
2-a-shihyo-2 3040 actual/target achieved better S
2-a-shihyo-3 92.9 actual/target nearly better A
2-i-mokuhyo-1 122.5 mean achieved S
2-i-mokuhyo-2 100 done achieved better A
2-i-shihyo-1 82.0 actual/target nearly better not-comparable B
2-i-shihyo-3 98.4 actual/target nearly better A`,
	}
	got := rows(t)
	for year, text := range want {
		var lines []string
		for _, r := range got[year] {
			lines = append(lines, line(r))
		}
		wanted := strings.Split(strings.TrimSpace(text), "\n")
		for i := range max(len(lines), len(wanted)) {
			if a, b := at(lines, i), at(wanted, i); a != b {
				t.Errorf("%s: got  %s\n        want %s", year, a, b)
			}
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "(nothing)"
}

func TestTheInventedTownChangesInEveryWay(t *testing.T) {
	years := rows(t)
	for _, c := range []struct {
		year  kpi.Year // compared with the year before
		id    kpi.ID   // of the later year, or of what ended
		moves []kpi.Move
	}{
		{2023, "1-a-shihyo-1", []kpi.Move{kpi.Rose, kpi.TargetChanged}},
		{2023, "1-i-shihyo-1", []kpi.Move{kpi.Fell, kpi.TargetChanged}},
		{2023, "1-i-shihyo-4", []kpi.Move{kpi.Appeared}}, // and the one before ended
		{2023, "2-i-shihyo-1", []kpi.Move{kpi.Appeared}},
		{2023, "2-i-shihyo-3", []kpi.Move{kpi.Rose, kpi.TargetChanged, kpi.Renamed}},
		{2023, "2-i-mokuhyo-2", []kpi.Move{kpi.Unchanged}},
		{2024, "2-a-shihyo-3", []kpi.Move{kpi.Fell, kpi.TargetChanged, kpi.Renamed}},
		{2024, "2-i-shihyo-1", []kpi.Move{kpi.Fell, kpi.TargetChanged, kpi.MethodChange}},
		{2024, "2-i-shihyo-2", []kpi.Move{kpi.Ended}},
	} {
		found := false
		for _, ch := range kpi.Changes(years[c.year-1], years[c.year]) {
			row := ch.After
			if row == nil {
				row = ch.Before
			}
			found = found || row.Indicator.ID == c.id && slices.Equal(ch.Moves, c.moves)
		}
		if !found {
			t.Errorf("%s has no change of %s with %v", c.year, c.id, c.moves)
		}
	}
}
