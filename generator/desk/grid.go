package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"tassei/generator/kpi"
)

// Limits of what an import reads.
const (
	maxFile   = 16 << 20 // bytes of the file
	maxUnzip  = 32 << 20 // bytes of a workbook, unpacked
	maxRows   = 20000
	maxColumn = 200
	maxCells  = 300_000 // of a workbook
)

// grid is one sheet as it was read.
type grid struct {
	name  string // "" for CSV
	cells [][]gridCell
}

// gridCell is one cell.
type gridCell struct {
	text    string
	numeric bool      // a number of the spreadsheet, whose closing zeros are lost
	day     time.Time // set when the cell is shown as a date
	formula bool
	fault   bool // such as #REF!
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
		return readWorkbook(name, data)
	}
	return readCSV(name, data)
}

func readWorkbook(name string, data []byte) ([]grid, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
	if err != nil {
		return nil, fault("not a workbook", "file", name, "reason", err.Error())
	}
	defer f.Close()
	x := &workbookReader{file: f, dates: map[int]bool{}}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		x.from1904 = *props.Date1904
	}
	var grids []grid
	for _, sheet := range f.GetSheetList() {
		g, err := x.sheet(sheet)
		var told *Fault
		if errors.As(err, &told) {
			return nil, told
		}
		if err != nil {
			return nil, fault("not a workbook", "file", name, "reason", err.Error())
		}
		grids = append(grids, g)
	}
	return grids, nil
}

// workbookReader reads the sheets of one workbook.
type workbookReader struct {
	file     *excelize.File
	from1904 bool         // how days are counted
	dates    map[int]bool // whether a style shows a date
	cells    int          // looked at so far
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
	if len(merged) > 0 {
		return g, fault("merged", "sheet", sheet, "cells", merged[0].GetStartAxis()+":"+merged[0].GetEndAxis())
	}
	for i := head + 1; i < len(g.cells); i++ {
		for j, c := range g.cells[i] {
			if c.text == "" {
				continue
			}
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
		texts = texts[:min(len(texts), maxColumn)]
		if x.cells += len(texts); number > maxRows || x.cells > maxCells {
			return g, fault("many rows", "sheet", sheet, "limit", itoa(maxRows))
		}
		line := make([]gridCell, len(texts))
		for i, text := range texts {
			line[i].text = text
		}
		g.cells = append(g.cells, line)
	}
	return g, rows.Error()
}

func (x *workbookReader) cell(sheet, at, text string) (gridCell, error) {
	c := gridCell{text: text}
	formula, err := x.file.GetCellFormula(sheet, at)
	if err != nil {
		return c, err
	}
	c.formula = formula != ""
	kind, err := x.file.GetCellType(sheet, at)
	if err != nil {
		return c, err
	}
	c.fault = kind == excelize.CellTypeError
	if kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		return c, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return c, nil
	}
	c.numeric, c.text = true, shownNumber(v)
	shown, err := x.isDate(sheet, at)
	if err == nil && shown && v >= 1 && v < 2958466 {
		c.day, err = excelize.ExcelDateToTime(v, x.from1904)
	}
	return c, err
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

// dateFormat reports whether a built-in number format shows a date.
func dateFormat(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58
}

// isDate reports whether a cell is shown as a date.
func (x *workbookReader) isDate(sheet, at string) (bool, error) {
	id, err := x.file.GetCellStyle(sheet, at)
	if err != nil || id == 0 {
		return false, err
	}
	if shown, known := x.dates[id]; known {
		return shown, nil
	}
	style, err := x.file.GetStyle(id)
	if err != nil {
		return false, err
	}
	x.dates[id] = dateFormat(style.NumFmt)
	if style.CustomNumFmt != nil {
		x.dates[id] = customDate(*style.CustomNumFmt)
	}
	return x.dates[id], nil
}

// customDate reports whether a number format has signs of years, months or
// days outside of quoted words and brackets.
func customDate(format string) bool {
	var bare strings.Builder
	var until rune
	skip := false
	for _, r := range format {
		switch {
		case skip:
			skip = false
		case until != 0:
			if r == until {
				until = 0
			}
		case r == '"':
			until = '"'
		case r == '[':
			until = ']'
		case r == '\\' || r == '_' || r == '*':
			skip = true
		default:
			bare.WriteRune(r)
		}
	}
	s := strings.ToLower(bare.String())
	return !strings.Contains(s, "general") && strings.ContainsAny(s, "ymdge")
}

// readCSV reads text: UTF-8 or UTF-16 with a mark, UTF-8 without, or else the
// encoding of Japanese Windows; parted by tabs or commas.
func readCSV(name string, data []byte) ([]grid, error) {
	text, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	first, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if strings.Count(first, "\t") > strings.Count(first, ",") {
		r.Comma = '\t'
	}
	g := grid{}
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return []grid{g}, nil
		}
		if err != nil {
			var at *csv.ParseError
			line := 1
			if errors.As(err, &at) {
				line = at.Line
			}
			return nil, fault("not csv", "file", name, "line", itoa(line))
		}
		if len(g.cells) >= maxRows {
			return nil, fault("many rows", "sheet", name, "limit", itoa(maxRows))
		}
		fields = fields[:min(len(fields), maxColumn)]

		row := make([]gridCell, len(fields))
		for i, s := range fields {
			row[i] = gridCell{text: unguard(s), formula: strings.HasPrefix(s, "=")}
			// Spreadsheets drop closing zeros when they save CSV.
			if _, err := kpi.ParseDecimal(strings.TrimSpace(s)); err == nil {
				row[i].numeric = true
			}
		}

		g.cells = append(g.cells, row)
	}
}

func decode(name string, data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", fault("encoding", "file", name)
		}
		return string(out), nil
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	out, err := japanese.ShiftJIS.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", fault("encoding", "file", name)
	}
	return string(out), nil
}

// cellName is how people name a cell: D5, or the line and column of a CSV file.
func (g grid) cellName(row, column int) string {
	at, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return fmt.Sprintf("%d:%d", row+1, column+1)
	}
	return at
}
