package desk

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestOddFigures says of each spelling of a figure that no cell can hold what it
// means: the cure of one would be a wrong figure for another.
func TestOddFigures(t *testing.T) {
	for rule, texts := range map[string]string{
		"":         "１２３|1,234|▲5|△5|−5|－5|△ 5|１２．３|0.0|-12",
		"reason":   "-|－|―|ー|‐|…|*|?|未定|調査中|集計中|N/A|未実施",
		"nil":      "なし|該当なし|無し|Nil|none",
		"ditto":    "〃|同上|同左|々|〃〃",
		"brackets": "(5)|（5）|(1,234)|（１２）",
		"gap":      "1 234|1　234|1'234|12､345|1\u00a0234",
		"time":     "令和7年3月末現在 12|2025/3/31|2025年3月31日|R7.3.31|H30.4|3月末|R6/4",
		"said":     "8k|£1.5m|※1 8|8≦|12人※|12※1|12*|12人（注1）|1万|1.2万人|8割|ゼロ|12千|3割5分|1億|1億2,345万|約12|12以上|12以下|5強|5弱|5程度|5前後|延べ5|計5|累計5|≧5",
		"bound":    "12未満|>5|<5|12超|fewer than 5",
		"first":    "12(速報)|12（速報値）|48件（暫定）",
		"numbers":  "1/3|2:1|12/15|12(15)|12→15|12ー15|5以上10未満|10（うち女性3）|4位/43|12 13|1時間30分|10人（うち女性3人）",
		"digits":   "①|Ⅲ|½|²|七十|⑫|十二|12½|٣|1O|l2|I5",
		"unit":     "5日|12.3%|1.2倍|第3位|¥1,234|1_000|12。",
		"change":   "3ポイント増|5増|前年比5|5%減",
		"form":     "1,2,3|1.234,5|12.|.5|+5|1e3|0x10|007|1,23|12.3.4|--5|5-",
		"minus":    "5△|△1,234千円|△12%|▲▲5|–5|‐5|ー5|— 5人",
		"number":   "達成|済|○",
	} {
		for text := range strings.SplitSeq(texts, "|") {
			_, refused := number(text)
			got := ""
			if refused != nil {
				got = refused.rule
				for _, tag := range []string{"ja", "en"} {
					words := say(tag, "cell "+got, append(refused.pairs, "column", "実績値")...)
					if strings.ContainsAny(words, "{}") || !strings.Contains(words, text) {
						t.Errorf("%s: %s", text, words)
					}
				}
			}
			must.Be(t, got, rule, text, "is")
		}
	}
}
