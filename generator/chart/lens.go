package chart

// OfWhole is the first lens, how much of the target was reached, and the third, the share
// of the planned change.
type OfWhole struct {
	Frame
	Band    Band
	Rate    Mark
	Whole   Mark // 100; its Text stands under it
	Zero    string
	Planned bool // the plan is outlined from 0 to 100; else the target is a line
}

// FromBaseline is the second lens: the arrow from baseline to actual on an axis
// from zero.
type FromBaseline struct {
	Frame
	Band     Band
	Baseline Mark
	Actual   Mark
	Move     Move
	Tick     Tick
}

const (
	lensHeight = 64.0
	lensFloor  = 40.0
	lensBar    = 16.0
	lensFoot   = 60.0
)

// lens places values between two ends that are not rounded: a lens has no grid.
type lens struct {
	low, high float64
	c         canvas
	p         placer
}

func newLens(values ...float64) *lens {
	l := &lens{c: newCanvas(), p: newPlacer()}
	for _, v := range values {
		l.low, l.high = min(l.low, v), max(l.high, v)
	}
	if l.high-l.low < 1e-12 {
		l.high = l.low + 1
	}
	return l
}

func (l *lens) pct(v float64) float64 { return (v - l.low) / (l.high - l.low) * 100 }

func (l *lens) end(f Frame) picture {
	l.c.labels(&l.p)
	return picture{frame: f, kind: "ch-lens", height: lensHeight, body: l.c.b, notes: l.p.notes}
}

func (l *lens) foot(text string, x float64) {
	t := label{text: clean(text), y: lensFoot, size: 13, role: Quiet}
	l.p.putOrNote(t.over(x)...)
}

func (l *lens) tip(text string, x float64) {
	t := label{text: clean(text), y: 18, size: 16, weight: bold, role: Ink}
	l.p.putOrNote(append(t.over(x), t.beside(x, start)...)...)
}

// missing writes the words for a lens that cannot be drawn.
func (l *lens) missing(text string) {
	t := label{text: clean(text), y: 30, size: 14, role: Text}
	l.p.putOrNote(t.moved(0, 0, start))
}

func (l OfWhole) picture() picture {
	values := []float64{0}
	for _, m := range [...]Mark{l.Rate, l.Whole} {
		if m.known() {
			values = append(values, m.Value)
		}
	}
	d := newLens(values...)
	if !l.Rate.known() {
		d.missing(l.Rate.Text)
		return d.end(l.Frame)
	}
	x, zero := d.pct(l.Rate.Value), d.pct(0)
	d.c.across(pen{role: Line, width: 1}, 0, 100, lensFloor)
	d.solid(l.Band, l.Rate, x)
	if at := d.pct(l.Whole.Value); l.Whole.known() {
		if l.Planned {
			d.c.outline(None, pen{Line, 2, "", l.Whole.Text}, zero, at, lensFloor-lensBar-3, lensBar+3)
		} else {
			d.p.avoid(upright(at, 8, 46))
			d.c.down(pen{role: Ground, width: 5}, at, lensFloor-lensBar, lensFloor)
			d.c.down(pen{Ink, 2, "", l.Whole.Text}, at, 8, 46)
		}
		d.foot(l.Whole.Text, at)
	}
	if l.Planned {
		d.c.down(pen{role: Line, width: 1}, zero, 10, 46)
	}
	d.foot(l.Zero, zero)
	d.tip(l.Rate.Text, x)
	return d.end(l.Frame)
}

// solid draws the bar of a lens from zero.
func (l *lens) solid(b Band, m Mark, x float64) {
	if m.Is == Measured {
		l.c.bar(b.Role, l.pct(0), x, lensFloor-lensBar, lensBar, m.Text)
		return
	}
	l.c.outline(Ground, pen{b.Role, 2, "4 3", m.Text}, l.pct(0), x, lensFloor-lensBar+1, lensBar-1)
}

func (l FromBaseline) picture() picture {
	d := newLens()
	if !l.Baseline.known() || !l.Actual.known() {
		m := l.Baseline
		if m.known() {
			m = l.Actual
		}
		d.missing(m.Text)
		return d.end(l.Frame)
	}
	a := newAxis(l.Baseline.Value, l.Actual.Value)
	from, to := a.pct(l.Baseline.Value), a.pct(l.Actual.Value)
	role := Quiet
	if l.Move == Worse {
		role = Behind
	}
	d.c.across(pen{role: Line, width: 1}, 0, 100, lensFloor)
	for _, v := range [...]int{a.lo, a.hi} {
		x := a.pct(a.value(v))
		d.c.down(pen{role: Line, width: 1}, x, lensFloor, lensFloor+5)
		d.foot(l.Tick.text(a.value(v), a.decimals()), x)
	}
	if a.lo < 0 && a.hi > 0 {
		d.c.down(pen{role: Line, width: 1}, a.pct(0), lensFloor-5, lensFloor+5)
		d.foot(l.Tick.text(0, a.decimals()), a.pct(0))
	}
	if from != to {
		d.c.across(pen{role: role, width: 4}, from, to, lensFloor)
	}
	dash := ""
	if l.Baseline.Is != Measured {
		dash = "2.5 2"
	}
	d.c.ring(pen{Line, 2, dash, l.Baseline.Text}, from, lensFloor, 5)
	if from != to {
		d.c.hang(to, lensFloor)
		d.c.raw(`<path`)
		d.c.paint(role, None)
		if to > from {
			d.c.raw(` d="M3 0L-9-8V8z"`)
		} else {
			d.c.raw(` d="M-3 0L9-8V8z"`)
		}
		d.c.value(l.Actual.Text)
		d.c.raw(`/>`)
		d.c.unhang()
	}
	d.ends(from, to, l.Baseline.Text, l.Actual.Text)
	return d.end(l.Frame)
}

// ends writes both figures of the arrow: the first pair of places that fits.
func (l *lens) ends(from, to float64, baseline, actual string) {
	a := label{text: clean(actual), y: 20, size: 16, weight: bold, role: Ink}
	b := label{text: clean(baseline), y: 20, size: 14, role: Text}
	if from == to || b.text == "" || a.text == "" {
		l.p.putOrNote(a.over(to)...)
		return
	}
	outer, inner := start, end
	if to < from {
		outer, inner = end, start
	}
	for _, at := range append(a.over(to), a.moved(to, 0, outer)) {
		for _, bt := range append(b.over(from), b.moved(from, 0, inner)) {
			if ab, bb := at.box(), bt.box(); ab.inside() && bb.inside() && ab.span.apart(bb.span, gap) {
				l.p.put(at)
				l.p.put(bt)
				return
			}
		}
	}
	l.p.putOrNote(a.over(to)...)
	l.p.notes = append(l.p.notes, b.text)
}
