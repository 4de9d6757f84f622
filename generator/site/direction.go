package site

import (
	"bytes"
	"html"
	"strings"

	"tassei/generator/lang"
)

// Where a site has a language that is written from right to left, its pages say so: beside
// each lang stands dir where the direction changes, and what would be put in another order
// by the letters around it stands in an element of its own. It is done to the finished
// page, so that it holds for a city's own layouts and for what no layout writes. Sites
// without such a language are left as they are.

// directed is a page, or a part of one that stands in an element of a direction.
func (l *language) directed(page []byte, within bool) []byte {
	if !l.site.turns {
		return page
	}
	return directed(make([]byte, 0, len(page)+len(page)/8), page, within)
}

// turning is an element in which the text has a direction of its own.
type turning struct {
	name  string
	rtl   bool
	drawn bool // a picture, whose texts cannot have elements
	asIs  bool // what is to be copied, or is for a browser alone
	depth int  // elements of the same name within
}

// directed appends a page to dst with its directions.
func directed(dst, page []byte, rtl bool) []byte {
	stack := []turning{{rtl: rtl}}
	for len(page) > 0 {
		at := bytes.IndexByte(page, '<')
		if at < 0 {
			at = len(page)
		}
		now := stack[len(stack)-1]
		dst, page = now.text(dst, page[:at]), page[at:]
		if len(page) == 0 {
			break
		}
		end := tagEnd(page)
		tag := page[:end]
		page = page[end:]
		dst = append(dst, tag...)
		name := tagName(tag)
		switch {
		case name == "" || bytes.HasSuffix(tag, []byte("/>")):
		case tag[1] == '/':
			if stack = ended(stack, name); len(stack) == 0 {
				stack = []turning{{rtl: rtl}}
			}
		default:
			stack, dst = begun(stack, dst, tag, name)
		}
	}
	return dst
}

// begun follows a start tag, which stands at the end of dst, and gives it its dir.
func begun(stack []turning, dst, tag []byte, name string) ([]turning, []byte) {
	was := stack[len(stack)-1]
	now := turning{name: name, rtl: was.rtl, drawn: was.drawn, asIs: was.asIs}
	attribute := ""
	switch given, tongue := attr(tag, "dir"), attr(tag, "lang"); {
	case name == "svg" && !was.drawn:
		now.drawn = true
		if was.rtl {
			attribute = ` direction="ltr"` // a scale has its least value on the left in every language
		}
	case given != "":
		now.rtl = given == "rtl"
	case tongue != "" && lang.RightToLeft(tongue) != was.rtl:
		now.rtl = !was.rtl
		attribute = ` dir="ltr"`
		if now.rtl {
			attribute = ` dir="rtl"`
		}
	case (name == "code" || name == "pre") && was.rtl:
		now.rtl, now.asIs = false, true
		attribute = ` dir="ltr"`
	case name == "script" || name == "style" || name == "textarea" || name == "code" || name == "pre":
		now.asIs = true
	case name == "title" || name == "option":
		now.drawn = true
	}
	if attribute != "" {
		dst = append(append(dst[:len(dst)-1], attribute...), '>')
	}
	if now.rtl != was.rtl || now.drawn != was.drawn || now.asIs != was.asIs {
		return append(stack, now), dst
	}
	if was.name == name {
		stack[len(stack)-1].depth++
	}
	return stack, dst
}

// ended follows an end tag.
func ended(stack []turning, name string) []turning {
	last := &stack[len(stack)-1]
	switch {
	case last.name != name:
	case last.depth > 0:
		last.depth--
	default:
		return stack[:len(stack)-1]
	}
	return stack
}

// text appends a text with what runs against it set apart.
func (t turning) text(dst, text []byte) []byte {
	if t.asIs || len(text) == 0 {
		return append(dst, text...)
	}
	s := html.UnescapeString(string(text))
	if t.drawn {
		if !lang.TurnsRight(s) && !t.rtl {
			return append(dst, text...)
		}
		return append(dst, html.EscapeString(drawn(s, t.rtl))...)
	}
	if t.rtl && s == "→" && bytes.HasSuffix(dst, []byte(` aria-hidden="true">`)) {
		return append(dst, "←"...) // a layout's own, between two pieces of which the second stands on the left; a city's stays
	}
	pieces := lang.Stretches(s, t.rtl)
	if len(pieces) == 1 && !pieces[0].Against {
		return append(dst, text...)
	}
	for _, p := range pieces {
		piece := html.EscapeString(p.Text)
		switch {
		case !p.Against:
		case t.rtl:
			piece = `<bdi dir="ltr">` + piece + "</bdi>"
		default:
			piece = `<bdi dir="rtl">` + piece + "</bdi>"
		}
		dst = append(dst, piece...)
	}
	return dst
}

// drawn is a text of a picture or a title, which have no elements within: a whole text that
// has letters from right to left runs so.
func drawn(s string, rtl bool) string {
	if !rtl || !lang.TurnsRight(s) {
		return lang.Isolated(s, rtl)
	}
	return "\u2067" + lang.Isolated(s, true) + "\u2069"
}

// turnEntry keeps the order of what the search shows, as text sets apart what runs against a page;
// first is the language of what is not translated.
func turnEntry(tag, first string) func(*searchEntry, *[4]string) {
	return func(e *searchEntry, text *[4]string) {
		in := tag
		if e.lang != "" {
			in = e.lang
		}
		e.title = lang.Isolated(e.title, lang.RightToLeft(in))
		for _, s := range []*string{&e.where, &e.line, &text[1], &text[2]} {
			*s = lang.Isolated(*s, lang.RightToLeft(tag))
		}
		text[3] = lang.Isolated(text[3], lang.RightToLeft(first))
	}
}

// tagEnd is where a tag ends that begins a page: no value has a > in it that is not escaped.
func tagEnd(page []byte) int {
	if n := bytes.IndexByte(page, '>'); n >= 0 {
		return n + 1
	}
	return len(page)
}

// tagName is the name of the element of a tag, "" for a comment or a declaration.
func tagName(tag []byte) string {
	name := strings.TrimPrefix(string(tag[1:]), "/")
	n := strings.IndexFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	})
	if n < 0 {
		return name
	}
	return name[:n]
}

// attr is the value of an attribute that stands in a start tag with quotation marks, "" for none.
func attr(tag []byte, name string) string {
	_, value, found := strings.Cut(string(tag), " "+name+`="`)
	if !found {
		return ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return value
}
