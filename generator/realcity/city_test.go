// Package realcity_test holds the real city's data to its source and to the
// figures that the source is known to give. It is apart from the program's own
// tests, so that a slip in the data does not look like a broken program.
package realcity_test

import (
	"encoding/json"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/source"
)

const year = kpi.Year(2024)

// read is the city as the program reads it: the plan, and every record of the
// year in the order of the printed pages.
type read struct {
	city        *kpi.City
	years       []kpi.YearInfo
	initiatives []*kpi.Initiative
	records     []*kpi.Record
	problems    string
}

var city = sync.OnceValue(func() *read {
	s, _, err := source.Open("../..")
	if err != nil {
		panic(err)
	}
	defer s.Close()
	c := &read{city: s.City(), years: s.Years(), initiatives: s.Initiatives()}
	var b strings.Builder
	for _, p := range s.Check(source.Options{}).All() {
		p = p.In("en")
		b.WriteString(p.File + ":" + strconv.Itoa(p.Line) + " " + p.Code + " " + p.Message + "\n")
	}
	c.problems = b.String()
	for i := range c.initiatives {
		sheet, _ := s.Sheet(i)
		c.records = append(c.records, sheet.In(year)...)
	}
	slices.SortStableFunc(c.records, func(a, b *kpi.Record) int { return a.Page - b.Page })
	return c
})

// TestNothingIsWrong: neither an error nor a warning, so no translation is
// missing or old.
func TestNothingIsWrong(t *testing.T) {
	must.Be(t, city().problems, "")
}

// exact is the achievement of every indicator as a fraction, worked out apart
// from the program, and as the city printed it.
const exact = `
1   1-a-shihyo-1     80           80
1   1-a-shihyo-2     113200/1139  99
2   1-i-shihyo-1     400/3        133
2   1-i-shihyo-2     320/3        107
2   1-i-shihyo-3     739/6        123
3   1-i-shihyo-4     100          100
3   1-i-shihyo-5     340          340
3   1-i-shihyo-6     1200/19      63.2
4   1-e-shihyo-1     6550/61      107
4   1-e-shihyo-2     280/3        93.3
5   2-i-shihyo-1     10100/113    89
5   2-i-shihyo-2     775/11       70.5
5   2-i-shihyo-3     100/3        33
6   2-i-shihyo-4     100          100
6   2-i-shihyo-5     100          100
6   2-i-shihyo-6     100          100
7   2-i-shihyo-7     400/3        133
8   3-e-shihyo-1     1647         1647
8   3-e-shihyo-2     608/3        203
9   1-u-mokuhyo-1    1743/20      87
9   1-u-mokuhyo-2    947600/8869  107
9   1-u-mokuhyo-3    179/2        90
10  1-o-mokuhyo-1    899/4        225
10  1-o-mokuhyo-2    875/9        97
10  1-o-mokuhyo-3    390          390
11  1-o-mokuhyo-4    90           90
12  1-ka-mokuhyo-1   100          100
13  2-a-mokuhyo-1    100          100
14  2-i-mokuhyo-1    5845/67      87
15  2-o-mokuhyo-1    0            0
16  3-e-mokuhyo-1    100          100
16  3-e-mokuhyo-2    100          100
`

// rows is the table above: page, id, fraction, printed figure.
func rows() [][]string {
	var list [][]string
	for line := range strings.Lines(exact) {
		if f := strings.Fields(line); len(f) == 4 {
			list = append(list, f)
		}
	}
	return list
}

func TestEveryPrintedFigureIsReproduced(t *testing.T) {
	want := rows()
	if len(want) != 32 || len(city().records) != 32 {
		t.Fatalf("%d rows for %d records, want 32", len(want), len(city().records))
	}
	for i, r := range city().records {
		a := kpi.Achieve(city().city, r)
		got := []string{strconv.Itoa(r.Page), string(r.Indicator.ID), kpi.Fraction(a.Exact), r.Published}
		must.Equal(t, got, want[i])
		if a.Computed != r.Published || !a.Agrees || !r.Difference.IsZero() {
			t.Errorf("%s: computed %s, printed %s", r.Indicator.ID, a.Computed, r.Published)
		}
	}
}

// TestIndicatorsJSON builds the site as a user would, and reads the machine's
// view of the year.
func TestIndicatorsJSON(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the site")
	}
	out := filepath.Join(t.TempDir(), "site")
	if said, err := exec.Command("go", "run", "..", "--source", "../..", "--out", out, "--quiet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	b, err := os.ReadFile(filepath.Join(out, "data", "FY2024", "indicators.json"))
	must.Succeed(t, err)
	var file struct {
		Format     int `json:"format"`
		FiscalYear int `json:"fiscal_year"`
		Indicators []struct {
			ID          string                                      `json:"id"`
			Achievement struct{ Exact, Computed, Published string } `json:"achievement"`
			Name        map[string]string                           `json:"name"`
			URL         map[string]string                           `json:"url"`
			Actions     []struct {
				Text map[string]string `json:"text"`
			} `json:"actions"`
		} `json:"indicators"`
	}
	must.Succeed(t, json.Unmarshal(b, &file))
	if file.Format != 1 || file.FiscalYear != 2024 || len(file.Indicators) != 32 {
		t.Fatalf("format %d, year %d, %d indicators", file.Format, file.FiscalYear, len(file.Indicators))
	}
	fractions := map[string][]string{}
	for _, row := range rows() {
		fractions[row[1]] = row[2:]
	}
	for _, i := range file.Indicators {
		want := fractions[i.ID]
		if want == nil || i.Achievement.Exact != want[0] || i.Achievement.Computed != want[1] || i.Achievement.Published != want[1] {
			t.Errorf("%s: %+v, want %v", i.ID, i.Achievement, want)
		}
		if i.Name["ja"] == "" || i.Name["en"] == "" {
			t.Errorf("%s has the names %v", i.ID, i.Name)
		}
		for tag, url := range i.URL {
			if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(url))); err != nil {
				t.Errorf("%s: no page in %s: %v", i.ID, tag, err)
			}
		}
		delete(fractions, i.ID)
	}
	if len(fractions) > 0 {
		t.Errorf("not in the file: %v", fractions)
	}
}

func TestTotals(t *testing.T) {
	c := city()
	kinds, sheets, bands := map[kpi.Kind]int{}, map[string]int{}, map[string]int{}
	pages, lower, qualitative, composite, plain := map[int]bool{}, 0, 0, 0, 0
	var worse, same, noBaseline []string
	zero, ranges := 0, [5]int{}
	var rates, partA, partB []*big.Rat
	metA, metB, lowerMet := 0, 0, 0
	for _, r := range c.records {
		ind, a := r.Indicator, kpi.Achieve(c.city, r)
		kinds[ind.Kind]++
		sheets[string(ind.Kind)+" "+ind.Sheet]++
		bands[a.Band]++
		pages[r.Page] = true
		met := a.Met == kpi.Met
		switch {
		case ind.Measured == kpi.ByParts:
			composite++
		case ind.Measured == kpi.ByDone:
			qualitative++
		case ind.Direction == kpi.Decrease:
			lower++
			if met {
				lowerMet++
			}
		case ind.Direction == kpi.Increase && ind.Measured == kpi.ByNumber:
			plain++
		}
		switch a.Against {
		case kpi.Worse:
			worse = append(worse, string(ind.ID))
		case kpi.SameAs:
			same = append(same, string(ind.ID))
		}
		if !r.Baseline.IsNumber() {
			noBaseline = append(noBaseline, string(ind.ID))
		} else if r.Baseline.Value.Sign() == 0 {
			zero++
		}
		printed := kpi.MustDecimal(r.Published).Rat()
		ranges[place(printed)]++
		rates = append(rates, printed)
		if ind.Kind == kpi.KindIndicator {
			partA = append(partA, printed)
			metA += one(met)
		} else {
			partB = append(partB, printed)
			metB += one(met)
		}
	}
	for _, check := range []struct {
		what string
		got  any
		want any
	}{
		{"pages", len(pages), 16},
		{"指標", kinds[kpi.KindIndicator], 19},
		{"目標", kinds[kpi.KindGoal], 13},
		{"initiatives", len(c.initiatives), 10},
		{"achieved", bands["achieved"], 19},
		{"nearly", bands["nearly"], 9},
		{"behind", bands["behind"], 4},
		{"pending", bands[kpi.Pending], 0},
		{"lower is better", lower, 5},
		{"lower is better and met", lowerMet, 0},
		{"qualitative", qualitative, 3},
		{"composite", composite, 1},
		{"plain higher is better", plain, 23},
		{"above 100, 100, 80 to 99, 50 to 79, under 50", ranges, [5]int{11, 8, 9, 2, 2}},
		{"baseline zero", zero, 12},
		{"worse than the baseline", strings.Join(worse, " "), "1-i-shihyo-6 2-i-shihyo-2"},
		{"as at the baseline", strings.Join(same, " "), "2-o-mokuhyo-1"},
		{"baseline missing or no number", strings.Join(noBaseline, " "), "1-i-shihyo-3 1-o-mokuhyo-1 2-a-mokuhyo-1 2-o-mokuhyo-1 3-e-mokuhyo-1 3-e-mokuhyo-2"},
		{"mean of the printed figures", mean(rates).FloatString(4), "165.4375"},
		{"median of the printed figures", median(rates).FloatString(2), "100.00"},
		{"mean of the printed figures up to 100", mean(capped(rates)).FloatString(5), "89.96875"},
		{"mean of part A", mean(partA).FloatString(1), "195.8"},
		{"mean of part B", mean(partB).FloatString(0), "121"},
		{"met in part A", metA, 12},
		{"met in part B", metB, 7},
	} {
		must.Be(t, check.got, check.want, check.what)
	}
	for key, want := range map[string]int{
		"指標 1-a": 2, "指標 1-i": 6, "指標 1-e": 2, "指標 2-i": 7, "指標 3-e": 2,
		"目標 1-u": 3, "目標 1-o": 4, "目標 1-ka": 1, "目標 2-a": 1, "目標 2-i": 1, "目標 2-o": 1, "目標 3-e": 2,
	} {
		must.Be(t, sheets[key], want, key)
	}
	var all []kpi.Row
	for _, r := range c.records {
		all = append(all, kpi.NewRow(r, kpi.Achieve(c.city, r)))
	}
	tally := kpi.Count(all)
	if tally.Total != 32 || tally.Worse != 2 || tally.Rates != 32 || kpi.Fraction(tally.Median) != "100" {
		t.Errorf("the tally of the program: %+v, median %v", tally, tally.Median)
	}
}

func place(x *big.Rat) int {
	for i, from := range []int64{101, 100, 80, 50} {
		if x.Cmp(big.NewRat(from, 1)) >= 0 {
			return i
		}
	}
	return 4
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func mean(list []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, x := range list {
		sum.Add(sum, x)
	}
	return sum.Quo(sum, big.NewRat(int64(len(list)), 1))
}

func median(list []*big.Rat) *big.Rat {
	list = slices.SortedFunc(slices.Values(list), (*big.Rat).Cmp)
	return mean(list[len(list)/2-1 : len(list)/2+1])
}

func capped(list []*big.Rat) []*big.Rat {
	var low []*big.Rat
	for _, x := range list {
		if x.Cmp(big.NewRat(100, 1)) > 0 {
			x = big.NewRat(100, 1)
		}
		low = append(low, x)
	}
	return low
}

func TestActionsAndSections(t *testing.T) {
	lines, having, shared := 0, 0, 0
	sections := map[string]int{}
	for _, r := range city().records {
		if len(r.Actions) > 0 {
			having++
		}
		for _, a := range r.Actions {
			lines++
			if len(a.Sections) == 2 {
				shared++
			}
			for _, id := range a.Sections {
				name, _ := city().city.Section(id).Name.In("ja")
				sections[name]++
			}
		}
	}
	if lines != 67 || having != 31 || shared != 7 {
		t.Errorf("%d lines in %d indicators, %d of two sections; want 67, 31, 7", lines, having, shared)
	}
	want := map[string]int{
		"行政手続最適化プロジェクト": 39, "市民係": 8, "デジタル政策係": 10, "協働推進係": 8, "社会教育係": 4, "企画係": 2, "財政係": 2, "高齢者支援係": 1,
	}
	for name, n := range want {
		must.Be(t, sections[name], n, name, "lines")
	}
	if len(sections) != len(want) || len(city().city.Sections) != len(want) {
		t.Errorf("%d sections, want %d", len(sections), len(want))
	}
}

// TestChecksThatPass: every sum of the text that comes out is declared beside
// its indicator, so that the build recomputes it.
func TestChecksThatPass(t *testing.T) {
	for id, sums := range map[string][]string{
		"1-e-shihyo-1":  {"583 203 = 786", "57687 = 1.36"},
		"1-u-mokuhyo-1": {"4676 26820 = 17.43"},
		"2-i-mokuhyo-1": {"4676 3 60 = 233.8", "26790 3 60 = 268"},
		"1-o-mokuhyo-1": {"8 21 = 29", "67 252 = 319"},
		"1-o-mokuhyo-3": {"36 37 5 = 78"},
		"1-u-mokuhyo-2": {"94.76 88.69 = 6.07"},
	} {
		r := record(t, id)
		for _, sum := range sums {
			numbers, result, _ := strings.Cut(sum, " = ")
			if !slices.ContainsFunc(r.Evidence, func(e kpi.Evidence) bool { return declares(t, r, e, strings.Fields(numbers), result) }) {
				t.Errorf("%s does not declare %s", id, sum)
			}
		}
	}
}

var numberIn = regexp.MustCompile(`\d+(?:\.\d+)?`)

func declares(t *testing.T, r *kpi.Record, e kpi.Evidence, numbers []string, result string) bool {
	t.Helper()
	p, err := e.Prove(r)
	if err != nil || !p.Holds {
		t.Errorf("%s: %s = %s: %v, %s", r.Indicator.ID, e.Sum, e.Equals, err, p.Rounded)
		return false
	}
	in := numberIn.FindAllString(e.Sum, -1)
	for _, n := range numbers {
		if !slices.Contains(in, n) {
			return false
		}
	}
	return kpi.MustDecimal(p.Expected).Cmp(kpi.MustDecimal(result)) == 0
}

func record(t *testing.T, id string) *kpi.Record {
	t.Helper()
	for _, r := range city().records {
		if string(r.Indicator.ID) == id {
			return r
		}
	}
	t.Fatalf("no record of %s", id)
	return nil
}

// TestTreacherousPlaces holds what READING tells of single indicators.
func TestTreacherousPlaces(t *testing.T) {
	for _, id := range []string{"1-a-shihyo-2", "1-i-shihyo-6", "1-e-shihyo-2", "2-i-shihyo-1", "2-i-shihyo-2"} {
		must.Be(t, record(t, id).Indicator.Direction, kpi.Decrease, id, "but lower is better")
	}
	if r := record(t, "2-i-mokuhyo-1"); r.Indicator.Direction != kpi.Increase || r.ActionsSameAs.Indicator != "1-u-mokuhyo-1" ||
		r.Indicator.SameMeasureAs != "1-u-mokuhyo-1" || len(r.Actions) != 0 {
		t.Errorf("2-i-mokuhyo-1: hours saved, measured and acted on as 1-u-mokuhyo-1: %s %+v", r.Indicator.Direction, r.ActionsSameAs)
	}
	if r := record(t, "1-i-shihyo-6"); r.Comparability.State != kpi.MethodChanged || !strings.Contains(r.Comment["ja"].Markdown, "](1-i-shihyo-4)") {
		t.Errorf("1-i-shihyo-6: its method changed, and it refers to 指標４: %+v", r.Comparability)
	}
	if r := record(t, "1-o-mokuhyo-2"); r.Indicator.NameRefersTo != "1-o-mokuhyo-1" {
		t.Errorf("1-o-mokuhyo-2: its name refers to 目標１: %q", r.Indicator.NameRefersTo)
	}
	if r := record(t, "1-u-mokuhyo-1"); r.Target.Value.String() != "20.00" {
		t.Errorf("1-u-mokuhyo-1: the target is printed 20.00: %s", r.Target.Value)
	}
	r := record(t, "1-o-mokuhyo-1")
	if !slices.Equal(r.Reconstructed.Values, []string{"target", "actual"}) || r.Baseline.None != kpi.LostInSource || len(r.Parts) != 2 {
		t.Errorf("1-o-mokuhyo-1: %+v, baseline %s", r.Reconstructed, r.Baseline.None)
	}
	for _, r := range city().records {
		id := string(r.Indicator.ID)
		if planned := slices.Contains([]string{"1-o-mokuhyo-2", "1-o-mokuhyo-3", "1-o-mokuhyo-4"}, id); r.Baseline.Planned != planned {
			t.Errorf("%s: the baseline is from a plan: %v", id, r.Baseline.Planned)
		}
		must.Be(t, (len(r.Reconstructed.Values) > 0), (id == "1-o-mokuhyo-1"), id, "reconstructed", r.Reconstructed.Values)
		if none := r.Baseline.Kind == kpi.None; none && id != "1-o-mokuhyo-1" && r.Baseline.Printed == "" {
			t.Errorf("%s: the printed sign for no baseline is missing", id)
		}
	}
	if same := record(t, "1-o-mokuhyo-3"); same.Target.Value.Cmp(same.Baseline.Value) != 0 {
		t.Error("1-o-mokuhyo-3: target and baseline are both 20")
	}
}

// TestNothingIsInvented: what the source does not state stays unset.
func TestNothingIsInvented(t *testing.T) {
	c := city().city
	if c.Licence.Stated() || c.BaseURL != "" || !c.Contact.Text.IsZero() || c.Contact.URL != "" {
		t.Errorf("licence %q, address %q, contact %v", c.Licence.ID, c.BaseURL, c.Contact)
	}
	must.Be(t, len(c.Grades), 0, "the source gives no grades")
	if c.Code != "462101" || c.Rule != kpi.RatioID || !slices.Equal(c.Languages, []string{"ja", "en"}) {
		t.Errorf("%s %s %v", c.Code, c.Rule, c.Languages)
	}
	for _, i := range city().initiatives {
		if !i.Pillar.IsZero() {
			t.Errorf("%s has the pillar %v, which the source does not name", i.Sheet, i.Pillar)
		}
	}
	if len(city().years) != 1 {
		t.Fatalf("%d years", len(city().years))
	}
	y := city().years[0]
	if y.Year != year || y.Draft || !y.Title.IsZero() || y.PublishedOn != "" || y.Date != "" || y.Source.Pages != 16 || len(y.Corrections) != 0 {
		t.Errorf("%+v", y)
	}
}
