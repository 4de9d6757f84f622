package opendata

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

func tables(s site) map[string][]byte {
	return map[string][]byte{
		"indicators": s[dir+"999997_kpi_indicators_2024.csv"], "actions": s[dir+"999997_kpi_actions_2024.csv"],
		"sections": s[dir+"999997_kpi_sections_2024.csv"], "action_sections": s[dir+"999997_kpi_action_sections_2024.csv"],
		"initiatives": s[dir+"999997_kpi_initiatives_2024.csv"], "details": s[dir+"999997_kpi_details_2024.csv"],
		"codelist": s[dir+"999997_kpi_codelist_2024.csv"], "observations": s["data/999997_kpi_observations.csv"],
	}
}

func TestEveryCSVKeepsTheNationalRules(t *testing.T) {
	set, _ := New(testCity(), catalogues(t))
	s := built(t, testCity(), testRecords())
	files := tables(s)
	for name, b := range files {
		if len(b) < 200 {
			t.Fatalf("%s is empty", name)
		}
		for _, f := range set.Lint(name, b) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	for path, b := range s {
		if strings.HasPrefix(path, dir+"1-i-") && strings.HasSuffix(path, ".csv") {
			for _, f := range set.Lint("indicators", b) {
				t.Errorf("%s: %+v", path, f)
			}
		}
	}
}

// Each rule is broken once, so that the linter is known to see it.
func TestLintSeesEachRule(t *testing.T) {
	set, _ := New(testCity(), catalogues(t))
	files := tables(built(t, testCity(), testRecords()))
	seen := map[string]bool{}
	for _, c := range []struct{ rule, table, old, new string }{
		{"L1-01", "indicators", ",滞在時間,", ",\"滞在時間,"},
		{"L1-02", "indicators", "\r\n1-i-shihyo-2,", "\r\n題名\r\n1-i-shihyo-2,"},
		{"L1-03", "codelist", "\r\nkind,指標", "\r\n,,,,,,,,,,,\r\nkind,指標"},
		{"L1-04", "indicators", "\r\n1-i-shihyo-2,", "\r\n※速報値\r\n1-i-shihyo-2,"},
		{"L1-05", "indicators", "indicator_id,", ","},
		{"L1-06", "indicators", ",滞在時間,", ",　滞在時間,"},
		{"L1-07", "indicators", ",57,", ",57 58,"},
		{"L1-08", "indicators", "\r\n1-i-shihyo-1,", "\r\n①-i-shihyo-1,"},
		{"L1-09", "indicators", ",57,", ", ,"},
		{"L1-14", "indicators", ",滞在時間,", ",\"滞在\r\n時間\","},
		{"L1-15", "indicators", ",滞在時間,", ",滞在,時間,"},
		{"L2-01", "indicators", ",57,", ",57分,"},
		{"L2-02", "indicators", "\r\n1-i-shihyo-2,", "\r\n,"},
		{"L2-03", "indicators", "name_ja,name_en", "name_ja,name_ja"},
		{"L2-04", "indicators", ",decrease,", ",down,"},
		{"L2-05", "indicators", ",decrease,", ",decrease（別の向き）,"},
		{"L3-01", "indicators", "indicator_id,code,", "code,indicator_id,"},
		{"L3-03", "indicators", ",57,", ",―,"},
		{"L3-05", "indicators", ",2024-06,", ",令和6年6月,"},
		{"L3-06", "indicators", ",999997,", ",999998,"},
		{"L3-08", "indicators", "name_ja,", "名称,"},
		{"L3-08", "indicators", bom, ""},
		{"L3-09", "indicators", "actual_value,", "actual_2024,"},
	} {
		file := strings.Replace(string(files[c.table]), c.old, c.new, 1)
		if file == string(files[c.table]) {
			t.Errorf("%s: %q is not in the file", c.rule, c.old)
		}
		var got []string
		for _, f := range set.Lint(c.table, []byte(file)) {
			got = append(got, f.Rule)
			seen[f.Rule] = true
		}
		must.Contain(t, strings.Join(got, " "), c.rule, "found", got)
	}
	// Definitions are broken in the set, not in the file.
	broken, _ := New(testCity(), catalogues(t))
	broken.indicators.fields = append([]Field(nil), broken.indicators.fields...)
	for i := range broken.indicators.fields {
		if f := &broken.indicators.fields[i]; f.Name == "baseline_value" {
			f.Unit = nil
		}
	}
	broken.codes = append([]Code(nil), broken.codes...)
	broken.codes[0].Name = nil
	for _, f := range broken.Lint("indicators", files["indicators"]) {
		seen[f.Rule] = true
	}
	for _, rule := range strings.Fields("L3-02 L3-04") {
		if !seen[rule] {
			t.Errorf("%s was never seen", rule)
		}
	}
}

// L3-07: the layout is the same each year.
func TestLayoutIsTheSameEachYear(t *testing.T) {
	later := testRecords()[:2]
	for _, r := range later {
		r.Year = 2025
	}
	city := testCity()
	set, _ := New(city, catalogues(t))
	s := site{}
	info := testInfo()
	info.Year = 2025
	must.Succeed(t, set.Year(info, s.create).Close())
	first := func(b []byte) string { line, _, _ := strings.Cut(string(b), "\r\n"); return line }
	old := built(t, city, testRecords())
	for _, table := range []string{"indicators", "actions", "sections", "action_sections", "codelist"} {
		a, b := first(old[dir+"999997_kpi_"+table+"_2024.csv"]), first(s["data/FY2025/999997_kpi_"+table+"_2025.csv"])
		if a == "" || a != b {
			t.Errorf("%s: %q, %q", table, a, b)
		}
	}
}

// A third language is a matter of data.
func TestAThirdLanguage(t *testing.T) {
	city := testCity()
	city.Languages = []string{"ja", "en", "zh-Hans"}
	records := testRecords()
	records[0].Indicator.Name["zh-Hans"] = "停留时间"
	s := built(t, city, records)
	set, _ := New(city, catalogues(t))
	for name, b := range tables(s) {
		for _, f := range set.Lint(name, b) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	row := readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])[0]
	if row["name_zh_hans"] != "停留时间" || row["name_en"] == "" {
		t.Error(row)
	}
	if err := validate(t, compileSchema(t, s[SchemaPath]), s[dir+"indicators.json"]); err != nil {
		t.Error(err)
	}
	if len(s[dir+"999997_kpi_2024.zip"]) == 0 || !strings.Contains(string(s[dir+"indicators.json"]), `"languages": ["ja", "en", "zh-Hans"]`) {
		t.Error("the languages of the city")
	}
}
