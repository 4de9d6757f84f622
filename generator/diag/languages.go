package diag

import (
	"slices"
	"strings"

	"tassei/generator/pattern"
)

// inTwo is a text in a hint as a place with Japanese and another language writes it.
var inTwo = pattern.New(`\{ja = "([^"]*)", ([a-z][a-z0-9-]*) = "([^"]*)"`)

// inLanguages writes the texts that a hint shows in the languages of the place
// that reads it: {ja = "…", en = "…"} is {en = "…", cy = "…"} for a council of
// Wales. A place with Japanese first, or of no known languages, keeps them.
func (p Problem) inLanguages(hint string) string {
	tags := strings.Fields(p.Args["languages"])
	if len(tags) == 0 || len(tags) > 1 && tags[0] == "ja" {
		return hint
	}
	return inTwo.ReplaceAllStringFunc(hint, func(s string) string {
		f := inTwo.FindStringSubmatch(s)
		first, second := f[1], f[2]
		switch {
		case tags[0] == "ja" || p.given(first):
		case f[3] != "…":
			first = f[3]
		default:
			first = "…"
		}
		out := "{" + tags[0] + ` = "` + first + `"`
		if len(tags) > 1 {
			if second == tags[0] || !slices.Contains(tags, second) {
				second = tags[1]
			}
			out += ", " + second + ` = "…"`
		}
		return out
	})
}

// given reports whether words come from the place's own data.
func (p Problem) given(words string) bool {
	for name, value := range p.Args {
		if name != "message" && name != "hint" && value != "" && short(Visible(value)) == words {
			return true
		}
	}
	return false
}
