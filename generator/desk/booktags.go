package desk

import "bytes"

// tag is the beginning of an element in the XML of a workbook, with what follows it.
type tag struct {
	name  string // without its prefix
	attrs []byte
	rest  []byte
}

// tags hands on the beginnings of all elements of a text in XML, as long as each
// wants more. It looks at a text before the library reads it, and builds nothing:
// whether it is XML at all is told there.
func tags(text []byte, each func(t tag) (more bool)) {
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 || i+1 == len(text) {
			return
		}
		text = text[i:]
		end := 0
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = closing(text, "-->")
		case bytes.HasPrefix(text, []byte("<![CDATA[")):
			end = closing(text, "]]>")
		case text[1] == '?':
			end = closing(text, "?>")
		default:
			end = tagEnd(text)
		}
		head := text[:end]
		text = text[end:]
		if c := head[min(1, len(head)-1)]; c == '!' || c == '?' || c == '/' {
			continue
		}
		head = bytes.TrimRight(head[1:], "/>")
		name, attrs := head, []byte(nil)
		if at := bytes.IndexAny(head, " \t\r\n"); at >= 0 {
			name, attrs = head[:at], head[at:]
		}
		name = name[bytes.IndexByte(name, ':')+1:]
		if !each(tag{string(name), attrs, text}) {
			return
		}
	}
}

// closing is where something ends that ends with a mark, which is all of a text
// without one.
func closing(text []byte, mark string) int {
	if i := bytes.Index(text, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(text)
}

// tagEnd is where a tag ends: at the first > that is in no quotes.
func tagEnd(text []byte) int {
	quote := byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(text)
}

// attr is what an attribute says, as it is written.
func (t tag) attr(name string) (value string, ok bool) {
	for rest := t.attrs; ; {
		key, after, found := bytes.Cut(rest, []byte("="))
		if !found {
			return "", false
		}
		after = bytes.TrimLeft(after, " \t\r\n")
		if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
			return "", false
		}
		said, left, _ := bytes.Cut(after[1:], after[:1])
		if string(bytes.TrimSpace(key)) == name {
			return string(said), true
		}
		rest = left
	}
}

// text is what stands before the next tag.
func (t tag) text() string {
	said, _, _ := bytes.Cut(t.rest, []byte("<"))
	return string(bytes.TrimSpace(said))
}
