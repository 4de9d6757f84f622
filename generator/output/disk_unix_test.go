//go:build unix

package output

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// What the plain system calls refuse is told with the call and both places, and
// nothing has changed.
func TestSystemCallsTellTheirPlaces(t *testing.T) {
	dir := t.TempDir()
	file, none := filepath.Join(dir, "file"), filepath.Join(dir, "none")
	write(t, file, "precious")
	for name, use := range map[string]func() error{
		"link over":   func() error { return linkFile(file, file) },
		"link none":   func() error { return linkFile(none, filepath.Join(dir, "new")) },
		"write over":  func() error { return writeNewFile(file, []byte("x"), 0o644) },
		"sync none":   func() error { return syncFolder(none) },
		"sync path":   func() error { return (*disk)(nil).syncPath(none) },
		"copy none":   func() error { return (*disk)(nil).copyNew(none, filepath.Join(dir, "new"), 0o644) },
		"copy over":   func() error { return (*disk)(nil).copyNew(file, file, 0o644) },
		"remove none": func() error { return (*disk)(nil).remove(none) },
	} {
		err := use()
		var place *os.PathError
		var link *os.LinkError
		if !(errors.As(err, &place) && place.Path != "") && !(errors.As(err, &link) && link.Old != "" && link.New != "") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := exchangeFolders(file, none); err == nil {
		t.Error("a folder changed places with nothing")
	}
	if err := syncFileSystem(none); err == nil {
		t.Error("no file system was written out")
	}
	wantHolds(t, "after all", dir, tree{"file": "precious"})
}

// A system that does not know a call is told from one that refuses it.
func TestUnsupportedIsToldFromRefused(t *testing.T) {
	for _, errno := range []syscall.Errno{syscall.ENOSYS, syscall.EINVAL, syscall.ENOTSUP, syscall.EOPNOTSUPP} {
		if err := unsupported(errno); err != errors.ErrUnsupported {
			t.Errorf("%v: %v", errno, err)
		}
	}
	for _, errno := range []syscall.Errno{syscall.EIO, syscall.EBUSY, syscall.ENOENT, syscall.EXDEV} {
		if err := unsupported(errno); err != errno {
			t.Errorf("%v: %v", errno, err)
		}
	}
}

// A lock on what cannot be locked is no lock.
func TestLockOfAClosedFile(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "lock"))
	must.Succeed(t, err)
	if !stillThere(file) {
		t.Error("the file is there")
	}
	must.Succeed(t, os.Remove(file.Name()))
	if stillThere(file) {
		t.Error("a file that was removed is taken for one that is there")
	}
	must.Succeed(t, file.Close())
	if held, err := tryLock(file); held || err == nil {
		t.Errorf("%v, %v", held, err)
	}
	if stillThere(file) {
		t.Error("a closed file is taken for one that is there")
	}
	if pid, host := readHolder(file); pid != 0 || host != "" {
		t.Errorf("a closed file names %d at %s", pid, host)
	}
}
