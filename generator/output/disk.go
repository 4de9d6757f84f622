package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
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

func (d *disk) mkdir(path string) error {
	if err := d.ask("mkdir", path); err != nil {
		return err
	}
	return os.Mkdir(path, 0o777)
}

// writeNew writes a file that must not exist yet, so that no hard or symbolic
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

func (d *disk) write(f *os.File, data []byte) (int, error) {
	if err := d.ask("write", f.Name()); err != nil {
		return 0, err
	}
	return f.Write(data)
}

func (d *disk) link(from, to string) error {
	if err := d.ask("link", to); err != nil {
		return err
	}
	return linkFile(from, to)
}

func (d *disk) rename(from, to string) error {
	if err := d.ask("rename", to); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// exchange swaps two folders in one step. Where that cannot be done the error
// is [errors.ErrUnsupported] and nothing happened.
func (d *disk) exchange(a, b string) error {
	if err := d.ask("exchange", b); err != nil {
		return err
	}
	return exchangeFolders(a, b)
}

func (d *disk) remove(path string) error {
	if err := d.ask("remove", path); err != nil {
		return err
	}
	return os.Remove(path)
}

// removeTree deletes a folder and what is in it, without following links. A
// folder that is not there is no error.
func (d *disk) removeTree(root string) error {
	info, err := os.Lstat(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return d.remove(root)
	}
	if err := d.ask("remove", root); err != nil {
		return err
	}
	return os.RemoveAll(root)
}

func (d *disk) syncFile(f *os.File) error {
	if err := d.ask("sync", f.Name()); err != nil {
		return err
	}
	return f.Sync()
}

// syncDir makes the names in a folder safe from a power cut.
func (d *disk) syncDir(path string) error {
	if err := d.ask("sync", path); err != nil {
		return err
	}
	return syncFolder(path)
}

// syncTree makes a whole tree safe from a power cut: in one call for the file
// system where there is one, else file by file. written lists the files that
// are new; the folders follow from the tree.
func (d *disk) syncTree(root string, written []string) error {
	if err := d.ask("sync", root); err != nil {
		return err
	}
	err := syncFileSystem(root)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	err = inParallel(len(written), func(i int) error {
		f, err := os.OpenFile(written[i], os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) { // a read-only file of our own
			f, err = os.Open(written[i])
		}
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}

// copyNew copies a file to a place where nothing is yet.
func (d *disk) copyNew(from, to string, perm fs.FileMode) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := d.create(to, perm)
	if err != nil {
		return err
	}
	if err := d.ask("write", to); err != nil {
		return errors.Join(err, w.Close())
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// workers is how many calls to the file system run side by side. More bring
// nothing: the calls wait for the same locks in the kernel.
const workers = 4

// inParallel calls do for 0 to n-1 from a few goroutines and returns the first
// error.
func inParallel(n int, do func(i int) error) error {
	const batch = 64
	var mu sync.Mutex
	var next int
	var failed error
	take := func(err error) (from, to int) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil && failed == nil {
			failed = err
		}
		if failed != nil {
			return n, n
		}
		from, next = next, min(next+batch, n)
		return from, next
	}
	var group sync.WaitGroup
	for range min(workers, (n+batch-1)/batch) {
		group.Go(func() {
			for from, to := take(nil); from < to; {
				var err error
				for i := from; i < to && err == nil; i++ {
					err = do(i)
				}
				from, to = take(err)
			}
		})
	}
	group.Wait()
	return failed
}
