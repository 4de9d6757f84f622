package opendata

import (
	"os"
	"slices"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
	"tassei/generator/towns"
)

// published are the catalogues that the site is built with. They are read
// line by line: which TOML they may use is another package's test.
func published(t testing.TB) []*lang.Catalogue {
	t.Helper()
	var list []*lang.Catalogue
	for _, tag := range []string{"ja", "en"} {
		flat, err := towns.Messages(os.DirFS("../../layouts"), "messages/"+tag+".toml")
		must.Succeed(t, err)
		c, err := lang.NewCatalogue(tag, flat)
		must.Succeed(t, err)
		list = append(list, c)
	}
	return list
}

// Every message that the files want exists in both languages, and takes no
// placeholder that it is not given.
func TestMessagesAreComplete(t *testing.T) {
	for _, c := range published(t) {
		for key, given := range Messages() {
			if !c.Has(key) {
				t.Errorf("%s lacks %s", c.Tag, key)
			}
			for _, p := range c.Placeholders(key) {
				if !lang.OpenPlaceholder(p) && !slices.Contains(given, p) {
					t.Errorf("%s %s wants {%s}", c.Tag, key, p)
				}
			}
		}
		for _, key := range c.Keys() {
			ours := strings.HasPrefix(key, "opendata.") && !strings.HasPrefix(key, "opendata.language.") || strings.HasPrefix(key, "field.") || strings.HasPrefix(key, "code.")
			if _, wanted := Messages()[key]; ours && !wanted {
				t.Errorf("%s has %s, which nothing asks for", c.Tag, key)
			}
		}
	}
}

// In the words of the site each column has a title of its own.
func TestTitlesAreUnique(t *testing.T) {
	set, err := New(testCity(), published(t))
	must.Succeed(t, err)
	for _, tag := range []string{"ja", "en"} {
		seen := map[string]string{}
		for _, f := range set.Fields() {
			key := f.Table + " " + f.Title[tag]
			must.Be(t, seen[key], "", tag, "and", f.Name, "are both", f.Title[tag])
			seen[key] = f.Name
		}
	}
}

// The page of words says what this site computed, and what the code is a code of, as the place has it.
func TestReadmeSaysWhatIsThere(t *testing.T) {
	for _, c := range []struct {
		change func(*kpi.City)
		coded  string
		made   string
	}{
		{func(*kpi.City) {}, "text", "computed"},
		{func(c *kpi.City) { c.Code = "" }, "uncoded", "computed"},
		{func(c *kpi.City) { c.Code, c.CodeScheme = "GB-HRV", "ISO 3166-2" }, "scheme", "computed"},
		{func(c *kpi.City) { c.Rule = kpi.NoRuleID }, "text", "banded"},
		{func(c *kpi.City) { c.Bands = []kpi.Band{{ID: "a", Grade: true}} }, "text", "rated"},
		{func(c *kpi.City) { c.Rule, c.Bands = kpi.NoRuleID, []kpi.Band{{ID: "a", Grade: true}} }, "text", "compared"},
	} {
		city := testCity()
		c.change(city)
		r := reader{set: &Set{city: city}}
		if r.coded() != c.coded || r.computed() != c.made {
			t.Errorf("%s %s, want %s %s", r.coded(), r.computed(), c.coded, c.made)
		}
	}
}

// A place that writes no Japanese has no Western years, and need be no municipality.
func TestFieldsOfAPlaceAbroad(t *testing.T) {
	city := testCity()
	city.Languages, city.Name, city.Title = []string{"en"}, lang.Text{"en": "Glanwen Council"}, lang.Text{"en": "Plan"}
	set, err := New(city, published(t)[1:])
	must.Succeed(t, err)
	for _, f := range set.Fields() {
		if said := f.Title["en"] + " " + f.Meaning["en"]; strings.Contains(said, "Western") || f.Name == "region_name" && strings.Contains(said, "unicipality") {
			t.Errorf("%s: %s", f.Name, said)
		}
	}
}
