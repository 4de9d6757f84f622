package site

import (
	"strings"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// FieldView is one of the city's own fields with what stands in it.
type FieldView struct {
	Name   Phrase
	Values []Phrase
}

// GradingView is one grader's grade, with the grader's words.
type GradingView struct {
	Grader Phrase
	Grade  GradeView // zero where there are words alone
	Words  Phrase
}

// ResourceView is what was planned and used of one kind; "" where not stated.
type ResourceView struct {
	Name            Phrase
	Planned, Actual string // with their unit
}

// ReadingView is a value taken within the year.
type ReadingView struct {
	Period      Phrase
	Value       FigureView
	Provisional bool
}

// BreakdownView is the actual by district, age or another trait.
type BreakdownView struct {
	Name  Phrase
	Whole bool // the items add up to the actual
	Items []ItemView
}

// ItemView is one district or age.
type ItemView struct {
	Name  Phrase
	Value FigureView
	Bar   chartView
}

func (l *language) fields(list []kpi.FieldValue) []FieldView {
	var views []FieldView
	for _, f := range list {
		own := l.city.OwnField(f.Field)
		if own == nil {
			continue
		}
		views = append(views, FieldView{l.phrase(own.Name), each(f.Values, l.phrase)})
	}
	return views
}

// ownFacts are what stands beside a part of the plan: its sections in charge and the
// city's own fields.
func (l *language) ownFacts(of *kpi.Initiative) []FieldView {
	return append(l.inCharge(of.InCharge), l.fields(of.Fields)...)
}

// inCharge are sections in charge as a fact, none where there are none.
func (l *language) inCharge(ids []string) []FieldView {
	sections := FieldView{Name: Phrase{Text: l.Say("table.section")}}
	for _, id := range ids {
		if sec := l.city.Section(id); sec != nil {
			sections.Values = append(sections.Values, l.phrase(sec.Name))
		}
	}
	if sections.Values == nil {
		return nil
	}
	return []FieldView{sections}
}

// grade is the view of one of the city's grades, nil for none.
func (l *language) grade(id string) *GradeView {
	g := l.city.Grade(id)
	if g == nil {
		return nil
	}
	name := l.phrase(g.Name)
	name.Text = marked(g.Mark, name.Text)
	return &GradeView{name, l.phrase(g.Meaning)}
}

func (l *language) gradings(list []kpi.Grading) []GradingView {
	var views []GradingView
	for _, g := range list {
		grader := l.city.Grader(g.Grader)
		if grader == nil {
			continue
		}
		v := GradingView{Grader: l.phrase(grader.Name), Words: l.phrase(g.Words)}
		if grade := l.grade(g.Grade); grade != nil {
			v.Grade = *grade
		}
		views = append(views, v)
	}
	return views
}

// GradesView are the grades that the city and its graders gave to a node as a whole.
type GradesView struct {
	Grade  *GradeView // the city's, nil for none
	Others []GradingView
}

func (l *language) given(of *kpi.Initiative) GradesView {
	v := GradesView{Grade: l.grade(of.Grade)}
	for _, g := range l.gradings(of.Gradings) {
		if g.Grade.Name.Text != "" {
			v.Others = append(v.Others, g)
		}
	}
	return v
}

func (l *language) resources(list []kpi.Resource) []ResourceView {
	return each(list, func(r kpi.Resource) ResourceView {
		return ResourceView{l.phrase(r.Name), l.stated(r.Planned, r.Unit), l.stated(r.Actual, r.Unit)}
	})
}

// stated is an amount with its unit, "" where there is none.
func (l *language) stated(d *kpi.Decimal, unit lang.Text) string {
	if d == nil {
		return ""
	}
	return l.withUnit(l.Number(d.String()), unit)
}

// viewWithin fills in what an indicator has from within the year and of the
// actual's parts.
func (l *language) viewWithin(v *IndicatorView, row *kpi.Row, rec *kpi.Record) {
	unit := row.Indicator.Unit
	line := chart.Trend{Tick: l.tick}
	numbers := 0
	var told []string // what the line shows, in words
	for _, r := range rec.Readings {
		period := l.printedPeriod(r.Printed, r.Said, r.Period)
		v.Readings = append(v.Readings, ReadingView{period, l.figureView("reading", r.Value, unit), r.Provisional})
		v.Readings[len(v.Readings)-1].Value.placed(l.place(row, r.Value))
		told = append(told, period.Text+" "+l.value(row, r.Value, unit))
		m := l.mark(r.Value)
		if m.Is == chart.Measured {
			numbers++
			if r.Provisional {
				m.Is = chart.Provisional
			}
		}
		line.Years = append(line.Years, chart.TrendYear{Label: period.Text, Band: chart.BandUnjudged, Actual: m})
	}
	if numbers > 1 && row.Indicator.Measured == kpi.ByNumber {
		line.Frame = chart.Frame{Title: l.Say("reading.title", "name", l.words(row.Indicator.Name)), Desc: strings.Join(told, l.Say("list.separator"))}
		v.ReadingChart = l.keeper(v).draw(chartReadings, line.Title, chart.Panel{Drawing: line})
	}
	for _, b := range rec.Breakdowns {
		view := BreakdownView{Name: l.phrase(b.Name), Whole: b.Whole}
		scale := chart.ScaleOf(numbersOf(b.Items)...)
		for _, item := range b.Items {
			iv := ItemView{Name: l.phrase(item.Name), Value: l.figureView("item", item.Value, unit)}
			if item.Value.IsNumber() {
				iv.Bar = draw(chart.Strip{Scale: scale, Value: item.Value.Value.Float(), Text: l.Number(item.Value.Value.String())})
			}
			view.Items = append(view.Items, iv)
		}
		v.Breakdowns = append(v.Breakdowns, view)
	}
}

func numbersOf(items []kpi.BreakdownItem) []float64 {
	var list []float64
	for _, i := range items {
		if i.Value.IsNumber() {
			list = append(list, i.Value.Value.Float())
		}
	}
	return list
}

// course fills in how far an action is, as the city states it.
func (l *language) course(v *ActionView, a kpi.Action) {
	if a.State != "" {
		v.State = l.Say("action.state." + string(a.State))
	}
	if a.Percent != nil {
		v.Percent = l.Number(a.Percent.String()) + "%"
	}
	if !a.Due.Text.IsZero() {
		v.Due = l.asOf(a.Due)
	}
	v.Budget, v.Spent = l.stated(a.Budget, l.city.Money), l.stated(a.Spent, l.city.Money)
	v.Grade = l.grade(a.Grade)
	v.Course = v.State != "" || v.Percent != "" || v.Due.Text != "" || v.Budget != "" || v.Spent != "" || v.Grade != nil
}
