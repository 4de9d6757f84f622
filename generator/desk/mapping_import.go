package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/kpi"
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
	take     Take
	out      *Imported
	files    map[string]string  // texts of TOML files as they will be
	fresh    map[string]bool    // files that are not there yet
	refused  map[cellPlace]bool // cells of which nothing more is said
	sections []kpi.Section      // new ones
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
		for _, s := range of {
			s.among = len(files) > 1
			sheets = append(sheets, s)
		}
	}
	if m.year == 0 {
		years := src.Years()
		if len(years) == 0 {
			return nil, fault("mapping year", "file", mapping.Name)
		}
		m.year = years[len(years)-1].Year
	}
	if told := m.twice(mapping.Name); told != nil {
		return nil, told
	}
	city := src.City()
	b := &book{src: src, city: city, year: m.year, tag: voice(city), languages: city.Languages, first: city.Languages[0]}
	a := &asImporter{book: b, m: m, take: take, out: &Imported{Year: m.year}, files: map[string]string{}, fresh: map[string]bool{}, refused: map[cellPlace]bool{}}
	found := m.items(sheets)
	if len(found.list)+len(found.told) == 0 {
		return nil, fault("mapping nothing", "file", files[0].Name, "mapping", mapping.Name)
	}
	a.out.Problems, a.out.Notices = found.told, found.notices
	for _, it := range found.list {
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
	if a.refused[it.place(c)] {
		return
	}
	r.sections = wordsOf(a.city)
	a.out.Problems = append(a.out.Problems, CellProblem{it.place(c), r.of(key)})
}

func (it *mappedItem) place(c mappedCell) cellPlace { return it.sheet.place(c.row, c.column) }

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
			s.code = cmp.Or(s.code, itoa(len(a.src.Initiatives())+i+1))
			s.name = cmp.Or(s.name, s.code)
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
		x.sheet, x.code = s.id, s.code
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
	named := map[string]*mapped{}
	for _, x := range s.items {
		if other := named[plain(x.name)]; x.number == 0 && other != nil {
			at := other.it.cells[meant{key: "name"}]
			cell := other.it.sheet.cellName(at.row, at.column)
			if other.it.sheet.name != x.it.sheet.name {
				cell = other.it.place(at).in(a.tag)
			}
			a.problem(x.it, x.it.cells[meant{key: "name"}], refuse("twice", "id", x.name, "cell", cell), "name")
		} else {
			named[plain(x.name)] = x
		}
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
		switch {
		case x.known != nil:
		case x.it.nameAlone() && a.m.directions[plain(x.name)] == "":
			a.problem(x.it, x.it.cells[meant{key: "name"}], refuse("only name", "text", excerpt(x.name)), "name")
		case x.direction == "":
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
	for _, s := range a.sheets {
		for _, x := range s.items {
			a.againstPlan(x)
		}
	}
	a.compare()
	for _, file := range slices.Sorted(maps.Keys(a.files)) {
		old, _ := a.src.Read(file) // nothing where it is new
		a.out.Edits = append(a.out.Edits, output.Edit{Path: file, Data: []byte(a.files[file]), New: a.fresh[file], Was: old})
		a.out.Changes = append(a.out.Changes, toml.Difference(file, string(old), a.files[file]))
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
