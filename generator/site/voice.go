package site

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// Phrase is a text on a page. Lang is set only when the text is in another
// language than its page, so that it can be marked.
type Phrase struct {
	Text string
	Lang string
}

// voice speaks one language: it turns facts into the words of its pages.
type voice struct {
	*lang.Catalogue
	city  *kpi.City
	first string // the site's first language, in which everything is written

	// Words that every page needs, made once.
	bandViews map[string]BandView
	years     map[kpi.Year]yearWords
}

// yearWords is how a fiscal year is called.
type yearWords struct{ short, full, tiny string }

func newVoice(words *lang.Catalogue, city *kpi.City, years []kpi.YearInfo) voice {
	v := voice{Catalogue: words, city: city, first: city.Languages[0]}
	views := map[string]BandView{}
	for _, id := range kpi.BuiltInBands {
		views[id] = v.band(id)
	}
	for _, b := range city.Bands {
		views[b.ID] = v.band(b.ID)
	}
	named := map[kpi.Year]yearWords{}
	for _, info := range years {
		named[info.Year] = v.callYear(info.Year)
	}
	v.bandViews, v.years = views, named
	return v
}

// phrase is a text in the voice's language, or marked in the first language.
func (v *voice) phrase(t lang.Text) Phrase {
	s, actual := t.In(v.Tag, v.first)
	if actual == v.Tag {
		actual = ""
	}
	return Phrase{s, actual}
}

// words is phrase where no mark can stand, such as in a title.
func (v *voice) words(t lang.Text) string { return v.phrase(t).Text }

// figure is a figure as it stands in a table: its digits as in the source.
func (v *voice) figure(f kpi.Figure) Phrase {
	switch f.Kind {
	case kpi.Number:
		return Phrase{Text: v.bounded(f, v.number)}
	case kpi.Aimed:
		if p := v.phrase(f.Words); p.Text != "" {
			return p
		}
		return Phrase{Text: v.Say("aim." + string(f.Aim))}
	case kpi.Range:
		return Phrase{Text: v.rangeOf(f, v.number)}
	case kpi.Words:
		return v.phrase(f.Words)
	case kpi.None:
		reason := v.Say("reason." + string(f.None))
		if v.tells(f) {
			reason = v.Say("figure.none_printed", "reason", reason, "printed", f.Printed)
		}
		return Phrase{Text: reason}
	}
	return Phrase{Text: v.Say("reason.not-stated")}
}

// tells reports whether what the source prints in place of a value says more than
// the reason for having none: <5 and TBC do, a dash does not. Words are in the
// first language.
func (v *voice) tells(f kpi.Figure) bool {
	if f.Kind != kpi.None || f.Printed == "" {
		return false
	}
	if strings.EqualFold(strings.TrimSpace(f.Printed), v.Say("reason."+string(f.None))) {
		return false // the very words of the reason
	}
	if v.Tag == v.first {
		return strings.ContainsFunc(f.Printed, func(r rune) bool { return unicode.IsLetter(r) && r != 'ー' || unicode.IsDigit(r) })
	}
	return strings.ContainsFunc(f.Printed, unicode.IsDigit) && !strings.ContainsFunc(f.Printed, unicode.IsLetter)
}

// number is a number as the language writes it.
func (v *voice) number(d kpi.Decimal) string { return v.Number(d.String()) }

// bounded is a number with what stands beside it: 93 超, 25（うち市外 5）.
func (v *voice) bounded(f kpi.Figure, number func(kpi.Decimal) string) string {
	s := number(f.Value)
	switch {
	case f.Strict != kpi.NotStrict:
		s = v.Say("range."+string(f.Strict), "value", s)
	case f.Second != nil:
		s = v.Say("figure.second", "value", s, "name", lang.Leading(v.words(f.Second.Name)), "second", v.number(f.Second.Value))
	}
	return s
}

// ofPlace is a name that English has an article before, within a sentence: the City of Cypress Bend.
var ofPlace = pattern.New(`^(?:[A-Z][a-z]+ ){0,3}(?:City|Town|Township|Village|County|Borough|District|Municipality|Parish|Region|Isle|City and County|` +
	`Corporation|Council|Authority|Agency|Board|Department|Ministry|Office|Government|Commonwealth|State|Province|University) of `)

// cityName is the name of the place within a sentence.
func (v *voice) cityName() string {
	name := v.words(v.city.Name)
	if lang.Base(v.Tag) == "en" && ofPlace.MatchString(name) {
		return "the " + name
	}
	return name
}

// rank is a place in an order: 1位, 1st.
func (v *voice) rank(place kpi.Decimal) string {
	return v.Say("rank."+ordinal(v.Tag, place.String()), "n", v.Number(place.String()))
}

// ordinal is the form in which a language says a place. English and Swedish go by the
// last digit (21st, 12th); others have a form of their own for 1, 2 and 3 at most: 1er, 2e.
func ordinal(tag, n string) string {
	if base := lang.Base(tag); base != "en" && base != "sv" {
		return cmp.Or(ordinals[n], "other")
	}
	if strings.HasSuffix(n, "11") || strings.HasSuffix(n, "12") || strings.HasSuffix(n, "13") || strings.Contains(n, ".") {
		return "other"
	}
	return cmp.Or(ordinals[n[len(n)-1:]], "other")
}

var ordinals = map[string]string{"1": "first", "2": "second", "3": "third"}

func (v *voice) rangeOf(f kpi.Figure, number func(kpi.Decimal) string) string {
	switch {
	case f.From == nil && f.To == nil:
		return ""
	case f.From == nil:
		return v.Say("range.up_to", "to", number(*f.To))
	case f.To == nil:
		return v.Say("range.at_least", "from", number(*f.From))
	}
	return v.Say("range.between", "from", number(*f.From), "to", number(*f.To))
}

// measure is a figure in a sentence, with its unit.
func (v *voice) measure(f kpi.Figure, unit lang.Text) string {
	with := func(d kpi.Decimal) string { return v.withUnit(v.number(d), unit) }
	switch f.Kind {
	case kpi.Number:
		return v.bounded(f, with)
	case kpi.Range:
		if _, _, money := v.money(unit); money || (f.From == nil) != (f.To == nil) { // $3 to $30; 20度以上
			return v.rangeOf(f, with)
		}
		return v.withUnit(v.rangeOf(f, v.number), unit)
	case kpi.Words, kpi.Aimed:
		return v.Say("quoted", "text", v.figure(f).Text)
	}
	return v.figure(f).Text
}

// difference is a change of a value with its unit; percentages differ by
// percentage points.
func (v *voice) difference(signed string, unit lang.Text) string {
	if u := v.words(unit); isPercent(u) {
		return v.Say("format.points", "value", signed)
	}
	return v.withUnit(signed, unit)
}

// operand is a number inside a sum: below zero it stands in brackets.
func (v *voice) operand(f kpi.Figure) string {
	s := v.Number(f.Value.String())
	if f.IsNumber() && f.Value.Sign() < 0 {
		return "(" + s + ")"
	}
	return s
}

// asOf is when a figure was taken: the printed text in the first language, its
// translation or its normal form in another.
func (v *voice) asOf(a kpi.AsOf) Phrase {
	switch {
	case a.Text.IsZero():
		return Phrase{Text: v.Say("as_of.not_stated")}
	case !a.Text.Has(v.Tag) && !a.Normal.IsZero():
		return Phrase{Text: v.AsOf(a.Normal)}
	}
	return v.phrase(a.Text)
}

// printedPeriod is the period of an action or a reading: as printed in the first
// language or where the city says it in this one, in the language's own form elsewhere, where the printed words name months.
func (v *voice) printedPeriod(printed string, said lang.Text, p lang.Period) Phrase {
	switch {
	case said.Has(v.Tag):
		return Phrase{Text: said[v.Tag]}
	case v.Tag == v.first || printed == "":
		return Phrase{Text: printed}
	case p == lang.Period{}:
		return Phrase{printed, v.first}
	}
	return Phrase{Text: v.Dated(p, lang.DaysIn(printed))}
}

// label is how an indicator is called within its initiative: 指標6.
func (v *voice) label(ind *kpi.Indicator) string {
	if !ind.Label.IsZero() {
		return v.words(ind.Label)
	}
	if k := v.city.KindOf(ind.Slug); k != nil && !k.Name.IsZero() {
		return v.Say("format.kind", "kind", v.words(k.Name), "n", v.Number(itoa(ind.Number)))
	}
	return v.Say("kind."+ind.Slug, "n", v.Number(itoa(ind.Number)))
}

// fullLabel is how it is called anywhere: ⑴-イ 指標6.
func (v *voice) fullLabel(ind *kpi.Indicator) string {
	if v.codeBeside(ind).Text == "" {
		return v.label(ind)
	}
	return joined(v.plainCode(ind.Code, ind.Sheet), v.label(ind))
}

// codeBeside is the code of an indicator's part of the plan as it stands before
// its label: none where the label begins with it, 2.1 of part 2.
func (v *voice) codeBeside(ind *kpi.Indicator) Phrase {
	if !ind.Label.IsZero() {
		rest, begins := strings.CutPrefix(v.label(ind), ind.Code)
		last, _ := utf8.DecodeLastRuneInString(ind.Code)
		next, _ := utf8.DecodeRuneInString(rest)
		if begins && !(unicode.IsDigit(last) && unicode.IsDigit(next)) && !(unicode.IsLetter(last) && unicode.IsLetter(next)) {
			return Phrase{}
		}
	}
	return v.codePhrase(ind.Code, ind.Sheet)
}

// joined puts a code before a name.
func joined(code, name string) string {
	if code == "" {
		return name
	}
	return code + " " + name
}

// codePhrase is a code with the language that its letters are in, where that is
// not the page's: 第4章 stays 第4章 on an English page.
func (v *voice) codePhrase(printed, sheet string) Phrase {
	p := Phrase{Text: v.code(printed, sheet)}
	if v.Tag != v.first && strings.ContainsFunc(p.Text, foreignLetter) {
		p.Lang = v.first
	}
	return p
}

// plainCode is a code for where no language can be marked, "" where it would
// need a mark.
func (v *voice) plainCode(printed, sheet string) string {
	if p := v.codePhrase(printed, sheet); p.Lang == "" {
		return p.Text
	}
	return ""
}

// foreignLetter reports whether a letter is of a script that readers of other
// languages may not read: any but the Latin one and signs.
func foreignLetter(r rune) bool {
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Common)
}

// coded is a link to what has a code and a name.
func (v *voice) coded(href, printed, sheet, label string, name Phrase) Link {
	code := v.codePhrase(printed, sheet)
	link := Link{Href: href, Text: joined(label, name.Text), Lang: name.Lang}
	if code.Lang != "" {
		link.Code = code
	} else {
		link.Text = joined(code.Text, link.Text)
	}
	return link
}

// code is an initiative's code: as printed in the first language, made from
// the sheet's name in others, (1)-i, whose readers cannot read ⑴-イ.
func (v *voice) code(printed, sheet string) string {
	head, tail, ok := strings.Cut(sheet, "-")
	if v.Tag == v.first || !ok || !kanaCode.MatchString(printed) {
		return printed
	}
	return v.Say("format.code", "head", head, "tail", tail)
}

// kanaCode is the form of code that other languages cannot read, ⑴-イ; any other
// is the city's own and stays as printed.
var kanaCode = pattern.New(`^[⑴-⒇①-⑳(（]?[0-9０-９]*[)）]?[-‐－ー‑―]?[ア-ヶ]+$`)

// reason says in words why there is no rate or no comparison.
func (v *voice) reason(r kpi.Reason) string { return v.Say("why." + string(r)) }

// year is the short form of a fiscal year.
func (v *voice) year(y kpi.Year) string { return v.yearWords(y).short }

// fullYear is the form that explains itself.
func (v *voice) fullYear(y kpi.Year) string { return v.yearWords(y).full }

// tinyYear fits under a mark of a chart.
func (v *voice) tinyYear(y kpi.Year) string { return v.yearWords(y).tiny }

func (v *voice) yearWords(y kpi.Year) yearWords {
	if words, ok := v.years[y]; ok {
		return words
	}
	return v.callYear(y)
}

func (v *voice) callYear(y kpi.Year) yearWords {
	return yearWords{v.FiscalYear(int(y), "short"), v.FiscalYear(int(y), "full"), v.FiscalYear(int(y), "tiny")}
}

// percent is an achievement with its sign: "63.2%".
func (v *voice) percent(s string) string { return v.Plain(s) + v.Say("format.percent_sign") }
