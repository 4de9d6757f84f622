package opendata

// shape is the form of one value in indicators.json. The schema is made from
// shapes; a test holds the written file against it, with nothing unknown let
// through.
type shape struct {
	key        string // in the object that holds it
	is         string // string, decimal, integer, boolean, text, object, list, fraction, month, date
	null       bool
	optional   bool
	vocabulary string
	message    string // key of its meaning; "" for none
	of         []shape
}

var figureShape = []shape{
	{key: "value", is: "decimal", null: true, message: "json_value"},
	{key: "text", is: "text", null: true, message: "json_text"},
	{key: "as_of", is: "object", null: true, message: "json_as_of", of: []shape{
		{key: "text", is: "text"}, {key: "start", is: "month", null: true}, {key: "end", is: "month", null: true},
		{key: "months", is: "list", of: []shape{{is: "month"}}},
	}},
	{key: "done", is: "boolean", optional: true, message: "json_done"},
	{key: "from", is: "decimal", null: true, optional: true, message: "json_range"},
	{key: "to", is: "decimal", null: true, optional: true, message: "json_range"},
	{key: "none", is: "string", optional: true, vocabulary: "reason", message: "json_none"},
	{key: "printed", is: "string", null: true, optional: true, message: "json_printed"},
	{key: "strict", is: "string", optional: true, message: "json_strict"},
	{key: "aim", is: "string", optional: true, message: "json_aim"},
	{key: "second", is: "decimal", optional: true, message: "json_second"},
	{key: "planned", is: "boolean", optional: true, message: "json_planned"},
	{key: "reconstructed", is: "boolean", optional: true, message: "json_reconstructed"},
}

func figureOf(key string) shape {
	s := shape{key: key, is: "object", message: key + "_value", of: figureShape}
	if key == "was" {
		s.message = "" // what it was is said of the whole
	}
	return s
}

var correctionsShape = shape{key: "corrections", is: "list", message: "json_corrections", of: []shape{{is: "object", of: shapes(correctionMembers)}}}

var expressionShape = []shape{
	{key: "expression", is: "string", null: true, message: "expression"},
	{key: "expression_lower", is: "string", null: true, message: "expression_lower"},
}

var fileShape = []shape{
	{key: "format", is: "integer", message: "json_format"},
	{key: "fiscal_year", is: "integer", message: "fiscal_year"},
	{key: "city", is: "object", message: "json_city", of: []shape{
		{key: "name", is: "text"}, {key: "code", is: "string", null: true, message: "region_code"},
		{key: "languages", is: "list", of: []shape{{is: "string"}}},
		{key: "licence", is: "object", null: true, message: "json_licence", of: []shape{
			{key: "name", is: "string"}, {key: "title", is: "text", null: true}, {key: "url", is: "string", null: true}}},
		{key: "bands", is: "list", optional: true, message: "json_bands", of: []shape{{is: "object", of: append([]shape{
			{key: "id", is: "string", vocabulary: "band"}, {key: "name", is: "text"},
			{key: "mark", is: "string", null: true, message: "code_mark"}}, expressionShape...)}}},
		{key: "rules", is: "list", optional: true, message: "json_rules", of: []shape{{is: "object", of: append([]shape{
			{key: "id", is: "string", vocabulary: "rule"}, {key: "name", is: "text"},
			{key: "rounding", is: "string", null: true, vocabulary: "rounding", message: "code_rounding"},
			{key: "places", is: "decimal", null: true, message: "places"}, {key: "cap", is: "decimal", null: true, message: "cap"}}, expressionShape...)}}}}},
	{key: "indicators", is: "list", message: "json_indicators", of: []shape{{is: "object", of: shapes(indicatorMembers)}}},
	{key: "initiatives", is: "list", optional: true, message: "json_initiatives", of: []shape{{is: "object", of: []shape{
		{key: "sheet", is: "string", message: "initiative_id"}, {key: "parent", is: "string", null: true, message: "parent_id"},
		{key: "level", is: "string", null: true, vocabulary: "level", message: "level"}, {key: "code", is: "string", message: "code"},
		{key: "name", is: "text", message: "initiative"}, {key: "summary", is: "text", null: true, message: "summary"},
		{key: "grade", is: "string", null: true, vocabulary: "grade", message: "node_grade"},
		{key: "details", is: "list", message: "json_details", of: []shape{{is: "object", of: shapes(detailMembers)}}},
		{key: "pillar", is: "text", null: true, optional: true, message: "pillar"}}}}},
	{key: "report", is: "object", optional: true, message: "json_report", of: []shape{
		{key: "title", is: "text", null: true}, {key: "summary", is: "text", null: true, message: "summary"},
		{key: "published_on", is: "date", null: true}, correctionsShape}},
}

// Schema is the JSON Schema of indicators.json and of each <id>.json.
func (s *Set) Schema() []byte {
	w := &jsonWriter{}
	w.open('{')
	w.orNull("$schema", "https://json-schema.org/draft/2020-12/schema")
	w.orNull("title", s.in(s.say("opendata.file.json")))
	w.orNull("type", "object")
	s.properties(w, fileShape)
	w.object("$defs", func() {
		w.object("text", func() {
			w.orNull("type", "object")
			w.key("additionalProperties")
			w.inline(func() { w.open('{'); w.orNull("type", "string"); w.close('}') })
		})
		for _, p := range [][2]string{
			{"decimal", `^-?[0-9]+(\.[0-9]+)?$`}, {"fraction", `^-?[0-9]+(/[1-9][0-9]*)?$`},
			{"month", `^[0-9]{4}-(0[1-9]|1[0-2])$`}, {"date", `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`},
		} {
			w.object(p[0], func() {
				w.orNull("type", "string")
				w.orNull("pattern", p[1])
			})
		}
		w.object("figure", func() {
			w.orNull("type", "object")
			s.properties(w, figureShape)
		})
	})
	w.close('}')
	return append(w.b, '\n')
}

func (s *Set) properties(w *jsonWriter, of []shape) {
	var required []string
	w.object("properties", func() {
		for _, p := range of {
			w.key(p.key)
			s.value(w, p)
			if !p.optional {
				required = append(required, p.key)
			}
		}
	})
	w.strings("required", required)
	w.boolean("additionalProperties", false)
}

func (s *Set) value(w *jsonWriter, p shape) {
	w.open('{')
	if p.message != "" {
		w.orNull("description", s.in(s.say("field."+p.message+".meaning")))
	}
	if p.null {
		w.key("anyOf")
		w.open('[')
		w.next()
		w.open('{')
		s.form(w, p)
		w.close('}')
		w.next()
		w.inline(func() { w.open('{'); w.orNull("type", "null"); w.close('}') })
		w.close(']')
	} else {
		s.form(w, p)
	}
	w.close('}')
}

func (s *Set) form(w *jsonWriter, p shape) {
	switch p.is {
	case "text", "decimal", "fraction", "month", "date":
		w.orNull("$ref", "#/$defs/"+p.is)
	case "list":
		w.orNull("type", "array")
		w.key("items")
		s.value(w, p.of[0])
	case "object":
		if len(p.of) > 0 && p.of[0].key == figureShape[0].key && len(p.of) == len(figureShape) {
			w.orNull("$ref", "#/$defs/figure")
			return
		}
		w.orNull("type", "object")
		s.properties(w, p.of)
	default:
		w.orNull("type", p.is)
		if values := s.values(p.vocabulary); len(values) > 0 {
			w.strings("enum", values)
		}
	}
}
