package chart

import "math"

// Lane is one row of the picture of all achievements: where an indicator began
// (a ring) and where it ended (the band's mark), on a scale from 0 to 200 with
// the target, 100, in the middle. Beyond 200 the line turns back at the right
// edge and again at the target line, on the same scale.
//
// The SVG has the height that the row needs at least; a style sheet may stretch
// it (height: 100%): lines run through, and what is not folded stays in the middle.
type Lane struct {
	Frame
	Band Band
	// Baseline and Actual are achievements: the values put through the same rule.
	// A Baseline without a number shows its Text left of the target (基準値なし); a
	// Planned one is dashed. An Actual without a number has no line and shows its
	// Text (未確定, or why there is no rate); a Provisional one has no line either.
	Baseline Mark
	Actual   Mark
	Worse    string // words where the actual is left of the baseline: 基準値より悪化
	Still    string // words where they are equal: 動きなし
	Fold     string // words at the first row that is folded: 200 から折り返し →
	Break    string // how often the line really turns, where not all turns are drawn
}

const (
	laneHeight  = 34.0
	laneTop     = 17.0 // of the first strand, where there is more than one
	laneFoot    = 12.0
	strandApart = 6.0
	strandShift = 5.0 // right of the scale, to be clear of the target line
	foldLimit   = 24  // turns; beyond, three strands, a break and the last
	brokenTurns = 6   // strands' room that a broken fold takes
	arrowFrom   = 12.0
)

// Append appends the SVG and gives the words that found no place.
func (l Lane) Append(dst []byte) ([]byte, []string) { return l.picture().svg(dst) }

// Height gives the least height of the row in pixels: 34, or more where the
// line is folded.
func (l Lane) Height() int { return int(l.height(l.Turns())) }

// height is that of a lane whose line turns so often.
func (l Lane) height(most int) float64 {
	folds, broken := most > 0, most > foldLimit
	height := laneHeight
	switch {
	case broken:
		height = laneTop + brokenTurns*strandApart + laneFoot
	case folds:
		height = max(laneTop+float64(most)*strandApart+laneFoot, laneHeight)
	}
	if folds && l.Fold != "" || broken && l.Break != "" {
		height = max(height, laneTop+laneHeight-2)
	}
	return height
}

// Turns tells how often the line turns back. Over 8 there is room for a
// sentence in the empty left half, from 40 px below the top; the site writes it.
func (l Lane) Turns() int {
	if !l.Actual.known() {
		return 0
	}
	return max(turns(l.Actual.Value), turns(l.start()))
}

// start is where the line begins: the baseline, or the target where there is none.
func (l Lane) start() float64 {
	if l.Baseline.known() {
		return l.Baseline.Value
	}
	return min(100, l.Actual.Value)
}

// turns is how often a line to v on the scale turns back.
func turns(v float64) int {
	if v <= 200 {
		return 0
	}
	return int(math.Ceil(min((v-200)/100, 1e9)))
}

// folded gives the place of v on its strand in percent.
func folded(v float64) float64 {
	n := turns(v)
	if n == 0 {
		return max(v, 0) / 2
	}
	r := (v - 200 - float64(n-1)*100) / 2
	if n%2 == 1 {
		return min(max(100-r, 50), 100)
	}
	return min(max(50+r, 50), 100)
}

func (l Lane) picture() picture {
	f := &lane{Lane: l, c: newCanvas(), p: newPlacer()}
	most := l.Turns()
	f.folds = most > 0
	f.broken = most > foldLimit
	f.last = most
	f.c.grid()
	if f.folds {
		f.c.hang(0, laneTop)
	} else {
		f.c.raw(`<svg y="50%" overflow="visible">`)
	}
	f.draw()
	f.c.labels(&f.p)
	f.c.unhang()
	return picture{frame: l.Frame, kind: "ch-lane", height: l.height(most), body: f.c.b, notes: f.p.notes}
}

// lane draws with y = 0 at the first strand.
type lane struct {
	Lane
	folds, broken bool
	last          int // the lowest strand
	c             canvas
	p             placer
}

// depth gives the height of a strand: below the third, a broken fold has only the last.
func (f *lane) depth(strand int) float64 {
	if f.broken && strand > 2 {
		return brokenTurns * strandApart
	}
	return float64(strand) * strandApart
}

// spot is where a value stands.
func (f *lane) spot(v float64) (x, y, shift float64) {
	n := turns(v)
	if f.folds && v >= 100 {
		shift = strandShift
	}
	return folded(v), f.depth(n), shift
}

func (f *lane) draw() {
	f.p.avoid(upright(50, -100, 1000))
	if !f.Actual.known() {
		f.drawBaseline(4)
		f.pending()
		return
	}
	from, to := f.start(), f.Actual.Value
	if f.Actual.Is == Measured && from != to {
		f.way(min(from, to), max(from, to), to < from && f.Baseline.known())
	}
	ring := 4.0
	if from == to {
		ring = 10
	}
	f.drawBaseline(ring)
	f.drawMark(to < from-arrowFrom)
	f.words(from, to)
}

func (f *lane) drawBaseline(r float64) {
	if !f.Baseline.known() {
		return
	}
	p := pen{Line, 2, "", f.Baseline.Text}
	if f.Baseline.Is != Measured {
		p.dash = "2.5 2"
	}
	x, y, shift := f.spot(f.Baseline.Value)
	f.shifted(shift, func() { f.c.ring(p, x, y, r) })
	f.p.avoid(at(x, y, r+shift+1))
}

func (f *lane) drawMark(arrow bool) {
	x, y, shift := f.spot(f.Actual.Value)
	b := f.Band
	if f.Actual.Is != Measured {
		b = BandPending
	}
	f.shifted(shift, func() {
		if arrow && f.Actual.Value >= 0 && f.Actual.Is == Measured && !f.folds && f.Baseline.known() {
			f.c.hang(x, y)
			f.c.raw(`<path`)
			f.c.paint(Behind, None)
			f.c.raw(` d="M8 0l9-6v12z"/>`)
			f.c.unhang()
		}
		f.c.mark(b, x, y, f.Actual.Text)
		if f.Actual.Value < 0 {
			// The scale ends at zero; two strokes say that the value lies beyond.
			f.c.hang(0, 0)
			f.c.raw(`<path`)
			f.c.paint(None, b.Role)
			f.c.raw(` stroke-width="2" d="M14-4l-4 4 4 4M20-4l-4 4 4 4"/>`)
			f.c.unhang()
		}
	})
	f.p.avoid(at(x, y, 8+shift))
}

// shifted draws a group moved right by so many pixels.
func (f *lane) shifted(dx float64, draw func()) {
	if dx == 0 {
		draw()
		return
	}
	f.c.raw(`<g transform="translate(`)
	f.c.number(dx)
	f.c.raw(` 0)">`)
	draw()
	f.c.raw(`</g>`)
}

// pending writes the words of a lane without a rate, after a dashed circle if
// the rate is still to come.
func (f *lane) pending() {
	l := label{text: clean(f.Actual.Text), y: 5, role: Quiet, size: 13}
	if l.text == "" {
		return
	}
	places := []label{l.moved(50, -14, end), l.moved(50, 30, start), l.moved(0, 24, start), l.moved(100, 0, end)}
	if f.Band.Shape != Ring {
		f.noRate(l, places)
		return
	}
	// The circle stands before the words, so its room must be free as well.
	for _, place := range places {
		b := place.box()
		dot := box{span{b.lp, b.lx - 20, b.lp, b.lx - 4}, -8, 8}
		if !f.p.free(dot, f.p.things, near) || !f.p.putClear(place) {
			continue
		}
		f.c.hang(b.lp, 0)
		f.c.raw(`<circle`)
		f.c.paint(Ground, BandPending.Role)
		f.c.raw(` stroke-width="2" stroke-dasharray="2.5 2"`)
		f.c.px("cx", b.lx-12)
		f.c.raw(` cy="0" r="6"/>`)
		f.c.unhang()
		return
	}
	f.p.notes = append(f.p.notes, l.text)
}

// noRate writes why there is nothing to draw, in two lines where one is too long
// for half a phone.
func (f *lane) noRate(l label, places []label) {
	if f.p.putClear(places...) {
		return
	}
	if lines := wrap(l.text, narrow/2-24, l.size, l.weight); len(lines) == 2 {
		for _, place := range places[:2] {
			above, below := place.onRow(-3).withText(lines[0]), place.onRow(13).withText(lines[1])
			if place.anchor == start {
				above, below = above.moved(50, 14, start), below.moved(50, 14, start)
			}
			if a, b := above.box(), below.box(); a.inside() && b.inside() && f.p.free(a, f.p.things, near) && f.p.free(b, f.p.things, near) {
				f.p.accept(above, a)
				f.p.accept(below, b)
				return
			}
		}
	}
	f.p.notes = append(f.p.notes, l.text)
}
