package desk

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

var (
	footMark  = pattern.New(`\s*[（(]?([※＊*]\s*[0-9]*|注\s*[0-9]+)[）)]?$`)
	withUnit  = pattern.New(`^([-▲△▼]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^0-9\s(（.,~～〜].*)$`)
	rangeUnit = pattern.New(`^([0-9.,]*\s*[~～〜]\s*[0-9.,]+|[0-9.,]+\s*[~～〜])\s*([^0-9\s(（.,].*)$`)
	moneyForm = pattern.New(`^([-−▲△]?)([$£€¥￥])\s*([-−]?[0-9].*)$`) // $1,204.50, -£12
	inBracket = pattern.New(`^(.+?)\s*[（(]([^（）()]+)[）)]$`)
)

// reading is a figure as a cell tells it, with what stands beside the number.
type reading struct {
	figure      kpi.Figure
	unit        string
	provisional bool
	asOf        string
	note        string // the text of a footnote
}

// figure reads a cell: 1,234人※1, 48（速報値）, －, 6～8. What it cannot tell it
// refuses.
func (m *mapping) figure(b *book, it *mappedItem, what meant, unit string) (r reading, refused *refusal) {
	c := it.cells[what]
	text := oneLine(c.written())
	switch {
	case c.formula && strings.HasPrefix(c.text, "="):
		return r, refuse("formula")
	case c.fault:
		return r, refuse("fault", "text", c.text)
	case it.shared[what.key] && someDigits.MatchString(lang.Fold(c.text)):
		return r, refuse("shared", "text", excerpt(text))
	case numbersOnLines(c.written()):
		return r, refuse("words", "text", text)
	case c.numeric && c.date.any():
		return r, c.notAFigure()
	case c.seen.odd:
		return r, c.unseen()
	case c.numeric:
		text = c.seen.text
		r.unit = c.seen.words
		if c.seen.percent {
			r.unit = "％"
		}
		if r.unit != "" && plain(r.unit) != plain(unit) && !isMeasure(r.unit) {
			return r, refuse("words", "text", c.seen.whole)
		}
	}
	if reason, ok := m.none[plain(text)]; ok {
		r.figure = kpi.Figure{Kind: kpi.None, None: reason}
		if plain(text) != plain(say(b.tag, "reason "+string(reason))) {
			r.figure.Printed = text
		}
		return r, nil
	}
	if !c.numeric {
		text = b.plainDigits(text)
	}
	before, bound := "", ""
	if strings.HasSuffix(what.key, "target") {
		before, text, bound = withoutBound(text)
	}
	if text, refused = r.beside(it, what.key, text, unit); refused != nil {
		return r, refused
	}
	text = before + text + bound
	if r.unit != "" && unit != "" && plain(r.unit) != plain(unit) && !(inPercent("actual", lang.Text{"ja": unit}) && slices.Contains([]string{"%", "％"}, r.unit)) {
		return r, refuse("other unit", "text", r.unit, "unit", unit)
	}
	if strings.ContainsAny(text, "~～〜") {
		text = strings.ReplaceAll(text, ",", "")
	}
	f, refused := b.readFigure(text, strings.TrimPrefix(what.key, "final_"), kpi.ByNumber, nil)
	if refused != nil && refused.rule != "range" {
		refused = notUnderstood(text)
	}
	r.figure = f
	return r, refused
}

// withoutBound is a target without the words before it and behind it that make it a bound.
func withoutBound(target string) (before, text, behind string) {
	text = target
	if behind = boundWord.FindString(text); behind != "" {
		text = strings.TrimSpace(strings.TrimSuffix(text, behind))
	}
	if before = westBound.FindString(text); before != "" {
		text = strings.TrimSpace(strings.TrimPrefix(text, before))
	}
	return before, text, behind
}

// notUnderstood says why a text is no figure, as well as can be told.
func notUnderstood(text string) *refusal {
	if r := spreadsheetForm(text); r != nil {
		return r
	}
	if r := oddFigure(text); r != nil {
		return r
	}
	return refuse("words", "text", text)
}

// beside takes what stands beside a number off a text: a footnote's mark, words
// in brackets, the unit.
func (r *reading) beside(it *mappedItem, key, text, unit string) (string, *refusal) {
	if f := footMark.FindStringSubmatch(lang.Fold(text)); f != nil {
		bare := []rune(text)
		text = strings.TrimSpace(string(bare[:len(bare)-len([]rune(f[0]))]))
		if r.note = it.marks[plain(f[1])]; r.note == "" {
			return text, refuse("footnote", "text", strings.TrimSpace(f[1]))
		}
	}
	for {
		f := inBracket.FindStringSubmatch(text)
		if f == nil {
			break
		}
		switch inside := plain(f[2]); {
		case slices.Contains([]string{"速報値", "速報", "暫定値", "暫定", "provisional", "preliminary", "provisoire", "vorläufig", "provisório"}, inside) && key == "actual":
			r.provisional = true
		case dated(f[2]):
			r.asOf = f[2]
		default:
			if _, digits := number(f[1]); digits != nil || r.unit != "" || inside != plain(unit) && !slices.Contains(percentWords, inside) {
				return text, notUnderstood(text)
			}
			r.unit = f[2]
		}
		text = f[1]
	}
	if f := moneyForm.FindStringSubmatch(text); f != nil && r.unit == "" && (unit == "" || strings.Contains(unit, f[2])) {
		if text = f[1] + f[3]; unit == "" {
			r.unit = f[2]
		}
	}
	whole := text
	for _, form := range []*pattern.Pattern{withUnit, rangeUnit} {
		f := form.FindStringSubmatch(lang.Fold(text))
		if f == nil || r.unit != "" || form == withUnit && rangeForm.MatchString(lang.Fold(text)) {
			continue
		}
		text, r.unit = f[1], strings.TrimSpace(string([]rune(text)[len([]rune(f[1])):]))
		if plain(r.unit) != plain(unit) && (!isMeasure(r.unit) || unit == "" && !it.scaledAlike(r.unit)) {
			return whole, notUnderstood(whole)
		}
	}
	return text, nil
}

var (
	// measureForm is what a unit is made of: letters and signs of measure, no
	// figure but that of km2. What has another sign is more than one figure.
	measureForm = pattern.New(`^[\p{L}%％‰°℃¥￥$\x{3380}-\x{33df}][\p{L}\p{M}%％‰℃・/／ 　\x{3380}-\x{33df}]*(?:m[23]|[²³])?$`)
	// moreForm are words that say more of a figure than its unit, or all of it.
	moreForm  = pattern.New(`^[ーｰ々〃]|^(?:約|およそ|おおよそ|概ね|おおむね|ほぼ|計|のべ|延べ?|累計|合計|平均|最大|最小|第.*)$|^[十百千万億兆]+$|(?:以上|以下|以内|以降|程度|前後|内外|未満|超え?|強|弱|余り?|ほど|くらい|ぐらい|を超える|を下回る|を上回る|増|減|増加|減少|改善|悪化|達成|から|まで)$`)
	boundWord = pattern.New(`(?:以上|以下|以内|未満|を?超え?る?)$`)
	scaled    = pattern.New(`^[十百千万億兆]`)
)

// isMeasure reports whether the words behind a figure can be its unit alone.
func isMeasure(words string) bool {
	return measureForm.MatchString(words) && !moreForm.MatchString(words)
}

// scaledAlike reports whether all figures of an indicator are in a unit such as
// 万人: beside 20,000 it may be a way to write 12,000.
func (it *mappedItem) scaledAlike(unit string) bool {
	for what, c := range it.cells {
		figure := slices.Contains([]string{"baseline", "target", "actual", "final_target"}, what.key)
		if figure && someDigits.MatchString(lang.Fold(c.text)) && !strings.Contains(plain(c.written()), plain(unit)) {
			return !scaled.MatchString(unit)
		}
	}
	return true
}
