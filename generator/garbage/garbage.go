// Package garbage says how often garbage is collected, and in what memory it lies. It imports nearly nothing, so that it is readied before the
// libraries whose tables are 3 MB of garbage: else a collection would begin in each run before main does.
package garbage

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// seldom is for a build, which is short: a fifth less work than usual, until a bound on memory holds it.
const seldom = 400

func init() {
	largePages()
	collectAt(seldom)
}

// Bound has garbage collected earlier once a build takes so many bytes, and later before: that is one collection less
// in a small city, for 3 MB. GOMEMLIMIT has the last word.
func Bound(bytes int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		collectAt(2 * seldom)
		debug.SetMemoryLimit(bytes)
	}
}

// CollectOften is for who keeps a whole site in memory, packed: a heap of several times
// that is too much, and to mark it is little work.
func CollectOften() { collectAt(50) }

// CollectByWhatIsKept is CollectOften once the site is there: of a small one an edit makes far
// more garbage than half of what is kept, and need not have it collected many times.
func CollectByWhatIsKept() {
	kept := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(kept)
	collectAt(min(max(50, int(garbageOfAnEdit*100/max(kept[0].Value.Uint64(), 1))), seldom))
}

const garbageOfAnEdit = 64 << 20

// collectAt has garbage collected when so many per cent of what is kept have come together. GOGC has the last word.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
