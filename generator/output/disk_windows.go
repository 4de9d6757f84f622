package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"
)

const noFollow = 0

func writeNewFile(path string, data []byte, perm fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// sameBytes reports whether an ordinary file holds exactly the data and has the
// bits that are wanted. Whatever stands in the way of knowing makes it false. The
// buffer is for reading.
func sameBytes(path string, data []byte, want fs.FileMode, buffer []byte) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) || lacks(info.Mode(), want) {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	for len(data) > 0 {
		n, err := io.ReadFull(f, buffer[:min(len(buffer), len(data))])
		if err != nil || !bytes.Equal(buffer[:n], data[:n]) {
			return false
		}
		data = data[n:]
	}
	return true
}

// removeFrom removes a file or an empty folder. What knows only the older of the
// two ways in which Windows removes, such as Wine, says that the newer is no
// function; os.Root tries no other then. The folders on the way are seen to be
// folders first, so that no link leads out.
func removeFrom(root *os.Root, name string) error {
	err := root.Remove(name)
	if !errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return err
	}
	if err := plainFolders(root, filepath.ToSlash(name)); err != nil {
		return err
	}
	return os.Remove(filepath.Join(root.Name(), filepath.FromSlash(name)))
}

func linkFile(from, to string) error { return os.Link(from, to) }

func exchangeFolders(a, b string) error { return errors.ErrUnsupported }

func syncFileSystem(string) error { return errors.ErrUnsupported }

// syncFolder does nothing: Windows keeps names in its own journal and has no
// call to sync a folder.
func syncFolder(string) error { return nil }

func syncOpenFolder(*os.File) error { return nil }

func sameDevice(a, b fs.FileInfo) bool { return true }

// isBusy reports that something else uses a file or folder.
func isBusy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_BUSY)
}

func isFullErrno(errno syscall.Errno) bool {
	return errno == windows.ERROR_DISK_FULL || errno == windows.ERROR_HANDLE_DISK_FULL
}

// tryLock takes a lock that ends with the process. It reports false when
// another holds it. The locked byte lies far behind the text of the file, since
// no other process can read what is locked.
func tryLock(f *os.File) (bool, error) {
	place := &windows.Overlapped{Offset: 1 << 30}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, place)
	if err == nil {
		return true, nil
	}
	if err == windows.ERROR_LOCK_VIOLATION || err == windows.ERROR_IO_PENDING {
		return false, nil
	}
	return false, &fs.PathError{Op: "lock", Path: f.Name(), Err: err}
}

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }
