package site

import (
	"html/template"
	"strconv"
	"strings"
	"sync"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// chartView is a chart on a page: the drawing, and the words that found no place in
// it.
type chartView struct {
	SVG   template.HTML
	Notes []string
}

// drawings are buffers for one drawing each.
var drawings = sync.Pool{New: func() any { b := make([]byte, 0, 8<<10); return &b }}

func draw(d chart.Drawing) chartView { return drawAfter("", d) }

// drawAfter is draw with something before the drawing.
func drawAfter(before string, d chart.Drawing) chartView {
	buf := drawings.Get().(*[]byte)
	defer drawings.Put(buf)
	svg, notes := chart.Append(append((*buf)[:0], before...), d)
	*buf = svg
	return chartView{SVG: template.HTML(svg), Notes: notes}
}

func (l *language) chartBand(id string) chart.Band { return chartBand(l.city, id) }

var moves = map[kpi.Against]chart.Move{kpi.NoComparison: chart.Unknown, kpi.Better: chart.Better, kpi.SameAs: chart.Same, kpi.Worse: chart.Worse,
	kpi.Nearer: chart.Better, kpi.Further: chart.Worse}

// mark places a figure; what has no number shows its words.
func (l *language) mark(f kpi.Figure) chart.Mark {
	if !f.IsNumber() {
		return chart.Missing(l.figure(f).Text)
	}
	m := chart.Number(f.Value.Float(), l.Number(f.Value.String()))
	if f.Planned {
		m.Is = chart.Planned
	}
	return m
}

func (l *language) actualMark(r *kpi.Row, f kpi.Figure) chart.Mark {
	m := l.mark(f)
	if r.Achievement.Band == kpi.Pending && m.Is == chart.Measured {
		m.Is = chart.Provisional
	}
	return m
}

// goal is where a value has to end.
func (l *language) goal(d kpi.Direction, target kpi.Figure) chart.Goal {
	bound := func(d *kpi.Decimal) chart.Mark {
		if d == nil {
			return chart.Mark{}
		}
		return chart.Number(d.Float(), l.Number(d.String()))
	}
	switch {
	case target.Kind == kpi.Range:
		return chart.Goal{From: bound(target.From), To: bound(target.To)}
	case target.Kind != kpi.Number:
		return chart.Goal{}
	}
	m := l.mark(target)
	switch d {
	case kpi.Neutral:
		return chart.Goal{}
	case kpi.Increase:
		return chart.Goal{From: m}
	case kpi.Decrease:
		return chart.Goal{To: m}
	}
	return chart.Goal{From: m, To: m}
}

func (l *language) tick(value float64, decimals int) string {
	return l.Number(strconv.FormatFloat(value, 'f', decimals, 64))
}

// tallyDrawing is a band's row of the tally.
func (l *language) tallyDrawing(bands []BandView, i int) chart.Tally {
	most := 0
	for _, b := range bands {
		most = max(most, b.count)
	}
	return chart.Tally{Band: l.chartBand(bands[i].ID), Count: bands[i].count, Text: bands[i].Count, Most: most}
}

func (l *language) axis() chart.Axis {
	n := func(s string) string { return l.Number(s) }
	return chart.Axis{Labels: [5]string{n("0"), n("50"), l.Say("list.target"), n("150"), n("200")}}
}

// groupLane is the lines of the picture beside the name of a group.
var groupLane = chart.Grid{Height: 34}

// listAxis is the scale of a list, and listGroup its lines beside a group's name.
func (l *language) listAxis() chartView  { return l.ofRates(l.axis()) }
func (l *language) listGroup() chartView { return l.ofRates(groupLane) }

// ofRates draws what shows rates, nothing where the city prints none.
func (l *language) ofRates(d chart.Drawing) chartView {
	if l.city.PrintsNoRate() {
		return chartView{}
	}
	return draw(d)
}

// lane is one row of a list. The numbers stand in the row, so the drawing is
// hidden from assistive technology.
func (l *language) lane(r *kpi.Row) chartView {
	if l.city.PrintsNoRate() {
		return chartView{}
	}
	lane := l.laneDrawing(r)
	// The lane fills its row, which may be higher; the strut makes the row high
	// enough, for no style may stand in the page.
	return drawAfter(`<svg class="strut" width="1" height="`+itoa(lane.Height())+`" aria-hidden="true"></svg>`, lane)
}

func (l *language) laneDrawing(r *kpi.Row) chart.Lane {
	lane := chart.Lane{Band: l.chartBand(r.Band), Worse: r.Against == kpi.Worse, Unlike: r.Comparability.Limited()}
	if r.Exact != nil {
		at, _ := r.Exact.Float64()
		lane.Actual = chart.Number(at, l.Plain(r.Shown()))
		if r.Band == kpi.Pending {
			lane.Actual.Is = chart.Provisional
		}
	}
	if r.Start != nil {
		at, _ := r.Start.Float64()
		lane.Baseline = chart.Number(at, l.start(r))
		if r.Baseline.Planned {
			lane.Baseline.Is = chart.Planned
		}
	} else if r.Against == kpi.SameAs && r.Exact != nil {
		lane.Baseline = lane.Actual // qualitative, and nothing moved
	}
	l.gutters(&lane, r)
	return lane
}

// gutters says what stands beyond an end of the scale: the actual, else the
// baseline.
func (l *language) gutters(lane *chart.Lane, r *kpi.Row) {
	if r.Start != nil && lane.Baseline.Value > 200 {
		lane.High = l.Say("list.began", "start", l.start(r))
	}
	if r.Start != nil && lane.Baseline.Value < 0 {
		lane.Low = l.Say("list.began", "start", l.start(r))
	}
	switch {
	case r.Exact == nil:
	case lane.Actual.Value > 200 && r.By == kpi.ActualByTarget:
		lane.High = l.Say("list.times", "times", l.Number(kpi.Round(ratio100(r), 1)))
	case lane.Actual.Value > 200:
		lane.High = lane.Actual.Text
	case lane.Actual.Value < 0:
		lane.Low = lane.Actual.Text
	}
}

// start is the baseline put through the same rule, in words.
func (l *language) start(r *kpi.Row) string {
	return l.Plain(trimZero(r.StartShows))
}

// subject is what one pair of bars is about: a whole indicator or one part.
type subject struct {
	name                     string
	direction                kpi.Direction
	unit                     lang.Text
	baseline, target, actual kpi.Figure
	final                    *kpi.FinalTarget
	achievement              *kpi.Achievement
}

func (l *language) whole(r *kpi.Row) subject {
	s := subject{l.words(r.Indicator.Name), r.Indicator.Direction, r.Indicator.Unit, r.Baseline, r.Target, l.counted(r), r.Indicator.Final, &r.Achievement}
	if r.Form == kpi.FormTotal {
		s.target, s.final = r.InForce(), nil
	}
	if r.Indicator.NotJudged {
		s.direction = kpi.Neutral // no zone in which a target is met
	}
	return s
}

// bars compares baseline and actual with the target's range behind them.
func (l *language) bars(r *kpi.Row, s subject) chart.Bars {
	target := l.figure(s.target).Text
	if due := l.due(r); due.Text != "" {
		target = due.Text
	}
	b := chart.Bars{
		Frame: chart.Frame{Title: l.Say("bars.title", "name", s.name, "baseline", l.figure(s.baseline).Text, "target", target, "actual", l.figure(s.actual).Text),
			Desc: l.finding(r).Line(l.Say("sentence.separator"))},
		Band: l.chartBand(r.Band), Baseline: l.mark(s.baseline), Actual: l.actualMark(r, s.actual), Goal: l.goal(s.direction, s.target),
		Move: moves[s.achievement.Against], Tick: l.tick,
		Words: chart.BarsWords{Baseline: l.Say("bars.baseline"), Actual: l.Say("bars.actual"), Zone: l.Say("bars.zone")},
	}
	switch {
	case r.Baseless():
		b.Baseline, b.Words.Baseline, b.Words.Actual = chart.Mark{}, "", l.Say("figure.actual")
		b.Title = l.Say("bars.title_baseless", "name", s.name, "target", target, "actual", l.figure(s.actual).Text)
	case s.baseline.Planned:
		b.Words.Baseline = l.Say("bars.baseline_planned")
	}
	if r.Form == kpi.FormTotal && !r.Baseless() { // one year's baseline is no beginning of a sum
		b.Baseline = chart.Missing(l.figure(s.baseline).Text)
	}
	switch {
	case r.Form != kpi.FormTotal:
	case !r.Sum.Known(): // the year's own value is not held against the years' target
		b.Words.Actual = l.Say("bars.this_year")
	default:
		b.Words.Actual = l.Say("figure.so_far")
	}
	if !s.target.Missing() {
		b.Words.Goal = l.Say("bars.goal", "target", l.figure(s.target).Text)
	}
	switch {
	case r.Comparability.Limited(): // no arrow, no size, and no part that is drawn as lost
		b.Unlike, b.Words.Change = true, flagSigns[kpi.FlagNotComparable]+" "+l.Say("lens.none")
	case s.achievement.Change != nil:
		places := max(s.actual.Value.Places(), s.baseline.Value.Places())
		b.Words.Change = l.Say("bars.change", "change", l.Signed(kpi.Round(s.achievement.Change, places)))
	}
	if s.direction == kpi.Neutral { // what was planned is a line, and nothing is met beyond it
		b.Words.Zone = ""
		if s.target.IsNumber() {
			b.Final, b.Words.Final = l.mark(s.target), b.Words.Goal
		}
	}
	if s.final != nil && s.final.Target.IsNumber() {
		b.Final = l.mark(s.final.Target)
		b.Words.Final = l.Say("bars.final", "target", l.figure(s.final.Target).Text, "year", l.year(s.final.Year))
	}
	return b
}

// measures reports whether a row has any length to draw: a baseline, an actual or a
// target, the final one included.
func measures(r *kpi.Row) bool {
	for _, f := range []kpi.Figure{r.Baseline, r.Actual, r.InForce()} {
		if f.IsNumber() || f.Kind == kpi.Range {
			return true
		}
	}
	return false
}

// viewCharts draws what an indicator's page shows, and keeps it for the files.
func (l *language) viewCharts(v *IndicatorView, row *kpi.Row, rec *kpi.Record) {
	kept, shown := l.keeper(v), l.shown()
	switch files := kept.v != nil; row.Indicator.Measured {
	case kpi.ByRank: // a place in an order has no length
	case kpi.ByNumber:
		if !shown.chart || !measures(row) {
			break // no axis with nothing on it
		}
		b := l.bars(row, l.whole(row))
		v.Chart = kept.draw(chartMain, b.Title, chart.Panel{Drawing: b})
	case kpi.ByParts:
		if files {
			kept.draw(chartMain, "", chart.Panel{Drawing: l.targetLens(v, row)})
		}
		for i := range v.Parts {
			if !shown.chart {
				break
			}
			v.Parts[i].Chart = kept.draw(chartMain, "", chart.Panel{Heading: v.Parts[i].Name.Text, Drawing: l.bars(row, l.part(row, rec.Parts[i], i))})
		}
	default:
		if files {
			kept.draw(chartMain, "", chart.Panel{Drawing: l.targetLens(v, row)})
		}
	}
	if shown.lensCharts {
		l.lensCharts(v, row, kept)
	}
	if len(rec.Actions) > 0 && shown.timeline {
		t := l.timeline(v, row, rec)
		v.Timeline = kept.draw(chartTimeline, t.Title, chart.Panel{Drawing: t})
		for i, a := range v.Actions {
			kept.add(chartTimeline, chart.Panel{Text: t.Periods[i].Number + " " + a.Text.Text})
		}
	}
}

// lensCharts draws the pictures of the lenses.
func (l *language) lensCharts(v *IndicatorView, row *kpi.Row, kept keeper) {
	for i, d := range []chart.Drawing{l.targetLens(v, row), l.baselineLens(v, row), l.shareLens(v, row)} {
		if i == 0 && l.rateless(row) || i == 1 && row.Indicator.Measured == kpi.ByRank {
			d = nil
		}
		lens := &v.Lenses[i]
		if v.Lensless || lens.Empty && lens.How == "" {
			continue
		}
		if lens.Empty && row.Comparability.Limited() {
			d = nil
		}
		lens.Chart = kept.draw(chartLenses, l.Say("lens.heading"), chart.Panel{Heading: strings.TrimSpace(lens.Title+" "+lens.Value) + " " + lens.Outcome, Drawing: d, Text: lens.How})
	}
}

func (l *language) part(r *kpi.Row, p kpi.PartRecord, i int) subject {
	return subject{l.words(p.Part.Name), p.Part.Direction, p.Part.Unit, p.Baseline, p.Target, p.Actual, nil, &r.Achievement.Parts[i]}
}

// said is what a drawing of the lens says.
func (l *Lens) said() chart.Frame {
	return chart.Frame{Title: l.Title + " " + l.Value + " " + l.Outcome, Desc: l.How}
}

func (l *language) targetLens(v *IndicatorView, r *kpi.Row) chart.OfWhole {
	lens := chart.OfWhole{Frame: v.Lenses[0].said(), Band: l.chartBand(r.Band), Rate: chart.Missing(l.Say("figure.no_rate")),
		Whole: chart.Number(100, l.Say("list.target")), Zero: l.Number("0")}
	if r.Exact != nil {
		at, _ := r.Exact.Float64()
		lens.Rate = chart.Number(at, l.Plain(r.Shown()))
	} else if r.Published != "" {
		lens.Rate = chart.Missing(v.Lenses[0].Value)
	}
	return lens
}

// baselineLens is nil where there is nothing to compare.
func (l *language) baselineLens(v *IndicatorView, r *kpi.Row) chart.Drawing {
	if r.Change == nil {
		return nil
	}
	return chart.FromBaseline{Frame: v.Lenses[1].said(),
		Band: l.chartBand(r.Band), Baseline: l.mark(r.Baseline), Actual: l.actualMark(r, r.Actual), Move: moves[r.Against], Tick: l.tick}
}

// shareLens is nil where the share is undefined.
func (l *language) shareLens(v *IndicatorView, r *kpi.Row) chart.Drawing {
	if r.Share == nil {
		return nil
	}
	at, _ := r.Share.Float64()
	return chart.OfWhole{Frame: v.Lenses[2].said(), Band: l.chartBand(r.Band), Rate: chart.Number(at, l.Plain(r.ShareShown())),
		Whole: chart.Number(100, l.Say("lens.plan")), Zero: l.Number("0"), Planned: true}
}
