package opendata

import (
	"fmt"
	"strings"
)

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNamespace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relPackage    = "http://schemas.openxmlformats.org/package/2006/relationships"
	noDate        = "1980-01-01T00:00:00Z" // as in the zip: the file carries no date of its making
)

// frame are the parts of the package around the sheets, in the order in which
// readers want them: the content types first.
func (b *workbook) frame() []*spool {
	parts := []struct{ name, body string }{
		{"[Content_Types].xml", b.contentTypes()},
		{"_rels/.rels", relations(
			relNamespace+"/officeDocument", "xl/workbook.xml",
			"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml",
			relNamespace+"/extended-properties", "docProps/app.xml")},
		{"docProps/app.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Tassei</Application></Properties>`},
		{"docProps/core.xml", b.properties()},
		{"xl/workbook.xml", b.book()},
		{"xl/_rels/workbook.xml.rels", b.bookRelations()},
		{"xl/styles.xml", styles()},
	}
	var list []*spool
	for _, p := range parts {
		s := newSpool(p.name, nil, &b.set.store)
		// A spool without a file behind it cannot fail.
		s.Write([]byte(xmlHead + p.body))
		s.Close()
		list = append(list, s)
	}
	return list
}

func (b *workbook) contentTypes() string {
	var w strings.Builder
	w.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	part := func(name, kind string) {
		fmt.Fprintf(&w, `<Override PartName="/%s" ContentType="application/vnd.openxmlformats-%s+xml"/>`, name, kind)
	}
	part("xl/workbook.xml", "officedocument.spreadsheetml.sheet.main")
	part("xl/styles.xml", "officedocument.spreadsheetml.styles")
	part("docProps/core.xml", "package.core-properties")
	part("docProps/app.xml", "officedocument.extended-properties")
	for _, sh := range b.sheets {
		part(sh.part.name, "officedocument.spreadsheetml.worksheet")
	}
	return w.String() + "</Types>"
}

// relations takes pairs of type and target.
func relations(pairs ...string) string {
	var w strings.Builder
	w.WriteString(`<Relationships xmlns="` + relPackage + `">`)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&w, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i/2+1, pairs[i], pairs[i+1])
	}
	return w.String() + "</Relationships>"
}

func (b *workbook) bookRelations() string {
	var pairs []string
	for _, sh := range b.sheets {
		pairs = append(pairs, relNamespace+"/worksheet", strings.TrimPrefix(sh.part.name, "xl/"))
	}
	return relations(append(pairs, relNamespace+"/styles", "styles.xml")...)
}

func (b *workbook) book() string {
	var w strings.Builder
	w.WriteString(`<workbook xmlns="` + mainNamespace + `" xmlns:r="` + relNamespace + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, sh := range b.sheets {
		fmt.Fprintf(&w, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, appendXML(nil, sheetName(sh.title, i)), i+1, i+1)
	}
	return w.String() + "</sheets></workbook>"
}

// sheetName keeps what spreadsheets allow: 31 characters, none of []:*?/\.
func sheetName(s string, i int) string {
	r := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '_'
		}
		return r
	}, s))
	if len(r) == 0 {
		return fmt.Sprintf("%d", i+1)
	}
	return string(r[:min(len(r), 31)])
}

func (b *workbook) properties() string {
	title := b.set.in(b.set.yearTitle(b.info.Year))
	var w strings.Builder
	w.WriteString(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, p := range [][2]string{
		{"dc:title", title},
		{"dc:subject", b.set.in(b.set.say("opendata.description"))},
		{"dc:creator", b.set.in(b.set.city.Name)},
		{"cp:keywords", strings.Join(b.set.keywords(0), ", ")},
		{"dc:language", b.set.first},
	} {
		fmt.Fprintf(&w, "<%s>%s</%s>", p[0], appendXML(nil, p[1]), p[0])
	}
	for _, p := range []string{"created", "modified"} {
		fmt.Fprintf(&w, `<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`, p, noDate, p)
	}
	return w.String() + "</cp:coreProperties>"
}

// styles are the cell formats: plain, header, text, quoted text, and numbers
// with 0 to maxPlaces decimals. Nothing in the file has a meaning by its look.
func styles() string {
	var w strings.Builder
	fmt.Fprintf(&w, `<styleSheet xmlns="%s"><numFmts count="%d">`, mainNamespace, maxPlaces+1)
	for places := range maxPlaces + 1 {
		code := "0"
		if places > 0 {
			code += "." + strings.Repeat("0", places)
		}
		fmt.Fprintf(&w, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+places, code)
	}
	w.WriteString(`</numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(&w, `<cellXfs count="%d">`, styleNumber+maxPlaces+1)
	wrap := `applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
	w.WriteString(`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" ` + wrap +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" ` + wrap +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" ` + wrap)
	for places := range maxPlaces + 1 {
		fmt.Fprintf(&w, `<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`, 164+places)
	}
	w.WriteString(`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`)
	return w.String()
}
