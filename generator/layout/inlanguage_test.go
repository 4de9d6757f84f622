package layout_test

import (
	"testing"

	"tassei/generator/must"
)

// TestALanguageIsCompiledAgainForOtherWordsOnly counts how often a message is asked for: once when it is compiled.
func TestALanguageIsCompiledAgainForOtherWordsOnly(t *testing.T) {
	set, asked := load(t, files("base.html", `{{t "a"}}`, "pages/x.html", ""), nil, nil), 0
	made := func(tag string, words map[string]string) string {
		text := func(key string, _ ...string) (string, error) { asked++; return words[key], nil }
		return render(t, set.InLanguage(tag, words, text), "x", plain{})
	}
	for _, c := range []struct {
		tag, word string
		asked     int
	}{{"ja", "甲", 1}, {"ja", "甲", 1}, {"en", "A", 2}, {"ja", "甲", 2}, {"ja", "乙", 3}, {"ja", "甲", 4}} {
		must.Be(t, made(c.tag, map[string]string{"a": c.word}), c.word)
		must.Be(t, asked, c.asked)
	}
}
