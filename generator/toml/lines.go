package toml

import (
	"bytes"
	"strconv"
	"strings"

	"tassei/generator/diag"
)

// Mistakes that go over more than one line, and lines that are no statement: a
// text that was broken, a file that was cut off, a table that was pasted.

// maxBroken is over how many lines a text may have been broken.
const maxBroken = 8

// several tells a text with a line break in it, or a file that ends in the middle
// of one. It returns where what it told of ends, 0 where it is neither.
func (m mistake) several() (end int) {
	b := m.d.buf
	line := lineAt(b, m.start)
	if bytes.HasPrefix(line, []byte("[")) || !openText(line) {
		return 0
	}
	next := m.start + len(line) + 1
	if next > len(b) { // no line end: nothing was written behind it
		if f := inlineLine.FindSubmatch(line); f != nil {
			m.add(diag.New("K110", "message", "cut", "hint", "cut"), m.start, m.start+len(line))
			m.d.Cut = true
			return len(b)
		}
		return 0
	}
	for n := 2; n <= maxBroken && next < len(b); n++ {
		more := lineAt(b, next)
		if words := bytes.TrimSpace(more); opensLine.Match(more) || len(words) == 0 || words[0] == '#' {
			return 0
		}
		next += len(more) + 1
		if bytes.IndexByte(more, '"') >= 0 {
			m.add(diag.New("K110", "message", "broken", "hint", "broken", "n", strconv.Itoa(n)), m.start, m.start+len(line))
			return min(next, len(b))
		}
	}
	return 0
}

// openText reports whether a text begins in a line and does not end there.
func openText(line []byte) bool {
	for i := 0; i < len(line); i++ {
		if line[i] == '#' {
			return false
		}
		if line[i] == '"' {
			n, closed := stringLength(line[i:], false)
			if !closed {
				return true
			}
			i += n - 1
		}
	}
	return false
}

// keyless is a line whose = was lost behind a key as people call it: 実績値 8.
func (d *Document) keyless(line []byte) (key, value string) {
	fields := strings.Fields(string(line))
	if len(fields) != 2 || strings.Trim(fields[1][:1], "0123456789\"-") != "" {
		return "", ""
	}
	return d.meant(fields[0]), fields[1]
}

func figuresOnly(s string) bool { return strings.Trim(s, "0123456789-") == "" }

// unreadable tells a line that is no statement; several below each other, such as
// a table that was pasted, are told once.
func (m mistake) unreadable(word string) {
	line, _ := m.d.Place(m.start)
	if n := len(m.d.Problems); n > 0 {
		if p := &m.d.Problems[n-1]; p.Code == "K110" && p.Args["last"] == strconv.Itoa(line-1) {
			p.Args["message"], p.Args["hint"] = "lines", "lines"
			p.Args["last"], p.Args["n"] = strconv.Itoa(line), strconv.Itoa(line-p.Line+1)
			return
		}
	}
	m.add(diag.New("K110", "message", "line", "hint", "line", "last", strconv.Itoa(line)), m.start, m.start+len(word))
}
