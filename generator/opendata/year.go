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
	set    *Set
	info   kpi.YearInfo
	create Create

	json    *spool
	tables  []*spool  // as growing has them
	book    *workbook // nil where the tables are taken over
	codes   *spool    // when all are closed
	whole   *spool    // the workbook as a file, too
	caveats []caveat
	nodes   [][]byte // of indicators.json
	tally   tally
	offers  []offer // the finished files, for the catalogue over all years
	err     error   // the first, which ends the work
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
		y.tables = append(y.tables, y.open(s.name(info.Year, t.name), true))
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
	y := &Year{set: s, info: info, create: create}
	if y.json = y.open(jsonName, true); y.json != nil {
		y.json.told = true
	}
	y.write(y.json, s.jsonHead(info.Year))
	return y
}

// open starts a file in the year's folder.
func (y *Year) open(name string, packed bool) *spool {
	if y.err != nil {
		return nil
	}
	out, err := y.create(Dir(y.info.Year) + name)
	if err != nil {
		y.err = err
		return nil
	}
	if !packed {
		return newSpool(name, out, nil)
	}
	return newSpool(name, out, &y.set.store)
}

func (y *Year) write(s *spool, b []byte) {
	if y.err == nil {
		_, y.err = s.Write(b)
	}
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
	files = append(files, y.small("datapackage.json", y.set.yearPackage(y.info, files)))
	if y.err != nil {
		return y.err
	}
	dir := Dir(y.info.Year)
	for _, f := range files {
		y.offers = append(y.offers, f.offer(dir))
	}
	// The zip holds this catalogue, which therefore cannot tell its checksum.
	all := offer{path: dir + y.set.name(y.info.Year, "zip")}
	files = append(files, y.small("catalog.jsonld", y.set.yearCatalog(y.info, append(slices.Clone(y.offers), all))))
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
	y.codes = y.small(y.set.name(y.info.Year, "codelist"), y.set.codelistCSV())
	y.whole = y.open(y.set.name(y.info.Year, "xlsx"), true)
	if y.err == nil {
		y.err = y.book.writeTo(y.whole)
	}
	y.end(y.whole)
}

func (y *Year) end(s *spool) {
	if s == nil {
		return
	}
	if err := s.Close(); y.err == nil {
		y.err = err
	}
}

// small writes a file that is already whole.
func (y *Year) small(name string, b []byte) *spool {
	s := y.open(name, true)
	y.write(s, b)
	y.end(s)
	return s
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
	out := y.open(folder, false)
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
	set    *Set
	create Create
	csv    *spool
	files  []offer // the finished ones
	years  []*Year
	err    error
}

// Observations begins the files over all years.
func (s *Set) Observations(create Create) *Observations {
	o := &Observations{set: s, create: create}
	out, err := create(s.ObservationsPath())
	if err != nil {
		o.err = err
		return o
	}
	o.csv = newSpool(s.stem()+"_observations.csv", out, nil)
	_, o.err = o.csv.Write(s.observations.csvHeader())
	return o
}

// Add takes the observed lines of an indicator of any year; the order of the calls
// is the order of the lines.
func (o *Observations) Add(lines []byte) error {
	if o.err == nil {
		_, o.err = o.csv.Write(lines)
	}
	return o.err
}

// Include names a year, which must be closed, for the catalogue; years ascend.
func (o *Observations) Include(y *Year) { o.years = append(o.years, y) }

// Close finishes the file and writes its Data Package and the JSON Schema.
func (o *Observations) Close() error {
	if o.csv != nil {
		if err := o.csv.Close(); o.err == nil {
			o.err = err
		}
	}
	if o.err != nil {
		return o.err
	}
	o.files = []offer{o.csv.offer("data/")}
	o.files = append(o.files, o.file(PackagePath, o.set.allYearsPackage(o.csv)))
	o.files = append(o.files, o.file(SchemaPath, o.set.Schema()))
	return o.err
}

// KeptObservations is what the catalogue wants of observations that are closed.
type KeptObservations struct{ files []offer }

// Kept is what FormerObservations wants.
func (o *Observations) Kept() KeptObservations { return KeptObservations{o.files} }

// FormerObservations are those that an earlier run of the same program made of the
// same facts. They are closed.
func (s *Set) FormerObservations(k KeptObservations) *Observations {
	return &Observations{set: s, files: k.files}
}

// Catalog writes the catalogue over all years, when the file is closed.
func (o *Observations) Catalog(create Create) error {
	o.create = create
	o.file(CatalogPath, o.set.allCatalog(o.years, o.files))
	return o.err
}

// file writes a file that is already whole.
func (o *Observations) file(at string, b []byte) offer {
	if o.err != nil {
		return offer{}
	}
	out, err := o.create(at)
	if err != nil {
		o.err = err
		return offer{}
	}
	f := newSpool(path.Base(at), out, nil)
	_, o.err = f.Write(b)
	if err := f.Close(); o.err == nil {
		o.err = err
	}
	return f.offer(path.Dir(at) + "/")
}

// yearTitle is the title of a year's data in every language.
func (s *Set) yearTitle(y kpi.Year) lang.Text {
	t := lang.Text{}
	for i, tag := range s.languages {
		name, _ := s.city.Title.In(tag, s.languages...)
		t[tag] = s.catalogues[i].Say("opendata.title", "site", name, "year", s.catalogues[i].FiscalYear(int(y), "short"))
	}
	return t
}
