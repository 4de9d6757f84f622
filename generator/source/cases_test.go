package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// What may stand in the settings of a city, one line a case, and what is told of it.
func TestCityCases(t *testing.T) {
	code, languages, contact := "code      = \"990001\"\n", "languages = [\"ja\", \"en\"]\n", "url = \"mailto:kikaku@example.jp\""
	rule := func(id string, places int) string {
		return fmt.Sprintf("[[rule]]\nid = %q\nname = {ja = \"式\", en = \"Rule\"}\nrate = \"actual / target * 100\"\nplaces = %d\n\n", id, places)
	}
	bands := "from = 100\n\n[[band]]\nid   = \"nearly\"\nname = {ja = \"おおむね達成\", en = \"Nearly achieved\"}\nfrom = 80"
	for _, c := range []struct{ old, new, want string }{
		{bands, strings.NewReplacer("100", "2", "80", "1").Replace(bands), ""}, {bands, strings.NewReplacer("100", "1", "80", "0.8").Replace(bands), "K214/share"}, // percent, or shares of 1
		// Codes of Tokyo, Sapporo, Nagoya, Osaka, Naha: the last digit is checked.
		{code, `code = "130001"`, ""}, {code, `code = "011002"`, ""}, {code, `code = "231002"`, ""}, {code, `code = "271004"`, ""}, {code, `code = "472018"`, ""},
		{code, `code = 130001`, ""}, {code, `code = "１３０００１"`, ""},
		{code, `code = "000001"`, "K227"}, {code, `code = "130002"`, "K213"}, {code, `code = "13000"`, "K213/form"}, {code, `code = "1300011"`, "K213/form"}, {code, `code = "13000a"`, "K213/form"},
		{code, `code = true`, "K213/form"}, {code, `code = [130001]`, "K213/form"},
		{code, "code_scheme = \"NUTS\"\ncode = \"DE-11\"", ""}, {code, "code_scheme = \"NUTS\"\ncode = \"DE 11\"", "K213/scheme"},
		{code, "code_scheme = \"NUTS\"\ncode = \"\"", "K213/scheme"}, {code, "code_scheme = \"NUTS\"\ncode = 11", "K213/scheme"},
		{code, "code_scheme = \"NUTS\"\ncode = \"" + strings.Repeat("a", longestCode) + "\"", ""},
		{code, "code_scheme = \"NUTS\"\ncode = \"" + strings.Repeat("a", longestCode+1) + "\"", "K213/scheme"},
		{languages, `languages = ["ja", "en", "en"]`, "K204"}, {languages, `languages = ["ja", "gb"]`, "K212"}, {languages, `languages = ["ja", "EN"]`, "K212"},
		{languages, `languages = ["ja", "eng lish", "en"]`, "K212"}, {languages, `languages = []`, "K118"},
		{languages, languages + `official_languages = ["fr", "ja"]`, "K121"}, {languages, languages + `official_languages = ["ja"]`, ""},
		{languages, languages + `first_month = 12`, ""}, {languages, languages + `first_month = 13`, "K118"},
		{`"CC-BY-4.0"`, `"CC-BY-5.0"`, "K121"}, {`"CC-BY-4.0"`, `"not-stated"`, ""}, {`"CC-BY-4.0"`, `4`, "K118"},
		{`"CC-BY-4.0"`, `{title = {ja = "規約", en = "Terms"}, url = "https://example.jp/terms"}`, ""},
		{`"CC-BY-4.0"`, `{title = {ja = "規約", en = "Terms"}, name = "T 1", url = "https://example.jp/terms"}`, ""},
		{`"CC-BY-4.0"`, `{name = {ja = "規約", en = "Terms"}, url = "https://example.jp/terms"}`, ""},
		{`"CC-BY-4.0"`, `{name = "T 1", url = "https://example.jp/terms"}`, "K117"},
		{contact, `url = "https://example.jp/"`, ""}, {contact, `url = "tel:0993222111"`, ""}, {contact, `url = "ftp://example.jp/"`, "K219"},
		{contact, `url = "kikaku@example.jp"`, "K219"}, {contact, `url = "www.example.jp"`, "K219"}, {contact, `url = "mailto:"`, "K219"}, {contact, `url = "https://"`, "K219"},
		{contact, `url = "https://example.jp/a b"`, "K219"},
		{"[[grader]]\n", rule("own", 0) + "[[grader]]", ""}, {"[[grader]]\n", rule("own", 9) + "[[grader]]", ""}, {"[[grader]]\n", rule("own", 10) + "[[grader]]", "K118"},
		{"[[grader]]\n", rule("own", -1) + "[[grader]]", "K118"}, {"[[grader]]\n", rule("ratio", 1) + "[[grader]]", "K126/own"},
	} {
		tree := baseTree(t)
		tree["data/city.toml"] = substitute(t, tree["data/city.toml"], c.old, c.new)
		s, list, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		got := ""
		for _, p := range list.All() {
			got += " " + strings.TrimSuffix(p.Code+"/"+p.Args["message"], "/")
		}
		must.Be(t, strings.TrimPrefix(got, " "), c.want, c.new)
		s.Close()
	}
}

// What is read of it.
func TestCityValues(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"title     =", "official_languages = [\"fr\", \"en\"]\ntitle     =", "[en] required {CC-BY-4.0   } true 0"},
		{"comments  = \"required\"", "indicator_downloads = false\nfirst_month = 7", "[] optional {CC-BY-4.0   } false 7"},
		{"comments  = \"required\"", "indicator_downloads = true\nfirst_month = 12", "[] optional {CC-BY-4.0   } true 12"},
		{`"CC-BY-4.0"`, `{title = {ja = "規約", en = "Terms"}, name = "T 1", url = "https://example.jp/"}`, "[] required {T 1 規約 Terms https://example.jp/} true 0"},
		{`"CC-BY-4.0"`, `{name = {ja = "規約", en = "Terms"}, url = "https://example.jp/"}`, "[] required {other 規約 Terms https://example.jp/} true 0"},
		{"[[grader]]", "[[rule]]\nid = \"own\"\nname = {ja = \"式\", en = \"Rule\"}\nrate = \"actual / target * 100\"\n\n[[grader]]", "[] required {CC-BY-4.0   } true 0"},
		{`"CC-BY-4.0"`, `"CC-BY-5.0"`, "[] required {not-stated   } true 0"},
	} {
		tree := baseTree(t)
		tree["data/city.toml"] = substitute(t, tree["data/city.toml"], c.old, c.new)
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		city := s.City()
		l := city.Licence
		must.Be(t, len(city.Rules), strings.Count(c.new, "[[rule]]"), c.new)
		must.Be(t, fmt.Sprint(city.Official, " ", city.Comments, " {", l.ID, " ", l.Title["ja"], " ", l.Title["en"], " ", l.URL, "} ", city.IndicatorDownloads, " ", city.Calendar.FirstMonth), c.want, c.new)
		s.Close()
	}
}

// A problem is about the record in whose lines, or comment, it stands.
func TestAbout(t *testing.T) {
	s, _, err := Open(writeTree(t, baseTree(t)))
	must.Succeed(t, err)
	defer s.Close()
	sheet, _ := s.Sheet(0)
	var ids []string
	for line, text := range strings.Split(baseTree(t)["data/FY2024/1-a.toml"], "\n") {
		y, id, is := sheet.About(diag.New("K301").At("data/FY2024/1-a.toml", line+1, 1))
		if text == "[[record]]" {
			ids = append(ids, string(id))
		}
		must.Be(t, y == 2024 && is && string(id) == ids[len(ids)-1], true, line+1, y, id)
	}
	must.Be(t, strings.Join(ids, " "), "1-a-shihyo-1 1-a-shihyo-2 1-a-mokuhyo-1 1-a-mokuhyo-2")
	for file, want := range map[string]string{
		"content/FY2024/en/1-a/mokuhyo-1.md": "1-a-mokuhyo-1", "content/FY2025/en/1-a/mokuhyo-1.md": "", "content/FY2024/en/1-i/mokuhyo-1.md": "",
		"content/FY2024/en/1-a/mokuhyo-3.md": "", "data/FY2024/en/1-a/mokuhyo-1.md": "", "data/FY2024/1-i.toml": "", "data/plan/1-a.toml": "",
	} {
		y, id, is := sheet.About(diag.New("K301").At(file, 1, 1))
		must.Be(t, string(id), want, file)
		must.Be(t, is && y == 2024, want != "", file)
	}
}

// What is missing as a whole is told to whoever asks for one sheet, but not of another year.
func TestNarrowingOfWhatIsMissing(t *testing.T) {
	without := func(prefix string) map[string]string {
		tree := baseTree(t)
		for path := range tree {
			if strings.HasPrefix(path, prefix) {
				delete(tree, path)
			}
		}
		return tree
	}
	for _, c := range []struct {
		prefix string
		o      Options
		want   string
	}{
		{"content/FY2024/ja/", Options{Year: 2024, Sheet: "1-a"}, "K123"}, {"content/FY2024/ja/", Options{Year: 2025}, ""}, {"content/FY2024/ja/", Options{Sheet: "1-i"}, "K123"},
		{"data/sections.toml", Options{Year: 2025}, "K123"}, {"data/FY2025/year.toml", Options{Year: 2025, Sheet: "1-a"}, "K123"}, {"data/FY2025/year.toml", Options{Year: 2024}, ""},
	} {
		s, _, err := Open(writeTree(t, without(c.prefix)))
		must.Succeed(t, err)
		var codes []string
		for _, p := range s.Check(c.o).All() {
			codes = append(codes, p.Code)
		}
		must.Be(t, strings.Join(codes, " "), c.want, c.prefix, c.o)
		s.Close()
	}
}

// The words of a blank are no comment; a sentence that has them is.
func TestToBeWritten(t *testing.T) {
	for text, want := range map[string]bool{
		"ここに評価を記入してください。": true, "（作成中）": true, "TBD": true, "To be written.": true, "lorem ipsum dolor": true, "【入力願います】": true,
		"作成中の計画を見直した。": false, "A plan to be written next year.": false, "進んだ。": false,
		strings.Repeat("あ", 36) + "記入ください"[:4*3]: false,
		strings.Repeat("あ", 34) + "記入ください":       true, strings.Repeat("あ", 35) + "記入ください": false,
		strings.Repeat("𠮷", 34) + "記入ください": true,
	} {
		must.Be(t, (&words{body: "\n" + text + "\n"}).toBeWritten(), want, text)
	}
}

// How many texts of a file have a language is counted where several lack it: all of them,
// or so many that nobody wants to read each.
func TestCountOfTranslations(t *testing.T) {
	for _, c := range []struct {
		missing, done int
		want          string
	}{{1, 0, "/"}, {2, 0, "0/2"}, {2, 1, "/"}, {4, 1, "/"}, {5, 1, "1/6"}, {6, 3, "3/9"}} {
		var list []diag.Problem
		for range c.missing {
			list = append(list, diag.New("K416", "language", "en"))
		}
		list = append(list, diag.New("K416", "language", "fr"), diag.New("K416", "language", "en", "message", "copied"), diag.New("K412", "language", "en"))
		countTranslations(list, "K416", func(tag string) lang.Coverage {
			return lang.Coverage{Done: c.done, Total: c.done + c.missing}
		})
		for i, p := range list {
			want := c.want
			if i >= c.missing {
				want = "/"
			}
			must.Be(t, p.Args["filled"]+"/"+p.Args["total"], want, c, i)
		}
	}
}

// Drafts say how many of a sheet's figures and comments are there.
func TestCountOfBlanks(t *testing.T) {
	tree := baseTree(t)
	const year = "data/FY2026/1-i.toml"
	tree["data/FY2026/year.toml"] = strings.Replace(tree["data/FY2026/year.toml"], "published\"", "draft\"", 1)
	tree[year] = "[[record]]\nindicator = \"shihyo-1\"\nbaseline = 24\ntarget = 26\n\n[[record]]\nindicator = \"shihyo-2\"\n"
	for _, id := range []string{"shihyo-1", "shihyo-2"} {
		delete(tree, "content/FY2026/en/1-i/"+id+".md")
	}
	delete(tree, "content/FY2026/ja/1-i/shihyo-2.md")
	got := map[string]bool{}
	for _, p := range check(t, writeTree(t, tree)).All() {
		if p.Args["total"] != "" {
			got[p.Code+" "+p.Args["filled"]+"/"+p.Args["total"]] = true
		}
	}
	must.Equal(t, slices.Sorted(maps.Keys(got)), []string{"K222 2/6", "K411 1/2"})
}

// Small readers, a line a case.
func TestWordsOfNames(t *testing.T) {
	for word, want := range map[string]bool{
		"ja": true, "az": true, "za": true, "zh-Hans": true, "en-GB": true, "JA": false, "a1": false, "1a": false, "{a": false, "a{": false, "`a": false, "a`": false,
		"jpn": false, "ja-": false, "ja_x": false, "j": false, "": false, "1a-Hans": false,
	} {
		must.Be(t, isTag(word), want, word)
	}
	for local, want := range map[string]string{"shihyo-12": "shihyo", "a-b-1": "a-b", "shihyo": "", "-1": "", "shihyo-x": "", "x-1a": ""} {
		must.Be(t, ofKind(local), want, local)
	}
	for text, want := range map[string]bool{"": false, "12.5": false, "％": false, "µg/m³": false, "μg/m³": false, "MWh": false, "MWhs": true, "H1": false, "PI 203": false, "1.1a": false, "H": true, "h1": true, "件": true, "12 km": true} {
		must.Be(t, needsWords(text), want, text)
	}
	line := "達成度は80、実績値は48件、目標値:60。基準値"
	var found []string
	for _, f := range figuresIn(line) {
		found = append(found, line[f[2]:f[3]]+" "+line[f[4]:f[5]])
	}
	must.Be(t, strings.Join(found, ", "), "達成度 80, 実績値 48, 目標値 60")
	s, _, err := Open(writeTree(t, baseTree(t)))
	must.Succeed(t, err)
	defer s.Close()
	for file, want := range map[string]string{
		"content/FY2024/en/1-a/x.md": "content/FY2024/ja/1-a/x.md", "content/pages/en/about.md": "content/pages/ja/about.md",
		"content/FY2024/ja/1-a/x.md": "", "data/FY2024/en/x.md": "", "content/FY2024/en": "", "content/FY2024/fr/1-a/x.md": "",
	} {
		must.Be(t, s.originalOf(file), want, file)
	}
}

// A comment is refused for what it says first.
func TestFaultOfWords(t *testing.T) {
	for body, want := range map[string]bool{"進んだ。": false, "": false, "<script>": true, "進んだ。\n\n<b>x</b>": true} {
		p, refused := FaultOfWords(body)
		must.Be(t, refused && p.Code != "", want, body)
	}
}

// What may stand in a record, the plan and a year, and what is told of it.
func TestRecordCases(t *testing.T) {
	const plan, record, year = "data/plan/1-i.toml", "data/FY2024/1-a.toml", "data/FY2024/year.toml"
	total, page, asOf := `{from = "FY2025", to = "FY2026"}`, "page      = 1", `target = "令和７年３月"`
	const done, sections = `target    = {ja = "策定済み", en = "Adopted", done = true}`, `sections = ["shimin", "kikaku"]`
	for _, c := range []struct{ file, old, new, want string }{
		{plan, total, `{from = "FY2026", to = "FY2025"}`, "K218"}, {plan, total, `{from = "FY2025"}`, "K117"}, {plan, total, `{to = "FY2026"}`, "K117"},
		{record, page, "page      = 1_000", "K115"}, {record, page, "page      = 0", "K118"}, {record, page, "page      = -1", "K118"}, {record, page, "page      = 1.5", "K118"},
		{record, page, "page      = 1000000", "K224"}, {record, page, "page      = 1000001", "K118"},
		{plan, `since     = "FY2025"`, `since     = 2025`, ""}, {plan, `since     = "FY2025"`, `since     = 1867`, "K133"}, {plan, `since     = "FY2025"`, `since     = 10000`, "K133"}, {plan, `since     = "FY2025"`, `since     = 20.25`, "K118"},
		{year, "2026-01-31", `"2026-01-31"`, ""}, {year, "2026-01-31", `"令和8年1月31日"`, ""}, {year, "2026-01-31", `""`, "K127"}, {year, "2026-01-31", `31`, "K118"}, {year, "2026-01-31", "2026-1-31", "K128"},
		{plan, `"窓口の見直し"`, `"窓口の見直し（例）"`, "K227"}, {plan, `{ja = "窓口の見直し", en = "Better counters"}`, `{en = "Better counters"}`, "K117"},
		{record, page, page + "\nnotes = \"x\"", "K118/textlist"}, {record, page, page + "\nnotes = \"\"", "K127"}, {record, page, page + "\nnotes = {ja = \"x\", en = \"x\"}", "K118/brackets"},
		{record, "target    = 60", `target    = {ja = "60をめざす", en = "Aim at 60"}`, ""}, {record, "baseline  = {value = 41, nature = \"measured\"}", `baseline = {ja = "低い", en = "Low"}`, "K117"},
		{year, "published\"", "published\"\nrule = \"ratio\"", ""}, {year, "published\"", "published\"\nrule = \"rate\"", "K121"},
		{record, asOf, `target = "Q4 2024/25"`, ""}, {record, asOf, `target = {ja = "3月", en = "March", months = ["2025-03", "2025-13"]}`, "K130"}, {record, asOf, `target = 2025-03-31`, "K118"},
		{record, asOf, `target = true`, "K118"}, {record, asOf, `target = ""`, "K127"},
		{record, done, `target = "策定済み"`, "K117/done K416/plain"}, {record, done, `target = ""`, "K127"}, {record, done, `target = true`, "K112"}, {record, done, `target = {ja = "策定済み", en = "Adopted"}`, "K117/done"},
		{year, "pages = 4\n", "", ""}, {year, "pages = 4\n", "pages = 3\n", "K224"}, {year, "source/hyoka.txt", "source/report.txt", "K220/near"},
		{record, sections, `sections = "shimin, kikaku"`, "K118/items"}, {record, sections, `sections = ""`, "K127"}, {record, sections, `sections = 3`, "K118"}, {record, sections, `sections = ["kikaku", "shimin"]`, ""},
	} {
		tree := baseTree(t)
		tree[c.file] = substitute(t, tree[c.file], c.old, c.new)
		var got []string
		for _, p := range check(t, writeTree(t, tree)).All() {
			if strings.Contains(c.want, "/") {
				p.Code += "/" + p.Args["hint"]
			}
			got = append(got, p.Code)
		}
		must.Be(t, strings.Join(got, " "), c.want, c.new)
	}
}

// Texts in languages that the city has not, or that lie in the wrong place.
func TestFoldersOfTexts(t *testing.T) {
	for name, c := range map[string]struct {
		put  map[string]string // file: its text, or the file that it is a copy of
		gone string            // what begins so is not there
		want string
	}{
		"two languages":               {map[string]string{"content/FY2024/fr/1-a/shihyo-1.md": "x", "content/FY2024/de/1-a/shihyo-1.md": "x", "content/FY2025/fr/1-i/shihyo-1.md": "x"}, "", "K417 1 data/city.toml; K417 2 data/city.toml"},
		"a folder in place of a file": {map[string]string{"data/FY2024/1-b.toml/x": ""}, "", "K124 data/FY2024/1-b.toml"},
		"a copy beside a sheet's":     {map[string]string{"content/FY2024/fr/1-i/shihyo-1.md": "content/FY2024/ja/1-i/shihyo-1.md", "content/FY2024/ja/1-u/shihyo-1.md": "x"}, "content/FY2024/ja/1-a/", "K207 1-a content/FY2024/ja/1-u"},
		"a copy":                      {map[string]string{"content/FY2024/fr/1-a/shihyo-1.md": "content/FY2024/ja/1-a/shihyo-1.md"}, "", ""},
		"copies and one that is not":  {map[string]string{"content/FY2024/fr/1-a/shihyo-1.md": "content/FY2024/ja/1-a/shihyo-1.md", "content/FY2024/fr/1-a/shihyo-2.md": "x"}, "", "K417 2 data/city.toml"},
		"no original":                 {map[string]string{"content/FY2024/fr/1-a/shihyo-7.md": "x"}, "", "K417 1 data/city.toml"},
		"a folder misspelt":           {map[string]string{"content/FY2024/jp/1-a/shihyo-1.md": "x"}, "", "K417 ja content/FY2024/jp"},
		"a year without data":         {map[string]string{"content/FY2023/ja/1-a/shihyo-1.md": "x"}, "", "K123 data/FY2023/year.toml"},
		"an indicator of nowhere":     {map[string]string{"content/FY2024/ja/1-a/shihyo-9.md": "x"}, "", "K415 shihyo-1 content/FY2024/ja/1-a/shihyo-9.md"},
		"one that comes later":        {map[string]string{"content/FY2024/ja/1-i/shihyo-2.md": "x"}, "", "K415 shihyo-1 content/FY2024/ja/1-i/shihyo-2.md"},
		"a year's texts":              {nil, "content/FY2024/", "K123 content/FY2024"},
		"a language's texts":          {map[string]string{"content/FY2024/je/1-a/shihyo-1.md": "x"}, "content/FY2024/ja/", "K123 content/FY2024/je content/FY2024/ja; K417 ja content/FY2024/je"},
		"a sheet's texts":             {map[string]string{"content/FY2024/ja/1-u/shihyo-1.md": "x"}, "content/FY2024/ja/1-a/", "K207 1-a content/FY2024/ja/1-u"},
		"a year of another name":      {map[string]string{"content/FY2034/ja/1-a/shihyo-1.md": "x"}, "content/FY2024/", "K123 content/FY2034 content/FY2024"},
	} {
		tree := baseTree(t)
		for file, text := range c.put {
			if original, copied := tree[text]; copied {
				text = original
			}
			tree[file] = text
		}
		for file := range tree {
			if c.gone != "" && strings.HasPrefix(file, c.gone) {
				delete(tree, file)
			}
		}
		var got []string
		for _, p := range check(t, writeTree(t, tree)).All() {
			got = append(got, strings.Join(strings.Fields(p.Code+" "+p.Args["n"]+" "+p.Args["near"]+" "+p.File), " "))
		}
		must.Be(t, strings.Join(got, "; "), c.want, name)
	}
}

// The months of a figure are those that are listed, else those of its words.
func TestMonthsOfFigures(t *testing.T) {
	const words = `ja = "令和6年10月～令和7年3月", en = "October 2024 to March 2025"`
	for text, want := range map[string]string{
		`"令和7年3月"`: "[{2025 3}]", `{` + words + `}`: "[{2024 10} {2025 3}]", `{` + words + `, months = []}`: "[{2024 10} {2025 3}]",
		`{` + words + `, months = ["2024-09", "2025-03"]}`: "[{2024 9} {2025 3}]", `{` + words + `, months = ["2025-03"]}`: "[{2025 3}]",
	} {
		tree := baseTree(t)
		tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], `target = "令和７年３月"`, "target = "+text)
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		at := s.Record("1-a-shihyo-1", 2024).Target.AsOf
		must.Be(t, fmt.Sprint(at.Months), want, text)
		s.Close()
	}
}
