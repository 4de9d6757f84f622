package site

import "tassei/generator/kpi"

// YearStrip is one year in the strip of marks.
type YearStrip struct {
	Year  Link
	Marks []BandView // one for each indicator; nil where there are too many to see at a glance
	Bands []BandView
	Count string // 14のうち7
}

// Up to how many years a strip has, and how many marks one of them.
const (
	stripYears = 6
	stripMarks = 40
)

// unjudged reports whether nobody judges any of the indicators.
func unjudged(t kpi.Tally) bool { return t.Bands[kpi.NotJudged] == t.Total }

// judgesNothing reports whether no indicator is judged in any year: a place that
// only states its figures.
func (l *language) judgesNothing() bool {
	for _, info := range l.site.in.Years {
		if !unjudged(l.site.tallies[info.Year].all) {
			return false
		}
	}
	return l.city.PrintsNoRate()
}

// yearStrip is the marks of the latest years, oldest first; nothing where there is only one.
func (l *language) yearStrip(from string, now kpi.Year) []YearStrip {
	if len(l.site.in.Years) < 2 || l.judgesNothing() {
		return nil
	}
	var strip []YearStrip
	for _, info := range l.site.in.Years {
		tally := l.site.tallies[info.Year].all
		s := YearStrip{Year: Link{Href: l.to(from, info.Year.String()+"/index.html"), Text: l.year(info.Year), Current: info.Year == now}}
		s.Bands, s.Marks = l.occurring(tally, stripMarks)
		s.Count = l.metOf(&tally)
		strip = append(strip, s)
	}
	return strip[max(0, len(strip)-stripYears):]
}

// metOf is how many of a year's indicators met their target; "" where none is judged, or where all wait for a figure.
func (v *voice) metOf(t *kpi.Tally) string {
	of := t.Base()
	if of == 0 || t.Judged == t.Bands[kpi.Pending] {
		return ""
	}
	return v.Say("years.count", "met", v.Number(itoa(t.Met)), "judged", v.Number(itoa(of)))
}
