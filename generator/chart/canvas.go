package chart

import (
	"html"
	"math"
	"strconv"
	"sync"
)

// canvas writes SVG elements. Positions across are percent unless said
// otherwise; everything else is in pixels.
type canvas struct{ b []byte }

// bodies are the canvases of drawings that are done. A page has a dozen
// drawings, and making room for each would be the dearest part of them.
var bodies = sync.Pool{New: func() any { b := make([]byte, 0, 8<<10); return &b }}

// newCanvas is an empty canvas with room for most drawings. What is drawn on it
// must be copied before its picture is done.
func newCanvas() canvas { return canvas{b: (*bodies.Get().(*[]byte))[:0]} }

// done gives the picture's canvas to the next drawing.
func (p *picture) done() {
	if p.kept {
		return
	}
	b := p.body
	p.body = nil
	bodies.Put(&b)
}

func (c *canvas) raw(parts ...string) {
	for _, p := range parts {
		c.b = append(c.b, p...)
	}
}

// text writes character data, also fit for an attribute.
func (c *canvas) text(s string) {
	c.b = append(c.b, html.EscapeString(clean(s))...)
}

// number writes v with at most four decimals.
func (c *canvas) number(v float64) {
	n := int64(math.Round(v * 10000))
	if n < 0 {
		c.b = append(c.b, '-')
		n = -n
	}
	c.b = strconv.AppendInt(c.b, n/10000, 10)
	frac := n % 10000
	if frac == 0 {
		return
	}
	c.b = append(c.b, '.')
	for unit := int64(1000); frac > 0; unit /= 10 {
		c.b = append(c.b, byte('0'+frac/unit))
		frac %= unit
	}
}

func (c *canvas) px(name string, v float64) {
	c.raw(` `, name, `="`)
	c.number(v)
	c.raw(`"`)
}

func (c *canvas) pct(name string, v float64) {
	c.raw(` `, name, `="`)
	c.number(v)
	c.raw(`%"`)
}

// fillOnly and strokeOnly hold the attributes of every role, ready to write.
var fillOnly, strokeOnly = func() (fills, strokes [roleCount]string) {
	for role, s := range Palette {
		fills[role] = ` class="cf-` + s.Name + `" fill="` + s.Light + `"`
		strokes[role] = ` class="cs-` + s.Name + `" stroke="` + s.Light + `"`
	}
	return fills, strokes
}()

// paint writes classes and colours.
func (c *canvas) paint(fill, stroke Role) {
	switch {
	case stroke == None:
		c.b = append(c.b, fillOnly[fill]...)
	case fill == None:
		c.b = append(c.b, ` fill="none"`...)
		c.b = append(c.b, strokeOnly[stroke]...)
	default:
		c.raw(` class="cf-`, Palette[fill].Name, ` cs-`, Palette[stroke].Name,
			`" fill="`, Palette[fill].Light, `" stroke="`, Palette[stroke].Light, `"`)
	}
}

// value marks the open element as standing for a number.
func (c *canvas) value(text string) {
	if text != "" {
		c.raw(` data-value="`)
		c.text(text)
		c.raw(`"`)
	}
}

// pen is how a line is drawn.
type pen struct {
	role  Role
	width float64
	dash  string // empty for a solid line
	value string // data-value
}

func (c *canvas) pen(p pen) {
	c.b = append(c.b, strokeOnly[p.role]...)
	if p.width != 1 {
		c.px("stroke-width", p.width)
	}
	c.dash(p)
	c.value(p.value)
}

func (c *canvas) dash(p pen) {
	if p.dash != "" {
		c.raw(` stroke-dasharray="`, p.dash, `"`)
	}
}

func (c *canvas) across(p pen, x1, x2, y float64) { c.line(p, x1, y, x2, y) }
func (c *canvas) down(p pen, x, y1, y2 float64)   { c.line(p, x, y1, x, y2) }

func (c *canvas) line(p pen, x1, y1, x2, y2 float64) {
	c.raw(`<line`)
	c.pen(p)
	c.pct("x1", x1)
	c.px("y1", y1)
	c.pct("x2", x2)
	c.px("y2", y2)
	c.raw(`/>`)
}

// full draws a line through the whole height of the SVG.
func (c *canvas) full(p pen, x float64) {
	c.raw(`<line`)
	c.pen(p)
	c.pct("x1", x)
	c.raw(` y1="0"`)
	c.pct("x2", x)
	c.raw(` y2="100%"/>`)
}

// bar draws a rectangle between two positions in either order.
func (c *canvas) bar(fill Role, x1, x2, y, height float64, value string) {
	c.raw(`<rect`)
	c.paint(fill, None)
	c.bounds(x1, x2, y, height)
	c.value(value)
	c.raw(`/>`)
}

// outline draws a hollow bar.
func (c *canvas) outline(fill Role, p pen, x1, x2, y, height float64) {
	c.raw(`<rect`)
	c.paint(fill, p.role)
	c.px("stroke-width", p.width)
	c.dash(p)
	c.bounds(x1, x2, y, height)
	c.value(p.value)
	c.raw(`/>`)
}

func (c *canvas) bounds(x1, x2, y, height float64) {
	if x2 < x1 {
		x1, x2 = x2, x1
	}
	c.pct("x", x1)
	c.px("y", y)
	c.pct("width", math.Round(x2*10000)/10000-math.Round(x1*10000)/10000)
	c.px("height", height)
}

// hang opens an SVG whose origin is the point x percent, y pixels.
func (c *canvas) hang(x, y float64) {
	c.raw(`<svg`)
	c.pct("x", x)
	if y != 0 {
		c.px("y", y)
	}
	c.raw(` overflow="visible">`)
}

func (c *canvas) unhang() { c.raw(`</svg>`) }

// ring draws a hollow circle.
func (c *canvas) ring(p pen, x, y, r float64) {
	c.raw(`<circle`)
	c.paint(Ground, p.role)
	c.px("stroke-width", p.width)
	c.dash(p)
	c.pct("cx", x)
	c.px("cy", y)
	c.px("r", r)
	c.value(p.value)
	c.raw(`/>`)
}

// mark draws a band's shape, about 12 px across, with a rim that parts it from
// what lies below.
func (c *canvas) mark(b Band, x, y float64, value string) {
	if b.Shape == Ring {
		c.ring(pen{b.Role, 2, "2.5 2", value}, x, y, 6)
		return
	}
	c.hang(x, y)
	c.raw(`<path`)
	if b == BandUnjudged {
		c.inked(b)
	} else {
		c.paint(b.Role, Ground)
		c.raw(` stroke-width="1.5"`)
	}
	c.raw(` d="`, shapePaths[b.Shape], `"`)
	c.value(value)
	c.raw(`/>`)
	c.unhang()
}

// inked paints a band's shape without a rim: full, hollow where nothing is
// judged, and broken where it is yet to be.
func (c *canvas) inked(b Band) {
	switch b {
	case BandPending:
		c.paint(Ground, b.Role)
		c.raw(` stroke-width="2" stroke-dasharray="2.5 2"`)
	case BandUnjudged:
		c.paint(Ground, b.Role)
		c.raw(` stroke-width="2"`)
	default:
		c.paint(b.Role, None)
	}
}

// shapePaths are the outlines of the shapes, as the d of an SVG path.
var shapePaths = [...]string{
	Circle:    "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
	Triangle:  "M0-7 6.6 5H-6.6Z",
	Square:    "M-5.5-5.5h11v11h-11z",
	Diamond:   "M0-7.5 7.5 0 0 7.5-7.5 0z",
	Inverted:  "M0 7 6.6-5H-6.6Z",
	Cross:     "M-2.3-6.5h4.6v4.2h4.2v4.6h-4.2v4.2h-4.6v-4.2h-4.2v-4.6h4.2Z",
	Beam:      "M-7-3.2H7v6.4H-7Z",
	Hourglass: "M-6-6.5H6L1.5 0 6 6.5H-6L-1.5 0Z",
	Right:     "M-5-6.6L7 0L-5 6.6Z",
	Left:      "M5-6.6L5 6.6L-7 0Z",
	Saltire:   "M-3.3-6.6L0-3.3L3.3-6.6L6.6-3.3L3.3 0L6.6 3.3L3.3 6.6L0 3.3L-3.3 6.6L-6.6 3.3L-3.3 0L-6.6-3.3Z",
	Star:      "M0-7.6L1.8-2.5L7.2-2.3L2.9 1L4.5 6.1L0 3.1L-4.5 6.1L-2.9 1L-7.2-2.3L-1.8-2.5Z",
	Pillar:    "M-3.2-7L3.2-7L3.2 7L-3.2 7Z",
	Bow:       "M-6.5-6L0-1.5L6.5-6L6.5 6L0 1.5L-6.5 6Z",
	Ring:      "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
}

// head draws an arrow head whose tip is at x, y; size is half its height.
func (c *canvas) head(role Role, x, y, size float64, toRight bool) {
	c.hang(x, y)
	c.raw(`<path`)
	c.paint(role, None)
	back := 1.6 * size
	if toRight {
		back = -back
	}
	c.raw(` d="M0 0L`)
	c.number(back)
	c.raw(` `)
	c.number(-size)
	c.raw(`V`)
	c.number(size)
	c.raw(`z"/>`)
	c.unhang()
}

// write draws a label.
func (c *canvas) write(l label) {
	c.raw(`<text`)
	if l.halo {
		c.paint(l.role, Ground)
		c.raw(` stroke-width="4" stroke-linejoin="round" paint-order="stroke"`)
	} else {
		c.paint(l.role, None)
	}
	c.pct("x", l.p)
	if l.dx != 0 {
		c.px("dx", l.dx)
	}
	c.px("y", l.y)
	if l.size != 13 {
		c.px("font-size", l.size)
	}
	if l.weight == bold {
		c.raw(` font-weight="700"`)
	}
	switch l.anchor {
	case middle:
		c.raw(` text-anchor="middle"`)
	case end:
		c.raw(` text-anchor="end"`)
	}
	c.raw(`>`)
	c.text(l.text)
	c.raw(`</text>`)
}

// labels writes all that the placer found a place for, and ends the placing.
func (c *canvas) labels(p *placer) {
	for _, l := range p.drawn {
		c.write(l)
	}
	p.end()
}
