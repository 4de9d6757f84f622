package chart

// Scale is what the strips of one list share: from the lowest to the highest of
// their values, with zero on it.
type Scale struct{ Low, High float64 }

// ScaleOf is the scale of a list of values.
func ScaleOf(values ...float64) Scale {
	var s Scale
	for _, v := range values {
		s.Low, s.High = min(s.Low, v), max(s.High, v)
	}
	return s
}

// place is where a value lies, in per cent of the width.
func (s Scale) place(v float64) float64 {
	if s.High <= s.Low {
		return 0
	}
	return (v - s.Low) / (s.High - s.Low) * 100
}

// Strip is a small bar from zero, one of a list on one scale; its number stands
// beside it as text.
type Strip struct {
	Scale Scale
	Value float64
	Text  string // the value as readers see it
}

const stripHeight = 14

func (s Strip) picture() picture {
	c := newCanvas()
	zero := s.Scale.place(0)
	c.bar(Bar, zero, s.Scale.place(s.Value), 2, stripHeight-4, s.Text)
	c.down(pen{role: Rule, width: 1}, zero, 0, stripHeight)
	return picture{kind: "ch-strip", height: stripHeight, body: c.b}
}
