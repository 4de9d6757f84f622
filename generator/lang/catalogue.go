package lang

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Catalogue is every message of the program's pages in one language, read from
// layouts/messages/<tag>.toml. A message may hold placeholders in braces:
// "{total} indicators". Where a message has the forms key.one and key.other (and
// others that its language has), Count chooses between them.
type Catalogue struct {
	Tag      string
	counting language.Tag // by whose rules it counts
	// messages are parsed once, because pages ask for them many times.
	messages map[string]message

	group, decimal, minus, plus string

	firstMonth int               // of the fiscal year; 0 is April
	back       bool              // a year's number is that of its end
	yearName   string            // the city's way to call a year; "" takes the language's
	own        map[string]string // what any message may name: what the place and its sections are called
}

// message is literal text and placeholder names in turn: even elements are
// text, odd ones names.
type message []string

// NewCatalogue makes a catalogue from flat keys ("overview.sentence") to
// messages. It fails when a placeholder is not closed, naming all such keys.
func NewCatalogue(tag string, flat map[string]string) (*Catalogue, error) {
	c := &Catalogue{Tag: tag, counting: language.Make(tag), messages: make(map[string]message, len(flat))}
	var bad []string
	for key, s := range flat {
		m, ok := parseMessage(strings.ReplaceAll(s, "→", Arrow(tag)))
		if !ok {
			bad = append(bad, key)
		}
		c.messages[key] = m
	}
	if len(bad) > 0 {
		slices.Sort(bad)
		return nil, fmt.Errorf("catalogue %s: a brace is not closed in %s", tag, strings.Join(bad, ", "))
	}
	c.group, c.decimal = c.or("format.group", ","), c.or("format.decimal", ".")
	c.minus, c.plus = c.or("format.minus", "−"), c.or("format.plus", "+")
	c.own = map[string]string{"place": c.or("format.place", "city")}
	c.SetSections("", "")
	return c, nil
}

func parseMessage(s string) (message, bool) {
	var m message
	for {
		text, rest, found := strings.Cut(s, "{")
		m = append(m, text)
		if !found {
			return m, true
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return m, false
		}
		m = append(m, name)
		s = after
	}
}

// Placeholders lists the names in braces of a text, sorted, each once; closed is
// false when a brace is never closed.
func Placeholders(text string) (names []string, closed bool) {
	m, closed := parseMessage(text)
	return m.names(), closed
}

// names are the odd parts.
func (m message) names() (names []string) {
	for i := 1; i < len(m); i += 2 {
		names = append(names, m[i])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Has reports whether the catalogue knows the message.
func (c *Catalogue) Has(key string) bool { _, ok := c.messages[key]; return ok }

// Keys lists all messages in alphabetical order.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.messages)) }

// Placeholders lists the names in braces of a message, sorted, each once, so
// that a test can compare the languages.
func (c *Catalogue) Placeholders(key string) []string {
	return c.messages[key].names()
}

// Unfilled begins what stands where a message, or a value for it, is not there.
const Unfilled = "⟦"

// Say returns the message with its placeholders filled in from pairs of name
// and value. A message that the catalogue lacks comes out as its key in
// brackets, where a test and a reader cannot overlook it; so does a
// placeholder that was given no value.
func (c *Catalogue) Say(key string, pairs ...string) string {
	m, ok := c.messages[key]
	if !ok {
		return Unfilled + key + "⟧"
	}
	if len(m) == 1 {
		return m[0]
	}
	var b strings.Builder
	for i, part := range m {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		if word, ok := c.own[part]; ok {
			b.WriteString(word)
			continue
		}
		b.WriteString(value(part, pairs))
	}
	return b.String()
}

// openPlaceholders are the placeholders that any message may have: what the place calls
// itself, and what it calls its sections in charge: one, several, and both with a
// capital.
var openPlaceholders = []string{"place", "section", "sections", "Section", "Sections"}

// OpenPlaceholder reports whether a placeholder is one that any message may have.
func OpenPlaceholder(name string) bool { return slices.Contains(openPlaceholders, name) }

// SetPlace tells what the place calls itself, "" for the word that its name ends
// in, or else the language's own.
func (c *Catalogue) SetPlace(called, name string) {
	if called == "" {
		called = c.calledIn(name)
	}
	if called != "" {
		c.own["place"] = called
	}
}

// SetSections tells what the place calls a section in charge and several of them,
// "" for the language's own words.
func (c *Catalogue) SetSections(one, several string) {
	if one == "" {
		one, several = c.or("format.section", "section"), c.or("format.sections", c.or("format.section", "sections"))
	}
	several = Several(c.Tag, one, several)
	c.own["section"], c.own["sections"] = one, several
	c.own["Section"], c.own["Sections"] = capital(one), capital(several)
}

// Several is the word for several of what one word names: the one given, else in
// English its plural, else the same word.
func Several(tag, one, several string) string {
	switch {
	case several != "":
		return several
	case one == "" || Base(tag) != "en":
		return one
	}
	lower := strings.ToLower(one)
	switch before := strings.TrimSuffix(lower, "y"); {
	case before != lower && !strings.ContainsAny(before[max(0, len(before)-1):], "aeiou"):
		return one[:len(one)-1] + "ies"
	case strings.HasSuffix(lower, "s"), strings.HasSuffix(lower, "x"), strings.HasSuffix(lower, "ch"), strings.HasSuffix(lower, "sh"):
		return one + "es"
	}
	return one + "s"
}

// capital is a word at the beginning of a sentence or a heading.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// calledIn finds one of the words of format.places in a name: 星野町 is a 町,
// Harrow Vale District Council a council. A word of letters counts wherever it
// stands by itself, the last one first; where names have no spaces only their end
// does: 水道企業団 is no 道.
func (c *Catalogue) calledIn(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	spoken := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	found, last := "", -1
	for word := range strings.FieldsSeq(c.or("format.places", "")) {
		if strings.HasSuffix(name, word) && len(word) > len(found) && word[0] >= utf8.RuneSelf {
			found, last = word, len(spoken)
		}
		if at := lastIndex(spoken, word); at > last {
			found, last = word, at
		}
	}
	return found
}

// lastIndex is where a word stands last in a list, -1 where it does not.
func lastIndex(list []string, word string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == word {
			return i
		}
	}
	return -1
}

// Count is Say for a message about n things: it takes the form that the language has
// for n (key.one, key.few), key.other where there is none, or plain key where the
// language does not distinguish. The placeholder {n} is the number itself.
func (c *Catalogue) Count(key string, n int, pairs ...string) string {
	form := key + "." + pluralForm(c.counting, n)
	if !c.Has(form) {
		form = key + ".other"
	}
	if !c.Has(form) {
		form = key
	}
	return c.Say(form, append([]string{"n", c.Number(strconv.Itoa(n))}, pairs...)...)
}

func (c *Catalogue) or(key, otherwise string) string {
	if m, ok := c.messages[key]; ok && len(m) == 1 {
		return m[0]
	}
	return otherwise
}

func value(name string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	if plain, by := CountedFrom(name); by != 0 {
		if n, err := strconv.Atoi(value(plain, pairs)); err == nil {
			return strconv.Itoa(n + by)
		}
	}
	return Unfilled + name + "⟧"
}
