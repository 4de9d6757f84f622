package main

import (
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// What the city printed as the period of an action is always kept. What names
// months has a bar, an English form and months in the open data; the rest is
// shown as printed, and the picture says why it has no bar.
func TestPrintedPeriodsAreKept(t *testing.T) {
	dir := town(t)
	file := filepath.Join(dir, "data/FY2024/1-a.toml")
	for _, c := range [][2]string{
		{"R5.10～R6.5", "通年"}, {"R6.9まで", "R6.4、R6.9"}, {"令和６年４月～11月", "令和6年度～令和8年度"},
		{"R6.4から", "令和6年10月頃"}, {"R6.4～R7.1", "上半期"}, {"R６.８", "R6.14"}, {"～R7.2", "令和8年度"},
	} {
		substitute(t, file, `period   = "`+c[0]+`"`, `period   = "`+c[1]+`"`)
	}
	code, stdout, stderr := tassei(t, "check", "--source", dir, "--lang", "en")
	if code != exitFine || strings.Count(stdout+stderr, "K129") != 2 { // R6.14, in the line and its hint
		t.Fatalf("check: %d\n%s%s", code, stdout, stderr)
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, out)
	site := files(t, out)
	all := func(folder string) string {
		var b strings.Builder
		for name, text := range site {
			if strings.HasPrefix(name, folder) && strings.Contains(name, "1-a-") && strings.HasSuffix(name, ".html") {
				b.WriteString(text)
			}
		}
		return b.String()
	}
	japanese, english := all("FY2024/"), all("en/FY2024/")
	for _, want := range []string{"通年", "R6.4、R6.9", "令和6年度～令和8年度", "令和6年10月頃", "上半期", "R6.14", "令和8年度",
		"R6.4、R6.9（月が決まらないので、図に描けません）", "R6.14（月が決まらないので、図に描けません）", "令和8年度（この図の外）"} {
		must.Contain(t, japanese, want, "Japanese page says")
	}
	for _, want := range []string{"Apr 2024 – Mar 2025", "Apr 2024 – Sep 2024", "Apr 2024 – Mar 2027", `lang="ja">R6.4、R6.9<`, `lang="ja">令和6年10月頃<`,
		"words that name no months", "Apr 2026 – Mar 2027 (outside of this picture)"} {
		must.Contain(t, english, want, "English page says")
	}
	var actions string
	for name, text := range site {
		if strings.HasSuffix(name, "_kpi_actions_2024.csv") {
			actions = text
		}
	}
	for _, want := range []string{",通年,2024-04,2025-03,", ",R6.4、R6.9,,,", ",令和6年度～令和8年度,2024-04,2027-03,", ",R6.14,,,"} {
		must.Contain(t, actions, want, "the actions table has")
	}
}
