package diag

import "strings"

// Saying is one message in the languages of the program's users: Japanese, English.
type Saying [2]string

// In is the message in a language: "ja" or "en", any other gets English.
func (s Saying) In(tag string) string {
	if tag == "ja" {
		return s[0]
	}
	return s[1]
}

// Sayings are messages by their keys: what commands and screens say that is no
// problem of a file.
type Sayings map[string]Saying

// Say fills in a message; braces hold the names of pairs. The language is "ja" or
// "en", any other gets English. A key that is not there stands for itself, where
// nobody overlooks it.
func (s Sayings) Say(tag, key string, pairs ...string) string {
	saying, ok := s[key]
	if !ok {
		return key
	}
	filled := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		filled = append(filled, "{"+pairs[i]+"}", shown(pairs[i+1]))
	}
	return strings.NewReplacer(filled...).Replace(saying.In(tag))
}

// shown is what a message is filled with as it may be printed: a name that a file or a
// server gave may hold what a terminal would obey. Only lines stay lines.
func shown(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = Visible(line)
	}
	return strings.Join(lines, "\n")
}
