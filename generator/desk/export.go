package desk

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
)

// Form is a kind of spreadsheet file.
type Form int

// The forms. A CSV file holds one table; a workbook holds all and a sheet of
// codes.
const (
	Workbook Form = iota
	FiguresCSV
	ActionsCSV
	CommentsCSV
	NotesCSV
)

// FormOf tells the form from a file's name: kpi.xlsx, or kpi.csv for figures,
// kpi-actions.csv (kpi-実施内容.csv), kpi-comments.csv (kpi-評価.csv) and
// kpi-notes.csv (kpi-注.csv). The error is a *Fault.
func FormOf(name string) (Form, error) {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, "\\", "/")))
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch path.Ext(base) {
	case ".xlsx":
		return Workbook, nil
	case ".csv":
		switch {
		case strings.HasSuffix(stem, "actions") || strings.HasSuffix(stem, "実施内容"):
			return ActionsCSV, nil
		case strings.HasSuffix(stem, "comments") || strings.HasSuffix(stem, "評価") || strings.HasSuffix(stem, "評価内容"):
			return CommentsCSV, nil
		case strings.HasSuffix(stem, "notes") || strings.HasSuffix(stem, "注"):
			return NotesCSV, nil
		}
		return FiguresCSV, nil
	case ".xls":
		return 0, fault("old excel", "file", name)
	}
	return 0, fault("unknown form", "file", name)
}

// Export writes a year for a spreadsheet: a record a row, headings in the
// city's first language, the figures with the digits of the data. What is left
// as it is comes back from Import without any change. The same data gives the
// same bytes. The error is a *Fault for a year that is not there or cannot be
// read.
func Export(w io.Writer, src *source.Source, year kpi.Year, form Form) error {
	b, err := newBook(src, year)
	if err != nil {
		return err
	}
	if form == Workbook {
		return b.workbook(w)
	}
	return b.csv(w, b.tables[form-FiguresCSV])
}

// csv writes one table.
func (b *book) csv(w io.Writer, t *table) error {
	rows := [][]string{b.headingsOf(t)}
	for _, r := range t.rows {
		rows = append(rows, r.cells)
	}
	return writeCSV(w, rows)
}

// writeCSV writes rows as UTF-8 with a byte order mark, as Excel wants it.
func writeCSV(w io.Writer, rows [][]string) error {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	c := csv.NewWriter(&out)
	c.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, s := range row {
			cells[i] = lang.Guarded(s)
		}
		c.Write(cells)
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// The grounds of cells that are not to be written in, and of those that a form asks for.
const (
	fixedGround = "EDEDED"
	formGround  = "FFF7CC"
)

// lastRow is how far lists and widths reach, so that rows can be added.
const lastRow = 2000

// workbook writes all tables and the codes.
func (b *book) workbook(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	x := &xlsx{book: b, file: f}
	x.styles()
	for i, t := range b.tables {
		name := say(b.tag, "table "+t.key)
		if i == 0 {
			x.note(f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			x.note(err)
		}
		x.sheet(name, t)
	}
	x.codes()
	x.lists()
	title, _ := b.city.Title.In(b.first)
	return x.finish(w, title+" "+b.year.String())
}

// finish ends a workbook with what it says of itself, and writes it.
func (x *xlsx) finish(w io.Writer, title string) error {
	city := x.book.text(x.city.Name)
	x.note(x.file.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: city, LastModifiedBy: city, Language: x.first,
		// A fixed time: the same data gives the same file.
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
	}))
	if x.err == nil {
		x.err = x.file.Write(w)
	}
	if x.err != nil {
		return fmt.Errorf("write workbook: %w", x.err)
	}
	return nil
}

// xlsx is a workbook being written; the first error stays.
type xlsx struct {
	*book
	file *excelize.File
	err  error

	head, fixed, free int // styles
	codeColumns       map[string]string
	top               int // rows above the headings
}

func (x *xlsx) note(err error) {
	if x.err == nil {
		x.err = err
	}
}

func (x *xlsx) style(s *excelize.Style) int {
	id, err := x.file.NewStyle(s)
	x.note(err)
	return id
}

func (x *xlsx) styles() {
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	x.head = x.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrap,
		Border: []excelize.Border{{Type: "bottom", Color: "000000", Style: 2}}})
	x.fixed = x.style(&excelize.Style{Alignment: wrap, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fixedGround}}})
	x.free = x.style(&excelize.Style{Alignment: wrap})
}

func (x *xlsx) sheet(name string, t *table) {
	for i, c := range t.columns {
		letter, err := excelize.ColumnNumberToName(i + 1)
		x.note(err)
		x.note(x.file.SetColWidth(name, letter, letter, c.width))
		x.text(name, i+1, x.top+1, c.heading(x.tag, x.first))
		if c.key == copyKey || c.hidden {
			x.note(x.file.SetColVisible(name, letter, false))
		}
	}
	for j, r := range t.rows {
		for i, c := range t.columns {
			if c.number && plainFloat(r.cells[i]) {
				v, err := strconv.ParseFloat(r.cells[i], 64)
				x.note(err)
				x.note(x.file.SetCellFloat(name, x.name(i+1, x.top+j+2), v, -1, 64))
			} else if r.cells[i] != "" {
				x.text(name, i+1, x.top+j+2, r.cells[i])
			}
		}
	}
	for i, c := range t.columns {
		style := x.free
		if !c.free() {
			style = x.fixed
		}
		x.range1(name, i+1, x.top+2, x.top+len(t.rows)+1, style)
	}
	x.freeze(name, len(t.columns))
}

// name is that of a cell.
func (x *xlsx) name(column, row int) string {
	at, err := excelize.CoordinatesToCellName(column, row)
	x.note(err)
	return at
}

// plainFloat reports whether a number loses nothing as a number of a
// spreadsheet: 48 does not, 20.00 would become 20.
func plainFloat(s string) bool {
	if _, err := kpi.ParseDecimal(s); err != nil || len(s) > 15 {
		return false
	}
	v, err := strconv.ParseFloat(s, 64)
	return err == nil && strconv.FormatFloat(v, 'f', -1, 64) == s
}

func (x *xlsx) text(sheet string, column, row int, s string) {
	x.note(x.file.SetCellStr(sheet, x.name(column, row), s))
}

func (x *xlsx) range1(sheet string, column, from, to, style int) {
	if to < from {
		return
	}
	x.note(x.file.SetCellStyle(sheet, x.name(column, from), x.name(column, to), style))
}

func (x *xlsx) freeze(name string, columns int) {
	x.note(x.file.SetCellStyle(name, x.name(1, x.top+1), x.name(columns, x.top+1), x.head))
	x.note(x.file.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: x.top + 1, TopLeftCell: x.name(2, x.top+2), ActivePane: "bottomRight"}))
}

// codes writes the words that cells may hold, a list a column, and how cells
// are written.
func (x *xlsx) codes() {
	defer func(top int) { x.top = top }(x.top)
	x.top = 0
	name := say(x.tag, "table codes")
	_, err := x.file.NewSheet(name)
	x.note(err)
	x.codeColumns = map[string]string{}
	kinds := x.city.Kinds
	if len(kinds) == 0 {
		kinds = kpi.BuiltInKinds
	}
	column := 0
	for _, list := range []struct {
		key   string
		width float64
		words []string
	}{
		{"kind", 8, each(kinds, func(k kpi.KindOf) string { return string(k.Word) })}, {"direction", 12, each(kpi.Directions, x.direction)},
		{"sections", 30, each(x.city.Sections, func(s kpi.Section) string { return x.city.SectionLabel(s.ID, x.first) })},
		{"reason", 24, each(kpi.Reasons, func(r kpi.Reason) string { return say(x.tag, "reason "+string(r)) })},
		{"grade", 10, each(x.city.Grades, func(g kpi.Grade) string { return g.ID })}, {"provisional", 10, []string{"○"}},
		{"how", 90, each(numbered("how"), func(key string) string { return wordsOf(x.city).say(x.tag, key) })},
	} {
		if len(list.words) == 0 {
			continue
		}
		column++
		letter, err := excelize.ColumnNumberToName(column)
		x.note(err)
		x.note(x.file.SetColWidth(name, letter, letter, list.width))
		x.text(name, column, 1, wordsOf(x.city).say(x.tag, "column "+list.key))
		for i, s := range list.words {
			x.text(name, column, i+2, s)
		}
		x.range1(name, column, 2, len(list.words)+1, x.free)
		x.codeColumns[list.key] = fmt.Sprintf("'%s'!$%s$2:$%s$%d", name, letter, letter, len(list.words)+1)
	}
	x.freeze(name, column)
}

// lists offers the codes where a cell wants one. Other words are not refused
// by the spreadsheet: an action may have several sections, and the import says
// what is wrong in better words.
func (x *xlsx) lists() {
	for _, t := range x.tables {
		for i, c := range t.columns {
			from, ok := x.codeColumns[c.key]
			if !ok {
				continue
			}
			letter, err := excelize.ColumnNumberToName(i + 1)
			x.note(err)
			v := excelize.NewDataValidation(true)
			v.Sqref = fmt.Sprintf("%s%d:%s%d", letter, x.top+2, letter, lastRow)
			v.SetSqrefDropList(from)
			v.ShowErrorMessage = false
			x.note(x.file.AddDataValidation(say(x.tag, "table "+t.key), v))
		}
	}
}

// plain is a heading without what people change by chance: width, case, spaces.
func plain(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(lang.Fold(norm.NFC.String(s))), "")) // が of a Mac is か and a mark
}

// each is what is said of each thing of a list.
func each[T any](list []T, say func(T) string) (words []string) {
	for _, x := range list {
		words = append(words, say(x))
	}
	return words
}
