package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	letters "unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// readCSV reads text: UTF-8 or UTF-16 with a mark, UTF-8 without, or else the
// encoding of Japanese Windows; parted by tabs, commas or semicolons, with the line
// ends of any system.
func readCSV(name string, data []byte) ([]grid, error) {
	text, old, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // of an old Macintosh
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	r.Comma = delimiter(text)
	g := grid{old: old}
	begins, read := 1, int64(0) // the line of the next row, and what was read before it
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
		// The reader passes over empty lines; spreadsheets count them as rows.
		line, _ := r.FieldPos(0)
		g.cells = append(g.cells, make([][]gridCell, min(line-begins, maxRows))...)
		begins += strings.Count(text[read:r.InputOffset()], "\n")
		read = r.InputOffset()
		if len(g.cells) >= maxRows {
			return nil, fault("many rows", "sheet", name, "limit", itoa(maxRows))
		}
		if fields, err = g.within(name, len(g.cells), fields); err != nil {
			return nil, err
		}
		row := make([]gridCell, len(fields))
		for i, s := range fields {
			if utf8.RuneCountInString(s) > cellLimit {
				return nil, tooLong(name, g.cellName(len(g.cells), i))
			}
			row[i] = gridCell{text: lang.Unguarded(s), formula: strings.HasPrefix(s, "=")}
			// Spreadsheets drop closing zeros when they save CSV.
			if text := strings.TrimSpace(s); isDecimal(text) {
				row[i].numeric, row[i].seen = true, seen{text: text, whole: text, form: true}
			}
			if lostLetter(s, old) {
				return nil, lost(name, g.cellName(len(g.cells), i), s)
			}
		}
		g.cells = append(g.cells, row)
	}
}

// delimiter is what parts the cells: the sign of which the first line has most, or
// the one that a line sep=; says, as Excel writes it.
func delimiter(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	if s, ok := strings.CutPrefix(strings.TrimSpace(first), "sep="); ok && len(s) == 1 && strings.Contains(",;\t|", s) {
		return rune(s[0])
	}
	comma, most := ',', strings.Count(first, ",")
	for _, r := range "\t;|" {
		if n := strings.Count(first, string(r)); n > most {
			comma, most = r, n
		}
	}
	return comma
}

func isDecimal(s string) bool {
	_, err := kpi.ParseDecimal(s)
	return err == nil
}

// decode tells the encoding of a text from its bytes; old is that of Japanese
// Windows.
func decode(name string, data []byte) (text string, old bool, err error) {
	for bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) { // twice where two programs wrote it
		data = data[3:]
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")), bytes.Contains(data, []byte("\x1b$")), bytes.Contains(data, []byte("\x1b(")):
		return "", false, fault("encoding", "file", name) // UTF-32, or the encoding of old mail
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decode16(name, data, unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.IndexByte(data, 0) >= 0:
		// UTF-16 without its mark: commas and line ends have a zero beside them.
		if even, odd := zeros(data); even > odd {
			return decode16(name, data, unicode.BigEndian, unicode.IgnoreBOM)
		}
		return decode16(name, data, unicode.LittleEndian, unicode.IgnoreBOM)
	}
	if utf8.Valid(data) {
		return string(data), false, nil
	}
	out, err := japanese.ShiftJIS.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", true, fault("encoding", "file", name)
	}
	return string(out), true, nil
}

func decode16(name string, data []byte, order unicode.Endianness, mark unicode.BOMPolicy) (string, bool, error) {
	out, err := unicode.UTF16(order, mark).NewDecoder().Bytes(data)
	if err != nil || len(data)%2 != 0 || mark == unicode.IgnoreBOM && !bytes.ContainsAny(out, ",\t") {
		return "", false, fault("encoding", "file", name)
	}
	return string(out), false, nil
}

// zeros counts the bytes of 0 in even and in odd places.
func zeros(data []byte) (even, odd int) {
	for i, b := range data {
		switch {
		case b != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	return even, odd
}

// lost is a text that was saved in an encoding that lacks some of its characters:
// one message, because all other faults of the file follow from it.
func lost(name, cell, text string) *Fault {
	r := []rune(strings.TrimSpace(text))
	return fault("lost letters", "file", name, "cell", cell, "text", string(r[:min(len(r), 20)]))
}

// lostLetter reports whether a character of a cell was lost: U+FFFD anywhere,
// and in an old encoding a ? before a letter of Japanese.
func lostLetter(s string, old bool) bool {
	before := ' '
	for _, r := range s {
		if r == utf8.RuneError || old && before == '?' && r >= 0x2e80 && letters.IsLetter(r) {
			return true
		}
		before = r
	}
	return false
}

// asSaved is what the encoding of Japanese Windows leaves of a text; lossy
// tells whether something was lost.
func asSaved(s string) (left string, lossy bool) {
	var b strings.Builder
	encoder := japanese.ShiftJIS.NewEncoder()
	for _, r := range s {
		if _, err := encoder.String(string(r)); err == nil {
			b.WriteRune(r)
			continue
		}
		lossy = true
		if b.WriteByte('?'); r > 0xffff {
			b.WriteByte('?')
		}
	}
	return b.String(), lossy
}

// lostLetters compares a table in an old encoding with the data: a text that
// differs by ? alone, where the encoding has no such character, was not edited.
func (in *importer) lostLetters(at int, t *table, places map[int]int) *Fault {
	if !in.g.old {
		return nil
	}
	saved := map[string]bool{}
	for _, r := range t.rows {
		for i := range t.columns {
			if left, lossy := asSaved(r.cells[i]); lossy {
				saved[strings.TrimSpace(left)] = true
			}
		}
	}
	for row := at + 1; row < len(in.g.cells); row++ {
		for i := range t.columns {
			j, ok := places[i]
			if text := in.g.at(row, j).text; ok && saved[strings.TrimSpace(text)] {
				return lost(in.g.file, in.g.cellName(row, j), text)
			}
		}
	}
	return nil
}
