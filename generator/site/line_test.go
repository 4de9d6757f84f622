package site

import (
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// What an initiative says of values worse than the baseline keeps the caution that
// some were measured in another way.
func TestInitiativeLineKeepsTheCaution(t *testing.T) {
	for _, c := range []struct {
		worse, unsure int
		tag, want     string
	}{
		{1, 1, "ja", "1の指標は、基準値より悪い値でしたが、測り方が違うため、単純に比べられません。"},
		{2, 1, "ja", "2の指標は、基準値より悪い値でした（うち1は測り方が違い、単純に比べられません）。"},
		{1, 0, "ja", "1の指標は、基準値より悪い値でした。"},
		{1, 1, "en", "1 ended worse than the baseline, but was measured in another way, so the two cannot simply be compared."},
	} {
		l := &language{voice: *speaker(t, c.tag)}
		got := l.initiativeLine(kpi.Tally{Total: 6, Judged: 6, Met: 5, Worse: c.worse, Unsure: c.unsure})
		if !strings.HasSuffix(got, c.want) {
			t.Errorf("%s %d/%d: %s", c.tag, c.unsure, c.worse, got)
		}
	}
}

// Where no target's year has come, nothing is counted against a target.
func TestInitiativeLineBeforeAnyTargetIsDue(t *testing.T) {
	for tag, want := range map[string]string{
		"ja": "4の指標のうち、目標と比べられるものはまだありません。",
		"en": "Of 4 indicators, none can be measured against its target yet. ",
	} {
		l := &language{voice: *speaker(t, tag)}
		must.Be(t, l.initiativeLine(kpi.Tally{Total: 4, Judged: 4, Undue: 4}), want, tag)
	}
}

// A chart that draws no final target still says in its words what is aimed at.
func TestBarsSayTheFinalTarget(t *testing.T) {
	city, row, _ := sentenceRow(t, "increase 20 not-set 12 unit=件/cases final=100")
	l := &language{voice: *speaker(t, "ja")}
	l.city = city
	s := l.whole(row)
	s.final = nil
	must.Contain(t, l.bars(row, s).Title, "令和9年度までに100件")
}

// What is not there yet is no date of the data; a year alone is one, and words that tell
// neither are not "not stated".
func TestDateOfTheDataIsOfActualsThatAreThere(t *testing.T) {
	march, year := kpi.AsOf{Months: []lang.Month{{Year: 2023, Month: 3}}}, kpi.AsOf{Text: lang.Text{"ja": "R6"}, Normal: lang.AsOf{Year: 2024}}
	words := kpi.AsOf{Text: lang.Text{"ja": "直近の調査"}}
	figure := func(a kpi.AsOf) kpi.Figure {
		return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("1"), AsOf: a}
	}
	for _, c := range []struct {
		actuals []kpi.Figure
		foot    string
		words   bool
	}{
		{[]kpi.Figure{figure(march)}, "令和5年3月", false},
		{[]kpi.Figure{{Kind: kpi.None, None: kpi.NotYet, AsOf: march}}, "", false},
		{[]kpi.Figure{figure(year), figure(march)}, "2024年", true},
		{[]kpi.Figure{figure(kpi.AsOf{}), figure(words)}, "", true},
	} {
		var d dataDate
		for _, f := range c.actuals {
			d = d.with(&kpi.Record{Actual: f})
		}
		var f Frame
		(&language{voice: *speaker(t, "ja")}).footDate(&f, d)
		if f.DataDate != c.foot || f.DateInWords != c.words {
			t.Errorf("%v: %q, %v, want %q", c.actuals, f.DataDate, f.DateInWords, c.foot)
		}
	}
}
