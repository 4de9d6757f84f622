package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A search of thousands of pages is not made anew where a few of them have other words: the files that
// stand are mended, and nothing is wanted of the other initiatives. What cannot be mended to the very bytes of
// a search that is made is made.

// StandingSearch is a language's search as it stands, and what has become of it.
type StandingSearch struct {
	Files   []string // of its part, by path
	Read    func(path string) ([]byte, error)
	Was, Is []*Search // of the initiatives that were drawn again, in the same order
}

// MendedSearch is a language's search with other words of some pages.
type MendedSearch struct {
	Kept []string // its files that are as they were
	made []searchFile
}

// searchFile is a file without the hash in its name.
type searchFile struct {
	name string
	data []byte
}

// write writes what is not as it was, and returns the path of the index.
func (m *MendedSearch) write(s *Site) (index string, err error) {
	for _, f := range m.made { // the index is the last
		if index, err = s.hashed(f.name, f.data); err != nil {
			return "", err
		}
	}
	return index, nil
}

// searchMend is a search while it is mended.
type searchMend struct {
	l      *language
	stands StandingSearch
	pages  map[string]*mendedEntry // by their link as the index has it
	places []*mendedEntry          // the same, in the order of the index
	firsts []int                   // the first page of each file of texts
	made   []searchFile
	kept   []string
}

// mendedEntry is a page that has other words.
type mendedEntry struct {
	was, is searchEntry
	place   int
	text    [4]string
}

var errUnmended = errors.New("the search cannot be mended")

// MendSearch gives a search other words for some pages. It is nil where that cannot be: where other
// pages are found than before, or where a file of texts would begin with another.
func (s *Site) MendSearch(tag string, stands StandingSearch) *MendedSearch {
	l := s.languages[slices.Index(s.in.City.Languages, tag)]
	m := &searchMend{l: l, stands: stands, pages: map[string]*mendedEntry{}}
	if !m.compare() {
		return nil
	}
	path := m.path(indexName(tag))
	if path == "" {
		return nil
	}
	standing, err := stands.Read(path)
	if err != nil {
		return nil
	}
	index, err := m.index(standing)
	if err != nil {
		return nil
	}
	return &MendedSearch{Kept: m.kept, made: append(m.made, searchFile{indexName(tag), index})}
}

// compare finds the pages with other words. It reports false where other pages are found.
func (m *searchMend) compare() bool {
	turn := m.l.site.index[m.l.Tag].turn
	for i, is := range m.stands.Is {
		was := m.stands.Was[i]
		if len(is.entries) != len(was.entries) {
			return false
		}
		for j, e := range is.entries {
			former := was.entries[j]
			switch {
			case e.path != former.path:
				return false
			case e.same(&former):
				continue
			}
			p := &mendedEntry{was: former, is: e, place: -1, text: e.texts()}
			if turn != nil {
				turn(&p.is, &p.text)
			}
			m.pages[string(scriptText(m.l.searchLink(e.path)))] = p
		}
	}
	return true
}

func (e *searchEntry) same(o *searchEntry) bool {
	return e.title == o.title && e.lang == o.lang && e.where == o.where && e.line == o.line && slices.Equal(e.keys, o.keys) &&
		e.head == o.head && e.text == o.text && e.foreign == o.foreign && e.grams == o.grams
}

// path is the file that stands by a name without its hash, "" for none.
func (m *searchMend) path(name string) string {
	stem, ext, _ := strings.Cut(name, ".")
	for _, path := range m.stands.Files {
		if rest, ok := strings.CutPrefix(path, stem+"."); ok && strings.Count(rest, ".") == 1 && strings.HasSuffix(rest, "."+ext) {
			return path
		}
	}
	return ""
}

// index mends the index, part by part as writeIndex writes it.
func (m *searchMend) index(standing []byte) ([]byte, error) {
	r := &scriptReader{rest: standing}
	out := make([]byte, 0, len(standing)+len(standing)/64)
	out = m.lines(r, append(out, r.literal("window.tasseiIndex={pages:[")...))
	out = append(append(append(out, r.literal("],foreign:")...), r.text()...), r.literal(",texts:[")...)
	if len(m.places) != len(m.pages) {
		return nil, errUnmended
	}
	out, err := m.texts(r, out)
	if err != nil {
		return nil, err
	}
	out = m.grams(r, append(out, r.literal("],grams:{")...))
	out = append(out, r.literal("}};\n")...)
	if r.wrong || len(r.rest) > 0 {
		return nil, errUnmended
	}
	return out, nil
}

// lines mends the pages as results show them, and finds their places.
func (m *searchMend) lines(r *scriptReader, out []byte) []byte {
	for n := 0; n == 0 || r.skip(","); n++ {
		from := r.rest
		r.literal("[")
		p := m.pages[string(r.text())]
		for range 4 { // title, language, where and line
			r.literal(",")
			r.text()
		}
		r.literal("]")
		line := from[:len(from)-len(r.rest)]
		if p != nil {
			p.place, m.places = n, append(m.places, p)
			line = m.l.indexLine(&p.is)
		}
		out = appendNext(out, n == 0, line)
	}
	return out
}

// appendNext appends one thing of a list.
func appendNext(out []byte, first bool, one []byte) []byte {
	if !first {
		out = append(out, ',')
	}
	return append(out, one...)
}

// texts mends the files of texts, whose names the index has.
func (m *searchMend) texts(r *scriptReader, out []byte) ([]byte, error) {
	for n := 0; n == 0 || r.skip(","); n++ {
		r.literal("[")
		m.firsts = append(m.firsts, r.number())
		r.literal(",")
		r.text()
		r.literal("]")
	}
	if r.wrong {
		return nil, errUnmended
	}
	rest := m.places
	for n, first := range m.firsts {
		name := textsName(m.l.Tag, n)
		path := m.path(name)
		here := len(rest)
		if n+1 < len(m.firsts) {
			here = sort.Search(len(rest), func(i int) bool { return rest[i].place >= m.firsts[n+1] })
		}
		if here == 0 {
			m.kept = append(m.kept, path)
		} else {
			data, err := m.textsFile(path, n, rest[:here])
			if err != nil {
				return nil, err
			}
			rest, path, m.made = rest[here:], hashedName(name, data), append(m.made, searchFile{name, data})
		}
		out = appendNext(out, n == 0, fileLine(first, m.l.searchLink(path)))
	}
	return out, nil
}

// textsFile gives the nth file of texts those of some pages. What it takes apart it must put together to
// the same bytes, and the file must be full with the same page as before.
func (m *searchMend) textsFile(path string, n int, pages []*mendedEntry) ([]byte, error) {
	standing, err := m.stands.Read(path)
	if err != nil {
		return nil, err
	}
	first := m.firsts[n]
	list, framed := bytes.CutPrefix(standing, []byte("tasseiTexts("+itoa(first)+","))
	list, ended := bytes.CutSuffix(list, []byte(");\n"))
	var texts [][4]string
	if !framed || !ended || json.Unmarshal(list, &texts) != nil || !bytes.Equal(textsScript(first, texts), standing) {
		return nil, errUnmended
	}
	for _, p := range pages {
		if p.place-first >= len(texts) {
			return nil, errUnmended
		}
		texts[p.place-first] = p.text
	}
	size := 0
	for i, text := range texts {
		if size >= textFileBytes {
			return nil, errUnmended // it would have been full before
		}
		for _, s := range text {
			size += len(s)
		}
		if last := i == len(texts)-1; last && size < textFileBytes && n+1 < len(m.firsts) {
			return nil, errUnmended // it would not be full yet
		}
	}
	return textsScript(first, texts), nil
}

// gramChange is a page that has a gram now, or no longer has it.
type gramChange struct {
	place int
	has   bool
}

// changes are the grams that pages have got or lost, each with its pages in order.
func (m *searchMend) changes() map[string][]gramChange {
	changes := map[string][]gramChange{}
	for _, p := range m.places {
		was, is := gramsOf(&p.was), gramsOf(&p.is)
		for gram := range was {
			if !is[gram] {
				changes[gram] = append(changes[gram], gramChange{p.place, false})
			}
		}
		for gram := range is {
			if !was[gram] {
				changes[gram] = append(changes[gram], gramChange{p.place, true})
			}
		}
	}
	return changes
}

func gramsOf(e *searchEntry) map[string]bool {
	grams := map[string]bool{}
	for gram := range strings.SplitSeq(e.grams, "\n") {
		if gram != "" {
			grams[gram] = true
		}
	}
	return grams
}

// grams mends where each gram occurs, in the order of their bytes.
func (m *searchMend) grams(r *scriptReader, out []byte) []byte {
	changes := m.changes()
	wanted := slices.Sorted(maps.Keys(changes))
	empty := true
	put := func(line []byte) {
		out = appendNext(out, empty, line)
		empty = false
	}
	mend := func(standing []byte) {
		list, ok := mendPostings(standing, changes[wanted[0]])
		r.wrong = r.wrong || !ok
		if len(list) > 0 {
			put(gramLine(wanted[0], list))
		}
		wanted = wanted[1:]
	}
	for first := true; first || r.skip(","); first = false {
		from := r.rest
		name := r.plain()
		r.literal(":")
		list := r.plain()
		for len(wanted) > 0 && wanted[0] < string(name) {
			mend(nil)
		}
		if len(wanted) > 0 && wanted[0] == string(name) {
			mend(list)
			continue
		}
		put(from[:len(from)-len(r.rest)])
	}
	for len(wanted) > 0 {
		mend(nil)
	}
	return out
}

// mendPostings changes the places of a gram as the index has them. It reports false where it has not the pages that
// lose it, or has those that get it.
func mendPostings(standing []byte, changes []gramChange) ([]byte, bool) {
	p, place := &postings{}, 0
	next := func(until int) bool { // the changes before a place
		for ; len(changes) > 0 && changes[0].place < until; changes = changes[1:] {
			if !changes[0].has {
				return false
			}
			p.add(changes[0].place)
		}
		return true
	}
	for step := range strings.FieldsSeq(string(standing)) {
		n, err := strconv.ParseUint(step, 36, 31)
		if place += int(n); err != nil || !next(place) {
			return nil, false
		}
		if len(changes) > 0 && changes[0].place == place {
			if changes[0].has {
				return nil, false
			}
			changes = changes[1:]
			continue
		}
		p.add(place)
	}
	if !next(math.MaxInt) {
		return nil, false
	}
	return p.appendTo(nil), true
}
