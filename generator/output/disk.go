package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"

	"tassei/generator/carry"
	"tassei/generator/ordinary"
)

// disk is every call that changes the file system, in one place, so that a test
// can make any one of them fail or end the process there. The zero value and
// nil work.
type disk struct {
	before func(call, path string) error // asked before each call; an error takes its place
}

func (d *disk) ask(call, path string) error {
	if d == nil || d.before == nil {
		return nil
	}
	if err := d.before(call, path); err != nil {
		return &fs.PathError{Op: call, Path: path, Err: err}
	}
	return nil
}

func (d *disk) do(call, path string, then func() error) error {
	if err := d.ask(call, path); err != nil {
		return err
	}
	return then()
}

func (d *disk) mkdir(path string) error {
	return d.do("mkdir", path, func() error { return os.Mkdir(path, 0o777) })
}

// mkdirOpen makes a folder of a site.
func (d *disk) mkdirOpen(path string) error {
	err := d.mkdir(path)
	if err == nil {
		openUpFolder(path)
	}
	return err
}

// writeNew writes a file of a site that must not exist yet, so that no hard or symbolic
// link is ever written through.
func (d *disk) writeNew(path string, data []byte, perm fs.FileMode) error {
	if err := d.ask("create", path); err != nil {
		return err
	}
	if err := d.ask("write", path); err != nil {
		// What a full disk leaves: the file is there and holds less than it should.
		return errors.Join(err, writeNewFile(path, data[:len(data)/2], perm))
	}
	return writeNewFile(path, data, perm)
}

// create opens a new file for writing in pieces, by the same rule.
func (d *disk) create(path string, perm fs.FileMode) (*os.File, error) {
	if err := d.ask("create", path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}

// createOpen is create for a file of a site.
func (d *disk) createOpen(path string, perm fs.FileMode) (*os.File, error) {
	f, err := d.create(path, perm)
	if err == nil {
		openUpFile(f, perm)
	}
	return f, err
}

func (d *disk) write(f *os.File, data []byte) (int, error) {
	if err := d.ask("write", f.Name()); err != nil {
		return 0, err
	}
	return f.Write(data)
}

func (d *disk) link(from, to string) error {
	return d.do("link", to, func() error { return linkFile(from, to) })
}

func (d *disk) rename(from, to string) error {
	return d.do("rename", to, func() error { return os.Rename(from, to) })
}

// exchange swaps two folders in one step. Where that cannot be done the error
// is [errors.ErrUnsupported] and nothing happened.
func (d *disk) exchange(a, b string) error {
	return d.do("exchange", b, func() error { return exchangeFolders(a, b) })
}

func (d *disk) remove(path string) error {
	return d.do("remove", path, func() error { return os.Remove(path) })
}

// removeFrom and renameIn do the same in a folder that is open.
func (d *disk) removeFrom(root *os.Root, name string) error {
	return d.do("remove", name, func() error { return removeFrom(root, name) })
}

func (d *disk) renameIn(root *os.Root, from, to string) error {
	return d.do("rename", to, func() error { return root.Rename(from, to) })
}

func (d *disk) syncFile(f *os.File) error {
	return d.do("sync", f.Name(), f.Sync)
}

// syncDir makes the names in a folder safe from a power cut.
func (d *disk) syncDir(path string) error {
	return d.do("sync", path, func() error { return syncFolder(path) })
}

// fewFiles is up to how many new files are synced one by one. With more it is
// cheaper to write out the whole file system, and with it what other programs
// have not written yet.
const fewFiles = 32

// syncTree makes new files and the folders of a tree safe from a power cut.
func (d *disk) syncTree(root string, written, folders []string) error {
	if len(written) > fewFiles {
		err := d.syncAll(root)
		if !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
	}
	if err := inParallel(len(written), func(i int) error { return d.syncPath(written[i]) }); err != nil {
		return err
	}
	return inParallel(len(folders), func(i int) error { return d.syncDir(folders[i]) })
}

// syncAll writes out the whole file system of a folder. Where that cannot be
// done the error is [errors.ErrUnsupported].
func (d *disk) syncAll(root string) error {
	return d.do("sync all", root, func() error { return syncFileSystem(root) })
}

// syncPath makes a file safe that is closed already.
func (d *disk) syncPath(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) { // a read-only file of our own
		f, err = os.Open(path)
	}
	if err != nil {
		return err
	}
	return errors.Join(d.syncFile(f), f.Close())
}

// copyNew copies a file to a place where nothing is yet.
func (d *disk) copyNew(from, to string, perm fs.FileMode) error {
	r, err := ordinary.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := d.createOpen(to, perm)
	if err != nil {
		return err
	}
	if err := d.ask("write", to); err != nil {
		return errors.Join(err, w.Close())
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// inParallel calls do for 0 to n-1 from a few goroutines and returns the first
// error. Each takes one stretch of neighbours: the kernel lets only one at a
// time into a folder, and sorted paths of one folder are neighbours.
func inParallel(n int, do func(i int) error) error {
	workers := min(n, 4, runtime.GOMAXPROCS(0))
	errs := make([]error, workers)
	carry.Each(workers, workers, func(w int) {
		for i := n * w / workers; i < n*(w+1)/workers && errs[w] == nil; i++ {
			errs[w] = do(i)
		}
	})
	return errors.Join(errs...)
}
