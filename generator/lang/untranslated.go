package lang

import (
	"strings"
	"unicode"
)

// Languages that share letters with Japanese: Chinese of all kinds, and those of Japan
// that are written in kana.
const (
	inHan  = " zh cmn yue wuu hsn gan hak nan cdo cjy czh czo cpx mnp lzh "
	inKana = " ja ain ryu xug kzg ams okn yoi yox tkn mvi rys "
)

// Untranslated reports whether a translation is still in Japanese, as its original is: it has
// letters of Japanese, and none of another script but in words that its original has too. Of languages
// that share their letters with the original's, such as English and German, it cannot be told;
// of Chinese only where it is the original itself, for Chinese names things of Japan in kana.
func Untranslated(original, translation, tag string) bool {
	base := " " + strings.ToLower(Base(tag)) + " "
	kana, han := japanese(translation)
	switch inOriginal, hanInOriginal := japanese(original); {
	case !kana && !han, !inOriginal && !hanInOriginal, strings.Contains(inKana, base):
		return false
	case strings.Contains(inHan, base):
		return kana && strings.TrimSpace(original) == strings.TrimSpace(translation)
	}
	word := -1 // where letters of another script began
	for i, r := range translation + " " {
		foreign := unicode.IsLetter(r) && !unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han, unicode.Common) // ー is of no script
		switch {
		case foreign && word < 0:
			word = i
		case !foreign && word >= 0:
			if !strings.Contains(original, translation[word:i]) {
				return false
			}
			word = -1
		}
	}
	return true
}

// firstOfEast is the first character of the scripts of Japan, the radicals of kanji.
const firstOfEast = 0x2e80

// japanese reports which letters of Japanese a text has.
func japanese(text string) (kana, han bool) {
	for _, r := range text {
		if r < firstOfEast {
			continue
		}
		kana = kana || unicode.In(r, unicode.Hiragana, unicode.Katakana)
		han = han || unicode.Is(unicode.Han, r)
		if kana && han {
			break
		}
	}
	return kana, han
}
