package share

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// tones are the inks of marks.
var tones = [...]ink{Blue: inkBlue, Grey: inkQuiet, Orange: inkOrange}

func (t Tone) ink() ink {
	if int(t) < len(tones) {
		return tones[t]
	}
	return inkQuiet
}

// The shapes of bands as the site draws them, in a box of 16 about the middle,
// in 64ths.
var (
	triangle = corners([2]int{0, -448}, [2]int{422, 320}, [2]int{-422, 320})
	square   = corners([2]int{-352, -352}, [2]int{352, -352}, [2]int{352, 352}, [2]int{-352, 352})
	disc     = circle(384)

	// The others of bands between the first and the last.
	middling = map[Mark]sfnt.Segments{
		Triangle:  triangle,
		Inverted:  corners([2]int{0, 448}, [2]int{422, -320}, [2]int{-422, -320}),
		Cross:     corners([2]int{-147, -416}, [2]int{147, -416}, [2]int{147, -147}, [2]int{416, -147}, [2]int{416, 147}, [2]int{147, 147}, [2]int{147, 416}, [2]int{-147, 416}, [2]int{-147, 147}, [2]int{-416, 147}, [2]int{-416, -147}, [2]int{-147, -147}),
		Beam:      corners([2]int{-448, -205}, [2]int{448, -205}, [2]int{448, 205}, [2]int{-448, 205}),
		Hourglass: corners([2]int{-384, -416}, [2]int{384, -416}, [2]int{96, 0}, [2]int{384, 416}, [2]int{-384, 416}, [2]int{-96, 0}),
		Right:     corners([2]int{-320, -422}, [2]int{448, 0}, [2]int{-320, 422}),
		Left:      corners([2]int{320, -422}, [2]int{320, 422}, [2]int{-448, 0}),
		Saltire:   corners([2]int{-211, -422}, [2]int{0, -211}, [2]int{211, -422}, [2]int{422, -211}, [2]int{211, 0}, [2]int{422, 211}, [2]int{211, 422}, [2]int{0, 211}, [2]int{-211, 422}, [2]int{-422, 211}, [2]int{-211, 0}, [2]int{-422, -211}),
		Star:      corners([2]int{0, -486}, [2]int{115, -160}, [2]int{461, -147}, [2]int{186, 64}, [2]int{288, 390}, [2]int{0, 198}, [2]int{-288, 390}, [2]int{-186, 64}, [2]int{-461, -147}, [2]int{-115, -160}),
		Pillar:    corners([2]int{-205, -448}, [2]int{205, -448}, [2]int{205, 448}, [2]int{-205, 448}),
		Bow:       corners([2]int{-416, -384}, [2]int{0, -96}, [2]int{416, -384}, [2]int{416, 384}, [2]int{0, 96}, [2]int{-416, 384}),
	}
)

// mark draws a band's shape about a point; size is its box.
func (c *canvas) mark(m Mark, x, y fixed.Int26_6, size int, k ink) {
	shape := square
	switch m {
	case Disc:
		shape = disc
	case Triangle, Inverted, Cross, Beam, Hourglass, Right, Left, Saltire, Star, Pillar, Bow:
		shape = middling[m]
	case Ring:
		for i := 0; i < 16; i += 2 {
			c.fill(path{grow(dash(i), size), x, y}, k)
		}
		return
	}
	c.fill(path{grow(shape, size), x, y}, k)
}

// grow scales a shape from its box of 16 to another size.
func grow(s sfnt.Segments, size int) sfnt.Segments {
	out := make(sfnt.Segments, len(s))
	for i, seg := range s {
		out[i].Op = seg.Op
		for j, p := range seg.Args {
			out[i].Args[j] = fixed.Point26_6{X: p.X * fixed.Int26_6(size) / 16, Y: p.Y * fixed.Int26_6(size) / 16}
		}
	}
	return out
}

func corners(points ...[2]int) sfnt.Segments {
	var s sfnt.Segments
	for i, p := range points {
		op := sfnt.SegmentOpLineTo
		if i == 0 {
			op = sfnt.SegmentOpMoveTo
		}
		s = append(s, segment(op, p))
	}
	return s
}

func segment(op sfnt.SegmentOp, points ...[2]int) sfnt.Segment {
	s := sfnt.Segment{Op: op}
	for i, p := range points {
		s.Args[i] = fixed.Point26_6{X: fixed.Int26_6(p[0]), Y: fixed.Int26_6(p[1])}
	}
	return s
}

// octants are the eight arcs of a unit circle: where each begins and the point
// that bends it, in 65536ths.
var octants = [8][2][2]int{
	{{65536, 0}, {65536, 27146}}, {{46341, 46341}, {27146, 65536}},
	{{0, 65536}, {-27146, 65536}}, {{-46341, 46341}, {-65536, 27146}},
	{{-65536, 0}, {-65536, -27146}}, {{-46341, -46341}, {-27146, -65536}},
	{{0, -65536}, {27146, -65536}}, {{46341, -46341}, {65536, -27146}},
}

func onCircle(p [2]int, radius int) [2]int {
	return [2]int{p[0] * radius / 65536, p[1] * radius / 65536}
}

func circle(radius int) sfnt.Segments {
	s := sfnt.Segments{segment(sfnt.SegmentOpMoveTo, onCircle(octants[0][0], radius))}
	for i, o := range octants {
		s = append(s, segment(sfnt.SegmentOpQuadTo, onCircle(o[1], radius), onCircle(octants[(i+1)%8][0], radius)))
	}
	return s
}

// dash is the nth sixteenth of a ring.
func dash(n int) sfnt.Segments {
	const outer, inner, parts = 384, 272, 4
	var points [][2]int
	arc := func(radius int, back bool) {
		o, next := octants[n/2], octants[(n/2+1)%8][0]
		at := func(p [2]int) fixed.Point26_6 {
			q := onCircle(p, radius)
			return fixed.Point26_6{X: fixed.Int26_6(q[0]), Y: fixed.Int26_6(q[1])}
		}
		for i := range parts + 1 {
			k := i
			if back {
				k = parts - i
			}
			p := between(at(o[0]), at(o[1]), at(next), k+n%2*parts, 2*parts)
			points = append(points, [2]int{int(p.X), int(p.Y)})
		}
	}
	arc(outer, false)
	arc(inner, true)
	return corners(points...)
}
