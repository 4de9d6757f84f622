package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// Reason says why a folder was refused as the place of a tree.
type Reason int

const (
	IsSource          Reason = iota + 1 // it is the source folder itself
	ContainsSource                      // the source folder lies in it
	InProtected                         // it is, or lies in, a protected folder (Other)
	ContainsProtected                   // a protected folder (Other) lies in it
	IsSymlink                           // it is a symbolic link
	NotFolder                           // it is a file, or something else that is no folder
	NotOurs                             // it holds files and this program did not make it
	NewerFormat                         // a newer version of this program made it
	MountPoint                          // another file system is mounted on it
	NotWritable                         // it is read-only, or the folder that holds it cannot be written (Err)
	Exists                              // it is there already, and must not be
	ChangedMeanwhile                    // something else replaced it while the build ran
	BadName                             // it has no name of its own, such as the root of a disk
	NotRegular                          // a symbolic link or special file lies where a file should
	InUse                               // it cannot be moved: a program has a file in it open, or it is protected (Err)
)

var reasonWords = [...]string{
	IsSource:          "is the source folder itself",
	ContainsSource:    "contains the source folder",
	InProtected:       "lies in a protected folder",
	ContainsProtected: "contains a protected folder",
	IsSymlink:         "is a symbolic link",
	NotFolder:         "is not a folder",
	NotOurs:           "holds files that this program did not make",
	NewerFormat:       "was made by a newer version",
	MountPoint:        "is a mount point",
	NotWritable:       "cannot be written",
	Exists:            "exists already",
	ChangedMeanwhile:  "was changed by something else during the build",
	BadName:           "cannot be the name of a tree",
	NotRegular:        "is not an ordinary file",
	InUse:             "is in use",
}

// String gives the reason in a few English words.
func (r Reason) String() string {
	if r <= 0 || int(r) >= len(reasonWords) {
		return "reason " + strconv.Itoa(int(r))
	}
	return reasonWords[r]
}

// RefusedError reports a folder or file that must not be replaced. Nothing was
// written.
type RefusedError struct {
	Path   string // the place, as it was given
	Reason Reason
	Other  string // the protected folder, where the reason has one
	Err    error  // the system's error, where there is one
}

func (e *RefusedError) Error() string {
	text := e.Path + " " + e.Reason.String()
	if e.Other != "" {
		text += ": " + e.Other
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *RefusedError) Unwrap() error { return e.Err }

// LockedError reports that another process is building the same tree.
type LockedError struct {
	Path string // the tree
	PID  int    // the process that holds the lock; 0 if it did not say
	Host string // the machine that it runs on, for shared folders; may be empty
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return e.Path + " is being built by another process"
	}
	return fmt.Sprintf("%s is being built by another process (pid %d)", e.Path, e.PID)
}

// inUse turns the system's refusal to move a folder, or to replace a file, into
// ours and leaves other errors.
func inUse(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) || isBusy(err) {
		return &RefusedError{Path: name, Reason: InUse, Err: err}
	}
	return err
}

// IsFull reports whether an error means that no more bytes could be stored: the
// disk is full, a quota is reached, or a file would grow past a limit.
func IsFull(err error) bool {
	var errno syscall.Errno
	return errors.As(err, &errno) && isFullErrno(errno)
}

// realPath resolves the symbolic links of the folders above a path, those that
// exist, and leaves its last element alone.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	tail := filepath.Base(abs)
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		real, err := filepath.EvalSymlinks(dir)
		if err == nil {
			return filepath.Join(real, tail), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return "", placed(dir, err)
		}
		tail = filepath.Join(filepath.Base(dir), tail)
	}
}

// placed adds the place to an error of [filepath.EvalSymlinks], which leaves it
// out where a file stands on the way.
func placed(dir string, err error) error {
	if errors.As(err, new(*fs.PathError)) {
		return err
	}
	return &fs.PathError{Op: "open", Path: dir, Err: err}
}

// checkPlace refuses a place for a tree that would harm the source. out is a
// real path; name is what the caller called it.
func checkPlace(name, out string, opts Options) error {
	if out == filepath.Dir(out) {
		return &RefusedError{Path: name, Reason: BadName}
	}
	if info, err := os.Lstat(out); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return &RefusedError{Path: name, Reason: IsSymlink}
	}
	if opts.Source != "" {
		source, err := filepath.Abs(opts.Source)
		if err != nil {
			return err
		}
		if sameFolder(out, source) {
			return &RefusedError{Path: name, Reason: IsSource}
		}
		if inside(source, out) {
			return &RefusedError{Path: name, Reason: ContainsSource}
		}
	}
	for _, folder := range opts.Protected {
		protected, err := realPath(folder)
		if err != nil {
			return err
		}
		if inside(out, protected) {
			return &RefusedError{Path: name, Reason: InProtected, Other: folder}
		}
		if inside(protected, out) {
			return &RefusedError{Path: name, Reason: ContainsProtected, Other: folder}
		}
	}
	return nil
}

// inside reports whether path is folder or lies below it. It asks the file
// system, so that other spellings of one folder are seen through.
func inside(path, folder string) bool {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	for {
		if sameFolder(path, folder) {
			return true
		}
		up := filepath.Dir(path)
		if up == path {
			return false
		}
		path = up
	}
}

func sameFolder(a, b string) bool {
	if a == b {
		return true
	}
	infoA, err := os.Stat(a)
	if err != nil {
		return false
	}
	infoB, err := os.Stat(b)
	return err == nil && os.SameFile(infoA, infoB)
}

// checkFolder looks at what stands where a tree shall go. A nil info means that
// nothing does.
func checkFolder(name, out string) (fs.FileInfo, error) {
	info, err := os.Lstat(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return nil, &RefusedError{Path: name, Reason: IsSymlink}
	}
	if !info.IsDir() {
		return nil, &RefusedError{Path: name, Reason: NotFolder}
	}
	above, err := os.Stat(filepath.Dir(out))
	if err != nil {
		return nil, err
	}
	if !sameDevice(info, above) {
		return nil, &RefusedError{Path: name, Reason: MountPoint}
	}
	return info, nil
}
