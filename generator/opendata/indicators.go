package opendata

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// jsonHead begins indicators.json up to its first indicator.
func (s *Set) jsonHead(y kpi.Year) []byte {
	w := jsonWriter{set: s}
	w.open('{')
	w.integer("format", Format)
	w.integer("fiscal_year", int(y))
	w.key("city")
	w.b = append(w.b, s.cityJSON...)
	w.key("indicators")
	w.open('[')
	return w.b
}

// reportObject is what the city says of a year as a whole, for the end of the file.
func (s *Set) reportObject(info *kpi.YearInfo) []byte {
	w := jsonWriter{set: s, depth: 1, b: []byte(",\n  \"report\": ")}
	w.open('{')
	w.text("title", info.Title)
	w.text("summary", info.Summary)
	w.orNull("published_on", info.PublishedOn)
	w.key("corrections")
	objectsOf(correctionMembers, func(i *kpi.YearInfo) []kpi.Correction { return i.Corrections })(&w, info)
	w.close('}')
	return w.b
}

// jsonTail ends it after an indicator.
const jsonTail = "\n  ]"

// jsonEnd ends the file.
const jsonEnd = "\n}\n"

func (s *Set) cityObject() []byte {
	w := jsonWriter{set: s, depth: 1}
	c := s.city
	w.open('{')
	w.text("name", c.Name)
	w.orNull("code", c.Code)
	w.strings("languages", c.Languages)
	if !c.Licence.Stated() {
		w.orNull("licence", "")
	} else {
		w.object("licence", func() {
			w.orNull("name", licenceName(c.Licence))
			w.text("title", s.licenceTitle())
			w.orNull("url", c.Licence.Address())
		})
	}
	s.decisions(&w, "bands", "band")
	s.decisions(&w, "rules", "rule")
	w.close('}')
	return w.b
}

// decisions are how the city's bands are given, or its rates calculated.
func (s *Set) decisions(w *jsonWriter, key, vocabulary string) {
	of := slices.DeleteFunc(slices.Clone(s.codes), func(c Code) bool { return c.Vocabulary != vocabulary })
	objects(w, key, of, func(c Code) {
		w.orNull("id", c.Code)
		w.text("name", c.Name)
		if vocabulary == "band" {
			w.orNull("mark", c.Mark)
		}
		w.orNull("expression", c.Expression)
		w.orNull("expression_lower", c.Lower)
		if vocabulary == "rule" {
			w.orNull("rounding", c.Rounding)
			w.orNull("places", c.Places)
			w.orNull("cap", c.Cap)
		}
	})
}

// json is the indicator's object as it stands in indicators.json, without a
// comma after it.
func (v *view) json() []byte {
	w := &jsonWriter{set: v.set, depth: 2, b: make([]byte, 0, 4096)}
	w.b = append(w.b, "    "...)
	object(w, indicatorMembers, v)
	return w.b
}

// indicatorMembers are all that indicators.json says of an indicator.
var indicatorMembers = []member[*view]{
	{shape{key: "id", is: "string", message: "indicator_id"}, word(func(v *view) string { return string(v.ind.ID) })},
	{shape{key: "code", is: "string", message: "code"}, word(func(v *view) string { return v.ind.Code })},
	{shape{key: "kind", is: "string", vocabulary: "kind", message: "kind"}, word(func(v *view) string { return string(v.ind.Kind) })},
	{shape{key: "number", is: "integer", message: "number"}, whole(func(v *view) int { return v.ind.Number })},
	{shape{key: "name", is: "text", message: "name"}, said(func(v *view) lang.Text { return v.ind.Name })},
	{shape{key: "group", is: "string", null: true, vocabulary: "group", message: "group"}, word(func(v *view) string { return v.ind.Group })},
	{shape{key: "initiative", is: "object", null: true, message: "initiative", of: shapes(initiativeMembers)}, objectOrNull(initiativeMembers, func(v *view) *kpi.Initiative { return v.entry.Initiative })},
	{shape{key: "unit", is: "text", null: true, message: "unit"}, said(func(v *view) lang.Text { return v.ind.Unit })},
	{shape{key: "measured", is: "string", vocabulary: "measured", message: "json_measured"}, word(func(v *view) string { return string(v.ind.Measured) })},
	{shape{key: "direction", is: "string", vocabulary: "direction", message: "direction"}, word(func(v *view) string { return string(v.ind.Direction) })},
	{figureOf("baseline"), figured(func(v *view) kpi.Figure { return v.rec.Baseline })},
	{figureOf("target"), figured(func(v *view) kpi.Figure { return v.rec.Target })},
	{figureOf("actual"), figured(func(v *view) kpi.Figure { return v.rec.Actual })},
	{shape{key: "parts", is: "list", message: "json_parts", of: []shape{{is: "object", of: shapes(partMembers)}}}, objectsOf(partMembers, (*view).parts)},
	{shape{key: "achievement", is: "object", message: "json_achievement", of: shapes(achievementMembers)}, objectOrNull(achievementMembers, func(v *view) *rate { return &rate{v.a, v.rec.Published, v.rec.InItsPlace} })},
	{shape{key: "band", is: "string", vocabulary: "band", message: "band"}, word(func(v *view) string { return v.a.Band })},
	{shape{key: "against_baseline", is: "string", null: true, vocabulary: "against_baseline", message: "against_baseline"}, word(func(v *view) string { return string(v.a.Against) })},
	{shape{key: "planned_change_share", is: "decimal", null: true, message: "planned_change_share"}, word(func(v *view) string { return v.a.SharePercent() })},
	{shape{key: "flags", is: "list", message: "flags", of: []shape{{is: "string", vocabulary: "flags"}}}, wordList(func(v *view) []string { return kpi.Codes(v.a.Flags) })},
	{shape{key: "provisional", is: "boolean", message: "json_provisional"}, func(w *jsonWriter, v *view) { w.b = strconv.AppendBool(w.b, v.rec.Provisional) }},
	{shape{key: "grade", is: "string", null: true, vocabulary: "grade", message: "json_grade"}, word(func(v *view) string { return v.rec.Grade })},
	{shape{key: "method", is: "text", null: true, message: "json_method"}, said(func(v *view) lang.Text { return v.rec.Method })},
	{shape{key: "page", is: "integer", null: true, message: "json_page"}, func(w *jsonWriter, v *view) { v.page(w) }},
	{shape{key: "comparability", is: "object", message: "json_comparability", of: shapes(comparabilityMembers)}, objectOrNull(comparabilityMembers, func(v *view) *kpi.Comparability {
		return &kpi.Comparability{State: kpi.Comparable(v.comparability()), Note: v.rec.Comparability.Note}
	})},
	{shape{key: "reconstruction", is: "text", null: true, message: "json_reconstruction"}, said(func(v *view) lang.Text { return v.rec.Reconstructed.Note })},
	{shape{key: "difference", is: "text", null: true, message: "json_difference"}, said(func(v *view) lang.Text { return v.rec.Difference })},
	{shape{key: "same_measure_as", is: "string", null: true, message: "json_same_measure_as"}, word(func(v *view) string { return string(v.ind.SameMeasureAs) })},
	{shape{key: "plan_targets", is: "list", message: "json_plan_targets", of: []shape{{is: "object", of: shapes(targetMembers)}}}, objectsOf(targetMembers, (*view).planTargets)},
	{shape{key: "final_target", is: "object", null: true, message: "json_final_target", of: shapes(targetMembers)}, objectOrNull(targetMembers, func(v *view) *kpi.FinalTarget { return v.ind.Final })},
	{shape{key: "comment", is: "text", null: true, message: "json_comment"}, said(func(v *view) lang.Text { return comments(v.rec) })},
	{shape{key: "notes", is: "list", message: "json_notes", of: []shape{{is: "text"}}}, saidList(func(v *view) []lang.Text { return slices.Concat(v.ind.Notes, v.rec.Notes) })},
	{correctionsShape, objectsOf(correctionMembers, func(v *view) []kpi.Correction { return v.rec.Corrections })},
	{shape{key: "sections", is: "list", message: "section_id", of: []shape{{is: "string", vocabulary: "section"}}}, wordList(func(v *view) []string { return v.sections })},
	{shape{key: "actions", is: "list", message: "json_actions", of: []shape{{is: "object", of: shapes(actionMembers)}}}, objectsOf(actionMembers, (*view).actions)},
	{shape{key: "actions_same_as", is: "object", null: true, message: "json_actions_same_as", of: shapes(sameAsMembers)}, objectOrNull(sameAsMembers, (*view).sameAs)},
	{shape{key: "evidence", is: "list", message: "json_evidence", of: []shape{{is: "object", of: shapes(evidenceMembers)}}}, objectsOf(evidenceMembers, (*view).evidence)},
	{shape{key: "url", is: "text", null: true, message: "json_url"}, said(func(v *view) lang.Text { return v.entry.URL })},
	// What came after the first files of format 1 may be missing in those.
	{shape{key: "series_id", is: "string", optional: true, message: "series_id"}, word((*view).series)},
	{shape{key: "previous_indicator_id", is: "string", null: true, optional: true, message: "previous_indicator_id"}, word(func(v *view) string { return string(v.previous()) })},
	{shape{key: "target_form", is: "string", optional: true, vocabulary: "target_form", message: "target_form"}, word(func(v *view) string { return string(v.a.Form) })},
	{shape{key: "target_met", is: "string", null: true, optional: true, vocabulary: "target_met", message: "target_met"}, word((*view).met)},
	{shape{key: "not_judged_reason", is: "string", null: true, optional: true, vocabulary: "reason", message: "not_judged_reason"}, word((*view).unjudged)},
	{shape{key: "rounding", is: "string", null: true, optional: true, vocabulary: "rounding", message: "rounding"}, word((*view).rounding)},
	{shape{key: "sum_so_far", is: "decimal", null: true, optional: true, message: "sum_so_far"}, word(func(v *view) string { return v.a.Sum.String() })},
	{shape{key: "done_in", is: "string", null: true, optional: true, message: "done_in"}, word(func(v *view) string { return orNone(v.a.DoneIn) })},
	{shape{key: "forecast", is: "object", null: true, optional: true, message: "forecast_value", of: figureShape}, func(w *jsonWriter, v *view) { v.forecast(w) }},
	{shape{key: "revised", is: "object", null: true, optional: true, message: "json_revised", of: shapes(revisionMembers)}, objectOrNull(revisionMembers, func(v *view) *kpi.Revision { return v.rec.Revised })},
	{shape{key: "details", is: "list", optional: true, message: "json_details", of: []shape{{is: "object", of: shapes(detailMembers)}}}, objectsOf(detailMembers, (*view).details)},
	{shape{key: "fields", is: "list", optional: true, message: "own_field", of: []shape{{is: "object", of: shapes(ownFieldMembers)}}}, objectsOf(ownFieldMembers, (*view).ownFields)},
	{shape{key: "label", is: "text", null: true, optional: true, message: "label"}, said(func(v *view) lang.Text { return v.ind.Label })},
	{shape{key: "remark", is: "text", null: true, optional: true, message: "remark"}, said(func(v *view) lang.Text { return v.rec.Remark })},
	{shape{key: "counts", is: "text", null: true, optional: true, message: "counts"}, said(func(v *view) lang.Text { return v.ind.Counts })},
	{shape{key: "total_from", is: "string", null: true, optional: true, message: "total_from"}, word(func(v *view) string { return orNone(v.total().From) })},
	{shape{key: "total_to", is: "string", null: true, optional: true, message: "total_to"}, word(func(v *view) string { return orNone(v.total().To) })},
	{shape{key: "tolerance", is: "decimal", null: true, optional: true, message: "tolerance"}, word(func(v *view) string { return decimal(v.ind.Tolerance) })},
}

var initiativeMembers = []member[kpi.Initiative]{
	{shape{key: "sheet", is: "string"}, word(func(i kpi.Initiative) string { return i.Sheet })},
	{shape{key: "code", is: "string", message: "code"}, word(func(i kpi.Initiative) string { return i.Code })},
	{shape{key: "name", is: "text"}, said(func(i kpi.Initiative) lang.Text { return i.Name })},
}

// rate is an achievement with the rate that the city printed, "" for none.
type rate struct {
	*kpi.Achievement
	published string
	instead   string // what is printed in its place
}

var achievementMembers = []member[rate]{
	{shape{key: "exact", is: "fraction", null: true, message: "achievement_exact"}, word(func(a rate) string { return fractionOf(a.Exact) })},
	{shape{key: "computed", is: "decimal", null: true, message: "achievement_computed"}, word(func(a rate) string { return a.Computed })},
	{shape{key: "published", is: "decimal", null: true, message: "achievement_published"}, word(func(a rate) string { return a.published })},
	{shape{key: "printed", is: "string", null: true, optional: true, message: "json_printed"}, word(func(a rate) string { return a.instead })},
	{shape{key: "rule", is: "string", vocabulary: "rule", message: "rule"}, word(func(a rate) string { return string(a.By) })},
	{shape{key: "no_rate", is: "string", null: true, vocabulary: "reason", message: "json_no_rate"}, word(func(a rate) string { return string(a.NoRate) })},
	{shape{key: "shown", is: "decimal", null: true, optional: true, message: "achievement_shown"}, word(func(a rate) string { return a.ShownBeside(a.published) })},
	{shape{key: "progress", is: "fraction", null: true, optional: true, message: "json_progress"}, word(func(a rate) string { return fractionOf(a.Progress) })},
}

// measuredPart is a part of a composite with its rate, nil for none.
type measuredPart struct {
	kpi.PartRecord
	rate *rate
}

func (v *view) parts() (list []measuredPart) {
	for i, p := range v.rec.Parts {
		part := measuredPart{p, nil}
		if i < len(v.a.Parts) {
			part.rate = &rate{&v.a.Parts[i], "", ""}
		}
		list = append(list, part)
	}
	return list
}

var partMembers = []member[measuredPart]{
	{shape{key: "id", is: "string"}, word(func(p measuredPart) string { return p.Part.ID })},
	{shape{key: "name", is: "text", null: true}, said(func(p measuredPart) lang.Text { return p.Part.Name })},
	{shape{key: "unit", is: "text", null: true}, said(func(p measuredPart) lang.Text { return p.Part.Unit })},
	{shape{key: "direction", is: "string", vocabulary: "direction", message: "direction"}, word(func(p measuredPart) string { return string(p.Part.Direction) })},
	{figureOf("baseline"), figured(func(p measuredPart) kpi.Figure { return p.Baseline })},
	{figureOf("target"), figured(func(p measuredPart) kpi.Figure { return p.Target })},
	{figureOf("actual"), figured(func(p measuredPart) kpi.Figure { return p.Actual })},
	{shape{key: "achievement", is: "object", null: true, of: shapes(achievementMembers)}, objectOrNull(achievementMembers, func(p measuredPart) *rate { return p.rate })},
}

var comparabilityMembers = []member[kpi.Comparability]{
	{shape{key: "state", is: "string", vocabulary: "comparability"}, word(func(c kpi.Comparability) string { return string(c.State) })},
	{shape{key: "note", is: "text", null: true}, said(func(c kpi.Comparability) lang.Text { return c.Note })},
}

// planTargets are the targets of a plan of several years.
func (v *view) planTargets() (list []kpi.FinalTarget) {
	for _, y := range slices.Sorted(maps.Keys(v.ind.Targets)) {
		list = append(list, kpi.FinalTarget{Year: y, Target: v.ind.Targets[y]})
	}
	return list
}

var targetMembers = []member[kpi.FinalTarget]{
	{shape{key: "fiscal_year", is: "integer", message: "fiscal_year"}, whole(func(t kpi.FinalTarget) int { return int(t.Year) })},
	{figureOf("target"), figured(func(t kpi.FinalTarget) kpi.Figure { return t.Target })},
}

// comments are the 評価内容 as Markdown by language.
func comments(r *kpi.Record) lang.Text {
	t := lang.Text{}
	for tag, c := range r.Comment {
		if text := strings.TrimSpace(c.Markdown); text != "" {
			t[tag] = text
		}
	}
	return t
}

var correctionMembers = []member[kpi.Correction]{
	{shape{key: "date", is: "date", null: true}, word(func(c kpi.Correction) string { return c.Date })},
	{shape{key: "was", is: "text", null: true}, said(func(c kpi.Correction) lang.Text { return c.Was })},
	{shape{key: "now", is: "text", null: true}, said(func(c kpi.Correction) lang.Text { return c.Now })},
	{shape{key: "why", is: "text", null: true}, said(func(c kpi.Correction) lang.Text { return c.Why })},
}

// act is an action with its period in each language.
type act struct {
	kpi.Action
	period lang.Text
}

func (v *view) actions() (list []act) {
	for _, a := range v.rec.Actions {
		list = append(list, act{a, v.period(a.Printed, a.Said, a.Period)})
	}
	return list
}

var actionMembers = []member[act]{
	{shape{key: "text", is: "text", null: true, message: "action_text"}, said(func(a act) lang.Text { return a.Text })},
	{shape{key: "period_text", is: "string", null: true, message: "period_text"}, word(func(a act) string { return a.Printed })},
	{shape{key: "start", is: "month", null: true, message: "start"}, word(func(a act) string { return a.Period.Start.ISO() })},
	{shape{key: "end", is: "month", null: true, message: "end"}, word(func(a act) string { return a.Period.End.ISO() })},
	{shape{key: "sections", is: "list", of: []shape{{is: "string", vocabulary: "section"}}}, wordList(func(a act) []string { return a.Sections })},
	{shape{key: "state", is: "string", null: true, optional: true, vocabulary: "action_state", message: "state"}, word(func(a act) string { return string(a.State) })},
	{shape{key: "percent_done", is: "decimal", null: true, optional: true, message: "percent_done"}, word(func(a act) string { return decimal(a.Percent) })},
	{shape{key: "due", is: "text", null: true, optional: true, message: "due_text"}, said(func(a act) lang.Text { return a.Due.Text })},
	{shape{key: "budget", is: "decimal", null: true, optional: true, message: "budget"}, word(func(a act) string { return decimal(a.Budget) })},
	{shape{key: "spent", is: "decimal", null: true, optional: true, message: "spent"}, word(func(a act) string { return decimal(a.Spent) })},
	{shape{key: "grade", is: "string", null: true, optional: true, vocabulary: "grade", message: "action_grade"}, word(func(a act) string { return a.Grade })},
	{shape{key: "period", is: "text", null: true, optional: true, message: "period"}, said(func(a act) lang.Text { return a.period })},
}

// sameAs is the indicator whose actions are this one's too, nil where it has its own.
func (v *view) sameAs() *kpi.ActionsPointer {
	if v.rec.ActionsSameAs.Indicator == "" {
		return nil
	}
	return &v.rec.ActionsSameAs
}

var sameAsMembers = []member[kpi.ActionsPointer]{
	{shape{key: "indicator", is: "string"}, word(func(s kpi.ActionsPointer) string { return string(s.Indicator) })},
	{shape{key: "text", is: "text", null: true}, said(func(s kpi.ActionsPointer) lang.Text { return s.Text })},
}

// proof is a sum with its result.
type proof struct {
	kpi.Evidence
	equals, result, figure string
}

// evidence are the sums with their results. One that cannot be computed stops the
// build long before, so its result is null here.
func (v *view) evidence() (list []proof) {
	for _, e := range v.rec.Evidence {
		p := proof{Evidence: e, equals: e.Equals}
		if proved, err := e.Prove(v.rec); err == nil {
			p.equals, p.result = proved.Expected, proved.Rounded
		}
		if _, ok := v.rec.Figure(e.Equals); ok {
			p.figure = e.Equals
		}
		list = append(list, p)
	}
	return list
}

var evidenceMembers = []member[proof]{
	{shape{key: "sum", is: "string"}, word(func(p proof) string { return p.Sum })},
	{shape{key: "equals", is: "decimal"}, word(func(p proof) string { return p.equals })},
	{shape{key: "result", is: "decimal", null: true}, word(func(p proof) string { return p.result })},
	{shape{key: "figure", is: "string", null: true}, word(func(p proof) string { return p.figure })},
	{shape{key: "text", is: "text", null: true}, said(func(p proof) lang.Text { return p.Text })},
}

// page writes the page of the source, null for none.
func (v *view) page(w *jsonWriter) {
	if v.rec.Page <= 0 {
		w.null()
		return
	}
	w.b = strconv.AppendInt(w.b, int64(v.rec.Page), 10)
}

func (v *view) forecast(w *jsonWriter) {
	if v.rec.Forecast.Kind == kpi.Unset {
		w.null()
		return
	}
	w.figure(v.rec.Forecast)
}

var revisionMembers = []member[kpi.Revision]{
	{figureOf("was"), figured(func(r kpi.Revision) kpi.Figure { return r.Was })},
	{shape{key: "date", is: "date", null: true}, word(func(r kpi.Revision) string { return r.Date })},
	{shape{key: "why", is: "text", null: true}, said(func(r kpi.Revision) lang.Text { return r.Why })},
}

// ownField is what stands in one of the city's own fields.
type ownField struct {
	kpi.FieldValue
	name lang.Text
}

func (v *view) ownFields() (list []ownField) {
	for _, f := range v.ind.Fields {
		list = append(list, ownField{f, v.set.city.OwnField(f.Field).Name})
	}
	return list
}

var ownFieldMembers = []member[ownField]{
	{shape{key: "field", is: "string"}, word(func(f ownField) string { return f.Field })},
	{shape{key: "name", is: "text"}, said(func(f ownField) lang.Text { return f.name })},
	{shape{key: "values", is: "list", of: []shape{{is: "text"}}}, saidList(func(f ownField) []lang.Text { return f.Values })},
}
