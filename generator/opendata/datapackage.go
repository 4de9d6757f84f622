package opendata

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// profile is the Data Package standard that the descriptors follow.
const profile = "https://datapackage.org/profiles/2.0/datapackage.json"

// yearPackage is datapackage.json of a year over its finished files.
func (s *Set) yearPackage(info kpi.YearInfo, files []*spool) []byte {
	w := &jsonWriter{set: s}
	w.open('{')
	s.packageHead(w, s.stem()+"_"+strconv.Itoa(int(info.Year)), s.in(s.yearTitle(info.Year)))
	if info.PublishedOn != "" {
		w.orNull("created", info.PublishedOn+"T00:00:00Z")
	}
	s.sources(w, info)
	objects(w, "resources", files, func(f *spool) {
		switch t := s.tableOf(f.name); {
		case t != nil:
			s.tableResource(w, f, t)
		case f.name == "indicators.json":
			s.plainResource(w, f, "indicators-json", "opendata.file.json", "json", "application/json")
		default:
			s.plainResource(w, f, "workbook", "opendata.file.xlsx", "xlsx", typeXLSX)
		}
	})
	w.close('}')
	return append(w.b, '\n')
}

// allYearsPackage is data/datapackage.json.
func (s *Set) allYearsPackage(observations *spool) []byte {
	w := &jsonWriter{set: s}
	w.open('{')
	s.packageHead(w, s.stem(), s.in(s.say("opendata.table.observations.title")))
	w.one("resources", func() {
		s.tableResource(w, observations, &s.observations)
	})
	w.close('}')
	return append(w.b, '\n')
}

// given writes a string, or nothing where there is none: a language may leave a
// message empty, and the standard knows no null.
func given(w *jsonWriter, key, s string) {
	if s != "" {
		w.orNull(key, s)
	}
}

// uri is an address in the characters of RFC 3986, which the standard asks for;
// what a browser's address line shows besides them is percent-encoded.
func uri(address string) string {
	var b []byte
	for _, c := range []byte(address) {
		if c > ' ' && c < utf8.RuneSelf-1 && !strings.ContainsRune("\"<>\\^`{|}", rune(c)) {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "%%%02X", c)
		}
	}
	return string(b)
}

func (s *Set) packageHead(w *jsonWriter, name, title string) {
	w.orNull("$schema", profile)
	w.orNull("name", name)
	given(w, "title", title)
	given(w, "description", s.in(s.say("opendata.description")))
	given(w, "homepage", uri(s.city.BaseURL))
	if list := s.keywords(0); len(list) > 0 {
		w.strings("keywords", list)
	}
	w.one("licenses", func() {
		w.orNull("name", licenceName(s.city.Licence))
		given(w, "path", uri(s.city.Licence.Address()))
		given(w, "title", s.in(s.licenceTitle()))
	})
	w.one("contributors", func() {
		w.orNull("title", s.in(s.city.Name))
		w.strings("roles", []string{"publisher"})
	})
}

// sources names the printed document that the figures were taken from.
func (s *Set) sources(w *jsonWriter, info kpi.YearInfo) {
	name := s.in(info.Source.Name)
	if name == "" {
		return
	}
	w.one("sources", func() {
		w.orNull("title", name)
	})
}

func (s *Set) plainResource(w *jsonWriter, f *spool, name, title, format, media string) {
	w.orNull("name", name)
	w.orNull("path", f.name)
	given(w, "title", s.in(s.say(title)))
	w.orNull("format", format)
	w.orNull("mediatype", media)
	s.sizes(w, f)
}

func (s *Set) sizes(w *jsonWriter, f *spool) {
	w.key("bytes")
	w.b = strconv.AppendInt(w.b, f.size, 10)
	w.orNull("hash", f.hash())
}

var tableName = pattern.New(`kpi_([a-z_]+)_[0-9]+\.csv$`)

// tableOf is the table that a file of a year is, nil for one that is none.
func (s *Set) tableOf(file string) *table {
	m := tableName.FindStringSubmatch(file)
	if m == nil {
		return nil
	}
	for _, t := range s.yearly() {
		if t.name == m[1] {
			return t
		}
	}
	return nil
}

// tableResource describes a CSV: its form, its fields and their meaning.
func (s *Set) tableResource(w *jsonWriter, f *spool, t *table) {
	w.orNull("name", t.name)
	w.orNull("path", f.name)
	w.orNull("type", "table")
	given(w, "title", s.in(s.say("opendata.table."+t.name+".title")))
	given(w, "description", s.in(s.say("opendata.table."+t.name+".description")))
	w.orNull("format", "csv")
	w.orNull("mediatype", "text/csv")
	w.orNull("encoding", "utf-8")
	s.sizes(w, f)
	w.object("dialect", func() {
		w.boolean("header", true)
		w.orNull("delimiter", ",")
		w.orNull("lineTerminator", "\r\n")
		w.orNull("quoteChar", `"`)
		w.boolean("doubleQuote", true)
	})
	w.object("schema", func() {
		objects(w, "fields", t.fields, func(field Field) { s.describeField(w, field) })
		if len(t.key) > 0 {
			w.strings("primaryKey", t.key)
		}
		if t.of != nil {
			w.one("foreignKeys", func() {
				w.strings("fields", t.of.key)
				w.object("reference", func() {
					w.orNull("resource", t.of.name)
					w.strings("fields", t.of.key)
				})
			})
		}
		w.strings("missingValues", []string{""})
	})
}

// describeField writes what a field is. unit, vocabulary, titles and meanings are
// additions to the standard, which allows them; title and description are its
// own and stand in the first language.
func (s *Set) describeField(w *jsonWriter, f Field) {
	w.orNull("name", f.Name)
	w.orNull("type", string(f.Type))
	given(w, "title", s.in(f.Title))
	given(w, "description", s.in(f.Meaning))
	w.text("titles", f.Title)
	w.text("descriptions", f.Meaning)
	if !f.Unit.IsZero() {
		w.text("unit", f.Unit)
	}
	if f.Vocabulary != "" {
		w.orNull("vocabulary", f.Vocabulary)
	}
	values := s.values(f.Vocabulary)
	listed := len(values) > 0 && !f.List
	if f.Required || listed {
		w.object("constraints", func() {
			if f.Required {
				w.boolean("required", true)
			}
			if listed {
				w.strings("enum", values)
			}
		})
	}
}

// keywords are the subject words in the i-th language.
func (s *Set) keywords(i int) []string {
	var list []string
	for k := range strings.SplitSeq(s.catalogues[i].Say("opendata.keywords"), ";") {
		if k = strings.TrimSpace(k); k != "" {
			list = append(list, k)
		}
	}
	return list
}

// licenceName is the licence's short name; a Data Package wants one even where
// the source states no terms.
func licenceName(l kpi.Licence) string {
	if !l.Stated() {
		return "notspecified"
	}
	if strings.Trim(l.ID, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._") != "" {
		return "other"
	}
	return l.ID
}

// licenceTitle is the name of the terms, or that none are stated.
func (s *Set) licenceTitle() lang.Text {
	l := s.city.Licence
	switch {
	case !l.Stated():
		return s.say("opendata.licence.not-stated")
	case !l.Title.IsZero():
		return l.Title
	case l.Address() != "":
		return s.say("opendata.licence." + strings.ReplaceAll(l.ID, ".", "-"))
	}
	return lang.Plain(s.first, l.ID)
}
