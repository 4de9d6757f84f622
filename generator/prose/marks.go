package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"
)

// Offices write lists with marks that Markdown does not know: ・ ○ ※ ① (1) ア.
// A paragraph with such a line keeps all its line breaks, so that each line
// stands by itself, as its writer saw it.

// keeps reports whether the line breaks of a block are shown.
func keeps(lines *text.Segments, src []byte) bool {
	for i := range lines.Len() {
		s := lines.At(i)
		if marked(s.Value(src)) {
			return true
		}
	}
	return false
}

// keepsPlain is keeps for a block that is only words.
func keepsPlain(block []byte) bool {
	for len(block) > 0 {
		line, rest, _ := bytes.Cut(block, []byte("\n"))
		if marked(line) {
			return true
		}
		block = rest
	}
	return false
}

// marked reports whether a line was meant as a line of its own: it begins with
// the mark of a list, a note or a sign, is indented, or has columns.
func marked(line []byte) bool {
	line = bytes.TrimRight(line, " \t\n")
	if len(line) == 0 {
		return false
	}
	if line[0] == ' ' || bytes.IndexByte(line, '\t') >= 0 || hasBar(line) {
		return true
	}
	r, size := utf8.DecodeRune(line)
	rest := line[size:]
	switch {
	case strings.ContainsRune("-+=>#~`:：", r):
		return true
	case r == '*':
		// A note's mark, as in *1 速報値; not bold, not emphasis.
		return bytes.IndexByte(rest, '*') < 0
	case r == '[':
		return labelled(rest)
	case r == '(' || r == '（':
		return bracketed(rest)
	case strings.ContainsRune("　・･※＊－−＋±‐–—―•‣＞＜〔［【〈《＃〜～†‡§¶", r), unicode.In(r, unicode.So, unicode.Sm, unicode.No, unicode.Nl):
		return true
	}
	return numbering(line) || named(line)
}

// hasBar reports whether a line has a bar that parts columns, and no ruby.
func hasBar(line []byte) bool {
	inside := false
	for _, r := range string(line) {
		switch r {
		case '{':
			inside = true
		case '}':
			inside = false
		case '|', '｜':
			if !inside {
				return true
			}
		}
	}
	return false
}

// labelled reports whether what follows a [ is words and no link: 参考]: 総合計画.
func labelled(rest []byte) bool {
	end := bytes.IndexByte(rest, ']')
	return end > 0 && !bytes.HasPrefix(rest[end+1:], []byte("("))
}

// bracketed reports whether what follows an opening bracket is a number or a
// letter and its end: 1) １２） ア) 注１）.
func bracketed(rest []byte) bool {
	for n := 0; n < 5 && len(rest) > 0; n++ {
		r, size := utf8.DecodeRune(rest)
		if r == ')' || r == '）' {
			return n > 0
		}
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return false
		}
		rest = rest[size:]
	}
	return false
}

// numbering reports whether a line begins with the number or letter of a list:
// 1. ２） 第３　 ア　 イ． 一、 a) 注１.
func numbering(line []byte) bool {
	s := string(line[:min(len(line), 40)])
	s = strings.TrimPrefix(strings.TrimPrefix(s, "注"), "第")
	lead := len(s) < min(len(line), 40)
	word := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsDigit(r) })
	digits := len(s) - len(word)
	if digits == 0 {
		r, size := utf8.DecodeRuneInString(s)
		if !unicode.IsLetter(r) {
			return false
		}
		// ア イ with a blank is a list; a kanji or a Latin letter is a word.
		kana := unicode.In(r, unicode.Katakana, unicode.Hiragana)
		next, after := utf8.DecodeRuneInString(s[size:])
		switch next {
		case ')', '）', '．', '　':
			return true
		case '.':
			tail, _ := utf8.DecodeRuneInString(s[size+after:])
			return !unicode.IsLetter(tail) && !unicode.IsDigit(tail)
		case ' ', '、', '：', ':':
			return kana || lead
		}
		return false
	}
	next, after := utf8.DecodeRuneInString(word)
	tail, _ := utf8.DecodeRuneInString(word[after:])
	switch next {
	case ')', '）', '．', '、', '：', '　', '・':
		return digits <= 9
	case '.', ':', ',', '，':
		return digits <= 9 && !unicode.IsDigit(tail)
	case ' ':
		return lead || s[0] >= utf8.RuneSelf
	}
	return lead
}

// maxName is the number of characters that the name before a colon may have.
const maxName = 12

// named reports whether a line is a name and what it stands for: 場所：市役所.
func named(line []byte) bool {
	japanese := false
	for n := 0; n <= maxName && len(line) > 0; n++ {
		r, size := utf8.DecodeRune(line)
		switch {
		case r == '：', r == ':' && japanese:
			return n > 0
		case !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != 'ー':
			return false
		}
		japanese = japanese || wide(r)
		line = line[size:]
	}
	return false
}
