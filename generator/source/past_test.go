package source

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// What an indicator was before a year: the last record before it, whatever years have
// none, and under whatever id it stood.
func TestPastOf(t *testing.T) {
	const y24, y25 = "data/FY2024/1-i.toml", "data/FY2025/1-i.toml"
	for name, c := range map[string]struct {
		id             kpi.ID
		year           kpi.Year
		file, old, new string
		want           string
	}{
		"the years before":     {"1-i-shihyo-1", 2026, "", "", "", "1-i-shihyo-1 2025 1-i-shihyo-1 2024"},
		"a year itself is not": {"1-i-shihyo-1", 2025, "", "", "", "1-i-shihyo-1 2024"},
		"after all years":      {"1-i-shihyo-1", 2040, "", "", "", "1-i-shihyo-1 2026 1-i-shihyo-1 2025 1-i-shihyo-1 2024"},
		"the first year":       {"1-i-shihyo-1", 2024, "", "", "", ""},
		"none":                 {"1-i-shihyo-9", 2026, "", "", "", ""},
		"no such sheet":        {"1-x-shihyo-1", 2026, "data/FY2025/1-x.toml", "", "", ""}, // but its file is there
		"a year without it":    {"1-i-shihyo-1", 2026, y25, `indicator = "shihyo-1"`, `indicator = "shihyo-7"`, "1-i-shihyo-1 2024"},
		"another one since":    {"1-i-shihyo-1", 2026, y25, "continues = true", "continues = false", "1-i-shihyo-1 2025"},
		"of another sheet":     {"1-i-shihyo-2", 2026, "", "", "", "1-i-shihyo-2 2025 1-a-shihyo-1 2024"},
		"formerly another id":  {"1-i-shihyo-2", 2026, y25, `formerly  = "1-a-shihyo-1"`, `formerly  = "1-i-shihyo-1"`, "1-i-shihyo-2 2025 1-i-shihyo-1 2024"},
		"formerly none":        {"1-i-shihyo-2", 2026, y25, `formerly  = "1-a-shihyo-1"`, `formerly  = "1-a-shihyo-9"`, "1-i-shihyo-2 2025"},
		"a file without it":    {"1-i-shihyo-1", 2025, y24, `indicator = "shihyo-1"`, `indicator = "shihyo-2"`, ""},
	} {
		tree := baseTree(t)
		if c.old == "" && c.file != "" {
			tree[c.file] = tree[y25]
		} else if c.file != "" {
			tree[c.file] = substitute(t, tree[c.file], c.old, c.new)
		}
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		got := ""
		for rec := s.pastOf(c.id, c.year); rec != nil; rec = rec.Before {
			got += fmt.Sprint(" ", rec.Indicator.ID, " ", int(rec.Year))
		}
		must.Be(t, strings.TrimPrefix(got, " "), c.want, name)
		s.Close()
	}
}

// A record is taken for one of another sheet only where one sheet has one too many of a
// name and one other lacks just that.
func TestMovedRecords(t *testing.T) {
	record := func(names ...string) (text string) {
		for _, name := range names {
			text += fmt.Sprintf("[[record]]\nindicator = %q\n", name)
		}
		return text
	}
	const plan = "name = {ja = \"甲\", en = \"A\"}\norder = 9\n\n[[indicator]]\nkind = \"指標\"\nnumber = 1\nname = {ja = \"乙\", en = \"B\"}\nmeasured = \"number\"\ndirection = \"increase\"\n"
	all := []string{"shihyo-1", "shihyo-2", "mokuhyo-1", "mokuhyo-2"}
	for name, c := range map[string]struct{ a, i, u, want string }{
		"none":                        {record(all...), record("shihyo-1"), "", ""},
		"a name that the sheet knows": {record(all[1:]...), record("shihyo-1", "shihyo-1"), "", "1-a-shihyo-1 in 1-i"},
		"one that it has later":       {record("shihyo-1", "mokuhyo-1", "mokuhyo-2"), record("shihyo-1", "shihyo-2"), "", "1-a-shihyo-2 in 1-i"},
		"one that it has not":         {record(all[:3]...), record("shihyo-1", "mokuhyo-2"), "", "1-a-mokuhyo-2 in 1-i"},
		"with its sheet":              {record(all[:3]...), record("shihyo-1", "1-a-mokuhyo-2"), "", "1-a-mokuhyo-2 in 1-i"},
		"with the sheet it is in":     {record(all[:3]...), record("shihyo-1", "1-i-mokuhyo-2"), "", "1-a-mokuhyo-2 in 1-i"},
		"wide letters":                {record(all[:3]...), record("shihyo-1", " ｍｏｋｕｈｙｏ-２ "), "", "1-a-mokuhyo-2 in 1-i"},
		"the other way":               {record("shihyo-1", "shihyo-1", "shihyo-2", "mokuhyo-1", "mokuhyo-2"), record(), "", "1-i-shihyo-1 in 1-a"},
		"two of them":                 {record(all[1:3]...), record("shihyo-1", "shihyo-1", "mokuhyo-2"), "", "1-a-mokuhyo-2 in 1-i, 1-a-shihyo-1 in 1-i"},
		"two too many":                {record(all[1:]...), record("shihyo-1", "shihyo-1", "shihyo-1"), "", ""},
		"twice, of nowhere":           {record(all[:3]...), record("shihyo-1", "mokuhyo-2", "mokuhyo-2"), "", ""},
		"nobody lacks it":             {record(all...), record("shihyo-1", "mokuhyo-2"), "", ""},
		"nobody has it":               {record(all[:3]...), record("shihyo-1"), "", ""},
		"two lack it":                 {record(all[1:]...), record("shihyo-1", "shihyo-1"), record("x-1"), ""},
		"two have it":                 {record(all[:3]...), record("shihyo-1", "mokuhyo-2"), record("shihyo-1", "mokuhyo-2"), ""},
		"a third sheet has its own":   {record(all[1:]...), record("shihyo-1", "shihyo-1"), record("shihyo-1"), "1-a-shihyo-1 in 1-i"},
		"a file that cannot be read":  {record(all[1:]...), record("shihyo-1", "shihyo-1"), "[[record", "1-a-shihyo-1 in 1-i"},
		"it is in that file":          {record(all[:3]...), record("shihyo-1"), "[[record\n" + record("shihyo-1", "mokuhyo-2"), ""},
		"names that are none":         {record(all[:3]...), record("shihyo-1", "mokuhyo-2") + "[[record]]\nindicator = 3\n[[record]]\n", "", "1-a-mokuhyo-2 in 1-i"},
	} {
		tree := baseTree(t)
		tree["data/FY2024/1-a.toml"], tree["data/FY2024/1-i.toml"] = c.a, c.i
		if c.u != "" {
			tree["data/plan/1-u.toml"], tree["data/FY2024/1-u.toml"] = "code = \"⑴-ウ\"\n"+plan, c.u
		}
		s, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		for range 2 { // it is asked for again and again
			var got []string
			for _, m := range s.movedIn(2024) {
				got = append(got, string(m.id)+" in "+m.in)
			}
			slices.Sort(got)
			must.Be(t, strings.Join(got, ", "), c.want, name)
		}
		must.Be(t, len(s.movedIn(2030)), 0, name, "of a year without files")
		s.Close()
	}
}

// Who finds a translation to fit an original that has changed has it kept so; nothing
// else of what is kept changes.
func TestConfirmTexts(t *testing.T) {
	const file, ja, en = "data/plan/1-i.toml", "窓口の見直し", "Better counters"
	tree := baseTree(t)
	kept, _ := open(t, writeTree(t, tree)).BeginTexts(nil)
	tree[TextsFile] = string(kept)
	tree[file] = substitute(t, tree[file], ja, ja+"等")
	fit := Confirmed{file, "en", ja + "等", en}
	line := func(original string) string {
		return pair{file, "en", digestOfText(original), digestOfText(en)}.line()
	}
	lines := strings.SplitAfter(strings.Replace(string(kept), line(ja), line(ja+"等"), 1), "\n")
	slices.Sort(lines)
	want := strings.Join(lines, "")
	must.Be(t, strings.Contains(want, line(ja+"等")), true, "the line was there")
	for name, c := range map[string]struct {
		files map[string][]byte
		fit   []Confirmed
		stale int
	}{
		"none":             {nil, nil, 1},
		"found to fit":     {nil, []Confirmed{fit}, 0},
		"twice":            {nil, []Confirmed{fit, fit}, 0},
		"a written file":   {map[string][]byte{file: []byte(tree[file])}, []Confirmed{fit}, 0},
		"written, no more": {map[string][]byte{file: []byte(tree[file])}, nil, 1},
		"of other words":   {nil, []Confirmed{{file, "en", ja + "等々", en}}, 1},
		"of no file":       {nil, []Confirmed{{"data/plan/9.toml", "en", ja, en}}, 1},
	} {
		s := open(t, writeTree(t, tree))
		must.Be(t, len(s.StaleTexts().Problems()), 1, name, "before")
		data, ok := s.ConfirmTexts(c.files, c.fit)
		if c.stale == 0 {
			must.Be(t, ok, true, name)
			must.Be(t, string(data), want, name)
		}
		tree[TextsFile] = cmp.Or(string(data), string(kept))
		s = open(t, writeTree(t, tree))
		tree[TextsFile] = string(kept)
		must.Be(t, len(s.StaleTexts().Problems()), c.stale, name, "after")
		if c.stale == 0 {
			_, ok = s.ConfirmTexts(c.files, c.fit)
			must.Be(t, ok, false, name, "again")
		}
	}
	delete(tree, TextsFile)
	data, ok := open(t, writeTree(t, tree)).ConfirmTexts(nil, []Confirmed{fit})
	must.Be(t, string(data)+fmt.Sprint(ok), "false", "where none are kept")
}

// What is out of date is counted with what is there: texts of the files, comments and pages.
func TestCoverageOfWhatIsStale(t *testing.T) {
	tree := baseTree(t)
	s := open(t, writeTree(t, tree))
	kept, _ := s.BeginTexts(nil)
	tree[TextsFile] = string(kept)
	all := s.Coverage()["en"]
	must.Be(t, all, lang.Coverage{Done: all.Total, Total: all.Total})
	tree["content/FY2024/ja/1-a/shihyo-2.md"] += "付け足し。\n"
	tree["content/FY2025/ja/1-i/shihyo-1.md"] += "付け足し。\n"
	tree["content/pages/ja/about.md"] += "付け足し。\n"
	tree["data/plan/1-i.toml"] = substitute(t, tree["data/plan/1-i.toml"], "窓口の見直し", "窓口の見直し等")
	tree["data/sections.toml"] = substitute(t, tree["data/sections.toml"], `ja = "`, `ja = "新`)
	for _, recalled := range []bool{false, true} {
		s = open(t, writeTree(t, tree))
		if recalled {
			for i := range s.Initiatives() {
				sheet, _ := s.Sheet(i)
				s.Recall(i, sheet.Kept())
			}
		}
		must.Be(t, s.Coverage()["en"], lang.Coverage{Done: all.Done, Stale: 5, Total: all.Total}, recalled)
	}
}

// Of a page that is there but cannot be taken, in either language, nothing is told but that.
func TestPagesThatCannotBeTaken(t *testing.T) {
	for tag, c := range map[string]struct {
		stale        bool   // the other language's page, beside a link
		linked, gone string // what is told of a link, and of nothing
	}{
		"ja": {true, "K102 content/pages/ja/about.md", "K420 content/pages/en/about.md"},
		"en": {false, "K102 content/pages/en/about.md", "K412 content/pages/en/about.md"},
	} {
		for _, linked := range []bool{true, false} {
			file, want := "content/pages/"+tag+"/about.md", c.gone
			dir := writeTree(t, baseTree(t))
			must.Succeed(t, os.Remove(filepath.Join(dir, file)))
			if linked {
				want = c.linked
				must.Succeed(t, os.Symlink(filepath.Join(dir, "data/city.toml"), filepath.Join(dir, file)))
			}
			s, _, err := Open(dir)
			must.Succeed(t, err)
			var told []string
			for _, p := range s.Check(Options{}).All() {
				told = append(told, p.Code+" "+p.File)
			}
			must.Be(t, strings.Join(told, "; "), want, tag, linked)
			page, _ := s.Page("en", "about")
			must.Be(t, page.Stale, linked && c.stale, tag, linked, "stale")
			s.Close()
		}
	}
}
