package opendata

import (
	"os"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/towns"
)

// published are the catalogues that the site is built with. They are read
// line by line: which TOML they may use is another package's test.
func published(t testing.TB) []*lang.Catalogue {
	t.Helper()
	var list []*lang.Catalogue
	for _, tag := range []string{"ja", "en"} {
		flat, err := towns.Messages(os.DirFS("../../layouts"), "messages/"+tag+".toml")
		if err != nil {
			t.Fatal(err)
		}
		c, err := lang.NewCatalogue(tag, flat)
		if err != nil {
			t.Fatal(err)
		}
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
				if !lang.OpenPlaceholder(p) && !strings.Contains(" "+strings.Join(given, " ")+" ", " "+p+" ") {
					t.Errorf("%s %s wants {%s}", c.Tag, key, p)
				}
			}
		}
	}
}

// In the words of the site each column has a title of its own.
func TestTitlesAreUnique(t *testing.T) {
	set, err := New(testCity(), published(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"ja", "en"} {
		seen := map[string]string{}
		for _, f := range set.Fields() {
			key := f.Table + " " + f.Title[tag]
			if other := seen[key]; other != "" {
				t.Errorf("%s: %s and %s are both %q", tag, other, f.Name, f.Title[tag])
			}
			seen[key] = f.Name
		}
	}
}
