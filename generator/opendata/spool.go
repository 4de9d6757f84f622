package opendata

import (
	"archive/zip"
	"bufio"
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
	in   *bufio.Writer

	sum  hash.Hash
	crc  hash.Hash32
	size int64
	done sums // when it is closed

	packs  bool // whether the file goes into a zip
	packed pieces
	last   bool // what comes now is the end
	ended  bool // the compressed form is whole
}

// sums are those of a whole file.
type sums struct {
	hex string // SHA-256
	crc uint32
}

// spoolRoom is how much of a file is hashed, compressed and written at a time.
const spoolRoom = 128 << 10

func newSpool(name string, out io.WriteCloser, into *store) *spool {
	s := &spool{name: name, out: out, sum: sha256.New(), crc: crc32.NewIEEE(), packs: into != nil, packed: pieces{store: into}}
	s.in = bufio.NewWriterSize(passage{s}, spoolRoom)
	return s
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

// passage is what the buffer of a spool empties into.
type passage struct{ s *spool }

func (p passage) Write(b []byte) (int, error) {
	s := p.s
	s.sum.Write(b)
	s.crc.Write(b)
	s.size += int64(len(b))
	if s.packs {
		if err := s.deflate(b); err != nil {
			return 0, err
		}
	}
	if s.out != nil {
		return s.out.Write(b)
	}
	return len(b), nil
}

// Write adds to the file.
func (s *spool) Write(b []byte) (int, error) { return s.in.Write(b) }

// Close ends the file; its size and sums hold from then on.
func (s *spool) Close() error {
	s.last = true
	err := s.in.Flush()
	s.in = nil // its room is of use to others
	s.done = sums{hex.EncodeToString(s.sum.Sum(nil)), s.crc.Sum32()}
	if s.packs && !s.ended && err == nil {
		err = s.deflate(nil) // nothing was left to say that it ends
	}
	if s.out != nil {
		if e := s.out.Close(); err == nil {
			err = e
		}
	}
	return err
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
