package opendata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

func compileSchema(t testing.TB, b []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	must.Succeed(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	must.Succeed(t, c.AddResource("mem:///schema.json", doc))
	s, err := c.Compile("mem:///schema.json")
	must.Succeed(t, err)
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, b []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	must.Succeed(t, err)
	return s.Validate(doc)
}

func TestSchemaDescribesTheFile(t *testing.T) {
	s := built(t, testCity(), testRecords())
	schema := compileSchema(t, s[SchemaPath])
	for path, b := range s {
		if strings.HasSuffix(path, ".json") && (strings.Contains(path, "indicators.json") || strings.Contains(path, "1-i-")) {
			if err := validate(t, schema, b); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	// It must not let anything through.
	whole := string(s[dir+"indicators.json"])
	for _, change := range [][2]string{
		{`"value": "57"`, `"value": 57`}, {`"value": "57"`, `"value": "57分"`}, {`"band": "behind"`, `"band": "late"`}, {`"exact": "1200/19"`, `"exact": "63.157"`},
		{`"direction": "decrease"`, `"direction": "down"`}, {`"number": 1,`, `"number": 1, "extra": 1,`}, {`"start": "2024-04"`, `"start": "R6.4"`}, {`"format": 1,`, ``},
	} {
		changed := strings.Replace(whole, change[0], change[1], 1)
		if changed == whole || validate(t, schema, []byte(changed)) == nil {
			t.Errorf("%v is let through", change)
		}
	}
}

func TestDataPackagesKeepTheStandard(t *testing.T) {
	profile := packageSchema(t)
	s := built(t, testCity(), testRecords())
	for _, path := range []string{dir + "datapackage.json", PackagePath} {
		if err := validate(t, profile, s[path]); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		checkPackage(t, s, path)
	}
	if licence := readJSON(t, s[PackagePath])["licenses"].([]any)[0]; str(licence, "name") != "notspecified" || str(licence, "title") == "" {
		t.Error(licence)
	}
	city := testCity()
	city.Licence = kpi.Licence{ID: "CC-BY-4.0"}
	if licence := readJSON(t, built(t, city, nil)[PackagePath])["licenses"].([]any)[0]; str(licence, "name") != "CC-BY-4.0" || !strings.HasPrefix(str(licence, "path"), "https://creativecommons.org/") {
		t.Error(licence)
	}
}

func packageSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	b := must.Read(t, filepath.Join("testdata", "datapackage-2.0.json"))
	return compileSchema(t, b)
}

// A language may leave messages empty, and an address may hold more than ASCII:
// the standard has no null, no empty list of keywords and no such address.
func TestDataPackagesWithoutWords(t *testing.T) {
	empty := map[string]string{}
	for key := range Messages() {
		empty[key] = ""
	}
	var silent []*lang.Catalogue
	for _, tag := range []string{"ja", "en"} {
		c, err := lang.NewCatalogue(tag, empty)
		must.Succeed(t, err)
		silent = append(silent, c)
	}
	city := testCity()
	city.BaseURL, city.Licence = "https://町.example/評価/", kpi.Licence{ID: "other", URL: "https://町.example/規約?版=1&a=%E4"}
	set, err := New(city, silent)
	must.Succeed(t, err)
	info := testInfo()
	info.Source.Name = lang.Plain("ja", "")
	closed := func(name string) *spool {
		s := newSpool(name, nil, nil)
		must.Succeed(t, s.Close())
		return s
	}
	var files []*spool
	for _, name := range []string{"a_kpi_indicators_2024.csv", "a_kpi_actions_2024.csv", "a_kpi_codelist_2024.csv", "indicators.json", "a.xlsx"} {
		files = append(files, closed(name))
	}
	year := set.yearPackage(info, files)
	for _, b := range [][]byte{year, set.allYearsPackage(closed("a_kpi_observations.csv"))} {
		if err := validate(t, packageSchema(t), b); err != nil {
			t.Error(err)
		}
	}
	got := readJSON(t, year)
	if str(got, "homepage") != "https://%E7%94%BA.example/%E8%A9%95%E4%BE%A1/" || str(got["licenses"].([]any)[0], "path") != "https://%E7%94%BA.example/%E8%A6%8F%E7%B4%84?%E7%89%88=1&a=%E4" {
		t.Error(got["homepage"], got["licenses"])
	}
}

// The schema must refuse what the standard refuses: each case is one step away
// from a descriptor that it accepts.
func TestPackageSchemaRefuses(t *testing.T) {
	schema := packageSchema(t)
	city := testCity()
	city.BaseURL = "https://town.example/kpi/"
	whole := built(t, city, testRecords())[dir+"datapackage.json"]
	const table, text, count, actions = "resources/0", "resources/0/schema/fields/0", "resources/0/schema/fields/3", "resources/1/schema"
	refused := []struct{ name, at, value string }{ // no value: what is there is taken away
		{"no profile", "$schema", ""}, {"another profile", "$schema", `"https://datapackage.org/profiles/1.0/datapackage.json"`},
		{"no name", "name", ""}, {"name in capitals", "name", `"A B"`}, {"null for a title", "title", `null`}, {"empty description", "description", `""`},
		{"homepage is no address", "homepage", `"town"`}, {"homepage without a host", "homepage", `"https:town"`}, {"homepage beyond ASCII", "homepage", `"https://町.example/"`},
		{"created is a date", "created", `"2025-08-01"`}, {"created in month 13", "created", `"2025-13-01T00:00:00Z"`},
		{"no keyword", "keywords", `[]`}, {"keywords in one text", "keywords", `"a, b"`}, {"a keyword twice", "keywords", `["a", "a"]`},
		{"no licences", "licenses", ""}, {"empty licences", "licenses", `[]`}, {"licence without name and path", "licenses/0/name", ""}, {"licence name of two words", "licenses/0/name", `"CC BY"`},
		{"no contributor", "contributors", `[]`}, {"contributor without anything", "contributors", `[{}]`}, {"contributor in words", "contributors/0", `"town"`}, {"role instead of roles", "contributors/0/roles", `"publisher"`},
		{"contributor's address upward", "contributors/0/path", `"../town"`}, {"contributor's broken mail", "contributors/0/email", `"town at example"`},
		{"source without anything", "sources/0", `{}`}, {"source's mail to nobody", "sources/0/email", `"@town.example"`},
		{"no resources", "resources", ""}, {"empty resources", "resources", `[]`}, {"resource in words", "resources/0", `"indicators.csv"`},
		{"resource without a name", table + "/name", ""}, {"resource without a path", table + "/path", ""}, {"path and data", table + "/data", `[]`},
		{"path upward", table + "/path", `"../a.csv"`}, {"path from the root", table + "/path", `"/a.csv"`}, {"hidden path", table + "/path", `"a/.b.csv"`}, {"path of Windows", table + "/path", `"a\b.csv"`},
		{"path with another scheme", table + "/path", `"file:a.csv"`}, {"paths and addresses", table + "/path", `["a.csv", "https://town.example/a.csv"]`},
		{"another type of resource", table + "/type", `"sheet"`}, {"table without a schema", table + "/schema", ""}, {"mediatype without a slash", table + "/mediatype", `"csv"`},
		{"bytes in words", table + "/bytes", `"12"`}, {"less than nothing", table + "/bytes", `-1`}, {"half a byte", table + "/bytes", `1.5`}, {"short hash", table + "/hash", `"sha256:00"`}, {"upper-case hash", table + "/hash", `"sha256:` + strings.Repeat("A", 64) + `"`},
		{"header in words", table + "/dialect/header", `"true"`}, {"no delimiter", table + "/dialect/delimiter", `""`}, {"two quotes", table + "/dialect/quoteChar", `"''"`}, {"quote and escape", table + "/dialect/escapeChar", `"|"`},
		{"row 0", table + "/dialect/headerRows", `[0]`}, {"dialect in words", table + "/dialect", `"csv"`},
		{"schema without fields", table + "/schema/fields", ""}, {"no fields", table + "/schema/fields", `[]`}, {"schema elsewhere", table + "/schema", `"schema.json"`}, {"fieldsMatch", table + "/schema/fieldsMatch", `"exact"`},
		{"missing value is a number", table + "/schema/missingValues", `[0]`}, {"key is no list", table + "/schema/primaryKey", `"indicator_id"`}, {"key of a number", table + "/schema/primaryKey", `[1]`}, {"key field twice", table + "/schema/primaryKey", `["a", "a"]`},
		{"foreign key without reference", actions + "/foreignKeys/0/reference", ""}, {"foreign key without fields", actions + "/foreignKeys/0/fields", ""}, {"reference without fields", actions + "/foreignKeys/0/reference/fields", ""},
		{"reference to nothing", actions + "/foreignKeys/0/reference/resource", `""`},
		{"field without a name", text + "/name", ""}, {"field without a type", text + "/type", ""}, {"unknown type", text + "/type", `"text"`}, {"type list", text + "/type", `"list"`},
		{"format of another type", text + "/format", `"topojson"`}, {"title by language", text + "/title", `{"ja": "一"}`},
		{"unknown constraint", text + "/constraints/require", `true`}, {"required in words", text + "/constraints/required", `"yes"`}, {"empty enum", text + "/constraints/enum", `[]`}, {"enum value twice", text + "/constraints/enum", `["a", "a"]`},
		{"numbers for a text", text + "/constraints/enum", `[1]`}, {"least value of a text", text + "/constraints/minimum", `"a"`}, {"schema of a text", text + "/constraints/jsonSchema", `{}`}, {"negative length", text + "/constraints/minLength", `-1`},
		{"length of a number", count + "/constraints/maxLength", `3`}, {"pattern of a number", count + "/constraints/pattern", `"[0-9]+"`}, {"half of a whole number", count + "/constraints/minimum", `0.5`},
		{"format of a number", count + "/format", `"any"`}, {"numbers and texts", count + "/constraints/enum", `[1, "2"]`}, {"named value without the value", table + "/schema/missingValues", `[{"label": "none"}]`},
		{"a unique key twice", table + "/schema/uniqueKeys", `[["a"], ["a"]]`}, {"category that is no number", count + "/categories", `["1"]`},
		{"categories of two kinds", text + "/categories", `["a", {"value": "b"}]`}, {"order without categories", text + "/categoriesOrdered", `true`},
	}
	for place, names := range map[string]string{ // the standard's properties, of which none may be null
		"":                                    "$schema name id title description homepage image version created keywords contributors licenses sources resources",
		"contributors/0/":                     "title givenName familyName organization path email roles",
		"licenses/0/":                         "name path title",
		"sources/0/":                          "title path email version",
		table + "/":                           "$schema name path data type title description format mediatype encoding bytes hash dialect schema licenses sources",
		table + "/dialect/":                   "$schema header headerRows headerJoin commentRows commentChar delimiter lineTerminator quoteChar doubleQuote escapeChar nullSequence skipInitialSpace property itemType itemKeys sheetNumber sheetName table",
		table + "/schema/":                    "$schema fields fieldsMatch missingValues primaryKey uniqueKeys foreignKeys",
		actions + "/foreignKeys/0/reference/": "resource fields",
		text + "/":                            "name type format title description example rdfType missingValues constraints categories categoriesOrdered trueValues falseValues",
		text + "/constraints/":                "required unique enum pattern minLength maxLength",
		count + "/":                           "decimalChar groupChar bareNumber categories",
		count + "/constraints/":               "minimum maximum exclusiveMinimum exclusiveMaximum",
	} {
		for name := range strings.FieldsSeq(names) {
			refused = append(refused, struct{ name, at, value string }{"null for " + place + name, place + name, `null`})
		}
	}
	accepted := []struct{ name, at, value string }{ // and not refuse everything
		{"as built", "title", `"一"`}, {"the project's own property", "resources/0/more", `null`}, {"created with an offset", "created", `"2025-08-01T09:00:00+09:00"`},
		{"contributor's mail", "contributors/0/email", `"kikaku@town.example"`}, {"path beneath", table + "/path", `"a/b c.csv"`}, {"address", table + "/path", `"https://town.example/a.csv"`},
		{"two paths", table + "/path", `["a.csv", "b.csv"]`}, {"least number", count + "/constraints/minimum", `1`}, {"named missing values", table + "/schema/missingValues", `[{"value": "", "label": "none"}]`},
	}
	for i, c := range append(refused, accepted...) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(changed(t, whole, c.at, c.value)))
		must.Succeed(t, err)
		if err := schema.Validate(doc); (err == nil) != (i >= len(refused)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// changed is a JSON document with another value at a place, or with none. The
// way to the place must be there; what is taken away must be there too.
func changed(t *testing.T, b []byte, at, value string) []byte {
	t.Helper()
	doc := readJSON(t, b)
	var here any = doc
	way := strings.Split(at, "/")
	for i, step := range way {
		switch in := here.(type) {
		case map[string]any:
			if i+1 < len(way) {
				here = in[step]
			} else if _, ok := in[step]; value == "" && ok {
				delete(in, step)
			} else {
				in[step] = json.RawMessage(value)
			}
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(in) {
				t.Fatalf("%s is not there", at)
			}
			if i+1 < len(way) {
				here = in[n]
			} else {
				in[n] = json.RawMessage(value)
			}
		default:
			t.Fatalf("%s is not there", at)
		}
	}
	b, err := json.Marshal(doc)
	if err != nil {
		t.Fatalf("%s: %v", at, err) // among others where nothing was there to take away
	}
	return b
}

// inside follows keys into decoded JSON; nothing there gives nil.
func inside(v any, path ...string) any {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

func items(v any) []any { list, _ := v.([]any); return list }

// checkPackage holds what no schema can say: names are unique and keys lead to
// fields. It reads each resource as the descriptor says and holds its size,
// hash, header and types against it.
func checkPackage(t *testing.T, s site, path string) {
	resources := items(readJSON(t, s[path])["resources"])
	fields := map[string][]string{} // names by resource
	for _, r := range resources {
		if _, twice := fields[str(r, "name")]; twice {
			t.Errorf("%s: %s is there twice", path, str(r, "name"))
		}
		names := []string{}
		for _, f := range items(inside(r, "schema", "fields")) {
			if slices.Contains(names, str(f, "name")) {
				t.Errorf("%s: the field %s is there twice", path, str(f, "name"))
			}
			names = append(names, str(f, "name"))
		}
		fields[str(r, "name")] = names
	}
	leads := func(resource string, key any) {
		for _, name := range items(key) {
			if !slices.Contains(fields[resource], name.(string)) {
				t.Errorf("%s: a key leads to %s in %q", path, name, resource)
			}
		}
	}
	for _, r := range resources {
		leads(str(r, "name"), inside(r, "schema", "primaryKey"))
		for _, k := range items(inside(r, "schema", "foreignKeys")) {
			leads(str(r, "name"), inside(k, "fields"))
			leads(str(k, "reference", "resource"), inside(k, "reference", "fields"))
			must.Be(t, len(items(inside(k, "fields"))), len(items(inside(k, "reference", "fields"))), path, "a foreign key of unequal sides")
		}
	}
	for _, r := range resources {
		file := filepath.ToSlash(filepath.Join(filepath.Dir(path), str(r, "path")))
		b, ok := s[file]
		sum := sha256.Sum256(b)
		if !ok || str(r, "hash") != "sha256:"+hex.EncodeToString(sum[:]) || r.(map[string]any)["bytes"] != float64(len(b)) {
			t.Errorf("%s: size or hash", file)
		}
		if str(r, "type") != "table" {
			continue
		}
		schema := r.(map[string]any)["schema"].(map[string]any)
		header, _, _ := strings.Cut(strings.TrimPrefix(string(b), bom), "\r\n")
		var names []string
		types := map[string]string{}
		for _, f := range schema["fields"].([]any) {
			names = append(names, str(f, "name"))
			types[str(f, "name")] = str(f, "type")
			if str(f, "descriptions", "ja") == "" || str(f, "titles", "en") == "" {
				t.Errorf("%s: %s has no meaning", file, str(f, "name"))
			}
		}
		must.Be(t, header, strings.Join(names, ","), file, "header")
		keys := map[string]bool{}
		for _, row := range readCSV(t, b) {
			key := ""
			if list, ok := schema["primaryKey"].([]any); ok {
				for _, k := range list {
					key += row[k.(string)] + "\x00"
				}
				if keys[key] {
					t.Errorf("%s: %q is there twice", file, key)
				}
				keys[key] = true
			}
			for name, cell := range row {
				if _, err := strconv.ParseFloat(cell, 64); cell != "" && types[name] != "string" && err != nil {
					t.Errorf("%s: %s is no %s: %q", file, name, types[name], cell)
				}
			}
		}
	}
}

func TestCatalogueAndSchemaOrg(t *testing.T) {
	s := built(t, testCity(), testRecords())
	c := readJSON(t, s[dir+"catalog.jsonld"])
	must.Be(t, c["@type"], "dcat:Catalog")
	dataset := c["dcat:dataset"].(map[string]any)
	if str(dataset, "dct:temporal", "dcat:startDate", "@value") != "2024-04-01" || str(dataset, "dct:issued", "@value") != "2025-08-01" {
		t.Error(dataset["dct:temporal"])
	}
	list := dataset["dcat:distribution"].([]any)
	must.Be(t, len(list), 11)
	for _, d := range list {
		b := s[dir+str(d, "dcat:downloadURL", "@id")]
		if strings.HasSuffix(str(d, "dcat:downloadURL", "@id"), ".zip") && inside(d, "spdx:checksum") == nil {
			continue // it holds this catalogue
		}
		sum := sha256.Sum256(b)
		if str(d, "spdx:checksum", "spdx:checksumValue") != hex.EncodeToString(sum[:]) || str(d, "dcat:byteSize", "@value") != strconv.Itoa(len(b)) {
			t.Errorf("%v", d)
		}
	}
	city := testCity()
	city.Name["ja"] = "</script><script>alert(1)</script>\u2028町"
	set, err := New(city, catalogues(t))
	must.Succeed(t, err)
	b := set.SchemaOrg(testInfo(), "en", "../")
	if bytes.ContainsAny(b, "<>&\u2028") {
		t.Errorf("%s", b)
	}
	o := readJSON(t, b)
	if o["@type"] != "Dataset" || o["temporalCoverage"] != "2024-04-01/2025-03-31" || o["license"] != nil {
		t.Errorf("%v", o)
	}
	for _, d := range o["distribution"].([]any) {
		if url := str(d, "contentUrl"); !strings.HasPrefix(url, "../data/") {
			t.Error(url)
		}
	}
	if set.SchemaOrg(testInfo(), "fr", "") != nil {
		t.Error("a language that the city does not have")
	}
	city.BaseURL = "https://town.example/kpi/"
	if !bytes.Contains(set.SchemaOrg(testInfo(), "ja", ""), []byte(`"https://town.example/kpi/data/FY2024/indicators.json"`)) {
		t.Error("base_url is not used")
	}
}

// Each section stands in a row of its own, and every row finds the one that it
// belongs to.
func TestSectionsStandInRowsOfTheirOwn(t *testing.T) {
	s := built(t, testCity(), testRecords())
	files := tables(s)
	var got []string
	for _, r := range readCSV(t, files["sections"]) {
		got = append(got, r["indicator_id"]+" "+r["section_no"]+" "+r["section_id"]+" "+r["region_code"]+" "+r["fiscal_year"])
	}
	for _, r := range readCSV(t, files["action_sections"]) {
		got = append(got, r["indicator_id"]+" "+r["action_no"]+" "+r["section_no"]+" "+r["section_id"])
	}
	const place = " 999997 2024"
	want := []string{"1-i-shihyo-1 1 shimin" + place, "1-i-shihyo-1 2 zeimu" + place, "1-i-shihyo-1 3 kikaku" + place, "1-i-shihyo-8 1 shimin" + place,
		"1-i-shihyo-1 1 1 shimin", "1-i-shihyo-1 1 2 zeimu", "1-i-shihyo-1 2 1 shimin", "1-i-shihyo-1 2 2 zeimu", "1-i-shihyo-1 2 3 kikaku", "1-i-shihyo-8 1 1 shimin"}
	must.Equal(t, got, want)
	held := 0
	for _, resource := range items(readJSON(t, s[dir+"datapackage.json"])["resources"]) {
		for _, key := range items(inside(resource, "schema", "foreignKeys")) {
			values := func(table string, fields any) map[string]bool {
				all := map[string]bool{}
				for _, row := range readCSV(t, files[table]) {
					value := ""
					for _, f := range items(fields) {
						value += row[f.(string)] + "|"
					}
					all[value] = true
				}
				return all
			}
			there := values(str(key, "reference", "resource"), inside(key, "reference", "fields"))
			for value := range values(str(resource, "name"), inside(key, "fields")) {
				if held++; !there[value] {
					t.Errorf("%s has %s, which %s has not", str(resource, "name"), value, str(key, "reference", "resource"))
				}
			}
		}
	}
	if held < 5 {
		t.Errorf("%d keys were looked up", held)
	}
}

func TestWorkbookReadsBack(t *testing.T) {
	s := built(t, testCity(), testRecords())
	f, err := excelize.OpenReader(bytes.NewReader(s[dir+"999997_kpi_2024.xlsx"]))
	must.Succeed(t, err)
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), " "); got != "indicators actions sections action_sections initiatives details codelist definitions" {
		t.Fatal(got)
	}
	set, _ := New(testCity(), catalogues(t))
	for table, file := range tables(s) {
		if table != "observations" {
			compareSheet(t, f, set, table, readCSV(t, file))
		}
	}
	if rows, _ := f.GetRows("definitions"); len(rows) < 50 || rows[1][1] != "indicator_id" || !strings.HasPrefix(rows[1][5], "field.indicator_id.meaning") {
		t.Error(rows[1])
	}
	for _, sheet := range f.GetSheetList() {
		if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) > 0 {
			t.Error(sheet, merged, err)
		}
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 1 {
			t.Error(sheet, p, err)
		}
	}
	p, err := f.GetDocProps()
	if err != nil || p.Title == "" || p.Creator != "海辺町" || p.Language != "ja" || p.Keywords == "" {
		t.Errorf("%+v %v", p, err)
	}
}

// compareSheet holds each cell against the CSV: numbers as numbers, with the
// decimals of the source on the screen.
func compareSheet(t *testing.T, f *excelize.File, set *Set, name string, want []map[string]string) {
	t.Helper()
	raw, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	must.Succeed(t, err)
	shown, err := f.GetRows(name)
	must.Succeed(t, err)
	var fields []Field
	for _, field := range set.Fields() {
		if field.Table == name {
			fields = append(fields, field)
		}
	}
	if len(raw) != len(want)+1 {
		t.Fatalf("%s: %d rows", name, len(raw))
	}
	cell := func(rows [][]string, r, c int) string {
		if c < len(rows[r]) {
			return rows[r][c]
		}
		return ""
	}
	for i, row := range want {
		for c, field := range fields {
			expected := row[field.Name]
			if field.Type == String && strings.HasPrefix(expected, "'") {
				expected = expected[1:]
			}
			must.Be(t, cell(raw, i+1, c), expected, name, "row", i+2, field.Name)
			if got := cell(shown, i+1, c); field.Type == Decimal && got != expected {
				t.Errorf("%s row %d %s is shown as %q, want %q", name, i+2, field.Name, got, expected)
			}
			at, _ := excelize.CoordinatesToCellName(c+1, i+2)
			kind, _ := f.GetCellType(name, at)
			text := kind == excelize.CellTypeInlineString
			if expected != "" && text != (field.Type == String || len(expected) > 16) {
				t.Errorf("%s %s (%q) has the type %v", name, at, expected, kind)
			}
			if formula, _ := f.GetCellFormula(name, at); formula != "" {
				t.Errorf("%s %s is a formula", name, at)
			}
		}
	}
	for c, field := range fields {
		must.Be(t, cell(raw, 0, c), field.Title["ja"], name, "title")
	}
}

// LibreOffice reads the workbook and the CSV; where it is not installed the
// test says so.
func TestLibreOfficeReadsBack(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	s := built(t, testCity(), testRecords())
	tmp := t.TempDir()
	for _, name := range []string{"999997_kpi_2024.xlsx", "999997_kpi_indicators_2024.csv"} {
		must.Succeed(t, os.WriteFile(filepath.Join(tmp, name), s[dir+name], 0o644))
		out := filepath.Join(tmp, "out-"+name)
		args := []string{"-env:UserInstallation=file://" + filepath.Join(tmp, "profile"), "--headless"}
		if strings.HasSuffix(name, ".csv") {
			// Without a window nobody answers its question after the character set: 76 is UTF-8.
			args = append(args, "--infilter=CSV:44,34,76,1")
		}
		args = append(args, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", out, filepath.Join(tmp, name))
		cmd := exec.Command(soffice, args...)
		if b, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, b)
		}
		b := must.Read(t, filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+".csv"))
		if !bytes.Contains(b, []byte("1200/19")) || !bytes.Contains(b, []byte("滞在時間")) || !bytes.Contains(b, []byte("1647.5")) {
			t.Errorf("%s:\n%s", name, b)
		}
	}
}

func TestJSONStringsAreJSON(t *testing.T) {
	for _, s := range []string{"", `a"b\c`, "一\n二\r\t\x00\x1f\x7f", "</script>&\u2028\u2029", "\xff\xfe", "😀", hostileText} {
		var got string
		if err := json.Unmarshal(appendJSON(nil, s), &got); err != nil || got != strings.ToValidUTF8(s, "\ufffd") && s != "\xff\xfe" {
			t.Errorf("%q: %q %v", s, got, err)
		}
	}
}
