package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tassei/generator/diag"
	"tassei/generator/keys"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// NewYear makes the files of a fiscal year as a draft: year.toml and, for each
// initiative of the plan, a file of records with blanks to be filled in. What
// stays from year to year is carried over from the year before: the baseline,
// its date and the method. The target is the plan's, where the plan has one.
// Every other figure is a commented line with last year's value beside it, so
// that check lists it as blank until it is written.
//
// The edits are all new files. The error is a *Fault when the year exists.
func NewYear(src *source.Source, year kpi.Year) ([]output.Edit, error) {
	if year < 1900 || year > 2999 {
		return nil, fault("year range", "year", year.String())
	}
	before := kpi.Year(0)
	for _, y := range src.Years() {
		if y.Year == year {
			return nil, fault("year exists", "year", year.String())
		}
		if y.Year < year {
			before = y.Year
		}
	}
	d := &draft{src: src, city: src.City(), year: year, before: before, tag: voice(src.City())}
	edits := []output.Edit{{Path: "data/" + year.String() + "/year.toml", Data: d.yearFile(), New: true}}
	for i, in := range src.Initiatives() {
		data, err := d.sheet(i, in)
		if err != nil {
			return nil, err
		}
		if data != nil {
			edits = append(edits, output.Edit{Path: source.RecordFile(year, in.Sheet), Data: data, New: true})
		}
	}
	for i, e := range edits {
		edits[i].Data = append([]byte(keys.SchemaLine(e.Path)), e.Data...)
	}
	return edits, nil
}

// voice is the language in which this package speaks to a city's clerks: its
// first language where there are words in it, else English.
func voice(city *kpi.City) string {
	if len(city.Languages) == 0 || city.Languages[0] == "ja" {
		return "ja"
	}
	return "en"
}

// draft writes the files of one new year.
type draft struct {
	src          *source.Source
	city         *kpi.City
	year, before kpi.Year
	tag          string
	b            strings.Builder
}

func (d *draft) say(key string, pairs ...string) string { return say(d.tag, key, pairs...) }

func (d *draft) line(format string, args ...any) {
	d.b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

// first is a text in the city's first language, for comment lines.
func (d *draft) first(t lang.Text) string {
	s, _ := t.In(d.city.Languages[0], t.Tags()...)
	return remark(s)
}

// fiscalYear is the year as clerks say it.
func (d *draft) fiscalYear(y kpi.Year) string {
	if d.tag != "ja" {
		return y.String()
	}
	era, n := lang.EraOfFiscalYear(int(y))
	if n == 1 {
		return era + "元年度"
	}
	return era + itoa(n) + "年度"
}

func (d *draft) yearFile() []byte {
	d.b.Reset()
	d.line("# %s", d.say("draft year", "year", d.fiscalYear(d.year)))
	d.line("")
	d.line("# %s", d.say("draft status"))
	d.line(`status = "draft"`)
	d.line("")
	d.line("# %s", d.say("draft facts"))
	d.line("# title        = %s", d.example("draft title", "draft title en"))
	d.line("# due          = %04d-05-30", int(d.year)+1)
	d.line("# published_on = %04d-09-30", int(d.year)+1)
	d.line("# date         = %04d-09-30", int(d.year)+1)
	d.line("")
	d.line("# %s", d.say("draft source", "folder", "data/"+d.year.String()+"/source/"))
	d.line("# [source]")
	last := d.lastSource()
	d.line("# file  = %s", toml.Quote(cmp.Or(last.File, "source/results.pdf")))
	if last.Pages > 0 {
		d.line("# pages = %d", last.Pages)
	}
	d.line("# name  = %s", d.example("draft document", "draft document en"))
	return []byte(d.b.String())
}

// lastSource is the source document of the year before, empty where there is none.
func (d *draft) lastSource() kpi.SourceDocument {
	if info := kpi.YearOf(d.src.Years(), d.before); info != nil {
		return info.Source
	}
	return kpi.SourceDocument{}
}

// example is a text in all languages of the city that this package has words
// for, to be put in a comment.
func (d *draft) example(key, english string) string {
	var e entries
	for _, tag := range d.city.Languages {
		switch tag {
		case "ja":
			e = append(e, "ja = "+toml.Quote(say("ja", key, "year", d.fiscalYear(d.year))))
		case "en":
			e = append(e, "en = "+toml.Quote(say("en", english, "year", d.year.String())))
		default:
			e = append(e, tag+` = "…"`)
		}
	}
	return e.String()
}

// sheet writes one initiative's records; nil when none of its indicators is
// wanted in the year. Problems in the year before do not stop it: what could
// not be read is left blank.
func (d *draft) sheet(i int, in *kpi.Initiative) ([]byte, error) {
	sheet, problems := d.src.Sheet(i)
	for _, p := range problems {
		if p.Severity == diag.Error && p.File == source.RecordFile(d.before, in.Sheet) {
			return nil, fault("year before", "year", d.before.String(), "file", p.File, "code", p.Code)
		}
	}
	old := sheet.In(d.before)
	d.b.Reset()
	d.line("# %s", d.say("draft sheet", "code", remark(in.Code), "name", d.first(in.Name), "year", d.fiscalYear(d.year)))
	d.line("# %s", d.say("draft how"))
	found := false
	for _, ind := range in.Indicators {
		if !d.src.Active(ind, d.year) {
			continue
		}
		found = true
		at := slices.IndexFunc(old, func(r *kpi.Record) bool { return r.Indicator.ID == ind.ID })
		if at < 0 {
			d.record(ind, &kpi.Record{Indicator: ind})
			continue
		}
		d.record(ind, old[at])
	}
	if !found {
		return nil, nil
	}
	return []byte(d.b.String()), nil
}

// record writes one indicator's record. Facts that the plan holds are not
// repeated: they stand in comments.
func (d *draft) record(ind *kpi.Indicator, old *kpi.Record) {
	languages := d.city.Languages
	d.line("")
	d.line("# %s %s", called(ind.Kind, ind.Number, d.first(ind.Label)), d.first(ind.Name))
	d.line("# %s", d.meaning(ind))
	if was := old.Indicator.Name; !was.IsZero() && was[languages[0]] != ind.Name[languages[0]] {
		d.line("# %s", d.say("draft renamed", "year", d.fiscalYear(d.before), "was", d.first(was)))
	}
	d.line("[[record]]")
	d.line("indicator = %s", toml.Quote(ind.ID.Local()))
	d.line("# page      = 1")
	if old.Method.IsZero() {
		d.line("# method    = %s", d.blankText())
	} else {
		d.line("method    = %s", inlineText(old.Method, languages))
	}
	if ind.Measured != kpi.ByParts {
		d.figures("", ind, old.Baseline, old.Target, old.Actual, d.rebuilt(old))
	}
	d.line("# published = %s", d.was(quoteUnless(old.Published)))
	if len(d.city.Grades) > 0 {
		d.line("# grade     = %s", d.was(quoteUnless(old.Grade)))
	}
	if d.rebuilt(old) {
		d.line("reconstructed = %s", append(entries{`values = ["baseline"]`}, inLanguages(old.Reconstructed.Note, languages)...))
	}
	if old.Comparability.Limited() {
		e := append(entries{"state = " + toml.Quote(string(old.Comparability.State))}, inLanguages(old.Comparability.Note, languages)...)
		d.line("# comparability = %s", d.was(e.String()))
	}
	d.asOf(old)
	if ind.Measured == kpi.ByParts {
		d.parts(ind, old)
	}
	d.action(ind, old)
}

// rebuilt reports whether the baseline that is carried over was lost in the
// source and rebuilt from the prose.
func (d *draft) rebuilt(old *kpi.Record) bool {
	lost := old.Baseline.Reconstructed
	for _, p := range old.Parts {
		lost = lost || p.Baseline.Reconstructed
	}
	return lost
}

// meaning says of an indicator, in plain words, which way is better and in
// which unit it is counted.
func (d *draft) meaning(ind *kpi.Indicator) string {
	unit := d.say("unit none")
	if !ind.Unit.IsZero() {
		unit = d.say("unit", "unit", d.first(ind.Unit))
	}
	switch ind.Measured {
	case kpi.ByParts:
		return d.say("means parts")
	case kpi.ByDone:
		return d.say("means done")
	}
	return d.say("means "+string(ind.Direction)) + unit
}

// figures writes the three figures of a record, or of a part. Last year's
// figures are of use only if the indicator is still measured in the same way.
func (d *draft) figures(indent string, ind *kpi.Indicator, baseline, target, actual kpi.Figure, rebuilt bool) {
	languages := d.city.Languages
	if s := inlineFigure(baseline, languages); s != "" && fits(baseline, ind.Measured) {
		note := d.sayLast("baseline carried")
		if rebuilt {
			note = d.sayLast("baseline rebuilt")
		}
		d.line("%sbaseline  = %s  # %s", indent, s, note)
	} else if s != "" {
		d.line("%s# baseline  = %s", indent, d.was(s))
	} else {
		d.line("%s# baseline  =", indent)
	}
	planned := ""
	if indent == "" && ind.Total == nil { // the plan has no targets for parts
		planned = inlineFigure(ind.Targets[d.year], languages)
		if last := ind.Final; planned == "" && last != nil && last.Year == d.year {
			planned = inlineFigure(last.Target, languages)
		}
	}
	switch last := ind.Final; {
	case planned != "":
		d.line("%starget    = %s  # %s", indent, planned, d.say("target planned"))
	case indent == "" && last != nil && last.Year > d.year && target.Missing():
		d.line("%s# target    = # %s", indent, d.say("target final", "year", last.Year.String()))
	default:
		d.line("%s# target    = %s", indent, d.was(inlineFigure(target, languages)))
	}
	d.line("%s# actual    = %s", indent, d.was(inlineFigure(actual, languages)))
}

// fits reports whether a figure is of the kind that is measured now.
func fits(f kpi.Figure, m kpi.Measured) bool {
	return f.Kind == kpi.None || (m == kpi.ByDone) == (f.Kind == kpi.Words)
}

// sayLast says something of the year before, or of the one recorded last before by its name.
func (d *draft) sayLast(key string, pairs ...string) string {
	if d.before != d.year-1 {
		key += " earlier"
	}
	return d.say(key, append(pairs, "year", d.fiscalYear(d.before))...)
}

// was is what follows the sign = of a blank: last year's value as a remark.
func (d *draft) was(value string) string {
	if value == "" && d.before == 0 {
		return "" // nothing can be said of a year before the first
	}
	if value == "" {
		return " # " + d.sayLast("was none")
	}
	return " # " + d.sayLast("was", "value", remark(value))
}

func quoteUnless(s string) string {
	if s == "" {
		return ""
	}
	return toml.Quote(s)
}

func (d *draft) blankText() string {
	var e entries
	for _, tag := range d.city.Languages {
		e = append(e, tag+` = "…"`)
	}
	return e.String()
}

// asOf carries the date of the baseline over and leaves those of target and
// actual blank.
func (d *draft) asOf(old *kpi.Record) {
	languages := d.city.Languages
	carried := inlineAsOf(old.Baseline.AsOf, languages)
	d.line("")
	if carried == "" {
		d.line("  # [record.as_of]")
		d.line("  # baseline =")
	} else {
		d.line("  [record.as_of]")
		d.line("  baseline = %s", carried)
	}
	d.line("  # target   = %s", d.was(inlineAsOf(old.Target.AsOf, languages)))
	d.line("  # actual   = %s", d.was(inlineAsOf(old.Actual.AsOf, languages)))
}

func (d *draft) parts(ind *kpi.Indicator, old *kpi.Record) {
	for _, part := range ind.Parts {
		was := kpi.PartRecord{}
		if at := slices.IndexFunc(old.Parts, func(p kpi.PartRecord) bool { return p.Part.ID == part.ID }); at >= 0 {
			was = old.Parts[at]
		}
		d.line("")
		unit := d.say("unit none")
		if !part.Unit.IsZero() {
			unit = d.say("unit", "unit", d.first(part.Unit))
		}
		d.line("  # %s: %s%s", d.first(part.Name), d.say("means "+string(part.Direction)), unit)
		d.line("  [[record.part]]")
		d.line("  part      = %s", toml.Quote(part.ID))
		number := kpi.Indicator{Measured: kpi.ByNumber}
		d.figures("  ", &number, was.Baseline, was.Target, was.Actual, was.Baseline.Reconstructed)
	}
}

// action writes one action as an example, in a form that this city uses.
func (d *draft) action(ind *kpi.Indicator, old *kpi.Record) {
	section := `"…"`
	if ids := old.Sections(); len(ids) > 0 {
		section = toml.Quote(ids[0])
	} else if ids := ind.InCharge; len(ids) > 0 {
		section = toml.Quote(ids[0])
	} else if len(d.city.Sections) > 0 {
		section = toml.Quote(d.city.Sections[0].ID)
	}
	d.line("")
	d.line("  # %s", d.say("draft action"))
	d.line("  # [[record.action]]")
	d.line("  # text     = %s", d.blankText())
	d.line("  # period   = %s", toml.Quote(d.period()))
	d.line("  # sections = [%s]", section)
}

// period is the whole year as an example of a period.
func (d *draft) period() string {
	first, last := d.city.Calendar.First(d.year), d.city.Calendar.Last(d.year)
	if d.tag == "ja" {
		return eraMonth(first) + "～" + eraMonth(last)
	}
	return englishMonth(first) + " – " + englishMonth(last)
}

// englishMonth writes a month as April 2024.
func englishMonth(m lang.Month) string { return time.Month(m.Month).String() + " " + itoa(m.Year) }

func itoa(n int) string { return strconv.Itoa(n) }
