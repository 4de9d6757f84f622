package diag

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"tassei/generator/pattern"
)

//go:embed rules
var book embed.FS

var placeholder = pattern.New(`\{([a-z_]+)(:word)?\}`)

// Rule is one page of the rule book.
type Rule struct {
	Code     string
	Severity Severity
	// Where, Wrong and Right are the example: the file that it stands in and
	// the two texts. A rule about whole files shows a list of files instead, in
	// which (wrong) and (right) stand for remarks in the reader's language.
	Where, Wrong, Right string
	// Also is another right text, "" for none.
	Also string
	// Hides are the rules that are not told of a language while this one is.
	Hides []string

	words map[string]map[string]string // by language, then by field
}

// in returns the rule's words in a language, or in English.
func (r Rule) in(lang string) map[string]string {
	if w, ok := r.words[lang]; ok {
		return w
	}
	return r.words["en"]
}

// Title is the rule in a few words.
func (r Rule) Title(lang string) string { return r.in(lang)["title"] }

// Why says what the rule is good for.
func (r Rule) Why(lang string) string { return r.in(lang)["why"] }

// Text is one text of the rule with its placeholders, by the name that it has
// in the rule's file, such as "message" or "hint.number".
func (r Rule) Text(lang, name string) string { return r.in(lang)[name] }

// Names lists the texts that the rule has in a language, in alphabetical order.
func (r Rule) Names(lang string) []string {
	var names []string
	for name := range r.words[lang] {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// read holds the pages that were asked for. A run needs few of them, so none is
// read at start-up.
var read sync.Map // code → *Rule, nil for none

// Find returns the rule with the code.
func Find(code string) (Rule, bool) {
	if r, ok := read.Load(code); ok {
		return *r.(*Rule), r.(*Rule).Code != ""
	}
	r := &Rule{}
	if b, err := book.ReadFile("rules/" + code + ".txtar"); err == nil {
		*r = parseRule(code, string(b))
	}
	read.Store(code, r)
	return *r, r.Code != ""
}

// Rules lists the whole book by code.
func Rules() []Rule {
	names, err := fs.Glob(book, "rules/K*.txtar")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	rules := make([]Rule, 0, len(names))
	for _, name := range names {
		r, _ := Find(strings.TrimSuffix(strings.TrimPrefix(name, "rules/"), ".txtar"))
		rules = append(rules, r)
	}
	return rules
}

func parseRule(code, text string) Rule {
	head, sections := split(text)
	about := fields(head)
	r := Rule{Code: code, Severity: Severity(about["severity"]), Hides: strings.Fields(about["hides"]), words: map[string]map[string]string{}}
	for _, s := range sections {
		switch name, where, _ := strings.Cut(s.name, " "); name {
		case "wrong":
			r.Where, r.Wrong = where, s.text
		case "right":
			r.Right = s.text
		case "also":
			r.Also = s.text
		default:
			r.words[name] = fields(s.text)
		}
	}
	return r
}

type section struct{ name, text string }

// split reads the txtar format: a head, then sections that begin with a line
// such as "-- ja --".
func split(text string) (head string, sections []section) {
	var at *string = &head
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(name, " --") {
			sections = append(sections, section{name: strings.TrimSpace(strings.TrimSuffix(name, " --"))})
			at = &sections[len(sections)-1].text
			continue
		}
		*at += line
	}
	return head, sections
}

// fields reads lines of the form "name: text"; a line that begins with a space
// goes on with the text before it.
func fields(text string) map[string]string {
	m := map[string]string{}
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, " ") && last != "" {
			m[last] += " " + strings.TrimSpace(line)
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
			last = strings.TrimSpace(name)
			m[last] = strings.TrimSpace(value)
		}
	}
	return m
}

// vocabulary is rules/words.txt: by language, the field's word for the names
// that stand in arguments.
var vocabulary = sync.OnceValue(func() map[string]map[string]string {
	b, err := book.ReadFile("rules/words.txt")
	if err != nil {
		panic(err) // embedded
	}
	words := map[string]map[string]string{}
	_, sections := split(string(b))
	for _, s := range sections {
		words[s.name] = fields(s.text)
	}
	return words
})

// wordFor is the field's word for a name, or the name itself.
func wordFor(lang, name string) string {
	words, ok := vocabulary()[lang]
	if !ok {
		words = vocabulary()["en"]
	}
	if w, ok := words[name]; ok {
		return w
	}
	return short(Visible(name))
}

// nearestCodes lists up to three codes that a mistyped one may mean.
func nearestCodes(code string) []string {
	var codes, near []string
	for _, r := range Rules() {
		codes = append(codes, r.Code)
	}
	for range 3 {
		k := Nearby(code, codes)
		if k == "" {
			break
		}
		near = append(near, k)
		codes = slices.DeleteFunc(codes, func(c string) bool { return c == k })
	}
	return near
}

// Explain prints the page of a rule. For an unknown code it prints the nearest
// codes and returns false.
func Explain(w io.Writer, code, lang string) bool {
	code = strings.ToUpper(strings.TrimSpace(code))
	r, ok := Find(code)
	say := func(name string) string { return wordFor(lang, "explain."+name) }
	if !ok {
		fmt.Fprintf(w, "%s: %s\n", Visible(short(code)), say("unknown"))
		for _, near := range nearestCodes(code) {
			n, _ := Find(near)
			fmt.Fprintf(w, "  %s  %s\n", near, n.Title(lang))
		}
		return false
	}
	fmt.Fprintf(w, "%s%s %s\n\n", r.Code, edged(say(string(r.Severity))), r.Title(lang))
	fmt.Fprintf(w, "%s\n", r.Why(lang))
	if hint := r.Text(lang, "hint"); hint != "" {
		fmt.Fprintf(w, "\n%s\n    %s\n", say("mend"), placeholder.ReplaceAllString(hint, "…"))
	}
	where := ""
	if r.Where != "" {
		where = " " + r.Where
	}
	for _, e := range [...]struct{ title, text string }{
		{say("wrong") + where, r.Wrong}, {say("right"), r.Right}, {say("also"), r.Also},
	} {
		if e.text == "" {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", e.title)
		for line := range strings.Lines(strings.TrimRight(r.remarks(lang, e.text), "\n") + "\n") {
			fmt.Fprintf(w, "    %s", line)
		}
	}
	return true
}

// remarks puts the reader's words in place of (wrong) and (right).
func (r Rule) remarks(lang, example string) string {
	for _, name := range [...]string{"wrong", "right"} {
		if words := r.Text(lang, "example."+name); words != "" {
			words = wordFor(lang, "explain.open") + words + wordFor(lang, "explain.close")
			example = strings.ReplaceAll(example, "("+name+")", words)
		}
	}
	return example
}

// edged turns the signs that stand for spaces in words.txt into spaces.
func edged(s string) string { return strings.ReplaceAll(s, "_", " ") }
