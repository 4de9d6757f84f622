package lang

import (
	"strings"
	"unicode"
)

// Untranslated reports whether a translation is still in Japanese: it has letters of
// Japanese, and none of another script but in words that its original has too. Of languages
// that share their letters with the original's, such as English and German, it cannot be told.
func Untranslated(original, translation, tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	if base == "ja" {
		return false
	}
	kana, han, word := false, false, -1 // word is where letters of another script began
	for i, r := range translation + " " {
		japanese := unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
		foreign := unicode.IsLetter(r) && !japanese && !unicode.Is(unicode.Common, r) // ー is of no script
		switch {
		case foreign && word < 0:
			word = i
		case !foreign && word >= 0:
			if !strings.Contains(original, translation[word:i]) {
				return false
			}
			word = -1
		}
		kana = kana || japanese && !unicode.Is(unicode.Han, r)
		han = han || unicode.Is(unicode.Han, r)
	}
	return kana || han && base != "zh"
}
