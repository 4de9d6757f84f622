package source

import (
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"tassei/generator/diag"
)

// agree asks the second parser. It runs only over a file in which nothing else
// was found wrong: it is a guard against both parsers' errors, not a teller.
func (d *document) agree() {
	var other map[string]any
	if _, err := toml.Decode(string(d.buf), &other); err != nil {
		p := diag.New("K120")
		if perr, ok := err.(toml.ParseError); ok && perr.Position.Line > 0 {
			start := min(max(perr.Position.Start, 0), len(d.buf))
			d.problems = append(d.problems, d.at(p, start, start+max(perr.Position.Len, 1)))
			return
		}
		d.whole(p)
		return
	}
	if n := differs(d.root, other); n != nil {
		d.problems = append(d.problems, d.at(diag.New("K120"), n.at, n.end))
	}
}

// differs returns the first value that the other parser read otherwise.
func differs(n *node, v any) *node {
	same := false
	switch n.kind {
	case isTable:
		m, ok := v.(map[string]any)
		if !ok || len(m) != len(n.keys) {
			return n
		}
		for _, e := range n.keys {
			w, ok := m[e.key]
			if !ok {
				return n
			}
			if x := differs(e.value, w); x != nil {
				return x
			}
		}
		return nil
	case isArray:
		return listDiffers(n, v)
	case isString:
		s, ok := v.(string)
		same = ok && s == n.text
	case isInteger:
		i, ok := v.(int64)
		mine, err := strconv.ParseInt(strings.TrimPrefix(n.text, "+"), 0, 64)
		if strings.Trim(n.text, "+-0123456789_") == "" {
			mine, err = strconv.ParseInt(strings.ReplaceAll(n.text, "_", ""), 10, 64)
		}
		same = ok && err == nil && mine == i
	case isFloat:
		f, ok := v.(float64)
		mine, err := strconv.ParseFloat(strings.ReplaceAll(n.text, "_", ""), 64)
		same = ok && err == nil && (mine == f || mine != mine && f != f)
	case isBool:
		b, ok := v.(bool)
		same = ok && strconv.FormatBool(b) == n.text
	default:
		same = true // dates are checked where they are read
	}
	if same {
		return nil
	}
	return n
}

func listDiffers(n *node, v any) *node {
	var list []any
	switch v := v.(type) {
	case []any:
		list = v
	case []map[string]any:
		for _, m := range v {
			list = append(list, m)
		}
	default:
		return n
	}
	if len(list) != len(n.items) {
		return n
	}
	for i, item := range n.items {
		if x := differs(item, list[i]); x != nil {
			return x
		}
	}
	return nil
}
