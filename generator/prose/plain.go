package prose

import (
	"bytes"
	"html"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"tassei/generator/lang"
)

// markup marks the bytes that mean something to Markdown anywhere in a line.
var markup = [256]bool{'\\': true, '`': true, '*': true, '_': true, '[': true, ']': true, '<': true, '&': true, '{': true, '\t': true}

// lineStart marks the bytes that mean something at the start of a line only.
var lineStart = [256]bool{' ': true, '\t': true, '#': true, '>': true, '-': true, '+': true, '=': true, '~': true, ':': true, '|': true}

// plain reports whether a text is paragraphs of words and nothing else, as
// most comments are. Such a text is written without the parser.
func plain(src []byte) bool {
	for i := 0; i < len(src); i++ {
		b := src[i]
		if markup[b] {
			return false
		}
		if i == 0 || src[i-1] == '\n' {
			if lineStart[b] || b >= '0' && b <= '9' && numbered(src[i:]) {
				return false
			}
		}
		if b == '\n' && i > 0 && (src[i-1] == ' ' || src[i-1] == '\t') {
			return false
		}
	}
	return len(src) == 0 || src[len(src)-1] != ' ' && src[len(src)-1] != '\t'
}

// numbered reports whether a line may begin an ordered list: 1. or 1).
func numbered(s []byte) bool {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i < len(s) && (s[i] == '.' || s[i] == ')')
}

// appendPlain writes a plain text exactly as render would.
func appendPlain(dst, src []byte, language string) []byte {
	for len(src) > 0 {
		src = bytes.TrimLeft(src, "\n")
		block, rest, _ := bytes.Cut(src, []byte("\n\n"))
		src = rest
		block = bytes.TrimRight(block, "\n")
		if len(block) == 0 {
			continue
		}
		dst = append(dst, "<p>"...)
		keep := keepsPlain(block)
		for len(block) > 0 {
			line, after, more := bytes.Cut(block, []byte("\n"))
			dst = escape(dst, line)
			if block = after; more && keep {
				dst = append(dst, "<br>\n"...)
			} else if more {
				last, _ := utf8.DecodeLastRune(line)
				first, _ := utf8.DecodeRune(after)
				if !joins(last, first, language) {
					dst = append(dst, ' ')
				}
			}
		}
		dst = append(dst, "</p>\n"...)
	}
	return dst
}

// inert shows a text that was refused as the characters it consists of.
func inert(dst, src []byte) []byte {
	dst = append(dst, "<p>"...)
	dst = escape(dst, bytes.Map(func(r rune) rune {
		if lang.Hidden(r) {
			return utf8.RuneError
		}
		return r
	}, bytes.ToValidUTF8(src[:min(len(src), maxSize)], []byte("\ufffd"))))
	return append(dst, "</p>\n"...)
}

// escape appends text for HTML, in an element or an attribute.
func escape(dst, s []byte) []byte {
	from := 0
	for i, b := range s {
		var e string
		switch b {
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '&':
			e = "&amp;"
		case '"':
			e = "&quot;"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), e...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// plainText collects the words of a tree, one line a block.
func plainText(src []byte, doc ast.Node, language string) string {
	w := writer{src: src, options: &Options{Language: language}, textOnly: true}
	w.block(doc)
	return html.UnescapeString(string(bytes.TrimSpace(w.out)))
}

func sortFaults(faults []Fault) {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}
