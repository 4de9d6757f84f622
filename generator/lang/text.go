// Package lang holds what differs between languages: texts, the catalogue of
// messages, how numbers and dates are written, and the Japanese eras.
//
// A language is data: its tag ("ja"), its catalogue (layouts/messages/ja.toml)
// and its content folder. Nothing here knows which languages exist, so a third
// one needs no change in Go.
//
//	name := lang.Text{"ja": "市民係", "en": "Citizens' Section"}
//	s, tag := name.In("en", "ja") // "Citizens' Section", "en"
package lang

import (
	"maps"
	"slices"
	"strings"
)

// Text is one text in several languages, by language tag. A language that is
// absent has not been translated; an empty Text is a text that was never set.
type Text map[string]string

// Plain returns a Text that has one language only.
func Plain(tag, s string) Text { return Text{tag: s} }

// In returns the text in the language tag, or else in the first of the
// fallback languages that has it, together with the language that it is
// really in, so that a page can mark what is not translated. Both are empty
// when there is no text at all.
func (t Text) In(tag string, fallback ...string) (s, actual string) {
	if s, ok := t[tag]; ok {
		return s, tag
	}
	for _, f := range fallback {
		if s, ok := t[f]; ok {
			return s, f
		}
	}
	for _, f := range t.Tags() {
		return t[f], f
	}
	return "", ""
}

// Has reports whether the text exists in the language tag.
func (t Text) Has(tag string) bool { _, ok := t[tag]; return ok }

// IsZero reports whether the text was never set.
func (t Text) IsZero() bool { return len(t) == 0 }

// Tags lists the languages of the text in alphabetical order.
func (t Text) Tags() []string {
	tags := make([]string, 0, len(t))
	for tag := range t {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return tags
}

// Equal reports whether both texts have the same words in every language.
func (t Text) Equal(u Text) bool {
	return maps.Equal(t, u)
}

// Any reports whether is holds for the words of any language.
func (t Text) Any(is func(words string) bool) bool {
	for _, words := range t {
		if is(words) {
			return true
		}
	}
	return false
}

// Fold turns full-width letters, digits and signs into their ASCII forms and
// ideographic spaces into plain ones: "Ｒ６.４　" becomes "R6.4 ". It is for
// numbers, dates, ids and search keys, never for prose. Half-width katakana
// are left alone.
func Fold(s string) string {
	if strings.IndexFunc(s, foldable) < 0 {
		return s
	}
	return strings.Map(FoldRune, s)
}

// FoldRune is Fold for one character. It never changes how many characters a
// text has, so that columns counted before and after are the same.
func FoldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

func foldable(r rune) bool { return FoldRune(r) != r }
