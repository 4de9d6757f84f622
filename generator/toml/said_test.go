package toml

import (
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// A hint never makes a value of a change, a date or a doubt, nor drops what words say.
func TestWordsThatSayMoreThanTheNumber(t *testing.T) {
	for text, want := range map[string]string{
		"5増": "change 5", "5%減": "change 5", "5件減": "change 5", "48人減少": "change 48", "対前年5増": "change 5", "前年比+5": "change 5", "±0": "change 0", "前年度より3件増加": "change 3",
		"年48": "printed 48", "月48件": "per 48 件", "48/月": "per 48 /月", "48件/日": "per 48 件/日", "60件以上/年": "printed 60", "1日48件": "per 48 件",
		"48件（R7.3末）": "dated 48 R7.3末", "48(R6)": "dated 48 R6", "H30:48": "dated 48 H30", "令和6年度48件": "dated 48 令和6年度", "60以上（R8）": "printed 60",
		"48?": "doubt 48", "48??": "doubt 48", "0？": "doubt 0", "※48": "mark 48", "60+": "printed 60", "超48": "printed 48", "60(最終)": "printed 60", "48（市内）": "printed 48",
		"48 57": "two 48 57", "48件": "number 48", "48（件）": "number 48", "48（速報値）": "first 48", "48（見込）": "forecast 48", "1時間半": "figure", "半数": "figure", "3分の1": "figure",
		"なし": "nothing", "該当なし": "nothing", "（なし）": "nothing", "Nil": "nothing", "none": "nothing", "0件（該当なし）": "printed 0", "12（未測定）": "printed 12", "－(※1)": "none", "－※1": "none", "未定（注2）": "none", "調査なし*": "none", "1234.5千円": "scale 1234500 千円", "1234.5人": "number 1234.5", "2024.5末": "date", "2025.3.31": "date", "40〜": "printed 40", "(3.2)": "signed", "5△": "signed", "100に近づける": "printed 100",
		"基準値の1.5倍": "change 1.5", "前年度の2倍": "change 2",
		"~300": "printed 300", "≈300": "printed 300", "ゼロ": "printed 0", "zero": "printed 0",
		"4 8": "spaced 48", "1 234": "spaced 1234", "25（うち市外5）": "second 25 5", "令和7年3月": "date",
	} {
		checkSaid(t, "actual", text, want)
	}
	for text, want := range map[string]string{
		"なし": "none", "維持": "aim keep", "現状維持": "aim keep", "増やす": "aim raise", "減少": "aim lower", "60～": "from 60", "〜60件": "to 60", "60以上70未満": "within 60 70", "60 以上 70 未満": "within 60 70", "60超70以下": "within 60 70", "60以上70以下": "between 60 70",
		"100%を維持": "printed 100", "95％以上を維持する": "printed 95", "60件維持": "printed 60", "Top 10": "printed 10", "maintain 100%": "printed 100",
		"1:3": "ratio 3", "1対15": "ratio 15", "1:15": "either 15 75", "2:30": "clock 150", "by March 2025": "date", "March 2025": "date", "令和7年度までに策定": "date",
		"前年度以上": "hold", "全国平均以上": "hold", "現状値以上": "hold", "県平均以下": "hold", "前年度を上回る": "beyond", "全国平均未満": "beyond", "above national average": "beyond",
		"60～70": "range 60 70", "60超": "above 60", "R8年度末までに50": "dated 50 R8年度末", "2026年度までに50": "dated 50 2026年度", "60以内": "printed 60", "前年比5%増": "change 5", "毎年5増": "change 5", "60件以上/年": "printed 60", "R8:60": "dated 60 R8",
	} {
		checkSaid(t, "target", text, want)
	}
}

// Words before a number in a language that is not known here may be a bound as well as a name.
func TestWordsBeforeTheNumber(t *testing.T) {
	for text, want := range map[string]string{
		"менее 5": "below 5", "более 5 ед.": "above 5", "не менее 12": "printed 12", "mniej niż 5": "below 5", "dưới 5": "below 5", "5 미만": "below 5", "5명 초과": "above 5", "5 이상": "printed 5", "5 o más": "printed 5",
		"أقل من 5": "bounded 5", "λιγότερο από 5": "bounded 5", "legalább 5": "bounded 5", "CHF 5": "number 5", "Rp 5": "number 5", "R$ 5": "number 5", "5 cases": "number 5",
	} {
		checkSaid(t, "target", text, want)
	}
	for text, want := range map[string]string{"менее 5": "bound", "legalább 5": "words 5", "Kč 5": "number 5", "-5 homes": "number -5"} {
		checkSaid(t, "actual", text, want)
	}
}

// What is printed in the place of a rate keeps its words.
func TestWordsInThePlaceOfARate(t *testing.T) {
	for text, want := range map[string]string{
		"80%": "number 80", "80.0％（概ね達成）": "bare 80.0", "100以上": "bare 100", "算定不可": "instead", "皆増": "instead", "A": "instead", "－": "none",
	} {
		checkSaid(t, "published", text, want)
	}
}

// Every reason for no value has its words, which the hint that offers it tells.
func TestReasonsHaveWords(t *testing.T) {
	for _, tag := range []string{"ja", "en"} {
		for _, r := range kpi.Reasons {
			p := diag.New("K112", "key", "actual", "hint", "none", "message", "none", "text", "x", "reason", string(r), "why", string(r)).In(tag)
			if code := string(r); strings.Contains(p.Hint, "「"+code+"」") || strings.Contains(code, "-") && strings.Contains(p.Hint, "("+code+")") {
				t.Errorf("%s %s: %s", tag, r, p.Hint)
			}
		}
	}
}

func checkSaid(t *testing.T, key, text, want string) {
	t.Helper()
	_, p := Number(key, text)
	got := p.Args["hint"]
	for _, arg := range []string{"aim", "ratio", "number", "other", "unit", "when"} {
		if v := p.Args[arg]; v != "" {
			got += " " + v
		}
	}
	must.Be(t, strings.TrimSpace(got), want, key, text, got)
	for _, tag := range []string{"ja", "en"} {
		if s := p.In(tag); strings.ContainsAny(s.Message+s.Hint, "⟦") {
			t.Errorf("%s: %s / %s", text, s.Message, s.Hint)
		}
	}
}

// The same of what documents in other languages print.
func TestWesternWordsThatSayMoreThanTheNumber(t *testing.T) {
	for text, want := range map[string]string{
		"5:30": "clock 330", "1:05:30": "clock 3930", "<5": "bound", "< 5%": "bound", "fewer than 10": "bound", "> 90%": "bound", "über 50": "bound",
		"at least 85": "printed 85", "85 or more": "printed 85", "mind. 85 %": "printed 85", "up to 10": "printed 10", "about 1,048": "printed 1048", "rund 50": "printed 50", "5.3 YTD": "printed 5.3", "8,940 tons YTD": "printed 8940", "within 3 working days": "printed 3",
		"5.3 (provisional)": "first 5.3", "5.3 est.": "first 5.3", "12 vorläufig": "first 12", "12 (forecast)": "forecast 12",
		"5% increase": "change 5", "increase of 5%": "change 5", "5% fewer than 2018": "change 5", "-5% on 2018": "change -5", "+3% over prior year": "change 3", "reduced by 12": "change 12",
		"Not measured": "none", "k. A.": "none", "TBD": "none", "keine Angabe": "none", "Not available": "none",
		"3 working days": "number 3", "85%": "number 85", "$1,234.56": "number 1234.56", "12 open cases": "number 12", "5 permits": "number 5",
	} {
		checkSaid(t, "actual", text, want)
	}
	for text, want := range map[string]string{
		"<5": "below 5", "less than 5": "below 5", "unter 5 %": "below 5", "> 90": "above 90", "more than 1,000": "above 1000", "mehr als 50": "above 50", "≥ 85%": "printed 85",
		"Maintain": "aim keep", "Reduce": "aim lower", "steigern": "aim raise", "Maintain or improve": "hold", "No decrease": "hold",
		"8 to 10": "between 8 10", "8 bis 10": "between 8 10", "between 8 and 10 days": "between 8 10",
	} {
		checkSaid(t, "target", text, want)
	}
	for text, want := range map[string]string{"Not measured": "not-measured", "keine Angabe": "not-stated", "TBC": "not-yet", "suppressed": "withheld", "No target": "not-set", "Not applicable": "not-applicable"} {
		if _, p := Number("actual", text); p.Args["reason"] != want {
			t.Errorf("%s: %v, want the reason %s", text, p.Args, want)
		}
	}
}

// Each word that makes a number a bound is understood before it.
func TestEveryBound(t *testing.T) {
	for words, want := range map[string]string{lang.MoreThan: "above 5", lang.LessThan: "below 5", lang.AtLeast: "printed 5", lang.AtMost: "printed 5"} {
		for word := range strings.SplitSeq(strings.ReplaceAll(words, `\`, ""), "|") {
			checkSaid(t, "target", word+" 5", want)
		}
	}
}
