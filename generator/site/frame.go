package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// Frame is what every page carries around its own content.
type Frame struct {
	Lang        string
	Title       string // the most particular word first
	Description string
	Path        string // of the page from the site's root
	Kind        string // of the page, as a class of its body
	Home        Link
	CityName    Phrase
	SiteTitle   Phrase
	Nav         []Link
	Languages   []Link // the same page in the other languages
	Crumbs      []Link
	Stylesheet  string
	PaperStyle  string // what stands at the foot of each sheet of paper
	Script      string
	Favicon     string

	Publisher   Phrase
	Contact     Phrase // Text "" when the source does not state one
	ContactHref string
	Licence     Phrase
	LicenceHref string
	Source      Phrase
	SourceHref  string
	SourcePage  string // "3 ページ", "" for pages of no single page
	DataDate    string // "" when there are no data
	DateInWords bool   // a date is stated, in words that tell neither month nor year
	FootNav     []Link
	Draft       bool
	Snapshot    *SnapshotView
	Preview     string

	Canonical  string
	Alternates []Link // absolute, with hreflang in Lang
	ShareImage string
	ShareAlt   string
	Reference  string // which pages are translations; "" where there is one language
	FeedHref   string
	JSONLD     template.HTML
}

// SnapshotView is the banner of a sealed page.
type SnapshotView struct {
	Text, LatestHref, LatestText string
}

// frame makes the frame of a page. page is its path without the language.
func (l *language) frame(kind, page, title, description string, y kpi.Year) Frame {
	f := l.around(page, y)
	return l.own(f, kind, page, title, description)
}

// sheetFrame is frame for the pages of sheets, which lie beside each other in a
// year's folder and so share their links. The date of the data is the page's.
func (l *language) sheetFrame(kind, page, title, description string, y kpi.Year) Frame {
	f := l.beside[y]
	f.Path = l.prefix + page
	return l.own(f, kind, page, title, description)
}

// own adds to a frame what is the page's alone.
func (l *language) own(f Frame, kind, page, title, description string) Frame {
	f.Kind, f.Title, f.Description = kind, title, description
	l.otherLanguages(&f, page)
	l.published(&f, page)
	return f
}

// around is what a page shares with others of its folder.
func (l *language) around(page string, y kpi.Year) Frame {
	path := l.prefix + page
	f := Frame{
		Lang: l.Tag, Path: path,
		CityName: l.phrase(l.city.Name), SiteTitle: l.phrase(l.city.Title), Publisher: l.phrase(l.city.Name),
		Stylesheet: l.toFile(path, l.site.assets.stylesheet), Script: l.toFile(path, l.site.assets.script),
		Favicon: l.toFile(path, l.site.assets.favicon),
		Preview: l.site.in.Preview,
	}
	if style := l.paper[y]; style != "" {
		f.PaperStyle = l.toFile(path, style)
	}
	f.Reference = l.reference()
	f.Home = Link{Href: l.to(path, "index.html"), Text: l.words(l.city.Title), Current: page == "index.html"}
	l.navigation(&f, page, y)
	l.imprint(&f, y)
	l.snapshot(&f)
	return f
}

func (l *language) navigation(f *Frame, page string, y kpi.Year) {
	if latest := l.site.latest(); latest != 0 {
		f.Nav = append(f.Nav, Link{Href: l.to(f.Path, latest.String()+"/index.html"), Text: l.year(latest), Current: page == latest.String()+"/index.html"})
	}
	if years := l.site.in.Years; len(years) > 1 && l.site.latest() != years[0].Year {
		changes := l.site.latest().String() + "/changes.html"
		f.Nav = append(f.Nav, Link{Href: l.to(f.Path, changes), Text: l.Say("nav.changes"), Current: page == changes})
	}
	for _, name := range []string{"method", "data", "archive", "search"} {
		f.Nav = append(f.Nav, Link{Href: l.to(f.Path, name+".html"), Text: l.Say("nav." + name), Current: page == name+".html"})
	}
	for i := len(l.site.in.Years) - 1; i >= 0; i-- {
		yi := l.site.in.Years[i].Year
		f.FootNav = append(f.FootNav, l.yearLink(f.Path, yi))
	}
	if y != 0 {
		f.FootNav = append(f.FootNav, Link{Href: l.to(f.Path, y.String()+"/print.html"), Text: l.Say("nav.print")})
	}
	for _, name := range []string{"about", "method", "data", "archive", "search", "accessibility"} {
		f.FootNav = append(f.FootNav, Link{Href: l.to(f.Path, name+".html"), Text: l.Say("nav." + name)})
	}
}

// reference says which pages are translations, "" where there is one language.
func (l *language) reference() string {
	if l.city.Translates(l.Tag) {
		return l.Say("foot.reference", "language", l.TongueName(l.Tag), "original", l.TongueName(l.first))
	}
	var others []string
	for _, tag := range l.city.Languages {
		if l.city.Translates(tag) {
			others = append(others, l.TongueName(tag))
		}
	}
	if len(others) == 0 || l.Tag != l.first {
		return ""
	}
	return l.Say("foot.reference_original", "languages", strings.Join(others, l.Say("list.separator")), "original", l.TongueName(l.first))
}

// licence is the name of the terms of use.
func (l *language) licence() Phrase {
	terms := l.city.Licence
	if key := "opendata.licence." + strings.ReplaceAll(terms.ID, ".", "-"); terms.Title.IsZero() && l.Has(key) {
		return Phrase{Text: l.Say(key)}
	}
	if terms.Title.IsZero() {
		return Phrase{Text: terms.ID}
	}
	return l.phrase(terms.Title)
}

// imprint says who answers for the page. What the source does not state is
// said to be not stated by the layout.
func (l *language) imprint(f *Frame, y kpi.Year) {
	f.Contact, f.ContactHref = l.phrase(l.city.Contact.Text), l.city.Contact.URL
	if l.city.Licence.Stated() {
		f.Licence, f.LicenceHref = l.licence(), l.city.Licence.Address()
	}
	info := cmp.Or(l.site.yearInfo(y), l.site.yearInfo(l.site.latest()))
	if info == nil {
		return
	}
	f.Draft = info.Draft
	f.Source, f.SourceHref = l.phrase(info.Source.Name), info.Source.URL
	if path := l.site.in.Documents[info.Year]; path != "" {
		f.SourceHref = l.toFile(f.Path, path)
		if l.site.in.SourceTexts[info.Year] != nil {
			f.SourceHref = l.to(f.Path, info.Year.String()+"/source.html")
		}
	}
	l.footDate(f, l.site.lastAsOf[info.Year])
}

func (l *language) otherLanguages(f *Frame, page string) {
	for _, o := range l.site.languages {
		if o.Tag == l.Tag {
			continue
		}
		f.Languages = append(f.Languages, Link{Href: l.toFile(f.Path, o.prefix+page), Text: o.Say("language.name"), Lang: o.Tag})
	}
}

// published adds what only an address of the site makes possible.
func (l *language) published(f *Frame, page string) {
	base := l.city.BaseURL
	if !l.site.shared() {
		return
	}
	f.Canonical = base + f.Path
	for _, o := range l.site.languages {
		f.Alternates = append(f.Alternates, Link{Href: base + o.prefix + page, Lang: o.Tag})
	}
	f.Alternates = append(f.Alternates, Link{Href: base + page, Lang: "x-default"})
	if l.site.feedDated() {
		f.FeedHref = l.toFile(f.Path, l.prefix+"feed.xml")
	}
}

func (l *language) snapshot(f *Frame) {
	snap := l.site.in.Snapshot
	if snap == nil {
		return
	}
	f.Snapshot = &SnapshotView{
		Text: l.Say("snapshot.banner", "edition", snap.Edition, "year", l.year(snap.Year), "date", l.Date(snap.Date)),
	}
	if snap.Latest != "" {
		f.Snapshot.LatestHref, f.Snapshot.LatestText = snap.Latest+l.prefix+"index.html", l.Say("snapshot.latest")
	}
}

// crumbs sets the way from the front page; the last link is the page itself.
func (l *language) crumbs(f *Frame, links ...Link) {
	f.Crumbs = append([]Link{{Href: f.Home.Href, Text: l.Say("nav.home")}}, links...)
	last := &f.Crumbs[len(f.Crumbs)-1]
	last.Current, last.Href = true, ""
}

// title joins the words of a page's title, the most particular first.
func (l *language) title(words ...string) string {
	return strings.Join(append(words, l.words(l.city.Title)), l.Say("title.separator"))
}

// named leaves out the words that there are none of.
func named(words ...string) []string {
	return slices.DeleteFunc(words, func(s string) bool { return s == "" })
}

func (s *Site) yearInfo(y kpi.Year) *kpi.YearInfo { return kpi.YearOf(s.in.Years, y) }
