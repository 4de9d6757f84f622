package chart

import "slices"

// placeMeasurements writes the words below the plot, which ends at top, in two
// rows where one is too short, and gives the room that they take.
func (f *timeline) placeMeasurements(top float64) float64 {
	const indent = 18.0
	rows := 1
	y := top + 20
	put := func(text string, places func(label) []label) {
		l := label{text: clean(text), y: y, size: 13, role: Quiet}
		if l.text == "" {
			return
		}
		for row := range 2 {
			l.y = y + float64(row)*18
			if f.putShaped(places(l)) {
				rows = max(rows, row+1)
				return
			}
		}
		f.p.notes = append(f.p.notes, l.text)
	}
	if len(f.Baseline) > 0 {
		put(f.Words.Baseline, func(l label) []label { return []label{l.moved(0, indent, start)} })
	}
	if len(f.Actual) > 0 {
		put(f.Words.Actual, func(l label) []label {
			beside := indent
			if words := clean(f.Words.Baseline); words != "" && len(f.Baseline) > 0 {
				beside += measure(words, l.size, l.weight) + 2*indent
			}
			return []label{l.moved(0, beside, start), l.moved(0, indent, start)}
		})
	}
	return 28 + float64(rows-1)*18
}

// putShaped takes a place only where the shape before the words has room too.
func (f *timeline) putShaped(places []label) bool {
	for _, l := range places {
		b := l.box()
		b.lx -= 16
		if f.p.free(b, f.p.labels, gap) {
			f.p.accept(l, b)
			return true
		}
	}
	return false
}

func (f *timeline) drawMeasurements() {
	y := f.foot - 14
	for _, i := range f.Baseline {
		dx := 0.0
		if slices.Contains(f.Actual, i) {
			dx = -6
		}
		f.c.hang(f.centre(i), y)
		f.hollow(dx)
		f.c.unhang()
	}
	for _, i := range f.Actual {
		dx := 0.0
		if slices.Contains(f.Baseline, i) {
			dx = 6
		}
		f.c.hang(f.centre(i), y)
		f.solid(dx)
		f.c.unhang()
	}
	f.keys()
}

func (f *timeline) hollow(dx float64) {
	f.c.raw(`<circle`)
	f.c.paint(Ground, Line)
	f.c.raw(` stroke-width="2"`)
	f.c.px("cx", dx)
	f.c.raw(` cy="0" r="5"/>`)
}

func (f *timeline) solid(dx float64) {
	f.c.raw(`<path`)
	f.c.inked(f.Band)
	f.c.raw(` transform="translate(`)
	f.c.number(dx)
	f.c.raw(` 0) scale(.9)" d="`, shapePaths[f.Band.Shape], `"/>`)
}

// keys draws the shape before each of the words.
func (f *timeline) keys() {
	for i, l := range f.p.drawn {
		hollow := l.text == clean(f.Words.Baseline)
		if b := f.p.labels[i]; l.role == Quiet && b.lx < l.box().lx {
			f.c.hang(b.lp, l.y-5)
			if hollow {
				f.hollow(b.lx + 6)
			} else {
				f.solid(b.lx + 6)
			}
			f.c.unhang()
		}
	}
}
