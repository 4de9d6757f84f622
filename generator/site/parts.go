package site

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// Beyond the pages of single initiatives a site has parts that are made of all of
// them: the lists with all pages that count rows, the search of each language, the
// print page of each year. Of a part that was made before, of the same facts and by
// the same program, nothing need be made again, and nothing is wanted of the
// initiatives.

// ListsPart is the part of all lists, OverviewPart that of the first pages, which
// also say how much is translated. The search's are "search-" and the language,
// those of print pages the page's path.
const (
	ListsPart    = "lists"
	OverviewPart = "overviews"
	searchPart   = "search-"
)

// SearchPart is the part of a language's search.
func SearchPart(tag string) string { return searchPart + tag }

// PrintParts are the parts of all print pages.
func (s *Site) PrintParts() []string {
	var parts []string
	for _, y := range s.in.Years {
		for _, l := range s.languages {
			parts = append(parts, l.prefix+printPath(y.Year, "", false))
		}
	}
	return parts
}

// Again says which parts are to be made; nil means all.
type Again struct {
	Makes func(part string) bool
	Whole *Whole // of the build before, where the lists are not to be made
}

func (a *Again) makes(part string) bool { return a == nil || a.Makes(part) }

// Whole is what other parts want of the lists.
type Whole struct {
	lastAsOf map[kpi.Year]dataDate
	begin    map[string]beginnings    // by language
	entries  map[string][]searchEntry // pages of the lists that the search finds
	standing map[string][]searchEntry // standing pages that it finds, but for the one about the site
}

// Lists is what the lists want of an initiative.
type Lists struct {
	place int
	years []drawnYear
}

// Lists is what the lists want of the initiative.
func (d *Drawn) Lists() *Lists { return &Lists{d.place, d.years} }

// Search is what a language's search wants of an initiative.
type Search struct{ entries []searchEntry }

// Search is what a language's search wants of the initiative.
func (d *Drawn) Search(tag string) *Search { return &Search{d.search[tag]} }

// watch has files told that are written for a part. Files of initiatives go past
// it: they are written at the same time.
func (s *Site) watch() {
	s.part, s.raw, s.whole = new(string), s.in.Output, &Whole{}
	if s.in.Wrote == nil {
		return
	}
	part, wrote := s.part, s.in.Wrote
	s.in.Output = s.raw.telling(func(path string) {
		if *part != "" {
			wrote(*part, path)
		}
	})
}

// telling is an output that tells of each file.
func (o Output) telling(tell func(path string)) Output {
	return Output{
		Write:  func(path string, data []byte) error { tell(path); return o.Write(path, data) },
		Create: func(path string) (io.WriteCloser, error) { tell(path); return o.Create(path) },
	}
}

// Shown are the sizes of the files of open data as the overviews show them.
func (s *Site) Shown() string {
	var b strings.Builder
	for _, l := range s.languages {
		for _, d := range s.downloads {
			b.WriteString(d.Path + " " + l.size(d.Bytes) + "\n")
		}
	}
	return b.String()
}

// make begins a part and returns what ends it.
func (s *Site) make(part string) (end func()) {
	before := *s.part
	*s.part = part
	return func() { *s.part = before }
}

// KeepLists takes over what the lists want. Like all of Keep it must be called in
// the order of the plan, by one goroutine.
func (s *Site) KeepLists(d *Lists) {
	for _, y := range d.years {
		if s.rows[y.year] == nil {
			s.rows[y.year] = make([]kpi.Row, 0, len(s.order)) // growing it would leave as much again behind
		}
		for i := range y.rows {
			s.shareWords(&y.rows[i])
		}
		first := len(s.rows[y.year])
		s.rows[y.year] = append(s.rows[y.year], y.rows...)
		s.names[y.year] = append(s.names[y.year], yearInitiative{y.initiative, first, first + len(y.rows), y.tally})
		s.lastAsOf[y.year] = s.lastAsOf[y.year].or(y.asOf)
	}
}

// KeepSearch takes over what a language's search wants.
func (s *Site) KeepSearch(tag string, d *Search) error {
	defer s.make(SearchPart(tag))()
	for _, e := range d.entries {
		if err := s.index[tag].add(e); err != nil {
			return err
		}
	}
	return nil
}

// found has the search find a page of the lists.
func (l *language) found(e searchEntry) {
	s := l.site
	s.whole.entries[l.Tag] = append(s.whole.entries[l.Tag], e)
}

// FinishLists writes the lists and all pages that count rows; or takes over what
// others want of them.
func (s *Site) FinishLists(again *Again) (*Whole, error) {
	if !again.makes(ListsPart) && !again.makes(OverviewPart) {
		s.whole = again.Whole
		for y, m := range s.whole.lastAsOf {
			s.lastAsOf[y] = m
		}
		return s.whole, nil
	}
	defer s.make(ListsPart)()
	s.whole = &Whole{s.lastAsOf, map[string]beginnings{}, map[string][]searchEntry{}, map[string][]searchEntry{}}
	s.count()
	for _, l := range s.languages {
		for i, y := range s.in.Years {
			if err := l.yearPages(i, y, again); err != nil {
				return nil, fmt.Errorf("%s: %w", y.Year, err)
			}
		}
		if !again.makes(ListsPart) {
			continue
		}
		if err := l.siteOfAllYears(); err != nil {
			return nil, err
		}
		s.whole.begin[l.Tag] = l.beginnings()
	}
	if !again.makes(ListsPart) {
		s.whole = again.Whole
	}
	return s.whole, nil
}

// Finish writes the parts that remain after the lists, and what is told of all. It
// checks that every link that the pages made has a page to go to, where the lists
// were made; where they were not, no initiative links to anything new.
func (s *Site) Finish(again *Again) error {
	for _, l := range s.languages {
		about, err := l.prosePage("about")
		if err != nil {
			return err
		}
		if err := l.dataPage(); err != nil {
			return err
		}
		if err := l.finishSearch(again, about); err != nil {
			return err
		}
	}
	for _, y := range s.in.Years {
		for _, l := range s.languages {
			page := l.prefix + printPath(y.Year, "", false)
			if !again.makes(page) {
				continue
			}
			end := s.make(page)
			err := s.closePrint(l, y.Year)
			if end(); err != nil {
				return err
			}
		}
	}
	if !again.makes(ListsPart) {
		return nil
	}
	defer s.make(ListsPart)()
	if s.shared() {
		if err := s.discoverable(); err != nil {
			return err
		}
	}
	return s.targets.check()
}

// finishSearch adds the pages of the lists to the search, and the page about the
// site, and writes it.
func (l *language) finishSearch(again *Again, about searchEntry) error {
	part := SearchPart(l.Tag)
	if !again.makes(part) {
		return nil
	}
	defer l.site.make(part)()
	whole := l.site.whole
	if !l.shown().search {
		return l.searchPage()
	}
	for _, e := range slices.Concat(whole.entries[l.Tag], []searchEntry{about}, whole.standing[l.Tag]) {
		if err := l.site.index[l.Tag].add(e); err != nil {
			return err
		}
	}
	return l.searchPage()
}
