package chart

import "slices"

// TrendYear is one year of a Trend.
type TrendYear struct {
	Label  string // 令和6, 2024
	Band   Band
	Actual Mark   // absent: a gap in the line; Provisional: hollow
	Target Mark   // its Text is that of the whole target
	Upper  Mark   // where the target is a range, its upper end; Target is then the lower one. An absent end is open
	Break  string // words where this year cannot be compared with the one before
}

// Trend draws the years of one indicator: the actual as a line with marks, the
// targets as steps (two lines of them for a range), the baseline as a dashed line across.
type Trend struct {
	Frame
	Years    []TrendYear // one at least
	Baseline Mark
	Words    TrendWords
	Tick     Tick
}

// TrendWords are the words of a Trend.
type TrendWords struct {
	Baseline string // at the dashed line: 基準値 41
	Target   string // before the last target's Text: 目標
}

// labelledYears is up to how many years each actual has its figure, if need be on a line.
const labelledYears = 6

const (
	trendTop    = 40.0 // of the plot
	trendBottom = 210.0
	trendHeight = 240.0
)

type trend struct {
	Trend
	axis axis
	c    canvas
	p    placer
}

func (t Trend) picture() picture {
	f := &trend{Trend: t, c: newCanvas(), p: newPlacer()}
	var values []float64
	for _, y := range t.Years {
		for _, m := range [...]Mark{y.Actual, y.Target, y.Upper} {
			if m.known() {
				values = append(values, m.Value)
			}
		}
	}
	if t.Baseline.known() {
		values = append(values, t.Baseline.Value)
	}
	f.axis = newAxis(values...)
	f.years()
	f.occupy()
	f.breakWords()
	f.actualWords()
	f.targetWords()
	f.baselineWords()
	f.grid()
	f.draw()
	f.c.labels(&f.p)
	return picture{frame: t.Frame, kind: "ch-trend", height: trendHeight, body: f.c.b, notes: f.p.notes}
}

func (f *trend) x(i int) float64 { return (float64(i) + 0.5) / float64(len(f.Years)) * 100 }

func (f *trend) y(v float64) float64 {
	return trendBottom - float64(f.axis.share(v)*(trendBottom-trendTop))
}

// joined reports whether the line runs from the year before to year i.
func (f *trend) joined(i int) bool {
	return i > 0 && f.Years[i].Break == "" && f.Years[i].Actual.known() && f.Years[i-1].Actual.known()
}

// years names every year, or every second and so on, the last always.
func (f *trend) years() {
	last := len(f.Years) - 1
	for _, stride := range [...]int{1, 2, 3, 5, 10, 20, 50, 1 << 20} {
		var row placer
		ok := true
		for i := last; i >= 0 && ok; i-- {
			text := clean(f.Years[i].Label)
			if (last-i)%stride != 0 || text == "" {
				continue
			}
			l := label{text: text, y: trendBottom + 20, size: 13, role: Quiet}
			ok = row.putClear(l.centred(f.x(i)))
		}
		if ok {
			f.p.labels, f.p.drawn = row.labels, row.drawn
			return
		}
	}
}

// occupy tells the placer where marks, ticks and lines are.
func (f *trend) occupy() {
	for i, y := range f.Years {
		if y.Actual.known() {
			f.p.avoid(at(f.x(i), f.y(y.Actual.Value), 6))
		}
		for _, m := range [...]Mark{y.Target, y.Upper} {
			if m.known() {
				v := f.y(m.Value)
				f.p.avoid(box{span{f.edge(i), 0, f.edge(i + 1), 0}, v - 2, v + 2})
			}
		}
		if y.Target.known() && y.Upper.known() {
			low, high := f.y(y.Target.Value), f.y(y.Upper.Value)
			f.p.avoid(upright(f.x(i), min(low, high), max(low, high)))
		}
		f.risers(i, func(x, from, to float64) { f.p.avoid(upright(x, min(from, to), max(from, to))) })
		if f.joined(i) {
			f.segment(i)
		}
		if y.Break != "" && i > 0 {
			f.p.avoid(upright(f.edge(i), 8, trendBottom))
		}
	}
	if f.Baseline.known() {
		v := f.y(f.Baseline.Value)
		f.p.avoid(box{span{0, 0, 100, 0}, v - 1, v + 1})
	}
}

// segment covers a sloping line with small boxes.
func (f *trend) segment(i int) {
	const parts = 6
	x1, x2 := f.x(i-1), f.x(i)
	y1, y2 := f.y(f.Years[i-1].Actual.Value), f.y(f.Years[i].Actual.Value)
	for k := range parts {
		a, b := float64(k)/parts, float64(k+1)/parts
		ya, yb := y1+float64((y2-y1)*a), y1+float64((y2-y1)*b)
		f.p.avoid(box{
			span{x1 + float64((x2-x1)*a), 0, x1 + float64((x2-x1)*b), 0},
			min(ya, yb) - 2, max(ya, yb) + 2,
		})
	}
}

// risers gives where the steps of the targets go up or down between the year
// before and year i: x in percent, the others as the canvas has them.
func (f *trend) risers(i int, each func(x, from, to float64)) {
	if i == 0 || f.Years[i].Break != "" {
		return
	}
	before, y := f.Years[i-1], f.Years[i]
	for _, m := range [...][2]Mark{{before.Target, y.Target}, {before.Upper, y.Upper}} {
		if m[0].known() && m[1].known() && m[0].Value != m[1].Value {
			each(f.edge(i), f.y(m[0].Value), f.y(m[1].Value))
		}
	}
}

// edge is where a year's column begins, in percent.
func (f *trend) edge(i int) float64 { return float64(i) / float64(len(f.Years)) * 100 }

func (f *trend) breakWords() {
	for i, y := range f.Years {
		if y.Break == "" || i == 0 {
			continue
		}
		l := label{text: clean(y.Break), y: 18, size: 13, role: Quiet}
		x := f.edge(i)
		f.p.putOrNote(l.moved(x, 6, start), l.moved(x, -6, end))
	}
}

// actualWords writes the figures at the marks: the last and the first year have
// the first choice, then the others from the newest.
func (f *trend) actualWords() {
	last := len(f.Years) - 1
	order := []int{last, 0}
	for i := last - 1; i > 0; i-- {
		order = append(order, i)
	}
	for n, i := range order {
		if y := f.Years[i].Actual; y.known() && (n == 0 || i != last) {
			l := label{text: clean(y.Text), size: 14, weight: bold, role: Ink}
			places := f.around(l, i, y.Value, f.valley(i))
			if !f.p.putClear(places...) && (i == last || len(f.Years) <= labelledYears) {
				f.p.putOver(places...)
			}
		}
	}
}

// valley reports whether the neighbours stand higher, so that words fit better below.
func (f *trend) valley(i int) bool {
	higher := 0
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j >= len(f.Years) || !f.Years[j].Actual.known() {
			continue
		}
		if f.Years[j].Actual.Value > f.Years[i].Actual.Value {
			higher++
		} else {
			higher--
		}
	}
	return higher > 0
}

// around lists the places above and below a value, near and a little further,
// then beside it; nothing goes below the axis. Words stay centred on their year:
// anywhere else they would seem to belong to the next one.
func (f *trend) around(l label, i int, v float64, below bool) []label {
	x, y := f.x(i), f.y(v)
	var over, under []label
	for _, far := range [...]float64{0, 8} {
		over = append(over, l.onRow(y-11-far).centred(x))
		if y+21+far < trendBottom-4 {
			under = append(under, l.onRow(y+21+far).centred(x))
		}
	}
	side := min(20, narrow/2/float64(len(f.Years))+5)
	l.y = min(y+4.5, trendBottom-6)
	beside := []label{l.moved(x, side, start), l.moved(x, -side, end)}
	if below {
		return slices.Concat(under, over, beside)
	}
	return slices.Concat(over, under, beside)
}

// targetWords writes the last target with its word, at whichever year of that
// target has room, and earlier ones where they differ from the one after.
func (f *trend) targetWords() {
	word, next := clean(f.Words.Target), ""
	var places []label
	flush := func() {
		if len(places) == 0 || f.p.putClear(places...) {
			return
		}
		if word != "" {
			f.p.notes = append(f.p.notes, places[0].text)
		}
	}
	for i := len(f.Years) - 1; i >= 0; i-- {
		t, upper := f.Years[i].Target, f.Years[i].Upper
		if !t.known() {
			t = upper
		}
		text := clean(t.Text)
		if !t.known() || text == "" {
			continue
		}
		if next != "" && text != next {
			flush()
			places, word = nil, ""
		}
		next = text
		l := label{text: text, size: 13, role: Text}
		if word != "" {
			l.text = word + " " + text
		}
		if upper.known() {
			places = append(places, f.around(l, i, upper.Value, false)...)
		}
		places = append(places, f.around(l, i, t.Value, upper.known())...)
	}
	flush()
}

func (f *trend) baselineWords() {
	if !f.Baseline.known() {
		return
	}
	l := label{text: clean(f.Words.Baseline), size: 13, role: Quiet}
	y := f.y(f.Baseline.Value)
	places := []label{l.onRow(y-5).moved(0, 0, start), l.onRow(y-5).moved(100, 0, end)}
	if y+20 < trendBottom {
		places = append(places, l.onRow(y+15).moved(0, 0, start), l.onRow(y+15).moved(100, 0, end))
	}
	for i := 1; i < len(f.Years); i++ {
		places = append(places, l.onRow(y-5).moved(f.edge(i), 0, middle))
	}
	if l.text != "" && !f.p.putClear(places...) {
		f.p.notes = append(f.p.notes, l.text)
	}
}
