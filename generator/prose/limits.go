package prose

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"tassei/generator/lang"
)

// What a text may cost. Each bound keeps the parser from work that grows with
// the square of the text: nesting, brackets that never close, rows of a table
// that are filled up, growing runs of backticks, definitions used again.
const (
	maxSize      = 256 << 10
	maxMarkers   = 50     // markers of lists and quotes at the start of a line
	maxIndent    = 100    // columns before the first character: 50 lists deep
	maxOpen      = 64     // brackets open at once in a paragraph
	maxBrackets  = 200    // brackets in a paragraph
	maxAddress   = 2000   // bytes of a link's target
	maxColumns   = 50     // of a table
	maxCells     = 20_000 // of a table
	maxBackticks = 64     // in a row
	maxEmphasis  = 1000   // runs of * and _ in a paragraph
	maxFootnotes = 1000   // marks and notes of a file
	maxOutput    = 16 << 20
	maxFaults    = 100 // that are listed
)

// limits looks at a text line by line before the parser does. The faults are
// all bad characters, or the first limit that is broken; sound means that the
// text may be parsed.
func limits(src []byte) (faults []Fault, sound bool) {
	if len(src) > maxSize {
		return []Fault{limit(TooLarge, 1, 1, "file", maxSize)}, false
	}
	if faults := characters(src); faults != nil {
		return faults, false
	}
	if n := bytes.Count(src, []byte("[^")); n > maxFootnotes {
		return []Fault{limit(TooLarge, 1, 1, "footnotes", maxFootnotes)}, false
	}
	var p paragraph
	line := 0
	for rest := src; len(rest) > 0; {
		line++
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest) - 1
		}
		if f := p.line(rest[:end+1], line); f != nil {
			return []Fault{*f}, false
		}
		rest = rest[end+1:]
	}
	return nil, true
}

func limit(code string, line, column int, what string, most int) Fault {
	return Fault{code, line, column, 1, map[string]string{"what": what, "limit": strconv.Itoa(most)}}
}

// characters lists bytes that are no UTF-8 and characters that nobody sees.
func characters(src []byte) []Fault {
	if lang.FirstHidden(src) < 0 {
		return nil
	}
	var faults []Fault
	line, column := 1, 0
	for i := 0; i < len(src) && len(faults) < maxFaults; {
		r, size := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(src[i:])
		}
		column++
		switch {
		case r == '\n':
			line, column = line+1, 0
		case r == utf8.RuneError && size == 1:
			faults = append(faults, Fault{BadEncoding, line, column, 1, map[string]string{"byte": fmt.Sprintf("0x%02X", src[i])}})
		case lang.Hidden(r):
			faults = append(faults, Fault{BadCharacter, line, column, 1, unseen(lang.CodePoint(r), r)})
		}
		i += size
	}
	return faults
}

// paragraph counts what accumulates between two blank lines.
type paragraph struct {
	open, brackets int
	emphasis       int
	rows, columns  int
}

func (p *paragraph) line(s []byte, n int) *Fault {
	body := bytes.TrimRight(s, " \t\n")
	if len(body) == 0 {
		*p = paragraph{}
		return nil
	}
	f := p.start(body, n)
	if f == nil {
		f = p.signs(body, n)
	}
	return f
}

// start counts the markers with which a line begins.
func (p *paragraph) start(s []byte, n int) *Fault {
	indent, markers, i := 0, 0, 0
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			indent++
		case c == '\t':
			indent += 4
		case c == '>', (c == '-' || c == '+' || c == '*') && i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '\t'):
			markers++
		case c >= '0' && c <= '9':
			j := i
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			if j+1 >= len(s) || s[j] != '.' && s[j] != ')' || s[j+1] != ' ' && s[j+1] != '\t' {
				return nil
			}
			markers++
			i = j
		default:
			return nil
		}
		if markers > maxMarkers || indent > maxIndent {
			f := limit(TooDeep, n, utf8.RuneCount(s[:i])+1, "nesting", maxMarkers)
			return &f
		}
	}
	return nil
}

func (p *paragraph) signs(s []byte, n int) *Fault {
	at := func(code string, i int, what string, most int) *Fault {
		f := limit(code, n, utf8.RuneCount(s[:i])+1, what, most)
		return &f
	}
	if p.rows++; !bytes.ContainsAny(s, "[]`|*_") && p.columns == 0 {
		return nil
	}
	bars, ticks, delimiter := 0, 0, true
	for i, c := range s {
		switch c {
		case '*', '_':
			// Each run that opens nothing is compared with all before it.
			if i > 0 && s[i-1] == c {
				break
			}
			if p.emphasis++; p.emphasis > maxEmphasis {
				return at(TooLarge, i, "emphasis", maxEmphasis)
			}
		case '[':
			p.open++
			if p.brackets++; p.open > maxOpen {
				return at(TooDeep, i, "brackets", maxOpen)
			}
			if p.brackets > maxBrackets {
				return at(TooLarge, i, "brackets", maxBrackets)
			}
		case ']':
			p.open = max(p.open-1, 0)
		case '|':
			if bars++; bars > maxColumns+1 {
				return at(TooLarge, i, "columns", maxColumns)
			}
		}
		if c != '`' {
			ticks = 0
		} else if ticks++; ticks > maxBackticks {
			return at(TooLarge, i, "backticks", maxBackticks)
		}
		delimiter = delimiter && (c == '-' || c == ':' || c == '|' || c == ' ' || c == '\t')
	}
	if delimiter {
		p.columns = max(p.columns, bars+1)
	}
	if p.columns*p.rows > maxCells {
		return at(TooLarge, 0, "cells", maxCells)
	}
	return nil
}

// unseen are the arguments of a character that others do not see.
func unseen(codepoint string, r rune) map[string]string {
	args := map[string]string{"codepoint": codepoint}
	if lang.Private(r) {
		args["what"] = "gaiji"
	}
	return args
}
