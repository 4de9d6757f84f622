package site

import (
	"slices"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// before is how many months before the fiscal year a timeline goes back for
// actions and measurements; what began earlier enters from the edge.
const before = 3

func (l *language) timeline(v *IndicatorView, row *kpi.Row, rec *kpi.Record) chart.Timeline {
	april, march := l.city.Calendar.First(row.Year).Index(), l.city.Calendar.Last(row.Year).Index()
	first, last := april, march
	reach := func(m lang.Month) {
		if !m.IsZero() && m.Index() >= april-before {
			first = min(first, m.Index())
		}
		if !m.IsZero() && m.Index() <= march+before {
			last = max(last, m.Index())
		}
	}
	for _, a := range rec.Actions {
		reach(a.Period.Start)
		reach(a.Period.End)
	}
	baseline, actual := measured(rec.Baseline), measured(rec.Actual)
	for _, m := range slices.Concat(baseline, actual) {
		reach(m)
	}
	t := chart.Timeline{
		Frame: chart.Frame{Title: l.Say("timeline.title", "name", v.Name.Text), Desc: l.Count("timeline.desc", len(rec.Actions), "year", l.fullYear(row.Year))},
		Band:  l.chartBand(row.Band), Words: chart.TimelineWords{Baseline: l.Say("timeline.baseline"), Actual: l.Say("timeline.actual")},
	}
	for i := first; i <= last; i++ {
		m := lang.MonthAt(i)
		month := chart.Month{Label: l.Say("timeline.month", "month", l.Number(itoa(m.Month)), "month_name", l.MonthName(m.Month)), Before: i < april}
		if i == first || m.Month == 1 {
			month.Year = l.Say("format.year", "year", itoa(m.Year))
		}
		t.Months = append(t.Months, month)
	}
	for i, a := range rec.Actions {
		t.Periods = append(t.Periods, l.timelinePeriod(i, a, first, last))
	}
	t.Baseline, t.Actual = columns(baseline, first, last), columns(actual, first, last)
	return t
}

// timelinePeriod is an action's bar; one whose words name no months, or only
// months that the picture does not reach, has none and says why.
func (l *language) timelinePeriod(i int, a kpi.Action, first, last int) chart.Period {
	p := chart.Period{Number: l.Say("timeline.number", "n", l.Number(itoa(i+1))), Text: l.printedPeriod(a.Printed, a.Said, a.Period).Text}
	from, to := a.Period.Start, a.Period.End
	switch {
	case a.Printed == "":
		p.Open, p.Text = chart.Nowhere, l.Say("timeline.unstated")
	case from.IsZero() && to.IsZero() && l.Tag != l.first && !a.Said.Has(l.Tag):
		p.Open, p.Text = chart.Nowhere, l.Say("timeline.worded_elsewhere")
	case from.IsZero() && to.IsZero():
		p.Open, p.Text = chart.Nowhere, l.Say("timeline.worded", "text", p.Text)
	case !from.IsZero() && from.Index() > last, !to.IsZero() && to.Index() < first:
		p.Open, p.Text = chart.Nowhere, l.Say("timeline.outside", "text", p.Text)
	case from.IsZero():
		p.Open, p.To = chart.NoStart, to.Index()-first
	case to.IsZero():
		p.Open, p.From = chart.NoFinish, from.Index()-first
	default:
		p.From, p.To = from.Index()-first, to.Index()-first
	}
	return p
}

// measured lists the months of a measurement; a whole fiscal year or a span is
// no moment on the timeline.
func measured(f kpi.Figure) []lang.Month {
	if f.Missing() || f.AsOf.Span || f.AsOf.Normal.FiscalYear != 0 || f.AsOf.Normal.Year != 0 || !f.AsOf.Normal.IsZero() && f.AsOf.Normal.Start != f.AsOf.Normal.End {
		return nil
	}
	return f.AsOf.Months
}

func columns(months []lang.Month, first, last int) []int {
	var at []int
	for _, m := range months {
		if i := m.Index(); i >= first && i <= last {
			at = append(at, i-first)
		}
	}
	return at
}
