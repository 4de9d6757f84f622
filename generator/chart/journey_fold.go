package chart

// way draws the line between two places on the scale, over as many strands as
// it needs.
func (f *lane) way(low, high float64, back bool) {
	p := pen{role: f.Band.way(), width: 2.5}
	switch {
	case back:
		p.role, p.width = Behind, 4
	case f.Baseline.known() && f.Baseline.Is != Measured:
		p.dash = "3 4"
	}
	if !f.folds {
		f.c.across(p, folded(low), folded(high), 0)
		return
	}
	p.width = 2
	if back {
		p.width = 3
	}
	f.c.raw(`<g fill="none"`)
	f.c.pen(p)
	f.c.raw(` transform="translate(5 0)">`)
	first, last := turns(low), turns(high)
	for n := first; n <= last; n++ {
		if f.broken && n > 2 {
			n = max(n, last) // there may be a thousand million between
		}
		x1, x2 := strandStart(n), strandEnd(n)
		if n == first {
			x1 = folded(low)
		}
		if n == last {
			x2 = folded(high)
		}
		y := f.depth(n)
		f.strand(x1, x2, y)
		if n < last && !(f.broken && n == 2) {
			f.turn(x2, y, n%2 == 0)
		}
	}
	f.c.raw(`</g>`)
	if f.broken && first < 3 && last > 3 {
		f.ellipsis(strandStart(last))
	}
}

// strandStart and strandEnd: even strands run right, odd ones left; the first
// begins at zero, all others turn at the target line.
func strandStart(n int) float64 {
	switch {
	case n == 0:
		return 0
	case n%2 == 1:
		return 100
	}
	return 50
}

func strandEnd(n int) float64 {
	if n%2 == 1 {
		return 50
	}
	return 100
}

// strand is a line without a pen of its own: the group has it.
func (f *lane) strand(x1, x2, y float64) {
	f.c.raw(`<line`)
	f.c.pct("x1", x1)
	f.c.px("y1", y)
	f.c.pct("x2", x2)
	f.c.px("y2", y)
	f.c.raw(`/>`)
}

func (f *lane) turn(x, y float64, right bool) {
	f.c.hang(x, y)
	if right {
		f.c.raw(`<path d="M0 0a3 3 0 0 1 0 6"/>`)
	} else {
		f.c.raw(`<path d="M0 0a3 3 0 0 0 0 6"/>`)
	}
	f.c.unhang()
}

// ellipsis marks strands that are not drawn: three dots where the last begins.
func (f *lane) ellipsis(x float64) {
	f.c.hang(x, 0)
	for i := range 3 {
		f.c.raw(`<circle`)
		f.c.paint(f.Band.way(), None)
		f.c.px("cx", strandShift)
		f.c.px("cy", 18+float64(i)*6)
		f.c.raw(` r="1.6"/>`)
	}
	f.c.unhang()
}

// words says what the line alone does not.
func (f *lane) words(from, to float64) {
	l := label{y: 5, size: 13, role: Quiet}
	left, right := l.moved(50, -14, end), l.moved(50, 12, start)
	switch {
	case !f.Baseline.known():
		left.text = clean(f.Baseline.Text)
		right.text = left.text
		far := l.moved(0, 12, start)
		far.text = left.text
		f.p.putOrNote(left, right, far)
	case f.Actual.Is != Measured:
		// A provisional value has no line and nothing to say beyond its mark.
	case to < from:
		l.text, l.role, l.weight = clean(f.Worse), BehindText, bold
		f.avoidWay(to, from)
		f.p.putOrNote(l.moved(50, 12, start), l.moved(50, -14, end), l.moved(0, 0, start), l.moved(100, 0, end))
	case to == from:
		l.text = clean(f.Still)
		x := folded(to)
		f.p.putOrNote(l.moved(x, 18, start), l.moved(x, -18, end), left.withText(l.text), right.withText(l.text))
	}
	f.foldWords()
}

func (l label) withText(text string) label {
	l.text = text
	return l
}

// avoidWay keeps words off the strands.
func (f *lane) avoidWay(low, high float64) {
	first, last := turns(low), turns(high)
	if first == last {
		x1, x2 := folded(low), folded(high)
		f.p.avoid(box{span{min(x1, x2), -4, max(x1, x2), 8}, f.depth(first) - 3, f.depth(first) + 3})
		return
	}
	if first == 0 {
		f.p.avoid(box{span{folded(low), -4, 100, 8}, -3, 3})
	}
	f.p.avoid(box{span{50, 0, 100, 8}, f.depth(max(first, 1)) - 9, f.depth(last) + 3})
}

// foldWords stand in the left half, which is empty below the first strand.
func (f *lane) foldWords() {
	if !f.folds {
		return
	}
	y := 22.0
	for i, text := range [...]string{f.Break, f.Fold} {
		l := label{text: clean(text), y: y, size: 13, role: Quiet, p: 50, dx: -10, anchor: end}
		if l.text == "" || i == 0 && !f.broken {
			continue
		}
		f.p.putOrNote(l)
		y += 18
	}
}

// grid draws the lines of the scale through the whole row.
func (c *canvas) grid() {
	c.full(pen{role: Rule, width: 1}, 0)
	for _, x := range [...]float64{25, 75, 100} {
		c.full(pen{role: Hair, width: 1}, x)
	}
	c.full(pen{role: Ink, width: 2}, 50)
}

// Grid is the scale's lines alone, for the heading of a group of lanes. It is
// hidden from assistive technology.
type Grid struct {
	Height int // px; a style sheet may stretch it
}

// Append appends the SVG; there are no words, so no notes.
func (g Grid) Append(dst []byte) ([]byte, []string) { return g.picture().svg(dst) }

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

// Append appends the SVG. A label that has no room at 288 px is left out; it is
// no note, because the others tell the scale.
func (a Axis) Append(dst []byte) ([]byte, []string) { return a.picture().svg(dst) }

func (a Axis) picture() picture {
	p := newPlacer()
	// The target and the ends have the first choice.
	for _, i := range [...]int{2, 0, 4, 1, 3} {
		l := label{text: clean(a.Labels[i]), p: float64(i) * 25, y: 24, size: 13, role: Quiet, anchor: middle}
		switch i {
		case 0:
			l.anchor = start
		case 2:
			l.size, l.weight, l.role, l.y = 15, bold, Ink, 22
		case 4:
			l.anchor = end
		}
		p.putClear(l)
	}
	c := newCanvas()
	c.labels(&p)
	return picture{kind: "ch-axis", height: 32, body: c.b}
}
