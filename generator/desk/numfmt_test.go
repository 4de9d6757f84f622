package desk

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"tassei/generator/must"
)

// What a reader sees of a number in a format: text, whole, and whether it is
// per cent; "?" where it cannot be told.
func TestShow(t *testing.T) {
	for _, c := range []struct{ number, format, text, whole string }{
		{"0.6", "0%", "60", "60%"}, {"0.605", "0.0%", "60.5", "60.5%"}, {"0.605", "0%", "61", "61%"}, {"-0.05", "0%", "-5", "-5%"}, {"0.6", "0.00%", "60.00", "60.00%"},
		{"31.5", "0.00", "31.50", "31.50"}, {"31.45", "0.0", "31.5", "31.5"}, {"-31.45", "0.0", "-31.5", "-31.5"}, {"31.5", "0_ ", "32", "32"}, {"0.004", "0.00", "0.00", "0.00"}, {"-0.001", "0.00", "0.00", "0.00"},
		{"73.9", "General", "73.9", "73.9"}, {"73.9", "@", "73.9", "73.9"}, {"12", `G/標準"人"`, "12", "12人"}, {"12", `General" 人"`, "12", "12人"},
		{"1647", "#,##0", "1647", "1,647"}, {"1234567.5", "#,##0.00", "1234567.50", "1,234,567.50"}, {"1647000", "#,##0,", "1647", "1,647"}, {"12", "#,##0", "12", "12"},
		{"-3", "#,##0;▲#,##0", "-3", "-3"}, {"-3", `0;"△"0`, "-3", "-3"}, {"-3", `0;\△0`, "-3", "-3"}, {"-3", "0;[Red]-0", "-3", "-3"}, {"-3", "0_);(0)", "-3", "-3"}, {"3", "0;▲0", "3", "3"},
		{"-3", "0;0", "?", ""}, {"0", `#,##0;-#,##0;"-"`, "?", ""}, {"5", ";;;", "?", ""}, {"0.5", "# ?/?", "?", ""}, {"5", "0.00E+00", "?", ""}, {"5", "[>=100]0;0.0", "5.0", "5.0"}, {"100", "[>=100]0;0.0", "100", "100"}, {"99.96", "[>=100]0;0.0", "100.0", "100.0"}, {"0", "[>=100]0;0.0", "0.0", "0.0"}, {"-5", "[>=100]0;0.0", "?", ""}, {"5", "[<1]0.00;[<10]0.0;0", "5.0", "5.0"}, {"50", "[<1]0.00;[<10]0.0;0", "50", "50"}, {"5", "[>=100]0", "?", ""}, {"5", "[>=100]0;0.0;0.00", "?", ""}, {"1500", `[>=1000]#,##0"人";0"人"`, "1500", "1,500人"},
		{"45413", "yyyy/m/d", "?", ""}, {"0.354", "h:mm", "?", ""}, {"3", `"済"`, "?", ""},
		{"7", "000", "007", "007"}, {"2.5", "0.##", "2.5", "2.5"}, {"2", "0.##", "2", "2"}, {"0.5", "#.0", "0.5", "0.5"},
		{"12", `"¥"#,##0;"¥"-#,##0`, "12", "¥12"}, {"12", "[$¥-411]#,##0", "12", "¥12"}, {"12", `0"万円"`, "12", "12万円"}, {"60", `0"%"`, "60", "60%"}, {"60", `0\%`, "60", "60%"},
		{"0.333333333333333", "General", "?", ""}, {"0.333333333333333", "0.0", "0.3", "0.3"}, {"81.6666666666667", `G/標準"人"`, "?", ""}, {"123456.7891", "General", "123456.7891", "123456.7891"}, {"12345678901", "General", "12345678901", "12345678901"}, {"123456789012", "General", "?", ""}, {"123456789012", "#,##0", "123456789012", "123,456,789,012"},
		{"3", "+0;-0;0", "3", "3"}, {"9", `"約"0`, "9", "約9"}, {"9", `"第"0"位"`, "9", "第9位"}, {"9", `"▲"0`, "9", "▲9"}, {"9", `"("0")"`, "9", "(9)"}, {"1234", `"△ "#,##0`, "1234", "△1,234"},
		{"9.000000000001", "General", "9", "9"}, {"73.89999999999", "General", "73.9", "73.9"}, {"3.14159265", "General", "3.14159265", "3.14159265"}, {"-2.0000000000003", "@", "-2", "-2"}, {"1234.5", `[DBNum3]#,##0.0;-#,##0.0`, "1234.5", "1,234.5"},
		{"0", "#,###", "?", ""}, {"0.3", "#", "?", ""}, {"0", `#,###"人"`, "?", ""}, {"0.05", "#.##", "0.05", "0.05"}, {"5", "#,###", "5", "5"}, {"0", `[=1]"済";[=0]"未";0`, "?", ""}, {"7", `0;-0;[=0]"－"`, "?", ""},
	} {
		v := show(c.number, c.format)
		if v.odd {
			v.text, v.whole = "?", ""
		}
		if v.percent && !strings.Contains(v.whole, "%") {
			v.whole += "%"
		}
		if v.text != c.text || v.whole != c.whole {
			t.Errorf("%s in %s: %q %q, want %q %q", c.number, c.format, v.text, v.whole, c.text, c.whole)
		}
	}
}

func TestDateParts(t *testing.T) {
	for format, want := range map[string]dateParts{
		`[$-411]ge.m.d;@`: {year: true, month: true, day: true}, `yyyy"年"m"月"`: {year: true, month: true}, "mmm-yy": {year: true, month: true},
		`m"月"d"日"`: {month: true, day: true}, "h:mm": {time: true}, "mm:ss": {time: true}, "[h]:mm": {time: true}, "yyyy/m/d h:mm": {year: true, month: true, day: true, time: true},
		"0.00": {}, "General": {}, `0"day"`: {}, "#,##0_);[Red](#,##0)": {}, `[$-411]ggge"年"m"月"d"日"`: {year: true, month: true, day: true},
	} {
		must.Be(t, formatSections(format)[0].date, want, format)
	}
}

// formatted puts a number into a cell in a format.
func formatted(v any, format string) func(*testing.T, *excelize.File, string, string) {
	return func(t *testing.T, f *excelize.File, sheet, at string) {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must.Succeed(t, err)
		f.SetCellValue(sheet, at, v)
		f.SetCellStyle(sheet, at, at, id)
	}
}

// A cell means what its reader sees: the line that comes into the file, or the
// words of the refusal. An empty want is no change.
func TestACellMeansWhatItsReaderSees(t *testing.T) {
	src, _ := openTown(t, town(t))
	book := exported(t, src, 2024, Workbook)
	for _, c := range seenCells {
		data := edited(t, book, func(f *excelize.File) {
			formatted(c.value, c.format)(t, f, c.sheet, cellOf(t, f, c.sheet, c.id, c.detail, c.heading))
		})
		in := imported(t, src, 2024, "kpi.xlsx", data)
		said := told(in)
		switch {
		case c.want == "" && c.refused == "" && len(in.Changes)+len(in.Problems) > 0,
			c.want != "" && (len(in.Changes) != 1 || strings.TrimSpace(in.Changes[0].New[0]) != c.want),
			c.refused != "" && (len(in.Problems) != 1 || !strings.Contains(said, c.refused) || !strings.Contains(said, "シート ")):
			t.Errorf("%s %v as %s: %s", c.heading, c.value, c.format, said)
		}
	}
}

var seenCells = []struct {
	sheet, id, detail, heading string
	value                      any
	format                     string
	want, refused              string
}{
	{"指標", "1-a-shihyo-2", "", "達成度", 0.6, "0%", `published = "60"`, ""},
	{"指標", "1-a-shihyo-2", "", "達成度", 31.5, "0.00", `published = "31.50"`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値", 31.5, "0.00", "actual    = 31.50", ""},
	{"指標", "1-a-shihyo-1", "", "実績値", 1647, "#,##0", "actual    = 1647", ""},
	{"指標", "1-a-shihyo-1", "", "実績値", "N.D.", "General", `actual    = {none = "below-detection-limit", printed = "N.D."}`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値", "不検出", "General", `actual    = {none = "below-detection-limit", printed = "不検出"}`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値", "検出下限値未満", "General", `actual    = {none = "below-detection-limit"}`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値", "<0.5", "General", "", "「検出下限値未満」と書き"},
	{"指標", "1-a-shihyo-1", "", "実績値", -3, "#,##0;▲#,##0", "actual    = -3", ""},
	{"指標", "1-a-shihyo-1", "", "実績値", 12, `0"件"`, "", "単位が含まれています（12件）"},
	{"指標", "1-a-shihyo-1", "", "実績値", 12, `0"万人"`, "", "単位が含まれています（12万人）"},
	{"指標", "1-a-shihyo-1", "", "実績値", 0.6, "0%", "", "60% と表示されていますが"},
	{"指標", "1-a-shihyo-1", "", "実績値", 5, ";;;", "", "画面に見えません"},
	{"指標", "1-a-shihyo-2", "", "目標値", 0, "#,###", "", "画面に見えません"},
	{"指標", "1-a-shihyo-1", "", "実績値", "13", ";;;", "", "「13」は、セルの書式（;;;）"},
	{"指標", "1-a-shihyo-1", "", "実績値", "13", `@"人"`, "", "単位が含まれています（13人）"},
	{"指標", "1-a-shihyo-1", "", "実績値", "13", `0;-0;0;"▲"@`, "actual    = -13", ""},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", "R6.5", `@"末"`, `actual   = "R6.5末"`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値", 0.354, "h:mm", "", "時刻（5:30 のような形）"},
	{"指標", "1-a-shihyo-1", "", "実績値", 1.354, "[h]:mm:ss", "", "小さいほうの単位"},
	{"指標", "1-a-shihyo-1", "", "実績値", 45413.5, "yyyy/m/d h:mm", "", "日付になっています"},
	{"指標", "1-a-shihyo-2", "", "目標値", 480, "0", "", ""},
	{"指標", "1-a-shihyo-2", "", "目標値", 480, "0.0", "", ""},
	{"指標", "1-a-shihyo-1", "", "積算方法", 0.6, "0%", `method    = {ja = "60%", en = "Children who had applied by 1 April of the following fiscal year and were not given a place"}`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413, "yyyy/m/d", `actual   = "R6.5.1"`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413, `yyyy"年"m"月"`, `actual   = "R6.5"`, ""},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413, `m"月"d"日"`, "", "年のない日付"},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413, `yyyy"年度"`, "", "年しか見えません"},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413, `[$-411]ggge"年"`, "", "年しか見えません"},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413, "General", "", "日付を数で"},
	{"実施内容", "1-i-shihyo-3", "1", "時期", 45413, "@", "", "日付を数で"},
	{"指標", "1-a-shihyo-1", "", "実績値", 1.0 / 3, "General", "", "途中の桁まで"},
	{"指標", "1-a-shihyo-1", "", "実績値", 1.0 / 3, "0.0", "actual    = 0.3", ""},
	{"指標", "1-a-shihyo-1", "", "実績値の時点", 45413.5, "yyyy/m/d h:mm", "", "時刻"},
	{"実施内容", "1-i-shihyo-3", "1", "時期", 45413, "[$-411]ge.m.d;@", `period   = "R6.5.1"`, ""},
	{"実施内容", "1-i-shihyo-3", "1", "時期", 45413, `m"月"d"日"`, "", "年のない日付"},
	{"実施内容", "1-i-shihyo-3", "1", "実施内容（en）", 12, "0.00E+00", "", "どの数が見えているのか"},
}

// A CSV file in each encoding that spreadsheets write.
func TestEncodingsOfCSV(t *testing.T) {
	src, _ := openTown(t, town(t))
	text := "指標ID,達成度,実績値\r\n1-a-shihyo-2,60%,▲3\r\n"
	encode := func(e interface {
		Bytes([]byte) ([]byte, error)
	}) []byte {
		b, err := e.Bytes([]byte(text))
		must.Succeed(t, err)
		return b
	}
	for name, data := range map[string][]byte{
		"utf-8": []byte(text), "utf-8 with a mark": []byte("\ufeff" + text), "shift_jis": encode(japanese.ShiftJIS.NewEncoder()),
		"utf-16": encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), "utf-16 big": encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()),
		"utf-16 bare": encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()), "utf-16 big bare": encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()),
		"utf-16 tabs": []byte(strings.ReplaceAll(string(encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder())), ",\x00", "\t\x00")),
	} {
		in := imported(t, src, 2024, "kpi.csv", data)
		if said := told(in); len(in.Problems) > 0 || len(in.Changes) != 2 || !strings.Contains(said, `+ published = "60"`) || !strings.Contains(said, "+ actual    = -3") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// Characters that were lost on saving are one message, whatever follows from it.
func TestLostCharacters(t *testing.T) {
	dir := town(t)
	file := filepath.Join(dir, "data/FY2024/1-i.toml")
	b, err := os.ReadFile(file)
	must.Succeed(t, err)
	must.Succeed(t, os.WriteFile(file, bytes.Replace(b, []byte("実施した日を数える"), []byte("日数—⑴の合計"), 1), 0o644))
	src, _ := openTown(t, dir)
	saved := func(text string) []byte {
		left, _ := asSaved(text)
		out, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(left))
		must.Succeed(t, err)
		return out
	}
	// A whole table, as Excel saves it for Windows: ⑴ and — become ?.
	if code, err := Import(src, 2024, []File{{"kpi.csv", saved("番号,指標ID,積算方法,積算方法（en）,実績値\n⑴-イ,1-i-shihyo-3,日数—⑴の合計,x,1\n")}}, Undecided); err == nil {
		t.Errorf("taken: %s", told(code))
	}
	for name, data := range map[string][]byte{
		"before a letter": saved("指標ID,積算方法\n1-i-shihyo-3,⑴の手続\n"), "as in the data": saved("指標ID,積算方法\n1-i-shihyo-3,日数—⑴の合計\n"),
		"the mark of a loss": []byte("指標ID,積算方法\n1-i-shihyo-3,\ufffdの手続\n"), "at the end": saved("指標ID,番号,実績値\n1-i-shihyo-3,⑴-イ,1\n"),
	} {
		_, err := Import(src, 2024, []File{{"kpi.csv", data}}, Undecided)
		var f *Fault
		if !errors.As(err, &f) || !strings.Contains(f.In("ja"), "CSV UTF-8") || !strings.Contains(f.In("en"), "CSV UTF-8") || strings.ContainsAny(f.In("ja")+f.In("en"), "{}") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A question is a question.
	for _, text := range []string{"何件か?", "何件?と聞く", "100%?"} {
		data := []byte("指標ID,積算方法\n1-i-shihyo-3," + text + "\n")
		if text != "何件?と聞く" {
			data = saved(string(data))
		}
		if in := imported(t, src, 2024, "kpi.csv", data); len(in.Changes) != 1 {
			t.Errorf("%s: %s", text, told(in))
		}
	}
}

// What LibreOffice saves of figures in a format comes in as it shows them. That what
// it saves of an unchanged workbook changes nothing is for [TestLibreOffice].
func TestLibreOfficeWorkbooks(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("TASSEI_CI") != "" {
			t.Fatal("LibreOffice is not installed")
		}
		t.Skip("LibreOffice is not installed")
	}
	src, _ := openTown(t, town(t))
	book := exported(t, src, 2024, Workbook)
	tmp := t.TempDir()
	convert := func(name string, data []byte, form, ending string) []byte {
		must.Succeed(t, os.WriteFile(filepath.Join(tmp, name), data, 0o644))
		cmd := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(tmp, "profile"), "--headless", "--convert-to", form,
			"--outdir", filepath.Join(tmp, "out"), filepath.Join(tmp, name))
		if b, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, b)
		}
		b := must.Read(t, filepath.Join(tmp, "out", strings.TrimSuffix(name, filepath.Ext(name))+ending))
		return b
	}
	data := edited(t, book, func(f *excelize.File) {
		formatted(0.6, "0%")(t, f, "指標", cellOf(t, f, "指標", "1-a-shihyo-2", "", "達成度"))
		formatted(31.5, "0.00")(t, f, "指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "実績値"))
		formatted(45413, "yyyy/m/d")(t, f, "指標", cellOf(t, f, "指標", "1-a-shihyo-1", "", "実績値の時点"))
		formatted(-3, "#,##0;▲#,##0")(t, f, "指標", cellOf(t, f, "指標", "1-i-shihyo-1", "", "実績値"))
	})
	for name, saved := range map[string][]byte{
		"xlsx": convert("shown.xlsx", data, "xlsx:Calc MS Excel 2007 XML", ".xlsx"),
		// The first sheet as shown: 76 is UTF-8, 65535 UTF-16.
		"utf-8":  convert("a.xlsx", data, "csv:Text - txt - csv (StarCalc):44,34,76,1", ".csv"),
		"utf-16": convert("b.xlsx", data, "csv:Text - txt - csv (StarCalc):44,34,65535,1", ".csv"),
	} {
		in := imported(t, src, 2024, "kpi", saved)
		said := told(in)
		for _, want := range []string{`published = "60"`, "actual    = 31.50", "actual      = -3"} {
			must.Contain(t, said, "+ "+want, name, want)
		}
		if !strings.Contains(said, `"R6.5.1"`) && !strings.Contains(said, `"2024/5/1"`) || len(in.Problems) > 0 || len(in.Changes) != 4 {
			t.Errorf("%s: %s", name, said)
		}
	}
}
