package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// maxMerged is how many merged cells a sheet may have: each cell is looked up
// among all of them.
const maxMerged = 10_000

// kinds are what clerks send in place of a workbook, by a part that only they have.
var kinds = []struct{ part, key string }{
	{"xl/workbook.bin", "kind xlsb"},
	{"Index/Document.iwa", "kind numbers"}, {"Index.zip", "kind numbers"},
	{"content.xml", "kind ods"},
	{"word/document.xml", "kind word"},
	{"ppt/presentation.xml", "kind slides"},
}

// checkBook tells in plain words why a file that begins like a workbook is none,
// before anything reads it; nil where it may be one.
func checkBook(name string, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fault("broken book", "file", name)
	}
	size, book, texts := uint64(0), false, 0
	for _, f := range z.File {
		for _, k := range kinds {
			if f.Name == k.part {
				return fault(k.key, "file", name)
			}
		}
		book = book || strings.EqualFold(strings.TrimPrefix(f.Name, "/"), "[Content_Types].xml")
		if size += f.UncompressedSize64; size > maxUnzip {
			return fault("large unpacked", "file", name, "limit", "32 MiB")
		}
		if strings.EqualFold(path.Base(f.Name), "sharedStrings.xml") {
			texts = len(sharedItem.FindAllIndex(unpacked(f), -1))
		}
	}
	if !book {
		return fault("kind zip", "file", name)
	}
	for _, f := range z.File {
		if !strings.Contains(f.Name, "worksheets/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		sheet := unpacked(f)
		lost := lostText(sheet, texts)
		switch {
		case bytes.Count(sheet, []byte("mergeCell ")) > maxMerged: // of any prefix
			return fault("many merged", "file", name, "limit", itoa(maxMerged))
		case !inOrder(sheet):
			return fault("broken book", "file", name)
		case lost != "":
			return fault("lost text", "file", name, "sheet", sheetIn(z, strings.TrimPrefix(f.Name, "/")), "cell", lost)
		}
	}
	return nil
}

// unpacked is the XML of a sheet; nothing where it cannot be read, which is told
// where it is read again.
func unpacked(f *zip.File) []byte {
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer r.Close()
	sheet, err := io.ReadAll(io.LimitReader(r, maxUnzip))
	if err != nil {
		return nil
	}
	return sheet
}

// placed is where a row or a cell says that it stands.
var placed = pattern.New(`<(?:[a-z0-9]+:)?(row|c)(?:\s(?:[^>]*?\s)?r="([A-Z]{0,3})([0-9]+)"|[\s/>])`)

// inOrder reports whether rows and cells stand in the XML as in the sheet. The
// library appends a cell that does not to the row that it reads, in another column.
func inOrder(sheet []byte) bool {
	row, column := 0, 0
	for _, m := range placed.FindAllSubmatch(sheet, -1) {
		n, err := strconv.Atoi(string(m[3]))
		unsaid := err != nil // it follows the one before
		if m[1][0] == 'r' {
			if unsaid {
				n = row + 1
			}
			if n <= row {
				return false
			}
			row, column = n, 0
			continue
		}
		at := 0
		for _, letter := range m[2] {
			at = at*26 + int(letter-'A') + 1
		}
		if unsaid {
			n, at = row, column+1
		}
		if at <= column || n != row {
			return false
		}
		column = at
	}
	return true
}

// otherKind tells what a file is that is neither a workbook nor a table of text; ""
// for what may be one.
func otherKind(data []byte) string {
	start := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 1000)], []byte("\xef\xbb\xbf")))
	lower := bytes.ToLower(start)
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return "kind pdf"
	case bytes.HasPrefix(lower, []byte("<?xml")), bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<!doctype")), bytes.HasPrefix(lower, []byte("<table")), bytes.HasPrefix(lower, []byte("mime-version:")):
		return "kind web"
	}
	return ""
}
