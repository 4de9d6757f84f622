package prose

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// list writes a list as it was numbered and parted. Markdown counts for itself
// (1. 3. 5. becomes 1 2 3) and makes one list of two with an empty line between.
func (w *writer) list(n *ast.List) {
	var part []*ast.ListItem
	parted := partedByBlanks(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := c.(*ast.ListItem)
		if len(part) > 0 && item.HasBlankPreviousLines() {
			again := n.IsOrdered() && w.number(item, 0) <= w.number(part[len(part)-1], 0)
			if parted || again {
				w.listPart(n, part)
				part = nil
			}
		}
		part = append(part, item)
	}
	w.listPart(n, part)
}

// partedByBlanks reports whether empty lines stand between some items of a
// list and not between others: its writer made groups of them.
func partedByBlanks(n *ast.List) bool {
	blank, close := false, false
	for c := n.FirstChild().NextSibling(); c != nil; c = c.NextSibling() {
		if c.HasBlankPreviousLines() {
			blank = true
		} else {
			close = true
		}
	}
	return blank && close
}

func (w *writer) listPart(n *ast.List, items []*ast.ListItem) {
	name := "ul"
	if n.IsOrdered() {
		name = "ol"
	}
	first := w.number(items[0], n.Start)
	if name == "ol" && first != 1 {
		w.tag(`<ol start="` + strconv.Itoa(first) + "\">\n")
	} else {
		w.tag("<" + name + ">\n")
	}
	bare, outer := tight(items), w.bare
	for i, item := range items {
		if w.full() {
			break
		}
		value := ""
		if number := w.number(item, first+i); name == "ol" && number != first+i {
			value = ` value="` + strconv.Itoa(number) + `"`
			first = number - i
		}
		w.tag("<li" + value + ">")
		w.bare = bare
		w.children(item)
		w.bare = outer
		w.tag("</li>\n")
		w.endBlock()
	}
	w.tag("</" + name + ">\n")
}

// tight reports whether no empty line stands between the items of a list or
// inside one, so that each is a line and no paragraph.
func tight(items []*ast.ListItem) bool {
	for i, item := range items {
		if i > 0 && item.HasBlankPreviousLines() {
			return false
		}
		if item.FirstChild() == nil {
			continue
		}
		for c := item.FirstChild().NextSibling(); c != nil; c = c.NextSibling() {
			if c.HasBlankPreviousLines() {
				return false
			}
		}
	}
	return true
}

// number is the number that an item was given, or the one that would follow.
func (w *writer) number(item *ast.ListItem, following int) int {
	at := item.Pos()
	end := at
	for end >= 0 && end < len(w.src) && w.src[end] >= '0' && w.src[end] <= '9' {
		end++
	}
	if n, err := strconv.Atoi(string(w.src[max(at, 0):max(end, 0)])); err == nil {
		return n
	}
	return following
}
