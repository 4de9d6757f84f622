package opendata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
)

func compileSchema(t testing.TB, b []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("mem:///schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("mem:///schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, b []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
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
	b, err := os.ReadFile(filepath.Join("testdata", "datapackage-2.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	profile := compileSchema(t, b)
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
	changed := strings.Replace(string(s[PackagePath]), `"type": "table"`, `"type": "sheet"`, 1)
	if validate(t, profile, []byte(changed)) == nil {
		t.Error("the schema lets anything through")
	}
	city := testCity()
	city.Licence = kpi.Licence{ID: "CC-BY-4.0"}
	if licence := readJSON(t, built(t, city, nil)[PackagePath])["licenses"].([]any)[0]; str(licence, "name") != "CC-BY-4.0" || !strings.HasPrefix(str(licence, "path"), "https://creativecommons.org/") {
		t.Error(licence)
	}
}

// checkPackage reads each resource as the descriptor says and holds its size,
// hash, header and types against it.
func checkPackage(t *testing.T, s site, path string) {
	for _, r := range readJSON(t, s[path])["resources"].([]any) {
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
		if header != strings.Join(names, ",") {
			t.Errorf("%s: header %s", file, header)
		}
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
	if c["@type"] != "dcat:Catalog" {
		t.Error(c["@type"])
	}
	dataset := c["dcat:dataset"].(map[string]any)
	if str(dataset, "dct:temporal", "dcat:startDate", "@value") != "2024-04-01" || str(dataset, "dct:issued", "@value") != "2025-08-01" {
		t.Error(dataset["dct:temporal"])
	}
	list := dataset["dcat:distribution"].([]any)
	if len(list) != 6 {
		t.Error(len(list))
	}
	for _, d := range list {
		b := s[dir+str(d, "dcat:downloadURL", "@id")]
		sum := sha256.Sum256(b)
		if str(d, "spdx:checksum", "spdx:checksumValue") != hex.EncodeToString(sum[:]) || str(d, "dcat:byteSize", "@value") != strconv.Itoa(len(b)) {
			t.Errorf("%v", d)
		}
	}
	city := testCity()
	city.Name["ja"] = "</script><script>alert(1)</script>\u2028町"
	set, err := New(city, catalogues(t))
	if err != nil {
		t.Fatal(err)
	}
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

func TestWorkbookReadsBack(t *testing.T) {
	s := built(t, testCity(), testRecords())
	f, err := excelize.OpenReader(bytes.NewReader(s[dir+"999997_kpi_2024.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), " "); got != "indicators actions codelist definitions" {
		t.Fatal(got)
	}
	set, _ := New(testCity(), catalogues(t))
	for table, file := range map[string]string{"indicators": "indicators_2024", "actions": "actions_2024", "codelist": "codelist_2024"} {
		compareSheet(t, f, set, table, readCSV(t, s[dir+"999997_kpi_"+file+".csv"]))
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
	if err != nil {
		t.Fatal(err)
	}
	shown, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
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
			if got := cell(raw, i+1, c); got != expected {
				t.Errorf("%s row %d %s: %q, want %q", name, i+2, field.Name, got, expected)
			}
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
		if cell(raw, 0, c) != field.Title["ja"] {
			t.Errorf("%s: title %q", name, cell(raw, 0, c))
		}
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
		if err := os.WriteFile(filepath.Join(tmp, name), s[dir+name], 0o644); err != nil {
			t.Fatal(err)
		}
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
		b, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+".csv"))
		if err != nil {
			t.Fatal(err)
		}
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
