package lang

import (
	"testing"

	"tassei/generator/must"
)

// TestOne holds which numbers a language says in the singular.
func TestOne(t *testing.T) {
	for _, c := range []struct {
		tag, number string
		want        bool
	}{
		{"en", "1", true}, {"en", "0", false}, {"en", "1.0", false}, {"en", "11", false}, {"fr", "0", true}, {"fr", "1", true}, {"fr", "1,5", true},
		{"fr", "2", false}, {"fr", "10", false}, {"de", "1", true}, {"de", "1,5", false}, {"de", "0", false}, {"fr", "", false},
	} {
		must.Be(t, One(c.tag, c.number), c.want, c.tag, c.number)
	}
}

// A language as a country writes it is that language, but for the signs of its numbers
// where that country has others.
func TestTagsOfCountries(t *testing.T) {
	for _, c := range []struct{ tag, group, decimal, percent, name string }{
		{"fr-CA", "\u00a0", ",", "\u00a0%", "French"}, {"de-CH", "", "", "\u00a0%", "German"}, {"de-AT", ".", ",", "\u00a0%", "German"}, {"es-MX", "", "", "\u00a0%", "Spanish"},
		{"nb", "\u00a0", ",", "\u00a0%", "Norwegian"}, {"en-NZ", "", "", "%", "English"}, {"zh-Hant", "", "", "%", "Chinese"}, {"xx", "", "", "%", "xx"},
	} {
		group, decimal := Signs(c.tag)
		if group != c.group || decimal != c.decimal || PercentSign(c.tag) != c.percent || TongueName(c.tag, "en") != c.name {
			t.Errorf("%s: %q %q %q %s", c.tag, group, decimal, PercentSign(c.tag), TongueName(c.tag, "en"))
		}
	}
	for tag, want := range map[string]string{"de-CH": "’", "it-CH": "’", "fr-CH": "\u00a0", "de": ".", "en": "", "es-MX": ""} {
		must.Be(t, GroupSign(tag), want, tag, "between thousands")
	}
	if OwnName("zh-TW") != "繁體中文" || !One("fr-CA", "1,5") || Several("en-NZ", "team", "") != "teams" {
		t.Error("what is known of zh, fr and en holds for zh-TW, fr-CA and en-NZ")
	}
}
