package opendata

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/lang"
)

// published are the catalogues that the site is built with. They are read
// line by line: which TOML they may use is another package's test.
func published(t testing.TB) []*lang.Catalogue {
	t.Helper()
	var list []*lang.Catalogue
	for _, tag := range []string{"ja", "en"} {
		b, err := os.ReadFile("../../layouts/messages/" + tag + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		flat, table := map[string]string{}, ""
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSpace(line)
			if name, ok := strings.CutPrefix(line, "["); ok {
				table = strings.TrimSuffix(name, "]") + "."
			}
			key, value, ok := strings.Cut(line, " = ")
			if words, err := strconv.Unquote(value); ok && err == nil {
				flat[table+key] = words
			}
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
				if p != lang.PlaceName && !strings.Contains(" "+strings.Join(given, " ")+" ", " "+p+" ") {
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
