package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
)

// maxMerged is how many merged cells a sheet may have: each cell is looked up
// among all of them.
const maxMerged = 10_000

// maxBuilt is how many cells the library may have to build: in each row it builds all
// up to the last one, so that a few letters, XFD, stand for thousands. Few elements
// are shorter than leastElement, so that a workbook of more is larger than it looks.
const (
	maxBuilt     = 4_000_000
	leastElement = 16 // bytes

	maxSheets = 1000
	maxLinks  = 100_000 // of a part; a sheet may have 65,530
)

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
	size, book, texts, sheets := uint64(0), false, 0, []*zip.File(nil)
	for _, f := range z.File {
		for _, k := range kinds {
			if f.Name == k.part {
				return fault(k.key, "file", name)
			}
		}
		part := partName(f)
		book = book || strings.EqualFold(part, "[Content_Types].xml")
		if size += f.UncompressedSize64; size > maxUnzip {
			return fault("large unpacked", "file", name, "limit", "32 MiB")
		}
		p := readPart(unpacked(f))
		if size += uint64(p.more); size > maxUnzip || p.links > maxLinks {
			return fault("large unpacked", "file", name, "limit", "32 MiB")
		}
		switch {
		case p.sheets > maxSheets:
			return fault("many sheets", "file", name, "limit", itoa(maxSheets))
		case p.wide && strings.HasSuffix(part, ".xml"):
			return fault("broken book", "file", name)
		case p.is == "worksheet":
			sheets = append(sheets, f)
		case strings.EqualFold(path.Base(part), "sharedStrings.xml"):
			texts = p.texts
		}
	}
	if !book {
		return fault("kind zip", "file", name)
	}
	built := 0
	for _, f := range sheets {
		s := readForm(unpacked(f), texts)
		built += s.built
		switch {
		case s.merged > maxMerged:
			return fault("many merged", "file", name, "limit", itoa(maxMerged))
		case s.unplaced > maxRows, built > maxBuilt:
			return fault("many cells", "file", name, "limit", itoa(maxBuilt))
		case s.disordered:
			return fault("broken book", "file", name)
		case s.lost != "":
			return fault("lost text", "file", name, "sheet", sheetIn(z, partName(f)), "cell", s.lost)
		}
	}
	return nil
}

// partName is the name of a part as a workbook's lists have it: some programs write
// it with the other slash, or one in front.
func partName(f *zip.File) string {
	return strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
}

// partForm is what a part of a workbook is, and how much of what the library takes
// time or room for.
type partForm struct {
	is     string // its first element
	more   int    // bytes by which its elements count for more than they are long
	texts  int    // of a list of texts
	sheets int    // of a list of sheets, of which many may name one part
	links  int    // to other parts, each of which is looked up for each sheet
	wide   bool   // in UTF-16, which no spreadsheet writes and no check here reads
}

func readPart(xml []byte) (p partForm) {
	p.wide = bytes.IndexByte(xml[:min(len(xml), 100)], 0) >= 0
	elements := 0
	tags(xml, func(t tag) bool {
		if elements++; elements == 1 {
			p.is = t.name
		}
		switch t.name {
		case "si":
			p.texts++
		case "sheet":
			p.sheets++
		case "Relationship":
			p.links++
		}
		return true
	})
	p.more = max(elements*leastElement-len(xml), 0)
	return p
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
