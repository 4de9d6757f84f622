package prose

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// render writes a tree. Every element that can stand in the result is in this
// file; nothing of the source gets through except as escaped text.
func render(dst, src []byte, doc ast.Node, o *Options) []byte {
	w := writer{src: src, out: dst, base: len(dst), options: o, notes: noteNumbers(doc)}
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
	keep     bool // line breaks are shown
	fresh    bool // nothing was written of the line
	bare     bool // a list's item is its words, no paragraph

	notes map[int]int // the numbers of footnotes by their index
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
		if w.bare {
			w.lines(n)
			break
		}
		w.tag("<p>")
		w.lines(n)
		w.tag("</p>\n")
	case *ast.TextBlock:
		w.lines(n)
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.tag("<blockquote>\n")
		w.children(n)
		w.tag("</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.ThematicBreak:
		w.tag("<hr>\n")
	case *ast.FencedCodeBlock:
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

// lines writes the words of a paragraph.
func (w *writer) lines(n ast.Node) {
	w.keep, w.fresh = keeps(n.Lines(), w.src), true
	w.children(n)
	w.keep, w.fresh = false, false
	w.endBlock()
}

// id is an id of this text, ready to stand in an attribute.
func (w *writer) id(local string) string {
	if w.options.IDPrefix == "" {
		return local
	}
	return html.EscapeString(w.options.IDPrefix) + "-" + local
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

func (w *writer) inline(n ast.Node) {
	if n.Kind() != ast.KindText {
		w.fresh = false
	}
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.words(n.Value)
	case *ast.CodeSpan:
		w.tag("<code>")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.out = escape(w.out, t.Segment.Value(w.src))
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
		t, label := targetOf(n.Destination), func() { w.children(n) }
		if wordless(n, w.src) {
			label = func() { w.words(n.Destination) } // else nobody could see or follow it
		}
		w.link(t, n.Title, label)
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
	if w.fresh && w.keep {
		value = w.indent(value)
	}
	w.fresh = false
	if !n.IsRaw() {
		value = resolve(value, w.src[n.Segment.Stop:])
	}
	w.words(value)
	switch {
	case n.HardLineBreak(), n.SoftLineBreak() && w.keep:
		w.tag("<br>\n")
		if w.last, w.fresh = 0, true; w.textOnly {
			w.out = append(w.out, ' ')
		}
	case n.SoftLineBreak():
		if next := following(n, w.src); !joins(w.last, next, w.options.Language) {
			w.out = append(w.out, ' ')
		}
	}
}

// indent writes the blanks before a line so that they are seen.
func (w *writer) indent(line []byte) (rest []byte) {
	rest = bytes.TrimLeft(line, " \t")
	if width, _ := util.IndentWidth(line, 0); !w.textOnly {
		w.out = append(w.out, bytes.Repeat([]byte("\u00a0"), min(width, maxIndent))...)
	}
	return rest
}

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
	href, name := t.address, string(resolve(title, nil))
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

// wordless reports whether a link has no words: [](https://example.org/).
func wordless(n ast.Node, src []byte) bool {
	empty := true
	walk(n, func(c ast.Node) {
		switch c := c.(type) {
		case *ast.Text:
			empty = empty && len(bytes.TrimSpace(c.Segment.Value(src))) == 0
		case *ruby, *ast.AutoLink:
			empty = false
		}
	})
	return empty
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
