package site

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/prose"
)

// ProsePage is a standing page of words, with what the program adds to it.
type ProsePage struct {
	Frame
	Name          string
	Heading       Phrase
	Body          template.HTML
	BodyLang      string
	Stale         bool
	Accessibility *AccessibilityView
	Coverage      string
	Glossary      []TermView
	Bands         []BandView
	Grades        []GradeView
	Rules         []RuleView
	OwnBands      bool   // the bands are the city's own
	Policy        string // whose bands they are, in a sentence
	Notices       []Link
}

// AccessibilityView is what the city has recorded about accessibility.
type AccessibilityView struct {
	Standard, Scope Phrase
	Level           string
	Problems        []Phrase
	Automated       TestView
	Human           TestView
}

// TestView is one recorded test; Date is "" when none is recorded.
type TestView struct {
	Tool, Date, ISO string
	Result          Phrase
}

// DataPage explains the open data and links all of it.
type DataPage struct {
	Frame
	Years  []DataYear
	Tables []FieldTable
	All    []Link
	Cite   string
}

// DataYear is one year's files.
type DataYear struct {
	Name  string
	Files []Link
}

// SearchPage searches all pages. Without a script it offers the way by hand.
type SearchPage struct {
	Frame
	Index    string // href of the index script
	Hint     string // what can be searched for
	Topics   []Link // the latest year's initiatives; none where they are too many
	Sections []SectionTally
	Overview Link
}

// ArchivePage lists the sealed years.
type ArchivePage struct {
	Frame
	Seals      []SealView // the newest first
	Example    string     // the edition that the lines for checking name; "" where all were withdrawn
	PublicKeys []Link
	Signed     string // the newest edition with a signature
}

// Seal is what pages list of a sealed edition: its reasons as texts in the site's
// languages, and where its files lie in the site. archive.Seal is the edition's own
// account of itself, which knows neither.
type Seal struct {
	Edition    string // FY2024, FY2024-2
	Year       kpi.Year
	Digest     string // SHA-512 of the tag manifest, hex
	Date       string // ISO date
	Bytes      int64
	Files      int
	Replaces   string    // the edition that this one corrects, or ""
	Reason     lang.Text // why, in the words of the correction
	ReplacedBy string
	Restored   string // the withdrawn correction without which it stands again, or ""

	Withdrawn   lang.Text // reason of a withdrawal, empty while the seal stands
	WithdrawnOn string    // ISO date

	// Paths in the site, "" for what is not there.
	Enter     string // the snapshot's front page
	Zip       string
	Manifest  string // the list of all its files, with their digests
	Signature string
	Tombstone string // what is left of it
	ZipBytes  int64
}

// SealView is a seal on the page.
type SealView struct {
	Name, Edition      string
	Digest             string // SHA-512 of the tag manifest, hex
	Date, WithdrawnOn  string // ISO dates, "" for none
	Replaces           string // the edition that this one corrects, or ""
	ReplacedBy         string
	Restored           string // the withdrawn correction without which it stands again, or ""
	Why, Gone          Phrase // the reasons of a correction and of a withdrawal
	DateText, GoneOn   string // when it was sealed and withdrawn
	SizeText           string
	EnterLink, ZipLink *Link
	ManifestLink       *Link
	SignatureLink      *Link
	TombstoneLink      *Link
}

// NotFoundPage is 404.html. A server shows it at any depth, where relative links
// lead elsewhere. With an address of the site its links are absolute. Without one
// it asks for style sheet and script at each depth that the site has, so that one
// of them is found, and the script then knows where the site begins.
type NotFoundPage struct {
	Frame
	Search string
	Deeper []Asset // style sheet and script as seen from further down
	Root   string  // the page's folder as seen from the script's; "" with an address
}

// Asset is where a page finds what dresses it.
type Asset struct{ Stylesheet, Script string }

// lostDepth is how many folders down a lost link may have led.
const lostDepth = 5

// siteOfAllYears writes the pages that belong to no single year, but for those
// that tell of what is found only at the end.
func (l *language) siteOfAllYears() error {
	for _, name := range []string{"method", "accessibility"} {
		words, err := l.prosePage(name)
		if err != nil {
			return err
		}
		whole := l.site.whole.of[l.Tag]
		whole.standing = append(whole.standing, words)
	}
	if err := l.archivePage(); err != nil {
		return err
	}
	return l.notFoundPage()
}

// prosePage writes a standing page, and returns what the search finds of it.
func (l *language) prosePage(name string) (searchEntry, error) {
	page := name + ".html"
	standing, ok := l.site.in.Pages[l.Tag][name]
	title := standing.Title
	if !ok || title == "" {
		title = l.Say("nav." + name)
	}
	p := ProsePage{
		Frame: l.frame("standing", page, l.title(title), l.Say(name+".description", "city", l.cityName()), l.site.latest()),
		Name:  name, Heading: Phrase{Text: title}, Stale: standing.Stale,
	}
	if standing.Tag != "" && standing.Tag != l.Tag {
		p.BodyLang, p.Heading.Lang = standing.Tag, standing.Tag
	}
	p.Body = l.prose(prose.Read([]byte(standing.Markdown)), name, p.Path, standing.Tag, l.site.latest(), 0)
	switch name {
	case "accessibility":
		p.Accessibility = l.accessibility()
	case "about":
		p.Notices = l.files(p.Path, l.site.in.Notices)
		if c, ok := l.site.in.Coverage()[l.Tag]; ok && l.city.Translates(l.Tag) {
			p.Coverage = l.coverage(c)
		}
	case "method":
		l.methodWords(&p)
	}
	words := searchEntry{path: l.prefix + page, title: title, lang: p.Heading.Lang, text: prose.Text([]byte(standing.Markdown), standing.Tag)}
	if p.BodyLang != "" {
		words.text, words.foreign = "", words.text
	}
	for _, t := range p.Glossary {
		words.text += "\n" + t.Word.Text + "\n" + t.Meaning.Text
	}
	l.crumbs(&p.Frame, Link{Text: title})
	return words, write(l, l.pages.prose, p.Path, &p)
}

func (l *language) methodWords(p *ProsePage) {
	p.Glossary = l.terms()
	for _, g := range l.city.Grades {
		if len(l.city.Bands) > 0 && l.city.Bands[0].Grade && !l.judgesNothing() {
			break // they are the bands, which are listed below
		}
		p.Grades = append(p.Grades, *l.grade(g.ID))
	}
	if l.judgesNothing() {
		return
	}
	rated := slices.ContainsFunc(l.site.arith.rules, func(r *kpi.Rule) bool { return r.Expression(kpi.Increase) != nil })
	for i, b := range l.city.Bands {
		if rated || !l.byRateAlone(i) { // an indicator may have a rule of its own
			p.Bands = append(p.Bands, l.band(b.ID))
		}
	}
	for _, id := range l.city.BuiltIn() {
		p.Bands = append(p.Bands, l.band(id))
	}
	p.Rules = l.rules()
	p.OwnBands, p.Policy = l.ownBands(), l.bandPolicy()
}

func (l *language) accessibility() *AccessibilityView {
	a := &l.city.Accessibility
	return &AccessibilityView{Standard: l.phrase(a.Standard), Scope: l.phrase(a.Scope), Level: a.TargetLevel, Problems: each(a.Problems, l.phrase),
		Automated: l.test(a.Automated), Human: l.test(a.Human)}
}

func (l *language) test(t kpi.AccessibilityTest) TestView {
	return TestView{Tool: t.Tool, Date: l.Date(t.Date), ISO: t.Date, Result: l.phrase(t.Result)}
}

// files links to files of the site by their names.
func (l *language) files(from string, paths []string) []Link {
	return each(paths, func(file string) Link { return Link{Href: l.toFile(from, file), Text: path.Base(file)} })
}

func (l *language) dataPage() error {
	p := DataPage{Frame: l.frame("data", "data.html", l.title(l.Say("nav.data")), l.Say("data.description", "city", l.cityName()), l.site.latest())}
	p.Tables = l.site.in.Fields(l.Tag)
	p.JSONLD = template.HTML(`<script type="application/ld+json">` + l.site.in.Dataset(l.Tag) + `</script>`)
	for i := len(l.site.in.Years) - 1; i >= 0; i-- {
		y := l.site.in.Years[i].Year
		dy := DataYear{Name: l.fullYear(y)}
		for _, d := range l.site.downloads {
			if d.Year == y {
				dy.Files = append(dy.Files, l.download(p.Path, d))
			}
		}
		p.Years = append(p.Years, dy)
	}
	for _, d := range l.site.downloads {
		if d.Year == 0 {
			p.All = append(p.All, l.download(p.Path, d))
		}
	}
	p.Cite = l.Say("data.cite", "city", l.words(l.city.Name), "title", l.words(l.city.Title), "year", l.fullYear(l.site.latest()))
	l.crumbs(&p.Frame, Link{Text: l.Say("nav.data")})
	return write(l, l.pages.data, p.Path, &p)
}

func (l *language) archivePage() error {
	p := ArchivePage{Frame: l.frame("archive", "archive.html", l.title(l.Say("nav.archive")), l.Say("archive.description", "city", l.cityName()), l.site.latest())}
	for _, s := range slices.Backward(l.site.in.Seals) { // the newest first
		p.Seals = append(p.Seals, l.seal(p.Path, s))
		if p.Signed == "" && s.Signature != "" && len(s.Withdrawn) == 0 {
			p.Signed = s.Edition
		}
		if p.Example == "" && len(s.Withdrawn) == 0 {
			p.Example = s.Edition
		}
	}
	p.PublicKeys = l.files(p.Path, l.site.in.PublicKeys)
	l.crumbs(&p.Frame, Link{Text: l.Say("nav.archive")})
	return write(l, l.pages.archive, p.Path, &p)
}

// seal is an edition as the archive page says it. Its files are many; the page
// leads to their list, so that it stays short however many years there are.
func (l *language) seal(from string, s Seal) SealView {
	v := SealView{Edition: s.Edition, Digest: s.Digest, Date: s.Date, WithdrawnOn: s.WithdrawnOn,
		Replaces: s.Replaces, ReplacedBy: s.ReplacedBy, Restored: s.Restored,
		Name: l.Say("archive.edition", "year", l.year(s.Year), "edition", s.Edition), DateText: l.Date(s.Date), SizeText: l.size(s.Bytes),
		Why: l.phrase(s.Reason), Gone: l.phrase(s.Withdrawn)}
	if year := l.year(s.Year); year == s.Edition {
		v.Name = year
	}
	if s.WithdrawnOn != "" {
		v.GoneOn = l.Date(s.WithdrawnOn)
	}
	file := func(to, text, note string) *Link {
		if to == "" {
			return nil
		}
		return &Link{Href: l.toFile(from, to), Text: text, Note: note}
	}
	v.EnterLink = file(s.Enter, l.Say("archive.enter"), "")
	v.ZipLink = file(s.Zip, path.Base(s.Zip), l.size(s.ZipBytes))
	v.ManifestLink = file(s.Manifest, path.Base(s.Manifest), l.Count("archive.files_count", s.Files))
	v.SignatureLink = file(s.Signature, path.Base(s.Signature), "")
	v.TombstoneLink = file(s.Tombstone, path.Base(s.Tombstone), "")
	return v
}

func (l *language) searchPage(index string) error {
	p := SearchPage{Frame: l.frame("search", "search.html", l.title(l.Say("nav.search")), l.Say("search.description", "city", l.cityName()), l.site.latest())}
	if index != "" {
		p.Index = l.toFile(p.Path, index)
	}
	begin := l.site.whole.of[l.Tag].begin
	p.Hint, p.Topics, p.Sections = begin.hint, begin.topics, begin.sections
	p.Overview = Link{Href: l.to(p.Path, "index.html"), Text: l.Say("search.by_hand")}
	l.crumbs(&p.Frame, Link{Text: l.Say("nav.search")})
	return write(l, l.pages.search, p.Path, &p)
}

// mostTopics is up to how many initiatives the search offers to begin with.
const mostTopics = 150

// beginnings are where to start a search without a word: what the plan is about,
// and who does it.
type beginnings struct {
	hint     string
	topics   []Link
	sections []SectionTally
}

func (l *language) beginnings() (b beginnings) {
	y := l.site.latest()
	from := l.prefix + "search.html"
	code := ""
	nodes := l.site.tallies[y].nodes
	for _, k := range children(nodes, -1) {
		of := &nodes[k].initiative
		if code == "" {
			code = cmp.Or(l.plainCode(of.Code, of.Sheet), of.Sheet)
		}
		b.topics = append(b.topics, l.nodeLink(from, y, of))
	}
	if len(b.topics) > mostTopics {
		b.topics = nil
	}
	for i := range l.site.tallies[y].sections {
		b.sections = append(b.sections, l.sectionTally(from, y, &l.site.tallies[y].sections[i]))
	}
	if low := l.city.Lowest(); low != nil {
		b.hint = l.Say("search.hint", "code", code, "band", l.words(low.Name))
	}
	return b
}

func (l *language) notFoundPage() error {
	p := NotFoundPage{Frame: l.frame("not-found", "404.html", l.title(l.Say("not_found.title")), l.Say("not_found.description"), 0)}
	p.Search = l.to(p.Path, "search.html")
	if base := l.city.BaseURL; l.site.shared() {
		p.Search = base + l.prefix + "search.html"
		p.Home.Href = base + l.prefix + "index.html"
		for _, f := range []*string{&p.Stylesheet, &p.Script, &p.Favicon} {
			*f = base + relative("x", resolve(p.Path, *f))
		}
		for _, links := range [][]Link{p.Nav, p.FootNav, p.Languages, p.Crumbs} {
			for i := range links {
				if links[i].Href != "" {
					links[i].Href = base + resolve(p.Path, links[i].Href)
				}
			}
		}
		if p.SourceHref != "" && !strings.Contains(p.SourceHref, ":") {
			p.SourceHref = base + resolve(p.Path, p.SourceHref)
		}
		p.FeedHref = ""
	} else {
		p.Root = "../" + l.prefix
		for depth := 1; depth <= lostDepth; depth++ {
			up := strings.Repeat("../", depth)
			p.Deeper = append(p.Deeper, Asset{up + p.Stylesheet, up + p.Script})
		}
	}
	return write(l, l.pages.notFound, p.Path, &p)
}
