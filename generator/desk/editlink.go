package desk

import (
	"bytes"
	"fmt"
	"html"

	"tassei/generator/desk/edit"
	"tassei/generator/kpi"
	"tassei/generator/pattern"
)

// yearPage is a page of one year: FY2025/1-a-shihyo-1.html, en/FY2025/1-a.html.
var yearPage = pattern.New(`^(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?(FY\d{4})/(?:([a-z0-9-]+)\.html)?$`)

// withEditLink puts a link to the editor at the head of a page as it is shown:
// to the indicator's form, or to the list of the page's year. The site's own
// files never have it.
func (s *screen) withEditLink(name string, page []byte) []byte {
	m := yearPage.FindStringSubmatch(name)
	if m == nil {
		if name != "index.html" {
			return page
		}
		m = []string{"", "", ""}
	}
	href, words := edit.Root, say(s.lang, "edit list")
	if m[1] != "" {
		href += m[1] + "/"
	}
	if kpi.ID(m[2]).Sheet() != "" {
		href, words = href+m[2], say(s.lang, "edit page")
	}
	at := bytes.Index(page, []byte("<body"))
	if at < 0 {
		return page
	}
	end := bytes.IndexByte(page[at:], '>')
	if end < 0 {
		return page
	}
	at += end + 1
	link := fmt.Sprintf(`<link rel="stylesheet" href="/-/live.css"><nav id="tassei-edit" lang="%s" dir="ltr" aria-label="%s"><a href="%s">%s</a></nav>`,
		s.lang, html.EscapeString(say(s.lang, "edit label")), html.EscapeString(href), html.EscapeString(words))
	return bytes.Join([][]byte{page[:at], []byte(link), page[at:]}, nil)
}
