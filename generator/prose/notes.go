package prose

import (
	"html"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// keepNotes gives a footnote without a mark in the text a place after the
// others, because what goldmark does with it is to leave it out.
type keepNotes struct{}

// Transform implements parser.ASTTransformer.
func (keepNotes) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	list := noteList(doc)
	if list == nil {
		return
	}
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		if note := c.(*extast.Footnote); note.Index < 0 {
			list.Count++
			note.Index = list.Count
			note.SetAttributeString(unmarked, true)
		}
	}
}

// unmarked is the attribute of a footnote that has no mark.
const unmarked = "unmarked"

func noteList(n ast.Node) *extast.FootnoteList {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if list, ok := c.(*extast.FootnoteList); ok {
			return list
		}
		if c.Type() == ast.TypeBlock {
			if list := noteList(c); list != nil {
				return list
			}
		}
	}
	return nil
}

// noteNumbers are the numbers that footnotes are shown with, by their index:
// the number that the writer gave, else the next that nobody took.
func noteNumbers(doc ast.Node) map[int]int {
	list := noteList(doc)
	if list == nil {
		return nil
	}
	numbers, taken := map[int]int{}, map[int]bool{}
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		note := c.(*extast.Footnote)
		n, err := strconv.Atoi(string(note.Ref))
		if err == nil && n > 0 && n < 10000 && strconv.Itoa(n) == string(note.Ref) && !taken[n] {
			numbers[note.Index], taken[n] = n, true
		}
	}
	next := 1
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		note := c.(*extast.Footnote)
		if numbers[note.Index] != 0 {
			continue
		}
		for taken[next] {
			next++
		}
		numbers[note.Index], taken[next] = next, true
	}
	return numbers
}

func (w *writer) footnotes(n *extast.FootnoteList) {
	w.tag("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n")
	next := 1
	for c := n.FirstChild(); c != nil && !w.full(); c = c.NextSibling() {
		note := c.(*extast.Footnote)
		number, value := w.notes[note.Index], ""
		if number != next {
			value = ` value="` + strconv.Itoa(number) + `"`
		}
		next = number + 1
		w.tag(`<li id="` + w.id("fn"+strconv.Itoa(note.Index)) + `"` + value + ">\n")
		w.children(note)
		w.tag("</li>\n")
		w.endBlock()
	}
	w.tag("</ol>\n</div>\n")
}

func (w *writer) footnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(w.notes[n.Index])
	if w.links > 0 {
		w.tag("<sup>" + number + "</sup>")
		return
	}
	w.tag(`<sup id="` + w.noteRef(n.Index, n.RefIndex) + `"><a href="#` + w.id("fn"+strconv.Itoa(n.Index)) +
		`" role="doc-noteref">` + number + "</a></sup>")
}

func (w *writer) backLink(n *extast.FootnoteBacklink) {
	if n.RefCount == 0 {
		return // a note without a mark
	}
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
