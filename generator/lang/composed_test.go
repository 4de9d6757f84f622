package lang

import (
	"testing"

	"tassei/generator/must"
)

// A letter and its mark are one letter where Unicode has it; all else stays two.
func TestComposed(t *testing.T) {
	for pair, want := range map[string]string{
		"か\u3099": "が", "ハ\u309a": "パ", "ウ\u3099": "ヴ", "e\u0301": "é", "\u1100\u1161": "가", "가\u11a8": "각",
		"あ\u3099": "", "かが": "", "ab": "", "神社": "", "\ufa19\u3099": "", "か゛": "", "1\u0301": "",
	} {
		r := []rune(pair)
		must.Be(t, Composed(r[0], r[1]), want, pair)
	}
}
