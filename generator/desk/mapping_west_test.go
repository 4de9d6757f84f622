package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// TestWorkbookInAnotherLanguage takes the tables of two councils abroad: headings in
// their language, a decimal comma as text, bounds before a number, their words for no value.
func TestWorkbookInAnotherLanguage(t *testing.T) {
	for _, c := range []struct {
		name, language, kind string
		rows                 [][]any
		want                 []string
	}{
		{"Spanish", "es", "Indicador", [][]any{
			{"Código", "Eje estratégico", "Indicador", "Unidad de medida", "Valor inicial 2022", "Meta 2024", "Resultado 2024", "Área responsable", "Observaciones"},
			{"1.1", "1 Ciudad habitable", "Viviendas rehabilitadas", "viviendas", "1.120", "1.500", "1.234", "Urbanismo", "Retraso"},
			{"1.2", "1 Ciudad habitable", "Residuos reciclados", "%", "31,5", "≥ 40,0%", "36,25%", "Urbanismo", ""},
			{"1.3", "1 Ciudad habitable", "Gasto por habitante", "€", 1204.5, "≤ 1.250,00", "s/d", "Urbanismo", ""},
		}, []string{"baseline  = 1120\ntarget    = 1500\nactual    = 1234", "baseline  = 31.5\ntarget    = {from = 40.0}\nactual    = 36.25",
			"baseline  = 1204.5\ntarget    = {to = 1250.00}\nactual    = {none = \"not-stated\", printed = \"s/d\"}",
			"indicator = \"indicador-1\"", "baseline = \"2022\"", "\"Residuos reciclados\"", "id   = \"section-1\"\nname = {es = \"Urbanismo\"}", "Retraso"}},
		{"English", "en", "Measure", [][]any{
			{"Ref", "Priority", "Performance measure", "Unit", "Baseline", "2024/25 target", "Actual (2024/25)", "Lead officer", "Commentary"},
			{"1.1", "1 Homes", "Homes renovated", "homes", "1,120", "at least 1,500", "1,234", "Housing", "Delays"},
			{"1.2", "1 Homes", "Unemployment", "%", 14.2, "no more than 12.0%", "TBC", "Economy", ""},
			{"1.3", "1 Homes", "Rates per property", "$", "$2,744.50", "≤ $3,000", "-$1,287.15", "Economy", ""},
		}, []string{"baseline  = 2744.50\ntarget    = {to = 3000}\nactual    = -1287.15", "baseline  = 1120\ntarget    = {from = 1500}\nactual    = 1234", "baseline  = 14.2\ntarget    = {to = 12.0}\nactual    = {none = \"not-yet\", printed = \"TBC\"}", "Delays"}},
		{"Polish", "pl", "Wskaźnik", [][]any{
			{"Lp.", "Nazwa wskaźnika", "Jednostka miary", "Wartość bazowa (2019)", "Wartość docelowa 2024", "Wartość osiągnięta 2024", "Kierunek", "Wydział", "Uwagi"},
			{"1.1", "Mieszkańcy w sieci", "osób", "12 345", "co najmniej 13 500", "13 101,5", "wzrost", "Inwestycje", "GUS"},
			{"1.2", "Emisja PM10", "µg/m3", "42", "30", "29,9", "spadek", "Środowisko", ""},
			{"1.3", "Wypadki", "szt.", "12", "mniej niż 5", "-", "spadek", "Straż", ""},
		}, []string{"baseline  = 12345\ntarget    = {from = 13500}\nactual    = 13101.5", "baseline  = 42\ntarget    = 30\nactual    = 29.9", "baseline  = 12\ntarget    = {below = 5}\nactual    = {none = \"not-stated\", printed = \"-\"}",
			"baseline = \"2019\"", "direction = \"increase\"", "direction = \"decrease\"", "label     = {pl = \"1.1\"}"}},
		{"Swedish", "sv", "Nyckeltal", [][]any{
			{"Nämnd", "Nyckeltal", "Enhet", "Startvärde 2021", "Mål 2024", "Utfall 2024", "Önskad riktning", "Kommentar"},
			{"Kommunstyrelsen", "Anställda", "personer", "1 204", "högst 1 250", "1 251", "minska", "ökar"},
			{"Kommunstyrelsen", "Index", "", "72", "minst 75", "70,5", "öka", ""},
		}, []string{"baseline  = 1204\ntarget    = {to = 1250}\nactual    = 1251", "baseline  = 72\ntarget    = {from = 75}\nactual    = 70.5", "direction = \"decrease\"", "direction = \"increase\""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "city")
			must.Succeed(t, NewCity(dir, CityOptions{Year: 2024, Languages: []string{c.language}, Kinds: []string{c.kind}, FirstMonth: 1}))
			for _, file := range []string{"data/plan/1-a.toml", "data/FY2024/1-a.toml"} {
				os.Remove(filepath.Join(dir, file))
			}
			f := excelize.NewFile()
			for i, row := range c.rows {
				at, _ := excelize.CoordinatesToCellName(1, i+1)
				must.Succeed(t, f.SetSheetRow("Sheet1", at, &row))
			}
			b, err := f.WriteToBuffer()
			must.Succeed(t, err)
			in := importOwn(t, dir, b.Bytes())
			if len(in.Problems) > 0 {
				t.Fatalf("%+v", in.Problems)
			}
			var all strings.Builder
			for _, e := range in.Edits {
				all.Write(e.Data)
			}
			for _, want := range c.want {
				must.Contain(t, all.String(), want, "nothing has")
			}
		})
	}
}

// A result that is one of the city's grades in each row is a grade, and its actual another column.
func TestResultsThatAreGrades(t *testing.T) {
	city := &kpi.City{Languages: []string{"en"}, Grades: []kpi.Grade{{ID: "met", Name: lang.Text{"en": "Achieved"}}, {ID: "missed", Name: lang.Text{"en": "Not achieved"}}}}
	for want, words := range map[string][]string{"grade": {"Achieved", "Not achieved"}, "actual": {"Achieved", "86%"}} {
		sheets, err := readLoose("results.csv", []byte("Result\n"+strings.Join(words, "\n")+"\n"))
		must.Succeed(t, err)
		p := &proposer{city: city}
		if m, ok := p.columnMeaning(sheets[0], 0, 0, 1); !ok || m.key != want {
			t.Errorf("%v: %s", words, m.key)
		}
	}
}

// A heading, and a word for a direction, mean one thing.
func TestWestWordsMeanOneThing(t *testing.T) {
	seen := map[string]string{}
	hold := func(meaning, list string) {
		for word := range strings.SplitSeq(list, ", ") {
			if other := seen[plain(word)]; other != "" && other != meaning || unaccented(word) != word || strings.ToLower(word) != word {
				t.Errorf("%q of %s, %s", word, meaning, other)
			}
			seen[plain(word)] = meaning
		}
	}
	for key, list := range westHeadings {
		hold(key, list)
	}
	clear(seen)
	for way, list := range westDirections {
		hold(string(way), list)
	}
}
