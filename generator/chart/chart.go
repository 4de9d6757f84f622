// Package chart draws the charts as SVG from plain numbers and ready words. It
// knows no indicator, no language and no file: numbers place things, and every
// word comes from the caller, already formatted.
//
// The charts are Tally, Lane (with Axis and Grid: one row of a list), Bars,
// OfWhole, FromBaseline, Timeline and
// Trend. All are Drawings: fill in the fields, then append the SVG.
//
//	bars := chart.Bars{
//		Frame:    chart.Frame{Title: "41 → 57", Desc: "It rose."},
//		Band:     chart.BandBehind,
//		Baseline: chart.Number(41, "41"),
//		Actual:   chart.Number(57, "57"),
//		Goal:     chart.Goal{To: chart.Number(36, "36")},
//	}
//	svg, notes := chart.Append(nil, bars)
//
// Notes are the words that found no place at 288 px; show them as text below.
// File makes a Drawing a file of its own.
//
// # One drawing for every width
//
// An SVG has width="100%", a fixed height and no viewBox (Tally excepted, which
// holds no text): x is in percent, y and text are in pixels, so text is never
// scaled. Labels neither touch each other nor leave the frame at any width from
// 288 to 1440 px. Text is 12 px or larger. Text may be measured a little too wide
// and never too narrow for the usual sans-serif faces; a style sheet must not set
// font-size or letter-spacing on it.
//
// # Classes
//
// Colours are presentation attributes (light scheme). A style sheet changes them
// by class: cf-ROLE fills and cs-ROLE strokes, ROLE being a Name in Palette:
//
//	.cf-met { fill: … }   .cs-met { stroke: … }
//
// The roles are ground ink text quiet line rule hair met metline near nearline
// behind behindtext zone bar onbar prior. Each SVG has the class "ch" and one of
// ch-tally ch-lane ch-axis ch-grid ch-bars ch-lens ch-timeline ch-trend.
// In forced colours outline cf-zone and cf-prior (stroke: GrayText), give
// ink, text, marks and ways CanvasText, ground and onbar Canvas.
//
// An element that stands for a number carries it as data-value, in the caller's
// words. There is no style attribute, script, link or reference in the output.
package chart

// Frame holds what every chart has.
type Frame struct {
	// Title and Desc are the accessible name and the finding. Without a Title the
	// chart is hidden from assistive technology (aria-hidden).
	Title string
	Desc  string
}

// State tells what a number rests on. The zero value is Absent.
type State uint8

// The states of a Mark.
const (
	Absent      State = iota // there is no number; Text may say why
	Measured                 // solid
	Planned                  // set, not measured: dashed outline
	Provisional              // may still change: dashed outline, hollow
)

// Mark is a number to be drawn. Value places it (within ±1e15; anything else,
// and NaN, counts as absent); Text is the number as readers see it, or the words
// for having none.
type Mark struct {
	Value float64
	Text  string
	Is    State
}

// Number is a measured Mark.
func Number(value float64, text string) Mark { return Mark{value, text, Measured} }

// Missing is a Mark without a number; words say why, such as なし.
func Missing(words string) Mark { return Mark{Text: words} }

func (m Mark) known() bool {
	return m.Is != Absent && m.Value >= -limit && m.Value <= limit
}

const limit = 1e15

// Goal is where a value has to end: between From and To. An absent end is
// open, so an increase has only From, a decrease only To. With both equal the
// value is to be kept.
type Goal struct {
	From, To Mark
}

func (g Goal) known() bool { return g.From.known() || g.To.known() }

// Move tells how the actual stands against the baseline, as the caller found it.
type Move uint8

// The moves; Unknown where there is no baseline.
const (
	Unknown Move = iota
	Better
	Same
	Worse
)

// Shape is the form of a band's mark.
type Shape uint8

// The shapes.
const (
	Circle    Shape = iota // ●
	Triangle               // ▲
	Square                 // ■
	Diamond                // ◆
	Inverted               // ▼
	Cross                  // ✚
	Beam                   // ▬
	Hourglass              // ⧗
	Right                  // ▶
	Left                   // ◀
	Saltire                // ✖
	Star                   // ★
	Pillar                 // ▮
	Bow                    // ⋈
	Ring                   // dashed hollow circle: pending
)

// Band is how a rating looks: a shape and the role of its colour (Met, Near or
// Behind; Line for pending).
type Band struct {
	Shape Shape
	Role  Role
}

// The bands of the usual three steps, and of what is not yet known.
var (
	BandAchieved = Band{Circle, Met}
	BandNearly   = Band{Triangle, Near}
	BandBehind   = Band{Square, Behind}
	BandPending  = Band{Ring, Line}
	BandUnjudged = Band{Diamond, Line}
)

// between are the shapes of the bands between the first and the last, from the
// higher to the lower. A city with more than thirteen bands has some twice.
var between = [...]Shape{Triangle, Inverted, Cross, Beam, Hourglass, Right, Left, Saltire, Star, Pillar, Bow}

// BandBetween is the nth band below the first, counted from 0, of those that are
// neither first nor last: each with a mark of its own, in one colour.
func BandBetween(n int) Band { return Band{between[n%len(between)], Near} }

// Path is the outline of the shape as the d of an SVG path, about 12 px across
// around 0,0.
func (s Shape) Path() string { return shapePaths[s] }

// way is the colour of the line that leads to a mark of the band.
func (b Band) way() Role {
	switch b.Role {
	case Met:
		return MetLine
	case Near:
		return NearLine
	}
	return b.Role
}

// Drawing is any chart of this package.
type Drawing interface{ picture() picture }

// Append appends a drawing as inline SVG and gives the words that found no place.
func Append(dst []byte, d Drawing) (svg []byte, notes []string) { return d.picture().svg(dst) }

// picture is a chart before its outer element is written.
type picture struct {
	frame  Frame
	kind   string // second class
	height float64
	body   []byte
	notes  []string
	viewW  float64 // width of the viewBox, for the one chart that has one
	kept   bool    // it will be written again
}

// svg writes the outer element around the body.
func (p picture) svg(dst []byte) ([]byte, []string) {
	c := canvas{b: dst}
	c.raw(`<svg class="ch `, p.kind, `" width="100%" height="`)
	c.number(p.height)
	if p.viewW > 0 {
		c.raw(`" viewBox="0 0 `)
		c.number(p.viewW)
		c.raw(` `)
		c.number(p.height)
		c.raw(`" preserveAspectRatio="xMinYMid meet`)
	}
	c.raw(`" overflow="visible" font-size="13" letter-spacing="0"`)
	c.name(p.frame)
	c.b = append(c.b, p.body...)
	c.raw(`</svg>`)
	p.done()
	return c.b, p.notes
}

// name ends the opening tag with what assistive technology reads.
func (c *canvas) name(f Frame) {
	title, desc := clean(f.Title), clean(f.Desc)
	if title == "" {
		c.raw(` aria-hidden="true">`)
		return
	}
	// Title and desc name it without any id: an indicator's id may begin with a
	// digit, which no name in XML may.
	c.raw(` role="img"><title>`)
	c.text(title)
	c.raw(`</title>`)
	if desc != "" {
		c.raw(`<desc>`)
		c.text(desc)
		c.raw(`</desc>`)
	}
}
