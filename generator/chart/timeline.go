package chart

// Month is one column of a Timeline.
type Month struct {
	Label  string // short: 4, Apr
	Year   string // words above the column where a year begins: 2024年; else empty
	Before bool   // before the fiscal year: a grey column
}

// Open tells which end of a Period is not stated.
type Open uint8

// The open forms.
const (
	Closed   Open = iota
	NoStart       // only an end is known (R7.2まで): dashed from the left edge
	NoFinish      // only a start is known (R6.9から): dashed to the right edge
	Nowhere       // no month is known, or none of the picture: words without a bar
)

// Period is one bar of a Timeline, with its words above it.
type Period struct {
	// From and To are columns, both included. From below 0 or To beyond the last
	// column means that the period goes on outside the picture.
	From, To int
	Open     Open
	Number   string // ①; shown alone where Text has no room
	Text     string // R6.4～R6.9
}

// Timeline draws months as equal columns, periods as bars and, in the last row,
// the months of measurement, explained below.
type Timeline struct {
	Frame
	Band     Band
	Months   []Month // one at least
	Periods  []Period
	Baseline []int // columns in which the baseline was measured, each in the picture
	Actual   []int // the same of the actual
	Words    TimelineWords
}

// TimelineWords stand below the plot, where no shape can be taken for a
// measurement, each after its shape.
type TimelineWords struct {
	Baseline string // 基準値をはかった月
	Actual   string // 実績値をはかった月
}

const (
	monthSize  = 12.0
	periodRow  = 42.0
	periodBar  = 10.0
	measureRow = 28.0
)

type timeline struct {
	Timeline
	c    canvas
	p    placer
	head float64 // below the months' names
	foot float64 // of the plot; the words of the measurements stand below it
}

func (t Timeline) picture() picture {
	f := &timeline{Timeline: t, c: newCanvas(), p: newPlacer()}
	f.placeYears()
	f.placeMonths()
	f.foot = f.head + 6 + float64(len(t.Periods))*periodRow
	measured := len(t.Baseline) + len(t.Actual)
	height := f.foot
	if measured > 0 {
		f.foot += measureRow
		height = f.foot + f.placeMeasurements(f.foot)
	}
	f.columns()
	for i, p := range t.Periods {
		f.period(p, f.head+6+float64(i)*periodRow)
	}
	if measured > 0 {
		f.drawMeasurements()
	}
	f.c.labels(&f.p)
	return picture{frame: t.Frame, kind: "ch-timeline", height: height, body: f.c.b, notes: f.p.notes}
}

// left gives where a column begins, in percent.
func (f *timeline) left(column int) float64 {
	return float64(column) / float64(len(f.Months)) * 100
}

func (f *timeline) centre(column int) float64 {
	return (float64(column) + 0.5) / float64(len(f.Months)) * 100
}

// opening is the first month of the fiscal year, or 0.
func (f *timeline) opening() int {
	for i, m := range f.Months {
		if !m.Before {
			return i
		}
	}
	return 0
}

// placeYears writes the years, in a second row where one alone would collide.
func (f *timeline) placeYears() {
	// Rows are counted upwards from the months; the fiscal year's own is nearest.
	rows := 0
	first := f.opening()
	order := []int{first}
	for i := range f.Months {
		if i != first {
			order = append(order, i)
		}
	}
	for _, i := range order {
		text := clean(f.Months[i].Year)
		if text == "" {
			continue
		}
		placed := false
		for row := 0; row < 3 && !placed; row++ {
			l := label{text: text, y: -float64(row) * 16, size: monthSize, role: Quiet}
			x := f.left(i)
			if placed = f.p.putClear(l.moved(x, 0, start)); !placed && x > 50 {
				placed = f.p.putClear(l.moved(f.left(i+1), 0, end))
			}
			if placed {
				rows = max(rows, row+1)
			}
		}
		if !placed {
			f.p.notes = append(f.p.notes, text)
		}
	}
	f.p.shift(float64(rows)*16 - 2)
	f.head = float64(rows)*16 + 26
}

// placeMonths writes every month's name, or every second, third, sixth,
// counted from the first month of the fiscal year.
func (f *timeline) placeMonths() {
	first := f.opening()
	for _, stride := range [...]int{1, 2, 3, 6, 12} {
		var row placer
		ok := true
		for i, m := range f.Months {
			text := clean(m.Label)
			if (i-first)%stride != 0 || text == "" {
				continue
			}
			l := label{text: text, y: f.head - 8, size: monthSize, role: Text}.centred(f.centre(i))
			b := l.box()
			// Months may stand closer than other labels: their rhythm parts them.
			for _, other := range row.labels {
				ok = ok && b.apart(other, 2)
			}
			ok = ok && b.inside()
			row.accept(l, b)
		}
		if ok {
			f.p.labels = append(f.p.labels, row.labels...)
			f.p.drawn = append(f.p.drawn, row.drawn...)
			return
		}
	}
}

func (f *timeline) columns() {
	for i := 0; i < len(f.Months); {
		n := i
		for n < len(f.Months) && f.Months[n].Before {
			n++
		}
		if n > i {
			f.c.bar(Prior, f.left(i), f.left(n), f.head-24, f.foot-f.head+24, "")
		}
		i = max(n, i+1)
	}
	first := f.opening()
	for i := 0; i <= len(f.Months); i++ {
		p := pen{role: Hair, width: 1}
		if i < len(f.Months) && (i == first || f.Months[i].Year != "") {
			p.role = Rule
		}
		f.c.down(p, f.left(i), f.head, f.foot)
	}
	f.c.across(pen{role: Rule, width: 1}, 0, 100, f.head)
	f.c.across(pen{role: Rule, width: 1}, 0, 100, f.foot)
}

func (f *timeline) period(p Period, top float64) {
	n := len(f.Months)
	from, to := min(max(p.From, 0), n-1), min(max(p.To, 0), n-1)
	if to < from {
		from, to = to, from
	}
	y := top + 22
	switch p.Open {
	case Nowhere:
		f.periodWords(p, 0, 0, top+16)
		return
	case NoStart:
		f.dashes(0, f.left(to), y)
		from = to
	case NoFinish:
		f.dashes(f.left(from+1), 100, y)
		to = from
	}
	value := clean(p.Text)
	f.c.bar(Bar, f.left(from), f.left(to+1), y, periodBar, value)
	if p.Open == Closed {
		if p.From < 0 {
			f.beyond(0, y, "M9 1.5L5.5 5 9 8.5M14 1.5L10.5 5 14 8.5")
		}
		if p.To >= n {
			f.beyond(100, y, "M-9 1.5L-5.5 5-9 8.5M-14 1.5L-10.5 5-14 8.5")
		}
	}
	f.periodWords(p, from, to, top+16)
}

// dashes is the part of a period whose end is not stated.
func (f *timeline) dashes(x1, x2, y float64) {
	if x2 > x1 {
		f.c.across(pen{NearLine, 4, "4 4", ""}, x1, x2, y+periodBar/2)
	}
}

// beyond marks a bar that goes on outside the picture.
func (f *timeline) beyond(x, y float64, path string) {
	f.c.hang(x, y)
	f.c.raw(`<path`)
	f.c.paint(None, Ground)
	f.c.raw(` stroke-width="1.5" d="`, path, `"/>`)
	f.c.unhang()
}

func (f *timeline) periodWords(p Period, from, to int, y float64) {
	number, text := clean(p.Number), clean(p.Text)
	full := text
	if number != "" && text != "" {
		full = number + " " + text
	} else if text == "" {
		full = number
	}
	if full == "" {
		return
	}
	places := func(s string) []label {
		l := label{text: s, y: y, size: 13, role: Text}
		a := l.moved(f.left(from), 3, start)
		b := l.moved(f.left(to+1), -3, end)
		if p.Open == NoStart {
			a, b = b, a
		}
		return []label{a, b, l.moved(0, 0, start), l.moved(100, 0, end)}
	}
	if f.p.put(places(full)...) {
		return
	}
	f.p.notes = append(f.p.notes, full)
	if number != "" && number != full {
		f.p.put(places(number)...)
	}
}
