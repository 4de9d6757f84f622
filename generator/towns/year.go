package towns

import (
	"fmt"
	"strconv"
	"strings"
)

// figures is what came of an indicator in one year. The second target and
// actual are those of a composite's second part.
type figures struct {
	target, actual   int
	target2, actual2 int
	done             bool
	published        string
}

// year draws the figures of the i-th of n years.
func (ind *indicator) year(r *random, i, n int) figures {
	planned := ind.gain * (i + 1) / n
	if planned == 0 {
		planned = ind.gain / max(1, -ind.gain, ind.gain) // one step in its direction
	}
	var y figures
	y.target = ind.baseline + planned
	y.actual = max(1, ind.baseline+planned*r.between(-30, 140)/100)
	y.target2 = max(1, y.target/3)
	y.actual2 = max(1, y.target2*r.between(70, 130)/100)
	y.done = r.below(3) > 0
	places := r.below(2)
	switch ind.kind {
	case qualitative:
		y.published = "0"
		if y.done {
			y.published = "100"
		}
	case composite:
		a, ta, b, tb := y.actual, y.target, y.actual2, y.target2
		if ind.measure.decrease {
			a, ta, b, tb = ta, a, tb, b
		}
		y.published = percentage(a*tb+b*ta, 2*ta*tb, places)
	default:
		y.published = percentage(y.actual, y.target, places)
		if ind.measure.decrease {
			y.published = percentage(y.target, y.actual, places)
		}
	}
	return y
}

// percentage is x ÷ of × 100 rounded half up, in whole numbers throughout: a
// check of the program that shares no code with it.
func percentage(x, of, places int) string {
	scaled := x * 100
	if places == 1 {
		scaled *= 10
	}
	return decimal((2*scaled+of)/(2*of), places)
}

// decimal writes a whole number of tenths, or of ones.
func decimal(x, decimals int) string {
	if decimals == 0 {
		return strconv.Itoa(x)
	}
	return strconv.Itoa(x/10) + "." + strconv.Itoa(x%10)
}

func (ind *indicator) figure(x int) string { return decimal(x, ind.decimals) }

// record writes the year's record of one indicator.
func (ind *indicator) record(b *strings.Builder, r *random, sheet, year, years int, y figures) {
	fmt.Fprintf(b, "\n# 指標%d\n[[record]]\nindicator = \"shihyo-%d\"\npage      = %d\nmethod    = %s\n", ind.number, ind.number, sheet*2+1+ind.number/6, ind.method)
	switch ind.kind {
	case numeric:
		fmt.Fprintf(b, "baseline  = %s\ntarget    = %s\nactual    = %s\n", ind.figure(ind.baseline), ind.figure(y.target), ind.figure(y.actual))
	case qualitative:
		outcome := notAdopted
		if y.done {
			outcome = adopted
		}
		fmt.Fprintf(b, "baseline  = %s\ntarget    = %s\nactual    = %s\n", notAdopted, adopted, outcome)
	}
	fmt.Fprintf(b, "published = %q\n", y.published)
	as := "\n  [record.as_of]\n"
	if ind.kind != composite {
		// March before the first year, which lies in the fiscal year before.
		first := lastYear - years + 1
		as += "  baseline = \"" + eraYear(first-1) + "年度末\"\n"
	}
	fmt.Fprintf(b, "%s  target   = \"%s年度\"\n  actual   = \"%s年度\"\n", as, eraYear(year), eraYear(year))
	if ind.kind == composite {
		ind.part(b, 1, y.target, y.actual)
		ind.part(b, 2, y.target2, y.actual2)
	}
	actions(b, r, sheet, year)
	if ind.kind == numeric && y.actual > 10 && r.below(4) == 0 {
		ind.evidence(b, r, y)
	}
}

func (ind *indicator) part(b *strings.Builder, number, target, actual int) {
	fmt.Fprintf(b, "\n  [[record.part]]\n  part   = \"part-%d\"\n  target = %s\n  actual = %s\n", number, ind.figure(target), ind.figure(actual))
}

// actions writes three to seven actions, of which some leave an end open.
func actions(b *strings.Builder, r *random, sheet, year int) {
	first := r.below(len(actionTexts))
	for i := range r.between(3, 7) {
		start, end := r.between(-3, 8), r.between(8, 11)
		period := eraMonth(year, start) + "～" + eraMonth(year, end)
		switch r.below(8) {
		case 0:
			period = eraMonth(year, end) + "まで"
		case 1:
			period = eraMonth(year, start) + "から"
		case 2:
			period = eraMonth(year, start)
		}
		fmt.Fprintf(b, "\n  [[record.action]]\n  text     = %s\n  period   = %q\n  sections = [%q]\n", actionTexts[(first+i)%len(actionTexts)], period, sectionID(sheet))
	}
}

// evidence declares how the actual is made up.
func (ind *indicator) evidence(b *strings.Builder, r *random, y figures) {
	part := r.between(1, y.actual-1)
	one, other := ind.figure(part), ind.figure(y.actual-part)
	words := text{
		fmt.Sprintf("上半期%s%sと下半期%s%sの合計です。", one, ind.measure.unit.ja, other, ind.measure.unit.ja),
		fmt.Sprintf("The total of %s %s in the first half of the year and %s %s in the second.", one, ind.measure.unit.en, other, ind.measure.unit.en),
	}
	fmt.Fprintf(b, "\n  [[record.evidence]]\n  sum    = \"%s + %s\"\n  equals = \"actual\"\n  text   = %s\n", one, other, words)
}
