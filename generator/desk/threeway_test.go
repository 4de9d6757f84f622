package desk

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
)

// importAll imports files as they are; written writes what came of it.
func importAll(t *testing.T, src *source.Source, take Take, files ...File) *Imported {
	t.Helper()
	in, err := Import(src, 0, files, take)
	must.Succeed(t, err)
	return in
}

func written(t *testing.T, dir string, in *Imported) *source.Source {
	t.Helper()
	must.Succeed(t, must.Err(output.WriteSet(dir, in.Edits)))
	src, _ := openTown(t, dir)
	return src
}

// inFile replaces a piece of a file that stands there once.
func inFile(t *testing.T, dir, file, old, now string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(file))
	data := must.Read(t, name)
	if strings.Count(string(data), old) != 1 {
		t.Fatalf("%s holds %q %d times", file, old, strings.Count(string(data), old))
	}
	must.Succeed(t, os.WriteFile(name, []byte(strings.Replace(string(data), old, now, 1)), 0o644))
}

func cellIs(t *testing.T, sheet, id, detail, heading string, value any) func(*excelize.File) {
	return func(f *excelize.File) { f.SetCellValue(sheet, cellOf(t, f, sheet, id, detail, heading), value) }
}

func sentences(in *Imported) string {
	var list []string
	for _, x := range in.Taken {
		list = append(list, x.In("ja"))
	}
	return strings.Join(list, "\n")
}

// TestOldExport imports an old export again after the data has moved on.
func TestOldExport(t *testing.T) {
	for _, form := range []struct {
		name string
		form Form
	}{{"kpi.xlsx", Workbook}, {"kpi.csv", FiguresCSV}} {
		dir := town(t)
		src, _ := openTown(t, dir)
		old := exported(t, src, 2024, form.form)
		inFile(t, dir, "data/FY2024/1-i.toml", "actual      = 44.6", "actual      = 99.5")
		inFile(t, dir, "data/plan/1-i.toml", "休日当番医の実施日数の維持", "休日の当番医の日数")
		src, _ = openTown(t, dir)
		if in := importAll(t, src, Undecided, File{form.name, old}); len(in.Edits)+len(in.Problems)+len(in.Conflicts) > 0 {
			t.Errorf("%s takes back newer figures: %s", form.name, told(in))
		}
	}
}

func TestConflict(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	base := exported(t, src, 2024, Workbook)
	a := File{"hoken.xlsx", edited(t, base, cellIs(t, "指標", "1-i-shihyo-1", "", "実績値", 45.1))}
	b := File{"kikaku.xlsx", edited(t, base, cellIs(t, "指標", "1-i-shihyo-3", "", "実績値", 70))}
	c := File{"other.xlsx", edited(t, base, cellIs(t, "指標", "1-i-shihyo-3", "", "実績値", 71))}

	// Two files without anything in common are both taken, in any order.
	for _, files := range [][]File{{a, b}, {b, a}} {
		in := importAll(t, src, Undecided, files...)
		want := "⑴-イ-指標1 特定健康診査の受診率：実績値 44.6 → 45.1（hoken.xlsx 指標シート K5）\n" +
			"⑴-イ-指標3 休日当番医の実施日数の維持：実績値 72 → 70（kikaku.xlsx 指標シート K7）"
		if got := sentences(in); got != want || len(in.Edits) != 1 {
			t.Errorf("taken:\n%s\n%s", got, told(in))
		}
	}

	// Two files that differ.
	for _, files := range [][]File{{a, b, c}, {c, b, a}} {
		in := importAll(t, src, TakeFile, files...)
		if len(in.Conflicts) != 1 || len(in.Edits) > 0 {
			t.Fatal(told(in))
		}
		want := "食い違い ⑴-イ-指標3 休日当番医の実施日数の維持：実績値\n" +
			"  書き出したとき 「72」\n" +
			"  今のデータ 「72」（data/FY2024/1-i.toml:52）\n" +
			"  ファイル 「70」（kikaku.xlsx 指標シート K7）\n" +
			"  ファイル 「71」（other.xlsx 指標シート K7）"
		must.Be(t, in.Conflicts[0].In("ja"), want, "conflict")
		if cures := in.Cures("en"); len(cures) != 1 || !strings.HasPrefix(cures[0], "Two files differ") {
			t.Error(cures)
		}
	}

	// The data has moved on.
	inFile(t, dir, "data/FY2024/1-i.toml", "actual      = 44.6", "actual      = 44.9")
	src, _ = openTown(t, dir)
	in := importAll(t, src, Undecided, a, b)
	if len(in.Conflicts) != 1 || len(in.Edits) > 0 || in.Conflicts[0].Data != "44.9" || in.Conflicts[0].Line == 0 {
		t.Fatal(told(in))
	}
	if in = importAll(t, src, TakeData, a, b); len(in.Taken) != 1 || len(in.Kept) != 1 || in.Taken[0].now != "70" {
		t.Error(told(in))
	}
	if in = importAll(t, src, TakeFile, a, b); len(in.Taken) != 2 || len(in.Kept) != 0 {
		t.Error(told(in))
	}

	// The same on both sides is no conflict.
	inFile(t, dir, "data/FY2024/1-i.toml", "actual      = 44.9", "actual      = 45.1")
	src, _ = openTown(t, dir)
	if in = importAll(t, src, Undecided, a); len(in.Edits)+len(in.Conflicts) > 0 {
		t.Error(told(in))
	}
}

// TestYearOfFile goes by the year that a file was exported from.
func TestYearOfFile(t *testing.T) {
	src, _ := openTown(t, town(t))
	a, b := File{"a.xlsx", exported(t, src, 2023, Workbook)}, File{"b.xlsx", exported(t, src, 2024, Workbook)}
	if in := importAll(t, src, Undecided, a); in.Year != 2023 || len(in.Edits)+len(in.Conflicts)+len(in.Problems) > 0 {
		t.Errorf("%s: %s", in.Year, told(in))
	}
	if _, err := Import(src, 2024, []File{a}, Undecided); err == nil || !strings.Contains(err.Error(), "a.xlsx was exported from FY2023") {
		t.Error(err)
	}
	if _, err := Import(src, 0, []File{a, b}, Undecided); err == nil || !strings.Contains(err.Error(), "b.xlsx from FY2024") {
		t.Error(err)
	}
}

// TestActionsMove finds an action again whose place has changed, and names one
// that is no more.
func TestActionsMove(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	base := exported(t, src, 2024, Workbook)
	before := records(t, src, 2024)["1-a-shihyo-2"].Actions
	if len(before) != 2 {
		t.Fatalf("%d actions", len(before))
	}
	first := "  [[record.action]]\n  text     = {ja = \"" + before[0].Text["ja"]
	inFile(t, dir, "data/FY2024/1-a.toml", first, "  [[record.action]]\n  text     = {ja = \"はじめに置いた取組\"}\n\n"+first)
	src, _ = openTown(t, dir)
	changed := File{"kpi.xlsx", edited(t, base, cellIs(t, "実施内容", "1-a-shihyo-2", "2", "時期", "R6.12"))}
	in := importAll(t, src, Undecided, changed)
	if len(in.Problems)+len(in.Conflicts) > 0 || len(in.Taken) != 1 {
		t.Fatal(told(in))
	}
	now := records(t, written(t, dir, in), 2024)["1-a-shihyo-2"].Actions
	if len(now) != 3 || now[2].Printed != "R6.12" || now[2].Text["ja"] != before[1].Text["ja"] || now[1].Printed != before[0].Printed {
		t.Errorf("%+v", now)
	}

	// Both add one: two of a number are named, those without one are both taken.
	row := func(no any, text string) File {
		return File{text + ".xlsx", edited(t, base, func(f *excelize.File) {
			rows, _ := f.GetRows("実施内容")
			f.SetSheetRow("実施内容", fmt.Sprintf("A%d", len(rows)+1), &[]any{"1-a-shihyo-2", no, "", text})
		})}
	}
	src, _ = openTown(t, dir)
	if in = importAll(t, src, Undecided, row(4, "甲"), row(4, "乙")); len(in.Conflicts) != 1 || !strings.Contains(in.Conflicts[0].In("ja"), "「乙」") {
		t.Fatal(told(in))
	}
	if in = importAll(t, src, Undecided, row(3, "丙")); len(in.Conflicts) != 1 || in.Conflicts[0].Data != before[1].Text["ja"] {
		t.Fatal(told(in))
	}
	if in = importAll(t, src, Undecided, row("", "甲"), row("", "乙"), row(4, "丁")); len(in.Conflicts)+len(in.Problems) > 0 || len(in.Taken) != 3 {
		t.Fatal(told(in))
	}
	src = written(t, dir, in)
	if now = records(t, src, 2024)["1-a-shihyo-2"].Actions; len(now) != 6 || now[3].Text["ja"] != "丁" || now[4].Text["ja"] != "乙" || now[5].Text["ja"] != "甲" {
		t.Errorf("%+v", now)
	}
	if in = importAll(t, src, Undecided, row("", "甲"), row(4, "丁")); len(in.Edits)+len(in.Conflicts) > 0 {
		t.Errorf("again: %s", told(in))
	}

	// One that was taken away.
	inFile(t, dir, "data/FY2024/1-a.toml", "{ja = \""+before[1].Text["ja"]+"\"", "{ja = \"まったく別のこと\"")
	src, _ = openTown(t, dir)
	again := File{"kpi.xlsx", edited(t, base, cellIs(t, "実施内容", "1-a-shihyo-2", "2", "時期", "R6.11"))}
	if in = importAll(t, src, Undecided, again); len(in.Conflicts) != 1 || len(in.Edits) > 0 {
		t.Error(told(in))
	}
}

// TestNotes changes a note, translates one and adds some.
func TestNotes(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	all := records(t, src, 2024)
	with, without := kpi.ID(""), kpi.ID("1-i-shihyo-3")
	for id, r := range all {
		if len(r.Notes) > 0 && (with == "" || id < with) {
			with = id
		}
	}
	if with == "" || len(all[without].Notes) > 0 {
		t.Fatal("no record with notes")
	}
	had := all[with].Notes
	data := edited(t, exported(t, src, 2024, Workbook), func(f *excelize.File) {
		f.SetCellStr("注", cellOf(t, f, "注", string(with), "1", "注"), "書き改めた注")
		rows, _ := f.GetRows("注")
		f.SetSheetRow("注", fmt.Sprintf("A%d", len(rows)+1), &[]any{string(with), len(had) + 1, "", "加えた注", "An added note"})
		f.SetSheetRow("注", fmt.Sprintf("A%d", len(rows)+2), &[]any{string(without), 1, "", "はじめての注"})
	})
	in := imported(t, src, 2024, "kpi.xlsx", data)
	if len(in.Problems)+len(in.Conflicts) > 0 {
		t.Fatal(told(in))
	}
	all = records(t, settled(t, dir, in, data), 2024)
	notes := all[with].Notes
	if len(notes) != len(had)+1 || notes[0]["ja"] != "書き改めた注" || notes[0]["en"] != had[0]["en"] || notes[len(had)]["en"] != "An added note" {
		t.Errorf("%v", notes)
	}
	if notes = all[without].Notes; len(notes) != 1 || notes[0]["ja"] != "はじめての注" {
		t.Errorf("%v", notes)
	}
}

// edit is what one of the people of TestManyHands wants a field to say.
type handEdit struct {
	sheet, id, detail, heading, key string
	value                           string
}

// TestManyHands lets three people change fields by chance, in the files and in
// workbooks, and imports in any order: every edit is there or named in a
// conflict, nothing else is changed, and the files keep their comments and order.
func TestManyHands(t *testing.T) {
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { manyHands(t, rand.New(rand.NewPCG(seed, 14))) })
	}
}

func manyHands(t *testing.T, r *rand.Rand) {
	dir := town(t)
	src, _ := openTown(t, dir)
	base := exported(t, src, 2024, Workbook)
	before := fieldsOf(t, src)
	lines := filesOf(t, dir)
	var edits [3][]handEdit
	for person := range edits {
		for range 4 {
			e := anyEdit(r)
			if !slices.ContainsFunc(edits[person], func(o handEdit) bool { return o.field() == e.field() }) {
				edits[person] = append(edits[person], e)
			}
		}
	}
	var files []File
	for person, list := range edits {
		if person == 0 || r.IntN(4) == 0 {
			for _, e := range list {
				e.byHand(t, dir, src)
			}
			edits[person] = nil
			src, _ = openTown(t, dir)
			for _, e := range list {
				edits[0] = slices.DeleteFunc(edits[0], func(o handEdit) bool { return o.field() == e.field() })
				edits[0] = append(edits[0], e)
			}
			continue
		}
		files = append(files, File{fmt.Sprintf("%d.xlsx", person), edited(t, base, func(f *excelize.File) {
			for _, e := range list {
				cellIs(t, e.sheet, e.id, e.detail, e.heading, e.value)(f)
			}
		})})
	}
	r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	named := map[string]bool{}
	run := func(files ...File) {
		in := importAll(t, src, Undecided, files...)
		if len(in.Problems) > 0 {
			t.Fatal(told(in))
		}
		if len(in.Conflicts) > 0 {
			if len(in.Edits) > 0 {
				t.Error("written beside a conflict")
			}
			in = importAll(t, src, TakeData, files...)
		}
		for _, x := range in.Kept {
			if x.File == "" || len(x.claims) == 0 {
				t.Errorf("no place: %+v", x)
			}
			named[string(x.Indicator)+" "+x.Column] = true
		}
		src = written(t, dir, in)
	}
	if r.IntN(2) == 0 {
		run(files...)
	} else {
		for _, f := range files {
			run(f)
		}
	}
	after := fieldsOf(t, src)
	for person, list := range edits {
		for _, e := range list {
			if got := after[e.field()]; got != e.value && !named[e.id+" "+e.key] {
				t.Errorf("person %d set %s to %q: it is %q and no conflict says so", person, e.field(), e.value, got)
			}
			delete(before, e.field())
		}
	}
	for field, was := range before {
		must.Be(t, after[field], was, field, "was", "and is", "though nobody asked for it")
	}
	keepsLines(t, lines, filesOf(t, dir), edits)
}

func (e handEdit) field() string { return e.sheet + " " + e.id + " " + e.detail + " " + e.key }

// anyEdit is a change of some field, to one of few values, so that people meet.
func anyEdit(r *rand.Rand) handEdit {
	ids := []string{"1-a-shihyo-2", "1-i-shihyo-1", "1-i-shihyo-3"}
	id := ids[r.IntN(len(ids))]
	n := r.IntN(3) + 1
	switch r.IntN(5) {
	case 0:
		return handEdit{"指標", id, "", "基準値", "baseline", fmt.Sprintf("%d.5", n)}
	case 1:
		return handEdit{"指標", id, "", "実績値", "actual", fmt.Sprintf("%d.50", n)}
	case 2:
		return handEdit{"指標", id, "", "積算方法", "method", fmt.Sprintf("方法その%d", n)}
	case 3:
		return handEdit{"実施内容", id, "1", "時期", "period", fmt.Sprintf("R6.%d", n)}
	}
	return handEdit{"評価", id, "", "評価内容", "comment", fmt.Sprintf("評価その%d。\n\nつづき。", n)}
}

// byHand makes the edit as somebody with an editor does.
func (e handEdit) byHand(t *testing.T, dir string, src *source.Source) {
	t.Helper()
	id := kpi.ID(e.id)
	if e.key == "comment" {
		name := filepath.Join(dir, "content/FY2024/ja", id.Sheet(), id.Local()+".md")
		must.Succeed(t, os.WriteFile(name, []byte(e.value+"\n"), 0o644))
		return
	}
	file, from, _ := src.Place(id, 2024, "")
	name := filepath.Join(dir, filepath.FromSlash(file))
	data := must.Read(t, name)
	lines := strings.Split(string(data), "\n")
	for i := from - 1; i < len(lines); i++ {
		key, _, _ := strings.Cut(strings.TrimSpace(lines[i]), " ")
		if key != e.key {
			continue
		}
		head, _, _ := strings.Cut(lines[i], "=")
		switch e.key {
		case "method":
			_, rest, _ := strings.Cut(lines[i], `", en`)
			lines[i] = head + `= {ja = "` + e.value + `", en` + rest
		case "period":
			lines[i] = head + `= "` + e.value + `"`
		default:
			lines[i] = head + "= " + e.value
		}
		must.Succeed(t, os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o644))
		return
	}
	t.Fatalf("%s has no %s", e.id, e.key)
}

// fieldsOf is what every field of the year says.
func fieldsOf(t *testing.T, src *source.Source) map[string]string {
	t.Helper()
	b, err := newBook(src, 2024)
	must.Succeed(t, err)
	all := map[string]string{}
	for _, table := range b.tables {
		for _, row := range table.rows {
			for i, c := range table.columns {
				if c.free() {
					all[say("ja", "table "+table.key)+" "+string(row.id)+" "+row.detail+" "+c.name("ja")] = trimmed(row.cells[i])
				}
			}
		}
	}
	return all
}

// filesOf are the lines of every file of the town.
func filesOf(t *testing.T, dir string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		at, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(at)] = strings.Split(string(data), "\n")
		return err
	})
	must.Succeed(t, err)
	return all
}

// keepsLines holds the files to what was edited: no line but those of edited
// fields differs.
func keepsLines(t *testing.T, before, after map[string][]string, edits [3][]handEdit) {
	t.Helper()
	keys := map[string]bool{}
	for _, list := range edits {
		for _, e := range list {
			keys[e.key] = true
		}
	}
	for file, was := range before {
		now := after[file]
		if strings.HasPrefix(file, "content/FY2024/ja/") {
			continue // held by fieldsOf
		}
		if len(was) != len(now) {
			t.Errorf("%s has %d lines, not %d", file, len(now), len(was))
			continue
		}
		for i := range was {
			key, _, _ := strings.Cut(strings.TrimSpace(was[i]), " ")
			if was[i] != now[i] && (!keys[key] || !strings.HasPrefix(file, "data/FY2024/")) {
				t.Errorf("%s:%d was %q and is %q", file, i+1, was[i], now[i])
			}
			if head, _, _ := strings.Cut(was[i], "="); !strings.HasPrefix(now[i], head) {
				t.Errorf("%s:%d lost its layout: %q", file, i+1, now[i])
			}
		}
	}
	must.Be(t, len(before), len(after), "files became")
}
