package toml

import (
	"strings"
	"testing"
)

// A hint never makes a value of a change, a date or a doubt, nor drops what words say.
func TestWordsThatSayMoreThanTheNumber(t *testing.T) {
	for text, want := range map[string]string{
		"5増": "change 5", "5%減": "change 5", "5件減": "change 5", "48人減少": "change 48", "対前年5増": "change 5", "前年比+5": "change 5", "±0": "change 0", "前年度より3件増加": "change 3",
		"年48": "printed 48", "月48件": "per 48 件", "48/月": "per 48 /月", "48件/日": "per 48 件/日", "60件以上/年": "printed 60", "1日48件": "per 48 件",
		"48件（R7.3末）": "dated 48 R7.3末", "48(R6)": "dated 48 R6", "H30:48": "dated 48 H30", "令和6年度48件": "dated 48 令和6年度", "60以上（R8）": "printed 60",
		"48?": "doubt 48", "48??": "doubt 48", "0？": "doubt 0", "※48": "mark 48", "60+": "printed 60", "超48": "printed 48", "60(最終)": "printed 60", "48（市内）": "printed 48",
		"48 57": "two 48 57", "48件": "number 48", "48（件）": "number 48", "48（速報値）": "first 48", "48（見込）": "forecast 48", "1時間半": "figure", "半数": "figure", "3分の1": "figure",
		"4 8": "spaced 48", "1 234": "spaced 1234", "25（うち市外5）": "second 25 5", "令和7年3月": "date",
	} {
		checkSaid(t, "actual", text, want)
	}
	for text, want := range map[string]string{
		"維持": "aim keep", "現状維持": "aim keep", "増やす": "aim raise", "減少": "aim lower", "60～": "from 60", "〜60件": "to 60", "60以上70未満": "between 60 70", "60 以上 70 未満": "between 60 70",
		"60～70": "range 60 70", "60超": "above 60", "60以内": "printed 60", "前年比5%増": "change 5", "毎年5増": "change 5", "60件以上/年": "printed 60", "R8:60": "dated 60 R8",
	} {
		checkSaid(t, "target", text, want)
	}
}

func checkSaid(t *testing.T, key, text, want string) {
	t.Helper()
	_, p := Number(key, text)
	got := p.Args["hint"]
	for _, arg := range []string{"aim", "number", "other", "unit", "when"} {
		if v := p.Args[arg]; v != "" {
			got += " " + v
		}
	}
	if strings.TrimSpace(got) != want {
		t.Errorf("%s %s: %q, want %q", key, text, got, want)
	}
	for _, tag := range []string{"ja", "en"} {
		if s := p.In(tag); strings.ContainsAny(s.Message+s.Hint, "⟦") {
			t.Errorf("%s: %s / %s", text, s.Message, s.Hint)
		}
	}
}
