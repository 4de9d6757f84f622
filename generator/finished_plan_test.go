package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What a plan of several years has: targets of single years, a final one, those that were
// revised, and printed sums.

// planTable is the plan's table of targets by year, each a value or the two ends of a range.
type planTable struct{ targets map[int][2]string }

// revision is how the target of a record was changed: what it was, and when, in which
// fiscal year; 0 where nobody says.
type revision struct {
	was  [2]string
	year int
	late bool // in March rather than in October
}

// ahead reports whether the only target is of a later year.
func (f *facts) ahead() bool { return f.form == wantFinal && f.year < f.due && !f.step }

// drawPlan draws which years the plan itself has targets for.
func (f *facts) drawPlan(r *rand.Rand) {
	switch f.form {
	case wantValue, wantAbove, wantBelow, wantRange, wantTotal, wantFinal:
	default:
		return
	}
	if r.IntN(3) > 0 {
		return
	}
	f.plan = &planTable{targets: map[int][2]string{}}
	for year := f.town.years[0]; year <= lastYear; year++ {
		known := slices.Contains(f.town.years, year)
		if r.IntN(4) == 0 || !known && r.IntN(2) == 0 || f.due != 0 && year >= f.due && f.form == wantFinal || f.due != 0 && year > f.due {
			continue
		}
		f.plan.targets[year] = f.drawnTarget(r)
	}
}

// drawnTarget draws a target of the indicator's form.
func (f *facts) drawnTarget(r *rand.Rand) [2]string {
	switch {
	case f.form == wantRange:
		from, to := f.drawnRange(r)
		return [2]string{from, to}
	case f.measured == "rank":
		return [2]string{fmt.Sprint(1 + r.IntN(9))}
	}
	return [2]string{drawnNumber(r, r.IntN(2))}
}

// drawnRange draws a range, also one with an open end in the direction that is not better.
func (f *facts) drawnRange(r *rand.Rand) (from, to string) {
	from, to = fmt.Sprint(1+r.IntN(3)), fmt.Sprint(5+r.IntN(3))
	if !f.lowers() && r.IntN(3) == 0 {
		return "", to
	}
	if f.direction != "increase" && r.IntN(3) == 0 {
		return from, ""
	}
	return from, to
}

// byPlan gives a record what the plan has for its year, and draws whether that was revised.
func (f *facts) byPlan(r *rand.Rand) {
	f.step, f.leaves, f.revised, f.final = false, false, nil, ""
	if f.form == wantFinal {
		f.final = f.target
		if f.before != nil && f.before.final != "" {
			f.final = f.before.final
		}
		f.target = f.final
	}
	if f.plan != nil && f.form != wantTotal {
		if own, ok := f.plan.targets[f.year]; ok {
			f.target, f.to, f.leaves = own[0], own[1], r.IntN(3) > 0
			f.step = f.form == wantFinal
		}
	}
	switch f.form {
	case wantValue, wantAbove, wantBelow, wantRange, wantTotal, wantFinal:
	default:
		return
	}
	if r.IntN(5) > 0 || f.form == wantFinal && !f.step && (f.before == nil || f.year > f.due) {
		return
	}
	f.revised = &revision{was: f.drawnTarget(r), late: r.IntN(2) == 0}
	if f.form == wantFinal && !f.step { // of the final target, in this year
		f.revised.was, f.final = [2]string{f.before.final}, f.drawnTarget(r)[0]
		f.target, f.revised.year = f.final, f.year
		if f.before.revised == nil { // what has no day is taken to have been one with that
			f.revised.year *= r.IntN(2)
		}
	} else if r.IntN(4) > 0 {
		f.revised.year = f.town.years[0] + r.IntN(f.year-f.town.years[0]+1)
	}
}

// drawSoFar draws a printed sum of a total: that of its years, or where a year is not there one
// that goes on from the year before's.
func (f *facts) drawSoFar(r *rand.Rand) {
	f.soFar = ""
	if f.form != wantTotal || f.over() || r.IntN(3) == 0 {
		return
	}
	if x := f.added(); x != nil {
		f.soFar = x.FloatString(2)
	} else if now, p := rat(f.actual), f.before; now != nil && p != nil && p.year == f.year-1 && p.sum() != nil {
		f.soFar = now.Add(now, p.sum()).FloatString(2)
	} else {
		f.soFar = drawnNumber(r, 1)
	}
}

// written is a target in TOML.
func (f *facts) written(target, to string) string {
	switch f.form {
	case wantAbove, wantBelow:
		return fmt.Sprintf("{%s = %s}", f.form, target)
	case wantRange:
		var ends []string
		if target != "" {
			ends = append(ends, "from = "+target)
		}
		if to != "" {
			ends = append(ends, "to = "+to)
		}
		return "{" + strings.Join(ends, ", ") + "}"
	}
	return target
}

func (f *facts) writePlan() string {
	if f.plan == nil || len(f.plan.targets) == 0 {
		return ""
	}
	var list []string
	for _, year := range slices.Sorted(maps.Keys(f.plan.targets)) {
		list = append(list, fmt.Sprintf("FY%d = %s", year, f.written(f.plan.targets[year][0], f.plan.targets[year][1])))
	}
	return "targets = {" + strings.Join(list, ", ") + "}\n"
}

func (f *facts) writeRevised() string {
	if f.revised == nil {
		return ""
	}
	on := f.revised.on()
	if on != "" {
		on = "date = " + on + ", "
	}
	return "revised = {was = " + f.written(f.revised.was[0], f.revised.was[1]) + ", " + on + "why = {ja = \"見直した\", en = \"It was reviewed\"}}\n"
}

// on is the day of a revision, "" where nobody says.
func (v *revision) on() string {
	switch {
	case v.year == 0:
		return ""
	case v.late:
		return fmt.Sprintf("%d-03-21", v.year+1)
	}
	return fmt.Sprintf("%d-10-01", v.year)
}

// day is that day as a page writes it.
func (v *revision) day(tag string) string {
	switch {
	case v.year == 0:
		return ""
	case tag == "en" && v.late:
		return fmt.Sprintf("21 Mar %d", v.year+1)
	case tag == "en":
		return fmt.Sprintf("1 Oct %d", v.year)
	case v.late:
		return fmt.Sprintf("令和%d年3月21日", v.year+1-2018)
	}
	return fmt.Sprintf("令和%d年10月1日", v.year-2018)
}

// untold reports whether nobody says what the plan had for a later year at the end of the
// record's: another target was revised since, that one perhaps too, and its year has no record.
func (f *facts) untold(year int) bool {
	untold := false
	for later := f.next; later != nil && later.id() == f.id() && f.form != wantTotal; later = later.next { // what stands under another id is of its own plan
		if later.year == year {
			return false
		}
		final := later.form == wantFinal && !later.step // the final target itself was revised
		untold = untold || later.revised != nil && later.year < year && !later.knownTo(f) && !(final && year == f.due)
	}
	return untold
}

// knownTo reports whether an earlier record's year knew of a record's revision: it ended after
// that day, or tells of that day itself or of an earlier one.
func (f *facts) knownTo(earlier *facts) bool {
	known := f.revised.year != 0 && f.revised.year <= earlier.year
	for b := f.before; b != nil; b = b.before {
		told := b.revised != nil && b.revised.on() == f.revised.on()
		if f.revised.year == 0 && !told {
			break // of what has no day, where all in between tell of one
		}
		known = known || told && b.year <= earlier.year
	}
	return known
}

// planFor is the plan's target of a later year as it stood at the end of the record's: one that
// was revised afterwards is still the former.
func (f *facts) planFor(year int) [2]string {
	for later := f.next; later != nil && f.form != wantTotal; later = later.next { // of a total it is the total that was revised
		if later.year != year || later.revised == nil {
			continue
		}
		if !later.knownTo(f) {
			return later.revised.was
		}
	}
	return f.plan.targets[year]
}

// yearName is how a page calls a year.
func yearName(tag string, year int) string {
	switch {
	case tag == "ja" && year == 2019:
		return "令和元年度"
	case tag == "ja":
		return fmt.Sprintf("令和%d年度", year-2018)
	}
	return fmt.Sprintf("FY%d", year)
}

// said is a target as a page says it.
func (f *facts) said(tag string, v [2]string) string {
	from, to := strings.ReplaceAll(v[0], "-", "−"), v[1]
	en, ja := from, from
	switch {
	case f.measured == "rank":
		n, _ := strconv.Atoi(from)
		ending := "th"
		if n < 4 {
			ending = [...]string{"th", "st", "nd", "rd"}[n]
		}
		en, ja = from+ending, from+"位"
	case f.form == wantAbove:
		en, ja = "more than "+from, from+"を超える値"
	case f.form == wantBelow:
		en, ja = "less than "+from, from+"未満"
	case f.form == wantRange && from == "":
		en, ja = to+" or less", to+"以下"
	case f.form == wantRange && to == "":
		en, ja = from+" or more", from+"以上"
	case f.form == wantRange:
		en, ja = from+" to "+to, from+"～"+to
	}
	if tag == "ja" {
		return ja
	}
	return en
}

// furtherLines are what stands below the three figures, by what it is.
func (p *reading) furtherLines(tag string, f *facts) map[string]string {
	lines := map[string]string{}
	put := func(key, en, ja string, words ...string) {
		if tag == "ja" {
			en = ja
		}
		lines[key] = strings.Join(slices.DeleteFunc(append([]string{en}, words...), func(s string) bool { return s == "" }), " ")
	}
	span := map[string]string{"en": "from %s to %s", "ja": "%sから%sまで"}[tag]
	span = fmt.Sprintf(span, yearName(tag, f.town.years[0]), yearName(tag, f.due))
	if f.form == wantFinal && !(f.step && f.untold(f.due)) {
		put("", "Final target of the plan", "計画の最終目標", f.said(tag, [2]string{f.final}), yearName(tag, f.due))
	}
	if f.plan != nil {
		if own, ok := f.plan.targets[f.year]; ok && f.form == wantTotal && !f.over() && rat(own[0]).Cmp(rat(f.target)) != 0 {
			put("year_target", "Target for this year", "この年度の目標値", f.said(tag, own), yearName(tag, f.year))
		}
		var later []string
		for _, year := range slices.Sorted(maps.Keys(f.plan.targets)) {
			if year > f.year && !f.untold(year) {
				later = append(later, yearName(tag, year)+map[string]string{"en": ": ", "ja": " "}[tag]+f.said(tag, f.planFor(year)))
			}
		}
		if later != nil {
			put("later", "Targets of later years", "この後の年度の目標値", strings.Join(later, map[string]string{"en": ", ", "ja": "、"}[tag]))
		}
	}
	if sum := p.truths[f].sum; sum != nil {
		note := "of the total " + span
		if tag == "ja" {
			note = span[:len(span)-len("まで")] + "までの合計のうち"
		}
		put("so_far", "Total so far", "これまでの合計", f.plainSum(sum), note)
	}
	if came := f.cameTo(); came != nil {
		put("came", "Total", "合計", f.plainSum(came), span)
	}
	if f.forecast != "" {
		put("forecast", "Forecast", "見込み", strings.ReplaceAll(f.forecast, "-", "−"), map[string]string{"en": "not an actual", "ja": "実績値ではありません"}[tag])
	}
	if f.revised != nil {
		put("revised", "Target before it was revised", "改定前の目標値", f.inFormerUnit(tag, f.said(tag, f.revised.was)), f.revised.day(tag), map[string]string{"en": "It was reviewed", "ja": "見直した"}[tag])
	}
	return lines
}

// inFormerUnit is what a target was before the indicator became another one of another unit.
func (f *facts) inFormerUnit(tag, words string) string {
	if !f.other || f.unit != 2 {
		return words
	}
	unit := [2]string{unitNames[1][0], " " + unitNames[1][1]}[tongue(tag)]
	return lastNumber.ReplaceAllString(words, "${1}"+unit+"${2}")
}

var lastNumber = regexp.MustCompile(`(\d)(\D*)$`)

// plainSum is a sum as a page writes it, with the decimals of its years or of the printed one.
func (f *facts) plainSum(x *big.Rat) string {
	places := 0
	for p := f; p != nil; p = p.before {
		if over := p.over(); !over && p.added() == nil {
			places = placesOf(p.soFar)
			break
		} else if over {
			continue
		}
		for year := f.town.years[0]; year <= p.year; year++ {
			places = max(places, placesOf(p.actualOf(year)))
		}
		break
	}
	return strings.ReplaceAll(x.FloatString(places), "-", "−")
}

// planSentences are what a page says of a printed sum where the year's own actual is not there.
func planSentences() (list []sentence) {
	for reason, said := range reasonNames {
		list = append(list, sentence{"It was {s} in all so far (this year alone: " + said[1] + ").", "これまでの合計は{s}です（この年度の実績値は" + said[0] + "）。", func(s claim) bool {
			return s.form == wantTotal && s.actual == "" && cmp.Or(s.absent, "not-yet") == reason && s.is("s", s.facts.soFar)
		}})
	}
	return list
}

// reasonNames are why a figure is not there, as pages say it.
var reasonNames = map[string][2]string{
	"not-set": {"設定なし", "None set"}, "not-measured": {"測定なし", "Not measured"}, "lost-in-source": {"資料で欠落", "Lost in the source"},
	"not-stated": {"記載なし", "Not stated"}, "not-yet": {"未確定", "Not yet available"}, "not-applicable": {"対象外", "Does not apply"},
	"withheld": {"秘匿", "Withheld"}, "below-detection-limit": {"検出下限値未満", "Below the detection limit"},
}
