package towns

import (
	"fmt"
	"strconv"
	"strings"
)

// indicator is one indicator as it is invented. Its figures are whole numbers
// of tenths where decimals is 1.
type indicator struct {
	number   int // in its initiative, from 1
	id       string
	name     text
	measure  measure
	method   text
	kind     int // numeric, composite or qualitative
	decimals int
	baseline int
	gain     int // from the baseline to the last year's target
}

// The kinds of indicator.
const (
	numeric = iota
	composite
	qualitative
)

// sheet writes one initiative: its plan, its years and its comments.
func (t *town) sheet(w *writer, index int) {
	name, code := sheetName(index)
	theme := themeOf(index)
	list := t.indicators(index, name, theme)
	w.file("data/plan/"+name+".toml", t.planFile(index, code, theme, list))
	for i, year := range t.years() {
		var b strings.Builder
		fmt.Fprintf(&b, "# %s %s（%s）\n", code, theme.name.ja, eraYear(year)+"年度")
		for _, ind := range list {
			r := t.random(index, ind.number, i+1)
			y := ind.year(r, i, t.Years)
			ind.record(&b, r, index, year, t.Years, y)
			if t.Comments {
				c := comment(r, ind, code, year, y, t.before(ind, index, i))
				path := fmt.Sprintf("content/FY%d/%%s/%s/shihyo-%d.md", year, name, ind.number)
				w.file(fmt.Sprintf(path, "ja"), c.ja)
				w.file(fmt.Sprintf(path, "en"), "+++\noriginal = \""+digest(c.ja)+"\"\n+++\n\n"+c.en)
			}
		}
		w.file(fmt.Sprintf("data/FY%d/%s.toml", year, name), b.String())
	}
}

// random is the stream of one indicator in its i-th year, or with 0 of the
// indicator itself. Each has its own, so that neither the size of the town nor
// the order of writing changes a figure.
func (t *town) random(sheet, number, i int) *random {
	return newRandom(t.Seed, uint64(sheet*perSheet+number)<<8|uint64(i))
}

// before is the actual of the year before the i-th, or the baseline.
func (t *town) before(ind indicator, sheet, i int) int {
	if i == 0 {
		return ind.baseline
	}
	return ind.year(t.random(sheet, ind.number, i), i-1, t.Years).actual
}

// sheetName gives the initiative's name in files and its printed code.
func sheetName(index int) (name, code string) {
	pillar, k := index/len(kana)+1, kana[index%len(kana)]
	name = strconv.Itoa(pillar) + "-" + k.en
	if pillar <= 20 {
		return name, string(rune('⑴'+pillar-1)) + "-" + k.ja
	}
	return name, "(" + strconv.Itoa(pillar) + ")-" + k.ja
}

// themeOf is the initiative's theme; when all have been used they come again
// as later phases, so that no two initiatives have one name.
func themeOf(index int) theme {
	th := themes[index%len(themes)]
	if phase := index/len(themes) + 1; phase > 1 {
		th.name.ja += fmt.Sprintf("（第%d期）", phase)
		th.name.en += fmt.Sprintf(" (phase %d)", phase)
	}
	return th
}

func (t *town) indicators(index int, sheet string, th theme) []indicator {
	var list []indicator
	start := newRandom(t.Seed, uint64(index)<<8|1<<62).below(len(areas) * len(measures))
	for i := range min(perSheet, t.Indicators-index*perSheet) {
		r := t.random(index, i+1, 0)
		// Seven has no divisor in common with the number of pairs, so ten steps
		// of it never meet the same area and measure twice.
		pair := (start + 7*i) % (len(areas) * len(measures))
		a, m := areas[pair%len(areas)], measures[pair/len(areas)]
		ind := indicator{number: i + 1, id: fmt.Sprintf("%s-shihyo-%d", sheet, i+1), measure: m, method: methods[r.below(len(methods))]}
		ind.name = text{a.ja + "における" + th.name.ja + "に係る" + m.name.ja, a.en + ": " + m.name.en + " (" + strings.ToLower(th.name.en[:1]) + th.name.en[1:] + ")"}
		switch r.below(20) {
		case 0:
			ind.kind = composite
		case 1:
			ind.kind = qualitative
			ind.name = text{a.ja + "における" + th.name.ja + "に係る実施計画の策定（" + m.name.ja + "を含む）", a.en + ": adoption of an action plan (" + th.name.en + ", with " + m.name.en + ")"}
		}
		ind.scale(r)
		list = append(list, ind)
	}
	return list
}

// scale draws the baseline and the planned change.
func (ind *indicator) scale(r *random) {
	percent := ind.measure.unit.ja == "％"
	if percent || r.below(3) == 0 {
		ind.decimals = 1
	}
	ind.baseline = r.between(50, 4000)
	if percent {
		ind.baseline = r.between(20, 55)
	}
	if ind.decimals == 1 {
		ind.baseline = ind.baseline*10 + r.below(10)
	}
	ind.gain = max(1, ind.baseline*r.between(15, 60)/100)
	if ind.measure.decrease {
		ind.gain = -max(1, ind.baseline*r.between(10, 40)/100)
	}
}

// planFile is data/plan/<sheet>.toml.
func (t *town) planFile(index int, code string, th theme, list []indicator) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s\n\ncode  = %q\nname  = %s\norder = %d\n", code, th.name.ja, code, th.name, index+1)
	if t.Tree {
		fmt.Fprintf(&b, "parent = %q\n", policyID(index/perPolicy+1))
	}
	for _, ind := range list {
		direction := "increase"
		if ind.measure.decrease {
			direction = "decrease"
		}
		measured := [...]string{numeric: "number", composite: "parts", qualitative: "done"}[ind.kind]
		if ind.kind == qualitative {
			direction = "qualitative"
		}
		fmt.Fprintf(&b, "\n# 指標%d\n[[indicator]]\nkind      = \"指標\"\nnumber    = %d\nname      = %s\nmeasured  = %q\ndirection = %q\n", ind.number, ind.number, ind.name, measured, direction)
		switch ind.kind {
		case numeric:
			fmt.Fprintf(&b, "unit      = %s\n", ind.measure.unit)
		case composite:
			for i, p := range parts {
				fmt.Fprintf(&b, "\n  [[indicator.part]]\n  id        = \"part-%d\"\n  name      = %s\n  unit      = %s\n  direction = %q\n", i+1, p, ind.measure.unit, direction)
			}
		}
	}
	return b.String()
}

// eraYear writes a fiscal year by its era: 令和6, 平成30.
func eraYear(fiscal int) string {
	switch {
	case fiscal == 2019:
		return "令和元"
	case fiscal > 2019:
		return "令和" + strconv.Itoa(fiscal-2018)
	}
	return "平成" + strconv.Itoa(fiscal-1988)
}

// eraMonth writes the month as actions do: R6.4, H31.4. Months count from
// April of the fiscal year, which is 0.
func eraMonth(fiscal, month int) string {
	year, m := fiscal+(month+3)/12, (month+3)%12+1
	if year > 2019 || year == 2019 && m >= 5 {
		return fmt.Sprintf("R%d.%d", year-2018, m)
	}
	return fmt.Sprintf("H%d.%d", year-1988, m)
}
