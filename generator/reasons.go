package main

import (
	"slices"
	"strings"

	"tassei/generator/archive"
	"tassei/generator/pattern"
)

// why is a text given on the command line, once for each language, as
// ja=… and en=…, or plainly in the city's first language.
type why []string

func (r *why) String() string { return strings.Join(*r, " ") }

// Set adds one text.
func (r *why) Set(value string) error {
	*r = append(*r, value)
	return nil
}

var inOneLanguage = pattern.New(`^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=(.*)$`)

// in tells the first language's text from those of the others. Without
// languages, where a city cannot be read, the first text is the first.
func (r why) in(s *session, name string, languages []string) (first string, further archive.Words, err error) {
	texts := map[string]string{}
	main := ""
	if len(languages) > 0 {
		main = languages[0]
	}
	for i, value := range r {
		tag := main
		if m := inOneLanguage.FindStringSubmatch(value); m != nil {
			if tag, value = m[1], m[2]; i == 0 && len(languages) == 0 {
				main = tag
			}
		}
		switch _, twice := texts[tag]; {
		case len(languages) > 0 && !slices.Contains(languages, tag):
			return "", nil, s.sayError("reason language", "flag", name, "lang", tag, "known", strings.Join(languages, ", "))
		case twice:
			return "", nil, s.sayError("reason twice", "flag", name, "lang", tag)
		case strings.TrimSpace(value) == "":
			return "", nil, s.sayError("no reason", "flag", name)
		}
		texts[tag] = value
	}
	first, given := texts[main]
	if !given {
		return "", nil, s.sayError("no first reason", "flag", name, "lang", main)
	}
	delete(texts, main)
	return first, texts, nil
}
