package chart

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// dice makes charts out of bytes, so that the fuzzers and the fixed sequence of
// TestRandom draw from the same stock.
type dice struct {
	data []byte
	next int
}

func (d *dice) byte() byte {
	if d.next >= len(d.data) {
		return 0
	}
	d.next++
	return d.data[d.next-1]
}

func (d *dice) below(n int) int { return int(d.byte()) % n }

var stock = []string{
	"", "0", "57", "2,278人", "−320", "1,647", "63.2", "目標値 36", "基準値（はじめ）", "実績値（おわり）", "目標の範囲", "未確定", "計画 −5",
	"Target range", "Worse than the baseline", "Achieved WWWWWW", "12", "Sep", "令和6年度（2024年4月〜2025年3月）",
	"とても長い言葉がここに入ることもあり、幅の狭い画面ではおさまりません", "<&\"'>", "\x00\u202eabc  d\n", "ﾊﾝｶｸ", "Ünïcode ÆŒ", "🗾 map",
	"an English sentence that is far too long for a phone of three hundred pixels",
}

func (d *dice) word() string { return stock[d.below(len(stock))] }

var odd = []float64{0, 1, -1, 36, 41, 57, 100, 200, 201, 300, 1647, 2831, 6420, -30, 0.001, -0.5, 99.999999, 1e15, -1e15, 1e-9, 1e300, math.MaxFloat64}

func (d *dice) value() float64 {
	switch d.below(6) {
	case 0:
		return odd[d.below(len(odd))]
	case 1:
		b := make([]byte, 8)
		for i := range b {
			b[i] = d.byte()
		}
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	case 2:
		return float64(d.below(256)*d.below(256)) / 7
	}
	return float64(d.below(256)) - 20
}

func (d *dice) mark() Mark { return Mark{d.value(), d.word(), State(d.below(4))} }

func (d *dice) band() Band {
	roles := []Role{Met, Near, Behind, Line}
	return Band{Shape(d.below(6)), roles[d.below(len(roles))]}
}

func (d *dice) goal() Goal {
	g := Goal{From: d.mark(), To: d.mark()}
	switch d.below(4) {
	case 0:
		g.To = Mark{}
	case 1:
		g.From = Mark{}
	case 2:
		g.To = g.From
	}
	return g
}

func (d *dice) frame() Frame { return Frame{d.word(), d.word()} }

func (d *dice) bars() Bars {
	return Bars{
		Frame: d.frame(), Band: d.band(), Baseline: d.mark(), Actual: d.mark(), Goal: d.goal(), Final: d.mark(), Move: Move(d.below(4)),
		Words: BarsWords{d.word(), d.word(), d.word(), d.word(), d.word(), d.word()},
	}
}

func (d *dice) lane() Lane {
	l := Lane{
		Band: d.band(), Baseline: d.mark(), Actual: d.mark(),
		Worse: d.below(2) == 0, Unlike: d.below(3) == 0,
	}
	if d.below(8) == 0 {
		l.Baseline.Value = l.Actual.Value
	}
	return l
}

func (d *dice) timeline() Timeline {
	t := Timeline{Frame: d.frame(), Band: d.band(), Words: TimelineWords{d.word(), d.word()}}
	before := d.below(8)
	for i := range 1 + d.below(40) {
		m := Month{Label: stock[d.below(3)], Before: i < before}
		if d.below(5) == 0 {
			m.Label, m.Year = d.word(), d.word()
		}
		t.Months = append(t.Months, m)
	}
	for range d.below(6) {
		t.Periods = append(t.Periods, Period{d.below(50) - 5, d.below(50) - 5, Open(d.below(3)), d.word(), d.word()})
	}
	for range d.below(5) {
		t.Baseline = append(t.Baseline, d.below(len(t.Months)))
		t.Actual = append(t.Actual, d.below(len(t.Months)))
	}
	return t
}

func (d *dice) trend() Trend {
	t := Trend{Frame: d.frame(), Baseline: d.mark(), Words: TrendWords{d.word(), d.word()}}
	for range 1 + d.below(25) {
		y := TrendYear{Label: d.word(), Band: d.band(), Actual: d.mark(), Target: d.mark(), Upper: d.mark()}
		if d.below(5) == 0 {
			y.Break = d.word()
		}
		t.Years = append(t.Years, y)
	}
	return t
}

func (d *dice) small() []Drawing {
	return []Drawing{
		Tally{d.band(), d.below(250) - 3, d.word(), d.below(250)},
		OfWhole{d.frame(), d.band(), d.mark(), d.mark(), d.word(), false},
		FromBaseline{d.frame(), d.band(), d.mark(), d.mark(), Move(d.below(4)), nil},
		OfWhole{d.frame(), d.band(), d.mark(), d.mark(), d.word(), true},
		Axis{[5]string{d.word(), d.word(), d.word(), d.word(), d.word()}},
		Grid{d.below(99) - 5},
	}
}

// TestRandom draws thousands of charts from a fixed sequence.
func TestRandom(t *testing.T) {
	source := rand.New(rand.NewPCG(6, 2024))
	rounds := 300
	if testing.Short() {
		rounds = 40
	}
	for range rounds {
		data := make([]byte, 700)
		for i := range data {
			data[i] = byte(source.Uint32())
		}
		d := &dice{data: data}
		checkDrawing(t, d.bars())
		checkDrawing(t, d.lane())
		checkDrawing(t, d.timeline())
		checkDrawing(t, d.trend())
		for _, s := range d.small() {
			checkDrawing(t, s)
		}
	}
}

func seed(f *testing.F) {
	source := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		data := make([]byte, 300)
		for i := range data {
			data[i] = byte(source.Uint32())
		}
		f.Add(data)
	}
}

func FuzzBars(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkDrawing(t, (&dice{data: data}).bars()) })
}

func FuzzJourney(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkDrawing(t, (&dice{data: data}).lane()) })
}

func FuzzTimeline(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkDrawing(t, (&dice{data: data}).timeline()) })
}

func FuzzTrend(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkDrawing(t, (&dice{data: data}).trend()) })
}

func FuzzLenses(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range (&dice{data: data}).small() {
			checkDrawing(t, s)
		}
	})
}

// FuzzLabel holds that no text, whatever it is, breaks the document.
func FuzzLabel(f *testing.F) {
	f.Add("目標値 36", 40.0)
	f.Add("<svg onload=x>&\x00", math.Inf(1))
	f.Fuzz(func(t *testing.T, text string, v float64) {
		checkDrawing(t, Bars{
			Frame: Frame{text, text}, Baseline: Number(v, text), Actual: Number(v/2, text), Goal: Goal{From: Number(30, text)},
			Words: BarsWords{text, text, text, text, text, text},
		})
	})
}
