package main

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/keys"
	"tassei/generator/must"
)

// shownOn says of each thing of generator/keys/plan.txt, by its English name, one page
// of a test place that shows it, and words that stand there.
var shownOn = map[string][3]string{
	"a value, a floor or a ceiling":            {"harrow-vale", "FY2023/homes-measure-2.html", "The target was to stay at or above 98.5%"},
	"equal to the baseline, to be kept":        {"town", "FY2024/1-i-shihyo-3.html", "保つ"},
	"strict: more than, less than":             {"harrow-vale", "FY2024/services-measure-2.html", "more than 45.5%"},
	"a range":                                  {"town", "FY2024/1-i-shihyo-2.html", "6.0～8.0"},
	"a direction only":                         {"hoshino", "FY2024/2-2-seika-2.html", "減少を目指す"},
	"zero":                                     {"town", "FY2024/1-a-shihyo-1.html", "0人"},
	"a rank":                                   {"harrow-vale", "FY2024/services-measure-4.html", "It moved up from 3rd to 1st"},
	"done once":                                {"hoshino", "FY2024/2-2-seika-3.html", "平成13年度に実施済み"},
	"a total over years":                       {"misaki", "FY2023/1-kpi-1.html", "これまでの合計は1,415人"},
	"targets of years, a final target":         {"town", "FY2024/1-a-shihyo-1.html", "この後の年度の目標値 令和7年度 2人"},
	"a target that was revised":                {"harrow-vale", "FY2024/homes-measure-4.html", "Target before it was revised 55 homes"},
	"not set, not yet set, withheld":           {"misaki", "FY2023/2-kpi-3.html", "目標値は設定されていません"},
	"not judged":                               {"hoshino", "FY2024/2-2-seika-4.html", "判定なし"},
	"the rule, its rounding, decimals and cap": {"misaki", "FY2023/1-kpi-2.html", "端数を切り捨て"},
	"the printed achievement, why it differs":  {"town", "FY2024/2-i-shihyo-1.html", "町の公表値"},
	"bands, by rate or by condition":           {"misaki", "method.html", "目標に届かないが前進"},
	"the years of the plan, a tolerance":       {"harrow-vale", "FY2024/homes-measure-1.html", "actual > target + tolerance (with the numbers: 96 > 80 + 5)"},
	"levels":                                   {"hoshino", "FY2024/1-1-1.html", "施策 "},
	"kinds, numbers and labels as printed":     {"hoshino", "en/FY2024/2-2-seika-1.html", "2-2-a"},
	"grades, by several graders":               {"hoshino", "FY2024/1.html", "外部評価委員会 B おおむね順調に進んでいる"},
	"actions with state, due date and money":   {"hoshino", "FY2024/1-1-1-1-katsudo-1.html", "予算 5,400千円"},
	"resources":                                {"hoshino", "FY2024/1.html", "48,200千円"},
	"readings within the year":                 {"harrow-vale", "FY2024/homes-measure-1.html", "During the year"},
	"a forecast":                               {"harrow-vale", "FY2024/homes-measure-4.html", "Forecast 58 homes"},
	"earlier values":                           {"misaki", "FY2022/1-kpi-1.html", "令和3年度"},
	"a breakdown of the actual":                {"harrow-vale", "FY2024/homes-measure-1.html", "The actual, broken down"},
	"an indicator of several parts":            {"town", "FY2024/2-i-mokuhyo-1.html", "内訳の達成度の平均"},
	"a second value beside a value":            {"misaki", "FY2023/2-kpi-2.html", "49.1％（うち父親12.4）"},
	"when a figure was taken":                  {"harrow-vale", "FY2024/homes-measure-4.html", "31 December 2024"},
	"whether it can be compared":               {"town", "FY2024/2-i-shihyo-1.html", "比較に注意"},
	"provisional and reconstructed values":     {"town", "FY2024/1-i-shihyo-1.html", "今のところ44.6％です（暫定値）"},
	"the calendar":                             {"harrow-vale", "FY2024/index.html", "2024"},
	"the place and its code":                   {"harrow-vale", "data.html", "ISO 3166-2"},
	"sections in charge, and their word":       {"hoshino", "FY2024/2-2-seika-1.html", "建設"},
	"languages":                                {"town", "en/FY2024/index.html", "Shiomino Town"},
	"comments":                                 {"town", "FY2024/1-a-shihyo-1.html", "町の評価内容"},
	"fields of the city's own":                 {"hoshino", "FY2024/1-1-1-1.html", "所属会計"},
	"groups, notes and remarks":                {"town", "FY2024/1-a-shihyo-1.html", "子育て世帯向け"},
	"how it is calculated, what it counts":     {"town", "FY2024/1-a-shihyo-1.html", "積算方法"},
	"sums that the text relies on":             {"town", "FY2024/2-i-shihyo-1.html", "123 ÷ 300 × 100 = 41"},
	"corrections":                              {"town", "FY2023/index.html", "訂正前"},
	"terms of use, source":                     {"harrow-vale", "FY2024/homes-measure-1.html", "Open Government Licence v3.0"},
}

// What a plan may have is on the page that data/KEYS.md names, and each column that it
// names is one of the open data: who renames one, or no longer shows a thing, is told.
func TestPlanIsHeldShownAndCarried(t *testing.T) {
	offered, pages := map[string]bool{}, map[string]string{}
	eachSite(t, func(t *testing.T, s *builtSite) {
		for name, text := range s.files {
			if strings.HasPrefix(name, "data/") {
				addOffered(t, offered, name, text)
			}
		}
		for _, p := range s.pages {
			pages[s.name+" "+p.path] = strings.Join(strings.Fields(shownWords(p.root)), " ")
		}
	})
	list, told := keys.Holdings(), map[string]bool{}
	if len(list) < 40 || len(offered) < 150 {
		t.Fatalf("%d things, %d columns", len(list), len(offered))
	}
	for _, h := range list {
		told[h.En] = true
		for _, c := range h.Columns {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(offered)), columnPattern(c).MatchString) {
				t.Errorf("%s: the open data has no %s", h.En, c)
			}
		}
		where, ok := shownOn[h.En]
		if words := strings.Map(significant, where[2]); !ok || words == "" || !strings.Contains(strings.Map(significant, pages[where[0]+" "+where[1]]), words) {
			t.Errorf("%s: nothing shows that it is on a page: %q", h.En, where)
		}
	}
	for name := range shownOn {
		if !told[name] {
			t.Errorf("generator/keys/plan.txt has no %q", name)
		}
	}
}

// columnPattern matches the names under which a column of plan.txt stands: * is a
// language, <id> the id of a field.
func columnPattern(c string) *regexp.Regexp {
	if !strings.ContainsAny(c, ":=") {
		c = "indicators:" + c
	}
	quoted := strings.NewReplacer(`_\*`, `_[a-z]{2}`, `<id>`, `[a-z_]+`).Replace(regexp.QuoteMeta(c))
	return regexp.MustCompile("^" + quoted + "$")
}

var (
	csvTable  = regexp.MustCompile(`kpi_([a-z_]+?)(?:_\d{4})?\.csv$`)
	schemaKey = regexp.MustCompile(`indicators\.schema\.json$`)
)

// addOffered notes what a file of the open data has, in the words of plan.txt.
func addOffered(t *testing.T, offered map[string]bool, name, text string) {
	if m := csvTable.FindStringSubmatch(name); m != nil {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
		must.Succeed(t, err, name)
		for _, column := range rows[0] {
			offered[m[1]+":"+column] = true
		}
		if at := slices.Index(rows[0], "detail"); at >= 0 {
			for _, row := range rows[1:] {
				offered["detail="+row[at]] = true
			}
		}
	}
	if schemaKey.MatchString(name) {
		var schema any
		must.Succeed(t, json.Unmarshal([]byte(text), &schema), name)
		addProperties(offered, schema)
	}
}

func addProperties(offered map[string]bool, value any) {
	switch v := value.(type) {
	case map[string]any:
		properties, _ := v["properties"].(map[string]any)
		for key := range properties {
			offered["json:"+key] = true
		}
		for _, inner := range v {
			addProperties(offered, inner)
		}
	case []any:
		for _, inner := range v {
			addProperties(offered, inner)
		}
	}
}
