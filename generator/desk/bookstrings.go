package desk

import (
	"archive/zip"
	"encoding/xml"
	"slices"
	"strings"
)

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
		i := slices.IndexFunc(z.File, func(f *zip.File) bool { return partName(f) == name })
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
