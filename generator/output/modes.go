package output

import (
	"io/fs"
	"os"
)

// A site is read by a web server that is somebody else than the one who builds
// it, so everybody may read its files and enter its folders, whatever the umask
// withholds. More than that, such as writing for a group, is left as it is.
const folderMode fs.FileMode = 0o755

// openUp adds the bits that a new file or folder lacks. A file system that has
// no such bits, as on a memory stick, is left to show its own.
func openUp(info fs.FileInfo, want fs.FileMode, chmod func(fs.FileMode) error) {
	if lacks(info.Mode(), want) {
		_ = chmod(info.Mode() | want)
	}
}

func lacks(mode, want fs.FileMode) bool { return mode&want != want }

func openUpFile(f *os.File, want fs.FileMode) {
	if info, err := f.Stat(); err == nil {
		openUp(info, want, f.Chmod)
	}
}

func openUpFolder(path string) {
	if info, err := os.Lstat(path); err == nil {
		openUp(info, folderMode, func(mode fs.FileMode) error { return os.Chmod(path, mode) })
	}
}

// keepsModes reports whether a folder that was opened up came out so. Where it
// did not, nothing can be told from the bits of former files either.
func keepsModes(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && !lacks(info.Mode(), folderMode)
}
