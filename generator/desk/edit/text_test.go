package edit

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/source"
)

// problems are what a check says of a record's files, by code.
func (d *desk) problems(files ...string) string {
	d.t.Helper()
	src := opened(d.t, d.dir)
	var said []string
	for _, p := range src.Check(source.Options{}).All() {
		for _, f := range files {
			if p.File == f {
				said = append(said, p.Code)
			}
		}
	}
	return strings.Join(said, " ")
}

// A translation is marked as made from the original that stood beside it.
func TestTranslationsNameTheirOriginal(t *testing.T) {
	d := open(t, Options{})
	ja, en := "content/FY2025/ja/1-a/shihyo-1.md", "content/FY2025/en/1-a/shihyo-1.md"
	d.fill(draftRecord, map[string]string{"comment.ja": "三人に減った。", "comment.en": "It fell to three."})
	if got := d.read(en); !strings.HasPrefix(got, "+++\noriginal = \"sha256:") || !strings.HasSuffix(got, "\n\nIt fell to three.\n") || d.read(ja) != "三人に減った。\n" {
		t.Errorf("%q", got)
	}
	must.Be(t, d.problems(ja, en), "", "check says")
	// The original changes, the translation waits and says so; then it is confirmed.
	d.fill(draftRecord, map[string]string{"comment.ja": "三人に減少した。"})
	must.Be(t, d.problems(en), "K413", "check says")
	old := d.read(en)
	d.fill(draftRecord, map[string]string{"comment.en.fresh": "true"})
	if said := d.problems(en); said != "" || d.read(en) == old || !strings.HasSuffix(d.read(en), "It fell to three.\n") {
		t.Errorf("check says %q", said)
	}
	if _, page := d.get(draftRecord); strings.Contains(page, "comment.en.fresh") {
		t.Error("a question that was answered")
	}
}

// Both at once: the digest is of the original as it is saved with it.
func TestBothLanguagesAtOnce(t *testing.T) {
	d := open(t, Options{})
	const id, en = "FY2024/1-a-shihyo-2", "content/FY2024/en/1-a/shihyo-2.md"
	before := d.read("content/FY2024/ja/1-a/shihyo-2.md")
	form := d.form(id)
	d.fill(id, map[string]string{"comment.ja": form.Get("comment.ja") + "\n\n以上", "comment.en": form.Get("comment.en") + "\n\nThat is all."})
	must.Be(t, d.read("content/FY2024/ja/1-a/shihyo-2.md"), strings.TrimRight(before, "\n")+"\n\n以上\n")
	must.Be(t, d.problems(en), "", "check says")
}

// Windows' line ends, a BOM and what a file has besides stay.
func TestFilesKeepTheirForm(t *testing.T) {
	d := open(t, Options{})
	file := "data/FY2025/1-a.toml"
	text := "\ufeff" + strings.ReplaceAll(strings.Replace(d.read(file), "target    = 2\n", "target    = 2   # 計画のとおり\n", 1), "\n", "\r\n")
	d.write(file, text)
	d.fill(draftRecord, map[string]string{"target": "2.0", "notes.new.ja": "一つ目", "notes.new.en": "First"})
	want := strings.Replace(text, "target    = 2   #", "target    = 2.0   #", 1)
	got := d.read(file)
	must.Be(t, strings.Replace(got, "notes     = [\r\n  {ja = \"一つ目\", en = \"First\"},\r\n]\r\n", "", 1), want, got)
}

func TestTextsNotesAndStates(t *testing.T) {
	d := open(t, Options{})
	file, id := "data/FY2025/1-a.toml", draftRecord
	d.fill(id, map[string]string{"actual": "3", "method.ja": "数える \"こと\"", "notes.new.ja": "一つ目", "comparability.state": "method-changed", "comparability.ja": "数え方が違う"})
	d.fill(id, map[string]string{"method.en": "Count", "notes.new.ja": "二つ目", "notes.0.en": "First", "comparability.en": "Counted otherwise"})
	got := d.read(file)
	for _, want := range []string{
		"method    = {ja = '数える \"こと\"', en = \"Count\"}\n", "  {ja = \"一つ目\", en = \"First\"},\n  {ja = \"二つ目\"},\n]\n",
		"comparability = {state = \"method-changed\", ja = \"数え方が違う\", en = \"Counted otherwise\"}\n",
	} {
		must.Contain(t, got, want)
	}
	d.fill(id, map[string]string{"notes.0.ja": "", "notes.0.en": "", "comparability.state": "", "comparability.ja": "", "comparability.en": ""})
	if got = d.read(file); strings.Contains(got, "一つ目") || !strings.Contains(got, "  {ja = \"二つ目\"},\n") || strings.Contains(got, "comparability") {
		t.Errorf("got\n%s", got)
	}
}

func TestActions(t *testing.T) {
	d := open(t, Options{})
	file, id := "data/FY2024/1-a.toml", "FY2024/1-a-shihyo-1"
	before := d.read(file)
	d.fill(id, map[string]string{"action.1.text.ja": "申込みを受ける", "action.1.sections": "デジタル推進係、こども未来係", "action.2.remove": "true",
		"action.new.text.ja": "説明会を開く", "action.new.text.en": "Hold a briefing", "action.new.period": "R6.5", "action.new.sections": "こども未来係"})
	got := d.read(file)
	if !strings.Contains(got, `{ja = "申込みを受ける", en = "Take applications for places online"}`) || strings.Contains(got, "保育士の就職相談会を開く") ||
		!strings.Contains(got, "\n  [[record.action]]\n  text     = {ja = \"説明会を開く\", en = \"Hold a briefing\"}\n  period   = \"R6.5\"\n  sections = [") {
		t.Errorf("got\n%s", got)
	}
	must.Be(t, strings.Count(before, "[[record.action]]"), strings.Count(got, "[[record.action]]"), "actions")
	form := d.form(id)
	if form.Get("action.1.sections") != "デジタル推進係、こども未来係" || form.Get("action.2.period") != "R6.4から" || form.Get("action.3.text.ja") != "説明会を開く" {
		t.Errorf("%v", form)
	}
	// A section that there is not is told at its field, and nothing is saved.
	saved := d.read(file)
	form.Set("action.0.sections", "こども未来か")
	if status, page := d.send(id, form, nil); status != http.StatusUnprocessableEntity || !strings.Contains(page, `id="n-action.0.sections"><li class="error"`) || d.read(file) != saved {
		t.Errorf("%d %s", status, alert(page))
	}
}

// Figures of each shape come back as they were, and can be changed in theirs.
func TestFiguresOfEveryShape(t *testing.T) {
	d := open(t, Options{})
	const file = "data/FY2025/1-a.toml"
	original := d.read(file)
	for written, c := range map[string]struct{ field, shown, typed, want string }{
		`target    = {from = 6.0, to = 8.0}`:          {"target", "6.0～8.0", "6.0～7.5", `target    = {from = 6.0, to = 7.5}`},
		`target    = {above = 93}`:                    {"target", "93超", "93 未満", `target    = {below = 93}`},
		`target    = 48.0`:                            {"target", "48.0", ">47", `target    = {above = 47}`},
		`baseline  = {value = 1, nature = "planned"}`: {"baseline", "1", "1,234", `baseline  = {value = 1234, nature = "planned"}`},
		`baseline  = {none = "not-stated"}`:           {"baseline.none", "not-stated", "", `baseline  = 7`},
		`actual    = "48"`:                            {"actual", "48", "４９", `actual    = "49"`},
		`target    = {aim = "lower"}`:                 {"target.none", "aim:lower", "aim:raise", `target    = {aim = "raise"}`},
		`actual    = {value = 25, second = 5, second_name = {ja = "うち市外"}}`: {"actual", "25", "26", `actual    = {value = 26, second = 5, second_name = {ja = "うち市外"}}`},
	} {
		d.write(file, original)
		key, _, _ := strings.Cut(written, " ")
		lines := strings.Split(d.read(file), "\n")
		for i, l := range lines[:9] {
			if strings.HasPrefix(strings.TrimPrefix(l, "# "), key+" ") {
				lines[i] = written
			}
		}
		d.write(file, strings.Join(lines, "\n"))
		form := d.form(draftRecord)
		must.Be(t, form.Get(c.field), c.shown, written, "shown as")
		src, _, err := source.Open(d.dir)
		must.Succeed(t, err)
		r, err := look(src, "ja", 2025, "1-a-shihyo-1")
		must.Succeed(t, err)
		now := values{c.field: c.typed}
		if c.field == "baseline.none" {
			now["baseline"] = "7"
		}
		f := newForm(r)
		draft := f.write(now)
		must.Contain(t, draft.record.text, c.want+"\n", written, "became")
		if same := f.write(values{}); len(same.files) > 0 {
			t.Errorf("%s changes untouched", written)
		}
		src.Close()
	}
}

// A place that nobody may write is told with what was typed.
func TestAFileThatCannotBeWritten(t *testing.T) {
	d := open(t, Options{})
	form := d.form(draftRecord)
	form.Set("comment.ja", "新しい")
	// content/FY2025/ja is a file: the comment cannot be written.
	must.Succeed(t, os.RemoveAll(filepath.Join(d.dir, "content/FY2025")))
	must.Succeed(t, os.MkdirAll(filepath.Join(d.dir, "content/FY2025"), 0o755))
	d.write("content/FY2025/ja", "")
	status, page := d.send(draftRecord, form, nil)
	if status != http.StatusInternalServerError || formOf(page).Get("comment.ja") != "新しい" {
		t.Errorf("%d %s", status, alert(page))
	}
}

func TestStateOfARecord(t *testing.T) {
	for codes, want := range map[string]state{"": stateDone, "K416": stateOpen, "K413 K222": stateBlank, "K411": stateBlank, "K401": stateDoubt, "K222 K112!": stateDoubt} {
		var list []diag.Problem
		for c := range strings.FieldsSeq(codes) {
			p := diag.New(strings.TrimSuffix(c, "!"))
			p.Severity = diag.Warning
			if strings.HasSuffix(c, "!") {
				p.Severity = diag.Error
			}
			list = append(list, p)
		}
		must.Be(t, stateOf(list), want, codes)
	}
}

func TestTheListOfAYear(t *testing.T) {
	d := open(t, Options{Lang: "en"})
	_, page := d.get("")
	if !strings.Contains(page, "done 1, to be translated 0, blank 13, in doubt 0") || !strings.Contains(page, `<a href="/-/edit/FY2025/1-a-shihyo-1">`) {
		t.Errorf("%s", page)
	}
	d.fill(draftRecord, map[string]string{"actual": "3", "comment.ja": "三人"})
	if _, page = d.get("FY2025/"); !strings.Contains(page, "done 1, to be translated 1, blank 12, in doubt 0") {
		t.Errorf("%s", page)
	}
	if status, _ := d.get("FY1999/"); status != http.StatusNotFound {
		t.Errorf("a year that there is not: %d", status)
	}
}

// What is broken or missing is told, and nothing typed meanwhile is lost.
func TestBrokenFilesAreTold(t *testing.T) {
	d := open(t, Options{})
	file := "data/FY2025/1-a.toml"
	good := d.read(file)
	form := d.form(draftRecord)
	form.Set("comment.ja", "書いたもの")
	d.write(file, strings.Replace(good, "indicator = \"shihyo-1\"", "indicator = \"shihyo-99\"", 1))
	if _, page := d.get("FY2025/"); !strings.Contains(page, file+" の ") {
		t.Error("the list does not tell of a record that belongs to no indicator")
	}
	if status, page := d.send(draftRecord, form, nil); status != http.StatusServiceUnavailable || !strings.Contains(page, "<pre>書いたもの</pre>") {
		t.Errorf("%d %s", status, page)
	}
	d.write(file, good)
	city := d.read("data/city.toml")
	d.write("data/city.toml", "languages = [\n")
	if status, page := d.send(draftRecord, form, nil); status != http.StatusServiceUnavailable || !strings.Contains(page, "<pre>書いたもの</pre>") {
		t.Errorf("%d %s", status, page)
	}
	d.write("data/city.toml", city)
	if status, page := d.send(draftRecord, form, nil); status != http.StatusOK {
		t.Errorf("%d %s", status, alert(page))
	}
}

func TestWhatAClerkSeesBesideAFigure(t *testing.T) {
	d := open(t, Options{})
	_, page := d.get(draftRecord)
	for _, want := range []string{"数値（人）", "令和6年度は 0。", "小さいほどよい指標です。"} {
		must.Contain(t, page, want)
	}
}

// What few plans have is asked for where the record has it.
func TestForecastAndSections(t *testing.T) {
	d := open(t, Options{})
	file := "data/FY2025/1-a.toml"
	if form := d.form(draftRecord); form.Has("forecast") || form.Has("so_far") || form.Has("sections") {
		t.Error("asked for without need")
	}
	d.write(file, strings.Replace(d.read(file), "# actual =\n", "forecast = 2\nso_far = 14\nsections = [\"kodomo-mirai\"]\n", 1))
	form := d.form(draftRecord)
	if form.Get("forecast") != "2" || form.Get("so_far") != "14" {
		t.Fatalf("%v", form)
	}
	src := opened(t, d.dir)
	r, err := look(src, "ja", 2025, "1-a-shihyo-1")
	must.Succeed(t, err)
	got := newForm(r).write(values{"forecast": "3", "so_far": "15", "sections": "デジタル推進係"}).record.text
	if !strings.Contains(got, "forecast = 3\nso_far = 15\nsections = [\"") || strings.Contains(got, "kodomo-mirai\"]\n\n") {
		t.Errorf("got\n%s", got)
	}
}

// Every record of the real city and of the town opens, and says when it is saved
// untouched what it said before.
func TestEveryRecordOpens(t *testing.T) {
	for _, dir := range []string{"../../..", "../../testdata/town"} {
		src := opened(t, dir)
		n := 0
		for i := range src.Initiatives() {
			sheet, _ := src.Sheet(i)
			for _, y := range sheet.Years {
				for _, rec := range y.Records {
					r, err := look(src, "en", y.Year, rec.Indicator.ID)
					must.Succeed(t, err, y.Year, rec.Indicator.ID)
					f := newForm(r)
					if d := f.write(f.values()); len(d.files) > 0 {
						t.Errorf("%s %s: %v", y.Year, rec.Indicator.ID, d.changes)
					}
					v := f.values()
					for _, g := range f.groups {
						for _, row := range g.Rows {
							for _, u := range row.units { // also when it is written all the same
								same := *r
								same.again()
								u.write(&same, v)
								if text, changes := same.edit.Finish(r.file); text != r.text {
									t.Errorf("%s %s: %v", y.Year, rec.Indicator.ID, changes)
								}
							}
						}
					}
					if rec.Actual.IsNumber() && v["actual"] != rec.Actual.Value.String() || len(rec.Notes) > 0 && v["notes.0.ja"] != rec.Notes[0]["ja"] ||
						len(rec.Actions) > 0 && v["action.0.text.ja"] != rec.Actions[0].Text["ja"] || clean(rec.Comment["ja"].Markdown) != v["comment.ja"] {
						t.Errorf("%s %s: shown otherwise than it is", y.Year, rec.Indicator.ID)
					}
					n++
				}
			}
		}
		if n < 20 {
			t.Errorf("%s: %d records", dir, n)
		}
	}
}

// After a save the way leads to the next record that wants something, and round.
func TestTheWayLeadsOn(t *testing.T) {
	d := open(t, Options{})
	src := opened(t, d.dir)
	for id, want := range map[kpi.ID]string{"1-a-shihyo-1": "1-a-shihyo-2", "1-a-shihyo-2": "1-i-shihyo-1", "1-a-mokuhyo-1": "1-i-shihyo-1", "2-i-shihyo-3": "1-a-shihyo-1"} {
		r, err := look(src, "ja", 2025, id)
		must.Succeed(t, err)
		must.Be(t, d.editor.next(src, r), Root+"FY2025/"+want, id)
	}
}

// A place that a problem names leads to its form.
func TestPlacesLeadToForms(t *testing.T) {
	d := open(t, Options{})
	for at, want := range map[string]string{
		At("data/FY2025/1-a.toml", 12):                   "のべ参加者数",
		At("content/FY2024/en/1-a/shihyo-1.md", 3):       "Support the extension",
		At("data/FY2025/1-a.toml", 1):                    "記入の一覧",
		Root + "at?file=data/FY2025/../../x.toml&line=1": "データにありません",
		Root + "at?file=/etc/passwd":                     "データにありません",
		Root + "at":                                      "データにありません",
	} {
		if _, page := d.get(strings.TrimPrefix(at, Root)); !strings.Contains(page, want) {
			t.Errorf("%s does not lead to %s", at, want)
		}
	}
	for _, other := range []string{"data/city.toml", "data/plan/1-a.toml", "data/FY2025/year.toml", "content/pages/ja/about.md", ""} {
		must.Be(t, At(other, 1), "", other, "has no form")
	}
}

// A row of the list names its blanks in one line, in the order of the form.
func TestBlanksOfARowStandTogether(t *testing.T) {
	blank := func(code, key string) diag.Problem { return diag.New(code, "key", key) }
	e := &Editor{options: Options{Lang: "ja"}}
	got := e.missing([]diag.Problem{blank("K411", ""), blank("K222", "target"), blank("K222", "actual"), blank("K222", "unit"), blank("K330", "")})
	if want := "実績値、目標値、評価内容、ほかの空欄 1"; strings.Join(got, "、") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
