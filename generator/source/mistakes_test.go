package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// Ten mistakes of clerks in one run are ten messages, each its own, in both
// languages.
func TestTenMistakes(t *testing.T) {
	tree := baseTree(t)
	edit := func(file, old, new string) { tree[file] = substitute(t, tree[file], old, new) }
	edit("data/FY2024/1-a.toml", "actual    = 48", "actual    = 12人")
	edit("data/FY2024/1-a.toml", "baseline  = {value = 41, nature = \"measured\"}\ntarget    = 36", "baseline  = ４１\ntarget    = 36,5")
	edit("data/FY2024/1-a.toml", "page      = 3", "pgae      = 3")
	edit("data/FY2024/1-a.toml", "page      = 4", "page      = 4\npage      = 4")
	edit("data/plan/1-i.toml", "measured  = \"number\"\ndirection = \"increase\"\n", "measured  = \"number\"\n")
	edit("data/FY2024/1-a.toml", `sections = ["shimin", "kikaku"]`, `sections = ["shimin", "kikakku"]`)
	edit("data/FY2024/1-a.toml", `period   = "R6.4～R7.1"`, `period   = "R6.14～R7.1"`)
	edit("content/FY2024/en/1-a/shihyo-1.md", "1-a-shihyo-2", "1-a-shihyo-9")
	delete(tree, "content/FY2024/en/1-a/mokuhyo-2.md")
	list := check(t, writeTree(t, tree))

	var codes []string
	for _, p := range list.All() {
		codes = append(codes, p.Code)
	}
	slices.Sort(codes)
	want := strings.Fields("K111 K112 K113 K116 K117 K122 K129 K201 K403 K412")
	must.Equal(t, codes, want, "codes")
	got := say(t, list, "ja") + "\n" + say(t, list, "en")
	const golden = "testdata/ten-mistakes.txt"
	if *update {
		must.Succeed(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	if b, err := os.ReadFile(golden); err != nil || string(b) != got {
		t.Errorf("%v\n%s", err, got)
	}
}

// A figure that was changed is told at its place, with the arithmetic.
func TestChangedFigure(t *testing.T) {
	tree := baseTree(t)
	tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], "actual    = 57", "actual    = 58")
	list := check(t, writeTree(t, tree)).All()
	if len(list) != 1 {
		t.Fatalf("%v", list)
	}
	p := list[0].In("en")
	if p.File != "data/FY2024/1-a.toml" || p.Line != 30 || p.Column != 13 || p.Severity != diag.Error ||
		p.Message != "the printed achievement 63.2 is not reproduced (36 ÷ 58 × 100 = 62.068… → 62.1)" {
		t.Errorf("%+v", p)
	}
}

// What people write for a number is either accepted or refused, never bent.
func TestNumbers(t *testing.T) {
	for in, want := range map[string]string{
		`12`: "12", `20.00`: "20.00", `-3.5`: "-3.5", `"１２"`: "12", `１２`: "12", `"1,647"`: "1647", `"12,345.60"`: "12345.60",
		`-0`: "0", `0.1234567`: "0.1234567", `12.30`: "12.30", `{value = 7}`: "7", `"－５"`: "-5", `"−5"`: "-5", `9007199254740993`: "9007199254740993",
		`12人`: "K112", `"12人"`: "K112", `12,5`: "K113", `"12,5"`: "K113", `"1,64,7"`: "K112", `1,647`: "K114", `nan`: "K115", `-inf`: "K115",
		`1e3`: "K115", `0x10`: "K115", `1_000`: "K115", `"1/3"`: "K112", `true`: "K112", `[1]`: "K112", `2024-01-01`: "K112", `""`: "K127", `07`: "K115",
		`1e400`: "K115", `99999999999999999999999999999999999999999`: "K132", `{value = "x"}`: "K112", `なし`: "K112", `{}`: "K117",
	} {
		tree := baseTree(t)
		tree["data/FY2025/1-i.toml"] = substitute(t, tree["data/FY2025/1-i.toml"], "actual    = 26", "actual    = "+in)
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		sheet, problems := s.Sheet(1)
		got := ""
		for _, p := range problems {
			if p.Severity == diag.Error {
				got += p.Code
			}
		}
		if got == "" {
			got = sheet.Years[1].Records[0].Actual.Value.String()
		}
		must.Be(t, got, want, in)
	}
}

// Of all endings only those are published that no browser runs.
func TestKindsOfDocuments(t *testing.T) {
	for name, fine := range map[string]bool{
		"a.pdf": true, "a.PDF": true, "a.xlsx": true, "a.csv": true, "a.jpg": true, "a.b.txt": true,
		"a.html": false, "a.htm": false, "a.xhtml": false, "a.svg": false, "a.SVG": false, "a.xml": false, "a.js": false, "a.mjs": false,
		"a": false, "a.txt.html": false, "a.svgz": false, "a.swf": false, "a.php": false, "a.md": false,
	} {
		tree := baseTree(t)
		tree["data/FY2024/source/"+name] = "x"
		tree["data/FY2024/year.toml"] = substitute(t, tree["data/FY2024/year.toml"], "source/hyoka.txt", "source/"+name)
		delete(tree, "data/FY2024/source/hyoka.txt")
		dir := writeTree(t, tree)
		list := check(t, dir).All()
		if fine != (len(list) == 0) || !fine && (len(list) != 1 || list[0].Code != "K225") {
			t.Errorf("%s: %v", name, list)
		}
		s, _, err := Open(dir)
		must.Succeed(t, err)
		_, r, err := s.Document(2024)
		must.Be(t, (err == nil), fine, name, "document", err)
		if err == nil {
			r.Close()
		}
		s.Close()
	}
}

// A document that nobody can load, or a text of which no page can be made, is told
// before anything reads it.
func TestDocumentsOfGigabytes(t *testing.T) {
	for name, size := range map[string]int64{"a.txt": maxDocument, "a.pdf": MaxSize} {
		tree := baseTree(t)
		tree["data/FY2024/source/"+name] = "x"
		tree["data/FY2024/year.toml"] = substitute(t, tree["data/FY2024/year.toml"], "source/hyoka.txt", "source/"+name)
		delete(tree, "data/FY2024/source/hyoka.txt")
		dir := writeTree(t, tree)
		for more, want := range []string{"", "K104"} {
			if err := os.Truncate(filepath.Join(dir, "data/FY2024/source", name), size+int64(more)); err != nil {
				t.Skip(err)
			}
			list, got := check(t, dir).All(), ""
			for _, p := range list {
				if p.Code == "K104" && p.File == "data/FY2024/source/"+name {
					got = p.Code
				}
			}
			must.Be(t, got, want, name, "and", more, "bytes more", list)
		}
	}
}

// A file that ends in the middle of a text, as after a crash, is told once; so is
// the only year's folder under another name, a band whose lower end is no number,
// and a printed achievement that was lost with the whole year's.
func TestOneMistakeOneMessage(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(tree map[string]string)
		want  string
	}{
		"cut": {func(tree map[string]string) {
			text := tree["data/FY2024/1-a.toml"]
			tree["data/FY2024/1-a.toml"] = text[:strings.Index(text, "up notices")]
		}, "K110 cut"},
		"folder": {func(tree map[string]string) {
			for p, text := range tree {
				if strings.Contains(p, "/FY202") {
					delete(tree, p)
					if strings.HasPrefix(p, "data/FY2024/") {
						tree[strings.Replace(p, "/FY2024/", "/R6/", 1)] = text
					}
				}
			}
		}, "K124 "},
		"band": {func(tree map[string]string) {
			tree["data/city.toml"] = substitute(t, tree["data/city.toml"], "from = 100", `from = "100%"`)
		}, "K112 "},
		"printed before": {func(tree map[string]string) {
			tree["data/FY2024/1-i.toml"] = substitute(t, tree["data/FY2024/1-i.toml"], "actual    = 22\n", "actual    = 22\npublished = \"100\"\n")
		}, "K330 before"},
		"printed in no record any more": {func(tree map[string]string) {
			tree["data/FY2024/1-i.toml"] = substitute(t, tree["data/FY2024/1-i.toml"], "actual    = 22\n", "actual    = 22\npublished = \"100\"\n")
			tree["data/FY2025/1-i.toml"] = substitute(t, tree["data/FY2025/1-i.toml"], "published = \"90\"\n", "")
		}, "K330 before"},
	} {
		tree := baseTree(t)
		c.spoil(tree)
		got := ""
		for _, p := range check(t, writeTree(t, tree)).All() {
			got += p.Code + " " + p.Args["message"] + "\n"
		}
		must.Be(t, strings.TrimSuffix(got, "\n"), c.want, name, got)
	}
}

// What looks like a date must be one; words, a year and open spans may stand.
func TestDatesThatCannotBeRead(t *testing.T) {
	for text, bad := range map[string]bool{
		"令和77年33月": true, "R7.13": true, "令和7年0月": true, "7年3月": true, "7.3": true, "令和7年十三月": true, "2025年13月": true, "令和7年13月末時点": true, "R7.13～R8.3": true, "令和 7年13月": true,
		"令和7年3月": false, "令和7年三月": false, "R7.3": false, "令和６年度": false, "令和7年3月末現在": false, "R7.2まで": false, "2025-03": false,
		"令和3年": false, "繁忙期:R7.13": false, "未定": false, "総務省のKPI設定値": false, "令和6年度（速報値）": false, "100%": false,
	} {
		must.Be(t, lang.Misdated(text) && lang.ParseAsOf(text).IsZero(), bad, text)
	}
}

// A file that an editor set aside, or one with another ending, is told with the
// name that it stands for.
func TestFilesSetAside(t *testing.T) {
	tree := baseTree(t)
	tree["data/FY2024/1-a.toml.old"] = tree["data/FY2024/1-a.toml"]
	tree["data/FY2024/1-x.toml.txt"] = tree["data/FY2024/1-a.toml"]
	tree["data/FY2024/1-y.txt"] = ""
	var got []string
	for _, p := range check(t, writeTree(t, tree)).All() {
		if p.Code == "K124" {
			said := p.In("en")
			got = append(got, said.Message+"; "+said.Hint)
		}
	}
	want := []string{
		"1-a.toml.old is not used (is it a copy of 1-a.toml?); check its name and place, or delete it",
		"1-x.toml.txt is not used; did you mean 1-x.toml?",
		"1-y.txt is not used; did you mean 1-y.toml?",
	}
	must.Equal(t, got, want)
}

// A command typed beside or below a city's folder is told where the city is.
func TestCityElsewhere(t *testing.T) {
	tree := map[string]string{}
	for p, text := range baseTree(t) {
		tree["machi/"+p] = text
	}
	dir := writeTree(t, tree)
	for at, want := range map[string]string{"": "cd machi", "machi/data": "cd ..", "machi/content": "cd .."} {
		list := check(t, filepath.Join(dir, at)).All()
		if len(list) != 1 || list[0].Code != "K123" || !strings.Contains(list[0].In("en").Hint, want) {
			t.Errorf("%q: %v", at, list)
		}
	}
	if list := check(t, t.TempDir()).All(); len(list) != 1 || !strings.Contains(list[0].In("ja").Hint, "tassei new city") {
		t.Errorf("nothing there: %v", list)
	}
}

// TestKeyOfAnotherPlace: a key that is spelt as one of another table is said to stand there.
func TestKeyOfAnotherPlace(t *testing.T) {
	for line, want := range map[string]string{
		`actual    = {value = 48, as_of = "R7.3"}`:                          "as_of belongs in data/FY2024/<sheet>.toml [[record]], not here: as_of = {",
		"actual    = 48\nhistory = {FY2020 = 3}":                            "history belongs in data/plan/<sheet>.toml [[indicator]], not here: history = {",
		"actual    = 48\nlevel = \"policy\"":                                "level belongs in data/plan/<sheet>.toml, not here: level = ",
		"actual    = 48\nband = \"a\"":                                      "band belongs in data/city.toml, not here: [[band]]",
		"actual    = 48\nprinted = \"―\"":                                   "printed belongs in baseline, target, actual, forecast = {…}, not here: printed = ",
		`actual    = {value = 48, second_name = {ja = "うち", en = "of it"}}`: "second = …",
	} {
		tree := baseTree(t)
		tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], "actual    = 48", line)
		list := check(t, writeTree(t, tree)).All()
		if len(list) == 0 || !strings.Contains(list[0].In("en").Hint, want) {
			t.Errorf("%s: %v", line, list)
		}
	}
}
