package toml

import (
	"strings"
	"testing"

	"tassei/generator/must"
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
		must.Be(t, strings.TrimSpace(got), want, text, "is", got)
	}
}

// Where digits can be read in more than one way, a hint names no number.
func TestDigitsOfManyWays(t *testing.T) {
	for text, want := range map[string]string{
		"1,2,3": "figure", "1,2,3人": "figure", "12,34件": "figure", "約1,23": "figure", "3½": "figure", "8²": "figure", "48①": "figure", "Ⅲ": "figure", "計8 9": "figure", "R6 48": "figure",
		"1O": "figure", "l2": "figure", "I5": "figure", "1O.5": "figure", "1０Ｏ": "figure", "5l": "number 5", "12kl": "number 12",
		"※1 8": "mark 8", "*2 48件": "mark 48", "注1: 48": "mark 48", "48†": "mark 48", "48※1": "mark 48", "1,234※": "mark 1234",
		"8割5分": "scale 85 8.5 割", "3割5分2厘": "scale 35.2 3.52 割", "8割": "scale 80 8 割",
		"8k": "scale 8000 8 k", "£1.25m": "scale 1250000 1.25 £m", "2 thousand": "scale 2000 2 thousand", "3bn": "scale 3000000000 3 bn", "5 million": "scale 5000000 5 million",
		"8≦": "printed 8", "1,234人": "number 1234", "12,345.6人": "number 12345.6",
		"1e3": "exponentfor 1000", "5.20E+2": "exponentfor 520", "-12.5e-3": "exponentfor -0.0125", "1e400": "exponent", "0x1F": "basefor 31", "0b101": "basefor 5", "1_000": "underscorefor 1000", "+8": "plusfor 8",
	} {
		_, p := Number("actual", text)
		got := p.Args["hint"]
		for _, arg := range []string{"number", "short", "unit"} {
			if v := p.Args[arg]; v != "" {
				got += " " + v
			}
		}
		must.Be(t, got, want, text)
		for _, tag := range []string{"ja", "en"} {
			if s := p.In(tag); strings.ContainsAny(s.Message+s.Hint, "⟦") {
				t.Errorf("%s: %s / %s", text, s.Message, s.Hint)
			}
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
