package desk

import (
	"errors"
	"testing"

	"tassei/generator/must"
)

func TestLinesOfNotes(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"確定値は7月公表", []string{"確定値は7月公表"}},
		{"確定値は7月公表。\n速報値を含む。", []string{"確定値は7月公表。", "速報値を含む。"}},
		{"確定値は\n7月に公表する。", []string{"確定値は7月に公表する。"}},
		{"・台風のため中止\n・代わりに動画を公開", []string{"・台風のため中止", "・代わりに動画を公開"}},
		{"対象は市内の\r\n事業所\n\n出典は統計", []string{"対象は市内の", "事業所", "出典は統計"}},
		{"一行目\n二行目", []string{"一行目", "二行目"}},
		{"(1) 休館\n(2) 改修", []string{"(1) 休館", "(2) 改修"}},
		{"", nil},
	} {
		must.Equal(t, noteLines(c.text), c.want, c.text)
	}
}

// Each line of a cell of actions is one, but for one that plainly goes on; the items of a method are kept apart.
func TestLinesOfActions(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"出前講座\n相談会", []string{"出前講座", "相談会"}},
		{"・市内の小学校で\n　出前講座を開く\n・相談会", []string{"・市内の小学校で出前講座を開く", "・相談会"}},
		{"対象者に通知し、\n受診を促した。\n検診車を出した。", []string{"対象者に通知し、受診を促した。", "検診車を出した。"}},
		{"■窓口\n相談会", []string{"■窓口", "相談会"}},
		{"　出前講座\n　相談会", []string{"出前講座", "相談会"}},
		{"Open the desk,\nand close it", []string{"Open the desk, and close it"}},
		{"", nil},
	} {
		must.Equal(t, actionLines(c.text), c.want, c.text)
	}
	for text, want := range map[string]string{
		"受診者数÷\n対象者数×100": "受診者数÷対象者数×100", "①利用者数\n②人口": "①利用者数　②人口", "(1) 利用者数\n(2) 人口": "(1) 利用者数　(2) 人口", "利用者数": "利用者数",
		"利用者\n※速報": "利用者　※速報", "(a) users,\n(1) visits": "(a) users, (1) visits",
	} {
		must.Be(t, joinedItems(text), want, text)
	}
}

// TestMappingOfAnExport: a workbook of ours needs no mapping.
func TestMappingOfAnExport(t *testing.T) {
	dir := town(t)
	src, _ := openTown(t, dir)
	_, err := NewMapping(src, "form.xlsx", forms(t, dir)["hoken"])
	var told *Fault
	if !errors.As(err, &told) || told.key != "exported book" {
		t.Errorf("%v", err)
	}
}
