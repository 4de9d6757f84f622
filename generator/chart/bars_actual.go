package chart

// barRole is the colour of the actual's bar. Where it is worse than the
// baseline the orange part says so, and the rest of a bar that is behind stays
// plain.
func (f *barsFrame) barRole() Role {
	if f.Unlike || f.Move == Worse && f.Band.Role == Behind || f.Band.Shape == Ring {
		return Bar
	}
	return f.Band.Role
}

func (f *barsFrame) drawActual() {
	after := f.caption(f.Words.Actual, f.second-8)
	if !f.Actual.known() {
		f.instead(f.Actual, f.second+actualBar/2+5, after)
		return
	}
	x := f.axis.pct(f.Actual.Value)
	hollow := f.Actual.Is != Measured
	// The figure is placed before the dotted line, which makes way for it, but the
	// line lies below the bar.
	below := f.c
	f.c = canvas{b: make([]byte, 0, 512)}
	if hollow {
		f.c.outline(Ground, pen{f.barRole(), 2, "4 3", f.Actual.Text}, f.zero, x, f.second, actualBar)
	} else {
		f.c.bar(f.barRole(), f.zero, x, f.second, actualBar, f.Actual.Text)
	}
	solid := x - f.zero // of one colour, up to the tip
	if f.Move == Worse && !f.Unlike && f.Baseline.known() {
		solid = f.drawLost(x, hollow)
	}
	bar := f.c.b
	f.c = below
	l := label{text: clean(f.Actual.Text), y: f.second + actualBar/2 + 8, size: 24, weight: bold, role: Ink}
	tip, last := f.tipPlaces(l, x, solid, hollow)
	f.figure(tip, after, last...)
	f.drawDrop()
	f.c.b = append(f.c.b, bar...)
}

// tipPlaces puts the figure inside the coloured part if that is a sixth of the
// axis and holds it, else outside. A figure stands on one colour: where the tip's part is another, it stands in that
// or after it, if need be smaller, and only where nothing else has room on the rest before it.
func (f *barsFrame) tipPlaces(l label, x, solid float64, hollow bool) (places, last []label) {
	on := OnBar
	if hollow {
		on = Ink
	}
	outside, within := f.outside(l, x), f.within(l, x, on)
	short := f.short(within[0], x)
	long := max(x, f.zero) - min(x, f.zero)
	room := measure(l.text, l.size, l.weight) + 20
	rest := x - solid // where the part of another colour begins, at zero for none
	if solid < 0 {
		solid = -solid
	}
	if long-solid > 1e-9 && solid*narrow/100 < room {
		smaller := l
		smaller.size, smaller.y = 18, l.y-2
		places = outside
		if solid*narrow/100 >= measure(smaller.text, smaller.size, smaller.weight)+9 {
			in := f.within(smaller, x, on)[0]
			in.dx *= 0.6
			places = append(places, in)
		}
		places = append(places, f.outside(smaller, x)...)
		if (long-solid)*narrow/100 >= room {
			last = append(f.within(l, rest, on), f.short(within[0], rest)...)
		}
		return places, last
	}
	switch {
	case solid >= 100.0/6 && solid*narrow/100 >= room:
		return append(append(within, outside...), short...), nil
	case long*narrow/100 >= room:
		return append(append(outside, within...), short...), nil
	}
	return outside, nil
}

// short lists the places on the bar just before a target line that crosses it
// near its tip.
func (f *barsFrame) short(l label, x float64) []label {
	var places []label
	for _, line := range f.lines {
		at := l.moved(line, -10, end)
		bar := span{f.zero, 0, x, 0}
		if x < f.zero {
			at, bar = l.moved(line, 10, start), span{x, 0, f.zero, 0}
		}
		b := at.box()
		if line > bar.lp && line < bar.rp && b.left(narrow) > bar.left(narrow) && b.right(narrow) < bar.right(narrow) {
			places = append(places, at)
		}
	}
	return places
}

// drawLost colours what lies between baseline and actual: solid where it is
// part of the bar, outlined where the bar no longer reaches. It gives how long
// the solid part is in percent.
func (f *barsFrame) drawLost(x float64, hollow bool) float64 {
	base := f.axis.pct(f.Baseline.Value)
	inner := min(max(base, min(x, f.zero)), max(x, f.zero)) // base drawn onto the bar
	if inner != x {
		if hollow {
			f.c.outline(Ground, pen{Behind, 2, "4 3", ""}, inner, x, f.second, actualBar)
		} else {
			f.c.bar(Behind, inner, x, f.second, actualBar, "")
		}
		return x - inner
	}
	f.c.outline(None, pen{Behind, 2, "3 3", ""}, x, base, f.second+1, actualBar-2)
	return x - f.zero
}

// drawDrop leads the eye from the baseline's tip down to the arrow. It makes way
// for the words of the actual's row.
func (f *barsFrame) drawDrop() {
	if f.change == 0 {
		return
	}
	x := f.axis.pct(f.Baseline.Value)
	from := f.first + baselineBar
	p := pen{Line, 1, "2 3", ""}
	for _, b := range f.p.labels {
		if b.top > from && !b.apart(upright(x, from, f.change+6), 0) {
			f.c.down(p, x, from, b.top)
			from = b.bottom
		}
	}
	f.c.down(p, x, from, f.change+6)
}

// drawChange draws the arrow from baseline to actual below the bars.
func (f *barsFrame) drawChange() {
	if f.change == 0 {
		return
	}
	from, to := f.axis.pct(f.Baseline.Value), f.axis.pct(f.Actual.Value)
	way, words := Quiet, Ink
	switch {
	case f.Unlike:
		f.c.across(pen{role: Line, width: 2, dash: "4 4"}, min(from, to), max(from, to), f.change)
	case f.Move == Worse:
		way, words = Behind, BehindText
		fallthrough
	default:
		f.c.across(pen{role: way, width: 3}, from, to, f.change)
		f.c.head(way, to, f.change, 6, to > from)
	}
	l := label{text: clean(f.Words.Change), y: f.change + 24, size: 16, weight: bold, role: words}
	if l.text == "" {
		return
	}
	f.p.avoid(upright(from, f.change, f.change+6))
	places := append(l.over(to), l.beside(to, end)...)
	places = append(places, l.beside(from, end)...)
	for _, x := range f.lines {
		places = append(places, l.beside(x, start)...)
	}
	places = append(places, l.moved(0, 0, start), l.moved(100, 0, end))
	f.p.putOrNote(places...)
}
