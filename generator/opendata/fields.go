package opendata

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// Type is the type of a field, in the words of the Data Package.
type Type string

// The types that fields have.
const (
	String  Type = "string"
	Integer Type = "integer"
	Decimal Type = "number"
)

// Field is one column of a table with its meaning: the one definition from
// which the header of the CSV, the Data Package, the sheet of definitions, the
// README and the page's table are made.
type Field struct {
	Table      string // indicators, actions, sections, action_sections, codelist, observations
	Name       string // of the column, ASCII: baseline_text_ja
	Language   string // tag of the language that the column is in, or ""
	Type       Type
	Title      lang.Text
	Meaning    lang.Text
	Unit       lang.Text // empty where the field has none
	Vocabulary string    // of the code list, or ""
	Required   bool      // never empty
	List       bool      // may hold several values, with semicolons between them
	Fraction   bool      // a whole number or a fraction, -35/2, which no spreadsheet runs
}

// definition is a field before its languages are filled in.
type definition struct {
	name       string // what stands before _<tag>
	message    string // key of its words; "" takes name
	each       bool   // one column for each language
	typ        Type
	unit       string // key of the unit's words
	vocabulary string
	required   bool
	list       bool
	fraction   bool
	called     lang.Text // the title of a column of the city's own
	money      bool      // counted in the city's money
	cell       func(v *view, tag string) string
}

// figureFields are the columns of a baseline, a target or an actual.
func figureFields(key string) []definition {
	figure := func(v *view) kpi.Figure { f, _ := v.rec.Figure(key); return f }
	return []definition{
		{name: key + "_value", typ: Decimal, unit: "indicator", cell: func(v *view, _ string) string { return number(figure(v)) }},
		{name: key + "_text", each: true, cell: func(v *view, tag string) string { return v.figureText(figure(v), tag) }},
		{name: key + "_as_of", message: "as_of", list: true, cell: func(v *view, _ string) string { return v.asOf(figure(v)) }},
	}
}

// indicatorFields are the columns of the indicators CSV, in its order.
var indicatorFields = concat(
	[]definition{
		{name: "indicator_id", required: true, cell: func(v *view, _ string) string { return string(v.ind.ID) }},
		{name: "code", required: true, cell: func(v *view, _ string) string { return v.ind.Code }},
		{name: "kind", vocabulary: "kind", required: true, cell: func(v *view, _ string) string { return string(v.ind.Kind) }},
		{name: "number", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(v.ind.Number) }},
		{name: "name", each: true, cell: func(v *view, tag string) string { return v.ind.Name[tag] }},
		{name: "group", vocabulary: "group", cell: func(v *view, _ string) string { return v.ind.Group }},
		{name: "initiative", each: true, cell: func(v *view, tag string) string { return v.initiative(tag) }},
		{name: "unit", each: true, cell: func(v *view, tag string) string { return v.ind.Unit[tag] }},
		{name: "direction", vocabulary: "direction", required: true, cell: func(v *view, _ string) string { return string(v.ind.Direction) }},
		{name: "rule", vocabulary: "rule", required: true, cell: func(v *view, _ string) string { return string(v.a.By) }},
	},
	figureFields("baseline"), figureFields("target"), figureFields("actual"),
	[]definition{
		{name: "achievement_published", typ: Decimal, unit: "percent", cell: func(v *view, _ string) string { return v.rec.Published }},
		{name: "achievement_computed", typ: Decimal, unit: "percent", cell: func(v *view, _ string) string { return v.a.Computed }},
		{name: "achievement_exact", unit: "percent", fraction: true, cell: func(v *view, _ string) string { return fractionOf(v.a.Exact) }},
		{name: "band", vocabulary: "band", required: true, cell: func(v *view, _ string) string { return v.a.Band }},
		{name: "against_baseline", vocabulary: "against_baseline", cell: func(v *view, _ string) string { return string(v.a.Against) }},
		{name: "planned_change_share", typ: Decimal, unit: "percent", cell: func(v *view, _ string) string { return v.a.SharePercent() }},
		{name: "flags", vocabulary: "flags", list: true, cell: func(v *view, _ string) string { return v.flags() }},
		{name: "section_id", vocabulary: "section", cell: func(v *view, _ string) string { return at(v.sections, 0) }},
		{name: "section_id_2", vocabulary: "section", list: true, cell: func(v *view, _ string) string { return rest(v.sections) }},
	},
	placeFields,
	[]definition{
		{name: "note", each: true, cell: func(v *view, tag string) string { return v.note(tag) }},
		{name: "series_id", required: true, cell: func(v *view, _ string) string { return v.series() }},
		{name: "previous_indicator_id", cell: func(v *view, _ string) string { return string(v.previous()) }},
		{name: "comparability", vocabulary: "comparability", required: true, cell: func(v *view, _ string) string { return v.comparability() }},
		{name: "target_form", vocabulary: "target_form", required: true, cell: func(v *view, _ string) string { return string(v.a.Form) }},
		{name: "target_met", vocabulary: "target_met", cell: func(v *view, _ string) string { return v.met() }},
		{name: "not_judged_reason", vocabulary: "reason", cell: func(v *view, _ string) string { return v.unjudged() }},
		{name: "achievement_shown", typ: Decimal, unit: "percent", cell: func(v *view, _ string) string { return v.a.ShownBeside(v.rec.Published) }},
		{name: "rounding", vocabulary: "rounding", cell: func(v *view, _ string) string { return v.rounding() }},
		{name: "sum_so_far", typ: Decimal, unit: "indicator", cell: func(v *view, _ string) string { return v.a.Sum.String() }},
		{name: "forecast_value", typ: Decimal, unit: "indicator", cell: func(v *view, _ string) string { return number(v.rec.Forecast) }},
		{name: "done_in", typ: Integer, cell: func(v *view, _ string) string { return orNone(v.a.DoneIn) }},
		{name: "initiative_id", required: true, cell: func(v *view, _ string) string { return v.ind.Sheet }},
		{name: "grade", message: "json_grade", vocabulary: "grade", cell: func(v *view, _ string) string { return v.rec.Grade }},
		{name: "label", each: true, cell: func(v *view, tag string) string { return v.ind.Label[tag] }},
		{name: "remark", each: true, cell: func(v *view, tag string) string { return v.rec.Remark[tag] }},
		{name: "counts", each: true, cell: func(v *view, tag string) string { return v.ind.Counts[tag] }},
		{name: "final_target_value", typ: Decimal, unit: "indicator", cell: func(v *view, _ string) string { return number(v.final().Target) }},
		{name: "final_target_year", typ: Integer, cell: func(v *view, _ string) string { return orNone(v.final().Year) }},
		{name: "final_target_text", each: true, cell: func(v *view, tag string) string { return v.figureText(v.final().Target, tag) }},
		{name: "total_from", typ: Integer, cell: func(v *view, _ string) string { return orNone(v.total().From) }},
		{name: "total_to", typ: Integer, cell: func(v *view, _ string) string { return orNone(v.total().To) }},
		{name: "tolerance", typ: Decimal, unit: "indicator", cell: func(v *view, _ string) string { return decimal(v.ind.Tolerance) }},
	},
)

// placeFields say of which city and year a row is; they are repeated in each
// row, so that rows of several files can be put together.
var placeFields = []definition{
	regionCode,
	{name: "region_name", required: true, cell: func(v *view, _ string) string { return v.set.in(v.set.city.Name) }},
	fiscalYear,
	{name: "fiscal_year_era", cell: func(v *view, _ string) string { return v.eraYear() }},
}

var (
	regionCode = definition{name: "region_code", cell: func(v *view, _ string) string { return v.set.city.Code }}
	fiscalYear = definition{name: "fiscal_year", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(int(v.rec.Year)) }}
)

// actionFields are the columns of the actions CSV.
var actionFields = []definition{
	{name: "indicator_id", required: true, cell: func(v *view, _ string) string { return string(v.ind.ID) }},
	{name: "action_no", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(v.action + 1) }},
	{name: "text", message: "action_text", each: true, cell: func(v *view, tag string) string { return v.rec.Actions[v.action].Text[tag] }},
	{name: "period_text", cell: func(v *view, _ string) string { return v.rec.Actions[v.action].Printed }},
	{name: "start", cell: func(v *view, _ string) string { return v.rec.Actions[v.action].Period.Start.ISO() }},
	{name: "end", cell: func(v *view, _ string) string { return v.rec.Actions[v.action].Period.End.ISO() }},
	{name: "section_id", vocabulary: "section", cell: func(v *view, _ string) string { return at(v.rec.Actions[v.action].Sections, 0) }},
	{name: "section_id_2", vocabulary: "section", list: true, cell: func(v *view, _ string) string { return rest(v.rec.Actions[v.action].Sections) }},
	regionCode, fiscalYear,
	{name: "state", vocabulary: "action_state", cell: func(v *view, _ string) string { return string(v.rec.Actions[v.action].State) }},
	{name: "percent_done", typ: Decimal, unit: "percent", cell: func(v *view, _ string) string { return decimal(v.rec.Actions[v.action].Percent) }},
	{name: "due_text", each: true, cell: func(v *view, tag string) string { return v.rec.Actions[v.action].Due.Text[tag] }},
	{name: "budget", typ: Decimal, unit: "money", money: true, cell: func(v *view, _ string) string { return decimal(v.rec.Actions[v.action].Budget) }},
	{name: "spent", typ: Decimal, unit: "money", money: true, cell: func(v *view, _ string) string { return decimal(v.rec.Actions[v.action].Spent) }},
	{name: "grade", message: "action_grade", vocabulary: "grade", cell: func(v *view, _ string) string { return v.rec.Actions[v.action].Grade }},
	{name: "period", each: true, cell: func(v *view, tag string) string { return v.actionPeriod()[tag] }},
}

// sectionFields are the columns of the sections CSV: a section in charge of an
// indicator in each row, so that nobody need take a list apart.
var sectionFields = []definition{
	{name: "indicator_id", required: true, cell: func(v *view, _ string) string { return string(v.ind.ID) }},
	{name: "section_no", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(v.section + 1) }},
	{name: "section_id", vocabulary: "section", required: true, cell: func(v *view, _ string) string { return v.sections[v.section] }},
	regionCode, fiscalYear,
}

// actionSectionFields are those of the sections of each action.
var actionSectionFields = []definition{
	{name: "indicator_id", required: true, cell: func(v *view, _ string) string { return string(v.ind.ID) }},
	{name: "action_no", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(v.action + 1) }},
	{name: "section_no", typ: Integer, required: true, cell: func(v *view, _ string) string { return strconv.Itoa(v.section + 1) }},
	{name: "section_id", vocabulary: "section", required: true, cell: func(v *view, _ string) string { return v.rec.Actions[v.action].Sections[v.section] }},
	regionCode, fiscalYear,
}

// codeFields are the columns of the code list.
var codeFields = []definition{
	{name: "vocabulary", required: true, cell: func(v *view, _ string) string { return v.code.Vocabulary }},
	{name: "code", message: "coded_value", required: true, cell: func(v *view, _ string) string { return v.code.Code }},
	{name: "name", message: "code_name", each: true, cell: func(v *view, tag string) string { return v.code.Name[tag] }},
	{name: "meaning", message: "code_meaning", each: true, cell: func(v *view, tag string) string { return v.code.Meaning[tag] }},
	{name: "mark", message: "code_mark", cell: func(v *view, _ string) string { return v.code.Mark }},
	{name: "expression", cell: func(v *view, _ string) string { return v.code.Expression }},
	{name: "expression_lower", cell: func(v *view, _ string) string { return v.code.Lower }},
	{name: "rounding", message: "code_rounding", vocabulary: "rounding", cell: func(v *view, _ string) string { return v.code.Rounding }},
	{name: "places", typ: Integer, cell: func(v *view, _ string) string { return v.code.Places }},
	{name: "cap", typ: Decimal, unit: "percent", cell: func(v *view, _ string) string { return v.code.Cap }},
}

// observationFields are the columns of the long form over all years.
var observationFields = concat(
	[]definition{
		{name: "indicator_id", required: true, cell: func(v *view, _ string) string { return string(v.ind.ID) }},
		{name: "part", cell: func(v *view, _ string) string { return v.observation.part }},
	},
	placeFields,
	[]definition{
		{name: "measure", vocabulary: "measure", required: true, cell: func(v *view, _ string) string { return v.observation.measure }},
		{name: "value", typ: Decimal, unit: "observation", cell: func(v *view, _ string) string { return v.observation.value }},
		{name: "text", message: "observation_text", each: true, cell: func(v *view, tag string) string { return v.observation.text[tag] }},
		{name: "unit", message: "observation_unit", each: true, cell: func(v *view, tag string) string { return v.observation.unit[tag] }},
		{name: "as_of", list: true, cell: func(v *view, _ string) string { return v.observation.asOf }},
		{name: "reason", vocabulary: "reason", cell: func(v *view, _ string) string { return string(v.observation.reason) }},
		{name: "flags", vocabulary: "flags", list: true, cell: func(v *view, _ string) string { return v.flags() }},
		{name: "series_id", required: true, cell: func(v *view, _ string) string { return v.series() }},
		{name: "previous_indicator_id", cell: func(v *view, _ string) string { return string(v.previous()) }},
		{name: "comparability", vocabulary: "comparability", required: true, cell: func(v *view, _ string) string { return v.comparability() }},
		{name: "name", each: true, cell: func(v *view, tag string) string { return v.ind.Name[tag] }},
		{name: "part_name", each: true, cell: func(v *view, tag string) string { return v.part().Name[tag] }},
		{name: "kind", vocabulary: "kind", required: true, cell: func(v *view, _ string) string { return string(v.ind.Kind) }},
		{name: "direction", message: "observation_direction", vocabulary: "direction", required: true, cell: func(v *view, _ string) string { return string(v.part().Direction) }},
		{name: "rule", message: "observation_rule", vocabulary: "rule", required: true, cell: func(v *view, _ string) string { return string(v.arithmetic()) }},
		{name: "band", message: "observation_band", vocabulary: "band", required: true, cell: func(v *view, _ string) string { return v.a.Band }},
		{name: "edition", cell: func(v *view, _ string) string { return v.set.editions[v.rec.Year] }},
	},
)

func concat(lists ...[]definition) []definition {
	var all []definition
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// table is a definition list with its languages filled in.
type table struct {
	name   string
	fields []Field
	cells  []func(v *view) string
	key    []string // the fields that tell its rows apart; none where some may be empty
	of     *table   // the table in which each row has one that it belongs to, by that table's key
}

// yearly are the tables of a year, in the order of their files.
func (s *Set) yearly() []*table { return append(s.growing(), &s.codelist) }

// growing are those that have rows for each indicator.
func (s *Set) growing() []*table {
	return []*table{&s.indicators, &s.actions, &s.sections, &s.actionSections, &s.initiatives, &s.details}
}

func (s *Set) table(name string, list []definition, of *table, key ...string) table {
	t := table{name: name, key: key, of: of}
	for _, d := range list {
		tags := []string{""}
		if d.each {
			tags = s.languages
		}
		for _, tag := range tags {
			t.fields = append(t.fields, s.field(name, d, tag))
			t.cells = append(t.cells, func(v *view) string { return d.cell(v, tag) })
		}
	}
	return t
}

func (s *Set) field(table string, d definition, tag string) Field {
	f := Field{Table: table, Name: d.name, Language: tag, Type: cmp.Or(d.typ, String), Vocabulary: d.vocabulary, Required: d.required, List: d.list, Fraction: d.fraction}
	f.Meaning = s.say("field." + cmp.Or(d.message, d.name) + ".meaning")
	if d.called.IsZero() {
		f.Title = s.say("field." + d.title() + ".title")
	} else {
		f.Title = s.each(func(c *lang.Catalogue) string { title, _ := d.called.In(c.Tag, s.languages...); return title })
	}
	abroad := !slices.Contains(s.languages, "ja") // it has no other years than these, and may be no municipality
	switch {
	case d.name == "fiscal_year" && (abroad || s.city.Calendar.First(2024) != (kpi.Calendar{}).First(2024)):
		f.Meaning = s.yearMeaning(abroad)
	case d.name == "region_name" && abroad:
		f.Title, f.Meaning = s.say("opendata.place_name.title"), s.say("opendata.place_name.meaning")
	case d.name == "fiscal_year_era" && abroad:
		f.Meaning = s.say("opendata.no_era.meaning")
	case d.name == regionCode.name && s.city.Code == "":
		f.Title, f.Meaning = s.say("opendata.place_code.title"), s.say("opendata.no_code.meaning")
	case d.name == regionCode.name && s.city.CodeScheme != "":
		f.Title, f.Meaning = s.say("opendata.place_code.title"), s.say("opendata.place_code.meaning", "scheme", s.city.CodeScheme)
	}
	if tag != "" {
		f.Name += "_" + columnTag(tag)
		title := f.Title
		f.Title = s.each(func(c *lang.Catalogue) string {
			return c.Say("opendata.in_language", "title", title[c.Tag], "language", c.TongueName(tag))
		})
	}
	if d.unit != "" {
		f.Unit = s.say("opendata.unit." + d.unit)
	}
	if d.money && !s.city.Money.IsZero() {
		f.Unit = s.city.Money
	}
	return f
}

// yearMeaning says which months a fiscal year of the city's is, and of a place that has eras that it is no year of one.
func (s *Set) yearMeaning(abroad bool) lang.Text {
	key := "opendata.year_meaning"
	if abroad {
		key = "opendata.year_begins"
	}
	if first := s.city.Calendar.First(2024); first.Year != 2024 && abroad {
		key = "opendata.year_ends"
	} else if first.Year != 2024 {
		key = "opendata.year_meaning_end"
	}
	return s.each(func(c *lang.Catalogue) string {
		month := func(m lang.Month) string {
			return c.Say("format.month_western", "year", strconv.Itoa(m.Year), "month", strconv.Itoa(m.Month), "month_name", c.MonthName(m.Month))
		}
		return c.Say(key, "start", month(s.city.Calendar.First(2024)), "end", month(s.city.Calendar.Last(2024)))
	})
}

// title is the key of a column's title: those of the three figures differ
// although they share one meaning.
func (d definition) title() string {
	if d.message != "" && !strings.HasSuffix(d.name, "_as_of") {
		return d.message
	}
	return d.name
}

// Fields lists every field of every CSV in order, with its meaning in all
// languages, for the page that explains them.
func (s *Set) Fields() []Field {
	var all []Field
	for _, t := range append(s.growing(), &s.observations, &s.codelist) {
		all = append(all, t.fields...)
	}
	return all
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// rest is what is left after the first: one id as a rule, more with a
// semicolon between them.
func rest(list []string) string { return strings.Join(list[min(1, len(list)):], ";") }
