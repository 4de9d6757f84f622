package prose

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// render writes a tree. Every element that can stand in the result is in this
// file; nothing of the source gets through except as escaped text.
func render(dst, src []byte, doc ast.Node, o *Options) []byte {
	w := writer{src: src, out: dst, base: len(dst), options: o}
	w.block(doc)
	return w.out
}

type writer struct {
	src      []byte
	out      []byte
	base     int // where this text begins in out
	options  *Options
	textOnly bool // words without elements, one line a block

	headings int
	level    int  // of the last heading
	links    int  // open links: HTML has no link inside a link
	last     rune // the last character written, for line breaks
}

// full reports that the result has reached its bound; the rest is left out.
func (w *writer) full() bool { return len(w.out)-w.base > maxOutput }

func (w *writer) tag(s string) {
	if !w.textOnly {
		w.out = append(w.out, s...)
	}
}

// endBlock ends a line of plain text.
func (w *writer) endBlock() {
	if w.textOnly && len(w.out) > 0 && w.out[len(w.out)-1] != '\n' {
		w.out = append(w.out, '\n')
	}
	w.last = 0
}

func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !w.full(); c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			w.inline(c)
		} else {
			w.block(c)
		}
	}
}

func (w *writer) element(name, end string, n ast.Node) {
	w.tag("<" + name + ">")
	w.children(n)
	w.tag("</" + name + ">" + end)
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Document:
		w.children(n)
	case *ast.Paragraph:
		w.element("p", "\n", n)
		w.endBlock()
	case *ast.TextBlock:
		w.children(n)
		w.endBlock()
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.tag("<blockquote>\n")
		w.children(n)
		w.tag("</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.element("li", "\n", n)
		w.endBlock()
	case *ast.ThematicBreak:
		w.tag("<hr>\n")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.tag("<pre><code>")
		w.out = escape(w.out, n.Lines().Value(w.src))
		w.tag("</code></pre>\n")
		w.endBlock()
	case *extast.Table:
		w.table(n)
	case *extast.FootnoteList:
		w.footnotes(n)
	}
}

func (w *writer) heading(n *ast.Heading) {
	// Headings go on from the heading that the text stands under, and none skips
	// a level: a reader who walks by headings would look for the one left out.
	outer := max(w.options.HeadingOffset, 1)
	level := min(max(n.Level+w.options.HeadingOffset, outer+1), max(w.level, outer)+1, 6)
	w.level = level
	w.headings++
	w.tag("<h" + strconv.Itoa(level) + ` id="` + w.id("h"+strconv.Itoa(w.headings)) + `">`)
	w.children(n)
	w.tag("</h" + strconv.Itoa(level) + ">\n")
	w.endBlock()
}

// id is an id of this text, ready to stand in an attribute.
func (w *writer) id(local string) string {
	if w.options.IDPrefix == "" {
		return local
	}
	return html.EscapeString(w.options.IDPrefix) + "-" + local
}

func (w *writer) list(n *ast.List) {
	switch {
	case !n.IsOrdered():
		w.tag("<ul>\n")
		w.children(n)
		w.tag("</ul>\n")
		return
	case n.Start == 1:
		w.tag("<ol>\n")
	default:
		w.tag(`<ol start="` + strconv.Itoa(n.Start) + "\">\n")
	}
	w.children(n)
	w.tag("</ol>\n")
}

// alignments are classes, because a strict policy forbids style attributes.
var alignments = map[extast.Alignment]string{
	extast.AlignLeft: ` class="align-left"`, extast.AlignRight: ` class="align-right"`, extast.AlignCenter: ` class="align-center"`,
}

func (w *writer) table(n *extast.Table) {
	w.tag("<table>\n")
	open := false
	for row := n.FirstChild(); row != nil && !w.full(); row = row.NextSibling() {
		head := row.Kind() == extast.KindTableHeader
		switch {
		case head:
			w.tag("<thead>\n")
		case !open:
			w.tag("<tbody>\n")
			open = true
		}
		w.row(row, head)
		if head {
			w.tag("</thead>\n")
		}
	}
	if open {
		w.tag("</tbody>\n")
	}
	w.tag("</table>\n")
}

func (w *writer) row(row ast.Node, head bool) {
	name, scope := "td", ""
	if head {
		name, scope = "th", ` scope="col"`
	}
	w.tag("<tr>")
	for c := row.FirstChild(); c != nil && !w.full(); c = c.NextSibling() {
		cell := c.(*extast.TableCell)
		if w.last = 0; w.textOnly && c != row.FirstChild() {
			w.out = append(w.out, ' ')
		}
		w.tag("<" + name + scope + alignments[cell.Alignment] + ">")
		w.children(cell)
		w.tag("</" + name + ">")
	}
	w.tag("</tr>\n")
	w.endBlock()
}

func (w *writer) footnotes(n *extast.FootnoteList) {
	w.tag("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n")
	for c := n.FirstChild(); c != nil && !w.full(); c = c.NextSibling() {
		note := c.(*extast.Footnote)
		w.tag(`<li id="` + w.id("fn"+strconv.Itoa(note.Index)) + `">` + "\n")
		w.children(note)
		w.tag("</li>\n")
		w.endBlock()
	}
	w.tag("</ol>\n</div>\n")
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.words(n.Value)
	case *ast.CodeSpan:
		w.tag("<code>")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.out = escape(w.out, bytes.ReplaceAll(t.Segment.Value(w.src), []byte("\n"), []byte(" ")))
			}
		}
		w.tag("</code>")
		w.last = '`'
	case *ast.Emphasis:
		if n.Level == 2 {
			w.element("strong", "", n)
		} else {
			w.element("em", "", n)
		}
	case *ast.Image:
		w.children(n)
	case *ast.Link:
		w.link(targetOf(n.Destination), n.Title, func() { w.children(n) })
	case *ast.AutoLink:
		w.link(autoTarget(n, w.src), nil, func() { w.words(n.Label(w.src)) })
	case *ruby:
		w.ruby(n)
	case *extast.FootnoteLink:
		w.footnoteLink(n)
	case *extast.FootnoteBacklink:
		w.backLink(n)
	}
}

// words writes characters as they are.
func (w *writer) words(s []byte) {
	w.out = escape(w.out, s)
	if r, size := utf8.DecodeLastRune(s); size > 0 {
		w.last = r
	}
}

func (w *writer) text(n *ast.Text) {
	value := n.Segment.Value(w.src)
	switch {
	case n.IsRaw() || bytes.IndexByte(value, '\\') < 0 && bytes.IndexByte(value, '&') < 0:
		w.words(value)
	default:
		w.words(resolve(value))
	}
	switch {
	case n.HardLineBreak():
		w.tag("<br>\n")
		if w.last = 0; w.textOnly {
			w.out = append(w.out, ' ')
		}
	case n.SoftLineBreak():
		if next := following(n, w.src); !joins(w.last, next, w.options.Language) {
			w.out = append(w.out, ' ')
		}
	}
}

// resolve undoes backslashes and character references. What a reference may
// not stand for becomes the replacement character.
func resolve(value []byte) []byte {
	var b buffer
	ghtml.DefaultWriter.Write(&b, value)
	return bytes.Map(func(r rune) rune {
		if hidden(r) {
			return utf8.RuneError
		}
		return r
	}, []byte(html.UnescapeString(string(b))))
}

// buffer lets goldmark's writer append to memory.
type buffer []byte

func (b *buffer) Write(p []byte) (int, error)       { *b = append(*b, p...); return len(p), nil }
func (b *buffer) WriteString(s string) (int, error) { *b = append(*b, s...); return len(s), nil }
func (b *buffer) WriteByte(c byte) error            { *b = append(*b, c); return nil }
func (b *buffer) WriteRune(r rune) (int, error) {
	*b = utf8.AppendRune(*b, r)
	return utf8.RuneLen(r), nil
}
func (b *buffer) Available() int { return 1 << 20 }
func (b *buffer) Buffered() int  { return 0 }
func (b *buffer) Flush() error   { return nil }

var _ util.BufWriter = (*buffer)(nil)

// following is the first character after a node in the text, 0 at its end.
func following(n ast.Node, src []byte) rune {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		for s := n.NextSibling(); s != nil; s = s.NextSibling() {
			if r := firstRune(s, src); r != 0 {
				return r
			}
		}
	}
	return 0
}

func firstRune(n ast.Node, src []byte) rune {
	switch n := n.(type) {
	case *ast.Text:
		if r, size := utf8.DecodeRune(n.Segment.Value(src)); size > 0 {
			return r
		}
		return 0
	case *ruby:
		r, _ := utf8.DecodeRune(n.base)
		return r
	case *ast.CodeSpan, *ast.AutoLink:
		return '`'
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if r := firstRune(c, src); r != 0 {
			return r
		}
	}
	return 0
}

// link writes a link, or its words alone where it leads nowhere allowed.
func (w *writer) link(t target, title []byte, label func()) {
	href, name := t.address, string(resolve(title))
	if t.kind == toID {
		href = ""
		if w.options.Resolve != nil {
			if address, known, ok := w.options.Resolve(t.address); ok {
				href = address
				if name == "" {
					name = known
				}
			}
		}
	}
	if t.kind == refused || href == "" || w.textOnly || w.links > 0 {
		label()
		return
	}
	w.links++
	w.tag(`<a href="`)
	w.out = escape(w.out, util.URLEscape([]byte(href), false))
	w.tag(`"`)
	if name != "" {
		w.tag(` title="`)
		w.out = escape(w.out, []byte(name))
		w.tag(`"`)
	}
	if t.kind == outside {
		w.tag(` rel="noopener noreferrer"`)
	}
	w.tag(">")
	label()
	w.tag("</a>")
	w.links--
}

func (w *writer) ruby(n *ruby) {
	if w.textOnly {
		w.words(n.base)
		return
	}
	w.tag("<ruby>")
	w.words(n.base)
	w.tag("<rp>(</rp><rt>")
	w.words(n.reading)
	w.tag("</rt><rp>)</rp></ruby>")
}

func (w *writer) footnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	if w.links > 0 {
		w.tag("<sup>" + number + "</sup>")
		return
	}
	w.tag(`<sup id="` + w.noteRef(n.Index, n.RefIndex) + `"><a href="#` + w.id("fn"+number) +
		`" role="doc-noteref">` + number + "</a></sup>")
}

func (w *writer) backLink(n *extast.FootnoteBacklink) {
	label := ""
	if w.options.BackLabel != "" {
		label = ` aria-label="` + html.EscapeString(w.options.BackLabel) + `"`
	}
	w.tag(` <a href="#` + w.noteRef(n.Index, n.RefIndex) + `" role="doc-backlink"` + label + ">↩</a>")
}

func (w *writer) noteRef(index, use int) string {
	id := "fnref" + strconv.Itoa(index)
	if use > 0 {
		id += "-" + strconv.Itoa(use+1)
	}
	return w.id(id)
}
