package site

import (
	"flag"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
	"tassei/generator/towns"
)

var update = flag.Bool("update", false, "write what is said now into testdata")

var sentenceBands = []kpi.Band{
	{ID: "achieved", Name: lang.Text{"ja": "達成", "en": "Achieved"}, From: kpi.MustDecimal("100")},
	{ID: "nearly", Name: lang.Text{"ja": "おおむね達成", "en": "Nearly achieved"}, From: kpi.MustDecimal("80")},
	{ID: "behind", Name: lang.Text{"ja": "未達", "en": "Behind target"}, Open: true},
}

// speaker is a voice with the words that the site is built with.
func speaker(t testing.TB, tag string) *voice {
	t.Helper()
	flat, err := towns.Messages(os.DirFS("../../layouts"), "messages/"+tag+".toml")
	must.Succeed(t, err)
	words, err := lang.NewCatalogue(tag, flat)
	must.Succeed(t, err)
	words.SetPlace("", map[string]string{"ja": "霧島台市", "en": "Kirishimadai City"}[tag])
	city := &kpi.City{Languages: []string{"ja", "en"}, Bands: sentenceBands, Rule: kpi.RatioID}
	v := newVoice(words, city, nil)
	return &v
}

// TestSentences holds every sentence that a page says of an indicator to the
// cases of testdata/sentences.txt, in both languages. After a change -update
// writes what is said now: read each line of the difference.
func TestSentences(t *testing.T) {
	saidOf(t, "testdata/sentences.txt", 50, func(v *voice, r *kpi.Row, _ *kpi.Record) []string { return v.saysOf(r) })
}

// saidOf holds what is said of each line of facts in a file to the lines under it.
func saidOf(t *testing.T, name string, least int, says func(*voice, *kpi.Row, *kpi.Record) []string) {
	t.Helper()
	b := must.Read(t, name)
	voices := []*voice{speaker(t, "ja"), speaker(t, "en")}
	var now strings.Builder
	cases := 0
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "  ") {
			continue // what is said, made anew below
		}
		now.WriteString(line)
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		cases++
		for _, v := range voices {
			city, row, rec := sentenceRow(t, line)
			v.city, v.bandViews = city, nil
			for _, said := range says(v, row, rec) {
				now.WriteString("  " + v.Tag + " " + said + "\n")
			}
		}
	}
	compareSaid(t, name, string(b), now.String())
	if cases < least {
		t.Errorf("only %d cases were read", cases)
	}
}

func compareSaid(t *testing.T, name, want, got string) {
	t.Helper()
	if got == want {
		return
	}
	if *update {
		must.Succeed(t, os.WriteFile(name, []byte(got), 0o644))
		return
	}
	w, g, about := strings.Split(want, "\n"), strings.Split(got, "\n"), ""
	for i := range min(len(w), len(g)) {
		if !strings.HasPrefix(g[i], "  ") && g[i] != "" {
			about = g[i]
		}
		if w[i] != g[i] {
			t.Fatalf("%s:%d: of %s\n said %s\n want %s", name, i+1, about, g[i], w[i])
		}
	}
	t.Fatalf("%s: %d lines are said, want %d", name, len(g), len(w))
}

// saysOf is all that is said of an indicator in sentences.
func (v *voice) saysOf(r *kpi.Row) []string {
	said := []string{"finding: " + v.finding(r).Line(v.Say("sentence.separator"))}
	if r.NoRate != "" {
		said = append(said, "no rate: "+v.reason(r.NoRate))
	}
	said = append(said, "lenses: "+v.lensSentence(r))
	for _, l := range v.lenses(r) {
		line := "lens: " + strings.Join([]string{l.Title, l.Of, l.Value, l.Outcome, l.How}, " / ")
		if l.Empty {
			line += " (no picture)"
		}
		if l.Class == "worse" {
			line += " (drawn as worse)"
		}
		said = append(said, line)
	}
	if r.Indicator.Measured == kpi.ByParts {
		said = append(said, "cells: "+strings.Join([]string{v.byParts(r, "baseline").Text, v.byParts(r, "target").Text, v.byParts(r, "actual").Text}, " / "))
	}
	a := v.arithmetic(r, &kpi.Record{Indicator: r.Indicator, Parts: r.Parts})
	for _, s := range a.Steps {
		if r.By == kpi.ByDoneOrNot && s.Label == v.Say("calc.numbers") {
			said = append(said, "numbers: "+s.Sum)
		}
		if s.Note != "" && s.Class == "result" {
			said = append(said, "sum: "+s.Label+" "+s.Sum+" / "+s.Note)
		}
	}
	if a.Band != "" {
		said = append(said, "band: "+a.Band)
	}
	for _, f := range v.flags(r) {
		said = append(said, "flag: "+f.Name+" "+f.Note.Text)
	}
	return said
}

// sentenceRow reads a line of facts: direction, baseline, target, actual, and options.
func sentenceRow(t *testing.T, line string) (*kpi.City, *kpi.Row, *kpi.Record) {
	t.Helper()
	in := strings.Fields(line)
	if len(in) < 4 {
		t.Fatalf("want direction, baseline, target and actual: %s", line)
	}
	ind := &kpi.Indicator{ID: "1-a-shihyo-1", Sheet: "1-a", Kind: kpi.KindIndicator, Slug: "shihyo", Number: 1, Direction: kpi.Direction(in[0]), Measured: kpi.ByNumber}
	rec := &kpi.Record{Indicator: ind, Year: 2024}
	if ind.Direction == kpi.Qualitative {
		ind.Measured = kpi.ByDone
	}
	if in[0] == "parts" {
		ind.Measured = kpi.ByParts
		rec.Parts = sentenceParts(t, in[1:4])
	} else {
		rec.Baseline, rec.Target, rec.Actual = sentenceFigure(in[1]), sentenceFigure(in[2]), sentenceFigure(in[3])
	}
	city := &kpi.City{Languages: []string{"ja", "en"}, Bands: sentenceBands, Rule: kpi.RatioID, Period: kpi.Total{From: 2023, To: 2027}}
	for _, option := range in[4:] {
		sentenceOption(t, option, city, ind, rec)
	}
	row := kpi.NewRow(rec, kpi.Achieve(city, rec))
	return city, &row, rec
}

func sentenceOption(t *testing.T, option string, city *kpi.City, ind *kpi.Indicator, rec *kpi.Record) {
	t.Helper()
	key, value, _ := strings.Cut(option, "=")
	switch key {
	case "unit":
		ind.Unit = bothWords(value)
	case "counts":
		ind.Counts = bothWords(value)
	case "rule":
		ind.Rule = value
	case "norate":
		city.Rule = kpi.NoRuleID
	case "grade": // the city judges by its grades alone
		city.Rule, city.Bands, rec.Grade = kpi.NoRuleID, []kpi.Band{{ID: value, Name: bothWords(value + "/" + value), Grade: true}}, value
	case "round":
		city.Rounding = kpi.Rounding(value)
	case "marks":
		city.Bands, city.OwnBands = sentenceMarks(t), true
	case "rank":
		ind.Measured = kpi.ByRank
	case "unjudged":
		ind.NotJudged = true
	case "once":
		ind.Once = true
	case "done_in":
		rec.DoneIn, _ = kpi.ParseYear(value)
	case "total":
		ind.Total = &kpi.Total{From: 2023, To: 2027}
		if from, to, ok := strings.Cut(value, "-"); ok { // total=2022-2023
			ind.Total.From, _ = kpi.ParseYear(from)
			ind.Total.To, _ = kpi.ParseYear(to)
		}
	case "so_far":
		sum := kpi.MustDecimal(value)
		rec.PrintedSoFar = &sum
	case "final":
		ind.Final = &kpi.FinalTarget{Target: sentenceFigure(value), Year: 2027}
	case "before":
		rec.Before = &kpi.Record{Indicator: ind, Year: 2023, Baseline: rec.Baseline, Target: rec.Target, Actual: sentenceFigure(value)}
	case "printed":
		rec.Published = value
	case "forecast":
		rec.Forecast = sentenceFigure(value)
	case "revised":
		rec.Revised = &kpi.Revision{Was: sentenceFigure(value), Date: "2024-03-21", Why: lang.Text{"ja": "計画の見直し", "en": "The plan was reviewed"}}
	case "planned": // the plan's targets of years: 2025:70,2026:80
		ind.Targets = map[kpi.Year]kpi.Figure{}
		for _, one := range strings.Split(value, ",") {
			year, figure, _ := strings.Cut(one, ":")
			n, _ := strconv.Atoi(year)
			ind.Targets[kpi.Year(n)] = sentenceFigure(figure)
		}
	case "as_of":
		rec.Actual.AsOf = sentenceAsOf(value)
	case "due": // the time of the target
		rec.Target.AsOf = sentenceAsOf(value)
	case "sign": // what is printed where there is no actual
		rec.Actual.Printed = value
	case "second":
		d := kpi.MustDecimal(value)
		rec.Actual.Second = &kpi.Second{Value: d, Name: lang.Text{"ja": "うち市外", "en": "from outside"}}
	case "provisional":
		rec.Provisional = true
	case "method-changed", "window-differs":
		rec.Comparability.State = kpi.Comparable(key)
	default:
		t.Fatalf("no such option: %s", option)
	}
}

// sentenceAsOf reads 令和8年3月末/the_end_of_March_2026.
func sentenceAsOf(s string) kpi.AsOf {
	ja, en, _ := strings.Cut(s, "/")
	a := kpi.AsOf{Text: lang.Plain("ja", ja), Normal: lang.ParseAsOf(ja)}
	a.Months = a.Normal.Months()
	if en != "" {
		a.Text["en"] = strings.ReplaceAll(en, "_", " ")
	}
	return a
}

// sentenceMarks are a city's own bands, ◎○△×.
func sentenceMarks(t *testing.T) []kpi.Band {
	t.Helper()
	var bands []kpi.Band
	for _, b := range [][4]string{
		{"above", "◎", "actual > target", "actual < target"}, {"equal", "○", "actual = target", "actual = target"},
		{"below", "△", "baseline < actual < target", "target < actual < baseline"}, {"none", "×", "actual < target and actual <= baseline", "actual > target and actual >= baseline"},
	} {
		band := kpi.Band{ID: b[0], Mark: b[1], Name: lang.Text{"ja": "評価" + b[1], "en": "Grade " + b[1]}}
		var err, err2 error
		band.When, err = kpi.ParseCondition(b[2], kpi.ConditionNames...)
		band.WhenLower, err2 = kpi.ParseCondition(b[3], kpi.ConditionNames...)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		bands = append(bands, band)
	}
	return bands
}

// bothWords reads 件/cases: Japanese and English.
func bothWords(s string) lang.Text {
	ja, en, _ := strings.Cut(s, "/")
	return lang.Text{"ja": ja, "en": strings.ReplaceAll(en, "_", " ")}
}

// sentenceFigure reads a number, a number set in a plan (20p), a range (20..25),
// a state in words (done:策定/Adopted, not:未策定/Not_adopted), a reason, or - for not yet.
func sentenceFigure(s string) kpi.Figure {
	for _, aim := range kpi.Aims {
		if words, ok := strings.CutPrefix(s, string(aim)+":"); ok {
			return kpi.Figure{Kind: kpi.Aimed, Aim: aim, Words: sentenceFigure("done:" + words).Words}
		}
	}
	if s == "-" {
		return kpi.Figure{Kind: kpi.None, None: kpi.NotYet}
	}
	if state, words, ok := strings.Cut(s, ":"); ok {
		return kpi.Figure{Kind: kpi.Words, Words: bothWords(words), Done: state == "done"}
	}
	if from, to, ok := strings.Cut(s, ".."); ok {
		f := kpi.Figure{Kind: kpi.Range}
		if d, err := kpi.ParseDecimal(from); err == nil {
			f.From = &d
		}
		if d, err := kpi.ParseDecimal(to); err == nil {
			f.To = &d
		}
		return f
	}
	for _, aim := range kpi.Aims {
		if s == string(aim) {
			return kpi.Figure{Kind: kpi.Aimed, Aim: aim}
		}
	}
	if bound, ok := strings.CutPrefix(s, ">"); ok {
		f := sentenceFigure(bound)
		f.Strict = kpi.Above
		return f
	}
	if bound, ok := strings.CutPrefix(s, "<"); ok {
		f := sentenceFigure(bound)
		f.Strict = kpi.Below
		return f
	}
	if value, second, ok := strings.Cut(s, "("); ok {
		f := sentenceFigure(value)
		f.Second = &kpi.Second{Value: kpi.MustDecimal(strings.TrimSuffix(second, ")")), Name: bothWords("うち市外/from_outside")}
		return f
	}
	digits, planned := strings.CutSuffix(s, "p")
	d, err := kpi.ParseDecimal(digits)
	if err != nil {
		return kpi.Figure{Kind: kpi.None, None: kpi.Reason(s)}
	}
	return kpi.Figure{Kind: kpi.Number, Value: d, Planned: planned}
}

// sentenceParts reads the parts of a composite, its baselines, targets and actuals each joined by commas.
func sentenceParts(t *testing.T, in []string) []kpi.PartRecord {
	t.Helper()
	var parts []kpi.PartRecord
	lists := [3][]string{strings.Split(in[0], ","), strings.Split(in[1], ","), strings.Split(in[2], ",")}
	for i := range lists[0] {
		letter := string(rune('A' + i))
		parts = append(parts, kpi.PartRecord{Part: kpi.Part{ID: letter, Name: lang.Plain("ja", letter), Unit: lang.Text{"ja": "回", "en": "times"}, Direction: kpi.Increase},
			Baseline: sentenceFigure(lists[0][i]), Target: sentenceFigure(lists[1][i]), Actual: sentenceFigure(lists[2][i])})
	}
	return parts
}

// TestYearSentences holds the year's sentences to testdata/years.txt: how many
// indicators are in each band, how many are worse, how many of those unsure, the median;
// and what a part of the plan with these indicators says (here).
func TestYearSentences(t *testing.T) {
	const name = "testdata/years.txt"
	b := must.Read(t, name)
	var now strings.Builder
	cases := 0
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "  ") {
			continue
		}
		now.WriteString(line)
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		cases++
		for _, tag := range []string{"ja", "en"} {
			v := speaker(t, tag)
			v.city.Bands, v.city.OwnBands = yearBands(line), strings.Contains(line, "above=")
			tally := yearTally(t, line)
			f := v.yearFinding(tally)
			now.WriteString("  " + tag + " " + f.Line() + "\n")
			if f.Median != "" {
				now.WriteString("  " + tag + " " + f.Median + "\n")
			}
			now.WriteString("  " + tag + " here: " + strings.TrimSpace(v.countLine(tally)) + "\n")
		}
	}
	compareSaid(t, name, string(b), now.String())
	if cases < 10 {
		t.Errorf("only %d cases were read", cases)
	}
}

// yearBands are two, three or four bands, as many as the line names.
func yearBands(line string) []kpi.Band {
	switch {
	case strings.Contains(line, "above="): // a city's own, by condition
		return []kpi.Band{{ID: "above", Name: lang.Text{"ja": "上回った", "en": "Above"}}, {ID: "below", Name: lang.Text{"ja": "下回った", "en": "Below"}}}
	case strings.Contains(line, "A="): // the city's grades
		return []kpi.Band{{ID: "A", Name: lang.Plain("ja", "A"), Grade: true}, {ID: "B", Name: lang.Plain("ja", "B"), Grade: true}}
	case strings.Contains(line, "good="): // the highest band begins below 100
		return []kpi.Band{{ID: "good", Name: lang.Text{"ja": "良好", "en": "Good"}, From: kpi.MustDecimal("90")}, {ID: "poor", Name: lang.Text{"ja": "不良", "en": "Poor"}, Open: true}}
	case strings.Contains(line, "all="): // one band for all
		return []kpi.Band{{ID: "all", Name: lang.Text{"ja": "全部", "en": "All"}, Open: true}}
	case !strings.Contains(line, "behind=") && !strings.Contains(line, "achieved="):
		return nil
	case strings.Contains(line, "fair="):
		return []kpi.Band{sentenceBands[0], sentenceBands[1], {ID: "fair", Name: lang.Text{"ja": "一部達成", "en": "Partly achieved"}, From: kpi.MustDecimal("50")}, sentenceBands[2]}
	case strings.Contains(line, "nearly="):
		return sentenceBands
	}
	return []kpi.Band{sentenceBands[0], sentenceBands[2]}
}

func yearTally(t *testing.T, line string) kpi.Tally {
	t.Helper()
	tally := kpi.Tally{Bands: map[string]int{}}
	for _, fact := range strings.Fields(line) {
		key, value, _ := strings.Cut(fact, "=")
		if key == "median" {
			tally.Median, _ = new(big.Rat).SetString(value)
			continue
		}
		n, err := strconv.Atoi(value)
		must.Succeed(t, err)
		switch key {
		case "worse":
			tally.Worse = n
		case "unsure":
			tally.Unsure = n
		case "met":
			tally.Met = n
		case "so-far":
			tally.SoFar = n
		case "undue":
			tally.Undue = n
		case "held":
			tally.Held = n
		case "no-target":
			tally.NoGoal = n
		default:
			tally.Bands[key] = n
			tally.Total += n
			if key != kpi.NotJudged {
				tally.Judged += n
			}
			if key == "achieved" {
				tally.Met += n
			}
		}
	}
	return tally
}

// What a promise says of the baseline and what is said of the move belong together.
func TestThePromiseOrTheMoveNamesTheBaseline(t *testing.T) {
	for _, tag := range []string{"ja", "en"} {
		v := speaker(t, tag)
		for _, key := range v.Keys() {
			if promised, ok := strings.CutPrefix(key, "finding.plan."); ok {
				said := v.Say(key, "baseline", "24", "target", "60", "it", "", "year", "FY2025", "from", "FY2021")
				if named := strings.Contains(said, "24"); named != namesBaseline[promised] {
					t.Errorf("%s: %q names the baseline: %v; namesBaseline says %v", tag, said, named, !named)
				}
			}
		}
		for key := range moved {
			if said := v.Say("finding.outcome."+key+"_from", "baseline", "24", "actual", "48"); !strings.Contains(said, "24") || !strings.Contains(said, "48") {
				t.Errorf("%s: %q", tag, said)
			}
		}
	}
}
