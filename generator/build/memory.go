package build

import (
	"os"
	"runtime/debug"
)

// The memory of a build: what the program needs for anything at all, and for
// each page what the lists and the manifest keep of it.
const (
	leastMemory   = 90 << 20
	memoryAtRest  = 40 << 20
	memoryPerPage = 4200
)

// CollectSeldom has garbage collected less often than usual, for a build is
// short: a fifth less work, until boundMemory holds it. GOGC has the last word.
func CollectSeldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// boundMemory has garbage collected earlier than usual once a build takes more
// than it needs. Below the bound nothing changes. GOMEMLIMIT has the last word.
func (b *builder) boundMemory() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	pages := 0
	for _, i := range b.src.Initiatives() {
		pages += len(i.Indicators) * len(b.years) * len(b.src.City().Languages)
	}
	debug.SetMemoryLimit(max(leastMemory, memoryAtRest+int64(pages)*memoryPerPage))
}
