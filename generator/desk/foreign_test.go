package desk

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/lang"
	"tassei/generator/must"
)

// TestLibreOffice lets LibreOffice save what goes out, as .xlsx and by way of
// its own format: unchanged it changes nothing, and what was edited is what comes
// back.
func TestLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := town(t)
	src, _ := openTown(t, dir)
	out := t.TempDir()
	convert := func(to, folder string, names ...string) {
		args := append([]string{"-env:UserInstallation=file://" + out + "/profile", "--headless", "--convert-to", to, "--outdir", filepath.Join(out, folder)}, names...)
		if text, err := exec.Command(office, args...).CombinedOutput(); err != nil {
			t.Skipf("LibreOffice does not run here: %v %s", err, text)
		}
	}
	base := exported(t, src, 2024, Workbook)
	changed := edited(t, base, func(f *excelize.File) {
		cellIs(t, "指標", "1-i-shihyo-1", "", "実績値", "45.10")(f)
		cellIs(t, "指標", "1-a-shihyo-1", "", "実績値", 3)(f)
		cellIs(t, "評価", "1-i-shihyo-1", "", "評価内容", "一段落目。\n\n二段落目。")(f)
	})
	files := map[string]struct {
		data  []byte
		taken int
	}{"same.xlsx": {base, 0}, "changed.xlsx": {changed, 3}, "form.xlsx": {forms(t, dir)["hoken"], 0}}
	var names, ods []string
	for name, c := range files {
		names = append(names, filepath.Join(out, name))
		ods = append(ods, filepath.Join(out, "ods", strings.TrimSuffix(name, ".xlsx")+".ods"))
		must.Succeed(t, os.WriteFile(filepath.Join(out, name), c.data, 0o644))
	}
	convert("xlsx:Calc MS Excel 2007 XML", "saved", names...)
	convert("ods", "ods", names...)
	convert("xlsx:Calc MS Excel 2007 XML", "back", ods...)
	for name, c := range files {
		for _, way := range []string{"saved", "back"} {
			data, err := os.ReadFile(filepath.Join(out, way, name))
			if err != nil {
				t.Skipf("LibreOffice does not run here: %v", err)
			}
			in := importAll(t, src, Undecided, File{name, data})
			if len(in.Taken) != c.taken || len(in.Problems)+len(in.Conflicts) > 0 {
				t.Errorf("%s %s: %s", way, name, told(in))
			}
			if c.taken > 0 && !strings.Contains(sentences(in), "44.6 → 45.10") {
				t.Errorf("%s %s: %s", way, name, sentences(in))
			}
		}
	}
}

// TestOpenpyxl lets openpyxl save what goes out, where Python has it.
func TestOpenpyxl(t *testing.T) {
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} { // another may stand before Debian's
		if python == "" && exec.Command(name, "-c", "import openpyxl").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("openpyxl is not installed")
	}
	src, _ := openTown(t, town(t))
	name := filepath.Join(t.TempDir(), "kpi.xlsx")
	must.Succeed(t, os.WriteFile(name, exported(t, src, 2024, Workbook), 0o644))
	code := "import openpyxl,sys\nw=openpyxl.load_workbook(sys.argv[1])\nw['指標']['K2']=7\nw.save(sys.argv[1])"
	if text, err := exec.Command(python, "-c", code, name).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, text)
	}
	data := must.Read(t, name)
	if in := importAll(t, src, Undecided, File{"kpi.xlsx", data}); len(in.Taken) != 1 || in.Taken[0].now != "7" || len(in.Problems)+len(in.Conflicts) > 0 {
		t.Error(told(in))
	}
}

// rawBook is a workbook as another program writes it, in its bare parts.
func rawBook(t *testing.T, properties, sharedStrings, formats, rows string) []byte {
	t.Helper()
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	numFmts, xfs := "", `<xf numFmtId="0"/>`
	for i, f := range strings.Split(formats, "\n") {
		if f != "" {
			id := itoa(164 + i)
			numFmts += `<numFmt numFmtId="` + id + `" formatCode="` + strings.ReplaceAll(f, `"`, "&quot;") + `"/>`
			xfs += `<xf numFmtId="` + id + `" applyNumberFormat="1"/>`
		}
	}
	if numFmts != "" {
		numFmts = "<numFmts>" + numFmts + "</numFmts>"
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + kind + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="` + kind + `styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="` + kind + `sharedStrings+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook ` + ns + `><workbookPr` + properties + `/><sheets><sheet name="シート 1 - 指標" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + rel + `styles" Target="styles.xml"/><Relationship Id="rId3" Type="` + rel + `sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet ` + ns + `>` + numFmts + `<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>` + xfs + `</cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst ` + ns + `>` + sharedStrings + `</sst>`,
		"xl/worksheets/sheet1.xml":   `<worksheet ` + ns + `><sheetData>` + rows + `</sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		must.Succeed(t, err)
		must.Succeed(t, must.Err(w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+text))))
	}
	must.Succeed(t, z.Close())
	return b.Bytes()
}

// inline is a row of texts in place.
func inline(row int, texts ...string) string {
	s := `<row r="` + itoa(row) + `">`
	for i, text := range texts {
		at, _ := excelize.CoordinatesToCellName(i+1, row)
		s += `<c r="` + at + `" t="inlineStr"><is><t xml:space="preserve">` + text + `</t></is></c>`
	}
	return s + "</row>"
}

// TestOtherWriters reads the shapes that Excel, Numbers, WPS and Google Sheets
// give the same table.
func TestOtherWriters(t *testing.T) {
	head := inline(1, "指標ID", "実績値", "実績値の時点")
	row := func(figure, date string) string {
		return `<row r="2"><c r="A2" t="inlineStr"><is><t>1-i-shihyo-3</t></is></c>` + figure + date + `</row>`
	}
	const figure = `<c r="B2"><v>70</v></c>`
	for name, c := range map[string]struct {
		properties, shared, formats, rows string
		actual, asOf, problem             string
	}{
		"inline texts": {"", "", "", head + row(figure, `<c r="C2" t="inlineStr"><is><t>令和７年３月</t></is></c>`), "70", "令和７年３月", ""},
		"phonetic runs and rich text": {"", `<si><t>指標ID</t><rPh sb="0" eb="2"><t>シヒョウ</t></rPh><phoneticPr fontId="1"/></si><si><r><rPr><b/></rPr><t>実績</t></r><r><t>値</t></r><rPh sb="0" eb="2"><t>ジッセキ</t></rPh></si><si><t>1-i-shihyo-3</t></si>`, "",
			`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="n"><v>70</v></c></row>`, "70", "", ""},
		"a table below its name, as Numbers does": {"", "", "", inline(1, "表1") + inline(3, "指標ID", "実績値") + inline(4, "1-i-shihyo-3", "70"), "70", "", ""},
		"cells without places":                    {"", "", "", `<row><c t="inlineStr"><is><t>指標ID</t></is></c><c t="inlineStr"><is><t>実績値</t></is></c></row><row><c t="inlineStr"><is><t>1-i-shihyo-3</t></is></c><c><v>70</v></c></row>`, "70", "", ""},
		"an era as a format":                      {"", "", `[$-411]ggge"年"m"月"d"日";@`, head + row(figure, `<c r="C2" s="1"><v>45747</v></c>`), "70", "R7.3.31", ""},
		"a short era":                             {"", "", `[$-ja-JP-x-gannen]ge\.m\.d;@`, head + row(figure, `<c r="C2" s="1"><v>45747</v></c>`), "70", "R7.3.31", ""},
		"an era and month":                        {"", "", `[$-411]ggge"年"m"月"`, head + row(figure, `<c r="C2" s="1"><v>45747</v></c>`), "70", "R7.3", ""},
		"days counted from 1904":                  {` date1904="1"`, "", `yyyy/m/d`, head + row(figure, `<c r="C2" s="1"><v>44285</v></c>`), "70", "R7.3.31", ""},
		"a date as text of its own kind":          {"", "", `yyyy"年"m"月"d"日"`, head + row(figure, `<c r="C2" s="1" t="d"><v>2025-03-31T00:00:00</v></c>`), "70", "R7.3.31", ""},
		"a date of that kind without a format":    {"", "", "", head + row(figure, `<c r="C2" t="d"><v>2025-03-31</v></c>`), "70", "R7.3.31", ""},
		"a date in a figure":                      {"", "", `[$-411]ge.m.d`, head + row(`<c r="B2" s="1"><v>45747</v></c>`, ""), "", "", "日付になっています"},
		"a date of its own kind in a figure":      {"", "", "", head + row(`<c r="B2" t="d"><v>2025-03-31</v></c>`, ""), "", "", "日付になっています"},
		"a formula with its text":                 {"", "", "", head + row(`<c r="B2" t="str"><f>"7"&amp;"0"</f><v>70</v></c>`, ""), "", "", "計算式"},
		"a formula without its result":            {"", "", "", head + row(`<c r="B2"><f>35*2</f></c>`, ""), "", "", "計算式"},
		"an error":                                {"", "", "", head + row(`<c r="B2" t="e"><v>#N/A</v></c>`, ""), "", "", "エラー"},
		"full-width digits with a unit sign":      {"", "", `#,##0"日"`, head + row(`<c r="B2" s="1"><v>70</v></c>`, ""), "70", "", ""},
		"a minus as accounts write it":            {"", "", `#,##0;"▲"#,##0`, head + row(`<c r="B2" s="1"><v>-3</v></c>`, ""), "-3", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := town(t)
			src, _ := openTown(t, dir)
			in, err := Import(src, 2024, []File{{"kpi.xlsx", rawBook(t, c.properties, c.shared, c.formats, c.rows)}}, Undecided)
			must.Succeed(t, err)
			if c.problem != "" {
				if len(in.Problems) != 1 || !strings.Contains(in.Problems[0].In("ja"), c.problem) {
					t.Error(told(in))
				}
				return
			}
			if len(in.Problems)+len(in.Conflicts) > 0 {
				t.Fatal(told(in))
			}
			r := records(t, written(t, dir, in), 2024)["1-i-shihyo-3"]
			if r.Actual.Value.String() != c.actual || c.asOf != "" && r.Actual.AsOf.Text["ja"] != c.asOf {
				t.Errorf("%s %v", r.Actual.Value, r.Actual.AsOf.Text)
			}
			if c.asOf != "" && lang.ParseAsOf(c.asOf).IsZero() {
				t.Errorf("%s is no date", c.asOf)
			}
		})
	}
}

// A cell that names a text which is not in the workbook has lost it: the workbook is
// refused by sheet and cell, and no empty cell or number is read.
func TestLostSharedText(t *testing.T) {
	src, _ := openTown(t, town(t))
	shared := "<si><t>指標ID</t></si><si><t>実績値</t></si><si><t>1-i-shihyo-3</t></si>"
	for number, lost := range map[string]bool{"0": false, "3": true, "-1": true, "99999999999999999999": true} {
		rows := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>70</v></c><c r="C2" s="0" t="s"><v> ` + number + ` </v></c></row>`
		if number == "-1" {
			rows = strings.Replace(rows, `t="s"><v> `, `t='s'><v> `, 1)
		}
		data := rawBook(t, "", shared, "", rows)
		_, err := Import(src, 2024, []File{{"kpi.xlsx", data}}, Undecided)
		if (err != nil) != lost || lost && !strings.Contains(err.Error(), "The text of C2 on the sheet “シート 1 - 指標” is not in kpi.xlsx") {
			t.Errorf("%s: %v", number, err)
		}
		if _, err = NewMapping(src, "kpi.xlsx", data); lost && (err == nil || !strings.Contains(err.Error(), "C2")) {
			t.Errorf("%s: a mapping: %v", number, err)
		}
	}
}
