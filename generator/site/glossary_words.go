package site

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// glossaryWords are words in the order of their texts. However many begin alike, one
// search finds all that stand at a place.
type glossaryWords struct {
	words   []glossaryWord
	folds   bool          // capitals make no difference: the texts are in lower case
	longest int           // in bytes
	hints   [1 << 16]bool // by two bytes of a word's beginning: whether any begins so
}

type glossaryWord struct {
	text   string // as it stands in HTML
	id     string
	letter bool // begins and ends with a letter that parts of words have
	kana   bool // hiragana alone: what follows must not be
	within int  // the longest of the others that it begins with; -1 for none
}

// Of what template.HTMLEscapeString makes, layouts write + in another way, and
// comments the two quotation marks.
var (
	byLayouts  = strings.NewReplacer("+", "&#43;")
	byComments = strings.NewReplacer("&#39;", "'", "&#34;", "&quot;")
)

// add takes a word, as layouts write it and as comments have it.
func (l *glossaryWords) add(w glossaryWord, word string) {
	escaped := template.HTMLEscapeString(word)
	for _, w.text = range []string{byLayouts.Replace(escaped), byComments.Replace(escaped)} {
		l.words = append(l.words, w)
		l.longest = max(l.longest, len(w.text))
		for _, h := range l.begins(w.text) {
			l.hints[h] = true
		}
	}
}

// begins are the hints of all that a word may begin with.
func (l *glossaryWords) begins(word string) []int {
	if !l.folds {
		return []int{hint(word)}
	}
	first, rest := word[:1], word[1:]
	var all []int
	for _, first := range []string{first, strings.ToUpper(first)} {
		for _, rest := range []string{rest, strings.ToUpper(rest)} {
			all = append(all, hint(first+rest))
		}
	}
	return all
}

// hint is what a word begins with, for a quick no: of a Japanese word the second
// and third byte, for the first is the same for nearly all.
func hint[T string | []byte](s T) int {
	if s[0] >= 0xe0 && len(s) > 2 {
		return int(s[1])<<8 | int(s[2])
	}
	return int(s[0])<<8 | int(s[1])
}

// sort ends the list. Of words that are written alike the first stays.
func (l *glossaryWords) sort() {
	slices.SortStableFunc(l.words, func(a, b glossaryWord) int { return cmp.Compare(a.text, b.text) })
	l.words = slices.CompactFunc(l.words, func(a, b glossaryWord) bool { return a.text == b.text })
	var open []int // each begins with the one before it
	for k := range l.words {
		w := &l.words[k]
		for len(open) > 0 && !strings.HasPrefix(w.text, l.words[open[len(open)-1]].text) {
			open = open[:len(open)-1]
		}
		w.within = -1
		if len(open) > 0 {
			w.within = open[len(open)-1]
		}
		open = append(open, k)
	}
}

// at is the longest word that stands at a place of a text, and how long it is there.
func (l *glossaryWords) at(text []byte, i int) (*glossaryWord, int) {
	rest := text[i:]
	if !l.hints[hint(rest)] {
		return nil, 0
	}
	inside := inWord(text[:i], true)
	if l.folds && inside { // what folds is of Latin letters
		return nil, 0
	}
	end := min(len(rest), l.longest)
	for end < len(rest) && !utf8.RuneStart(rest[end]) {
		end++
	}
	asked := rest[:end]
	if l.folds {
		if low := bytes.ToLower(asked); len(low) == len(asked) {
			asked = low
		}
	}
	// What stands here is the last word that does not come after the text, or it begins with that.
	k := sort.Search(len(l.words), func(k int) bool { return l.words[k].text > string(asked) }) - 1
	if k < 0 {
		return nil, 0
	}
	same := alike(l.words[k].text, asked)
	for ; k >= 0; k = l.words[k].within {
		w := &l.words[k]
		if len(w.text) > same {
			continue
		}
		if n := w.stands(inside, rest); n > 0 {
			return w, n
		}
		if w.kana { // and so are those that it begins with
			break
		}
	}
	return nil, 0
}

// alike is how many bytes two texts begin with alike.
func alike(word string, text []byte) (n int) {
	for n < min(len(word), len(text)) && word[n] == text[n] {
		n++
	}
	return n
}

// stands is how long a word is where its letters begin a text: 0 where they are part
// of another word, maybe one that began before.
func (w *glossaryWord) stands(inside bool, rest []byte) int {
	n := len(w.text)
	if w.letter && inside {
		return 0
	}
	if w.letter && inWord(rest[n:], false) {
		if !plural(rest[n:]) {
			return 0
		}
		n++ // the whole word is the link
	}
	if after, _ := utf8.DecodeRune(rest[n:]); w.kana && unicode.Is(unicode.Hiragana, after) {
		return 0
	}
	return n
}

// inWord reports whether a word goes on at the end, or the beginning, of a text:
// in Latin letters and figures, for Japanese stands beside them without a space.
func inWord(text []byte, atEnd bool) bool {
	r, _ := utf8.DecodeRune(text)
	if atEnd {
		r, _ = utf8.DecodeLastRune(text)
	}
	return len(text) > 0 && (unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9')
}

func plural(rest []byte) bool { return rest[0] == 's' && !inWord(rest[1:], false) }
