package opendata

import (
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// readme is the page of words in the zip, in the i-th language: what, when,
// whence, under which terms, how to cite, what to beware of, and what each
// field means. Lines end as on Windows, for a plain text file is opened there
// with a double click.
func (s *Set) readme(i int, y *Year, files []*spool) []byte {
	r := reader{set: s, cat: s.catalogues[i], tag: s.languages[i]}
	info := y.info
	site, _ := s.city.Title.In(r.tag, s.languages...)
	city, _ := s.city.Name.In(r.tag, s.languages...)
	year := r.cat.FiscalYear(int(info.Year), "full")
	r.line(r.text(s.yearTitle(info.Year)))
	r.line("")
	r.section("what", r.cat.Say("opendata.readme.what."+r.coded(), "city", city, "code", s.city.Code, "scheme", s.city.CodeScheme,
		"indicators", r.cat.Number(strconv.Itoa(y.tally.indicators)), "actions", r.cat.Number(strconv.Itoa(y.tally.actions))))
	r.section("when", r.cat.Say("opendata.readme.when.text", "year", year), r.published(info))
	r.section("source", r.source(info), r.cat.Say("opendata.readme.source."+r.computed()))
	r.section("licence", r.licence())
	r.section("cite", r.cat.Say("opendata.readme.cite.text", "city", city, "site", site, "year", r.cat.FiscalYear(int(info.Year), "short"), "address", r.address()))
	caveats := append([]string{r.bands(), r.cat.Say("opendata.readme.caveats.missing"), r.translation()}, r.caveats(y.caveats)...)
	for _, c := range info.Corrections {
		if c.Indicator == "" {
			caveats = append(caveats, "- "+r.text(s.correction(c)))
		}
	}
	r.section("caveats", caveats...)
	r.section("form", r.cat.Say("opendata.readme.form.text"), r.cat.Say("opendata.readme.form.guard"))
	r.files(files)
	for _, t := range s.yearly() {
		r.fields(t)
	}
	return []byte(bom + strings.ReplaceAll(r.b.String(), "\n", "\r\n"))
}

// reader writes the page.
type reader struct {
	set *Set
	cat *lang.Catalogue
	tag string
	b   strings.Builder
}

func (r *reader) line(s string) { r.b.WriteString(s + "\n") }

func (r *reader) text(t lang.Text) string {
	s, _ := t.In(r.tag, r.set.languages...)
	return clean(s)
}

func (r *reader) heading(s string) {
	r.line("## " + s)
	r.line("")
}

func (r *reader) section(key string, lines ...string) {
	r.heading(r.cat.Say("opendata.readme." + key + ".title"))
	for _, l := range lines {
		if l != "" {
			r.line(l)
		}
	}
	r.line("")
}

// bands says whose the bands are: nothing where the city declares its own.
func (r *reader) bands() string {
	if c := r.set.city; c.OwnBands || !c.UsualBands() {
		return ""
	}
	return r.cat.Say("opendata.readme.caveats.bands")
}

// translation says which texts are translations, nothing where none is.
func (r *reader) translation() string {
	var others []string
	for _, tag := range r.set.languages {
		if r.set.city.Translates(tag) {
			others = append(others, r.cat.TongueName(tag))
		}
	}
	if len(others) == 0 {
		return ""
	}
	return r.cat.Say("opendata.readme.caveats.translation", "languages", strings.Join(others, r.cat.Say("list.separator")), "original", r.cat.TongueName(r.set.first))
}

// coded is the form of the first sentence: with the code of a Japanese local government, of
// another scheme, or where the place has none.
func (r *reader) coded() string {
	switch {
	case r.set.city.Code == "":
		return "uncoded"
	case r.set.city.CodeScheme != "":
		return "scheme"
	}
	return "text"
}

// computed names the sentence that says what this site computed: no rate where the place prints
// none, and no band where its own grades stand for them.
func (r *reader) computed() string {
	c := r.set.city
	graded := len(c.Bands) > 0 && c.Bands[0].Grade
	switch {
	case c.PrintsNoRate() && graded:
		return "compared"
	case c.PrintsNoRate():
		return "banded"
	case graded:
		return "rated"
	}
	return "computed"
}

func (r *reader) published(info kpi.YearInfo) string {
	if info.PublishedOn == "" {
		return r.cat.Say("opendata.readme.when.unpublished")
	}
	return r.cat.Say("opendata.readme.when.published", "date", r.cat.Date(info.PublishedOn))
}

func (r *reader) source(info kpi.YearInfo) string {
	if info.Source.Name.IsZero() {
		return r.cat.Say("opendata.readme.source.unknown")
	}
	return r.cat.Say("opendata.readme.source.text", "document", r.text(info.Source.Name))
}

func (r *reader) licence() string {
	l := r.set.city.Licence
	title := r.text(r.set.licenceTitle())
	if !l.Stated() {
		return title
	}
	if url := l.Address(); url != "" {
		title += " " + url
	}
	return r.cat.Say("opendata.readme.licence.text", "licence", title)
}

func (r *reader) address() string {
	if r.set.city.BaseURL == "" {
		return r.cat.Say("opendata.readme.cite.no_address")
	}
	return r.set.city.BaseURL
}

func (r *reader) caveats(list []caveat) []string {
	var lines []string
	for _, c := range list {
		lines = append(lines, "- "+string(c.id)+" "+r.text(c.name)+": "+r.text(c.note))
	}
	return lines
}

func (r *reader) files(files []*spool) {
	r.heading(r.cat.Say("opendata.readme.files.title"))
	for _, f := range files {
		_, _, title := r.set.describe(f.name)
		r.line("- " + f.name + ": " + r.text(title))
		r.line("  SHA-256 " + f.done.hex)
	}
	r.line("")
}

func (r *reader) fields(t *table) {
	r.heading(r.cat.Say("opendata.readme.fields.title", "table", r.text(r.set.say("opendata.table."+t.name+".title"))))
	for _, f := range t.fields {
		unit := ""
		if !f.Unit.IsZero() {
			unit = " [" + r.text(f.Unit) + "]"
		}
		r.line("- " + f.Name + " (" + r.text(f.Title) + ")" + unit + ": " + r.text(f.Meaning))
	}
	r.line("")
}
