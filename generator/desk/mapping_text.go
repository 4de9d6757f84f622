package desk

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/pattern"
	"tassei/generator/toml"
)

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
		read := slices.AppendSeq(slices.Collect(maps.Values(t.cells)), maps.Values(t.above))
		return slices.ContainsFunc(read, func(m meant) bool { return m.key == "initiative" || m.key == "code" })
	})
	if !initiative {
		title := cmp.Or(p.title, strings.TrimSuffix(p.file, path.Ext(p.file)))
		b.WriteString("\n# " + say("mapping initiative") + "\n[initiative]\ncode = \"1\"\nname = " + toml.Quote(oneLine(title)) + "\n")
	}
	for _, t := range p.tables {
		p.writeTable(&b, t)
	}
	b.WriteString("\n# " + say("mapping none") + "\n[none]\n")
	words := noneWords
	if p.city.Languages[0] != "ja" {
		words = toml.WestAbsent
	}
	for _, w := range words {
		b.WriteString(quoteKey(w[0]) + " = " + toml.Quote(w[1]) + "\n")
	}
	seen := seenOnly(b.String())
	b.Reset()
	b.WriteString(seen)
	m, err := readMapping(p.file, []byte(seen))
	if err != nil {
		return nil, err
	}
	m.year = cmp.Or(m.year, 2000) // of no figure that is written
	found := m.items(sheets)
	p.unknown = append(p.unknown, found.told...)
	p.ask(&b, m, found.list)
	return &Proposal{TOML: []byte(seenOnly(b.String())), Unknown: p.unknown}, nil
}

// seenOnly leaves out the characters that nobody sees, which no TOML of ours may
// hold; a cell with one is told.
func seenOnly(text string) string {
	return strings.Map(func(r rune) rune {
		if unreadable(r) {
			return -1
		}
		return r
	}, text)
}

// noteBegins is how a line begins that is a note of its own: ・, ※, (1), ①.
var noteBegins = pattern.New(`^(?:[・･●○◯■□◆◇▶※＊*－–—-]|[①-⑳⑴-⒇]|[（(]?[0-9０-９]{1,2}[）).．、])`)

// joinedItems joins the lines of a cell, with a space before each that a mark begins.
func joinedItems(text string) string {
	lines := cellLines(text)
	for i := 1; i < len(lines); i++ {
		space := " "
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
			space = "　"
		}
		if noteBegins.MatchString(lines[i]) {
			lines[i] = space + lines[i]
		}
	}
	return joined(lines)
}

// actionLines are the actions of a cell, a line each. A line that ends with a comma, or is followed by one that is set in
// below a mark, goes on.
func actionLines(text string) (actions []string) {
	open, marked := false, false
	for line := range strings.SplitSeq(text, "\n") {
		bare := strings.Trim(line, " \t\r　")
		begins := noteBegins.MatchString(bare)
		switch {
		case bare == "":
			open, marked = false, false
			continue
		case !begins && (open || marked && !strings.HasPrefix(line, bare[:1])):
			actions[len(actions)-1] = oneLine(actions[len(actions)-1] + "\n" + bare)
		default:
			actions, marked = append(actions, bare), begins
		}
		last, _ := utf8.DecodeLastRuneInString(bare)
		open = strings.ContainsRune("、，,", last)
	}
	return actions
}

// noteLines are the notes of a cell, a line each. Where it is written in sentences, a line goes on until one ends, a line
// is empty or a mark begins another.
func noteLines(text string) (notes []string) {
	open, sentences := false, strings.ContainsAny(text, "。．")
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Trim(line, " \t\r　")
		switch {
		case line == "":
			open = false
			continue
		case open && !noteBegins.MatchString(line):
			notes[len(notes)-1] = oneLine(notes[len(notes)-1] + "\n" + line)
		default:
			notes = append(notes, line)
		}
		last := []rune(line)[len([]rune(line))-1]
		open = sentences && !strings.ContainsRune("。．.！？!?）)」", last)
	}
	return notes
}

// noneWords are what sheets write where there is no value.
var noneWords = [][2]string{
	{"－", "not-stated"}, {"―", "not-stated"}, {"-", "not-stated"}, {"ー", "not-stated"}, {"—", "not-stated"}, {"–", "not-stated"}, {"‐", "not-stated"}, {"…", "not-stated"},
	{"未集計", "not-yet"}, {"集計中", "not-yet"}, {"調査中", "not-yet"}, {"未確定", "not-yet"}, {"未公表", "not-yet"},
	{"未測定", "not-measured"}, {"未調査", "not-measured"}, {"該当なし", "not-applicable"}, {"対象外", "not-applicable"}, {"未設定", "not-set"}, {"秘匿", "withheld"}, {"非公表", "withheld"}, {"ND", "below-detection-limit"}, {"N.D.", "below-detection-limit"},
	{"不検出", "below-detection-limit"}, {"検出せず", "below-detection-limit"}, {"検出下限値未満", "below-detection-limit"}, {"定量下限値未満", "below-detection-limit"}, {"検出限界未満", "below-detection-limit"},
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
		fmt.Fprintf(b, "  %s = %s  # %s\n", quoteKey(at), toml.Quote(value), remark(t.said[at]))
	}
	if len(t.above) > 0 {
		b.WriteString("\n  # " + say(p.tag, "mapping above") + "\n  [table.cells]\n")
	}
	for _, at := range slices.SortedFunc(maps.Keys(t.above), byPlace) {
		fmt.Fprintf(b, "  %s = %s\n", quoteKey(at), toml.Quote(t.above[at].String()))
	}
	fmt.Fprintf(b, "\n  # %s\n  [table.headings]\n", say(p.tag, "mapping headings"))
	for _, at := range slices.SortedFunc(maps.Keys(t.headings), byPlace) {
		fmt.Fprintf(b, "  %s = %s\n", quoteKey(at), toml.Quote(oneLine(t.headings[at])))
	}
}

// ask adds what a clerk must confirm, and tries every figure.
func (p *proposer) ask(b *strings.Builder, m *mapping, items []*mappedItem) {
	book := &book{src: p.src, city: p.city, tag: p.tag, first: p.city.Languages[0], languages: p.city.Languages}
	a := &asImporter{book: book, m: m, out: &Imported{}, files: map[string]string{}, fresh: map[string]bool{}, refused: map[cellPlace]bool{}}
	var directions, sections []string
	seen, ids, office := map[string]bool{}, 0, "ka-"
	if book.first != "ja" {
		office = "section-"
	}
	for _, it := range items {
		c := it.cells[meant{key: "section"}]
		for _, name := range sectionNames(c.written()) {
			known := slices.ContainsFunc(p.city.Sections, func(s kpi.Section) bool { return plain(s.Name[book.first]) == plain(name) })
			if known || seen[plain(name)] {
				continue
			}
			for ids++; p.city.Section(office+itoa(ids)) != nil; ids++ {
			}
			seen[plain(name)], m.sections[plain(name)] = true, office+itoa(ids)
			sections = append(sections, toml.Quote(name)+" = "+toml.Quote(office+itoa(ids)))
		}
		x := a.read(it)
		if x == nil || x.direction != "" || seen["n "+plain(x.name)] {
			continue
		}
		seen["n "+plain(x.name)] = true
		if it.nameAlone() {
			a.problem(it, it.cells[meant{key: "name"}], refuse("only name", "text", excerpt(x.name)), "name")
			continue
		}
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
		if to.Kind == kpi.Range && (to.From == nil) != (to.To == nil) { // ≥ 40, ≤ 12
			d, bound, sign := kpi.Increase, to.From, "≥ "
			if to.From == nil {
				d, bound, sign = kpi.Decrease, to.To, "≤ "
			}
			return key + " = " + toml.Quote(string(d)) + "  # " + say(p.tag, "mapping bound", "bound", sign+bound.String())
		}
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
