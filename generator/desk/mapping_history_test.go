package desk

import (
	"strings"
	"testing"
)

// TestWordsOfFormerYearsAreTold: history keeps numbers alone, so what else a former year's
// column says is told. That a year has no value is no loss.
func TestWordsOfFormerYearsAreTold(t *testing.T) {
	src := opened(t, bareCity(t))
	const m = "year = \"FY2024\"\n[initiative]\ncode = \"9\"\nname = \"その他\"\n[[table]]\nhead = 1\n[table.columns]\n" +
		"\"A\" = \"name\"\n\"C\" = \"baseline\"\n\"D\" = \"target\"\n\"E\" = \"actual FY2023\"\n\"F\" = \"actual\"\n[none]\n\"－\" = \"not-stated\"\n\"集計中\" = \"not-yet\"\n[directions]\n\"拠点の整備\" = \"qualitative\"\n\"手続\" = \"increase\"\n"
	const head = "指標名,係,基準値,目標値,R5,R6\r\n"
	for row, want := range map[string]string{
		"拠点の整備,,未整備,整備,未着手,整備": "E2: 「未着手」は、記録のない FY2023",
		"手続,,3,9,5,8":   "",
		"手続,,3,9,集計中,8": "",
		"手続,,3,9,－,8":   "",
	} {
		in, err := ImportAs(src, File{"m.toml", []byte(m)}, []File{{"a.csv", []byte("\ufeff" + head + row + "\r\n")}}, Undecided)
		if err != nil || len(in.Problems) > 0 {
			t.Fatal(row, err, told(in))
		}
		if got := notices(in); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: told %q, want %q", row, got, want)
		}
	}
}
