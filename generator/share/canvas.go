package share

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// ink is a colour of the picture.
type ink uint8

// The inks. Values are those of the site's light theme.
const (
	inkText ink = iota
	inkQuiet
	inkBlue
	inkOrange
	inkRust // words in orange: darker, to be read
	inkHair
	inkCount
)

// inks by their colours.
var inks = [inkCount]color.RGBA{
	inkText:   {0x1a, 0x1a, 0x1a, 0xff},
	inkQuiet:  {0x66, 0x66, 0x66, 0xff},
	inkBlue:   {0x00, 0x17, 0xc1, 0xff},
	inkOrange: {0xc7, 0x47, 0x00, 0xff},
	inkRust:   {0xac, 0x3e, 0x00, 0xff},
	inkHair:   {0xcc, 0xcc, 0xcc, 0xff},
}

// steps is how finely an edge fades into the white ground.
const steps = 7

// palette holds white, and each ink in steps from nearly white to full.
var palette = sync.OnceValue(func() color.Palette {
	p := color.Palette{color.RGBA{0xff, 0xff, 0xff, 0xff}}
	for _, k := range inks {
		for s := 1; s <= steps; s++ {
			fade := func(v uint8) uint8 { return uint8((255*(steps-s) + int(v)*s + steps/2) / steps) }
			p = append(p, color.RGBA{fade(k.R), fade(k.G), fade(k.B), 0xff})
		}
	}
	return p
})

// canvas is a picture that is being drawn, with what drawing needs. Lengths
// are pixels, those in fixed.Int26_6 in 64ths.
type canvas struct {
	faces  [2]*sfnt.Font
	image  *image.Paletted
	mask   *image.Alpha
	raster *vector.Rasterizer
	buffer sfnt.Buffer

	spilt int   // pixels that fell outside, for tests
	lines []set // where text stands, for tests
}

// set is a line of text that was drawn, with its box.
type set struct {
	box    image.Rectangle
	glyphs []glyph
}

var canvases = sync.Pool{New: func() any {
	return &canvas{
		image:  image.NewPaletted(image.Rect(0, 0, Width, Height), palette()),
		mask:   image.NewAlpha(image.Rect(0, 0, 0, 0)),
		raster: vector.NewRasterizer(0, 0),
	}
}}

type buffers struct{ sync.Pool }

func (b *buffers) Get() *png.EncoderBuffer {
	e, _ := b.Pool.Get().(*png.EncoderBuffer)
	return e
}

func (b *buffers) Put(e *png.EncoderBuffer) { b.Pool.Put(e) }

var encoder = png.Encoder{CompressionLevel: png.DefaultCompression, BufferPool: &buffers{}}

// render draws a picture on a fresh canvas and encodes it.
func render(draw func(*canvas)) ([]byte, error) {
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	defer canvases.Put(c)
	draw(c)
	var out bytes.Buffer
	if err := encoder.Encode(&out, c.image); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func newCanvas() (*canvas, error) {
	f, err := faces()
	if err != nil {
		return nil, err
	}
	c := canvases.Get().(*canvas)
	c.faces = f
	clear(c.image.Pix)
	c.spilt, c.lines = 0, nil
	return c, nil
}

// rect fills a rectangle.
func (c *canvas) rect(r image.Rectangle, k ink) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c.dot(x, y, 255, k)
		}
	}
}

// dot inks one pixel. Where two shapes meet the darker edge stays.
func (c *canvas) dot(x, y int, cover uint8, k ink) {
	step := (int(cover)*steps + 127) / 255
	if step == 0 {
		return
	}
	if x < 0 || y < 0 || x >= Width || y >= Height {
		c.spilt++
		return
	}
	at := &c.image.Pix[y*Width+x]
	if *at != 0 && (int(*at)-1)%steps+1 > step {
		return
	}
	*at = uint8(1 + int(k)*steps + step - 1)
}

// text sets glyphs on a base line and returns where the next would stand.
func (c *canvas) text(x fixed.Int26_6, base, size int, glyphs []glyph) fixed.Int26_6 {
	start := x
	for _, g := range glyphs {
		c.outline(x, base, size, g)
		x += scale(int(g.advance), size)
	}
	c.lines = append(c.lines, set{image.Rect(start.Floor(), base-size*7/8, x.Ceil(), base+size/8), glyphs})
	return x
}

// scale turns units of the em into 64ths of a pixel.
func scale(units, size int) fixed.Int26_6 { return fixed.Int26_6(units * size * 64 / unitsPerEm) }

func (c *canvas) outline(x fixed.Int26_6, base, size int, g glyph) {
	segments, err := c.faces[g.weight].LoadGlyph(&c.buffer, g.index, fixed.I(size), nil)
	if err != nil || len(segments) == 0 {
		return
	}
	// On whole pixels the same character is the same dots each time, which
	// makes smaller files; the pen itself keeps its fractions.
	c.fill(path{segments, fixed.I(x.Round()), fixed.I(base)}, g.ink)
}

// path is an outline and where it is put.
type path struct {
	segments sfnt.Segments
	x, y     fixed.Int26_6
}

// fill inks an outline. Curves are made into lines in whole numbers first, for
// the rasterizer's own way takes fractions that differ between processors.
func (c *canvas) fill(p path, k ink) {
	b := p.segments.Bounds()
	left, top := (b.Min.X + p.x).Floor(), (b.Min.Y + p.y).Floor()
	w, h := (b.Max.X+p.x).Ceil()-left, (b.Max.Y+p.y).Ceil()-top
	if w <= 0 || h <= 0 {
		return
	}
	c.raster.Reset(w, h)
	pen := pen{c.raster, p.x - fixed.I(left), p.y - fixed.I(top), fixed.Point26_6{}}
	for i, s := range p.segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				c.raster.ClosePath()
			}
			pen.move(s.Args[0])
		case sfnt.SegmentOpLineTo:
			pen.line(s.Args[0])
		case sfnt.SegmentOpQuadTo:
			pen.curve(s.Args[0], s.Args[1])
		}
	}
	c.raster.ClosePath()
	c.stamp(left, top, w, h, k)
}

// stamp inks what the rasterizer holds.
func (c *canvas) stamp(left, top, w, h int, k ink) {
	if need := w * h; cap(c.mask.Pix) < need {
		c.mask.Pix = make([]uint8, need)
	}
	c.mask.Pix, c.mask.Stride, c.mask.Rect = c.mask.Pix[:w*h], w, image.Rect(0, 0, w, h)
	clear(c.mask.Pix)
	c.raster.Draw(c.mask, c.mask.Rect, image.Opaque, image.Point{})
	for y := range h {
		for x := range w {
			if a := c.mask.Pix[y*w+x]; a != 0 {
				c.dot(left+x, top+y, a, k)
			}
		}
	}
}

// pen moves over the rasterizer in 64ths of a pixel, which its numbers hold
// exactly.
type pen struct {
	raster *vector.Rasterizer
	dx, dy fixed.Int26_6
	at     fixed.Point26_6
}

func (p *pen) move(to fixed.Point26_6) {
	p.at = to
	p.raster.MoveTo(float32(to.X+p.dx)/64, float32(to.Y+p.dy)/64)
}

func (p *pen) line(to fixed.Point26_6) {
	p.at = to
	p.raster.LineTo(float32(to.X+p.dx)/64, float32(to.Y+p.dy)/64)
}

// curve draws a quadratic curve in as many lines as keep it true to a 16th of
// a pixel.
func (p *pen) curve(by, to fixed.Point26_6) {
	from := p.at
	bend := max(abs(int(from.X-2*by.X+to.X)), abs(int(from.Y-2*by.Y+to.Y)))
	n := 1
	for 16*n*n < bend {
		n++
	}
	for k := 1; k <= n; k++ {
		p.line(between(from, by, to, k, n))
	}
}

// between is the point k nths along a quadratic curve.
func between(from, by, to fixed.Point26_6, k, n int) fixed.Point26_6 {
	blend := func(a, b, c fixed.Int26_6) fixed.Int26_6 {
		return fixed.Int26_6(((n-k)*(n-k)*int(a) + 2*k*(n-k)*int(b) + k*k*int(c)) / (n * n))
	}
	return fixed.Point26_6{X: blend(from.X, by.X, to.X), Y: blend(from.Y, by.Y, to.Y)}
}

func abs(n int) int { return max(n, -n) }
