package desk

import (
	"embed"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"tassei/generator/keys"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
)

// cityFiles is a city to start from, with placeholders in braces.
//
//go:embed city
var cityFiles embed.FS

// dotFiles are files whose names would be at work in this repository too.
var dotFiles = map[string]string{"gitignore": ".gitignore", "gitattributes": ".gitattributes"}

// CityOptions say what a new city is like. The zero value is a city in Japanese
// and English whose fiscal year begins in April.
type CityOptions struct {
	Year       kpi.Year
	Name       string            // in the first language; "" leaves ○○ to be replaced
	Names      map[string]string // in further languages
	Languages  []string          // the first is the site's own
	FirstMonth int               // of the fiscal year, 0 for April
	Kinds      []string          // of indicator, in the first language
	Levels     []string          // of the plan, from the top, in the first language
	Code       string            // of the place; another scheme stands before a colon: GSS:E07000223
}

// NewCity makes a folder with a city to start from: settings, a part of a plan as
// an example, a draft of the year, standing pages. It passes check without an
// error. The folder must not exist; errors are those of output.BeginNew, or a
// *Fault for options that cannot be.
func NewCity(dir string, o CityOptions) error {
	if len(o.Languages) == 0 {
		o.Languages = []string{"ja", "en"}
	}
	if err := o.check(); err != nil {
		return err
	}
	stage, err := output.BeginNew(dir, output.Options{})
	if err != nil {
		return err
	}
	defer stage.Abort()
	w := &cityWriter{CityOptions: o}
	files := schemaFiles()
	files["data/KEYS.md"] = []byte(keys.Reference())
	add := func(texts map[string]string) {
		for path, text := range texts {
			files[path] = []byte(keys.SchemaLine(path) + text)
		}
	}
	add(w.nodes())
	err = fs.WalkDir(cityFiles, "city", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name = strings.TrimPrefix(name, "city/")
			add(w.files(name, startFile(name)))
		}
		return err
	})
	if err != nil {
		return err
	}
	for path, data := range files {
		if err := stage.Write(path, data); err != nil {
			return err
		}
	}
	_, err = stage.Commit()
	return err
}

// check refuses options that cannot be.
func (o *CityOptions) check() error {
	seen := map[string]bool{}
	for _, tag := range o.Languages {
		if !source.IsTag(tag) || seen[tag] {
			return fault("city language", "language", tag)
		}
		seen[tag] = true
	}
	switch {
	case o.Year < 1900 || o.Year > 2999:
		return fault("year range", "year", o.Year.String())
	case o.FirstMonth < 0 || o.FirstMonth > 12:
		return fault("city month", "month", itoa(o.FirstMonth))
	}
	for _, list := range [][]string{o.Kinds, o.Levels, {o.Name, o.Code}, slices.Collect(maps.Values(o.Names))} {
		for _, word := range list {
			if strings.ContainsAny(word, "\"\\\n\r\t{}") {
				return fault("city word", "word", word)
			}
		}
	}
	return nil
}

// first is the language that the city writes in.
func (o *CityOptions) first() string { return o.Languages[0] }

// page gives the standing pages of each language. A page of a language that the
// program has no words in is left to be translated, but for the first's.
func (w *cityWriter) page(name, text string) map[string]string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(name, "content/pages/"), "/")
	written := path.Base(path.Dir(name)) // ja or en
	files := map[string]string{}
	for i, tag := range w.Languages {
		if written != spoken(tag) || i > 0 && tag != written {
			continue
		}
		page := w.words(text)
		if i == 0 {
			page = withoutLine(page, "original")
		} else {
			if !strings.Contains(page, "\noriginal = ") { // it is the original of the start
				page = strings.Replace(page, "\n+++", "\noriginal = \"{digest}\"\n+++", 1)
			}
			page = strings.ReplaceAll(page, "{digest}", source.Digest([]byte(w.original(rest))))
		}
		files["content/pages/"+tag+"/"+rest] = page
	}
	return files
}

// original is a standing page as the first language has it.
func (w *cityWriter) original(name string) string {
	return withoutLine(w.words(startFile("content/pages/"+spoken(w.first())+"/"+name)), "original")
}

// startFile is a file of the city to start from, "" where there is none.
func startFile(name string) string {
	data, _ := cityFiles.ReadFile("city/" + name)
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// spoken is the language of the program's own words for a language of the city.
func spoken(tag string) string {
	if tag == "ja" {
		return tag
	}
	return "en"
}

// eraMonth writes a month in the short form of the languages' offices.
func eraMonth(m lang.Month) string {
	if name, n := m.Era(); name == "令和" {
		return "R" + itoa(n) + "." + itoa(m.Month)
	}
	return m.ISO()
}
