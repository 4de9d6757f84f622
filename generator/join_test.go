package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"

	"golang.org/x/net/html"
)

// A researcher has the CSV files of three towns over ten years and nothing else.
// The towns rename, renumber, move, merge, swap and end indicators, each in other
// years, and give old numbers to new indicators.

// stretch is some years of a measurement under one id and name.
type stretch struct {
	id       string // 1-a-shihyo-3
	from, to int
	name     string
	formerly string // the id that it had the year before, where that is another
	anew     bool   // the id was another measurement's the year before, or the name is new and it goes on
	changed  bool   // counted another way from here on
}

// joinYears are those of every town.
const joinFrom, joinTo = 2015, 2024

// measurements are what a town measured, in truth; shift moves the years in
// which something happened.
func measurements(shift int) map[string][]stretch {
	at := func(year int) int { return year + shift }
	return map[string][]stretch{
		"steady":    {{id: "1-a-shihyo-1", from: joinFrom, to: joinTo, name: "相談の件数"}},
		"renamed":   {{id: "1-a-shihyo-2", from: joinFrom, to: at(2018), name: "参加者の数"}, {id: "1-a-shihyo-2", from: at(2019), to: joinTo, name: "催しの参加者数", anew: true}},
		"wandering": {{id: "1-a-shihyo-3", from: joinFrom, to: at(2016), name: "利用者の数"}, {id: "1-a-shihyo-4", from: at(2017), to: at(2019), name: "利用者の数", formerly: "1-a-shihyo-3"}, {id: "1-i-shihyo-1", from: at(2020), to: at(2021), name: "利用者の数", formerly: "1-a-shihyo-4"}, {id: "2-a-shihyo-1", from: at(2022), to: joinTo, name: "延べ利用者数", formerly: "1-i-shihyo-1"}},
		"ended":     {{id: "1-a-shihyo-4", from: joinFrom, to: at(2016), name: "配布した冊子の数"}},
		"late":      {{id: "1-a-shihyo-3", from: at(2017), to: joinTo, name: "訓練の回数", anew: true}},
		"merged":    {{id: "1-a-shihyo-5", from: joinFrom, to: at(2018), name: "窓口の申請"}, {id: "1-i-shihyo-2", from: at(2019), to: joinTo, name: "申請の総数", formerly: "1-a-shihyo-5", changed: true}},
		"taken in":  {{id: "1-a-shihyo-6", from: joinFrom, to: at(2018), name: "郵送の申請"}},
		"left":      {{id: "1-i-shihyo-3", from: joinFrom, to: at(2020), name: "植えた木の数"}, {id: "1-i-shihyo-4", from: at(2021), to: joinTo, name: "植えた木の数", formerly: "1-i-shihyo-3"}},
		"right":     {{id: "1-i-shihyo-4", from: joinFrom, to: at(2020), name: "直した橋の数"}, {id: "1-i-shihyo-3", from: at(2021), to: joinTo, name: "直した橋の数", formerly: "1-i-shihyo-4"}},
	}
}

// joinTown is one town and the values that it measured.
type joinTown struct {
	code, name string
	shift      int
	more       []stretch // what it measured besides
}

func (j joinTown) measured() map[string][]stretch {
	all := measurements(j.shift)
	if len(j.more) > 0 {
		all["more"] = j.more
	}
	return all
}

func (j joinTown) value(what string, year int) int {
	sum := 0
	for _, r := range j.code + what {
		sum = (sum*31 + int(r)) % 900
	}
	return 100 + sum + 3*(year-joinFrom)
}

func (j joinTown) write(t *testing.T, dir string) {
	t.Helper()
	all := j.measured()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o777))
		must.Succeed(t, os.WriteFile(path, []byte(text), 0o666))
	}
	put("data/city.toml", fmt.Sprintf("name = {ja = %[1]q}\ntitle = {ja = \"%[2]s 評価\"}\ncode = %[3]q\nlanguages = [\"ja\"]\ncomments = \"optional\"\n\n[achievement]\nrule = \"ratio\"\n", j.name, j.name, j.code))
	put("data/sections.toml", "[[section]]\nid = \"kikaku\"\nname = {ja = \"企画課\"}\n\n[[section]]\nid = \"kurashi\"\nname = {ja = \"くらし課\"}\n")
	ids := map[string][]stretch{} // by id
	for _, list := range all {
		for _, s := range list {
			ids[s.id] = append(ids[s.id], s)
		}
	}
	plan := map[string]string{"1-a": "⑴-ア", "1-i": "⑴-イ", "2-a": "⑵-ア"}
	for i, sheet := range slices.Sorted(maps.Keys(plan)) {
		text := fmt.Sprintf("code = %q\nname = {ja = \"施策%d\"}\norder = %d\n", plan[sheet], i+1, i+1)
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			number, mine := strings.CutPrefix(id, sheet+"-shihyo-")
			if !mine {
				continue
			}
			from, to := joinTo, joinFrom
			for _, s := range ids[id] {
				from, to = min(from, s.from), max(to, s.to)
			}
			text += fmt.Sprintf("\n[[indicator]]\nkind = \"指標\"\nnumber = %s\nname = {ja = \"計画の%s\"}\nunit = {ja = \"件\"}\nmeasured = \"number\"\ndirection = \"increase\"\n", number, id)
			if from > joinFrom {
				text += fmt.Sprintf("since = \"FY%d\"\n", from)
			}
			if to < joinTo {
				text += fmt.Sprintf("until = \"FY%d\"\n", to)
			}
		}
		put("data/plan/"+sheet+".toml", text)
	}
	for year := joinFrom; year <= joinTo; year++ {
		put(fmt.Sprintf("data/FY%d/year.toml", year), fmt.Sprintf("status = \"published\"\ntitle = {ja = \"%d年度\"}\ndate = %d-09-30\n", year, year+1))
		sheets := map[string]string{}
		for _, what := range slices.Sorted(maps.Keys(all)) {
			for _, s := range all[what] {
				if year >= s.from && year <= s.to {
					sheets[s.id[:3]] += j.record(what, s, year)
				}
			}
		}
		for sheet, text := range sheets {
			put(fmt.Sprintf("data/FY%d/%s.toml", year, sheet), text)
		}
	}
}

func (j joinTown) record(what string, s stretch, year int) string {
	v := j.value(what, year)
	text := fmt.Sprintf("[[record]]\nindicator = %q\nname = {ja = %q}\nbaseline = %d\ntarget = %d\nactual = %d\nsections = [\"kikaku\", \"kurashi\"]\n", s.id[4:], s.name, v-50, v+10, v)
	if year == s.from && year > joinFrom {
		switch {
		case s.formerly != "":
			text += fmt.Sprintf("formerly = %q\n", s.formerly)
		case s.anew:
			text += fmt.Sprintf("continues = %v\n", what == "renamed")
		}
		if s.changed {
			text += "comparability = {state = \"method-changed\", ja = \"窓口と郵送を合わせた\"}\n"
		}
	}
	return text + "\n"
}

// rowsOf reads a CSV by its header.
func rowsOf(t *testing.T, file string) []map[string]string {
	t.Helper()
	b := must.Read(t, file)
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
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

// line is a series as text: FY2015 100, FY2016 103 …
func line(values map[string]string) string {
	var parts []string
	for _, year := range slices.Sorted(maps.Keys(values)) {
		parts = append(parts, year+" "+values[year])
	}
	return strings.Join(parts, ", ")
}

func TestTenYearsOfThreeTownsJoin(t *testing.T) {
	towns := []joinTown{{name: "東見町", code: "991015"}, {name: "西見町", shift: 1, code: "991023"}, {name: "南見町", shift: 2, code: "991031"}}
	var want []string
	var folders []string
	for i := range towns {
		town := towns[i]
		dir := filepath.Join(t.TempDir(), "town")
		town.write(t, dir)
		if code, _, talk := tassei(t, "build", "--source", dir, "--quiet", "--lang", "en"); code != exitFine {
			t.Fatalf("%s: exit %d\n%s", town.name, code, talk)
		}
		folders = append(folders, filepath.Join(dir, "public", "data"))
		for what, list := range measurements(town.shift) {
			values := map[string]string{}
			for _, s := range list {
				for year := s.from; year <= min(s.to, joinTo); year++ {
					values[strconv.Itoa(year)] = strconv.Itoa(town.value(what, year))
				}
			}
			want = append(want, town.code+": "+line(values))
		}
	}
	slices.Sort(want)
	for how, join := range map[string]func(*testing.T, []string) []string{"by series_id": joinBySeries, "by previous_indicator_id": joinByPrevious} {
		got := join(t, folders)
		slices.Sort(got)
		must.Equal(t, got, want, how)
	}
	joinSections(t, folders)
	joinLines(t, folders)
}

// joinLines reads the line of years of what wandered over three sheets, the last
// of which took its number in some other year in each town: it is there whole.
func joinLines(t *testing.T, folders []string) {
	for _, folder := range folders {
		b := must.Read(t, filepath.Join(folder, "..", "FY2024", "2-a-shihyo-1.html"))
		root, err := html.Parse(bytes.NewReader(b))
		must.Succeed(t, err)
		rows := 0
		for _, table := range all(root, classed("trend-table")) {
			rows += len(all(table, tagged("tr"))) - 1
		}
		if want := joinTo - joinFrom + 1; rows != want {
			t.Errorf("%s: the line has %d years, want %d", folder, rows, want)
		}
	}
}

// An indicator that goes on under its id while one of another sheet says that it
// was the same is told: no table over the years could say whose values are whose.
func TestTwoCannotGoOnFromOne(t *testing.T) {
	town := joinTown{code: "991015", name: "東見町", more: []stretch{{id: "1-a-shihyo-5", from: 2019, to: 2020, name: "窓口の申請"}}}
	dir := filepath.Join(t.TempDir(), "town")
	town.write(t, dir)
	code, stdout, stderr := tassei(t, "check", "--source", dir, "--lang", "en")
	if said := stdout + stderr; code != exitProblems || !strings.Contains(said, "data/FY2019/1-i.toml") || !strings.Contains(said, "both shihyo-2 and 1-a-shihyo-5 go on from 1-a-shihyo-5 of an earlier year") {
		t.Errorf("exit %d\n%s", code, said)
	}
}

// joinBySeries stacks the tables over all years and groups by place and series.
func joinBySeries(t *testing.T, folders []string) []string {
	series := map[string]map[string]string{}
	broken := 0
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*_kpi_observations.csv"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		for _, r := range rowsOf(t, files[0]) {
			if r["measure"] != "actual" {
				continue
			}
			key := r["region_code"] + ": " + r["series_id"]
			if series[key] == nil {
				series[key] = map[string]string{}
			}
			if was, twice := series[key][r["fiscal_year"]]; twice {
				t.Errorf("%s has two values of %s: %s and %s", key, r["fiscal_year"], was, r["value"])
			}
			series[key][r["fiscal_year"]] = r["value"]
			if r["comparability"] == "method-changed" {
				broken++
			}
		}
	}
	must.Be(t, broken, len(folders), "years are told to be counted another way")
	var all []string
	for key, values := range series {
		code, _, _ := strings.Cut(key, ":")
		all = append(all, code+": "+line(values))
	}
	return all
}

// joinByPrevious walks from each year's table to the one before.
func joinByPrevious(t *testing.T, folders []string) []string {
	var all []string
	for _, folder := range folders {
		open := map[string]map[string]string{} // by the id that the series had the year before
		code := ""
		for year := joinFrom; year <= joinTo; year++ {
			files, err := filepath.Glob(filepath.Join(folder, fmt.Sprintf("FY%d", year), "*_kpi_indicators_*.csv"))
			if err != nil || len(files) != 1 {
				t.Fatal(files, err)
			}
			now := map[string]map[string]string{}
			for _, r := range rowsOf(t, files[0]) {
				code = r["region_code"]
				values := map[string]string{}
				if before := r["previous_indicator_id"]; before != "" {
					if open[before] == nil {
						t.Fatalf("%s of FY%d goes on from %s, which is not there", r["indicator_id"], year, before)
					}
					values = open[before]
					delete(open, before)
				}
				values[r["fiscal_year"]] = r["actual_value"]
				now[r["indicator_id"]] = values
			}
			for _, ended := range open {
				all = append(all, code+": "+line(ended))
			}
			open = now
		}
		for _, values := range open {
			all = append(all, code+": "+line(values))
		}
	}
	return all
}

// joinSections finds who is in charge of what by the table of sections and the
// code list, and no list is taken apart.
func joinSections(t *testing.T, folders []string) {
	for _, folder := range folders {
		dir := filepath.Join(folder, "FY2024")
		read := func(table string) []map[string]string {
			files, err := filepath.Glob(filepath.Join(dir, "*_kpi_"+table+"_2024.csv"))
			if err != nil || len(files) != 1 {
				t.Fatal(table, files, err)
			}
			return rowsOf(t, files[0])
		}
		names := map[string]string{}
		for _, r := range read("codelist") {
			if r["vocabulary"] == "section" {
				names[r["code"]] = r["name_ja"]
			}
		}
		charge := map[string][]string{}
		for _, r := range read("sections") {
			charge[r["indicator_id"]] = append(charge[r["indicator_id"]], names[r["section_id"]])
		}
		for _, r := range read("indicators") {
			must.Be(t, strings.Join(charge[r["indicator_id"]], "、"), "企画課、くらし課", folder, r["indicator_id"], "is in the charge of")
		}
	}
}
