package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// Every row carries what its cells said when it was exported, as JSON in a
// column of its own that workbooks hide. By it an import tells what the file's
// writer changed from what changed in the data since. One cell holds it all, so
// that it stays with its row when rows are sorted.

// copyKey is the column of the copy.
const copyKey = "exported"

// longText is how many bytes of a text the copy holds; of a longer one it
// holds the digest.
const longText = 400

// exportedRow is the copy of one row. A nil one is of a row that was never
// exported.
type exportedRow map[string]string

// Names in the copy besides those of columns.
const (
	copyYear  = "year"
	copyCount = "of" // how many actions, or notes, the indicator had
)

// copyOf is the cell that goes along with a row.
func (b *book) copyOf(t *table, r *row) string {
	e := exportedRow{copyYear: b.year.String()}
	switch t.key {
	case "actions":
		e[copyCount] = itoa(len(r.record.Actions))
	case "notes":
		e[copyCount] = itoa(len(r.record.Notes))
	}
	for i, c := range t.columns {
		if c.key != copyKey && i < len(r.cells) {
			e[c.name(b.first)] = shortened(r.cells[i])
		}
	}
	text, err := json.Marshal(e)
	if err != nil {
		return "" // a map of texts always can
	}
	return string(text)
}

// readCopy reads the cell; nil when there is none that can be read.
func readCopy(text string) exportedRow {
	var e exportedRow
	if json.Unmarshal([]byte(strings.TrimSpace(text)), &e) != nil || e[copyYear] == "" {
		return nil
	}
	return e
}

// shortened is a text as the copy holds it.
func shortened(s string) string {
	s = trimmed(s)
	if len(s) <= longText {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return "sha256:" + hex.EncodeToString(sum[:16])
}

// trimmed is a text without what spreadsheets lose at its end.
func trimmed(s string) string { return strings.TrimRight(s, " \t\n　") }
