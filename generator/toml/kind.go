package toml

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"tassei/generator/pattern"
)

// signatures are how files begin that are no text, with the variant of K139 that names them.
var signatures = []struct{ start, kind string }{
	{"PK\x03\x04", "office"}, {"PK\x05\x06", "office"}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"},
	{"%PDF-", "pdf"}, {"\x1f\x8b", "packed"}, {"7z\xbc\xaf\x27\x1c", "packed"}, {"BZh", "packed"}, {"\xfd7zXZ", "packed"}, {"Rar!\x1a", "packed"},
	{"\x89PNG", "picture"}, {"\xff\xd8\xff", "picture"}, {"GIF8", "picture"}, {"RIFF", "picture"}, {"II*\x00", "picture"}, {"MM\x00*", "picture"},
	{`{\rtf`, "word"},
}

// noText names what a file is that is no text of ours at all: nothing but zeros, as a disk
// leaves behind after a fault, or another program's file under our name; "" for others.
func noText(b []byte) string {
	if len(b) > 0 && len(bytes.Trim(b, "\x00")) == 0 {
		return "zeros"
	}
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.start)) && (s.start != "BZh" && s.start != "RIFF" || !utf8.Valid(b)) {
			return s.kind
		}
	}
	return ""
}

// otherText names what a text is that is no TOML in any of its lines: a page of the web,
// JSON, or words and tables without one line "key = value"; "" for others. The place is
// that of its first line.
func (d *Document) otherText() (kind string, at int) {
	lines, equals := 0, false
	for line := range bytes.Lines(d.buf) {
		s := bytes.TrimSpace(line)
		if len(s) == 0 || s[0] == '#' {
			if lines == 0 {
				at += len(line)
			}
			continue
		}
		if lines++; lines == 1 {
			switch {
			case s[0] == '<' && len(s) > 1 && (s[1] == '!' || s[1] == '?' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z'):
				return "web", at
			case s[0] == '{', bytes.HasPrefix(s, []byte("[{")):
				return "json", at
			}
		}
		equals = equals || s[0] == '[' || bytes.ContainsAny(s, "=＝")
	}
	if lines > 1 && !equals {
		return "words", at
	}
	return "", at
}

// webPage is how a whole page of the web begins, after blanks and remarks.
var webPage = pattern.New(`(?i)^(?:\s|<!--[^>]*-->)*<(?:!doctype\s+html|html|head|body|\?xml|svg)[\s>]`)

// WebPage reports whether a text is a whole page of the web, or XML, whatever the name
// of its file says.
func WebPage(text string) bool { return webPage.MatchString(text) }

// wide reports whether a text is written in UTF-32, by its mark or by its zeros.
func wide(b []byte) bool {
	if len(b) < 8 || len(b)%4 != 0 {
		return false
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		good := true
		for i := 0; good && i < len(b); i += 4 {
			c := order.Uint32(b[i:])
			good = c != 0 && c <= utf8.MaxRune && utf8.ValidRune(rune(c))
		}
		if good {
			return true
		}
	}
	return false
}

const (
	eighty    = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd]" // a byte from 0x80 to 0xbf, read as a Western sign
	closing   = "[‘’“”•–—…»]"                                      // those of them that a word may end before
	unmeant   = "[\u0080-\u009f\u00a1-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ\ufffd]"
	halfWidth = "[｡-ﾟ\ufffd]"
)

// garbledForm finds UTF-8 that was once read as Shift_JIS (縺ｮ) or as a Western encoding
// (ã‚„, Ã©, â€™) and saved so. No language writes its signs in this order; a word in capitals
// may end with Ã before a quotation mark or a dash.
var garbledForm = pattern.New("^(?:[縺繧繝]" + halfWidth + "|(?:[ã-éï]" + eighty + eighty + "){2}|â€" + eighty + "|Â\u00a0|[ÃÂ](?:" + unmeant + "|" + closing + `\pL))`)

const longestGarbled = 2 * (2 + 3 + 3) // bytes of what the form finds

// garbled is the first place of a text that was garbled before it was saved, the words
// there and how many such places there are; 0 where it was not.
func garbled(text []byte) (at int, words string, places int) {
	for i := 0; i < len(text); {
		// Each form begins with a sign of U+00C0 to U+00FF or with 縺, 繧 or 繝: few texts have such, so the
		// form need not be tried everywhere.
		if c := text[i]; c != 0xc3 && (c != 0xe7 || i+1 < len(text) && text[i+1]&^1 != 0xb8) {
			if i++; c >= 0xe0 {
				for i < len(text) && text[i] < 0xc0 && text[i] >= 0x80 {
					i++ // the rest of a character
				}
			}
			continue
		}
		m := garbledForm.FindIndex(text[i:min(i+longestGarbled, len(text))])
		if m == nil {
			i++
			continue
		}
		if places++; places == 1 {
			at, words = i, string(text[i:i+m[1]])
		}
		i += m[1]
	}
	if places == 1 && strings.ContainsAny(words, "縺繧繝") {
		return 0, "", 0 // 縺 is a word's sign too
	}
	return at, words, places
}

// Garbled gives the words of a text that was garbled before it came here, and whether
// there are such.
func Garbled(text string) (words string, found bool) {
	_, words, places := garbled([]byte(text))
	return words, places > 0
}
