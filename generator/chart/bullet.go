package chart

// RowBullet is the small chart of a table row, 26 px high: a bar for the
// actual, a tall line for the target, a triangle for the baseline, the pale zone
// where the bar's tip must end. It has a scale of its own from zero and is
// hidden from assistive technology, because its numbers stand in the row.
type RowBullet struct {
	Band     Band
	Baseline Mark
	Actual   Mark
	Goal     Goal
	Move     Move // Worse draws an arrow from the triangle to the tip
}

// Append appends the SVG; there are no words in it, so no notes.
func (r RowBullet) Append(dst []byte) ([]byte, []string) { return r.picture().svg(dst) }

const bulletHeight = 26

func (r RowBullet) picture() picture {
	const top, high, under = 6.0, 7.0, 16.0
	low, most := 0.0, 0.0
	for _, m := range [...]Mark{r.Baseline, r.Actual, r.Goal.From, r.Goal.To} {
		if m.known() {
			low, most = min(low, m.Value), max(most, m.Value)
		}
	}
	if most-low < 1e-12 {
		most = low + 1
	}
	// A little room beyond the largest, so that a zone to the right of it shows.
	low, most = low*1.09, most*1.09
	pct := func(v float64) float64 { return (v - low) / (most - low) * 100 }
	c := newCanvas()
	if r.Goal.known() {
		from, to := 0.0, 100.0
		if r.Goal.From.known() {
			from = pct(r.Goal.From.Value)
		}
		if r.Goal.To.known() {
			to = pct(r.Goal.To.Value)
		}
		c.bar(Zone, from, to, top-3, high+6, "")
	}
	c.down(pen{role: Line, width: 1}, pct(0), top-2, top+high+2)
	if r.Actual.known() {
		if r.Actual.Is == Measured {
			c.bar(r.Band.Role, pct(0), pct(r.Actual.Value), top, high, r.Actual.Text)
		} else {
			c.outline(Ground, pen{r.Band.Role, 1.5, "2.5 2", r.Actual.Text}, pct(0), pct(r.Actual.Value), top+0.75, high-1.5)
		}
	}
	for i, m := range [...]Mark{r.Goal.From, r.Goal.To} {
		if m.known() && (i == 0 || !r.Goal.From.known() || r.Goal.From.Value != m.Value) {
			c.down(pen{role: Ground, width: 5}, pct(m.Value), top, top+high)
			c.down(pen{Ink, 2, "", m.Text}, pct(m.Value), top-5, top+high+5)
		}
	}
	if r.Baseline.known() {
		x := pct(r.Baseline.Value)
		if r.Move == Worse && r.Actual.known() && pct(r.Actual.Value) != x {
			tip := pct(r.Actual.Value)
			c.across(pen{role: Behind, width: 1.5}, x, tip, under+5)
			c.head(Behind, tip, under+5, 3.5, tip > x)
		}
		c.hang(x, under)
		c.raw(`<path`)
		c.paint(Ground, Line)
		if r.Baseline.Is != Measured {
			c.raw(` stroke-dasharray="2.5 1.5"`)
		}
		c.raw(` stroke-width="1.5" d="M0 1 4.5 8.5h-9z"`)
		c.value(r.Baseline.Text)
		c.raw(`/>`)
		c.unhang()
	}
	return picture{kind: "ch-bullet", height: bulletHeight, body: c.b}
}
