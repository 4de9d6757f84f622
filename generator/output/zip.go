package output

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
)

// Method is how the files of a zip are packed.
type Method int

const (
	Store   Method = iota // as they are; the bytes never depend on the program's version
	Deflate               // compressed; another version of Go may compress to other bytes
)

// Every file of a zip carries 1980-01-01 00:00, the first moment that the
// format can express.
const zipDate = 0<<9 | 1<<5 | 1

// utf8Flag says that names are UTF-8.
const utf8Flag = 0x800

// Zip writes all files of a file system, sorted by path, with a fixed time and
// mode 0644, so that the bytes depend on the paths and contents alone. Folders
// have no entry of their own. Anything but files and folders is an error. Large
// files are not held in memory.
func Zip(w io.Writer, fsys fs.FS, method Method) error {
	return ZipFiles(w, fsys, method, "")
}

// ZipFiles is [Zip] with a folder, such as "FY2024/", put before every path.
func ZipFiles(w io.Writer, fsys fs.FS, method Method, prefix string) error {
	var paths []string
	err := walkFiles(fsys, func(path string) error {
		paths = append(paths, path)
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(paths)
	archive := zip.NewWriter(w)
	for _, path := range paths {
		add := addDeflated
		if method == Store {
			add = addStored
		}
		if err := add(archive, fsys, path, prefix+path); err != nil {
			return fmt.Errorf("zip %s: %w", path, err)
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

func addDeflated(archive *zip.Writer, fsys fs.FS, path, name string) error {
	r, err := fsys.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	header := zipHeader(name)
	header.Method = zip.Deflate
	w, err := archive.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, struct{ io.Reader }{r})
	return err
}

// addStored reads the file twice: once for its checksum, which stands before
// it. Readers that take a zip as a stream refuse a stored file whose checksum
// follows.
func addStored(archive *zip.Writer, fsys fs.FS, path, name string) error {
	sum := crc32.NewIEEE()
	size, err := copyFrom(sum, fsys, path)
	if err != nil {
		return err
	}
	if size >= 1<<32-1 {
		return fmt.Errorf("%d bytes are too many to store", size)
	}
	header := zipHeader(name)
	header.Method = zip.Store
	header.CRC32 = sum.Sum32()
	header.CompressedSize64, header.UncompressedSize64 = uint64(size), uint64(size)
	w, err := archive.CreateRaw(header)
	if err != nil {
		return err
	}
	again := crc32.NewIEEE()
	written, err := copyFrom(io.MultiWriter(w, again), fsys, path)
	if err == nil && (written != size || again.Sum32() != header.CRC32) {
		err = fmt.Errorf("changed while it was read")
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
