package opendata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// demand is a line of testdata/dcat-ap.txt.
type demand struct {
	class, property string
	least, most     int // most is -1 for any number
	value           string
}

func demands(t *testing.T) []demand {
	t.Helper()
	text := must.Read(t, filepath.Join("testdata", "dcat-ap.txt"))
	var list []demand
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(strings.TrimPrefix(line, "+"))
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if len(words) != 5 {
			t.Fatalf("%q", line)
		}
		d := demand{class: words[0], property: words[1], most: -1, value: words[4]}
		d.least, _ = strconv.Atoi(words[2])
		if words[3] != "*" {
			d.most, _ = strconv.Atoi(words[3])
		}
		list = append(list, d)
	}
	return list
}

// graph is what a catalogue says: nodes by their id, each with its properties.
type graph map[string]map[string][]any

// add takes in a node of JSON-LD and returns its id; what it says of a node
// that is known already is joined to that.
func (g graph) add(node map[string]any) string {
	id, _ := node["@id"].(string)
	if id == "" {
		id = "_:" + strconv.Itoa(len(g))
	}
	if g[id] == nil {
		g[id] = map[string][]any{}
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		if key == "@id" || key == "@context" {
			continue
		}
		values, isList := node[key].([]any)
		if !isList {
			values = []any{node[key]}
		}
		for _, v := range values {
			if n, ok := v.(map[string]any); ok && n["@value"] == nil {
				v = map[string]any{"@id": g.add(n)}
			}
			if encoded, _ := json.Marshal(v); !slices.ContainsFunc(g[id][key], func(o any) bool { e, _ := json.Marshal(o); return bytes.Equal(e, encoded) }) {
				g[id][key] = append(g[id][key], v)
			}
		}
	}
	return id
}

var isDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// faults holds the graph against what the profile asks for.
func (g graph) faults(list []demand) []string {
	var found []string
	for _, id := range slices.Sorted(maps.Keys(g)) {
		node := g[id]
		for _, class := range node["@type"] {
			known := map[string]bool{"@type": true}
			for _, d := range list {
				if d.class != class {
					continue
				}
				known[d.property] = true
				n := len(node[d.property])
				if n < d.least || d.most >= 0 && n > d.most {
					found = append(found, fmt.Sprintf("%s %s: %s stands %d times", class, id, d.property, n))
				}
				for _, v := range node[d.property] {
					if !g.is(v, d.value) {
						found = append(found, fmt.Sprintf("%s %s: %s is no %s: %v", class, id, d.property, d.value, v))
					}
				}
			}
			if len(known) == 1 {
				continue // a class of which nothing is asked
			}
			for property := range node {
				if !known[property] {
					found = append(found, fmt.Sprintf("%s %s: %s is not known", class, id, property))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

func (g graph) is(v any, want string) bool {
	n, object := v.(map[string]any)
	id, _ := n["@id"].(string)
	words, _ := n["@value"].(string)
	switch want {
	case "literal":
		text, plain := v.(string)
		return plain && text != "" || object && words != "" && n["@language"] != ""
	case "date":
		return object && n["@type"] == "xsd:date" && isDate.MatchString(words)
	case "number":
		_, err := strconv.ParseUint(words, 10, 64)
		return object && n["@type"] == "xsd:nonNegativeInteger" && err == nil
	case "iri":
		return object && id != "" && !strings.HasPrefix(id, "_:")
	}
	return object && slices.Contains(g[id]["@type"], any(want))
}

// catalogued is the open data of three years of a city.
func catalogued(t *testing.T, city *kpi.City) site {
	t.Helper()
	set, err := New(city, catalogues(t))
	must.Succeed(t, err)
	s := site{}
	all := set.Observations(s.create)
	for _, of := range []kpi.Year{2022, 2023, 2024} {
		info := testInfo()
		info.Year = of
		y := set.Year(info, s.create)
		for _, r := range testRecords() {
			r.Year = of
			a := kpi.Achieve(city, r)
			rows := set.Rows(Entry{Record: r, Achievement: &a, Initiative: initiative})
			must.Succeed(t, y.Add(rows))
			must.Succeed(t, all.Add(rows.Observed()))
		}
		must.Succeed(t, y.Close())
		all.Include(y)
	}
	must.Succeed(t, all.Close())
	must.Succeed(t, all.Catalog(s.create))
	return s
}

func dcatCities() map[string]*kpi.City {
	stated, away, bare := testCity(), testCity(), testCity()
	stated.Licence = kpi.Licence{ID: "CC-BY-4.0"}
	stated.Contact = kpi.Contact{Text: both("企画課", "Planning"), URL: "mailto:kikaku@example.jp"}
	away.BaseURL, away.Contact = "https://town.example/kpi/", kpi.Contact{Text: lang.Plain("ja", "企画課"), URL: "https://town.example/ask"}
	bare.Code, bare.Languages = "", []string{"zh-Hans", "ja"}
	return map[string]*kpi.City{"nothing stated": testCity(), "a licence": stated, "with an address": away, "without a code": bare}
}

// Every catalogue keeps the profile of the data portals.
func TestCataloguesKeepTheProfile(t *testing.T) {
	list := demands(t)
	for name, city := range dcatCities() {
		s := catalogued(t, city)
		for file, b := range s {
			if path.Ext(file) != ".jsonld" {
				continue
			}
			g := graph{}
			g.add(readJSON(t, b))
			for _, f := range g.faults(list) {
				t.Errorf("%s: %s: %s", name, file, f)
			}
		}
	}
}

// The check sees what a portal would refuse.
func TestProfileIsAsked(t *testing.T) {
	whole := string(catalogued(t, testCity())[CatalogPath])
	for _, c := range [][3]string{
		{`"dcat:accessURL"`, `"dcat:accessUrl"`, "dcat:accessURL stands 0 times"},
		{`"foaf:name"`, `"foaf:nick"`, "foaf:name stands 0 times"},
		{`"dct:publisher": {`, `"dct:creator": {`, "dct:publisher stands 0 times"},
		{`"dct:description": [`, `"dct:abstract": [`, "dct:description stands 0 times"},
		{`"@type": "xsd:date", "@value": "2025-08-01"`, `"@type": "xsd:date", "@value": "令和7年"`, "dct:issued is no date"},
		{`"dct:LinguisticSystem"`, `"x"`, "dct:language is no dct:LinguisticSystem"},
		{`"@type": "dcat:DatasetSeries"`, `"@type": "dcat:Dataset"`, "dcat:inSeries is no dcat:DatasetSeries"},
		{`"spdx:checksumValue": "`, `"spdx:checksumValue": "","x": "`, "spdx:checksumValue is no literal"},
	} {
		changed := strings.ReplaceAll(whole, c[0], c[1])
		g := graph{}
		g.add(readJSON(t, []byte(changed)))
		if found := strings.Join(g.faults(demands(t)), "\n"); changed == whole || !strings.Contains(found, c[2]) {
			t.Errorf("%s for %s: %s", c[1], c[0], found)
		}
	}
}

// The root catalogue names every year and every file of each, the table over all
// years and the zips, by addresses that lead there and sums that hold.
func TestCatalogueOfAllYears(t *testing.T) {
	for name, city := range dcatCities() {
		s := catalogued(t, city)
		g := graph{}
		g.add(readJSON(t, s[CatalogPath]))
		named := map[string]bool{}
		for _, node := range g {
			if !slices.Contains(node["@type"], any("dcat:Distribution")) {
				continue
			}
			for _, at := range []string{"dcat:accessURL", "dcat:downloadURL"} {
				to := str(node[at][0], "@id")
				file, ok := strings.CutPrefix(to, city.BaseURL)
				if city.BaseURL == "" {
					file = path.Join("data", to)
				}
				b, there := s[file]
				if !ok || !there {
					t.Errorf("%s: %s leads nowhere", name, to)
					continue
				}
				named[file] = true
				sum := sha256.Sum256(b)
				checksum := g[str(node["spdx:checksum"][0], "@id")]
				if checksum["spdx:checksumValue"][0] != hex.EncodeToString(sum[:]) || str(node["dcat:byteSize"][0], "@value") != strconv.Itoa(len(b)) {
					t.Errorf("%s: size or sum of %s", name, file)
				}
			}
		}
		for file := range s {
			if !named[file] && path.Ext(file) != ".jsonld" {
				t.Errorf("%s: the catalogue does not name %s", name, file)
			}
		}
		series := 0
		for _, node := range g {
			if slices.Contains(node["@type"], any("dcat:Dataset")) && len(node["dcat:inSeries"]) == 1 {
				series++
			}
		}
		must.Be(t, series, 3, name, "datasets of the series")
	}
}

// A year's own catalogue names the same things by the same addresses.
func TestCatalogueOfAYearIsOneWithTheRoot(t *testing.T) {
	s := catalogued(t, dcatCities()["with an address"])
	root, year := graph{}, graph{}
	root.add(readJSON(t, s[CatalogPath]))
	year.add(readJSON(t, s["data/FY2023/catalog.jsonld"]))
	const dataset = "https://town.example/kpi/data/FY2023/catalog.jsonld#dataset"
	for _, property := range []string{"dct:title", "dct:identifier", "dcat:inSeries", "dcat:distribution", "dct:publisher"} {
		a, _ := json.Marshal(root[dataset][property])
		b, _ := json.Marshal(year[dataset][property])
		if len(a) < 10 || !bytes.Equal(a, b) {
			t.Errorf("%s: %s in the root, %s in the year's", property, a, b)
		}
	}
	must.Be(t, str(root[dataset]["dcat:prev"][0], "@id"), "https://town.example/kpi/data/FY2022/catalog.jsonld#dataset", root[dataset]["dcat:prev"])
	must.Be(t, languageIRI("zh-Hans"), "http://publications.europa.eu/resource/authority/language/ZHO")
}
