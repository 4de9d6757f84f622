package kpi

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// printed warns (K331) of a value that is not the number printed beside it: a slip in
// one of them makes a page say both. Words that say more than one number with its unit
// are left alone, and a note explains a difference.
func (c *checker) printed() {
	r := c.record
	if len(r.Notes) > 0 {
		return
	}
	c.bounded("", r.InForce(), r.direction())
	figures := func(prefix string, unit lang.Text, baseline, target, actual Figure) {
		for _, f := range [...]struct {
			key string
			Figure
		}{{"baseline", baseline}, {"target", target}, {"actual", actual}} {
			if f.Kind != Number || r.Indicator.Measured == ByDone {
				continue
			}
			if name := twoUnits(unit); name != "" {
				c.add("K331", prefix+f.key, "key", f.key, "message", "unit", "hint", "unit", "unit", name, "value", f.Value.String())
				return
			}
			c.compare(prefix, f.key, f.Figure, unit)
		}
	}
	figures("", r.Indicator.Unit, r.Baseline, r.Target, r.Actual)
	for i, p := range r.Parts {
		c.bounded("part["+strconv.Itoa(i)+"].", p.Target, p.Part.Direction)
		figures("part["+strconv.Itoa(i)+"].", p.Part.Unit, p.Baseline, p.Target, p.Actual)
	}
}

func (c *checker) compare(prefix, key string, f Figure, unit lang.Text) {
	said := aroundIt.FindStringSubmatch(strings.TrimSpace(lang.Fold(f.Printed)))[1]
	if m := spokenTime.FindStringSubmatch(said); m != nil {
		minor := m[2] + m[3]
		said = m[1] + ":" + strings.Repeat("0", 2-len(minor)) + minor
	}
	if clock := clockForm.FindStringSubmatch(said); clock != nil {
		total := smallest(clock[1:])
		for _, part := range []int64{1, 60, 3600} {
			if new(big.Rat).Mul(f.Value.Rat(), big.NewRat(part, 1)).Cmp(total) == 0 {
				return
			}
		}
		if ratioOf(clock).Cmp(f.Value.Rat()) == 0 && !ofTime(unit) {
			return // no time but a ratio: 1:20 pupils
		}
		c.add("K331", prefix+key, "key", key, "message", "clock", "hint", "clock", "value", f.Value.String(), "text", f.Printed, "number", total.Num().String())
		return
	}
	if number, ok := c.numberIn(said, unit); ok && number.Cmp(f.Value) != 0 && !rounded(f.Value, number) {
		c.add("K331", prefix+key, "key", key, "value", f.Value.String(), "text", f.Printed, "number", number.String())
	}
}

type boundWords struct {
	form   *pattern.Pattern
	way    Direction
	strict bool
}

// bounds are the words and signs of a bound at the end or the beginning of what is printed:
// which way is better by them, and whether the value itself is not enough.
var bounds = []boundWords{
	{pattern.New(`以上` + boundEnds + `|^[≥≧]|^>=|^(?:at least|no less than) |^(?:` + lang.AtLeast + `) \d| (?:` + lang.OrMore + `)$|이상$`), Increase, false},
	{pattern.New(`(?:以下|以内)` + boundEnds + `|^[≤≦]|^<=|^(?:at most|no more than|up to) |^(?:` + lang.AtMost + `) \d| (?:` + lang.OrLess + `)$|이하$`), Decrease, false},
	{pattern.New(`(?:超|を?超える|を?上回る)` + boundEnds + `|^>|^more than |^(?:` + lang.MoreThan + `) \d|초과$`), Increase, true},
	{pattern.New(`(?:未満|を?下回る)` + boundEnds + `|^<|^(?:less|fewer) than |^(?:` + lang.LessThan + `) \d|미만$`), Decrease, true},
}

const boundEnds = `(?:を?(?:維持|目指す|確保)(?:する)?|(?:に|と)する|であること)?$`

// falling are words of a fall, of which more may be better where less is of the figure itself.
var falling = pattern.New(`[▲△−-] *\d|マイナス|減|\b(?:reduc|cut|decreas|fall|drop)`)

var inBrackets = pattern.New(`\s*\([^()]*\)`)

// bounded warns of a target that counts as met otherwise than the words of it say.
func (c *checker) bounded(prefix string, t Figure, d Direction) {
	text, hint, value, strict := t.Printed, "bound", t.Value.String(), t.Strict != NotStrict
	key := map[Direction]string{Increase: "above = " + value, Decrease: "below = " + value, Maintain: "value = " + value}
	if t.Kind == Aimed && c.record.Baseline.IsNumber() && !c.record.comparesElse(t) {
		text, hint, value, strict = c.said(t), "aim", c.record.Baseline.Value.String(), t.Aim != AimKeep
		key = map[Direction]string{Increase: `aim = "raise"`, Decrease: `aim = "lower"`, Maintain: `aim = "keep"`}
	} else if t.Kind != Number {
		return
	}
	said := strings.ToLower(strings.TrimSpace(inBrackets.ReplaceAllString(lang.Fold(text), "")))
	i := slices.IndexFunc(bounds, func(b boundWords) bool { return b.form.MatchString(said) })
	if i < 0 || key[d] == "" || c.record.Indicator.Measured == ByRank || strings.Contains(said, "±") {
		return
	}
	switch b := bounds[i]; {
	case d != b.way && falling.MatchString(said): // ▲10％以上: the fall is what is to be large
	case d != b.way && (d != Maintain || !b.strict && !strict && hint == "bound"):
		c.add("K331", prefix+"target", "message", "way", "hint", "way", "text", text, "direction", string(d), "right", string(b.way))
	case b.strict && !strict:
		c.add("K331", prefix+"target", "message", "strict", "hint", hint, "text", text, "value", value, "bound", key[b.way])
	case !b.strict && strict:
		c.add("K331", prefix+"target", "message", "enough", "hint", hint, "text", text, "value", value, "bound", key[Maintain])
	}
}

// scaled warns (K332) of a baseline that is the one of the year before with another
// power of ten, as after a change of the unit: the plan has one unit for all years, so the
// years before would be read in the new one.
func (c *checker) scaled() {
	r := c.record
	before := r.Before
	if before == nil || before.Indicator.ID != r.Indicator.ID || !before.Indicator.Unit.Equal(r.Indicator.Unit) || !r.Baseline.IsNumber() || !before.Baseline.IsNumber() || len(r.Notes) > 0 {
		return
	}
	was, now := before.Baseline.Value, r.Baseline.Value
	for _, times := range []int64{1_000, 10_000, 1_000_000, 100_000_000} {
		for _, pair := range [][2]Decimal{{was, now}, {now, was}} {
			large, small := pair[0], pair[1]
			if len(strings.Trim(small.String(), "-0.")) < 2 || HalfUp.Round(new(big.Rat).Quo(large.Rat(), big.NewRat(times, 1)), small.Places()) != small.String() {
				continue
			}
			c.add("K332", "baseline", "value", now.String(), "was", was.String(), "times", strconv.FormatInt(times, 10), "before", before.Year.String(), "year", r.Year.String())
			return
		}
	}
}

// rounded reports whether a number is the value with fewer digits, as a report prints
// 12.0 of 11.96, be it rounded or cut off.
func rounded(value, number Decimal) bool {
	if number.Places() >= value.Places() {
		return false
	}
	return slices.ContainsFunc([]Rounding{HalfUp, Down}, func(way Rounding) bool {
		return way.Round(value.Rat(), number.Places()) == number.String()
	})
}

var (
	clockForm = pattern.New(`^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$`)
	// spokenTime is 1時間30分 or 5分30秒.
	spokenTime = pattern.New(`^(\d{1,3})(?:時間(\d{1,2})分|分(\d{1,2})秒)$`)
	// pairOfUnits is minutes:seconds, mm:ss, 分:秒, hours:minutes.
	pairOfUnits = pattern.New(`^\(?\pL+\)?\.?:\(?\pL+\)?\.?(?::\pL+\.?)?$`)
	aroundIt    = pattern.New(`(?s)^(?:[≥≤≧≦<>=~]=?|約|[£$€¥])?\s*(.*?)\s*(?:以上|以下|以内|未満|超)?$`)
	oneNumber   = pattern.New(`^-?\d+(?:,\d{3})*(?:\.\d+)?$`)
)

// smallest is a time in the smallest of its units: 5:30 is 330.
func smallest(parts []string) *big.Rat {
	sum := new(big.Int)
	for _, p := range parts {
		if n, ok := new(big.Int).SetString(p, 10); ok {
			sum.Add(sum.Mul(sum, big.NewInt(60)), n)
		}
	}
	return new(big.Rat).SetInt(sum)
}

// ratioOf is what 1:20 is as a ratio of its second number to its first: 20.
func ratioOf(clock []string) *big.Rat {
	first, second := smallest(clock[1:2]), smallest(clock[2:3])
	if first.Sign() == 0 || clock[3] != "" {
		return big.NewRat(-1, 1) // none
	}
	return second.Quo(second, first)
}

// ofTime reports whether something is counted in minutes or the like, so that 1:20 is no ratio.
func ofTime(unit lang.Text) bool {
	return slices.ContainsFunc(unit.Tags(), func(tag string) bool { return timeUnit.MatchString(strings.ToLower(unit[tag])) })
}

var timeUnit = pattern.New(`^(?:分|分間|秒|秒間|時間|[hms]|(?:min|minute|sec|second|hr|hour)s?\.?)$`)

// twoUnits is a unit that is two of them, such as minutes:seconds, "" for any other.
func twoUnits(unit lang.Text) string {
	for _, tag := range unit.Tags() {
		if pairOfUnits.MatchString(lang.Fold(unit[tag])) {
			return unit[tag]
		}
	}
	return ""
}

var signsPlain = strings.NewReplacer("−", "-", "▲", "-", "△", "-", "\u00a0", "")

// numberIn is the number that a text is, but for its unit.
func (c *checker) numberIn(text string, unit lang.Text) (Decimal, bool) {
	s := text
	for _, tag := range unit.Tags() {
		name := lang.Fold(unit[tag])
		s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(s, name), name))
	}
	s = signsPlain.Replace(strings.TrimSuffix(s, "%"))
	if len(c.city.Languages) > 0 {
		s = lang.PlainDigits(c.city.Languages[0], strings.TrimSpace(s))
	}
	if !oneNumber.MatchString(s) {
		return Decimal{}, false
	}
	d, err := ParseDecimal(strings.ReplaceAll(s, ",", ""))
	return d, err == nil
}
