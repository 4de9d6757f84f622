package opendata

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

const dir = "data/FY2024/"

func readCSV(t testing.TB, b []byte) []map[string]string {
	t.Helper()
	body, ok := bytes.CutPrefix(b, []byte(bom))
	if !ok {
		t.Fatal("no byte order mark")
	}
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	must.Succeed(t, err)
	var rows []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func readJSON(t testing.TB, b []byte) map[string]any {
	t.Helper()
	var v map[string]any
	must.Succeed(t, json.Unmarshal(b, &v), b)
	return v
}

// str follows keys into decoded JSON; null gives "".
func str(v any, path ...string) string {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	s, _ := v.(string)
	return s
}

func TestCheckCode(t *testing.T) {
	for code, want := range map[string]bool{"999997": true, "011002": true, "131016": true, "462101": true, "462102": false, "46210": false, "46210a": false, "": false} {
		must.Be(t, checkCode(code), want, code)
	}
}

func TestColumnsAreThoseOfTheContract(t *testing.T) {
	s := built(t, testCity(), testRecords())
	header := func(name string) string {
		h, _, _ := strings.Cut(strings.TrimPrefix(string(s[name]), bom), "\r\n")
		return strings.ReplaceAll(h, ",", " ")
	}
	want := "indicator_id code kind number name_ja name_en group initiative_ja initiative_en unit_ja unit_en direction rule"
	for _, k := range []string{"baseline", "target", "actual"} {
		want += fmt.Sprintf(" %[1]s_value %[1]s_text_ja %[1]s_text_en %[1]s_as_of", k)
	}
	want += " achievement_published achievement_computed achievement_exact band against_baseline planned_change_share flags" +
		" section_id section_id_2 region_code region_name fiscal_year fiscal_year_era note_ja note_en" +
		" series_id previous_indicator_id comparability target_form target_met not_judged_reason achievement_shown rounding sum_so_far forecast_value done_in" +
		" initiative_id grade label_ja label_en remark_ja remark_en counts_ja counts_en final_target_value final_target_year final_target_text_ja final_target_text_en total_from total_to tolerance field_account_ja field_account_en field_sdg_goal_ja field_sdg_goal_en"
	must.Be(t, header(dir+"999997_kpi_indicators_2024.csv"), want)
	want = "indicator_id action_no text_ja text_en period_text start end section_id section_id_2 region_code fiscal_year state percent_done due_text_ja due_text_en budget spent grade period_ja period_en"
	must.Be(t, header(dir+"999997_kpi_actions_2024.csv"), want)
	for name, want := range map[string]string{
		"sections":        "indicator_id section_no section_id region_code fiscal_year",
		"action_sections": "indicator_id action_no section_no section_id region_code fiscal_year",
	} {
		must.Be(t, header(dir+"999997_kpi_"+name+"_2024.csv"), want)
	}
	files := []string{dir + "1-i-mokuhyo-4.csv", dir + "1-i-mokuhyo-4.json", dir + "indicators.json", dir + "999997_kpi_2024.xlsx", dir + "999997_kpi_2024.zip",
		dir + "999997_kpi_codelist_2024.csv", dir + "datapackage.json", dir + "catalog.jsonld", "data/999997_kpi_observations.csv", "data/datapackage.json", "data/indicators.schema.json"}
	for _, f := range files {
		if s[f] == nil {
			t.Errorf("%s is missing", f)
		}
	}
	set, _ := New(testCity(), catalogues(t))
	for _, f := range set.Files(year) {
		if s[f.Path] == nil || f.Title["ja"] == "" {
			t.Errorf("%s is listed and not written", f.Path)
		}
	}
}

// Each figure of each file is held against kpi.
func TestEveryFigureIsThatOfKPI(t *testing.T) {
	city, records := testCity(), testRecords()
	s := built(t, city, records)
	rows := readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])
	list := readJSON(t, s[dir+"indicators.json"])["indicators"].([]any)
	if len(rows) != len(records) || len(list) != len(records) {
		t.Fatalf("%d and %d of %d", len(rows), len(list), len(records))
	}
	for i, r := range records {
		a := kpi.Achieve(city, r)
		row, obj := rows[i], list[i]
		same := func(what, csv, json, want string) {
			t.Helper()
			if csv != want || json != want {
				t.Errorf("%s %s: csv %q, json %q, want %q", r.Indicator.ID, what, csv, json, want)
			}
		}
		for _, key := range []string{"baseline", "target", "actual"} {
			f, _ := r.Figure(key)
			want := ""
			if f.Kind == kpi.Number {
				want = f.Value.String()
			}
			same(key, row[key+"_value"], str(obj, key, "value"), want)
		}
		fraction, share := "", ""
		if a.Exact != nil {
			fraction = a.Exact.RatString()
		}
		if a.Share != nil {
			share = a.SharePercent()
		}
		same("exact", row["achievement_exact"], str(obj, "achievement", "exact"), fraction)
		same("computed", row["achievement_computed"], str(obj, "achievement", "computed"), a.Computed)
		same("published", row["achievement_published"], str(obj, "achievement", "published"), r.Published)
		same("rule", row["rule"], str(obj, "achievement", "rule"), string(a.By))
		same("band", row["band"], str(obj, "band"), a.Band)
		same("against", row["against_baseline"], str(obj, "against_baseline"), string(a.Against))
		same("share", row["planned_change_share"], str(obj, "planned_change_share"), share)
		var flags, jsonFlags []string
		for _, f := range a.Flags {
			flags = append(flags, string(f))
		}
		for _, f := range obj.(map[string]any)["flags"].([]any) {
			jsonFlags = append(jsonFlags, f.(string))
		}
		same("flags", row["flags"], strings.Join(jsonFlags, ";"), strings.Join(flags, ";"))
		// The file of one indicator says the same.
		one := dir + string(r.Indicator.ID)
		if got := readCSV(t, s[one+".csv"]); len(got) != 1 || !maps.Equal(got[0], row) {
			t.Errorf("%s.csv: %v", one, got)
		}
		if got := readJSON(t, s[one+".json"])["indicators"].([]any); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(obj) {
			t.Errorf("%s.json differs", one)
		}
	}
}

func TestWorkedIndicator(t *testing.T) {
	s := built(t, testCity(), testRecords())
	obj := readJSON(t, s[dir+"indicators.json"])
	if obj["format"] != 1.0 || obj["fiscal_year"] != 2024.0 || str(obj, "city", "name", "ja") != "海辺町" {
		t.Error(obj["format"], obj["fiscal_year"])
	}
	i := obj["indicators"].([]any)[0]
	for path, want := range map[string]string{
		"id": "1-i-shihyo-1", "code": "⑴-イ", "kind": "指標", "name.ja": "滞在時間", "unit.en": "minutes", "direction": "decrease",
		"baseline.value": "41", "actual.value": "57", "actual.as_of.start": "2024-04", "actual.as_of.end": "2025-03", "actual.as_of.text.ja": "令和６年度",
		"achievement.exact": "1200/19", "achievement.computed": "63.2", "achievement.published": "63.2", "achievement.rule": "target/actual",
		"band": "behind", "against_baseline": "worse", "planned_change_share": "-320.0", "url.en": "en/FY2024/1-i-shihyo-1.html",
	} {
		must.Be(t, str(i, strings.Split(path, ".")...), want, path)
	}
	must.Be(t, fmt.Sprint(i.(map[string]any)["sections"]), "[shimin zeimu kikaku]")
	row := readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])[0]
	for name, want := range map[string]string{"section_id": "shimin", "section_id_2": "zeimu;kikaku", "baseline_as_of": "2024-06", "actual_as_of": "2024-04/2025-03",
		"region_code": "999997", "region_name": "海辺町", "fiscal_year": "2024", "fiscal_year_era": "令和6年度", "flags": "worse-than-baseline;not-comparable"} {
		must.Be(t, row[name], want, name)
	}
	if !strings.Contains(row["note_en"], "The method changed") || !strings.Contains(row["note_ja"], "編集注") {
		t.Error(row["note_en"], row["note_ja"])
	}
}

func TestMissingIsNotZero(t *testing.T) {
	rows := readCSV(t, built(t, testCity(), testRecords())[dir+"999997_kpi_indicators_2024.csv"])
	for i, want := range map[int]string{2: "code.reason.not-measured", 4: "opendata.note.parts", 5: "code.reason.not-yet", 6: "code.reason.actual-zero"} {
		must.Contain(t, rows[i]["note_en"], want+"@en", i)
	}
	if r := rows[5]; r["actual_value"] != "" || r["achievement_computed"] != "" || r["band"] != "pending" {
		t.Error(r)
	}
	if r := rows[2]; r["target_value"] != "" || !strings.Contains(r["target_text_ja"], "from=20 to=25.5") {
		t.Error(r["target_text_ja"])
	}
	must.Contain(t, rows[2]["note_ja"], "printed=―")
}

func TestFormulaGuardAndInertStrings(t *testing.T) {
	s := built(t, testCity(), testRecords())
	rows := readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"])
	last := rows[len(rows)-1]
	for name, want := range map[string]string{"name_ja": `'=cmd|'/C calc'!A0,"</script><script>alert(1)</script>" 二行目 &amp;`, "unit_ja": "'@SUM(A1)", "unit_en": "'+1,2"} {
		must.Be(t, last[name], want, name)
	}
	must.Be(t, rows[1]["baseline_value"], "-5", "a negative number was altered")
	actions := readCSV(t, s[dir+"999997_kpi_actions_2024.csv"])
	if actions[1]["text_ja"] != "'-訓練" || actions[2]["text_en"] != "-3" || actions[2]["period_text"] != "'=1+1" {
		t.Error(actions)
	}
	for path, b := range s {
		if strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".jsonld") {
			if i := bytes.IndexAny(b, "<>&\u2028\x01"); i >= 0 {
				t.Errorf("%s: %q", path, b[i:i+10])
			}
		}
		if !strings.HasSuffix(path, ".xlsx") && !strings.HasSuffix(path, ".zip") && bytes.Contains(b, []byte("⟦")) {
			i := bytes.Index(b, []byte("⟦"))
			t.Errorf("%s: a message is not listed: %s", path, b[i:min(len(b), i+60)])
		}
	}
	// What was written comes back.
	list := readJSON(t, s[dir+"indicators.json"])["indicators"].([]any)
	must.Be(t, str(list[len(list)-1], "name", "ja"), hostileText)
}

func TestTotalsAreEqual(t *testing.T) {
	city, records := testCity(), testRecords()
	s := built(t, city, records)
	bands, actions := map[string]int{}, 0
	for _, r := range records {
		a := kpi.Achieve(city, r)
		bands[a.Band]++
		actions += len(r.Actions)
	}
	got := map[string]int{}
	for _, row := range readCSV(t, s[dir+"999997_kpi_indicators_2024.csv"]) {
		got[row["band"]]++
	}
	if !maps.Equal(bands, got) {
		t.Error(bands, got)
	}
	must.Be(t, len(readCSV(t, s[dir+"999997_kpi_actions_2024.csv"])), actions)
	n := 0
	for _, i := range readJSON(t, s[dir+"indicators.json"])["indicators"].([]any) {
		n += len(i.(map[string]any)["actions"].([]any))
	}
	must.Be(t, n, actions)
}

func TestObservations(t *testing.T) {
	city, records := testCity(), testRecords()
	rows := readCSV(t, built(t, city, records)["data/999997_kpi_observations.csv"])
	find := func(id, part, measure string) map[string]string {
		for _, r := range rows {
			if r["indicator_id"] == id && r["part"] == part && r["measure"] == measure {
				return r
			}
		}
		t.Fatalf("no %s %s %s", id, part, measure)
		return nil
	}
	for _, c := range [][4]string{
		{"1-i-shihyo-1", "", "actual", "57"}, {"1-i-shihyo-2", "", "target", "20.00"}, {"1-i-shihyo-3", "", "target-from", "20"}, {"1-i-shihyo-3", "", "target-to", "25.5"},
		{"1-i-mokuhyo-5", "sessions", "actual", "29"}, {"1-i-mokuhyo-5", "people", "achievement", "103.3"}, {"1-i-shihyo-6", "", "actual", ""},
		{"1-i-shihyo-1", "", "achievement", "63.2"}, {"1-i-shihyo-1", "", "achievement-published", "63.2"}, {"1-i-mokuhyo-4", "", "actual", ""},
	} {
		if r := find(c[0], c[1], c[2]); r["value"] != c[3] {
			t.Errorf("%v: %v", c, r)
		}
	}
	if r := find("1-i-mokuhyo-4", "", "actual"); r["text_ja"] != "未策定" {
		t.Error(r)
	}
	if r := find("1-i-shihyo-6", "", "actual"); r["reason"] != "not-yet" || r["fiscal_year"] != "2024" {
		t.Error(r)
	}
	// The mean of the parts in the long form is the composite's achievement.
	sum := new(big.Rat)
	for _, v := range [][2]int64{{29, 10}, {31, 30}} {
		sum.Add(sum, big.NewRat(v[0]*100, v[1]))
	}
	if want := kpi.Round(sum.Quo(sum, big.NewRat(2, 1)), 1); find("1-i-mokuhyo-5", "", "achievement")["value"] != want {
		t.Error(want)
	}
}

// Each row of the long form says by itself what it is of.
func TestObservationsNameWhatTheyAreOf(t *testing.T) {
	set, err := New(testCity(), catalogues(t))
	must.Succeed(t, err)
	set.Sealed(map[kpi.Year]string{2023: "FY2023", 2024: "FY2024-2"})
	s := site{}
	all := set.Observations(s.create)
	for _, r := range testRecords() {
		a := kpi.Achieve(testCity(), r)
		must.Succeed(t, all.Add(set.Rows(Entry{Record: r, Achievement: &a, Initiative: initiative}).Observed()))
	}
	must.Succeed(t, all.Close())
	must.Succeed(t, all.Catalog(s.create))
	cases := map[string]string{
		"1-i-shihyo-1/":          "滞在時間|滞在時間 (en)|||指標|decrease|target/actual|behind|1-i-shihyo-1||method-changed|FY2024-2",
		"1-i-mokuhyo-5/":         "研修|研修 (en)|||目標|increase|mean|achieved|1-i-mokuhyo-5||ok|FY2024-2",
		"1-i-mokuhyo-5/sessions": "研修|研修 (en)|回数|Sessions|目標|increase|actual/target|achieved|1-i-mokuhyo-5||ok|FY2024-2",
	}
	seen := map[string]bool{}
	for _, r := range readCSV(t, s[set.ObservationsPath()]) {
		key := r["indicator_id"] + "/" + r["part"]
		want, ok := cases[key]
		if !ok {
			continue
		}
		seen[key] = true
		var got []string
		for _, f := range strings.Fields("name_ja name_en part_name_ja part_name_en kind direction rule band series_id previous_indicator_id comparability edition") {
			got = append(got, r[f])
		}
		must.Be(t, strings.Join(got, "|"), want, key, r["measure"])
	}
	must.Be(t, len(seen), len(cases), "rows of", seen, "only")
}

// A changed figure shows in every file that holds it.
func TestAChangedFigureShowsEverywhere(t *testing.T) {
	city, before := testCity(), testRecords()
	after := testRecords()
	after[0].Actual.Value = kpi.MustDecimal("58")
	a, b := built(t, city, before), built(t, city, after)
	var changed []string
	for _, path := range a.paths() {
		if !bytes.Equal(a[path], b[path]) {
			changed = append(changed, strings.TrimPrefix(path, dir))
		}
	}
	want := []string{"data/999997_kpi_observations.csv", "1-i-shihyo-1.csv", "1-i-shihyo-1.json", "999997_kpi_2024.xlsx", "999997_kpi_2024.zip",
		"999997_kpi_indicators_2024.csv", "catalog.jsonld", "datapackage.json", "indicators.json", "data/catalog.jsonld", "data/datapackage.json"}
	must.Equal(t, changed, want)
	again := built(t, city, testRecords())
	for path := range a {
		if !bytes.Equal(a[path], again[path]) {
			t.Errorf("%s differs between two builds", path)
		}
	}
}

func TestZipHoldsAllOfIt(t *testing.T) {
	s := built(t, testCity(), testRecords())
	b := s[dir+"999997_kpi_2024.zip"]
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must.Succeed(t, err)
	var names []string
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "999997_kpi_2024/")
		names = append(names, name)
		r, err := f.Open()
		must.Succeed(t, err)
		var content bytes.Buffer
		if _, err := content.ReadFrom(r); err != nil { // checks the CRC too
			t.Fatal(name, err)
		}
		if strings.HasPrefix(name, "README") {
			text := content.String()
			for _, want := range []string{"readme.licence.title", "readme.cite.text", "1-i-shihyo-1 滞在時間", "2025-10-01: ", "2025-09-01: ", "indicators.json", "planned_change_share"} {
				if !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, "滞在時間", "滞在時間 (en)")) {
					t.Errorf("%s lacks %s", name, want)
				}
			}
			if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || strings.Contains(text, "⟦") {
				t.Errorf("%s: line ends or gaps\n%s", name, text)
			}
		} else if !bytes.Equal(content.Bytes(), s[dir+name]) {
			t.Errorf("%s differs in the zip", name)
		}
	}
	want := "README.ja.txt README.en.txt 999997_kpi_indicators_2024.csv 999997_kpi_actions_2024.csv 999997_kpi_sections_2024.csv 999997_kpi_action_sections_2024.csv 999997_kpi_initiatives_2024.csv 999997_kpi_details_2024.csv 999997_kpi_codelist_2024.csv indicators.json 999997_kpi_2024.xlsx datapackage.json catalog.jsonld"
	must.Be(t, strings.Join(names, " "), want)
}

func TestOrderAndErrors(t *testing.T) {
	set, _ := New(testCity(), catalogues(t))
	s := site{}
	y := set.Year(testInfo(), s.create)
	r := testRecords()[0]
	r.Year = 2023
	a := kpi.Achieve(testCity(), r)
	if err := y.Add(set.Rows(Entry{Record: r, Achievement: &a})); err == nil {
		t.Error("rows of another year were taken")
	}
	if y.Close() == nil {
		t.Error("an error was forgotten")
	}
	// A year without indicators is still a whole file.
	s = site{}
	must.Succeed(t, set.Year(testInfo(), s.create).Close())
	must.Be(t, len(readJSON(t, s[dir+"indicators.json"])["indicators"].([]any)), 0)
}

// A year beside tables that stand comes to the same files, whatever the texts say,
// and writes none of the tables. What it compresses again is the run of the indicator that is another.
func TestYearBesideTables(t *testing.T) {
	var records []*kpi.Record
	for len(records) < 4*indicatorsOfRun {
		records = append(records, testRecords()...)
	}
	set, err := New(testCity(), catalogues(t))
	must.Succeed(t, err)
	fill := func(y *Year) {
		t.Helper()
		must.Succeed(t, y.Add(set.Node(year, initiative)))
		for _, r := range records {
			a := kpi.Achieve(testCity(), r)
			rows := set.Rows(Entry{Record: r, Achievement: &a, Initiative: initiative, URL: both("FY2024/"+string(r.Indicator.ID)+".html", "en/FY2024/"+string(r.Indicator.ID)+".html")})
			must.Succeed(t, y.Add(rows.Rest()))
			must.Succeed(t, y.Add(rows.Tables()))
		}
		must.Succeed(t, y.Close())
	}
	former, got, want := site{}, site{}, site{}
	first := set.Year(testInfo(), former.create)
	fill(first)
	records[indicatorsOfRun].Comment = map[string]kpi.Comment{"ja": {Markdown: "書き直した文"}}
	fill(set.Year(testInfo(), want.create))
	beside, err := set.YearBeside(testInfo(), got.create, first.Kept(), former[set.ZipPath(year)])
	must.Succeed(t, err)
	fill(beside)
	if was, now := first.json.runs, beside.json.runs; len(was) < 4 || len(was) != len(now) || was[0] != now[0] || was[1] == now[1] || was[2] != now[2] {
		t.Errorf("runs %v, before %v", now, was)
	}
	for _, r := range first.json.runs {
		if beside.json.former[r.sum] == nil {
			t.Error("a run was forgotten")
		}
	}
	must.Be(t, len(got), 4, "files", got.paths())
	for path, data := range got {
		if IsTable(path) || !bytes.Equal(data, want[path]) {
			t.Errorf("%s is another file", path)
		}
	}
	if bytes.Equal(want[set.ZipPath(year)], former[set.ZipPath(year)]) {
		t.Error("nothing was edited")
	}
	if _, err := set.YearBeside(testInfo(), got.create, first.Kept(), former[Dir(year)+"indicators.json"]); err == nil {
		t.Error("tables were taken from what is no zip")
	}
}
