package chart

import (
	"cmp"
	"iter"
	"math"
)

// File makes drawings a file of their own: it has a size, a font, a white ground,
// its title and its source in words, and needs no style sheet.
type File struct {
	Lang   string // of the words, as a language tag
	Title  string // what is measured
	Lead   string // the finding; empty for none
	Label  string // what assistive technology reads for the whole picture; the Title where it is empty
	Source string // where the numbers come from
	Width  int    // px at least; 0 is 720, and anything under 336 is 336
	Names  int    // px left of the drawings for their names, 0 for none; 288 must be left for the drawings
}

// Panel is one drawing of a File with the words around it.
type Panel struct {
	Heading string  // above it
	Name    string  // left of it
	Strong  bool    // the Name is that of a group
	Figure  string  // after the Name, at its right end
	Band    *Band   // its mark before the Figure, nil for none
	Drawing Drawing // nil for words alone
	Text    string  // below it
}

const (
	fileMargin = 24.0
	fileFont   = `'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans','Yu Gothic UI',Meiryo,'Segoe UI',Helvetica,Arial,sans-serif`
	nameSize   = 13.0
	nameLine   = 18.0
	nameGap    = 24.0 // between the names and the drawings, whose marks overhang
	sheet      = 1.3  // height by width of the paper's part that printers reach, A4 and Letter
)

// Append appends the whole SVG document. The notes of a drawing stand below it.
// A file is made wider where it would be too high for a sheet of paper.
func (f File) Append(dst []byte, panels ...Panel) []byte {
	body := newCanvas()
	height := f.body(&body, panels)
	if most := f.width() * sheet; height > most {
		f.Width = int(math.Ceil(height / sheet))
		body.b = body.b[:0]
		height = f.body(&body, panels)
	}
	c := canvas{b: dst}
	f.open(&c, height)
	c.b = append(c.b, body.b...)
	c.raw("</svg>\n")
	(&picture{body: body.b}).done()
	return c.b
}

// Sheets divides panels among files that each fit on a sheet of paper: head,
// then as many groups as there is room for. A group that is too high for one
// sheet goes on over several.
func (f File) Sheets(head []Panel, groups iter.Seq[[]Panel]) iter.Seq[[]Panel] {
	return func(yield func([]Panel) bool) {
		c := newCanvas()
		defer func() { (&picture{body: c.b}).done() }()
		high := func(panels []Panel) (sum float64) {
			for _, p := range panels {
				sum += f.panel(&c, p, 0)
				c.b = c.b[:0]
			}
			return sum
		}
		room := f.width()*sheet - f.body(&c, head)
		c.b = c.b[:0]
		now, left := head[:len(head):len(head)], room
		end := func() bool {
			full := now
			now, left = head[:len(head):len(head)], room
			return len(full) == len(head) || yield(full)
		}
		for group := range groups {
			if h := high(group); h <= room {
				if h > left && !end() {
					return
				}
				now, left = append(now, group...), left-h
				continue
			}
			for _, p := range group {
				h := high([]Panel{p})
				if h > left && !end() {
					return
				}
				now, left = append(now, p), left-h
			}
		}
		end()
	}
}

func (f File) width() float64 {
	if f.Width == 0 {
		return 720
	}
	return float64(max(f.Width, int(narrow+2*fileMargin)))
}

// open writes the document's own element and its ground.
func (f File) open(c *canvas, height float64) {
	c.raw(`<svg xmlns="http://www.w3.org/2000/svg"`)
	if f.Lang != "" {
		c.raw(` xml:lang="`)
		c.text(f.Lang)
		c.raw(`"`)
	}
	c.raw(` class="ch"`)
	c.px("width", f.width())
	c.px("height", height)
	c.raw(` font-family="`, fileFont, `" font-size="13" letter-spacing="0"`)
	c.name(Frame{Title: cmp.Or(f.Label, f.Title), Desc: f.Lead})
	c.raw(`<rect`)
	c.paint(Ground, None)
	c.raw(` width="100%" height="100%"/>`)
}

// body writes everything on the ground and gives its height.
func (f File) body(c *canvas, panels []Panel) float64 {
	inner := f.width() - 2*fileMargin
	y := fileMargin
	y = c.lines(f.Title, inner, y, label{size: 20, weight: bold, role: Ink})
	y = c.lines(f.Lead, inner, y, label{size: 16, role: Text})
	y += 16
	for _, p := range panels {
		y = f.panel(c, p, y)
	}
	return c.lines(f.Source, inner, y+12, label{size: 12, role: Quiet}) + fileMargin
}

// panel writes p below y and gives the new y.
func (f File) panel(c *canvas, p Panel, y float64) float64 {
	inner := f.width() - 2*fileMargin
	left, across := fileMargin, inner
	if f.Names > 0 {
		left, across = fileMargin+float64(f.Names)+nameGap, max(inner-float64(f.Names)-nameGap, narrow)
	}
	if p.Heading != "" {
		y = c.lines(p.Heading, inner, y+12, label{size: 16, weight: bold, role: Ink}) + 8
	}
	var drawn picture
	if p.Drawing != nil {
		drawn = p.Drawing.picture()
		defer drawn.done()
	}
	height := drawn.height
	if f.Names > 0 {
		height = f.name(c, p, drawn.height, y)
	}
	if p.Drawing != nil {
		c.panel(drawn, left, y, across, height)
	}
	y += height
	if p.Drawing != nil && f.Names == 0 {
		y += 12
	}
	for _, note := range drawn.notes {
		y = c.linesFrom(left, note, across, y, label{size: 13, role: Text})
	}
	return c.linesFrom(left, p.Text, across, y, label{size: 13, role: Text})
}

// panel places a drawing; one without a viewBox fills the height.
func (c *canvas) panel(p picture, x, y, width, height float64) {
	if p.viewW > 0 {
		y, height = y+(height-p.height)/2, p.height
	}
	c.raw(`<svg`)
	c.px("x", x)
	c.px("y", y)
	c.px("width", width)
	c.px("height", height)
	if p.viewW > 0 {
		c.raw(` viewBox="0 0 `)
		c.number(p.viewW)
		c.raw(` `)
		c.number(p.height)
		c.raw(`" preserveAspectRatio="xMinYMid meet"`)
	}
	c.raw(` overflow="visible">`)
	c.b = append(c.b, p.body...)
	c.raw(`</svg>`)
}

// name writes the name and the figure left of a drawing of that height, and
// gives the height that the row takes.
func (f File) name(c *canvas, p Panel, drawn, y float64) float64 {
	l := label{size: nameSize, role: Text}
	if p.Strong {
		l.weight, l.role = bold, Ink
	}
	room := float64(f.Names)
	figure := label{text: clean(p.Figure), size: 14, weight: bold, role: Ink, anchor: end, dx: fileMargin + room}
	if figure.text != "" {
		room -= measure(figure.text, figure.size, figure.weight)
	}
	if p.Band != nil {
		room -= 24
	}
	if p.Band != nil || figure.text != "" {
		room -= nameGap / 2
	}
	lines := wrap(p.Name, room, l.size, l.weight)
	height := max(drawn, float64(len(lines))*nameLine+laneHeight-nameLine)
	middle := height / 2
	l.dx = fileMargin
	l.y = y + 5 + max(middle-float64(len(lines)-1)*nameLine/2, laneMiddle)
	for _, line := range lines {
		l.text = line
		c.write(l)
		l.y += nameLine
	}
	if figure.text != "" {
		figure.y = y + middle + 5
		c.write(figure)
	}
	if p.Band != nil {
		c.raw(`<svg overflow="visible"`)
		c.px("x", fileMargin+room+nameGap/2+8)
		c.px("y", y+middle)
		c.raw(`>`)
		c.mark(*p.Band, 0, 0, "")
		c.raw(`</svg>`)
	}
	return height
}

// lines writes text over as many lines as it needs below y and gives the new y.
func (c *canvas) lines(text string, width, y float64, l label) float64 {
	return c.linesFrom(fileMargin, text, width, y, l)
}

func (c *canvas) linesFrom(left float64, text string, width, y float64, l label) float64 {
	l.dx = left
	for _, line := range wrap(text, width, l.size, l.weight) {
		y += float64(l.size * 1.5)
		l.text, l.y = line, y-float64(l.size*0.4)
		c.write(l)
	}
	return y
}
