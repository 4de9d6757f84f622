package edit

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/toml"
)

// values are what a form says, by the names of its fields.
type values map[string]string

// field is one control of a form.
type field struct {
	Name    string
	Kind    string // line, area, choice, tick
	Label   string
	Help    string
	Lang    string // of its text, "" for what has none
	Value   string
	Options []option // of a choice
	Short   bool     // for a figure or a date
	Rare    bool     // seldom needed: folded away while it is blank
	Preview string   // the language whose preview stands below, "" for none
	List    string   // the id of the suggestions that it takes

	Notes []note // what is wrong with it
	Other string // what the file says now, where somebody else changed it meanwhile
	Moved bool   // Other is to be shown

	OtherWord, PreviewWord string
	HTML                   template.HTML // of the preview
}

// option is one answer of a choice.
type option struct{ Value, Label string }

// unit is a piece of a record that is written as a whole: a value, or a text in
// all languages.
type unit interface {
	// fields are its controls, filled from the record as it stands.
	fields(r *record) []*field
	// write changes the record, whose blocks were read anew.
	write(r *record, v values)
	// places are the values of the file that its fields stand for.
	places(r *record) []place
}

// place ties a value of the file to a field.
type place struct {
	name string
	at   toml.Value
}

// where names a table of a record: the record's own, or the n-th with a header.
type where struct {
	header string // such as record.action, "" for the record itself
	n      int
}

// slot is a key and the table that it stands in. A sub table such as as_of may
// have a header, stand in braces, wait as a comment or not be there yet.
type slot struct {
	where
	sub, key string
}

// recordKeys are the keys of a record in the order in which they are written,
// to find the place of one that is not there yet.
var recordKeys = []string{"indicator", "part", "page", "remark", "method", "baseline", "baseline_nature", "target", "actual",
	"so_far", "forecast", "sections", "provisional", "published", "grade", "difference", "notes", "text", "period", "sections"}

func before(key string) []string {
	if i := slices.Index(recordKeys, key); i >= 0 {
		return recordKeys[:i]
	}
	return recordKeys
}

func (s slot) find(r *record) (toml.Value, bool) {
	b, ok := r.block(s.where)
	if !ok {
		return toml.Value{}, false
	}
	if s.sub == "" {
		return b.Find(s.key)
	}
	if sub, ok := r.block(where{header: "record." + s.sub}); ok {
		return sub.Find(s.key)
	}
	if v, ok := b.Find(s.sub); ok {
		return v.Inside(s.key)
	}
	return toml.Value{}, false
}

// set writes a value; an empty text takes its line away.
func (s slot) set(r *record, text string) {
	b, ok := r.block(s.where)
	if !ok {
		return
	}
	if s.sub == "" {
		put(b, s.key, text)
		return
	}
	header := "record." + s.sub
	if sub, ok := r.block(where{header: header}); ok {
		put(sub, s.key, text)
		return
	}
	if v, ok := b.Find(s.sub); ok {
		v.SetInside(s.key, text)
		return
	}
	if text == "" {
		return
	}
	if sub, ok := r.asleep(header); ok {
		sub.Awaken()
		sub.Set(s.key, text)
		return
	}
	b.SetIn(header, s.key, text)
}

func put(b toml.Block, key, text string) {
	if text == "" {
		b.Remove(key)
		return
	}
	b.Set(key, text, before(key)...)
}

// word is a single value: a number, a word of a list, a yes, or a text that is
// the same in every language.
type word struct {
	slot
	name    string
	kind    string // line, choice, tick
	label   string
	help    string
	options []option
	number  bool // digits as a person writes them
	bare    bool // written without quotes
	short   bool
}

func (u word) fields(r *record) []*field {
	f := &field{Name: u.name, Kind: u.kind, Label: r.say(u.label), Help: r.help(u.help), Options: u.options, Short: u.short}
	if v, ok := u.find(r); ok {
		f.Value = v.Text
		if u.number {
			f.Value = r.numeral(v.Text)
		}
	}
	if u.kind == "tick" && f.Value != "true" {
		f.Value = ""
	}
	if u.kind == "choice" {
		f.offer(f.Value)
	}
	return []*field{f}
}

// offer adds an answer that the list does not have, so that a choice shows what
// is written.
func (f *field) offer(value string) {
	if !slices.ContainsFunc(f.Options, func(o option) bool { return o.Value == value }) {
		f.Options = append(slices.Clip(f.Options), option{value, value})
	}
}

func (u word) write(r *record, v values) {
	text := strings.TrimSpace(v[u.name])
	bare := u.bare
	if u.number {
		text = r.typed(u.name, u.key, v)
	}
	if u.number && text != "" {
		d, p := toml.Number(u.key, text)
		if p.Code == "" {
			text = d.String()
		} else {
			bare = false
		}
	}
	if text != "" && !bare {
		text = toml.Quote(text)
	}
	u.set(r, text)
}

func (u word) places(r *record) []place {
	if v, ok := u.find(r); ok {
		return []place{{u.name, v}}
	}
	return nil
}

// text is a text in the city's languages, side by side.
type text struct {
	slot
	name  string
	label string
	help  string
	short bool
	area  bool
}

func (u text) fields(r *record) []*field {
	v, _ := u.find(r)
	return r.textFields(u.name, u.label, u.help, u.short, u.area, textOf(v, r.first))
}

// textFields are the controls of a text, one a language; translations have the
// original beside them.
func (r *record) textFields(name, label, help string, short, area bool, now lang.Text) []*field {
	var list []*field
	for _, tag := range r.languages {
		f := &field{Name: name + "." + tag, Kind: "line", Label: r.say(label), Lang: tag, Value: now[tag], Short: short}
		if area {
			f.Kind = "area"
		}
		if tag == r.first {
			f.Help = r.help(help)
		} else {
			f.Rare = short
		}
		if len(r.languages) > 1 {
			f.Label = r.say("in language", "label", f.Label, "language", r.languageName(tag))
		}
		list = append(list, f)
		if tag != r.first && r.stale.Has(now, r.first, tag) {
			tick := r.freshField(f.Name, tag)
			tick.Rare = f.Rare
			list = append(list, tick)
		}
	}
	return list
}

// textOf reads a text by language from its value.
func textOf(v toml.Value, first string) lang.Text {
	t := lang.Text{}
	if v.Node == nil {
		return t
	}
	if v.Kind != toml.Table {
		t[first] = v.Text
		return t
	}
	for _, e := range v.Keys {
		if e.Value.Kind == toml.String {
			t[e.Key] = e.Value.Text
		}
	}
	return t
}

func (u text) write(r *record, v values) {
	old, _ := u.find(r)
	u.set(r, r.written(old, u.name, v, u.sub == "as_of"))
}

// written is the TOML of a text, "" where nothing is said. What a table has
// besides, such as months, stays. bare writes a text in the first language
// alone as a plain string.
func (r *record) written(old toml.Value, name string, v values, bare bool) string {
	said := map[string]string{}
	others := 0
	for _, tag := range r.languages {
		said[tag] = ""
		if s := clean(v[name+"."+tag]); s != "" {
			said[tag] = toml.Quote(s)
			if tag != r.first {
				others++
			}
		}
	}
	plain := old.Node != nil && old.Kind != toml.Table
	switch {
	case said[r.first] == "" && others == 0:
		return ""
	case others == 0 && (plain || old.Node == nil && (bare || len(r.languages) == 1)):
		return said[r.first]
	}
	return old.With(said, r.languages...)
}

// clean is a typed text without what a browser adds: line ends of its own, and
// spaces at the end.
func clean(s string) string {
	return strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), " \t\n　")
}

func (u text) places(r *record) []place {
	v, ok := u.find(r)
	if !ok {
		return nil
	}
	return r.textPlaces(u.name, v)
}

// textPlaces are the places of a text's languages.
func (r *record) textPlaces(name string, v toml.Value) []place {
	list := []place{{name + "." + r.first, v}}
	for _, tag := range r.languages {
		if inner, ok := v.Inside(tag); ok {
			list = append(list, place{name + "." + tag, inner})
		}
	}
	return list
}

func itoa(n int) string { return strconv.Itoa(n) }
