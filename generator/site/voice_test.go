package site

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// A language says its places in its own way: what is translated for the first is used for it.
func TestOrdinal(t *testing.T) {
	for _, c := range []struct{ tag, n, want string }{
		{"en", "1", "first"}, {"en", "22", "second"}, {"en", "13", "other"}, {"en", "111", "other"}, {"en", "3", "third"},
		{"fr", "1", "first"}, {"fr", "2", "second"}, {"fr", "21", "other"}, {"fr", "11", "other"},
		{"sv", "21", "first"}, {"sv", "12", "other"}, {"ja", "1", "first"}, {"de", "1.5", "other"},
	} {
		must.Be(t, ordinal(c.tag, c.n), c.want, c.tag, c.n)
	}
}

// English has an article before such a name within a sentence.
func TestCityName(t *testing.T) {
	for name, want := range map[string]string{"City of Cypress Bend": "the City of Cypress Bend", "Ibusuki City": "Ibusuki City", "Royal Borough of Ash": "the Royal Borough of Ash", "Kowhai District Council": "Kowhai District Council",
		"Municipal Corporation of Navapur": "the Municipal Corporation of Navapur", "City Planning Agency of Puerto Sereno": "the City Planning Agency of Puerto Sereno"} {
		v := speaker(t, "en")
		v.city = &kpi.City{Name: lang.Text{"en": name}}
		must.Be(t, v.cityName(), want, name)
	}
}
