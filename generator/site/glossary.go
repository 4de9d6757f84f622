package site

import (
	"bytes"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/layout"
)

// glossary finds the words that are explained, in finished pages. The pages are
// already escaped, so its words are too, and only text between tags is looked at.
type glossary struct {
	exact, folded glossaryWords
	meaning       []glossaryLine // what paper says of each, in the glossary's order
	heading       string         // above them, escaped
}

// glossaryLine is a word with its meaning, as it stands at the end of what is printed.
type glossaryLine struct{ id, html string }

// newGlossary takes the words of the page's language and, because texts without a translation stand in it, of the first.
func newGlossary(terms []kpi.Term, tags ...string) *glossary {
	if len(terms) == 0 {
		return nil
	}
	g := &glossary{folded: glossaryWords{folds: true}}
	for _, t := range terms {
		words := t.Also
		for _, tag := range tags {
			words = append(words[:len(words):len(words)], t.Word[tag])
		}
		for _, word := range words {
			if utf8.RuneCountInString(word) < 2 {
				continue // one character stands in too many words
			}
			w := glossaryWord{id: t.ID}
			w.letter = strings.IndexFunc(word, unicode.IsLetter) >= 0 && word[0] < utf8.RuneSelf
			w.kana = strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(unicode.Hiragana, r) }) < 0
			if w.letter && strings.ToUpper(word) != word {
				g.folded.add(w, strings.ToLower(word))
			} else {
				g.exact.add(w, word)
			}
		}
	}
	g.exact.sort()
	g.folded.sort()
	return g
}

// leaveOut are the elements in which no word is linked: links, which cannot hold
// another, ways through the site, headings, which lead to themselves, and what is drawn, chosen or copied.
var leaveOut = []string{"a", "nav", "h2", "h3", "h4", "svg", "code", "pre", "button", "select", "label", "script", "style", "blockquote", "summary", "caption", "thead", "dl class=\"glossary\"", "dl class=glossary"}

// toPrint has the glossary's words explained at the end of each page that uses them, on paper only: a link
// leads nowhere there.
func (g *glossary) toPrint(heading string, terms []TermView) {
	phrase := func(p Phrase) string {
		if p.Lang == "" {
			return template.HTMLEscapeString(p.Text)
		}
		return `<span lang="` + p.Lang + `">` + template.HTMLEscapeString(p.Text) + "</span>"
	}
	g.heading = template.HTMLEscapeString(heading)
	for _, t := range terms {
		g.meaning = append(g.meaning, glossaryLine{t.ID, "<div><dt>" + phrase(t.Word) + "</dt><dd>" + phrase(t.Meaning) + "</dd></div>"})
	}
}

// printed appends the words of a page with their meanings.
func (g *glossary) printed(dst []byte, used map[string]bool, level string) []byte {
	if len(used) == 0 || len(g.meaning) == 0 {
		return dst
	}
	dst = append(dst, `<section class="paper-only words"><`+level+`>`+g.heading+`</`+level+`><dl class="glossary">`...)
	for _, line := range g.meaning {
		if used[line.id] {
			dst = append(dst, line.html...)
		}
	}
	return append(dst, "</dl></section>\n"...)
}

// link appends a page to dst, with each word linked where it first stands in the
// page's main part, and all of them explained at its end for paper.
func (g *glossary) link(dst, page []byte, href string) []byte {
	done, used := map[string]bool{}, map[string]bool{}
	at := bytes.Index(page, []byte("<main"))
	if at < 0 {
		return append(dst, page...)
	}
	dst = append(dst, page[:at]...)
	for page = page[at:]; len(page) > 0; {
		tag := bytes.IndexByte(page, '<')
		if tag < 0 {
			break
		}
		dst = g.inText(dst, page[:tag], href, done)
		page = page[tag:]
		n := bytes.IndexByte(page, '>') + 1
		if n == 0 {
			break
		}
		if bytes.HasPrefix(page, []byte("</main")) {
			for id := range done {
				used[id] = true
			}
			dst = g.printed(dst, used, "h2")
			break
		}
		if name := leftOut(page[1:n]); name != "" {
			n = over(page, name)
			if name == "a" || name[0] == 'h' {
				g.use(page[:n], used)
			}
		}
		dst, page = append(dst, page[:n]...), page[n:]
	}
	return append(dst, page...)
}

// leaveOutBy are the same by the first byte of their names.
var leaveOutBy = func() (by [1 << 8][]string) {
	for _, name := range leaveOut {
		by[name[0]] = append(by[name[0]], name)
	}
	return by
}()

// leftOut is the name of the element if nothing is linked in it.
func leftOut(tag []byte) string {
	for _, name := range leaveOutBy[tag[0]] {
		if bytes.HasPrefix(tag, []byte(name)) && (tag[len(name)] == '>' || tag[len(name)] == ' ') {
			name, _, _ = strings.Cut(name, " ")
			return name
		}
	}
	return ""
}

// over is how long an element is that begins a page, with what is in it. It looks
// for the name, not for tags, of which a drawing has hundreds.
func over(page []byte, name string) int {
	depth, at := 0, 0
	for {
		next := bytes.Index(page[at:], []byte(name))
		if next < 0 {
			return len(page)
		}
		from := at + next
		at = from + len(name)
		if at == len(page) || page[at] != '>' && page[at] != ' ' {
			continue
		}
		switch {
		case page[from-1] == '<':
			depth++
		case page[from-1] == '/' && page[from-2] == '<':
			if depth--; depth == 0 {
				return at + bytes.IndexByte(page[at:], '>') + 1
			}
		}
	}
}

// explain puts the words of a sheet, which begins at a place of a page, before its end.
func (g *glossary) explain(page []byte, from int) []byte {
	used := map[string]bool{}
	g.use(page[from:], used)
	end := bytes.LastIndex(page, []byte("</section>"))
	if end < from {
		return page
	}
	rest := string(page[end:])
	return append(g.printed(page[:end], used, "h3"), rest...)
}

// use notes the words that stand in a link or a heading, where none is linked.
func (g *glossary) use(part []byte, used map[string]bool) {
	for i := 0; i+1 < len(part); {
		if part[i] == '<' {
			end := bytes.IndexByte(part[i:], '>')
			if end < 0 {
				return
			}
			i += end + 1
			continue
		}
		if w, n := g.at(part, i); n > 0 {
			used[w.id] = true
			i += n
			continue
		}
		i = nextLetter(part, i)
	}
}

func (g *glossary) inText(dst, text []byte, href string, done map[string]bool) []byte {
	from := 0
	for i := 0; i+1 < len(text); {
		if w, n := g.at(text, i); n > 0 && !done[w.id] {
			done[w.id] = true
			dst = append(dst, text[from:i]...)
			dst = append(dst, `<a class="term" href="`+href+"#term-"+w.id+`">`...)
			dst = append(append(dst, text[i:i+n]...), "</a>"...)
			i += n
			from = i
			continue
		}
		i = nextLetter(text, i)
	}
	return append(dst, text[from:]...)
}

// nextLetter is where the letter after another begins; in HTML &amp; is one.
func nextLetter(text []byte, i int) int {
	if text[i] == '&' {
		if n := bytes.IndexByte(text[i:], ';'); n > 0 {
			return i + n + 1
		}
	}
	i++
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

// at is the longest word that stands at a place of a text, and how long it is there.
func (g *glossary) at(text []byte, i int) (w *glossaryWord, n int) {
	w, n = g.exact.at(text, i)
	if other, m := g.folded.at(text, i); other != nil && (w == nil || len(other.text) > len(w.text)) {
		return other, m
	}
	return w, n
}

// explained is write for a page whose words are linked to where they are explained.
func explained[T any](l *language, page *layout.Compiled[T], path string, data *T) error {
	if l.glossary == nil {
		return write(l, page, path, data)
	}
	drawn, linked := l.site.buffers.Get().(*[]byte), l.site.buffers.Get().(*[]byte)
	defer l.site.buffers.Put(drawn)
	defer l.site.buffers.Put(linked)
	out, err := page.Append((*drawn)[:0], data)
	if err != nil {
		return err
	}
	*drawn = out
	*linked = l.glossary.link((*linked)[:0], out, l.to(path, "method.html"))
	return l.site.put(path, l.directed(*linked, false))
}
