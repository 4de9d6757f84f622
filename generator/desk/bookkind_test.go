package desk

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/must"
)

// zipped is a zip of named parts.
func zipped(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		must.Succeed(t, err)
	}
	must.Succeed(t, z.Close())
	return b.Bytes()
}

// without is a workbook that lost one of its parts.
func without(t *testing.T, book []byte, part string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must.Succeed(t, err)
	var rest []string
	for _, f := range z.File {
		if f.Name != part {
			rest = append(rest, f.Name, string(unpacked(f)))
		}
	}
	if len(rest) != 2*len(z.File)-2 {
		t.Fatalf("there is no %s", part)
	}
	return zipped(t, rest...)
}

// TestNoWorkbook tells in plain words what a file is that clerks take for a
// workbook, and nothing of how it was read.
func TestNoWorkbook(t *testing.T) {
	sound := ownTable(t, [2]string{"実績値", "12"})
	types := "[Content_Types].xml"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"an old workbook":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "パスワード"},
		"a binary workbook":      {zipped(t, types, "", "xl/workbook.bin", "x"), ".xlsb"},
		"OpenDocument":           {zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), ".ods"},
		"Numbers":                {zipped(t, "Index/Document.iwa", "x"), "Numbers"},
		"Word":                   {zipped(t, types, "", "word/document.xml", "x"), "Word"},
		"PowerPoint":             {zipped(t, types, "", "ppt/presentation.xml", "x"), "PowerPoint"},
		"a plain zip":            {zipped(t, "a.xlsx", "x"), "ZIP"},
		"an empty zip":           {zipped(t), "ZIP"},
		"a sheet that is lost":   {without(t, sound, "xl/worksheets/sheet1.xml"), "壊れているか"},
		"half of a workbook":     {sound[:len(sound)/2], "壊れているか"},
		"two letters":            {[]byte("PK"), "壊れているか"},
		"a workbook with a hole": {zipped(t, types, "<Types/>", "xl/workbook.xml", "<workbook><sheets>"), "壊れているか"},
		"an entity":              {zipped(t, types, `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types>&a;</Types>`, "xl/workbook.xml", "<workbook/>"), "壊れているか"},
		"a bomb":                 {zipped(t, types, "", "xl/worksheets/sheet1.xml", strings.Repeat(" ", maxUnzip+1)), "中身が大きすぎます"},
		"too many merged cells":  {zipped(t, types, "", "xl/worksheets/sheet1.xml", "<x:worksheet>"+strings.Repeat(`<x:mergeCell ref="A1:B1"/>`, maxMerged+1)), "結合された"},
		"too many elements":      {zipped(t, types, "", "xl/styles.xml", "<x>"+strings.Repeat("<xf/>", maxUnzip/leastElement)), "中身が大きすぎます"},
		"rows without a place":   {zipped(t, types, "", "xl/worksheets/sheet1.xml", "<worksheet>"+strings.Repeat("<row/>", maxRows+1)), "セルが多すぎます"},
		"rows to the far right":  {zipped(t, types, "", `xl\worksheets\sheet1.xml`, "<x:worksheet>"+farRight(maxBuilt/16384+1)), "セルが多すぎます"},
		"sheets to the far end":  {zipped(t, types, "", "xl/a.xml", "<worksheet><row r='1048576'/>", "xl/b.xml", "<worksheet><row r='1048576'/>", "xl/c.xml", "<worksheet><row r='1048576'/>", "xl/d.xml", "<worksheet><row r='1048576'/>"), "セルが多すぎます"},
		"in UTF-16":              {zipped(t, types, "", "xl/worksheets/sheet1.xml", "\xff\xfe<\x00w\x00"), "壊れているか"},
		"one sheet many times":   {manySheets(t, sound, maxSheets+1), "シートが多すぎます"},
		"links":                  {zipped(t, types, "", "xl/_rels/workbook.xml.rels", "<x>"+strings.Repeat("<Relationship/>", maxLinks+1)), "中身が大きすぎます"},
		"a PDF":                  {[]byte("%PDF-1.7\n指標名,実績値"), "PDF"},
		"a web page":             {[]byte("\ufeff<HTML><table><tr><td>指標名"), "Web ページ"},
		"a table in XML":         {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>`), "Web ページ"},
		"nothing":                {nil, "空です"},
	} {
		for _, read := range []func() error{
			func() error { _, err := readGrids("own.xlsx", c.data); return err },
			func() error { _, err := readLoose("own.xlsx", c.data); return err },
		} {
			told, ok := read().(*Fault)
			if !ok {
				t.Errorf("%s: taken", name)
				continue
			}
			if ja := told.In("ja"); !strings.HasPrefix(ja, "own.xlsx") || !strings.Contains(ja, c.want) || strings.ContainsAny(ja+told.In("en"), "{}") {
				t.Errorf("%s: %s", name, ja)
			}
		}
	}
}

// farRight is so many rows, each of one cell in the last column.
func farRight(rows int) string {
	var b strings.Builder
	for i := range rows {
		fmt.Fprintf(&b, `<x:row r='%d'><x:c r='XFD%d'/></x:row>`, i+1, i+1)
	}
	return b.String()
}

// manySheets lists the first sheet of a workbook so many times more, each under a name.
func manySheets(t *testing.T, book []byte, more int) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must.Succeed(t, err)
	var parts []string
	for _, f := range z.File {
		text := string(unpacked(f))
		if f.Name == "xl/workbook.xml" {
			var b strings.Builder
			for i := range more {
				fmt.Fprintf(&b, `<sheet name="x%d" sheetId="%d" r:id="rId1"/>`, i, i+10)
			}
			text = strings.Replace(text, "</sheets>", b.String()+"</sheets>", 1)
		}
		parts = append(parts, f.Name, text)
	}
	return zipped(t, parts...)
}

// TestTags finds the elements of a sheet however a program writes them, and none in
// what is no element.
func TestTags(t *testing.T) {
	text := `<?xml a="<c>"?><!-- <c r="1"> --><x:row r='5' spans = "1:3"><c` + "\n\t" + `t = 's' r="a>b"><v> 7 </v></c><![CDATA[<c/>]]></x:row><c/><c`
	var got []string
	tags([]byte(text), func(found tag) bool {
		at, placed := found.attr("r")
		kind, _ := found.attr("t")
		got = append(got, fmt.Sprint(found.name, " ", at, " ", placed, " ", kind, " ", found.text()))
		return true
	})
	want := []string{"row 5 true  ", "c a>b true s ", "v  false  7", "c  false  ", "c  false  "}
	must.Equal(t, got, want)
}

// TestSheetsWithoutCells passes over charts, which have no cells.
func TestSheetsWithoutCells(t *testing.T) {
	dir := bareCity(t)
	data := edited(t, ownTable(t, [2]string{"実績値", "12"}), func(f *excelize.File) {
		err := f.AddChartSheet("グラフ", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$E$2:$E$2"}}})
		must.Succeed(t, err)
	})
	if in := importOwn(t, dir, data); len(in.Problems) > 0 || len(in.Edits) == 0 {
		t.Error(told(in))
	}
}

// single writes the attributes in single quotes, as some programs do.
func single(xml string) string { return strings.ReplaceAll(xml, `"`, "'") }

// TestTablesOfText reads the line ends, marks and signs of CSV that programs
// write, and names the row that a spreadsheet shows.
func TestTablesOfText(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	lines := []string{"指標ID,備考,実績値", "1-a-shihyo-1,x,2", "1-i-shihyo-3,y,71"}
	join := func(end, comma string) string {
		return strings.ReplaceAll(strings.Join(lines, end), ",", comma) + end
	}
	for name, text := range map[string]string{
		"CR":                join("\r", ","),
		"CR LF":             join("\r\n", ","),
		"semicolons":        join("\n", ";"),
		"bars":              join("\n", "|"),
		"a line of Excel's": "sep=;\r\n" + join("\r\n", ";"),
		"two marks":         "\ufeff\ufeff" + join("\r\n", ","),
		"empty lines":       "\r\n" + join("\r\n\r\n", ","),
		"lines in a cell":   strings.Replace(join("\n", ","), "x", "\"a\n\nb\"", 1),
	} {
		in := importAll(t, src, Undecided, File{"kpi.csv", []byte(text)})
		row := map[string]string{"a line of Excel's": "4", "empty lines": "6"}[name]
		if row == "" {
			row = "3"
		}
		if len(in.Problems) > 0 || !strings.Contains(sentences(in), "71（C"+row+"）") {
			t.Errorf("%s: %s %s", name, told(in), sentences(in))
		}
	}
	for _, data := range []string{"\xff\xfe\x00\x00\x07c\x00\x00", "\x1b$B;XI8\x1b(BID,\x1b$B<B@SCM\x1b(B\n"} {
		if _, err := readGrids("kpi.csv", []byte(data)); err == nil || !strings.Contains(err.Error(), "encoding") {
			t.Errorf("%q: %v", data, err)
		}
	}
}

// TestCellsOutOfOrder refuses a sheet whose rows or cells stand in another order or
// twice: read as they come, a figure would stand in another column.
func TestCellsOutOfOrder(t *testing.T) {
	head := inline(1, "指標名", "方向", "単位", "実績値")
	name, rest := `<c r="A2" t="inlineStr"><is><t>受診</t></is></c>`, `<c r="B2" t="inlineStr"><is><t>増加</t></is></c><c r="C2" t="inlineStr"><is><t>人</t></is></c><c r="D2"><v>12</v></c>`
	for rows, sound := range map[string]bool{
		head + `<row r="2">` + name + rest + `</row>`:                                     true,
		head + `<row spans="1:4" r="2">` + name + rest + `</row>`:                         true,
		head + `<row>` + name + rest + `</row>`:                                           true,
		head + `<row r="2">` + rest + name + `</row>`:                                     false,
		head + `<row r="2">` + name + rest + `<c r="D2"><v>13</v></c></row>`:              false,
		head + `<row r="2">` + name + rest + `</row><row r="2">` + name + rest + `</row>`: false,
		`<row r="2">` + name + rest + `</row>` + head:                                     false,
		head + `<row r="3">` + name + rest + `</row>`:                                     false,
		head + `<row r='2'>` + single(name+rest) + `</row>`:                               true,
		head + `<row r='2'>` + single(rest+name) + `</row>`:                               false,
		head + `<row r = "2" >` + rest + name + `</row>`:                                  false,
		head + `<row r="2"><!-- > -->` + rest + name + `</row>`:                           false,
	} {
		if _, err := readLoose("own.xlsx", rawBook(t, "", "", "", rows)); (err == nil) != sound {
			t.Errorf("%v of %s", err, rows[len(head):])
		}
	}
}
