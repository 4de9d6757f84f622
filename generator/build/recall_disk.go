package build

import (
	"crypto/sha256"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"sync"

	"tassei/generator/ordinary"
	"tassei/generator/output"
	"tassei/generator/source"
)

// recall readies the memory for the sheets of a source that is built to the
// disk; nil where nothing can be kept.
func (m *memory) recall(src *source.Source, stage *output.Stage) *recaller {
	if m.file == "" {
		return nil
	}
	var before *survey
	var old *sheetRecords
	if m.old != nil {
		before, old = m.old.Inputs, m.old.Sheets
	}
	if err := m.now.Inputs.sums(m.now.Source, before); err != nil {
		m.file = "" // what cannot be read is told by others
		return nil
	}
	r := newRecaller(src, m.now.Inputs, before, blocksOnDisk{keptRecords(m.file), filepath.Base(m.file)}, old, &treeOnDisk{memory: m, stage: stage})
	r.archive = m
	return r
}

// blocksOnDisk lie beside the record.
type blocksOnDisk struct {
	kept *output.Kept
	name string
}

func (b blocksOnDisk) get(n int, sum [sha256.Size]byte) []byte {
	data, _ := b.kept.GetSame(b.name+"-"+strconv.Itoa(n), sum)
	return data
}

func (b blocksOnDisk) put(n int, data []byte) [sha256.Size]byte {
	return b.kept.Put(b.name+"-"+strconv.Itoa(n), data)
}

// treeOnDisk is the site that stands, of which only that is believed which is
// still as it was written.
type treeOnDisk struct {
	memory *memory
	stage  *output.Stage

	mu      sync.Mutex
	was, is finder // files are mostly asked for in order, once to know whether they are there and once to keep them
}

// intact is a file of the build before that is still what it wrote, nil if it is
// not.
func (t *treeOnDisk) intact(path string) *output.File {
	m := t.memory
	if m.old == nil {
		return nil
	}
	t.mu.Lock()
	t.was.survey, t.is.survey = m.old.Outputs, m.outputs
	was, is := t.was.find(path), t.is.find(path)
	t.mu.Unlock()
	if was == nil || is == nil || !was.same(is) {
		return nil
	}
	if was.fresh(m.old.Outputs.At) {
		if sum, err := sumOf(m.now.Out, path); err != nil || sum != was.Sum {
			return nil
		}
	}
	return &output.File{Path: path, Size: was.Size, Sum: was.Sum}
}

func (t *treeOnDisk) has(path string) bool {
	f := t.intact(path)
	return f != nil && t.stage.Listed(*f)
}

func (t *treeOnDisk) keep(path string) bool {
	t.mu.Lock()
	was := t.was.find(path)
	t.mu.Unlock()
	ok, err := t.stage.Intact(output.File{Path: path, Size: was.Size, Sum: was.Sum})
	return ok && err == nil
}

func (t *treeOnDisk) part(path string, at, n int64) ([]byte, error) {
	f, err := ordinary.Open(filepath.Join(t.memory.now.Out, filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, n)
	_, err = f.ReadAt(data, at)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return data, err
}

func (t *treeOnDisk) whole(path string) ([]byte, error) {
	f := t.intact(path)
	if f == nil {
		return nil, errForgotten
	}
	return t.part(path, 0, f.Size)
}
