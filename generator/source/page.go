package source

import (
	"path"
	"slices"
	"strings"

	"tassei/generator/diag"
)

// Page is a standing page, such as about, in one language.
type Page struct {
	Title    string
	Markdown string
	Stale    bool   // translated from an older original
	Tag      string // the language that it is really in
}

// readPages reads content/pages/<lang>/*.md.
func (s *Source) readPages() {
	s.pages = map[string]map[string]Page{}
	first := s.city.Languages[0]
	originals := map[string]wording{}
	for _, tag := range s.city.Languages {
		s.pages[tag] = map[string]Page{}
		folder, err := s.root.OpenRoot("content/pages/" + tag)
		if err != nil {
			continue // there is none
		}
		for _, file := range s.under("content/pages/" + tag + "/") {
			name := strings.TrimSuffix(path.Base(file), ".md")
			keys := []string{"title", "original"}
			if tag == first {
				keys = keys[:1]
			}
			w, text := s.markdown(folder, file, keys...)
			if tag != first && w.copied(originals[name], tag) {
				continue
			}
			page := Page{Title: w.title, Markdown: w.body, Tag: tag}
			if w.title == "" && len(w.Problems) == 0 {
				s.problems.Add(diag.New("K117", "key", "title", "hint", "title").At(file, 1, 1))
			}
			if tag == first {
				originals[name] = text
			} else if _, ok := originals[name]; !ok && s.told("content/pages/"+first+"/"+name+".md") {
				page.Stale = true
			} else if !ok {
				s.problems.Add(diag.New("K420", "language", first, "file", "content/pages/"+first+"/"+name+".md").At(file, 1, 1))
			} else {
				if page.Stale = w.fresh(tag, originals[name], s.opened); !page.Stale && originals[name] != nil {
					w.sameAmounts(s.pages[first][name].Markdown, tag)
				}
			}
			s.problems.Add(w.Problems...)
			s.pages[tag][name] = page
		}
		folder.Close()
	}
	for name := range originals {
		s.names = append(s.names, name)
		for _, tag := range s.city.Languages[1:] {
			file := "content/pages/" + tag + "/" + name + ".md"
			if _, ok := s.pages[tag][name]; !ok && !s.told(file) {
				s.problems.Add(diag.New("K412", "id", name, "language", tag, "file", file).At(file, 1, 1))
				s.opened.add(tally{tag: {Total: 1}})
			}
		}
	}
	slices.Sort(s.names)
}

// Pages lists the names of the standing pages of the first language.
func (s *Source) Pages() []string { return s.names }

// StandingFiles lists the files of the standing pages. Nothing about a sheet depends on
// what they say: of languages that the city does not name, of which all texts
// tell whether they are begun, that is an error (lostTongues).
func (s *Source) StandingFiles() []string { return s.under("content/pages/") }

// Page returns a standing page in a language, or in the first language where
// it is not translated; false when there is no such page.
func (s *Source) Page(tag, name string) (Page, bool) {
	if p, ok := s.pages[tag][name]; ok {
		return p, true
	}
	p, ok := s.pages[s.city.Languages[0]][name]
	return p, ok
}
