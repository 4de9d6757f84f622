// Package keys knows every key of the TOML files: where it stands, what it takes,
// what it means in Japanese and English, and an example. The reference of the
// data folder and `explain KEY` are made from it.
package keys

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
)

//go:embed keys.txt
var book string

//go:embed plan.txt
var planBook string

// Place is one file or table with its keys.
type Place struct {
	Where  string // data/city.toml [[band]]
	Ja, En string // what it is
	Keys   []Key
}

// Key is one key at one place.
type Key struct {
	Name     string
	Takes    string // the kind of value
	Required bool
	Ja, En   string // what it means
	Example  string // as TOML
}

// Places reads the book. It panics on a book that it cannot read, which a test
// finds first.
func Places() []Place {
	var list []Place
	for line := range strings.Lines(book) {
		line = strings.TrimSpace(line)
		if where, ok := strings.CutPrefix(line, "== "); ok {
			parts := strings.Split(where, " | ")
			list = append(list, Place{Where: parts[0], Ja: parts[1], En: parts[2]})
			continue
		}
		if len(list) == 0 || line == "" {
			continue
		}
		place := &list[len(list)-1]
		kind, text, ok := strings.Cut(line, ": ")
		if !ok || len(kind) != 2 {
			parts := strings.Split(line, " | ")
			place.Keys = append(place.Keys, Key{Name: parts[0], Takes: parts[1], Required: len(parts) > 2})
			continue
		}
		k := &place.Keys[len(place.Keys)-1]
		switch kind {
		case "ja":
			k.Ja = text
		case "en":
			k.En = text
		case "ex":
			k.Example = text
		}
	}
	return list
}

// takes are the kinds of value in Japanese.
var takes = map[string]string{
	"text": "文（言語ごと）", "word": "文字", "number": "数", "list": "並び", "table": "{ } の表", "true or false": "true か false", "date": "日付",
	"year": "年度", "figure": "値", "id": "指標の id", "address": "アドレス", "expression": "計算式", "condition": "条件",
	"list of tables": "[[ ]] の表", "list of texts": "文の並び", "list of numbers": "数の並び", "word or table": "文字か { } の表", "number or word": "数か文字",
}

// In tells what a key takes and means in a language.
func (k Key) In(lang string) (kind, meaning string) {
	if lang == "ja" {
		return takes[k.Takes], k.Ja
	}
	return k.Takes, k.En
}

// Explain writes what a key means at each place that has it; false when no place
// does.
func Explain(w io.Writer, name, lang string) bool {
	return explain(w, lang, func(k Key) bool { return k.Name == name })
}

// Naming prints the keys whose meaning or example names a word, such as a value that
// they take (not-measured, half-up). It returns false where there is none.
func Naming(w io.Writer, word, lang string) bool {
	return word != "" && explain(w, lang, func(k Key) bool {
		_, meaning := k.In(lang)
		return names(meaning, word) || names(k.Example, word)
	})
}

// names reports whether a text has a word: Latin words as a whole.
func names(text, word string) bool {
	inside := func(c byte) bool {
		return c == '-' || c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	text = strings.ToLower(text)
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(word)
		if (from == 0 || !inside(text[from-1]) || !inside(word[0])) && (to == len(text) || !inside(text[to]) || !inside(word[len(word)-1])) {
			return true
		}
		at = to
	}
}

func explain(w io.Writer, lang string, is func(Key) bool) bool {
	found := false
	for _, p := range Places() {
		for _, k := range p.Keys {
			if !is(k) {
				continue
			}
			found = true
			kind, meaning := k.In(lang)
			need := ""
			if k.Required {
				need = map[string]string{"ja": "、必ず書く", "en": ", required"}[lang]
			}
			fmt.Fprintf(w, "%s: %s (%s%s)\n  %s\n  %s\n", p.Where, k.Name, kind, need, meaning, k.Example)
		}
	}
	return found
}

// figures are the keys that hold a figure, as the heading of its table names them; such a table stands wherever they do.
const figures = "値 figure: "

// Homes tells where a key may stand, with an example: in figures where a table that is none asks, and not as the
// heading of a table ([[unit]]) where it stands elsewhere too.
func Homes(name string, figure bool) (where []string, example string) {
	heading := ""
	for _, p := range Places() {
		for _, k := range p.Keys {
			place, ofFigure := strings.CutPrefix(p.Where, figures)
			switch file, _, _ := strings.Cut(place, " "); {
			case k.Name != name || ofFigure && figure:
				continue
			case k.Takes == "list of tables":
				heading = place
				continue
			case ofFigure:
				place += " = {…}"
			default:
				if _, inner, ok := strings.Cut(k.En, "(inside "); ok {
					inner, _, _ = strings.Cut(inner, ")")
					place = file + " " + inner
				}
			}
			if !slices.Contains(where, place) {
				where = append(where, place)
			}
			if example == "" {
				example = k.Example
			}
		}
	}
	if where == nil && heading != "" {
		return []string{heading}, "[[" + name + "]]"
	}
	return where, example
}

// Example is how a table, or a list of tables, is written under a key: within { } where
// some place shows it so. It is "" where no place has such a key.
func Example(name string) (example string) {
	for _, p := range Places() {
		for _, k := range p.Keys {
			if k.Name == name && strings.Contains(k.Takes, "table") && (example == "" || !strings.Contains(example, "{")) {
				example = k.Example
			}
		}
	}
	return example
}

// Names lists every key once, sorted.
func Names() []string {
	var list []string
	for _, p := range Places() {
		for _, k := range p.Keys {
			list = append(list, k.Name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Reference is data/KEYS.md: every key in Japanese and English.
func Reference() string {
	var b strings.Builder
	b.WriteString("# 項目の一覧 (Every key)\n\nTOML のファイルに書ける項目のすべてです。プログラムから作っています（`go test ./generator/keys -update`）。`go run ./generator explain 項目` でも読めます。\n\n" +
		"Every key of the TOML files, made from the program. `go run ./generator explain KEY` shows the same.\n\n" +
		"● は必ず書く項目です。文（言語ごと）は `{ja = \"…\", en = \"…\"}`、または最初の言語だけを `\"…\"` と書きます。\n\n● marks what is required. A text is `{ja = \"…\", en = \"…\"}`, or `\"…\"` in the first language alone.\n")
	for _, p := range Places() {
		fmt.Fprintf(&b, "\n## %s\n\n%s / %s\n\n| | 項目 key | 値 value | 意味 | meaning | 例 example |\n| --- | --- | --- | --- | --- | --- |\n", p.Where, p.Ja, p.En)
		for _, k := range p.Keys {
			mark := ""
			if k.Required {
				mark = "●"
			}
			fmt.Fprintf(&b, "| %s | `%s` | %s (%s) | %s | %s | `%s` |\n", mark, k.Name, takes[k.Takes], k.Takes, k.Ja, k.En, strings.ReplaceAll(k.Example, "|", "\\|"))
		}
	}
	writeHoldings(&b)
	return b.String()
}
