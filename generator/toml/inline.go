package toml

import (
	"bytes"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/pattern"
)

// An inline table is where a lost quotation mark does most harm: what follows
// it is read as something else, and to delete that would delete a translation.
// So a line such as
//
//	method = {ja = "…, en = "…"}
//
// is parted at its keys, and the value that has no proper marks is told with
// the text that it must become.

var (
	inlineLine = pattern.New(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*\{`)
	bareInline = pattern.New(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*([a-z_-]+[ \t]*=.*?)\}?[ \t]*(?:#.*)?$`)
	innerKey   = pattern.New(`([{,、，;；\s"'“”„」』＂])([a-z][a-z_-]{1,24})[ \t]*=[ \t]*`)
)

// marks are the signs that people take for quotation marks.
const marks = "\"'“”„「」『』＂＇‘’"

// member is one key of an inline table as a person sees it.
type member struct {
	key      string
	raw      string // the value as written
	at       int    // byte of the line where it begins
	fine     bool   // it is a value as TOML has it
	gap      string // what stands between it and the next member
	gapAt    int
	variant  string // what is wrong: quotes, string, opening, text, inner
	proper   string // the value with proper marks
	nextHere bool   // another member follows
}

// inlineFault finds what is wrong with an inline table on one line, and where;
// false when the line holds none, or none that can be told so.
func (d *Document) inlineFault(line []byte) (p diag.Problem, at, end int, ok bool) {
	f := inlineLine.FindSubmatchIndex(line)
	if f == nil {
		return d.bracelessFault(line)
	}
	outer := string(line[f[2]:f[3]])
	members := members(line, f[1]-1)
	if len(members) == 0 {
		return p, 0, 0, false
	}
	var wrong []member
	for _, m := range members {
		if !m.fine && (m.variant == "" || d.isNumber(m.key)) {
			return p, 0, 0, false // no text: told elsewhere
		}
		if !m.fine {
			wrong = append(wrong, m)
		}
	}
	if len(wrong) > 1 {
		whole := outer + " = " + rebuilt(members)
		p = diag.New("K110", "message", wrong[0].variant, "hint", "whole", "key", wrong[0].key, "text", "", "whole", whole)
		return p, wrong[0].at, wrong[0].at + len(wrong[0].raw), true
	}
	if len(wrong) == 1 {
		m := wrong[0]
		p = diag.New("K110", "message", m.variant, "hint", "proper", "key", m.key, "text", m.proper)
		return p, m.at, m.at + len(m.raw), true
	}
	for _, m := range members {
		if m.nextHere && strings.TrimSpace(m.gap) != "," {
			p = diag.New("K110", "message", "comma", "hint", "comma")
			at := m.gapAt + len(m.gap) - len(strings.TrimLeft(m.gap, " \t"))
			return p, at, at + max(len(strings.TrimSpace(m.gap)), 1), true
		}
	}
	return p, 0, 0, false
}

// bracelessFault is method = ja = "…", en = "…" without a { before it.
func (d *Document) bracelessFault(line []byte) (p diag.Problem, at, end int, ok bool) {
	f := bareInline.FindSubmatchIndex(line)
	if f == nil {
		return p, 0, 0, false
	}
	rest := strings.TrimSpace(string(line[f[4]:f[5]]))
	p = diag.New("K110", "message", "brace", "hint", "whole", "whole", string(line[f[2]:f[3]])+" = {"+rest+"}")
	return p, f[4], f[5], true
}

// members parts an inline table that begins with its brace at from.
func members(line []byte, from int) (list []member) {
	text := line[from:]
	end := bytes.LastIndexByte(text, '}')
	if end <= 0 {
		end = len(bytes.TrimRight(text, " \t"))
	}
	text = text[:end]
	found := innerKey.FindAllSubmatchIndex(text, -1)
	for i, f := range found {
		stop := len(text)
		if i+1 < len(found) {
			stop = found[i+1][4]
		}
		raw := text[f[1]:stop]
		body := bytes.TrimRight(raw, " \t,、，;；")
		m := member{key: string(text[f[4]:f[5]]), raw: string(body), at: from + f[1],
			gap: string(raw[len(body):]), gapAt: from + f[1] + len(body), nextHere: i+1 < len(found)}
		m.judge()
		list = append(list, m)
	}
	return list
}

// judge tells whether a value has proper marks, and what it would be with them.
func (m *member) judge() {
	raw := m.raw
	if raw == "" {
		return
	}
	kind, n := scalar([]byte(raw))
	length, done := stringLength([]byte(raw), true)
	switch {
	case raw[0] == '[' || raw[0] == '{', // only what is in it may be wrong
		n == len(raw) && kind != Broken,
		(raw[0] == '"' || raw[0] == '\'') && done && length == len(raw):
		m.fine = true
		return
	}
	inner := strings.Trim(raw, marks)
	m.proper = strings.ReplaceAll(strings.ReplaceAll(inner, `\"`, `"`), `"`, `\"`)
	opened, ended := raw[0] == '"', len(raw) > 1 && strings.HasSuffix(raw, `"`)
	switch {
	case strings.IndexAny(raw, marks) == 0 && !opened:
		m.variant = "quotes"
	case opened && ended:
		m.variant = "inner"
	case opened:
		m.variant = "string"
	case ended:
		m.variant = "opening"
	default:
		m.variant = "text"
	}
}

// rebuilt is the inline table with proper marks and commas.
func rebuilt(list []member) string {
	var parts []string
	for _, m := range list {
		value := m.raw
		if !m.fine {
			value = `"` + m.proper + `"`
		}
		parts = append(parts, m.key+" = "+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
