package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/opendata"
	"tassei/generator/site"
	"tassei/generator/source"
)

// What a build makes of all sheets together has parts: the lists, the search of a
// language, the data of a year. A part wants something of each sheet. Where each
// sheet has the same for it as in the build before, the part is as it was, and its
// files are taken over like those of a sheet.

// sheetWork is one initiative, drawn or taken over, on its way to what has an
// order: what each part wants of it. Of one that was taken over there is only what
// parts want that are made again.
type sheetWork struct {
	lists    *site.Lists
	search   map[string]*site.Search // by language
	prints   []site.Print
	rows     []*opendata.Rows
	long     []byte // lines of the observations
	sections map[string]bool
	files    string // that it was made into, a line each

	name     string        // of its sheet
	former   *sheetRecord  // where it is taken over from the build before
	earlier  *earlierYears // of which only what is drawn again is new; nil where all is
	kept     source.Kept
	problems []diag.Problem
	parts    []string // names of what is frozen
	frozen   [][]byte // what is kept of it for the next build
	room     *[]byte  // in which that lies
}

// take takes what the site drew.
func (w *sheetWork) take(drawn *site.Drawn, languages []string) {
	w.lists, w.prints, w.search = drawn.Lists(), drawn.Prints(), map[string]*site.Search{}
	for _, tag := range languages {
		w.search[tag] = drawn.Search(tag)
	}
	var files strings.Builder
	for _, path := range drawn.Files() {
		files.WriteString(path)
		files.WriteByte('\n')
	}
	w.files += files.String()
	if w.earlier != nil {
		w.long = w.earlier.long
		return
	}
	for _, rows := range w.rows {
		w.long = append(w.long, rows.Observed()...)
	}
}

func (w *sheetWork) eachFile() iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(w.files) {
			if !yield(line[:len(line)-1]) {
				return
			}
		}
	}
}

// freeze makes of each part what is kept of it, all in the room; nothing where one
// cannot be kept.
func (w *sheetWork) freeze(room *[]byte) {
	*room = (*room)[:0]
	var ends []int
	defer func() {
		from := 0
		for _, end := range ends {
			w.frozen = append(w.frozen, (*room)[from:end:end])
			from = end
		}
	}()
	add := func(name string, append func([]byte) ([]byte, error)) bool {
		text, err := append(*room)
		if err != nil {
			w.parts, ends = nil, nil
			return false
		}
		*room = text
		w.parts, ends = appendOne(w.parts, name), appendOne(ends, len(text))
		return true
	}
	if !add(site.ListsPart, func(b []byte) ([]byte, error) { return freeze.Append(b, w.lists) }) {
		return
	}
	for tag, search := range w.search {
		if !add(site.SearchPart(tag), func(b []byte) ([]byte, error) { return freeze.Append(b, search) }) {
			return
		}
	}
	tables, rest := map[kpi.Year][]*opendata.Rows{}, map[kpi.Year][]*opendata.Rows{}
	for _, rows := range w.rows {
		bare := rows.Bare()
		tables[rows.Year] = append(tables[rows.Year], bare.Tables())
		rest[rows.Year] = append(rest[rows.Year], bare.Rest())
	}
	for y := range rest {
		of, more := tables[y], rest[y]
		if !add(tablesPart(y), func(b []byte) ([]byte, error) { return freeze.Append(b, &of) }) ||
			!add(dataPart(y), func(b []byte) ([]byte, error) { return freeze.Append(b, &more) }) {
			return
		}
	}
	add(longPart, func(b []byte) ([]byte, error) { return append(b, w.long...), nil })
}

func appendOne[T any](list []T, one T) []T { return append(list, one) }

// thaw fills in a part that was kept.
func (w *sheetWork) thaw(part string, text []byte) bool {
	tag, isSearch := strings.CutPrefix(part, site.SearchPart(""))
	switch {
	case part == site.ListsPart:
		w.lists = &site.Lists{}
		return freeze.Thaw(text, w.lists) == nil
	case isSearch:
		w.search[tag] = &site.Search{}
		return freeze.Thaw(text, w.search[tag]) == nil
	case part == longPart:
		w.long = bytes.Clone(text)
		return true
	}
	var rows []*opendata.Rows
	if freeze.Thaw(text, &rows) != nil {
		return false
	}
	w.rows = append(w.rows, rows...)
	return true
}

// makes reports whether a part is to be made; all are, where nothing is known.
func makes(again *site.Again, part string) bool { return again == nil || again.Makes(part) }

// wholeRecord is what is kept of a part.
type wholeRecord struct {
	Key   [sha256.Size]byte // of what it wants of all sheets
	Files string            // a line each
	Kept  []byte            // what other parts want of it
}

// key is one digest over what a part wants of all sheets. It reports false where
// that is not known of one.
func (r *recaller) key(part string, of func(i int) *sheetRecord) (sum [sha256.Size]byte, ok bool) {
	h := sha256.New()
	if part == site.ListsPart { // with which the standing pages are made
		standing := r.inputs.digest(r.src.StandingFiles())
		h.Write(standing[:])
	}
	if part == site.OverviewPart {
		part = site.ListsPart
		coverage := r.src.Coverage()
		for _, tag := range slices.Sorted(maps.Keys(coverage)) {
			fmt.Fprintln(h, tag, coverage[tag])
		}
	}
	for i := range r.sheets {
		s := of(i)
		if s == nil || s.Parts == nil {
			return sum, false
		}
		h.Write([]byte{0})
		if p := s.part(part); p != nil {
			h.Write(p.Sum[:])
		}
		for j := range s.Prints {
			if s.Prints[j].Page == part {
				h.Write(s.Prints[j].Sum[:])
			}
		}
	}
	h.Sum(sum[:0])
	return sum, true
}

// again finds which parts are to be made again, and takes over the others.
func (r *recaller) again(p *press, drawn []*sheetWork) *site.Again {
	records := map[int]*sheetRecord{}
	for i, w := range drawn {
		if w != nil {
			s := r.record(i, w)
			records[i] = &s
		}
	}
	of := func(i int) *sheetRecord {
		if s := records[i]; s != nil {
			return s
		}
		return r.former[i]
	}
	makes := map[string]bool{}
	again := &site.Again{Makes: func(part string) bool { return makes[part] }, Search: map[string]*site.MendedSearch{}}
	r.makes = makes
	r.data = map[string]*keptData{}
	for _, part := range p.parts() { // the lists come first, a year's tables before its other data
		was, there := r.old.Whole[part]
		key, known := r.key(part, of)
		data := isData(part)
		year, hasTables := strings.CutPrefix(part, dataPrefix)
		tablesNow := hasTables && makes[tablesPrefix+year] // which the zip holds, too
		if tag, isSearch := strings.CutPrefix(part, site.SearchPart("")); isSearch && there && known && key != was.Key && !makes[site.ListsPart] {
			if again.Search[tag] = r.mendSearch(p, tag, was.Files, drawn); again.Search[tag] != nil {
				continue
			}
		}
		if !there || !known || key != was.Key || makes[site.ListsPart] && !data || tablesNow || !r.zipped(part) {
			makes[part] = true
			continue
		}
		if part == site.OverviewPart {
			continue // it also shows what is known only when the data are written
		}
		kept := &keptData{}
		whole := &site.Whole{}
		switch {
		case data && freeze.Thaw(was.Kept, kept) != nil, part == site.ListsPart && freeze.Thaw(was.Kept, whole) != nil:
			makes[part] = true
			continue
		}
		if !r.keepFiles(was.Files) {
			makes[part] = true
			continue
		}
		r.whole[part] = was
		r.data[part] = kept
		if part == site.ListsPart {
			again.Whole = whole
		}
	}
	return again
}

// zipped reports whether the zip is there from which a year's tables would be taken;
// of other parts it is always true.
func (r *recaller) zipped(part string) bool {
	year, isTables := strings.CutPrefix(part, tablesPrefix)
	if !isTables {
		return true
	}
	for path := range strings.Lines(r.old.Whole[dataPrefix+year].Files) {
		if path = strings.TrimSuffix(path, "\n"); strings.HasSuffix(path, ".zip") {
			return r.tree.has(path)
		}
	}
	return false
}

// lateOverviews decides of the overviews when the data are written, whose sizes
// they show; for those that are to be made it hands on what the lists want.
func (p *press) lateOverviews(again *site.Again) error {
	if makes(again, site.OverviewPart) {
		return nil
	}
	r := p.recall
	was := r.old.Whole[site.OverviewPart]
	if string(was.Kept) == p.site.Shown() && r.keepFiles(was.Files) {
		r.whole[site.OverviewPart] = was
		return nil
	}
	onlyLists := &site.Again{Makes: func(part string) bool { return part == site.ListsPart }}
	for i, in := range p.src.Initiatives() {
		lists := p.lists[in.Sheet]
		if lists == nil {
			w, err := r.load(i, onlyLists)
			if err != nil {
				return err
			}
			lists = w.lists
		}
		p.site.KeepLists(lists)
	}
	r.makes[site.OverviewPart] = true
	return nil
}

// place notes where a sheet's part stands in a print page that was taken over.
func (r *recaller) place(w *sheetWork, p *site.Print) {
	if w.former != nil {
		return
	}
	for _, was := range r.byName[w.name].Prints {
		if was.Page == p.Page {
			p.At, p.Length = was.At, was.Length
		}
	}
}

// keepWhole notes the parts that were made.
func (r *recaller) keepWhole(p *press, again *site.Again, whole *site.Whole) {
	if r == nil {
		return
	}
	for _, part := range p.parts() {
		if !makes(again, part) && !again.Mends(part) {
			continue
		}
		key, known := r.key(part, func(i int) *sheetRecord { return &r.sheets[i] })
		if !known {
			r.whole = nil
			return
		}
		record := wholeRecord{Key: key}
		var data keptData
		var err error
		switch {
		case part == site.ListsPart:
			record.Kept, err = freeze.Append(nil, whole)
		case part == site.OverviewPart:
			record.Kept = []byte(p.site.Shown())
		case part == longPart:
			data.Long = p.long.Kept()
			fallthrough
		default:
			if strings.HasPrefix(part, dataPrefix) {
				data.Year = p.years[p.yearOf(part)].Kept()
			}
			data.Sizes = map[string]int64{}
			for _, path := range p.files[part] {
				data.Sizes[path] = p.sizes[path]
			}
			record.Kept, err = freeze.Append(nil, &data)
		}
		if err != nil {
			continue
		}
		slices.Sort(p.files[part])
		record.Files = strings.Join(p.files[part], "\n")
		if record.Files != "" {
			record.Files += "\n"
		}
		r.whole[part] = record
	}
}

// yearOf is the year of a part of its data.
func (p *press) yearOf(part string) kpi.Year {
	for _, info := range p.shown {
		if dataPart(info.Year) == part {
			return info.Year
		}
	}
	return 0
}
