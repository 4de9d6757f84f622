package opendata

import (
	"archive/zip"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"
)

// spool is one file on its way out: it goes to the site and, compressed, into
// the store from which a zip is made, and is hashed in passing. A file is
// thus read by nobody and held whole by nobody.
type spool struct {
	name string
	out  io.WriteCloser // nil for a part of a zip only
	room []byte         // what has come and waits to be passed on
	err  error          // the first, which nothing comes after

	sum  hash.Hash
	crc  hash.Hash32
	size int64
	done sums // when it is closed

	packs  bool // whether the file goes into a zip
	packed pieces
	told   bool   // whether its runs are told apart, so that the next build can take them over
	runs   []run  // but for the last
	former former // runs of an earlier build; nil for none
	last   bool   // what comes now is the end
	ended  bool   // the compressed form is whole
}

// sums are those of a whole file.
type sums struct {
	hex string // SHA-256
	crc uint32
}

// spoolRoom is how much of a file is hashed, compressed and written at a time. The
// room grows with what comes: a dozen files of every year are open at once, and
// where there are thirty years, most of them are smaller than it.
const spoolRoom = 128 << 10

func newSpool(name string, out io.WriteCloser, into *store) *spool {
	return &spool{name: name, out: out, sum: sha256.New(), crc: crc32.NewIEEE(), packs: into != nil, packed: pieces{store: into}}
}

// deflaters compress for all spools in turn. Each takes more than a megabyte,
// and a year has a dozen spools open at once: so a file is compressed in runs,
// each by itself, that end on a byte.
//
// The fastest level: these files repeat themselves so much that the next levels
// gain little and take several times as long.
var deflaters = make(chan *flate.Writer, 2)

// deflate compresses the next run of the file.
func (s *spool) deflate(b []byte) error {
	var w *flate.Writer
	select {
	case w = <-deflaters:
		w.Reset(&s.packed)
	default:
		w, _ = flate.NewWriter(&s.packed, flate.BestSpeed)
	}
	defer func() {
		select {
		case deflaters <- w:
		default:
		}
	}()
	if _, err := w.Write(b); err != nil {
		return err
	}
	if s.last {
		s.ended = true
		return w.Close()
	}
	return w.Flush()
}

// run is a part of a file that was compressed by itself: whatever stands beside it, the
// same bytes come to the same.
type run struct {
	sum    [sha256.Size]byte
	packed int // bytes of the compressed form
}

// former is the compressed form of runs by their sums.
type former map[[sha256.Size]byte][]byte

// pack compresses the next run, or takes it over where its bytes are those of an earlier build.
func (s *spool) pack(b []byte) error {
	if !s.told || s.last {
		return s.deflate(b)
	}
	r, before := run{sum: sha256.Sum256(b)}, s.packed.size
	var err error
	if packed, ok := s.former[r.sum]; ok {
		_, err = s.packed.Write(packed)
	} else {
		err = s.deflate(b)
	}
	r.packed = int(s.packed.size - before)
	s.runs = append(s.runs, r)
	return err
}

// endRun ends a run before the room is full.
func (s *spool) endRun() {
	if s.err == nil && len(s.room) > 0 {
		s.pass(s.room)
		s.room = s.room[:0]
	}
}

// Write adds to the file.
func (s *spool) Write(b []byte) (int, error) {
	n := len(b)
	for s.err == nil && len(s.room)+len(b) > spoolRoom {
		if len(s.room) == 0 {
			s.pass(b)
			return n, s.err
		}
		fits := spoolRoom - len(s.room)
		s.room = append(s.room, b[:fits]...)
		s.pass(s.room)
		s.room, b = s.room[:0], b[fits:]
	}
	s.room = append(s.room, b...)
	return n, s.err
}

// pass takes the next run of the file to where it goes. How the compressed form
// reads follows from where the runs end.
func (s *spool) pass(run []byte) {
	s.sum.Write(run)
	s.crc.Write(run)
	s.size += int64(len(run))
	if s.packs {
		s.err = s.pack(run)
	}
	if s.out != nil && s.err == nil {
		_, s.err = s.out.Write(run)
	}
}

// Close ends the file; its size and sums hold from then on.
func (s *spool) Close() error {
	s.last = true
	if s.err == nil && len(s.room) > 0 {
		s.pass(s.room)
	}
	s.room = nil // it is of use to others
	s.done = sums{hex.EncodeToString(s.sum.Sum(nil)), s.crc.Sum32()}
	if s.packs && !s.ended && s.err == nil {
		s.err = s.deflate(nil) // nothing was left to say that it ends
	}
	if s.out != nil {
		if err := s.out.Close(); s.err == nil {
			s.err = err
		}
	}
	return s.err
}

// hash is the file's SHA-256 as the Data Package writes it.
func (s *spool) hash() string { return "sha256:" + s.done.hex }

// dosDate is 1 January 1980, the earliest that a zip can say: no date at all.
const dosDate = 1<<5 | 1

// zipSpools writes a zip of finished spools, which keep the same bytes each
// time: fixed times and modes, the order as given, no data descriptors.
func zipSpools(w io.Writer, prefix string, spools []*spool) error {
	z := zip.NewWriter(w)
	for _, s := range spools {
		h := &zip.FileHeader{
			Name: prefix + s.name, Method: zip.Deflate, CRC32: s.done.crc,
			CompressedSize64: uint64(s.packed.size), UncompressedSize64: uint64(s.size),
			ReaderVersion: 20, Flags: 0x800, // names in UTF-8
			//lint:ignore SA1019 Modified would add a field with a zone, and other bytes than in earlier years.
			ModifiedDate: dosDate,
		}
		h.SetMode(0o644)
		f, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if err := s.packed.copyTo(f); err != nil {
			return err
		}
	}
	return z.Close()
}
