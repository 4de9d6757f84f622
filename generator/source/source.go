package source

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// Year is a fiscal year, as kpi names it.
type Year = kpi.Year

// Source is one city's folder: what all its sheets share, read, and where the
// rest stands. After Open it does not change, so many may use it at once.
type Source struct {
	root    *os.Root
	instead map[string][]byte // texts of files in place of those on the disk (With)
	before  *Before

	city      kpi.City
	dating    lang.Years // how the city counts its years
	years     []kpi.YearInfo
	yearRules map[Year]string // the rules that years choose
	judgedBy  string          // "grades" where the city's grades stand for bands
	plan      []*initiative
	light     []*kpi.Initiative // plan as Initiatives gives it
	byID      map[kpi.ID]*kpi.Indicator
	bySheet   map[string]*initiative
	spans     map[kpi.ID]span

	files    []string // every input file, sorted
	pages    map[string]map[string]Page
	names    []string                // of standing pages
	problems *diag.List              // of Open
	refused  []string                // paths that are there but must not be opened
	lost     []string                // sheets with records and comments but without their plan
	misspelt []string                // files that are there under a name that cannot be an id
	silenced []string                // languages with texts that the city does not name, told once
	prepared []string                // languages that the city does not name yet, with nothing but copies of the originals
	vague    bool                    // sections.toml could not be read, so ids may be missing
	unsure   bool                    // a year could not be read, so years cannot be compared
	opened   tally                   // translations that Open met
	pending  []link                  // met before the plan was read
	oneWay   map[string]diag.Problem // rules of the city's that suit only what is to rise, by id
	rateless []diag.Problem          // bands of the city's that no rate can give, unless the plan has a rule

	nodes      sync.Map // *kpi.Initiative by nodeYear
	astray     sync.Map // []moved by Year
	keptOnce   sync.Once
	kept       map[string][]pair // of TextsFile, once asked for
	keptRaw    []byte            // its bytes
	cityBefore bool              // data/city.toml is as it was before
	fitBefore  bool              // and TextsFile, too
	staleOnce  sync.Once
	staleTexts *StaleTexts // of the TOML files, once asked for

	mu       sync.Mutex
	coverage map[int]tally   // of the sheets that have been read, by their place
	used     map[string]bool // sections that the sheets read so far name
	reads    map[string]int  // how often each file was read
	sheets   map[int]int     // how often each sheet was read, by its place
	counts   sync.Mutex      // of reads and sheets
}

// initiative is one sheet of the plan with what kpi does not need to know.
type initiative struct {
	*kpi.Initiative
	file     string
	unsure   bool // an indicator could not be read, so ids may be missing
	problems []diag.Problem
	tally    tally
	spans    map[kpi.ID]span
	orderAt  diag.Problem    // the place of order, for duplicates
	parentAt diag.Problem    // the place of parent
	named    map[kpi.ID]bool // the indicators that name sections of their own
	links    []link
}

// span bounds the years of an indicator; 0 is open. When a bound is wrong, no
// more is told of the years.
type span struct {
	since, until Year
	unsure       bool
}

// link is a mention of an indicator, to be checked when the plan is known.
type link struct {
	to kpi.ID
	at diag.Problem // code and place, ready but for the nearest id
}

// Entry is what a folder holds under a name.
type Entry struct {
	Name string
	Type fs.FileMode
}

// Before is what is known of a city before it is read: what an earlier reading of all
// of it knew, which found no error, and what its folders hold now.
type Before struct {
	// Listed are the folders that somebody has just listed, by their paths; any other
	// folder is listed when it is read.
	Listed map[string][]Entry
	// Same tells the texts that were the same then, by path and bytes. On those both
	// readers of TOML agreed (see [toml.Document.Agree]). It is called by several goroutines;
	// nil where there was no earlier reading.
	Same  func(path string, text []byte) bool
	Stale []string // files with translations that were out of date (see StaleTexts)
}

func (b *Before) same(path string, text []byte) bool {
	return b != nil && b.Same != nil && b.Same(path, text)
}

// Open reads what all sheets of a city share. The error is a folder that
// cannot be opened; what is wrong in the files is in the list. With errors in
// the list the source may be incomplete.
func Open(dir string) (*Source, *diag.List, error) { return OpenAfter(dir, nil) }

// OpenAfter is Open where something is known of before; nil for nothing.
func OpenAfter(dir string, before *Before) (*Source, *diag.List, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open source: %w", err)
	}
	s := &Source{root: root, problems: &diag.List{}, opened: tally{}, before: before}
	s.walk()
	if before != nil {
		s.before = &Before{Same: before.Same, Stale: before.Stale} // the lists are large, and nobody asks for them again
	}
	if !s.readCity() {
		return s, s.problems, nil // without its languages nothing else can be judged
	}
	s.problems.Languages = s.city.Languages
	s.readYears()
	s.readPlan()
	s.readPages()
	s.checkShared()
	return s, s.problems, nil
}

// Close lets go of the folder.
func (s *Source) Close() error { return s.root.Close() }

// Dir is the folder that was opened.
func (s *Source) Dir() string { return s.root.Name() }

// City is what holds for every year.
func (s *Source) City() *kpi.City { return &s.city }

// Years lists the years in order, drafts included.
func (s *Source) Years() []kpi.YearInfo { return s.years }

// Initiatives is the plan, in its order. Nothing in it changes after Open.
func (s *Source) Initiatives() []*kpi.Initiative { return s.light }

// Indicator is the plan's indicator with the id, or nil.
func (s *Source) Indicator(id kpi.ID) *kpi.Indicator { return s.byID[id] }

// Active reports whether the plan wants a record of the indicator in a year:
// its keys since and until bound its years.
func (s *Source) Active(ind *kpi.Indicator, y Year) bool {
	b := s.spans[ind.ID]
	return b.unsure || (b.since == 0 || y >= b.since) && (b.until == 0 || y <= b.until)
}

// readPlan reads the plan's sheets, several at once, and puts them in order.
func (s *Source) readPlan() {
	names := s.under("data/plan/")
	list := make([]*initiative, len(names))
	carry.Each(0, len(names), func(i int) { list[i] = s.readInitiative(names[i]) })
	s.plan = inTree(list)
	s.byID, s.spans, s.bySheet = map[kpi.ID]*kpi.Indicator{}, map[kpi.ID]span{}, map[string]*initiative{}
	units := map[string]lang.Text{} // few, of which each indicator has read its own
	for _, i := range s.plan {
		s.bySheet[i.Sheet] = i
		s.light = append(s.light, i.Initiative)
		s.problems.Add(i.problems...)
		s.inherit(i)
		s.opened.add(i.tally)
		for _, ind := range i.Indicators {
			s.byID[ind.ID] = ind
			ind.Unit = shared(units, ind.Unit, s.city.Languages)
			s.spans[ind.ID] = i.spans[ind.ID]
		}
		i.problems, i.tally, i.spans = nil, nil, nil
	}
}

// shared is a text that has the same words, of those that were met, or the text itself.
func shared(met map[string]lang.Text, text lang.Text, tags []string) lang.Text {
	var words strings.Builder
	for _, tag := range tags {
		words.WriteString(text[tag] + "\x00")
	}
	if other, ok := met[words.String()]; ok && other.Equal(text) {
		return other
	}
	met[words.String()] = text
	return text
}

// inTree puts the sheets in the order of the plan, each before those below it.
func inTree(list []*initiative) []*initiative {
	of := map[*kpi.Initiative]*initiative{}
	plan := make([]*kpi.Initiative, len(list))
	for n, i := range list {
		of[i.Initiative], plan[n] = i, i.Initiative
	}
	for n, i := range kpi.Tree(plan) {
		list[n] = of[i]
	}
	return list
}
