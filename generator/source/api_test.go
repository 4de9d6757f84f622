package source

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/must"
)

func open(t testing.TB, dir string) *Source {
	s, list, err := Open(dir)
	must.Succeed(t, err)
	if list.Errors() > 0 {
		t.Fatal(say(t, list, "en"))
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestOpenSharedFacts(t *testing.T) {
	s := open(t, "testdata/base")
	c := s.City()
	if c.Name["en"] != "Mihon City" || c.Code != "990001" || c.Licence.ID != "CC-BY-4.0" || c.Contact.URL != "mailto:kikaku@example.jp" ||
		len(c.Bands) != 3 || !c.Bands[2].Open || c.Bands[1].From.String() != "80" || c.Grade("A").Meaning["ja"] != "順調" || len(c.Terms) != 1 {
		t.Errorf("%+v", c)
	}
	years := s.Years()
	if len(years) != 3 || years[0].Year != 2024 || years[0].Source.Pages != 4 || years[0].PublishedOn != "2025-08-01" ||
		len(years[0].Corrections) != 1 || years[1].Draft || !years[2].Draft {
		t.Errorf("%+v", years)
	}
	plan := s.Initiatives()
	if len(plan) != 2 || plan[0].Sheet != "1-a" || len(plan[0].Indicators) != 4 || plan[1].Code != "⑴-イ" {
		t.Errorf("%+v", plan)
	}
	ind := s.Indicator("1-a-shihyo-1")
	if f := ind.Targets[2024]; f.Value.String() != "60" || ind.Final.Year != 2026 || ind.Final.Target.Value.String() != "100" {
		t.Errorf("%+v", ind)
	}
	if s.Active(ind, 2025) || !s.Active(ind, 2024) || s.Active(s.Indicator("1-i-shihyo-2"), 2024) {
		t.Error("since and until")
	}
}

// Of the very text that was read before, both readers of TOML need not be asked
// again; of another text, or of another file with it, they are.
func TestOpenAfterAsksOnceOfAText(t *testing.T) {
	tree := baseTree(t)
	const file = "data/plan/1-a.toml"
	tree[file] = strings.Replace(tree[file], "FY2024 = 60", "FY2024 = 99999999999999999999", 1) // K120, see its rule
	dir := writeTree(t, tree)
	for _, c := range []struct {
		name, path, text string
		errors           int
	}{
		{"the same", file, tree[file], 0},
		{"another text", file, tree[file] + "\n", 1},
		{"another file", "data/plan/1-i.toml", tree[file], 1},
	} {
		s, list, err := OpenAfter(dir, &Before{Same: func(path string, text []byte) bool { return path == c.path && string(text) == c.text }})
		must.Succeed(t, err)
		s.Close()
		must.Be(t, list.Errors(), c.errors, c.name, say(t, list, "en"))
	}
}

func TestSheet(t *testing.T) {
	s := open(t, "testdata/base")
	sheet, problems := s.Sheet(0)
	if len(problems) > 0 || len(sheet.Years) != 1 {
		t.Fatalf("%v %+v", problems, sheet)
	}
	r := sheet.Years[0].Records
	if r[0].Baseline.None != kpi.NotMeasured || r[0].Baseline.Printed != "―" || r[0].Target.AsOf.Normal.IsZero() ||
		r[0].Actual.AsOf.Months[0].ISO() != "2025-03" || r[0].Actions[0].Period.End.ISO() != "2025-01" || r[0].Grade != "A" {
		t.Errorf("%+v", r[0])
	}
	if r[1].Comparability.State != kpi.MethodChanged || len(r[1].Corrections) != 1 || r[1].Corrections[0].Now["ja"] != "57" {
		t.Errorf("%+v", r[1])
	}
	if !r[2].Parts[1].Actual.Reconstructed || r[2].Parts[1].Actual.Value.String() != "319" {
		t.Errorf("%+v", r[2])
	}
	if r[3].Actual.Kind != kpi.Words || !r[3].Actual.Done || r[3].Comment["en"].Markdown != "The plan was adopted.\n" {
		t.Errorf("%+v", r[3])
	}
	sheet, _ = s.Sheet(1)
	if len(sheet.Years) != 3 || sheet.Years[0].Records[0].Indicator.Name["ja"] != "窓口の数" ||
		sheet.Years[1].Initiative.Indicators[0].Name["ja"] != "窓口の総数" || sheet.Years[1].Records[0].Continues != kpi.Same ||
		sheet.Years[1].Records[1].Formerly != "1-a-shihyo-1" || !sheet.Years[2].Draft {
		t.Errorf("%+v", sheet.Years)
	}
	if f := sheet.Years[0].Records[0].Target; f.Kind != kpi.Range || f.From.String() != "20" || f.To.String() != "25" {
		t.Errorf("%+v", f)
	}
}

// A fault is turned into the place of its fact: in the record, inside of a
// figure's table, in the plan where the record does not restate it.
func TestResolve(t *testing.T) {
	s := open(t, "testdata/base")
	for _, c := range []struct {
		id    kpi.ID
		year  Year
		field kpi.Field
		file  string
		line  int
		col   int
	}{
		{"1-a-shihyo-1", 2024, "actual", "data/FY2024/1-a.toml", 7, 13},
		{"1-a-shihyo-1", 2024, "evidence[0].sum", "data/FY2024/1-a.toml", 21, 12},
		{"1-a-shihyo-2", 2024, "baseline", "data/FY2024/1-a.toml", 28, 22},
		{"1-a-mokuhyo-1", 2024, "part[1].actual", "data/FY2024/1-a.toml", 49, 12},
		{"1-a-mokuhyo-1", 2024, "part[7].actual", "data/FY2024/1-a.toml", 34, 3},
		{"1-a-shihyo-1", 2024, "", "data/FY2024/1-a.toml", 1, 3},
		{"1-a-shihyo-1", 2024, "direction", "data/plan/1-a.toml", 12, 13},
		{"1-i-shihyo-1", 2025, "name", "data/FY2025/1-i.toml", 3, 13},
		{"1-i-shihyo-1", 0, "name", "data/plan/1-i.toml", 8, 13},
		{"1-x-shihyo-1", 2024, "actual", "data/plan/1-x.toml", 1, 1},
		{"", 0, "code", "data/city.toml", 3, 13},
	} {
		file, line, col := s.Place(c.id, c.year, c.field)
		if file != c.file || line != c.line || col != c.col {
			t.Errorf("%s %s %s: %s:%d:%d, want %s:%d:%d", c.id, c.year, c.field, file, line, col, c.file, c.line, c.col)
		}
	}
}

func TestPages(t *testing.T) {
	tree := baseTree(t)
	tree["content/pages/ja/help.md"] = "+++\ntitle = \"使い方\"\n+++\n本文\n"
	s := open(t, writeTree(t, tree))
	must.Equal(t, s.Pages(), []string{"about", "help"})
	if p, ok := s.Page("en", "about"); !ok || p.Title != "About this site" || p.Tag != "en" || p.Stale || p.Markdown != "\nThe evaluation of the city.\n" {
		t.Errorf("%+v", p)
	}
	if p, ok := s.Page("en", "help"); !ok || p.Title != "使い方" || p.Tag != "ja" {
		t.Errorf("%+v", p)
	}
	if _, ok := s.Page("en", "nothing"); ok {
		t.Error("a page that is not there")
	}
	if c := s.Coverage()["en"]; c.Total-c.Done != 1 || c.Stale != 0 {
		t.Errorf("%+v", c)
	}
}

func TestTranslated(t *testing.T) {
	tree := baseTree(t)
	tree["content/FY2024/ja/1-a/shihyo-2.md"] = "待ち時間がさらに延びた。\n"
	tree["content/FY2024/en/1-a/mokuhyo-1.md"] = "Many took part.\r\n"
	tree["content/pages/ja/about.md"] += "付け足し。\n"
	dir := writeTree(t, tree)
	s := open(t, dir)
	changed, err := s.Translated([]string{"content/FY2024/en", "content/pages/en/about.md"})
	must.Succeed(t, err)
	want := []string{"content/FY2024/en/1-a/mokuhyo-1.md", "content/FY2024/en/1-a/shihyo-2.md", "content/pages/en/about.md"}
	if got := slices.Sorted(maps.Keys(changed)); !slices.Equal(got, want) {
		t.Fatalf("%v", got)
	}
	if b := string(changed[want[0]].Now); !strings.HasPrefix(b, "+++\r\noriginal = \"sha256:") || !strings.HasSuffix(b, "\"\r\n+++\r\n\r\nMany took part.\r\n") {
		t.Errorf("%q", b)
	}
	if b := string(changed[want[2]].Now); !strings.HasPrefix(b, "+++\ntitle = \"About this site\"\noriginal = \"sha256:") {
		t.Errorf("%q", b)
	}
	for f, b := range changed {
		must.Be(t, string(b.Was), tree[f], f, "was", b.Was)
		tree[f] = string(b.Now)
	}
	s = open(t, writeTree(t, tree))
	if list := s.Check(Options{}); list.Len() > 0 {
		t.Errorf("%s", say(t, list, "en"))
	}
	if again, err := s.Translated([]string{"content/"}); err != nil || len(again) > 0 {
		t.Errorf("%v %v", again, err)
	}
	for _, p := range []string{"content/FY2024/ja/1-a/shihyo-1.md", "data/none.toml", "../x", "content/FY2024/en/1-a/shihyo-9.md"} {
		if _, err := s.Translated([]string{p}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func TestFiles(t *testing.T) {
	tree := baseTree(t)
	tree["data/README.md"], tree["data/FY2024/1-a.toml~"], tree["data/x.txt"] = "x", "x", "x"
	s := open(t, writeTree(t, tree))
	if files := s.Paths(); len(files) != 33 || !slices.IsSorted(files) {
		t.Errorf("%d %v", len(files), files)
	}
	path, r, err := s.Document(2024)
	must.Succeed(t, err)
	b, _ := io.ReadAll(r)
	r.Close()
	if path != "data/FY2024/source/hyoka.txt" || string(b) != "みほん市の評価シート\n" {
		t.Errorf("%s %q", path, b)
	}
	if _, _, err := s.Document(2025); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	for _, p := range []string{"../base/data/city.toml", "/etc/passwd", "data", "data/nothing"} {
		if _, err := s.Read(p); err == nil {
			t.Errorf("%s was read", p)
		}
	}
}

func TestNarrowing(t *testing.T) {
	tree := baseTree(t)
	edit := func(file, old, new string) { tree[file] = substitute(t, tree[file], old, new) }
	edit("data/FY2024/1-a.toml", "actual    = 48", "actual    = 49")
	edit("data/FY2024/1-a.toml", "actual    = 57", "actual    = x")
	edit("data/FY2025/1-i.toml", "published = \"90\"", "published = \"91\"")
	edit("data/city.toml", "from = 80", "from = 800")
	edit("content/FY2024/ja/1-a/shihyo-1.md", "1-a-shihyo-2", "1-a-shihyo-7")
	s, _, err := Open(writeTree(t, tree))
	must.Succeed(t, err)
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, "K413 K403 K301 K310 K112 K301 K214"},
		{Options{Year: 2025}, "K301"},
		{Options{Sheet: "1-i"}, "K301"},
		{Options{Sheet: "1-a"}, "K413 K403 K301 K310 K112"},
		{Options{Section: "kikaku"}, "K413 K403 K301 K310"},
		{Options{Section: "nobody"}, ""},
		{Options{Year: 2024, Section: "shimin", Jobs: 1}, "K413 K403 K301 K310"},
	} {
		var codes []string
		for _, p := range s.Check(c.o).All() {
			codes = append(codes, p.Code)
		}
		must.Be(t, strings.Join(codes, " "), c.want, c.o)
	}
}

// Text with a BOM and with CRLF gives the same facts and the same columns.
func TestLineEnds(t *testing.T) {
	plain, crlf := baseTree(t), map[string]string{}
	plain["data/FY2024/1-a.toml"] += "\nx = 1\n[a]\ntext = \"\"\"\none\ntwo\"\"\"\n"
	for f, text := range plain {
		crlf[f] = "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
	}
	a, b := check(t, writeTree(t, plain)), check(t, writeTree(t, crlf))
	if x, y := say(t, a, "ja"), say(t, b, "ja"); x != y || x == "" {
		t.Errorf("%s\n%s", x, y)
	}
}

func TestCatalogue(t *testing.T) {
	fsys := fstest.MapFS{"messages/ja.toml": {Data: []byte("[overview]\ntitle = \"一覧\"\ntally.one = \"{n} 件\"\n[a.b]\nc = \"\"\n")},
		"messages/en.toml": {Data: []byte("[overview]\ntitle = 5\n")}}
	c, err := Catalogue(fsys, "ja")
	if err != nil || c.Say("overview.title") != "一覧" || !c.Has("overview.tally.one") || !c.Has("a.b.c") {
		t.Errorf("%v %v", err, c)
	}
	_, err = Catalogue(fsys, "en")
	if p := diag.Problems(err); len(p) != 1 || p[0].Code != "K118" || p[0].File != "layouts/messages/en.toml" || p[0].Line != 2 {
		t.Errorf("%v", err)
	}
	if _, err = Catalogue(fsys, "fr"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// One year alone says of that year what all years say of it.
func TestSheetInOneYear(t *testing.T) {
	for _, dir := range []string{"testdata/base", "../testdata/town"} {
		s, _, err := Open(dir)
		must.Succeed(t, err)
		defer s.Close()
		for i := range s.Initiatives() {
			whole, all := s.Sheet(i)
			for _, y := range s.Years() {
				one, told := s.SheetIn(i, y.Year)
				var want, got []string
				for _, p := range all {
					if strings.Contains(p.File, "/"+y.Year.String()+"/") {
						want = append(want, p.Code+" "+p.File+" "+p.In("en").Message)
					}
				}
				for _, p := range told {
					got = append(got, p.Code+" "+p.File+" "+p.In("en").Message)
				}
				must.Equal(t, got, want, dir, i, y.Year)
				at := slices.IndexFunc(whole.Years, func(ys kpi.YearSheet) bool { return ys.Year == y.Year })
				if at < 0 != (len(one.Years) == 0) {
					t.Fatalf("%s %d %s", dir, i, y.Year)
				}
				if at >= 0 && !reflect.DeepEqual(achieved(s, one.Years[0]), achieved(s, whole.Years[at])) {
					t.Errorf("%s %d %s: other results", dir, i, y.Year)
				}
			}
		}
	}
}

// achieved is what comes of a year's records.
func achieved(s *Source, y kpi.YearSheet) (list []kpi.Achievement) {
	for _, r := range y.Records {
		list = append(list, kpi.Achieve(s.City(), r))
	}
	return list
}

// A record without a target has the plan's for its year, and from the last year on the final one; a bound may
// stand in value.
func TestTargetOfThePlan(t *testing.T) {
	tree := baseTree(t)
	tree["data/FY2024/1-a.toml"] = strings.Replace(tree["data/FY2024/1-a.toml"], "target    = 60\n", "", 1)
	if s := open(t, writeTree(t, tree)); target(s, t).Value.String() != "60" {
		t.Errorf("the year's target is %+v", target(s, t))
	}
	plan := tree["data/plan/1-a.toml"]
	for _, line := range strings.SplitAfter(plan, "\n") {
		switch {
		case strings.HasPrefix(line, "targets"):
			plan = strings.Replace(plan, line, "", 1)
		case strings.HasPrefix(line, "final_target"):
			plan = strings.Replace(plan, line, "final_target = {year = \"FY2024\", value = {above = 59}}\n", 1)
		}
	}
	tree["data/FY2024/1-a.toml"] = strings.Replace(tree["data/FY2024/1-a.toml"], `published = "80"`, `published = "81"`, 1)
	tree["data/plan/1-a.toml"] = plan
	if s := open(t, writeTree(t, tree)); target(s, t).Value.String() != "59" || target(s, t).Strict != kpi.Above {
		t.Errorf("the final target in its year is %+v", target(s, t))
	}
}

// Of a total over years the plan's targets are parts: they are neither held against the total nor taken for it.
func TestTargetsOfATotal(t *testing.T) {
	tree := baseTree(t)
	const total = `total     = {from = "FY2025", to = "FY2026"}`
	tree["data/plan/1-i.toml"] = substitute(t, tree["data/plan/1-i.toml"], total, total+"\ntargets   = {FY2025 = 140, FY2026 = 160}")
	must.Be(t, say(t, check(t, writeTree(t, tree)), "en"), "")
	tree["data/FY2026/1-i.toml"] = substitute(t, tree["data/FY2026/1-i.toml"], "target    = 350\n", "")
	for _, p := range check(t, writeTree(t, tree)).All() {
		if p.Code == "K222" && p.Args["key"] == "target" {
			return // the total's own target is still a blank
		}
	}
	t.Error("a year's part was taken for the target of the total")
}

// 60以上 of what is better when higher is 60, with its rate; a range that a direction does not imply stays one.
func TestOneSidedTarget(t *testing.T) {
	tree := baseTree(t)
	tree["data/FY2024/1-a.toml"] = strings.Replace(tree["data/FY2024/1-a.toml"], "target    = 60\n", "target    = {from = 60}\n", 1)
	if s := open(t, writeTree(t, tree)); target(s, t).Kind != kpi.Number || target(s, t).Value.String() != "60" {
		t.Errorf("%+v", target(s, t))
	}
	bound := kpi.MustDecimal("5")
	for _, d := range []kpi.Direction{kpi.Decrease, kpi.Maintain, kpi.Neutral} {
		if f := (kpi.Figure{Kind: kpi.Range, From: &bound}).Toward(d); f.Kind != kpi.Range {
			t.Errorf("%s: %+v", d, f)
		}
	}
}

// target is the first record's.
func target(s *Source, t *testing.T) kpi.Figure {
	sheet, problems := s.Sheet(0)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return sheet.Years[0].Records[0].Target
}
