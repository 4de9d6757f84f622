package desk

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// forms are those of a draft of the town, by section.
func forms(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	src, _ := openTown(t, dir)
	list, err := Forms(src, 2025, "2026-05-29", "")
	must.Succeed(t, err)
	all := map[string][]byte{}
	for _, f := range list {
		all[f.Section] = f.Data
	}
	return all
}

// formCell finds a cell of a form by its indicator, the n-th row of it, and the
// heading.
func formCell(t *testing.T, f *excelize.File, sheet, id string, n int, heading string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	must.Succeed(t, err)
	column := slices.Index(rows[formTop], heading)
	for i, r := range rows {
		if i > formTop && r[0] == id {
			if n--; n == 0 {
				at, err := excelize.CoordinatesToCellName(column+1, i+1)
				must.Succeed(t, err)
				return at
			}
		}
	}
	t.Fatalf("%s has no cell of %s %s", sheet, id, heading)
	return ""
}

func TestForms(t *testing.T) {
	dir := town(t)
	all := forms(t, dir)
	if len(all) < 4 {
		t.Fatalf("%d forms", len(all))
	}
	f, err := excelize.OpenReader(bytes.NewReader(all["hoken"]))
	must.Succeed(t, err)
	defer f.Close()
	must.Equal(t, f.GetSheetList(), []string{"はじめに", "指標", "実施内容", "評価", "注", "コード表"})
	for _, sheet := range f.GetSheetList() {
		if p, err := f.GetSheetProtection(sheet); err != nil || p.SelectUnlockedCells != true {
			t.Errorf("%s is not protected: %+v %v", sheet, p, err)
		}
	}
	for _, sheet := range []string{"指標", "実施内容", "評価", "注"} {
		layout, err := f.GetPageLayout(sheet)
		if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
			t.Errorf("%s: page %+v %v", sheet, layout, err)
		}
		if due, _ := f.GetCellValue(sheet, "B2"); due != "締め切り：令和8年5月29日（金）" {
			t.Errorf("%s: due %q", sheet, due)
		}
		rows, _ := f.GetRows(sheet)
		for _, row := range rows[formTop+1:] {
			must.Be(t, kpi.ID(row[0]).Sheet(), "1-i", sheet, "a row of", row[0])
		}
	}
	for _, c := range []struct {
		sheet, heading string
		value          string
		locked         bool
	}{
		{"指標", "指標", "⑴-イ-指標1 特定健康診査の受診率", true}, {"指標", "単位と向き", "％・多いほどよい", true},
		{"指標", "前年度の実績値", "44.6", true}, {"指標", "前年度の目標値", "46.0", true}, {"指標", "実績値", "", false},
		{"指標", "達成度", "", false}, {"評価", "評価内容", "", false}, {"評価", "前年度の評価内容", "電話による受診の勧め", true}, {"実施内容", "実施内容", "", false},
		{"実施内容", "前年度の実施内容", "未受診者へ電話で受診を勧める", true}, {"注", "注", "", false},
	} {
		at := formCell(t, f, c.sheet, "1-i-shihyo-1", 1, c.heading)
		if got, _ := f.GetCellValue(c.sheet, at); c.heading != "前年度の評価内容" && got != c.value || !strings.Contains(got, c.value) {
			t.Errorf("%s %s %s says %q, not %q", c.sheet, at, c.heading, got, c.value)
		}
		id, _ := f.GetCellStyle(c.sheet, at)
		style, err := f.GetStyle(id)
		must.Succeed(t, err)
		if locked := style.Protection == nil || style.Protection.Locked; locked != c.locked {
			t.Errorf("%s %s %s: locked is %t", c.sheet, at, c.heading, locked)
		}
	}
	// Every text can be read on paper: its row is high enough for it.
	rows, _ := f.GetRows("評価")
	if h, _ := f.GetRowHeight("評価", formTop+2); h < 100 || len(rows) < formTop+2 {
		t.Errorf("a row of %v points for an evaluation", h)
	}
	if lists, _ := f.GetDataValidations("指標"); len(lists) < 12 {
		t.Errorf("%d lists", len(lists))
	}
	names := f.GetDefinedName()
	if !slices.ContainsFunc(names, func(n excelize.DefinedName) bool {
		return n.Name == "_xlnm.Print_Titles" && n.Scope == "指標" && n.RefersTo == "'指標'!$4:$4"
	}) {
		t.Errorf("names %+v", names)
	}
	if again := forms(t, dir); !bytes.Equal(again["hoken"], all["hoken"]) {
		t.Error("two forms differ")
	}
	// Forms as they went out change nothing.
	src, _ := openTown(t, dir)
	for section, data := range all {
		if in := importAll(t, src, Undecided, File{section + ".xlsx", data}); len(in.Edits)+len(in.Problems)+len(in.Conflicts) > 0 {
			t.Errorf("%s: %s", section, told(in))
		}
	}
}

// TestFormsComeBack fills in the forms of two sections and imports them together.
func TestFormsComeBack(t *testing.T) {
	dir := town(t)
	all := forms(t, dir)
	set := func(f *excelize.File, sheet, id string, n int, heading string, value any) {
		f.SetCellValue(sheet, formCell(t, f, sheet, id, n, heading), value)
	}
	hoken := File{"hoken.xlsx", edited(t, all["hoken"], func(f *excelize.File) {
		set(f, "指標", "1-i-shihyo-1", 1, "実績値", 47.5)
		set(f, "指標", "1-i-shihyo-1", 1, "達成度", "101.1")
		set(f, "指標", "1-i-shihyo-1", 1, "市の評価", "A")
		set(f, "指標", "1-i-shihyo-1", 1, "積算方法", "受診者数を対象者数で除する")
		set(f, "評価", "1-i-shihyo-1", 1, "評価内容", "受診率が上がりました。\n\n電話の効果です。")
		set(f, "実施内容", "1-i-shihyo-1", 1, "実施内容", "はがきを送る")
		set(f, "実施内容", "1-i-shihyo-1", 1, "時期", "R7.5")
		set(f, "注", "1-i-shihyo-1", 1, "注", "速報値ではなく確定値です。")
		set(f, "指標", "1-i-shihyo-4", 1, "実績値", "まだ出ていない")
	})}
	digital := File{"digital.xlsx", edited(t, all["digital"], func(f *excelize.File) {
		set(f, "実施内容", "1-i-shihyo-4", 1, "実施内容", "アプリを直す")
	})}
	var want string
	for _, files := range [][]File{{hoken, digital}, {digital, hoken}} {
		src, _ := openTown(t, dir)
		in := importAll(t, src, Undecided, files...)
		if len(in.Problems)+len(in.Conflicts) > 0 || len(in.Taken) != 9 {
			t.Fatalf("%d taken\n%s", len(in.Taken), told(in))
		}
		got := sentences(in)
		if want == "" {
			want = got
		} else if got != want {
			t.Errorf("the order of the files matters:\n%s\n%s", want, got)
		}
		now := town(t)
		r := records(t, written(t, now, in), 2025)
		one, four := r["1-i-shihyo-1"], r["1-i-shihyo-4"]
		if one.Actual.Value.String() != "47.5" || one.Published != "101.1" || one.Grade != "A" || len(one.Actions) != 1 || one.Actions[0].Printed != "R7.5" ||
			!slices.Equal(one.Actions[0].Sections, []string{"hoken"}) || len(one.Notes) != 1 || strings.TrimSpace(one.Comment["ja"].Markdown) != "受診率が上がりました。\n\n電話の効果です。" {
			t.Errorf("%+v", one)
		}
		if four.Actual.None != kpi.NotYet || len(four.Actions) != 1 || !slices.Equal(four.Actions[0].Sections, []string{"digital"}) {
			t.Errorf("%+v", four)
		}
	}
}
