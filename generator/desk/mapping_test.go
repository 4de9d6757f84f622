package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/source"
)

// bareCity is a fresh city without the example's initiative.
func bareCity(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "city")
	must.Succeed(t, NewCity(dir, CityOptions{Year: 2025}))
	for _, file := range []string{"data/plan/1-a.toml", "data/FY2025/1-a.toml", "data/FY2025/year.toml"} {
		must.Succeed(t, os.Remove(filepath.Join(dir, file)))
	}
	return dir
}

func ownBook(t *testing.T, name string) File {
	t.Helper()
	data := must.Read(t, "testdata/workbooks/"+name)
	return File{name, data}
}

// summary is what a city's records say, a line each.
func summary(t *testing.T, src *source.Source) string {
	t.Helper()
	b := &book{city: src.City(), tag: "ja", first: "ja", languages: src.City().Languages}
	var out strings.Builder
	for i, in := range src.Initiatives() {
		fmt.Fprintf(&out, "%s %s %s\n", in.Sheet, in.Code, in.Name["ja"])
		sheet, _ := src.Sheet(i)
		for _, ind := range in.Indicators {
			fmt.Fprintf(&out, "  %s %s %s [%s]", ind.ID.Local(), ind.Name["ja"], ind.Direction, ind.Unit["ja"])
			for _, y := range []kpi.Year{2022, 2023} {
				if f, ok := ind.History[y]; ok {
					fmt.Fprintf(&out, " %s=%s", y, f.Value)
				}
			}
			if ind.Final != nil {
				fmt.Fprintf(&out, " %s->%s", ind.Final.Year, ind.Final.Target.Value)
			}
			out.WriteString("\n")
			for _, y := range sheet.Years {
				for _, r := range y.Records {
					if r.Indicator.ID != ind.ID {
						continue
					}
					fmt.Fprintf(&out, "    %s %s %s %s", y.Year, b.figureText(r.Baseline), b.figureText(r.Target), b.figureText(r.Actual))
					if r.Published != "" {
						out.WriteString(" (" + r.Published + ")")
					}
					if r.Provisional {
						out.WriteString(" provisional")
					}
					if s := r.Baseline.AsOf.Text["ja"]; s != "" {
						out.WriteString(" as of " + s)
					}
					out.WriteString(" " + b.sections(answering(r)))
					for _, a := range r.Actions {
						out.WriteString(" / " + a.Text["ja"])
					}
					for _, n := range r.Notes {
						out.WriteString(" / " + n["ja"])
					}
					if c := strings.TrimSpace(r.Comment["ja"].Markdown); c != "" {
						out.WriteString(" 「" + strings.ReplaceAll(c, "\n", "|") + "」")
					}
					out.WriteString("\n")
				}
			}
		}
	}
	return out.String()
}

// TestOwnWorkbooks proposes a mapping for workbooks of other shapes, reads them
// by it into a fresh city, and imports them again without any change.
func TestOwnWorkbooks(t *testing.T) {
	for _, c := range []struct {
		name    string
		unknown string // what the proposal does not understand
		mend    func(f *excelize.File)
		mapping [2]string // a line of the proposal that a clerk changes
		want    string
	}{
		{name: "rows.xlsx", want: `2-1 2-1 安心して子育てできるまち
  shihyo-1 放課後児童クラブの定員 increase [人]
    FY2024 320 400 380 (95) こども課 「定員を60人増やしました。」
  shihyo-2 保育所の待機児童数 decrease [人]
    FY2024 14 2 4 (50) こども課 「待機児童は10人減りました。||翌年度も保育士の確保に取り組みます。」
2-2 2-2 健やかに暮らせるまち
  shihyo-1 特定健康診査の受診率 increase [％]
    FY2024 38.5 45.0 記載がない 健康課 「確定値は12月に公表します。」
  shihyo-2 いきいき体操の会場数 maintain [か所]
    FY2024 24 24 24 (100) 健康課、高齢者支援課 「すべての会場を続けました。」
`},
		{name: "forms.xlsx", want: `3-1 3-1 身近な市役所
  shihyo-1 公共施設の予約のオンライン化率 increase [％]
    FY2024 12.5 60 48 (80.0) 情報政策課 / 対象の施設を選ぶ / 操作の説明会を開く 「予約の多い施設から始めました。」
  shihyo-2 紙の使用枚数 decrease [千枚]
    FY2024 5200 4000 4400 (90.9) 総務課 / 電子決裁を広げる 「会議の資料を電子化しました。」
  shihyo-3 情報化計画の策定 qualitative []
    FY2024 未：未策定 済：策定 済：策定 (100) 情報政策課 / 案を作る 「計画を策定しました。」
`},
		{name: "blocks.xlsx", want: `1 1 環境基本計画 年次報告（令和6年度）
  shihyo-1 1人1日当たりのごみ排出量 decrease [g]
    FY2024 980 900 930 (96.8) 環境課 「紙の分別が進みました。」
  shihyo-2 リサイクル率 increase [％]
    FY2024 18.2 25 21.4 (85.6) 環境課 「回収の拠点を2か所増やしました。」
  shihyo-3 公用車の次世代車の割合 increase [％]
    FY2024 5 30 12 (40) 財政課 「更新が遅れました。」
`},
		{name: "pdf.xlsx", mapping: [2]string{"# year = \"FY2024\"", "year = \"FY2024\""}, want: `4-1 4-1 にぎわいのあるまち
  shihyo-1 観光入込客数（万人） increase [万人]
    FY2024 120 150 138 (92) 観光課
  shihyo-2 空き店舗を使った開業件数 increase [件]
    FY2024 4 10 11 (110) 商工課
4-2 4-2 農業を続けられるまち
  shihyo-1 新規就農者数 increase [人]
    FY2024 12 20 17 (85) 農政課
`},
		{name: "years.xlsx", mapping: [2]string{`name = "KPI"`, `name = "住み続けられるまち"`}, want: `1 1 住み続けられるまち
  shihyo-1 移住した世帯数 increase [世帯] FY2022=36 FY2023=41 FY2030->60
    FY2024 31 45 47 (104.4) as of R2 企画課
  shihyo-2 公共交通の利用者数 increase [千人] FY2022=790 FY2023=812 FY2030->900
    FY2024 880 850 まだ出ていない as of R2 交通課
  shihyo-3 救急車の現場到着までの平均時間 decrease [分] FY2022=9.2 FY2023=9.1 FY2030->8
    FY2024 9.4 8.5 8.9 (95.5) as of R2 消防本部
`},
		{name: "marks.xlsx", unknown: "指標シート D4: 実績値の単位「百冊」が、この指標の単位「冊」と違います。",
			mend:    func(f *excelize.File) { f.SetCellStr("指標", "D4", "123,400冊") },
			mapping: [2]string{"# year = \"FY2024\"", "year = \"FY2024\""}, want: `1 1 文化・スポーツの振興
  shihyo-1 図書館の貸出冊数 increase [冊]
    FY2024 98200 110000 123400 as of R3 図書館
  shihyo-2 市民体育館の利用者数 increase [人]
    FY2024 41030 45000 42234 (93.9) スポーツ課 / 改修で1月から2月まで休館しました。
  shihyo-3 文化財の公開件数 maintain [件]
    FY2024 3 6～8 7 (100) 文化財課 / 改修中の1件を除く
  shihyo-4 文化祭の来場者数 increase [人]
    FY2024 12400 13000 13180 (101.4) provisional 文化財課
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := bareCity(t)
			src := opened(t, dir)
			file := ownBook(t, c.name)
			p, err := NewMapping(src, file.Name, file.Data)
			must.Succeed(t, err)
			var unknown strings.Builder
			for _, u := range p.Unknown {
				unknown.WriteString(u.In("ja") + "\n")
				if strings.ContainsAny(u.In("ja")+u.In("en"), "{}") {
					t.Errorf("a placeholder is left: %s", u.In("en"))
				}
			}
			if c.unknown == "" && unknown.Len() > 0 || !strings.Contains(unknown.String(), c.unknown) {
				t.Errorf("not understood:\n%s", unknown.String())
			}
			m := File{"m.toml", p.TOML}
			if c.mapping[0] != "" {
				must.Contain(t, string(p.TOML), c.mapping[0], "the mapping", p.TOML)
				m.Data = []byte(strings.Replace(string(p.TOML), c.mapping[0], c.mapping[1], 1))
			}
			m.Data = []byte(strings.Replace(string(m.Data), `# "文化財の公開件数" = ""`, `"文化財の公開件数" = "maintain"`, 1))
			m.Data = []byte(strings.Replace(string(m.Data), `# "図書館の貸出冊数" = ""`, `"図書館の貸出冊数" = "increase"`, 1))
			if c.mend != nil {
				if in, err := ImportAs(src, m, []File{file}, Undecided); err != nil || len(in.Problems) == 0 || len(in.Edits) > 0 {
					t.Errorf("taken although a cell is not understood: %s %v", told(in), err)
				}
				file.Data = edited(t, file.Data, c.mend)
			}
			in, err := ImportAs(src, m, []File{file}, Undecided)
			must.Succeed(t, err, m.Data)
			if len(in.Problems)+len(in.Conflicts) > 0 {
				t.Fatalf("%s\n%s", told(in), m.Data)
			}
			now := written(t, dir, in)
			noErrors(t, now.Check(source.Options{}))
			must.Be(t, summary(t, now), c.want, m.Data)
			again, err := ImportAs(now, m, []File{file}, Undecided)
			if err != nil || len(again.Edits)+len(again.Problems)+len(again.Conflicts) > 0 {
				t.Errorf("again: %v %s", err, told(again))
			}
		})
	}
}

// TestOwnWorkbookMeetsData fills in blanks of a city that is there, and names
// what differs.
func TestOwnWorkbookMeetsData(t *testing.T) {
	dir := bareCity(t)
	src := opened(t, dir)
	file := ownBook(t, "rows.xlsx")
	p, err := NewMapping(src, file.Name, file.Data)
	must.Succeed(t, err)
	m := File{"m.toml", p.TOML}
	in, err := ImportAs(src, m, []File{file}, Undecided)
	must.Succeed(t, err)
	written(t, dir, in)
	inFile(t, dir, "data/FY2024/2-1.toml", "actual    = 380", "# actual    =")
	inFile(t, dir, "data/FY2024/2-1.toml", "actual    = 4\n", "actual    = 5\n")
	now, _ := openTown(t, dir)
	if in, err = ImportAs(now, m, []File{file}, Undecided); err != nil || len(in.Conflicts) != 1 || in.Conflicts[0].Data != "5" || len(in.Edits) > 0 {
		t.Fatalf("%v %s", err, told(in))
	}
	if in, err = ImportAs(now, m, []File{file}, TakeData); err != nil || len(in.Edits) != 1 || len(in.Taken) != 1 || in.Taken[0].now != "380" {
		t.Fatalf("%v %s", err, told(in))
	}
	if s := string(in.Edits[0].Data); !strings.Contains(s, "\nactual    = 380\n") || !strings.Contains(s, "\nactual    = 5\n") {
		t.Error(s)
	}
}

// TestOwnWorkbookWithTextsThatAreRefused takes no text that a check would refuse
// later.
func TestOwnWorkbookWithTextsThatAreRefused(t *testing.T) {
	src := opened(t, bareCity(t))
	const m = "year = \"FY2024\"\ndirection = \"increase\"\n[initiative]\ncode = \"9\"\nname = \"その他\"\n[[table]]\nhead = 1\n[table.columns]\n" +
		"\"指標名\" = \"name\"\n\"実績値\" = \"actual\"\n\"評価内容\" = \"comment\"\n\"積算方法\" = \"method\"\n"
	for _, c := range []struct{ comment, method, ja, en string }{
		{"進んだ。<script>alert(1)</script>", "", "評価内容：HTML は使えません", "HTML cannot be used"},
		{"<b>進んだ。", "", "評価内容：HTML は使えません", "HTML cannot be used"},
		{"![図](https://example.com/a.png)", "", "https://example.com/a.png", "https://example.com/a.png"},
		{"\ue000野さんが出た。", "", "評価内容に外字 U+E000 があります", "private character U+E000"},
		{"", "\U000f0000を数える", "積算方法に外字 U+F0000 があります", "private character U+F0000"},
		{"5<10 で、A & B は x>y です。", "<b>", "", ""}, // no HTML; a method is plain text
	} {
		csv := "\ufeff指標名,実績値,評価内容,積算方法\r\n手続,3," + c.comment + "," + c.method + "\r\n"
		in, err := ImportAs(src, File{"m.toml", []byte(m)}, []File{{"a.csv", []byte(csv)}}, Undecided)
		must.Succeed(t, err)
		switch {
		case c.ja == "" && len(in.Problems) > 0:
			t.Errorf("%s %s: %s", c.comment, c.method, told(in))
		case c.ja != "" && (len(in.Problems) != 1 || len(in.Edits) > 0 || !strings.Contains(in.Problems[0].In("ja"), c.ja) || !strings.Contains(in.Problems[0].In("en"), c.en)):
			t.Errorf("%s %s: %s", c.comment, c.method, told(in))
		}
	}
}

// TestProblemsOfAnItemComeInOrder: those of one meaning by the year, each time.
func TestProblemsOfAnItemComeInOrder(t *testing.T) {
	src := opened(t, bareCity(t))
	const m = "year = \"FY2024\"\ndirection = \"increase\"\n[initiative]\ncode = \"9\"\nname = \"その他\"\n[[table]]\nhead = 1\n[table.columns]\n" +
		"\"指標名\" = \"name\"\n\"R4\" = \"actual FY2022\"\n\"R5\" = \"actual FY2023\"\n\"R6\" = \"actual\"\n"
	csv := "\ufeff指標名,R4,R5,R6\r\n手続,1\ue000,2\ue001,3\ue002\r\n"
	var first string
	for range 12 {
		in, err := ImportAs(src, File{"m.toml", []byte(m)}, []File{{"a.csv", []byte(csv)}}, Undecided)
		must.Succeed(t, err)
		if first == "" {
			first = told(in)
		}
		if len(in.Problems) < 3 || told(in) != first {
			t.Fatalf("%s\nat first\n%s", told(in), first)
		}
	}
}

// TestMappingMistakes tells a wrong mapping with its line.
func TestMappingMistakes(t *testing.T) {
	src := opened(t, bareCity(t))
	file := ownBook(t, "rows.xlsx")
	for text, want := range map[string]string{
		"year = \"FY2024\"\n[[table]]\nhead = 3\n[table.columns]\n\"C\" = \"nmae\"\n": "m.toml, line 5: “nmae” is not known",
		"year = \"令和6\"\n":    "m.toml, line 1: “令和6” is not known",
		"year = \"FY2024\"\n": "m.toml has no [[table]]",
		"year = \"FY2024\n":   "cannot be read as TOML in line 1",
		"year = \"FY2024\"\n[[table]]\nhead = 3\n[table.columns]\n\"C\" = \"name\"\n\"E\" = \"actual\"\n\"F\" = \"actual FY2024\"\n": "m.toml, E and F both mean “actual FY2024”",
		"[[table]]\nhead = 3\n": "The year of the figures is not known",
		"year = \"FY2024\"\n[[table]]\nhead = 3\n[table.columns]\n\"Z\" = \"name\"\n": "No indicator in rows.xlsx fits m.toml",
	} {
		if _, err := ImportAs(src, File{"m.toml", []byte(text)}, []File{file}, Undecided); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	// A column may be named by its heading.
	in, err := ImportAs(src, File{"m.toml", []byte("year = \"FY2024\"\ndirection = \"increase\"\n[initiative]\ncode = \"9\"\nname = \"その他\"\n[[table]]\nhead = 3\n[table.columns]\n" +
		"\"成果指標\" = \"name\"\n\"単位\" = \"unit\"\n\"令和6年度 目標値\" = \"target\"\n[none]\n\"－\" = \"not-stated\"\n")}, []File{file}, Undecided)
	must.Succeed(t, err)
	if len(in.Problems) > 0 || len(in.Taken) != 8 {
		t.Error(told(in))
	}
	// A column of grades is no one's where the city gives none.
	graded := edited(t, file.Data, func(f *excelize.File) {
		f.SetCellStr("進捗管理表", "L2", "判定")
		f.SetCellStr("進捗管理表", "L4", "順調")
	})
	p, err := NewMapping(src, "rows.xlsx", graded)
	if err != nil || len(p.Unknown) != 1 || !strings.Contains(p.Unknown[0].In("ja"), "L2: 見出し「判定」が分からない") {
		t.Errorf("%v %v", p.Unknown, err)
	}
	for text, want := range map[string]string{"R5実績": "actual FY2023", "実績値\n（令和5年度）": "actual FY2023", "目標値(R6)": "target FY2024", "2023年度実績値": "actual FY2023",
		"【基準値】": "baseline", "達 成 度": "published", "ＫＰＩ": "name", "令和元年度実績": "actual FY2019", "R12最終目標": "final_target FY2030", "余白": ""} {
		m, ok := meaningOf(text)
		if ok != (want != "") || ok && m.String() != want {
			t.Errorf("%s means %q, want %q", text, m, want)
		}
	}
}

// TestYearsOfHeadings takes no column of an earlier year for one without a year.
func TestYearsOfHeadings(t *testing.T) {
	dir := bareCity(t)
	src, _ := openTown(t, dir)
	for _, c := range []struct {
		headings, want, unknown string
	}{
		{"実績値 R4実績", `"E" = "actual" "F" = "actual FY2022"`, ""},
		{"R5実績 R4実績", `"E" = "actual" "F" = "actual FY2022"`, ""},
		{"R6実績 実績値 R4実績", `"E" = "actual FY2024" "F" = "actual" "G" = "actual FY2022"`, ""},
		{"R7実績 実績値 目標値", `"E" = "actual FY2025" "F" = "actual" "G" = "target"`, ""},
		{"実績値 最終目標値", `"E" = "actual" "F" = ""`, "F1"},
	} {
		var columns [][2]string
		for i, h := range strings.Fields(c.headings) {
			columns = append(columns, [2]string{h, fmt.Sprint(10 + i)})
		}
		p, err := NewMapping(src, "own.xlsx", ownTable(t, columns...))
		must.Succeed(t, err)
		var got []string
		columnsOnly, _, _ := strings.Cut(string(p.TOML), "[table.headings]")
		for line := range strings.Lines(columnsOnly) {
			if f := strings.Fields(strings.Split(line, "#")[0]); len(f) > 2 && f[0] >= `"E"` && f[0] <= `"Z"` {
				got = append(got, strings.Join(f, " "))
			}
		}
		unknown := ""
		for _, u := range p.Unknown {
			unknown += u.Cell
		}
		if strings.Join(got, " ") != c.want || unknown != c.unknown {
			t.Errorf("%s: %s, not known %s", c.headings, got, unknown)
		}
	}
}

// TestHiddenCells tells of rows, columns and sheets that the workbook does not show.
func TestHiddenCells(t *testing.T) {
	src, _ := openTown(t, bareCity(t))
	plain := ownTable(t, [2]string{"実績値", "12"}, [2]string{"備考", "休館した。"})
	for want, hide := range map[string]func(f *excelize.File) error{
		"":   func(f *excelize.File) error { return nil },
		"A2": func(f *excelize.File) error { return f.SetRowVisible("Sheet1", 2, false) },
		"F1": func(f *excelize.File) error { return f.SetColVisible("Sheet1", "F", false) },
		"A1": func(f *excelize.File) error {
			if _, err := f.NewSheet("表紙"); err != nil {
				return err
			}
			f.SetActiveSheet(1)
			return f.SetSheetVisible("Sheet1", false)
		},
	} {
		p, err := NewMapping(src, "own.xlsx", edited(t, plain, func(f *excelize.File) {
			must.Succeed(t, hide(f))
		}))
		must.Succeed(t, err)
		got := ""
		for _, u := range p.Unknown {
			if u.rule == "hidden" {
				got += u.Cell
			}
		}
		must.Be(t, got, want, "hidden")
	}
}

// TestTwoLabelsOfOneCell reads a cell as what the first of two labels beside it says, and
// tells the other: a mapping has one meaning for a cell.
func TestTwoLabelsOfOneCell(t *testing.T) {
	rows := inline(1, "指標名", "受診した人") + inline(2, "基準値", "10") + inline(3, "", "実績値") + inline(4, "目標値", "12")
	src, _ := openTown(t, bareCity(t))
	p, err := NewMapping(src, "own.xlsx", rawBook(t, "", "", "", rows))
	must.Succeed(t, err)
	var told []string
	for _, u := range p.Unknown {
		told = append(told, u.In("en"))
	}
	if !strings.Contains(string(p.TOML), `"B4"   = "actual"`) || strings.Contains(string(p.TOML), `"target"`) || !strings.Contains(strings.Join(told, "\n"), "A4: B4 looks like the value of “目標値”, but is read as that of “実績値”") {
		t.Errorf("%s\n%q", p.TOML, told)
	}
}
