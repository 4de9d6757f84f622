package toml

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/lang"
)

// The limits of what is read. They are in the rule book's messages too.
const (
	MaxSize   = 1 << 20 // bytes of a file
	maxDepth  = 32
	maxParts  = 32
	maxKeys   = 10_000
	maxSyntax = 20 // problems of syntax before a file is given up
	maxProse  = 5  // the same where nothing could be read before
)

// Document is one text file: its lines for excerpts and, for TOML, its tree.
type Document struct {
	File string // as problems name it
	Root *Node  // never nil; Broken when nothing could be read

	Problems []diag.Problem
	Blanked  map[int]bool // lines, from 1, that were given up
	Cut      bool         // the file ends in the middle of a text, as after a crash

	vocabulary Vocabulary
	text       []byte // as it stands in the file, without a BOM and with plain line ends
	buf        []byte // what the walk reads: as text, but folded, with faults blanked
	syntax     int    // problems of syntax so far
	starts     []int  // where each line of text begins
	bufLines   []int  // where each line of buf begins
	fullIn     []fullWidth
	nodes      []Node       // room for the tree
	statements *[]statement // kept for edits, nil where none are meant
}

// Vocabulary is what is known of the keys of a file, for the words of mistakes.
type Vocabulary interface {
	// IsNumber reports whether a key's value is a number.
	IsNumber(key string) bool
	// Meant is the key that a misspelt or Japanese one most likely means, "" for
	// none.
	Meant(written string) string
	// Heading reports whether a heading such as record.action is known, and
	// whether it opens one of a list: [[record.action]].
	Heading(name string) (list, known bool)
	// Meaning is the known heading that another one can only mean, "" for none.
	Meaning(name string) string
	// Lost is the heading that must have stood above a key: in the table of a
	// heading, where the key is there already or not; "" where nothing is lost.
	// The heading of the table itself means that the key belongs above it.
	Lost(heading, key string, v *Node, there bool) string
}

// Failed is the document of a file that could not be read at all.
func Failed(file string, p diag.Problem) *Document {
	return &Document{File: file, Root: &Node{Kind: Broken, how: byHeader}, Problems: []diag.Problem{p}}
}

// Text is the text without a BOM, with plain line ends and with each hidden
// character, which was reported, replaced.
func (d *Document) Text() string { return string(d.buf) }

// GivenUp reports whether the file has so many problems of syntax that it was
// not read to its end.
func (d *Document) GivenUp() bool { return d.syntax > maxSyntax }

// Failing reports whether an error was found.
func (d *Document) Failing() bool {
	return slices.ContainsFunc(d.Problems, func(p diag.Problem) bool { return p.Severity == diag.Error })
}

// Put adds a problem on a value, or on its key when the value is a table.
func (d *Document) Put(p diag.Problem, n *Node) { d.PutAt(p, n.At, n.End) }

// PutAt adds a problem on bytes of the text that the tree was made of.
func (d *Document) PutAt(p diag.Problem, from, to int) {
	d.Problems = append(d.Problems, d.At(p, from, to))
}

// Report adds a problem at a place given by its line and column.
func (d *Document) Report(p diag.Problem, line, column, width int) {
	d.Problems = append(d.Problems, p.At(d.File, line, column).Quote(d.Line(line), width))
}

// At places a problem on bytes of buf.
func (d *Document) At(p diag.Problem, from, to int) diag.Problem {
	line, column := d.Place(from)
	width := 0
	if to > from {
		part, _, _ := bytes.Cut(d.buf[from:min(to, len(d.buf))], []byte("\n"))
		width = utf8.RuneCount(part)
	}
	return p.At(d.File, line, column).Quote(d.Line(line), width)
}

// Whole reports a problem on the file as such.
func (d *Document) Whole(p diag.Problem) { d.Problems = append(d.Problems, p.At(d.File, 1, 1)) }

// Place turns a byte of buf into a line and a column in characters. Folding
// keeps the number of characters, so both hold for the file too.
func (d *Document) Place(offset int) (line, column int) {
	if d.bufLines == nil {
		d.bufLines = lineStarts(d.buf)
	}
	offset = min(max(offset, 0), len(d.buf))
	line = sort.SearchInts(d.bufLines, offset+1)
	return line, utf8.RuneCount(d.buf[d.bufLines[line-1]:offset]) + 1
}

// Line is the text of a line, from 1.
func (d *Document) Line(n int) string {
	if d.starts == nil {
		d.starts = lineStarts(d.text)
	}
	if n < 1 || n > len(d.starts) {
		return ""
	}
	s := d.text[d.starts[n-1]:]
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return string(s)
}

func lineStarts(b []byte) []int {
	starts := make([]int, 1, 1+bytes.Count(b, []byte("\n")))
	for i, c := range b {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// NewText checks what every text file must be: UTF-8 without hidden
// characters. It returns false when the file cannot be read on.
func NewText(file string, raw []byte) (*Document, bool) {
	d := &Document{File: file, Root: &Node{Kind: Table, how: byHeader}}
	if kind := noText(raw); kind != "" {
		d.Whole(diag.New("K139", "message", kind, "hint", kind))
		return d, false
	}
	if enc := foreign(raw); enc != "" {
		d.Whole(diag.New("K105", "message", enc))
		return d, false
	}
	text := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	}
	d.text = text
	if i := bytes.IndexByte(text, '\r'); i >= 0 {
		d.returns(text, i)
	}
	d.buf = d.text
	unclean := lang.FirstHidden(d.text) >= 0 // as few are; else it is UTF-8, too
	if unclean {
		if at := diag.Undecoded(d.text); at >= 0 {
			line, column := d.Place(at)
			d.Problems = append(d.Problems, diag.New("K105", "hint", "retype").At(file, line, column))
			return d, false
		}
	}
	if at, words, places := garbled(d.text); places > 0 {
		line, column := d.placeIn(at)
		p := diag.New("K140", "text", words)
		if places > 1 {
			p.Args["message"], p.Args["n"] = "several", strconv.Itoa(places)
		}
		d.Report(p, line, column, utf8.RuneCountInString(words))
		return d, false
	}
	if at := diag.Unmerged(d.text); at >= 0 {
		line, _ := d.placeIn(at)
		d.Report(diag.New("K138"), line, 1, len([]rune(d.Line(line))))
		return d, false
	}
	if unclean {
		d.hidden()
	}
	d.decomposed()
	return d, true
}

// markStarts are the first bytes of all marks that lang.Composed joins to a letter.
var markStarts = [][]byte{{0xcc}, {0xcd}, []byte("\u3099"), []byte("\u309a"), {0xe1, 0x85}, {0xe1, 0x86}, {0xe1, 0x87}}

// decomposed tells (K142) letters whose mark is a character of its own, as names that were
// copied from a Mac have them: か and ゛ for が. They stay as they are written.
func (d *Document) decomposed() {
	if !slices.ContainsFunc(markStarts, func(start []byte) bool { return bytes.Contains(d.text, start) }) {
		return
	}
	first, places, letter := 0, 0, ""
	before, at := rune(0), 0
	for i, r := range string(d.text) {
		if one := lang.Composed(before, r); one != "" {
			if places++; places == 1 {
				first, letter = at, one
			}
		}
		before, at = r, i
	}
	if places == 0 {
		return
	}
	p := diag.New("K142", "text", letter)
	if places > 1 {
		p.Args["message"], p.Args["n"] = "several", strconv.Itoa(places)
	}
	line, column := d.placeIn(first)
	d.Report(p, line, column, 2)
}

// returns makes line ends of single CRs and tells them: of a whole file, or where some
// stand among other line ends. One inside a text is a hidden character like others.
func (d *Document) returns(text []byte, first int) {
	mixed := bytes.IndexByte(text, '\n') >= 0
	d.text = bytes.Clone(text)
	told := false
	for i := first; i < len(text); i++ {
		if text[i] != '\r' || mixed && bytes.Count(text[bytes.LastIndexByte(text[:i], '\n')+1:i], []byte(`"`))%2 == 1 {
			continue
		}
		d.text[i] = '\n'
		if !told {
			p := diag.New("K109").At(d.File, 1, 1)
			if mixed {
				line, column := d.placeIn(i)
				p = diag.New("K109", "message", "mixed").At(d.File, line, column)
			}
			d.Problems, told = append(d.Problems, p), true
		}
	}
	d.starts = nil
}

// hidden reports characters that a reader does not see or a terminal obeys,
// and replaces them for the parser, so that each is told once.
func (d *Document) hidden() {
	for i, reported := 0, 0; i < len(d.text); {
		r, n := rune(d.text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(d.text[i:])
		}
		if lang.Hidden(r) {
			if one := d.text[i : i+n]; i < n || !bytes.Equal(d.text[i-n:i], one) { // equal ones side by side are told once
				count := 1
				for bytes.HasPrefix(d.text[i+count*n:], one) {
					count++
				}
				if reported++; reported > maxSyntax {
					return
				}
				line, column := d.placeIn(i)
				d.Report(unseen(r), line, column, count)
			}
			d.own()
			copy(d.buf[i:i+n], [...]string{" ", "\u00a0", "\u3000", "\U0001f914"}[n-1])
		}
		i += n
	}
}

// placeIn is Place for a byte of text.
func (d *Document) placeIn(offset int) (line, column int) {
	if d.starts == nil {
		d.starts = lineStarts(d.text)
	}
	line = sort.SearchInts(d.starts, offset+1)
	return line, utf8.RuneCount(d.text[d.starts[line-1]:offset]) + 1
}

// own makes buf a copy that may be changed.
func (d *Document) own() {
	if len(d.buf) > 0 && len(d.text) > 0 && &d.buf[0] == &d.text[0] {
		d.buf = bytes.Clone(d.text)
	}
}

func (d *Document) isNumber(key string) bool {
	return d.vocabulary != nil && d.vocabulary.IsNumber(key)
}

func (d *Document) meant(key string) string {
	if d.vocabulary == nil {
		return ""
	}
	return d.vocabulary.Meant(key)
}

// unseen is the problem (K106) of a character that others do not see.
func unseen(r rune) diag.Problem {
	p := diag.New("K106", "character", lang.CodePoint(r))
	switch {
	case lang.Private(r):
		p.Args["message"], p.Args["hint"] = "gaiji", "gaiji"
	case r == utf8.RuneError:
		p.Args["message"], p.Args["hint"] = "lost", "lost"
	}
	return p
}
