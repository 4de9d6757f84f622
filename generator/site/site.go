// Package site knows which pages exist, how they are made and whether their
// links hold. Facts come in as kpi records, pages go out as bytes by path; it
// reads no files and writes none.
//
// A Site is made once, with every layout compiled for every language. Then
// each initiative is taken through all its years and languages (Sheet), by any
// number of workers at once; what the lists need of it is kept as small rows
// (KeepLists, KeepPrint, KeepSearch), in order; and Finish makes the pages that need the whole year.
//
//	s, err := site.New(input)
//	drawn, err := s.Sheet(sheet)   // in any order, in parallel
//	s.KeepLists(drawn.Lists())     // in the order of the plan, as KeepPrint and KeepSearch
//	err = s.Finish()
package site

import (
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"sync"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/layout"
)

var (
	hundred = big.NewRat(100, 1)
	twenty  = big.NewRat(20, 1)
)

func itoa(n int) string { return strconv.Itoa(n) }

// Output is where finished files go: paths are slash-separated and relative to
// the site's root. Both functions may be called by several goroutines.
type Output struct {
	Write  func(path string, data []byte) error
	Create func(path string) (io.WriteCloser, error)
}

// Input is everything that a site is made of, besides the sheets.
type Input struct {
	City        *kpi.City
	Years       []kpi.YearInfo                                 // to be built, ascending
	Initiatives []*kpi.Initiative                              // the plan, in order
	Active      func(*kpi.Indicator, kpi.Year) bool            // whether an indicator has a record in the year
	Node        func(sheet string, y kpi.Year) *kpi.Initiative // an initiative with nodes below it, as it stood in the year; nil for none
	Layouts     *layout.Set
	Tried       bool // every page of these layouts was made before, in every language
	Catalogues  map[string]*lang.Catalogue
	Pages       map[string]map[string]StandingPage // by language and name
	Coverage    func() map[string]lang.Coverage    // translations, by language; asked when all sheets are drawn
	Documents   map[kpi.Year]string                // the year's source document, by its path in the site
	SourceTexts map[kpi.Year]*SourceText           // what it says, of those that are texts
	Fields      func(tag string) []FieldTable      // the fields of the open data, for data.html
	Dataset     func(tag string) string            // schema.org Dataset as a JSON text safe inside a script element
	Notices     []string                           // paths of the notices of what the site is made with
	Seals       []Seal
	Snapshot    *Snapshot                                                     // set when a sealed snapshot is made
	PublicKeys  []string                                                      // paths of the public keys in the site
	Preview     string                                                        // address of the live reload script while serving, "" otherwise
	Cached      func(key string, draw func() ([]byte, error)) ([]byte, error) // of share images; nil draws each
	Output      Output
	Wrote       func(part, path string) // told of each file of a part (see Again), by several goroutines; nil for nobody
	Jobs        int                     // how many languages are readied and finished at once; 0: as many as there are processors
}

// StandingPage is a page of words such as about, in one language.
type StandingPage struct {
	Title    string
	Markdown string
	Stale    bool   // translated from an older original
	Tag      string // the language that it is really in
}

// FieldTable is one table of the open data with its fields.
type FieldTable struct {
	ID, Title string
	Fields    []Field
}

// Field is one field of the open data, described for readers.
type Field struct{ Name, Title, Type, Unit, Meaning string }

// Download is one file of open data as pages offer it. How large it became and
// whether it is of one year is known only when it is written; opendata.File tells
// which files there are before.
type Download struct {
	Path  string   // from the site's root
	Year  kpi.Year // 0 for a file over all years
	Title lang.Text
	Bytes int64
}

// Snapshot is what a sealed year says about itself.
type Snapshot struct {
	Year    kpi.Year
	Edition string // FY2024 or FY2024-2
	Date    string // ISO date
	Latest  string // address of the latest site, "" when unknown
}

// Sheet is one initiative on its way to its pages. Its years are those that are
// built, ascending; the reader of the data also has drafts, and what it counted.
type Sheet struct {
	Place    int // in Input.Initiatives
	Years    []kpi.YearSheet
	Achieved map[*kpi.Record]kpi.Achievement // of the records, where that is known
	Before   *Earlier                        // years that need not be drawn; nil draws all
}

// Earlier are years of an initiative whose files are there, as an earlier build
// drew them from the same facts.
type Earlier struct {
	Until  kpi.Year // the first that is drawn; never later than the latest year of the site
	Lists  *Lists
	Prints []Print // with their HTML
}

// Site makes pages. Its methods are safe for concurrent use where they say so.
type Site struct {
	in        Input
	languages []*language
	order     []kpi.ID // indicators in the order of the plan
	place     map[kpi.ID]int
	plan      map[kpi.ID]*kpi.Indicator
	measures  map[kpi.ID][]kpi.ID // others of one and the same measurement: the data says it on one side, pages on both
	targets   *targets
	rows      map[kpi.Year][]kpi.Row
	names     map[kpi.Year][]yearInitiative
	tallies   map[kpi.Year]yearTallies // set by Finish
	large     map[kpi.Year]bool        // years with more rows than one page can hold
	arith     usedRules                // set by Finish
	prints    map[printKey]*printPage
	index     map[string]*searchIndex
	lastAsOf  map[kpi.Year]dataDate
	dates     map[[2]string]lang.Text // words of rows, by language and text
	downloads []Download
	assets    assetNames
	turns     bool // a language of the site is written from right to left
	buffers   *sync.Pool
	raw       Output // Input.Output, which nobody watches
	whole     *Whole // set by FinishLists
}

// yearInitiative is an initiative's name in one year and which rows are its.
type yearInitiative struct {
	initiative  kpi.Initiative
	first, last int // half-open range of rows
	tally       kpi.Tally
}

// New compiles every layout for every language and writes the assets. Errors
// of layouts are layout.Errors.
func New(in Input) (*Site, error) {
	s := &Site{
		in: in, place: map[kpi.ID]int{}, plan: map[kpi.ID]*kpi.Indicator{}, measures: map[kpi.ID][]kpi.ID{}, targets: newTargets(),
		rows: map[kpi.Year][]kpi.Row{}, tallies: map[kpi.Year]yearTallies{}, large: map[kpi.Year]bool{}, names: map[kpi.Year][]yearInitiative{},
		prints: map[printKey]*printPage{}, index: map[string]*searchIndex{}, lastAsOf: map[kpi.Year]dataDate{}, dates: map[[2]string]lang.Text{},
	}
	s.raw, s.whole, s.turns = in.Output, &Whole{}, slices.ContainsFunc(in.City.Languages, lang.RightToLeft)
	s.buffers = &sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}
	for _, initiative := range in.Initiatives {
		for _, ind := range initiative.Indicators {
			s.place[ind.ID] = len(s.order)
			s.order = append(s.order, ind.ID)
			s.plan[ind.ID] = ind
			if other := ind.SameMeasureAs; other != "" {
				s.measures[ind.ID] = append(s.measures[ind.ID], other)
				s.measures[other] = append(s.measures[other], ind.ID)
			}
		}
	}
	for _, y := range in.Years {
		s.large[y.Year] = s.isLarge(y.Year)
	}
	if err := s.writeAssets(); err != nil {
		return nil, err
	}
	s.languages = make([]*language, len(in.City.Languages))
	if err := sideBySide(in.Jobs, in.City.Languages, func(i int, tag string) (err error) {
		s.languages[i], err = newLanguage(s, tag, i == 0)
		return err
	}); err != nil {
		return nil, err
	}
	for _, tag := range in.City.Languages {
		s.index[tag] = newSearchIndex(tag, s.making(SearchPart(tag)).hashed)
		if s.turns {
			s.index[tag].turn = turnEntry(tag, in.City.Languages[0])
		}
	}
	for _, l := range s.languages {
		if err := l.papers(); err != nil {
			return nil, err
		}
		for _, y := range in.Years {
			l.beside[y.Year] = l.around(y.Year.String()+"/", y.Year)
		}
	}
	return s, nil
}

// Drawn is an initiative whose own pages are written; Keep takes the rest.
type Drawn struct {
	place  int
	years  []drawnYear
	search map[string][]searchEntry
	prints []Print
}

type drawnYear struct {
	year       kpi.Year
	initiative kpi.Initiative
	rows       []kpi.Row
	asOf       dataDate
	tally      kpi.Tally
	made       []string          // files of the initiative
	wanted     map[string]string // files of others that it links to, to the first page that does
	files      []string          // that were written
}

// Sheet computes and writes the pages of one initiative: its own and its
// indicators', in every year and language. It may be called concurrently.
func (s *Site) Sheet(sheet Sheet) (*Drawn, error) {
	d := &Drawn{place: sheet.Place, search: map[string][]searchEntry{}}
	for _, y := range sheet.Years {
		dy := drawnYear{year: y.Year, initiative: y.Initiative}
		for _, rec := range y.Records {
			achieved, known := sheet.Achieved[rec]
			if !known {
				achieved = kpi.Achieve(s.in.City, rec)
			}
			row := kpi.NewRow(rec, achieved)
			dy.rows = append(dy.rows, row)
			dy.asOf = dy.asOf.with(rec)
		}
		dy.tally = kpi.Count(dy.rows)
		d.years = append(d.years, dy)
	}
	trends := s.trendsOf(sheet, d.years)
	for i, y := range sheet.Years {
		if d.earlier(i, sheet.Before) {
			continue
		}
		for _, l := range s.forSheet(&d.years[i]) {
			if err := l.sheetPages(d, &d.years[i], y, trends); err != nil {
				return nil, fmt.Errorf("%s %s: %w", y.Year, y.Initiative.Sheet, err)
			}
		}
	}
	for _, entries := range d.search {
		for i := range entries {
			entries[i].index()
		}
	}
	d.forgetOwn()
	s.targets.join(d.years)
	return d, nil
}

// shareWords gives rows with the same words the same copy of them: the dates
// of a year's figures are few, and a copy in each would be a third of a row.
func (s *Site) shareWords(r *kpi.Row) {
	for _, f := range []*kpi.Figure{&r.Baseline, &r.Target, &r.Actual} {
		text := f.AsOf.Text
		if len(text) != 1 {
			continue
		}
		for tag, words := range text {
			key := [2]string{tag, words}
			if s.dates[key] == nil {
				s.dates[key] = text
			}
			f.AsOf.Text = s.dates[key]
		}
	}
}

// Offer adds a file of open data to those that pages link to. Call it before
// Finish.
func (s *Site) Offer(d Download) {
	s.targets.makes(d.Path)
	s.downloads = append(s.downloads, d)
}

// Rows returns the rows of a year that have been kept, in the order of the plan.
func (s *Site) Rows(y kpi.Year) []kpi.Row { return s.rows[y] }

// discoverable writes what only a site with an address can have.
func (s *Site) discoverable() error {
	for _, l := range s.languages {
		if err := l.feed(); err != nil {
			return err
		}
	}
	return s.sitemap()
}

// indicatorIn is an indicator as a year had it, where its row is among those known, else as
// the plan has it today: what was renamed since had another name then, or was another one.
func (s *Site) indicatorIn(known []kpi.Row, id kpi.ID) *kpi.Indicator {
	for i := range known {
		if known[i].Indicator.ID == id {
			return known[i].Indicator
		}
	}
	return s.plan[id]
}

func (s *Site) latest() kpi.Year { return Latest(s.in.Years) }

// Latest is the year that the front page shows: the newest that is no draft.
func Latest(years []kpi.YearInfo) kpi.Year {
	for i := len(years) - 1; i >= 0; i-- {
		if !years[i].Draft {
			return years[i].Year
		}
	}
	if len(years) == 0 {
		return 0
	}
	return years[len(years)-1].Year
}
