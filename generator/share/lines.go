package share

import (
	"slices"
	"strings"
	"unicode"
)

// piece is a stretch of glyphs that is never broken: a word, a figure with its
// unit, or a character of Japanese with what may not be parted from it.
type piece struct {
	glyphs []glyph
	width  int  // in units of the em, without spaces at its end
	spaces int  // width of those spaces
	good   bool // a line may well begin here: after a stop, at a word
}

// block is a text set in lines.
type block struct {
	size  int
	lines [][]glyph
	cut   bool // ends in an ellipsis
}

// style is how a text may be set.
type style struct {
	from, to int // the largest and the smallest size, in pixels
	lines    int // how many lines at most
	width    int // of a line, in pixels
}

// set sets runs at the largest size at which they fit; at the smallest, what
// does not fit is cut with an ellipsis.
func (c *canvas) set(s style, runs ...run) block {
	glyphs, cut := c.shape(runs)
	pieces := split(glyphs)
	if len(pieces) == 0 {
		return block{size: s.to}
	}
	if cut {
		pieces = pieces[:len(pieces)-1] // the last may be half a figure
	}
	for size := s.from; size >= s.to; size -= 2 {
		room := s.width * unitsPerEm / size
		parts := crack(pieces, room)
		lines, whole := wrap(parts, room, s.lines)
		if whole && !cut {
			return block{size: size, lines: join(even(parts, room, lines))}
		}
	}
	room := s.width * unitsPerEm / s.to
	lines, _ := wrap(crack(pieces, room), room, s.lines)
	var line []piece
	if n := len(lines); n > 0 {
		line = lines[n-1]
		lines = lines[:n-1]
	}
	lines = append(slices.Clone(lines), c.end(line, room, runs[len(runs)-1]))
	return block{size: s.to, lines: join(lines), cut: true}
}

// pair sets two parts of a sentence: on one line, else each on its own, else
// as they come, else each cut on its own, so that the second is not lost.
func (c *canvas) pair(s style, a, b []run) block {
	one := s
	one.to, one.lines = s.from, 1
	whole := c.set(one, slices.Concat(a, b)...)
	if !whole.cut {
		return whole
	}
	for size := s.from; size >= s.to && s.lines > 1; size -= 2 {
		one.from, one.to = size, size
		first, second := c.set(one, a...), c.set(one, b...)
		if !first.cut && !second.cut {
			return block{size: size, lines: append(first.lines, second.lines...)}
		}
	}
	flow := c.set(s, slices.Concat(a, b)...)
	if !flow.cut || s.lines < 2 {
		return flow
	}
	one.from, one.to = s.to, s.to
	first, second := c.set(one, a...), c.set(one, b...)
	return block{size: s.to, lines: append(first.lines, second.lines...), cut: true}
}

// split cuts glyphs where a line may end.
func split(glyphs []glyph) []piece {
	var pieces []piece
	start := 0
	for i := 1; i <= len(glyphs); i++ {
		brk := may
		if i < len(glyphs) {
			brk = breakAt(glyphs, i)
		}
		if brk == never {
			continue
		}
		p := measure(glyphs[start:i])
		p.good = start == 0 || breakAt(glyphs, start) == well
		pieces = append(pieces, p)
		start = i
	}
	return pieces
}

func measure(glyphs []glyph) piece {
	p := piece{glyphs: glyphs}
	for i := len(glyphs) - 1; i >= 0; i-- {
		if p.width == 0 && isBlank(glyphs[i].r) {
			p.spaces += int(glyphs[i].advance)
			continue
		}
		p.width += int(glyphs[i].advance)
	}
	return p
}

func isBlank(r rune) bool { return r == ' ' || r == '\u3000' }

// crack cuts pieces that are wider than a line, such as an address, between
// any two of their characters that are not of one figure.
func crack(pieces []piece, room int) []piece {
	if !slices.ContainsFunc(pieces, func(p piece) bool { return p.width > room }) {
		return pieces
	}
	var out []piece
	for _, p := range pieces {
		if p.width <= room {
			out = append(out, p)
			continue
		}
		start := 0
		for i := 1; i <= len(p.glyphs); i++ {
			if i < len(p.glyphs) && (inFigure(p.glyphs[i-1].r) && inFigure(p.glyphs[i].r) || noStart(p.glyphs[i].r) || noEnd(p.glyphs[i-1].r)) {
				continue
			}
			part := measure(p.glyphs[start:i])
			part.good = p.good && start == 0
			out = append(out, part)
			start = i
		}
	}
	return out
}

// wrap fills lines one after the other. whole is false when some pieces did
// not fit; those of the last line are then all that did.
func wrap(pieces []piece, room, most int) (lines [][]piece, whole bool) {
	for len(pieces) > 0 {
		if len(lines) == most {
			return lines, false
		}
		n := fitting(pieces, room)
		if n == 0 {
			return lines, false
		}
		if n < len(pieces) && len(lines)+1 < most {
			n = bestBreak(pieces, n, room)
		}
		lines = append(lines, pieces[:n])
		pieces = pieces[n:]
	}
	return lines, true
}

// fitting is how many pieces a line holds.
func fitting(pieces []piece, room int) int {
	used := 0
	for i, p := range pieces {
		if used+p.width > room {
			return i
		}
		used += p.width + p.spaces
	}
	return len(pieces)
}

// bestBreak moves the end of a line back to where a word begins, unless that
// would leave the line too short.
func bestBreak(pieces []piece, n, room int) int {
	used := 0
	best := n
	for i := range n {
		used += pieces[i].width + pieces[i].spaces
		if pieces[i+1].good && used*5 >= room*3 {
			best = i + 1
		}
	}
	return best
}

// even narrows the lines of a text as far as their number allows, so that they
// become about as long as one another.
func even(pieces []piece, room int, lines [][]piece) [][]piece {
	if len(lines) < 2 {
		return lines
	}
	low, high := room/2, room
	for high-low > unitsPerEm/4 {
		middle := (low + high) / 2
		narrow, whole := wrap(pieces, middle, len(lines))
		if !whole {
			low = middle
			continue
		}
		high, lines = middle, narrow
	}
	return lines
}

// end cuts a line so that an ellipsis fits behind it: the sign of the script
// that it follows.
func (c *canvas) end(line []piece, room int, like run) []piece {
	line = slices.Clone(line)
	for {
		var before []glyph
		if n := len(line); n > 0 {
			before = trimmed(line[n-1].glyphs)
		}
		dots := []glyph{c.glyph('…', like.weight, like.ink)}
		if n := len(before); n > 0 && !isWide(before[n-1].r) {
			dot := c.glyph('.', before[n-1].weight, before[n-1].ink)
			dots = []glyph{dot, dot, dot}
		}
		if len(line) == 0 {
			return []piece{{glyphs: dots}}
		}
		used := 0
		for _, p := range line[:len(line)-1] {
			used += p.width + p.spaces
		}
		for _, g := range slices.Concat(before, dots) {
			used += int(g.advance)
		}
		if used <= room {
			line[len(line)-1].glyphs = append(before, dots...)
			return line
		}
		line = line[:len(line)-1]
	}
}

// trimmed is a copy without spaces at the end.
func trimmed(glyphs []glyph) []glyph {
	n := len(glyphs)
	for n > 0 && isBlank(glyphs[n-1].r) {
		n--
	}
	return slices.Clone(glyphs[:n])
}

func join(lines [][]piece) [][]glyph {
	var out [][]glyph
	for _, line := range lines {
		var glyphs []glyph
		for _, p := range line {
			glyphs = append(glyphs, p.glyphs...)
		}
		out = append(out, trimmed(glyphs))
	}
	return out
}

// breaks says how well a line may end between two characters.
type breaks uint8

const (
	never breaks = iota
	may
	well
)

// breakAt judges the place before glyphs[i].
func breakAt(glyphs []glyph, i int) breaks {
	a, b := glyphs[i-1].r, glyphs[i].r
	switch {
	case isBlank(b):
		return never
	case noStart(b):
		return never
	case isBlank(a):
		return well
	case noEnd(a):
		return never
	case !isWide(a) && !isWide(b):
		return never
	case inFigure(a) && (inFigure(b) || isWide(b) && unicode.IsDigit(a)):
		return never // a figure, its sign and the first sign of its unit
	case strings.ContainsRune("、。，．！？：；」』】）〉》…・", a), strings.ContainsRune("「『【（〈《", b):
		return well
	case unicode.Is(unicode.Hiragana, a) && !unicode.Is(unicode.Hiragana, b):
		return well
	}
	return may
}

// isWide reports whether a character is of a script that is written without
// spaces, where a line may end between any two.
func isWide(r rune) bool {
	return r >= 0x2e80 && r < 0xfb00 || r >= 0xff00 && r < 0xffef || r >= 0x20000 && r < 0x40000 || r >= 0x2460 && r < 0x2500
}

// inFigure reports whether a character can be a part of a number as printed.
func inFigure(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune(".,．，：:/／%％‰+-−＋－±△▲", r)
}

// noStart are the characters that never begin a line (行頭禁則).
func noStart(r rune) bool {
	return strings.ContainsRune("、。，．・：；？！‼⁇⁈⁉」』】〕）］｝〉》〙〗〟’”»‐゠–〜～…‥ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ々〻ゝゞヽヾ,.:;?!)]}%％‰℃°′″゛゜", r)
}

// noEnd are the characters that never end a line (行末禁則).
func noEnd(r rune) bool {
	return strings.ContainsRune("「『【〔（［｛〈《〘〖〝‘“«([{￥¥＄$£€＃#№", r)
}
