package desk

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// TestProgress counts the town's draft before and after figures come in.
func TestProgress(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	of := func(year kpi.Year, section string) SectionProgress {
		t.Helper()
		p, err := ProgressOf(src, year, "", "")
		must.Succeed(t, err)
		i := slices.IndexFunc(p.Sections, func(s SectionProgress) bool { return s.ID == section })
		if i < 0 {
			t.Fatalf("no section %s in %+v", section, p.Sections)
		}
		return p.Sections[i]
	}
	before := of(2025, "hoken")
	if before.Indicators != 4 || before.Figures != (Count{12, 8, 4, 0}) || before.Comments != (Count{4, 0, 4, 0}) || len(before.Open) != 4 ||
		!slices.Equal(before.Open[0].Missing, []string{"actual", "comment"}) {
		t.Errorf("before: %+v", before)
	}
	// Provisional figures and printed rates that do not come out are in doubt,
	// figures that are not yet out are missing, and old translations are counted.
	last := of(2024, "hoken")
	if last.Figures != (Count{12, 11, 1, 1}) || last.Comments != (Count{4, 4, 0, 0}) {
		t.Errorf("last year: %+v", last)
	}
	inFile(t, dir, "data/FY2024/1-i.toml", `published = "100"`, `published = "99"`)
	inFile(t, dir, "data/FY2024/1-i.toml", `, en = "Telephone those who have not been examined"`, "")
	inFile(t, dir, "data/FY2025/year.toml", `status = "draft"`, "status = \"draft\"\ndue = 2026-05-29")
	src, _ = openTown(t, dir)
	if now := of(2024, "hoken"); now.Figures.Doubt != 2 || now.Untranslated != last.Untranslated+1 {
		t.Errorf("in doubt: %+v", now)
	}

	p, err := ProgressOf(src, 0, "", "")
	if err != nil || p.Due != "2026-05-29" || p.Year != "FY2025" {
		t.Fatalf("%+v %v", p, err)
	}
	distinct := map[string]bool{}
	for _, s := range p.Sections {
		for _, o := range s.Open {
			distinct[o.Indicator] = true
		}
	}
	if p.Total.Indicators < len(distinct) || p.Total.Figures.Wanted != p.Total.Figures.In+p.Total.Figures.Missing {
		t.Errorf("total %+v of %d", p.Total, len(distinct))
	}
	var text, table, data bytes.Buffer
	if p.WriteText(&text, "ja", false) != nil || p.WriteCSV(&table, "en") != nil || p.WriteJSON(&data) != nil {
		t.Fatal("not written")
	}
	for _, want := range []string{"令和7年度の集まり具合（締め切り 令和8年5月29日（金））", "保健予防係：指標 4件、数字 8/12（まだ 4）、評価 0/4（まだ 4）"} {
		must.Contain(t, text.String(), want)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(p.Sections)+1 || rows[0][0] != "Section in charge" || rows[1][10] != "2026-05-29" {
		t.Errorf("%v %v", rows, err)
	}
	var back Progress
	if err := json.Unmarshal(data.Bytes(), &back); err != nil || len(back.Sections) != len(p.Sections) || back.Total.Figures != p.Total.Figures {
		t.Errorf("%s %v", data.String(), err)
	}
	one, err := ProgressOf(src, 2025, "2026-06-01", "hoken")
	if err != nil || len(one.Sections) != 1 || one.Due != "2026-06-01" || one.Total.Indicators != 4 {
		t.Errorf("%+v %v", one, err)
	}
	text.Reset()
	one.WriteText(&text, "en", false)
	must.Contain(t, text.String(), "健康ポイント事業の参加者数: missing Actual, Evaluation")
	if _, err := ProgressOf(src, 2031, "", ""); err == nil {
		t.Error("a year that is not there was counted")
	}
}

// TestProgressPage shows it in the preview, with names as text.
func TestProgressPage(t *testing.T) {
	s := &screen{dir: town(t), lang: "ja", port: 8000, ctx: t.Context(), changed: make(chan struct{})}
	get := func(path string) string {
		r := httptest.NewRequest("GET", "http://127.0.0.1:8000"+path, nil)
		w := httptest.NewRecorder()
		s.handler().ServeHTTP(w, r)
		if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
		return w.Body.String()
	}
	page := get("/-/progress")
	for _, want := range []string{"<th scope=\"row\">保健予防係</th><td>4</td><td>12</td><td>8</td><td>4</td>", "まだ 実績値、評価内容", `<li><a href="/-/edit/FY2025/`, `<a href="/-/edit/">ブラウザーで書く</a>`, "&lt;script&gt;alert(1)"} {
		must.Contain(t, page, want)
	}
	if page = get("/-/progress?year=FY2031"); !strings.Contains(page, "FY2031 はまだありません") {
		t.Error(page)
	}
}

// TestNoCellOfCSVIsAFormula: headings and dates are guarded as all other cells are.
func TestNoCellOfCSVIsAFormula(t *testing.T) {
	var b bytes.Buffer
	must.Succeed(t, writeCSV(&b, [][]string{{"=heading", "-3"}, {"@section", "＝合計"}}))
	if want := "\ufeff'=heading,-3\r\n'@section,'＝合計\r\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
