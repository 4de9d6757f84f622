package site

import (
	"strings"

	"maps"
	"slices"

	"tassei/generator/chart"
	"tassei/generator/kpi"
)

// trend is the line of years of an indicator, and its drawings: the pages of
// all years show the same line, under words of their own.
type trend struct {
	rows  []*kpi.Row
	drawn map[trendKey]*chart.Prepared
}

// trendKey is what the drawings of a line differ in.
type trendKey struct {
	tag      string
	baseline chart.Mark
}

// trendsOf finds the line of years that each row belongs to. A line goes along
// with a crosswalk to a new id, and ends where the data says that the same id
// is another indicator from now on.
func (s *Site) trendsOf(sheet Sheet, years []drawnYear) map[*kpi.Row]*trend {
	of := map[*kpi.Row]*trend{}
	open := map[kpi.ID]*trend{}
	for i := range years {
		for j := range years[i].rows {
			row := &years[i].rows[j]
			id := row.Indicator.ID
			line := open[id]
			switch {
			case row.Formerly != "":
				if line = open[row.Formerly]; line == nil {
					line = s.formerLine(sheet.Years[i].Records[j])
				}
			case row.Continues == kpi.Other:
				line = nil
			}
			if line == nil {
				line = &trend{drawn: map[trendKey]*chart.Prepared{}}
			}
			line.rows = append(line.rows, row)
			open[id], of[row] = line, line
		}
	}
	return of
}

// formerLine begins a line with the records that an indicator had on another sheet.
func (s *Site) formerLine(now *kpi.Record) *trend {
	line := &trend{drawn: map[trendKey]*chart.Prepared{}}
	for rec := now.Before; rec != nil; rec = rec.Before {
		if s.in.Active(rec.Indicator, rec.Year) {
			was := kpi.NewRow(rec, kpi.Achieve(s.in.City, rec))
			line.rows = append(line.rows, &was)
		}
	}
	slices.Reverse(line.rows)
	return line
}

// earlierYear is a year from before the first record, of which only the actual is
// known.
type earlierYear struct {
	year   kpi.Year
	actual kpi.Figure
}

// earlier are the years that the plan gives from before the first record.
func (t *trend) earlier() []earlierYear {
	history := t.rows[len(t.rows)-1].Indicator.History
	var list []earlierYear
	for _, y := range slices.Sorted(maps.Keys(history)) {
		if y < t.rows[0].Year {
			list = append(list, earlierYear{y, history[y]})
		}
	}
	return list
}

// viewTrend shows the years of an indicator where there is more than one.
func (l *language) viewTrend(v *IndicatorView, from string, row *kpi.Row, trend *trend) {
	earlier := trend.earlier()
	if len(trend.rows)+len(earlier) < 2 || !l.shown().years {
		return
	}
	v.TrendBaseless = !slices.ContainsFunc(trend.rows, func(r *kpi.Row) bool { return !r.Baseless() })
	v.TrendRateless = !slices.ContainsFunc(trend.rows, func(r *kpi.Row) bool { return !l.rateless(r) }) // a column of the table, whatever the page's own year has
	v.TrendRows = make([]TrendRow, 0, len(earlier)+len(trend.rows))
	for _, e := range earlier {
		v.TrendRows = append(v.TrendRows, TrendRow{Year: Link{Text: l.year(e.year)}, Actual: l.placed(row, e.actual), Rateless: v.TrendRateless, Earlier: true})
	}
	for _, r := range trend.rows {
		t := TrendRow{
			Year:     Link{Href: l.to(from, r.Year.String()+"/"+string(r.Indicator.ID)+".html"), Text: l.year(r.Year), Current: r.Year == row.Year},
			Baseline: l.placed(r, r.Baseline), Target: l.placed(r, r.Target), Actual: l.withSum(r),
			Shown: l.Plain(r.Shown()), Rateless: v.TrendRateless, Band: l.bandOf(r),
		}
		if due := l.due(r); due.Text != "" {
			t.Target, t.Due = l.placed(r, r.Indicator.Final.Target), strings.TrimSpace(l.Say("figure.due_unit", "unit", "", "year", l.year(r.Indicator.Final.Year)))
		}
		if l.dated(r) {
			t.AsOf = l.asOf(r.Actual.AsOf)
		}
		if r.Indicator.Measured == kpi.ByParts {
			t.Baseline, t.Target = l.byParts(r, "baseline"), l.byParts(r, "target")
		}
		if r.Comparability.Limited() {
			t.Note = l.Say("comparability." + string(r.Comparability.State))
		}
		if !r.Indicator.Name.Equal(row.Indicator.Name) {
			t.Name = l.phrase(r.Indicator.Name)
		}
		v.Years = append(v.Years, t.Year)
		v.TrendRows = append(v.TrendRows, t)
	}
	if !l.shown().trend {
		return
	}
	if drawing := l.trendDrawing(row, trend); drawing != nil {
		v.Trend = l.keeper(v).draw(chartTrend, drawing.Title(), chart.Panel{Drawing: drawing})
	}
}

// dated reports whether the actual was taken before the year began in whose report it stands, as emissions are that take
// two years to count. A line of years would let it be read as the year's own.
func (l *language) dated(r *kpi.Row) bool {
	if r.Actual.Missing() || r.Actual.AsOf.Text.IsZero() {
		return false
	}
	first := l.city.Calendar.First(r.Year)
	if months := r.Actual.AsOf.Months; len(months) > 0 {
		return months[len(months)-1].Index() < first.Index()
	}
	year := r.Actual.AsOf.Normal.Year // R3, be it a calendar or a fiscal year
	return year != 0 && year < first.Year
}

// trendDrawing is nil where no year has a number.
func (l *language) trendDrawing(row *kpi.Row, trend *trend) *chart.Prepared {
	key := trendKey{tag: l.Tag}
	if row.Baseline.IsNumber() && row.Form != kpi.FormTotal { // what the sum is held against is none of a year
		key.baseline = l.mark(row.Baseline)
	}
	drawn, ok := trend.drawn[key]
	if !ok {
		drawn = l.drawTrend(trend.rows, trend.earlier(), key.baseline)
		trend.drawn[key] = drawn
	}
	if drawn == nil {
		return nil
	}
	return drawn.Named(chart.Frame{Title: l.Say("trend.title", "name", l.words(row.Indicator.Name)), Desc: l.finding(row).Line(l.Say("sentence.separator"))})
}

// drawTrend draws a line of years, nil where there is no number in it.
func (l *language) drawTrend(rows []*kpi.Row, earlier []earlierYear, baseline chart.Mark) *chart.Prepared {
	t := chart.Trend{Tick: l.tick, Words: chart.TrendWords{Target: l.Say("figure.target")}}
	numbers := 0
	if rows[0].Indicator.Measured == kpi.ByRank {
		return nil // a line that rises would say that the place became worse
	}
	for _, e := range earlier {
		y := chart.TrendYear{Label: l.tinyYear(e.year), Band: chart.BandUnjudged, Actual: l.mark(e.actual)}
		if y.Actual.Is != chart.Absent {
			numbers++
		}
		t.Years = append(t.Years, y)
	}
	for i, r := range rows {
		y := chart.TrendYear{Label: l.tinyYear(r.Year), Band: l.chartBand(r.Band), Actual: l.actualMark(r, r.Actual)}
		switch {
		case r.Form == kpi.FormTotal: // the target of all years is none of one
		case r.Target.Kind == kpi.Number:
			if y.Target = l.mark(r.Target); r.Target.Strict != kpi.NotStrict {
				y.Target.Text = l.figure(r.Target).Text
			}
		case r.Target.Kind == kpi.Range:
			goal := l.goal(r.Indicator.Direction, r.Target)
			goal.From.Text, goal.To.Text = l.figure(r.Target).Text, l.figure(r.Target).Text
			y.Target, y.Upper = goal.From, goal.To
		}
		if y.Actual.Is != chart.Absent {
			numbers++
		}
		if i > 0 && r.Comparability.State == kpi.MethodChanged {
			y.Break = l.Say("trend.break")
		}
		t.Years = append(t.Years, y)
	}
	if numbers == 0 {
		return nil
	}
	if baseline.Is != chart.Absent {
		t.Baseline = baseline
		t.Words.Baseline = l.Say("trend.baseline", "baseline", baseline.Text)
	}
	return chart.Prepare(t)
}
