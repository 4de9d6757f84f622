package site

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// searchEntry is one page with its words, sorted by where they stand.
type searchEntry struct {
	path, title, lang string
	where             string   // code and label, as a result shows them
	line              string   // achievement, band and flags, as a result shows them
	keys              []string // what the page is called besides its title: codes, labels, ids
	head              string   // the finding and the figures
	text              string   // everything else
	foreign           string   // text that is in the first language, for want of a translation
	grams             string   // by which it is found, a line each; "" before they are made
}

// searchIndex leads from what is typed to the pages that may have it; the script
// then looks each up in the page's own text. Scripts without spaces are found by
// pairs of characters, others by words and their beginnings.
//
// The texts are written in files of their own, as soon as one is full, so that
// the memory does not grow with the site, and only those are loaded that a
// search needs.
type searchIndex struct {
	tag     string
	entries []searchEntry // without their texts
	grams   map[string]*postings
	texts   [][4]string // of the file that is being filled
	bytes   int
	files   []string // written, by path
	firsts  []int    // the first entry of each file
	write   func(name string, data []byte) (path string, err error)
	turn    func(e *searchEntry, text *[4]string) // keeps their order in words of another direction; nil where there is none
}

// textFileBytes is how full a file of texts becomes: small sites have one,
// large ones load few of many.
const textFileBytes = 256 << 10

// postings are the places in entries where a gram occurs: the differences, as
// varints, for there are millions.
type postings struct {
	last int
	list []byte
}

// add adds a place, after all that are in it.
func (p *postings) add(place int) {
	p.list = binary.AppendUvarint(p.list, uint64(place-p.last))
	p.last = place
}

// appendTo appends them as the index file writes them, in base 36: "0 3 1".
func (p *postings) appendTo(b []byte) []byte {
	for rest := p.list; len(rest) > 0; {
		if len(rest) < len(p.list) {
			b = append(b, ' ')
		}
		step, n := binary.Uvarint(rest)
		b, rest = strconv.AppendUint(b, step, 36), rest[n:]
	}
	return b
}

func newSearchIndex(tag string, write func(name string, data []byte) (string, error)) *searchIndex {
	return &searchIndex{tag: tag, grams: map[string]*postings{}, write: write}
}

// texts are what the script looks a page up in.
func (e *searchEntry) texts() [4]string {
	return [4]string{strings.Join(e.keys, "\n"), e.head, e.text, e.foreign}
}

// index makes the grams, which takes long and which any worker can do.
func (e *searchEntry) index() {
	text := e.texts()
	g := gramSets.Get().(*gramSet)
	g.cut(foldForSearch(e.title + "\n" + e.where + "\n" + e.line + "\n" + strings.Join(text[:], "\n")))
	e.grams = strings.Join(g.list, "\n")
	g.reset()
	gramSets.Put(g)
}

func (x *searchIndex) add(e searchEntry) error {
	place, text := len(x.entries), e.texts()
	if e.grams == "" {
		e.index()
	}
	for gram := range strings.SplitSeq(e.grams, "\n") { // each once
		if gram == "" {
			continue // a page without a word
		}
		p := x.grams[gram]
		if p == nil {
			p = &postings{}
			x.grams[strings.Clone(gram)] = p // or the map would keep the whole text
		}
		p.add(place)
	}
	if len(x.texts) == 0 {
		x.firsts = append(x.firsts, place)
	}
	if x.turn != nil {
		x.turn(&e, &text)
	}
	x.texts = append(x.texts, text)
	for _, s := range text {
		x.bytes += len(s)
	}
	e.keys, e.head, e.text, e.foreign, e.grams = nil, "", "", "", ""
	x.entries = append(x.entries, e)
	if x.bytes >= textFileBytes {
		return x.flush()
	}
	return nil
}

// flush writes the texts that have gathered.
func (x *searchIndex) flush() error {
	if len(x.texts) == 0 {
		return nil
	}
	path, err := x.write(textsName(x.tag, len(x.files)), textsScript(x.firsts[len(x.firsts)-1], x.texts))
	x.files = append(x.files, path)
	x.texts, x.bytes = nil, 0
	return err
}

// textsName is what the nth file of texts is called, without its hash, and textsScript what it holds.
func textsName(tag string, n int) string { return "assets/index-" + tag + "-" + itoa(n) + ".js" }

func textsScript(first int, texts [][4]string) []byte {
	return slices.Concat([]byte("tasseiTexts("+itoa(first)+","), scriptText(texts), []byte(");\n"))
}

// foldForSearch makes texts comparable: compatibility forms and widths are
// folded, letters lowered, katakana written as hiragana, 1,647 as 1647, Arabic and
// Hebrew without the signs over and under their letters (see bare). The
// script does the same, to what is typed and to the texts.
func foldForSearch(s string) string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r < 0x591:
		case r <= 0x6F9 || r >= 0x200C && r <= 0x2069:
			return bare(r)
		case r >= 'ァ' && r <= 'ヶ':
			return r - 'ァ' + 'ぁ'
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
	if !strings.Contains(folded, ",") {
		return folded
	}
	var b strings.Builder
	for i := range len(folded) {
		if folded[i] == ',' && i > 0 && digitAt(folded, i-1) && digitAt(folded, i+1) && digitAt(folded, i+2) && digitAt(folded, i+3) {
			continue
		}
		b.WriteByte(folded[i])
	}
	return b.String()
}

// bare is a letter as people type it who leave out vowel signs, the hamza over a letter and
// what stretches a word, and who write Persian with an Arabic keyboard; −1 for a sign that goes.
func bare(r rune) rune {
	switch {
	case unicode.Is(unicode.Mn, r) || r == 'ـ' || r == 0x200C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066:
		return -1
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	}
	switch r {
	case 'آ', 'أ', 'إ', 'ٱ':
		return 'ا'
	case 'ؤ':
		return 'و'
	case 'ئ', 'ى', 'ی':
		return 'ي'
	case 'ة', 'ۀ':
		return 'ه'
	case 'ک':
		return 'ك'
	}
	return r
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// The kinds of characters that make up runs.
const (
	noRun = iota
	unspaced
	digits
	letters
)

// runKind tells the kind of a run that a character belongs to.
func runKind(r rune) int {
	switch { // nearly all characters are of these, and the tables are slow
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return letters
	case r >= '0' && r <= '9':
		return digits
	case r < utf8.RuneSelf:
		return noRun
	case r >= 'ぁ' && r <= 'ゖ' || r >= 'ァ' && r <= 'ヺ' || r >= '一' && r <= '龥':
		return unspaced
	}
	return runKindOf(r)
}

// runKindOf is runKind of any character.
func runKindOf(r rune) int {
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return unspaced
	case unicode.IsNumber(r):
		return digits
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letters
	}
	return noRun
}

// gramSet gathers grams, each once, in the order in which they first come.
type gramSet struct {
	list []string
	met  map[string]bool
}

// gramSets are as large as the page with the most grams so far.
var gramSets = sync.Pool{New: func() any { return &gramSet{met: map[string]bool{}} }}

func (g *gramSet) reset() {
	clear(g.list)
	clear(g.met)
	g.list = g.list[:0]
}

func (g *gramSet) add(gram string) {
	if !g.met[gram] {
		g.met[gram] = true
		g.list = append(g.list, gram)
	}
}

// cut adds the grams of a folded text: pairs of Japanese (a lone character as it
// is), whole words and numbers of the rest.
func (g *gramSet) cut(folded string) {
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		kind, end := runKind(r), i+n
		for end < len(folded) {
			r, n := utf8.DecodeRuneInString(folded[end:])
			if runKind(r) != kind {
				break
			}
			end += n
		}
		if kind != noRun {
			g.addRun(folded[i:end], kind)
		}
		i = end
	}
}

func (g *gramSet) addRun(run string, kind int) {
	_, first := utf8.DecodeRuneInString(run)
	if kind != unspaced || first == len(run) {
		g.add(run)
		if rest := withoutArticle(run); rest != "" {
			g.add(rest)
		}
		return
	}
	for i, n := 0, first; i+n < len(run); {
		_, m := utf8.DecodeRuneInString(run[i+n:])
		g.add(run[i : i+n+m])
		i, n = i+n, m
	}
}

// withoutArticle is an Arabic word that is written in one with its article, and with and, in, as
// or for before it, without them; "" for any other. The script looks it up so.
func withoutArticle(word string) string {
	if word[0] != "ا"[0] && word[0] != "ك"[0] { // the two first bytes of these letters
		return ""
	}
	for _, article := range []string{"ال", "وال", "فال", "بال", "كال", "لل"} {
		if rest, one := strings.CutPrefix(word, article); one && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
	}
	return ""
}

// indexName is what a language's index is called, without its hash.
func indexName(tag string) string { return "assets/index-" + tag + ".js" }

// writeIndex writes the language's index as a classic script, because a page
// opened from a folder may not fetch. It is loaded by the search page alone. The rest are
// pages that belong to no initiative.
func (l *language) writeIndex(rest []searchEntry) (string, error) {
	x := l.site.index[l.Tag]
	for _, e := range rest {
		if err := x.add(e); err != nil {
			return "", err
		}
	}
	if err := x.flush(); err != nil {
		return "", err
	}
	out := []byte("window.tasseiIndex={pages:[")
	for i, e := range x.entries {
		out = appendNext(out, i == 0, l.indexLine(&e))
	}
	out = append(append(append(out, "],foreign:"...), scriptText(l.first)...), ",texts:["...)
	for i, path := range x.files {
		out = appendNext(out, i == 0, fileLine(x.firsts[i], l.searchLink(path)))
	}
	out = append(out, "],grams:{"...)
	for i, gram := range slices.Sorted(maps.Keys(x.grams)) {
		out = appendNext(out, i == 0, gramLine(gram, x.grams[gram].appendTo(nil)))
	}
	return l.site.hashed(indexName(l.Tag), append(out, "}};\n"...))
}

// indexLine is a page as the index has it: what a result shows.
func (l *language) indexLine(e *searchEntry) []byte {
	return scriptText([]string{l.searchLink(e.path), e.title, e.lang, e.where, e.line})
}

// fileLine is a file of texts as the index has it, and gramLine where a gram occurs.
func fileLine(first int, link string) []byte {
	return append(append([]byte("["+itoa(first)+","), scriptText(link)...), ']')
}

func gramLine(gram string, list []byte) []byte {
	return append(append(append(scriptText(gram), `:"`...), list...), '"')
}

// searchLink leads from the search page to a file.
func (l *language) searchLink(path string) string { return relative(l.prefix+"search.html", path) }

// scriptText is JSON that is safe inside a script file; encoding/json escapes
// <, >, & and the line separators.
func scriptText(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings always marshal
	}
	return out
}
