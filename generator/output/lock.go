package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// Names in the work folder.
const (
	lockName  = "lock"
	newName   = "new"
	oldName   = "old"
	trashName = "trash"
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
		file, err := openLock(d, name, work)
		if errors.Is(err, fs.ErrNotExist) {
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

func openLock(d *disk, name, work string) (*os.File, error) {
	if err := d.mkdir(work); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, notWritable(name, err)
	}
	info, err := os.Lstat(work)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &RefusedError{Path: work, Reason: NotFolder}
	}
	if err := d.ask("create", filepath.Join(work, lockName)); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(work, lockName), os.O_RDWR|os.O_CREATE|noFollow, 0o644)
	return file, notWritable(name, err)
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
	removed := l.disk.remove(l.file.Name())
	if errors.Is(removed, fs.ErrNotExist) || runtime.GOOS == "windows" {
		removed = nil // on Windows the next builder may have it open
	}
	// Fails while the next builder is there already, or for a leftover.
	_ = l.disk.remove(l.work)
	if runtime.GOOS != "windows" {
		err = l.file.Close()
	}
	return errors.Join(removed, err)
}

// recoverTree puts right what a killed process left in the work folder. The
// lock is held.
func recoverTree(d *disk, out, work string) error {
	old := filepath.Join(work, oldName)
	_, err := os.Lstat(out)
	if errors.Is(err, fs.ErrNotExist) {
		// It ended between the two renames of a system that cannot exchange.
		err = d.rename(old, out)
		if err == nil {
			err = d.syncDir(filepath.Dir(out))
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return err
	}
	for _, name := range []string{trashName, newName, oldName} {
		if err := discard(d, work, name); err != nil {
			return err
		}
	}
	return nil
}

// discard deletes a folder of the work folder. It moves it away first, so that
// a half-deleted tree never bears the name of one that may be put back.
func discard(d *disk, work, name string) error {
	path, trash := filepath.Join(work, name), filepath.Join(work, trashName)
	if name == oldName {
		err := d.rename(path, trash)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		path = trash
	}
	return d.removeTree(path)
}

// Recover puts right what a killed build of a tree left behind: the tree is
// whole afterwards, old or new, and the work folder is gone. [Begin] does the
// same. The error is a *[LockedError] while a build runs.
func Recover(out string) error {
	path, err := realPath(out)
	if err != nil {
		return err
	}
	work := workFolder(path)
	if _, err := os.Lstat(work); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	l, err := takeLock(nil, out, work)
	if err != nil {
		return err
	}
	return errors.Join(recoverTree(nil, path, work), l.release())
}

// AtWork reports whether a build of the tree is under way, or one was killed
// and left something that [Begin] has to put right.
func AtWork(out string) bool {
	real, err := realPath(out)
	if err != nil {
		return false
	}
	_, err = os.Lstat(workFolder(real))
	return err == nil
}
