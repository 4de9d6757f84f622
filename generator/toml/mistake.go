package toml

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/pattern"
)

// mistake tells what is wrong with a statement that the walk cannot read, in
// the words of someone who knows what the clerk most likely meant.
type mistake struct {
	d     *Document
	start int   // where the statement begins in buf
	fault fault // where and why the walk stopped
}

var (
	headerLike = pattern.New(`^[ \t]*(\[+)[ \t]*([A-Za-z0-9_."'-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_"'-]+)*)`)
	keyLike    = pattern.New(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*[=:]?`)
	foreignKey = pattern.New(`[{,][ \t]*([^\s="'\[\]{},:#]*[^\x00-\x7f\s="'\[\]{},:#][^\s="'\[\]{},:#]*)[ \t]*=`) // of a table in a line
	anyKey     = pattern.New(`^[ \t]*([^="'\[\]{}#:]*?)[ \t]*([=:])`)
	opensLine  = pattern.New(`^[ \t]*(?:\[\[?[ \t]*[A-Za-z][A-Za-z0-9_. -]*\]\]?[ \t]*(?:#.*)?$|[A-Za-z][A-Za-z0-9_-]*[ \t]*=)`)

	twoKeys   = pattern.New(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|[^\s"'\[{#,;、，=]+)(?:[ \t]*[,;、，][ \t]*|[ \t]+)(([A-Za-z][A-Za-z0-9_-]*)[ \t]*=.*)$`)
	twoEquals = pattern.New(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*(=)[ \t]*([^ \t=#][^=#]*?)[ \t]*(?:#.*)?$`)
	nextItem  = pattern.New(`^(?:["'\[{]|[A-Za-z_][A-Za-z0-9_-]*[ \t]*=)`)
)

// truthWords are what people write for true and false.
var truthWords = map[string]string{
	"True": "true", "TRUE": "true", "yes": "true", "Yes": "true", "YES": "true", "on": "true", "はい": "true", "○": "true", "済": "true",
	"False": "false", "FALSE": "false", "no": "false", "No": "false", "NO": "false", "off": "false", "いいえ": "false", "×": "false", "未": "false",
}

func lineStart(b []byte, at int) int { return bytes.LastIndexByte(b[:min(at, len(b))], '\n') + 1 }

// lineAt is the rest of the line from a byte on.
func lineAt(b []byte, at int) []byte {
	line, _, _ := bytes.Cut(b[min(at, len(b)):], []byte("\n"))
	return line
}

// opens is the start of the first line after from, and not after to, that looks
// like a new statement; 0 for none.
func opens(b []byte, from, to int) int {
	for i := from; i < len(b); {
		next := bytes.IndexByte(b[i:], '\n')
		if next < 0 {
			return 0
		}
		if i += next + 1; i > to {
			return 0
		}
		if opensLine.Match(lineAt(b, i)) {
			return i
		}
	}
	return 0
}

func (m mistake) add(p diag.Problem, from, to int) { m.d.PutAt(p, from, max(to, from+1)) }

// unclosed reports a value that began and never ended.
func (m mistake) unclosed() {
	line := lineAt(m.d.buf, m.start)
	variant := "bracket"
	if bytes.Contains(line, []byte(`"""`)) || bytes.Contains(line, []byte("'''")) {
		variant = "longstring"
	}
	from := m.start
	if i := bytes.IndexAny(line, "[{\"'"); i >= 0 && !bytes.HasPrefix(line, []byte("[")) {
		from += i
	}
	m.add(diag.New("K110", "message", variant, "hint", variant), from, from+1)
}

// inside reports a fault on a later line of a value of several lines.
func (m mistake) inside() { m.value(lineStart(m.d.buf, m.fault.at)) }

// statement reports a fault on the statement's first line.
func (m mistake) statement() {
	line := lineAt(m.d.buf, m.start)
	if bytes.HasPrefix(line, []byte("[")) {
		name := "record"
		if f := headerLike.FindSubmatch(line); f != nil {
			name = string(f[2])
		}
		m.add(diag.New("K110", "message", "header", "hint", "header", "name", m.d.asHeading(name)), m.start, m.start+len(bytes.TrimSpace(line)))
		return
	}
	f := anyKey.FindSubmatchIndex(line)
	if f == nil {
		word := strings.TrimSpace(string(line))
		if k := keyLike.FindSubmatch(line); k != nil && len(k[1]) < len(word) && !figuresOnly(string(k[1])) {
			m.add(diag.New("K110", "message", "equals", "hint", "equals", "key", string(k[1])), m.start, m.start+len(word))
			return
		}
		if key, value := m.d.keyless(line); key != "" {
			m.add(diag.New("K110", "message", "equals", "hint", "whole", "key", key, "whole", key+" = "+value), m.start, m.start+len(word))
			return
		}
		m.unreadable(word)
		return
	}
	key := string(line[f[2]:f[3]])
	switch {
	case key == "":
		m.add(diag.New("K110", "message", "nokey", "hint", "nokey"), m.start, m.start+1)
	case line[f[4]] == ':':
		m.add(diag.New("K110", "message", "colon", "hint", "colon", "key", key), m.start+f[4], m.start+f[5])
	case !bareKey(key):
		m.noKey(key, m.start+f[2])
	default:
		m.value(m.start)
	}
}

// noKey reports a word that cannot be a key.
func (m mistake) noKey(key string, at int) {
	p := diag.New("K116", "key", key)
	if near := m.d.meant(key); near != "" {
		p = diag.New("K116", "key", key, "hint", "near", "near", near)
	}
	m.add(p, at, at+len(key))
}

func bareKey(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool {
		return r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}) == ""
}

// value reports a fault in the value that stands around the fault's place, in
// the line that begins at from.
func (m mistake) value(from int) {
	line := lineAt(m.d.buf, from)
	rel := min(max(m.fault.at-from, 0), len(line))
	if m.fault.why == comma && nextItem.Match(line[rel:]) {
		m.add(diag.New("K110", "message", "comma", "hint", "comma"), m.fault.at, m.fault.at+1)
		return
	}
	for _, f := range foreignKey.FindAllSubmatchIndex(line, -1) {
		if f[2] <= rel && rel <= f[3] {
			m.noKey(string(line[f[2]:f[3]]), from+f[2])
			return
		}
	}
	if p, at, end, ok := m.d.inlineFault(line); ok {
		m.add(p, from+at, from+end)
		return
	}
	if f := twoEquals.FindSubmatchIndex(line); f != nil { // =48, as in a cell of Excel
		whole := string(line[f[2]:f[3]]) + " = " + string(line[f[6]:f[7]])
		m.add(diag.New("K110", "message", "equalstwice", "hint", "whole", "whole", whole), from+f[4], from+f[5])
		return
	}
	if f := twoKeys.FindSubmatchIndex(line); f != nil && f[9]-f[8] > 2 { // not a language, whose { was lost
		p := diag.New("K110", "message", "twokeys", "hint", "twokeys", "key", string(line[f[2]:f[3]]), "text", string(line[f[4]:f[5]]), "rest", strings.TrimSpace(string(line[f[6]:f[7]])))
		m.add(p, from+f[6], from+f[7])
		return
	}
	key, at, end := m.d.valueAround(line, rel)
	v := m.d.asWritten(from+at, from+end)
	p := m.d.judge(key, v, m.fault.why, from)
	if p.Code == "" {
		m.add(diag.New("K110", "message", "line", "hint", "line"), m.fault.at, m.fault.at+1)
		return
	}
	m.add(p, from+at, from+end)
}

// asWritten is a part of one line as it stands in the file, before folding.
func (d *Document) asWritten(from, to int) string {
	line, column := d.Place(from)
	runes := []rune(d.Line(line))
	at := min(column-1, len(runes))
	return string(runes[at:min(at+utf8.RuneCount(d.buf[from:to]), len(runes))])
}

// valueAround finds the value that a place of a line lies in or follows, and
// the key before it.
func (d *Document) valueAround(line []byte, rel int) (key string, at, end int) {
	eq, depth := -1, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"' || c == '\'':
			n, _ := stringLength(line[i:], true)
			if i+n > rel && eq >= 0 && i > rel {
				continue
			}
			i += n - 1
		case c == '=' && (i <= rel || eq < 0):
			eq = i
		case (c == '{' || c == '[') && i <= rel:
			depth++
		case (c == '}' || c == ']') && i < rel:
			depth--
		}
	}
	at = 0
	if eq >= 0 {
		before := bytes.TrimRight(line[:eq], " \t")
		k := bytes.LastIndexFunc(before, func(r rune) bool { return !(r == '_' || r == '-' || r < 0x80 && isAlnum(byte(r))) })
		key = string(before[k+1:])
		at = eq + 1
	}
	for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	// In a list the fault's own item is the value, not the list.
	if at < len(line) && (line[at] == '[' || line[at] == '{') && rel > at {
		at = max(bytes.LastIndexAny(line[:rel], "[{,")+1, at+1)
		for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
			at++
		}
	}
	end = len(line)
	stop := "#"
	if depth > 0 {
		stop = "#}]"
		if d.isNumber(key) {
			stop = "#,}]"
		}
	}
	for i := at; i < len(line); i++ {
		if line[i] == '"' || line[i] == '\'' {
			n, _ := stringLength(line[i:], true)
			i += n - 1
			continue
		}
		if strings.IndexByte(stop, line[i]) >= 0 {
			end = i
			break
		}
	}
	end = max(end, at)
	end = at + len(bytes.TrimRight(line[at:end], " \t"))
	return key, at, end
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// dated reports whether a line stands under the heading as_of, where each key
// takes the date of the figure that it names.
func (d *Document) dated(at int) bool {
	for i := lineStart(d.buf, at); i > 0; i = lineStart(d.buf, i-1) {
		if f := headerLike.FindSubmatch(lineAt(d.buf, i)); f != nil {
			return string(f[2]) == "as_of" || bytes.HasSuffix(f[2], []byte(".as_of"))
		}
	}
	return false
}

// judge names the fault of a value that is written without the quotes or in a
// form that TOML does not have. The line with it begins at a byte of buf.
func (d *Document) judge(key, v string, why why, at int) diag.Problem {
	first, _ := utf8.DecodeRuneInString(v)
	syntax := func(variant string) diag.Problem {
		return diag.New("K110", "message", variant, "hint", variant, "key", key, "text", strings.Trim(v, `"'`))
	}
	numeric := d.isNumber(key) && !d.dated(at)
	switch {
	case v == "" && numeric:
		return diag.New("K110", "message", "empty", "hint", "nofigure", "key", key)
	case v == "":
		return diag.New("K110", "message", "empty", "hint", "empty", "key", key)
	case strings.ContainsRune("“”„「」『』＂＇‘’", first):
		p := syntax("quotes")
		p.Args["text"] = strings.Trim(v, "“”„「」『』＂＇‘’")
		return p
	case first == '"' || first == '\'':
		return afterString(v, syntax, why)
	case first == '[' || first == '{':
		return syntax("comma")
	case truthWords[v] != "" && numeric && slices.Contains(figureKeys, key):
		return diag.New("K112", "key", key, "hint", "done", "text", v, "word", truthWords[v])
	case truthWords[v] != "":
		p := syntax("truth")
		p.Args["word"] = truthWords[v]
		return p
	case numeric:
		return notNumber(key, v)
	case strings.Contains(v, `"`):
		// 各種", en = "…": the text ends with a quotation mark but has none before.
		p := syntax("opening")
		p.Args["text"], _, _ = strings.Cut(v, `"`)
		return p
	}
	return syntax("text")
}

func afterString(v string, syntax func(string) diag.Problem, why why) diag.Problem {
	n, _ := stringLength([]byte(v), true)
	switch {
	case why == folders:
		p := syntax("path")
		p.Args["text"] = strings.ReplaceAll(strings.Trim(v, `"`), `\`, "/")
		return p
	case why == escape:
		return syntax("escape")
	case n >= len(v) && (len(v) < 2 || v[len(v)-1] != v[0]):
		return syntax("string")
	case n < len(v):
		p := syntax("after")
		p.Args["rest"] = strings.TrimSpace(v[n:])
		return p
	}
	return syntax("comma")
}
