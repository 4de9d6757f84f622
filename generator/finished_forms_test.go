package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// What not every indicator has: parts, and a rate that the city printed.

// wantParts is the form of a composite: its targets are those of its parts.
const wantParts = "parts"

// partNames are the names of the two parts that a composite of a random town has.
var partNames = [2]struct{ id, ja, en string }{{"a", "前半", "First half"}, {"b", "後半", "Second half"}}

// drawParts makes up the figures of a composite's parts for a year.
func (f *facts) drawParts(r *rand.Rand) {
	f.baseline, f.target, f.actual, f.to, f.forecast = "", "", "", "", ""
	f.provisional, f.otherwise, f.absent, f.planned = r.IntN(10) == 0, false, "", false
	f.parts = nil
	for i := range partNames {
		p := &facts{town: f.town, number: i, year: f.year, measured: "number", direction: pick(r, "increase", "increase", "decrease"), form: wantValue, rule: f.rule}
		if f.before != nil {
			p.direction = f.before.parts[i].direction
		}
		p.baseline, p.target, p.actual = drawnNumber(r, 0), drawnNumber(r, 0), drawnNumber(r, 1)
		switch r.IntN(12) {
		case 0:
			p.actual = ""
		case 1:
			p.form, p.target = wantNone, ""
		case 2:
			p.baseline = ""
		case 3:
			p.actual, p.absent = "", pick(r, absentReasons...)
		case 4:
			p.form, p.target = wantLater, ""
		}
		f.parts = append(f.parts, p)
	}
}

// partsTruth works out a composite: the mean of its parts' rates where each has
// one decides it, else it is met when each part is, and missed when one is.
func (t *randomTown) partsTruth(f *facts, tr *truth) {
	sum, whole, met, loose := new(big.Rat), true, true, false
	for _, p := range f.parts {
		if p.form == wantNone && !f.aimless() { // neither met nor missed
			whole, loose = false, true
			continue
		}
		part := t.truthOf(p)
		if whole = whole && part.rate != nil; whole {
			sum.Add(sum, part.rate)
		}
		met = met && part.met
		tr.missed = tr.missed || part.missed
	}
	if whole {
		tr.rate = sum.Quo(sum, big.NewRat(int64(len(f.parts)), 1))
		met = tr.rate.Cmp(full) >= 0
		tr.missed = !met
	}
	if loose && f.printed != "" && t.ruleOf(f) != "none" && !f.awaited() && f.lacking() == "" { // only the city could work it out
		met = rat(f.printed).Cmp(full) >= 0
		tr.missed = !met
	}
	tr.met = met && !tr.missed
	if f.lacking() != "" { // that leaves the whole open
		tr.met, tr.missed = false, false
	}
}

// lacks reports whether a value is not there for a reason, of the whole or of a part.
func (f *facts) lacks(reason string) bool {
	return f.absent == reason || slices.ContainsFunc(f.parts, func(p *facts) bool { return p.absent == reason })
}

// awaited reports whether the value of a part that decides the whole is still to come.
func (f *facts) awaited() bool {
	for _, p := range f.parts {
		if p.actual == "" && p.absent == "" && (p.form != wantNone || f.aimless()) {
			return true
		}
	}
	return false
}

// unset is why a part has no target.
func (f *facts) unset() string {
	return map[bool]string{true: "not-yet", false: "not-set"}[f.form == wantLater]
}

// undecided reports whether the target is not decided yet, or that of each part.
func (f *facts) undecided() bool {
	return f.form == wantLater || len(f.parts) > 0 && !slices.ContainsFunc(f.parts, func(p *facts) bool { return p.form != wantLater })
}

// lacking is why the actual of a part that decides the whole is not there and will not be, "" for
// none, or where another is still to come.
func (f *facts) lacking() (why string) {
	for _, p := range f.parts {
		if p.actual == "" && (p.form != wantNone || f.aimless()) {
			why = cmp.Or(why, p.absent)
		}
	}
	if f.awaited() {
		return ""
	}
	return why
}

// aimless reports whether no part has a target.
func (f *facts) aimless() bool {
	for _, p := range f.parts {
		if p.form != wantNone {
			return false
		}
	}
	return len(f.parts) > 0
}

// writeParts is what the plan says of the parts.
func (f *facts) writeParts() (s string) {
	for i, p := range f.parts {
		s += fmt.Sprintf("\n[[indicator.part]]\nid = %q\nname = {ja = %q, en = %q}\ndirection = %q\n", partNames[i].id, partNames[i].ja, partNames[i].en, p.direction)
	}
	return s
}

// partRecords is what the year says of the parts.
func (f *facts) partRecords() (s string) {
	for i, p := range f.parts {
		s += fmt.Sprintf("\n[[record.part]]\npart = %q\n", partNames[i].id)
		for _, figure := range [][3]string{{"baseline", p.baseline, "not-measured"}, {"target", p.target, p.unset()}, {"actual", p.actual, cmp.Or(p.absent, "not-yet")}} {
			if figure[1] == "" {
				figure[1] = fmt.Sprintf("{none = %q}", figure[2])
			}
			s += figure[0] + " = " + figure[1] + "\n"
		}
	}
	return s
}

// prints makes up the rate that the city printed: mostly the right one, sometimes
// another with a reason, or one that nobody can reckon.
func (t *randomTown) prints(r *rand.Rand, f *facts) {
	f.printed, f.differs = "", false
	if !t.printing || r.IntN(3) > 0 || f.actual == "" && f.measured != "parts" && f.absent != "not-applicable" || f.awaited() {
		return
	}
	f.printed = "0" // a printed rate is kept where none would be shown
	rate := t.truthOf(f).rate
	places := r.IntN(3)
	switch {
	case rate == nil:
		f.printed = fmt.Sprint(50 + r.IntN(70))
	case r.IntN(4) == 0:
		f.printed, f.differs = rounded(new(big.Rat).Add(rate, big.NewRat(7, 1)), places, "half-up"), true
	default:
		f.printed = rounded(rate, places, t.roundingOf(f))
	}
}

// rounded writes a number with so many decimals, by whole numbers.
func rounded(x *big.Rat, places int, how string) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	n := new(big.Int).Mul(new(big.Int).Abs(x.Num()), scale)
	whole, rest := n.DivMod(n, x.Denom(), new(big.Int))
	twice := rest.Cmp(new(big.Int).Sub(x.Denom(), rest))
	switch {
	case how == "up" && rest.Sign() > 0, how == "half-up" && twice >= 0, how == "half-even" && (twice > 0 || twice == 0 && whole.Bit(0) == 1):
		whole.Add(whole, big.NewInt(1))
	}
	if x.Sign() < 0 {
		whole.Neg(whole)
	}
	return new(big.Rat).SetFrac(whole, scale).FloatString(places)
}

// further reads what stands beside the three figures: a forecast as such, and no other.
func (p *reading) further(at page, f *facts, main *html.Node) {
	lines := map[string]string{}
	for _, line := range all(main, func(n *html.Node) bool { return n.Data == "p" && classed("final")(n) }) {
		_, key, _ := strings.Cut(attr(line, "class"), " f-")
		lines[key] = strings.ReplaceAll(text(line), " "+unitNames[1][0], unitNames[1][0]) // beside a number a unit is apart
	}
	for key, want := range p.furtherLines(at.tag, f) {
		p.hold(lines[key] == want, at, f, "%s: %q, by hand %q", cmp.Or(key, "final"), lines[key], want)
		delete(lines, key)
	}
	p.hold(len(lines) == 0, at, f, "further lines %q", lines)
}

// printed reads the rate that the city printed, and what is said of it.
func (p *reading) printed(at page, f *facts, main *html.Node) {
	row := one(one(main, classed("calc")), classed("published"))
	shown := plainNumber(wordsIn(one(row, classed("sum"))))
	p.hold(shown == f.printed, at, f, "printed %q", shown)
	if row == nil {
		return
	}
	verdict := [...]string{"Agrees", "一致"}
	switch {
	case p.truths[f].rate == nil:
		verdict = [...]string{"Kept as the city printed it: it cannot be recalculated here", "計算では確かめられないため、市の公表値をそのまま載せています"}
	case f.differs:
		verdict = [...]string{"Differs", "不一致"}
	}
	said := wordsIn(one(row, tagged("b")))
	p.hold(said == verdict[0] || said == verdict[1], at, f, "printed %q: %q", f.printed, said)
	reason := strings.Contains(wordsIn(main), "A misprint of the source") || strings.Contains(wordsIn(main), "資料の誤植")
	p.hold(reason == f.differs, at, f, "printed %q: a reason for the difference: %v", f.printed, reason)
}

// partSentences are what a page says of the parts' targets and actuals: each a
// number, or the words for none.
func partSentences() (list []sentence) {
	reasons := append(slices.Sorted(maps.Keys(reasonNames)), "")
	for _, kind := range []struct {
		en, ja string
		of     func(*facts) (figure, reason string)
	}{
		{"The targets were", "目標は", func(p *facts) (string, string) { return p.target, p.unset() }},
		{"The results were", "実績は", func(p *facts) (string, string) { return p.actual, cmp.Or(p.absent, "not-yet") }},
	} {
		for which := range len(reasons) * len(reasons) {
			why := []string{reasons[which%len(reasons)], reasons[which/len(reasons)]}
			en, ja := []string{"{p}", "{q}"}, []string{"{p}", "{q}"}
			for i := range 2 {
				if why[i] != "" {
					en[i], ja[i] = reasonNames[why[i]][1], reasonNames[why[i]][0]
				}
			}
			saidEn := kind.en + ": First half: " + en[0] + ", Second half: " + en[1] + "."
			if why[0] == "" && why[1] == "" {
				saidEn = kind.en + " " + en[0] + " (First half) and " + en[1] + " (Second half)."
			}
			list = append(list, sentence{
				saidEn, kind.ja + "前半が" + ja[0] + "、後半が" + ja[1] + "でした。",
				func(s claim) bool {
					for i, letter := range []string{"p", "q"} {
						figure, reason := kind.of(s.parts[i])
						if none := why[i] != ""; none != (figure == "") || none && reason != why[i] || !none && !s.is(letter, figure) {
							return false
						}
					}
					return true
				}})
		}
	}
	composite := func(s claim) bool { return s.form == wantParts }
	return append(list,
		sentence{"One part has no rate, so nothing can be calculated.", "率を計算できない内訳があるため、計算できません。", func(s claim) bool { return composite(s) && s.rate == nil && !s.awaited() }},
		sentence{"This indicator is measured in parts and has no baseline as a whole.", "内訳ごとに測る指標のため、全体としての基準値はありません。", composite},
		sentence{"This indicator is measured in parts, so as a whole only the achievement against the target is shown.", "内訳ごとに測る指標のため、全体では目標に対する達成度だけで見ます。", composite},
	)
}

// returned reports whether the actual is that of the baseline again, after a year that had another.
func (f *facts) returned() bool {
	same := func(x, y string) bool {
		a, b := rat(x), rat(y)
		return x == y || a != nil && b != nil && a.Cmp(b) == 0
	}
	for _, was := range f.earlier() {
		if f.actual != "" && same(f.actual, f.baseline) && !same(was, f.actual) {
			return true
		}
	}
	return false
}

// broken reports whether an earlier year missed the target of this one.
func (f *facts) broken() bool {
	goal := rat(f.target)
	for _, figure := range f.earlier() {
		was := rat(figure)
		if goal == nil || was == nil {
			continue
		}
		if c := was.Cmp(goal); f.lowers() && c > 0 || !f.lowers() && c < 0 {
			return true
		}
	}
	return false
}
