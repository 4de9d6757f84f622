package desk

import (
	"fmt"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// remark makes a text fit for a comment line: a comment ends with its line.
func remark(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return isControl(r) || r == '\u2028' || r == '\u2029' }), " ")
}

// entries lists key = value pairs of an inline table.
type entries []string

func (e entries) String() string { return "{" + strings.Join(e, ", ") + "}" }

// inLanguages lists the languages of a text in the city's order.
func inLanguages(t lang.Text, languages []string) entries {
	var e entries
	for _, tag := range languages {
		if s, ok := t[tag]; ok {
			e = append(e, tag+" = "+toml.Quote(s))
		}
	}
	return e
}

// inlineText writes a text with its languages side by side.
func inlineText(t lang.Text, languages []string) string { return inLanguages(t, languages).String() }

// inline writes a text of the city's first language, "" for none.
func (b *book) inline(s string) string {
	if s == "" {
		return ""
	}
	return inlineText(lang.Plain(b.first, s), b.languages)
}

// pair is a line of a record or an indicator, "" where there is no value.
func pair(key, value string) string {
	if value == "" {
		return ""
	}
	return key + strings.Repeat(" ", max(9-len(key), 0)) + " = " + value + "\n"
}

// blankPair waits for its value.
func blankPair(key string) string {
	return "# " + key + strings.Repeat(" ", max(9-len(key), 0)) + " =\n"
}

// newTable begins the table of an indicator, or of its record.
func newTable(header string, kind kpi.KindOf, number int, label, name string) string {
	return "\n# " + called(kind.Word, number, label) + " " + remark(name) + "\n[[" + header + "]]\n"
}

// measuredBy is how an indicator is measured whose direction is known.
func measuredBy(d kpi.Direction) kpi.Measured {
	if d == kpi.Qualitative {
		return kpi.ByDone
	}
	return kpi.ByNumber
}

// newAction is an action of a record, line by line.
func (b *book) newAction(text lang.Text, when string, ids []string) []string {
	lines := []string{"", "  [[record.action]]", "  text     = " + inlineText(text, b.languages)}
	if when != "" {
		lines = append(lines, "  period   = "+toml.Quote(when))
	}
	if len(ids) > 0 {
		lines = append(lines, "  sections = "+list(ids))
	}
	return lines
}

// inlineFigure writes a figure on one line, "" for one that was never given.
func inlineFigure(f kpi.Figure, languages []string) string {
	switch f.Kind {
	case kpi.Number:
		return inlineNumber(f, languages)
	case kpi.Aimed:
		e := append(entries{"aim = " + toml.Quote(string(f.Aim))}, inLanguages(f.Words, languages)...)
		if f.Printed != "" {
			e = append(e, "printed = "+toml.Quote(f.Printed))
		}
		return e.String()
	case kpi.Range:
		var e entries
		if f.From != nil {
			e = append(e, "from = "+f.From.String())
		}
		if f.To != nil {
			e = append(e, "to = "+f.To.String())
		}
		if f.Printed != "" {
			e = append(e, "printed = "+toml.Quote(f.Printed))
		}
		return e.String()
	case kpi.Words:
		e := append(inLanguages(f.Words, languages), fmt.Sprintf("done = %t", f.Done))
		if f.Planned {
			e = append(e, `nature = "planned"`)
		}
		return e.String()
	case kpi.None:
		e := entries{"none = " + toml.Quote(string(f.None))}
		if f.Printed != "" {
			e = append(e, "printed = "+toml.Quote(f.Printed))
		}
		return e.String()
	}
	return ""
}

// inlineNumber writes a number, with what stands beside it where there is
// something.
func inlineNumber(f kpi.Figure, languages []string) string {
	key := "value"
	if f.Strict != kpi.NotStrict {
		key = string(f.Strict)
	}
	e := entries{key + " = " + f.Value.String()}
	if f.Printed != "" {
		e = append(e, "printed = "+toml.Quote(f.Printed))
	}
	if f.Second != nil {
		e = append(e, "second = "+f.Second.Value.String(), "second_name = "+inlineText(f.Second.Name, languages))
	}
	if f.Planned {
		e = append(e, `nature = "planned"`)
	}
	if len(e) == 1 && key == "value" {
		return f.Value.String()
	}
	return e.String()
}

// inlineAsOf writes when a figure was taken, "" when that is not stated. A
// plain date needs no translation and no months beside it.
func inlineAsOf(a kpi.AsOf, languages []string) string {
	if a.Text.IsZero() {
		return ""
	}
	if !a.Normal.IsZero() && len(a.Text) == 1 {
		return toml.Quote(a.Text[languages[0]])
	}
	e := inLanguages(a.Text, languages)
	if a.Normal.IsZero() && len(a.Months) > 0 && !a.Span {
		e = append(e, "months = "+list(each(a.Months, lang.Month.ISO)))
	}
	return e.String()
}

func isControl(r rune) bool { return r < 0x20 || r == 0x7f }
