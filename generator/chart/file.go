package chart

// File makes a drawing a file of its own: it has a size, a font, a white ground,
// its title and its source in words, and needs no style sheet.
type File struct {
	Lang   string // of the words, as a language tag
	Title  string // what is measured
	Lead   string // the finding; empty for none
	Source string // where the numbers come from
	Width  int    // px; 0 is 720, and anything under 336 is 336
}

const (
	fileMargin = 24.0
	fileFont   = `'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans','Yu Gothic UI',Meiryo,'Segoe UI',Helvetica,Arial,sans-serif`
)

// Append appends the whole SVG document. The drawing's notes stand below it.
func (f File) Append(dst []byte, d Drawing) []byte {
	p := d.picture()
	width := 720.0
	if f.Width != 0 {
		width = float64(max(f.Width, int(narrow+2*fileMargin)))
	}
	inner := width - 2*fileMargin

	var body canvas
	y := fileMargin
	y = body.lines(f.Title, inner, y, label{size: 20, weight: bold, role: Ink})
	y = body.lines(f.Lead, inner, y, label{size: 16, role: Text})
	y += 16
	body.raw(`<svg`)
	body.px("x", fileMargin)
	body.px("y", y)
	body.px("width", inner)
	body.px("height", p.height)
	if p.viewW > 0 {
		body.raw(` viewBox="0 0 `)
		body.number(p.viewW)
		body.raw(` `)
		body.number(p.height)
		body.raw(`" preserveAspectRatio="xMinYMid meet"`)
	}
	body.raw(` overflow="visible">`)
	body.b = append(body.b, p.body...)
	p.done()
	body.raw(`</svg>`)
	y += p.height + 12
	for _, note := range p.notes {
		y = body.lines(note, inner, y, label{size: 13, role: Text})
	}
	y = body.lines(f.Source, inner, y, label{size: 12, role: Quiet})
	y += fileMargin

	frame := p.frame
	if frame.Title == "" {
		frame.Title = f.Title
	}
	c := canvas{b: dst}
	c.raw(`<svg xmlns="http://www.w3.org/2000/svg"`)
	if f.Lang != "" {
		c.raw(` xml:lang="`)
		c.text(f.Lang)
		c.raw(`"`)
	}
	c.raw(` class="ch `, p.kind, `"`)
	c.px("width", width)
	c.px("height", y)
	c.raw(` font-family="`, fileFont, `" font-size="13" letter-spacing="0"`)
	c.name(frame)
	c.raw(`<rect`)
	c.paint(Ground, None)
	c.raw(` width="100%" height="100%"/>`)
	c.b = append(c.b, body.b...)
	c.raw("</svg>\n")
	return c.b
}

// lines writes text over as many lines as it needs below y and gives the new y.
func (c *canvas) lines(text string, width, y float64, l label) float64 {
	l.dx = fileMargin
	for _, line := range wrap(text, width, l.size, l.weight) {
		y += float64(l.size * 1.5)
		l.text, l.y = line, y-float64(l.size*0.4)
		c.write(l)
	}
	return y
}
