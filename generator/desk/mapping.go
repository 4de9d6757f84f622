package desk

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/toml"
)

// A mapping says what the cells of a city's own workbook mean. NewMapping
// proposes one, a clerk corrects it, ImportAs reads workbooks by it.
type mapping struct {
	year       kpi.Year // of what has no year of its own
	code, name string   // of the initiative, where the workbook names none
	direction  kpi.Direction
	tables     []mappedTable
	none       map[string]kpi.Reason
	sections   map[string]string // names and ids
	directions map[string]kpi.Direction
}

// mappedTable is one table of indicators, or one kind of form.
type mappedTable struct {
	sheet    string            // "*" for every one
	head     int               // the last row of headings; 0 of a form
	label    string            // of a form: the cell of a label, whose text begins each of them
	text     string            // of that cell
	headings map[string]string // what stands above the columns, or in the cells of labels, by their places
	above    map[string]meant  // of a table: cells above it that hold for all its rows
	cells    map[string]meant
	passed   map[string]bool // places that are said to be passed over
}

// meant is what a column or a cell holds.
type meant struct {
	key  string
	year kpi.Year // 0 takes the mapping's own
}

func (m meant) String() string {
	if m.year != 0 {
		return m.key + " " + m.year.String()
	}
	return m.key
}

// mappedKeys are what cells can be said to hold.
var mappedKeys = []string{"code", "initiative", "kind", "number", "name", "unit", "direction", "section", "baseline", "target", "actual",
	"published", "grade", "baseline_as_of", "target_as_of", "actual_as_of", "method", "action", "period", "comment", "note", "final_target", "row", "value"}

// perYear are the keys of a record; the others are of the plan.
var perYear = []string{"baseline", "target", "actual", "published", "grade", "baseline_as_of", "target_as_of", "actual_as_of", "method", "action",
	"period", "comment", "note"}

// readMapping reads the TOML of a mapping. The error is a *Fault.
func readMapping(file string, raw []byte) (*mapping, error) {
	d := toml.Read(file, raw, nil)
	d.Agree()
	if len(d.Problems) > 0 {
		p := d.Problems[0]
		return nil, fault("mapping broken", "file", file, "line", itoa(p.Line), "code", p.Code)
	}
	r := &mappingReader{d: d, m: &mapping{none: map[string]kpi.Reason{}, sections: map[string]string{}, directions: map[string]kpi.Direction{}}}
	for _, e := range d.Root.Keys {
		switch e.Key {
		case "year":
			r.m.year = r.year(e.Value, e.Value.Text)
		case "direction":
			r.m.direction = r.direction(e.Value)
		case "initiative":
			r.each(e.Value, func(key string, n *toml.Node) {
				switch key {
				case "code":
					r.m.code = n.Text
				case "name":
					r.m.name = n.Text
				default:
					r.wrong(n, key)
				}
			})
		case "table":
			for _, n := range e.Value.Items {
				r.table(n)
			}
		case "none":
			r.each(e.Value, func(key string, n *toml.Node) {
				if !slices.Contains(kpi.Reasons, kpi.Reason(n.Text)) {
					r.wrong(n, n.Text)
				}
				r.m.none[plain(key)] = kpi.Reason(n.Text)
			})
		case "sections":
			r.each(e.Value, func(key string, n *toml.Node) { r.m.sections[plain(key)] = n.Text })
		case "directions":
			r.each(e.Value, func(key string, n *toml.Node) { r.m.directions[plain(key)] = r.direction(n) })
		default:
			r.wrong(e.Value, e.Key)
		}
	}
	if r.err == nil && len(r.m.tables) == 0 {
		r.err = fault("mapping empty", "file", file)
	}
	return r.m, r.err
}

// twice is the fault of a mapping that gives two cells of a table the same meaning:
// one would stand in place of the other.
func (m *mapping) twice(file string) *Fault {
	for _, t := range m.tables {
		found := map[meant]string{}
		all := maps.Clone(t.cells)
		maps.Copy(all, t.above)
		for _, at := range slices.Sorted(maps.Keys(all)) {
			what := all[at]
			if what.year == m.year {
				what.year = 0
			}
			if other, there := found[what]; there {
				return fault("mapping twice", "file", file, "at", at, "other", other, "text", all[at].String())
			}
			found[what] = at
		}
	}
	return nil
}

type mappingReader struct {
	d   *toml.Document
	m   *mapping
	err error // a *Fault, the first
}

func (r *mappingReader) wrong(n *toml.Node, text string) {
	if r.err == nil {
		line, _ := r.d.Place(n.At)
		r.err = fault("mapping word", "file", r.d.File, "line", itoa(line), "text", text, "known", strings.Join(mappedKeys, " "))
	}
}

func (r *mappingReader) each(n *toml.Node, do func(key string, n *toml.Node)) {
	for _, e := range n.Keys {
		do(e.Key, e.Value)
	}
}

func (r *mappingReader) year(n *toml.Node, text string) kpi.Year {
	y, ok := kpi.ParseYear(text)
	if !ok {
		r.wrong(n, text)
	}
	return y
}

func (r *mappingReader) direction(n *toml.Node) kpi.Direction {
	d := kpi.Direction(n.Text)
	if !slices.Contains(kpi.Directions, d) {
		r.wrong(n, n.Text)
	}
	return d
}

func (r *mappingReader) table(n *toml.Node) {
	t := mappedTable{sheet: "*", cells: map[string]meant{}, above: map[string]meant{}, headings: map[string]string{}, passed: map[string]bool{}}
	r.each(n, func(key string, v *toml.Node) {
		switch key {
		case "sheet":
			t.sheet = v.Text
		case "head":
			t.head, _ = strconv.Atoi(v.Text)
		case "label":
			t.label = strings.ToUpper(v.Text)
		case "text":
			t.text = v.Text
		case "headings":
			r.each(v, func(at string, v *toml.Node) { t.headings[at] = v.Text })
		case "columns", "cells":
			r.each(v, func(at string, v *toml.Node) {
				word, year, dated := strings.Cut(v.Text, " ")
				if word == "" {
					t.passed[at] = true
					return
				}
				if !slices.Contains(mappedKeys, word) {
					r.wrong(v, v.Text)
					return
				}
				m := meant{key: word}
				if dated {
					m.year = r.year(v, year)
				}
				into := t.cells
				if key == "cells" {
					into = t.above
				}
				into[at] = m
			})
		default:
			r.wrong(v, key)
		}
	})
	if t.head == 0 { // of a form all cells are such
		maps.Copy(t.cells, t.above)
		t.above = nil
	}
	r.m.tables = append(r.m.tables, t)
}

func quoteKey(s string) string { return fmt.Sprintf("%-6s", toml.Quote(s)) }
