package kpi

import (
	"strings"
	"testing"

	"tassei/generator/lang"
)

// TestElsewhere leaves a direction open whose words compare with something that the data do
// not have: better than the baseline is not yet better than the year before.
func TestElsewhere(t *testing.T) {
	for _, c := range []struct {
		facts, words string
		met          Meeting
		unjudged     Reason
	}{
		{"ratio increase 10 raise 15 - history=FY2021:20", "前年度より増", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "前年度以上", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 - history=FY2021:10", "前年度より増", Met, ""}, // the baseline is the year before
		{"ratio decrease 10 lower 15 -", "県平均を下回る", Unjudged, ReasonElsewhere},
		{"ratio decrease 10 lower 9 -", "過去5年平均以下", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "平均寿命の増加分を上回る増加", Unjudged, ReasonElsewhere},
		{"ratio decrease 9 raise 8 - rank", "前年度より上位", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "毎年度５件ずつ増やす", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "対基準値10％増", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "2倍にする", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 - history=FY2021:20", "毎年増加", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 - history=FY2021:10", "年々増加", Met, ""},
		{"ratio decrease 10 lower 9 -", "Reduce year on year", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "増やす（毎年度測定）", Met, ""},
		{"ratio decrease 10 lower 9 -", "半減", Unjudged, ReasonElsewhere},
		{"ratio decrease 10 lower 9 -", "Cut by 20 %", Unjudged, ReasonElsewhere},
		{"ratio increase 10 raise 15 -", "令和7年度までに増加", Met, ""},
		{"ratio decrease 10 lower 9 -", "65歳以上の未受診者の減少", Met, ""},
		{"ratio increase 10 raise 15 -", "第3次計画に沿った増加", Met, ""},
		{"ratio increase 10 raise 15 -", "現状を上回る", Met, ""},
		{"ratio increase 10 raise 9 -", "増やす", Missed, ""},
		{"ratio increase 10 raise - -", "前年度より増", Unjudged, ReasonNoActual},
	} {
		city, r := worked(t, strings.Fields(c.facts))
		r.Target.Words = lang.Plain("ja", c.words)
		a := Achieve(city, r)
		if a.Met != c.met || a.Unjudged != c.unjudged {
			t.Errorf("%s %s: %v %q, want %v %q", c.facts, c.words, a.Met, a.Unjudged, c.met, c.unjudged)
		}
		if band := a.Band == NotJudged; band != (c.unjudged == ReasonElsewhere) {
			t.Errorf("%s %s: band %s", c.facts, c.words, a.Band)
		}
	}
}
