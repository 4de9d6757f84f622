package edit

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/pattern"
	"tassei/generator/prose"
	"tassei/generator/toml"
)

// note is one problem as a form shows it. Everything in it is plain text.
type note struct {
	Field    string `json:"field"` // "" where no field is at fault
	Label    string `json:"label"`
	Severity string `json:"severity"`
	Word     string `json:"word"` // the severity in the clerk's language
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Excerpt  string `json:"excerpt"` // the line at fault, of a comment
}

// verdict is what is to be said of a record as it would be.
type verdict struct {
	Result   string                   `json:"result"`
	Notes    []note                   `json:"notes"`
	Previews map[string]template.HTML `json:"previews"` // of the comment, by language
	Changes  []string                 `json:"changes"`
	Heading  string                   `json:"heading"`
	problems []diag.Problem           // behind the notes
}

// judge reads the record as it would be, with the rules of every check.
func (f *form) judge(d *draft) *verdict {
	r := d.record
	src := r.src
	if len(d.files) > 0 {
		src = src.With(d.files)
	}
	sheet, problems := src.SheetIn(r.sheet, r.year.Year)
	problems = append(problems, src.StaleTextsIn(r.file).Problems()...)
	v := &verdict{Notes: []note{}, Previews: map[string]template.HTML{}, Changes: []string{}}
	at := r.allPlaces()
	from, to := r.lines()
	for _, p := range problems {
		name, comment := "", false
		for _, tag := range r.languages {
			if p.File == r.commentFile(tag) {
				name, comment = "comment."+tag, true
			}
		}
		switch {
		case comment:
		case p.File == r.file && p.Line >= from && p.Line < to:
			name = r.fieldAt(at, p)
		default:
			continue
		}
		if p.Code == "K424" && d.fits[name] {
			continue
		}
		v.problems = append(v.problems, p)
		v.Notes = append(v.Notes, f.noteOf(p, name, comment))
	}
	f.doubted(d, v)
	order := map[string]int{} // of the form's fields; what is about none comes first
	f.each(func(x *field) { order[x.Name] = len(order) + 1 })
	slices.SortStableFunc(v.Notes, func(a, b note) int {
		return cmp.Or(strings.Compare(a.Severity, b.Severity), cmp.Compare(order[a.Field], order[b.Field]))
	})
	var rec *kpi.Record
	for _, other := range sheet.In(r.year.Year) {
		if other.Indicator.ID == r.id {
			rec = other
		}
	}
	v.Result = r.result(rec)
	for _, tag := range r.languages {
		if rec != nil {
			v.Previews[tag] = r.preview(rec.Comment[tag].Markdown, tag)
		}
	}
	v.Changes = append(v.Changes, changed(d.changes)...)
	v.Heading = r.heading(v)
	return v
}

func (f *form) noteOf(p diag.Problem, name string, comment bool) note {
	r := f.record
	p = p.In(r.tag)
	n := note{Field: name, Severity: string(p.Severity), Word: r.say("severity " + string(p.Severity)), Code: p.Code, Message: message(r.tag, p), Hint: p.Hint}
	if slices.Contains(blankCodes, p.Code) || slices.Contains(translationCodes, p.Code) {
		n.Hint = "" // it tells how to do by hand what the field is there for
	} else if comment && p.Line > 1 {
		n.Excerpt = strings.TrimSpace(p.Excerpt)
	}
	f.each(func(x *field) {
		if x.Name == name {
			n.Label = x.Label
		}
	})
	for _, g := range f.groups {
		for _, row := range g.Rows {
			if row.Title != "" && slices.ContainsFunc(row.Fields, func(x *field) bool { return x.Name == name }) {
				n.Label = row.Title + " " + n.Label
			}
		}
	}
	return n
}

// message is what is wrong, in the words of somebody who sees a form and no
// files.
func message(tag string, p diag.Problem) string {
	if _, own := sayings["problem "+p.Code]; own {
		return say(tag, "problem "+p.Code)
	}
	return p.In(tag).Message
}

// lines is the range of lines in which the record stands: up to the next one, with what
// cannot be read and so is part of no table.
func (r *record) lines() (from, to int) {
	lines := strings.Split(r.text, "\n")
	for i := r.line; i < len(lines); i++ {
		if nextRecord.MatchString(lines[i]) {
			return r.line, i + 1
		}
	}
	return r.line, len(lines) + 1
}

var nextRecord = pattern.New(`^[ \t]*\[\[[ \t]*record[ \t]*\]`)

// allPlaces are the values that the form's fields stand for, as they would be.
func (r *record) allPlaces() []place {
	var list []place
	renewed := newForm(r) // actions and notes may have been added
	for _, g := range renewed.groups {
		for _, row := range g.Rows {
			for _, u := range row.units {
				list = append(list, u.places(r)...)
			}
		}
	}
	return list
}

// fieldAt is the field of the smallest value that a problem lies in, else the
// one that it names.
func (r *record) fieldAt(places []place, p diag.Problem) string {
	name, size := "", -1
	for _, at := range places {
		if n := len(at.at.Raw()); at.at.Holds(p.Line, p.Column) && (size < 0 || n < size) {
			name, size = at.name, n
		}
	}
	if name != "" {
		return r.inLanguage(name, p)
	}
	key := p.Args["key"]
	if slices.Contains(figureKeys, key) {
		for i := range r.count("record.part") {
			if b, ok := r.block(where{"record.part", i}); ok {
				if from, to := b.Lines(); p.Line >= from && p.Line < to {
					return "part." + itoa(i) + "." + key
				}
			}
		}
		if r.indicator.Measured == kpi.ByDone {
			return key + ".done"
		}
		return key
	}
	for _, own := range []string{"published", "grade", "page"} {
		if key == own {
			return key
		}
	}
	return ""
}

// inLanguage turns to the field of the language that a text lacks.
func (r *record) inLanguage(name string, p diag.Problem) string {
	stem, found := strings.CutSuffix(name, "."+r.first)
	if tag := p.Args["language"]; found && p.Code == "K416" && slices.Contains(r.languages, tag) {
		return stem + "." + tag
	}
	return name
}

// result is what comes of the figures, on one line.
func (r *record) result(rec *kpi.Record) string {
	if rec == nil {
		return r.say("result unread")
	}
	a := kpi.Achieve(r.city, rec)
	var parts []string
	if a.Exact == nil {
		parts = append(parts, r.say("result none", "reason", r.reason(a.NoRate)))
	} else {
		parts = append(parts, r.say("result rate", "rate", a.Shows, "working", kpi.Working(a, rec)))
	}
	if b := r.city.Band(a.Band); b != nil {
		name, _ := b.Name.In(r.tag, r.languages...)
		parts = append(parts, r.say("result band", "band", name))
	}
	if rec.Published != "" && a.Exact != nil {
		key := "result agrees"
		if !a.Agrees {
			key = "result differs"
		}
		parts = append(parts, r.say(key, "published", rec.Published))
	}
	return strings.Join(parts, r.say("and"))
}

// reason is why there is no rate.
func (r *record) reason(why kpi.Reason) string {
	for _, key := range []string{"why " + string(why), "reason " + string(why)} {
		if _, ok := sayings[key]; ok {
			return r.say(key)
		}
	}
	return string(why)
}

// preview is the comment as its page will show it; what it refers to is named,
// but leads nowhere, for the page is another one.
func (r *record) preview(markdown, tag string) template.HTML {
	html := prose.HTML(nil, []byte(markdown), prose.Options{Language: tag, HeadingOffset: 3})
	return template.HTML(html) // made safe by prose, which knows no raw HTML
}

// heading counts what was found.
func (r *record) heading(v *verdict) string {
	errors := 0
	for _, n := range v.Notes {
		if n.Severity == string(diag.Error) {
			errors++
		}
	}
	switch {
	case len(v.Notes) == 0:
		return r.say("nothing wrong")
	case errors > 0:
		return r.say("wrong", "errors", itoa(errors), "warnings", itoa(len(v.Notes)-errors))
	}
	return r.say("open", "warnings", itoa(len(v.Notes)))
}

// worse lists the errors that a change would bring.
func (v *verdict) worse(before *verdict) []diag.Problem {
	var list []diag.Problem
	for _, p := range v.problems {
		known := slices.ContainsFunc(before.problems, func(q diag.Problem) bool {
			return q.Code == p.Code && q.Severity == p.Severity && q.In("en").Message == p.In("en").Message
		})
		if p.Severity == diag.Error && !known {
			list = append(list, p)
		}
	}
	return list
}

// show hangs the notes on their fields.
func (f *form) show(v *verdict) {
	f.each(func(x *field) {
		x.Notes, x.HTML = nil, v.Previews[x.Preview]
		x.OtherWord, x.PreviewWord = f.record.say("meanwhile"), f.record.say("preview of", "language", f.record.languageName(x.Preview))
		if x.Moved && x.Other == "" {
			x.Other = f.record.say("empty")
		}
		for _, n := range v.Notes {
			if n.Field == x.Name {
				x.Notes = append(x.Notes, n)
			}
		}
	})
}

// changed is a record's changes for people.
func changed(changes []toml.Change) (list []string) {
	for _, c := range changes {
		list = append(list, c.String())
	}
	return list
}
