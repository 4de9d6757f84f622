// Package opendata turns a year's facts into files for machines: JSON, CSV,
// xlsx, a Data Package, DCAT and schema.org, each made from one table of
// fields (fields.go), so that the same figure and the same meaning stand in
// all of them.
//
// A Set holds what is common to all files. Set.Rows does the work for one
// indicator and may run in many goroutines; a Year and the Observations take
// the finished rows in order and write them out at once, so that memory does
// not grow with the number of indicators but for their compressed copies in
// the year's xlsx and zip.
//
//	set, err := opendata.New(city, catalogues)
//	year := set.Year(info, stage.Create)
//	rows := set.Rows(opendata.Entry{Record: r, Achievement: &a, Initiative: ini, URL: url})
//	err = year.Add(rows)
//	err = year.Close()
//
// Nothing here reads a clock or the order of a map: the same facts give the
// same bytes.
package opendata

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// Format is the version of indicators.json. It changes only when a reader of
// the former one would go wrong.
const Format = 1

// Create opens one file of the site for writing, by its path from the site's
// root with slashes. output.Stage.Create is one.
type Create func(path string) (io.WriteCloser, error)

// Set is the open data of one city: its languages, fields and codes. Once it is
// in use it does not change, and it may be used by many goroutines.
type Set struct {
	city       *kpi.City
	languages  []string
	catalogues []*lang.Catalogue // in the order of languages
	first      string

	indicators, actions, sections, actionSections, initiatives, details, codelist, observations table

	codes    []Code
	cityJSON []byte
	editions map[kpi.Year]string
	store    store
}

// Close lets go of what the years kept outside of memory. They must all be closed,
// or never will be.
func (s *Set) Close() error { return s.store.Close() }

// Sealed names the newest sealed edition of each year that has one. It is to be
// called before anything is made of the set.
func (s *Set) Sealed(editions map[kpi.Year]string) { s.editions = maps.Clone(editions) }

// New makes the set of a city. It wants a catalogue for each of the city's
// languages, in any order.
func New(city *kpi.City, catalogues []*lang.Catalogue) (*Set, error) {
	s := &Set{city: city, languages: city.Languages, first: city.Languages[0]}
	for _, tag := range s.languages {
		i := slices.IndexFunc(catalogues, func(c *lang.Catalogue) bool { return c.Tag == tag })
		if i < 0 {
			return nil, fmt.Errorf("there is no catalogue for the language %q", tag)
		}
		s.catalogues = append(s.catalogues, catalogues[i])
	}
	s.initiatives = s.table("initiatives", initiativeFields, nil, "initiative_id")
	s.indicators = s.table("indicators", append(slices.Clip(indicatorFields), s.ownColumns()...), &s.initiatives, "indicator_id")
	s.actions = s.table("actions", actionFields, &s.indicators, "indicator_id", "action_no")
	s.sections = s.table("sections", sectionFields, &s.indicators, "indicator_id", "section_no")
	s.actionSections = s.table("action_sections", actionSectionFields, &s.actions, "indicator_id", "action_no", "section_no")
	s.details = s.table("details", detailFields, nil)
	s.codelist = s.table("codelist", codeFields, nil, "vocabulary", "code")
	s.observations = s.table("observations", observationFields, nil)
	s.codes = s.allCodes()
	s.cityJSON = s.cityObject()
	return s, nil
}

// Entry is one indicator in one year as it goes into the files.
type Entry struct {
	Record      *kpi.Record
	Achievement *kpi.Achievement
	Initiative  *kpi.Initiative
	// URL is the indicator's page by language, from the site's root:
	// FY2024/1-i-shihyo-6.html, en/FY2024/1-i-shihyo-6.html.
	URL lang.Text
	// Sections are the sections in charge. nil takes those of the record's own
	// actions; an indicator whose actions are another's wants the other's.
	Sections []string
}

// Rows is one indicator made ready for every file.
type Rows struct {
	ID   kpi.ID
	Year kpi.Year

	tables          []lines // of the year's, as growing has them
	observationsCSV []byte
	json            []byte
	node            []byte // of indicators.json, for a node of the plan
	caveats         []caveat
	tally           tally
	set             *Set
}

// lines are an indicator's rows of a table.
type lines struct {
	csv  []byte
	xlsx [][]string
}

// tally counts what went into a year's files.
type tally struct{ indicators, actions int }

// Rows makes an indicator ready. It may be called by many goroutines.
func (s *Set) Rows(e Entry) *Rows {
	v := s.view(e)
	r := &Rows{ID: v.ind.ID, Year: v.rec.Year, set: s}
	r.tables = make([]lines, len(s.growing()))
	add := func(t *table) { r.add(t, v) }
	add(&s.indicators)
	for v.section = range v.sections {
		add(&s.sections)
	}
	for v.action = range v.rec.Actions {
		add(&s.actions)
		for v.section = range v.rec.Actions[v.action].Sections {
			add(&s.actionSections)
		}
	}
	for n, d := range v.details() {
		v.detailNo, v.detail = n, d
		add(&s.details)
	}
	for _, o := range v.observe() {
		v.observation = o
		r.observationsCSV = s.observations.appendCSV(r.observationsCSV, s.observations.row(v))
	}
	r.json = v.json()
	r.caveats = v.caveats()
	r.tally = tally{1, len(v.rec.Actions)}
	return r
}

// add appends a view's row of a table.
func (r *Rows) add(t *table, v *view) {
	to := &r.tables[slices.Index(r.set.growing(), t)]
	cells := t.row(v)
	to.csv, to.xlsx = t.appendCSV(to.csv, cells), append(to.xlsx, cells)
}

// Bare is the rows without what all rows share, which Take gives back: rows that
// an earlier run of the same program made of the same facts. The lines of the
// observations are left out, too: see Observed.
func (r *Rows) Bare() *Rows {
	bare := *r
	bare.set, bare.observationsCSV = nil, nil
	return &bare
}

// Tables is what the tables and the workbook want of the rows, Rest what all other
// files do.
func (r *Rows) Tables() *Rows {
	return &Rows{ID: r.ID, Year: r.Year, tables: r.tables, set: r.set}
}

// Rest is the rows without Tables.
func (r *Rows) Rest() *Rows {
	rest := *r
	rest.tables = nil
	return &rest
}

// Observed are the indicator's lines of the observations.
func (r *Rows) Observed() []byte { return r.observationsCSV }

// Take makes bare rows whole.
func (s *Set) Take(r *Rows) { r.set = s }

// CSV is the file <id>.csv: the header and the indicator's row.
func (r *Rows) CSV() []byte { return append(r.set.indicators.csvHeader(), r.tables[0].csv...) }

// JSON is the file <id>.json: indicators.json with this indicator alone.
func (r *Rows) JSON() []byte {
	b := r.set.jsonHead(r.Year)
	b = append(append(b, '\n'), r.json...)
	return append(b, jsonTail+jsonEnd...)
}

// Dir is the folder of a year's files from the site's root: data/FY2024/.
func Dir(y kpi.Year) string { return "data/" + y.String() + "/" }

// ObservationsPath, SchemaPath and PackagePath are the files over all years.
func (s *Set) ObservationsPath() string { return "data/" + s.stem() + "_observations.csv" }

// The paths of the files over all years that do not carry the city's code.
const (
	SchemaPath  = "data/indicators.schema.json"
	PackagePath = "data/datapackage.json"
)

// File is one download, for the page that lists them.
type File struct {
	Path  string // from the site's root
	Title lang.Text
	Type  string // media type
}

// Files lists a year's downloads in the order in which a page shows them.
func (s *Set) Files(y kpi.Year) []File {
	names := []string{s.name(y, "zip"), jsonName}
	for _, t := range s.yearly() {
		names = append(names, s.name(y, t.name))
	}
	var paths []string
	for _, name := range append(names, s.name(y, "xlsx"), "datapackage.json", "catalog.jsonld") {
		paths = append(paths, Dir(y)+name)
	}
	var list []File
	for _, path := range append(paths, s.ObservationsPath(), CatalogPath, PackagePath, SchemaPath) {
		media, _, title := s.describe(path)
		list = append(list, File{path, title, media})
	}
	return list
}

const typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// stem begins the names of files: <code>_kpi, or kpi for a place without a code.
func (s *Set) stem() string {
	if s.city.Code == "" {
		return "kpi"
	}
	return s.city.Code + "_kpi"
}

// name is a file's name: <code>_kpi_indicators_2024.csv, <code>_kpi_2024.xlsx.
func (s *Set) name(y kpi.Year, what string) string {
	year := strconv.Itoa(int(y))
	if what == "xlsx" || what == "zip" {
		return s.stem() + "_" + year + "." + what
	}
	return s.stem() + "_" + what + "_" + year + ".csv"
}

// say is a message in every language of the city.
func (s *Set) say(key string, pairs ...string) lang.Text {
	return s.each(func(c *lang.Catalogue) string { return c.Say(key, pairs...) })
}

// each is a text of which every language of the city says its own words.
func (s *Set) each(words func(c *lang.Catalogue) string) lang.Text {
	t := lang.Text{}
	for _, c := range s.catalogues {
		t[c.Tag] = words(c)
	}
	return t
}

// in is a text in the city's first language, or else in any.
func (s *Set) in(t lang.Text) string {
	words, _ := t.In(s.first, s.languages...)
	return words
}

// column is a language's tag as it stands in the name of a column: zh-Hans
// becomes zh_hans.
func columnTag(tag string) string { return strings.ReplaceAll(strings.ToLower(tag), "-", "_") }
