package output

import (
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
)

// stream is a file of the tree that is written in pieces. As long as the pieces
// agree with the file of the former tree nothing is written.
type stream struct {
	stage *Stage
	path  string
	hash  hash.Hash
	size  int64
	old   *os.File // nil as soon as the two differ
	new   *os.File // nil until the two differ
	err   error
	ended bool
}

// Create adds a file that is written in pieces, for those too large to hold in
// memory. It must be closed, and belongs to one goroutine. Close returns the
// first error of all; a file that was not written to the end must not be
// closed as if it were: Abort the stage.
func (s *Stage) Create(path string) (io.WriteCloser, error) {
	dir, err := s.reserve(path)
	if err != nil {
		return nil, s.fail(err)
	}
	w := &stream{stage: s, path: path, hash: sha256.New()}
	if _, listed := s.old.Find(path); listed && s.realBefore(dir, parentOf(path)) {
		w.openOld()
	}
	if w.old == nil {
		if err := w.openNew(); err != nil {
			return nil, s.fail(err)
		}
	}
	s.mu.Lock()
	s.open++
	s.mu.Unlock()
	return w, nil
}

func (w *stream) openOld() {
	path := w.stage.inOld(w.path)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || lacks(info.Mode(), w.stage.want) {
		return
	}
	if w.old, err = os.OpenFile(path, os.O_RDONLY|noFollow, 0); err != nil {
		w.old = nil
	}
}

func (w *stream) openNew() error {
	err := w.stage.makeFolder(parentOf(w.path))
	if err == nil {
		w.new, err = w.stage.disk.createOpen(w.stage.inTree(w.path), w.stage.perm)
	}
	return err
}

func (w *stream) Write(data []byte) (int, error) {
	if w.ended {
		return 0, fs.ErrClosed
	}
	if w.err != nil {
		return 0, w.err
	}
	if w.old != nil && !w.agrees(data) {
		w.err = w.part()
	}
	n := len(data)
	if w.new != nil && w.err == nil {
		n, w.err = w.stage.disk.write(w.new, data)
	}
	if w.err != nil {
		_ = w.stage.fail(w.err)
		return 0, w.err
	}
	w.hash.Write(data)
	w.size += int64(n)
	return n, nil
}

// agrees reports whether the former file goes on with the data.
func (w *stream) agrees(data []byte) bool {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	for len(data) > 0 {
		part := (*buffer)[:min(len(*buffer), len(data))]
		if _, err := io.ReadFull(w.old, part); err != nil || string(part) != string(data[:len(part)]) {
			return false
		}
		data = data[len(part):]
	}
	return true
}

// part begins a file of our own with what the former one agreed on.
func (w *stream) part() error {
	old := w.old
	w.old = nil
	defer old.Close()
	if err := w.openNew(); err != nil {
		return err
	}
	if w.size == 0 {
		return nil
	}
	if err := w.stage.disk.ask("write", w.new.Name()); err != nil {
		return err
	}
	_, err := io.Copy(w.new, io.NewSectionReader(old, 0, w.size))
	return err
}

func (w *stream) Close() error {
	if w.ended {
		return fs.ErrClosed
	}
	w.ended = true
	if w.old != nil && w.err == nil {
		if n, _ := w.old.Read(make([]byte, 1)); n > 0 { // the former file is longer
			w.err = w.part()
		}
	}
	kept := w.old != nil
	for _, f := range []*os.File{w.old, w.new} {
		if f != nil {
			w.err = errors.Join(w.err, f.Close())
		}
	}
	w.stage.mu.Lock()
	w.stage.open--
	w.stage.mu.Unlock()
	if w.err != nil {
		return w.stage.fail(w.err)
	}
	file := File{Path: w.path, Size: w.size}
	w.hash.Sum(file.Sum[:0])
	return w.stage.record(file, kept)
}
