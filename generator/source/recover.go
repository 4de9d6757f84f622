package source

import (
	"errors"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tassei/generator/diag"
)

// recover reports a statement that cannot be read, blanks the line at fault
// and lets run go on. It returns false when the file is given up.
func (t *treeBuilder) recover(err error) bool {
	d := t.d
	fault := t.fault(err)
	start := t.nextStatement()
	limit := maxSyntax
	if len(d.root.keys) == 0 {
		limit = maxProse
	}
	if d.syntax++; d.syntax > limit {
		line, column := d.place(start)
		d.problems = append(d.problems, diag.New("K131", "limit", strconv.Itoa(limit)).At(d.file, line, column).Quote(d.line(line), 1))
		d.syntax = maxSyntax + 1
		return false
	}
	first, last := lineStart(d.buf, start), lineStart(d.buf, fault)
	d.own()
	m := mistake{d: d, start: start, at: fault, parser: err.Error()}
	if last > first || m.endless() {
		if next := opens(d.buf, first, last); next > 0 || m.endless() {
			if next == 0 {
				next = opens(d.buf, first, len(d.buf))
			}
			m.unclosed()
			t.mark(m)
			if next == 0 {
				next = len(d.buf)
			}
			t.blank(first, next)
			t.base, t.after = next, next
			return true
		}
		m.inside()
		t.blank(last, last+1)
		t.base, t.after = first, first
		return true
	}
	m.statement()
	t.mark(m)
	t.blank(first, first+1)
	t.base, t.after = first, first
	return true
}

// fault is the byte of buf at which the parser stopped.
func (t *treeBuilder) fault(err error) int {
	var perr *unstable.ParserError
	at := len(t.d.buf)
	if errors.As(err, &perr) && perr.Highlight != nil {
		at = t.base + cap(t.p.Data()) - cap(perr.Highlight)
	}
	return min(max(at, t.base), len(t.d.buf))
}

// nextStatement is where the statement after the last good one begins.
func (t *treeBuilder) nextStatement() int {
	b := t.d.buf
	i := max(t.after, t.base)
	if t.after > t.base {
		for i < len(b) && b[i] != '\n' {
			i++
		}
	}
	for i < len(b) {
		switch b[i] {
		case ' ', '\t', '\n':
			i++
			continue
		case '#':
			for i < len(b) && b[i] != '\n' {
				i++
			}
			continue
		}
		break
	}
	return i
}

// mark notes what a line that could not be read was about, so that nothing is
// reported as missing that is only broken.
func (t *treeBuilder) mark(m mistake) {
	line := lineAt(t.d.buf, m.start)
	if f := headerLike.FindSubmatchIndex(line); f != nil {
		var parts []entry
		at := m.start
		for p := range strings.SplitSeq(string(line[f[4]:f[5]]), ".") {
			parts = append(parts, entry{key: strings.Trim(p, " \t\"'"), at: at, end: at + len(line)})
		}
		table := t.table
		t.open(parts, f[3]-f[2] > 1)
		if t.table != table {
			t.table.kind = isBroken
		}
		return
	}
	key := ""
	if f := keyLike.FindSubmatch(line); f != nil {
		key = string(f[1])
	} else if f := anyKey.FindSubmatch(line); f != nil {
		key = keyFor(string(f[1]), nil)
	}
	if key != "" && t.table.find(key) < 0 {
		v := t.new(node{kind: isBroken, at: m.start, end: m.start + len(key)})
		t.table.put(entry{key: key, at: m.start, end: v.end, value: v})
	}
}

// blank empties the lines that begin in [from, to).
func (t *treeBuilder) blank(from, to int) {
	b := t.d.buf
	if t.d.blanked == nil {
		t.d.blanked = map[int]bool{}
	}
	line, _ := t.d.place(from)
	for i := from; i < len(b); i++ {
		if b[i] == '\n' {
			t.d.blanked[line] = true
			line++
			if i+1 >= to {
				return
			}
			continue
		}
		b[i] = ' '
	}
	t.d.blanked[line] = true
}
