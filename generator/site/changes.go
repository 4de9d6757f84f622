package site

import (
	"slices"
	"strings"

	"tassei/generator/chart"
	"tassei/generator/kpi"
)

// ChangesPage compares a year with the one before. Each indicator stands on it once.
type ChangesPage struct {
	Frame
	YearName, Before string
	Rateless         bool // the city prints no rate, so none is spoken of
	Line             string
	Strip            []YearStrip
	Axis             chartView
	Groups           []ChangeGroup
}

// ChangeGroup is what moved in one way.
type ChangeGroup struct {
	Move, Name string
	Note       string
	Count      string
	Unlike     bool // its rates cannot be compared
	Rows       []ChangeRow
}

// ChangeRow is one indicator in two years.
type ChangeRow struct {
	Link          Link
	Code          string
	HasBefore     bool
	HasAfter      bool
	Before, After string // rates, "" for none
	BandBefore    BandView
	BandAfter     BandView
	Moved         []MovedFigure
	NameBefore    Phrase // when it was renamed
	CodeBefore    string
	Why           []Phrase // why the two cannot be compared
	Lane          chartView
}

// MovedFigure is a figure of both years; Before is "" where it stayed.
type MovedFigure struct {
	Label         string
	Before, After Phrase
}

// changeOrder is what a reader asks first: what got worse, and what nobody can tell.
var changeOrder = []kpi.Move{kpi.Fell, kpi.Incomparable, kpi.Rose, kpi.Unchanged, kpi.Ended, kpi.Appeared}

func (l *language) changesPage(before, after kpi.Year) error {
	changes := kpi.Changes(l.site.rows[before], l.site.rows[after])
	page := after.String() + "/changes.html"
	title := l.Say("changes.title", "before", l.year(before), "after", l.year(after))
	p := ChangesPage{YearName: l.year(after), Before: l.year(before), Rateless: l.city.PrintsNoRate(), Line: l.changesLine(changes, "line")}
	p.Frame = l.frame("changes", page, l.title(title), p.Line, after)
	p.Axis, p.Strip = l.listAxis(), l.yearStrip(p.Path, after)
	for _, m := range changeOrder {
		name := string(m)
		if p.Rateless && m == kpi.Incomparable {
			name = "continued"
		}
		g := ChangeGroup{Move: name, Name: l.Say("move." + name), Note: l.Say("move." + name + "_note"), Unlike: name == string(kpi.Incomparable)}
		for i := range changes {
			if changes[i].Outcome() == m {
				g.Rows = append(g.Rows, l.changeRow(p.Path, &changes[i], after))
			}
		}
		if g.Count = l.Number(itoa(len(g.Rows))); len(g.Rows) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	l.crumbs(&p.Frame, Link{Href: l.to(p.Path, after.String()+"/index.html"), Text: l.year(after)}, Link{Text: l.Say("changes.crumb")})
	return stream(l, l.pages.changes, p.Path, &p)
}

// changesLine counts what happened, in a sentence: the page's own line, or a short one.
func (l *language) changesLine(changes []kpi.Change, length string) string {
	counts := map[kpi.Move]int{}
	for i := range changes {
		counts[changes[i].Outcome()]++
		if slices.Contains(changes[i].Moves, kpi.TargetChanged) {
			counts[kpi.TargetChanged]++
		}
	}
	n := func(m kpi.Move) string { return l.Number(itoa(counts[m])) }
	pairs := []string{"incomparable", n(kpi.Incomparable), "rose", n(kpi.Rose), "fell", n(kpi.Fell), "unchanged", n(kpi.Unchanged),
		"appeared", n(kpi.Appeared), "ended", n(kpi.Ended), "target", n(kpi.TargetChanged)}
	if l.city.PrintsNoRate() {
		return l.Say("changes.rateless_"+length, pairs...)
	}
	return l.Say("changes.rated_"+length, pairs...)
}

func (l *language) changeRow(from string, c *kpi.Change, after kpi.Year) ChangeRow {
	var v ChangeRow
	latest := c.After
	if r := c.Before; r != nil {
		v.HasBefore, v.Before, v.BandBefore = true, l.Plain(r.Shown()), l.band(r.Band)
	}
	if r := c.After; r != nil {
		v.HasAfter, v.After, v.BandAfter = true, l.Plain(r.Shown()), l.band(r.Band)
	} else {
		latest = c.Before
		v.Why = append(v.Why, Phrase{Text: l.Say("changes.gone", "year", l.year(after))})
	}
	v.Code = l.fullLabel(latest.Indicator)
	name := l.phrase(latest.Indicator.Name)
	v.Link = Link{Href: l.to(from, latest.Year.String()+"/"+string(latest.Indicator.ID)+".html"), Text: name.Text, Lang: name.Lang}
	l.moved(&v, c)
	if c.Before != nil && c.After != nil {
		if !c.Before.Indicator.Name.Equal(c.After.Indicator.Name) || c.Before.Indicator.ID != c.After.Indicator.ID {
			v.NameBefore, v.CodeBefore = l.phrase(c.Before.Indicator.Name), l.fullLabel(c.Before.Indicator)
		}
		if c.Outcome() == kpi.Incomparable {
			v.Why = l.incomparable(c)
		}
	}
	if !l.city.PrintsNoRate() {
		v.Lane = drawAfter(`<svg class="strut" width="1" height="48" aria-hidden="true"></svg>`, l.changeLane(c))
	}
	return v
}

// moved gathers the figures of both years.
func (l *language) moved(v *ChangeRow, c *kpi.Change) {
	figure := func(key string, of func(*kpi.Row) kpi.Figure) {
		m := MovedFigure{Label: l.Say("figure." + key)}
		say := func(r *kpi.Row) Phrase {
			switch {
			case r == nil:
				return Phrase{}
			case r.Indicator.Measured == kpi.ByParts: // its parts have figures
				return Phrase{Text: l.Say("figure.by_parts")}
			}
			return l.placed(r, of(r))
		}
		m.Before, m.After = say(c.Before), say(c.After)
		if c.Before != nil && c.After != nil && m.Before == m.After {
			m.Before = Phrase{}
		}
		if c.After == nil {
			m.Before, m.After = Phrase{}, m.Before
		}
		v.Moved = append(v.Moved, m)
	}
	figure("actual", func(r *kpi.Row) kpi.Figure { return r.Actual })
	figure("target", func(r *kpi.Row) kpi.Figure { return r.Target })
}

// incomparable says why two years do not speak of the same.
func (l *language) incomparable(c *kpi.Change) []Phrase {
	var why []Phrase
	switch {
	case c.After.Comparability.State == kpi.MethodChanged && !c.After.Comparability.Note.IsZero():
		why = append(why, l.phrase(c.After.Comparability.Note))
	case c.After.Comparability.State == kpi.MethodChanged:
		why = append(why, Phrase{Text: l.Say("changes.method")})
	}
	if c.Before.By != c.After.By && c.Before.Exact != nil && c.After.Exact != nil {
		why = append(why, Phrase{Text: l.Say("changes.rule")})
	}
	if l.city.PrintsNoRate() {
		return why
	}
	for _, r := range []*kpi.Row{c.Before, c.After} {
		if r.Exact == nil {
			why = append(why, Phrase{Text: l.Say("changes.no_rate", "year", l.year(r.Year), "why", strings.TrimRight(l.reason(r.NoRate), "。."))})
		}
	}
	return why
}

// changeLane is last year as a ring and this year as the band's mark. Its way has no colour of alarm: that a rate fell
// is no verdict.
func (l *language) changeLane(c *kpi.Change) chart.Lane {
	lane := chart.Lane{Unlike: true}
	if r := c.Before; r != nil && r.Exact != nil {
		at, _ := r.Exact.Float64()
		lane.Baseline = chart.Number(at, l.Plain(r.Shown()))
		l.changeGutter(&lane, r, at)
	}
	if r := c.After; r != nil {
		lane.Band = l.chartBand(r.Band)
		if r.Exact != nil {
			at, _ := r.Exact.Float64()
			lane.Actual = chart.Number(at, l.Plain(r.Shown()))
			if r.Band == kpi.Pending {
				lane.Actual.Is = chart.Provisional
			}
			l.changeGutter(&lane, r, at)
		}
	}
	if c.Outcome() != kpi.Incomparable {
		lane.Unlike = false
	}
	return lane
}

// changeGutter says what stands beyond an end of the scale; this year's words come last and stay.
func (l *language) changeGutter(lane *chart.Lane, r *kpi.Row, at float64) {
	words := l.Say("changes.in_year", "year", l.year(r.Year), "rate", l.Plain(r.Shown()))
	switch {
	case at > 200:
		lane.High = words
	case at < 0:
		lane.Low = words
	}
}

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

// yearStrip is the marks of the latest years up to one, oldest first; nothing where there is only one.
func (l *language) yearStrip(from string, now kpi.Year) []YearStrip {
	if len(l.site.in.Years) < 2 {
		return nil
	}
	var strip []YearStrip
	for _, info := range l.site.in.Years {
		tally := l.site.tallies[info.Year].all
		s := YearStrip{Year: Link{Href: l.to(from, info.Year.String()+"/index.html"), Text: l.year(info.Year), Current: info.Year == now}}
		for _, b := range l.bands(tally) {
			if n := tally.Bands[b.ID]; n > 0 {
				s.Bands = append(s.Bands, b)
				if tally.Total <= stripMarks {
					s.Marks = append(s.Marks, slices.Repeat([]BandView{b}, n)...)
				}
			}
		}
		if tally.Judged > 0 {
			s.Count = l.Say("years.count", "met", l.Number(itoa(tally.Met)), "judged", l.Number(itoa(tally.Judged)))
		}
		strip = append(strip, s)
	}
	return strip[max(0, len(strip)-stripYears):]
}
