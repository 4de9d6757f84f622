package toml

import (
	"slices"
	"strings"

	"tassei/generator/pattern"
)

// Block is the statements of one table: those after a header up to the next.
type Block struct {
	Header string // such as record.as_of
	Asleep bool   // the header is a comment, waiting to be used

	e     *Edit
	head  statement
	parts []statement
}

// sleepingHeader is a commented header, such as "# [record.as_of]".
var sleepingHeader = pattern.New(`^#\s*\[+\s*([a-z_.]+)\s*\]`)

// waiting is a commented blank, such as "# actual =".
var waiting = pattern.New(`^#\s*[a-z_]+\s*=`)

// Blocks lists the tables of the record whose header stands in a line: the
// record's own first, then its [record.…] ones, and those that are commented.
// It is nil where no header stands in that line.
func (e *Edit) Blocks(line int) []Block {
	from := slices.IndexFunc(e.parts, func(s statement) bool { return s.header && s.line == line })
	if from < 0 {
		return nil
	}
	own := e.parts[from].name
	list := []Block{{Header: own, e: e, head: e.parts[from]}}
	awake, last := 0, 0 // keys belong to the last header that is no comment
	for _, s := range e.parts[from+1:] {
		sleeping := []string(nil)
		if s.note {
			sleeping = sleepingHeader.FindStringSubmatch(e.text[s.at:s.end])
		}
		switch {
		case s.header && !strings.HasPrefix(s.name, own+"."):
			return list
		case s.header:
			list = append(list, Block{Header: s.name, e: e, head: s})
			awake, last = len(list)-1, len(list)-1
		case sleeping != nil:
			list = append(list, Block{Header: sleeping[1], Asleep: true, e: e, head: s})
			last = len(list) - 1
		case s.note:
			list[last].parts = append(list[last].parts, s)
		default:
			list[awake].parts = append(list[awake].parts, s)
			last = awake
			// To awaken a header above a key would take the key along.
			for i := awake + 1; i < len(list); i++ {
				list[i].Header = ""
			}
		}
	}
	return list
}

// EOL is the line end of the block's file.
func (b Block) EOL() string { return b.e.eol }

// Awaken turns a commented header into one.
func (b Block) Awaken() {
	if slices.ContainsFunc(b.e.cuts, func(c cut) bool { return c.from == b.head.start }) {
		return // another key of this table was first
	}
	_, header, _ := strings.Cut(b.e.text[b.head.start:b.head.end], "#")
	b.e.replace(b.head.start, b.head.end, b.e.text[b.head.start:b.head.at]+strings.TrimLeft(header, " "))
}

// Find is the value of a key that stands on a line of the block.
func (b Block) Find(key string) (Value, bool) {
	if s, ok := b.find(key); ok {
		return Value{Node: s.value, e: b.e, from: s.from, to: s.till}, true
	}
	return Value{}, false
}

func (b Block) find(key string) (statement, bool) {
	i := slices.IndexFunc(b.parts, func(s statement) bool { return s.value != nil && s.name == key })
	if i < 0 {
		return statement{}, false
	}
	return b.parts[i], true
}

// end is where the block's last statement ends, or the last blank that waits to
// be one; comments that follow belong to what comes next.
func (b Block) end() int {
	end := b.head.end
	for _, s := range b.parts {
		if s.value != nil || waiting.MatchString(b.e.text[s.at:s.end]) {
			end = s.end
		}
	}
	return end
}

// Set writes the value of a key: in its place, on the commented line that
// waits for it, or on a new line after the last of the keys before it.
func (b Block) Set(key, value string, before ...string) {
	if s, ok := b.find(key); ok {
		b.e.replace(s.from, s.till, value)
		return
	}
	if parts := b.split(key); len(parts) > 0 {
		b.Remove(key)
		first := parts[0]
		b.e.replace(first.start, first.start, b.e.text[first.start:first.at]+key+" = "+value+b.e.eol)
		return
	}
	for _, s := range b.parts {
		if line, ok := b.e.awaken(s, key, value); ok {
			b.e.replace(s.start, s.end, line)
			return
		}
	}
	after := b.head
	for _, s := range b.parts {
		if s.value != nil && slices.Contains(before, s.name) || s.note && slices.Contains(before, b.e.waitingFor(s)) {
			after = s
		}
	}
	b.e.replace(after.end, after.end, b.newLine(after, key, value))
}

// Append puts lines in after the block's last statement.
func (b Block) Append(lines ...string) {
	end := b.end()
	b.e.cuts = append(b.e.cuts, cut{from: end, to: end, with: b.e.fresh(end) + strings.Join(lines, b.e.eol) + b.e.eol, table: true})
}

// SetIn writes a key into a table that the block does not have yet, such as
// [record.as_of]. Several keys of one table come under one header.
func (b Block) SetIn(header, key, value string) {
	line, end := "  "+key+" = "+value, b.end()
	for i := range b.e.cuts {
		if c := &b.e.cuts[i]; c.from == end && c.to == end && strings.Contains(c.with, "["+header+"]") {
			c.with += line + b.e.eol
			return
		}
	}
	b.Append("", "  ["+header+"]", line)
}

// fresh ends the line before a piece that is put in at the end of a file
// without a line end.
func (e *Edit) fresh(at int) string {
	if at > 0 && e.text[at-1] != '\n' {
		return e.eol
	}
	return ""
}

// newLine lays a key out like the statement that it follows.
func (b Block) newLine(after statement, key, value string) string {
	if after.value == nil {
		for _, s := range b.parts {
			if s.value != nil {
				after = s
				break
			}
		}
	}
	indent := b.e.text[after.start:after.at]
	if after.value != nil {
		if pad := after.equals - after.at - len(key); pad > 0 {
			key += strings.Repeat(" ", pad-1)
		}
	}
	line := indent + key + " = " + value + b.e.eol
	if end := b.e.text; len(end) > 0 && end[len(end)-1] != '\n' && after.end == len(end) {
		line = b.e.eol + strings.TrimSuffix(line, b.e.eol)
	}
	return line
}

// awaken turns a commented blank such as "# actual =  # last year 48" into the
// statement that it stands for. What was only an example is dropped.
func (e *Edit) awaken(s statement, key, value string) (string, bool) {
	if !s.note {
		return "", false
	}
	line := e.text[s.start:s.end]
	indent, rest, _ := strings.Cut(line, "#")
	rest = strings.TrimPrefix(rest, " ")
	name, tail, found := strings.Cut(rest, "=")
	if !found || strings.TrimSpace(name) != key {
		return "", false
	}
	tail = strings.TrimRight(tail, "\r\n")
	end := line[len(strings.TrimRight(line, "\r\n")):]
	if note := strings.TrimSpace(tail); strings.HasPrefix(note, "#") {
		return indent + name + "= " + value + "  " + note + end, true
	}
	return indent + name + "= " + value + end, true
}

// waitingFor is the key of a commented blank, "" for another comment.
func (e *Edit) waitingFor(s statement) string {
	line := e.text[s.at:s.end]
	if !waiting.MatchString(line) {
		return ""
	}
	key, _, _ := strings.Cut(strings.TrimLeft(line, "# "), "=")
	return strings.TrimSpace(key)
}

// split are the statements that give a key its value by pieces: actual.value = 48.
func (b Block) split(key string) (parts []statement) {
	for _, s := range b.parts {
		if s.value != nil && strings.HasPrefix(s.name, key+".") {
			parts = append(parts, s)
		}
	}
	return parts
}

// Remove takes a key with its line, or its lines, away.
func (b Block) Remove(key string) {
	if s, ok := b.find(key); ok {
		b.e.replace(s.start, s.end, "")
	}
	for _, s := range b.split(key) {
		b.e.replace(s.start, s.end, "")
	}
}

// Delete takes the table away with its header, and an empty line before it.
func (b Block) Delete() {
	from := b.head.start
	for _, eol := range []string{"\r\n", "\n"} {
		if before, ok := strings.CutSuffix(b.e.text[:from], eol); ok && (before == "" || strings.HasSuffix(before, "\n")) {
			from = len(before)
			break
		}
	}
	b.e.replace(from, b.end(), "")
}

// Lines is where the table begins and ends, in lines from 1; the last is not
// part of it.
func (b Block) Lines() (from, to int) {
	return b.head.line, b.head.line + strings.Count(b.e.text[b.head.start:b.end()], "\n")
}
