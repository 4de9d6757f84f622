package site

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// The limits of one sitemap by the protocol, which asks for an index above
// them.
const (
	mostAddresses = 50_000
	mostBytes     = 50 << 20
)

// address is one page in a sitemap.
type address struct {
	XMLName    xml.Name    `xml:"url"`
	Loc        string      `xml:"loc"`
	LastMod    string      `xml:"lastmod,omitempty"`
	Alternates []alternate `xml:"xhtml:link"`
}

// alternate is the same page in a language.
type alternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemap writes sitemap.xml: every page of the site that has an address, in
// every language, each with its other languages. Where one file cannot hold
// them, sitemap.xml is an index of sitemap-1.xml and so on. It must be called
// when all pages are made, and only for a city that has set base_url.
func (s *Site) sitemap() error {
	m := newSitemaps(mostAddresses, mostBytes, s.publish)
	for _, path := range s.sitePages() {
		if err := m.add(s.address(path)); err != nil {
			return fmt.Errorf("sitemap: %w", err)
		}
	}
	if err := m.close(s.in.City.BaseURL); err != nil {
		return fmt.Errorf("sitemap: %w", err)
	}
	return nil
}

// publish writes a file that is never held whole.
func (s *Site) publish(path string, write func(io.Writer) error) error {
	out, err := s.in.Output.Create(path)
	if err != nil {
		return err
	}
	if err := write(out); err != nil {
		out.Close()
		return err
	}
	s.targets.makes(path)
	return out.Close()
}

// sitePages lists the site's own pages in order: no page that says that there
// is none, and nothing of the archive or the data, which are not of today's
// site or no pages, nor what other sites frame, which is a part of a page.
func (s *Site) sitePages() []string {
	s.targets.mu.Lock()
	defer s.targets.mu.Unlock()
	var pages []string
	for _, path := range s.targets.pages {
		page := s.inFirstLanguage(path)
		if page == "404.html" || strings.HasPrefix(page, "archive/") || strings.HasPrefix(page, "data/") || strings.HasPrefix(page, "embed/") {
			continue
		}
		pages = append(pages, path)
	}
	slices.Sort(pages)
	return slices.Compact(pages)
}

// inFirstLanguage is a page's path without its language.
func (s *Site) inFirstLanguage(path string) string {
	for _, l := range s.languages {
		if page, ok := strings.CutPrefix(path, l.prefix); ok && l.prefix != "" {
			return page
		}
	}
	return path
}

// address is the entry of one page. A page that only one language has names no
// others.
func (s *Site) address(path string) address {
	base, page := s.in.City.BaseURL, s.inFirstLanguage(path)
	a := address{Loc: base + path, LastMod: s.lastChange(page)}
	var others []alternate
	for _, l := range s.languages {
		if s.targets.has(l.prefix + page) {
			others = append(others, alternate{"alternate", l.Tag, base + l.prefix + page})
		}
	}
	if len(others) > 1 {
		a.Alternates = others
		if s.targets.has(page) {
			a.Alternates = append(others, alternate{"alternate", "x-default", base + page})
		}
	}
	return a
}

// lastChange is the newest date that the data gives for what a page shows, ""
// where it gives none. Dates are in ISO form and so compare as text. The year is
// read from the path: of a page that was taken over from the build before nothing
// else is known.
func (s *Site) lastChange(page string) string {
	folder, name, inYear := strings.Cut(page, "/")
	name = strings.TrimSuffix(name, ".html")
	y, ok := kpi.ParseYear(folder)
	switch {
	case ok && inYear:
	case page == "index.html":
		y, name = s.latest(), "index"
	default:
		return ""
	}
	for i, info := range s.in.Years {
		if info.Year != y {
			continue
		}
		newest := changeOf(&info, name)
		if name == "changes" && i > 0 {
			newest = max(newest, changeOf(&s.in.Years[i-1], name))
		}
		return newest
	}
	return ""
}

// changeOf is when the part of a year that a page shows was published or last
// corrected. An indicator's and an initiative's page tell their own
// corrections and the whole year's, the others all of them.
func changeOf(info *kpi.YearInfo, name string) string {
	newest := publishedOn(info)
	for _, c := range info.Corrections {
		id := c.Indicator
		switch {
		case id == "", name == string(id), name == id.Sheet():
		case kpi.ID(name).Sheet() != "", !listsYear(name):
			continue
		}
		newest = max(newest, c.Date)
	}
	return newest
}

// listsYear reports whether a page of a year shows all of its indicators, or
// those of a section.
func listsYear(name string) bool {
	return name == "index" || name == "print" || name == "changes" || strings.HasPrefix(name, "sections/")
}

// publishedOn is the date that the data gives for a year, "" for none.
func publishedOn(info *kpi.YearInfo) string { return cmp.Or(info.PublishedOn, info.Date) }

const (
	sitemapHead = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	sitemapFoot = "</urlset>\n"
)

// sitemaps gathers addresses into files that keep the limits. It holds no more
// than one file at a time.
type sitemaps struct {
	mostAddresses, mostBytes int
	publish                  func(path string, write func(io.Writer) error) error
	body, line               bytes.Buffer // of the file without head and foot
	encoder                  *xml.Encoder // into line
	count                    int          // in body
	full                     []string     // paths of the files that are written
}

func newSitemaps(mostAddresses, mostBytes int, publish func(string, func(io.Writer) error) error) *sitemaps {
	m := &sitemaps{mostAddresses: mostAddresses, mostBytes: mostBytes, publish: publish}
	m.encoder = xml.NewEncoder(&m.line)
	return m
}

func (m *sitemaps) add(a address) error {
	m.line.Reset()
	if err := m.encoder.Encode(a); err != nil {
		return err
	}
	m.line.WriteByte('\n')
	room := m.mostBytes - len(sitemapHead) - len(sitemapFoot)
	if m.count == m.mostAddresses || m.count > 0 && m.body.Len()+m.line.Len() > room {
		if err := m.flush(); err != nil {
			return err
		}
	}
	m.count++
	_, err := m.body.Write(m.line.Bytes())
	return err
}

// flush writes one of several files.
func (m *sitemaps) flush() error {
	path := fmt.Sprintf("sitemap-%d.xml", len(m.full)+1)
	m.full = append(m.full, path)
	err := m.publish(path, m.write)
	m.body.Reset()
	m.count = 0
	return err
}

func (m *sitemaps) write(w io.Writer) error {
	for _, part := range [][]byte{[]byte(sitemapHead), m.body.Bytes(), []byte(sitemapFoot)} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// close writes sitemap.xml: all addresses, or the index of the files that hold
// them.
func (m *sitemaps) close(base string) error {
	if len(m.full) == 0 {
		return m.publish("sitemap.xml", m.write)
	}
	if err := m.flush(); err != nil {
		return err
	}
	type entry struct {
		XMLName xml.Name `xml:"sitemap"`
		Loc     string   `xml:"loc"`
	}
	var index struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Entries []entry
	}
	index.Entries = each(m.full, func(path string) entry { return entry{Loc: base + path} })
	return m.publish("sitemap.xml", func(w io.Writer) error { return writeXML(w, index) })
}

// writeXML writes a document with its declaration.
func writeXML(w io.Writer, document any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	if err := xml.NewEncoder(w).Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
