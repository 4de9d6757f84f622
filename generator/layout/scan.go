package layout

import (
	"slices"
	"strings"
)

// scanner goes through the HTML of a layout and knows at each place where it is. It
// is given the texts between the actions one after the other.
type scanner struct {
	in    htmlPlace
	quote byte   // of the attribute value
	tag   []byte // the tag so far, from its name on; an action is a NUL
	raw   string // the element whose content is no HTML
	deep  int    // how many of it
}

type htmlPlace uint8

const (
	inText htmlPlace = iota
	inTag
	inQuote
	inComment
	inRaw
)

// next goes on from t[i] and gives the number of bytes that it went. A tag that ends
// leads to text; who wants its content left alone calls leave.
func (s *scanner) next(t string, i int) int {
	c, rest := t[i], t[i:]
	switch s.in {
	case inText:
		if strings.HasPrefix(rest, "<!--") {
			s.in = inComment
			return len("<!--")
		}
		if c == '<' && (len(rest) == 1 || rest[1] == '/' || rest[1] == '!' || isLetter(rest[1])) {
			s.in, s.tag = inTag, nil
		}
	case inComment:
		if strings.HasPrefix(rest, "-->") {
			s.in = inText
			return len("-->")
		}
	case inRaw:
		switch {
		case startsTag(rest, "</"+s.raw):
			if s.deep--; s.deep == 0 {
				s.in, s.tag = inTag, nil
			}
		case (s.raw == "svg" || s.raw == "pre") && startsTag(rest, "<"+s.raw):
			s.deep++
		}
	case inTag:
		if c == '>' {
			s.in = inText
			return 1
		}
		if s.tag = append(s.tag, c); c == '"' || c == '\'' {
			s.in, s.quote = inQuote, c
		}
	case inQuote:
		if s.tag = append(s.tag, c); c == s.quote {
			s.in = inTag
		}
	}
	return 1
}

// within tells that a place is in a tag or one of its values.
func (p htmlPlace) within() bool { return p == inTag || p == inQuote }

// action notes that an action stands here.
func (s *scanner) action() {
	if s.in.within() {
		s.tag = append(s.tag, 0)
	}
}

// leave takes what follows for the content of an element that is no HTML.
func (s *scanner) leave(name string) { s.in, s.raw, s.deep = inRaw, name, 1 }

// both joins what two ways through a tag, from before on, have made of it.
func (s *scanner) both(before, other scanner) {
	if before.in.within() && s.in.within() && other.in.within() {
		s.tag = append(slices.Clip(s.tag), other.tag[len(before.tag):]...)
	}
}

// tagName is the name of a tag in small letters, with the slash of a closing one, and
// what follows it.
func tagName(tag string) (name, rest string) {
	end := strings.IndexAny(tag, space+"\x00")
	if end < 0 {
		end = len(tag)
	}
	return strings.ToLower(strings.TrimSuffix(tag[:end], "/")), tag[end:]
}

func startsTag(s, tag string) bool {
	if len(s) < len(tag) || !strings.EqualFold(s[:len(tag)], tag) {
		return false
	}
	return len(s) == len(tag) || isSpace(s[len(tag)]) || s[len(tag)] == '>' || s[len(tag)] == '/'
}

// space is what HTML takes for white space.
const space = " \n\t\r\f"

func isSpace(c byte) bool { return strings.IndexByte(space, c) >= 0 }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
