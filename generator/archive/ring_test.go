package archive

import (
	"fmt"
	"slices"
	"testing"
)

// A seal that names itself, or two that name each other, have no beginning: each is told.
func TestChainThatGoesRound(t *testing.T) {
	one := func(edition, previous string) Seal {
		year, number, _ := ParseEdition(edition)
		s := Seal{Edition: edition, Year: year, Number: number, Digest: "of " + edition, Previous: previous}
		if previous != "" {
			s.PreviousDigest = "of " + previous
		}
		return s
	}
	for _, c := range []struct {
		seals, want []Seal
	}{
		{[]Seal{one("FY2022", ""), one("FY2023", "FY2024"), one("FY2024", "FY2023")}, []Seal{one("FY2023", "FY2024"), one("FY2024", "FY2023")}},
		{[]Seal{one("FY2022", ""), one("FY2023", "FY2022"), one("FY2024", "FY2024")}, []Seal{one("FY2024", "FY2024")}},
		{[]Seal{one("FY2023", "FY2024"), one("FY2024", "FY2023")}, []Seal{one("FY2023", "FY2024"), one("FY2024", "FY2023")}},
	} {
		var found, want problems
		if got := chain(slices.Clone(c.seals), &found); len(got) != len(c.seals) || got[0].Edition != c.seals[0].Edition {
			t.Errorf("the order is %v", got)
		}
		for _, s := range c.want {
			want.add(noBeginning, s.Edition+"/"+infoFile, "edition", s.Edition, "other", s.Previous)
		}
		if fmt.Sprint(found.list) != fmt.Sprint(want.list) {
			t.Errorf("found %v, want %v", found.list, want.list)
		}
	}
}

// A correction is held to what it says it corrects, wherever it stands.
func TestCorrectionOfAnother(t *testing.T) {
	seals := []Seal{
		{Edition: "FY2023", Year: 2023, Number: 1, Digest: "1"},
		{Edition: "FY2024", Year: 2024, Number: 1, Digest: "2", Previous: "FY2023", PreviousDigest: "1"},
		{Edition: "FY2024-2", Year: 2024, Number: 2, Digest: "3", Previous: "FY2024", PreviousDigest: "2", Replaces: "FY2023"},
		{Edition: "FY2024-3", Year: 2024, Number: 3, Digest: "4", Previous: "FY2024-2", PreviousDigest: "3", Replaces: "FY2024-3"},
		{Edition: "FY2024-4", Year: 2024, Number: 4, Digest: "5", Previous: "FY2024-3", PreviousDigest: "4", Replaces: "FY2024-2"},
	}
	var found, want problems
	chain(seals, &found)
	want.add(badCorrection, "FY2024-2/"+infoFile, "edition", "FY2024-2", "replaces", "FY2023")
	want.add(badCorrection, "FY2024-3/"+infoFile, "edition", "FY2024-3", "replaces", "FY2024-3")
	if fmt.Sprint(found.list) != fmt.Sprint(want.list) {
		t.Errorf("found %v, want %v", found.list, want.list)
	}
}
