package keys

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"tassei/generator/must"
)

var update = flag.Bool("update", false, "write data/KEYS.md")

// TestBookIsWhole holds every entry to have its meaning in both languages, a kind
// of value that is known, and an example that is TOML and has the key.
func TestBookIsWhole(t *testing.T) {
	count := 0
	for _, p := range Places() {
		if p.Ja == "" || p.En == "" || len(p.Keys) == 0 {
			t.Errorf("%s: %+v", p.Where, p)
		}
		for _, k := range p.Keys {
			count++
			if k.Ja == "" || k.En == "" || k.Example == "" || takes[k.Takes] == "" {
				t.Errorf("%s %s lacks something: %+v", p.Where, k.Name, k)
			}
			var v map[string]any
			if _, err := toml.Decode(k.Example, &v); err != nil {
				t.Errorf("%s %s: %s: %v", p.Where, k.Name, k.Example, err)
			}
			must.Contain(t, k.Example, k.Name, p.Where, "the example has another key")
		}
	}
	if count < 120 {
		t.Errorf("only %d keys", count)
	}
}

// asked finds the keys that the reader takes.
var asked = regexp.MustCompile(`\.(?:take|need|text|text1|texts|texts1|sub|tables|each|truth|whole|year|date|choice|amount|expression|condition|figure|asOf|period|name1|has)\("([a-z0-9_]+)"|\bt, "([a-z0-9_]+)"`)

// TestEveryKeyIsTold holds the book against the reader's source: a key that is
// taken and not told, or told and not taken, is found.
func TestEveryKeyIsTold(t *testing.T) {
	files, err := filepath.Glob("../source/*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(err, len(files))
	}
	taken := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b := must.Read(t, f)
		for _, m := range asked.FindAllStringSubmatch(string(b), -1) {
			taken[m[1]+m[2]] = true
		}
	}
	// Read by way of a helper that has the key in a variable.
	for _, key := range []string{"id", "name", "published", "from", "to", "above", "below", "baseline_nature", "nature", "month", "url", "original"} {
		taken[key] = true
	}
	inMarkdown := []string{"original", "month", "url"} // front matter, and parts of values told with their whole
	told := Names()
	for key := range taken {
		if !slices.Contains(told, key) && !slices.Contains(inMarkdown, key) {
			t.Errorf("the reader takes %s, which the book does not tell", key)
		}
	}
	for _, key := range told {
		if !taken[key] {
			t.Errorf("the book tells of %s, which the reader does not take", key)
		}
	}
}

func TestReference(t *testing.T) {
	const file = "../../data/KEYS.md"
	if *update {
		must.Succeed(t, os.WriteFile(file, []byte(Reference()), 0o644))
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != Reference() {
		t.Errorf("data/KEYS.md is not what the book says (%v): go test ./generator/keys -update", err)
	}
}

func TestExplain(t *testing.T) {
	for lang, want := range map[string]string{"ja": "目標値。", "en": "the target:"} {
		var b strings.Builder
		if !Explain(&b, "target", lang) || !strings.Contains(b.String(), want) || !strings.Contains(b.String(), "target = 60") {
			t.Errorf("%s: %s", lang, b.String())
		}
	}
	var b strings.Builder
	if Explain(&b, "no_such_key", "en") || b.Len() > 0 {
		t.Error(b.String())
	}
}

// TestHoldings holds each key of what a plan may have to those that there are.
func TestHoldings(t *testing.T) {
	known, list := Names(), Holdings()
	for _, h := range list {
		if h.Ja == "" || h.En == "" || h.PageJa == "" || h.PageEn == "" || len(h.Keys) == 0 || len(h.Columns) == 0 {
			t.Errorf("%+v lacks something", h)
		}
		for _, key := range h.Keys {
			if !slices.Contains(known, key) {
				t.Errorf("%s: there is no key %s", h.En, key)
			}
		}
	}
	if len(list) < 40 {
		t.Errorf("only %d things", len(list))
	}
}
