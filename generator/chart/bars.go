package chart

// Bars compares baseline and actual as two bars from zero, with the range where
// the target is met shaded behind them.
type Bars struct {
	Frame
	Band     Band
	Baseline Mark // absent: its Text is shown in place of the bar, and without a Text or a word for it there is no bar
	Actual   Mark // the same; Provisional is drawn hollow
	Goal     Goal
	Final    Mark // the plan's last target, a thin dashed line; absent for none
	Move     Move // Worse colours what was lost, or what is too much
	Unlike   bool // baseline and actual cannot be compared: a grey bar, and dashes instead of an arrow
	Words    BarsWords
	Tick     Tick // figures of the axis; nil writes plain decimals
}

// BarsWords are the words of Bars. An empty one is left out.
type BarsWords struct {
	Baseline string // above the first bar: 基準値（はじめ）
	Actual   string // above the second: 実績値（おわり）
	Goal     string // at the target line: 目標値 36
	Zone     string // over the shaded range: 目標の範囲
	Final    string // at the line of the plan's last target: 計画の目標 80（2026年度）
	Change   string // at the arrow from baseline to actual: 実際 ＋16
}

const (
	barsCaption  = 22.0 // from the zone's top to the caption's foot
	barsGap      = 30.0 // from the first bar to the second caption's foot
	baselineBar  = 28.0
	actualBar    = 44.0
	barsTextRow  = 20.0
	barsLineTop  = -14.0 // of a target line, from its words' foot
	barsAxisRoom = 26.0
)

// barsFrame is the plan of one drawing: what stands where.
type barsFrame struct {
	Bars
	axis     axis
	zero     float64 // percent
	lines    []float64
	goalY    float64 // foot of the last text row above the zone
	finalTop float64 // of the last target's line
	top      float64 // of the zone
	first    float64 // top of the baseline's bar
	second   float64 // top of the actual's bar
	change   float64 // height of the arrow between them; 0 for none
	foot     float64 // the axis
	c        canvas
	p        placer
}

func (b Bars) picture() picture {
	f := &barsFrame{Bars: b, c: newCanvas(), p: newPlacer()}
	f.draw()
	f.c.labels(&f.p)
	return picture{frame: b.Frame, kind: "ch-bars", height: f.foot + barsAxisRoom, body: f.c.b, notes: f.p.notes}
}

// draw draws all but the words, which have their places then.
func (f *barsFrame) draw() {
	f.scale()
	f.nameLines()
	f.rows()
	f.drawZone()
	f.drawBaseline()
	f.drawActual()
	f.drawLines()
	f.drawChange()
	f.c.below(f.axis, f.Tick, f.foot)
	f.c.down(pen{role: Line, width: 1}, f.zero, f.top, f.foot)
}

func (f *barsFrame) scale() {
	var values []float64
	for _, m := range [...]Mark{f.Baseline, f.Actual, f.Goal.From, f.Goal.To, f.Final} {
		if m.known() {
			values = append(values, m.Value)
		}
	}
	f.axis = newAxis(values...)
	f.zero = f.axis.pct(0)
	for _, m := range [...]Mark{f.Goal.From, f.Goal.To, f.Final} {
		if m.known() {
			f.lines = append(f.lines, f.axis.pct(m.Value))
		}
	}
}

// nameLines places the words at the target lines, which stand above all else.
// Rows are counted upwards from the zone; a line begins at its own words, so
// that words in a higher row may pass over it.
func (f *barsFrame) nameLines() {
	for _, x := range f.lines {
		f.p.avoid(upright(x, barsLineTop, 1000))
	}
	rows := 0
	put := func(text string, l label, places []label) int {
		if l.text = clean(text); l.text == "" {
			return 0
		}
		for row := range 4 {
			here := make([]label, 0, len(places))
			for _, at := range places {
				at.text = l.text
				here = append(here, at.onRow(-float64(row)*barsTextRow))
			}
			if f.p.putClear(here...) {
				rows = max(rows, row)
				return row
			}
		}
		f.p.notes = append(f.p.notes, l.text)
		return 0
	}
	if f.Goal.known() {
		l := label{text: clean(f.Words.Goal), size: 15, weight: bold, role: Ink}
		put(f.Words.Goal, l, f.goalPlaces(l))
	}
	if f.Final.known() {
		l := label{size: 13, role: Quiet}
		x := f.axis.pct(f.Final.Value)
		row := put(f.Words.Final, l, append(l.beside(x, end), l.moved(0, 0, start), l.moved(100, 0, end)))
		f.finalTop = barsLineTop - float64(row)*barsTextRow
		f.p.avoid(upright(x, f.finalTop, barsLineTop))
	}
	if f.Goal.known() {
		put(f.Words.Zone, label{}, f.zonePlaces())
	}
	f.goalY = barsTextRow * float64(rows+1)
	f.finalTop += f.goalY
	f.p.shift(f.goalY)
}

func (f *barsFrame) goalPlaces(l label) []label {
	var places []label
	// The words stand outside the range, so that the zone's own fit inside.
	if f.Goal.From.known() {
		places = append(places, l.beside(f.axis.pct(f.Goal.From.Value), end)...)
	}
	if f.Goal.To.known() {
		places = append(l.beside(f.axis.pct(f.Goal.To.Value), start), places...)
	}
	return append(places, l.moved(0, 0, start), l.moved(100, 0, end))
}

// zonePlaces are inside the range, or at least over it.
func (f *barsFrame) zonePlaces() []label {
	l := label{size: 13, role: Met, text: clean(f.Words.Zone)}
	from, to := f.zone()
	switch {
	case !f.Goal.From.known():
		return []label{l.moved(0, 0, start), l.moved(to, -8, end), l.moved(from, 0, start)}
	case !f.Goal.To.known():
		return []label{l.moved(100, 0, end), l.moved(from, 8, start)}
	}
	return []label{
		l.moved((from+to)/2, 0, middle), l.moved(from, 8, start), l.moved(to, -8, end),
		l.moved(to, 0, end), l.moved(from, 0, start),
	}
}

func (f *barsFrame) zone() (from, to float64) {
	from, to = 0, 100
	if f.Goal.From.known() {
		from = f.axis.pct(f.Goal.From.Value)
	}
	if f.Goal.To.known() {
		to = f.axis.pct(f.Goal.To.Value)
	}
	return min(from, to), max(from, to)
}

func (f *barsFrame) rows() {
	f.top = f.goalY + 10
	f.first = f.top + barsCaption + 8
	f.second = f.first + baselineBar + barsGap + 8
	if f.alone() {
		f.second = f.first
	}
	f.foot = f.second + actualBar + 16
	if f.Baseline.known() && f.Actual.known() && f.Baseline.Value != f.Actual.Value {
		f.change = f.second + actualBar + 13
		f.foot = f.change + 14
		if f.Words.Change != "" {
			f.foot = f.change + 36
		}
	}
}

func (f *barsFrame) drawZone() {
	if !f.Goal.known() {
		return
	}
	if from, to := f.zone(); to > from {
		f.c.bar(Zone, from, to, f.top, f.foot-f.top, "")
	}
}

// drawLines comes after the bars: a line stays visible on them by its rim.
func (f *barsFrame) drawLines() {
	if f.Final.known() {
		p := pen{Quiet, 1.5, "4 3", f.Final.Text}
		f.c.down(p, f.axis.pct(f.Final.Value), f.finalTop, f.foot)
	}
	for i, m := range [...]Mark{f.Goal.From, f.Goal.To} {
		if !m.known() || i == 1 && f.Goal.From.known() && f.Goal.From.Value == m.Value {
			continue
		}
		x := f.axis.pct(m.Value)
		if !f.alone() {
			f.c.down(pen{role: Ground, width: 5}, x, f.first, f.first+baselineBar)
		}
		f.c.down(pen{role: Ground, width: 5}, x, f.second, f.second+actualBar)
		f.c.down(pen{Ink, 2, "", m.Text}, x, f.goalY+barsLineTop, f.foot)
	}
}

// caption puts the name of a bar above it, clear of the target lines. It gives
// the place right after it, for a figure that has no room at its bar.
func (f *barsFrame) caption(text string, y float64) []label {
	l := label{text: clean(text), y: y, size: 14, role: Quiet}
	const indent = 8
	places := []label{l.moved(0, indent, start)}
	for _, x := range f.lines {
		places = append(places, l.moved(x, 8, start))
	}
	if !f.p.putOrNote(append(places, l.moved(100, 0, end), l.moved(0, 0, start))...) {
		return []label{l.moved(0, indent, start)}
	}
	at := f.p.labels[len(f.p.labels)-1]
	return []label{l.moved(at.rp, at.rx+10, start), l.moved(at.lp, at.lx-10, end)}
}

// figure puts a value at the tip of its bar, else beside the bar's name, else at the last places.
func (f *barsFrame) figure(tip, after []label, last ...label) {
	for _, l := range after {
		at := tip[0]
		at.role, at.size, at.y = Ink, 18, l.y
		tip = append(tip, at.moved(l.p, l.dx, l.anchor))
	}
	f.p.putOrNote(append(tip, last...)...)
}

// instead writes the words for a value that there is not below its caption,
// which ends or begins at the places beside it.
func (f *barsFrame) instead(m Mark, y float64, beside []label) {
	l := label{text: clean(m.Text), y: y, size: 14, role: Text}
	var places []label
	if n := len(beside); n > 1 {
		places = append(places, l.moved(beside[n-1].p, beside[n-1].dx+10, start))
	}
	places = append(places, l.moved(0, 8, start))
	for _, x := range f.lines {
		places = append(places, l.moved(x, 8, start))
	}
	f.p.putOrNote(append(places, l.moved(100, 0, end))...)
}

// alone reports whether the actual's is the only bar.
func (f *barsFrame) alone() bool {
	return !f.Baseline.known() && f.Baseline.Text == "" && f.Words.Baseline == ""
}

func (f *barsFrame) drawBaseline() {
	if f.alone() {
		return
	}
	after := f.caption(f.Words.Baseline, f.first-8)
	if !f.Baseline.known() {
		f.instead(f.Baseline, f.first+baselineBar/2+5, after)
		return
	}
	p := pen{Line, 2, "", f.Baseline.Text}
	if f.Baseline.Is != Measured {
		p.dash = "4 3"
	}
	x := f.axis.pct(f.Baseline.Value)
	f.c.outline(Ground, p, f.zero, x, f.first, baselineBar)
	l := label{text: clean(f.Baseline.Text), y: f.first + baselineBar/2 + 6, size: 18, weight: bold, role: Ink}
	f.figure(append(f.outside(l, x), f.within(l, x, l.role)...), after)
}

// outside and within are the places at the tip of a bar that ends at x.
func (f *barsFrame) outside(l label, x float64) []label {
	if x < f.zero {
		return []label{l.moved(x, -8, end)}
	}
	return []label{l.moved(x, 8, start)}
}

func (f *barsFrame) within(l label, x float64, role Role) []label {
	l.role = role
	if x < f.zero {
		return []label{l.moved(x, 10, start)}
	}
	return []label{l.moved(x, -10, end)}
}
