package site

import (
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// dataDate is the latest date among actual figures; the zero one says that none is stated.
type dataDate struct {
	Month   lang.Month // month 0: a year alone, of which the months are not known
	InWords bool       // a date is stated, and what its words mean is not known
}

// with is the later of it and the dates of the actuals that there are.
func (d dataDate) with(rec *kpi.Record) dataDate {
	d = d.withFigure(rec.Actual)
	for _, p := range rec.Parts {
		d = d.withFigure(p.Actual)
	}
	return d
}

func (d dataDate) withFigure(f kpi.Figure) dataDate {
	if f.Missing() {
		return d
	}
	for _, m := range f.AsOf.Months {
		d = d.or(dataDate{Month: m})
	}
	if len(f.AsOf.Months) == 0 {
		d = d.or(dataDate{Month: lang.Month{Year: f.AsOf.Normal.Year}, InWords: !f.AsOf.Text.IsZero()})
	}
	return d
}

// or is the later of two dates. A year alone is later than any month before it.
func (d dataDate) or(e dataDate) dataDate {
	e.InWords = d.InWords || e.InWords
	if d.order() > e.order() {
		e.Month = d.Month
	}
	return e
}

func (d dataDate) order() int {
	order := 2 * d.Month.Index()
	if d.Month.IsZero() {
		order++
	}
	return order
}

// footDate puts a date at the foot of a page. Where words alone state one, they stand beside the figures.
func (l *language) footDate(f *Frame, d dataDate) {
	f.DateInWords = d.InWords
	if f.DataDate = l.Month(d.Month); d.Month.IsZero() {
		f.DataDate = l.AsOf(lang.AsOf{Year: d.Month.Year})
	}
}
