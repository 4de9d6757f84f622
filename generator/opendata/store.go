package opendata

import "io"

// store keeps what is compressed until a zip is made of it: in memory as long as it
// is little, then in a temporary file. The zip of a large city's year would take tens
// of megabytes. It is for one goroutine, as the years are.
type store struct {
	open func() (Scratch, error) // makes the file; nil keeps all in memory
	held int                     // bytes in memory
	file Scratch                 // nil as long as nothing lies there
	end  int64
}

// Scratch is a temporary file, which is gone when it is closed.
type Scratch interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// Overflow is where the years keep what is too much for memory. It is to be called
// before anything is made of the set.
func (s *Set) Overflow(open func() (Scratch, error)) { s.store.open = open }

// mostHeld is how much of all files of all years stays in memory.
const mostHeld = 1 << 20

// piece is a part of a compressed file, in memory or in the temporary file.
type piece struct {
	data []byte
	at   int64
	size int
}

// put keeps a piece. It reports whether room is free again.
func (s *store) put(room []byte) (p piece, free bool) {
	p = piece{size: len(room)}
	if s.held >= mostHeld && s.ready() {
		p.at = s.end
		if _, err := s.file.WriteAt(room, s.end); err == nil {
			s.end += int64(len(room))
			return p, true
		}
		s.open = nil // such as a full disk: memory will have to do
	}
	s.held += len(room)
	p.data = room
	return p, false
}

// ready reports whether there is a file to write to.
func (s *store) ready() bool {
	if s.open == nil {
		return false
	}
	if s.file == nil {
		var err error
		if s.file, err = s.open(); err != nil {
			s.open, s.file = nil, nil
		}
	}
	return s.file != nil
}

// Close lets go of the temporary file.
func (s *store) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	s.file, s.open = nil, nil
	return err
}

// pieces is a compressed file that grows without being moved.
type pieces struct {
	store *store
	list  []piece
	room  []byte // the end, which is not in the list yet
	size  int64
}

// pieceSize is small enough that the last piece, half full, is no great loss.
const pieceSize = 32 << 10

// Write adds to the file.
func (p *pieces) Write(b []byte) (int, error) {
	n := len(b)
	p.size += int64(n)
	for len(b) > 0 {
		if p.room == nil {
			// Most files are small; only a second piece is a whole one.
			p.room = make([]byte, 0, min(pieceSize, max(len(b), len(p.list)*pieceSize)))
		}
		room := min(len(b), cap(p.room)-len(p.room))
		p.room = append(p.room, b[:room]...)
		b = b[room:]
		if len(p.room) == cap(p.room) {
			p.next()
		}
	}
	return n, nil
}

// next puts the end where the rest is.
func (p *pieces) next() {
	kept, free := p.store.put(p.room)
	p.list = append(p.list, kept)
	if p.room = p.room[:0]; !free || cap(p.room) < pieceSize {
		p.room = nil
	}
}

// copyTo writes the whole file.
func (p *pieces) copyTo(w io.Writer) error {
	var room []byte
	for _, k := range p.list {
		data := k.data
		if data == nil {
			if room == nil {
				room = make([]byte, pieceSize)
			}
			data = room[:k.size]
			if _, err := p.store.file.ReadAt(data, k.at); err != nil {
				return err
			}
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	_, err := w.Write(p.room)
	return err
}
