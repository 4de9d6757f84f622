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
	maxFile   = 32 << 20  // bytes of the file
	maxUnzip  = 256 << 20 // bytes of a workbook, unpacked
	maxRows   = 20000
	maxColumn = 200
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
		return nil, fault("large file", "file", name, "limit", "32 MiB")
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
	var grids []grid
	for _, sheet := range f.GetSheetList() {
		g, err := readSheet(f, sheet)
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

func readSheet(f *excelize.File, sheet string) (grid, error) {
	g := grid{name: sheet}
	merged, err := f.GetMergeCells(sheet, true)
	if err != nil {
		return g, err
	}
	rows, err := f.Rows(sheet)
	if err != nil {
		return g, err
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		if number > maxRows {
			return g, fault("many rows", "sheet", sheet, "limit", itoa(maxRows))
		}
		texts, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return g, err
		}
		texts = texts[:min(len(texts), maxColumn)]
		line := make([]gridCell, len(texts))
		for i, text := range texts {
			at, err := excelize.CoordinatesToCellName(i+1, number)
			if err != nil {
				return g, err
			}
			if line[i], err = readCell(f, sheet, at, text); err != nil {
				return g, err
			}
		}
		g.cells = append(g.cells, line)
	}
	if len(merged) > 0 && g.heads() {
		return g, fault("merged", "sheet", sheet, "cells", merged[0].GetStartAxis()+":"+merged[0].GetEndAxis())
	}
	return g, rows.Error()
}

// heads reports whether the sheet is one of ours: a sheet that a clerk keeps
// beside them may have any form.
func (g grid) heads() bool { return slices.ContainsFunc(g.cells, isHead) }

func readCell(f *excelize.File, sheet, at, text string) (gridCell, error) {
	e := gridCell{text: text}
	formula, err := f.GetCellFormula(sheet, at)
	if err != nil {
		return e, err
	}
	e.formula = formula != ""
	kind, err := f.GetCellType(sheet, at)
	if err != nil {
		return e, err
	}
	e.fault = kind == excelize.CellTypeError
	if kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber || text == "" {
		return e, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return e, nil
	}
	e.numeric, e.text = true, shownNumber(v)
	shown, err := isDate(f, sheet, at)
	if err != nil {
		return e, err
	}
	if shown && v >= 1 && v < 2958466 {
		props, err := f.GetWorkbookProps()
		if err != nil {
			return e, err
		}
		e.day, err = excelize.ExcelDateToTime(v, props.Date1904 != nil && *props.Date1904)
		if err != nil {
			e.day = time.Time{}
		}
	}
	return e, nil
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

// dateFormats are the built-in number formats that show a date.
func dateFormat(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58
}

// isDate reports whether a cell is shown as a date.
func isDate(f *excelize.File, sheet, at string) (bool, error) {
	id, err := f.GetCellStyle(sheet, at)
	if err != nil || id == 0 {
		return false, err
	}
	style, err := f.GetStyle(id)
	if err != nil {
		return false, err
	}
	if style.CustomNumFmt == nil {
		return dateFormat(style.NumFmt), nil
	}
	return customDate(*style.CustomNumFmt), nil
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
