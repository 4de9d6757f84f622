package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sync"

	"tassei/generator/diag"
	"tassei/generator/freeze"
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
	Base    [sha256.Size]byte // of all inputs that more than one sheet is made of
	Crossed []string          // files of a sheet that others are made of, too
	Sheets  []sheetRecord     // in the order of the plan
}

// sheetRecord is what is kept of one sheet.
type sheetRecord struct {
	Name   string
	Inputs [sha256.Size]byte // of its own files
	Block  int               // in which of the kept blocks it lies, and where
	At     int
	Length int
	Sum    [sha256.Size]byte // of what lies there
	Prints []site.Print      // where its parts of print pages stand, without their HTML
}

// keptSheet is what lies there.
type keptSheet struct {
	Drawn    *site.Drawn
	Rows     []*opendata.Rows
	Sections map[string]bool
	Files    []string // of open data
	Kept     source.Kept
	Problems []diag.Problem
}

// recaller takes sheets over from the build before, and keeps those of this one.
type recaller struct {
	src     *source.Source
	inputs  *survey       // of this build, with digests
	old     *sheetRecords // of the build before; nil for none
	tree    formerTree    // what that build made
	open    *opendata.Set
	blocks  blocks
	archive *memory // recalls what concerns sealed years; nil where there are none

	sums   [][sha256.Size]byte // of the sheets' own files, by their place
	former []*sheetRecord      // those that may be taken over, by their place
	sheets []sheetRecord       // of this build
	fill   []byte              // the block that is being filled
	filled []int               // the sheets in it
	used   map[int]bool        // blocks that this build refers to
	pages  map[string]bool     // print pages of the build before, and whether they are intact

	mu     sync.Mutex
	loaded map[int][]byte
	left   map[int]int // how many sheets of a block are still to come
	taken  int
}

// formerTree is the site of the build before.
type formerTree interface {
	has(path string) bool                          // whether a file is what that build wrote
	keep(path string) bool                         // puts that file into the new site
	part(path string, at, n int64) ([]byte, error) // reads a part of it
}

// blocks is where sheets are kept, many in a block, by numbers from 0.
type blocks interface {
	get(n int) []byte
	put(n int, data []byte)
}

// blockSize is about how much goes into one block.
const blockSize = 1 << 20

// newRecaller readies the recall of what was kept.
func newRecaller(src *source.Source, inputs *survey, kept blocks, old *sheetRecords, tree formerTree) *recaller {
	r := &recaller{src: src, inputs: inputs, blocks: kept, tree: tree, used: map[int]bool{}, pages: map[string]bool{}, loaded: map[int][]byte{}, left: map[int]int{}}
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
	byName := map[string]*sheetRecord{}
	for i := range old.Sheets {
		byName[old.Sheets[i].Name] = &old.Sheets[i]
	}
	for i, in := range plan {
		if was := byName[in.Sheet]; was != nil && was.Inputs == r.sums[i] {
			r.former[i] = was
			r.used[was.Block] = true
			r.left[was.Block]++
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
// file but those of single sheets, of which only the names count. Of the
// archive, where nothing may change, it is enough what the system knows.
func (r *recaller) base(crossed []string) (sum [sha256.Size]byte) {
	single := map[string]bool{}
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
		case f.archived():
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

// take is sheet i as the build before made it, with its files in the new tree;
// nil if it must be made again.
func (r *recaller) take(i int) (*sheetWork, []diag.Problem) {
	if r == nil || r.former[i] == nil {
		return nil, nil
	}
	was := r.former[i]
	text := r.payload(was)
	var kept keptSheet
	if text == nil || freeze.Thaw(text, &kept) != nil || kept.Drawn == nil || !r.intactPrints(was) {
		return nil, nil
	}
	paths := slices.Concat(kept.Drawn.Files(), kept.Files)
	for _, path := range paths {
		if !r.tree.has(path) {
			return nil, nil
		}
	}
	for _, path := range paths {
		if !r.tree.keep(path) {
			return nil, nil // the stage says so at its end
		}
	}
	r.src.Recall(i, kept.Kept)
	for _, rows := range kept.Rows {
		r.open.Take(rows)
	}
	r.mu.Lock()
	r.taken++
	r.mu.Unlock()
	return &sheetWork{drawn: kept.Drawn, rows: kept.Rows, sections: kept.Sections, files: kept.Files, former: was}, kept.Problems
}

// reused is how many sheets were taken over.
func (r *recaller) reused() int {
	if r == nil {
		return 0
	}
	return r.taken
}

// payload is what was kept of a sheet, nil if it is not as it was.
func (r *recaller) payload(was *sheetRecord) []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	block, there := r.loaded[was.Block]
	if !there {
		block = r.blocks.get(was.Block)
		r.loaded[was.Block] = block
	}
	if r.left[was.Block]--; r.left[was.Block] == 0 {
		delete(r.loaded, was.Block)
	}
	if was.At < 0 || was.Length < 0 || was.At+was.Length > len(block) {
		return nil
	}
	text := block[was.At : was.At+was.Length]
	if sha256.Sum256(text) != was.Sum {
		return nil
	}
	return text
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

// prints reads the HTML of a sheet's parts of print pages.
func (r *recaller) prints(w *sheetWork) error {
	parts := w.drawn.Prints()
	for i, p := range w.former.Prints {
		if p.Length == 0 {
			continue
		}
		html, err := r.tree.part(p.Page, p.At, p.Length)
		if err != nil {
			return err
		}
		parts[i].HTML = html
	}
	return nil
}

// freeze makes of a sheet that was just drawn what is kept of it. It may be
// called by several goroutines.
func (r *recaller) freeze(w *sheetWork, sheet *source.Sheet, problems []diag.Problem) {
	if r == nil {
		return
	}
	kept := keptSheet{Drawn: w.drawn.Bare(), Sections: w.sections, Files: w.files, Kept: sheet.Kept(), Problems: problems}
	for _, rows := range w.rows {
		kept.Rows = append(kept.Rows, rows.Bare())
	}
	buffer := frozen.Get().(*[]byte)
	defer frozen.Put(buffer)
	text, err := freeze.Append((*buffer)[:0], &kept)
	*buffer = text
	if err == nil {
		w.frozen = bytes.Clone(text)
	}
}

// frozen are buffers, each as large as the largest sheet so far.
var frozen = sync.Pool{New: func() any { return new([]byte) }}

// keep notes a sheet that is done, in the order of the plan.
func (r *recaller) keep(i int, w *sheetWork) {
	if r == nil {
		return
	}
	s := &r.sheets[i]
	if w.former != nil {
		*s = *w.former
	} else {
		*s = sheetRecord{Name: r.src.Initiatives()[i].Sheet, Inputs: r.sums[i], Block: -1}
		if w.frozen != nil {
			s.At, s.Length, s.Sum = len(r.fill), len(w.frozen), sha256.Sum256(w.frozen)
			r.fill = append(r.fill, w.frozen...)
			r.filled = append(r.filled, i)
		}
	}
	s.Prints = w.drawn.Bare().Prints()
	if len(r.fill) > blockSize {
		r.flush()
	}
}

// flush keeps the block that was filled, under the first name that no sheet of
// this build or the one before has, so that a build which comes to nothing
// spoils no memory.
func (r *recaller) flush() {
	if len(r.filled) == 0 {
		return
	}
	n := 0
	for r.used[n] || r.formerly(n) {
		n++
	}
	r.used[n] = true
	r.blocks.put(n, r.fill)
	for _, i := range r.filled {
		r.sheets[i].Block = n
	}
	r.fill, r.filled = r.fill[:0], nil
}

func (r *recaller) formerly(block int) bool {
	return r.old != nil && slices.ContainsFunc(r.old.Sheets, func(s sheetRecord) bool { return s.Block == block })
}

// finish is what is kept of a build that went well; nil where no sheet could be
// taken over next time. crossed is what its sheets have read of each other.
func (r *recaller) finish(crossed []string) *sheetRecords {
	r.flush()
	if slices.ContainsFunc(r.sheets, func(s sheetRecord) bool { return s.Name == "" }) {
		return nil
	}
	// Sheets that were taken over did not read what they had read before.
	if r.old != nil && r.taken > 0 {
		crossed = append(crossed, r.old.Crossed...)
	}
	slices.Sort(crossed)
	crossed = slices.Compact(crossed)
	return &sheetRecords{Base: r.base(crossed), Crossed: crossed, Sheets: r.sheets}
}
