package opendata

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// view is one entry as the fields look at it; action, observation and code say
// which line of a table with several is meant.
type view struct {
	set      *Set
	rec      *kpi.Record
	ind      *kpi.Indicator
	a        *kpi.Achievement
	entry    Entry
	sections []string

	action      int
	section     int
	observation observation
	detailNo    int
	detail      detail
	code        Code
}

func (s *Set) view(e Entry) *view {
	v := &view{set: s, rec: e.Record, ind: e.Record.Indicator, a: e.Achievement, entry: e, sections: e.Sections}
	if v.sections == nil {
		v.sections = e.Record.Sections()
	}
	return v
}

func (v *view) initiative(tag string) string {
	if v.entry.Initiative == nil {
		return ""
	}
	return v.entry.Initiative.Name[tag]
}

// number is a figure's number, "" where it has none.
func number(f kpi.Figure) string {
	if f.Kind != kpi.Number {
		return ""
	}
	return f.Value.String()
}

// figureText is what a figure says in words: done or not, or a range.
func (v *view) figureText(f kpi.Figure, tag string) string {
	if f.Kind == kpi.Words {
		return f.Words[tag]
	}
	return v.set.beside(f)[tag]
}

// beside is what a figure says that is not its number: a range, a bound that is
// not enough itself, a direction, a second value.
func (s *Set) beside(f kpi.Figure) lang.Text {
	switch {
	case f.Kind == kpi.Range:
		return s.rangeText(f)
	case f.Kind == kpi.Aimed && !f.Words.IsZero():
		return f.Words
	case f.Kind == kpi.Aimed:
		return s.say("aim." + string(f.Aim))
	case f.Strict != kpi.NotStrict:
		return s.say("range."+string(f.Strict), "value", f.Value.String())
	case f.Second != nil:
		return s.each(func(c *lang.Catalogue) string {
			name, _ := f.Second.Name.In(c.Tag, s.languages...)
			return c.Say("figure.second", "value", f.Value.String(), "name", lang.Leading(name), "second", f.Second.Value.String())
		})
	case f.Kind == kpi.Number:
		return s.printed(f)
	}
	return nil
}

// printed is what the source prints of a figure, or in its place, in its own language.
func (s *Set) printed(f kpi.Figure) lang.Text {
	if f.Printed == "" {
		return nil
	}
	return lang.Plain(s.languages[0], f.Printed)
}

func (s *Set) rangeText(f kpi.Figure) lang.Text {
	switch {
	case f.From != nil && f.To != nil:
		return s.say("opendata.range", "from", f.From.String(), "to", f.To.String())
	case f.From != nil:
		return s.say("opendata.range_from", "from", f.From.String())
	case f.To != nil:
		return s.say("opendata.range_to", "to", f.To.String())
	}
	return nil
}

// asOf is when a figure was taken: 2024-06, or 2024-04/2025-03 as ISO 8601
// writes a span, or single months that the data gives for a text which says
// more than a span can (2024-03;2024-06). Words alone are left to the note.
func (v *view) asOf(f kpi.Figure) string {
	start, end := span(f.AsOf)
	switch {
	case start == "":
		return strings.Join(months(f.AsOf), ";")
	case start == end:
		return start
	}
	return start + "/" + end
}

func span(a kpi.AsOf) (start, end string) {
	switch {
	case a.Span:
		return a.Months[0].ISO(), a.Months[1].ISO()
	case a.Normal.Start.IsZero():
		return "", ""
	}
	return a.Normal.Start.ISO(), a.Normal.End.ISO()
}

func months(a kpi.AsOf) (list []string) {
	for _, m := range a.Months {
		list = append(list, m.ISO())
	}
	return list
}

// series is the id under which the indicator first appeared. Where that stood
// for another indicator before, the year in which it became this one is part of
// it, so that no two series share a name.
func (v *view) series() string {
	r := v.rec
	for r.Before != nil {
		r = r.Before
	}
	switch {
	case r.Formerly != "":
		return string(r.Formerly)
	case r.Continues == kpi.Other:
		return string(r.Indicator.ID) + "-" + r.Year.String()
	}
	return string(r.Indicator.ID)
}

// previous is the id that the indicator had the year before, "" where it does
// not go on from one.
func (v *view) previous() kpi.ID {
	switch {
	case v.rec.Formerly != "":
		return v.rec.Formerly
	case v.rec.Before != nil:
		return v.rec.Before.Indicator.ID
	}
	return ""
}

// notContinued says that the id stood for another indicator the year before.
const notContinued = "not-continued"

// comparability says how the year's values compare with the years before.
func (v *view) comparability() string {
	if v.rec.Continues == kpi.Other && v.rec.Formerly == "" {
		return notContinued
	}
	if s := v.rec.Comparability.State; s != "" {
		return string(s)
	}
	return string(kpi.ComparableOK)
}

func (v *view) met() string {
	if v.rec.Provisional {
		return "" // it can still change
	}
	return [...]string{kpi.Unjudged: "", kpi.Missed: codeMissed, kpi.Met: codeMet}[v.a.Met]
}

// rounding is how the achievement was rounded, "" where there is none.
func (v *view) rounding() string {
	if v.a.Exact == nil || v.a.Rule == nil {
		return ""
	}
	return roundingOf(v.a.Rule.Rounding)
}

// orNone is a year, "" for none.
func orNone(y kpi.Year) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(int(y))
}

// total are the years of a target that is a total over years, none of any other.
func (v *view) total() kpi.Total {
	if v.ind.Total == nil {
		return kpi.Total{}
	}
	return *v.ind.Total
}

// part is the part that the observation is of; of one of the whole, what the
// indicator says of itself.
func (v *view) part() kpi.Part {
	whole := kpi.Part{Direction: v.ind.Direction}
	for _, p := range v.rec.Parts {
		if p.Part.ID != "" && p.Part.ID == v.observation.part {
			whole = p.Part
			if whole.Direction == "" {
				whole.Direction = v.ind.Direction
			}
		}
	}
	return whole
}

// arithmetic is how the achievement was reckoned: the part's of one of a part.
func (v *view) arithmetic() kpi.Arithmetic {
	for i, p := range v.rec.Parts {
		if p.Part.ID != "" && p.Part.ID == v.observation.part && i < len(v.a.Parts) {
			return v.a.Parts[i].By
		}
	}
	return v.a.By
}

func (v *view) flags() string { return strings.Join(kpi.Codes(v.a.Flags), ";") }

// period is a span of months in each language as the pages say it: as printed in the
// first or where the city says it, else in the language's own form; without a language
// in which nobody can say it, because the printed words name no months.
func (v *view) period(printed string, said lang.Text, p lang.Period) lang.Text {
	if printed == "" {
		return nil
	}
	t := lang.Plain(v.set.first, printed)
	for i, tag := range v.set.languages {
		switch {
		case said.Has(tag):
			t[tag] = said[tag]
		case tag != v.set.first && p != (lang.Period{}):
			t[tag] = v.set.catalogues[i].Period(p)
		}
	}
	return t
}

// actionPeriod is the period of the action that the row is of.
func (v *view) actionPeriod() lang.Text {
	a := &v.rec.Actions[v.action]
	return v.period(a.Printed, a.Said, a.Period)
}

// eraYear is the fiscal year in the Japanese calendar, 令和6年度; it stands
// beside the western year in every language.
func (v *view) eraYear() string {
	if !slices.Contains(v.set.languages, "ja") {
		return "" // no reader of these files counts in eras
	}
	era, n := lang.EraOfFiscalYear(int(v.rec.Year))
	if n == 1 {
		return era + "元年度"
	}
	return era + strconv.Itoa(n) + "年度"
}

// unjudged is why there is no judgement, "" where the band is one: a grade, or a
// condition of the city's.
func (v *view) unjudged() string {
	if v.a.Band != kpi.Pending && v.a.HasJudgement() {
		return ""
	}
	return string(v.a.Unjudged)
}

// final is the plan's last target, which says nothing where there is none.
func (v *view) final() kpi.FinalTarget {
	if v.ind.Final == nil {
		return kpi.FinalTarget{}
	}
	return *v.ind.Final
}
