package site

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// searchEntry is one page with its text.
type searchEntry struct {
	path, title, lang, where, text string
}

// searchIndex finds pages by pairs of characters, so that Japanese, which has
// no spaces, is found from any two characters of a word; English words are
// found through their pairs in the same way.
type searchIndex struct {
	entries []searchEntry
	pairs   map[string]*postings
}

// postings are the places in entries where a pair occurs, as the index file
// writes them: differences in base 36, "0 3 1".
type postings struct {
	last int
	list []byte
}

func newSearchIndex() *searchIndex { return &searchIndex{pairs: map[string]*postings{}} }

func (x *searchIndex) add(e searchEntry) {
	place := len(x.entries)
	folded := foldForSearch(e.text + "\n" + e.title + "\n" + e.where)
	e.text = ""
	x.entries = append(x.entries, e)
	for _, pair := range pairsOf(folded) { // each once
		p := x.pairs[pair]
		if p == nil {
			p = &postings{}
			x.pairs[strings.Clone(pair)] = p // or the map would keep the whole text
		} else {
			p.list = append(p.list, ' ')
		}
		p.list = strconv.AppendInt(p.list, int64(place-p.last), 36)
		p.last = place
	}
}

// foldForSearch makes texts comparable: compatibility forms and widths are
// folded, letters lowered, katakana written as hiragana, signs turned into
// spaces. The script does the same to what is typed.
func foldForSearch(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'ァ' && r <= 'ヶ':
			return r - 'ァ' + 'ぁ'
		case unicode.IsLetter(r) || unicode.IsNumber(r) || r == 'ー':
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKC.String(s))
}

func pairsOf(folded string) []string {
	var pairs []string
	for _, word := range strings.Fields(folded) {
		if utf8.RuneCountInString(word) == 1 {
			pairs = append(pairs, word)
			continue
		}
		for i := 0; i < len(word); {
			_, n := utf8.DecodeRuneInString(word[i:])
			_, m := utf8.DecodeRuneInString(word[i+n:])
			if m == 0 {
				break
			}
			pairs = append(pairs, word[i:i+n+m])
			i += n
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// writeIndex writes the language's index as a classic script, because a page
// opened from a folder may not fetch. It is loaded by the search page alone.
func (l *language) writeIndex() (string, error) {
	x := l.site.index[l.Tag]
	var b bytes.Buffer
	b.WriteString("window.tasseiIndex={pages:[")
	for i, e := range x.entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(scriptText([]string{relative(l.prefix+"search.html", e.path), e.title, e.where, e.lang}))
	}
	b.WriteString("],pairs:{")
	pairs := make([]string, 0, len(x.pairs))
	for pair := range x.pairs {
		pairs = append(pairs, pair)
	}
	slices.Sort(pairs)
	for i, pair := range pairs {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(scriptText(pair))
		b.WriteByte(':')
		b.WriteByte('"')
		b.Write(x.pairs[pair].list)
		b.WriteByte('"')
	}
	b.WriteString("}};\n")
	path := hashedName("assets/index-"+l.Tag+".js", b.Bytes())
	l.site.targets.makes(path)
	return path, l.site.in.Output.Write(path, b.Bytes())
}

// scriptText is JSON that is safe inside a script file; encoding/json escapes
// <, >, & and the line separators.
func scriptText(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings always marshal
	}
	return out
}
