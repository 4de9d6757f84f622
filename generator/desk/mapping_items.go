package desk

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// mappedItem is one indicator as a workbook tells it.
type mappedItem struct {
	sheet looseSheet
	cells map[meant]mappedCell
	more  []map[meant]mappedCell // rows of further actions
	lost  string                 // of a row without a name: the key of a cell that says something of an indicator
	marks map[string]string      // footnotes of the sheet, by their mark
	since string                 // when the baseline was taken, as its heading says: 基準値（R2）
}

// mappedCell is a cell and where it stands.
type mappedCell struct {
	gridCell
	row, column int
}

var (
	footMark  = pattern.New(`\s*[（(]?([※＊*]\s*[0-9]*|注\s*[0-9]+)[）)]?$`)
	footLead  = pattern.New(`^[（(]?([※＊*]\s*[0-9]*|注\s*[0-9]+)[）)]?[\s　:：.．、]*`)
	footnote  = pattern.New(`^[（(]?([※＊*]\s*[0-9]*|注\s*[0-9]+)[）)]?[\s　:：.．、]*(\S.+)$`)
	withUnit  = pattern.New(`^([-▲△▼]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^0-9\s(（.,~～〜].*)$`)
	rangeUnit = pattern.New(`^([0-9.,]*\s*[~～〜]\s*[0-9.,]+|[0-9.,]+\s*[~～〜])\s*([^0-9\s(（.,].*)$`)
	inBracket = pattern.New(`^(.+?)\s*[（(]([^（）()]+)[）)]$`)
)

// items reads every indicator of the sheets that the mapping names.
func (m *mapping) items(sheets []looseSheet) []*mappedItem {
	var list []*mappedItem
	for _, s := range sheets {
		marks := s.footnotes()
		for _, t := range m.tables {
			if t.sheet != "*" && t.sheet != s.name {
				continue
			}
			var of []*mappedItem
			if t.head > 0 {
				of = m.rows(s, t)
			} else {
				of = m.forms(s, t)
			}
			for _, it := range of {
				it.marks = marks
			}
			list = append(list, of...)
		}
	}
	return list
}

// footnotes are the texts below a table, by their mark: ※1.
func (s looseSheet) footnotes() map[string]string {
	all := map[string]string{}
	for i := range s.cells {
		for j := range s.cells[i] {
			if f := footnote.FindStringSubmatch(lang.Fold(s.at(i, j).written())); f != nil && !strings.Contains(f[2], "\n") {
				mark := plain(f[1])
				if _, there := all[mark]; !there {
					lead := footLead.FindString(lang.Fold(s.at(i, j).written())) // as long as in the text itself
					all[mark] = strings.TrimSpace(string([]rune(s.at(i, j).written())[len([]rune(lead)):]))
				}
			}
		}
	}
	return all
}

// rows reads a table with a row an indicator.
func (m *mapping) rows(s looseSheet, t mappedTable) []*mappedItem {
	places := map[meant]int{}
	for at, what := range t.cells {
		if j := s.columnOf(at, t.head); j >= 0 {
			places[what] = j
		}
	}
	name, ok := places[meant{key: "name"}]
	if !ok {
		return nil
	}
	since := s.since(places, t.head)
	var list []*mappedItem
	carried := map[string]mappedCell{}
	for i := t.head; i < len(s.cells); i++ {
		text := s.say(i, name)
		cells := map[meant]mappedCell{}
		var own []string // the keys of cells that the row fills in itself
		for what, j := range places {
			c := mappedCell{s.at(i, j), i, j}
			cells[what] = c
			if c.text != "" && !s.covered[[2]int{i, j}] {
				own = append(own, what.key)
			}
		}
		continues := text == "" || s.covered[[2]int{i, name}] && i > t.head && s.say(i-1, name) == text
		figures := cells[meant{key: "actual"}].text != "" || cells[meant{key: "target"}].text != ""
		switch {
		case len(own) == 0, text != "" && plain(text) == plain(s.heading(name, t.head-1, t.head)), s.repeats(i, t.head, places), s.isFootnote(i, own):
			continue // nothing, a heading that is repeated on each page, or a footnote
		case continues && len(list) > 0 && cells[meant{key: "action"}].text != "":
			list[len(list)-1].more = append(list[len(list)-1].more, cells)
			if lost := firstOf(own, ofIndicator, "action", "period", "section"); lost != "" {
				list = append(list, &mappedItem{sheet: s, cells: cells, lost: lost})
			}
			continue
		case continues && !figures:
			if lost := firstOf(own, ofIndicator, "section"); lost != "" {
				list = append(list, &mappedItem{sheet: s, cells: cells, lost: lost})
			}
			continue // the heading of a group
		}
		for _, key := range []string{"code", "initiative"} {
			what := meant{key: key}
			if _, there := places[what]; there && cells[what].text == "" {
				cells[what] = carried[key]
			}
			carried[key] = cells[what]
		}
		list = append(list, &mappedItem{sheet: s, cells: cells, since: since})
	}
	return list
}

// repeats reports whether a row says what one of the rows of headings says in the same
// columns, as where each printed page begins with them.
func (s looseSheet) repeats(row, head int, places map[meant]int) bool {
	return slices.ContainsFunc([]int{head - 3, head - 2, head - 1}, func(above int) bool {
		same := 0
		for _, j := range places {
			switch text := plain(s.say(row, j)); {
			case text == "":
			case above < 0 || text != plain(s.say(above, j)):
				return false
			default:
				same++
			}
		}
		return same > 1
	})
}

// ofIndicator are the keys of cells that say something of an indicator; the
// others can be the heading of a group.
var ofIndicator = slices.DeleteFunc(slices.Clone(mappedKeys), func(key string) bool {
	return slices.Contains([]string{"code", "initiative", "kind", "number", "name"}, key)
})

// firstOf is the first of the keys that stands among those that a row fills in
// and is none of the rest; "" for none.
func firstOf(own, keys []string, but ...string) string {
	for _, key := range keys {
		if slices.Contains(own, key) && !slices.Contains(but, key) {
			return key
		}
	}
	return ""
}

// isFootnote reports whether a row is a remark below the table: it begins with
// ※ or 注 and fills in no figure. ※ before a name with figures marks the indicator.
func (s looseSheet) isFootnote(row int, own []string) bool {
	return footnote.MatchString(lang.Fold(s.first(row))) && len(own) <= 2 &&
		firstOf(own, []string{"baseline", "target", "actual", "published", "final_target"}) == ""
}

// first is the first text of a row.
func (s looseSheet) first(row int) string {
	for j := range s.cells[row] {
		if text := s.say(row, j); text != "" {
			return text
		}
	}
	return ""
}

// forms reads forms of fixed cells: one a sheet, or one below the other. Each
// begins where the label stands again.
func (m *mapping) forms(s looseSheet, t mappedTable) []*mappedItem {
	column, row, err := excelize.CellNameToCoordinates(t.label)
	if err != nil {
		return nil
	}
	var starts []int
	for i := range s.cells {
		if plain(s.say(i, column-1)) == plain(t.text) && !s.covered[[2]int{i, column - 1}] {
			starts = append(starts, i-(row-1))
		}
	}
	var list []*mappedItem
	for _, offset := range starts {
		it := &mappedItem{sheet: s, cells: map[meant]mappedCell{}}
		filled := false
		for at, what := range t.cells {
			j, i, err := excelize.CellNameToCoordinates(at)
			if err != nil {
				continue
			}
			c := mappedCell{s.at(i-1+offset, j-1), i - 1 + offset, j - 1}
			it.cells[what] = c
			filled = filled || c.text != ""
		}
		if filled {
			list = append(list, it)
		}
	}
	return list
}

// text is what a cell of an item says, on one line.
func (it *mappedItem) text(key string, year kpi.Year) string {
	return oneLine(it.cells[meant{key, year}].written())
}

// of are the item's cells of one meaning, by their years.
func (it *mappedItem) of(key string) (list []meant) {
	for what := range it.cells {
		if what.key == key {
			list = append(list, what)
		}
	}
	slices.SortFunc(list, func(a, b meant) int { return int(a.year - b.year) })
	return list
}

// years are those that the item's cells speak of; 0 is the mapping's own.
func (it *mappedItem) years() []kpi.Year {
	found := map[kpi.Year]bool{}
	for what, c := range it.cells {
		if slices.Contains(perYear, what.key) && c.text != "" {
			found[what.year] = true
		}
	}
	var list []kpi.Year
	for y := range found {
		list = append(list, y)
	}
	slices.Sort(list)
	return list
}

// dated reports whether words are a date or a year: R3, 令和5年3月末.
func dated(s string) bool {
	if !lang.ParseAsOf(s).IsZero() {
		return true
	}
	_, err := lang.ParseFiscalYear(s)
	return err == nil && strings.Trim(s, "0123456789") != ""
}

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
	case numbersOnLines(c.written()):
		return r, refuse("words", "text", text)
	case c.numeric && c.date.any():
		return r, c.notAFigure()
	case c.numeric && c.seen.odd:
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
	bound, before := "", ""
	if strings.HasSuffix(what.key, "target") {
		if bound = boundWord.FindString(text); bound != "" {
			text = strings.TrimSpace(strings.TrimSuffix(text, bound))
		}
		if before = westBound.FindString(text); before != "" {
			text = strings.TrimSpace(strings.TrimPrefix(text, before))
		}
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
	f, refused := b.readFigure(text, what.key, kpi.ByNumber, nil)
	if refused != nil && refused.rule != "range" {
		refused = notUnderstood(text)
	}
	r.figure = f
	return r, refused
}

// notUnderstood says why a text is no figure, as well as can be told.
func notUnderstood(text string) *refusal {
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
