package desk

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/source"
)

// cellPlace is where a cell stands in the files of an import.
type cellPlace struct {
	File  string // "" when there is only one
	Sheet string // "" in a CSV file
	Cell  string // such as D5
}

func (p cellPlace) in(tag string) string {
	s := p.Cell
	if p.Sheet != "" {
		s = say(tag, "sheet cell", "sheet", p.Sheet, "cell", p.Cell)
	}
	if p.File != "" {
		s = p.File + " " + s
	}
	return s
}

// Taken is one field that an import changes, for people.
type Taken struct {
	Indicator kpi.ID

	label    string
	column   column
	first    string
	was, now string
	from     cellPlace
}

// In says the change in a language, "ja" or "en":
// ⑴-ア-指標１ …: 実績値 48 → 49（指標シート K5）
func (t Taken) In(tag string) string {
	key := "taken"
	switch {
	case t.was == "":
		key = "taken new"
	case t.now == "":
		key = "taken away"
	}
	return say(tag, key, "label", t.label, "column", t.column.heading(tag, t.first), "was", brief(t.was), "now", brief(t.now), "from", t.from.in(tag))
}

// brief is the beginning of a text, on one line.
func brief(s string) string { return cut(strings.Join(strings.Fields(s), " "), 40) }

// cut is a text of at most so many characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// Conflict is a field of which the data and a file, or two files, say different
// things since it was exported.
type Conflict struct {
	Indicator kpi.ID
	Column    string // such as actual
	Data      string // what the data says
	File      string // of the data
	Line      int

	label  string
	column column
	first  string
	claims []said
	added  bool // files add something in the same place
}

// said is what one cell says in a conflict.
type said struct {
	was   string
	known bool
	now   string
	from  cellPlace
}

func (in *importer) conflict(t *table, r *row, c column, data string, claims []*claim) Conflict {
	x := Conflict{Indicator: r.id, Column: c.name(in.first), Data: data, label: in.label(t, r), column: c, first: in.first}
	x.File, x.Line, _ = in.src.Place(r.id, in.year, kpi.Field(in.fieldOf(t, r, c)))
	if c.key == "comment" {
		x.File, x.Line = source.CommentFile(in.year, c.tag, r.id), 0
	}
	for _, k := range claims {
		x.claims = append(x.claims, said{k.was, k.known && !strings.HasPrefix(k.was, "sha256:"), k.now, k.place()})
	}
	return x
}

// fieldOf is the key under which a cell's value stands in its record.
func (in *importer) fieldOf(t *table, r *row, c column) string {
	switch {
	case r.part != nil || t.listed():
		return ""
	case strings.HasSuffix(c.key, "_as_of"):
		return "as_of." + strings.TrimSuffix(c.key, "_as_of")
	}
	return c.key
}

// In says the conflict in a language, "ja" or "en", with every side of it, its
// place, and how to decide.
func (x Conflict) In(tag string) string {
	var b strings.Builder
	place := x.File
	if x.Line > 0 {
		place += ":" + itoa(x.Line)
	}
	b.WriteString(say(tag, "conflict", "label", x.label, "column", x.column.heading(tag, x.first)))
	if k := x.claims[0]; k.known {
		b.WriteString("\n  " + say(tag, "side exported", "value", quoted(tag, k.was)))
	}
	b.WriteString("\n  " + say(tag, "side data", "place", place, "value", quoted(tag, x.Data)))
	for _, k := range x.claims {
		b.WriteString("\n  " + say(tag, "side file", "place", k.from.in(tag), "value", quoted(tag, k.now)))
	}
	return b.String()
}

// cure is the way out: of which kind depends on who disagrees.
func (x Conflict) cure() string {
	if x.added {
		return "cure added"
	}
	if slices.ContainsFunc(x.claims, func(k said) bool { return k.now != x.claims[0].now }) {
		return "cure files"
	}
	return "cure data"
}

func quoted(tag, s string) string {
	if s == "" {
		return say(tag, "nothing there")
	}
	return say(tag, "in quotes", "text", brief(s))
}

// Cures says once for all conflicts of an import how they are decided.
func (in *Imported) Cures(tag string) []string {
	var list []string
	for _, key := range []string{"cure data", "cure files", "cure added"} {
		if slices.ContainsFunc(in.Conflicts, func(x Conflict) bool { return x.cure() == key }) {
			list = append(list, say(tag, key))
		}
	}
	return list
}
