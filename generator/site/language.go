package site

import (
	"html/template"
	"io"
	"strings"
	"sync"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/layout"
	"tassei/generator/prose"
)

// language is a voice with its compiled layouts and its place in the site.
type language struct {
	voice
	site   *Site
	prefix string // "" for the first language, "en/" for others
	pages  layouts
	shown  func() *shows // what they show

	glossary *glossary           // the words that pages explain; nil for none
	paper    map[kpi.Year]string // the style of the year's sheets of paper; 0 for pages of no year
	beside   map[kpi.Year]Frame  // what the pages of a year's sheets share
}

// layouts are the compiled pages of one language.
type layouts struct {
	home       *layout.Compiled[HomePage]
	overview   *layout.Compiled[OverviewPage]
	initiative *layout.Compiled[InitiativePage]
	indicator  *layout.Compiled[IndicatorPage]
	embed      *layout.Compiled[EmbedPage]
	section    *layout.Compiled[SectionPage]
	list       *layout.Compiled[ListPage]
	print      *layout.Compiled[PrintPage]
	sheet      *layout.Compiled[PrintSheet]
	changes    *layout.Compiled[ChangesPage]
	source     *layout.Compiled[SourcePage]
	prose      *layout.Compiled[ProsePage]
	data       *layout.Compiled[DataPage]
	search     *layout.Compiled[SearchPage]
	archive    *layout.Compiled[ArchivePage]
	notFound   *layout.Compiled[NotFoundPage]
}

func newLanguage(s *Site, tag string, first bool) (*language, error) {
	l := &language{site: s, voice: newVoice(s.in.Catalogues[tag], s.in.City, s.in.Years), beside: map[kpi.Year]Frame{}, paper: map[kpi.Year]string{}}
	if !first {
		l.prefix = tag + "/"
	}
	if l.glossary = newGlossary(s.in.City.Terms, tag, l.first); l.glossary != nil {
		l.glossary.toPrint(l.Say("overview.words"), l.terms())
	}
	set := s.in.Layouts.InLanguage(tag, l.Catalogue, messages(l.Catalogue))
	m := maker{set: set, tried: s.in.Tried}
	l.pages = layouts{
		home:       compile[HomePage](&m, "home"),
		overview:   compile[OverviewPage](&m, "overview"),
		initiative: compile[InitiativePage](&m, "initiative"),
		indicator:  compile[IndicatorPage](&m, "indicator"),
		embed:      compile[EmbedPage](&m, "embed"),
		section:    compile[SectionPage](&m, "section"),
		list:       compile[ListPage](&m, "list"),
		print:      compile[PrintPage](&m, "print"),
		sheet:      compile[PrintSheet](&m, "sheet"),
		changes:    compile[ChangesPage](&m, "changes"),
		source:     compile[SourcePage](&m, "source"),
		prose:      compile[ProsePage](&m, "prose"),
		data:       compile[DataPage](&m, "data"),
		search:     compile[SearchPage](&m, "search"),
		archive:    compile[ArchivePage](&m, "archive"),
		notFound:   compile[NotFoundPage](&m, "404"),
	}
	if len(m.faults) > 0 {
		return nil, layout.Problems(m.faults)
	}
	l.shown = sync.OnceValue(l.showing)
	return l, nil
}

// messages are what layouts call t. They follow from the catalogue alone.
func messages(c *lang.Catalogue) layout.Text {
	return func(key string, pairs ...string) (string, error) {
		if !c.Has(key) {
			return "", layout.NoMessage(key, c.Keys())
		}
		said := c.Say(key, pairs...)
		if strings.Contains(said, lang.Unfilled) {
			for _, name := range c.Placeholders(key) {
				if !lang.OpenPlaceholder(name) && !given(pairs, name) {
					return "", layout.NoValue(key, name)
				}
			}
		}
		return said, nil
	}
}

// given reports whether pairs of name and value have a name.
func given(pairs []string, name string) bool {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return true
		}
	}
	return false
}

// maker compiles the layouts of a language.
type maker struct {
	set    *layout.Set
	tried  bool
	faults layout.Errors
}

// compile gathers the faults of all layouts instead of stopping at the first.
func compile[T any](m *maker, kind string) *layout.Compiled[T] {
	if m.tried {
		return layout.Later[T](m.set, kind)
	}
	page, err := layout.Page[T](m.set, kind)
	if err != nil {
		faults := layout.Problems(err)
		if len(faults) == 0 {
			panic(err) // a type of this package that no page can have
		}
		m.faults = append(m.faults, faults...)
	}
	return page
}

// to links from a page to another page of the same language.
func (l *language) to(from, page string) string { return l.toFile(from, l.prefix+page) }

// toFile links from a page to any file of the site, by its path from the root.
func (l *language) toFile(from, path string) string {
	target, _, _ := strings.Cut(path, "#")
	l.site.targets.link(from, target)
	return relative(from, path)
}

// prose turns a comment or a standing page into HTML. Its ids begin with
// prefix; level is how far its headings are pushed down.
func (l *language) prose(text *prose.Document, prefix, from, tag string, y kpi.Year, level int) template.HTML {
	html := text.HTML(nil, prose.Options{
		IDPrefix: prefix, HeadingOffset: level, Language: tag, BackLabel: l.Say("footnote.back"),
		Resolve: func(id string) (href, title string, ok bool) {
			ind := l.site.plan[kpi.ID(id)]
			if ind == nil || !l.site.in.Active(ind, y) {
				return "", "", false
			}
			return l.to(from, y.String()+"/"+id+".html"), "", true
		},
	})
	return template.HTML(html)
}

// write renders a compiled layout and writes it.
func write[T any](l *language, page *layout.Compiled[T], path string, data *T) error {
	buf := l.site.buffers.Get().(*[]byte)
	defer l.site.buffers.Put(buf)
	out, err := page.Append((*buf)[:0], data)
	if err != nil {
		return err
	}
	*buf = out
	return l.site.put(path, l.directed(out, false))
}

// stream is write for a page with long lists, which is never held whole.
func stream[T any](l *language, page *layout.Compiled[T], path string, data *T) error {
	if l.site.turns {
		return write(l, page, path, data) // directions want the whole page
	}
	return l.site.publish(path, func(out io.Writer) (err error) {
		buf := l.site.buffers.Get().(*[]byte)
		defer l.site.buffers.Put(buf)
		*buf, err = page.Write(out, *buf, data)
		return err
	})
}
