package output

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
)

// Every file of a zip carries 1980-01-01 00:00, the first moment that the
// format can express.
const zipDate = 0<<9 | 1<<5 | 1

// utf8Flag says that names are UTF-8.
const utf8Flag = 0x800

// Zip writes files, compressed, in the order of their paths as given, with a
// fixed time and mode 0644, so that the bytes depend on the paths and contents
// alone; another version of Go may compress to other bytes. Large files are not
// held in memory.
func Zip(w io.Writer, paths []string, open func(path string) (io.ReadCloser, error)) error {
	archive := zip.NewWriter(w)
	for _, path := range paths {
		if err := inZip(path, addDeflated(archive, path, open)); err != nil {
			return err
		}
	}
	return archive.Close()
}

func zipHeader(name string) *zip.FileHeader {
	//lint:ignore SA1019 Modified would add a field of its own with a zone, and change the bytes of zips that were sealed.
	header := &zip.FileHeader{Name: name, ModifiedDate: zipDate, Flags: utf8Flag}
	header.SetMode(0o644)
	return header
}

func addDeflated(archive *zip.Writer, path string, open func(path string) (io.ReadCloser, error)) error {
	r, err := open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	header := zipHeader(path)
	header.Method = zip.Deflate
	w, err := archive.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, struct{ io.Reader }{r})
	return err
}

// Stored is a zip whose files are stored as they are, with the same fixed time
// and mode, in the order in which they are added: its bytes depend on their paths
// and contents alone, whatever the version of this program.
type Stored struct{ archive *zip.Writer }

// NewStored begins a zip. It is whole when Close gives no error.
func NewStored(w io.Writer) *Stored { return &Stored{zip.NewWriter(w)} }

// Close ends the zip.
func (z *Stored) Close() error { return z.archive.Close() }

// Add adds a file by its bytes.
func (z *Stored) Add(name string, data []byte) error {
	w, err := z.entry(name, int64(len(data)), crc32.ChecksumIEEE(data))
	if err == nil {
		_, err = w.Write(data)
	}
	return inZip(name, err)
}

// AddFile adds a file of a file system, of any size. It is read twice: once for
// its checksum, which stands before it. Readers that take a zip as a stream refuse
// a stored file whose checksum follows.
func (z *Stored) AddFile(name string, fsys fs.FS, path string) error {
	sum := crc32.NewIEEE()
	size, err := copyFrom(sum, fsys, path)
	if err != nil {
		return inZip(name, err)
	}
	w, err := z.entry(name, size, sum.Sum32())
	if err != nil {
		return inZip(name, err)
	}
	again := crc32.NewIEEE()
	written, err := copyFrom(io.MultiWriter(w, again), fsys, path)
	if err == nil && (written != size || again.Sum32() != sum.Sum32()) {
		err = fmt.Errorf("changed while it was read")
	}
	return inZip(name, err)
}

func (z *Stored) entry(name string, size int64, sum uint32) (io.Writer, error) {
	if size >= 1<<32-1 {
		return nil, fmt.Errorf("%d bytes are too many to store", size)
	}
	header := zipHeader(name)
	header.Method = zip.Store
	header.CRC32 = sum
	header.CompressedSize64, header.UncompressedSize64 = uint64(size), uint64(size)
	return z.archive.CreateRaw(header)
}

func inZip(name string, err error) error {
	if err != nil {
		err = fmt.Errorf("zip %s: %w", name, err)
	}
	return err
}

func copyFrom(w io.Writer, fsys fs.FS, path string) (int64, error) {
	r, err := fsys.Open(path)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return io.Copy(w, struct{ io.Reader }{r})
}
