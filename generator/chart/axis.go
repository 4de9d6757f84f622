package chart

import (
	"math"
	"strconv"
)

// Tick writes the figure of an axis tick with that many decimals.
type Tick func(value float64, decimals int) string

func (t Tick) text(value float64, decimals int) string {
	if t == nil {
		return strconv.FormatFloat(value, 'f', decimals, 64)
	}
	return clean(t(value, decimals))
}

// axis runs from lo to hi steps of mant × 10^exp; zero is always on it.
type axis struct {
	lo, hi int
	mant   int
	exp    int
}

// newAxis chooses round ends outside the values: the next round number beyond
// the largest, and zero or the next round number below the smallest.
func newAxis(values ...float64) axis {
	low, high := 0.0, 0.0
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if high-low < 1e-12 {
		high = low + 1
		if low < 0 {
			high = 0
		}
	}
	raw := max((high-low)/6, 1e-12)
	exp := int(math.Floor(math.Log10(raw)))
	for math.Pow10(exp+1) <= raw {
		exp++
	}
	a := axis{exp: exp}
	switch f := raw / math.Pow10(exp); {
	case f <= 1:
		a.mant = 1
	case f <= 2:
		a.mant = 2
	case f <= 5:
		a.mant = 5
	default:
		a.mant, a.exp = 1, exp+1
	}
	step := a.value(1)
	if high > 0 {
		a.hi = int(math.Floor(high/step)) + 1
	}
	if low < 0 {
		a.lo = -int(math.Floor(-low/step)) - 1
	}
	return a
}

func (a axis) value(i int) float64 {
	v := float64(i * a.mant)
	if a.exp < 0 {
		return v / math.Pow10(-a.exp)
	}
	return v * math.Pow10(a.exp)
}

func (a axis) decimals() int { return max(0, -a.exp) }

// share gives the place of v between the ends, from 0 to 1.
func (a axis) share(v float64) float64 {
	low, high := a.value(a.lo), a.value(a.hi)
	return min(max((v-low)/(high-low), 0), 1)
}

func (a axis) pct(v float64) float64 { return a.share(v) * 100 }

// strides are the steps between figures to try, the finest first.
var strides = [...]int{1, 2, 5, 10}

// figures gives the labels below an axis at y, as many as fit at any width.
func (a axis) figures(tick Tick, y float64) []label {
	for _, stride := range strides {
		var row placer
		var list []label
		ok := true
		for i := a.lo; i <= a.hi && ok; i++ {
			if i%stride != 0 {
				continue
			}
			v := a.value(i)
			l := label{text: tick.text(v, a.decimals()), p: a.pct(v), y: y, size: 13, role: Quiet, anchor: middle}
			switch i {
			case a.lo:
				l.anchor = start
			case a.hi:
				l.anchor = end
			}
			ok = row.putClear(l)
			list = append(list, l)
		}
		if ok {
			return list
		}
	}
	return nil
}

// below draws the axis with its ticks and figures; it takes 26 px.
func (c *canvas) below(a axis, tick Tick, y float64) {
	c.across(pen{role: Line, width: 1}, 0, 100, y)
	for i := a.lo; i <= a.hi; i++ {
		c.down(pen{role: Line, width: 1}, a.pct(a.value(i)), y, y+5)
	}
	for _, l := range a.figures(tick, y+20) {
		c.write(l)
	}
}
