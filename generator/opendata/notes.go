package opendata

import (
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// note is what a reader of one row must know, in one language: why a value is
// missing, what limits the comparison, what was rebuilt. It travels with the
// figures, because files are read without the page beside them.
func (v *view) note(tag string) string {
	return strings.Join(v.notes(tag), " ")
}

func (v *view) notes(tag string) []string {
	i := 0
	for j, t := range v.set.languages {
		if t == tag {
			i = j
		}
	}
	n := noter{v.set.catalogues[i], tag, v.set.languages, nil}
	r := v.rec
	if v.ind.Measured == kpi.ByParts {
		n.say("opendata.note.parts")
		if r.Baseline.Kind == kpi.None {
			n.missing("baseline", r.Baseline)
		}
	} else {
		n.missing("baseline", r.Baseline)
		if !v.dueLater() {
			n.missing("target", r.Target)
		}
		n.missing("actual", r.Actual)
	}
	for _, key := range []string{"baseline", "target", "actual"} {
		if f, _ := r.Figure(key); printedApart(f) {
			n.say("opendata.note.printed", "figure", n.cat.Say("code.measure."+key), "printed", f.Printed)
		}
		if f, _ := r.Figure(key); !f.AsOf.Text.IsZero() && v.asOf(f) == "" {
			n.say("opendata.note.missing", "figure", n.cat.Say("field."+key+"_as_of.title"), "reason", n.text(f.AsOf.Text))
		}
	}
	if r.Baseline.Planned {
		n.say("opendata.note.planned")
	}
	if v.a.Exact == nil && v.a.NoRate != "" {
		n.say("opendata.note.no_rate", "reason", n.cat.Say(codeKey("reason", string(v.a.NoRate))))
	}
	if r.Published == "" && r.InItsPlace != "" {
		n.say("opendata.note.missing_printed", "figure", n.cat.Say("field.achievement_published.title"), "reason", n.cat.Say(codeKey("reason", string(r.NonePublished))), "printed", r.InItsPlace)
	}
	if r.Comparability.Limited() {
		n.say("opendata.note.comparability", "state", n.cat.Say(codeKey("comparability", string(r.Comparability.State))), "note", n.text(r.Comparability.Note))
	}
	if len(r.Reconstructed.Values) > 0 {
		n.say("opendata.note.reconstructed", "note", n.text(r.Reconstructed.Note))
	}
	if !r.Difference.IsZero() {
		n.say("opendata.note.difference", "note", n.text(r.Difference))
	}
	if r.Provisional {
		n.say("opendata.note.provisional")
	}
	n.add(n.text(r.ActionsSameAs.Text))
	for _, t := range v.ind.Notes {
		n.add(n.text(t))
	}
	for _, t := range r.Notes {
		n.add(n.text(t))
	}
	return n.list
}

type noter struct {
	cat       *lang.Catalogue
	tag       string
	languages []string
	list      []string
}

func (n *noter) add(s string) {
	if s != "" {
		n.list = append(n.list, s)
	}
}

func (n *noter) say(key string, pairs ...string) { n.add(n.cat.Say(key, pairs...)) }

// text is a text in the note's language; an untranslated one is better than
// none where it limits a figure.
func (n *noter) text(t lang.Text) string {
	s, _ := t.In(n.tag, n.languages...)
	return s
}

func (n *noter) missing(key string, f kpi.Figure) {
	if !f.Missing() {
		return
	}
	reason := f.None
	if f.Kind == kpi.Unset {
		reason = kpi.NotStated
	}
	pairs := []string{"figure", n.cat.Say("code.measure." + key), "reason", n.cat.Say(codeKey("reason", string(reason))), "printed", f.Printed}
	if f.Printed != "" {
		n.say("opendata.note.missing_printed", pairs...)
		return
	}
	n.say("opendata.note.missing", pairs...)
}

// caveat is one limit of a comparison, for the README of the zip.
type caveat struct {
	id   kpi.ID
	name lang.Text
	note lang.Text
}

// caveats are the notes that must go wherever the figures go.
func (v *view) caveats() []caveat {
	var list []caveat
	add := func(t lang.Text) { list = append(list, caveat{v.ind.ID, v.ind.Name, t}) }
	if v.rec.Comparability.Limited() {
		note := lang.Text{}
		for i, tag := range v.set.languages {
			n := noter{v.set.catalogues[i], tag, v.set.languages, nil}
			n.say("opendata.note.comparability", "state", n.cat.Say(codeKey("comparability", string(v.rec.Comparability.State))), "note", n.text(v.rec.Comparability.Note))
			note[tag] = n.list[0]
		}
		add(note)
	}
	if !v.rec.Reconstructed.Note.IsZero() {
		add(v.rec.Reconstructed.Note)
	}
	if !v.rec.Difference.IsZero() {
		add(v.rec.Difference)
	}
	for _, c := range v.rec.Corrections {
		add(v.set.correction(c))
	}
	return list
}

// correction is a correction on one line: date: was → now (why).
func (s *Set) correction(c kpi.Correction) lang.Text {
	t := lang.Text{}
	for i, tag := range s.languages {
		n := noter{s.catalogues[i], tag, s.languages, nil}
		t[tag] = c.Date + ": " + n.text(c.Was) + " → " + n.text(c.Now) + " (" + n.text(c.Why) + ")"
	}
	return t
}
