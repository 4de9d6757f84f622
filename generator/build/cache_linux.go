package build

import (
	"errors"
	"io/fs"
	"path"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// looker asks the system for the states of files below a root. Files that follow
// each other mostly lie in one folder: it is opened, and each file asked for by its
// name in it, so that the system need not find its way from the root for each.
type looker struct {
	root, folder string
	opened       bool
	in           int // the open folder
}

func (l *looker) close() {
	if l.opened {
		_ = unix.Close(l.in)
	}
	l.opened = false
}

// look fills in the state of a file: its number on its disk, too, and when anything
// about it last changed, which no program can set.
func (l *looker) look(f *fileState) error {
	folder, name := path.Split(f.Path)
	if !l.opened || folder != l.folder {
		l.close()
		err := again(func() (err error) {
			l.in, err = unix.Open(l.root+"/"+folder, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
			return err
		})
		if err != nil {
			return err
		}
		l.folder, l.opened = folder, true
	}
	var stat unix.Stat_t
	if err := again(func() error { return unix.Fstatat(l.in, name, &stat, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return err
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFREG {
		return errNotPlain
	}
	f.Size, f.Mode, f.Changed = stat.Size, stat.Mode, stat.Mtim.Nano()
	f.Number, f.Touched = stat.Ino, stat.Ctim.Nano()
	return nil
}

// times notes what tells a folder in which no name has changed from any other; nothing
// where times have no parts of a millisecond: on such disks (FAT, some shares) other systems
// put names into a folder and leave its times, and programs can set all of them.
func (f *fileState) times(info fs.FileInfo) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Ctim.Nano()%int64(time.Millisecond) != 0 {
		f.Changed, f.Number, f.Touched = stat.Mtim.Nano(), stat.Ino, stat.Ctim.Nano()
	}
}

// again asks the system again while a signal interrupts it.
func again(ask func() error) error {
	for {
		if err := ask(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}
