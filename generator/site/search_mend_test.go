package site

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// searchOf writes a search of some initiatives, in English beside a first language.
func searchOf(t *testing.T, sheets []*Search, turn bool) (*Site, map[string][]byte) {
	t.Helper()
	files := map[string][]byte{}
	s := &Site{targets: newTargets(), index: map[string]*searchIndex{}, in: Input{City: &kpi.City{Languages: []string{"en"}},
		Output: Output{Write: func(path string, data []byte) error { files[path] = bytes.Clone(data); return nil }}}}
	l := &language{site: s, prefix: "en/", voice: voice{Catalogue: &lang.Catalogue{Tag: "en"}, first: "ja"}}
	s.languages = []*language{l}
	s.index["en"] = newSearchIndex("en", s.hashed)
	if turn {
		s.index["en"].turn = turnEntry("en", "ar")
	}
	for _, sheet := range sheets {
		must.Succeed(t, s.KeepSearch("en", sheet))
	}
	must.Succeed(t, must.Err(l.writeIndex([]searchEntry{{path: "en/about.html", title: `About "],foreign:`, text: "words"}})))
	return s, files
}

// someWords are some that are awkward to write in a script, some Japanese and some of another direction.
func someWords(r *rand.Rand, n int) string {
	stock := []string{`a"b`, `back\`, "<b>&", "],[", `\"`, "\u2028", "相談", "件数を", "増やす", "1,647", "naïve", "الخدمات", "0", "\n"}
	var b strings.Builder
	for range n {
		if r.IntN(4) == 0 {
			b.WriteString(itoa(r.IntN(3000)))
		} else {
			b.WriteString(stock[r.IntN(len(stock))])
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// longText is long, and has few grams.
func longText(r *rand.Rand, n int) string {
	return someWords(r, 40) + strings.Repeat("filling ", n)
}

// TestMendedSearchIsAsMade: a search with other words of some pages is, file for file, the one that is made of all pages;
// where it would not be, it is not mended.
func TestMendedSearchIsAsMade(t *testing.T) {
	for _, turn := range []bool{false, true} {
		r := rand.New(rand.NewPCG(1, 2))
		var sheets []*Search
		for i := range 80 {
			s := &Search{}
			for j := range 1 + i%2 {
				e := searchEntry{path: "en/FY2024/" + itoa(i) + "-" + itoa(j) + ".html", title: someWords(r, 3), head: someWords(r, 20), text: longText(r, 900), keys: []string{itoa(i)}}
				e.index()
				s.entries = append(s.entries, e)
			}
			sheets = append(sheets, s)
		}
		site, files := searchOf(t, sheets, turn)
		mended := 0
		for n := range 25 {
			stands := StandingSearch{Files: slices.Collect(maps.Keys(files)), Read: func(path string) ([]byte, error) { return files[path], nil }}
			next := slices.Clone(sheets)
			for _, i := range r.Perm(len(sheets))[:1+r.IntN(3)] {
				next[i] = &Search{slices.Clone(sheets[i].entries)}
				changeWords(r, &next[i].entries[0])
				stands.Was, stands.Is = append(stands.Was, sheets[i]), append(stands.Is, next[i])
			}
			m := site.MendSearch("en", stands)
			was := files
			site, files = searchOf(t, next, turn)
			sheets = next
			if m == nil {
				continue
			}
			mended++
			got := map[string][]byte{}
			for _, path := range m.Kept {
				got[path] = was[path]
			}
			for _, f := range m.made {
				got[hashedName(f.name, f.data)] = f.data
			}
			if !maps.EqualFunc(got, files, bytes.Equal) {
				t.Fatalf("%d: %v instead of %v", n, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(files)))
			}
		}
		if mended < 10 || mended == 25 || len(files) < 4 {
			t.Errorf("%d of 25 were mended, with %d files", mended, len(files))
		}
	}
}

// changeWords changes some of a page's words, sometimes many.
func changeWords(r *rand.Rand, e *searchEntry) {
	switch n := r.IntN(8); {
	case n < 2:
		e.text = longText(r, 300+r.IntN(1200))
	case n < 4:
		e.line = someWords(r, 2)
	default:
		e.text = strings.Replace(e.text, " ", itoa(r.IntN(9)), 1) + "新語" + itoa(r.IntN(99))
	}
	e.grams = ""
	e.index()
}

// TestSearchOfOtherPagesIsNotMended: a page more or less, a file that is not as it was written, and one that is not there.
func TestSearchOfOtherPagesIsNotMended(t *testing.T) {
	entry := func(path, text string) searchEntry {
		e := searchEntry{path: path, text: text}
		e.index()
		return e
	}
	one := &Search{[]searchEntry{entry("en/a.html", "some words"), entry("en/b.html", "others")}}
	other := &Search{[]searchEntry{entry("en/a.html", "new words"), entry("en/b.html", "others")}}
	site, files := searchOf(t, []*Search{one}, false)
	for name, c := range map[string]struct {
		is   *Search
		file func(path string, data []byte) []byte
		good bool
	}{
		"other words":  {other, nil, true},
		"a page less":  {&Search{other.entries[:1]}, nil, false},
		"another page": {&Search{[]searchEntry{other.entries[0], entry("en/c.html", "others")}}, nil, false},
		"a file lost":  {other, func(string, []byte) []byte { return nil }, false},
		"cut short":    {other, func(_ string, data []byte) []byte { return data[:len(data)-9] }, false},
		"other letters": {other, func(_ string, data []byte) []byte {
			return bytes.Replace(data, []byte("words"), []byte(`w\u006frds`), 1)
		}, false},
	} {
		stands := StandingSearch{Files: slices.Collect(maps.Keys(files)), Was: []*Search{one}, Is: []*Search{c.is}}
		stands.Read = func(path string) ([]byte, error) {
			if c.file != nil {
				return c.file(path, files[path]), nil
			}
			return files[path], nil
		}
		if got := site.MendSearch("en", stands); (got != nil) != c.good {
			t.Errorf("%s: mended is %v", name, got != nil)
		}
	}
}
