package toml

import (
	"math"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"tassei/generator/diag"
)

// Agree asks package BurntSushi/toml, which decides whether the text is TOML and
// what it holds: where the walk read otherwise, that is an error (K120). It is
// asked of a file in which no error was found.
func (d *Document) Agree() {
	var other map[string]any
	if _, err := toml.Decode(string(d.buf), &other); err != nil {
		if perr, ok := err.(toml.ParseError); ok && perr.Position.Line > 0 {
			start := min(max(perr.Position.Start, 0), len(d.buf))
			end := min(start+max(perr.Position.Len, 1), len(d.buf))
			d.PutAt(twoReadings(string(d.buf[start:end])), start, end)
			return
		}
		d.Whole(diag.New("K120"))
		return
	}
	if n := differs(d.Root, other); n != nil {
		d.Put(twoReadings(n.Text), n)
	}
}

// twoReadings is the problem of a value that parsers read differently; an integer of
// more digits than they hold has its cure.
func twoReadings(value string) diag.Problem {
	p := diag.New("K120")
	if digits := strings.TrimLeft(value, "+-"); digits != "" && strings.Trim(digits, "0123456789") == "" {
		p.Args["message"], p.Args["hint"], p.Args["text"] = "long", "long", value
	}
	return p
}

// differs returns the first value that the other parser read otherwise.
func differs(n *Node, v any) *Node {
	same := false
	switch n.Kind {
	case Table:
		m, ok := v.(map[string]any)
		if !ok || len(m) != len(n.Keys) {
			return n
		}
		for _, e := range n.Keys {
			w, ok := m[e.Key]
			if !ok {
				return n
			}
			if x := differs(e.Value, w); x != nil {
				return x
			}
		}
		return nil
	case Array:
		return listDiffers(n, v)
	case String:
		s, ok := v.(string)
		same = ok && s == n.Text
	case Integer:
		i, ok := v.(int64)
		mine, err := strconv.ParseInt(strings.TrimPrefix(n.Text, "+"), 0, 64)
		if strings.Trim(n.Text, "+-0123456789_") == "" {
			mine, err = strconv.ParseInt(strings.ReplaceAll(n.Text, "_", ""), 10, 64)
		}
		same = ok && err == nil && mine == i
	case Float:
		f, ok := v.(float64)
		mine, err := strconv.ParseFloat(strings.TrimLeft(strings.ReplaceAll(n.Text, "_", ""), "+"), 64)
		if strings.HasSuffix(n.Text, "nan") {
			mine, err = math.NaN(), nil
		}
		same = ok && err == nil && (mine == f || mine != mine && f != f)
	case Bool:
		b, ok := v.(bool)
		same = ok && strconv.FormatBool(b) == n.Text
	default:
		same = true // dates are checked where they are read
	}
	if same {
		return nil
	}
	return n
}

func listDiffers(n *Node, v any) *Node {
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
	if len(list) != len(n.Items) {
		return n
	}
	for i, item := range n.Items {
		if x := differs(item, list[i]); x != nil {
			return x
		}
	}
	return nil
}
