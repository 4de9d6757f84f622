//go:build !linux

package build

import (
	"io/fs"
	"os"
	"path/filepath"
)

// looker asks the system for the states of files below a root.
type looker struct{ root string }

func (l *looker) close() {}

// look fills in the state of a file, by its size and the time of the last write.
func (l *looker) look(f *fileState) error {
	info, err := os.Lstat(l.root + string(filepath.Separator) + f.Path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errNotPlain
	}
	f.Size, f.Mode, f.Changed = info.Size(), uint32(info.Mode()), info.ModTime().UnixNano()
	return nil
}

// times notes nothing: elsewhere the times of a folder do not surely tell whether a name
// in it has changed.
func (f *fileState) times(fs.FileInfo) {}
