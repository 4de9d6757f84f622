package desk

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// Proposal is a mapping for a workbook, and what was not understood in it.
type Proposal struct {
	TOML    []byte
	Unknown []CellProblem
}

// headingKeys are the headings that are known, without spaces and brackets.
var headingKeys = map[string]string{
	"取り組み事項": "initiative", "取組事項": "initiative", "取組項目": "initiative", "施策": "initiative", "施策名": "initiative", "基本施策": "initiative", "基本施策名": "initiative", "施策の名称": "initiative", "事業名": "initiative",
	"施策番号": "code", "施策コード": "code", "施策no": "code", "取組番号": "code",
	"番号": "number", "指標番号": "number", "no": "number", "no.": "number", "№": "number", "指標no": "number",
	"種別": "kind", "種類": "kind", "指標種別": "kind", "指標": "name", "指標名": "name", "指標名称": "name", "指標の名称": "name", "成果指標": "name", "成果指標名": "name", "kpi": "name", "重要業績評価指標": "name", "数値目標": "name", "評価指標": "name",
	"単位": "unit", "方向": "direction", "方向性": "direction", "目指す方向": "direction", "目指す方向性": "direction", "望ましい方向": "direction", "指標の方向": "direction",
	"担当課": "section", "担当係": "section", "担当": "section", "担当部署": "section", "所管課": "section", "主管課": "section", "所管": "section", "所属": "section", "担当課名": "section", "担当課等": "section",
	"基準値": "baseline", "現状値": "baseline", "当初値": "baseline", "策定時": "baseline", "計画策定時": "baseline", "基準": "baseline", "基準年度値": "baseline", "策定時の値": "baseline",
	"目標値": "target", "目標": "target", "年度目標": "target", "計画値": "target", "最終目標値": "final_target", "最終目標": "final_target",
	"実績値": "actual", "実績": "actual", "年度実績": "actual", "実績数値": "actual",
	"達成度": "published", "達成率": "published", "目標達成率": "published", "目標達成度": "published", "達成状況": "grade", "市の評価": "grade", "評価区分": "grade", "判定": "grade", "ランク": "grade", "自己評価": "grade",
	"評価内容": "comment", "評価": "comment", "評価コメント": "comment", "要因分析": "comment", "所見": "comment", "評価・要因": "comment", "評価と課題": "comment", "成果と課題": "comment", "分析": "comment", "コメント": "comment",
	"積算方法": "method", "算出方法": "method", "算定方法": "method", "算出式": "method", "計算式": "method", "算出根拠": "method", "指標の説明": "method", "出典": "method",
	"実施内容": "action", "取組内容": "action", "主な取組": "action", "取り組み内容": "action", "具体的な取組": "action", "主な事業": "action", "実施時期": "period", "時期": "period", "実施期間": "period",
	"備考": "note", "注": "note", "注記": "note", "特記事項": "note",
	"基準値の時点": "baseline_as_of", "基準年度": "baseline_as_of", "基準時点": "baseline_as_of", "目標値の時点": "target_as_of", "目標年度": "target_as_of", "実績値の時点": "actual_as_of", "時点": "actual_as_of",
}

var headingRest = regexp.MustCompile(`[（(\[【][^）)\]】]*[）)\]】]|(令和|平成|[rhRH])?\s*[0-9元]{1,4}年度?|[rhRH][0-9元]{1,2}|fy[0-9]{4}|[（(\[【）)\]】・:：\s　]`)

// meaningOf is what a heading means, with its year; ok is false for none.
func meaningOf(text string) (m meant, ok bool) {
	folded := plain(strings.Trim(oneLine(text), "【】[]()（）：: 　"))
	year, dated := fiscalYear(oneLine(text))
	key, ok := headingKeys[folded]
	if !ok {
		key, ok = headingKeys[plain(headingRest.ReplaceAllString(lang.Fold(strings.ToLower(oneLine(text))), ""))]
	}
	if !ok {
		return m, false
	}
	m.key = key
	if dated && slices.Contains([]string{"target", "actual", "published", "grade", "comment", "final_target"}, key) {
		m.year = year
	}
	return m, true
}

// NewMapping proposes a mapping for a city's own workbook from the headings
// that it knows, and lists by cell what it does not understand. The error is a
// *Fault for a file that cannot be read or holds nothing that is known.
func NewMapping(src *source.Source, name string, data []byte) (*Proposal, error) {
	sheets, err := readLoose(name, data)
	if err != nil {
		return nil, err
	}
	p := &proposer{src: src, city: src.City(), tag: voice(src.City()), file: name}
	years := src.Years()
	if len(years) > 0 {
		p.year = years[len(years)-1].Year
	}
	for _, s := range sheets {
		p.sheet(s)
	}
	if len(p.tables) == 0 {
		return nil, fault("no headings", "file", name)
	}
	p.settleYears()
	return p.propose(sheets)
}

// proposer gathers what is known of a workbook.
type proposer struct {
	src     *source.Source
	city    *kpi.City
	tag     string
	file    string
	year    kpi.Year
	tables  []proposed
	title   string // above the first table
	unknown []CellProblem
}

// proposed is a table with the headings that stand above or beside its cells.
type proposed struct {
	mappedTable
	headings map[string]string
	order    []string
}

func (p *proposer) tell(s looseSheet, row, column int, rule string, pairs ...string) {
	p.unknown = append(p.unknown, CellProblem{cellPlace{Sheet: s.name, Cell: s.cellName(row, column)}, rule, pairs})
}

// sheet looks for a table, or else for a form.
func (p *proposer) sheet(s looseSheet) {
	for i := range s.cells {
		if n, named := p.known(s, i); n >= 3 && named && p.below(s, i) {
			p.rows(s, i)
			return
		}
	}
	p.form(s)
}

// known counts the known headings of a row, and tells whether one is the name.
func (p *proposer) known(s looseSheet, row int) (n int, named bool) {
	for j := range s.cells[row] {
		if m, ok := meaningOf(s.say(row, j)); ok && !s.covered[[2]int{row, j}] {
			n++
			named = named || m.key == "name"
		}
	}
	return n, named
}

// below reports whether texts that are no headings stand below the name.
func (p *proposer) below(s looseSheet, row int) bool {
	for j := range s.cells[row] {
		if m, ok := meaningOf(s.say(row, j)); !ok || m.key != "name" {
			continue
		}
		for i := row + 1; i < min(row+5, len(s.cells)); i++ {
			text := s.say(i, j)
			if _, heading := meaningOf(text); text != "" && !heading && !s.covered[[2]int{i, j}] {
				return true
			}
		}
	}
	return false
}

// rows proposes a table with a row an indicator. A second row of headings has
// years, or headings, below a merged one.
func (p *proposer) rows(s looseSheet, top int) {
	head := top + 1
	for head < min(top+3, len(s.cells)) && p.isHeading(s, top, head) {
		head++
	}
	t := proposed{mappedTable: mappedTable{sheet: s.name, head: head, cells: map[string]meant{}}, headings: map[string]string{}}
	taken := map[meant]bool{}
	for j := range s.cells[top] {
		letter, err := excelize.ColumnNumberToName(j + 1)
		heading := s.heading(j, top, head)
		if err != nil || heading == "" {
			continue
		}
		t.headings[letter], t.order = heading, append(t.order, letter)
		m, ok := p.columnMeaning(s, j, top, head)
		switch {
		case !ok:
			p.tell(s, top, j, "not known", "text", heading)
		case taken[m]:
			p.tell(s, top, j, "known twice", "text", heading)
		default:
			t.cells[letter], taken[m] = m, true
		}
	}
	p.titled(s, top)
	p.tables = append(p.tables, t)
}

// titled takes the first text above a table as the title of the workbook.
func (p *proposer) titled(s looseSheet, top int) {
	for i := 0; i < top && p.title == ""; i++ {
		if _, label := meaningOf(s.first(i)); !label {
			p.title = s.first(i)
		}
	}
	if p.title == "" && !plainSheet.MatchString(s.name) {
		p.title = s.name
	}
}

// plainSheet is a name that programs give a sheet.
var plainSheet = regexp.MustCompile(`^(?i:sheet|table|シート|表)\s*[0-9]*$|^$`)

// columnMeaning is what a column of one or two headings means: 目標値 above R6.
func (p *proposer) columnMeaning(s looseSheet, column, top, head int) (meant, bool) {
	if m, ok := meaningOf(s.heading(column, top, head)); ok {
		return m, true
	}
	var best meant
	found := false
	for i := top; i < head; i++ {
		if m, ok := meaningOf(s.say(i, column)); ok {
			year := best.year
			best, found = m, true
			if best.year == 0 {
				best.year = year
			}
		}
	}
	if year, ok := fiscalYear(s.heading(column, top, head)); ok && found && slices.Contains([]string{"target", "actual", "published", "grade", "comment", "final_target"}, best.key) {
		best.year = year
	}
	return best, found
}

// isHeading reports whether a row is one of headings: of years and known words,
// and nothing that is a figure.
func (p *proposer) isHeading(s looseSheet, top, row int) bool {
	known := 0
	for j := range s.cells[row] {
		text := s.say(row, j)
		if m, ok := meaningOf(s.say(top, j)); ok && m.key == "name" && text != "" && !s.covered[[2]int{row, j}] {
			return false // the first indicator
		}
		if text == "" || s.covered[[2]int{row, j}] {
			continue
		}
		_, word := meaningOf(text)
		_, year := fiscalYear(text)
		if !word && !year && len([]rune(text)) > 12 || s.at(row, j).numeric {
			return false
		}
		if word || year {
			known++
		}
	}
	return known > 0
}

// form proposes a form of labels with their cells beside or below them; the one
// of the first sheet stands for all that are alike.
func (p *proposer) form(s looseSheet) {
	t := proposed{mappedTable: mappedTable{sheet: "*", cells: map[string]meant{}}, headings: map[string]string{}}
	taken := map[meant]bool{}
	last := len(s.cells)
	for i := 0; i < last; i++ {
		for j := range s.cells[i] {
			m, ok := meaningOf(s.say(i, j))
			if !ok || s.covered[[2]int{i, j}] {
				continue
			}
			if m.key == "name" && t.label != "" {
				if plain(s.say(i, j)) == plain(t.text) && s.column(t.label) == j {
					last = min(last, i) // the form begins again
				}
				continue
			}
			row, column, ok := p.beside(s, i, j)
			if !ok || taken[m] || i >= last {
				continue
			}
			at := s.cellName(row, column)
			t.cells[at], taken[m] = m, true
			t.headings[at], t.order = s.say(i, j), append(t.order, at)
			if m.key == "name" {
				t.label, t.text = s.cellName(i, j), s.say(i, j)
			}
		}
	}
	if t.label == "" || len(t.cells) < 3 {
		if len(s.cells) > 0 && len(p.tables) > 0 || len(t.cells) > 0 {
			p.tell(s, 0, 0, "no form")
		}
		return
	}
	_, top, _ := excelize.CellNameToCoordinates(t.label)
	p.titled(s, top-1)
	for _, other := range p.tables {
		if other.head == 0 && other.text == t.text && other.label == t.label && maps.Equal(other.cells, t.cells) {
			return
		}
	}
	if slices.ContainsFunc(p.tables, func(o proposed) bool { return o.head == 0 }) {
		t.sheet = s.name
	}
	p.tables = append(p.tables, t)
}

func (s looseSheet) column(at string) int {
	column, _, err := excelize.CellNameToCoordinates(at)
	if err != nil {
		return -1
	}
	return column - 1
}

// beside is the cell that a label speaks of: to its right, or below where
// another label stands to the right.
func (p *proposer) beside(s looseSheet, row, column int) (i, j int, ok bool) {
	right, down := column+1, row+1
	for s.covered[[2]int{row, right}] && s.say(row, right) == s.say(row, column) {
		right++
	}
	for s.covered[[2]int{down, column}] && s.say(down, column) == s.say(row, column) {
		down++
	}
	_, label := meaningOf(s.say(row, right))
	_, lower := meaningOf(s.say(down, column))
	switch {
	case !label && s.say(row, right) != "":
		return row, right, true
	case !lower && s.say(down, column) != "" && (label || !s.covered[[2]int{down, column}]):
		return down, column, true
	case !label && right < 60:
		return row, right, true
	}
	return down, column, !lower
}

// settleYears takes the newest year of an actual as that of the workbook where
// the headings name any.
func (p *proposer) settleYears() {
	newest := kpi.Year(0)
	for _, t := range p.tables {
		for _, m := range t.cells {
			if m.key == "actual" {
				newest = max(newest, m.year)
			}
		}
	}
	if newest > 0 {
		p.year = newest
	} else if year, ok := fiscalYear(p.title); ok {
		p.year = year
	}
	for i := range p.tables {
		years := map[kpi.Year]bool{}
		for _, m := range p.tables[i].cells {
			if m.key == "actual" {
				years[m.year] = true
			}
		}
		for at, m := range p.tables[i].cells {
			if m.key == "final_target" && m.year == 0 {
				delete(p.tables[i].cells, at) // without its year it says nothing
			} else if m.year == p.year {
				p.tables[i].cells[at] = meant{key: m.key}
			}
		}
	}
}

// propose writes the mapping, reads the workbook by it, and adds what the
// reading shows: directions to be confirmed, sections, and cells that are not
// understood.
func (p *proposer) propose(sheets []looseSheet) (*Proposal, error) {
	var b strings.Builder
	say := func(key string, pairs ...string) string { return say(p.tag, key, pairs...) }
	b.WriteString("# " + say("mapping top", "file", remark(p.file)) + "\n# " + say("mapping keys", "keys", strings.Join(mappedKeys, " ")) + "\n\n")
	if p.year == 0 {
		b.WriteString("# " + say("mapping no year") + "\n# year = \"FY2024\"\n")
	} else {
		b.WriteString("year = " + toml.Quote(p.year.String()) + "  # " + say("mapping year note") + "\n")
	}
	initiative := slices.ContainsFunc(p.tables, func(t proposed) bool {
		for _, m := range t.cells {
			if m.key == "initiative" || m.key == "code" {
				return true
			}
		}
		return false
	})
	if !initiative {
		title := p.title
		if title == "" {
			title = strings.TrimSuffix(p.file, ".xlsx")
		}
		b.WriteString("\n# " + say("mapping initiative") + "\n[initiative]\ncode = \"1\"\nname = " + toml.Quote(oneLine(title)) + "\n")
	}
	for _, t := range p.tables {
		p.writeTable(&b, t)
	}
	b.WriteString("\n# " + say("mapping none") + "\n[none]\n")
	for _, w := range noneWords {
		b.WriteString(quoteKey(w[0]) + " = " + toml.Quote(w[1]) + "\n")
	}
	m, err := readMapping(p.file, []byte(b.String()))
	if err != nil {
		return nil, err
	}
	if m.year == 0 {
		m.year = 2000 // of no figure that is written
	}
	p.ask(&b, m, m.items(sheets))
	return &Proposal{TOML: []byte(b.String()), Unknown: p.unknown}, nil
}

// noneWords are what sheets write where there is no value.
var noneWords = [][2]string{
	{"－", "not-stated"}, {"―", "not-stated"}, {"-", "not-stated"}, {"ー", "not-stated"}, {"—", "not-stated"}, {"–", "not-stated"}, {"…", "not-stated"},
	{"未集計", "not-yet"}, {"集計中", "not-yet"}, {"調査中", "not-yet"}, {"未確定", "not-yet"}, {"未公表", "not-yet"},
	{"未測定", "not-measured"}, {"未調査", "not-measured"}, {"該当なし", "not-applicable"}, {"対象外", "not-applicable"}, {"未設定", "not-set"},
}

func (p *proposer) writeTable(b *strings.Builder, t proposed) {
	b.WriteString("\n[[table]]\nsheet = " + toml.Quote(t.sheet) + "\n")
	name := "cells"
	if t.head > 0 {
		name = "columns"
		fmt.Fprintf(b, "head  = %d  # %s\n", t.head, say(p.tag, "mapping head"))
	} else {
		fmt.Fprintf(b, "label = %s  # %s\ntext  = %s\n", toml.Quote(t.label), say(p.tag, "mapping label"), toml.Quote(t.text))
	}
	b.WriteString("\n  [table." + name + "]\n")
	for _, at := range t.order {
		value := ""
		if m, ok := t.cells[at]; ok {
			value = m.String()
		}
		fmt.Fprintf(b, "  %s = %s  # %s\n", quoteKey(at), toml.Quote(value), remark(t.headings[at]))
	}
}

// ask adds what a clerk must confirm, and tries every figure.
func (p *proposer) ask(b *strings.Builder, m *mapping, items []*mappedItem) {
	book := &book{src: p.src, city: p.city, tag: p.tag, first: p.city.Languages[0], languages: p.city.Languages}
	a := &asImporter{book: book, m: m, out: &Imported{}, files: map[string]string{}, fresh: map[string]bool{}}
	var directions, sections []string
	seen, ids := map[string]bool{}, 0
	for _, it := range items {
		c := it.cells[meant{key: "section"}]
		for _, name := range sectionNames(c.written()) {
			name = strings.TrimSpace(name)
			known := slices.ContainsFunc(p.city.Sections, func(s kpi.Section) bool { return plain(s.Name[book.first]) == plain(name) })
			if name == "" || known || seen[plain(name)] {
				continue
			}
			for ids++; p.city.Section("ka-"+itoa(ids)) != nil; ids++ {
			}
			seen[plain(name)], m.sections[plain(name)] = true, "ka-"+itoa(ids)
			sections = append(sections, toml.Quote(name)+" = "+toml.Quote("ka-"+itoa(ids)))
		}
		x := a.read(it)
		if x == nil || x.direction != "" || seen["n "+plain(x.name)] {
			continue
		}
		seen["n "+plain(x.name)] = true
		directions = append(directions, p.guess(x, m.year))
	}
	if len(directions) > 0 {
		b.WriteString("\n# " + say(p.tag, "mapping directions") + "\n[directions]\n" + strings.Join(directions, "\n") + "\n")
	}
	if len(sections) > 0 {
		b.WriteString("\n# " + say(p.tag, "mapping sections") + "\n[sections]\n" + strings.Join(sections, "\n") + "\n")
	}
	for _, problem := range a.out.Problems {
		if problem.rule != "no direction" {
			p.unknown = append(p.unknown, problem)
		}
	}
}

// guess is the line of an indicator's direction: from the figures where they
// tell, for the clerk to confirm, and a blank where they do not.
func (p *proposer) guess(x *mapped, year kpi.Year) string {
	key := toml.Quote(x.name)
	if y := x.years[year]; y != nil {
		from, to := y.figures["baseline"], y.figures["target"]
		if from.Kind == kpi.Number && to.Kind == kpi.Number && from.Value.Cmp(to.Value) != 0 {
			d, sign := kpi.Increase, " < "
			if from.Value.Cmp(to.Value) > 0 {
				d, sign = kpi.Decrease, " > "
			}
			return key + " = " + toml.Quote(string(d)) + "  # " + say(p.tag, "mapping guess", "figures", from.Value.String()+sign+to.Value.String())
		}
	}
	return "# " + key + " = \"\"  # increase, decrease, maintain, qualitative, neutral"
}
