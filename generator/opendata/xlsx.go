package opendata

import (
	"fmt"
	"io"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// The workbook is written here rather than through a library, for three
// reasons: rows stream into compressed memory as they come, several sheets grow at
// the same time, and no clock or map order can get into the file. A spreadsheet
// library and LibreOffice read it back in the tests.

// workbook is the year as sheets: its tables and what their fields mean.
type workbook struct {
	set    *Set
	info   kpi.YearInfo
	sheets []*sheet
}

// sheet is one sheet on its way into the zip.
type sheet struct {
	title string
	part  *spool
	types []Type
	rows  int
	buf   []byte
}

func (s *Set) newWorkbook(info kpi.YearInfo) *workbook {
	b := &workbook{set: s, info: info}
	for _, t := range s.growing() {
		b.table(t)
	}
	return b
}

// table starts the sheet of a table with its titles in the first language.
func (b *workbook) table(t *table) *sheet {
	titles := make([]string, len(t.fields))
	types := make([]Type, len(t.fields))
	for i, f := range t.fields {
		titles[i], types[i] = b.set.in(f.Title), f.Type
	}
	return b.sheet(t.name, titles, types)
}

func (b *workbook) sheet(name string, titles []string, types []Type) *sheet {
	sh := &sheet{title: b.set.catalogues[0].Say("opendata.sheet." + name), types: types}
	sh.part = newSpool(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.sheets)+1), nil, &b.set.store)
	b.sheets = append(b.sheets, sh)
	var w strings.Builder
	w.WriteString(xmlHead + `<worksheet xmlns="` + mainNamespace + `"><sheetViews><sheetView workbookViewId="0"`)
	if len(b.sheets) == 1 {
		w.WriteString(` tabSelected="1"`)
	}
	w.WriteString(`><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols>`)
	for i, t := range types {
		width := 12
		if t == String {
			width = 24
		}
		fmt.Fprintf(&w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	w.WriteString("</cols><sheetData>")
	sh.buf = append(sh.buf, w.String()...)
	sh.row(titles, true)
	return sh
}

func (b *workbook) add(r *Rows) error {
	for i, rows := range r.tables {
		for _, cells := range rows.xlsx {
			b.sheets[i].row(cells, false)
		}
		if err := b.sheets[i].flush(); err != nil {
			return err
		}
	}
	return nil
}

func (sh *sheet) flush() error {
	_, err := sh.part.Write(sh.buf)
	sh.buf = sh.buf[:0]
	return err
}

// The styles of cells, by their place in styles.xml.
const (
	styleHeader = 1
	styleText   = 2
	styleQuoted = 3 // text that begins like a formula
	styleNumber = 4 // no decimals; one more for each decimal
	maxPlaces   = 10
	maxText     = 32_000 // a spreadsheet takes 32,767 characters a cell
)

func (sh *sheet) row(cells []string, header bool) {
	sh.rows++
	sh.buf = fmt.Appendf(sh.buf, `<row r="%d">`, sh.rows)
	for i, s := range cells {
		if s == "" {
			continue
		}
		sh.buf = append(sh.buf, `<c r="`...)
		sh.buf = appendColumn(sh.buf, i)
		style, numeric := styleText, false
		switch {
		case header:
			style = styleHeader
		case sh.types[i] != String:
			style, numeric = numberStyle(s)
		case lang.Formula(s):
			style = styleQuoted
		}
		if numeric {
			sh.buf = fmt.Appendf(sh.buf, `%d" s="%d"><v>%s</v></c>`, sh.rows, style, s)
			continue
		}
		sh.buf = fmt.Appendf(sh.buf, `%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, sh.rows, style)
		sh.buf = appendXML(sh.buf, s)
		sh.buf = append(sh.buf, "</t></is></c>"...)
	}
	sh.buf = append(sh.buf, "</row>"...)
}

// numberStyle keeps the decimals of the source. A number that a spreadsheet
// cannot hold exactly (15 digits) stays text.
func numberStyle(s string) (style int, numeric bool) {
	d, err := kpi.ParseDecimal(s)
	if err != nil || d.Places() > maxPlaces || len(strings.Trim(strings.ReplaceAll(s, ".", ""), "-")) > 15 {
		return styleText, false
	}
	return styleNumber + d.Places(), true
}

// appendColumn writes a column's letters: 0 is A, 26 is AA.
func appendColumn(b []byte, i int) []byte {
	if i >= 26 {
		b = appendColumn(b, i/26-1)
	}
	return append(b, byte('A'+i%26))
}

func appendXML(b []byte, s string) []byte {
	n := 0
	for _, r := range s {
		if n++; n > maxText {
			return append(b, "…"...)
		}
		switch {
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b = append(b, "\ufffd"...)
		default:
			b = append(b, string(r)...)
		}
	}
	return b
}

// writeTo ends the sheets and writes the file.
func (b *workbook) writeTo(w io.Writer) error {
	codes := b.table(&b.set.codelist)
	for _, c := range b.set.codes {
		codes.row(b.set.codelist.row(&view{set: b.set, code: c}), false)
	}
	b.definitions()
	var sheets []*spool
	for _, sh := range b.sheets {
		sh.buf = append(sh.buf, "</sheetData></worksheet>"...)
		if err := sh.flush(); err != nil {
			return err
		}
		if err := sh.part.Close(); err != nil {
			return err
		}
		sheets = append(sheets, sh.part)
	}
	parts := b.frame()
	return zipSpools(w, "", append(parts, sheets...))
}

// definitions is the sheet that says what each column means, in all languages.
func (b *workbook) definitions() {
	cat := b.set.catalogues[0]
	titles := []string{cat.Say("opendata.definition.table"), cat.Say("opendata.definition.name"), cat.Say("opendata.definition.type"), cat.Say("opendata.definition.vocabulary")}
	for _, tag := range b.set.languages {
		for _, what := range []string{"title", "meaning", "unit"} {
			titles = append(titles, cat.Say("opendata.in_language", "title", cat.Say("opendata.definition."+what), "language", cat.TongueName(tag)))
		}
	}
	types := make([]Type, len(titles))
	for i := range types {
		types[i] = String
	}
	sh := b.sheet("definitions", titles, types)
	for _, t := range b.set.yearly() {
		for _, f := range t.fields {
			cells := []string{cat.Say("opendata.sheet." + f.Table), f.Name, cat.Say("opendata.type." + string(f.Type)), f.Vocabulary}
			for _, tag := range b.set.languages {
				cells = append(cells, f.Title[tag], f.Meaning[tag], f.Unit[tag])
			}
			sh.row(cells, false)
		}
	}
}
