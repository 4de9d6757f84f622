package build

import (
	"io/fs"
	"syscall"
	"testing"
)

// toldInfo is what a system tells of a folder.
type toldInfo struct {
	fs.FileInfo
	stat syscall.Stat_t
}

func (i *toldInfo) Sys() any { return &i.stat }

// On disks whose times have no parts, folders are listed again in any case: a system that
// puts a name there may leave them as they were.
func TestTimesOfFolders(t *testing.T) {
	for nano, tells := range map[int64]bool{0: false, 10_000_000: false, 123_000_000: false, 123_456_789: true} {
		info := &toldInfo{stat: syscall.Stat_t{Ino: 7}}
		info.stat.Ctim.Sec, info.stat.Ctim.Nsec = 1_800_000_000, nano
		f := fileState{Path: "a/"}
		if f.times(info); (f.Touched != 0) != tells {
			t.Errorf("%d: %+v", nano, f)
		}
	}
}
