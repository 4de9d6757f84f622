package desk

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

// Output is where a build puts its files: paths are slash-separated and
// relative to the site's root. All functions may be called by several
// goroutines.
type Output struct {
	Write  func(path string, data []byte) error
	Create func(path string) (io.WriteCloser, error)

	Site  any                              // names the site that is being made
	Shown any                              // names the site that is shown meanwhile, by its Site; nil for none
	Read  func(path string) ([]byte, bool) // reads a file of the site that is shown
	Has   func(path string) bool           // whether it has a file
	Keep  func(path string) bool           // takes a file over from it; false where it has none
}

// output is where a site goes while another, which may be nil, is shown.
func (m *memory) output(shown *memory) Output {
	o := Output{Write: m.write, Create: m.create, Site: m}
	if shown == nil {
		nothing := func(string) bool { return false }
		o.Read, o.Has, o.Keep = func(string) ([]byte, bool) { return nil, false }, nothing, nothing
		return o
	}
	o.Shown, o.Read = shown, shown.read
	o.Has = func(path string) bool {
		_, ok := shown.files[path]
		return ok
	}
	o.Keep = func(path string) bool {
		h, ok := shown.files[path]
		if ok {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.files[path] = h
		}
		return ok
	}
	return o
}

// memory holds a whole site. Pages are packed: those of one site are much
// alike, and a large city has many. Open data are not: nearly all is in a few files, which
// are made again at each edit and which hardly anybody asks for.
type memory struct {
	mu    sync.Mutex
	files map[string]held
	err   error // the first
}

type held struct {
	data   []byte
	packed bool
	sum    [sha256.Size]byte // of the bytes before packing
}

func newMemory() *memory { return &memory{files: map[string]held{}} }

func (m *memory) write(path string, data []byte) error {
	w, err := m.create(path)
	if err != nil {
		return err
	}
	w.Write(data)
	return w.Close()
}

func (m *memory) create(path string) (io.WriteCloser, error) {
	if !fs.ValidPath(path) || path == "." {
		return nil, m.fail(fmt.Errorf("preview: %q is no path of a site", path))
	}
	w := &holding{m: m, path: path, hash: sha256.New()}
	if !strings.HasPrefix(path, "data/") {
		w.zip = packers.Get().(*gzip.Writer)
		w.zip.Reset(&w.data)
	}
	return w, nil
}

// packers are used again: each has more room to work in than most files have bytes.
var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	return z
}}

func (m *memory) fail(err error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.err = err
	}
	return err
}

func (m *memory) failed() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.err
}

// holding is one file being written.
type holding struct {
	m    *memory
	path string
	data bytes.Buffer
	zip  *gzip.Writer // nil where it is not packed
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func (w *holding) Write(data []byte) (int, error) {
	w.hash.Write(data)
	if w.zip == nil {
		return w.data.Write(data)
	}
	return w.zip.Write(data)
}

func (w *holding) Close() error {
	if w.zip != nil {
		if err := w.zip.Close(); err != nil {
			return w.m.fail(err)
		}
		packers.Put(w.zip)
	}
	h := held{data: bytes.Clone(w.data.Bytes()), packed: w.zip != nil}
	w.hash.Sum(h.sum[:0])
	w.m.mu.Lock()
	defer w.m.mu.Unlock()
	w.m.files[w.path] = h
	return nil
}

// read returns a file's bytes, which are not to be changed, false when there is none.
func (m *memory) read(path string) ([]byte, bool) {
	h, ok := m.files[path]
	if !ok {
		return nil, false
	}
	if !h.packed {
		return h.data, true
	}
	z, err := gzip.NewReader(bytes.NewReader(h.data))
	if err != nil {
		return nil, false
	}
	data, err := io.ReadAll(z)
	return data, err == nil
}

// folder reports whether a path is a folder of the site.
func (m *memory) folder(path string) bool {
	for name := range m.files {
		if strings.HasPrefix(name, path+"/") {
			return true
		}
	}
	return false
}

// same reports whether two sites hold the same files.
func (m *memory) same(other *memory) bool {
	if m == nil || other == nil || len(m.files) != len(other.files) {
		return false
	}
	for name, h := range m.files {
		if o, ok := other.files[name]; !ok || o.sum != h.sum {
			return false
		}
	}
	return true
}
