package desk

import (
	"slices"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// What the headings of a table say of its figures: their unit, and whether a cell is of one figure alone.

var (
	// headUnit is what stands in brackets in the heading of a figure: 実績値（人）, 目標値（単位：千円）.
	headUnit = pattern.New(`[（(\[［【]\s*(?:単位\s*[:：]\s*)?([^（()）\[\]［］【】]+?)\s*[）)\]］】]`)
	// sheetUnit is a remark above a table: （単位：千円）.
	sheetUnit = pattern.New(`^[（(\[［【]?\s*単位\s*[:：]\s*([^（()）\[\]［］【】、,，・\s]+?)\s*[）)\]］】]?$`)
	// plainUnit are the units that a heading can name; other words in brackets, such as 速報, are none.
	plainUnit = pattern.New(`^(?:[%％‰]|パーセント|ポイント|点|位|倍|割|人|名|世帯|戸|棟|件|回|か所|箇所|カ所|ヶ所|ケ所|団体|組織|組|社|店|校|園|館|台|基|本|冊|部|枚|匹|頭|羽|床|泊|日|時間|分|秒|年|か月|歳|円|千円|百万円|億円|千人|万人|[kmcKM]?[gGmlLtT]|[kK]?[wW]h?|ha|㎡|㎢|㎏|㎞|km2|m2|m3|m³|℃|dB|[kM]?L|t-CO2|t-CO₂)(?:[/／](?:人|日|年|月|件|世帯|時間|回))?$`)
)

// unitAbove is the unit of the figures of a table where all their headings that name one name the same, else that of the
// remark above it; "" for none.
func (s looseSheet) unitAbove(places map[meant]int, head int) string {
	unit := ""
	for what, j := range places {
		if !slices.Contains([]string{"baseline", "target", "actual", "final_target"}, what.key) {
			continue
		}
		for _, f := range headUnit.FindAllStringSubmatch(s.heading(j, max(0, head-maxHeads), head), -1) {
			switch {
			case !plainUnit.MatchString(lang.Fold(f[1])):
			case unit != "" && plain(unit) != plain(f[1]):
				return ""
			default:
				unit = f[1]
			}
		}
	}
	for i := 0; i < head && i < len(s.cells) && unit == ""; i++ {
		for j := range s.cells[i] {
			if f := sheetUnit.FindStringSubmatch(s.say(i, j)); f != nil {
				unit = f[1]
			}
		}
	}
	return unit
}

// shared are the keys of the figures of a row whose cell is merged with the row of another indicator, or with a column of
// another key: of which of them it is, nobody can tell.
func (s looseSheet) shared(row, head int, places map[meant]int) map[string]bool {
	found := map[string]bool{}
	for what, j := range places {
		if !slices.Contains(figureKeys, what.key) {
			continue
		}
		first, merged := s.merged[[2]int{row, j}]
		if !merged {
			first = [2]int{row, j}
		}
		if first[0] < row && first[0] >= head {
			found[what.key] = true
		}
		for other, at := range places {
			if o, covered := s.merged[[2]int{row, at}]; covered && o == first && other.key != what.key {
				found[what.key] = true
			}
		}
	}
	return found
}

// within is an inline table without its brackets; a bare figure is its value.
func within(figure string) string {
	if inside, ok := strings.CutPrefix(figure, "{"); ok {
		return strings.TrimSuffix(inside, "}")
	}
	return "value = " + figure
}
