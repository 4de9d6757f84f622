package site

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tassei/generator/carry"
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
	Makes  func(part string) bool
	Whole  *Whole                   // of the build before, where the lists are not to be made
	Search map[string]*MendedSearch // by language, of those that are not to be made but mended
}

func (a *Again) makes(part string) bool { return a == nil || a.Makes(part) }

// Mends reports whether a part is mended, which is to say written, but not made.
func (a *Again) Mends(part string) bool {
	tag, isSearch := strings.CutPrefix(part, searchPart)
	return a != nil && isSearch && a.Search[tag] != nil
}

// Whole is what other parts want of the lists.
type Whole struct {
	lastAsOf map[kpi.Year]dataDate
	of       map[string]*wholeOf // by language
}

// wholeOf is what they want of a language.
type wholeOf struct {
	begin    beginnings
	entries  []searchEntry // pages of the lists that the search finds
	standing []searchEntry // standing pages that it finds, but for the one about the site
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

// making is the site while it makes a part, of which each file is told. Other parts
// may be made at the same time.
func (s *Site) making(part string) *Site {
	out := s.raw
	if wrote := s.in.Wrote; wrote != nil {
		out = out.telling(func(path string) { wrote(part, path) })
	}
	return s.to(out)
}

// making is the language while its site makes a part.
func (l *language) making(part string) *language {
	return l.site.making(part).languages[slices.Index(l.city.Languages, l.Tag)]
}

// to is the site with another output, and with languages of its own that write there.
func (s *Site) to(out Output) *Site {
	own := *s
	own.in.Output = out
	own.languages = make([]*language, len(s.languages))
	for i, l := range s.languages {
		mine := *l
		mine.site = &own
		own.languages[i] = &mine
	}
	return &own
}

// sideBySide does something for each language at the same time. The error is that of
// the first of them.
func sideBySide[T any](jobs int, languages []T, do func(i int, l T) error) error {
	errs := make([]error, len(languages))
	carry.Each(jobs, len(languages), func(i int) { errs[i] = do(i, languages[i]) })
	return cmp.Or(errs...)
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
	for _, e := range d.entries {
		if err := s.index[tag].add(e); err != nil {
			return err
		}
	}
	return nil
}

// found has the search find a page of the lists.
func (l *language) found(e searchEntry) {
	whole := l.site.whole.of[l.Tag]
	whole.entries = append(whole.entries, e)
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
	s.whole = &Whole{s.lastAsOf, map[string]*wholeOf{}}
	for _, tag := range s.in.City.Languages {
		s.whole.of[tag] = &wholeOf{}
	}
	s.count()
	err := sideBySide(s.in.Jobs, s.making(ListsPart).languages, func(_ int, l *language) error {
		for i, y := range s.in.Years {
			if err := l.yearPages(i, y, again); err != nil {
				return fmt.Errorf("%s: %w", y.Year, err)
			}
		}
		if !again.makes(ListsPart) {
			return nil
		}
		if err := l.siteOfAllYears(); err != nil {
			return err
		}
		s.whole.of[l.Tag].begin = l.beginnings()
		return nil
	})
	if err != nil {
		return nil, err
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
	err := sideBySide(s.in.Jobs, s.languages, func(_ int, l *language) error {
		about, err := l.prosePage("about")
		if err != nil {
			return err
		}
		if err := l.dataPage(); err != nil {
			return err
		}
		return l.finishSearch(again, about)
	})
	if err != nil {
		return err
	}
	for _, y := range s.in.Years {
		for _, l := range s.languages {
			if !again.makes(l.prefix + printPath(y.Year, "", false)) {
				continue
			}
			if err := s.closePrint(l, y.Year); err != nil {
				return err
			}
		}
	}
	if !again.makes(ListsPart) {
		return nil
	}
	if s.shared() {
		if err := s.making(ListsPart).discoverable(); err != nil {
			return err
		}
	}
	return s.targets.check()
}

// finishSearch adds the pages of the lists to the search, and the page about the
// site, and writes it.
func (l *language) finishSearch(again *Again, about searchEntry) error {
	part := SearchPart(l.Tag)
	if !again.makes(part) && !again.Mends(part) {
		return nil
	}
	l = l.making(part)
	var index string
	var err error
	if whole := l.site.whole.of[l.Tag]; again.Mends(part) {
		index, err = again.Search[l.Tag].write(l.site)
	} else if l.shown().search {
		index, err = l.writeIndex(slices.Concat(whole.entries, []searchEntry{about}, whole.standing))
	}
	if err != nil {
		return err
	}
	return l.searchPage(index)
}
