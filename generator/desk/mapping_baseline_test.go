package desk

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestBaselineOfAPlanIsThatOfEachYear takes a table of a plan over several years: one
// baseline, with its date in the heading, beside targets and actuals of each year.
func TestBaselineOfAPlanIsThatOfEachYear(t *testing.T) {
	src := opened(t, bareCity(t))
	const m = "year = \"FY2024\"\ndirection = \"increase\"\n[initiative]\ncode = \"9\"\nname = \"その他\"\n[[table]]\nhead = HEAD\n[table.columns]\n" +
		"\"A\" = \"name\"\n\"B\" = \"baseline\"\n\"C\" = \"target FY2023\"\n\"D\" = \"actual FY2023\"\n\"E\" = \"target\"\n\"F\" = \"actual\"\n"
	for name, c := range map[string]struct{ head, csv, baseline, asOf string }{
		"in brackets":      {"1", "指標名,基準値（R2）,R5目標,R5実績,R6目標,R6実績\r\n手続,3,4,5,6,7\r\n", "baseline  = 3", "baseline = \"R2\""},
		"below":            {"2", "指標名,基準値,R5,,R6,\r\n,令和2年度,目標,実績,目標,実績\r\n手続,3,4,5,6,7\r\n", "baseline  = 3", "baseline = \"令和2年度\""},
		"none":             {"1", "指標名,基準値,R5目標,R5実績,R6目標,R6実績\r\n手続,3,4,5,6,7\r\n", "baseline  = 3", ""},
		"a title above it": {"2", "計画,（令和6年度末時点）,,,,\r\n指標名,基準値,R5目標,R5実績,R6目標,R6実績\r\n手続,3,4,5,6,7\r\n", "baseline  = 3", ""},
		"no value":         {"1", "指標名,基準値（R2）,R5目標,R5実績,R6目標,R6実績\r\n手続,,4,5,6,7\r\n", "# baseline  =", ""},
	} {
		in, err := ImportAs(src, File{"m.toml", []byte(strings.Replace(m, "HEAD", c.head, 1))}, []File{{"a.csv", []byte("\ufeff" + c.csv)}}, Undecided)
		if err != nil || len(in.Problems) > 0 {
			t.Fatal(name, err, told(in))
		}
		seen := 0
		for _, e := range in.Edits {
			if !strings.HasPrefix(e.Path, "data/FY") || strings.HasSuffix(e.Path, "year.toml") {
				continue
			}
			seen++
			if s := string(e.Data); !strings.Contains(s, c.baseline+"\n") && !strings.Contains(s, c.baseline+" ") || strings.Contains(s, "  baseline = ") != (c.asOf != "") || !strings.Contains(s, c.asOf) {
				t.Errorf("%s: %s\n%s", name, e.Path, s)
			}
		}
		must.Be(t, seen, 2, name, "records of", "years")
	}
}
