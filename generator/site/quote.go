package site

import (
	"html"
	"strings"

	"tassei/generator/kpi"
)

// Quote is how an indicator is quoted: a text to select at once, and where the
// site has an address, the picture with its words for another page.
type Quote struct {
	Lines []Phrase
	Image string // HTML as text, to be copied; "" without an address
	Frame string // the same for the page to be framed
	Card  *Link  // the picture that stands for the page where it is shared
}

// quote gathers what a quotation must say: the sentence, the figure with its unit and date, the rate, what makes it
// hard to compare, source, edition, address, date of the data and terms of use.
func (l *language) quote(path, from string, row *kpi.Row, v *IndicatorView, dataDate string) Quote {
	var q Quote
	line := func(s string) { q.Lines = append(q.Lines, Phrase{Text: s}) }
	name := v.Name
	name.Text += l.Say("quote.name", "label", l.fullLabel(row.Indicator), "year", l.year(row.Year))
	q.Lines = append(q.Lines, name)
	line(v.Finding.Line(l.Say("sentence.separator")))
	for _, f := range v.Figures {
		if f.Key == "actual" && f.Value.Lang == "" && f.Unit.Lang == "" {
			value := l.Say("quote.actual", "value", f.Value.Text+f.Gap+f.Unit.Text, "as_of", f.AsOf.Text)
			if f.AsOf.Text == "" {
				value = f.Label + " " + f.Value.Text + f.Gap + f.Unit.Text
			}
			line(value)
		}
	}
	line(l.caveat(row, v))
	if v.Comparability.Lang != "" {
		q.Lines = append(q.Lines, v.Comparability)
	}
	source := l.chartSource(row.Year, v.SourcePage)
	if edition := l.edition(row.Year); edition != "" {
		source += l.Say("list.separator") + l.Say("quote.edition", "edition", edition)
	}
	line(source)
	if l.site.shared() {
		address := l.city.BaseURL + l.prefix + path
		line(address)
		if l.city.IndicatorDownloads {
			picture := l.city.BaseURL + l.prefix + strings.TrimSuffix(path, ".html") + ".svg"
			alt := v.Name.Text + l.Say("list.separator") + v.Finding.Line(l.Say("sentence.separator"))
			q.Image = `<a href="` + html.EscapeString(address) + `"><img src="` + html.EscapeString(picture) + `" alt="` + html.EscapeString(alt) + `" width="720"></a>`
			q.Frame = l.embedCode(row, v)
		}
		if l.city.ShareImages {
			q.Card = &Link{Href: l.to(from, strings.TrimSuffix(path, ".html")+".png"), Text: l.Say("quote.card")}
		}
	}
	if dataDate != "" {
		line(l.Say("quote.date", "date", dataDate))
	}
	if l.city.Licence.Stated() {
		terms := l.licence()
		q.Lines = append(q.Lines, Phrase{l.Say("quote.licence", "licence", terms.Text), terms.Lang})
	}
	return q
}

// caveat is the rate with its band and everything that a reader of the number alone would miss.
func (l *language) caveat(row *kpi.Row, v *IndicatorView) string {
	var s string
	if v.Shown != "" {
		s = l.Say("quote.rate", "rate", l.percent(row.Shown()), "band", v.Band.Name)
	} else {
		s = v.Band.Name
	}
	for _, f := range v.Flags {
		s += l.Say("list.separator") + f.Sign + " " + f.Name
		if f.ID == string(kpi.FlagNotComparable) && f.Note.Text != "" && f.Note.Lang == "" {
			s += l.Say("quote.note", "note", f.Note.Text)
		}
	}
	return strings.TrimSpace(s)
}

// edition is the newest sealed edition of a year that stands, "" for none.
func (l *language) edition(y kpi.Year) string {
	if snap := l.site.in.Snapshot; snap != nil && snap.Year == y {
		return snap.Edition
	}
	newest := ""
	for _, s := range l.site.in.Seals {
		if s.Year == y && s.Withdrawn.IsZero() {
			newest = s.Edition
		}
	}
	return newest
}
