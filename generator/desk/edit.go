package desk

import (
	"regexp"
	"slices"
	"strings"
)

// layout is a TOML file as a clerk laid it out: where its statements and
// comments stand. It is no parser: the file was read and found sound by
// package source, and here it is only cut where the values are.
type layout struct {
	text  string
	parts []statement
	cuts  []cut
	eol   string
}

// statement is a header, a key with its value, or a comment line.
type statement struct {
	header string // "record.action" of [[record.action]], "" otherwise
	key    string // as written, "" otherwise
	note   bool   // a comment line

	start, end int // from the start of its first line to that of the next one
	line       int // the first, from 1
	at         int // of the key
	equals     int // of the sign =
	value, to  int // the value
}

// cut replaces a piece of the text.
type cut struct {
	from, to int
	with     string
}

func newLayout(text string) *layout {
	l := &layout{text: text, eol: "\n"}
	if strings.Contains(text, "\r\n") {
		l.eol = "\r\n"
	}
	at, line := 0, 1
	if strings.HasPrefix(text, "\ufeff") {
		at = len("\ufeff")
	}
	for at < len(text) {
		s := l.statement(at)
		s.line = line
		if s.header != "" || s.key != "" || s.note {
			l.parts = append(l.parts, s)
		}
		line += strings.Count(text[at:s.end], "\n")
		at = s.end
	}
	return l
}

// statement reads what begins in a line.
func (l *layout) statement(start int) statement {
	s := statement{start: start, at: start}
	for s.at < len(l.text) && (l.text[s.at] == ' ' || l.text[s.at] == '\t') {
		s.at++
	}
	rest := l.text[s.at:l.lineEnd(s.at)]
	bare := strings.TrimRight(rest, "\r\n")
	last := s.at
	switch {
	case bare == "":
	case bare[0] == '#':
		s.note = true
	case bare[0] == '[':
		name, _, _ := strings.Cut(strings.TrimLeft(bare, "["), "]")
		s.header = strings.TrimSpace(name)
	default:
		equals, width := strings.IndexByte(bare, '='), 1
		if wide := strings.Index(bare, "＝"); wide >= 0 && (equals < 0 || wide < equals) {
			equals, width = wide, len("＝")
		}
		if equals < 0 {
			break
		}
		s.key = strings.TrimSpace(bare[:equals])
		s.equals = s.at + equals
		s.value = s.equals + width
		for s.value < len(l.text) && strings.IndexByte(" \t", l.text[s.value]) >= 0 {
			s.value++
		}
		s.to = valueEnd(l.text, s.value)
		last = s.to
	}
	s.end = l.lineEnd(last)
	return s
}

// lineEnd is the start of the line after the one that at is in.
func (l *layout) lineEnd(at int) int {
	if i := strings.IndexByte(l.text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(l.text)
}

func (l *layout) lineStart(at int) int { return strings.LastIndexByte(l.text[:at], '\n') + 1 }

// valueEnd is where the value that begins at i ends.
func valueEnd(text string, i int) int {
	if i >= len(text) {
		return i
	}
	switch text[i] {
	case '"', '\'':
		return stringEnd(text, i)
	case '[', '{':
		depth := 0
		for i < len(text) {
			switch text[i] {
			case '"', '\'':
				i = stringEnd(text, i)
				continue
			case '#':
				for i < len(text) && text[i] != '\n' {
					i++
				}
				continue
			case '[', '{':
				depth++
			case ']', '}':
				if depth--; depth == 0 {
					return i + 1
				}
			}
			i++
		}
		return i
	}
	for i < len(text) && strings.IndexByte(" \t\r\n,]}#", text[i]) < 0 {
		i++
	}
	return i
}

func stringEnd(text string, i int) int {
	sign := text[i : i+1]
	if long := strings.Repeat(sign, 3); strings.HasPrefix(text[i:], long) {
		sign = long
	}
	for i += len(sign); i < len(text); i++ {
		if text[i] == '\\' && sign[0] == '"' {
			i++
			continue
		}
		if strings.HasPrefix(text[i:], sign) {
			i += len(sign)
			// A long string may end in quotes of its own.
			for len(sign) == 3 && i < len(text) && text[i] == sign[0] {
				i++
			}
			return i
		}
	}
	return min(i, len(text))
}

// inside finds the value of a key in an inline table that begins at at.
func (l *layout) inside(at int, key string) (from, to int, ok bool) {
	end := valueEnd(l.text, at)
	for i := at + 1; i < end-1; {
		for i < end-1 && strings.IndexByte(" \t\r\n,", l.text[i]) >= 0 {
			i++
		}
		equals := strings.IndexByte(l.text[i:end], '=')
		if equals < 0 {
			break
		}
		name := strings.Trim(strings.TrimSpace(l.text[i:i+equals]), `"'`)
		for i += equals + 1; i < end && strings.IndexByte(" \t", l.text[i]) >= 0; {
			i++
		}
		stop := valueEnd(l.text, i)
		if name == key {
			return i, stop, true
		}
		i = max(stop, i+1)
	}
	return 0, 0, false
}

// block is the statements of one table: those after a header up to the next.
type block struct {
	l      *layout
	head   statement
	parts  []statement
	asleep bool // the header is a comment, waiting to be used
}

// sleepingHeader is a commented header, such as "# [record.as_of]".
var sleepingHeader = regexp.MustCompile(`^#\s*\[+\s*([a-z_.]+)\s*\]`)

// waiting is a commented blank, such as "# actual =".
var waiting = regexp.MustCompile(`^#\s*[a-z_]+\s*=`)

// blocks lists the tables of the record whose header stands in a line: the
// record's own first, then its [record.…] ones, and those that are commented.
func (l *layout) blocks(line int) []block {
	from := slices.IndexFunc(l.parts, func(s statement) bool { return s.header != "" && s.line == line })
	if from < 0 {
		return nil
	}
	list := []block{{l: l, head: l.parts[from]}}
	awake, last := 0, 0 // keys belong to the last header that is no comment
	for _, s := range l.parts[from+1:] {
		sleeping := []string(nil)
		if s.note {
			sleeping = sleepingHeader.FindStringSubmatch(l.text[s.at:s.end])
		}
		switch {
		case s.header != "" && !strings.HasPrefix(s.header, l.parts[from].header+"."):
			return list
		case s.header != "":
			list = append(list, block{l: l, head: s})
			awake, last = len(list)-1, len(list)-1
		case sleeping != nil:
			s.header = sleeping[1]
			list = append(list, block{l: l, head: s, asleep: true})
			last = len(list) - 1
		case s.note:
			list[last].parts = append(list[last].parts, s)
		default:
			list[awake].parts = append(list[awake].parts, s)
			last = awake
			// To awaken a header above a key would take the key along.
			for i := awake + 1; i < len(list); i++ {
				list[i].head.header = ""
			}
		}
	}
	return list
}

// awaken turns a commented header into one.
func (b block) awaken() {
	if slices.ContainsFunc(b.l.cuts, func(c cut) bool { return c.from == b.head.start }) {
		return // another key of this table was first
	}
	_, header, _ := strings.Cut(b.l.text[b.head.start:b.head.end], "#")
	b.l.replace(b.head.start, b.head.end, b.l.text[b.head.start:b.head.at]+strings.TrimLeft(header, " "))
}

// find returns the statement of a key.
func (b block) find(key string) (statement, bool) {
	i := slices.IndexFunc(b.parts, func(s statement) bool { return s.key == key })
	if i < 0 {
		return statement{}, false
	}
	return b.parts[i], true
}

// end is where the block's last statement ends, or the last blank that waits to
// be one; comments that follow belong to what comes next.
func (b block) end() int {
	end := b.head.end
	for _, s := range b.parts {
		if s.key != "" || waiting.MatchString(b.l.text[s.at:s.end]) {
			end = s.end
		}
	}
	return end
}

// set writes the value of a key: in its place, on the commented line that
// waits for it, or on a new line after the last of the keys before it.
func (b block) set(key, value string, before ...string) {
	if s, ok := b.find(key); ok {
		b.l.replace(s.value, s.to, value)
		return
	}
	for _, s := range b.parts {
		if line, ok := b.l.awaken(s, key, value); ok {
			b.l.replace(s.start, s.end, line)
			return
		}
	}
	after := b.head
	for _, s := range b.parts {
		if s.key != "" && slices.Contains(before, s.key) {
			after = s
		}
	}
	b.l.replace(after.end, after.end, b.newLine(after, key, value))
}

// newLine lays a key out like the statement that it follows.
func (b block) newLine(after statement, key, value string) string {
	if after.key == "" {
		for _, s := range b.parts {
			if s.key != "" {
				after = s
				break
			}
		}
	}
	indent := b.l.text[after.start:after.at]
	if after.key != "" {
		if pad := after.equals - after.at - len(key); pad > 0 {
			key += strings.Repeat(" ", pad-1)
		}
	}
	line := indent + key + " = " + value + b.l.eol
	if end := b.l.text; len(end) > 0 && end[len(end)-1] != '\n' && after.end == len(end) {
		line = b.l.eol + strings.TrimSuffix(line, b.l.eol)
	}
	return line
}

// awaken turns a commented blank such as "# actual =  # last year 48" into the
// statement that it stands for. What was only an example is dropped.
func (l *layout) awaken(s statement, key, value string) (string, bool) {
	if !s.note {
		return "", false
	}
	line := l.text[s.start:s.end]
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

// remove takes a key with its line away.
func (b block) remove(key string) {
	if s, ok := b.find(key); ok {
		b.l.replace(s.start, s.end, "")
	}
}

func (l *layout) replace(from, to int, with string) {
	if l.text[from:to] == with {
		return
	}
	l.cuts = append(l.cuts, cut{from, to, with})
}

// finish applies all cuts and lists what changed, by line.
func (l *layout) finish(file string) (string, []Change) {
	slices.SortStableFunc(l.cuts, func(a, b cut) int { return a.from - b.from })
	var out strings.Builder
	var changes []Change
	at := 0
	for i := 0; i < len(l.cuts); {
		from, to := l.lines(l.cuts[i])
		j := i + 1
		for j < len(l.cuts) && l.cuts[j].from < to {
			_, end := l.lines(l.cuts[j])
			to = max(to, end)
			j++
		}
		out.WriteString(l.text[at:from])
		var now strings.Builder
		at = from
		for _, c := range l.cuts[i:j] {
			now.WriteString(l.text[at:c.from] + c.with)
			at = c.to
		}
		now.WriteString(l.text[at:to])
		out.WriteString(now.String())
		changes = append(changes, Change{file, 1 + strings.Count(l.text[:from], "\n"), lines(l.text[from:to]), lines(now.String())})
		at, i = to, j
	}
	out.WriteString(l.text[at:])
	return out.String(), changes
}

// lines widens a cut to whole lines.
func (l *layout) lines(c cut) (from, to int) {
	from = l.lineStart(c.from)
	if from == c.from && (c.to == c.from || c.to > 0 && l.text[c.to-1] == '\n') {
		return from, c.to // a line put in, or whole lines taken out
	}
	return from, l.lineEnd(c.to)
}

func lines(text string) []string {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
