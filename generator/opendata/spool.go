package opendata

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"
)

// spool is one file on its way out: it goes to the site and, compressed, into
// the memory from which a zip is made, and is hashed in passing. A file is
// thus read by nobody and held whole by nobody.
type spool struct {
	name string
	out  io.WriteCloser // nil for a part of a zip only
	in   *bufio.Writer

	sum  hash.Hash
	crc  hash.Hash32
	size int64

	packed  bytes.Buffer
	deflate *flate.Writer // nil when the file goes into no zip
}

func newSpool(name string, out io.WriteCloser, packed bool) *spool {
	s := &spool{name: name, out: out, sum: sha256.New(), crc: crc32.NewIEEE()}
	s.in = bufio.NewWriterSize(passage{s}, 1<<16)
	if packed {
		// The fastest level: these files repeat themselves so much that the
		// next levels gain little and take several times as long.
		s.deflate, _ = flate.NewWriter(&s.packed, flate.BestSpeed)
	}
	return s
}

// passage is what the buffer of a spool empties into.
type passage struct{ s *spool }

func (p passage) Write(b []byte) (int, error) {
	s := p.s
	s.sum.Write(b)
	s.crc.Write(b)
	s.size += int64(len(b))
	if s.deflate != nil {
		if _, err := s.deflate.Write(b); err != nil {
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
	err := s.in.Flush()
	if s.deflate != nil {
		if e := s.deflate.Close(); err == nil {
			err = e
		}
	}
	if s.out != nil {
		if e := s.out.Close(); err == nil {
			err = e
		}
	}
	return err
}

// hash is the file's SHA-256 as the Data Package writes it.
func (s *spool) hash() string { return "sha256:" + s.hex() }

func (s *spool) hex() string { return hex.EncodeToString(s.sum.Sum(nil)) }

// dosDate is 1 January 1980, the earliest that a zip can say: no date at all.
const dosDate = 1<<5 | 1

// zipSpools writes a zip of finished spools, which keep the same bytes each
// time: fixed times and modes, the order as given, no data descriptors.
func zipSpools(w io.Writer, prefix string, spools []*spool) error {
	z := zip.NewWriter(w)
	for _, s := range spools {
		h := &zip.FileHeader{
			Name: prefix + s.name, Method: zip.Deflate, CRC32: s.crc.Sum32(),
			CompressedSize64: uint64(s.packed.Len()), UncompressedSize64: uint64(s.size),
			ReaderVersion: 20, Flags: 0x800, // names in UTF-8
			ModifiedDate: dosDate,
		}
		h.SetMode(0o644)
		f, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := f.Write(s.packed.Bytes()); err != nil {
			return err
		}
	}
	return z.Close()
}
