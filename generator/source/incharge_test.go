package source

import (
	"slices"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// Sections of a part of the plan are in charge of all below it, down to the indicators, until something below names
// its own; a year's sheet may name others for that year.
func TestSectionsReachWhatStandsBelow(t *testing.T) {
	inCharge := func(edit func(tree map[string]string)) map[Year][]string {
		tree := baseTree(t)
		tree["data/plan/2.toml"] = "code = \"2\"\nname = {ja = \"暮らし\", en = \"Life\"}\norder = 3\nsections = [\"kikaku\"]\n"
		tree["data/plan/2-1.toml"] = "code = \"2-1\"\nname = {ja = \"健康\", en = \"Health\"}\norder = 4\nparent = \"2\"\n"
		tree["data/plan/2-1-1.toml"] = "code = \"2-1-1\"\nname = {ja = \"検診\", en = \"Checks\"}\norder = 5\nparent = \"2-1\"\n\n" +
			"[[indicator]]\nkind = \"指標\"\nnumber = 1\nname = {ja = \"受診者数\", en = \"People seen\"}\nmeasured = \"number\"\ndirection = \"increase\"\n"
		for _, y := range []string{"FY2024", "FY2025", "FY2026"} {
			tree["data/"+y+"/2-1-1.toml"] = "[[record]]\nindicator = \"shihyo-1\"\nbaseline = 1\ntarget = 2\nactual = 2\npublished = \"100\"\n"
		}
		edit(tree)
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		defer s.Close()
		got := map[Year][]string{}
		at := slices.IndexFunc(s.Initiatives(), func(i *kpi.Initiative) bool { return i.Sheet == "2-1-1" })
		sheet, _ := s.Sheet(at)
		for _, ys := range sheet.Years {
			for _, rec := range ys.Records {
				got[ys.Year] = rec.Sections()
			}
		}
		return got
	}
	must.Equal(t, inCharge(func(map[string]string) {})[2024], []string{"kikaku"}, "two levels up")
	own := func(tree map[string]string) {
		tree["data/plan/2-1.toml"] += "sections = [\"shimin\"]\n"
	}
	must.Equal(t, inCharge(own)[2024], []string{"shimin"}, "the nearest names its own")
	year := func(tree map[string]string) {
		tree["data/FY2024/2-1-1.toml"] = "sections = [\"shimin\"]\n\n" + tree["data/FY2024/2-1-1.toml"]
	}
	if got := inCharge(year); !slices.Equal(got[2024], []string{"shimin"}) || !slices.Equal(got[2025], []string{"kikaku"}) {
		t.Errorf("a year's sheet names its own: %v", got)
	}
	named := func(tree map[string]string) {
		year(tree)
		tree["data/plan/2-1-1.toml"] += "sections = [\"kikaku\"]\n"
	}
	must.Equal(t, inCharge(named)[2024], []string{"kikaku"}, "the indicator names its own")
}

// TestBorrowedActions: where the actions are another's, so are its sections.
func TestBorrowedActions(t *testing.T) {
	s, _, err := Open("../testdata/town")
	must.Succeed(t, err)
	defer s.Close()
	for i := range s.Initiatives() {
		sheet, _ := s.Sheet(i)
		for _, r := range sheet.In(2024) {
			if to := r.ActionsSameAs.Indicator; to != "" && (to != "2-a-shihyo-1" || !slices.Equal(r.Sections(), []string{"iju", "koho"})) {
				t.Errorf("%s: %s are in charge", r.Indicator.ID, r.Sections())
			}
		}
	}
	if r := s.Record("2-a-shihyo-2", 2024); r.ActionsSameAs.Indicator != "2-a-shihyo-1" {
		t.Error("the town has no such record any more")
	}
}
