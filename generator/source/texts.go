package source

import (
	"slices"
	"strings"
	"unicode"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/toml"
)

// text reads a text by language: a table {ja = "…", en = "…"}, or a plain
// string in the first language.
func (t *table) text(key string) lang.Text {
	n := t.take(key)
	if n == nil {
		return nil
	}
	return t.r.text(n, key)
}

func (r *reader) text(n *toml.Node, key string) lang.Text {
	switch n.Kind {
	case toml.String:
		if nothing(n) {
			r.empty(n, key)
			return nil
		}
		text := lang.Plain(r.languages[0], n.Text)
		r.untranslated(n, key, text)
		return text
	case toml.Table:
		t := r.open(n)
		text := t.languages(key)
		t.done()
		return text
	}
	r.wrong(n, key, "text")
	return nil
}

// languages reads the texts of a table that may hold other keys too.
func (t *table) languages(key string) lang.Text {
	text := lang.Text{}
	for _, tag := range t.r.languages {
		if s := t.text1(tag); s != "" {
			text[tag] = s
		}
	}
	// A language that the city does not name is told as such, not as a key.
	for _, e := range t.n.Keys {
		if isTag(e.Key) && !slices.Contains(t.r.languages, e.Key) {
			t.known = append(t.known, e.Key)
			if slices.Contains(t.r.silenced, e.Key) {
				continue
			}
			p := diag.New("K417", "language", e.Key)
			if meant := otherTags[e.Key]; slices.Contains(t.r.languages, meant) && !t.has(meant) {
				p.Args["hint"], p.Args["near"] = "near", meant
				text[meant] = t.text1(e.Key)
			}
			t.r.Problems = append(t.r.Problems, t.r.At(p, e.At, e.End))
		}
	}
	first := t.r.languages[0]
	if !t.has(first) && !text.Has(first) && t.n.Kind != toml.Broken {
		t.r.add(t.n, "K117", "key", first, "hint", "language")
	}
	t.r.references(t.n, key, text)
	t.r.untranslated(t.n, key, text)
	if len(text) == 0 {
		return nil
	}
	return text
}

// untranslated counts the languages of a text and warns of those it lacks.
func (r *reader) untranslated(n *toml.Node, key string, text lang.Text) {
	if len(text) > 0 && !needsWords(text[r.languages[0]]) {
		return
	}
	first := text[r.languages[0]]
	for _, tag := range r.languages[min(1, len(r.languages)):] {
		if n.Kind == toml.Table && lang.Untranslated(first, text[tag], tag) {
			// What is in no language of its page is shown in the original, as what is missing.
			delete(text, tag)
			r.count(tag, lang.Coverage{Total: 1})
			r.add(n.Get(tag), "K416", "key", key, "language", tag, "first", r.languages[0], "message", "copied", "hint", "copied")
			continue
		}
		if text.Has(tag) {
			r.count(tag, lang.Coverage{Done: 1, Total: 1})
			continue
		}
		r.count(tag, lang.Coverage{Total: 1})
		if !(n.Kind == toml.Table && n.Get(tag) != nil) {
			p := diag.New("K416", "key", key, "language", tag, "text", first, "first", r.languages[0])
			if n.Kind == toml.String { // it has no { } yet to add to
				p.Args["hint"], p.Args["text"] = "plain", n.Text
			}
			r.Put(p, n)
		}
	}
}

// needsWords reports whether a text has letters that want a translation: a
// sign such as ％, a number, a code with a number (H1, PI 203, 1.1a) or a unit of
// the metric system does not.
func needsWords(s string) bool {
	switch {
	case strings.IndexFunc(s, unicode.IsLetter) < 0:
		return false
	case strings.ContainsAny(s, "0123456789") && codeForm.MatchString(s):
		return false
	}
	return len(s) > longestMetricUnit || !metricUnit.MatchString(s)
}

// longestMetricUnit is how many bytes a unit has at most, for a quick no.
const longestMetricUnit = len("µg/m³")

var (
	codeForm   = pattern.New(`^(?:[A-Z]{1,4}[-. ]?[0-9]+(?:[-. ][0-9]+)*[a-z]?|[0-9]+(?:[-.][0-9]+)*[a-z])$`)
	metricUnit = pattern.New(`^(?:mm|cm|m|km|m²|m2|km²|km2|m³|m3|ha|g|kg|t|kt|Mt|l|L|ml|kL|ML|W|kW|MW|GW|kWh|MWh|GWh|GJ|TJ|dB|°C|℃|µg/m³|μg/m³|km/h|m/s)$`)
)

func (r *reader) count(tag string, c lang.Coverage) {
	if r.tally == nil {
		r.tally = tally{}
	}
	r.tally.add(tally{tag: c})
}

// IsTag reports whether a word has the form of a language's tag: ja, zh-Hans.
func IsTag(word string) bool { return isTag(word) }

// isTag reports whether a key can only be meant as a language.
func isTag(key string) bool {
	if len(key) == 2 {
		return key[0] >= 'a' && key[0] <= 'z' && key[1] >= 'a' && key[1] <= 'z'
	}
	return len(key) > 3 && key[2] == '-' && isTag(key[:2])
}

// texts reads a list of texts by language.
func (t *table) texts(key string) []lang.Text {
	n := t.take(key)
	if n == nil {
		return nil
	}
	if n.Kind != toml.Array {
		switch {
		case n.Kind == toml.String && !nothing(n):
			t.r.add(n, "K118", "key", key, "wanted", "kind.list", "hint", "textlist", "text", n.Text)
		case n.Kind == toml.Table && len(n.Keys) > 0:
			t.r.add(n, "K118", "key", key, "wanted", "kind.list", "hint", "brackets")
		default:
			t.r.wrong(n, key, "list")
		}
		return nil
	}
	var list []lang.Text
	for _, item := range n.Items {
		if item.Kind == toml.Broken {
			continue
		}
		if text := t.r.text(item, key); text != nil {
			list = append(list, text)
		}
	}
	return list
}
