package share

import (
	"image"
	"strings"

	"golang.org/x/image/math/fixed"
)

// The lower part of an indicator's picture: its achievement and what to know
// about it.
const (
	scoreLine = 356
	scoreBase = 580
	// verdictGap lies between the achievement and the band.
	verdictGap = 56
)

func (i Indicator) draw(c *canvas) {
	c.head(i.City, i.Site, i.Year)
	c.rect(image.Rect(margin, scoreLine, Width-margin, scoreLine+3), inkText)
	c.stack(headLine, scoreLine, i.words(c), wordGaps)
	heading := c.set(style{from: 28, to: 22, lines: 1, width: inner}, run{i.Heading, regular, inkQuiet})
	c.put(scoreLine+18, heading)
	i.verdict(c, i.score(c))
}

var wordGaps = []int{0, 6, 14}

// words sets what the indicator is and what came of it, large where that
// leaves room.
func (i Indicator) words(c *canvas) []block {
	label := c.set(style{from: 30, to: 24, lines: 1, width: inner}, run{i.Code, bold, inkText}, run{" " + i.Label, regular, inkQuiet})
	plan := strings.TrimSuffix(spaced(i.Plan, i.Outcome), i.Outcome)
	var blocks []block
	for _, size := range []int{54, 50, 46, 42, 38, 34, 30} {
		blocks = []block{
			label,
			c.set(style{from: size, to: size - 2, lines: 2, width: inner}, run{i.Name, bold, inkText}),
			c.pair(style{from: min(34, size), to: min(30, size-2), lines: 2, width: inner}, []run{{plan, regular, inkText}}, []run{{i.Outcome, bold, inkText}}),
		}
		height := 28
		for j, b := range blocks {
			height += b.height() + wordGaps[j]
		}
		if height <= scoreLine-headLine && !blocks[1].cut && !blocks[2].cut {
			break
		}
	}
	return blocks
}

// score writes the achievement, or why there is none, and returns where it
// ends.
func (i Indicator) score(c *canvas) int {
	if i.Figure == "" && i.NoRate == "" {
		return margin - verdictGap // the band stands alone
	}
	if i.Figure == "" {
		why := c.set(style{from: 40, to: 26, lines: 3, width: inner / 2}, run{i.NoRate, regular, inkText})
		c.put(scoreLine+78, why)
		return margin + inner/2
	}
	figure := c.set(style{from: 152, to: 40, lines: 1, width: inner * 3 / 5}, run{i.Figure, bold, inkText})
	if len(figure.lines) == 0 {
		return margin
	}
	return c.text(fixed.I(margin-figure.size/24), scoreBase, figure.size, figure.lines[0]).Ceil()
}

// verdict writes the band beside the score, and the flags below it.
func (i Indicator) verdict(c *canvas, from int) {
	x := from + verdictGap
	room := Width - margin - x
	name := c.set(style{from: 56, to: 26, lines: 1, width: room - 72}, run{i.Band.Name, bold, inkText})
	flags := c.flags(i.Flags, room)
	height := name.height()
	for _, line := range flags {
		height += line[0].leading() + flagLead
	}
	y := max(scoreBase+10-height, scoreLine+50) // the last flag on the base line of the score
	if len(flags) == 0 {
		y = scoreBase - 57 - height/2 // the band in the middle of its figures
	}
	if len(name.lines) > 0 {
		base := y + name.ascent()
		c.mark(i.Band.Mark, fixed.I(x+26), fixed.I(base-name.size*3/8), name.size*17/16, i.Band.Tone.ink())
		c.text(fixed.I(x+72), base, name.size, name.lines[0])
		y += name.height()
	}
	for _, line := range flags {
		y += flagLead
		at := x
		for _, f := range line {
			at = c.text(fixed.I(at), y+f.ascent(), f.size, f.lines[0]).Ceil() + flagGap
		}
		y += line[0].leading()
	}
}

const (
	flagGap  = 36
	flagLead = 4
	flagRoom = 124 // below the band
)

// flags sets the flags in lines, each flag whole, as large as they fit.
func (c *canvas) flags(flags []Flag, room int) (lines [][]block) {
	for size := 32; size >= 18; size -= 2 {
		lines = nil
		used := room
		for _, f := range flags {
			b := c.flag(f, size, room)
			if len(b.lines) == 0 {
				continue
			}
			w := b.width(0).Ceil()
			if used+w > room {
				lines, used = append(lines, nil), 0
			}
			lines[len(lines)-1] = append(lines[len(lines)-1], b)
			used += w + flagGap
		}
		most := flagRoom / (size*13/10 + flagLead)
		if len(lines) <= most {
			return lines
		}
		if size <= 20 {
			lines = lines[:most]
		}
	}
	return lines
}

func (c *canvas) flag(f Flag, size, room int) block {
	k := inkText
	if f.Bad {
		k = inkRust
	}
	words := []run{{f.Word, bold, k}}
	if c.has(f.Sign, bold) {
		words = []run{{f.Sign + " ", bold, k}, {f.Word, bold, k}}
	}
	return c.set(style{from: size, to: size, lines: 1, width: room}, words...)
}
