package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"

	"tassei/generator/output"
)

// dirRemote is a folder of this machine, or of a file server that looks like
// one. The folder opens as an os.Root, so that no link leads out of it.
type dirRemote struct {
	name string

	mu     sync.Mutex     // a folder is for one goroutine
	folder *output.Folder // nil as long as it does not exist
	files  fs.FS
}

var dirTraits = traits{parallel: 1, temp: folderTemp}

var errNotRegular = errors.New("not a regular file")

func openDir(name string) (remote, error) {
	d := &dirRemote{name: name}
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return d, nil // a preview must not make it
	}
	return d, d.open()
}

func (d *dirRemote) open() error {
	// The folder may be reached by a link, as a web root often is.
	name, err := filepath.EvalSymlinks(d.name)
	if errors.Is(err, fs.ErrNotExist) {
		name, err = d.name, nil
	}
	if err == nil {
		d.folder, err = output.OpenFolder(name)
	}
	if err != nil {
		return &RefusedError{Op: "connect", Path: d.name, Err: err}
	}
	d.files = d.folder.FS()
	return nil
}

// refuse makes an error of the system final: a file system does not come back
// by being asked again.
func refuse(op, path string, err error) error {
	if err == nil || gone(err) || isOurs(err) {
		return err
	}
	return &RefusedError{Op: op, Path: path, Err: err}
}

// in takes a step in the folder; without one the step's error is absent.
func (d *dirRemote) in(op, p string, absent error, step func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.folder == nil {
		return absent
	}
	return refuse(op, p, step())
}

func (d *dirRemote) read(_ context.Context, p string) (f io.ReadCloser, err error) {
	err = d.in("read", p, fs.ErrNotExist, func() error {
		found, err := fs.Lstat(d.files, p)
		if err == nil && !found.Mode().IsRegular() {
			err = errNotRegular
		}
		if err == nil {
			f, err = d.files.Open(p)
		}
		return err
	})
	return f, err
}

func (d *dirRemote) write(_ context.Context, file output.File, r io.Reader) error {
	// Closed it may be by the end of the run, while a step was on its way.
	return d.in("write", file.Path, fs.ErrClosed, func() error {
		// A record must not be there before what it tells of, whatever happens to
		// the power.
		if path.Dir(file.Path) == "." && file.Path[0] == '.' {
			if err := d.folder.Sync(); err != nil {
				return err
			}
		}
		return d.folder.Put(file.Path, r)
	})
}

func (d *dirRemote) stat(_ context.Context, p string) (found info, err error) {
	err = d.in("stat", p, fs.ErrNotExist, func() error {
		is, err := fs.Lstat(d.files, p)
		if err == nil {
			found = infoOf(is)
		}
		return err
	})
	return found, err
}

func (d *dirRemote) mode(_ context.Context, p string, _ bool) (mode fs.FileMode, known bool, err error) {
	err = d.in("stat", p, fs.ErrNotExist, func() error {
		found, err := fs.Stat(d.files, p)
		if known = err == nil; known {
			mode = found.Mode()
		}
		return err
	})
	return mode, known, err
}

func infoOf(found fs.FileInfo) info {
	switch {
	case found.Mode().IsRegular():
		return info{kind: kindFile, size: found.Size(), modified: found.ModTime()}
	case found.IsDir():
		return info{kind: kindDir}
	}
	return info{kind: kindOther}
}

// mkdir makes the folder itself; those in it come with their first file.
func (d *dirRemote) mkdir(_ context.Context, p string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p != "." || d.folder != nil {
		return nil
	}
	return d.open()
}

func (d *dirRemote) remove(_ context.Context, p string) error {
	return d.in("remove", p, fs.ErrClosed, func() error {
		if of, half := output.TemporaryOf(p); half {
			d.folder.Sweep(of)
			return nil
		}
		return d.folder.Remove(p)
	})
}

// held is what lies in the folder of no use and could not be deleted.
func (d *dirRemote) held() *output.Held {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.folder == nil {
		return nil
	}
	return d.folder.Held().In(d.name)
}

// removeDir has nothing left to do: a folder goes with its last file.
func (d *dirRemote) removeDir(context.Context, string) error { return nil }

func (d *dirRemote) names(context.Context) (names []string, err error) {
	err = d.in("read", ".", fs.ErrNotExist, func() error {
		entries, err := fs.ReadDir(d.files, ".")
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return err
	})
	return names, err
}

// folderTemp is the first of the names that a Folder gives a file while it writes it.
func folderTemp(p string) string { return output.Temporary(p, 1) }

func (d *dirRemote) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.folder == nil {
		return nil
	}
	err := errors.Join(d.folder.Sync(), d.folder.Close())
	d.folder = nil
	return err
}
