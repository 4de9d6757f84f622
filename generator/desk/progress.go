package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
)

// Progress is how far a year is, by section in charge.
type Progress struct {
	Year     string            `json:"year"`
	Due      string            `json:"due"` // ISO date, "" for none
	Sections []SectionProgress `json:"sections"`
	Total    SectionProgress   `json:"total"` // each indicator once

	city *kpi.City
	year kpi.Year
	tag  string // of the city's words

	stale *source.StaleTexts
}

// SectionProgress is how far one section is. An indicator of two sections
// counts in both.
type SectionProgress struct {
	ID           string `json:"id"` // "" for indicators that no section answers for
	Name         string `json:"name"`
	Indicators   int    `json:"indicators"`
	Figures      Count  `json:"figures"`
	Comments     Count  `json:"comments"`
	Untranslated int    `json:"untranslated"` // texts that lack a language, or whose original is newer
	Open         []Open `json:"open"`         // what is to be done
}

// Count is of figures, or of comments: Wanted is In and Missing together, Doubt
// are some of those that are in.
type Count struct {
	Wanted  int `json:"wanted"`
	In      int `json:"in"`
	Missing int `json:"missing"`
	Doubt   int `json:"doubt"`
}

// Open is what one indicator still lacks, by the names of columns.
type Open struct {
	Indicator    string   `json:"indicator"` // id
	Name         string   `json:"name"`
	Missing      []string `json:"missing"`
	Doubt        []string `json:"doubt"`
	Untranslated int      `json:"untranslated"`
}

// ProgressOf counts what is in and what is missing. A figure is missing while it
// is blank or "not yet"; it is in doubt where it is provisional or where a rule
// about figures is broken. A year of 0 is the newest. due and only are as in
// Forms. The error is a *Fault.
func ProgressOf(src *source.Source, year kpi.Year, due, only string) (*Progress, error) {
	years := src.Years()
	if year == 0 && len(years) > 0 {
		year = years[len(years)-1].Year
	}
	due = cmp.Or(due, dueOf(src, year))
	if kpi.YearOf(years, year) == nil {
		if len(years) == 0 {
			return nil, fault("no years")
		}
		return nil, fault("no year", "year", year.String())
	}
	city := src.City()
	p := &Progress{Year: year.String(), Due: due, city: city, year: year, tag: voice(city), stale: src.StaleTexts()}
	of := map[string]*SectionProgress{}
	for i := range src.Initiatives() {
		sheet, err := sheetOf(src, i, year)
		if err != nil {
			return nil, err
		}
		for _, r := range sheet.In(year) {
			o, one := p.record(r)
			ids := answering(r)
			if only == "" || slices.Contains(ids, only) {
				p.Total.add(o, one)
			}
			for _, id := range ids {
				if of[id] == nil {
					of[id] = &SectionProgress{ID: id, Name: sectionName(city, id, p.tag), Open: []Open{}}
				}
				of[id].add(o, one)
			}
		}
	}
	p.Sections = []SectionProgress{}
	for _, s := range slices.Concat(city.Sections, []kpi.Section{{}}) {
		if one := of[s.ID]; one != nil && (only == "" || only == s.ID) {
			p.Sections = append(p.Sections, *one)
		}
	}
	p.Total.Name, p.Total.Open = "", []Open{}
	return p, nil
}

func sectionName(city *kpi.City, id, tag string) string {
	if s := city.Section(id); s != nil {
		return s.Name[city.Languages[0]]
	}
	return wordsOf(city).say(tag, "no section")
}

func (s *SectionProgress) add(o Open, one SectionProgress) {
	s.Indicators++
	s.Figures.add(one.Figures)
	s.Comments.add(one.Comments)
	s.Untranslated += one.Untranslated
	if len(o.Missing)+len(o.Doubt)+o.Untranslated > 0 {
		s.Open = append(s.Open, o)
	}
}

func (c *Count) add(o Count) {
	c.Wanted, c.In, c.Missing, c.Doubt = c.Wanted+o.Wanted, c.In+o.In, c.Missing+o.Missing, c.Doubt+o.Doubt
}

// record counts one record.
func (p *Progress) record(r *kpi.Record) (Open, SectionProgress) {
	b := &book{city: p.city, tag: p.tag, first: p.city.Languages[0]}
	o := Open{Indicator: string(r.Indicator.ID), Name: b.labelOf(&table{}, r, nil, ""), Missing: []string{}, Doubt: []string{}}
	one := SectionProgress{}
	doubtful := doubts(p.city, r)
	figure := func(f kpi.Figure, key, part string) {
		name := key
		if part != "" {
			name = part + "." + key
		}
		one.Figures.Wanted++
		switch {
		case f.Kind == kpi.Unset || f.Kind == kpi.None && f.None == kpi.NotYet:
			one.Figures.Missing++
			o.Missing = append(o.Missing, name)
			return
		case slices.Contains(doubtful, name):
			one.Figures.Doubt++
			o.Doubt = append(o.Doubt, name)
		}
		one.Figures.In++
	}
	if r.Indicator.Measured != kpi.ByParts {
		figure(r.Baseline, "baseline", "")
		if r.Target.Kind != kpi.Unset || r.Indicator.Final == nil {
			figure(r.Target, "target", "")
		}
		figure(r.Actual, "actual", "")
	}
	for _, part := range r.Parts {
		figure(part.Target, "target", part.Part.ID)
		figure(part.Actual, "actual", part.Part.ID)
	}
	if p.city.Comments != kpi.Absent {
		one.Comments.Wanted++
		if strings.TrimSpace(r.Comment[b.first].Markdown) == "" {
			one.Comments.Missing++
			o.Missing = append(o.Missing, "comment")
		} else {
			one.Comments.In++
		}
	}
	one.Untranslated = untranslated(p.city.Languages, r, p.stale)
	o.Untranslated = one.Untranslated
	return o, one
}

// doubts are the figures of a record that may not be right: provisional ones,
// and those of which a rule is broken.
func doubts(city *kpi.City, r *kpi.Record) []string {
	var list []string
	if r.Provisional {
		list = append(list, "actual")
	}
	for _, f := range kpi.Check(city, r) {
		switch f.Code {
		case "K305", "K309", "K310", "K311":
			continue // blank, which is missing; and the evidence
		}
		field := string(f.Field)
		if rest, ok := strings.CutPrefix(field, "part["); ok {
			at, key, _ := strings.Cut(rest, "].")
			if n, err := strconv.Atoi(at); err == nil && n < len(r.Parts) {
				field = r.Parts[n].Part.ID + "." + key
			}
		}
		if field == "published" {
			field = "actual"
		}
		list = append(list, field)
	}
	return list
}

// untranslated counts the texts of a record that lack a language of the city, or
// whose translation is of an older original.
func untranslated(languages []string, r *kpi.Record, stale *source.StaleTexts) int {
	n := 0
	texts := []lang.Text{r.Method, r.Remark}
	for _, a := range r.Actions {
		texts = append(texts, a.Text)
	}
	texts = append(texts, r.Notes...)
	for _, f := range []kpi.Figure{r.Baseline, r.Target, r.Actual} {
		texts = append(texts, f.Words)
	}
	for _, tag := range languages[1:] {
		for _, t := range texts {
			if t.Has(languages[0]) && (!t.Has(tag) || stale.Has(t, languages[0], tag)) {
				n++
			}
		}
		if c := r.Comment[tag]; r.Comment[languages[0]].Markdown != "" && (c.Markdown == "" || c.Stale) {
			n++
		}
	}
	return n
}

// WriteJSON writes the whole progress.
func (p *Progress) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(p)
}

// head are the headings of the table, as text and as CSV.
var progressHead = []string{"section", "indicators", "figures wanted", "figures in", "figures missing", "figures doubt",
	"comments wanted", "comments in", "comments missing", "untranslated", "due"}

// cells are a section's numbers in the order of the headings.
func (s *SectionProgress) cells(name, due string) []string {
	cells := []string{name}
	for _, n := range []int{s.Indicators, s.Figures.Wanted, s.Figures.In, s.Figures.Missing, s.Figures.Doubt,
		s.Comments.Wanted, s.Comments.In, s.Comments.Missing, s.Untranslated} {
		cells = append(cells, itoa(n))
	}
	return append(cells, due)
}

// WriteCSV writes a row a section, as Excel wants it.
func (p *Progress) WriteCSV(w io.Writer, tag string) error {
	rows := [][]string{{}}
	for _, key := range progressHead {
		rows[0] = append(rows[0], wordsOf(p.city).say(tag, "progress "+key))
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		rows = append(rows, s.cells(s.Name, p.Due))
	}
	return writeCSV(w, rows)
}

// WriteText writes a line a section, and below it what is open where a single
// section is looked at, or all where details is set.
func (p *Progress) WriteText(w io.Writer, tag string, details bool) error {
	var b strings.Builder
	fmt.Fprintln(&b, p.heading(tag))
	for i := range p.Sections {
		s := &p.Sections[i]
		fmt.Fprintln(&b, s.line(tag, s.Name))
		if !details && len(p.Sections) > 1 {
			continue
		}
		for _, o := range s.Open {
			fmt.Fprintln(&b, "  "+o.line(tag))
		}
	}
	if len(p.Sections) > 1 {
		fmt.Fprintln(&b, p.Total.line(tag, say(tag, "progress all")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Progress) heading(tag string) string {
	d := &draft{city: p.city, tag: tag}
	if p.Due == "" {
		return say(tag, "progress title", "year", d.fiscalYear(p.year))
	}
	return say(tag, "progress title due", "year", d.fiscalYear(p.year), "day", day(tag, p.Due))
}

func (s *SectionProgress) line(tag, name string) string {
	text := say(tag, "progress line", "name", name, "n", itoa(s.Indicators), "figures", s.Figures.say(tag))
	if s.Comments.Wanted > 0 {
		text += say(tag, "progress comments", "comments", s.Comments.say(tag))
	}
	if s.Untranslated > 0 {
		text += say(tag, "progress texts", "n", itoa(s.Untranslated))
	}
	return text
}

// say writes 8/12（4 missing, 1 in doubt）.
func (c Count) say(tag string) string {
	var more []string
	if c.Missing > 0 {
		more = append(more, say(tag, "progress n missing", "n", itoa(c.Missing)))
	}
	if c.Doubt > 0 {
		more = append(more, say(tag, "progress n doubt", "n", itoa(c.Doubt)))
	}
	s := itoa(c.In) + "/" + itoa(c.Wanted)
	if len(more) > 0 {
		s += say(tag, "progress more", "list", strings.Join(more, say(tag, "comma")))
	}
	return s
}

func (o Open) line(tag string) string {
	var list []string
	if len(o.Missing) > 0 {
		list = append(list, say(tag, "progress missing", "list", named(tag, o.Missing)))
	}
	if len(o.Doubt) > 0 {
		list = append(list, say(tag, "progress doubt", "list", named(tag, o.Doubt)))
	}
	if o.Untranslated > 0 {
		list = append(list, say(tag, "progress n texts", "n", itoa(o.Untranslated)))
	}
	return say(tag, "progress open", "name", o.Name, "list", strings.Join(list, say(tag, "comma")))
}

// named are the names of columns: 実績値、評価内容.
func named(tag string, keys []string) string {
	var list []string
	for _, key := range keys {
		part, name, in := strings.Cut(key, ".")
		if !in {
			part, name = "", key
		}
		if name = say(tag, "column "+name); part != "" {
			name = part + " " + name
		}
		list = append(list, name)
	}
	return strings.Join(list, say(tag, "comma"))
}

// day writes an ISO date as offices do, with the day of the week.
func day(tag, iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	if tag != "ja" {
		return d.Format("Monday, 2 January 2006")
	}
	era, n := eraOf(d)
	return fmt.Sprintf("%s%s年%d月%d日（%s）", era, n, int(d.Month()), d.Day(), []string{"日", "月", "火", "水", "木", "金", "土"}[d.Weekday()])
}
