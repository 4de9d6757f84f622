// Package ordinary opens ordinary files only. What was an ordinary file when a folder
// was listed may be a pipe when it is opened: it is refused then, and nobody waits
// for a writer that never comes.
package ordinary

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Open opens a file for reading. The error of a folder, a pipe, a socket or a device
// is an fs.ErrInvalid.
func Open(name string) (*os.File, error) {
	return only(os.OpenFile(name, openFlag, 0))
}

// OpenIn opens a file below a root as Open does.
func OpenIn(root *os.Root, name string) (*os.File, error) {
	return only(root.OpenFile(name, openFlag, 0))
}

// only lets an ordinary file through.
func only(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: f.Name(), Err: errNotOrdinary}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// errNotOrdinary is an fs.ErrInvalid that says what is invalid.
var errNotOrdinary error = notOrdinary{}

type notOrdinary struct{}

func (notOrdinary) Error() string        { return "not an ordinary file" }
func (notOrdinary) Is(target error) bool { return target == fs.ErrInvalid }

// FS is what lies below a root, as root.FS gives it, but for what is neither an
// ordinary file nor a folder: it is listed and never opened.
func FS(root *os.Root) fs.FS {
	return folder{root.FS(), func(name string) (*os.File, error) { return root.OpenFile(name, openFlag, 0) }}
}

// DirFS is what lies in a folder, as os.DirFS gives it, opened as FS does.
func DirFS(dir string) fs.FS {
	return folder{os.DirFS(dir), func(name string) (*os.File, error) {
		return os.OpenFile(filepath.Join(dir, filepath.FromSlash(name)), openFlag, 0)
	}}
}

type folder struct {
	fs.FS
	open func(name string) (*os.File, error)
}

func (f folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return file, nil
	}
	ordinary, err := only(file, nil)
	if err != nil {
		return nil, err // no file, rather than a nil one
	}
	return ordinary, nil
}

func (f folder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, name) }
func (f folder) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(f.FS, name) }
func (f folder) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(f.FS, name) }
func (f folder) ReadLink(name string) (string, error)       { return fs.ReadLink(f.FS, name) }

// ErrTooLarge is the fault of a file over a limit.
var ErrTooLarge = errors.New("too large")

// ReadUpTo reads a whole file of no more than so many bytes. The error of a larger one
// is ErrTooLarge, and none of it is read.
func ReadUpTo(name string, most int64) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() > most {
		return nil, errors.Join(err, ErrTooLarge)
	}
	return whole(io.LimitReader(f, most), info.Size())
}

// ReadFile reads a whole file that Open opens.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return whole(f, info.Size())
}

// whole reads all of a file that had a size, into memory that need not grow and be copied.
func whole(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(size, mostAtOnce)) + bytes.MinRead)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// mostAtOnce bounds what is taken for a file before a byte of it was read.
const mostAtOnce = 64 << 20
