package site

import (
	"math/big"
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// ratio100 is how many times the target was reached.
func ratio100(r *kpi.Row) *big.Rat { return new(big.Rat).Quo(r.Exact, hundred) }

// InitiativePage is one node of the plan in one year: an initiative with its
// indicators, or a node with others below it.
type InitiativePage struct {
	Frame
	Level         Phrase // what its level is called, "" where the city does not say
	Code          Phrase
	Name          Phrase
	Pillar        Phrase
	Summary       Phrase // the city's words of what it is
	Fields        []FieldView
	Grade         *GradeView
	Gradings      []GradingView
	Resources     []ResourceView
	Line          string
	Bands         []BandView
	Axis          chartView
	Lane          chartView
	TableTitle    string     // over the rows of its own indicators
	Children      []NodeView // directly below it
	ChildrenTitle string
	Rows          []RowView       // of an initiative
	Baseless      bool            // no indicator of it has a baseline
	Groups        []OverviewGroup // of a node with others below it
	Lists         []Link          // where to find all rows, where they are too many for the page
	Charts        []Link          // the picture as files
	Views         []IndicatorView
	Prev          *Link
	Next          *Link
	Print         Link
	YearRef       string
}

// initiativeHead makes what the pages of all nodes share.
func (l *language) initiativeHead(page string, y kpi.Year, of *kpi.Initiative, tally kpi.Tally, date dataDate) InitiativePage {
	name, code := l.phrase(of.Name), l.plainCode(of.Code, of.Sheet)
	line := l.initiativeLine(tally)
	p := InitiativePage{
		Frame: l.sheetFrame("initiative", page, l.title(named(name.Text, code, l.year(y))...), name.Text+l.Say("sentence.separator")+line, y),
		Code:  l.codePhrase(of.Code, of.Sheet), Name: name, Pillar: l.phrase(of.Pillar), Level: l.level(of), Summary: l.phrase(of.Summary), Fields: l.ownFacts(of),
		Grade: l.grade(of.Grade), Gradings: l.gradings(of.Gradings), Resources: l.resources(of.Resources),
		Line: line, Bands: l.bands(tally), Axis: l.listAxis(), Lane: l.listGroup(), YearRef: l.fullYear(y),
		TableTitle: l.Say("initiative.table"),
	}
	if level := l.city.LevelOf(of); level != nil {
		p.TableTitle = l.Say("initiative.table_of", "level", l.within(l.words(level.Name)))
	}
	if l.tallyMarks(p.Bands); tally.Total == 0 {
		p.Bands = nil
	}
	l.footDate(&p.Frame, date)
	way := append([]Link{l.yearLink(p.Path, y)}, l.above(p.Path, y, of)...)
	l.crumbs(&p.Frame, append(way, l.coded("", of.Code, of.Sheet, "", name))...)
	return p
}

func (l *language) initiativePage(d *Drawn, page string, dy *drawnYear, y kpi.YearSheet, views []IndicatorView) error {
	of := &y.Initiative
	p := l.initiativeHead(page, y.Year, of, dy.tally, dy.asOf)
	p.Views = views
	p.Print = Link{Href: l.to(p.Path, printPath(y.Year, of.Sheet, l.site.large[y.Year])), Text: l.Say("initiative.print")}
	if !l.site.large[y.Year] {
		p.Print.Href += "#" + of.Sheet
	}
	if list := l.list(p.Path); l.shown().rows {
		for i := range dy.rows {
			p.Rows = append(p.Rows, list.row(&dy.rows[i]))
		}
	}
	if p.Baseless = !slices.ContainsFunc(dy.rows, func(r kpi.Row) bool { return !r.Baseless() }); p.Baseless {
		for i := range p.Rows {
			p.Rows[i].dropBaseline()
		}
	}
	if l.shown().rowCharts {
		var err error
		if p.Charts, err = l.listCharts(p.Path, strings.TrimSuffix(page, ".html")+"-journey", joined(l.plainCode(of.Code, of.Sheet), p.Name.Text), p.Line, y.Year, p.Rows); err != nil {
			return err
		}
	}
	p.Prev, p.Next = l.neighbourSheet(p.Path, y, -1), l.neighbourSheet(p.Path, y, 1)
	if y.Year == l.site.latest() && l.shown().search {
		d.search[l.Tag] = append(d.search[l.Tag], l.nodeEntry(&p, of))
	}
	return explained(l, l.pages.initiative, p.Path, &p)
}

func (l *language) initiativeLine(t kpi.Tally) string {
	s := l.countLine(t)
	switch ended := t.Worse - t.SoFar; {
	case ended <= 0:
	case t.Unsure == 0:
		s += l.Count("initiative.worse", ended)
	case t.Unsure >= ended:
		s += l.Count("initiative.worse_unlike", ended)
	default:
		s += l.Count("year.worse", ended) + l.Count("year.worse_caution", t.Unsure) + l.Say("year.worse_end")
	}
	if t.SoFar > 0 {
		s += l.Say("sentence.separator") + l.Count("year.worse_so_far", t.SoFar)
	}
	return s
}

// countLine says how many of a group met their target, of how many that are
// judged.
func (v *voice) countLine(t kpi.Tally) string {
	met, judged, pending := v.Count("initiative.met", t.Met), v.Count("initiative.are_judged", t.Judged), t.Bands[kpi.Pending]
	if pending > 0 {
		judged = v.Count("initiative.are_awaited", t.Judged)
	}
	switch {
	case t.Total == 0:
		return v.Say("initiative.no_indicators")
	case t.Judged == 0 && t.NoGoal == t.Total:
		return v.Count("initiative.no_target", t.Total)
	case t.Judged == 0:
		return v.Count("initiative.none_judged", t.Total)
	case t.Undue > 0 && t.Held == 0:
		return v.Count("initiative.none_held", t.Total)
	case t.Undue > 0:
		return v.Count("initiative.held", t.Total, "met", v.Count("initiative.met_it", t.Met), "held", v.Number(itoa(t.Held)))
	case t.Judged == pending:
		return v.Count("initiative.none_yet", t.Total)
	case t.Judged < t.Total:
		if t.Met == 0 {
			return v.Count("initiative.judged_unmet", t.Total, "judged", judged)
		}
		return v.Count("initiative.judged", t.Total, "met", met, "judged", judged)
	}
	if t.Met == 0 {
		return v.Count("initiative.unmet", t.Total)
	}
	return v.Count("initiative.line", t.Total, "met", met)
}

// neighbourSheet links to the initiative before or after, under the same parent,
// that has a page in the year.
func (l *language) neighbourSheet(from string, y kpi.YearSheet, step int) *Link {
	list := l.site.in.Initiatives
	at := slices.IndexFunc(list, func(i *kpi.Initiative) bool { return i.Sheet == y.Initiative.Sheet })
	for i := at + step; at >= 0 && i >= 0 && i < len(list) && list[i].Depth >= list[at].Depth; i += step {
		if list[i].Parent == list[at].Parent && l.site.shown(i, y.Year) {
			link := l.nodeLink(from, y.Year, list[i])
			return &link
		}
	}
	return nil
}

// shown reports whether a node of the plan has a page in a year: it or one below
// it has an indicator then.
func (s *Site) shown(at int, y kpi.Year) bool {
	return slices.ContainsFunc(s.in.Initiatives[at:at+1+s.in.Initiatives[at].Below], func(i *kpi.Initiative) bool {
		return s.has(i, y) || i.Below == 0 && len(i.Indicators) == 0
	})
}

// has reports whether a node itself has an indicator in a year.
func (s *Site) has(i *kpi.Initiative, y kpi.Year) bool {
	return slices.ContainsFunc(i.Indicators, func(ind *kpi.Indicator) bool { return s.in.Active(ind, y) })
}

// SectionPage is what one section in charge answered for in a year.
type SectionPage struct {
	Frame
	Name     Phrase
	Line     string
	Bands    []BandView
	Axis     chartView
	Baseless bool // no indicator of the year has a baseline
	Lane     chartView
	Rows     []RowView
	Plain    []RowView // instead, where they are too many for their picture
	Charts   []Link    // the picture as files
	Others   []SectionTally
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
			Baseless: l.site.baseless(y),
		}
		l.tallyMarks(p.Bands)
		if list := l.list(p.Path); l.shown().sectionRows {
			p.Rows = make([]RowView, 0, len(sec.places))
			for _, place := range sec.places {
				p.Rows = append(p.Rows, list.row(&rows[place]))
			}
		}
		if len(p.Rows) > fullList {
			p.Plain, p.Rows = p.Rows, nil
		}
		var err error
		if p.Plain == nil && l.shown().sectionCharts {
			if p.Charts, err = l.listCharts(p.Path, strings.TrimSuffix(page, ".html")+"-journey", name.Text, p.Line, y, p.Rows); err != nil {
				return err
			}
		}
		for j := range sections {
			if j != i {
				p.Others = append(p.Others, l.sectionTally(p.Path, y, &sections[j]))
			}
		}
		l.crumbs(&p.Frame, l.yearLink(p.Path, y), Link{Text: name.Text, Lang: name.Lang})
		if y == l.site.latest() {
			l.found(l.groupEntry(p.Path, name, l.Say("table.section"), p.Line))
		}
		if err := explained(l, l.pages.section, p.Path, &p); err != nil {
			return err
		}
	}
	return nil
}
