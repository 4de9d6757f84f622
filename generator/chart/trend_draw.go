package chart

func (f *trend) grid() {
	step := max(1, (f.axis.hi-f.axis.lo)/3)
	for i := f.axis.lo; i <= f.axis.hi; i++ {
		if i%step != 0 {
			continue
		}
		v := f.axis.value(i)
		y := f.y(v)
		p := pen{role: Hair, width: 1}
		if i == 0 {
			p.role = Line
		}
		f.c.across(p, 0, 100, y)
		l := label{text: f.Tick.text(v, f.axis.decimals()), y: y - 4, size: 12, role: Quiet}
		under := l
		under.y = y + 12
		f.p.put(l.moved(0, 0, start), under.moved(0, 0, start), l.moved(100, 0, end), under.moved(100, 0, end)) // a line or a word may be near
	}
}

func (f *trend) draw() {
	if f.Baseline.known() {
		dash := "6 3"
		if f.Baseline.Is != Measured {
			dash = "2 4"
		}
		f.c.across(pen{Line, 1.5, dash, f.Baseline.Text}, 0, 100, f.y(f.Baseline.Value))
	}
	for i, y := range f.Years {
		if y.Break != "" && i > 0 {
			f.c.down(pen{Line, 1, "2 3", ""}, f.edge(i), 8, trendBottom)
		}
		if f.joined(i) {
			p := pen{role: Bar, width: 2}
			if y.Actual.Is != Measured {
				p.dash = "4 3"
			}
			f.c.line(p, f.x(i-1), f.y(f.Years[i-1].Actual.Value), f.x(i), f.y(y.Actual.Value))
		}
	}
	for i, y := range f.Years {
		if y.Target.known() && y.Upper.known() {
			f.c.down(pen{role: Ink, width: 1}, f.x(i), f.y(y.Upper.Value), f.y(y.Target.Value))
		}
		for _, m := range [...]Mark{y.Target, y.Upper} {
			if m.known() {
				f.c.across(pen{Ink, 2, "", m.Text}, f.edge(i), f.edge(i+1), f.y(m.Value))
			}
		}
		f.risers(i, func(x, from, to float64) { f.c.down(pen{role: Ink, width: 1}, x, from, to) })
	}
	for i, y := range f.Years {
		switch {
		case !y.Actual.known():
		case y.Actual.Is != Measured:
			f.c.ring(pen{y.Band.Role, 2, "2.5 2", y.Actual.Text}, f.x(i), f.y(y.Actual.Value), 6)
		default:
			f.c.mark(y.Band, f.x(i), f.y(y.Actual.Value), y.Actual.Text)
		}
	}
}
