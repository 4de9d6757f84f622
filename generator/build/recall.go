package build

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"slices"
	"strings"
	"sync"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/opendata"
	"tassei/generator/site"
	"tassei/generator/source"
)

// A sheet is read, judged and drawn again only if something changed that it is
// made of. Nobody keeps a list of what that is: it is every input file but those
// that belong to other sheets alone, where alone is found by counting who reads
// them (source.Crossed), and the program itself. What a sheet was made into is
// remembered with all its fields, known or not (package freeze). And of the
// files that it was made into only those are taken over that are still, byte for
// byte, what was written.

// sheetRecords are what is kept of a build's sheets.
type sheetRecords struct {
	Base    [sha256.Size]byte         // of all inputs that more than one sheet is made of
	Crossed []string                  // files of a sheet that others are made of, too
	Sheets  []sheetRecord             // in the order of the plan
	Blocks  map[int][sha256.Size]byte // digests of the blocks in which their parts lie
	Whole   map[string]wholeRecord
}

// sheetRecord is what is kept of one sheet.
type sheetRecord struct {
	Name     string
	Inputs   [sha256.Size]byte // of its own files
	Files    string            // that it was made into, a line each
	Parts    []partRecord      // nil where it cannot be taken over
	Prints   []site.Print      // its parts of print pages, without their HTML
	Sections map[string]bool
	Kept     source.Kept
	Problems []diag.Problem
}

// partRecord is what a part of the whole wants of a sheet.
type partRecord struct {
	Name   string
	Block  int // in which of the kept blocks it lies, and where
	At     int
	Length int
	Sum    [sha256.Size]byte // of what lies there
}

// part is the record of a part, nil for none.
func (s *sheetRecord) part(name string) *partRecord {
	for i := range s.Parts {
		if s.Parts[i].Name == name {
			return &s.Parts[i]
		}
	}
	return nil
}

// recaller takes sheets over from the build before, and keeps those of this one.
type recaller struct {
	src     *source.Source
	inputs  *survey       // of this build, with digests
	before  *survey       // of the build before; nil where old is
	old     *sheetRecords // of the build before; nil for none
	tree    formerTree    // what that build made
	open    *opendata.Set
	blocks  blocks
	ofYears map[kpi.Year]hash.Hash // over what each year alone is made of, 0 for what all are; nil before anybody asked
	archive *memory                // recalls what concerns sealed years; nil where there are none

	sums   [][sha256.Size]byte       // of the sheets' own files, by their place
	shared bool                      // what all sheets share is as it was in the build before
	former []*sheetRecord            // those that may be taken over, by their place
	byName map[string]*sheetRecord   // all of the build before
	sheets []sheetRecord             // of this build
	whole  map[string]wholeRecord    // of this build
	data   map[string]*keptData      // of parts that were taken over
	makes  map[string]bool           // parts that are made again
	fill   map[string]*filling       // the blocks that are being filled, by part
	used   map[int][sha256.Size]byte // blocks that this build refers to, with their digests
	pages  map[string]bool           // print pages of the build before, and whether they are intact

	mu     sync.Mutex
	loaded map[int][]byte
	taken  int
}

// formerTree is the site of the build before.
type formerTree interface {
	has(path string) bool                          // whether a file is what that build wrote
	keep(path string) bool                         // puts that file into the new site
	part(path string, at, n int64) ([]byte, error) // reads a part of it
	whole(path string) ([]byte, error)             // reads all of it, if it is what that build wrote
}

// newRecaller readies the recall of what was kept.
func newRecaller(src *source.Source, inputs, before *survey, kept blocks, old *sheetRecords, tree formerTree) *recaller {
	r := &recaller{src: src, inputs: inputs, before: before, blocks: kept, tree: tree, used: map[int][sha256.Size]byte{}, pages: map[string]bool{}, loaded: map[int][]byte{},
		fill: map[string]*filling{}, whole: map[string]wholeRecord{}, byName: map[string]*sheetRecord{}}
	plan := src.Initiatives()
	r.sums, r.former, r.sheets = make([][sha256.Size]byte, len(plan)), make([]*sheetRecord, len(plan)), make([]sheetRecord, len(plan))
	for i := range plan {
		r.sums[i] = inputs.digest(src.Own(i))
	}
	if old == nil {
		return r
	}
	r.old = old
	if old.Base != r.base(old.Crossed) {
		return r
	}
	r.shared = true
	for i := range old.Sheets {
		r.byName[old.Sheets[i].Name] = &old.Sheets[i]
	}
	for i, in := range plan {
		if was := r.byName[in.Sheet]; was != nil && was.Inputs == r.sums[i] && was.Parts != nil {
			r.former[i] = was
			for j := range was.Parts {
				block := was.Parts[j].Block
				r.used[block] = old.Blocks[block]
			}
		}
	}
	return r
}

// digest tells some files by their names and bytes.
func (s *survey) digest(paths []string) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, path := range paths {
		h.Write(append([]byte(path), 0))
		if f := s.find(path); f != nil {
			h.Write(f.Sum[:])
		}
	}
	h.Sum(sum[:0])
	return sum
}

// base is one digest over all that more than one sheet is made of: every input
// file but those of single sheets and of standing pages, which no sheet is given
// (site.forSheet); of those only the names count. Of the archive, where nothing may
// change, it is enough what the system knows.
func (r *recaller) base(crossed []string) (sum [sha256.Size]byte) {
	single := map[string]bool{}
	for _, path := range r.src.StandingFiles() {
		single[path] = true
	}
	for i := range r.src.Initiatives() {
		for _, path := range r.src.Own(i) {
			single[path] = true
		}
	}
	for _, path := range crossed {
		delete(single, path)
	}
	h := sha256.New()
	var b []byte
	for i := range r.inputs.Files {
		f := &r.inputs.Files[i]
		b = append(append(b[:0], f.Path...), 0)
		switch {
		case f.archived() && !f.folder():
			for _, n := range [...]int64{f.Size, int64(f.Mode), f.Changed, int64(f.Number), f.Touched} {
				b = binary.BigEndian.AppendUint64(b, uint64(n))
			}
		case !single[f.Path]:
			b = append(b, f.Sum[:]...)
		}
		h.Write(b)
	}
	h.Sum(sum[:0])
	return sum
}

// take takes over sheet i as the build before made it, with its files in the new
// tree. It reports false, and puts nothing there, if the sheet must be made again.
func (r *recaller) take(i int) bool {
	was := r.former[i]
	if was == nil || !r.intactPrints(was) || !r.keepFiles(was.Files) {
		r.former[i] = nil
		return false
	}
	r.src.Recall(i, was.Kept)
	r.taken++
	return true
}

// takes reports whether sheet i was taken over.
func (r *recaller) takes(i int) bool { return r != nil && r.former[i] != nil }

// keepFiles puts files of the build before into the new tree, if all are there.
func (r *recaller) keepFiles(lines string) bool {
	for path := range strings.Lines(lines) {
		if !r.tree.has(path[:len(path)-1]) {
			return false
		}
	}
	for path := range strings.Lines(lines) {
		if !r.tree.keep(path[:len(path)-1]) {
			return false // the stage says so at its end
		}
	}
	return true
}

// errForgotten is the error of a memory that lacks what it should have.
var errForgotten = errors.New("the memory of the build before is damaged")

// load is what those parts that are made again want of sheet i, which was taken
// over.
func (r *recaller) load(i int, again *site.Again) (*sheetWork, error) {
	was := r.former[i]
	w := &sheetWork{sections: was.Sections, files: was.Files, former: was, prints: slices.Clone(was.Prints), search: map[string]*site.Search{}}
	return w, r.thaw(w, was.Parts, again)
}

// thaw gives the work on a sheet those of some parts that were kept which are made again.
func (r *recaller) thaw(w *sheetWork, parts []partRecord, again *site.Again) error {
	from := len(w.rows)
	for j := range parts {
		p := &parts[j]
		if !makes(again, p.Name) && !(p.Name == site.ListsPart && makes(again, site.OverviewPart)) {
			continue
		}
		text := r.payload(p)
		if text == nil || !w.thaw(p.Name, text) {
			return errForgotten
		}
	}
	for _, rows := range w.rows[from:] {
		r.open.Take(rows)
	}
	return nil
}

// intactPrints reports whether the print pages are there from which the sheet's
// parts are to be taken.
func (r *recaller) intactPrints(was *sheetRecord) bool {
	for _, p := range was.Prints {
		if p.Length == 0 {
			continue
		}
		r.mu.Lock()
		good, known := r.pages[p.Page]
		r.mu.Unlock()
		if !known {
			good = r.tree.has(p.Page)
			r.mu.Lock()
			r.pages[p.Page] = good
			r.mu.Unlock()
		}
		if !good {
			return false
		}
	}
	return true
}

// html reads the HTML of a sheet's part of a print page, where it was taken over.
func (r *recaller) html(w *sheetWork, p *site.Print) (err error) {
	if w.former != nil && p.Length > 0 {
		p.HTML, err = r.tree.part(p.Page, p.At, p.Length)
	}
	return err
}

// freeze makes of a sheet that was just drawn what is kept of it. It may be
// called by several goroutines.
func (r *recaller) freeze(w *sheetWork, sheet *source.Sheet, problems []diag.Problem) {
	if r == nil {
		return
	}
	w.kept, w.problems = sheet.Kept(), problems
	w.room = frozen.Get().(*[]byte)
	w.freeze(w.room)
}

// frozen are rooms for what is kept of sheets, each as large as the largest so far.
var frozen = sync.Pool{New: func() any { return new([]byte) }}

// keep notes a sheet that is done, in the order of the plan.
func (r *recaller) keep(i int, w *sheetWork) {
	if r == nil {
		return
	}
	s := &r.sheets[i]
	if w.former != nil {
		*s = *w.former
		s.Prints = w.prints
	} else {
		*s = r.record(i, w)
		for j, text := range w.frozen {
			r.put(i, j, text)
		}
		for _, part := range s.Parts[len(w.frozen):] {
			r.used[part.Block] = r.old.Blocks[part.Block]
		}
		if w.frozen = nil; w.room != nil {
			frozen.Put(w.room)
			w.room = nil
		}
	}
	for j := range s.Prints {
		s.Prints[j].HTML = nil
	}
}

// record is the record of a sheet that was drawn. Where its parts lie is still open.
func (r *recaller) record(i int, w *sheetWork) sheetRecord {
	s := sheetRecord{Name: r.src.Initiatives()[i].Sheet, Inputs: r.sums[i], Files: w.files, Prints: w.prints,
		Sections: w.sections, Kept: w.kept, Problems: w.problems}
	for j, text := range w.frozen {
		s.Parts = append(s.Parts, partRecord{Name: w.parts[j], Block: -1, Length: len(text), Sum: sha256.Sum256(text)})
	}
	if w.earlier != nil && len(s.Parts) > 0 {
		s.Parts = append(s.Parts, w.earlier.parts...)
	}
	return s
}

// finish is what is kept of a build that went well; nil where no sheet could be
// taken over next time. crossed is what its sheets have read of each other.
func (r *recaller) finish(crossed []string) *sheetRecords {
	for name := range r.fill {
		r.flush(name)
	}
	if slices.ContainsFunc(r.sheets, func(s sheetRecord) bool { return s.Name == "" }) {
		return nil
	}
	// Sheets that were taken over did not read what they had read before.
	if r.old != nil && r.taken > 0 {
		crossed = append(crossed, r.old.Crossed...)
	}
	slices.Sort(crossed)
	crossed = slices.Compact(crossed)
	return &sheetRecords{Base: r.base(crossed), Crossed: crossed, Sheets: r.sheets, Blocks: r.used, Whole: r.whole}
}

// tried reports whether the build before, which went well, had these layouts,
// messages and languages.
func (r *recaller) tried() bool { return r != nil && r.shared }

// reused is how many sheets were taken over.
func (r *recaller) reused() int {
	if r == nil {
		return 0
	}
	return r.taken
}
