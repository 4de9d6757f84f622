package desk

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestYearBesideTheBaseline takes the headings 年度 and 値 below a merged 基準値, both
// rows of headings again on the second printed page.
func TestYearBesideTheBaseline(t *testing.T) {
	src := opened(t, bareCity(t))
	const heads = "指標名,担当課,基準値,基準値,目標値,目標値,実績値\r\n,,年度,値,年度,値,R6\r\n"
	file := File{"a.csv", []byte("\ufeff" + heads + "手続の数,企画課,R2,3,R6,6,7\r\n" + heads + "相談の数,企画課,H30,10,R6,20,15\r\n")}
	p, err := NewMapping(src, file.Name, file.Data)
	must.Succeed(t, err)
	for _, u := range p.Unknown {
		t.Error(u.In("ja"))
	}
	in, err := ImportAs(src, File{"m.toml", p.TOML}, []File{file}, Undecided)
	if err != nil || len(in.Problems) > 0 {
		t.Fatalf("%v %s\n%s", err, told(in), p.TOML)
	}
	var all strings.Builder
	for _, e := range in.Edits {
		all.Write(e.Data)
	}
	for _, want := range []string{"baseline  = 3\n", "target    = 6\n", "actual    = 7\n", "baseline = \"R2\"\n", "target   = \"R6\"\n", "baseline  = 10\n", "baseline = \"H30\"\n"} {
		must.Contain(t, all.String(), want)
	}
	must.Be(t, strings.Count(all.String(), "[[record]]"), 2, "records")
}
