package opendata

import (
	"slices"
	"strconv"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

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
	if url := s.city.Licence.Address(); url != "" {
		w.orNull("license", url)
	}
	w.object("creator", func() {
		w.orNull("@type", "GovernmentOrganization")
		w.orNull("name", words(s.city.Name))
	})
	if info.PublishedOn != "" {
		w.orNull("datePublished", info.PublishedOn)
	}
	start, end := s.yearSpan(info.Year)
	w.orNull("temporalCoverage", start+"/"+end)
	w.object("spatialCoverage", func() {
		w.orNull("@type", "AdministrativeArea")
		w.orNull("name", words(s.city.Name))
		w.orNull("identifier", s.city.Code)
	})
	objects(w, "distribution", s.Files(info.Year), func(f File) {
		w.orNull("@type", "DataDownload")
		w.orNull("name", words(f.Title))
		w.orNull("encodingFormat", f.Type)
		w.orNull("contentUrl", root+f.Path)
	})
	w.close('}')
	return append(w.b, '\n')
}
