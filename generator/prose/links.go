package prose

import (
	"bytes"
	"html"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"tassei/generator/lang"
)

// targetKind says where a link leads.
type targetKind int

const (
	refused targetKind = iota
	toID               // an indicator or a page of the site, by its bare id
	outside            // https and http
	direct             // mailto and tel
)

type target struct {
	kind    targetKind
	address string
}

// targetOf tells what a destination as written leads to. Only what is listed
// here is a link: browsers know more ways to write javascript: than anyone.
func targetOf(written []byte) target {
	if len(written) > maxAddress {
		return target{}
	}
	s := string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(written))))
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || lang.Hidden(r) || r == '\\' }) {
		return target{}
	}
	scheme, rest, found := strings.Cut(s, ":")
	switch lower := strings.ToLower(scheme); {
	case !found:
		if isID(s) {
			return target{toID, s}
		}
	case lower == "https" || lower == "http":
		if u, err := url.Parse(s); err == nil && u.Host != "" && u.User == nil {
			return target{outside, lower + ":" + rest}
		}
	case lower == "mailto" && strings.Contains(rest, "@"), lower == "tel" && rest != "":
		return target{direct, lower + ":" + rest}
	}
	return target{}
}

// isID reports whether s has the form of an id: [a-z0-9][a-z0-9-]*.
func isID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && i > 0) {
			return false
		}
	}
	return s != ""
}

// autoTarget is targetOf for a link written as <address>.
func autoTarget(n *ast.AutoLink, src []byte) target {
	address := n.URL(src)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(address), []byte("mailto:")) {
		address = append([]byte("mailto:"), address...)
	}
	return targetOf(address)
}

// mayFail reports whether a text has one of the signs without which inspect finds no fault: of HTML and
// addresses, links, pictures and footnotes, tables, and references to characters. A text without them need not be taken apart.
func mayFail(src []byte) bool { return bytes.ContainsAny(src, "<[|&") }

// inspect lists what a parsed text holds that is refused.
func inspect(src []byte, doc ast.Node) []Fault {
	var faults []Fault
	p := newPlaces(src)
	add := func(code string, line, column, width int, key, value string) {
		if len(faults) >= maxFaults {
			return
		}
		faults = append(faults, Fault{code, line, column, width, map[string]string{key: value}})
	}
	walk(doc, func(n ast.Node) {
		if len(faults) >= maxFaults {
			return // finding a place takes as long as its line
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			s := strings.TrimSpace(string(n.Segments.Value(src)))
			line, column := p.at(n.Segments.At(0).Start)
			add(RawHTML, line, column, firstLineWidth(s), "html", shorten(s))
		case *ast.HTMLBlock:
			s := strings.TrimSpace(string(n.Lines().Value(src)))
			line, column := p.at(n.Pos())
			add(RawHTML, line, column, firstLineWidth(s), "html", shorten(s))
		case *ast.Image:
			line, column, width := p.destination(n.Pos(), n.Destination)
			add(Picture, line, column, width, "destination", shorten(string(n.Destination)))
		case *ast.Link:
			if t := targetOf(n.Destination); t.kind == refused {
				line, column, width := p.destination(n.Pos(), n.Destination)
				add(LinkScheme, line, column, width, "destination", shorten(string(n.Destination)))
			}
		case *ast.AutoLink:
			if t := autoTarget(n, src); t.kind == refused {
				line, column := p.at(n.Pos() + 1)
				add(LinkScheme, line, column, len([]rune(string(n.URL(src)))), "destination", shorten(string(n.URL(src))))
			}
		case *ast.Text:
			if at, width, r := hiddenReference(n.Segment.Value(src)); width > 0 && !n.IsRaw() {
				line, column := p.at(n.Segment.Start + at)
				faults = append(faults, Fault{BadCharacter, line, column, width, unseen(lang.CodePoint(r), r)})
			}
		case *extast.Table:
			faults = append(faults, surplus(n, src, p, maxFaults-len(faults))...)
		case *extast.Footnote:
			if _, bad := n.AttributeString(unmarked); bad {
				label := "[^" + string(n.Ref) + "]"
				line, column := p.at(max(n.Pos(), 0))
				add(UnmarkedNote, line, column, len([]rune(label)), "label", label)
			}
		}
	})
	sortFaults(faults)
	return faults
}

// hiddenReference finds a character reference such as &#x202E; that stands
// for a character which is refused when written plainly, or for none at all.
func hiddenReference(s []byte) (at, width int, r rune) {
	for at < len(s) {
		i := bytes.IndexByte(s[at:], '&')
		if i < 0 {
			break
		}
		at += i
		size, chars := reference(s[at:])
		if string(chars) == "\ufffd" {
			r, _ = numericReference(string(s[at : at+size]))
			for _, named := range html.UnescapeString(string(s[at : at+size])) {
				if r == 0 && named != utf8.RuneError {
					r = named
				}
			}
			return at, size, r
		}
		at += size
	}
	return 0, 0, 0
}

func firstLineWidth(s string) int {
	s, _, _ = strings.Cut(s, "\n")
	return max(1, len([]rune(s)))
}

// shorten keeps a message on one line whatever the text holds.
func shorten(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}
