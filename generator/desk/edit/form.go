package edit

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// group is a part of a form under a heading of its own.
type group struct {
	ID    string
	Title string
	Note  string
	Rows  []row
}

// row is fields that belong together, such as a figure and its date.
type row struct {
	Title  string
	Kind   string // figure, pair, comment
	Fields []*field
	units  []unit
}

// Plain and Rare part a row's fields into those in sight and those folded away.
func (r row) Plain() []*field { return r.part(false) }
func (r row) Rare() []*field  { return r.part(true) }

// Open reports whether something rare is there to be seen.
func (r row) Open() bool {
	return slices.ContainsFunc(r.Rare(), func(f *field) bool { return f.Value != "" || len(f.Notes) > 0 || f.Moved })
}

func (r row) part(rare bool) (list []*field) {
	for _, f := range r.Fields {
		if f.Rare == rare {
			list = append(list, f)
		}
	}
	return list
}

// form is everything of a record that can be written in the browser.
type form struct {
	record *record
	groups []*group
}

// newForm lays the record out. The fields are filled from the files.
func newForm(r *record) *form {
	f := &form{record: r}
	f.figures()
	f.results()
	f.comment()
	f.actions()
	f.method()
	for _, g := range f.groups {
		for i := range g.Rows {
			for _, u := range g.Rows[i].units {
				g.Rows[i].Fields = append(g.Rows[i].Fields, u.fields(r)...)
			}
		}
	}
	return f
}

func (f *form) group(id string) *group {
	g := &group{ID: id, Title: f.record.say("group " + id)}
	f.groups = append(f.groups, g)
	return g
}

func (g *group) add(title, kind string, units ...unit) {
	g.Rows = append(g.Rows, row{Title: title, Kind: kind, units: units})
}

// figureKeys are the three figures of a record.
var figureKeys = []string{"actual", "target", "baseline"}

func (f *form) figures() {
	r := f.record
	g := f.group("figures")
	if _, known := sayings["means "+string(r.indicator.Direction)]; known && r.indicator.Measured != kpi.ByParts {
		g.Note = r.say("means " + string(r.indicator.Direction))
	}
	for _, key := range figureKeys {
		var units []unit
		if r.indicator.Measured != kpi.ByParts {
			units = append(units, figure{slot{key: key}, key, r.indicator.Measured == kpi.ByDone})
		}
		units = append(units, text{slot: slot{sub: "as_of", key: key}, name: "as_of." + key, label: "as of label", help: "as of help", short: true})
		g.add(r.say("figure "+key), "figure", units...)
	}
	f.seldom(g)
	for i := range r.count("record.part") {
		w := where{"record.part", i}
		id, _ := slot{where: w, key: "part"}.find(r)
		title := ""
		if id.Node != nil {
			title = r.partName(id.Text)
		}
		for _, key := range figureKeys {
			g.add(r.say("part figure", "part", title, "figure", r.say("figure "+key)), "figure", figure{slot{where: w, key: key}, "part." + itoa(i) + "." + key, false})
		}
	}
}

// seldom adds what few plans have: a forecast, the printed sum of a total. It is
// asked for where the record has it, or had it the year before.
func (f *form) seldom(g *group) {
	r := f.record
	_, forecast := r.blocks[0].Find("forecast")
	if forecast || r.last != nil && r.last.Forecast.Kind != kpi.Unset {
		g.add(r.say("figure forecast"), "figure", figure{slot{key: "forecast"}, "forecast", r.indicator.Measured == kpi.ByDone},
			text{slot: slot{sub: "as_of", key: "forecast"}, name: "as_of.forecast", label: "as of label", short: true})
	}
	if _, sum := r.blocks[0].Find("so_far"); sum || r.indicator.Total != nil {
		g.add("", "", word{slot: slot{key: "so_far"}, name: "so_far", kind: "line", label: "so far label", number: true, bare: true, short: true})
	}
	if _, own := r.blocks[0].Find("sections"); own || len(r.indicator.InCharge) > 0 {
		g.add("", "", inCharge{slot{key: "sections"}, "sections"})
	}
}

func (r *record) partName(id string) string {
	i := slices.IndexFunc(r.indicator.Parts, func(p kpi.Part) bool { return p.ID == id })
	if i < 0 {
		return id
	}
	name, _ := r.indicator.Parts[i].Name.In(r.tag, r.languages...)
	return name
}

func (f *form) results() {
	r := f.record
	g := f.group("results")
	units := []unit{word{slot: slot{key: "published"}, name: "published", kind: "line", label: "published label", help: "published help", number: true, short: true}}
	if len(r.city.Grades) > 0 {
		options := []option{{"", r.say("choose")}}
		for _, grade := range r.city.Grades {
			name, _ := grade.Name.In(r.tag, r.languages...)
			if meaning, _ := grade.Meaning.In(r.tag, r.languages...); meaning != "" {
				name += " " + meaning
			}
			options = append(options, option{grade.ID, name})
		}
		units = append(units, word{slot: slot{key: "grade"}, name: "grade", kind: "choice", label: "grade label", options: options})
	}
	units = append(units, word{slot: slot{key: "provisional"}, name: "provisional", kind: "tick", label: "provisional label", bare: true})
	g.add("", "", units...)
	g.add("", "", text{slot: slot{key: "difference"}, name: "difference", label: "difference label", help: "difference help"})
	g.add("", "compare", comparability{"comparability"})
}

func (f *form) actions() {
	r := f.record
	g := f.group("actions")
	if v, ok := r.blocks[0].Find("actions_same_as"); ok || r.count("record.actions_same_as") > 0 {
		id := ""
		if ok {
			if inner, ok := v.Inside("indicator"); ok {
				id = inner.Text
			}
		}
		g.Note = r.say("actions same", "id", id)
		return
	}
	for i := range r.count("record.action") {
		w, name := where{"record.action", i}, "action."+itoa(i)
		g.add(r.say("action number", "number", itoa(i+1)), "action",
			text{slot: slot{where: w, key: "text"}, name: name + ".text", label: "action text label", area: true},
			word{slot: slot{where: w, key: "period"}, name: name + ".period", kind: "line", label: "period label", help: "period help", short: true},
			inCharge{slot{where: w, key: "sections"}, name + ".sections"},
			removal{w, name + ".remove"})
	}
	g.add(r.say("new action"), "action", newAction{"action.new"})
}

func (f *form) method() {
	g := f.group("method")
	g.add("", "", text{slot: slot{key: "method"}, name: "method", label: "method label", help: "method help", area: true},
		word{slot: slot{key: "page"}, name: "page", kind: "line", label: "page label", number: true, bare: true, short: true})
	g.add(f.record.say("notes title"), "", notes{slot{key: "notes"}})
}

// each calls do for every field.
func (f *form) each(do func(*field)) {
	for _, g := range f.groups {
		for _, row := range g.Rows {
			for _, field := range row.Fields {
				do(field)
			}
		}
	}
}

// values are what the form says.
func (f *form) values() values {
	v := values{}
	f.each(func(field *field) { v[field.Name] = field.Value })
	return v
}

// fill puts other values into the fields.
func (f *form) fill(v values) {
	f.each(func(field *field) {
		if s, ok := v[field.Name]; ok {
			field.Value = s
			if field.Kind == "choice" {
				field.offer(s)
			}
		}
	})
}

// draft is a record's files as they would be.
type draft struct {
	files   map[string][]byte // by path; those that change
	changes []toml.Change
	record  *record         // with its text as it would be
	fits    map[string]bool // the translations, by field, that were found to fit as they are
}

// write makes the files that say what the form would then say. Units whose
// fields did not change leave their lines alone.
func (f *form) write(now values) *draft {
	r := *f.record
	r.doubts = nil
	r.again() // with a list of changes of its own
	d := &draft{files: map[string][]byte{}, record: &r}
	old := f.values()
	var last []unit // what moves others comes at the end, from below
	for _, g := range f.groups {
		for _, row := range g.Rows {
			for _, u := range row.units {
				if !slices.ContainsFunc(u.fields(f.record), func(x *field) bool { return !strings.HasSuffix(x.Name, fresh) && now.differs(x.Name, old[x.Name]) }) {
					continue
				}
				if _, moves := u.(removal); moves {
					last = slices.Insert(last, 0, u)
					continue
				}
				d.step(u, now)
			}
		}
	}
	for _, u := range last {
		d.step(u, now)
	}
	if r.text != f.record.text {
		d.files[r.file] = []byte(r.text)
	}
	d.words(f, now)
	d.fits = map[string]bool{}
	for name, v := range now {
		if text, ok := strings.CutSuffix(name, fresh); ok && v == "true" {
			d.fits[text] = true
		}
	}
	return d
}

// confirmed are the texts of the records that were found to fit, as they would be.
func (d *draft) confirmed(now values) (list []source.Confirmed) {
	r := d.record
	for name := range d.fits {
		at := strings.LastIndexByte(name, '.')
		if stem, tag := name[:max(at, 0)], name[at+1:]; stem != "comment" && at > 0 {
			list = append(list, source.Confirmed{File: r.file, Tag: tag, Original: clean(now[stem+"."+r.first]), Translation: clean(now[name])})
		}
	}
	return list
}

// differs reports whether a field would say something else.
func (v values) differs(name, old string) bool {
	s, there := v[name]
	return there && clean(s) != clean(old)
}

// step writes one unit and reads the text anew.
func (d *draft) step(u unit, now values) {
	r := d.record
	u.write(r, now)
	if !r.edit.Changed() {
		return
	}
	text, changes := r.edit.Finish(r.file)
	r.text = text
	d.changes = append(d.changes, changes...)
	r.again()
}
