package output

import (
	"io/fs"
	"syscall"
)

// turns is whether trees can take turns: where the system tells when anything
// about a folder last changed, in a way that no program can set, and can
// exchange two folders.
const turns = true

// stateOf is what the system knows of a folder.
func stateOf(info fs.FileInfo) (state folderState, ok bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return state, false
	}
	return folderState{Device: uint64(stat.Dev), Number: stat.Ino, Changed: stat.Mtim.Nano(), Touched: stat.Ctim.Nano()}, true
}
