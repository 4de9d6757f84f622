package source

import (
	"path"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// headings are those of each kind of file: with true they open one of a list.
var headings = map[string]map[string]bool{
	"records": {"record": true, "record.action": true, "record.part": true, "record.evidence": true, "record.as_of": false,
		"record.comparability": false, "record.reconstructed": false, "record.actions_same_as": false, "record.revised": false,
		"record.reading": true, "record.breakdown": true, "record.breakdown.item": true, "record.resource": true, "record.grades": false, "record.fields": false,
		"resource": true, "grades": false, "fields": false},
	"plan": {"indicator": true, "indicator.part": true, "indicator.targets": false, "indicator.history": false, "indicator.total": false, "indicator.final_target": false,
		"indicator.fields": false, "fields": false},
	"year":          {"correction": true, "source": false},
	"city":          {"rule": true, "band": true, "kind": true, "group": true, "grade": true, "level": true, "field": true, "grader": true, "unit": true, "achievement": false, "contact": false, "period": false},
	"sections":      {"section": true},
	"glossary":      {"term": true},
	"accessibility": {"automated": false, "human": false},
}

// kindOf is the kind of a TOML file of the data.
func (v vocabulary) kindOf() string {
	dir, name := path.Split(v.file)
	stem := strings.TrimSuffix(name, ".toml")
	switch {
	case dir == "data/":
		return stem
	case dir == "data/plan/":
		return "plan"
	case strings.HasPrefix(dir, "data/") && stem == "year":
		return stem
	case strings.HasPrefix(dir, "data/"):
		return "records"
	}
	return ""
}

func (v vocabulary) Heading(name string) (list, known bool) {
	list, known = headings[v.kindOf()][name]
	return list, known
}

// Meaning knows a heading by its last word, such as [[action]], and one that is
// misspelt.
func (v vocabulary) Meaning(name string) string {
	var names, last []string
	for known := range headings[v.kindOf()] {
		names = append(names, known)
		if known[strings.LastIndexByte(known, '.')+1:] == name {
			last = append(last, known)
		}
	}
	if len(last) == 1 {
		return last[0]
	}
	slices.Sort(names)
	if parent, _, dotted := strings.Cut(name, "."); dotted {
		// A text of a record may have a heading of its own: [record.method].
		if _, known := headings[v.kindOf()][parent]; known && len(name)-len(parent) < 4 {
			return ""
		}
	}
	if len(name) < 4 {
		return ""
	}
	near := diag.Nearby(name, names)
	if strings.Count(near, ".") != strings.Count(name, ".") || !sameLetters(name, near) {
		return ""
	}
	return near
}

// sameLetters reports whether two names differ by a slip of the keys only.
func sameLetters(a, b string) bool {
	return diag.Nearby(a, []string{b}) == b && abs(len(a)-len(b)) <= 2
}

func abs(n int) int { return max(n, -n) }

func (v vocabulary) Lost(heading, key string, n *toml.Node, there bool) string {
	switch v.kindOf() {
	case "records":
		return lostInRecords(heading, key, n, there)
	case "plan":
		below := heading == "" || heading == "indicator" && there || heading == "indicator.part"
		if key == "kind" && below && n.Kind == toml.String {
			return "indicator"
		}
	case "sections":
		if key == "id" && (heading == "" || there) {
			return "section"
		}
	case "glossary":
		if key == "id" && (heading == "" || there) {
			return "term"
		}
	case "city":
		if list, _ := v.Heading(heading); key == "id" && there && list {
			return heading
		}
	}
	return ""
}

// lostInRecords knows by its keys what a table of a record is.
func lostInRecords(heading, key string, n *toml.Node, there bool) string {
	own := heading == "record" || heading == "record.as_of" || heading == "record.action" || heading == "record.evidence" || heading == "record.part"
	switch key {
	case "indicator":
		if n.Kind == toml.String && (heading == "" || own && (heading != "record" || there)) {
			return "record"
		}
	case "baseline", "target", "actual":
		number := n.Kind == toml.Integer || n.Kind == toml.Float || n.Kind == toml.Table && n.Get("value") != nil
		switch {
		case heading == "record.as_of" && number:
			return heading
		case heading == "record" && there && dateLike(n):
			return "record.as_of"
		}
	case "period":
		if heading == "record" || heading == "record.as_of" || heading == "record.action" && there {
			return "record.action"
		}
	case "text":
		if heading == "record" || heading == "record.as_of" || heading == "record.action" && there {
			return "record.action"
		}
	case "sum":
		if heading == "record" || heading == "record.as_of" || heading == "record.action" || heading == "record.evidence" && there {
			return "record.evidence"
		}
	case "part":
		if n.Kind == toml.String && (heading == "record" || heading == "record.as_of" || heading == "record.part" && there) {
			return "record.part"
		}
	}
	return ""
}

// dateLike reports whether a value is a date of a figure rather than a figure.
func dateLike(n *toml.Node) bool {
	switch n.Kind {
	case toml.String:
		if _, err := kpi.ParseDecimal(lang.Fold(n.Text)); err == nil {
			return false
		}
		return !lang.ParseAsOf(n.Text).IsZero() || lang.Misdated(n.Text)
	case toml.Table:
		return n.Get("months") != nil
	}
	return false
}
