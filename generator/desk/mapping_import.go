package desk

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// mapped is an indicator that was read by a mapping, as facts.
type mapped struct {
	it               *mappedItem
	code, initiative string
	sheet            string // id of the initiative
	kind             kpi.KindOf
	number           int
	label, name      string
	unit             string
	direction        kpi.Direction
	sections         []string
	years            map[kpi.Year]*mappedYear
	final            *kpi.FinalTarget
	known            *kpi.Indicator // in the plan already
}

// mappedYear is what is told of one year.
type mappedYear struct {
	figures     map[string]kpi.Figure
	asOf        map[string]string
	provisional bool
	published   string
	grade       string
	method      string
	comment     string
	actions     []kpi.Action
	notes       []string
	cells       map[string]mappedCell
}

// asImporter reads workbooks by a mapping.
type asImporter struct {
	*book
	m        *mapping
	many     bool
	take     Take
	out      *Imported
	files    map[string]string // texts of TOML files as they will be
	fresh    map[string]bool   // files that are not there yet
	sections []kpi.Section     // new ones
	sheets   []*newSheet
}

// newSheet is an initiative of the workbook.
type newSheet struct {
	id, code, name string
	known          *kpi.Initiative
	items          []*mapped
}

// ImportAs reads workbooks of a city's own by a mapping (TOML, as NewMapping
// proposes it) into plan, year and comments. What is not there yet is added;
// what is there and says otherwise is a conflict, as in Import. A cell that is
// not understood is a problem, and then nothing is written. The error is a *Fault.
func ImportAs(src *source.Source, mapping File, files []File, take Take) (*Imported, error) {
	m, err := readMapping(mapping.Name, mapping.Data)
	if err != nil {
		return nil, err
	}
	var sheets []looseSheet
	for _, f := range files {
		of, err := readLoose(f.Name, f.Data)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, of...)
	}
	if m.year == 0 {
		years := src.Years()
		if len(years) == 0 {
			return nil, fault("mapping year", "file", mapping.Name)
		}
		m.year = years[len(years)-1].Year
	}
	city := src.City()
	b := &book{src: src, city: city, year: m.year, tag: voice(city), languages: city.Languages, first: city.Languages[0]}
	a := &asImporter{book: b, m: m, many: len(files) > 1, take: take, out: &Imported{Year: m.year}, files: map[string]string{}, fresh: map[string]bool{}}
	items := m.items(sheets)
	if len(items) == 0 {
		return nil, fault("mapping nothing", "file", files[0].Name, "mapping", mapping.Name)
	}
	for _, it := range items {
		if x := a.read(it); x != nil {
			a.place(x)
		}
	}
	a.number()
	a.write()
	if len(a.out.Problems)+len(a.out.Conflicts) > 0 {
		a.out.Edits, a.out.Changes, a.out.Taken = nil, nil, nil
	}
	return a.out, nil
}

func (a *asImporter) problem(it *mappedItem, c mappedCell, r *refusal, key string) {
	r.pairs = append(r.pairs, "column", key)
	a.out.Problems = append(a.out.Problems, CellProblem{a.where(it, c), r.rule, r.pairs})
}

func (a *asImporter) where(it *mappedItem, c mappedCell) cellPlace {
	p := cellPlace{Sheet: it.sheet.name, Cell: it.sheet.cellName(c.row, c.column)}
	if a.many {
		p.File = it.sheet.file
	}
	return p
}

// codeLead is a code before a name: ⑴-イ 健康づくり, 1-2　窓口.
var codeLead = regexp.MustCompile(`^([0-9０-９⑴-⒇①-⑳Ⅰ-Ⅻ()（）.．・\-－ー―ア-ンa-zA-Z]*[0-9０-９⑴-⒇①-⑳Ⅰ-Ⅻ)）][\-－ー―.．・]?[ア-ンa-zA-Z0-9０-９]*)[\s　:：.．]+(\S.*)$`)

// read reads one indicator; nil when it has no name.
func (a *asImporter) read(it *mappedItem) *mapped {
	x := &mapped{it: it, code: a.m.code, initiative: a.m.name, years: map[kpi.Year]*mappedYear{}}
	x.name = it.text("name", 0)
	name := it.cells[meant{key: "name"}]
	if x.name == "" {
		a.problem(it, name, refuse("no name"), "name")
		return nil
	}
	if s := it.text("initiative", 0); s != "" {
		x.initiative, x.code = s, ""
		if f := codeLead.FindStringSubmatch(s); f != nil {
			x.code, x.initiative = f[1], f[2]
		}
	}
	if s := it.text("code", 0); s != "" {
		x.code = s
	}
	x.unit = bare(it.text("unit", 0))
	a.kindOf(x)
	a.directionOf(x)
	a.sectionsOf(x)
	for _, year := range it.years() {
		y := year
		if y == 0 {
			y = a.m.year
		}
		a.readYear(x, y, year)
	}
	if what := (meant{key: "final_target"}); it.cells[what].text == "" {
		for w := range it.cells {
			if w.key == "final_target" && w.year != 0 && it.cells[w].text != "" {
				if r, refused := a.m.figure(a.book, it, w, x.unit); refused != nil {
					a.problem(it, it.cells[w], refused, "target")
				} else if r.figure.Kind == kpi.Number {
					x.unit = either(x.unit, r.unit)
					x.final = &kpi.FinalTarget{Target: r.figure, Year: w.year}
				}
			}
		}
	} else {
		a.problem(it, it.cells[what], refuse("final year"), "target")
	}
	return x
}

// bare is a unit without the brackets around it: （％） is ％.
func bare(s string) string { return strings.Trim(s, " 　()（）[]［］") }

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (a *asImporter) kindOf(x *mapped) {
	x.kind = kpi.BuiltInKinds[0]
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
	if d, refused := number(norm.NFKC.String(s)); refused == nil && d.Places() == 0 && d.Sign() > 0 {
		x.number = int(d.Float())
	} else if s != "" {
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
		if d, ok := directionWords[plain(s)]; ok {
			x.direction = d
			return
		}
		a.problem(x.it, x.it.cells[meant{key: "direction"}], refuse("direction", "text", s), "direction")
		return
	}
	x.direction = a.m.directions[plain(x.name)]
	if x.direction == "" {
		x.direction = a.m.direction
	}
}

// sectionsOf finds the sections in charge by name; the mapping gives new ones
// their ids.
func (a *asImporter) sectionsOf(x *mapped) {
	c := x.it.cells[meant{key: "section"}]
	for _, name := range sectionNames(c.written()) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
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
func sectionNames(text string) []string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if n := len(lines); n > 0 && !slices.ContainsFunc(sectionEnds, func(end string) bool { return strings.HasSuffix(lines[n-1], end) }) {
			lines[n-1] += line
			continue
		}
		lines = append(lines, line)
	}
	return strings.FieldsFunc(strings.Join(lines, "\n"), func(r rune) bool { return strings.ContainsRune(separators+"・/／", r) })
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
		if at, when := cell(key + "_as_of"); when != "" {
			if refused := at.unclear(); refused != nil {
				a.problem(x.it, at, refused, key+"_as_of")
				continue
			}
			y.asOf[key] = when
		}
	}
	if c, text := cell("published"); text != "" {
		a.readPublished(x, y, called, c)
	}
	if c, text := cell("grade"); text != "" {
		i := slices.IndexFunc(a.city.Grades, func(g kpi.Grade) bool {
			return plain(g.ID) == plain(text) || plain(a.text(g.Name)) == plain(text)
		})
		if i < 0 {
			a.problem(x.it, c, refuse("grade", "text", text), "grade")
		} else {
			y.grade = a.city.Grades[i].ID
		}
	}
	_, y.method = cell("method")
	if _, note := cell("note"); note != "" {
		y.notes = append(y.notes, note)
	}
	c, _ := cell("comment")
	if y.comment = paragraphs(c.written()); strings.HasPrefix(y.comment, "+++") {
		a.problem(x.it, c, refuse("front matter"), "comment")
	}
	a.readActions(x, y, called)
}

// paragraphs keeps the lines of a comment as lines that Markdown keeps too.
func paragraphs(s string) string {
	var list []string
	for _, line := range strings.Split(s, "\n") {
		list = append(list, strings.TrimRight(line, " \t　"))
	}
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
	x.unit = either(x.unit, r.unit)
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
	text := oneLine(x.it.cells[meant{key, called}].written())
	if reason, ok := a.m.none[plain(text)]; ok {
		return kpi.Figure{Kind: kpi.None, None: reason, Printed: text}, nil
	}
	target := either(x.it.text("target", called), x.it.text("target", 0))
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
		for _, text := range strings.Split(cells[meant{"action", called}].written(), "\n") {
			text = strings.TrimSpace(strings.TrimLeft(text, "・○●◯- 　"))
			if text == "" {
				continue
			}
			y.actions = append(y.actions, kpi.Action{Text: lang.Plain(a.first, text), Printed: oneLine(cells[meant{"period", called}].written()), Sections: x.sections})
		}
	}
}

// place finds an indicator's initiative, in the plan or among the new ones.
func (a *asImporter) place(x *mapped) {
	i := slices.IndexFunc(a.sheets, func(s *newSheet) bool {
		return x.code != "" && plain(s.code) == plain(x.code) || x.code == "" && plain(s.name) == plain(x.initiative)
	})
	if i < 0 {
		s := &newSheet{code: x.code, name: x.initiative}
		for _, in := range a.src.Initiatives() {
			if x.code != "" && plain(in.Code) == plain(x.code) || plain(a.text(in.Name)) == plain(x.initiative) && x.initiative != "" {
				s.known, s.id, s.code, s.name = in, in.Sheet, in.Code, a.text(in.Name)
			}
		}
		if s.known == nil && s.code == "" && s.name == "" {
			a.problem(x.it, x.it.cells[meant{key: "name"}], refuse("no initiative"), "name")
			return
		}
		a.sheets = append(a.sheets, s)
		i = len(a.sheets) - 1
	}
	a.sheets[i].items = append(a.sheets[i].items, x)
}

// kana are the letters of codes as file names write them.
var kana = map[rune]string{'ア': "a", 'イ': "i", 'ウ': "u", 'エ': "e", 'オ': "o", 'カ': "ka", 'キ': "ki", 'ク': "ku", 'ケ': "ke", 'コ': "ko"}

// sheetID makes a file name of a code: ⑴-イ is 1-i.
func sheetID(code string) string {
	var parts []string
	for _, r := range strings.ToLower(norm.NFKC.String(code)) {
		switch {
		case r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
			if len(parts) == 0 {
				parts = append(parts, "")
			}
			parts[len(parts)-1] += string(r)
		case kana[r] != "":
			parts = append(parts, kana[r], "")
		default:
			parts = append(parts, "")
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-")
}

// number gives new initiatives their ids, and new indicators their numbers.
func (a *asImporter) number() {
	taken := map[string]bool{}
	for _, in := range a.src.Initiatives() {
		taken[in.Sheet] = true
	}
	for i, s := range a.sheets {
		if s.known == nil {
			if s.id = sheetID(s.code); s.id == "" || taken[s.id] || len(s.id) > 20 {
				s.id = "s" + itoa(len(a.src.Initiatives())+i+1)
			}
			taken[s.id] = true
			s.code = either(s.code, itoa(len(a.src.Initiatives())+i+1))
			s.name = either(s.name, s.code)
		}
		a.numberItems(s)
	}
}

func (a *asImporter) numberItems(s *newSheet) {
	used := map[string]*mapped{}
	last := map[string]int{}
	if s.known != nil {
		for _, ind := range s.known.Indicators {
			last[ind.Slug] = max(last[ind.Slug], ind.Number)
		}
	}
	for _, x := range s.items {
		x.sheet = s.id
		if s.known != nil {
			for _, ind := range s.known.Indicators {
				if plain(a.text(ind.Name)) == plain(x.name) {
					x.known, x.number = ind, ind.Number
				} else if ind.Slug == x.kind.Slug && ind.Number == x.number {
					a.problem(x.it, x.it.cells[meant{key: "name"}], refuse("other name", "id", string(ind.ID), "name", a.text(ind.Name)), "name")
				}
			}
		}
		last[x.kind.Slug] = max(last[x.kind.Slug], x.number)
	}
	for _, x := range s.items {
		if x.number == 0 {
			last[x.kind.Slug]++
			x.number = last[x.kind.Slug]
		}
		id := string(kpi.MakeID(s.id, x.kind.Slug, x.number))
		if other := used[id]; other != nil {
			a.problem(x.it, x.it.cells[meant{key: "name"}], refuse("twice", "id", string(x.kind.Word)+itoa(x.number),
				"cell", other.it.sheet.cellName(other.it.cells[meant{key: "name"}].row, other.it.cells[meant{key: "name"}].column)), "name")
		}
		used[id] = x
		if x.known == nil && x.direction == "" {
			a.problem(x.it, x.it.cells[meant{key: "name"}], refuse("no direction", "name", x.name), "direction")
		}
	}
}

func (x *mapped) id() kpi.ID { return kpi.MakeID(x.sheet, x.kind.Slug, x.number) }

// write makes the edits, by file.
func (a *asImporter) write() {
	if len(a.out.Problems) > 0 {
		return
	}
	for _, s := range a.sheets {
		a.writePlan(s)
	}
	a.writeSections()
	for _, s := range a.sheets {
		for _, x := range s.items {
			for _, year := range slices.Sorted(maps.Keys(x.years)) {
				a.writeYear(s, x, year)
			}
		}
	}
	a.compare()
	for _, file := range slices.Sorted(maps.Keys(a.files)) {
		a.out.Edits = append(a.out.Edits, output.Edit{Path: file, Data: []byte(a.files[file]), New: a.fresh[file]})
		old, _ := a.src.Read(file) // nothing where it is new
		a.out.Changes = append(a.out.Changes, difference(file, string(old), a.files[file]))
	}
	slices.SortFunc(a.out.Edits, func(p, q output.Edit) int { return strings.Compare(p.Path, q.Path) })
}

// add puts lines at the end of a file, which begins with head when it is new.
func (a *asImporter) add(file, head, lines string) {
	text, begun := a.files[file]
	if !begun {
		old, err := a.src.Read(file)
		if err != nil {
			text, a.fresh[file] = head, true
		} else if text = string(old); text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
	}
	if strings.Contains(text, "\r\n") {
		lines = strings.ReplaceAll(lines, "\n", "\r\n")
	}
	a.files[file] = text + lines
}

func (a *asImporter) writeSections() {
	for _, s := range a.sections {
		a.add("data/sections.toml", "", "\n[[section]]\nid   = "+toml.Quote(s.ID)+"\nname = "+inlineText(s.Name, a.languages)+"\n")
	}
}
