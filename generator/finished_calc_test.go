package main

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// How an achievement is calculated: the numbers put in, what they come to, how that is cut,
// and the condition of a city's own band.

var calcLabels = map[string]string{
	"Rule": "rule", "式": "rule", "With the numbers": "numbers", "数を入れる": "numbers", "Result": "result", "計算の結果": "result",
	"Highest rate": "cap", "上限": "cap", "Total so far": "sum", "これまでの合計": "sum", "Progress": "progress", "進捗率": "progress",
	"As shown on the pages": "shown", "ページでの表示": "shown", "Published by the city": "published", "市の公表値": "published",
	"Achievement": "half-up", "達成度": "half-up", // of what needs no sum
	"Rounded half up": "half-up", "四捨五入": "half-up", "Cut off": "down", "端数を切り捨て": "down", "Rounded up": "up", "端数を切り上げ": "up",
	"Rounded half to even": "half-even", "四捨五入（ちょうど半分は偶数に）": "half-even", "First half": "part", "前半": "part", "Second half": "part", "後半": "part",
}

// calc reads the lines of the arithmetic and works each out anew.
func (p *reading) calc(at page, f *facts, main *html.Node) {
	table := one(main, classed("calc"))
	if table == nil {
		return
	}
	lines, part := map[string]string{}, 0
	for _, row := range all(table, tagged("tr")) {
		cells := all(row, func(n *html.Node) bool { return n.Data == "th" || n.Data == "td" })
		key := calcLabels[wordsIn(cells[0])]
		p.hold(key != "" && lines[key] == "" || key == "part", at, f, "calculated: a line %q", text(row))
		lines[key] = wordsIn(cells[1])
		switch key {
		case "part":
			p.partLine(at, f, part, lines[key])
			part++
		case "half-up", "down", "up", "half-even":
			p.hold(key == p.town.roundingOf(f) || key == "half-up" && wordsIn(cells[0]) != "Rounded half up", at, f, "calculated: %q", text(row))
			p.cut(at, f, lines[key], wordsIn(cells[2]))
		}
	}
	rate := p.truths[f].rate
	whole := rate
	if f.ahead() {
		now := rat(f.actual)
		if whole = nil; now != nil {
			whole = p.town.byRule(f, rat(f.baseline), rat(f.target), now)
		}
	}
	if sum, ok := lines["numbers"]; ok && whole != nil {
		p.numbersLine(at, f, sum, lines, whole)
	}
	if sum, ok := lines["sum"]; ok {
		left, right, _ := strings.Cut(sum, " = ")
		x, y := reckon(left), reckon(right)
		p.hold(x != nil && y != nil && x.Cmp(y) == 0 && p.truths[f].sum != nil && x.Cmp(p.truths[f].sum) == 0, at, f, "total %q", sum)
	}
	if words, ok := lines["shown"]; ok {
		p.hold(!f.differs && rate != nil && p.town.writes(f, plainNumber(words), rate), at, f, "as shown %q, by hand %v", words, rate)
	}
	if words, ok := lines["progress"]; ok {
		p.hold(f.ahead() && whole != nil && p.town.writes(f, plainNumber(words), whole), at, f, "progress %q, by hand %v", words, whole)
	}
	for _, n := range all(one(main, func(n *html.Node) bool {
		return n.Data == "section" && strings.HasSuffix(attr(n, "aria-labelledby"), "-calc")
	}), classed("intro")) {
		p.condition(at, f, text(n))
	}
}

// numbersLine holds the sum with its numbers to the rate, before and after a highest rate.
func (p *reading) numbersLine(at page, f *facts, sum string, lines map[string]string, rate *big.Rat) {
	if f.measured == "done" || f.form == wantRange || f.direction == "maintain" {
		return // words, or the target and the actual
	}
	x := reckon(sum)
	if f.form == wantParts { // of results that were cut
		p.hold(x != nil && near(x, rate), at, f, "calculated: %q, by hand %s", sum, rate.FloatString(4))
		return
	}
	if x == nil {
		p.lie(at, f, "calculated: %q", sum)
		return
	}
	capped := lines["cap"] != ""
	p.hold(capped && x.Cmp(rate) > 0 && rate.Cmp(rat(plainNumber(lines["cap"]))) == 0 || !capped && x.Cmp(rate) == 0, at, f, "calculated: %q, capped %v, by hand %s", sum, capped, rate.FloatString(4))
	if result, ok := lines["result"]; ok {
		p.hold(digitsOf(result, x), at, f, "result %q of %q", result, sum)
	}
	known := []string{f.baseline, f.target, f.actual, "100", "2", "1"}
	if s := p.truths[f].sum; s != nil {
		known = append(known, s.FloatString(max(0, placesOf(f.plainSum(s)))))
	}
	for _, n := range numbersIn.FindAllString(sum, -1) {
		y := rat(plainNumber(n))
		p.hold(slices.ContainsFunc(known, func(k string) bool {
			z := rat(k)
			return z != nil && y != nil && (z.Cmp(y) == 0 || z.Cmp(new(big.Rat).Neg(y)) == 0)
		}), at, f, "calculated: %q of %q", n, sum)
	}
}

// partLine holds the line of a part: its sum and what it comes to, or why it has none.
func (p *reading) partLine(at page, f *facts, i int, words string) {
	if i >= len(f.parts) {
		p.lie(at, f, "a part too many: %q", words)
		return
	}
	of := p.town.truthOf(f.parts[i])
	left, right, ok := strings.Cut(words, " = ")
	if !ok {
		p.hold(of.rate == nil, at, f, "part %d: %q", i, words)
		return
	}
	x := reckon(left)
	p.hold(x != nil && of.rate != nil && digitsOf(right, of.rate) && (x.Cmp(of.rate) == 0 || x.Cmp(of.rate) > 0 && p.town.ruleOf(f) == "capped"), at, f, "part %d: %q, by hand %v", i, words, of.rate)
}

// cut holds the rate as it was rounded once, and to how many decimals it is said to be.
func (p *reading) cut(at page, f *facts, words, note string) {
	rate := p.truths[f].rate
	if rate == nil {
		p.lie(at, f, "rounded %q, and there is no rate", words)
		return
	}
	shown := plainNumber(words)
	p.hold(shown == rounded(rate, placesOf(shown), p.town.roundingOf(f)) || f.measured == "done", at, f, "rounded %q, by hand %s", words, rate.FloatString(5))
	if note == "" {
		return
	}
	printed := strings.Contains(note, "as the city prints it") || strings.Contains(note, "市の表記に合わせる")
	p.hold(printed == (f.printed != ""), at, f, "rounded %q", note)
	n := numbers(note)
	p.hold(len(n) == 0 && placesOf(shown) == 0 || len(n) == 1 && n[0] == fmt.Sprint(placesOf(shown)), at, f, "%q rounded %q", words, note)
}

var conditionWords = regexp.MustCompile(`(?s)(?:The condition of “(.*?)”|区分「(.*?)」の条件).*(?:with the numbers: |数を入れると )(.*)[)）]$`)

// condition holds the condition of a band with its numbers.
func (p *reading) condition(at page, f *facts, words string) {
	found := conditionWords.FindStringSubmatch(words)
	if found == nil {
		return
	}
	p.hold(found[1]+found[2] == p.bandName(at.tag, p.truths[f].band), at, f, "%q", words)
	holds, known := satisfied(found[3])
	p.hold(holds || !known, at, f, "%q does not hold", words)
}

// near reports whether two numbers differ by less than what was cut off of them.
func near(x, y *big.Rat) bool {
	apart := minus(x, y)
	return apart.Abs(apart).Cmp(rat("0.001")) < 0
}

// digitsOf reports whether words are the digits of a number, with a sign where more follow.
func digitsOf(words string, x *big.Rat) bool {
	shown, more := strings.CutSuffix(words, "…")
	y := rat(plainNumber(shown))
	if y == nil {
		return false
	}
	return more != (y.Cmp(x) == 0) && near(x, y)
}

// reckon works out an expression as a page writes it, nil where it is none.
func reckon(words string) *big.Rat {
	r := &reckoner{tokens: tokenIn.FindAllString(words, -1)}
	if strings.TrimSpace(tokenIn.ReplaceAllString(words, "")) != "" {
		return nil
	}
	x := r.sum()
	if len(r.tokens) > 0 {
		return nil
	}
	return x
}

var tokenIn = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?…?|least of|greatest of|最小|最大|[-−+×÷(),]`)

type reckoner struct{ tokens []string }

func (r *reckoner) take(any ...string) string {
	if len(r.tokens) > 0 && slices.Contains(any, r.tokens[0]) {
		t := r.tokens[0]
		r.tokens = r.tokens[1:]
		return t
	}
	return ""
}

func (r *reckoner) sum() *big.Rat {
	x := r.product()
	for x != nil {
		switch r.take("+", "−", "-") {
		case "":
			return x
		case "+":
			if y := r.product(); y != nil {
				x = new(big.Rat).Add(x, y)
				continue
			}
			return nil
		default:
			y := r.product()
			if y == nil {
				return nil
			}
			x = minus(x, y)
		}
	}
	return nil
}

func (r *reckoner) product() *big.Rat {
	x := r.factor()
	for x != nil {
		switch r.take("×", "÷") {
		case "":
			return x
		case "×":
			y := r.factor()
			if y == nil {
				return nil
			}
			x = new(big.Rat).Mul(x, y)
		default:
			y := r.factor()
			if y == nil || y.Sign() == 0 {
				return nil
			}
			x = new(big.Rat).Quo(x, y)
		}
	}
	return nil
}

func (r *reckoner) factor() *big.Rat {
	if len(r.tokens) == 0 {
		return nil
	}
	switch {
	case r.take("−", "-") != "":
		if x := r.factor(); x != nil {
			return new(big.Rat).Neg(x)
		}
		return nil
	case r.take("(") != "":
		x := r.sum()
		if r.take(")") == "" {
			return nil
		}
		return x
	}
	if of := r.take("least of", "greatest of", "最小", "最大"); of != "" {
		least := of == "least of" || of == "最小"
		if r.take("(") == "" {
			return nil
		}
		x := r.sum()
		for x != nil && r.take(",") != "" {
			y := r.sum()
			if y == nil {
				return nil
			}
			if (y.Cmp(x) < 0) == least {
				x = y
			}
		}
		if r.take(")") == "" {
			return nil
		}
		return x
	}
	x := rat(plainNumber(strings.TrimSuffix(r.tokens[0], "…")))
	r.tokens = r.tokens[1:]
	return x
}

var comparison = regexp.MustCompile(` ?(<|>|=|≤|≥|≠) ?`)

// satisfied works out a condition with its numbers; known is false where a value is not there.
func satisfied(words string) (holds, known bool) {
	for _, either := range regexp.MustCompile(` (?:or|または) `).Split(strings.NewReplacer("(", "", ")", "").Replace(hideSigns(words)), -1) {
		all := true
		for _, both := range regexp.MustCompile(` (?:and|かつ) `).Split(either, -1) {
			sign := comparison.FindStringSubmatch(both)
			sides := comparison.Split(both, -1)
			if sign == nil || len(sides) != 2 {
				return false, false
			}
			x, y := reckon(strings.ReplaceAll(sides[0], "~", "−")), reckon(strings.ReplaceAll(sides[1], "~", "−"))
			if x == nil || y == nil {
				return false, false
			}
			c := x.Cmp(y)
			all = all && map[string]bool{"<": c < 0, ">": c > 0, "=": c == 0, "≤": c <= 0, "≥": c >= 0, "≠": c != 0}[sign[1]]
		}
		if all {
			return true, true
		}
	}
	return false, true
}

// hideSigns keeps the sign of a number in brackets, which are then left out: the two groups of
// the towns' conditions, "a and (b or c)", are held as well without.
func hideSigns(words string) string {
	return regexp.MustCompile(`\(−([\d.,]+)\)`).ReplaceAllString(words, "~$1")
}
