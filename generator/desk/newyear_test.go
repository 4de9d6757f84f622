package desk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// town copies the invented town into a folder that a test may change.
func town(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must.Succeed(t, os.CopyFS(dir, os.DirFS("../testdata/town")))
	return dir
}

// opened is a city's folder as it is, open to the end of the test.
func opened(t *testing.T, dir string) *source.Source {
	t.Helper()
	src, _, err := source.Open(dir)
	must.Succeed(t, err)
	t.Cleanup(func() { src.Close() })
	return src
}

func openTown(t *testing.T, dir string) (*source.Source, *diag.List) {
	t.Helper()
	src := opened(t, dir)
	return src, src.Check(source.Options{})
}

func newYear(t *testing.T, src *source.Source, year kpi.Year) []output.Edit {
	t.Helper()
	edits, err := NewYear(src, year)
	must.Succeed(t, err)
	return edits
}

func noErrors(t *testing.T, list *diag.List) {
	t.Helper()
	if list.Errors() > 0 {
		var b strings.Builder
		list.Text(&b, "en", diag.Plain)
		t.Fatalf("check finds errors:\n%s", b.String())
	}
}

func records(t *testing.T, src *source.Source, year kpi.Year) map[kpi.ID]*kpi.Record {
	t.Helper()
	all := map[kpi.ID]*kpi.Record{}
	for i := range src.Initiatives() {
		sheet, _ := src.Sheet(i)
		for _, r := range sheet.In(year) {
			all[r.Indicator.ID] = r
		}
	}
	return all
}

func TestNewYear(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	edits := newYear(t, src, 2026)
	for _, e := range edits {
		if !e.New {
			t.Errorf("%s would be overwritten", e.Path)
		}
	}
	must.Succeed(t, must.Err(output.WriteSet(dir, edits)))
	src, list := openTown(t, dir)
	noErrors(t, list)
	years := src.Years()
	if last := years[len(years)-1]; last.Year != 2026 || !last.Draft {
		t.Fatalf("last year is %+v, want FY2026 as a draft", last)
	}
	before, now := records(t, src, 2025), records(t, src, 2026)
	must.Be(t, len(now), len(before), "records")
	for id, r := range now {
		old := before[id]
		if !equalFigures(r.Baseline, old.Baseline) || !r.Method.Equal(old.Method) {
			t.Errorf("%s: baseline and method are not those of the year before", id)
		}
		if r.Actual.Kind != kpi.Unset || r.Published != "" {
			t.Errorf("%s: actual and achievement are not blank", id)
		}
		for i := range r.Parts {
			if !equalFigures(r.Parts[i].Baseline, old.Parts[i].Baseline) || r.Parts[i].Actual.Kind != kpi.Unset {
				t.Errorf("%s: part %d is not carried over", id, i)
			}
		}
	}
	// Every blank is listed: an actual of each figure, target where the plan has none.
	blank := map[string]int{}
	for _, p := range list.All() {
		if strings.HasPrefix(p.File, "data/FY2026/") && p.Code == "K222" {
			blank[p.Args["key"]]++
		}
	}
	last := 0 // whose final target is for this year
	for _, r := range now {
		if f := r.Indicator.Final; f != nil && f.Year == 2026 {
			last++
		}
	}
	if figures := len(now) + 1; last == 0 || blank["actual"] != figures || blank["target"] != figures-last {
		t.Errorf("blanks listed: %v, want %d of actual and %d of target", blank, figures, figures-last)
	}
	if _, err := NewYear(src, 2026); err == nil {
		t.Error("the year was made twice")
	}
}

// TestNewYearFromPublished takes over from a year that has everything.
func TestNewYearFromPublished(t *testing.T) {
	dir := town(t)
	must.Succeed(t, os.RemoveAll(filepath.Join(dir, "data/FY2025")))
	os.RemoveAll(filepath.Join(dir, "content/FY2025"))
	src, _ := openTown(t, dir)
	edits := newYear(t, src, 2025)
	must.Succeed(t, must.Err(output.WriteSet(dir, edits)))
	src, list := openTown(t, dir)
	noErrors(t, list)
	before, now := records(t, src, 2024), records(t, src, 2025)
	for id, r := range now {
		old := before[id]
		if !r.Method.Equal(old.Method) || !r.Baseline.AsOf.Text.Equal(old.Baseline.AsOf.Text) ||
			!slices.Equal(r.Baseline.AsOf.Months, old.Baseline.AsOf.Months) {
			t.Errorf("%s: method or date of the baseline is lost", id)
		}
		if want := r.Indicator.Targets[2025]; !equalFigures(r.Target, want) {
			t.Errorf("%s: target is %+v, want the plan's %+v", id, r.Target, want)
		}
	}
	text := string(edits[slices.IndexFunc(edits, func(e output.Edit) bool { return strings.HasSuffix(e.Path, "1-a.toml") })].Data)
	for _, want := range []string{
		"# 指標1 保育所等の待機児童数\n# 少ないほどよい指標です。単位は人です（数値には書きません）。\n[[record]]\n",
		"baseline  = 12  # 前年度と同じ基準値です\ntarget    = 2  # 計画の目標値です\n# actual    =  # 前年度は 0\n# published =  # 前年度は記載なし\n# grade     =  # 前年度は \"S\"\n",
		"# target    =  # 前年度は 12\n",
		"  # period   = \"R7.4～R8.3\"\n",
	} {
		must.Contain(t, text, want, "1-a.toml")
	}
	again, err := NewYear(src, 2025)
	var f *Fault
	if !errors.As(err, &f) || again != nil || !strings.Contains(f.In("ja"), "上書きはしません") {
		t.Errorf("an existing year: %v", err)
	}
}

// TestNewYearBlanks uncomments each blank and writes a value, as a clerk does.
// What is proposed for the source document is what the year before had; without
// one, no number of any city stands there.
func TestNewYearProposesTheSourceOfTheYearBefore(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", "# file  = \"source/evaluation-sheets.txt\"\n# pages = 4\n"},
		{"pages = 4\n", "", "# file  = \"source/evaluation-sheets.txt\"\n# name  ="},
		{"file  = \"source/evaluation-sheets.txt\"\npages = 4\n", "", "# file  = \"source/results.pdf\"\n# name  ="},
	} {
		dir := town(t)
		must.Succeed(t, os.RemoveAll(filepath.Join(dir, "data/FY2025")))
		must.Succeed(t, os.RemoveAll(filepath.Join(dir, "content/FY2025")))
		file := filepath.Join(dir, "data/FY2024/year.toml")
		text, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(text), c.old) {
			t.Fatal(err, c.old)
		}
		must.Succeed(t, os.WriteFile(file, []byte(strings.Replace(string(text), c.old, c.new, 1)), 0o666))
		src, _ := openTown(t, dir)
		edits := newYear(t, src, 2025)
		i := slices.IndexFunc(edits, func(e output.Edit) bool { return e.Path == "data/FY2025/year.toml" })
		if i < 0 || !strings.Contains(string(edits[i].Data), c.want) {
			t.Errorf("without %q nothing of %q in\n%s", c.old, c.want, edits[max(i, 0)].Data)
		}
	}
}

func TestNewYearBlanks(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	edits := newYear(t, src, 2026)
	for i, e := range edits {
		lines := strings.Split(string(e.Data), "\n")
		for j, l := range lines {
			for _, key := range []string{"target", "actual", "published"} {
				if bare := strings.TrimLeft(l, " "); strings.HasPrefix(bare, "# "+key) && strings.Contains(l, "=  #") && !strings.Contains(l, "done =") {
					lines[j] = strings.Replace(strings.Replace(l, "# ", "", 1), "=  #", "= 7  #", 1)
				}
			}
		}
		edits[i].Data = []byte(strings.Join(lines, "\n"))
	}
	must.Succeed(t, must.Err(output.WriteSet(dir, edits)))
	src, _ = openTown(t, dir)
	r := records(t, src, 2026)["1-i-shihyo-1"]
	if r.Actual.Value.String() != "7" || r.Published != "7" {
		t.Errorf("what was filled in is not read: %+v", r.Actual)
	}
}

func equalFigures(a, b kpi.Figure) bool {
	return inlineFigure(a, []string{"ja", "en"}) == inlineFigure(b, []string{"ja", "en"})
}

func TestNewCity(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "city")
	must.Succeed(t, NewCity(dir, CityOptions{Year: 2025}))
	src, list := openTown(t, dir)
	noErrors(t, list)
	for _, p := range list.All() {
		if p.Code != "K222" && p.Code != "K411" {
			t.Errorf("%s:%d: %s: a new city has blanks and nothing else", p.File, p.Line, p.Code)
		}
	}
	if len(src.Years()) != 1 || !src.Years()[0].Draft || len(src.Initiatives()) != 1 || len(src.Pages()) != 3 {
		t.Errorf("years %+v, pages %v", src.Years(), src.Pages())
	}
	for _, name := range []string{".gitignore", ".gitattributes", "README.md", "data/README.md", "data/KEYS.md"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == "data/KEYS.md" || strings.HasPrefix(name, "data/.schema") { // which explain such placeholders
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		for _, left := range []string{"{year}", "{next}", "{fiscal}", "{period}", "{digest}"} {
			if strings.Contains(string(data), left) {
				t.Errorf("%s: the placeholder %s is left", name, left)
			}
		}
		return err
	})
	if err := NewCity(dir, CityOptions{Year: 2025}); err == nil {
		t.Error("an existing folder was overwritten")
	}
	// A new city goes on to its next year.
	edits := newYear(t, src, 2026)
	must.Succeed(t, must.Err(output.WriteSet(dir, edits)))
	_, list = openTown(t, dir)
	noErrors(t, list)
}

// A city of any kind builds at once: it has no word of a language that it does not
// write, and no error.
func TestNewCityOfAnyKind(t *testing.T) {
	for name, o := range map[string]CityOptions{
		"council":  {Year: 2024, Name: "Larch County", Languages: []string{"en"}, FirstMonth: 1, Code: "ISO 3166-2:CA-XX", Kinds: []string{"Measure"}, Levels: []string{"Priority", "Objective", "Action"}},
		"plan":     {Year: 2024, Name: "星野町", Languages: []string{"ja"}, Kinds: []string{"成果指標", "活動指標"}, Levels: []string{"基本目標", "政策", "施策", "基本事業"}, Code: "131016"},
		"english":  {Year: 2025, Languages: []string{"en", "ja"}},
		"two more": {Year: 2025, Languages: []string{"en", "cy"}, Kinds: []string{"KPI", "Milestone"}},
		"german":   {Year: 2025, Languages: []string{"de"}},
	} {
		dir := filepath.Join(t.TempDir(), "city")
		must.Succeed(t, NewCity(dir, o), name)
		src, list := openTown(t, dir)
		noErrors(t, list)
		for _, p := range list.All() {
			if p.Code == "K414" {
				t.Errorf("%s: %s: a standing page does not know its original", name, p.File)
			}
		}
		if years := src.Years(); len(years) != 1 || years[0].Year != o.Year || !years[0].Draft {
			t.Error(name, years)
		}
		city := src.City()
		if len(city.Levels) != len(o.Levels) || len(o.Levels) > 0 && len(src.Initiatives()) != len(o.Levels) {
			t.Error(name, city.Levels, src.Initiatives())
		}
		stands := 0 // of the examples, were the year published
		for _, i := range src.Initiatives() {
			stands += 1 + len(i.Indicators)
		}
		yearFile := filepath.Join(dir, "data", o.Year.String(), "year.toml")
		text, err := os.ReadFile(yearFile)
		must.Succeed(t, err)
		must.Succeed(t, os.WriteFile(yearFile, bytes.Replace(text, []byte(`"draft"`), []byte(`"published"`), 1), 0o644))
		_, list = openTown(t, dir)
		for _, p := range list.All() {
			if p.Code == "K227" && p.Args["message"] == "example" {
				stands--
			}
		}
		must.Be(t, stands, 0, name, "examples of the plan would be published")
		if o.Name != "" && city.Name[o.Languages[0]] != o.Name || city.Calendar.FirstMonth != o.FirstMonth {
			t.Error(name, city.Name, city.Calendar)
		}
		if slices.Contains(o.Languages, "ja") {
			continue
		}
		for _, file := range []string{"data/city.toml", "data/plan/1-a.toml", "data/sections.toml", "data/" + o.Year.String() + "/1-a.toml", "content/pages/" + o.Languages[0] + "/about.md"} {
			data, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Error(err)
			}
			text := strings.ReplaceAll(string(data), "○", "")
			if i := strings.IndexFunc(text, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }); i >= 0 {
				t.Errorf("%s: %s has Japanese: %q", name, file, text[i:min(len(text), i+40)])
			}
		}
	}
	for name, o := range map[string]CityOptions{
		"language": {Year: 2025, Languages: []string{"ja", "ja"}}, "month": {Year: 2025, FirstMonth: 13}, "word": {Year: 2025, Name: `a"b`}, "year": {Year: 3000},
	} {
		if err := NewCity(filepath.Join(t.TempDir(), "city"), o); err == nil {
			t.Error(name)
		}
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"課":             `"課"`,
		`"町民の声"`:        `'"町民の声"'`,
		`a"b'c\d`:       `"a\"b'c\\d"`,
		"二行\nと\tタブ\x01": `"二行\nと\tタブ\u0001"`,
	} {
		must.Be(t, toml.Quote(in), want, "toml.Quote", in)
	}
}

// The first year's blanks say nothing of a year before it.
func TestFirstYearHasNoYearBefore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "machi")
	must.Succeed(t, NewCity(dir, CityOptions{Year: 2025}))
	must.Succeed(t, os.RemoveAll(filepath.Join(dir, "data/FY2025")))
	src, _ := openTown(t, dir)
	edits := newYear(t, src, 2025)
	for _, e := range edits {
		if text := string(e.Data); strings.Contains(text, "前年度") || strings.Contains(text, " \n") {
			t.Errorf("%s:\n%s", e.Path, text)
		}
	}
}
