package chart

import (
	"slices"
	"sync"
)

// A drawing serves every width from narrow to wide. Positions across are
// percent plus pixels, so every edge moves on a straight line as the width
// grows: two things that keep their order and their distance at both ends
// keep them in between. Nothing else needs to be tried.
const (
	narrow = 288.0
	wide   = 1440.0
)

// span is a stretch from lp percent + lx pixels to rp percent + rx pixels.
type span struct{ lp, lx, rp, rx float64 }

func (s span) left(w float64) float64  { return float64(s.lp*w/100) + s.lx }
func (s span) right(w float64) float64 { return float64(s.rp*w/100) + s.rx }

// before reports whether s ends at least gap pixels left of t at every width.
func (s span) before(t span, gap float64) bool {
	return s.right(narrow)+gap <= t.left(narrow) && s.right(wide)+gap <= t.left(wide)
}

func (s span) apart(t span, gap float64) bool { return s.before(t, gap) || t.before(s, gap) }

// inside reports whether s lies within the frame at every width.
func (s span) inside() bool {
	return s.left(narrow) >= 0 && s.left(wide) >= 0 && s.right(narrow) <= narrow && s.right(wide) <= wide
}

// box is a span with a height; y grows downwards.
type box struct {
	span
	top, bottom float64
}

func (b box) apart(o box, gap float64) bool {
	return b.bottom <= o.top || o.bottom <= b.top || b.span.apart(o.span, gap)
}

// at is a box around one point: percent p, radius r pixels.
func at(p, y, r float64) box { return box{span{p, -r, p, r}, y - r, y + r} }

// upright is a box around a vertical line.
func upright(p, top, bottom float64) box { return box{span{p, -3, p, 3}, top, bottom} }

type anchor uint8

const (
	start anchor = iota
	middle
	end
)

type weight uint8

const (
	regular weight = iota
	bold
)

// label is one line of text with its place.
type label struct {
	text   string
	p, dx  float64 // percent and pixels across
	y      float64 // the text's baseline
	size   float64
	weight weight
	anchor anchor
	role   Role
	halo   bool // drawn over something: give it a rim in the ground's colour
}

func (l label) box() box {
	w := measure(l.text, l.size, l.weight)
	left := l.dx
	switch l.anchor {
	case middle:
		left -= w / 2
	case end:
		left -= w
	}
	return box{span{l.p, left, l.p, left + w}, l.y - float64(0.88*l.size), l.y + float64(0.24*l.size)}
}

// moved gives l at another place in the same row.
func (l label) moved(p, dx float64, a anchor) label {
	l.p, l.dx, l.anchor = p, dx, a
	return l
}

// onRow gives l in another row.
func (l label) onRow(y float64) label {
	l.y = y
	return l
}

// beside lists the two places next to a vertical line at percent p.
func (l label) beside(p float64, first anchor) []label {
	right, left := l.moved(p, 8, start), l.moved(p, -8, end)
	if first == end {
		return []label{left, right}
	}
	return []label{right, left}
}

// centred centres l on percent p, moved aside as little as keeps it in the frame
// at every width.
func (l label) centred(p float64) label {
	l = l.moved(p, 0, middle)
	s := l.box().span
	if out := -s.left(narrow); out > 0 {
		l.dx = out
	} else if out := s.right(narrow) - narrow; out > 0 {
		l.dx = -out
	}
	return l
}

// over lists the places above or below a point: centred, or begun or ended
// there near the edges of the frame.
func (l label) over(p float64) []label {
	first := middle
	switch {
	case p < 15:
		first = start
	case p > 85:
		first = end
	}
	list := append(make([]label, 0, 3), l.moved(p, 0, first))
	for _, a := range [...]anchor{middle, start, end} {
		if a != first {
			list = append(list, l.moved(p, 0, a))
		}
	}
	return list
}

// shift moves all that was placed so far down by dy pixels.
func (p *placer) shift(dy float64) {
	for i := range p.drawn {
		p.drawn[i].y += dy
	}
	for _, list := range [...][]box{p.labels, p.things} {
		for i := range list {
			list[i].top += dy
			list[i].bottom += dy
		}
	}
}

// gap is the least distance between two labels in pixels.
const gap = 4

// near is the least distance between a label and a thing.
const near = 2

// placer keeps what is already drawn: labels, which nothing may touch, and
// things, which a label avoids where it can.
type placer struct {
	labels []box
	things []box
	drawn  []label
	notes  []string
}

// placers are those of drawings that are done, for their room.
var placers = sync.Pool{New: func() any {
	return &placer{labels: make([]box, 0, 32), things: make([]box, 0, 32), drawn: make([]label, 0, 32)}
}}

// newPlacer is an empty placer with room for most drawings.
func newPlacer() placer { return *placers.Get().(*placer) }

// end gives the placer's room to the next drawing; its notes stay.
func (p *placer) end() {
	clear(p.drawn)
	placers.Put(&placer{labels: p.labels[:0], things: p.things[:0], drawn: p.drawn[:0]})
	p.labels, p.things, p.drawn = nil, nil, nil
}

func (p *placer) avoid(b ...box) { p.things = append(p.things, b...) }

// put takes the first place that is free of labels and things, else the first
// that is free of labels (with a halo). It reports whether there was one.
func (p *placer) put(places ...label) bool {
	return p.putClear(places...) || p.putOver(places...)
}

// putClear takes a place only if it is free of labels and of things.
func (p *placer) putClear(places ...label) bool {
	for _, l := range places {
		if b := l.box(); p.free(b, p.labels, gap) && p.free(b, p.things, near) {
			p.accept(l, b)
			return true
		}
	}
	return false
}

func (p *placer) putOver(places ...label) bool {
	for _, l := range places {
		if b := l.box(); p.free(b, p.labels, gap) {
			l.halo = l.role != OnBar
			p.accept(l, b)
			return true
		}
	}
	return false
}

// putOrNote keeps as a note what has no place.
func (p *placer) putOrNote(places ...label) bool {
	if len(places) == 0 || places[0].text == "" {
		return false
	}
	if p.put(places...) {
		return true
	}
	p.notes = append(p.notes, places[0].text)
	return false
}

func (p *placer) accept(l label, b box) {
	if l.text == "" {
		return
	}
	if p.drawn == nil { // most drawings have about so many
		p.labels, p.drawn = make([]box, 0, 8), make([]label, 0, 8)
	}
	p.labels = append(p.labels, b)
	p.drawn = append(p.drawn, l)
}

func (p *placer) free(b box, taken []box, apart float64) bool {
	return b.inside() && !slices.ContainsFunc(taken, func(t box) bool { return !b.apart(t, apart) })
}
