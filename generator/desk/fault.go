package desk

import (
	"strings"
)

// Fault is a refusal that a clerk can mend.
type Fault struct {
	key   string
	pairs []string
}

func fault(key string, pairs ...string) *Fault { return &Fault{key, pairs} }

// Error is the refusal in English.
func (f *Fault) Error() string { return f.In("en") }

// In is the refusal in a language, "ja" or "en"; any other gets English.
func (f *Fault) In(tag string) string { return say(tag, f.key, f.pairs...) }

// saying is one message in the languages of the program's users.
type saying struct{ ja, en string }

// say fills in a message. Braces hold the names of pairs.
func say(tag, key string, pairs ...string) string {
	s, ok := sayings[key]
	if !ok {
		return key
	}
	text := s.en
	if tag == "ja" {
		text = s.ja
	}
	r := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		r = append(r, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(r...).Replace(text)
}
