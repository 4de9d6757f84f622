package site

import (
	"html/template"

	"tassei/generator/kpi"
)

// BandView is a rating band as pages show it: always a word and a shape, with
// colour on top.
type BandView struct {
	ID    string
	Name  string
	Range string // "80 以上 100 未満"
	Class string // met, near, behind or pending
	Shape template.HTML
	Count string
	Marks chartView // one mark for each indicator
}

// The classes of bands. The first band of a city is met, the last behind, any
// between them near.
const (
	classMet     = "met"
	classNear    = "near"
	classBehind  = "behind"
	classPending = "pending"
)

var shapes = map[string]template.HTML{
	classMet:     `<svg class="shape met" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><circle r="6"/></svg>`,
	classNear:    `<svg class="shape near" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="M0-7 6.6 5H-6.6Z"/></svg>`,
	classBehind:  `<svg class="shape behind" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="M-5.5-5.5h11v11h-11z"/></svg>`,
	classPending: `<svg class="shape pending" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><circle r="5.5" fill="none" stroke-dasharray="3 2.5"/></svg>`,
}

func bandClass(city *kpi.City, id string) string {
	for i, b := range city.Bands {
		switch {
		case b.ID != id:
		case i == 0:
			return classMet
		case i == len(city.Bands)-1:
			return classBehind
		default:
			return classNear
		}
	}
	return classPending
}

func (v *voice) band(id string) BandView {
	if view, ok := v.bandViews[id]; ok {
		return view
	}
	class := bandClass(v.city, id)
	view := BandView{ID: id, Class: class, Shape: shapes[class]}
	if class == classPending {
		view.Name, view.Range = v.Say("band.pending"), v.Say("band.pending_range")
		return view
	}
	for i, b := range v.city.Bands {
		if b.ID != id {
			continue
		}
		view.Name = v.words(b.Name)
		switch {
		case b.Open && i > 0:
			view.Range = v.Say("band.below", "to", v.Number(v.city.Bands[i-1].From.String()))
		case i == 0:
			view.Range = v.Say("band.from", "from", v.Number(b.From.String()))
		default:
			view.Range = v.Say("band.between", "from", v.Number(b.From.String()), "to", v.Number(v.city.Bands[i-1].From.String()))
		}
	}
	return view
}

// bands lists the bands of a tally, highest first; pending only where present.
func (v *voice) bands(t kpi.Tally) []BandView {
	var views []BandView
	for _, b := range v.city.Bands {
		view := v.band(b.ID)
		view.Count = v.Number(itoa(t.Bands[b.ID]))
		views = append(views, view)
	}
	if n := t.Bands[kpi.Pending]; n > 0 {
		view := v.band(kpi.Pending)
		view.Count = v.Number(itoa(n))
		views = append(views, view)
	}
	return views
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
				view.Note.Text = v.Say("flag.worse_note", "start", v.percent(kpi.Round(r.Start, 1)))
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
