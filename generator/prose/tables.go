package prose

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"tassei/generator/pattern"
)

// tableParser is that of GitHub's Markdown, except that a table needs bars and
// ends where they end: a line of words below it is no row. It also makes tables
// of columns with tabs between, as they come out of Excel.
type tableParser struct{ parser.ParagraphTransformer }

func newTableParser() parser.ParagraphTransformer {
	return tableParser{extension.NewTableParagraphTransformer()}
}

// delimiterForm is the line below the header of a table, with a bar.
var delimiterForm = pattern.New(`^ {0,3}[-:| \t]*\|[-:| \t]*$`)

// Transform implements parser.ParagraphTransformer.
func (t tableParser) Transform(node *ast.Paragraph, r text.Reader, pc parser.Context) {
	src := r.Source()
	line := func(i int) []byte { s := node.Lines().At(i); return bytes.TrimRight(s.Value(src), "\n") }
	barred := func(i int) bool { return bytes.IndexByte(line(i), '|') >= 0 }
	for i := 1; i < node.Lines().Len(); i++ {
		if !barred(i-1) || bytes.IndexByte(line(i), '-') < 0 || !delimiterForm.Match(line(i)) {
			continue
		}
		end := i + 1
		for end < node.Lines().Len() && barred(end) {
			end++
		}
		below := split(node, end, src)
		t.ParagraphTransformer.Transform(node, r, pc)
		t.tabs(node, src)
		if below != nil {
			t.Transform(below, r, pc)
		}
		return
	}
	t.tabs(node, src)
}

// split cuts a paragraph before one of its lines and returns the second part,
// nil where there is none.
func split(node *ast.Paragraph, at int, src []byte) *ast.Paragraph {
	if at >= node.Lines().Len() {
		return nil
	}
	below := ast.NewParagraph()
	s := node.Lines().At(at)
	below.SetPos(s.Start)
	below.Lines().AppendAll(node.Lines().Sliced(at, node.Lines().Len()))
	node.Lines().SetSliced(0, at)
	node.Parent().InsertAfter(node.Parent(), node, below)
	trimLines(below.Lines(), src)
	return below
}

// tabs makes a table of each run of lines that have columns.
func (t tableParser) tabs(node *ast.Paragraph, src []byte) {
	if node.Parent() == nil {
		return
	}
	lines := node.Lines()
	for from := 0; from < lines.Len(); from++ {
		end := from
		columns, inner := 0, false
		for end < lines.Len() {
			s := lines.At(end)
			cells := tabCells(s.Value(src))
			if len(cells) < 2 {
				break
			}
			columns = max(columns, len(cells))
			inner = inner || len(bytes.TrimSpace(cells[0])) > 0
			end++
		}
		if rows := end - from; rows < 2 || !inner || columns > maxColumns || columns*rows > maxCells {
			from = max(from, end)
			continue
		}
		below := split(node, end, src)
		node.Parent().InsertAfter(node.Parent(), node, tabTable(lines.Sliced(from, end), columns, src))
		if lines.SetSliced(0, from); from == 0 {
			node.Parent().RemoveChild(node.Parent(), node)
		} else {
			s := lines.At(from - 1)
			lines.Set(from-1, s.TrimRightSpace(src))
		}
		if below != nil {
			t.tabs(below, src)
		}
		return
	}
}

func tabCells(line []byte) [][]byte {
	return bytes.Split(bytes.TrimRight(line, "\n"), []byte("\t"))
}

// tabTable is the table of lines with tabs. Their first line is the header when
// figures stand below it and none in it.
func tabTable(lines []text.Segment, columns int, src []byte) *extast.Table {
	table := extast.NewTable()
	table.SetPos(lines[0].Start)
	table.Alignments = make([]extast.Alignment, columns)
	for i := range table.Alignments {
		table.Alignments[i] = extast.AlignNone
	}
	headed := !figures(lines[0].Value(src)) && figures(joined(lines[1:], src))
	for i, s := range lines {
		row := extast.NewTableRow(table.Alignments)
		row.SetPos(s.Start)
		at := s.Start - s.Padding
		for _, c := range tabCells(s.Value(src)) {
			cell := extast.NewTableCell()
			cell.Alignment = extast.AlignNone
			seg := text.NewSegment(max(at, s.Start), max(at+len(c), s.Start))
			seg = seg.TrimLeftSpace(src)
			cell.Lines().Append(seg.TrimRightSpace(src))
			row.AppendChild(row, cell)
			at += len(c) + 1
		}
		for row.ChildCount() < columns {
			row.AppendChild(row, extast.NewTableCell())
		}
		if i == 0 && headed {
			table.AppendChild(table, extast.NewTableHeader(row))
		} else {
			table.AppendChild(table, row)
		}
	}
	return table
}

func joined(lines []text.Segment, src []byte) []byte {
	var all []byte
	for _, s := range lines {
		all = append(all, s.Value(src)...)
	}
	return all
}

var figureCell = pattern.New(`(?m)(?:^|\t)[ 　]*[-−－▲△+]?[0-9０-９][0-9０-９.,．，]* ?[%％]?[ 　]*(?:\t|$)`)

// figures reports whether a cell of lines with tabs is a figure.
func figures(lines []byte) bool { return figureCell.Match(lines) }

// surplus tells the rows of a table that have more cells than the header: which
// of them is too many nobody can know, and a bar inside words makes one more.
func surplus(table *extast.Table, src []byte, p *places, most int) []Fault {
	var faults []Fault
	columns := len(table.Alignments)
	for row := table.FirstChild(); row != nil && len(faults) < most; row = row.NextSibling() {
		start := row.Pos()
		line, _, _ := bytes.Cut(src[start:], []byte("\n"))
		if bytes.IndexByte(line, '|') < 0 {
			continue
		}
		if cells, at := barCells(line, columns); cells > columns {
			n, column := p.at(start + at)
			faults = append(faults, Fault{SurplusCell, n, column, 1, map[string]string{
				"cells": strconv.Itoa(cells), "columns": strconv.Itoa(columns)}})
		}
	}
	return faults
}

// barCells counts the cells of a row, and finds where the one after the given
// number begins.
func barCells(line []byte, columns int) (cells, at int) {
	trimmed := bytes.TrimRight(line, " \t")
	i := len(trimmed) - len(bytes.TrimLeft(trimmed, " \t"))
	if i < len(trimmed) && trimmed[i] == '|' {
		i++
	}
	end := len(trimmed)
	if end > i && trimmed[end-1] == '|' {
		end--
	}
	for begin := i; i <= end; i++ {
		if i < end && (trimmed[i] != '|' || i > 0 && trimmed[i-1] == '\\') {
			continue
		}
		if i == end && begin == end && cells > 0 {
			break
		}
		if cells++; cells == columns+1 {
			at = begin + len(trimmed[begin:i]) - len(bytes.TrimLeft(trimmed[begin:i], " \t"))
		}
		begin = i + 1
	}
	return cells, at
}
