package desk

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of what an import reads.
const (
	maxFile   = 16 << 20 // bytes of the file
	maxUnzip  = 32 << 20 // bytes of a workbook, unpacked
	maxRows   = 20000
	maxColumn = 200
	maxCells  = 300_000 // of a workbook, with the places that merged cells cover
)

// grid is one sheet as it was read.
type grid struct {
	name  string // "" for CSV
	file  string
	among bool // there are other files: a cell is named with its own
	cells [][]gridCell
	old   bool // in the encoding of Japanese Windows, which lacks characters

	unseen outOfSight
	notes  []cellNote
}

// gridCell is one cell.
type gridCell struct {
	text    string
	numeric bool      // a number of the spreadsheet, whose closing zeros may be lost
	seen    seen      // of a number: what a reader sees
	day     time.Time // set when the cell is shown as a date
	date    dateParts // of a date: what is shown of it
	format  string    // of a number
	formula bool
	fault   bool   // such as #REF!
	struck  string // what is struck out of the text
	colours colours
}

// readGrids reads a workbook, or a CSV or TSV file as one grid. The kind is told
// from the bytes, not from the name. The error is a *Fault.
func readGrids(name string, data []byte) ([]grid, error) {
	switch {
	case len(data) == 0:
		return nil, fault("empty file", "file", name)
	case len(data) > maxFile:
		return nil, fault("large file", "file", name, "limit", "16 MiB")
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, fault("old excel", "file", name)
	case bytes.HasPrefix(data, []byte("PK")):
		return readWorkbook(name, data, (*workbookReader).sheet)
	}
	if kind := otherKind(data); kind != "" {
		return nil, fault(kind, "file", name)
	}
	return readCSV(name, data)
}

func openWorkbook(name string, data []byte) (*workbookReader, error) {
	if err := checkBook(name, data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
	if err != nil {
		return nil, fault("broken book", "file", name)
	}
	x := &workbookReader{file: f, styles: map[int]cellStyle{}, zeros: map[string]bool{}}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		x.from1904 = *props.Date1904
	}
	return x, nil
}

// readWorkbook reads the sheets of a workbook that have cells, each with read.
func readWorkbook[T any](name string, data []byte, read func(x *workbookReader, sheet string) (T, error)) (list []T, err error) {
	x, err := openWorkbook(name, data)
	if err != nil {
		return nil, err
	}
	defer x.file.Close()
	for _, sheet := range x.file.GetSheetList() {
		s, err := read(x, sheet)
		if isChart(err) {
			continue
		}
		var told *Fault
		if errors.As(err, &told) {
			return nil, told
		}
		if err != nil {
			return nil, fault("broken book", "file", name)
		}
		list = append(list, s)
	}
	return list, nil
}

// workbookReader reads the sheets of one workbook.
type workbookReader struct {
	file     *excelize.File
	from1904 bool // how days are counted
	styles   map[int]cellStyle
	zeros    map[string]bool // whether a sheet hides them
	cells    int             // looked at so far
}

// isChart reports whether a sheet could not be read because it has no cells: a
// chart or a macro, of which the library says it in words alone. A sheet that is
// named and not there is none: its file lost a part.
func isChart(err error) bool {
	return err != nil && strings.HasSuffix(err.Error(), "is not a worksheet")
}

// sheet reads a sheet: first its texts, in a stream that is cut off when there
// are too many; then, from a heading of ours on, what kind each cell is of. A
// sheet that a clerk keeps beside them may have any form.
func (x *workbookReader) sheet(sheet string) (grid, error) {
	g, err := x.texts(sheet)
	head := slices.IndexFunc(g.cells, isHead)
	if err != nil || head < 0 {
		return g, err
	}
	merged, err := x.file.GetMergeCells(sheet, true)
	if err != nil {
		return g, err
	}
	// Above the headings there is nothing to be read.
	merged = slices.DeleteFunc(merged, func(m excelize.MergeCell) bool {
		_, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		return err == nil && bottom <= head
	})
	if len(merged) > 0 {
		return g, fault("merged", "sheet", sheet, "cells", merged[0].GetStartAxis()+":"+merged[0].GetEndAxis())
	}
	g.unseen, g.notes = x.outOfSight(sheet, g.cells), x.notes(sheet)
	for i := head + 1; i < len(g.cells); i++ {
		for j, c := range g.cells[i] {
			if g.cells[i][j], err = x.cell(sheet, g.cellName(i, j), c.text); err != nil {
				return g, err
			}
		}
	}
	return g, nil
}

func (x *workbookReader) texts(sheet string) (grid, error) {
	g := grid{name: sheet}
	rows, err := x.file.Rows(sheet)
	if err != nil {
		return g, err
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		texts, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return g, err
		}
		if len(texts) == 0 && number > maxRows {
			continue // the form of a sheet may reach far below its contents
		}
		if texts, err = g.within(sheet, number-1, texts); err != nil {
			return g, err
		}
		if number > maxRows {
			return g, fault("many rows", "sheet", sheet, "limit", itoa(maxRows))
		}
		if x.cells += len(texts); x.cells > maxCells {
			return g, manyCells(sheet)
		}
		line := make([]gridCell, len(texts))
		for i, text := range texts {
			if utf8.RuneCountInString(text) > cellLimit {
				return g, tooLong(sheet, g.cellName(number-1, i))
			}
			line[i].text = text
		}
		g.cells = append(g.cells, line)
	}
	return g, rows.Error()
}

func (x *workbookReader) cell(sheet, at, text string) (gridCell, error) {
	c := gridCell{text: text}
	formula, err := x.file.GetCellFormula(sheet, at)
	if err != nil || text == "" && formula == "" {
		return c, err
	}
	c.formula = formula != ""
	kind, err := x.file.GetCellType(sheet, at)
	if err != nil {
		return c, err
	}
	if text == "" && (kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber) {
		c.text = "=" + formula // its result is not in the workbook; an empty text would be of another kind
		return c, nil
	}
	c.fault = kind == excelize.CellTypeError
	if kind == excelize.CellTypeBool {
		c.text = map[bool]string{true: "TRUE", false: "FALSE"}[text == "1"]
	}
	style, err := x.style(sheet, at)
	if err != nil {
		return c, err
	}
	c.format = style.format
	if c.colours = style.colours; c.colours.unlit() {
		c.seen = seen{odd: true, nothing: true, unlit: true}
		return c, nil
	}
	if kind == excelize.CellTypeDate {
		return x.isoDate(c), nil
	}
	if style.struck {
		c.struck = text
	}
	if kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		return x.textCell(c, kind, style, sheet, at), nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return c, nil
	}
	return x.numberCell(c, v, sheet)
}

// textCell is a cell of a text as its reader sees it.
func (x *workbookReader) textCell(c gridCell, kind excelize.CellType, style cellStyle, sheet, at string) gridCell {
	if kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		c = x.richText(c, sheet, at)
	}
	if style.struck {
		c.struck = c.text
	}
	shown := c.text
	if !c.fault && kind != excelize.CellTypeBool {
		shown = showText(c.text, c.format)
	}
	if shown == "" && c.text != "" {
		c.seen = seen{odd: true, nothing: true}
		return c
	}
	c.text = shown
	return c
}

// numberCell is a cell of a number as its reader sees it. Where a formula's zero is not
// shown, what it links to is empty, and so is the cell.
func (x *workbookReader) numberCell(c gridCell, v float64, sheet string) (gridCell, error) {
	var err error
	c.numeric, c.text = true, shownNumber(v)
	if c.date = formatSections(c.format)[0].date; c.date.any() {
		if v >= 1 && v < 2958466 {
			c.day, err = excelize.ExcelDateToTime(v, x.from1904)
		}
		c.seen = seen{odd: true}
		return c, err
	}
	c.seen = show(c.text, c.format)
	if v == 0 && x.hidesZeros(sheet) {
		c.seen = seen{odd: true, nothing: true}
	}
	if v == 0 && c.seen.nothing && c.formula {
		return gridCell{}, nil
	}
	return c, nil
}

// hidesZeros reports whether a sheet is set to show nothing where a cell is zero.
func (x *workbookReader) hidesZeros(sheet string) bool {
	hides, known := x.zeros[sheet]
	if !known {
		view, err := x.file.GetSheetView(sheet, 0)
		hides = err == nil && view.ShowZeros != nil && !*view.ShowZeros
		x.zeros[sheet] = hides
	}
	return hides
}

// isoDate reads a cell whose kind is a date, written as 2025-03-31T00:00:00. It
// is shown in its format, or as a whole date where it has none.
func (x *workbookReader) isoDate(c gridCell) gridCell {
	written, clock, _ := strings.Cut(strings.TrimSuffix(c.text, "Z"), "T")
	day, err := time.Parse(time.DateOnly, written)
	if err != nil {
		return c // a text
	}
	if c.date = formatSections(c.format)[0].date; !c.date.any() {
		c.date = dateParts{year: true, month: true, day: true, time: strings.Trim(clock, "0:.") != ""}
	}
	c.numeric, c.day, c.seen = true, day, seen{odd: true}
	return c
}

// shownNumber writes a number with the fifteen digits that a spreadsheet
// shows: 73.9 is stored as 73.900000000000006.
func shownNumber(v float64) string {
	v, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// cellStyle is what the style of a cell says of its contents.
type cellStyle struct {
	format string // of a number
	struck bool   // all of it is struck out
	colours
}

// style is the style of a cell.
func (x *workbookReader) style(sheet, at string) (cellStyle, error) {
	id, err := x.file.GetCellStyle(sheet, at)
	if err != nil {
		return cellStyle{}, err
	}
	if style, known := x.styles[id]; known {
		return style, nil
	}
	is, err := x.file.GetStyle(id)
	if err != nil {
		is = &excelize.Style{} // a workbook without styles
	}
	style := cellStyle{format: "General", struck: is.Font != nil && is.Font.Strike, colours: x.coloursOf(is)}
	if named, ok := builtin[is.NumFmt]; ok {
		style.format = named
	}
	if is.CustomNumFmt != nil && strings.TrimSpace(*is.CustomNumFmt) != "" {
		style.format = *is.CustomNumFmt
	}
	x.styles[id] = style
	return style, nil
}

// at is a cell, an empty one outside of the sheet.
func (g grid) at(row, column int) gridCell {
	if row < 0 || column < 0 || row >= len(g.cells) || column >= len(g.cells[row]) {
		return gridCell{}
	}
	return g.cells[row][column]
}

// place names a cell: the file where there are several, the sheet, the cell.
func (g grid) place(row, column int) cellPlace {
	p := cellPlace{Sheet: g.name, Cell: g.cellName(row, column)}
	if g.among {
		p.File = g.file
	}
	return p
}

// tooLong is the fault of a text that no cell can hold: some other file's, or made to
// keep the reader busy.
func tooLong(file, cell string) *Fault {
	return fault("cell of text", "file", file, "cell", cell, "limit", itoa(cellLimit))
}

// manyCells is the fault of a sheet with more cells than are read, those that a merged cell covers among them.
func manyCells(sheet string) *Fault {
	return fault("many cells", "file", sheet, "limit", itoa(maxCells))
}

// within gives the texts of a row up to the last column that is read. What stands beyond is refused, not passed over.
func (g grid) within(file string, row int, texts []string) ([]string, error) {
	for i := maxColumn; i < len(texts); i++ {
		if strings.TrimSpace(texts[i]) != "" {
			return nil, fault("many columns", "file", file, "cell", g.cellName(row, i), "limit", itoa(maxColumn))
		}
	}
	return texts[:min(len(texts), maxColumn)], nil
}

// cellName is how people name a cell: D5, or the line and column of a CSV file.
func (g grid) cellName(row, column int) string {
	at, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return fmt.Sprintf("%d:%d", row+1, column+1)
	}
	return at
}
