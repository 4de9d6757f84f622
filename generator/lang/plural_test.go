package lang

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"tassei/generator/must"
)

// Each line is a language and what it says of numbers, as CLDR has it.
func TestPluralForm(t *testing.T) {
	for _, s := range []string{
		"en other:0 one:1 other:2 other:21",
		"fr one:0 one:1 other:2", "fr-CA one:0", "pt one:0 one:1 other:2", "pt-PT other:0 one:1",
		"pl many:0 one:1 few:2 few:4 many:5 many:11 many:12 many:21 few:22 many:112 few:122",
		"ru many:0 one:1 few:2 many:5 many:11 one:21 few:22 many:111 one:121", "uk one:101 many:14",
		"cs other:0 one:1 few:2 few:4 other:5 other:22", "sk few:3",
		"hr one:21 few:2 other:5 other:12", "sl other:0 one:1 two:2 few:3 few:4 other:5 one:101 two:102",
		"lt other:0 one:1 few:2 other:11 one:21 other:20", "lv zero:0 one:1 other:2 zero:11 one:21 zero:20",
		"ro few:0 one:1 few:2 few:19 other:20 few:101", "is one:1 other:11 one:21",
		"ar zero:0 one:1 two:2 few:3 few:10 many:11 many:99 other:100 other:102 few:103",
		"cy zero:0 one:1 two:2 few:3 other:4 many:6 other:7", "ga one:1 two:2 few:3 many:7 other:11 other:0",
		"gd one:11 two:12 few:3 few:19 other:20", "he one:1 two:2 other:3", "mt one:1 few:0 few:10 many:11 other:20",
		"sv other:0 one:1 other:2", "xx one:1 other:2",
	} {
		tag, cases, _ := strings.Cut(s, " ")
		for c := range strings.FieldsSeq(cases) {
			form, number, _ := strings.Cut(c, ":")
			var n int
			must.Succeed(t, must.Err(fmt.Sscan(number, &n)))
			must.Be(t, pluralForm(language.Make(tag), n), form, tag, n)
		}
	}
}

func TestPluralForms(t *testing.T) {
	for tag, want := range map[string]string{"en": "one other", "ko": "other", "zh-Hant": "other", "pl": "one few other", "uk": "one few other", "cs": "one few other",
		"ar": "zero one two few many other", "lv": "zero one other"} {
		must.Equal(t, PluralForms(tag), strings.Fields(want), tag, want)
	}
}

// What Polish says of 2 is neither what it says of 1 nor of 5; a file without a form takes other.
func TestCountInFewAndMany(t *testing.T) {
	c, err := NewCatalogue("pl", map[string]string{"n.one": "{n} wskaźnik", "n.few": "{n} wskaźniki", "n.other": "{n} wskaźników", "m.one": "a", "m.other": "b"})
	must.Succeed(t, err)
	for n, want := range map[int]string{1: "1 wskaźnik a", 3: "3 wskaźniki b", 5: "5 wskaźników b", 22: "22 wskaźniki b"} {
		must.Be(t, c.Count("n", n)+" "+c.Count("m", n), want)
	}
}
