package site

import (
	"maps"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"unicode/utf8"
)

// FigureView is a baseline, a target or an actual.
type FigureView struct {
	Key           string // baseline, target, actual, final
	Label         string
	Value         Phrase
	Missing       bool
	Words         bool   // a qualitative value, or a direction alone
	Printed       Phrase // the sign in the source where there is no value
	Gap           string // between number and unit, as the language writes it
	Unit          Phrase
	Long          bool   // more than a number: a second value, a sum
	Length        string // of a number in large figures: "" for what every column holds, "many" or "most" digits for what few do
	LongUnit      bool   // it may stand on several lines
	AsOf          Phrase
	undated       bool // the source states no time
	Planned       bool
	Reconstructed bool
	Note          Phrase // what must be known beside it
}

func (l *language) viewFigures(v *IndicatorView, row *kpi.Row, rec *kpi.Record) {
	if row.Indicator.Measured != kpi.ByParts {
		v.Figures = l.figuresOf(row)
	}
	undated := v.Figures != nil
	for i := range v.Figures {
		undated = undated && v.Figures[i].undated
	}
	for i, p := range rec.Parts {
		part := PartView{Name: l.phrase(p.Part.Name), Direction: l.Say("direction." + string(p.Part.Direction)), Figures: l.figures(p.Baseline, p.Target, p.Actual, p.Part.Unit)}
		part.Sum = l.partSum(row.Achievement.Parts[i], p)
		v.Parts = append(v.Parts, part)
		undated = !slices.ContainsFunc(part.Figures, func(f FigureView) bool { return !f.undated }) && (undated || i == 0)
	}
	for i := range v.Figures {
		if v.Figures[i].undated && (undated || i == 1 && l.due(row).Text != "") {
			v.Figures[i].AsOf = Phrase{} // said once for all; the year of a last target says its own
		}
	}
	for i := 0; undated && i < len(v.Parts); i++ {
		for k := range v.Parts[i].Figures {
			v.Parts[i].Figures[k].AsOf = Phrase{}
		}
	}
	v.Undated = undated
	if v.Baseless = row.Baseless(); v.Baseless {
		if v.Figures != nil {
			v.Figures = v.Figures[1:]
		}
		for i := range v.Parts {
			v.Parts[i].Figures = v.Parts[i].Figures[1:]
		}
	}
	if final := row.Indicator.Final; final != nil {
		f := l.figureView("final", final.Target, row.Indicator.Unit)
		f.placed(l.place(row, final.Target))
		f.Label, f.AsOf = l.Say("figure.final"), Phrase{Text: l.year(final.Year)}
		v.Final = &f
	}
	l.furtherFigures(v, row, rec)
}

// furtherFigures are those that not every indicator has.
func (l *language) furtherFigures(v *IndicatorView, row *kpi.Row, rec *kpi.Record) {
	unit := row.Indicator.Unit
	if own := row.Indicator.Targets[row.Year]; row.Form == kpi.FormTotal && own.IsNumber() && own.Value.Cmp(row.InForce().Value) != 0 {
		f := l.figureView("year_target", own, unit) // beside the target of all years
		f.AsOf = Phrase{Text: l.year(row.Year)}
		v.Further = append(v.Further, f)
	}
	if later := l.laterTargets(row); later != "" {
		v.Further = append(v.Further, FigureView{Key: "later", Label: l.Say("figure.later"), Value: Phrase{Text: later}, Long: true})
	}
	if s := row.Sum; s.Known() {
		f := l.figureView("so_far", l.counted(row), unit)
		f.AsOf = Phrase{Text: l.Say("figure.so_far_years", "from", l.year(row.Indicator.Total.From), "to", l.year(row.Indicator.Total.To))}
		v.Further = append(v.Further, f)
	}
	if row.Came != nil {
		f := l.figureView("came", kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(row.Came.String())}, unit)
		f.AsOf = Phrase{Text: l.Say("figure.came_years", "from", l.year(row.Indicator.Total.From), "to", l.year(row.Indicator.Total.To))}
		v.Further = append(v.Further, f)
	}
	if rec.Forecast.Kind != kpi.Unset {
		f := l.figureView("forecast", rec.Forecast, unit)
		f.placed(l.place(row, rec.Forecast))
		if f.AsOf.Text == l.Say("as_of.not_stated") {
			f.AsOf = Phrase{}
		}
		f.Note = Phrase{Text: l.Say("figure.forecast_note")}
		v.Further = append(v.Further, f)
	}
	if rev := rec.Revised; rev != nil {
		if !rev.Unit.IsZero() {
			unit = rev.Unit
		}
		f := l.figureView("revised", rev.Was, unit)
		f.placed(l.place(row, rev.Was))
		f.AsOf, f.Note = Phrase{Text: l.Date(rev.Date)}, l.phrase(rev.Why)
		v.Further = append(v.Further, f)
	}
}

// laterTargets are the plan's targets for years after this one and before its last: 2024/25 36%, 2026/27 38%. Of a
// total they are the years' parts, and the last year has one too.
func (l *language) laterTargets(row *kpi.Row) string {
	ind, s := row.Indicator, ""
	for _, y := range slices.Sorted(maps.Keys(ind.Targets)) {
		part := ind.Total != nil && ind.Final != nil && y == ind.Final.Year && ind.Targets[y].Value.Cmp(ind.Final.Target.Value) != 0
		if y <= row.Year || ind.Final != nil && y >= ind.Final.Year && !part {
			continue
		}
		if s != "" {
			s += l.Say("list.separator")
		}
		s += l.Say("figure.later_target", "year", l.year(y), "target", l.value(row, ind.Targets[y], ind.Unit))
	}
	return s
}

// figuresOf are the figures of an indicator that is measured as a whole; places
// in an order are said as such.
func (l *language) figuresOf(r *kpi.Row) []FigureView {
	list := l.figures(r.Baseline, r.Target, r.Actual, r.Indicator.Unit)
	for i, f := range []kpi.Figure{r.Baseline, r.Target, r.Actual} {
		if place := l.place(r, f); place != "" {
			list[i].placed(place)
			list[i].printedOnce()
		}
	}
	if due := l.due(r); due.Text != "" {
		list[1] = l.dueTarget(r)
	}
	if r.Form == kpi.FormTotal && r.Sum.Known() {
		list[2].Value.Text = l.Say("figure.with_sum", "value", l.measure(r.Actual, r.Indicator.Unit), "sum", l.Number(r.Sum.String()))
		list[2].Unit, list[2].Gap, list[2].Long = Phrase{}, "", true
	}
	return list
}

// placed has a figure say a place in an order, where it is one.
func (v *FigureView) placed(place string) {
	if place != "" {
		v.Value, v.Unit, v.Gap = Phrase{Text: place}, Phrase{}, ""
	}
}

// dueTarget is the target of a later year with that year after its unit. What stands in
// brackets keeps no space from what is before it.
func (l *language) dueTarget(r *kpi.Row) FigureView {
	final := r.Indicator.Final
	f := l.figureView("target", final.Target, r.Indicator.Unit)
	f.placed(l.place(r, final.Target))
	bare := f.Unit.Text == ""
	f.Unit, f.LongUnit = Phrase{Text: strings.TrimSpace(l.Say("figure.due_unit", "unit", f.Unit.Text, "year", l.year(final.Year)))}, true
	if bare && !strings.HasPrefix(f.Unit.Text, "（") {
		f.Gap = " "
	}
	return f
}

// withSum is the actual of a row as tables of years show it: of a total over years with the sum so far, of one that is not
// final with that word, as the year that it is the year of may be far away.
func (v *voice) withSum(r *kpi.Row) Phrase {
	p := v.placed(r, r.Actual)
	if r.Indicator.Measured == kpi.ByParts {
		p = v.byParts(r, "actual")
	}
	if r.Form == kpi.FormTotal && r.Sum.Known() {
		p.Text = v.Say("figure.with_sum", "value", p.Text, "sum", v.Number(r.Sum.String()))
	}
	if r.Provisional && (!r.Actual.Missing() || len(r.Parts) > 0) {
		p.Text = v.Say("figure.not_final", "value", p.Text)
	}
	return p
}

// due is the last year's target where the year has none of its own: 60,000 by
// FY2027; "" for any other.
func (v *voice) due(r *kpi.Row) Phrase {
	final := r.Indicator.Final
	if final == nil || !r.Target.Missing() || final.Target.Missing() || final.Year <= r.Year {
		return Phrase{}
	}
	return Phrase{Text: v.Say("figure.due", "value", v.value(r, final.Target, r.Indicator.Unit), "year", v.year(final.Year))}
}

func (l *language) figures(baseline, target, actual kpi.Figure, unit lang.Text) []FigureView {
	return []FigureView{l.figureView("baseline", baseline, unit), l.figureView("target", target, unit), l.figureView("actual", actual, unit)}
}

// longUnit is how many characters a unit may have to stay beside its number.
const longUnit = 12

func (l *language) figureView(key string, f kpi.Figure, unit lang.Text) FigureView {
	v := FigureView{Key: key, Label: l.Say("figure." + key), Value: l.figure(f), Missing: f.Missing(), Words: f.Kind == kpi.Words || f.Kind == kpi.Aimed, Printed: l.printed(f),
		AsOf: l.asOf(f.AsOf), undated: f.AsOf.Text.IsZero(), Planned: f.Planned, Reconstructed: f.Reconstructed}
	if f.Missing() && v.undated {
		v.AsOf = Phrase{} // what is not there has no time
	}
	if f.Kind == kpi.Number || f.Kind == kpi.Range {
		v.Value.Text, v.Gap, v.Unit = l.apart(f, unit)
		v.Long = f.Second != nil || f.Strict != kpi.NotStrict
		v.LongUnit = utf8.RuneCountInString(v.Unit.Text) > longUnit
		if bound := f.Strict != kpi.NotStrict || f.Second != nil || f.Kind == kpi.Range && (f.From == nil) != (f.To == nil); bound && v.Unit.Lang == "" {
			v.Value, v.Unit, v.Gap, v.Long = Phrase{Text: l.measure(f, unit)}, Phrase{}, "", true // 93％を超える値, not 93を超える値％; 148人（うち市外22）
		}
		v.printedOnce()
		v.Length = lengthOf(v.Value.Text)
	}
	return v
}

// lengthOf says how small a number has to stand to keep to one line.
func lengthOf(number string) string {
	switch n := utf8.RuneCountInString(number); {
	case n > 11: // 1,234,567,890
		return "most"
	case n > 8: // 1,234,567
		return "many"
	}
	return ""
}

// printedOnce drops what the source prints where it is just what stands there: 25位, 14％.
func (v *FigureView) printedOnce() {
	plain := func(s string) string { return strings.ReplaceAll(lang.Fold(s), " ", "") }
	if plain(v.Printed.Text) == plain(v.Value.Text+v.Unit.Text) {
		v.Printed = Phrase{}
	}
}

// printed is the sign that stands in the source where there is no value.
func (l *language) printed(f kpi.Figure) Phrase {
	if l.tells(f) || strings.EqualFold(strings.TrimSpace(f.Printed), l.figure(f).Text) {
		return Phrase{} // it stands within the value, or is the value
	}
	if f.Printed == "" || l.Tag == l.first {
		return Phrase{Text: f.Printed}
	}
	return Phrase{f.Printed, l.first}
}
