package site

import (
	"bytes"
	"crypto/sha256"
	"html/template"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/prose"
)

// IndicatorPage is one indicator in one year.
type IndicatorPage struct {
	Frame
	View  IndicatorView
	About string // href of the page that says who the editor is
}

// IndicatorView is what a page shows of an indicator. Every id on the page
// begins with ID, because print.html joins all of them.
type IndicatorView struct {
	ID, Href    string
	Undated     bool // no figure of it has a time
	NoSections  bool // the city names no sections in charge
	NoActions   bool // the year's sheet states actions of none of its indicators
	NoMethod    bool // the year's sheet states no method of calculation
	Code        Phrase
	Label       string // 指標6
	Group       Phrase
	Name        Phrase
	NameRefers  *Link
	Initiative  Link
	Sections    []Link
	Direction   string
	Unit        Phrase
	Qualitative bool // done or not: no unit, no direction

	Finding  Finding
	Rateless bool   // the city prints no rate, so none is spoken of
	Lensless bool   // nothing can be compared
	Baseless bool   // nothing is said of a baseline, so the page does not speak of one
	Shown    string // the achievement in large figures, "" without a rate
	NoRate   string
	Why      bool // the band's range says why it is not judged
	Band     BandView
	Flags    []FlagView
	Grade    *GradeView // nil where the band is the grade
	Graded   bool       // the band is the city's own grade, and its range what that means
	Gradings []GradingView
	Fields   []FieldView

	Figures []FigureView // baseline, target, actual; without the baseline where Baseless; empty for a composite
	Final   *FigureView
	Further []FigureView // what not every indicator has: a total so far, a forecast, a target before it was revised
	Parts   []PartView
	Chart   chartView

	Arithmetic   Arithmetic
	Reckoned     bool // there is something to tell of how the figure came about
	LensSentence string
	Lenses       []Lens

	Original      bool // the page is in the language that the city writes in
	Commented     bool // there is a comment, or the city asks for one
	Comment       template.HTML
	CommentLang   string
	CommentStale  bool
	Remark        Phrase
	Actions       []ActionView
	ActionsText   Phrase // printed words instead of actions
	ActionsLink   *Link
	Timeline      chartView
	Method        Phrase
	Evidence      []EvidenceView
	Notes         []Phrase
	Reconstructed Phrase
	Comparability Phrase // why to compare with care
	Comparable    Phrase // why the values compare well
	Corrections   []CorrectionView
	Readings      []ReadingView
	ReadingChart  chartView
	Breakdowns    []BreakdownView
	Resources     []ResourceView
	Trend         chartView
	TrendRows     []TrendRow
	TrendBaseless bool   // no year of it says anything of a baseline
	TrendRateless bool   // no year of it has a rate
	Years         []Link // the same indicator in each year
	SameMeasure   []Link
	SourceName    Phrase // of the year's document
	SourcePage    string
	SourceHref    string
	Downloads     []Link
	Quote         Quote
	Prev, Next    *Link

	files   []chartFile     // of the charts, until they are written
	comment *prose.Document // as it was read, until the search has it; nil where it was not
}

// GradeView is the city's own grade with its legend.
type GradeView struct{ Name, Meaning Phrase }

// PartView is one part of a composite.
type PartView struct {
	Name      Phrase
	Direction string
	Figures   []FigureView
	Sum       string
	Chart     chartView
}

// ActionView is one line of 実施内容.
type ActionView struct {
	Number   string
	Text     Phrase
	Period   Phrase
	Sections []Link

	Course                        bool // there is anything of what follows
	State, Percent, Budget, Spent string
	Due                           Phrase
	Grade                         *GradeView
}

// EvidenceView is one recomputed sum.
type EvidenceView struct {
	Text   Phrase
	Sum    string
	Result string
}

// CorrectionView is a correction made after publication.
type CorrectionView struct {
	Date          string
	ISO           string
	Was, Now, Why Phrase
	Of            *Link
}

// TrendRow is one year in the table beside the trend.
type TrendRow struct {
	Year                     Link
	Baseline, Target, Actual Phrase
	AsOf                     Phrase // of the actual, where it is from before the year
	Shown                    string
	Rateless                 bool // no year of the table has a rate
	Band                     BandView
	Due                      string // of the target, where it is a later year's
	Earlier                  bool   // from before the first record: only the actual is known
	Note                     string
	Name                     Phrase // when it had another name
}

// sheetPages writes the pages of one initiative in one year.
func (l *language) sheetPages(d *Drawn, dy *drawnYear, y kpi.YearSheet, trends map[*kpi.Row]*trend) error {
	page := y.Year.String() + "/" + y.Initiative.Sheet + ".html"
	views := make([]IndicatorView, len(y.Records))
	for i, rec := range y.Records {
		row := &dy.rows[i]
		path := y.Year.String() + "/" + string(row.Indicator.ID) + ".html"
		views[i] = l.view(l.prefix+path, row, rec, &y.Initiative, trends[row], dy.rows)
		views[i].NoActions, views[i].NoMethod = unstated(y.Records)
		if err := l.indicatorPage(path, row, rec, &y.Initiative, &views[i]); err != nil {
			return err
		}
		if err := l.chartFiles(row, &views[i]); err != nil {
			return err
		}
		if y.Year == l.site.latest() && l.shown().search {
			d.search[l.Tag] = append(d.search[l.Tag], l.indicatorEntry(path, row, rec, &views[i]))
		}
		views[i].comment = nil
	}
	if !y.Initiative.Bare() {
		if err := l.initiativePage(d, page, dy, y, views); err != nil {
			return err
		}
	}
	buf := l.site.buffers.Get().(*[]byte)
	defer l.site.buffers.Put(buf)
	fragment, err := l.printSheet((*buf)[:0], y, views)
	if err != nil {
		return err
	}
	*buf = fragment
	if len(views) > 0 && l.site.large[y.Year] {
		return l.printAlone(y.Year, &y.Initiative, fragment)
	}
	d.prints = append(d.prints, Print{Page: l.prefix + printPath(y.Year, "", false), HTML: bytes.Clone(fragment), Sum: sha256.Sum256(fragment), year: y.Year, tag: l.Tag})
	return nil
}

// unstated tells of a year's sheet what it states of none of its indicators. Where it states some, their absence at one
// indicator is worth a line; where there are none, the city's document has no such column.
func unstated(records []*kpi.Record) (actions, method bool) {
	actions, method = true, true
	for _, rec := range records {
		actions = actions && len(rec.Actions) == 0 && rec.ActionsSameAs.Indicator == ""
		method = method && rec.Method.IsZero()
	}
	return actions, method
}

func (l *language) indicatorPage(path string, row *kpi.Row, rec *kpi.Record, of *kpi.Initiative, view *IndicatorView) error {
	title := l.title(view.Name.Text, l.fullLabel(row.Indicator), l.year(row.Year))
	description := view.Finding.Line(l.Say("sentence.separator"))
	if view.Shown != "" {
		description += l.Say("sentence.separator") + l.Say("indicator.description", "achievement", l.percent(row.Shown()), "band", view.Band.Name)
	}
	p := IndicatorPage{Frame: l.sheetFrame("indicator", path, title, description, row.Year), View: *view}
	p.SourcePage, p.SourceHref = view.SourcePage, view.SourceHref
	l.footDate(&p.Frame, dataDate{}.with(rec))
	p.About = l.to(p.Path, "about.html")
	if l.shown().quote {
		p.View.Quote = l.quote(path, p.Path, row, view, p.DataDate)
	}
	if l.city.ShareImages && l.site.shared() {
		var err error
		if p.ShareAlt, err = l.shareIndicator(path, row, view); err != nil {
			return err
		}
		if p.ShareAlt != "" {
			p.ShareImage = l.city.BaseURL + l.prefix + strings.TrimSuffix(path, ".html") + ".png"
		} else {
			p.View.Quote.Card = nil
		}
	}
	way := append([]Link{l.yearLink(p.Path, row.Year)}, l.above(p.Path, row.Year, of)...)
	l.crumbs(&p.Frame, append(way,
		l.nodeLink(p.Path, row.Year, of), Link{Text: view.Label})...)
	if l.embeds() {
		if err := l.embedPage(path, row, view, &p.Frame); err != nil {
			return err
		}
	}
	return explained(l, l.pages.indicator, p.Path, &p)
}

// view gathers everything that a page shows of an indicator.
func (l *language) view(from string, row *kpi.Row, rec *kpi.Record, of *kpi.Initiative, trend *trend, beside []kpi.Row) IndicatorView {
	ind := row.Indicator
	home := row.Year.String() + "/"
	v := IndicatorView{
		ID: string(ind.ID), Href: l.to(from, home+string(ind.ID)+".html"), Code: l.codeBeside(ind), Label: l.label(ind),
		Name: l.phrase(ind.Name), Direction: l.way(ind), Unit: l.phrase(ind.Unit), Qualitative: ind.Measured == kpi.ByDone,
		Finding: l.finding(row), Band: l.bandOf(row), Flags: l.flags(row),
		Method: l.phrase(rec.Method), Remark: l.phrase(rec.Remark),
		Reconstructed: l.phrase(rec.Reconstructed.Note),
	}
	if note := l.phrase(rec.Comparability.Note); rec.Comparability.Limited() {
		v.Comparability = note
	} else {
		v.Comparable = note
	}
	if l.shown().arithmetic {
		v.Arithmetic = l.arithmetic(row, rec)
	}
	if l.shown().lenses {
		v.LensSentence, v.Lenses = l.lensSentence(row), l.lenses(row)
	}
	v.Reckoned = v.Arithmetic.shows()
	v.Initiative = l.nodeLink(from, row.Year, of)
	v.NoSections = len(l.city.Sections) == 0
	if g := l.city.Group(ind.Group); g != nil {
		v.Group = l.phrase(g.Name)
	}
	v.Grade, v.Gradings = l.grade(rec.Grade), l.gradings(rec.Gradings)
	if band := l.city.Band(row.Band); band != nil && band.Grade && band.ID == rec.Grade {
		v.Grade, v.Graded = nil, true // said once
	}
	v.Fields, v.Resources = l.fields(ind.Fields), l.resources(rec.Resources)
	v.Rateless = l.rateless(row)
	v.Lensless = row.Band == kpi.NotJudged && row.Exact == nil && row.Against == kpi.NoComparison && row.Share == nil ||
		row.Baseless() && !row.Contradicts() // the one look that is left is the achievement itself
	if row.Exact != nil || row.Published != "" {
		v.Shown = l.Plain(row.Shown())
	} else {
		v.NoRate = l.reason(row.NoRate)
	}
	l.viewBand(&v, row)
	l.viewFigures(&v, row, rec)
	l.viewWords(&v, from, row, rec)
	l.viewCharts(&v, row, rec)
	l.viewWithin(&v, row, rec)
	l.viewTrend(&v, from, row, trend)
	l.viewLinks(&v, from, row, rec, beside)
	return v
}

// viewBand says beside the band what it rests on, where that is not the bounds that
// stand there: why an indicator is not judged, or that the printed rate did not decide.
func (v *voice) viewBand(view *IndicatorView, row *kpi.Row) {
	elsewhere := view.Band.When == "" && !view.Graded && row.Published != "" && v.city.Band(row.Band) != nil && !v.city.Holds(row.Band, row.Published)
	switch {
	case (row.Band == kpi.NotJudged || row.Band == kpi.NoBand) && row.Unjudged != "":
		view.Band.Range, view.Why = v.reason(row.Unjudged), true
	case elsewhere && row.Exact == nil:
		view.Band.Range = "" // the target decided
	case row.Exact != nil && row.Agrees && view.Band.When == "" && !view.Graded && !v.city.OwnBands && v.city.Band(row.Band) != nil && !v.city.Holds(row.Band, row.Shows):
		view.Band.Range = "" // exactly at a bound that is to be gone beyond
	case elsewhere && !row.Agrees:
		view.Band.Range = v.Say("band.calculated") // 79% as printed beside "80 and above"
	}
}

// way says which way is better.
func (l *language) way(ind *kpi.Indicator) string {
	if ind.Measured == kpi.ByRank {
		return l.Say("direction.rank")
	}
	return l.Say("direction." + string(ind.Direction))
}

// viewWords fills in the city's words: comment, actions, evidence, notes.
func (l *language) viewWords(v *IndicatorView, from string, row *kpi.Row, rec *kpi.Record) {
	comment, tag := rec.Comment[l.Tag], l.Tag
	if comment.Markdown == "" {
		comment, tag = rec.Comment[l.first], l.first
	}
	v.Original = !l.city.Translates(l.Tag)
	v.Commented = comment.Markdown != "" || l.city.Comments == kpi.Required
	if comment.Markdown != "" {
		if l.shown().comment {
			v.comment = prose.Read([]byte(comment.Markdown))
			v.Comment = l.prose(v.comment, v.ID, from, tag, row.Year, 2)
		}
		v.CommentStale = comment.Stale && !v.Original
		if tag != l.Tag {
			v.CommentLang = tag
		}
	}
	for i, a := range rec.Actions {
		action := ActionView{Number: l.Number(itoa(i + 1)), Text: l.phrase(a.Text), Period: l.printedPeriod(a.Printed, a.Said, a.Period), Sections: l.sectionLinks(from, row.Year, a.Sections)}
		l.course(&action, a)
		v.Actions = append(v.Actions, action)
	}
	for _, e := range rec.Evidence {
		proof, err := e.Prove(rec)
		if err != nil {
			continue // a fault of the data, refused before any page is made
		}
		v.Evidence = append(v.Evidence, EvidenceView{l.phrase(e.Text), mathSigns.Replace(e.Sum), l.proof(proof)})
	}
	v.Notes = each(slices.Concat(row.Indicator.Notes, rec.Notes), l.phrase)
	v.Corrections = each(rec.Corrections, l.correction)
}

var mathSigns = strings.NewReplacer("*", "×", "/", "÷", " - ", " − ")

func (l *language) proof(p kpi.Proof) string {
	exact, whole := kpi.Digits(p.Result)
	s := "= " + l.exact(p.Result)
	if exact != p.Rounded || !whole {
		s += " → " + l.Number(p.Rounded)
	}
	return s
}

func (l *language) correction(c kpi.Correction) CorrectionView {
	return CorrectionView{Date: l.Date(c.Date), ISO: c.Date, Was: l.phrase(c.Was), Now: l.phrase(c.Now), Why: l.phrase(c.Why)}
}
