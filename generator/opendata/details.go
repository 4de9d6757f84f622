package opendata

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// detail is one line of what stands beside the figures of an indicator or a node:
// a reading, an item of a breakdown, an earlier value, a cost, a grade, a field of
// the city's own.
type detail struct {
	of     string    // a code of the vocabulary detail
	label  lang.Text // of what: the trait of a breakdown, the resource, the grader, the field
	item   lang.Text // which: the district, the period
	value  string
	text   lang.Text
	unit   lang.Text
	asOf   string
	reason kpi.Reason
	// provisional marks a reading that is not final.
	provisional bool
}

// The kinds of detail.
const (
	detailReading   = "reading"
	detailBreakdown = "breakdown"
	detailHistory   = "history"
	detailPlanned   = "resource-planned"
	detailUsed      = "resource-actual"
	detailGrade     = "grade"
	detailField     = "field"
	detailSection   = "section"
)

// detailFields are the columns of the details CSV.
var detailFields = []definition{
	{name: "initiative_id", required: true, cell: func(v *view, _ string) string { return v.sheet() }},
	{name: "indicator_id", message: "detail_indicator", cell: func(v *view, _ string) string { return v.id() }},
	{name: "detail_no", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(v.detailNo + 1) }},
	{name: "detail", vocabulary: "detail", required: true, cell: func(v *view, _ string) string { return v.detail.of }},
	{name: "label", message: "detail_label", each: true, cell: func(v *view, tag string) string { return v.detail.label[tag] }},
	{name: "item", message: "detail_item", each: true, cell: func(v *view, tag string) string { return v.detail.item[tag] }},
	{name: "value", message: "detail_value", typ: Decimal, unit: "observation", cell: func(v *view, _ string) string { return v.detail.value }},
	{name: "text", message: "detail_text", each: true, cell: func(v *view, tag string) string { return v.detail.text[tag] }},
	{name: "unit", message: "observation_unit", each: true, cell: func(v *view, tag string) string { return v.detail.unit[tag] }},
	{name: "as_of", list: true, cell: func(v *view, _ string) string { return v.detail.asOf }},
	{name: "reason", vocabulary: "reason", cell: func(v *view, _ string) string { return string(v.detail.reason) }},
	regionCode, fiscalYear,
	{name: "flags", vocabulary: "flags", list: true, cell: func(v *view, _ string) string { return v.detail.flags() }},
}

// flags are what to beware of in a line: that a reading is not final.
func (d detail) flags() string {
	if d.provisional {
		return string(kpi.FlagProvisional)
	}
	return ""
}

// initiativeFields are the columns of the initiatives CSV: the nodes of the plan.
var initiativeFields = []definition{
	{name: "initiative_id", required: true, cell: func(v *view, _ string) string { return v.entry.Initiative.Sheet }},
	{name: "parent_id", cell: func(v *view, _ string) string { return v.entry.Initiative.Parent }},
	{name: "level", vocabulary: "level", cell: func(v *view, _ string) string { return v.level() }},
	{name: "code", required: true, cell: func(v *view, _ string) string { return v.entry.Initiative.Code }},
	{name: "name", message: "initiative", each: true, cell: func(v *view, tag string) string { return v.entry.Initiative.Name[tag] }},
	{name: "summary", each: true, cell: func(v *view, tag string) string { return v.entry.Initiative.Summary[tag] }},
	{name: "grade", message: "node_grade", vocabulary: "grade", cell: func(v *view, _ string) string { return v.entry.Initiative.Grade }},
	regionCode, fiscalYear,
	{name: "pillar", each: true, cell: func(v *view, tag string) string { return v.entry.Initiative.Pillar[tag] }},
}

// sheet is the node's, or that which an indicator stands in.
func (v *view) sheet() string {
	if v.ind != nil {
		return v.ind.Sheet
	}
	return v.entry.Initiative.Sheet
}

// id is the indicator's, "" for a line of a node.
func (v *view) id() string {
	if v.ind == nil {
		return ""
	}
	return string(v.ind.ID)
}

func (v *view) level() string {
	if l := v.set.city.LevelOf(v.entry.Initiative); l != nil {
		return l.ID
	}
	return ""
}

// ownColumns are the columns of the city's own fields, field_<id>, in the order in
// which it declares them.
func (s *Set) ownColumns() []definition {
	var list []definition
	for i := range s.city.Fields {
		f := &s.city.Fields[i]
		list = append(list, definition{name: "field_" + strings.ReplaceAll(f.ID, "-", "_"), message: "own_field", each: true, list: true, called: f.Name, cell: func(v *view, tag string) string {
			for _, value := range v.ind.Fields {
				if value.Field == f.ID {
					return strings.Join(wordsIn(value.Values, tag, s.first), ";")
				}
			}
			return ""
		}})
	}
	return list
}

func wordsIn(values []lang.Text, tag, first string) []string {
	var list []string
	for _, words := range values {
		if w := words[tag]; w != "" {
			list = append(list, w)
		} else if w := words[first]; strings.IndexFunc(w, unicode.IsLetter) < 0 {
			list = append(list, w) // a number is the same in every language
		}
	}
	return list
}

// nodeDetails are those of a node of the plan in a year.
func (v *view) nodeDetails() []detail {
	i := v.entry.Initiative
	return append(v.graded(i.Gradings), append(used(i.Resources), append(v.inCharge(i.InCharge), v.own(i.Fields)...)...)...)
}

// details are those of an indicator in a year. Its own fields have columns.
func (v *view) details() []detail {
	var list []detail
	number := func(of string, label, item lang.Text, f kpi.Figure) detail {
		d := detail{of: of, label: label, item: item, value: number(f), unit: v.ind.Unit, asOf: v.asOf(f), reason: f.None}
		if f.Kind == kpi.Words {
			d.text = f.Words
		}
		return d
	}
	for _, r := range v.rec.Readings {
		d := number(detailReading, nil, v.period(r.Printed, r.Said, r.Period), r.Value)
		if start, end := r.Period.Start.ISO(), r.Period.End.ISO(); start != "" || end != "" {
			d.asOf = start + "/" + end
		}
		d.provisional = r.Provisional
		list = append(list, d)
	}
	for _, b := range v.rec.Breakdowns {
		for _, item := range b.Items {
			list = append(list, number(detailBreakdown, b.Name, item.Name, item.Value))
		}
	}
	for _, y := range slices.Sorted(maps.Keys(v.ind.History)) {
		d := number(detailHistory, nil, nil, v.ind.History[y])
		d.item = v.set.each(func(c *lang.Catalogue) string { return c.FiscalYear(int(y), "short") })
		list = append(list, d)
	}
	return append(append(list, used(v.rec.Resources)...), v.graded(v.rec.Gradings)...)
}

func used(resources []kpi.Resource) []detail {
	var list []detail
	for _, r := range resources {
		for _, x := range [...]struct {
			of    string
			value *kpi.Decimal
		}{{detailPlanned, r.Planned}, {detailUsed, r.Actual}} {
			if x.value != nil {
				list = append(list, detail{of: x.of, label: r.Name, value: x.value.String(), unit: r.Unit})
			}
		}
	}
	return list
}

func (v *view) graded(gradings []kpi.Grading) []detail {
	var list []detail
	for _, g := range gradings {
		d := detail{of: detailGrade, text: g.Words}
		if who := v.set.city.Grader(g.Grader); who != nil {
			d.label = who.Name
		}
		if grade := v.set.city.Grade(g.Grade); grade != nil {
			d.item = grade.Name
		}
		list = append(list, d)
	}
	return list
}

// inCharge are the sections of a node; an indicator's have a table of their own.
func (v *view) inCharge(ids []string) []detail {
	var list []detail
	for _, id := range ids {
		if sec := v.set.city.Section(id); sec != nil {
			list = append(list, detail{of: detailSection, text: sec.Name})
		}
	}
	return list
}

func (v *view) own(fields []kpi.FieldValue) []detail {
	var list []detail
	for _, f := range fields {
		own := v.set.city.OwnField(f.Field)
		for _, words := range f.Values {
			list = append(list, detail{of: detailField, label: own.Name, text: words})
		}
	}
	return list
}

// Node makes a node of the plan ready, as it stood in a year. It may be called by
// many goroutines.
func (s *Set) Node(y kpi.Year, i *kpi.Initiative) *Rows {
	v := &view{set: s, rec: &kpi.Record{Year: y}, entry: Entry{Initiative: i}}
	r := &Rows{Year: y, set: s, tables: make([]lines, len(s.growing()))}
	r.add(&s.initiatives, v)
	for n, d := range v.nodeDetails() {
		v.detailNo, v.detail = n, d
		r.add(&s.details, v)
	}
	w := &jsonWriter{set: s, depth: 2, b: []byte("    ")}
	w.open('{')
	w.orNull("sheet", i.Sheet)
	w.orNull("parent", i.Parent)
	w.orNull("level", v.level())
	w.orNull("code", i.Code)
	w.text("name", i.Name)
	w.text("summary", i.Summary)
	w.text("pillar", i.Pillar)
	w.orNull("grade", i.Grade)
	w.key("details")
	objectsOf(detailMembers, (*view).nodeDetails)(w, v)
	w.close('}')
	r.node = w.b
	return r
}

var detailMembers = []member[detail]{
	{shape{key: "detail", is: "string", vocabulary: "detail", message: "detail"}, word(func(d detail) string { return d.of })},
	{shape{key: "label", is: "text", null: true, message: "detail_label"}, said(func(d detail) lang.Text { return d.label })},
	{shape{key: "item", is: "text", null: true, message: "detail_item"}, said(func(d detail) lang.Text { return d.item })},
	{shape{key: "value", is: "decimal", null: true, message: "detail_value"}, word(func(d detail) string { return d.value })},
	{shape{key: "text", is: "text", null: true, message: "detail_text"}, said(func(d detail) lang.Text { return d.text })},
	{shape{key: "unit", is: "text", null: true, message: "observation_unit"}, said(func(d detail) lang.Text { return d.unit })},
	{shape{key: "as_of", is: "string", null: true, message: "as_of"}, word(func(d detail) string { return d.asOf })},
	{shape{key: "reason", is: "string", null: true, vocabulary: "reason", message: "reason"}, word(func(d detail) string { return string(d.reason) })},
	{shape{key: "provisional", is: "boolean", message: "detail_provisional"}, func(w *jsonWriter, d detail) { w.b = strconv.AppendBool(w.b, d.provisional) }},
}
