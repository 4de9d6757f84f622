package chart

import "bytes"

// Prepared is a drawing that is drawn once and written more than once: on a
// page and as a file, or on several pages under other words.
type Prepared struct{ drawn picture }

// Prepare draws d.
func Prepare(d Drawing) *Prepared {
	p := d.picture()
	kept := p
	kept.body, kept.kept = bytes.Clone(p.body), true
	p.done()
	return &Prepared{kept}
}

// Named is the same drawing with another title and description.
func (p *Prepared) Named(f Frame) *Prepared {
	drawn := p.drawn
	drawn.frame = f
	return &Prepared{drawn}
}

// Title is the drawing's accessible name.
func (p *Prepared) Title() string { return p.drawn.frame.Title }

func (p *Prepared) picture() picture { return p.drawn }
