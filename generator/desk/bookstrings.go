package desk

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// A workbook keeps the texts of its cells in one list, and a cell has the number of
// its text. One whose number is beyond the list has lost its text: what the library
// makes of it is empty, or the number itself.

var (
	sharedItem = pattern.New(`<(?:[a-zA-Z0-9]+:)?si[\s/>]`)
	sharedCell = pattern.New(`<(?:[a-zA-Z0-9]+:)?c\s([^>]*?\bt="s"[^>]*)>\s*<(?:[a-zA-Z0-9]+:)?v>\s*([^<]*?)\s*</`)
	cellPlaced = pattern.New(`\br="([A-Z]+[0-9]+)"`)
)

// lostText tells (nil where there is none) the first cell whose text is not in the
// workbook's list.
func lostText(name string, z *zip.Reader) error {
	texts := 0
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		parts[strings.TrimPrefix(f.Name, "/")] = f
		if strings.EqualFold(path.Base(f.Name), "sharedStrings.xml") {
			texts = len(sharedItem.FindAllIndex(unpacked(f), -1))
		}
	}
	for _, f := range z.File {
		if !strings.Contains(f.Name, "worksheets/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		for _, m := range sharedCell.FindAllSubmatch(unpacked(f), -1) {
			if n, err := strconv.Atoi(string(m[2])); err == nil && n >= 0 && n < texts {
				continue
			}
			cell := "?"
			if at := cellPlaced.FindSubmatch(m[1]); at != nil {
				cell = string(at[1])
			}
			return fault("lost text", "file", name, "sheet", sheetIn(parts, strings.TrimPrefix(f.Name, "/")), "cell", cell)
		}
	}
	return nil
}

// sheetIn is the name of the sheet that a part of a workbook holds, else the part's.
func sheetIn(parts map[string]*zip.File, part string) string {
	var links struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	read := func(name string, into any) bool {
		f := parts[name]
		return f != nil && xml.Unmarshal(unpacked(f), into) == nil
	}
	if !read("xl/workbook.xml", &book) || !read("xl/_rels/workbook.xml.rels", &links) {
		return part
	}
	for _, l := range links.Relationship {
		if !strings.HasSuffix(part, strings.TrimPrefix(l.Target, "/")) {
			continue
		}
		for _, s := range book.Sheets {
			if s.ID == l.ID {
				return s.Name
			}
		}
	}
	return part
}
