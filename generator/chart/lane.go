package chart

// Lane is one row of a list of indicators: where an indicator began (a ring) and
// where it ended (the band's mark), on one scale of achievement for every row of
// a page, from 0 to 200. A mark's place is its value: what lies beyond an end of
// the scale stands in a gutter there, with its words, and its way ends in a chevron.
//
// The SVG has the height that the row needs at least; a style sheet may stretch
// it (height: 100%): lines run through, and the marks stay in the middle.
type Lane struct {
	Band Band
	// Baseline and Actual are achievements: the values put through the same rule.
	// Without a number for one of them there is no way, and nothing for it. The
	// way from a Planned baseline is dotted; a Provisional actual has no way.
	Baseline Mark
	Actual   Mark
	Worse    bool   // the value is worse than the baseline
	Unlike   bool   // the two cannot be compared: a way in grey and dashes, which says nothing of its size
	Low      string // words in the gutter left of the scale
	High     string // words in the gutter right of it: 目標の3.4倍
}

const (
	laneHeight = 34.0
	laneWords  = 48.0 // with words in a gutter
	laneMiddle = laneHeight / 2
	scaleFrom  = 8.0  // the place of 0 in percent of the width
	scaleTo    = 86.0 // the place of 200
	ringSize   = 5.0
)

// onScale is where an achievement stands on the scale, in percent of the width.
func onScale(v float64) float64 { return scaleFrom + v/200*(scaleTo-scaleFrom) }

// Height gives the least height of the row in pixels.
func (l Lane) Height() int {
	if l.Low != "" || l.High != "" {
		return laneWords
	}
	return laneHeight
}

func (l Lane) picture() picture {
	c := newCanvas()
	c.grid()
	c.raw(`<svg y="50%" overflow="visible">`)
	l.way(&c)
	ring, mark := l.places()
	if l.Baseline.known() {
		p := pen{Line, 2, "", l.Baseline.Text}
		if l.Baseline.Is != Measured {
			p.dash = "2.5 2"
		}
		size := ringSize
		if l.Actual.known() && l.Actual.Value == l.Baseline.Value {
			size = 10 // around the mark
		}
		c.ring(p, ring, 0, size)
	}
	if l.Actual.known() {
		band := l.Band
		if l.Actual.Is != Measured {
			band = BandPending
		}
		c.mark(band, mark, 0, l.Actual.Text)
	}
	for _, words := range [...]label{{text: clean(l.Low)}, {text: clean(l.High), p: 100, anchor: end}} {
		if words.text != "" {
			words.y, words.size, words.role = 20, 12, Quiet
			c.write(words)
		}
	}
	c.unhang()
	return picture{kind: "ch-lane", height: float64(l.Height()), body: c.b}
}

// places are those of the ring and of the mark. Two in one gutter stand side by
// side, the one further out at the edge.
func (l Lane) places() (ring, mark float64) {
	b, a := l.Baseline.Value, l.Actual.Value
	both := l.Baseline.known() && l.Actual.known() && a != b
	spot := func(v, other float64) float64 {
		switch {
		case v < 0 && both && other < 0:
			return outer(v < other, 1.75, 6)
		case v < 0:
			return scaleFrom / 2
		case v > 200 && both && other > 200:
			return outer(v > other, 98, 91.5)
		case v > 200:
			return 95
		}
		return onScale(v)
	}
	return spot(b, a), spot(a, b)
}

func outer(is bool, edge, inner float64) float64 {
	if is {
		return edge
	}
	return inner
}

// way draws the line from the baseline to the actual, as far as the scale goes.
func (l Lane) way(c *canvas) {
	b, a := l.Baseline.Value, l.Actual.Value
	if !l.Baseline.known() || !l.Actual.known() || l.Actual.Is != Measured || a == b || max(a, b) < 0 || min(a, b) > 200 {
		return
	}
	p := pen{role: l.Band.way(), width: 2.5}
	switch {
	case l.Unlike:
		p.role, p.width, p.dash = Line, 2, "4 4"
	case l.Worse:
		p.role, p.width = Behind, 4
	}
	if l.Baseline.Is != Measured && !l.Unlike {
		p.dash = "1.5 4"
	}
	c.across(p, onScale(max(min(a, b), 0)), onScale(min(max(a, b), 200)), 0)
	if max(a, b) > 200 {
		c.chevron(p.role, scaleTo+1, 1)
	}
	if min(a, b) < 0 {
		c.chevron(p.role, scaleFrom-1, -1)
	}
}

// chevron draws » or « beside an end of the scale.
func (c *canvas) chevron(role Role, x, to float64) {
	c.hang(x, 0)
	c.raw(`<path`)
	c.paint(None, role)
	c.raw(` stroke-width="2" d="`)
	for i := range 2 {
		c.raw(`M`)
		c.number(to * float64(5*i))
		c.raw(`-5l`)
		c.number(to * 4)
		c.raw(` 5l`)
		c.number(-to * 4)
		c.raw(` 5`)
	}
	c.raw(`"/>`)
	c.unhang()
}

// grid draws the lines of the scale through the whole row.
func (c *canvas) grid() {
	c.full(pen{role: Rule, width: 1}, onScale(0))
	for _, v := range [...]float64{50, 150} {
		c.full(pen{role: Hair, width: 1}, onScale(v))
	}
	c.full(pen{role: Rule, width: 1, dash: "2 2"}, onScale(200))
	c.full(pen{role: Ink, width: 2}, onScale(100))
}

// Grid is the scale's lines alone, for the heading of a group of lanes. It is
// hidden from assistive technology.
type Grid struct {
	Height int // px; a style sheet may stretch it
}

func (g Grid) picture() picture {
	c := newCanvas()
	c.grid()
	return picture{kind: "ch-grid", height: float64(max(g.Height, 1)), body: c.b}
}

// Axis is the words above the lanes, 32 px high, hidden from assistive
// technology: 0, 50, 目標 100, 150, 200.
type Axis struct {
	Labels [5]string
}

func (a Axis) picture() picture {
	p := newPlacer()
	// The target and the ends have the first choice.
	for _, i := range [...]int{2, 0, 4, 1, 3} {
		l := label{text: clean(a.Labels[i]), p: onScale(float64(i) * 50), y: 24, size: 13, role: Quiet, anchor: middle}
		if i == 2 {
			l.weight, l.role = bold, Ink
		}
		p.putClear(l)
	}
	c := newCanvas()
	c.labels(&p)
	return picture{kind: "ch-axis", height: 32, body: c.b}
}
