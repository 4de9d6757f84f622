package toml

import (
	"strings"
	"testing"
)

// The number in a hint is the one that the words say, or there is none: what is
// copied from a hint becomes the figure.
func TestNumberOfCountingWords(t *testing.T) {
	for text, want := range map[string]string{
		"1.2万人": "12000", "1万": "10000", "約5千": "5000", "3億円": "300000000", "-2万": "-20000",
		"1億2,345万": "123450000", "1億2,345万円": "123450000", "1万2千": "12000", "1万2,345人": "12345", "2千5百": "2500", "1兆2億": "1000200000000",
		"1億2千万": "120000000", "1万5": "10005", "2.5千": "2500", "0.125万": "1250", "1.23456万": "12345.6",
		"8割": "80", "8割5分": "85", "3割5分2厘": "35.2", "0割": "0",
		"2千5百万": "", "8割から9割": "", "1万～2万": "", "1.2万人（うち市外3千人）": "", "1.2万人※": "12000", "12人※": "12 mark", "25（うち市外5）": "25 second", "5千3百8": "5308",
	} {
		how, number, _ := Meant(text)
		got := number
		if how != "scale" && how != "printed" {
			got += " " + how
		}
		if how == "" {
			got = ""
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%s is %q, not %q", text, got, want)
		}
	}
}

// A hint never drops what may be a minus.
func TestHintsKeepTheMinus(t *testing.T) {
	for text, want := range map[string]string{
		"▲5": "-5", "△ 5": "-5", "▼1,234千": "-1234", "–5": "-5", "‐5人": "-5", "—5": "-5", "ー5": "-5", "－　12": "-12", "- 12": "-12", "-5％": "-5", "－5％": "-5",
		"(5)": "", "（1,234）": "", "5-": "", "5▲": "", "5人": "5", "ワーカー5人": "5", "データ12件": "12",
	} {
		_, p := Number("actual", text)
		if p.Code == "" || p.Args["number"] != want {
			t.Errorf("%s: %v, not %s", text, p.Args, want)
		}
	}
}
