package source

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// What a part of an indicator does not say of itself, its indicator says: 小６ and 中３ of a share in per cent.
func TestPartsHaveWhatTheirIndicatorSays(t *testing.T) {
	parts := func(of string) []kpi.Part {
		tree := baseTree(t)
		tree["data/plan/2.toml"] = "code = \"2\"\nname = {ja = \"学び\", en = \"Learning\"}\norder = 3\n\n[[indicator]]\nkind = \"指標\"\nnumber = 1\n" +
			"name = {ja = \"夢のある児童生徒\", en = \"Pupils with dreams\"}\nmeasured = \"parts\"\ndirection = \"decrease\"\nunit = {ja = \"％\", en = \"%\"}\n" +
			"  [[indicator.part]]\n  id = \"sho\"\n  name = {ja = \"小６\", en = \"Grade 6\"}\n" + of
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		defer s.Close()
		for _, i := range s.Initiatives() {
			if i.Sheet == "2" {
				return i.Indicators[0].Parts
			}
		}
		return nil
	}
	if p := parts("")[0]; p.Unit["ja"] != "％" || p.Direction != kpi.Decrease {
		t.Errorf("a part that says nothing: %q, %s", p.Unit["ja"], p.Direction)
	}
	if p := parts("  unit = {ja = \"人\", en = \"pupils\"}\n  direction = \"increase\"\n")[0]; p.Unit["ja"] != "人" || p.Direction != kpi.Increase {
		t.Errorf("a part that says both: %q, %s", p.Unit["ja"], p.Direction)
	}
}
