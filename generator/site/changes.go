package site

import (
	"slices"
	"strings"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// ChangesPage compares a year with the one before. Each indicator stands on it once.
type ChangesPage struct {
	Frame
	YearName, Before string
	Span             string // from the one to the other
	Heading          string // since when, which is not always the year before
	Rateless         bool   // the city prints no rate, so none is spoken of
	Line             string
	Strip            []YearStrip
	Axis             chartView
	Groups           []ChangeGroup
	Pages            []Link // of one kind of change, where it has more than one
}

// ChangeGroup is what moved in one way.
type ChangeGroup struct {
	Move, Name string
	Note       string
	Count      string
	Unlike     bool // its rates cannot be compared
	Rows       []ChangeRow
	All        *Link  // where all of them are, nil where they are here
	Parts      []Link // the pages of all of them, by their numbers
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
	line := l.changesLine(countMoves(changes), false, l.since(before, after))
	p := l.changesFrame(after.String()+"/changes.html", before, after, line, Link{Text: l.Say("changes.crumb")})
	p.Strip = l.yearStrip(p.Path, after)
	for _, m := range changeOrder {
		var list []*kpi.Change
		for i := range changes {
			if changes[i].Outcome() == m {
				list = append(list, &changes[i])
			}
		}
		if len(list) == 0 {
			continue
		}
		shown := list
		if l.site.large[after] && len(list) > attention {
			if err := l.changesOf(before, after, m, list); err != nil {
				return err
			}
			shown = list[:attention]
		}
		g := l.changeGroup(&p, m, shown, before, after)
		g.Count = l.Number(itoa(len(list)))
		if len(shown) < len(list) {
			g.All = &Link{Href: l.to(p.Path, changesPath(after, m, 0)), Text: l.more(len(shown), len(list))}
			g.Parts = l.parts(p.Path, changePages(len(list)), -1, func(n int) string { return changesPath(after, m, n) })
		}
		p.Groups = append(p.Groups, g)
	}
	return explained(l, l.pages.changes, p.Path, &p)
}

// changeRows is how many rows a page of one kind of change has.
const changeRows = 120

func changesPath(y kpi.Year, m kpi.Move, n int) string {
	path := y.String() + "/changes/" + string(m)
	if n > 0 {
		path += "/" + itoa(n+1)
	}
	return path + ".html"
}

// changePages is how many pages so many rows fill.
func changePages(rows int) int { return (rows + changeRows - 1) / changeRows }

// changesOf writes the pages of one kind of change of a large year.
func (l *language) changesOf(before, after kpi.Year, m kpi.Move, list []*kpi.Change) error {
	pages := changePages(len(list))
	for n := range pages {
		p := l.changesFrame(changesPath(after, m, n), before, after, l.Say("move."+l.moveName(m)), Link{Text: l.Say("move." + l.moveName(m))})
		p.Groups = []ChangeGroup{l.changeGroup(&p, m, list[n*changeRows:min((n+1)*changeRows, len(list))], before, after)}
		p.Groups[0].Count = l.Number(itoa(len(list)))
		if pages > 1 {
			p.Pages = l.parts(p.Path, pages, n, func(k int) string { return changesPath(after, m, k) })
			p.Title = l.title(l.pageOf(n, pages), p.Title)
		}
		if err := explained(l, l.pages.changes, p.Path, &p); err != nil {
			return err
		}
	}
	return nil
}

// changesFrame makes what all pages of changes share.
func (l *language) changesFrame(page string, before, after kpi.Year, line string, last Link) ChangesPage {
	title := l.Say("changes.title", "before", l.year(before), "after", l.year(after))
	p := ChangesPage{Heading: l.Say("changes.heading_since", "since", l.since(before, after)), YearName: l.year(after), Before: l.year(before), Span: l.year(before) + " " + lang.Arrow(l.Tag) + " " + l.year(after), Rateless: l.city.PrintsNoRate(), Line: line, Axis: l.listAxis()}
	words := []string{title}
	way := []Link{l.yearLink(l.prefix+page, after)}
	if whole := after.String() + "/changes.html"; page != whole {
		words = []string{line, title}
		way = append(way, Link{Href: l.to(l.prefix+page, whole), Text: l.Say("changes.crumb")})
	}
	p.Frame = l.frame("changes", page, l.title(words...), line, after)
	l.crumbs(&p.Frame, append(way, last)...)
	return p
}

// moveName is what a kind of change is called: without rates nothing is incomparable.
func (l *language) moveName(m kpi.Move) string {
	if l.city.PrintsNoRate() && m == kpi.Incomparable {
		return "continued"
	}
	return string(m)
}

func (l *language) changeGroup(p *ChangesPage, m kpi.Move, list []*kpi.Change, before, after kpi.Year) ChangeGroup {
	name := l.moveName(m)
	return ChangeGroup{
		Move: name, Name: l.Say("move." + name), Note: l.Say("move."+name+"_note", "since", l.since(before, after)),
		Unlike: name == string(kpi.Incomparable),
		Rows:   each(list, func(c *kpi.Change) ChangeRow { return l.changeRow(p.Path, c, after) }),
	}
}

// since is what a year is compared with: the year before, or the one recorded last
// before it, by its name, where those between have no records.
func (v *voice) since(before, after kpi.Year) string {
	if before == after-1 {
		return v.Say("changes.year_before")
	}
	return v.Say("changes.record_before", "year", v.year(before))
}

// sinceLast is what a year of the site is compared with, "" for its first.
func (l *language) sinceLast(y kpi.Year) string {
	for i, info := range l.site.in.Years {
		if info.Year == y && i > 0 {
			return l.since(l.site.in.Years[i-1].Year, y)
		}
	}
	return ""
}

// countMoves counts what happened to the indicators, and how many have another target.
func countMoves(changes []kpi.Change) map[kpi.Move]int {
	counts := map[kpi.Move]int{}
	for i := range changes {
		counts[changes[i].Outcome()]++
		if slices.Contains(changes[i].Moves, kpi.TargetChanged) {
			counts[kpi.TargetChanged]++
		}
	}
	return counts
}

// changesLine says what happened, in a sentence or two: the page's own line, or a short one for the pages that link
// to it. It names only what there is; since is what the year is compared with.
func (v *voice) changesLine(counts map[kpi.Move]int, short bool, since string) string {
	var moves, others []string
	say := func(list *[]string, key string, m kpi.Move) {
		if n := counts[m]; n > 0 {
			*list = append(*list, v.Count("changes."+key, n, "target", v.Number(itoa(counts[kpi.TargetChanged])), "since", since))
		}
	}
	if v.city.PrintsNoRate() {
		key := "continuing"
		if !short && counts[kpi.TargetChanged] > 0 {
			key = "continuing_target"
		}
		say(&others, key, kpi.Incomparable)
	} else {
		say(&moves, "rose", kpi.Rose)
		say(&moves, "fell", kpi.Fell)
		say(&moves, "unchanged", kpi.Unchanged)
		key := "incomparable"
		if short && len(moves) == 0 {
			key = "incomparable_since"
		}
		say(&others, key, kpi.Incomparable)
	}
	if !short || len(moves) == 0 {
		say(&others, "appeared", kpi.Appeared)
		say(&others, "ended", kpi.Ended)
	}
	key := "changes.moved"
	if short {
		key = "changes.moved_since"
	}
	switch {
	case len(moves) == 0 && len(others) == 0:
		return ""
	case len(moves) == 0:
		return v.Say("changes.others", "others", v.enumerate(others))
	case len(others) == 0:
		return v.Say(key, "moves", v.enumerate(moves), "since", since)
	}
	return v.Say(key+"_others", "since", since, "moves", v.enumerate(moves), "others", v.enumerate(others))
}

func (l *language) changeRow(from string, c *kpi.Change, after kpi.Year) ChangeRow {
	var v ChangeRow
	latest := c.After
	if r := c.Before; r != nil {
		v.HasBefore, v.Before, v.BandBefore = true, l.Plain(r.Shown()), l.bandOf(r)
	}
	if r := c.After; r != nil {
		v.HasAfter, v.After, v.BandAfter = true, l.Plain(r.Shown()), l.bandOf(r)
	} else {
		latest = c.Before
		key := "changes.gone"
		if c.Another {
			key = "changes.another"
		}
		v.Why = append(v.Why, Phrase{Text: l.Say(key, "year", l.year(after))})
	}
	v.Code = l.fullLabel(latest.Indicator)
	name := l.phrase(latest.Indicator.Name)
	v.Link = Link{Href: l.to(from, latest.Year.String()+"/"+string(latest.Indicator.ID)+".html"), Text: name.Text, Lang: name.Lang}
	l.moved(&v, c)
	if c.Before != nil && c.After != nil {
		was := l.fullLabel(c.Before.Indicator)
		if !c.Before.Indicator.Name.Equal(c.After.Indicator.Name) || was != v.Code {
			v.NameBefore, v.CodeBefore = l.phrase(c.Before.Indicator.Name), was
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

// moved gathers the figures of both years, and the baseline where it is another one: a rate
// may have moved with it.
func (l *language) moved(v *ChangeRow, c *kpi.Change) {
	figure := func(key string) {
		m := MovedFigure{Label: l.Say("figure." + key)}
		m.Before, m.After = l.changed(c.Before, key), l.changed(c.After, key)
		if c.Before != nil && c.After != nil && (m.Before == m.After || sameNumber(c, key)) {
			m.Before = Phrase{}
		}
		if c.After == nil {
			m.Before, m.After = Phrase{}, m.Before
		}
		if key == "target" && c.Before != nil && c.After != nil && kpi.Step(c.Before, c.After) {
			m = l.step(m, c)
		}
		v.Moved = append(v.Moved, m)
	}
	figure("actual")
	figure("target")
	if c.Before != nil && c.After != nil && l.changed(c.Before, "baseline") != l.changed(c.After, "baseline") && !sameNumber(c, "baseline") {
		figure("baseline")
	}
}

// sameNumber reports whether a figure of both years is one number that was only written with other
// decimals, 36 and 36.0: nothing moved.
func sameNumber(c *kpi.Change, key string) bool {
	figure := func(r *kpi.Row) kpi.Figure {
		switch key {
		case "target":
			return r.InForce()
		case "baseline":
			return r.Baseline
		}
		return r.Actual
	}
	was, now := figure(c.Before), figure(c.After)
	if key == "target" && (c.Before.Form == kpi.FormFinal || c.After.Form == kpi.FormFinal) { // its year may be another
		return false
	}
	return c.Before.Sum == nil && c.After.Sum == nil &&
		was.IsNumber() && now.IsNumber() && was.Strict == now.Strict && was.Second == nil && now.Second == nil && was.Value.Cmp(now.Value) == 0
}

// changed is a figure of one of two years, of the whole or of its parts.
func (l *language) changed(r *kpi.Row, key string) Phrase {
	switch {
	case r == nil:
		return Phrase{}
	case key == "actual":
		return l.withSum(r)
	case r.Indicator.Measured == kpi.ByParts: // its parts have figures
		return l.byParts(r, key)
	case key == "target":
		return l.targetOf(r)
	}
	return l.placed(r, r.Baseline)
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
			key := "changes.no_rate"
			if r.Published != "" {
				key = "changes.unchecked"
			}
			why = append(why, Phrase{Text: l.Say(key, "year", l.year(r.Year), "rate", l.percent(r.Shown()), "why", strings.TrimRight(l.reason(r.NoRate), "。."))})
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
