package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// facts are what one record of a random town says, as its clerk would write it.
// Figures are decimals as text, "" for none.
type facts struct {
	town                *randomTown
	sheet, number, year int
	direction, measured string // as in the plan
	neutral, unjudged   bool

	form                     string // of the target, below
	baseline, target, actual string
	to                       string // the other end of a range; one end may be open
	forecast                 string // kept apart from the actual
	rule                     string // of the indicator, "" for the city's
	bound                    bool   // the target is written as the open end of a range in the direction that is better
	planned                  bool   // the baseline was set in a plan
	absent                   string // why there will be no actual, "" for not yet
	noBase                   string // why there is no baseline
	provisional, otherwise   bool   // otherwise: measured in another way than the baseline
	printed                  string // the city's printed rate,
	differs                  bool   // which is not the one that its figures give
	parts                    []*facts
	once, undone             bool           // what was done stays so; is no more
	tolerance                string         // of the indicator, for bands by condition
	due                      int            // the year of a final target or of the end of a total
	before, next             *facts         // the record before and after, nil where it is new or the last
	since                    int            // its first year
	until                    int            // its last year, 0 where it goes on
	history                  map[int]string // actuals of years without a record
	plan                     *planTable     // the plan's own targets, nil for none
	step                     bool           // a target of the year's own on the way to the final one
	final                    string         // the final target as it was in the year
	leaves                   bool           // the record leaves its target to the plan
	revised                  *revision      // of the target that the record has
	soFar                    string         // the printed sum of a total
	award                                   // grades
	readings, districts      []withinYear
	whole                    bool   // the districts add up to the actual
	deeds                    []deed // actions
	succession                      // from year to year
}

// The forms in which a random town writes its targets.
const (
	wantNone  = "none"
	wantLater = "later" // not decided yet
	wantValue = "value"
	wantAbove = "above"
	wantBelow = "below"
	wantRange = "range"
	wantRaise = "raise"
	wantLower = "lower"
	wantKeep  = "keep"
	wantFinal = "final"
	wantTotal = "total"
	wantDone  = "done"
	lastYear  = 2027 // of the plan
)

// randomTown is a town whose figures are drawn by lot, with what is known of it.
type randomTown struct {
	rule, rounding string    // the rule may be one of the city's own
	own            []ownBand // bands by condition, none for those by rate
	bound          string    // of the highest band by rate, "" for 100
	printing       bool      // it prints rates
	years          []int     // with records: a plan may be reviewed every few years
	facts          []*facts
	grades         grades
	files          bool // each indicator has files of its own
	moves          int  // how many indicators got another id
	sealed         int  // the year that was sealed and then corrected, 0 for none
	corrections    []correction
}

// newRandomTown draws a town of so many sheets with ten indicators each.
func newRandomTown(r *rand.Rand, sheets int) *randomTown {
	t := &randomTown{rule: pick(r, "ratio", "ratio", "complement", "from-baseline", "none", "capped", "topped"), rounding: pick(r, "half-up", "half-up", "down", "up", "half-even"), own: drawnBands(r), printing: r.IntN(2) == 0, years: drawnYears(r)}
	for sheet := 1; sheet <= sheets; sheet++ {
		for number := 1; number <= 10; number++ {
			t.facts = append(t.facts, t.life(r, sheet, number)...)
		}
	}
	t.drawGrades(r)
	t.inUnits(r)
	t.drawLines(r)
	t.drawWithin(r)
	return t
}

// life draws an indicator through its years: some begin later, some end early.
func (t *randomTown) life(r *rand.Rand, sheet, number int) (years []*facts) {
	one := t.draw(r, &facts{sheet: sheet, number: number, year: t.years[0], town: t})
	since, until := 0, len(t.years)-1
	if one.form != wantTotal && one.form != wantFinal {
		switch r.IntN(12) {
		case 0:
			until -= 1 + r.IntN(until)
		case 1:
			since += 1 + r.IntN(until)
		}
	}
	one.year, one.since = t.years[since], t.years[since]
	if since > 0 {
		t.redraw(r, one)
	}
	one.drawHistory(r)
	t.prints(r, one)
	years = append(years, one)
	for _, year := range t.years[since+1 : until+1] {
		next := *one
		next.year, next.before = year, one
		one.next = &next
		t.redraw(r, &next)
		t.prints(r, &next)
		one = &next
		years = append(years, one)
	}
	if until < len(t.years)-1 {
		for _, f := range years {
			f.until = t.years[until]
		}
	}
	return years
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// drawnNumber draws a figure: small ones, zero, equal and negative ones often.
func drawnNumber(r *rand.Rand, places int) string {
	switch places {
	case 0:
		return fmt.Sprint(r.IntN(13) - 1)
	case 1:
		return fmt.Sprintf("%d.%d", r.IntN(13), r.IntN(10))
	}
	return fmt.Sprintf("%d.%02d", 98+r.IntN(3), r.IntN(100))
}

// draw makes up what the plan says of an indicator, and its first year.
func (t *randomTown) draw(r *rand.Rand, f *facts) *facts {
	f.measured, f.direction = "number", pick(r, "increase", "decrease", "increase", "decrease", "maintain", "neutral")
	f.form = pick(r, wantValue, wantValue, wantValue, wantValue, wantNone, wantLater, wantAbove, wantRange, wantRaise, wantLower, wantKeep, wantFinal, wantTotal, wantDone, "rank", wantParts)
	switch f.form {
	case wantAbove:
		if f.direction == "decrease" {
			f.form = wantBelow
		} else {
			f.direction = "increase"
		}
	case wantRaise:
		f.direction = "increase"
	case wantLower:
		f.direction = "decrease"
	case wantKeep: // where more or less is better, it is not to get worse
		f.direction = pick(r, "maintain", "maintain", "increase", "decrease")
	case wantTotal:
		f.direction, f.due = "increase", t.drawnDue(r)
	case wantFinal:
		f.direction, f.due = pick(r, "increase", "decrease"), t.drawnDue(r)
	case wantDone:
		f.measured, f.direction, f.once = "done", "qualitative", r.IntN(2) == 0
	case wantParts:
		f.measured, f.direction = "parts", "increase"
	case "rank":
		f.form, f.measured, f.direction = wantValue, "rank", "decrease"
	case wantNone:
	case wantRange:
		if f.direction == "neutral" {
			f.direction = "maintain"
		}
	}
	f.neutral = f.direction == "neutral"
	if t.rule != "none" && f.measured == "number" && r.IntN(6) == 0 {
		f.rule = pick(r, "capped", "topped", "from-baseline", "ratio")
	}
	if f.measured == "number" && r.IntN(3) > 0 {
		f.tolerance = pick(r, "0", "1", "2.5")
	}
	f.drawPlan(r)
	f.unjudged = !f.neutral && f.form == wantValue && f.measured == "number" && r.IntN(12) == 0
	t.redraw(r, f)
	return f
}

// drawnDue draws the year in which a final target or a total is due.
func (t *randomTown) drawnDue(r *rand.Rand) int {
	return []int{t.years[0] + 1, t.years[len(t.years)-1], lastYear}[r.IntN(3)]
}

// drawnYears draws the years that have records: one by one, or every second or third.
func drawnYears(r *rand.Rand) []int {
	return [][]int{{2023, 2024, 2025}, {2023, 2024, 2025}, {2023, 2024, 2025}, {2021, 2023, 2025}, {2022, 2025, 2026}}[r.IntN(5)]
}

// redraw makes up the figures of a year.
func (t *randomTown) redraw(r *rand.Rand, f *facts) {
	if f.form == wantParts {
		f.drawParts(r)
		return
	}
	places := r.IntN(3)
	if f.measured == "rank" {
		f.baseline, f.target, f.actual = fmt.Sprint(1+r.IntN(9)), fmt.Sprint(1+r.IntN(9)), fmt.Sprint(1+r.IntN(9))
	} else if f.measured == "done" {
		f.baseline, f.target, f.actual = "not", "done", pick(r, "done", "not")
		if f.undone = false; f.doneBefore() > 0 {
			f.actual, f.undone = pick(r, "done", "done", "not"), false
			f.undone = f.actual == "not"
		}
	} else {
		f.baseline, f.target, f.actual = drawnNumber(r, places), drawnNumber(r, places), drawnNumber(r, places)
	}
	f.provisional, f.otherwise, f.absent, f.noBase, f.planned, f.printed, f.forecast = false, false, "", "not-measured", false, "", ""
	switch f.form {
	case wantRange:
		f.target, f.to = f.drawnRange(r)
	case wantNone, wantLater, wantRaise, wantLower, wantKeep:
		f.target = ""
	case wantTotal:
		f.target = fmt.Sprint(5 + r.IntN(12))
	}
	if f.before != nil && f.form != wantTotal && f.form != wantFinal && r.IntN(3) > 0 {
		f.baseline, f.target, f.to = f.before.baseline, f.before.target, f.before.to // the plan stands
	}
	if f.before != nil && (f.form == wantTotal || f.form == wantFinal) {
		f.baseline, f.target = f.before.baseline, cmp.Or(f.before.final, f.before.target)
	}
	f.byPlan(r)
	f.bound = f.plan == nil && f.form == wantValue && f.measured == "number" && (f.direction == "increase" || f.direction == "decrease") && r.IntN(8) == 0
	switch r.IntN(14) {
	case 0:
		f.baseline, f.noBase = "", pick(r, "not-measured", "lost-in-source", "not-stated", "withheld", "not-yet", "not-set", "not-applicable")
	case 1:
		f.actual = ""
	case 2:
		f.actual, f.absent = "", pick(r, absentReasons...)
	case 3:
		f.provisional = f.actual != ""
	case 4:
		f.planned = f.measured == "number" && f.baseline != ""
	case 5:
		f.otherwise = f.measured == "number"
	}
	if f.form == wantTotal {
		f.baseline, f.planned = "", false
	}
	if f.measured == "number" && r.IntN(5) == 0 {
		f.forecast = drawnNumber(r, places)
	}
	f.drawSoFar(r)
}

// write puts the town into a folder, as files that a clerk would have written.
func (t *randomTown) write(tb testing.TB, dir string) {
	tb.Helper()
	put := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		must.Succeed(tb, os.MkdirAll(filepath.Dir(file), 0o755))
		must.Succeed(tb, os.WriteFile(file, []byte(text), 0o644))
	}
	put("data/city.toml", t.city())
	put("data/sections.toml", "[[section]]\nid = \"ka-1\"\nname = {ja = \"一課\", en = \"First Division\"}\n\n[[section]]\nid = \"ka-2\"\nname = {ja = \"二課\", en = \"Second Division\"}\n")
	put("content/pages/ja/about.md", "+++\ntitle = \"このサイトについて\"\n+++\n架空の市です。\n")
	put("content/pages/en/about.md", "+++\ntitle = \"About this site\"\n+++\nThe city is invented.\n")
	plan, years := map[int]*strings.Builder{}, map[int]map[int]*strings.Builder{}
	for _, year := range t.years {
		years[year] = map[int]*strings.Builder{}
	}
	for _, f := range t.facts {
		if plan[f.sheet] == nil {
			plan[f.sheet] = &strings.Builder{}
			fmt.Fprintf(plan[f.sheet], "code = \"%d\"\nname = {ja = \"取り組み%d\", en = \"Initiative %d\"}\norder = %d\n", f.sheet, f.sheet, f.sheet, f.sheet)
			for year := range years {
				years[year][f.sheet] = &strings.Builder{}
			}
		}
		if f.lastOfItsID() {
			plan[f.sheet].WriteString(f.indicator())
		}
		years[f.year][f.sheet].WriteString(f.record())
	}
	for sheet, b := range plan {
		put(fmt.Sprintf("data/plan/%d.toml", sheet), b.String())
		for year := range years {
			put(fmt.Sprintf("data/FY%d/%d.toml", year, sheet), t.grades.nodes[fmt.Sprintf("FY%d/%d", year, sheet)].write()+years[year][sheet].String())
		}
	}
	for year := range years {
		put(fmt.Sprintf("data/FY%d/year.toml", year), fmt.Sprintf("status = \"published\"\ntitle = {ja = \"%d年度の評価\", en = \"Review of %d\"}\ndate = %d-08-31\n", year, year, year+1)+t.writeCorrections(year))
	}
}

// ownBand is a city's own band by condition.
type ownBand struct{ id, mark, ja, en, when, lower string }

// signBands ask whether the target was met and whether there was progress.
var signBands = []ownBand{
	{"over", "◎", "上回った", "Above it", "actual > target", "actual < target"},
	{"met", "○", "ちょうど", "On it", "actual = target", "actual = target"},
	{"under", "△", "前進", "Forward", "baseline < actual < target", "target < actual < baseline"},
	{"stalled", "×", "進まず", "No progress", "actual < target and actual <= baseline", "actual > target and actual >= baseline"},
}

// lightBands ask how far off it is, and how it stands to the year before.
var lightBands = []ownBand{
	{"green", "●", "青", "Green", "actual >= target", "actual <= target"},
	{"amber", "▲", "黄", "Amber", "actual < target and (actual >= target - tolerance or actual > previous)", "actual > target and (actual <= target + tolerance or actual < previous)"},
	{"red", "■", "赤", "Red", "actual < target - tolerance and actual <= previous", "actual > target + tolerance and actual >= previous"},
}

// drawnBands draws bands by condition, mostly none.
func drawnBands(r *rand.Rand) []ownBand {
	switch r.IntN(6) {
	case 0:
		return signBands
	case 1:
		return lightBands
	}
	return nil
}

// ownRules are a city's own ways of computing, with roundings of their own.
var ownRules = []struct{ id, ja, en, keys, rounding string }{
	{"capped", "上限つき", "With a cap", "rate = \"actual / target * 100\"\nlower = \"(baseline - actual) / (baseline - target) * 100\"\nround = \"down\"\ncap = 120", "down"},
	{"topped", "100まで", "At most 100", "rate = \"min(100, actual / target * 100)\"\nplaces = 2", "half-up"},
}

func (t *randomTown) city() string {
	var b strings.Builder
	fmt.Fprintf(&b, `name      = {ja = "架空市", en = "Invented City"}
title     = {ja = "架空市の計画の評価", en = "How the plan of Invented City goes"}
languages = ["ja", "en"]
licence   = "CC-BY-4.0"
comments  = "none"
indicator_downloads = %v
period    = {from = "FY%d", to = "FY%d"}

[achievement]
rule = %q
round = %q
`, t.files, t.years[0], lastYear, t.rule, t.rounding)
	if t.grades.judges {
		b.WriteString("judged_by = \"grades\"\n")
	}
	for _, rule := range ownRules {
		fmt.Fprintf(&b, "\n[[rule]]\nid = %q\nname = {ja = %q, en = %q}\n%s\n", rule.id, rule.ja, rule.en, rule.keys)
	}
	if t.bound != "" {
		fmt.Fprintf(&b, "\n[[band]]\nid = \"achieved\"\nname = {ja = \"達成\", en = \"Achieved\"}\nfrom = %s\n\n[[band]]\nid = \"nearly\"\nname = {ja = \"おおむね達成\", en = \"Nearly achieved\"}\nfrom = 80\n\n[[band]]\nid = \"behind\"\nname = {ja = \"未達\", en = \"Behind target\"}\n", t.bound)
	}
	for _, band := range t.own {
		fmt.Fprintf(&b, "\n[[band]]\nid = %q\nmark = %q\nname = {ja = %q, en = %q}\nwhen = %q\nwhen_lower = %q\n", band.id, band.mark, band.ja, band.en, band.when, band.lower)
	}
	return b.String() + t.writeGrades()
}

// indicator is what the plan says.
func (f *facts) indicator() string {
	s := fmt.Sprintf("\n[[indicator]]\nkind = \"shihyo\"\nnumber = %d\nname = %s\nmeasured = %q\ndirection = %q\nsections = [\"ka-%d\"]\n",
		f.number, f.inTOML(), f.measured, f.direction, 1+f.number%2)
	switch {
	case f.form == wantTotal:
		s += fmt.Sprintf("total = {from = \"FY%d\", to = \"FY%d\"}\n", f.town.years[0], f.due)
	case f.form == wantFinal:
		s += fmt.Sprintf("final_target = {year = \"FY%d\", value = %s}\n", f.due, f.final)
	}
	if f.unit > 0 {
		s += f.unitInTOML()
	}
	s += f.writePlan()
	s += f.writeHistory()
	if until := f.untilUnderItsID(); until != 0 {
		s += fmt.Sprintf("until = \"FY%d\"\n", until)
	}
	if f.since > f.town.years[0] {
		s += fmt.Sprintf("since = \"FY%d\"\n", f.since)
	}
	if f.rule != "" {
		s += fmt.Sprintf("rule = %q\n", f.rule)
	}
	if f.tolerance != "" {
		s += fmt.Sprintf("tolerance = %s\n", f.tolerance)
	}
	if f.once {
		s += "once = true\n"
	}
	if f.unjudged {
		s += "judged = false\n"
	}
	return s + f.writeParts()
}

// record is what the year says.
func (f *facts) record() string {
	s := fmt.Sprintf("[[record]]\nindicator = \"shihyo-%d\"\n", f.number) + f.award.write() + f.writeLine()
	if f.printed != "" {
		s += fmt.Sprintf("published = %q\n", f.printed)
	}
	if f.differs {
		s += "difference = {ja = \"資料の誤植\", en = \"A misprint of the source\"}\n"
	}
	if f.undone {
		s += "undone = true\n"
	}
	if f.provisional {
		s += "provisional = true\n"
	}
	if f.form == wantParts {
		return s + f.partRecords() + f.writeDeeds() + "\n"
	}
	words := map[string]string{"done": `{ja = "策定済み", en = "Adopted", done = true}`, "not": `{ja = "未策定", en = "Not adopted", done = false}`}
	figure := func(key, value, none string) {
		switch {
		case words[value] != "":
			value = words[value]
		case value == "":
			value = fmt.Sprintf("{none = %q}", none)
		}
		s += key + " = " + value + "\n"
	}
	switch {
	case f.planned:
		s += fmt.Sprintf("baseline = {value = %s, nature = \"planned\"}\n", f.baseline)
	default:
		figure("baseline", f.baseline, f.noBase)
	}
	s += f.writeRevised()
	switch f.form {
	case wantFinal:
		if f.step && !f.leaves {
			s += "target = " + f.target + "\n"
		}
	case wantAbove, wantBelow, wantRange:
		if !f.leaves {
			s += "target = " + f.written(f.target, f.to) + "\n"
		}
	case wantRaise, wantLower, wantKeep:
		s += fmt.Sprintf("target = {aim = %q}\n", f.form)
	case wantLater:
		figure("target", "", "not-yet")
	default:
		if f.leaves {
			break
		}
		if f.bound {
			s += fmt.Sprintf("target = {%s = %s}\n", map[bool]string{true: "to", false: "from"}[f.lowers()], f.target)
			break
		}
		figure("target", f.target, "not-set")
	}
	figure("actual", f.actual, cmp.Or(f.absent, "not-yet"))
	if f.soFar != "" {
		s += "so_far = " + f.soFar + "\n"
	}
	if f.forecast != "" {
		s += "forecast = " + f.forecast + "\n"
	}
	if f.otherwise {
		s += "comparability = {state = \"method-changed\", ja = \"数え方が変わった\", en = \"Counted another way\"}\n"
	}
	return s + f.writeDeeds() + f.writeWithin() + "\n"
}

// absentReasons are why a value is not there and will not come.
var absentReasons = []string{"not-measured", "lost-in-source", "not-stated", "not-applicable", "withheld", "below-detection-limit"}
