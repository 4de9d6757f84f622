package opendata

import (
	"strings"

	"tassei/generator/lang"
)

// bom marks a CSV as UTF-8 for Excel, which reads it as Shift_JIS otherwise.
const bom = "\ufeff"

// csvHeader is the byte order mark and the line of field names.
func (t *table) csvHeader() []byte {
	b := []byte(bom)
	for i, f := range t.fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, f.Name...)
	}
	return append(b, '\r', '\n')
}

// row is a record's cells, texts put on one line.
func (t *table) row(v *view) []string {
	cells := make([]string, len(t.cells))
	for i, cell := range t.cells {
		if cells[i] = cell(v); t.fields[i].Type == String {
			cells[i] = clean(cells[i])
		}
	}
	return cells
}

// appendCSV adds one record by RFC 4180.
func (t *table) appendCSV(b []byte, cells []string) []byte {
	for i, s := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		if t.fields[i].Type == String && !t.fields[i].Fraction {
			s = lang.Guarded(s)
		}
		b = quote(b, s)
	}
	return append(b, '\r', '\n')
}

// clean puts a text on one line, without blanks at its ends.
func clean(s string) string {
	if strings.ContainsFunc(s, breaks) {
		s = strings.Join(strings.FieldsFunc(s, breaks), " ")
	}
	return strings.Trim(s, " \u3000\u00a0")
}

// breaks reports whether a character ends a line or is a control.
func breaks(r rune) bool { return r < ' ' || r == 0x7F || r == 0x2028 || r == 0x2029 }

func quote(b []byte, s string) []byte {
	if !strings.ContainsAny(s, ",\"\r\n") {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}
