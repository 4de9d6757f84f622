package opendata

import (
	"path"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// The catalogues are DCAT in JSON-LD, after the application profile DCAT-AP:
// testdata/dcat-ap.txt has what that asks for, and a test holds every catalogue
// against it.

// CatalogPath is the catalogue over all years.
const CatalogPath = "data/catalog.jsonld"

// The vocabularies of the European Union that the profile wants.
const authority = "http://publications.europa.eu/resource/authority/"

// offer is a file as a catalogue names it.
type offer struct {
	path string // from the site's root
	size int64
	sum  string // SHA-256 in hex; "" where the catalogue is part of the file itself
}

func (f *spool) offer(dir string) offer { return offer{dir + f.name, f.size, f.done.hex} }

// catalog writes one file of descriptions. Addresses are relative to the file
// unless the city has a base_url.
type catalog struct {
	*jsonWriter
	set  *Set
	from string          // the file's folder from the site's root
	said map[string]bool // what was described in full before
}

func (s *Set) newCatalog(from string) *catalog {
	c := &catalog{&jsonWriter{}, s, from, map[string]bool{}}
	c.open('{')
	c.object("@context", func() {
		for _, p := range [][2]string{
			{"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}, {"foaf", "http://xmlns.com/foaf/0.1/"},
			{"spdx", "http://spdx.org/rdf/terms#"}, {"vcard", "http://www.w3.org/2006/vcard/ns#"},
			{"xsd", "http://www.w3.org/2001/XMLSchema#"}, {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
		} {
			c.orNull(p[0], p[1])
		}
	})
	return c
}

// to is the address of something of the site.
func (c *catalog) to(target string) string {
	if base := c.set.city.BaseURL; base != "" {
		return base + target
	}
	up := ""
	for from := c.from; ; from = from[:strings.LastIndexByte(strings.TrimSuffix(from, "/"), '/')+1] {
		if rest, inside := strings.CutPrefix(target, from); inside {
			return up + rest
		}
		up += "../"
	}
}

// described writes what has an address of its own: in full where it comes first,
// and by its address alone from then on.
func (c *catalog) described(target string, write func()) {
	id := c.to(target)
	if c.said[id] {
		c.only(id)
		return
	}
	c.said[id] = true
	c.open('{')
	c.orNull("@id", id)
	write()
	c.close('}')
}

// yearCatalog is catalog.jsonld of a year: a catalogue of one dataset, ready to
// be harvested by itself.
func (s *Set) yearCatalog(info kpi.YearInfo, files []offer) []byte {
	c := s.newCatalog(Dir(info.Year))
	c.head(Dir(info.Year)+"catalog.jsonld", s.yearTitle(info.Year))
	c.key("dcat:dataset")
	c.year(info, files, 0)
	c.close('}')
	return append(c.b, '\n')
}

// allCatalog is the catalogue of the site: every year as a dataset of one
// series, and the table over all years.
func (s *Set) allCatalog(years []*Year, all []offer) []byte {
	c := s.newCatalog("data/")
	c.head(CatalogPath, s.titleOf("catalog"))
	c.key("dcat:resource")
	c.series()
	c.key("dcat:dataset")
	c.open('[')
	before := kpi.Year(0)
	for _, y := range years {
		c.next()
		c.year(y.info, y.offers, before)
		before = y.info.Year
	}
	c.next()
	c.open('{')
	c.orNull("@id", c.to(CatalogPath+"#all-years"))
	c.orNull("@type", "dcat:Dataset")
	c.orNull("dct:identifier", s.stem()+"_observations")
	c.literal("dct:title", s.titleOf("all"))
	c.literal("dct:description", s.say("opendata.table.observations.description"))
	if len(years) > 0 {
		c.span(years[0].info.Year, before)
	}
	c.common()
	c.distributions(all)
	c.close('}')
	c.close(']')
	c.close('}')
	return append(c.b, '\n')
}

// head writes what a catalogue says of itself.
func (c *catalog) head(file string, title lang.Text) {
	c.orNull("@id", c.to(file))
	c.orNull("@type", "dcat:Catalog")
	c.literal("dct:title", title)
	c.literal("dct:description", c.set.say("opendata.description"))
	c.publisher()
	c.typed("foaf:homepage", c.to("index.html"), "foaf:Document")
	c.languages()
	c.place()
	c.terms()
}

// series is what the datasets of all years belong to.
func (c *catalog) series() {
	c.described(CatalogPath+"#series", func() {
		c.orNull("@type", "dcat:DatasetSeries")
		c.literal("dct:title", c.set.titleOf("series"))
		c.literal("dct:description", c.set.say("opendata.description"))
		c.publisher()
		c.contact()
		c.place()
		c.yearly()
	})
}

// year writes the dataset of a year; before is the year before it in the series, or 0.
func (c *catalog) year(info kpi.YearInfo, files []offer, before kpi.Year) {
	s := c.set
	id := func(y kpi.Year) string { return c.to(Dir(y) + "catalog.jsonld#dataset") }
	c.open('{')
	c.orNull("@id", id(info.Year))
	c.orNull("@type", "dcat:Dataset")
	c.orNull("dct:identifier", s.stem()+"_"+strconv.Itoa(int(info.Year)))
	c.literal("dct:title", s.yearTitle(info.Year))
	c.literal("dct:description", s.say("opendata.description"))
	c.key("dcat:inSeries")
	c.series()
	if before != 0 {
		c.reference("dcat:prev", id(before))
	}
	c.span(info.Year, info.Year)
	c.common()
	if info.PublishedOn != "" {
		c.value("dct:issued", "xsd:date", info.PublishedOn)
	}
	if !info.Source.Name.IsZero() {
		c.labelled("dct:provenance", "dct:ProvenanceStatement", info.Source.Name)
	}
	c.distributions(files)
	c.close('}')
}

// common writes whose a dataset is, what it is about and under which terms it stands.
func (c *catalog) common() {
	c.publisher()
	c.contact()
	c.typed("dcat:landingPage", c.to("data.html"), "foaf:Document")
	c.typed("foaf:page", c.to("method.html"), "foaf:Document") // the rules, bands and forms of targets, in words
	c.key("dcat:keyword")
	c.open('[')
	for i, tag := range c.set.languages {
		for _, k := range c.set.keywords(i) {
			c.next()
			c.tagged(tag, k)
		}
	}
	c.close(']')
	c.reference("dcat:theme", authority+"data-theme/GOVE")
	c.languages()
	c.place()
	c.terms()
	c.yearly()
}

// yearly says how often there is something new.
func (c *catalog) yearly() {
	c.typed("dct:accrualPeriodicity", authority+"frequency/ANNUAL", "dct:Frequency")
}

// contact is whom to ask: what the city says of it, else the city itself.
func (c *catalog) contact() {
	c.key("dcat:contactPoint")
	c.described(CatalogPath+"#contact", func() {
		contact := c.set.city.Contact
		c.strings("@type", []string{"vcard:Kind", "vcard:Organization"})
		if contact.Text.IsZero() {
			c.literal("vcard:fn", c.set.city.Name)
		} else {
			c.literal("vcard:fn", contact.Text)
		}
		switch scheme, _, _ := strings.Cut(contact.URL, ":"); scheme {
		case "":
		case "mailto":
			c.reference("vcard:hasEmail", contact.URL)
		case "tel":
			c.reference("vcard:hasTelephone", contact.URL)
		default:
			c.reference("vcard:hasURL", contact.URL)
		}
	})
}

func (c *catalog) publisher() {
	c.key("dct:publisher")
	c.described(CatalogPath+"#publisher", func() {
		c.strings("@type", []string{"foaf:Agent", "foaf:Organization"})
		c.literal("foaf:name", c.set.city.Name)
	})
}

// languages are those of the texts, as the profile names them.
func (c *catalog) languages() {
	list(c.jsonWriter, "dct:language", c.set.languages, func(tag string) {
		c.node(languageIRI(tag), "dct:LinguisticSystem")
	})
}

// languageIRI names a language by its three letters; one that has none by its tag.
func languageIRI(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if l, err := language.ParseBase(base); err == nil {
		return authority + "language/" + strings.ToUpper(l.ISO3())
	}
	return "http://id.loc.gov/vocabulary/iso639-1/" + base
}

func (c *catalog) place() {
	c.object("dct:spatial", func() {
		c.orNull("@type", "dct:Location")
		if code := c.set.city.Code; code != "" {
			c.orNull("dct:identifier", code)
		}
		c.literal("rdfs:label", c.set.city.Name)
	})
}

// span is from the first day of a year to the last of another.
func (c *catalog) span(first, last kpi.Year) {
	start, _ := c.set.yearSpan(first)
	_, end := c.set.yearSpan(last)
	c.object("dct:temporal", func() {
		c.orNull("@type", "dct:PeriodOfTime")
		c.value("dcat:startDate", "xsd:date", start)
		c.value("dcat:endDate", "xsd:date", end)
	})
}

// terms are the licence, or else that none is stated.
func (c *catalog) terms() {
	if url := c.set.city.Licence.Address(); url != "" {
		c.typed("dct:license", url, "dct:LicenseDocument")
		return
	}
	c.labelled("dct:rights", "dct:RightsStatement", c.set.licenceTitle())
}

func (c *catalog) distributions(files []offer) {
	objects(c.jsonWriter, "dcat:distribution", files, c.distribution)
}

func (c *catalog) distribution(f offer) {
	media, format, title := c.set.describe(f.path)
	c.orNull("@id", c.to(path.Dir(f.path)+"/catalog.jsonld#"+path.Base(f.path)))
	c.orNull("@type", "dcat:Distribution")
	c.literal("dct:title", title)
	if t := c.set.tableOf(path.Base(f.path)); t != nil {
		c.literal("dct:description", c.set.say("opendata.table."+t.name+".description"))
	}
	c.reference("dcat:accessURL", c.to(f.path))
	c.reference("dcat:downloadURL", c.to(f.path))
	c.typed("dcat:mediaType", "https://www.iana.org/assignments/media-types/"+media, "dct:MediaType")
	c.typed("dct:format", authority+"file-type/"+format, "dct:MediaTypeOrExtent")
	c.languages()
	c.terms()
	if path.Base(f.path) == "indicators.json" {
		c.typed("dct:conformsTo", c.to(SchemaPath), "dct:Standard")
	}
	if f.sum != "" {
		c.value("dcat:byteSize", "xsd:nonNegativeInteger", strconv.FormatInt(f.size, 10))
		c.object("spdx:checksum", func() {
			c.orNull("@type", "spdx:Checksum")
			c.reference("spdx:algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
			c.orNull("spdx:checksumValue", f.sum)
		})
	}
}

// describe finds a file by its path: its media type, the profile's name of its
// format, and its title.
func (s *Set) describe(file string) (media, format string, title lang.Text) {
	name := path.Base(file)
	if t := s.tableOf(name); t != nil {
		return "text/csv", "CSV", s.say("opendata.table." + t.name + ".title")
	}
	switch {
	case file == CatalogPath:
		return "application/ld+json", "JSON_LD", s.say("opendata.file.catalog_all")
	case file == PackagePath:
		return "application/json", "JSON", s.say("opendata.file.datapackage_all")
	case file == SchemaPath:
		return "application/schema+json", "JSON", s.say("opendata.file.schema")
	case file == s.ObservationsPath():
		return "text/csv", "CSV", s.say("opendata.table.observations.title")
	case name == "indicators.json":
		return "application/json", "JSON", s.say("opendata.file.json")
	case name == "datapackage.json":
		return "application/json", "JSON", s.say("opendata.file.datapackage")
	case name == "catalog.jsonld":
		return "application/ld+json", "JSON_LD", s.say("opendata.file.catalog")
	case strings.HasSuffix(name, ".zip"):
		return "application/zip", "ZIP", s.say("opendata.file.zip")
	}
	return typeXLSX, "XLSX", s.say("opendata.file.xlsx")
}

// titleOf is what a catalogue, the series or the table over all years is called.
func (s *Set) titleOf(what string) lang.Text {
	return s.each(func(c *lang.Catalogue) string {
		name, _ := s.city.Title.In(c.Tag, s.languages...)
		return c.Say("opendata.title_"+what, "site", name)
	})
}

// yearSpan is the first and the last day of a fiscal year.
func (s *Set) yearSpan(y kpi.Year) (start, end string) {
	first, last := s.city.Calendar.First(y), s.city.Calendar.Last(y)
	return first.ISO() + "-01", time.Date(last.Year, time.Month(last.Month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
