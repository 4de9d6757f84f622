package edit

import (
	"strings"

	"tassei/generator/source"
	"tassei/generator/toml"
)

// commentUnit is the evaluation comment in one language: a Markdown file.
type commentUnit struct{ tag string }

func (u commentUnit) fields(r *record) []*field {
	f := &field{Name: "comment." + u.tag, Kind: "area", Preview: u.tag, Label: r.say("comment label"), Lang: u.tag, Value: clean(body(r.comments[r.commentFile(u.tag)]))}
	if len(r.languages) > 1 {
		f.Label = r.say("in language", "label", f.Label, "language", r.languageName(u.tag))
	}
	if u.tag == r.first {
		f.Help = r.say("comment help")
		return []*field{f}
	}
	fields := []*field{f}
	if r.outdated(u.tag) {
		fields = append(fields, r.freshField(f.Name, u.tag))
	}
	return fields
}

// fresh ends the names of the fields that say that a translation fits its original
// as that is now.
const fresh = ".fresh"

func (r *record) freshField(name, tag string) *field {
	return &field{Name: name + fresh, Kind: "tick", Label: r.say("fresh label", "language", r.languageName(tag)), Help: r.say("fresh help")}
}

// outdated reports whether a translation does not name its original as it is.
func (r *record) outdated(tag string) bool {
	file, original := r.commentFile(tag), r.comments[r.commentFile(r.first)]
	if r.comments[file] == "" || original == "" {
		return false
	}
	marked, err := source.MadeFrom(file, r.comments[file], []byte(original))
	return err == nil && marked != r.comments[file]
}

func (u commentUnit) write(*record, values)  {}
func (u commentUnit) places(*record) []place { return nil }

func (f *form) comment() {
	g := f.group("comment")
	var units []unit
	for _, tag := range f.record.languages {
		units = append(units, commentUnit{tag})
	}
	g.add("", "comment", units...)
}

// body is a Markdown file without its front matter.
func body(text string) string {
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	if strings.HasPrefix(text, "+++\n") {
		if _, rest, ok := strings.Cut(text[3:], "\n+++"); ok {
			_, text, _ = strings.Cut(rest, "\n")
		}
	}
	return strings.TrimLeft(text, "\n")
}

// words writes the comments. A translation that was written, or looked at and
// confirmed, is marked as made from the original as it will then be.
func (d *draft) words(f *form, now values) {
	r := f.record
	old := f.values()
	original := r.comments[r.commentFile(r.first)]
	for _, tag := range r.languages {
		name, file := "comment."+tag, r.commentFile(tag)
		was := r.comments[file]
		text := was
		if now.differs(name, old[name]) {
			text = source.WithBody(was, clean(now[name]))
		}
		if tag == r.first {
			original = text
		} else if (text != was || now[name+fresh] == "true") && original != "" {
			// What begins like front matter and does not end is told when it is read.
			if marked, err := source.MadeFrom(file, text, []byte(original)); err == nil {
				text = marked
			}
		}
		if text != was {
			d.files[file] = []byte(text)
			d.changes = append(d.changes, toml.Difference(file, was, text))
		}
	}
}
