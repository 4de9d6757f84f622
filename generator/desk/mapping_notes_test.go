package desk

import (
	"errors"
	"slices"
	"testing"
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
		if got := noteLines(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
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
