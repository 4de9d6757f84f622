package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tassei/generator/ordinary"
)

// Folder is a tree that is changed file by file, for publishing to a folder
// where other things may lie too. Each file is old or new, never in between;
// the tree as a whole is not. Nothing outside it is ever touched, by way of a
// link or otherwise. Its methods are for one goroutine.
type Folder struct {
	disk *disk
	dir  string
	root *os.Root
	put  []string // since the last Sync
	at   []string // folders in which something was put or removed since
	held *Held    // what could not be deleted
}

// OpenFolder opens a folder, and makes it if it is missing. The error is a
// *[RefusedError] if it is a link or a file.
func OpenFolder(dir string) (*Folder, error) {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := makeFolders(dir); err != nil {
			return nil, notWritable(dir, err)
		}
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, &RefusedError{Path: dir, Reason: IsSymlink}
	case !info.IsDir():
		return nil, &RefusedError{Path: dir, Reason: NotFolder}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{dir: dir, root: root}, nil
}

// FS returns what is in the folder, for reading.
func (f *Folder) FS() fs.FS { return ordinary.FS(f.root) }

// Put writes a file, in place of the one that may be there. Missing folders are
// made. It is safe from a power cut after [Folder.Sync]. The error is a
// *[PathError], a *[RefusedError], the reader's or the system's own; the former
// file stays then.
func (f *Folder) Put(name string, r io.Reader) error {
	if err := checkFolderPath(name); err != nil {
		return err
	}
	if err := plainFolders(f.root, name); err != nil {
		return err
	}
	if _, _, err := permOf(name, f.root.Lstat); err != nil {
		return err
	}
	if err := f.makeFolders(path.Dir(name)); err != nil {
		return notWritable(name, err)
	}
	temporary, err := f.freeTemporary(name)
	if err != nil {
		return err
	}
	set := &fileSet{disk: f.disk, root: f.root}
	next, err := set.create(0o644)(temporary)
	if err != nil {
		return notWritable(name, err)
	}
	openUpFile(next, 0o644)
	_, err = io.Copy(diskWriter{f.disk, next}, r)
	err = errors.Join(err, next.Close())
	if err == nil {
		err = f.disk.renameIn(f.root, temporary, name)
	}
	if err = inUse(name, err); err != nil {
		return joinQuietly(err, removeFrom(f.root, temporary))
	}
	f.put = append(f.put, name)
	f.touch(path.Dir(name))
	return nil
}

// manyTemporaries is how many files of one name may be held before a Put gives up.
const manyTemporaries = 9

// Temporary is the n-th name, from 1, under which [Folder.Put] writes a file.
// The first that can be used is, so that a resumed upload replaces what a
// killed one left.
func Temporary(name string, n int) string {
	return path.Join(path.Dir(name), filepath.Base(numbered("", "."+path.Base(name)+".tassei", n)))
}

// TemporaryOf returns the name of the file that lies, half written, under
// another, and whether that is a name of [Temporary].
func TemporaryOf(temporary string) (name string, ok bool) {
	base, hidden := strings.CutPrefix(path.Base(temporary), ".")
	at := strings.LastIndex(base, ".tassei")
	if !hidden || at < 1 || numberOf(base, base[:at]+".tassei") == 0 {
		return "", false
	}
	return path.Join(path.Dir(temporary), base[:at]), true
}

// freeTemporary is a name beside a file at which nothing is. Those that came
// after it are no longer needed.
func (f *Folder) freeTemporary(name string) (string, error) {
	free := 0
	for n := 1; n <= manyTemporaries; n++ {
		temporary := Temporary(name, n)
		err := f.disk.removeFrom(f.root, temporary)
		missing := errors.Is(err, fs.ErrNotExist)
		if err != nil && !missing {
			f.held = f.held.And(held(temporary, err))
			continue
		}
		if free == 0 {
			free = n
		} else if missing {
			break
		}
	}
	if free == 0 {
		return "", &RefusedError{Path: name, Reason: InUse, Err: f.held.Err}
	}
	return Temporary(name, free), nil
}

// Sweep deletes what a run that was killed may have left of a file under the
// names of [Temporary]. What is held is in nobody's way.
func (f *Folder) Sweep(name string) {
	for n := 1; n <= manyTemporaries; n++ {
		temporary := Temporary(name, n)
		err := f.disk.ask("remove", temporary)
		if err == nil {
			err = removeFrom(f.root, temporary)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			f.held = f.held.And(held(temporary, err))
		}
	}
}

// Discard deletes a file that nobody needs. One that is held stays, and is told
// by [Folder.Held].
func (f *Folder) Discard(name string) {
	if err := f.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		f.held = f.held.And(held(name, err))
	}
}

// Held returns what could not be deleted since the folder was opened, nil for
// nothing. Paths are those of the folder.
func (f *Folder) Held() *Held { return f.held }

// makeFolders makes a folder of this machine and those above it.
func makeFolders(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := makeFolders(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	openUpFolder(dir)
	return nil
}

func (f *Folder) makeFolders(dir string) error {
	if _, err := f.root.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := f.makeFolders(path.Dir(dir)); err != nil {
		return err
	}
	if err := f.root.Mkdir(dir, 0o777); err != nil {
		return err
	}
	if info, err := f.root.Lstat(dir); err == nil {
		openUp(info, folderMode, func(mode fs.FileMode) error { return f.root.Chmod(dir, mode) })
	}
	return nil
}

// checkFolderPath allows the marker beside what [CheckPath] allows.
func checkFolderPath(name string) error {
	if name == MarkerName {
		return nil
	}
	return CheckPath(name)
}

// diskWriter makes the pieces of a copy visible to the disk.
type diskWriter struct {
	disk *disk
	file *os.File
}

func (w diskWriter) Write(data []byte) (int, error) { return w.disk.write(w.file, data) }

// Remove deletes a file, and the folders that are empty then. A file that is
// not there is no error.
func (f *Folder) Remove(name string) error {
	if err := checkFolderPath(name); err != nil {
		return err
	}
	if err := plainFolders(f.root, name); err != nil {
		return err
	}
	_, exists, err := permOf(name, f.root.Lstat)
	if err != nil {
		return err
	}
	if exists {
		if err := f.disk.removeFrom(f.root, name); err != nil {
			return inUse(name, err)
		}
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		// Fails where something is left in it, which is then the end.
		if removeFrom(f.root, dir) != nil {
			f.touch(dir)
			return nil
		}
	}
	f.touch(".")
	return nil
}

// touch notes a folder for Sync, and those above it, which may be new.
func (f *Folder) touch(dir string) {
	for ; dir != "." && !slices.Contains(f.at[max(0, len(f.at)-8):], dir); dir = path.Dir(dir) {
		f.at = append(f.at, dir)
	}
}

// Sync makes what was put and removed safe from a power cut.
func (f *Folder) Sync() error {
	folders := f.present(append(f.at, "."))
	written := f.present(f.put)
	f.put, f.at = nil, nil
	return f.disk.syncTree(f.dir, written, folders)
}

// present returns the places of those paths that are still there, each once.
func (f *Folder) present(paths []string) []string {
	slices.Sort(paths)
	var places []string
	for _, name := range slices.Compact(paths) {
		if _, err := f.root.Lstat(name); err == nil {
			places = append(places, filepath.Join(f.dir, filepath.FromSlash(name)))
		}
	}
	return places
}

// Close ends the use of the folder. What was put without a Sync after it is
// there, and may be lost in a power cut.
func (f *Folder) Close() error { return f.root.Close() }

// RemoveEmpty takes a folder away in which nothing is. Any other is an error, and stays.
func RemoveEmpty(dir string) error { return os.Remove(dir) }

// RemoveTree deletes a folder and all that is in it. It vanishes in one step:
// no reader sees half of it. What could not be deleted lies in the work folder
// beside it. The error is a *[LockedError] while it is being built, a
// *[RefusedError] if it is a link or no folder, or something in it is in use;
// the folder stays then.
func RemoveTree(dir string) (*Held, error) { return removeTree(nil, dir) }

func removeTree(d *disk, dir string) (*Held, error) {
	if dir == "" {
		return nil, fs.ErrInvalid // never the folder that one stands in, for a name that nobody gave
	}
	out, err := realPath(dir)
	if err != nil {
		return nil, err
	}
	info, err := checkFolder(dir, out)
	if info == nil || err != nil {
		return nil, err
	}
	work := workFolder(out)
	l, err := takeLock(d, dir, work)
	if err != nil {
		return nil, err
	}
	left := recoverTree(d, out, work).And(discardTurn(d, work))
	trash := freeName(work, trashName)
	if err := inUse(dir, d.rename(out, trash)); err != nil {
		return left, joinQuietly(err, l.release())
	}
	err = d.syncDir(filepath.Dir(out))
	return left.And(d.removeTree(trash)), errors.Join(err, l.release())
}
