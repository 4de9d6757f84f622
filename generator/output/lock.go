package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// Names in the work folder.
const (
	lockName     = "lock"
	newName      = "new"
	oldName      = "old"
	trashName    = "trash"
	turnName     = "turn"
	turnListName = "turn.list"
)

// workFolder is where the tree for out is made: beside it, so that the two can
// change places.
func workFolder(out string) string {
	return filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".tassei")
}

// lock is the right to change one tree. The system gives it back when the
// process ends, however it ends.
type lock struct {
	disk *disk
	work string
	file *os.File
}

// takeLock makes the work folder and takes the lock in it.
func takeLock(d *disk, name, work string) (*lock, error) {
	for range 100 {
		if err := d.mkdir(work); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, notWritable(name, err)
		}
		file, gone, err := openLock(d, name, work)
		if gone {
			continue // another build ended and took the work folder away
		}
		if err != nil {
			return nil, err
		}
		held, err := tryLock(file)
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if !held {
			pid, host := readHolder(file)
			return nil, errors.Join(&LockedError{Path: name, PID: pid, Host: host}, file.Close())
		}
		if !stillThere(file) {
			file.Close()
			continue // the former holder removed the file just before
		}
		l := &lock{disk: d, work: work, file: file}
		if err := l.sign(); err != nil {
			return nil, errors.Join(err, l.release())
		}
		return l, nil
	}
	return nil, &LockedError{Path: name}
}

// openLock opens the lock file, or reports that the work folder is gone. A disk that
// takes no file says the same of a folder that stands.
func openLock(d *disk, name, work string) (file *os.File, gone bool, err error) {
	info, err := os.Lstat(work)
	if err != nil {
		return nil, errors.Is(err, fs.ErrNotExist), err
	}
	if !info.IsDir() {
		return nil, false, &RefusedError{Path: work, Reason: NotFolder}
	}
	path := filepath.Join(work, lockName)
	if err = d.ask("create", path); err == nil {
		file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|noFollow, 0o644)
	}
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			now, _ := os.Lstat(work)
			gone = now == nil || !os.SameFile(info, now)
		}
		_ = d.remove(work) // refused where anything is in it
		return nil, gone, notWritable(name, err)
	}
	return file, false, nil
}

// notWritable turns the system's refusal into ours and leaves other errors.
func notWritable(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) || isReadOnly(err) {
		return &RefusedError{Path: name, Reason: NotWritable, Err: err}
	}
	return err
}

func stillThere(file *os.File) bool {
	if runtime.GOOS == "windows" {
		return true // an open file cannot be removed there
	}
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(file.Name())
	return err == nil && os.SameFile(opened, named)
}

// sign writes who holds the lock, for the one who comes second.
func (l *lock) sign() error {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	if err := l.disk.ask("write", l.file.Name()); err != nil {
		return err
	}
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt(fmt.Appendf(nil, "pid %d %s\n", os.Getpid(), host), 0)
	return err
}

// readHolder reads who holds the lock. It waits a little, since the holder
// takes the lock first and signs it then.
func readHolder(file *os.File) (pid int, host string) {
	for range 20 {
		text, err := io.ReadAll(io.NewSectionReader(file, 0, 512))
		if err != nil {
			return 0, ""
		}
		if n, _ := fmt.Sscanf(string(text), "pid %d %s\n", &pid, &host); n > 0 && text[len(text)-1] == '\n' {
			return pid, host
		}
		time.Sleep(5 * time.Millisecond)
	}
	return 0, ""
}

// release removes the lock file and the work folder, if nothing else is in it,
// and gives the lock back. The file goes first: whoever has it open already
// finds that it is gone and begins again.
func (l *lock) release() error {
	var err error
	if runtime.GOOS == "windows" {
		err = l.file.Close()
	}
	// Either may be refused: the next builder may be there already, or something
	// may be held. A lock file that stays excludes nobody.
	_ = l.disk.remove(l.file.Name())
	_ = l.disk.remove(l.work)
	if runtime.GOOS != "windows" {
		err = l.file.Close()
	}
	return err
}

// recoverTree puts right what a killed process left in the work folder, and
// tries again to delete what was held. The lock is held.
func recoverTree(d *disk, out, work string) *Held {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		// It ended between the two renames of a system that cannot exchange. What
		// cannot be put back stays until a new tree stands there.
		former := named(work, oldName)
		if len(former) > 0 && d.rename(former[len(former)-1], out) == nil {
			_ = d.syncDir(filepath.Dir(out)) // after a power cut it is found here again
		}
	}
	var left *Held
	for _, path := range named(work, trashName) {
		left = left.And(d.removeTree(path))
	}
	for _, path := range named(work, newName) {
		left = left.And(discardNew(d, work, path))
	}
	if _, err := os.Lstat(out); err == nil {
		left = left.And(discardFormer(d, work))
	}
	return left
}

// discardNew deletes a tree that bears the name of a new one. What is held gets
// another name, so that it is not taken for a build under way.
func discardNew(d *disk, work, path string) *Held {
	left := d.removeTree(path)
	if left == nil {
		return nil
	}
	trash := freeName(work, trashName)
	if d.rename(path, trash) == nil {
		if below, err := filepath.Rel(path, left.Path); err == nil {
			left.Path = filepath.Join(trash, below)
		}
	}
	return left
}

// discardFormer deletes the former trees of a work folder. They are moved away
// first, so that a half-deleted tree never bears the name of one that may be
// put back.
func discardFormer(d *disk, work string) *Held {
	var left *Held
	for _, path := range named(work, oldName) {
		trash := freeName(work, trashName)
		if err := d.rename(path, trash); err != nil {
			left = left.And(held(path, err))
			continue
		}
		left = left.And(d.removeTree(trash))
	}
	return left
}

// Recover puts right what a killed build of a tree left behind: the tree is
// whole afterwards, old or new, and the work folder is gone but for what is
// held. [Begin] does the same. The error is a *[LockedError] while a build runs.
func Recover(out string) (*Held, error) { return recoverWith(nil, out) }

func recoverWith(d *disk, out string) (*Held, error) {
	path, err := realPath(out)
	if err != nil {
		return nil, err
	}
	work := workFolder(path)
	if _, err := os.Lstat(work); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	l, err := takeLock(d, out, work)
	if err != nil {
		return nil, err
	}
	left := recoverTree(d, path, work)
	return left, l.release()
}

// AtWork reports whether a build of the tree is under way, or one was killed
// and left something that [Begin] has to put right. What is held is neither, nor
// a tree that waits for its turn.
func AtWork(out string) bool {
	path, err := realPath(out)
	if err != nil {
		return false
	}
	entries, err := os.ReadDir(workFolder(path))
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		return numberOf(e.Name(), trashName) == 0 && e.Name() != turnName && e.Name() != turnListName
	})
}
