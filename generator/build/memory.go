package build

import (
	"tassei/generator/carry"
	"tassei/generator/garbage"
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

// boundMemory has garbage collected earlier than usual once a build takes more
// than it needs. A preview, which is kept in memory itself, has no bound.
func (b *builder) boundMemory() {
	if b.preview != "" {
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
	garbage.Bound(max(leastMemory, memoryAtRest+int64(pages)*perPage) + int64(open)*memoryPerOpenPage)
}
