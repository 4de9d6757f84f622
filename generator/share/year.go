package share

import (
	"image"

	"golang.org/x/image/math/fixed"
)

// The page of every picture: margins, and the line under its head.
const (
	margin   = 72
	inner    = Width - 2*margin
	headBase = 60
	headLine = 86
	bottom   = 40
)

// head writes whose picture this is and of which year, over a hairline.
func (c *canvas) head(city, site, year string) {
	when := c.set(style{from: 30, to: 22, lines: 1, width: inner / 2}, run{year, bold, inkText})
	room := inner
	if len(when.lines) > 0 {
		w := when.width(0)
		c.text(fixed.I(Width-margin)-w, headBase, when.size, when.lines[0])
		room -= w.Ceil() + 40
	}
	name := []run{{city, bold, inkText}, {" " + site, regular, inkText}}
	if full := heading(city, site); full == site {
		name[1].text = site[len(city):]
	}
	whose := c.set(style{from: 30, to: 22, lines: 1, width: room}, name...)
	c.put(headBase-whose.ascent(), whose)
	c.rect(image.Rect(0, headLine, Width, headLine+2), inkHair)
}

// width is how wide a line is.
func (b block) width(line int) fixed.Int26_6 {
	var units int
	for _, g := range b.lines[line] {
		units += int(g.advance)
	}
	return scale(units, b.size)
}

// ascent is how far the face rises over the base line.
func (b block) ascent() int { return b.size * 7 / 8 }

// leading is the distance of two base lines.
func (b block) leading() int { return b.size * 13 / 10 }

// height is how much room the lines take, 0 for no words.
func (b block) height() int { return len(b.lines) * b.leading() }

// put writes a block with its top at y and returns where the next may begin.
func (c *canvas) put(y int, b block) int {
	base := y + b.ascent()
	for _, line := range b.lines {
		c.text(fixed.I(margin), base, b.size, line)
		base += b.leading()
	}
	return y + b.height()
}

// stack writes blocks below one another in the middle of a space, with gaps
// before all but the first that has words.
func (c *canvas) stack(top, foot int, blocks []block, gaps []int) {
	total := 0
	for i, b := range blocks {
		if b.height() > 0 {
			if total > 0 {
				total += gaps[i]
			}
			total += b.height()
		}
	}
	y, first := top+(foot-top-total)/2, true
	for i, b := range blocks {
		if b.height() == 0 {
			continue
		}
		if !first {
			y += gaps[i]
		}
		y, first = c.put(y, b), false
	}
}

func (y Year) draw(c *canvas) {
	c.head(y.City, y.Site, y.Year)
	rows := y.Tally[:min(len(y.Tally), mostBands)]
	pitch := 62
	if n := len(rows); n > 3 {
		pitch = 186 / n
	}
	foot := Height - bottom - pitch*len(rows)
	c.rect(image.Rect(margin, foot-18, Width-margin, foot-15), inkText)
	c.tally(foot, pitch, rows)
	c.stack(headLine, foot-18, y.sentence(c, foot-18-headLine), sentenceGaps)
}

// mostBands is how many bands a picture has room for; a city has three to five.
const mostBands = 7

var sentenceGaps = []int{0, 12, 2}

// sentence sets the year in words, as large as the room allows.
func (y Year) sentence(c *canvas, room int) []block {
	var blocks []block
	for _, large := range []int{62, 58, 52, 46, 40, 34, 28} {
		small := style{from: max(large*9/16, 24), to: 24, lines: 2, width: inner}
		blocks = []block{
			c.pair(style{from: large, to: large - 4, lines: 2, width: inner},
				[]run{{y.Of, regular, inkText}}, []run{{y.Met, bold, inkText}, {y.End, regular, inkText}}),
			c.set(small, run{y.Rest, regular, inkText}),
			c.set(small, run{y.Worse, regular, inkRust}),
		}
		height := 44
		for i, b := range blocks {
			height += b.height() + sentenceGaps[i]
		}
		if height <= room && !blocks[0].cut && !blocks[1].cut {
			break
		}
	}
	return blocks
}

// tally writes each band in a row: how many, which, and a mark for each. Where
// marks would be too small to be told apart a bar stands for them, behind the
// band's own mark.
func (c *canvas) tally(top, pitch int, bands []Band) {
	figureSize, nameSize := min(50, pitch*13/16), min(32, pitch*5/8)
	figures, names := make([]block, len(bands)), make([]block, len(bands))
	var figureRoom, nameRoom fixed.Int26_6
	most := 0
	for i, b := range bands {
		figures[i] = c.set(style{from: figureSize, to: 18, lines: 1, width: 240}, run{b.Figure, bold, inkText})
		names[i] = c.set(style{from: nameSize, to: 18, lines: 1, width: 330}, run{b.Name, bold, inkText})
		if len(figures[i].lines) > 0 {
			figureRoom = max(figureRoom, figures[i].width(0))
		}
		if len(names[i].lines) > 0 {
			nameRoom = max(nameRoom, names[i].width(0))
		}
		most = max(most, b.Count)
	}
	left := fixed.I(margin) + figureRoom + fixed.I(22)
	marks := (left + nameRoom).Ceil() + 36
	step := min(pitch*3/4, 40, (Width-margin-marks)/max(most, 1))
	for i, b := range bands {
		middle := top + i*pitch + pitch/2
		base := middle + figureSize*3/8
		if len(figures[i].lines) > 0 {
			c.text(left-fixed.I(22)-figures[i].width(0), base, figures[i].size, figures[i].lines[0])
		}
		if len(names[i].lines) > 0 {
			c.text(left, middle+names[i].size*3/8, names[i].size, names[i].lines[0])
		}
		if step < 14 {
			c.bar(marks, middle, min(30, pitch/2), most, b)
			continue
		}
		for n := range b.Count {
			c.mark(b.Mark, fixed.I(marks+n*step)+fixed.Int26_6(step*32), fixed.I(middle), step*7/8, b.Tone.ink())
		}
	}
}

// bar is a band's count as a length, for counts that marks cannot show.
func (c *canvas) bar(x, middle, size, most int, b Band) {
	c.mark(b.Mark, fixed.I(x+size/2), fixed.I(middle), size, b.Tone.ink())
	x += size + 10
	long := (Width - margin - x) * b.Count / max(most, 1)
	if b.Count > 0 {
		long = max(long, 2)
	}
	c.rect(image.Rect(x, middle-size*3/8, x+long, middle+size*3/8), b.Tone.ink())
}
