package desk

import (
	"archive/zip"
	"encoding/xml"
	"slices"
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

// lostText is the first cell of a sheet whose text is not among so many of the
// workbook's list, "" for none.
func lostText(sheet []byte, texts int) (cell string) {
	for _, m := range sharedCell.FindAllSubmatch(sheet, -1) {
		if n, err := strconv.Atoi(string(m[2])); err == nil && n >= 0 && n < texts {
			continue
		}
		if at := cellPlaced.FindSubmatch(m[1]); at != nil {
			return string(at[1])
		}
		return "?"
	}
	return ""
}

// sheetIn is the name of the sheet that a part of a workbook holds, else the part's.
func sheetIn(z *zip.Reader, part string) string {
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
		i := slices.IndexFunc(z.File, func(f *zip.File) bool { return strings.TrimPrefix(f.Name, "/") == name })
		return i >= 0 && xml.Unmarshal(unpacked(z.File[i]), into) == nil
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
