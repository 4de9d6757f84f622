package build

import (
	"io/fs"
	"syscall"
)

// identity is a file's number on its disk, and when anything about the file
// last changed, in nanoseconds since 1970: no program can set that time.
func identity(info fs.FileInfo) (number uint64, touched int64) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Ino, stat.Ctim.Nano()
	}
	return 0, 0
}
