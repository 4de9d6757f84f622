package site

import (
	"html"
	"strings"

	"tassei/generator/kpi"
)

// EmbedPage is what other sites show of an indicator in a frame: the sentence,
// the rate with all that it must be read with, figures and chart, source and
// address. It leads nowhere but to the indicator's page and has no script.
type EmbedPage struct {
	Frame
	YearName  string
	View      IndicatorView
	Page      Link   // the indicator's own page, its address as the words where the site has one
	From      string // whence the figures are, and when
	Corrected string // dates of the corrections, "" for none
}

// embedPath is where the page for frames lies, without the language. All of
// them lie in one folder of the language, of whatever year, because a server
// has to be told once that these pages, and no others, may be framed.
func embedPath(y kpi.Year, id string) string { return "embed/" + y.String() + "/" + id + ".html" }

// embeds reports whether there are pages for frames: where the city gives
// indicators' charts away, and not in a seal, which has no address.
func (l *language) embeds() bool { return l.city.IndicatorDownloads && l.site.in.Snapshot == nil }

// embedPage writes the page for frames beside an indicator's own, whose frame is
// given; path is that page without the language.
func (l *language) embedPage(path string, row *kpi.Row, view *IndicatorView, of *Frame) error {
	to := embedPath(row.Year, view.ID)
	p := EmbedPage{YearName: l.year(row.Year), View: *view, From: l.chartSource(row.Year, view.SourcePage)}
	p.Lang, p.Path, p.Kind = l.Tag, l.prefix+to, "embed"
	p.Title, p.Description = l.Say("embed.title", "title", of.Title), of.Description
	p.Stylesheet, p.Favicon = l.toFile(p.Path, l.site.assets.stylesheet), l.toFile(p.Path, l.site.assets.favicon)
	p.Licence, p.Draft = of.Licence, of.Draft
	if l.Tag != l.first {
		p.Reference = of.Reference
	}
	if of.DataDate != "" {
		p.From += l.Say("list.separator") + l.Say("quote.date", "date", of.DataDate)
	}
	p.Page = Link{Href: l.to(p.Path, path), Text: l.Say("embed.page", "title", l.words(l.city.Title))}
	if l.site.shared() {
		p.Page.Text = l.city.BaseURL + l.prefix + path
	}
	p.Corrected = strings.Join(each(view.Corrections, func(c CorrectionView) string { return c.Date }), l.Say("list.separator"))
	return write(l, l.pages.embed, p.Path, &p)
}

// embedCode is the HTML that shows the page for frames on another site. Its
// words are for those who hear the page, and for who sees no frame.
func (l *language) embedCode(row *kpi.Row, v *IndicatorView) string {
	address := l.city.BaseURL + l.prefix + embedPath(row.Year, v.ID)
	title := v.Name.Text + l.Say("list.separator") + v.Finding.Line(l.Say("sentence.separator"))
	return `<iframe src="` + html.EscapeString(address) + `" title="` + html.EscapeString(title) + `" width="100%" height="720" loading="lazy"></iframe>`
}
