package toml

import (
	"strconv"
	"strings"

	"tassei/generator/diag"
)

// recover reports a statement that cannot be read, blanks the line at fault
// and lets run go on. It returns false when the file is given up.
func (w *walk) recover() bool {
	d, start, fault := w.d, w.start, w.fault.at
	limit := maxSyntax
	if len(d.Root.Keys) == 0 {
		limit = maxProse
	}
	if d.syntax++; d.syntax > limit {
		line, column := d.Place(start)
		d.Problems = append(d.Problems, diag.New("K131", "limit", strconv.Itoa(limit)).At(d.File, line, column).Quote(d.Line(line), 1))
		d.syntax = maxSyntax + 1
		return false
	}
	first, last := lineStart(d.buf, start), lineStart(d.buf, fault)
	d.own()
	m := mistake{d: d, start: start, fault: w.fault}
	if last > first || m.fault.why == endless {
		if next := opens(d.buf, first, last); next > 0 || m.fault.why == endless {
			if next == 0 {
				next = opens(d.buf, first, len(d.buf))
			}
			m.unclosed()
			w.mark(m)
			if next == 0 {
				next = len(d.buf)
			}
			w.blank(first, next)
			w.i = next
			return true
		}
		m.inside()
		w.blank(last, last+1)
		w.i = first
		return true
	}
	if end := m.several(); end > 0 {
		w.mark(m)
		w.blank(first, end)
		w.i = first
		return true
	}
	m.statement()
	w.mark(m)
	w.blank(first, first+1)
	w.i = first
	return true
}

// mark notes what a line that could not be read was about, so that nothing is
// reported as missing that is only broken.
func (w *walk) mark(m mistake) {
	line := lineAt(w.d.buf, m.start)
	if f := headerLike.FindSubmatchIndex(line); f != nil {
		var parts []Entry
		at := m.start
		for p := range strings.SplitSeq(string(line[f[4]:f[5]]), ".") {
			parts = append(parts, Entry{Key: strings.Trim(p, " \t\"'"), At: at, End: at + len(line)})
		}
		table := w.table
		w.open(parts, f[3]-f[2] > 1)
		if w.table != table {
			w.table.Kind = Broken
		}
		return
	}
	var keys []string
	if f := keyLike.FindSubmatch(line); f != nil && !figuresOnly(string(f[1])) {
		keys = append(keys, string(f[1]))
	} else if f := anyKey.FindSubmatch(line); f != nil {
		keys = append(keys, w.d.meant(string(f[1])))
	} else if key, _ := w.d.keyless(line); key != "" {
		keys = append(keys, key)
	}
	if f := twoKeys.FindSubmatch(line); f != nil {
		keys = append(keys, string(f[4]))
	}
	for _, key := range keys {
		if key != "" && w.table.find(key) < 0 {
			v := w.new(Node{Kind: Broken, At: m.start, End: m.start + len(key)})
			w.table.put(Entry{Key: key, At: m.start, End: v.End, Value: v})
		}
	}
}

// blank empties the lines that begin in [from, to).
func (w *walk) blank(from, to int) {
	b := w.d.buf
	if w.d.Blanked == nil {
		w.d.Blanked = map[int]bool{}
	}
	line, _ := w.d.Place(from)
	for i := from; i < len(b); i++ {
		if b[i] == '\n' {
			w.d.Blanked[line] = true
			line++
			if i+1 >= to {
				return
			}
			continue
		}
		b[i] = ' '
	}
	w.d.Blanked[line] = true
}
