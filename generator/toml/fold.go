package toml

import (
	"unicode"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/lang"
)

// fullWidth is the first run of full-width signs and strange spaces outside of strings in a line;
// end is the byte after it.
type fullWidth struct {
	line, column, width, end int
	first                    rune
}

// fold goes once over the text as a TOML lexer would. It folds full-width
// letters, digits, signs and spaces that stand outside of strings and
// comments, and it refuses what would bring the parsers down: deep nesting,
// long dotted keys, too many keys. It returns false when it refuses.
func (d *Document) fold() bool {
	s := &scanner{d: d, in: d.buf, line: 1, fresh: true}
	for s.i < len(s.in) {
		if code := s.step(); code != "" {
			line, column := d.Place(s.i)
			d.Report(diag.New(code), line, column, 1)
			return false
		}
	}
	if s.out != nil {
		d.buf = append(s.out, s.in[s.kept:]...)
		d.bufLines = nil
	}
	return true
}

type scanner struct {
	d    *Document
	in   []byte
	i    int
	out  []byte // folded so far, nil while nothing was folded
	kept int    // how much of in stands in out

	line, depth, dots, keys int
	fresh                   bool // nothing but space on this line yet
	header                  bool // this line began with a bracket
}

// step reads one sign, string or comment. It returns the code of a rule when
// a limit is passed.
func (s *scanner) step() string {
	at := s.i
	switch c := s.next(); c {
	case '\n':
		s.line++
		if s.header {
			s.depth = 0
		}
		s.fresh, s.header, s.dots = true, false, 0
		return ""
	case ' ', '\t':
		return ""
	case '#':
		for s.i < len(s.in) && s.in[s.i] != '\n' {
			s.i++
		}
		return ""
	case '"', '\'':
		n, _ := stringLength(s.in[at:], true)
		s.i = at + n
		for _, b := range s.in[at:s.i] {
			if b == '\n' {
				s.line++
			}
		}
	case '[', '{':
		if !s.deeper(c) {
			s.i = at
			return "K107"
		}
	case ']', '}':
		s.depth = max(s.depth-1, 0)
	case '=':
		s.keys++
		s.dots = 0
	case ',':
		s.dots = 0
	case '.':
		if s.dots++; s.dots >= maxParts {
			s.i = at
			return "K108"
		}
	}
	s.fresh = false
	if s.keys > maxKeys {
		s.i = at
		return "K103"
	}
	return ""
}

// next takes a character, one of full width as the one that it stands for.
func (s *scanner) next() rune {
	c, n := rune(s.in[s.i]), 1
	if c >= utf8.RuneSelf {
		c, n = utf8.DecodeRune(s.in[s.i:])
		// A folded quotation mark would open a string that nobody sees.
		f := lang.FoldRune(c)
		if f == c && unicode.Is(unicode.Zs, c) {
			f = ' ' // of a web page or a word processor, such as U+00A0
		}
		if f != c && f != '"' && f != '\'' {
			s.fold(byte(f), n)
			c = f
		}
	}
	s.i += n
	return c
}

// deeper goes into a bracket, unless that would be too deep.
func (s *scanner) deeper(bracket rune) bool {
	if bracket == '[' && s.fresh && s.depth == 0 {
		s.header = true
		s.keys++
	}
	s.depth++
	return s.depth <= maxDepth
}

// fold writes one ASCII sign in place of the full-width one at i.
func (s *scanner) fold(f byte, n int) {
	if s.out == nil {
		s.out = make([]byte, 0, len(s.in))
	}
	s.out = append(s.out, s.in[s.kept:s.i]...)
	s.out = append(s.out, f)
	s.kept = s.i + n
	if k := len(s.d.fullIn); k > 0 && s.d.fullIn[k-1].line == s.line {
		if last := &s.d.fullIn[k-1]; s.i == last.end {
			last.width, last.end = last.width+1, s.kept
		}
		return
	}
	c, _ := utf8.DecodeRune(s.in[s.i:])
	s.d.fullIn = append(s.d.fullIn, fullWidth{s.line, s.column(), 1, s.kept, c})
}

// column is the column of i. It is asked once a line.
func (s *scanner) column() int {
	from := s.i
	for from > 0 && s.in[from-1] != '\n' {
		from--
	}
	return utf8.RuneCount(s.in[from:s.i]) + 1
}
