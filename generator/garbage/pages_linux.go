package garbage

import (
	"runtime"
	"runtime/debug"
	"syscall"
)

// largePages has the system back the first memory of the program with pages of 2 MB instead of 4 kB, where it gives
// them to who asks: to touch those for the first time is a tenth of a build. The heap grows by one piece for all of it,
// and is told of while nothing else is in it.
func largePages() {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	room := make([]byte, 64<<20)
	_ = syscall.Madvise(room, syscall.MADV_HUGEPAGE) // what does without runs, too
	runtime.GC()                                     // gives the room back to the heap
}
