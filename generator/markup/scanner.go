// Package markup reads HTML that has holes in it, where a template says something: at
// which kind of place each byte stands, which elements are left open, and what a
// Content-Security-Policy will block. It knows of no templates and of no files.
package markup

import (
	"slices"
	"strings"
)

// Scanner goes through HTML and knows at each place where it is. It is given the
// texts between the holes one after the other.
type Scanner struct {
	In    Place
	Tag   []byte // the tag so far, from its name on; a hole is a NUL
	Raw   string // the element whose content is no HTML
	deep  int    // how many of it
	quote byte   // of the attribute value
}

// Place is a kind of place in HTML.
type Place uint8

// The places.
const (
	InText Place = iota
	InTag
	InQuote
	InComment
	InRaw
)

// Next goes on from t[i] and gives the number of bytes that it went. A tag that ends
// leads to text; who wants its content left alone calls Leave.
func (s *Scanner) Next(t string, i int) int {
	c, rest := t[i], t[i:]
	switch s.In {
	case InText:
		if strings.HasPrefix(rest, "<!--") {
			s.In = InComment
			return len("<!--")
		}
		if c == '<' && (len(rest) == 1 || rest[1] == '/' || rest[1] == '!' || isLetter(rest[1])) {
			s.In, s.Tag = InTag, nil
		}
	case InComment:
		if strings.HasPrefix(rest, "-->") {
			s.In = InText
			return len("-->")
		}
	case InRaw:
		switch {
		case startsTag(rest, "</"+s.Raw):
			if s.deep--; s.deep == 0 {
				s.In, s.Tag = InTag, nil
			}
		case (s.Raw == "svg" || s.Raw == "pre") && startsTag(rest, "<"+s.Raw):
			s.deep++
		}
	case InTag:
		if c == '>' {
			s.In = InText
			return 1
		}
		if s.Tag = append(s.Tag, c); c == '"' || c == '\'' {
			s.In, s.quote = InQuote, c
		}
	case InQuote:
		if s.Tag = append(s.Tag, c); c == s.quote {
			s.In = InTag
		}
	}
	return 1
}

// Within tells that a place is in a tag or one of its values.
func (p Place) Within() bool { return p == InTag || p == InQuote }

// Hole notes that something stands here that is not known.
func (s *Scanner) Hole() {
	if s.In.Within() {
		s.Tag = append(s.Tag, 0)
	}
}

// Leave takes what follows for the content of an element that is no HTML.
func (s *Scanner) Leave(name string) { s.In, s.Raw, s.deep = InRaw, name, 1 }

// Both joins what two ways through a tag, from before on, have made of it.
func (s *Scanner) Both(before, other Scanner) {
	if before.In.Within() && s.In.Within() && other.In.Within() {
		s.Tag = append(slices.Clip(s.Tag), other.Tag[len(before.Tag):]...)
	}
}

// TagName is the name of a tag in small letters, with the slash of a closing one, and
// what follows it.
func TagName(tag string) (name, rest string) {
	end := strings.IndexAny(tag, Space+"\x00")
	if end < 0 {
		end = len(tag)
	}
	return strings.ToLower(strings.TrimSuffix(tag[:end], "/")), tag[end:]
}

func startsTag(s, tag string) bool {
	if len(s) < len(tag) || !strings.EqualFold(s[:len(tag)], tag) {
		return false
	}
	return len(s) == len(tag) || IsSpace(s[len(tag)]) || s[len(tag)] == '>' || s[len(tag)] == '/'
}

// Space is what HTML takes for white space.
const Space = " \n\t\r\f"

// IsSpace reports whether a byte is white space.
func IsSpace(c byte) bool { return strings.IndexByte(Space, c) >= 0 }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
