package opendata

import (
	"slices"
	"strconv"
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// catalog is catalog.jsonld: the year as a DCAT dataset in a catalogue of one,
// ready to be harvested. Addresses are relative to the file unless the city
// has a base_url.
func (s *Set) catalog(info kpi.YearInfo, files []*spool) []byte {
	here := ""
	if s.city.BaseURL != "" {
		here = s.city.BaseURL + Dir(info.Year)
	}
	w := &jsonWriter{}
	w.open('{')
	w.key("@context")
	w.open('{')
	for _, p := range [][2]string{
		{"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}, {"foaf", "http://xmlns.com/foaf/0.1/"},
		{"spdx", "http://spdx.org/rdf/terms#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"}, {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	} {
		w.orNull(p[0], p[1])
	}
	w.close('}')
	w.orNull("@id", here+"catalog.jsonld")
	w.orNull("@type", "dcat:Catalog")
	s.literal(w, "dct:title", s.yearTitle(info.Year))
	s.literal(w, "dct:description", s.say("opendata.description"))
	s.publisher(w)
	w.key("dcat:dataset")
	w.open('{')
	w.orNull("@id", here+"catalog.jsonld#dataset")
	w.orNull("@type", "dcat:Dataset")
	w.orNull("dct:identifier", s.stem()+"_"+strconv.Itoa(int(info.Year)))
	s.literal(w, "dct:title", s.yearTitle(info.Year))
	s.literal(w, "dct:description", s.say("opendata.description"))
	s.publisher(w)
	s.dataset(w, info)
	w.key("dcat:distribution")
	w.open('[')
	for _, f := range files {
		w.next()
		s.distribution(w, here, f)
	}
	w.close(']')
	w.close('}')
	w.close('}')
	return append(w.b, '\n')
}

// dataset writes when, where, in which words and under which terms.
func (s *Set) dataset(w *jsonWriter, info kpi.YearInfo) {
	w.key("dcat:keyword")
	w.open('[')
	for i, tag := range s.languages {
		for _, k := range s.keywords(i) {
			w.next()
			s.tagged(w, tag, k)
		}
	}
	w.close(']')
	w.strings("dct:language", s.languages)
	start, end := s.yearSpan(info.Year)
	w.key("dct:temporal")
	w.open('{')
	w.orNull("@type", "dct:PeriodOfTime")
	s.typed(w, "dcat:startDate", "xsd:date", start)
	s.typed(w, "dcat:endDate", "xsd:date", end)
	w.close('}')
	w.key("dct:spatial")
	w.open('{')
	w.orNull("@type", "dct:Location")
	w.orNull("dct:identifier", s.city.Code)
	s.literal(w, "rdfs:label", s.city.Name)
	w.close('}')
	s.reference(w, "dct:accrualPeriodicity", "http://publications.europa.eu/resource/authority/frequency/ANNUAL")
	if info.PublishedOn != "" {
		s.typed(w, "dct:issued", "xsd:date", info.PublishedOn)
	}
	if url := licenceURL(s.city.Licence); url != "" {
		s.reference(w, "dct:license", url)
	} else {
		s.literal(w, "dct:rights", s.licenceTitle())
	}
	if !info.Source.Name.IsZero() {
		s.literal(w, "dct:source", info.Source.Name)
	}
}

func (s *Set) distribution(w *jsonWriter, here string, f *spool) {
	media, title := s.describe(f.name)
	w.open('{')
	w.orNull("@id", here+"catalog.jsonld#"+f.name)
	w.orNull("@type", "dcat:Distribution")
	s.literal(w, "dct:title", title)
	s.reference(w, "dcat:downloadURL", here+f.name)
	s.reference(w, "dcat:mediaType", "https://www.iana.org/assignments/media-types/"+media)
	s.typed(w, "dcat:byteSize", "xsd:nonNegativeInteger", strconv.FormatInt(f.size, 10))
	w.key("spdx:checksum")
	w.open('{')
	w.orNull("@type", "spdx:Checksum")
	s.reference(w, "spdx:algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
	w.orNull("spdx:checksumValue", f.hex())
	w.close('}')
	w.close('}')
}

// describe finds a file of any year by its name: its media type and title.
func (s *Set) describe(name string) (string, lang.Text) {
	if t := s.tableOf(name); t != nil {
		return "text/csv", s.say("opendata.table." + t.name + ".title")
	}
	switch name {
	case "indicators.json":
		return "application/json", s.say("opendata.file.json")
	case "datapackage.json":
		return "application/json", s.say("opendata.file.datapackage")
	}
	return typeXLSX, s.say("opendata.file.xlsx")
}

func (s *Set) publisher(w *jsonWriter) {
	w.key("dct:publisher")
	w.open('{')
	w.orNull("@type", "foaf:Organization")
	s.literal(w, "foaf:name", s.city.Name)
	w.close('}')
}

// literal writes a text as values with their languages.
func (s *Set) literal(w *jsonWriter, key string, t lang.Text) {
	w.key(key)
	w.open('[')
	for _, tag := range s.languages {
		if words, ok := t[tag]; ok {
			w.next()
			s.tagged(w, tag, words)
		}
	}
	w.close(']')
}

func (s *Set) tagged(w *jsonWriter, tag, words string) {
	w.inline(func() {
		w.open('{')
		w.orNull("@language", tag)
		w.key("@value")
		w.str(words)
		w.close('}')
	})
}

func (s *Set) typed(w *jsonWriter, key, typ, value string) {
	w.key(key)
	w.inline(func() {
		w.open('{')
		w.orNull("@type", typ)
		w.orNull("@value", value)
		w.close('}')
	})
}

func (s *Set) reference(w *jsonWriter, key, id string) {
	w.key(key)
	w.inline(func() { w.open('{'); w.orNull("@id", id); w.close('}') })
}

// yearSpan is the first and the last day of a fiscal year.
func (s *Set) yearSpan(y kpi.Year) (start, end string) {
	first, last := s.city.Calendar.First(y), s.city.Calendar.Last(y)
	return first.ISO() + "-01", time.Date(last.Year, time.Month(last.Month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// SchemaOrg is the schema.org Dataset of a year in one language, for
// <script type="application/ld+json">, where it may stand as it is. root leads
// from the page to the site's root: "" or "../". A tag that is not a language
// of the city gives nil.
func (s *Set) SchemaOrg(info kpi.YearInfo, tag, root string) []byte {
	if s.city.BaseURL != "" {
		root = s.city.BaseURL
	}
	words := func(t lang.Text) string { w, _ := t.In(tag, s.languages...); return w }
	i := slices.Index(s.languages, tag)
	if i < 0 {
		return nil
	}
	w := &jsonWriter{}
	w.open('{')
	w.orNull("@context", "https://schema.org")
	w.orNull("@type", "Dataset")
	w.orNull("name", words(s.yearTitle(info.Year)))
	w.orNull("description", words(s.say("opendata.description")))
	w.orNull("identifier", s.stem()+"_"+strconv.Itoa(int(info.Year)))
	w.strings("keywords", s.keywords(i))
	w.strings("inLanguage", s.languages)
	w.boolean("isAccessibleForFree", true)
	if url := licenceURL(s.city.Licence); url != "" {
		w.orNull("license", url)
	}
	w.key("creator")
	w.open('{')
	w.orNull("@type", "GovernmentOrganization")
	w.orNull("name", words(s.city.Name))
	w.close('}')
	if info.PublishedOn != "" {
		w.orNull("datePublished", info.PublishedOn)
	}
	start, end := s.yearSpan(info.Year)
	w.orNull("temporalCoverage", start+"/"+end)
	w.key("spatialCoverage")
	w.open('{')
	w.orNull("@type", "AdministrativeArea")
	w.orNull("name", words(s.city.Name))
	w.orNull("identifier", s.city.Code)
	w.close('}')
	w.key("distribution")
	w.open('[')
	for _, f := range s.Files(info.Year) {
		w.next()
		w.open('{')
		w.orNull("@type", "DataDownload")
		w.orNull("name", words(f.Title))
		w.orNull("encodingFormat", f.Type)
		w.orNull("contentUrl", root+f.Path)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}
