package site

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// atomFeed and the types below it are an Atom feed (RFC 4287).
type atomFeed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"xml:lang,attr"`
	ID      string     `xml:"id"`
	Title   atomText   `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Author  atomAuthor `xml:"author"`
	Rights  *atomText  `xml:"rights"`
	Entries []atomEntry
}

type atomEntry struct {
	XMLName   xml.Name     `xml:"entry"`
	ID        string       `xml:"id"`
	Title     atomText     `xml:"title"`
	Updated   string       `xml:"updated"`
	Published string       `xml:"published"`
	Link      atomLink     `xml:"link"`
	Summary   *atomText    `xml:"summary"`
	Content   *atomContent `xml:"content"`
}

// atomText is a plain text; Lang is set only where it differs from the feed's.
type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Name string `xml:"name"`
}

// atomContent is a list of what was, is and why, as XHTML, so that each text
// can say its language.
type atomContent struct {
	Type string  `xml:"type,attr"`
	Div  atomDiv `xml:"http://www.w3.org/1999/xhtml div"`
}

type atomDiv struct {
	Terms []atomTerm `xml:"dl>div"`
}

type atomTerm struct {
	Name  string   `xml:"dt"`
	Value atomText `xml:"dd"`
}

// feedDated reports whether the site has a feed: an entry wants a date, and
// only the data may give one. It is known before any page is made.
func (s *Site) feedDated() bool {
	for i := range s.in.Years {
		info := &s.in.Years[i]
		if publishedOn(info) != "" || slices.ContainsFunc(info.Corrections, func(c kpi.Correction) bool { return c.Date != "" }) {
			return true
		}
	}
	return false
}

// feed writes the language's feed.xml: the publication of each year and the
// corrections made since, newest first. Without any date in the data it writes
// nothing. It must be called when all rows are kept, and only for a city that
// has set base_url.
func (l *language) feed() error {
	if !l.site.feedDated() {
		return nil
	}
	path := l.prefix + "feed.xml"
	if err := l.site.publish(path, func(w io.Writer) error { return writeXML(w, l.atom()) }); err != nil {
		return fmt.Errorf("feed: %w", err)
	}
	return nil
}

func (l *language) atom() atomFeed {
	base := l.city.BaseURL
	name := l.phrase(l.city.Name)
	f := atomFeed{
		Lang: l.Tag, ID: base + l.prefix + "feed.xml", Title: atomPhrase(l.phrase(l.city.Title)),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: base + l.prefix + "feed.xml"},
			{Rel: "alternate", Type: "text/html", Lang: l.Tag, Href: base + l.prefix + "index.html"},
		},
		Author: atomAuthor{name.Lang, name.Text},
	}
	if l.city.Licence.Stated() {
		rights := atomPhrase(l.licence())
		f.Rights = &rights
	}
	for i := len(l.site.in.Years) - 1; i >= 0; i-- {
		info := &l.site.in.Years[i]
		if publishedOn(info) != "" {
			f.Entries = append(f.Entries, l.yearEntry(info))
		}
		f.Entries = append(f.Entries, l.correctionEntries(info)...)
	}
	slices.SortStableFunc(f.Entries, func(a, b atomEntry) int { return strings.Compare(b.Updated, a.Updated) })
	f.Updated = f.Entries[0].Updated
	return f
}

// yearEntry tells that a year was published, with the year in one sentence.
func (l *language) yearEntry(info *kpi.YearInfo) atomEntry {
	address := l.city.BaseURL + l.prefix + info.Year.String() + "/index.html"
	line := atomText{Text: l.yearFinding(kpi.Count(l.site.rows[info.Year])).Line()}
	words := "feed.year"
	if l.city.PrintsNoRate() {
		words = "feed.year_rateless"
	}
	return atomEntry{
		ID: address, Title: atomText{Text: l.Say(words, "year", l.fullYear(info.Year))},
		Updated: instant(publishedOn(info)), Published: instant(publishedOn(info)),
		Link: l.entryLink(address), Summary: &line,
	}
}

// correctionEntries tell what was wrong in a year, what it is now, and why.
func (l *language) correctionEntries(info *kpi.YearInfo) []atomEntry {
	var entries []atomEntry
	nth := map[string]int{} // of a page on a day
	for _, c := range info.Corrections {
		if c.Date == "" {
			continue
		}
		page, title := info.Year.String()+"/index.html", l.Say("feed.correction_year", "year", l.fullYear(info.Year))
		if ind := l.site.indicatorIn(l.site.rows[info.Year], c.Indicator); ind != nil && l.site.in.Active(ind, info.Year) {
			page = info.Year.String() + "/" + string(c.Indicator) + ".html"
			title = l.Say("feed.correction", "year", l.year(info.Year), "label", l.fullLabel(ind), "name", l.words(ind.Name))
		}
		address := l.city.BaseURL + l.prefix + page
		nth[page+" "+c.Date]++
		content := l.correctionContent(c)
		entries = append(entries, atomEntry{
			ID: correctionID(address, c.Date, nth[page+" "+c.Date]), Title: atomText{Text: title},
			Updated: instant(c.Date), Published: instant(c.Date), Link: l.entryLink(address), Content: &content,
		})
	}
	return entries
}

func (l *language) correctionContent(c kpi.Correction) atomContent {
	content := atomContent{Type: "xhtml"}
	for _, part := range []struct {
		key  string
		text Phrase
	}{{"correction.was", l.phrase(c.Was)}, {"correction.now", l.phrase(c.Now)}, {"correction.why", l.phrase(c.Why)}} {
		if part.text.Text != "" {
			content.Div.Terms = append(content.Div.Terms, atomTerm{l.Say(part.key), atomPhrase(part.text)})
		}
	}
	return content
}

func (l *language) entryLink(address string) atomLink {
	return atomLink{Rel: "alternate", Type: "text/html", Lang: l.Tag, Href: address}
}

func atomPhrase(p Phrase) atomText { return atomText{p.Lang, p.Text} }

// instant is a day as Atom wants it. Midnight in UTC is the morning of the
// same day in Japan, so that no reader shows the day before.
func instant(day string) string { return day + "T00:00:00Z" }

// correctionID names a correction for good, by a tag (RFC 4151): the page that
// it corrects, its day, and its number where a page has several of one day.
func correctionID(address, day string, nth int) string {
	host, path := "", address
	if u, err := url.Parse(address); err == nil {
		host, path = u.Hostname(), u.EscapedPath()
	}
	return fmt.Sprintf("tag:%s,%s:%s/correction-%d", strings.ToLower(host), day, strings.TrimSuffix(path, ".html"), nth)
}
