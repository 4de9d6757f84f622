package opendata

import (
	"slices"
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
	n := noter{v.set.catalogues[slices.Index(v.set.languages, tag)], v.set.languages, nil}
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
		n.add(v.limited(n))
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
	for _, t := range slices.Concat(v.ind.Notes, r.Notes) {
		n.add(n.text(t))
	}
	return n.list
}

type noter struct {
	cat       *lang.Catalogue
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
	s, _ := t.In(n.cat.Tag, n.languages...)
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

// limited says what limits the comparison.
func (v *view) limited(n noter) string {
	c := v.rec.Comparability
	return n.cat.Say("opendata.note.comparability", "state", n.cat.Say(codeKey("comparability", string(c.State))), "note", n.text(c.Note))
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
		add(v.set.each(func(c *lang.Catalogue) string { return v.limited(noter{c, v.set.languages, nil}) }))
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
	return s.each(func(cat *lang.Catalogue) string {
		n := noter{cat, s.languages, nil}
		return c.Date + ": " + n.text(c.Was) + " → " + n.text(c.Now) + " (" + n.text(c.Why) + ")"
	})
}
