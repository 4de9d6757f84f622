package site

import (
	"fmt"
	"math/big"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// OverviewPage is the year in one view.
type OverviewPage struct {
	Frame
	Heading                           string // what the year's page is called
	YearName                          string // 令和6年度（2024年度）
	Summary                           Phrase // what the plan is and who judged it
	YearTitle                         Phrase // the document's title, "" when the source prints none
	Finding                           yearFinding
	Total                             string
	Bands                             []BandView
	Groups                            []OverviewGroup
	Topics                            []NodeView // the nodes at the top of the plan
	TopicsTitle                       string
	Lists                             []Link    // the full lists, where the year is too large for one page
	Large                             bool      // only what needs attention stands here
	Improved                          []RowView // of a large year: the most improved
	MissedMore, WorseMore             string    // that not all stand here
	Axis                              chartView // of the list; empty where the city prints no rate
	Rateless                          bool      // the city prints no rate, so none is spoken of
	OwnBands                          bool      // the bands are the city's own
	Policy                            string    // whose bands they are, in a sentence
	Unjudged                          bool      // nobody judges any of its indicators
	Missed                            []RowView
	MissedText                        string
	Worse                             []RowView
	WorseCount                        int
	Changes                           *Link
	ChangesLine                       string // what rose and fell
	Strip                             []YearStrip
	Print                             Link
	DataPage                          Link
	Downloads                         []Link
	Years                             []Link
	Sections                          []SectionTally
	Glossary                          []TermView
	Corrections                       []CorrectionView
	FilterInitiatives, FilterSections []Option
	Baseless                          bool     // no indicator of the year has a baseline
	Compared                          bool     // any row has been compared with its baseline
	OffKept                           bool     // a value of any row was to be kept, and is nearer to that or further from it
	FilterIs                          []Option // other conditions that rows meet
	FilterTitle                       string
	Coverage                          string
	MethodHref                        string
	ListTitle                         string
}

// Option is a choice of a filter.
type Option struct{ Value, Text, Lang string }

// OverviewGroup is one initiative in the lists of the year.
type OverviewGroup struct {
	ID     string
	Code   Phrase
	Name   Phrase
	Pillar Phrase
	Level  Phrase
	Depth  int
	Above  []NodeView // nodes that begin with this one and have no rows of their own
	Href   string
	Option string     // what the filter calls it
	Bands  []BandView // only those that occur
	Marks  []BandView // one for each indicator, by band; nil where there are too many to count at a glance
	Lane   chartView
	Rows   []RowView
	// Baseless says that no indicator of the year has a baseline.
	Baseless bool
	Given    GradesView // the city's own, of the node as a whole
}

// markedRows is up to how many indicators of a group have a mark each.
const markedRows = 12

// TermView is a word of the glossary.
type TermView struct {
	ID            string
	Word, Meaning Phrase
}

// terms are the words of the glossary, in its order.
func (l *language) terms() []TermView {
	return each(l.city.Terms, func(t kpi.Term) TermView { return TermView{t.ID, l.phrase(t.Word), l.phrase(t.Meaning)} })
}

// SectionTally is a section in charge with its count.
type SectionTally struct {
	Link
	Count string
	Bands []BandView
}

// yearPages writes what a year needs when all of its rows are known.
func (l *language) yearPages(i int, info kpi.YearInfo, again *Again) error {
	y := info.Year
	if err := l.overviews(i, info); err != nil || !again.makes(ListsPart) {
		return err
	}
	for _, pages := range []func(kpi.Year) error{l.nodePages, l.listPages, l.sections} {
		if err := pages(y); err != nil {
			return err
		}
	}
	if err := l.sourcePage(&info); err != nil {
		return err
	}
	if i > 0 {
		return l.changesPage(l.site.in.Years[i-1].Year, y)
	}
	return nil
}

// overviews writes the first page of a year, and of the site where the year is
// the latest.
func (l *language) overviews(i int, info kpi.YearInfo) error {
	l = l.making(OverviewPart)
	y := info.Year
	alt := "" // of the picture that the year is shared by
	if l.site.shared() {
		var err error
		if alt, err = l.shareYear(info); err != nil {
			return err
		}
	}
	charts, err := l.yearCharts(info)
	if err != nil {
		return err
	}
	if err := l.overview(i, &info, alt, charts); err != nil {
		return err
	}
	if y == l.site.latest() {
		return l.home(i, &info, alt)
	}
	return nil
}

// head makes what the home page and a year's own page begin with: the year in a
// sentence, the tally, what needs attention and the years. The changes are those
// since the year recorded before, nil where there is none.
func (l *language) head(kind, page string, i int, info *kpi.YearInfo, alt string) (OverviewPage, []kpi.Change) {
	y, rows := info.Year, l.site.rows[info.Year]
	tally := l.site.tallies[y].all
	finding := l.yearFinding(tally)
	words, heading := "overview.title", "overview.heading"
	if l.city.PrintsNoRate() {
		words, heading = "overview.title_rateless", "overview.heading_rateless"
	}
	title := l.title(l.Say(words, "year", l.fullYear(y)))
	if kind == "home" {
		title = l.words(l.city.Title)
	}
	p := OverviewPage{
		Frame: l.frame(kind, page, title, finding.Line(), y), Heading: l.Say(heading, "city", l.words(l.city.Name), "year", l.fullYear(y)),
		YearName: l.fullYear(y), YearTitle: l.phrase(info.Title), Summary: l.summary(info),
		Finding: finding, Total: l.Number(itoa(tally.Total)), Bands: l.bands(tally),
	}
	if alt != "" {
		p.ShareAlt, p.ShareImage = alt, l.city.BaseURL+l.prefix+y.String()+"/share.png"
	}
	p.Policy, p.Rateless = l.bandPolicy(), l.city.PrintsNoRate()
	p.MethodHref, p.OwnBands, p.Large = l.to(p.Path, "method.html"), l.ownBands(), l.site.large[y]
	p.Unjudged = unjudged(tally)
	l.tallyMarks(p.Bands)
	l.needAttention(&p, rows)
	l.topics(&p, y)
	var changes []kpi.Change
	if i > 0 {
		before := l.site.in.Years[i-1].Year
		changes = kpi.Changes(l.site.rows[before], rows)
		p.ChangesLine = l.changesLine(countMoves(changes), true, l.since(before, y))
		p.Changes = &Link{Href: l.to(p.Path, y.String()+"/changes.html"), Text: l.Say("overview.changes", "year", l.year(before))}
	}
	for _, o := range l.site.in.Years {
		p.Years = append(p.Years, Link{Href: l.to(p.Path, o.Year.String()+"/index.html"), Text: l.year(o.Year), Current: o.Year == y && kind == "overview"})
	}
	p.Strip = l.yearStrip(p.Path, y)
	return p, changes
}

// overview writes a year's own page: all that belongs to it.
func (l *language) overview(i int, info *kpi.YearInfo, alt string, charts []chartPath) error {
	y := info.Year
	p, changes := l.head("overview", y.String()+"/index.html", i, info, alt)
	l.crumbs(&p.Frame, Link{Text: l.fullYear(y)})
	p.Print = Link{Href: l.to(p.Path, y.String()+"/print.html"), Text: l.Say("overview.print")}
	p.DataPage = Link{Href: l.to(p.Path, "data.html"), Text: l.Say("overview.data")}
	l.overviewList(&p, y, changes)
	p.Downloads = l.chartPathLinks(p.Path, charts)
	for _, d := range l.site.downloads {
		if d.Year == y {
			p.Downloads = append(p.Downloads, l.download(p.Path, d))
		}
	}
	for _, c := range info.Corrections {
		view := l.correction(c)
		view.Of = l.indicatorLink(p.Path, y, c.Indicator, l.site.rows[y])
		p.Corrections = append(p.Corrections, view)
	}
	l.overviewWords(&p)
	return explained(l, l.pages.overview, p.Path, &p)
}

// topics are the nodes at the top of the plan.
func (l *language) topics(p *OverviewPage, y kpi.Year) {
	nodes := l.site.tallies[y].nodes
	p.Topics = each(children(nodes, -1), func(k int) NodeView { return l.nodeView(p.Path, y, nodes, k) })
	if p.TopicsTitle = l.Say("overview.topics"); len(l.city.Levels) > 1 {
		p.TopicsTitle = l.childrenTitle(nodes, -1)
	}
}

// overviewList is the year's list of all indicators with what can be asked of it.
func (l *language) overviewList(p *OverviewPage, y kpi.Year, changes []kpi.Change) {
	p.ListTitle, p.Axis, p.Baseless = l.Count("table.heading", l.site.tallies[y].all.Total), l.listAxis(), l.site.baseless(y)
	l.overviewGroups(p, y)
	l.filterConditions(p, y, changes)
}

func (l *language) overviewGroups(p *OverviewPage, y kpi.Year) {
	nodes := l.site.tallies[y].nodes
	if p.Large {
		p.Lists = l.fullLists(p.Path, y, nodes, -1)
	} else {
		p.Groups = l.groups(p.Path, y, nodes, -1)
	}
	if p.FilterTitle = l.Say("filter.node"); len(l.city.Levels) == 1 {
		p.FilterTitle = l.words(l.city.Levels[0].Name)
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		p.FilterInitiatives = append(p.FilterInitiatives, Option{g.ID, g.Option, g.Name.Lang})
	}
	for i := range l.site.tallies[y].sections {
		sec := &l.site.tallies[y].sections[i]
		name := l.phrase(sec.Name)
		p.FilterSections = append(p.FilterSections, Option{sec.ID, name.Text, name.Lang})
		p.Sections = append(p.Sections, l.sectionTally(p.Path, y, sec))
	}
}

// needAttention lists what was missed and what went the wrong way; of a large
// year the furthest, and the most improved too.
func (l *language) needAttention(p *OverviewPage, rows []kpi.Row) {
	var missed, worse, improved []*kpi.Row
	for j := range rows {
		r := &rows[j]
		if bandClass(l.city, r.Band) == classBehind {
			missed = append(missed, r)
		}
		switch r.Against {
		case kpi.Worse:
			worse = append(worse, r)
		case kpi.Better:
			improved = append(improved, r)
		}
	}
	if low := l.city.Lowest(); low != nil {
		p.MissedText = l.Count("overview.missed", len(missed), "band", l.words(low.Name))
	}
	p.WorseCount = len(worse)
	if p.Large {
		all := [2]int{len(missed), len(worse)}
		missed = lowest(missed, func(r *kpi.Row) *big.Rat { return r.Exact })
		worse, improved = lowest(worse, farness), lowest(improved, farness)
		p.MissedMore, p.WorseMore = l.more(len(missed), all[0]), l.more(len(worse), all[1])
	} else {
		improved = nil
	}
	list := l.list(p.Path)
	p.Missed, p.Improved = each(missed, list.row), each(improved, list.row)
	for _, r := range worse {
		view := list.row(r)
		if r.Indicator.Measured == kpi.ByNumber {
			s := l.whole(r)
			s.final = nil // the block is about the way from the baseline
			view.Bars = draw(l.bars(r, s))
		}
		p.Worse = append(p.Worse, view)
	}
}

// more says that a list shows only the first of all, "" where it shows all.
func (l *language) more(shown, all int) string {
	if shown == all {
		return ""
	}
	return l.Say("overview.more", "shown", l.Number(itoa(shown)), "all", l.Number(itoa(all)))
}

func (l *language) sectionTally(from string, y kpi.Year, sec *sectionRows) SectionTally {
	name := l.phrase(sec.Name)
	t := SectionTally{Link: Link{Href: l.to(from, y.String()+"/sections/"+sec.ID+".html"), Text: name.Text, Lang: name.Lang}}
	t.Count = l.Count("section.count", sec.tally.Total)
	t.Bands = l.bands(sec.tally)
	return t
}

func (l *language) overviewWords(p *OverviewPage) {
	p.Glossary = l.terms()
	if c, ok := l.site.in.Coverage()[l.Tag]; ok && l.city.Translates(l.Tag) && (c.Done < c.Total || c.Stale > 0) {
		p.Coverage = l.coverage(c)
	}
}

// coverage says how much of the language is translated.
func (l *language) coverage(c lang.Coverage) string {
	key := "coverage"
	if c.Stale > 0 {
		key = "coverage_stale"
	}
	return l.Say(key, "done", l.Number(itoa(c.Done)), "total", l.Number(itoa(c.Total)), "stale", l.Number(itoa(c.Stale)))
}

func (l *language) download(from string, d Download) Link {
	return Link{Href: l.toFile(from, d.Path), Text: l.words(d.Title), Note: l.size(d.Bytes)}
}

// size writes a file's size as readers know it.
func (l *language) size(bytes int64) string {
	if bytes <= 0 {
		return ""
	}
	if bytes < 1<<20 {
		return fmt.Sprintf("%s kB", l.Number(itoa(int((bytes+999)/1000))))
	}
	return fmt.Sprintf("%s MB", l.Number(kpi.Round(big.NewRat(bytes, 1_000_000), 1)))
}

// tallyMarks draws one mark for each indicator beside each band's count.
func (l *language) tallyMarks(bands []BandView) {
	for i := range bands {
		bands[i].Marks = draw(l.tallyDrawing(bands, i))
	}
}
