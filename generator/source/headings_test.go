package source

import (
	"testing"

	"tassei/generator/must"
	"tassei/generator/toml"
)

// By its keys a table is known whose heading was lost, or stands a line too low: a line a
// case, with whether the key stands in the table above already.
func TestLostHeadings(t *testing.T) {
	word, day, digits := &toml.Node{Kind: toml.String, Text: "x"}, &toml.Node{Kind: toml.String, Text: "令和7年3月"}, &toml.Node{Kind: toml.String, Text: "12"}
	whole, part, table := &toml.Node{Kind: toml.Integer, Text: "12"}, &toml.Node{Kind: toml.Float, Text: "1.2"}, &toml.Node{Kind: toml.Table}
	const above, alone = true, false
	for _, c := range []struct {
		heading, key string
		n            *toml.Node
		there        bool
		want         string
	}{
		{"", "indicator", word, alone, "record"}, {"", "indicator", whole, alone, ""}, {"record", "indicator", word, above, "record"}, {"record", "indicator", word, alone, ""},
		{"record.part", "indicator", word, alone, "record"}, {"record.as_of", "indicator", word, alone, "record"}, {"record.action", "indicator", word, alone, "record"},
		{"record.evidence", "indicator", word, alone, "record"}, {"record.fields", "indicator", word, above, ""},
		{"record.as_of", "target", whole, alone, "record.as_of"}, {"record.as_of", "actual", part, alone, "record.as_of"}, {"record.as_of", "target", word, alone, ""}, {"record.as_of", "target", table, alone, ""},
		{"record", "target", day, above, "record.as_of"}, {"record", "target", day, alone, ""}, {"record", "target", digits, above, ""}, {"record.part", "target", day, above, ""}, {"record.part", "target", whole, above, ""},
		{"record", "period", word, alone, "record.action"}, {"record.as_of", "period", word, alone, "record.action"}, {"record.action", "period", word, above, "record.action"},
		{"record.action", "period", word, alone, ""}, {"record.part", "period", word, above, ""},
		{"record", "text", word, alone, "record.action"}, {"record.as_of", "text", word, alone, "record.action"}, {"record.action", "text", word, above, "record.action"},
		{"record.action", "text", word, alone, ""}, {"record.part", "text", word, above, ""},
		{"record", "sum", word, alone, "record.evidence"}, {"record.as_of", "sum", word, alone, "record.evidence"}, {"record.action", "sum", word, alone, "record.evidence"},
		{"record.evidence", "sum", word, above, "record.evidence"}, {"record.evidence", "sum", word, alone, ""}, {"record.part", "sum", word, above, ""},
		{"record", "part", word, alone, "record.part"}, {"record.as_of", "part", word, alone, "record.part"}, {"record.part", "part", word, above, "record.part"},
		{"record.part", "part", word, alone, ""}, {"record", "part", whole, alone, ""}, {"record.action", "part", word, above, ""}, {"record", "page", whole, above, ""},
	} {
		must.Be(t, lostInRecords(c.heading, c.key, c.n, c.there), c.want, c)
	}
	for _, c := range []struct {
		file, heading, key string
		n                  *toml.Node
		there              bool
		want               string
	}{
		{"data/plan/1-a.toml", "", "kind", word, alone, "indicator"}, {"data/plan/1-a.toml", "indicator", "kind", word, above, "indicator"}, {"data/plan/1-a.toml", "indicator", "kind", word, alone, ""},
		{"data/plan/1-a.toml", "indicator.part", "kind", word, alone, "indicator"}, {"data/plan/1-a.toml", "indicator.fields", "kind", word, above, ""}, {"data/plan/1-a.toml", "", "kind", whole, alone, ""},
		{"data/plan/1-a.toml", "", "number", word, alone, ""},
		{"data/sections.toml", "", "id", word, alone, "section"}, {"data/sections.toml", "section", "id", word, above, "section"}, {"data/sections.toml", "section", "id", word, alone, ""}, {"data/sections.toml", "", "name", word, alone, ""},
		{"data/glossary.toml", "", "id", word, alone, "term"}, {"data/glossary.toml", "term", "id", word, above, "term"}, {"data/glossary.toml", "term", "id", word, alone, ""}, {"data/glossary.toml", "term", "name", word, above, ""},
		{"data/city.toml", "band", "id", word, above, "band"}, {"data/city.toml", "band", "id", word, alone, ""}, {"data/city.toml", "achievement", "id", word, above, ""}, {"data/city.toml", "band", "name", word, above, ""},
		{"data/FY2024/year.toml", "correction", "indicator", word, above, ""}, {"data/FY2024/1-a.toml", "record", "indicator", word, above, "record"}, {"content/x.toml", "record", "indicator", word, above, ""},
	} {
		must.Be(t, vocabulary{file: c.file}.Lost(c.heading, c.key, c.n, c.there), c.want, c)
	}
}
