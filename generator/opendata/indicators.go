package opendata

import (
	"maps"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// jsonHead begins indicators.json up to its first indicator.
func (s *Set) jsonHead(y kpi.Year) []byte {
	w := jsonWriter{}
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
	w := jsonWriter{depth: 1, b: []byte(",\n  \"report\": ")}
	w.open('{')
	w.text("title", info.Title, s.languages)
	w.text("summary", info.Summary, s.languages)
	w.orNull("published_on", info.PublishedOn)
	s.corrections(&w, info.Corrections)
	w.close('}')
	return w.b
}

// jsonTail ends it after an indicator.
const jsonTail = "\n  ]"

// jsonEnd ends the file.
const jsonEnd = "\n}\n"

func (s *Set) cityObject() []byte {
	w := jsonWriter{depth: 1}
	c := s.city
	w.open('{')
	w.text("name", c.Name, s.languages)
	w.orNull("code", c.Code)
	w.strings("languages", c.Languages)
	w.key("licence")
	if !c.Licence.Stated() {
		w.null()
	} else {
		w.open('{')
		w.orNull("name", licenceName(c.Licence))
		w.text("title", s.licenceTitle(), s.languages)
		w.orNull("url", licenceURL(c.Licence))
		w.close('}')
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
		w.text("name", c.Name, s.languages)
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
	w := &jsonWriter{depth: 2, b: make([]byte, 0, 4096)}
	w.b = append(w.b, "    "...)
	tags := v.set.languages
	w.open('{')
	w.orNull("id", string(v.ind.ID))
	w.orNull("code", v.ind.Code)
	w.orNull("kind", string(v.ind.Kind))
	w.integer("number", v.ind.Number)
	w.text("name", v.ind.Name, tags)
	w.orNull("group", v.ind.Group)
	w.key("initiative")
	v.initiativeObject(w)
	w.text("unit", v.ind.Unit, tags)
	w.orNull("measured", string(v.ind.Measured))
	w.orNull("direction", string(v.ind.Direction))
	v.figure(w, "baseline", v.rec.Baseline)
	v.figure(w, "target", v.rec.Target)
	v.figure(w, "actual", v.rec.Actual)
	v.parts(w)
	w.key("achievement")
	v.achievement(w, v.a, v.rec.Published)
	w.orNull("band", v.a.Band)
	w.orNull("against_baseline", string(v.a.Against))
	w.orNull("planned_change_share", share(v.a))
	var flags []string
	for _, f := range v.a.Flags {
		flags = append(flags, string(f))
	}
	w.strings("flags", flags)
	v.record(w)
	w.strings("sections", v.sections)
	v.actions(w)
	v.evidence(w)
	w.text("url", v.entry.URL, tags)
	v.judgement(w)
	v.detailList(w, v.details())
	v.ownFields(w)
	w.text("label", v.ind.Label, tags)
	w.text("remark", v.rec.Remark, tags)
	w.text("counts", v.ind.Counts, tags)
	w.close('}')
	return w.b
}

// ownFields writes what stands in the city's own fields.
func (v *view) ownFields(w *jsonWriter) {
	objects(w, "fields", v.ind.Fields, func(f kpi.FieldValue) {
		w.orNull("field", f.Field)
		w.text("name", v.set.city.OwnField(f.Field).Name, v.set.languages)
		v.texts(w, "values", f.Values)
	})
}

// judgement writes what the target is and how the year stands to it.
func (v *view) judgement(w *jsonWriter) {
	w.orNull("series_id", v.series())
	w.orNull("previous_indicator_id", string(v.previous()))
	w.orNull("target_form", string(v.a.Form))
	w.orNull("target_met", v.met())
	w.orNull("not_judged_reason", v.unjudged())
	w.orNull("rounding", v.rounding())
	w.orNull("sum_so_far", v.sum())
	w.orNull("done_in", v.doneIn())
	if v.rec.Forecast.Kind == kpi.Unset {
		w.key("forecast")
		w.null()
	} else {
		v.figure(w, "forecast", v.rec.Forecast)
	}
	w.key("revised")
	rev := v.rec.Revised
	if rev == nil {
		w.null()
		return
	}
	w.open('{')
	v.figure(w, "was", rev.Was)
	w.orNull("date", rev.Date)
	w.text("why", rev.Why, v.set.languages)
	w.close('}')
}

func (v *view) initiativeObject(w *jsonWriter) {
	ini := v.entry.Initiative
	if ini == nil {
		w.null()
		return
	}
	w.open('{')
	w.orNull("sheet", ini.Sheet)
	w.orNull("code", ini.Code)
	w.text("name", ini.Name, v.set.languages)
	w.close('}')
}

// record writes what the year's record says besides its figures.
func (v *view) record(w *jsonWriter) {
	r, tags := v.rec, v.set.languages
	w.boolean("provisional", r.Provisional)
	w.orNull("grade", r.Grade)
	w.text("method", r.Method, tags)
	if r.Page > 0 {
		w.integer("page", r.Page)
	} else {
		w.orNull("page", "")
	}
	state := r.Comparability.State
	if state == "" {
		state = kpi.ComparableOK
	}
	w.key("comparability")
	w.open('{')
	w.orNull("state", string(state))
	w.text("note", r.Comparability.Note, tags)
	w.close('}')
	w.text("reconstruction", r.Reconstructed.Note, tags)
	w.text("difference", r.Difference, tags)
	w.orNull("same_measure_as", string(v.ind.SameMeasureAs))
	v.longTerm(w)
	w.text("comment", comments(r), tags)
	v.texts(w, "notes", append(slices.Clone(v.ind.Notes), r.Notes...))
	v.set.corrections(w, r.Corrections)
}

// longTerm writes the targets of a plan of several years.
func (v *view) longTerm(w *jsonWriter) {
	objects(w, "plan_targets", slices.Sorted(maps.Keys(v.ind.Targets)), func(y kpi.Year) {
		w.integer("fiscal_year", int(y))
		v.figure(w, "target", v.ind.Targets[y])
	})
	w.key("final_target")
	if v.ind.Final == nil {
		w.null()
		return
	}
	w.open('{')
	w.integer("fiscal_year", int(v.ind.Final.Year))
	v.figure(w, "target", v.ind.Final.Target)
	w.close('}')
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

func (v *view) texts(w *jsonWriter, key string, all []lang.Text) {
	list(w, key, all, func(t lang.Text) {
		w.words(t, v.set.languages)
	})
}

func (s *Set) corrections(w *jsonWriter, list []kpi.Correction) {
	objects(w, "corrections", list, func(c kpi.Correction) {
		w.orNull("date", c.Date)
		w.text("was", c.Was, s.languages)
		w.text("now", c.Now, s.languages)
		w.text("why", c.Why, s.languages)
	})
}

func (v *view) actions(w *jsonWriter) {
	objects(w, "actions", v.rec.Actions, func(a kpi.Action) {
		w.text("text", a.Text, v.set.languages)
		w.orNull("period_text", a.Printed)
		w.orNull("start", a.Period.Start.ISO())
		w.orNull("end", a.Period.End.ISO())
		w.strings("sections", a.Sections)
		w.orNull("state", string(a.State))
		w.orNull("percent_done", decimal(a.Percent))
		w.text("due", a.Due.Text, v.set.languages)
		w.orNull("budget", decimal(a.Budget))
		w.orNull("spent", decimal(a.Spent))
		w.orNull("grade", a.Grade)
	})
	w.key("actions_same_as")
	if same := v.rec.ActionsSameAs; same.Indicator != "" {
		w.open('{')
		w.orNull("indicator", string(same.Indicator))
		w.text("text", same.Text, v.set.languages)
		w.close('}')
	} else {
		w.null()
	}
}

// evidence writes the sums with their results. One that cannot be computed
// stops the build long before, so its result is null here.
func (v *view) evidence(w *jsonWriter) {
	objects(w, "evidence", v.rec.Evidence, func(e kpi.Evidence) {
		proof, err := e.Prove(v.rec)
		w.orNull("sum", e.Sum)
		if err == nil {
			w.orNull("equals", proof.Expected)
			w.orNull("result", proof.Rounded)
		} else {
			w.orNull("equals", e.Equals)
			w.orNull("result", "")
		}
		tied := ""
		if _, ok := v.rec.Figure(e.Equals); ok {
			tied = e.Equals
		}
		w.orNull("figure", tied)
		w.text("text", e.Text, v.set.languages)
	})
}
