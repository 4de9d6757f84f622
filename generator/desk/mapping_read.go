package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// codeLead is a code before a name: ⑴-イ 健康づくり, 1-2　窓口.
var codeLead = pattern.New(`^([0-9０-９⑴-⒇①-⑳Ⅰ-Ⅻ()（）.．・\-－ー―ア-ンa-zA-Z]*[0-9０-９⑴-⒇①-⑳Ⅰ-Ⅻ)）][\-－ー―.．・]?[ア-ンa-zA-Z0-9０-９]*)[\s　:：.．]+(\S.*)$`)

// read reads one indicator; nil when it has no name.
func (a *asImporter) read(it *mappedItem) *mapped {
	x := &mapped{it: it, code: a.m.code, initiative: a.m.name, years: map[kpi.Year]*mappedYear{}}
	x.name = it.text("name", 0)
	name := it.cells[meant{key: "name"}]
	if it.lost != "" {
		for _, what := range it.of(it.lost) {
			if c := it.cells[what]; c.text != "" {
				a.problem(it, c, refuse("lost", "text", excerpt(oneLine(c.written()))), it.lost)
				return nil
			}
		}
	}
	if x.name == "" {
		a.problem(it, name, refuse("no name"), "name")
		return nil
	}
	a.refuseCells(it)
	if s := it.text("initiative", 0); s != "" {
		x.initiative, x.code = s, ""
		if f := codeLead.FindStringSubmatch(s); f != nil {
			x.code, x.initiative = f[1], f[2]
		}
	}
	if s := it.text("code", 0); s != "" {
		x.code = s
	}
	x.unit = cmp.Or(bare(it.text("unit", 0)), it.unit)
	a.kindOf(x)
	a.directionOf(x)
	a.sectionsOf(x)
	for _, year := range it.years() {
		a.readYear(x, cmp.Or(year, a.m.year), year)
	}
	a.finalTargetOf(it, x)
	return x
}

// figureKeys are the keys of cells that are read as figures, which tells more of them than of words.
var figureKeys = []string{"baseline", "target", "actual", "published", "final_target"}

// refuseCells tells what no cell of an item may hold: characters that nobody sees, words that are struck out, and in the
// place of words what a reader does not see as words. What else could be said of such a cell follows from it.
func (a *asImporter) refuseCells(it *mappedItem) {
	for _, cells := range append([]map[meant]mappedCell{it.cells}, it.more...) {
		for _, what := range sortedMeanings(cells) {
			c := cells[what]
			refused := cmp.Or(textRefusal(c.written()), serial(what.key, c.written()))
			switch {
			case c.struck != "":
				refused = refuse("struck", "text", excerpt(c.struck))
			case refused == nil && !slices.Contains(figureKeys, what.key):
				refused = c.noWords(what.key)
			}
			if refused != nil {
				a.problem(it, c, refused, what.key)
				a.refused[it.place(c)] = true
			}
		}
	}
}

// sortedMeanings are the meanings of cells in the order of mappedKeys and of years.
func sortedMeanings(cells map[meant]mappedCell) []meant {
	return slices.SortedFunc(maps.Keys(cells), func(x, y meant) int {
		return cmp.Or(slices.Index(mappedKeys, x.key)-slices.Index(mappedKeys, y.key), int(x.year-y.year))
	})
}

// noWords is why a cell of a city's own workbook cannot be taken for words. A formula's
// result is as good as any; a number of an indicator that has become a date is lost.
func (c gridCell) noWords(key string) *refusal {
	switch {
	case c.formula && strings.HasPrefix(c.text, "="):
		return refuse("formula")
	case c.fault:
		return refuse("fault", "text", c.text)
	case key != "code" && key != "number":
	case !c.day.IsZero():
		return refuse("day text", "text", c.dated())
	case dayForm.MatchString(strings.TrimSpace(lang.Fold(c.text))):
		return refuse("day text", "text", c.text)
	}
	return cmp.Or(c.unclear(), dittoRefusal(c.written()))
}

// finalTargetOf reads the plan's last target, which only a column with its year can hold.
func (a *asImporter) finalTargetOf(it *mappedItem, x *mapped) {
	if what := (meant{key: "final_target"}); it.cells[what].text == "" {
		for _, w := range it.of("final_target") {
			if w.year != 0 && it.cells[w].text != "" {
				if r, refused := a.m.figure(a.book, it, w, x.unit); refused != nil {
					a.problem(it, it.cells[w], refused, "target")
				} else if !r.figure.Missing() {
					x.unit = cmp.Or(x.unit, r.unit)
					x.final = &kpi.FinalTarget{Target: r.figure, Year: w.year}
				}
			}
		}
	} else {
		a.problem(it, it.cells[what], refuse("final year"), "target")
	}
}

// bare is a unit without the brackets around it: （％） is ％.
func bare(s string) string { return strings.Trim(s, " 　()（）[]［］") }

func (a *asImporter) kindOf(x *mapped) {
	x.kind = kpi.BuiltInKinds[0]
	if own := a.book.city.Kinds; len(own) > 0 {
		x.kind = own[0] // a column of kinds may say otherwise
	}
	if s := x.it.text("kind", 0); s != "" {
		k := a.city.KindOf(s)
		if k == nil {
			a.problem(x.it, x.it.cells[meant{key: "kind"}], refuse("kind", "text", s), "kind")
			return
		}
		x.kind = *k
	}
	s := x.it.text("number", 0)
	s = strings.TrimSpace(strings.TrimPrefix(s, string(x.kind.Word)))
	if x.number = inInitiative(norm.NFKC.String(s)); x.number == 0 {
		x.label = s
	}
}

// directionWords are how sheets say which way is better.
var directionWords = map[string]kpi.Direction{
	"増加": kpi.Increase, "増": kpi.Increase, "増やす": kpi.Increase, "上昇": kpi.Increase, "向上": kpi.Increase, "↑": kpi.Increase, "↗": kpi.Increase, "拡大": kpi.Increase, "+": kpi.Increase,
	"減少": kpi.Decrease, "減": kpi.Decrease, "減らす": kpi.Decrease, "低下": kpi.Decrease, "縮小": kpi.Decrease, "抑制": kpi.Decrease, "↓": kpi.Decrease, "↘": kpi.Decrease, "-": kpi.Decrease,
	"維持": kpi.Maintain, "維持する": kpi.Maintain, "→": kpi.Maintain, "実施": kpi.Qualitative, "できたか": kpi.Qualitative,
}

func (a *asImporter) directionOf(x *mapped) {
	if s := x.it.text("direction", 0); s != "" {
		if x.direction = cmp.Or(directionWords[plain(s)], westDirection(s)); x.direction != "" {
			return
		}
		a.problem(x.it, x.it.cells[meant{key: "direction"}], refuse("direction", "text", s), "direction")
		return
	}
	x.direction = cmp.Or(a.m.directions[plain(x.name)], a.m.direction)
}

// sectionsOf finds the sections in charge by name; the mapping gives new ones
// their ids.
func (a *asImporter) sectionsOf(x *mapped) {
	c := x.it.cells[meant{key: "section"}]
	for _, name := range sectionNames(c.written()) {
		id := a.m.sections[plain(name)]
		for _, s := range a.city.Sections {
			if plain(a.text(s.Name)) == plain(name) || s.ID == name {
				id = s.ID
			}
		}
		if id == "" {
			a.problem(x.it, c, refuse("new section", "text", name), "section")
			continue
		}
		if a.city.Section(id) == nil && !slices.ContainsFunc(a.sections, func(s kpi.Section) bool { return s.ID == id }) {
			a.sections = append(a.sections, kpi.Section{ID: id, Name: lang.Plain(a.first, name)})
		}
		if !slices.Contains(x.sections, id) {
			x.sections = append(x.sections, id)
		}
	}
}

// sectionEnds are how names of sections end: a line break behind another end
// is one within a name.
var sectionEnds = []string{"課", "係", "室", "局", "部", "署", "所", "館", "センター", "チーム", "班", "会", "園", "校", "院"}

// sectionNames parts the names in a cell.
func sectionNames(text string) (names []string) {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if n := len(lines); n > 0 && !slices.ContainsFunc(sectionEnds, func(end string) bool { return strings.HasSuffix(lines[n-1], end) }) {
			lines[n-1] += line
			continue
		}
		lines = append(lines, line)
	}
	for _, name := range strings.FieldsFunc(strings.Join(lines, "\n"), func(r rune) bool { return strings.ContainsRune(kpi.SectionSeparators+"・/／", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// readYear reads what an indicator has for a year, which its cells may call 0.
func (a *asImporter) readYear(x *mapped, year, called kpi.Year) {
	y := x.years[year]
	if y == nil {
		y = &mappedYear{figures: map[string]kpi.Figure{}, asOf: map[string]string{}, cells: map[string]mappedCell{}}
		x.years[year] = y
	}
	cell := func(key string) (mappedCell, string) {
		c := x.it.cells[meant{key, called}]
		if c.text != "" {
			y.cells[key] = c
		}
		return c, oneLine(c.written())
	}
	for _, key := range []string{"baseline", "target", "actual"} {
		c, text := cell(key)
		if text != "" {
			a.readFigureOf(x, y, key, called, c)
		}
		if _, when := cell(key + "_as_of"); when != "" {
			y.asOf[key] = when
		}
	}
	if f, there := y.figures["baseline"]; there && !f.Missing() && y.asOf["baseline"] == "" && x.it.since != "" {
		y.asOf["baseline"] = x.it.since
	}
	if c, text := cell("published"); text != "" {
		a.readPublished(x, y, called, c)
	}
	if c, text := cell("grade"); text != "" {
		if y.grade = a.gradeOf(text); y.grade == "" {
			a.problem(x.it, c, refuse("grade", "text", text), "grade")
		}
	}
	method, _ := cell("method")
	y.method = joinedItems(method.words())
	for _, words := range []string{x.name, x.unit, y.method} {
		if note := x.it.explained(words); note != "" && !slices.Contains(y.notes, note) {
			y.notes = append(y.notes, note)
		}
	}
	notes, _ := cell("note")
	y.notes = append(y.notes, noteLines(notes.words())...)
	c, _ := cell("comment")
	if y.comment = paragraphs(c.words()); strings.HasPrefix(y.comment, "+++") {
		a.problem(x.it, c, refuse("front matter"), "comment")
	} else if refused := proseRefusal(y.comment); refused != nil && textRefusal(y.comment) == nil {
		a.problem(x.it, c, refused, "comment")
	}
	a.readActions(x, y, called)
	for _, key := range []string{"comment", "method", "note", "action"} {
		if c := x.it.cells[meant{key, called}]; elsewhere(c.written()) {
			a.out.Notices = append(a.out.Notices, CellProblem{x.it.place(c), refuse("attachment", "text", excerpt(oneLine(c.written())))})
		}
	}
}

// paragraphs keeps the lines of a comment as lines that Markdown keeps too.
func paragraphs(s string) string {
	list := each(strings.Split(s, "\n"), func(line string) string { return strings.TrimRight(line, " \t　") })
	return strings.TrimSpace(strings.Join(list, "\n"))
}

func (a *asImporter) readFigureOf(x *mapped, y *mappedYear, key string, called kpi.Year, c mappedCell) {
	if x.direction == kpi.Qualitative {
		f, refused := a.done(x, key, called)
		if refused != nil {
			a.problem(x.it, c, refused, key)
			return
		}
		y.figures[key] = f
		return
	}
	r, refused := a.m.figure(a.book, x.it, meant{key, called}, x.unit)
	if refused != nil {
		a.problem(x.it, c, refused, key)
		return
	}
	x.unit = cmp.Or(x.unit, r.unit)
	y.figures[key] = r.figure
	y.provisional = y.provisional || r.provisional
	if r.asOf != "" {
		y.asOf[key] = r.asOf
	}
	if r.note != "" && !slices.Contains(y.notes, r.note) {
		y.notes = append(y.notes, r.note)
	}
}

// done reads the words of what is done or not: done is what says what the
// target says, not done what begins with 未.
func (a *asImporter) done(x *mapped, key string, called kpi.Year) (f kpi.Figure, refused *refusal) {
	c := x.it.cells[meant{key, called}]
	if refused = c.noWords(key); refused != nil {
		return f, refused
	}
	text := oneLine(c.written())
	if reason, ok := a.m.none[plain(text)]; ok {
		return kpi.Figure{Kind: kpi.None, None: reason, Printed: text}, nil
	}
	target := cmp.Or(x.it.text("target", called), x.it.text("target", 0))
	f = kpi.Figure{Kind: kpi.Words, Words: lang.Plain(a.first, text)}
	switch {
	case key == "target", plain(text) == plain(target):
		f.Done = true
	case strings.HasPrefix(text, "未"):
	default:
		return f, refuse("done or not", "text", text)
	}
	return f, nil
}

// readPublished reads the printed achievement: 80％, 80.0.
func (a *asImporter) readPublished(x *mapped, y *mappedYear, called kpi.Year, c mappedCell) {
	r, refused := a.m.figure(a.book, x.it, meant{"published", called}, "％")
	switch {
	case refused != nil:
		a.problem(x.it, c, refused, "published")
	case r.figure.Kind == kpi.Number:
		y.published = r.figure.Value.String()
	case r.figure.Kind != kpi.None:
		a.problem(x.it, c, refuse("words", "text", c.text), "published")
	}
}

func (a *asImporter) readActions(x *mapped, y *mappedYear, called kpi.Year) {
	for _, cells := range append([]map[meant]mappedCell{x.it.cells}, x.it.more...) {
		for _, text := range actionLines(cells[meant{"action", called}].words()) {
			if text = unmarked(text); text == "" {
				continue
			}
			y.actions = append(y.actions, kpi.Action{Text: lang.Plain(a.first, text), Printed: oneLine(cells[meant{"period", called}].written()), Sections: x.sections})
		}
	}
}

// unmarked is a line without the mark of a list before it. What is no mark stays:
// ○○小学校 is a name to be filled in, -3件 a loss.
func unmarked(line string) string {
	line = strings.TrimSpace(line)
	mark, size := utf8.DecodeRuneInString(line)
	rest := strings.TrimLeft(line[size:], " 　")
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case !strings.ContainsRune("・･○●◯-", mark), next == mark, mark == '-' && unicode.IsDigit(next):
		return line
	}
	return rest
}

// unreadable reports whether no file of the city may hold a character: nobody sees it.
func unreadable(r rune) bool { return lang.Hidden(r) || isControl(r) && r != '\n' && r != '\t' }

// excerpt is a text that fits into a message.
func excerpt(text string) string {
	if r := []rune(text); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return text
}
