package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
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
	size, book := uint64(0), false
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
	}
	if !book {
		return fault("kind zip", "file", name)
	}
	for _, f := range z.File {
		if strings.Contains(f.Name, "worksheets/") && mergedCells(f) > maxMerged {
			return fault("many merged", "file", name, "limit", itoa(maxMerged))
		}
	}
	return nil
}

// mergedCells counts the merged cells in the XML of a sheet.
func mergedCells(f *zip.File) (n int) {
	r, err := f.Open()
	if err != nil {
		return 0 // told where it is read
	}
	defer r.Close()
	sheet, err := io.ReadAll(io.LimitReader(r, maxUnzip))
	if err != nil {
		return 0
	}
	return bytes.Count(sheet, []byte("mergeCell ")) // of any prefix
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
