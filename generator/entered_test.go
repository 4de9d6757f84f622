package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"

	"tassei/generator/keys"
)

// Whatever can be entered is on a page, in every language that it has, and in the
// open data: a text that the reader takes and nobody shows is lost in silence.
func TestWhateverIsEnteredIsShown(t *testing.T) {
	used := map[string]bool{}
	eachSite(t, func(t *testing.T, s *builtSite) {
		shown := s.everyWord()
		looked := 0
		for name, src := range files(t, filepath.Join(s.source, "data")) {
			var doc map[string]any
			if _, err := toml.Decode(src, &doc); err != nil || !strings.HasSuffix(name, ".toml") {
				continue
			}
			ofSite := name == "glossary.toml" || name == "accessibility.toml" // words about the site, not of the plan
			year, _, _ := strings.Cut(filepath.ToSlash(name), "/")
			if _, err := os.Stat(filepath.Join(s.dir, year)); strings.HasPrefix(year, "FY") && err != nil {
				continue // a draft
			}
			entered(doc, "", func(key, tag string, value any) {
				used[key] = true
				if !forReaders(key, value) {
					return
				}
				looked++
				text := strings.Map(significant, fmt.Sprint(value))
				if f, ok := value.(float64); ok {
					text = strings.Map(significant, fmt.Sprintf("%v", f))
				}
				for _, where := range []string{tag, "data"} {
					if where == "" {
						where = s.first
					}
					if !strings.Contains(shown[where], text) && !(where == "data" && (ofSite || onPagesAlone[key])) {
						t.Errorf("%s: %s = %v stands nowhere in %q", name, key, value, where)
					}
				}
			})
		}
		if looked < 50 {
			t.Errorf("only %d values were looked at", looked)
		}
	})
	if t.Failed() {
		return
	}
	for _, k := range shownKeys() {
		if !used[k] {
			t.Errorf("no site enters %s, so nothing shows that it is on a page", k)
		}
	}
}

// everyWord is all that a site shows: by language its pages, under "data" its files.
func (s *builtSite) everyWord() map[string]string {
	b := map[string]*strings.Builder{"data": {}}
	for _, p := range s.pages {
		if b[p.tag] == nil {
			b[p.tag] = &strings.Builder{}
		}
		b[p.tag].WriteString(shownWords(p.root))
	}
	for name, text := range s.files {
		if strings.HasPrefix(name, "data/") && (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, "json") || strings.HasSuffix(name, ".jsonld")) {
			b["data"].WriteString(strings.ReplaceAll(text, `\n`, " "))
		}
	}
	words := map[string]string{}
	for where, w := range b {
		words[where] = strings.Map(significant, w.String())
	}
	return words
}

// entered calls found with every text and number of a file, the key that it stands
// under and the language that it is in.
func entered(value any, key string, found func(key, tag string, value any)) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			switch {
			case isLanguage(name):
				found(key, name, inner)
			case key == "fields" || key == "targets" || key == "history":
				entered(inner, key, found)
			default:
				entered(inner, name, found)
			}
		}
	case []map[string]any:
		for _, inner := range v {
			entered(inner, key, found)
		}
	case []any:
		for _, inner := range v {
			entered(inner, key, found)
		}
	default:
		found(key, "", v)
	}
}

func isLanguage(name string) bool {
	return len(name) == 2 && name != "id" && name != "is" && name != "to"
}

// forReaders reports whether a value is one that readers are shown as it was entered.
func forReaders(key string, value any) bool {
	switch v := value.(type) {
	case string:
		return slices.Contains(shownKeys(), key) && strings.ContainsFunc(v, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
	case int64, float64:
		return slices.Contains(shownKeys(), key)
	}
	return false
}

// onPagesAlone are what helps to find a place in the source's text.
var onPagesAlone = map[string]bool{"page_lines": true}

// shownKeys are the keys of the book whose values are texts and figures for readers.
func shownKeys() []string {
	var list []string
	for _, place := range keys.Places() {
		for _, k := range place.Keys {
			switch strings.TrimSpace(k.Takes) {
			case "text", "list of texts", "figure", "list of numbers":
				list = append(list, k.Name)
			}
		}
	}
	list = append(list, "published", "percent", "budget", "spent", "planned", "actual", "value", "second", "above", "below", "history", "targets", "fields", "tolerance")
	slices.Sort(list)
	return slices.Compact(list)
}
