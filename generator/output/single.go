package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replacement is a single file that takes its place when it is complete. Write
// to it, then call Commit; defer Abort.
type Replacement struct {
	disk *disk
	name string
	file *os.File
	err  error
	done bool
}

// Replace begins a file that shall stand at name, in place of the one that may
// be there. It is written under another name in the same folder, one that
// begins with a dot. The permission bits of the former file are taken over.
//
// The error is a *[RefusedError] if something other than an ordinary file is
// there, or one that is read-only, or the folder cannot be written.
func Replace(name string) (*Replacement, error) { return replace(nil, name) }

func replace(d *disk, name string) (*Replacement, error) {
	perm, exists, err := permOf(name, os.Lstat)
	if err != nil {
		return nil, err
	}
	if exists {
		if err := checkWritable(name, perm); err != nil {
			return nil, err
		}
	}
	file, err := createBeside(name, func(temporary string) (*os.File, error) { return d.create(temporary, perm) })
	if err != nil {
		return nil, notWritable(name, err)
	}
	if exists {
		// The umask may have taken bits that the former file has.
		if err := file.Chmod(perm); err != nil && !errors.Is(err, errors.ErrUnsupported) {
			return nil, errors.Join(err, file.Close(), os.Remove(file.Name()))
		}
	}
	return &Replacement{disk: d, name: name, file: file}, nil
}

// permOf returns the permission bits for what replaces a file, and whether
// there is one.
func permOf(name string, lstat func(string) (fs.FileInfo, error)) (fs.FileMode, bool, error) {
	info, err := lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return 0o644, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return 0, false, &RefusedError{Path: name, Reason: IsSymlink}
	}
	if !info.Mode().IsRegular() {
		return 0, false, &RefusedError{Path: name, Reason: NotRegular}
	}
	return info.Mode().Perm(), true, nil
}

// checkWritable keeps a read-only file, such as one of a seal, from being
// replaced, which the permissions of its folder alone would allow.
func checkWritable(name string, perm fs.FileMode) error {
	if perm&0o200 == 0 {
		return &RefusedError{Path: name, Reason: NotWritable, Err: fs.ErrPermission}
	}
	return nil
}

// createBeside creates a file in the folder of name that no other process uses
// and that no reader of the project takes for its own.
func createBeside(name string, create func(temporary string) (*os.File, error)) (*os.File, error) {
	for n := 0; ; n++ {
		file, err := create(besideName(name, n))
		if !errors.Is(err, fs.ErrExist) || n > 1000 {
			return file, err
		}
	}
}

func besideName(name string, n int) string {
	dir, base := filepath.Split(name)
	return dir + fmt.Sprintf(".%s.tassei-%d-%d", base, os.Getpid(), n)
}

// Write adds to the file.
func (r *Replacement) Write(data []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.disk.write(r.file, data)
	r.err = err
	return n, err
}

// Commit makes the file safe from a power cut and puts it in its place in one
// step. With an error the former file stays; after a failed Write it always
// does.
func (r *Replacement) Commit() error {
	if r.done {
		return ErrEnded
	}
	if r.err == nil {
		r.err = r.disk.syncFile(r.file)
	}
	if r.err != nil {
		return joinQuietly(r.err, r.Abort())
	}
	r.done = true
	err := r.file.Close()
	if err == nil {
		err = inUse(r.name, r.disk.rename(r.file.Name(), r.name))
	}
	if err != nil {
		return joinQuietly(err, os.Remove(r.file.Name()))
	}
	return r.disk.syncDir(filepath.Dir(r.name))
}

// Abort gives the file up; the former one stays. After Commit it does nothing.
func (r *Replacement) Abort() error {
	if r.done {
		return nil
	}
	r.done = true
	return errors.Join(r.file.Close(), os.Remove(r.file.Name()))
}
