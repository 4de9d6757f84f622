package site

import (
	"html/template"
	"slices"

	"tassei/generator/chart"
	"tassei/generator/kpi"
)

// BandView is a rating band as pages show it: always a word and a shape, with
// colour on top.
type BandView struct {
	ID    string
	Name  string
	Range string // "80 以上 100 未満"
	When  string // the city's condition, "" for none
	Class string // met, near, behind or pending
	Shape template.HTML
	Count string
	Marks chartView // one mark for each indicator

	shape chart.Shape
	count int // of the tally that it stands in
}

// The classes of bands. The first band of a city is met, the last behind, any
// between them near: these share a colour, and each has a mark of its own.
const (
	classMet     = "met"
	classNear    = "near"
	classBehind  = "behind"
	classPending = "pending"
)

// shapes are the marks of the classes with one mark, and of what is not judged.
var shapes = map[string]template.HTML{
	classMet:      `<svg class="shape met" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><circle r="6"/></svg>`,
	classBehind:   `<svg class="shape behind" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="M-5.5-5.5h11v11h-11z"/></svg>`,
	classPending:  `<svg class="shape pending" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><circle r="5.5" fill="none" stroke-dasharray="3 2.5"/></svg>`,
	kpi.NotJudged: `<svg class="shape pending" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/></svg>`,
}

func bandClass(city *kpi.City, id string) string {
	for i, b := range city.Bands {
		switch {
		case b.ID != id:
		case b.Ungraded:
			return classPending
		case i == 0:
			return classMet
		case id == city.Lowest().ID:
			return classBehind
		default:
			return classNear
		}
	}
	return classPending
}

// bandShape is the mark of a band in pages.
func bandShape(city *kpi.City, id, class string) template.HTML {
	if class == classPending && id != kpi.Pending {
		return shapes[kpi.NotJudged]
	}
	if class != classNear {
		return shapes[class]
	}
	return template.HTML(`<svg class="shape near" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="` + chartBand(city, id).Shape.Path() + `"/></svg>`)
}

// chartBand is the mark of a band in charts.
func chartBand(city *kpi.City, id string) chart.Band {
	switch bandClass(city, id) {
	case classMet:
		return chart.BandAchieved
	case classNear:
		return chart.BandBetween(slices.IndexFunc(city.Bands, func(b kpi.Band) bool { return b.ID == id }) - 1)
	case classBehind:
		return chart.BandBehind
	}
	if id != kpi.Pending {
		return chart.BandUnjudged
	}
	return chart.BandPending
}

func (v *voice) band(id string) BandView {
	if view, ok := v.bandViews[id]; ok {
		return view
	}
	class := bandClass(v.city, id)
	view := BandView{ID: id, Class: class, Shape: bandShape(v.city, id, class), shape: chartBand(v.city, id).Shape}
	if slices.Contains(kpi.BuiltInBands, id) {
		own := v.city.BandNames[id]
		if view.Name = marked(own.Mark, v.words(own.Name)); view.Name == "" {
			view.Name = v.Say("band." + id)
		}
		view.Range = v.Say("band." + id + "_range")
		return view
	}
	for i, b := range v.city.Bands {
		if b.ID == id {
			view.Name = marked(b.Mark, v.words(b.Name))
			view.Range, view.When = v.bandRange(i)
		}
	}
	return view
}

// bandOf is the band of a row. A city's own word for what it does not judge ("Data
// only") does not stand for a figure that was withheld, lost or never measured, nor for
// one whose target is yet to come: there the reason stands.
func (v *voice) bandOf(r *kpi.Row) BandView {
	if why := r.Absent(); why != "" && !v.city.BandNames[r.Band].Name.IsZero() {
		return v.absent(why)
	}
	return v.band(r.Band)
}

// absent stands for a band where nothing is judged this year for a reason.
func (v *voice) absent(why kpi.Reason) BandView {
	view := v.band(kpi.NotJudged)
	view.ID, view.Name = string(why), v.Say("reason."+string(why))
	return view
}

// builtIn are the built-in bands of a tally that occur; what a city calls not judged
// in its own words is parted from what is not there.
func (v *voice) builtIn(t kpi.Tally) (views []BandView) {
	add := func(view BandView, n int) {
		if view.count = n; n > 0 {
			view.Count = v.Number(itoa(n))
			views = append(views, view)
		}
	}
	for _, id := range kpi.BuiltInBands {
		if id != kpi.NotJudged || v.city.BandNames[id].Name.IsZero() {
			add(v.band(id), t.Bands[id])
			continue
		}
		own, band := t.Bands[id], v.band(id)
		var apart []kpi.Reason // the city may call what it does not judge as a reason is called
		for _, why := range append(slices.Clone(kpi.Reasons), kpi.ReasonNotDue, kpi.ReasonTotalOver) {
			if v.absent(why).Name != band.Name {
				apart = append(apart, why)
				own -= t.Absent[why]
			}
		}
		add(band, own)
		for _, why := range apart {
			add(v.absent(why), t.Absent[why])
		}
	}
	return views
}

// marked puts the city's mark before a name.
func marked(mark, name string) string {
	if mark == "" || mark == name {
		return name
	}
	return mark + " " + name
}

// bandRange says in words what a band holds: a range of rates, or the city's
// condition.
func (v *voice) bandRange(i int) (rates, when string) {
	b := &v.city.Bands[i]
	switch {
	case b.Grade:
		if g := v.city.Grade(b.ID); g != nil {
			return v.words(g.Meaning), ""
		}
		return "", ""
	case v.city.OwnBands:
		return "", v.conditions(b)
	case v.city.PrintsNoRate() && i == 0:
		return v.Say("band.met"), "" // no rate decides, but the target itself
	case v.city.PrintsNoRate() && b.Open:
		return v.Say("band.missed"), ""
	case b.Open && i > 0:
		return v.Say("band.below", "to", v.Number(v.city.Bands[i-1].From.String())), ""
	case i == 0:
		return v.Say("band.from", "from", v.Number(b.From.String())), ""
	}
	return v.Say("band.between", "from", v.Number(b.From.String()), "to", v.Number(v.city.Bands[i-1].From.String())), ""
}

// conditions are a band's conditions in words, for both directions where they
// differ.
func (v *voice) conditions(b *kpi.Band) string {
	higher, lower := b.Condition(kpi.Increase), b.Condition(kpi.Decrease)
	switch {
	case higher == nil && lower == nil:
		return ""
	case higher == nil:
		return v.Say("band.when_lower", "condition", v.condition(lower))
	case higher == lower:
		return v.condition(higher)
	}
	return v.Say("band.when_both", "higher", v.condition(higher), "lower", v.condition(lower))
}

// condition writes a condition with the terms of the language.
func (v *voice) condition(c *kpi.Condition) string { return c.Write(v.termWriter()) }

// termWriter writes expressions with the field's terms: 実績値 ÷ 目標値 × 100.
func (v *voice) termWriter() kpi.Writer {
	return kpi.Writer{
		Name:   func(name string) string { return v.Say("term." + name) },
		Number: func(d kpi.Decimal) string { return v.Number(d.String()) },
		Word:   func(op string) string { return v.Say("term." + op) },
	}
}

// bands lists the bands of a tally, highest first; the built-in ones only where
// present, and so those between met and missed where the city prints no rate.
func (v *voice) bands(t kpi.Tally) []BandView {
	var views []BandView
	for i, b := range v.city.Bands {
		if v.byRateAlone(i) && t.Bands[b.ID] == 0 {
			continue
		}
		if t.Judged > 0 || t.Total == 0 {
			view := v.band(b.ID)
			view.count, view.Count = t.Bands[b.ID], v.Number(itoa(t.Bands[b.ID]))
			views = append(views, view)
		}
	}
	return append(views, v.builtIn(t)...)
}

// byRateAlone reports whether a band lies between met and missed, where only a rate
// could put an indicator, and the city prints none. Grades are given by hand.
func (v *voice) byRateAlone(i int) bool {
	b := v.city.Bands[i]
	return i > 0 && !b.Open && !b.Grade && v.city.PrintsNoRate() && !v.city.OwnBands
}

// ownBands reports whether the bands are the city's: by condition, by grade, or
// with other bounds or names than those that a new city begins with.
func (v *voice) ownBands() bool {
	return v.city.OwnBands || !v.city.UsualBands()
}

// bandPolicy says whose the bands are, and what they follow.
func (l *language) bandPolicy() string {
	switch {
	case l.ownBands():
		return l.Say("band.own")
	case l.city.PrintsNoRate():
		return l.Say("band.policy_target", "band", l.band(l.city.Bands[0].ID).Name)
	}
	return l.Say("band.policy", "band", l.band(l.city.Bands[0].ID).Name)
}

// FlagView is a flag as pages show it, with what it means for this indicator.
type FlagView struct {
	ID   string
	Sign string // ↓ or ≠: a sign beside the word, never alone
	Name string
	Note Phrase
	Bad  bool
}

var flagSigns = map[kpi.Flag]string{
	kpi.FlagWorse: "↓", kpi.FlagNotComparable: "≠", kpi.FlagReconstructed: "†", kpi.FlagProvisional: "◌",
}

func (v *voice) flags(r *kpi.Row) []FlagView {
	var views []FlagView
	for _, f := range r.Flags {
		view := FlagView{ID: string(f), Sign: flagSigns[f], Name: v.Say("flag." + string(f)), Bad: f == kpi.FlagWorse}
		switch f {
		case kpi.FlagWorse:
			if r.Start != nil && !r.Comparability.Limited() {
				view.Note.Text = v.Say("flag.worse_note", "start", v.percent(r.StartShows))
			}
		case kpi.FlagNotComparable:
			view.Note = v.phrase(r.Comparability.Note)
			if view.Note.Text == "" {
				view.Note.Text = v.Say("comparability." + string(r.Comparability.State))
			}
		}
		views = append(views, view)
	}
	return views
}
