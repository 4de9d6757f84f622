package build

import (
	"os"
	"runtime/debug"
	"runtime/metrics"

	"tassei/generator/carry"
)

// The memory of a build: what the program needs for anything at all, for each
// page what the lists and the manifest keep of it, more where each indicator has files of
// its own, of which trees and surveys keep the names, and for each page of the
// sheets at work what is held until the sheet is done. A sheet of thirty years has
// hundreds of pages: without room for them garbage is collected all the time.
const (
	leastMemory       = 90 << 20
	memoryAtRest      = 38 << 20
	memoryPerPage     = 4200
	memoryPerFiles    = 4500 // of a page's files of its own
	memoryPerOpenPage = 30 << 10
)

// CollectSeldom has garbage collected less often than usual, for a build is
// short: a fifth less work, until boundMemory holds it.
func CollectSeldom() { collectAt(400) }

// CollectOften is for who keeps a whole site in memory, packed: a heap of several times
// that is too much, and to mark it is little work.
func CollectOften() { collectAt(50) }

// collectByWhatIsKept is CollectOften once the site is there: of a small one an edit makes far
// more garbage than half of what is kept, and need not have it collected many times.
func collectByWhatIsKept() {
	kept := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(kept)
	collectAt(min(max(50, int(garbageOfAnEdit*100/max(kept[0].Value.Uint64(), 1))), 400))
}

const garbageOfAnEdit = 64 << 20

// collectAt has garbage collected when so many per cent of what is kept have come together. GOGC has the last word.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// boundMemory has garbage collected earlier than usual once a build takes more
// than it needs. Below the bound nothing changes. GOMEMLIMIT has the last word. A
// preview, which is kept in memory itself, has no bound.
func (b *builder) boundMemory() {
	if os.Getenv("GOMEMLIMIT") != "" || b.preview != "" {
		return
	}
	pages, largest := 0, 0
	for _, i := range b.src.Initiatives() {
		of := len(i.Indicators) * len(b.years) * len(b.src.City().Languages)
		pages += of
		largest = max(largest, of)
	}
	open := min(pages, largest*carry.Workers(b.project.Jobs))
	perPage := int64(memoryPerPage)
	if b.src.City().IndicatorDownloads {
		perPage += memoryPerFiles
	}
	debug.SetMemoryLimit(max(leastMemory, memoryAtRest+int64(pages)*perPage) + int64(open)*memoryPerOpenPage)
}
