package site

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// RowView is one indicator in a list.
type RowView struct {
	ID, Href       string
	Code           Phrase
	Label          string
	Name           Phrase
	Figures        []FigureView // baseline, target, actual; without the baseline where Baseless
	Baseless       bool         // no indicator of the list has a baseline
	Parts          []PartView
	Shown, NoRate  string
	Band           BandView
	Flags          []FlagView
	Direction      string // said only where lower is better, or kept
	Unit           Phrase
	Sections       []Link
	SectionIDs     string
	Rate           string // the exact achievement to four decimals, for sorting
	Sheet          string
	Against, Words string // for the filter
	Is             string // what else it can be filtered by: conditions' ids, separated by spaces
	Bars           chartView
	Change         string // the difference to the baseline with its unit
	Rateless       bool   // the city prints no rate, so none is spoken of
	Start          string // where the line of the row begins, for those who cannot see it
	Comparability  Phrase

	of     *kpi.Row
	charts *rowCharts
}

// rowCharts draws the rows of a page while the page is made, for the drawings
// are most of a row, and a list may have thousands. It holds one row's: a layout
// asks for parts of the same drawing one after the other.
type rowCharts struct {
	l            *language
	lane         chartView
	laneOf, told *kpi.Row
	finding      Finding
}

// Lane is the row's line on the page's scale.
func (v *RowView) Lane() *chartView {
	c := v.charts
	if c.laneOf != v.of {
		c.laneOf, c.lane = v.of, c.l.lane(v.of)
	}
	return &c.lane
}

// Finding is what came of the indicator, in two sentences.
func (v *RowView) Finding() *Finding {
	c := v.charts
	if c.told != v.of {
		c.told, c.finding = v.of, c.l.finding(v.of)
	}
	return &c.finding
}

// list makes the rows of a list from a page, and draws them.
type list struct {
	*language
	from   string
	charts *rowCharts
}

func (l *language) list(from string) *list {
	return &list{language: l, from: from, charts: &rowCharts{l: l}}
}

func (l *list) row(r *kpi.Row) RowView {
	v := l.language.row(l.from, r)
	v.of, v.charts = r, l.charts
	return v
}

func (l *language) row(from string, r *kpi.Row) RowView {
	ind := r.Indicator
	v := RowView{
		ID: string(ind.ID), Href: l.to(from, r.Year.String()+"/"+string(ind.ID)+".html"),
		Code: l.codeBeside(ind), Label: l.label(ind), Name: l.phrase(ind.Name), Shown: l.Plain(r.Shown()), Sheet: ind.Sheet,
		Band: l.bandOf(r), Flags: l.flags(r), Unit: l.phrase(ind.Unit), Against: string(r.Against),
		Sections: l.sectionLinks(from, r.Year, r.Sections), SectionIDs: strings.Join(r.Sections, " "), Comparability: l.phrase(r.Comparability.Note),
	}
	if r.Shifted() {
		v.Against = "" // the list is not filtered by it: it is neither the same nor better nor worse
	}
	v.Rateless = l.rateless(r)
	switch {
	case r.Exact != nil:
		v.Rate = kpi.Round(r.Exact, 4)
	case r.Published == "":
		v.Shown, v.NoRate = "", l.reason(r.NoRate)
	}
	if r.Start != nil {
		v.Start = l.Say("list.began", "start", l.start(r))
	}
	if ind.Direction == kpi.Decrease || ind.Direction == kpi.Maintain {
		v.Direction = l.way(ind)
	}
	if ind.Measured == kpi.ByParts {
		v.Parts = each(r.Parts, func(p kpi.PartRecord) PartView {
			return PartView{Name: l.phrase(p.Part.Name), Figures: l.figures(p.Baseline, p.Target, p.Actual, p.Part.Unit)}
		})
	} else {
		v.Figures = l.figuresOf(r)
	}
	if l.site.baseless(r.Year) {
		v.dropBaseline()
	}
	if r.Change != nil && !l.ranked(r) {
		v.Change = l.difference(l.Signed(kpi.Round(r.Change, max(r.Actual.Value.Places(), r.Baseline.Value.Places()))), ind.Unit)
	}
	v.Words = l.filterWords(r)
	v.Is = conditionsOf(r)
	return v
}

// The conditions that a list can be filtered by besides bands, in the order in which they are offered.
const (
	isNotComparable = string(kpi.FlagNotComparable)
	isProvisional   = string(kpi.FlagProvisional)
	isNoBaseline    = "no-baseline"
	isFell          = "fell" // its achievement is lower than the year before
)

var conditions = []string{isFell, isNotComparable, isNoBaseline, isProvisional}

// conditionsOf are those that a row tells by itself.
func conditionsOf(r *kpi.Row) string {
	var is []string
	for _, f := range r.Flags {
		if id := string(f); id == isNotComparable || id == isProvisional {
			is = append(is, id)
		}
	}
	if r.Band == kpi.Pending && !slices.Contains(is, isProvisional) {
		is = append(is, isProvisional)
	}
	if r.Baseline.Missing() && r.Indicator.Measured != kpi.ByParts {
		is = append(is, isNoBaseline)
	}
	return strings.Join(is, " ")
}

// filterConditions marks the rows that fell, and offers the conditions that any row has.
func (l *language) filterConditions(p *OverviewPage, y kpi.Year, changes []kpi.Change) {
	fell := map[string]bool{}
	for i := range changes {
		if changes[i].Outcome() == kpi.Fell {
			fell[string(changes[i].After.Indicator.ID)] = true
		}
	}
	found, based := map[string]bool{}, false
	for g := range p.Groups {
		for i := range p.Groups[g].Rows {
			row := &p.Groups[g].Rows[i]
			if fell[row.ID] {
				row.Is = strings.TrimSpace(row.Is + " " + isFell)
			}
			for _, id := range strings.Fields(row.Is) {
				found[id] = true
			}
			p.Compared = p.Compared || row.Against != "" && row.Against != string(kpi.NoComparison)
			p.OffKept = p.OffKept || row.Against == string(kpi.Nearer) || row.Against == string(kpi.Further)
			based = based || row.Parts == nil && !slices.Contains(strings.Fields(row.Is), isNoBaseline)
		}
	}
	for _, id := range conditions {
		if found[id] && (id != isNoBaseline || based) {
			p.FilterIs = append(p.FilterIs, Option{Value: id, Text: l.Say("filter.is_"+id, "since", l.sinceLast(y))})
		}
	}
}

// summary is the city's sentence on its plan, else the site's own on itself.
func (l *language) summary(info *kpi.YearInfo) Phrase {
	if !info.Summary.IsZero() {
		return l.phrase(info.Summary)
	}
	return Phrase{Text: l.Say("overview.summary", "city", l.cityName())}
}

// filterWords are what the filter finds a row by beyond what can be read in it.
func (l *language) filterWords(r *kpi.Row) string {
	ind := r.Indicator
	s := string(ind.ID) + " " + ind.Code
	for _, o := range l.site.languages {
		s += " " + o.words(ind.Name)
	}
	return s
}

// dropBaseline leaves out the baseline, for a list of indicators that have none.
func (v *RowView) dropBaseline() {
	if !v.Baseless && len(v.Figures) > 0 {
		v.Figures = v.Figures[1:]
	}
	v.Baseless = true
}
