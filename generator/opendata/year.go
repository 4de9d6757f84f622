package opendata

import (
	"errors"
	"path"
	"slices"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// Year writes the open data of one fiscal year. Add takes the indicators in
// their order; Close writes what needs all of them. It is for one goroutine.
type Year struct {
	files
	set  *Set
	info kpi.YearInfo

	json    *spool
	tables  []*spool  // as growing has them
	book    *workbook // nil where the tables are taken over
	codes   *spool    // when all are closed
	whole   *spool    // the workbook as a file, too
	caveats []caveat
	nodes   [][]byte // of indicators.json
	tally   tally
	offers  []offer // the finished files, for the catalogue over all years
}

// files are those of a folder of the site, on their way out.
type files struct {
	create Create
	dir    string
	err    error // the first, which ends the work
}

// jsonName is the file of all indicators, and indicatorsOfRun how many stand in a run of its
// compressed form: an edit of one changes that run and no other. They are some 100 kB.
const (
	jsonName        = "indicators.json"
	indicatorsOfRun = 16
)

// Year begins a year's files.
func (s *Set) Year(info kpi.YearInfo, create Create) *Year {
	y := s.begin(info, create)
	for _, t := range s.growing() {
		y.tables = append(y.tables, y.open(s.name(info.Year, t.name), &s.store))
	}
	if y.err != nil {
		return y
	}
	y.book = s.newWorkbook(info)
	for i, t := range s.growing() {
		y.write(y.tables[i], t.csvHeader())
	}
	return y
}

// begin begins a year's files but for the tables.
func (s *Set) begin(info kpi.YearInfo, create Create) *Year {
	y := &Year{set: s, info: info, files: files{create: create, dir: Dir(info.Year)}}
	if y.json = y.open(jsonName, &s.store); y.json != nil {
		y.json.told = true
	}
	y.write(y.json, s.jsonHead(info.Year))
	return y
}

// open starts a file; into is where its compressed form is kept, nil for nowhere.
func (f *files) open(name string, into *store) *spool {
	if f.err != nil {
		return nil
	}
	out, err := f.create(f.dir + name)
	if err != nil {
		f.err = err
		return nil
	}
	return newSpool(name, out, into)
}

func (f *files) write(s *spool, b []byte) {
	if f.err == nil {
		_, f.err = s.Write(b)
	}
}

func (f *files) end(s *spool) {
	if s == nil {
		return
	}
	if err := s.Close(); f.err == nil {
		f.err = err
	}
}

// small writes a file that is already whole.
func (f *files) small(name string, b []byte, into *store) *spool {
	s := f.open(name, into)
	f.write(s, b)
	f.end(s)
	return s
}

// Add takes the next indicator. The rows must be of this year and may be
// dropped afterwards.
func (y *Year) Add(r *Rows) error {
	if y.err != nil {
		return y.err
	}
	if r.Year != y.info.Year {
		y.err = errors.New("rows of " + r.Year.String() + " in the files of " + y.info.Year.String())
		return y.err
	}
	switch {
	case r.node != nil:
		y.nodes = append(y.nodes, r.node)
	case r.json == nil: // tables alone
	case y.tally.indicators > 0:
		y.write(y.json, []byte(","))
		fallthrough
	default:
		y.write(y.json, []byte("\n"))
		y.write(y.json, r.json)
	}
	if y.book != nil {
		for i, rows := range r.tables {
			y.write(y.tables[i], rows.csv)
		}
		if y.err == nil {
			y.err = y.book.add(r)
		}
	}
	y.caveats = append(y.caveats, r.caveats...)
	y.tally.indicators += r.tally.indicators
	y.tally.actions += r.tally.actions
	if y.err == nil && r.json != nil && y.tally.indicators%indicatorsOfRun == 0 {
		y.json.endRun()
	}
	return y.err
}

// Close finishes all files of the year. After an error the files are closed
// but not complete, and must not be published.
func (y *Year) Close() error {
	y.write(y.json, []byte(jsonTail))
	y.write(y.json, []byte(",\n  \"initiatives\": ["))
	for i, node := range y.nodes {
		if i > 0 {
			y.write(y.json, []byte(","))
		}
		y.write(y.json, []byte("\n"))
		y.write(y.json, node)
	}
	y.write(y.json, []byte("\n  ]"))
	y.write(y.json, y.set.reportObject(&y.info))
	y.write(y.json, []byte(jsonEnd))
	y.end(y.json)
	if y.book != nil {
		y.endTables()
	}
	files := append(slices.Clone(y.tables), y.codes, y.json, y.whole)
	if y.err != nil {
		return y.err
	}
	files = append(files, y.small("datapackage.json", y.set.yearPackage(y.info, files), &y.set.store))
	if y.err != nil {
		return y.err
	}
	dir := Dir(y.info.Year)
	for _, f := range files {
		y.offers = append(y.offers, f.offer(dir))
	}
	// The zip holds this catalogue, which therefore cannot tell its checksum.
	all := offer{path: dir + y.set.name(y.info.Year, "zip")}
	files = append(files, y.small("catalog.jsonld", y.set.yearCatalog(y.info, append(slices.Clone(y.offers), all)), &y.set.store))
	if y.err != nil {
		return y.err
	}
	y.pack(files)
	return y.err
}

// endTables closes the tables, and writes the list of codes and the workbook.
func (y *Year) endTables() {
	for _, s := range y.tables {
		y.end(s)
	}
	y.codes = y.small(y.set.name(y.info.Year, "codelist"), y.set.codelistCSV(), &y.set.store)
	y.whole = y.open(y.set.name(y.info.Year, "xlsx"), &y.set.store)
	if y.err == nil {
		y.err = y.book.writeTo(y.whole)
	}
	y.end(y.whole)
}

// pack writes the zip: a README in each language and all the files.
func (y *Year) pack(files []*spool) {
	var parts []*spool
	for i, tag := range y.set.languages {
		readme := newSpool("README."+tag+".txt", nil, &y.set.store)
		y.write(readme, y.set.readme(i, y, files))
		y.end(readme)
		parts = append(parts, readme)
	}
	folder := y.set.name(y.info.Year, "zip")
	out := y.open(folder, nil)
	if y.err != nil {
		return
	}
	y.err = zipSpools(out, folder[:len(folder)-len(".zip")]+"/", append(parts, files...))
	y.end(out)
	if y.err == nil {
		y.offers = append(y.offers, out.offer(Dir(y.info.Year)))
	}
}

func (s *Set) codelistCSV() []byte {
	b := s.codelist.csvHeader()
	for _, c := range s.codes {
		b = s.codelist.appendCSV(b, s.codelist.row(&view{set: s, code: c}))
	}
	return b
}

// Observations writes the long form over all years and the files that
// describe it. It is for one goroutine.
type Observations struct {
	files
	set    *Set
	csv    *spool
	offers []offer // the finished files
	years  []*Year
}

// Observations begins the files over all years.
func (s *Set) Observations(create Create) *Observations {
	o := &Observations{set: s, files: files{create: create, dir: "data/"}}
	o.csv = o.open(path.Base(s.ObservationsPath()), nil)
	o.write(o.csv, s.observations.csvHeader())
	return o
}

// Add takes the observed lines of an indicator of any year; the order of the calls
// is the order of the lines.
func (o *Observations) Add(lines []byte) error {
	o.write(o.csv, lines)
	return o.err
}

// Include names a year, which must be closed, for the catalogue; years ascend.
func (o *Observations) Include(y *Year) { o.years = append(o.years, y) }

// Close finishes the file and writes its Data Package and the JSON Schema.
func (o *Observations) Close() error {
	if o.end(o.csv); o.err != nil {
		return o.err
	}
	for _, f := range []*spool{o.csv, o.small(path.Base(PackagePath), o.set.allYearsPackage(o.csv), nil), o.small(path.Base(SchemaPath), o.set.Schema(), nil)} {
		if o.err == nil {
			o.offers = append(o.offers, f.offer(o.dir))
		}
	}
	return o.err
}

// KeptObservations is what the catalogue wants of observations that are closed.
type KeptObservations struct{ offers []offer }

// Kept is what FormerObservations wants.
func (o *Observations) Kept() KeptObservations { return KeptObservations{o.offers} }

// FormerObservations are those that an earlier run of the same program made of the
// same facts. They are closed.
func (s *Set) FormerObservations(k KeptObservations) *Observations {
	return &Observations{set: s, files: files{dir: "data/"}, offers: k.offers}
}

// Catalog writes the catalogue over all years, when the file is closed.
func (o *Observations) Catalog(create Create) error {
	o.create = create
	o.small(path.Base(CatalogPath), o.set.allCatalog(o.years, o.offers), nil)
	return o.err
}

// yearTitle is the title of a year's data in every language.
func (s *Set) yearTitle(y kpi.Year) lang.Text {
	return s.each(func(c *lang.Catalogue) string {
		name, _ := s.city.Title.In(c.Tag, s.languages...)
		return c.Say("opendata.title", "site", name, "year", c.FiscalYear(int(y), "short"))
	})
}
