package build

import (
	"path/filepath"
	"runtime"
	"testing"

	"tassei/generator/must"
	"tassei/generator/towns"
)

// Work grows with what there is, and not with its square: a build of a town four
// times as large, or of four times as many years, allocates no more for each
// page than a fifth over. What is counted is allocations and their bytes, which
// no other program on the machine changes.
func TestWorkIsInProportion(t *testing.T) {
	if testing.Short() {
		t.Skip("builds large towns")
	}
	small := towns.Options{Indicators: 40, Years: 2, Seed: 1, Comments: true}
	more, longer := small, small
	more.Indicators *= 4
	longer.Years *= 4
	base := workOf(t, small)
	for name, c := range map[string]struct {
		town towns.Options
		most float64
	}{
		"four times the indicators": {more, 1.2},
		"four times the years":      {longer, 1.2},
	} {
		got := workOf(t, c.town)
		times := float64(c.town.Indicators*c.town.Years) / float64(small.Indicators*small.Years)
		for _, part := range []struct {
			what        string
			before, now float64
		}{
			{"allocations of a first build", base.first.count, got.first.count},
			{"bytes of a first build", base.first.bytes, got.first.bytes},
			{"allocations after an edit", base.edit.count, got.edit.count},
			{"bytes after an edit", base.edit.bytes, got.edit.bytes},
		} {
			ratio := part.now / part.before / times
			t.Logf("%s: %s: %.2f for each page", name, part.what, ratio)
			if ratio > c.most {
				t.Errorf("%s: %s grow %.2f times as fast as the pages", name, part.what, ratio)
			}
		}
	}
}

type allocated struct{ count, bytes float64 }

type townWork struct{ first, edit allocated }

// workOf builds a town, and again after an edit of one comment.
func workOf(t *testing.T, o towns.Options) townWork {
	t.Helper()
	r := newRebuilder(t)
	r.town = filepath.Join(t.TempDir(), "city")
	must.Succeed(t, towns.Write(r.town, o))
	measure := func() allocated {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r.reusing()
		runtime.ReadMemStats(&after)
		return allocated{float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)}
	}
	var w townWork
	w.first = measure()
	r.edit("content/FY2024/ja/1-a/shihyo-1.md", "。", "！")
	w.edit = measure()
	return w
}
