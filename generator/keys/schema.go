package keys

import (
	"encoding/json"
	"slices"
	"strings"
)

// A schema tells an editor which keys a file may have, what they mean in
// Japanese and English and what they take. It is made from the book; what the
// book tells of tables inside tables only in words stands in inner.

// file is one kind of TOML file: its name in the book, and its lists of tables.
type file struct{ name, where string }

var files = []file{
	{"city", "data/city.toml"}, {"sections", "data/sections.toml"}, {"glossary", "data/glossary.toml"}, {"accessibility", "data/accessibility.toml"},
	{"plan", "data/plan/<sheet>.toml"}, {"year", "data/FY2024/year.toml"}, {"records", "data/FY2024/<sheet>.toml"},
}

// inner lists the keys of tables that the book tells with their owner. A key
// with ! must be there; "*" stands for the texts in each language; "…" leaves
// the keys open, because they are years or ids of the city's.
var inner = map[string]string{
	"city.contact": "* url", "city.period": "from! to!", "city.licence": "name title url",
	"accessibility.automated": "tool date result", "accessibility.human": "tool date result",
	"plan.fields": "…", "indicator.fields": "…", "indicator.history": "…", "indicator.targets": "…", "indicator.total": "from! to!",
	"indicator.final_target": "year! value from to above below aim none printed second second_name done *",
	"indicator.part":         "id! name! unit direction",
	"year.source":            "file! name pages page_lines", "year.correction": "indicator date! was! now! why!",
	"records.grades": "…", "records.resource": "name! unit planned actual", "records.fields": "…",
	"record.grades": "…", "record.fields": "…", "record.revised": "was! date why", "record.as_of": "baseline target actual forecast",
	"record.comparability": "state! *", "record.reconstructed": "values! *", "record.actions_same_as": "indicator! *",
	"record.part":   "part! baseline target actual baseline_nature",
	"record.action": "text! period sections state percent due budget spent grade", "record.evidence": "sum! equals! text!",
	"record.resource": "name! unit planned actual", "record.reading": "period! value! provisional none",
	"record.breakdown": "name! item! whole", "breakdown.item": "name! value! none",
}

// kinds are what keys of inner tables take where the book does not tell it of them.
var kinds = map[string]string{"url": "address", "title": "text", "name": "text", "unit": "text", "from": "year", "to": "year", "id": "word", "indicator": "id",
	"direction": "word", "none": "word", "value": "figure", "item": "list of tables", "baseline": "date text", "target": "date text", "actual": "date text", "forecast": "date text", "due": "date text", "was": "figure", "why": "text"}

// object is a piece of a JSON Schema.
type object = map[string]any

// schemas makes what the book says into schemas.
type schemas struct {
	words  map[string][]string
	places []Place
}

// Schemas are the JSON Schemas of the TOML files by name, such as city and
// records. words are the lists of which a key takes one: by its name, or by
// "table.key" where tables differ.
func Schemas(words map[string][]string) map[string][]byte {
	s := schemas{words, Places()}
	all := map[string][]byte{}
	for _, f := range files {
		root := s.table(f.where, f.name)
		root["$schema"] = "http://json-schema.org/draft-07/schema#"
		root["title"] = f.where
		root["definitions"] = s.definitions()
		b, err := json.MarshalIndent(root, "", " ")
		if err != nil {
			panic(err) // maps and strings
		}
		all[f.name] = append(b, '\n')
	}
	return all
}

// SchemaOf is the name of the schema of a file of the data, "" for none.
func SchemaOf(path string) string {
	parts := strings.Split(path, "/")
	switch name := strings.TrimSuffix(parts[len(parts)-1], ".toml"); {
	case len(parts) == 2 && parts[0] == "data":
		if slices.ContainsFunc(files, func(f file) bool { return f.where == path }) {
			return name
		}
	case len(parts) == 3 && parts[0] == "data" && parts[1] == "plan":
		return "plan"
	case len(parts) == 3 && parts[0] == "data" && strings.HasPrefix(parts[1], "FY"):
		if name == "year" {
			return name
		}
		return "records"
	}
	return ""
}

// SchemaLine is the first line of a TOML file, by which editors find its schema.
func SchemaLine(path string) string {
	name := SchemaOf(path)
	if name == "" {
		return ""
	}
	return "#:schema " + strings.Repeat("../", strings.Count(path, "/")-1) + ".schema/" + name + ".schema.json\n"
}

// place finds a table of the book by its heading.
func (s schemas) place(where string) Place {
	i := slices.IndexFunc(s.places, func(p Place) bool { return p.Where == where })
	if i < 0 {
		return Place{}
	}
	return s.places[i]
}

// table is the schema of a file or of one of its tables that the book has.
func (s schemas) table(where, name string) object {
	p := s.place(where)
	inside := map[string]bool{}
	for _, k := range p.Keys {
		if strings.Contains(k.En, "(inside ") || strings.HasPrefix(k.En, "words of an action") || k.Name == "equals" {
			inside[k.Name] = true
		}
	}
	props, required := object{}, []string{}
	for _, k := range p.Keys {
		if props[k.Name] != nil || inside[k.Name] && !s.own(k) {
			continue
		}
		props[k.Name] = s.key(where, name, p, k)
		if k.Required && !optional[name+"."+k.Name] {
			required = append(required, k.Name)
		}
	}
	if name == "record" {
		// A record may restate a fact of the plan for its year.
		plan := s.place("data/plan/<sheet>.toml [[indicator]]")
		for _, restated := range []string{"name", "unit", "counts", "direction", "measured", "group", "rule", "fields"} {
			if i := slices.IndexFunc(plan.Keys, func(k Key) bool { return k.Name == restated }); i >= 0 && props[restated] == nil {
				props[restated] = s.key(where, "indicator", plan, plan.Keys[i])
			}
		}
	}
	if name == "indicator" {
		plan := s.place("data/plan/<sheet>.toml")
		for _, k := range plan.Keys {
			if k.Name == "since" || k.Name == "until" {
				props[k.Name] = s.key(where, "plan", plan, k)
			}
		}
	}
	if name == "records" {
		plan := s.place("data/plan/<sheet>.toml")
		for _, restated := range []string{"code", "name", "pillar", "order", "parent", "level", "fields"} {
			if i := slices.IndexFunc(plan.Keys, func(k Key) bool { return k.Name == restated }); i >= 0 && props[restated] == nil {
				props[restated] = s.key(where, "plan", plan, plan.Keys[i])
			}
		}
	}
	t := object{"type": "object", "properties": props, "additionalProperties": false}
	if len(required) > 0 {
		t["required"] = required
	}
	return t
}

// optional are keys that a draft, or a part of an indicator, may leave out.
var optional = map[string]bool{"record.baseline": true, "record.target": true, "record.actual": true}

// own reports whether a key that stands in inner tables is one of the table's own
// too: the first that the book tells of it is not said to be inside another.
func (s schemas) own(k Key) bool {
	return !strings.Contains(k.En, "(inside ") && !strings.HasPrefix(k.En, "words of an action") && k.Name != "equals" && k.Name != "state" && k.Name != "months"
}

// key is the schema of one key with its meaning.
func (s schemas) key(where, name string, p Place, k Key) object {
	var o object
	file, _, _ := strings.Cut(where, " ")
	list := s.place(file + " [[" + k.Name + "]]")
	single := s.place(file + " [" + k.Name + "]")
	own, inlined := inner[name+"."+k.Name]
	switch {
	case k.Takes == "list of tables" && list.Where != "":
		o = object{"type": "array", "items": s.table(list.Where, k.Name)}
	case single.Where != "":
		o = s.table(single.Where, k.Name)
	case k.Takes == "list of tables":
		o = object{"type": "array", "items": s.inner(name+"."+k.Name, own, p)}
	case k.Takes == "word or table" && inlined:
		o = object{"anyOf": []any{ref("word"), s.inner(name+"."+k.Name, own, p)}}
	case inlined:
		o = s.inner(name+"."+k.Name, own, p)
	default:
		o = s.value(name, k)
	}
	o["description"] = k.Ja + "\n" + k.En + "\n" + k.Example
	return o
}

// inner is the schema of a table that the book tells with its owner.
func (s schemas) inner(path, keys string, p Place) object {
	if keys == "…" {
		return object{"type": "object"}
	}
	props, required := object{}, []string{}
	t := object{"type": "object", "properties": props, "additionalProperties": false}
	own := path[strings.LastIndexByte(path, '.')+1:]
	for word := range strings.FieldsSeq(keys) {
		if word == "*" {
			t["patternProperties"] = object{tagForm: ref("word")}
			continue
		}
		name, must := strings.CutSuffix(word, "!")
		k := Key{Name: name, Takes: kinds[name]}
		if i := slices.IndexFunc(p.Keys, func(k Key) bool { return k.Name == name && (strings.Contains(k.En, "(inside ") || kinds[name] == "") }); i >= 0 {
			k = p.Keys[i]
		}
		if own == "final_target" || own == "part" && name != "id" && name != "name" && name != "unit" && name != "direction" && name != "part" {
			k.Takes = finalKinds[name]
		}
		if own == "resource" && name == "actual" || own == "resource" && name == "planned" {
			k.Takes = "number"
		}
		if nested, ok := inner[own+"."+name]; ok && k.Takes == "list of tables" {
			props[name] = object{"type": "array", "items": s.inner(own+"."+name, nested, p)}
		} else {
			o := s.value(own, k)
			if k.Ja != "" {
				o["description"] = k.Ja + "\n" + k.En
			}
			props[name] = o
		}
		if must {
			required = append(required, name)
		}
	}
	if len(required) > 0 {
		t["required"] = required
	}
	return t
}

// finalKinds are what the keys of a final target and of a part take.
var finalKinds = map[string]string{"year": "year", "value": "number", "from": "number", "to": "number", "above": "number", "below": "number", "aim": "word",
	"none": "word", "printed": "word", "second": "number", "second_name": "text", "done": "true or false",
	"baseline": "figure", "target": "figure", "actual": "figure", "baseline_nature": "word"}

func ref(name string) object { return object{"$ref": "#/definitions/" + name} }

// value is the schema of a value of a kind.
func (s schemas) value(table string, k Key) object {
	for _, name := range []string{table + "." + k.Name, k.Name} {
		if list := s.words[name]; len(list) > 0 && k.Takes == "word" {
			return object{"enum": list}
		}
	}
	wrap := func(name string) object { return object{"allOf": []any{ref(name)}} }
	switch k.Takes {
	case "text":
		return wrap("text")
	case "date text":
		return wrap("as_of")
	case "figure":
		if slices.Contains([]string{"baseline", "actual", "forecast"}, k.Name) {
			return object{"allOf": []any{ref("figure"), object{"not": bound()}}}
		}
		return wrap("figure")
	case "number":
		if k.Name == "published" {
			return object{"anyOf": []any{ref("number"), object{"type": "object", "required": []string{"none"}}}}
		}
		return wrap("number")
	case "list":
		return object{"type": "array", "items": ref("word")}
	case "list of texts":
		return object{"type": "array", "items": ref("text")}
	case "list of numbers":
		return object{"type": "array", "items": ref("number")}
	case "true or false":
		return object{"type": "boolean"}
	case "year":
		return object{"type": []string{"string", "integer"}}
	case "table", "":
		return object{}
	case "number or word", "word or table", "expression", "condition":
		return object{"type": []string{"string", "number", "object"}}
	}
	return wrap("word")
}

// bound is a range, a bound or a direction alone, which only a target may be.
func bound() object {
	var each []any
	for _, key := range []string{"from", "to", "above", "below", "aim"} {
		each = append(each, object{"type": "object", "required": []string{key}})
	}
	return object{"anyOf": each}
}

// tagForm is the form of a language's tag.
const tagForm = `^[a-z]{2}(-[A-Za-z0-9-]+)?$`

// definitions are the kinds of value that many keys take.
func (s schemas) definitions() object {
	languages := object{"type": "object", "minProperties": 1, "patternProperties": object{tagForm: ref("word")}, "additionalProperties": false}
	number := object{"anyOf": []any{object{"type": "number"}, object{"type": "string", "pattern": `^\s*[-−－]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?\s*$`}}}
	keys := object{}
	for _, k := range s.place("値 figure: baseline, target, actual, forecast").Keys {
		o := s.value("figure", k)
		o["description"] = k.Ja + "\n" + k.En + "\n" + k.Example
		keys[k.Name] = o
	}
	figure := object{"type": "object", "minProperties": 1, "properties": keys, "patternProperties": object{tagForm: object{"type": []string{"string", "number", "boolean"}}}, "additionalProperties": false}
	asOf := object{"type": "object", "properties": object{"months": object{"type": "array", "items": ref("word")}}, "patternProperties": object{tagForm: ref("word")}, "additionalProperties": false}
	return object{
		"word":   object{"type": "string", "minLength": 1},
		"text":   object{"anyOf": []any{ref("word"), languages}},
		"number": number,
		"figure": object{"anyOf": []any{ref("number"), figure}},
		"as_of":  object{"anyOf": []any{ref("word"), asOf}},
	}
}
