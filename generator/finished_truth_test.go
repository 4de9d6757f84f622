package main

import (
	"cmp"
	"math/big"
	"strings"
)

// truth is what the facts of a record give by the plain reading of DESIGN.md, 4,
// 5 and 17, worked out with nothing of the program's own.
type truth struct {
	missed, met  bool
	band         string   // id
	rate         *big.Rat // nil for none
	share        *big.Rat // of the planned change, nil for none
	sum          *big.Rat // of a total, nil where a year is not there
	better, same bool     // against the baseline
	worse        bool
	nearer       bool // than the baseline to a value that was to be kept and was not
	further      bool
	doubt        bool // the city's band counts as met what the target does not: nothing is said of the target
}

var (
	full, eighty = big.NewRat(100, 1), big.NewRat(80, 1)
	nought       = new(big.Rat)
)

// rat is a figure as a number, nil for none.
func rat(s string) *big.Rat {
	x, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return x
}

func percentOf(x, of *big.Rat) *big.Rat {
	x = new(big.Rat).Quo(x, of)
	return x.Mul(x, full)
}

func minus(x, y *big.Rat) *big.Rat { return new(big.Rat).Sub(x, y) }

// stated reports that nobody judges the indicator.
func (f *facts) stated() bool { return f.neutral || f.unjudged }

// aimed reports whether the target is a direction without a number.
func (f *facts) aimed() bool {
	return f.form == wantRaise || f.form == wantLower || f.form == wantKeep
}

// lowers reports whether lower is better; the first is the best rank.
func (f *facts) lowers() bool { return f.direction == "decrease" }

// truthOf works out what may be said of a record.
func (t *randomTown) truthOf(f *facts) (tr truth) {
	base, goal, now := rat(f.baseline), rat(f.target), rat(f.actual)
	if f.form == wantTotal {
		tr.sum = f.sum()
		now = tr.sum
	}
	if f.form == wantParts {
		t.partsTruth(f, &tr)
		tr.band = t.bandOf(f, &tr, nil, nil, nil)
		return tr
	}
	if f.doneBefore() > 0 {
		t.done(f, &tr)
		return tr
	}
	tr.compare(f, base, goal)
	tr.meet(t, f, base, goal, now)
	tr.rate = t.rateOf(f, &tr, base, goal, now)
	if base != nil && goal != nil && rat(f.actual) != nil && f.plansChange() {
		tr.share = percentOf(minus(rat(f.actual), base), minus(goal, base))
	}
	tr.band = t.bandOf(f, &tr, base, goal, now)
	if tr.missed && (tr.band == "over" || tr.band == "met" || tr.band == "green") {
		tr.missed, tr.doubt = false, true
		if f.direction == "maintain" { // what the city counts as kept is no worse
			tr.better, tr.worse, tr.same = false, false, false
		}
	}
	if f.direction == "maintain" && f.form != wantRange && f.measured != "rank" && !tr.met {
		tr.nearer, tr.further, tr.better, tr.worse = tr.better, tr.worse, false, false // neither is better or worse
	}
	return tr
}

// doneBefore is the year in which something to be done once was done before, 0 for none.
func (f *facts) doneBefore() (year int) {
	if !f.once || f.undone {
		return 0
	}
	for p := f.before; p != nil && !p.undone; p = p.before {
		if p.actual == "done" && !p.provisional {
			year = p.year
		}
	}
	return year
}

// done is of what was done in an earlier year: it stays so, whether a value is there or not.
func (t *randomTown) done(f *facts, tr *truth) {
	tr.met, tr.band = true, "achieved"
	if t.ruleOf(f) != "none" {
		tr.rate = full
	}
	switch {
	case f.graded():
		tr.band, tr.met = f.award.grade, !f.unassessed()
	case f.provisional:
		tr.band = "pending"
	case t.grades.judges:
		tr.band = "no-band"
	case t.own != nil:
		one := big.NewRat(1, 1)
		tr.band = t.ownBandOf(&facts{}, nil, one, one)
	}
}

// over reports whether the years of a total have passed.
func (f *facts) over() bool { return f.form == wantTotal && f.year > f.due }

// sum adds the years of a total so far, nil where one is not there.
func (f *facts) sum() *big.Rat {
	if f.over() {
		return nil
	}
	if x := f.added(); x != nil {
		return x
	}
	return rat(f.soFar)
}

// added is the sum of the years' own actuals.
func (f *facts) added() *big.Rat {
	total := rat(f.actual)
	for year := f.town.years[0]; year < f.year && total != nil; year++ {
		x := rat(f.actualOf(year))
		if x == nil {
			return nil
		}
		total.Add(total, x)
	}
	return total
}

// cameTo is the sum of a total whose years have passed, nil where its last year has none.
func (f *facts) cameTo() *big.Rat {
	for p := f.before; p != nil && f.over(); p = p.before {
		if p.year == f.due && !p.provisional {
			return p.sum()
		}
	}
	return nil
}

// fellBack reports whether a year took something from a total.
func (f *facts) fellBack() bool {
	for year := f.town.years[0]; year <= f.year; year++ {
		if x := rat(f.actualOf(year)); x != nil && x.Sign() < 0 {
			return true
		}
	}
	return false
}

// plansChange reports whether a measurable change was planned: a value that lies
// beyond the baseline in the direction that is better.
func (f *facts) plansChange() bool {
	if f.stated() || f.measured != "number" || f.form != wantValue && f.form != wantFinal && f.form != wantAbove && f.form != wantBelow {
		return false
	}
	planned := minus(rat(f.target), rat(f.baseline))
	switch {
	case f.direction == "maintain":
		if planned.Sign() == 0 {
			return false
		}
	case f.lowers() && planned.Sign() >= 0, !f.lowers() && planned.Sign() <= 0:
		return false
	}
	// A change of less than ten steps of the last digit plans nothing that can be measured.
	places := max(placesOf(f.baseline), placesOf(f.target), placesOf(f.actual))
	for range places {
		planned.Mul(planned, big.NewRat(10, 1))
	}
	return places == 0 || planned.Abs(planned).Cmp(big.NewRat(10, 1)) >= 0
}

func placesOf(s string) int {
	_, after, _ := strings.Cut(s, ".")
	return len(after)
}

// compare sets how the value stands to the baseline.
func (tr *truth) compare(f *facts, base, goal *big.Rat) {
	now := rat(f.actual)
	if f.measured == "done" && f.baseline != "" && f.actual != "" {
		tr.same, tr.better = f.actual == f.baseline, f.actual == "done" && f.baseline == "not"
		return
	}
	if base == nil || now == nil || f.stated() || f.form == wantTotal {
		return
	}
	moved := now.Cmp(base)
	if f.lowers() {
		moved = -moved
	}
	if f.direction == "maintain" {
		from, to := goal, goal
		switch f.form {
		case wantRange:
			to = rat(f.to) // nil where that end is open
		case wantKeep:
			from, to = base, base
		case wantNone, wantLater:
			return
		}
		moved = away(base, from, to).Cmp(away(now, from, to))
	}
	tr.better, tr.same, tr.worse = moved > 0, moved == 0, moved < 0
}

// away is how far a value lies outside of a range.
func away(x, from, to *big.Rat) *big.Rat {
	switch {
	case from != nil && x.Cmp(from) < 0:
		return minus(from, x)
	case to != nil && x.Cmp(to) > 0:
		return minus(x, to)
	}
	return nought
}

// meet decides whether the target is met, of final and of provisional values.
func (tr *truth) meet(t *randomTown, f *facts, base, goal, now *big.Rat) {
	if f.stated() || f.form == wantNone || f.form == wantLater || f.ahead() {
		return
	}
	if f.absent == "not-applicable" && f.printed != "" && !t.ownBands() && t.rule != "none" && !f.ahead() && !f.over() && tr.sum == nil {
		tr.met = rat(f.printed).Cmp(full) >= 0 // the city judged what cannot be, such as a debt ratio without debt
		tr.missed = !tr.met && !(f.form == wantTotal && f.year < f.due)
		return
	}
	if f.measured == "done" {
		tr.met, tr.missed = f.actual == "done", f.actual == "not"
		return
	}
	if now == nil {
		return
	}
	if f.aimed() && base == nil {
		return
	}
	switch {
	case f.form == wantRange:
		tr.met = away(now, goal, rat(f.to)).Sign() == 0
	case f.form == wantRaise:
		tr.met = now.Cmp(base) > 0
	case f.form == wantLower:
		tr.met = now.Cmp(base) < 0
	case f.form == wantKeep && f.direction == "increase":
		tr.met = now.Cmp(base) >= 0
	case f.form == wantKeep && f.lowers():
		tr.met = now.Cmp(base) <= 0
	case f.form == wantKeep:
		tr.met = now.Cmp(base) == 0
	case f.form == wantAbove:
		tr.met = now.Cmp(goal) > 0
	case f.form == wantBelow:
		tr.met = now.Cmp(goal) < 0
	case f.direction == "maintain":
		tr.met = now.Cmp(goal) == 0
	case f.lowers():
		tr.met = now.Cmp(goal) <= 0
	default:
		tr.met = now.Cmp(goal) >= 0
	}
	tr.missed = !tr.met
	if f.form == wantTotal && f.year < f.due && (tr.missed || goal.Sign() <= 0 || f.fellBack()) {
		tr.met, tr.missed = false, false // there is time, to go on or to fall back
	}
}

// rateOf is the rate by the city's rule, nil where the rule has none or where it
// would say otherwise than the target itself.
func (t *randomTown) rateOf(f *facts, tr *truth, base, goal, now *big.Rat) *big.Rat {
	if t.ruleOf(f) == "none" || f.stated() && f.printed == "" || f.ahead() || f.measured == "rank" {
		return nil
	}
	switch f.form {
	case wantNone, wantLater, wantRaise, wantLower, wantKeep:
		return nil
	}
	if f.measured == "done" {
		switch f.actual {
		case "done":
			return full
		case "not":
			return nought
		}
		return nil
	}
	if now == nil {
		return nil
	}
	if f.form == wantRange || f.direction == "maintain" {
		to := goal
		if f.form == wantRange {
			to = rat(f.to)
		}
		if away(now, goal, to).Sign() == 0 {
			return full
		}
		return nil
	}
	x := t.byRule(f, base, goal, now)
	strict := f.form == wantAbove || f.form == wantBelow
	kept := base != nil && goal.Cmp(base) == 0 && !strict && f.form != wantTotal
	if f.printed != "" {
		return x
	}
	switch {
	case x == nil, kept && tr.missed, tr.met && x.Cmp(full) < 0, tr.missed && x.Cmp(full) >= 0 && !strict:
		return nil
	}
	return x
}

// ruleOf is the rule of a record: its indicator's, else the city's.
func (t *randomTown) ruleOf(f *facts) string { return cmp.Or(f.rule, t.rule) }

// startsFromBaseline reports whether the rate of a record is reckoned from its baseline.
func (t *randomTown) startsFromBaseline(f *facts) bool {
	if f.form == wantRange || f.direction == "maintain" || f.measured != "number" {
		return false
	}
	switch t.ruleOf(f) {
	case "from-baseline":
		return f.form != wantTotal || f.rule != ""
	case "capped":
		return f.lowers()
	}
	return false
}

// roundingOf is how a rate of the record is cut: a rule of the city's own says so itself.
func (t *randomTown) roundingOf(f *facts) string {
	for _, rule := range ownRules {
		if rule.id == t.ruleOf(f) {
			return rule.rounding
		}
	}
	return t.rounding
}

// atMost cuts a rate at a cap, 0 for none.
func atMost(x *big.Rat, top int64) *big.Rat {
	if cap := big.NewRat(top, 1); top != 0 && x.Cmp(cap) > 0 {
		return cap
	}
	return x
}

func (t *randomTown) byRule(f *facts, base, goal, now *big.Rat) *big.Rat {
	switch rule := t.ruleOf(f); {
	case rule == "from-baseline" && f.form == wantTotal && f.rule == "": // a total has no baseline to start from
	case rule == "from-baseline", rule == "capped" && f.lowers():
		if base == nil || goal.Cmp(base) == 0 {
			return nil
		}
		return atMost(percentOf(minus(now, base), minus(goal, base)), map[string]int64{"capped": 120}[rule])
	case rule == "capped", rule == "topped":
		if goal.Sign() == 0 {
			return nil
		}
		if rule == "capped" {
			return atMost(percentOf(now, goal), 120)
		}
		return atMost(percentOf(now, goal), 100)
	}
	if goal.Sign() <= 0 || now.Sign() < 0 || f.lowers() && now.Sign() == 0 {
		return nil
	}
	switch {
	case f.lowers() && t.ruleOf(f) == "complement":
		return minus(big.NewRat(200, 1), percentOf(now, goal))
	case f.lowers():
		return percentOf(goal, now)
	}
	return percentOf(now, goal)
}

// bandOf is the id of the band.
func (t *randomTown) bandOf(f *facts, tr *truth, base, goal, now *big.Rat) string {
	switch {
	case f.graded():
		if f.aimed() || f.awaited() || f.unassessed() { // its words the grade has judged
			tr.met, tr.missed = false, false
		}
		return f.award.grade
	case f.form == wantNone, f.aimless(), f.stated(), f.over():
		return "not-judged"
	case f.undecided():
		return "pending"
	case f.absent != "" && !tr.met && !tr.missed, f.ahead() && !t.grades.judges: // of a year before the target's no final actual would be judged
		return "not-judged"
	case f.lacking() != "":
		return "not-judged"
	case f.actual == "" && f.absent == "" && f.form != wantParts && tr.sum == nil, f.awaited(), f.provisional:
		return "pending"
	case t.own != nil && f.form == wantTotal && !tr.met && !tr.missed:
		return "not-judged" // these bands say nothing of a year before the target's
	case t.own != nil:
		if band := t.ownBandOf(f, base, goal, now); band != "" || !tr.met && !tr.missed {
			return cmp.Or(band, "not-judged")
		}
		return "no-band"
	case t.grades.judges && (tr.met || tr.missed):
		return "no-band"
	case tr.met:
		return "achieved"
	case !tr.missed:
		return "not-judged"
	case tr.rate != nil && tr.rate.Cmp(full) >= 0 && f.form != wantAbove && f.form != wantBelow:
		return "behind" // printed by a rule that does not fit the target
	case tr.rate == nil && f.printed != "" && t.rule != "none":
		if printed := rat(f.printed); printed.Cmp(eighty) >= 0 && printed.Cmp(full) < 0 {
			return "nearly" // the printed rate says so, where none can be computed
		}
	case tr.rate != nil && tr.rate.Cmp(eighty) >= 0:
		return "nearly"
	}
	return "behind"
}

// ownBandOf looks at the town's conditions with the figures put in; "" where a
// figure that they need is not there.
func (t *randomTown) ownBandOf(f *facts, base, goal, now *big.Rat) string {
	if f.measured == "done" {
		one := map[string]*big.Rat{"done": big.NewRat(1, 1), "not": nought}
		base, goal, now = one[f.baseline], one["done"], one[f.actual]
	}
	if goal == nil || now == nil || f.form == wantRange {
		return ""
	}
	ahead := func(x, of *big.Rat) int { // of another, in the direction that is better
		if f.lowers() {
			return of.Cmp(x)
		}
		return x.Cmp(of)
	}
	if t.own[0].id == "green" {
		return f.lightOf(goal, now, ahead)
	}
	switch beyond := ahead(now, goal); {
	case beyond > 0:
		return "over"
	case beyond == 0:
		return "met"
	case base == nil:
		return ""
	case ahead(now, base) > 0:
		return "under"
	}
	return "stalled"
}

// lightOf is green, amber or red. Without a tolerance, or a value of the year before, the
// other alone may decide.
func (f *facts) lightOf(goal, now *big.Rat, ahead func(x, of *big.Rat) int) string {
	if ahead(now, goal) >= 0 {
		return "green"
	}
	tolerance, previous := rat(f.tolerance), f.previous()
	off := minus(goal, now)
	switch {
	case tolerance != nil && off.Abs(off).Cmp(tolerance) <= 0, previous != nil && ahead(now, previous) > 0:
		return "amber"
	case tolerance == nil || previous == nil:
		return ""
	}
	return "red"
}

// previous is what the value is held against that stands a year before: of a total its
// sum then.
func (f *facts) previous() *big.Rat {
	switch {
	case f.form == wantTotal && f.year == f.town.years[0]:
		return nil
	case f.form == wantTotal && f.before != nil && f.before.year == f.year-1:
		return f.before.sum()
	case f.form == wantTotal:
		before := *f
		before.year, before.actual, before.before, before.soFar = f.year-1, f.actualOf(f.year-1), f, "" // this year has printed it
		return before.sum()
	}
	return rat(f.actualOf(f.year - 1))
}

// moved is how the rate changed since the year before: rose, fell, unchanged, that
// it cannot be compared, or that there was none.
func (t *randomTown) moved(f *facts) string {
	if f.before == nil {
		return "appeared"
	}
	was, is := t.truthOf(f.before), t.truthOf(f)
	if was.rate == nil || is.rate == nil || f.otherwise {
		return "incomparable"
	}
	if f.printed != "" && f.printed == f.before.printed && is.band == was.band {
		return "unchanged" // the same rate is printed
	}
	return [...]string{"fell", "unchanged", "rose"}[is.rate.Cmp(was.rate)+1]
}

// otherGoal reports whether the target is another than the year before's.
func (f *facts) otherGoal() bool {
	if f.ahead() != f.before.ahead() && f.final == f.before.final {
		return false // a step on the way and the final target are one plan
	}
	other := func(x, y string) bool {
		a, b := rat(x), rat(y)
		return (a == nil) != (b == nil) || a != nil && a.Cmp(b) != 0
	}
	for i, p := range f.parts {
		if other(p.target, f.before.parts[i].target) {
			return true
		}
	}
	return other(f.target, f.before.target) || other(f.to, f.before.to)
}
