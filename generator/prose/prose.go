// Package prose turns the Markdown of clerks and translators into safe HTML,
// set up for Japanese: bold next to 「」, line breaks that leave no gap, ruby
// ({漢字|かんじ}), and no raw HTML, pictures or unknown link schemes.
//
// Check tells what is wrong in a text, HTML writes it, Text gives its plain
// words and References the indicators that it points to. None of them keeps
// state, so all may run at the same time.
//
//	faults := prose.Check(src, prose.Options{Language: "ja"})
//	page = prose.HTML(page, src, prose.Options{IDPrefix: "1-i-shihyo-6", HeadingOffset: 2, Language: "ja"})
//
// A text is content, not code: whatever it holds, HTML's result is inert, and
// neither function takes longer than a moment, because the inputs that bring
// the parser down are refused before it sees them (limits.go).
package prose

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// The codes of the faults that Check finds. K403, a reference to an indicator
// that does not exist, is found by the caller through References.
const (
	RawHTML      = "K401" // HTML, or a comment of HTML. Args: html
	LinkScheme   = "K402" // a link to something that is not allowed. Args: destination
	Picture      = "K404" // a picture. Args: destination
	TooDeep      = "K405" // lists, quotes or brackets inside each other. Args: what, limit
	TooLarge     = "K406" // file, table, output. Args: what, limit
	BadCharacter = "K407" // a control or an invisible character. Args: codepoint (U+202E)
	BadEncoding  = "K408" // not UTF-8. Args: byte (0x82)
	SurplusCell  = "K409" // a row with more cells than its table. Args: cells, columns
	UnmarkedNote = "K410" // a footnote that the text has no mark for. Args: label
)

// Fault is one thing that is wrong in a text.
type Fault struct {
	Code   string
	Line   int // of the file, from 1
	Column int // in characters, from 1
	Width  int // how many characters are meant, at least 1
	Args   map[string]string
}

// Ref is one reference to an indicator (or another page of the site): a link
// whose target is a bare id, such as [⑴-イ-指標４](1-i-shihyo-4).
type Ref struct {
	ID           string
	Line, Column int // of the id, from 1; the column in characters
}

// Options says how a text is written out. The zero value is of use for Check.
type Options struct {
	// IDPrefix begins every id in the result: "1-i-shihyo-6" gives 1-i-shihyo-6-h1.
	IDPrefix string
	// HeadingOffset is added to the level of each heading: with 2, # is an h3.
	HeadingOffset int
	// Language is the tag of the text's language. It decides whether a line
	// break next to a Japanese character leaves a space.
	Language string
	// Resolve gives the address and the title of what a bare id names. An id
	// that it does not know, or a nil Resolve, leaves the words without a link.
	Resolve func(id string) (href, title string, ok bool)
	// BackLabel names the link from a footnote back to its place, for screen
	// readers ("本文へ戻る"). Empty leaves it unnamed.
	BackLabel string
	// FirstLine is the line of the file at which the text begins, when front
	// matter stands before it. 0 means 1.
	FirstLine int
}

// Document is a text that was read, so that what is wanted of it is read but once.
// It is for one goroutine at a time.
type Document struct {
	src    []byte
	faults []Fault // limits that it breaks
	sound  bool    // it breaks none
	root   ast.Node
}

// Read reads a text.
func Read(src []byte) *Document {
	d := &Document{src: normalise(src)}
	d.faults, d.sound = limits(d.src)
	return d
}

// tree is the text taken apart, which is put off: plain texts are not.
func (d *Document) tree() ast.Node {
	if d.root == nil {
		d.root = parse(d.src)
	}
	return d.root
}

// Check lists all that is wrong in a text, in the order of its lines; nil
// means that HTML will show all of it. Limits come alone: a text that breaks
// one is not read further.
func Check(src []byte, o Options) []Fault { return Read(src).Check(o) }

// Check is what the function of that name does.
func (d *Document) Check(o Options) []Fault {
	faults := slices.Clone(d.faults)
	if d.sound && mayFail(d.src) && !plain(d.src) {
		faults = append(faults, inspect(d.src, d.tree())...)
	}
	for i := range faults {
		faults[i].Line += max(o.FirstLine, 1) - 1
	}
	return faults
}

// HTML appends the text as HTML to dst and returns it. It never fails: what
// Check refuses is left out or shown as the text it is.
func HTML(dst, src []byte, o Options) []byte { return Read(src).HTML(dst, o) }

// HTML is what the function of that name does.
func (d *Document) HTML(dst []byte, o Options) []byte {
	switch {
	case !d.sound:
		return inert(dst, d.src)
	case plain(d.src):
		return appendPlain(dst, d.src, o.Language)
	}
	return render(dst, d.src, d.tree(), &o)
}

// Text is the plain words of a text, one line a block, for search and
// descriptions. Ruby gives its base, footnote marks and pictures are left out.
func Text(src []byte, language string) string { return Read(src).Text(language) }

// Text is what the function of that name does.
func (d *Document) Text(language string) string {
	if !d.sound {
		return ""
	}
	return plainText(d.src, d.tree(), language)
}

// References lists the references to indicators in the order of the text.
// Lines count from the options' FirstLine as in Check.
func (d *Document) References(o Options) []Ref {
	if !d.sound || !bytes.Contains(d.src, []byte("](")) {
		return nil
	}
	var refs []Ref
	places := newPlaces(d.src)
	walk(d.tree(), func(n ast.Node) {
		link, ok := n.(*ast.Link)
		if !ok {
			return
		}
		if t := targetOf(link.Destination); t.kind == toID {
			line, column, _ := places.destination(link.Pos(), link.Destination)
			refs = append(refs, Ref{t.address, line + max(o.FirstLine, 1) - 1, column})
		}
	})
	// Footnotes stand at the end of the tree, wherever they were written.
	slices.SortStableFunc(refs, func(a, b Ref) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return refs
}

// normalise drops a byte order mark and turns all line ends into \n. It keeps
// the source as it is where there is nothing to do.
func normalise(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if bytes.IndexByte(src, '\r') < 0 {
		return src
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
}

// places turns offsets of a source into lines and columns.
type places struct {
	src    []byte
	starts []int // offset of each line
}

func newPlaces(src []byte) *places {
	p := &places{src, []int{0}}
	for i, b := range src {
		if b == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	return p
}

func (p *places) at(offset int) (line, column int) {
	offset = min(max(offset, 0), len(p.src))
	i, exact := slices.BinarySearch(p.starts, offset)
	if !exact {
		i--
	}
	return i + 1, utf8.RuneCount(p.src[p.starts[i]:offset]) + 1
}

// destination finds the target of a link that begins at pos, so that a fault
// points at it; where it stands elsewhere (a definition), at the link.
func (p *places) destination(pos int, dest []byte) (line, column, width int) {
	if pos >= 0 && pos < len(p.src) && len(dest) > 0 {
		near := p.src[pos:min(len(p.src), pos+2*maxAddress)]
		if i := bytes.Index(near, append([]byte("]("), dest...)); i >= 0 {
			line, column = p.at(pos + i + 2)
			return line, column, utf8.RuneCount(dest)
		}
	}
	line, column = p.at(pos)
	return line, column, 1
}
