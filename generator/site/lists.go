package site

import (
	"math/big"
	"strings"

	"tassei/generator/kpi"
)

func ratOf(a, b int64) *big.Rat { return big.NewRat(a, b) }

// ratio100 is how many times the target was reached.
func ratio100(r *kpi.Row) *big.Rat { return new(big.Rat).Quo(r.Exact, hundred) }

// InitiativePage is one initiative in one year.
type InitiativePage struct {
	Frame
	Code    string
	Name    Phrase
	Pillar  Phrase
	Line    string
	Bands   []BandView
	Axis    chartView
	Lane    chartView
	Rows    []RowView
	Charts  []Link // the picture as files
	Views   []IndicatorView
	Prev    *Link
	Next    *Link
	Print   Link
	YearRef string
}

func (l *language) initiativePage(d *Drawn, page string, dy *drawnYear, y SheetYear, views []IndicatorView) error {
	of := &y.Initiative
	name, code := l.phrase(of.Name), l.code(of.Code, of.Sheet)
	tally := dy.tally
	line := l.initiativeLine(tally)
	p := InitiativePage{
		Frame: l.sheetFrame("initiative", page, l.title(name.Text, code, l.year(y.Year)), name.Text+l.Say("sentence.separator")+line, y.Year),
		Code:  code, Name: name, Pillar: l.phrase(of.Pillar), Line: line, Bands: l.bands(tally),
		Axis: l.listAxis(), Lane: l.listGroup(), Views: views, YearRef: l.fullYear(y.Year),
	}
	l.tallyMarks(p.Bands, tally)
	p.DataDate = l.Month(dy.asOf)
	p.Print = Link{Href: l.to(p.Path, y.Year.String()+"/print.html") + "#" + of.Sheet, Text: l.Say("initiative.print")}
	list := l.list(p.Path)
	for i := range dy.rows {
		p.Rows = append(p.Rows, list.row(&dy.rows[i]))
	}
	var err error
	if p.Charts, err = l.listCharts(p.Path, strings.TrimSuffix(page, ".html")+"-journey", code+" "+name.Text, line, y.Year, p.Rows); err != nil {
		return err
	}
	p.Prev, p.Next = l.neighbourSheet(p.Path, y, -1), l.neighbourSheet(p.Path, y, 1)
	l.crumbs(&p.Frame,
		Link{Href: l.to(p.Path, y.Year.String()+"/index.html"), Text: l.year(y.Year)},
		Link{Text: code + " " + name.Text, Lang: name.Lang})
	if y.Year == l.site.latest() {
		entry := l.groupEntry(p.Path, name, code, line, p.Pillar)
		entry.keys = l.codeKeys(of.Code, of.Sheet)
		d.search[l.Tag] = append(d.search[l.Tag], entry)
	}
	return write(l, l.pages.initiative, p.Path, &p)
}

func (l *language) initiativeLine(t kpi.Tally) string {
	s := l.countLine(t)
	if t.Worse > 0 {
		s += l.Count("initiative.worse", t.Worse)
	}
	return s
}

// countLine says how many of a group met their target, of how many that are
// judged.
func (l *language) countLine(t kpi.Tally) string {
	met, judged := l.Number(itoa(t.Met)), l.Number(itoa(t.Judged))
	switch {
	case t.Judged == 0 && t.NoGoal == t.Total:
		return l.Count("initiative.no_target", t.Total)
	case t.Judged == 0:
		return l.Count("initiative.none_judged", t.Total)
	case t.Judged < t.Total:
		return l.Count("initiative.judged", t.Total, "met", met, "judged", judged)
	}
	return l.Count("initiative.line", t.Total, "met", met)
}

// neighbourSheet links to the initiative before or after that has a page in
// the year.
func (l *language) neighbourSheet(from string, y SheetYear, step int) *Link {
	list := l.site.in.Initiatives
	at := -1
	for i := range list {
		if list[i].Sheet == y.Initiative.Sheet {
			at = i
		}
	}
	for i := at + step; at >= 0 && i >= 0 && i < len(list); i += step {
		for _, ind := range list[i].Indicators {
			if l.site.in.Active(ind, y.Year) {
				name := l.phrase(list[i].Name)
				return &Link{Href: l.to(from, y.Year.String()+"/"+list[i].Sheet+".html"), Text: l.code(list[i].Code, list[i].Sheet) + " " + name.Text, Lang: name.Lang}
			}
		}
	}
	return nil
}

// SectionPage is what one section in charge answered for in a year.
type SectionPage struct {
	Frame
	Name   Phrase
	Line   string
	Bands  []BandView
	Axis   chartView
	Lane   chartView
	Rows   []RowView
	Charts []Link // the picture as files
	Others []SectionTally
}

func (l *language) sections(y kpi.Year) error {
	rows, sections := l.site.rows[y], l.site.tallies[y].sections
	for i := range sections {
		sec := &sections[i]
		name := l.phrase(sec.Name)
		tally := sec.tally
		page := y.String() + "/sections/" + sec.ID + ".html"
		p := SectionPage{
			Frame: l.frame("section", page, l.title(name.Text, l.year(y)), name.Text+l.Say("sentence.separator")+l.initiativeLine(tally), y),
			Name:  name, Line: l.initiativeLine(tally), Bands: l.bands(tally), Axis: l.listAxis(), Lane: l.listGroup(),
		}
		l.tallyMarks(p.Bands, tally)
		list := l.list(p.Path)
		p.Rows = make([]RowView, 0, len(sec.places))
		for _, place := range sec.places {
			p.Rows = append(p.Rows, list.row(&rows[place]))
		}
		var err error
		if p.Charts, err = l.listCharts(p.Path, strings.TrimSuffix(page, ".html")+"-journey", name.Text, p.Line, y, p.Rows); err != nil {
			return err
		}
		for j := range sections {
			if j != i {
				p.Others = append(p.Others, l.sectionTally(p.Path, y, &sections[j]))
			}
		}
		l.crumbs(&p.Frame, Link{Href: l.to(p.Path, y.String()+"/index.html"), Text: l.year(y)}, Link{Text: name.Text, Lang: name.Lang})
		if y == l.site.latest() {
			if err := l.site.index[l.Tag].add(l.groupEntry(p.Path, name, l.Say("table.section"), p.Line)); err != nil {
				return err
			}
		}
		if err := stream(l, l.pages.section, p.Path, &p); err != nil {
			return err
		}
	}
	return nil
}
