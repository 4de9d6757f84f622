package chart

// Tally draws one mark for each indicator of a band. All bands of a tally share
// one unit: give every one the same Most, the largest count. Over 40 the marks
// stand in rows of 20, over 200 there is a bar from zero instead.
type Tally struct {
	Band  Band
	Count int    // negative counts as 0
	Text  string // the count as readers see it
	Most  int
}

const (
	tallyUnit    = 18
	tallyRow     = 20
	tallyOneLine = 40
	tallyMarks   = 200
)

func (t Tally) picture() picture {
	count, most := max(t.Count, 0), max(t.Most, t.Count, 1)
	c := newCanvas()
	if most > tallyMarks {
		share := float64(count) / float64(most) * 100
		if t.Band.Shape == Ring {
			c.outline(Ground, pen{t.Band.Role, 2, "2.5 2", t.Text}, 0, share, 3, 12)
		} else {
			c.bar(t.Band.Role, 0, share, 2, 14, t.Text)
		}
		return picture{kind: "ch-tally", height: tallyUnit, body: c.b}
	}
	columns := most
	if most > tallyOneLine {
		columns = tallyRow
	}
	rows := max((count+columns-1)/columns, 1)
	c.raw(`<g`)
	c.value(t.Text)
	c.raw(`>`)
	for i := range count {
		c.raw(`<path`)
		c.inked(t.Band)
		c.raw(` transform="translate(`)
		c.number(float64(i%columns*tallyUnit + tallyUnit/2))
		c.raw(` `)
		c.number(float64(i/columns*tallyUnit + tallyUnit/2))
		c.raw(`)" d="`, shapePaths[t.Band.Shape], `"/>`)
	}
	c.raw(`</g>`)
	return picture{
		kind: "ch-tally", body: c.b,
		height: float64(rows * tallyUnit), viewW: float64(columns * tallyUnit),
	}
}
