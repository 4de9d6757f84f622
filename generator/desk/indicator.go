package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// newIndicator is a row without an id: an indicator that the plan lacks.
type newIndicator struct {
	initiative *kpi.Initiative
	kind       kpi.KindOf
	number     int // 0 takes the next
	name       lang.Text
	direction  kpi.Direction
	unit       string
	cells      map[string]string // of the record, by the names of columns
	at         *claim
}

// indicatorRow reads a row of the table of figures that has no id. One whose
// name the plan has is that indicator's.
func (in *importer) indicatorRow(s *sheet) {
	text := func(key string) string {
		cell, _ := in.at(s, key, "")
		return strings.TrimSpace(cell.written())
	}
	name := text("name")
	at := &claim{g: in.g, row: in.row, column: in.column, now: name}
	code := text("code")
	x := &newIndicator{name: lang.Plain(in.first, name), at: at, cells: map[string]string{}}
	for _, i := range in.src.Initiatives() {
		if code != "" && (plain(i.Code) == plain(code) || i.Sheet == code) {
			x.initiative = i
		}
	}
	if code == "" { // more often a row of totals than a new indicator
		in.at(s, "id", "")
		in.problem(refuse("no id"))
		return
	}
	if x.initiative == nil {
		in.at(s, "code", "")
		in.problem(refuse("no such initiative", "text", code))
		return
	}
	word := text("kind")
	kind := in.city.KindOf(cmp.Or(word, string(kpi.KindIndicator)))
	if kind == nil {
		in.problem(refuse("kind", "text", word))
		return
	}
	x.kind = *kind
	no := text("number")
	if x.number = inInitiative(no); x.number == 0 && no != "" {
		in.problem(refuse("count", "text", no, "column", "number"))
		return
	}
	for _, ind := range x.initiative.Indicators {
		switch {
		case plain(in.text(ind.Name)) == plain(name) && ind.Slug == x.kind.Slug:
			if r := s.find(ind.ID, ""); r != nil {
				in.collect(s, r, nil)
				return
			}
			in.problem(refuse("unknown", "id", string(ind.ID), "year", in.year.String()))
			return
		case ind.Slug == x.kind.Slug && ind.Number == x.number:
			in.problem(refuse("other name", "id", string(ind.ID), "name", in.text(ind.Name)))
			return
		}
	}
	word = text("direction")
	if x.direction = in.directionOf(word); x.direction == "" {
		in.problem(refuse("which way", "text", word))
		return
	}
	x.unit = text("unit")
	if in.readNewCells(s, x) {
		in.newIndicators = append(in.newIndicators, x)
	}
}

// inInitiative is an indicator's number within its initiative, 0 for what is none.
func inInitiative(text string) int {
	d, ok := countingNumber(text)
	if !ok {
		return 0
	}
	return int(d.Float())
}

// countingNumber reads 1, 2, 3 …
func countingNumber(text string) (d kpi.Decimal, ok bool) {
	d, refused := number(text)
	return d, refused == nil && d.Places() == 0 && d.Sign() > 0
}

func (in *importer) directionOf(word string) kpi.Direction {
	for _, d := range kpi.Directions {
		if plain(word) == string(d) || isSaying(word, "direction "+string(d)) {
			return d
		}
	}
	return directionWords[plain(word)]
}

// readNewCells reads what a new indicator's record holds, as TOML.
func (in *importer) readNewCells(s *sheet, x *newIndicator) bool {
	unit := lang.Text{}
	if x.unit != "" {
		unit = lang.Plain(in.first, x.unit)
	}
	fine := true
	method := lang.Text{} // in the languages read so far
	for i, c := range s.columns {
		j, ok := s.places[i]
		cell := in.g.at(in.row, j)
		if !ok || !c.free() || cell.text == "" {
			continue
		}
		in.column = j
		now, refused := newText(c.key, cell)
		if c.number && !cell.date.any() && !cell.formula && !cell.fault {
			if now, refused = cell.figure(c.key, unit); refused == nil && cell.typed() {
				now, refused = in.commaDigits(now)
			}
		}
		value := ""
		if refused == nil {
			value, refused = in.newCell(c, now, x, method)
		}
		if refused != nil {
			in.problem(refused.of(c.key))
			fine = false
		}
		x.cells[c.key] = value
	}
	return fine
}

// newCell is what one cell of a new indicator's record says, as TOML.
func (in *importer) newCell(c column, now string, x *newIndicator, method lang.Text) (string, *refusal) {
	switch c.key {
	case "baseline", "target", "actual":
		f, refused := in.readFigure(now, c.key, measuredBy(x.direction), &kpi.Record{})
		return inlineFigure(f, in.languages), refused
	case "published":
		d, refused := number(now)
		return toml.Quote(d.String()), refused
	case "method":
		method[c.tag] = now
		return inlineText(method, in.languages), nil
	case "provisional":
		if !isYes(now) {
			return "true", refuse("yes", "text", now)
		}
		return "true", nil
	case "grade":
		g, ok := in.meaning(c, nil, now)
		if !ok {
			return toml.Quote(g), refuse("grade", "text", now)
		}
		return toml.Quote(g), nil
	case "page":
		return now, nil
	}
	return toml.Quote(now), nil // when a figure was taken
}

// addIndicators writes the new indicators into the plan and the year's records.
func (in *importer) addIndicators() {
	slices.SortStableFunc(in.newIndicators, func(a, b *newIndicator) int {
		return cmp.Or(a.initiative.Order-b.initiative.Order, cmp.Compare(a.kind.Slug, b.kind.Slug), rankOf(a.number)-rankOf(b.number), cmp.Compare(in.text(a.name), in.text(b.name)))
	})
	for i, x := range in.newIndicators {
		in.stand(x.at)
		if twin := in.twin(i); twin != nil {
			if !sameCells(twin, x) {
				in.problem(refuse("twice", "id", in.text(x.name), "cell", twin.at.place().in(in.tag)))
			}
			continue
		}
		if x.number == 0 {
			x.number = in.nextNumber(i)
		}
		if refused := in.addIndicator(x); refused != nil {
			in.problem(refused)
			continue
		}
		label := calledIn(x.initiative.Code, x.kind.Word, x.number, "") + " " + in.text(x.name)
		in.out.Taken = append(in.out.Taken, Taken{Indicator: kpi.MakeID(x.initiative.Sheet, x.kind.Slug, x.number), label: label,
			column: column{key: "new"}, first: in.first, now: in.text(x.name), from: x.at.place()})
	}
}

func rankOf(number int) int {
	if number == 0 {
		return 1 << 30
	}
	return number
}

// twin is an earlier row of the same indicator, in another file.
func (in *importer) twin(i int) *newIndicator {
	x := in.newIndicators[i]
	for _, y := range in.newIndicators[:i] {
		if y.initiative == x.initiative && y.kind.Slug == x.kind.Slug && (plain(in.text(y.name)) == plain(in.text(x.name)) || x.number != 0 && y.number == x.number) {
			return y
		}
	}
	return nil
}

func sameCells(a, b *newIndicator) bool {
	return a.unit == b.unit && a.direction == b.direction && a.name.Equal(b.name) && maps.Equal(a.cells, b.cells)
}

func (in *importer) nextNumber(i int) int {
	x, n := in.newIndicators[i], 0
	for _, ind := range x.initiative.Indicators {
		if ind.Slug == x.kind.Slug {
			n = max(n, ind.Number)
		}
	}
	for j, y := range in.newIndicators {
		if y.initiative == x.initiative && y.kind.Slug == x.kind.Slug && j != i {
			n = max(n, y.number)
		}
	}
	return n + 1
}

// addIndicator puts an indicator at the end of its plan, and its record at the
// end of the year's.
func (in *importer) addIndicator(x *newIndicator) *refusal {
	name := in.text(x.name)
	plan := newTable("indicator", x.kind, x.number, "", name) + pair("kind", toml.Quote(string(x.kind.Word))) + pair("number", itoa(x.number)) +
		pair("name", inlineText(x.name, in.languages)) + pair("measured", toml.Quote(string(measuredBy(x.direction)))) +
		pair("direction", toml.Quote(string(x.direction))) + pair("since", toml.Quote(in.year.String())) + pair("unit", in.inline(x.unit))
	record := newTable("record", x.kind, x.number, "", name) + pair("indicator", toml.Quote(kpi.MakeID(x.initiative.Sheet, x.kind.Slug, x.number).Local()))
	for _, key := range recordKeys[1:] {
		if record += pair(key, x.cells[key]); x.cells[key] == "" && (key == "baseline" || key == "target" || key == "actual") {
			record += blankPair(key)
		}
	}
	dates := ""
	for _, key := range []string{"baseline", "target", "actual"} {
		if value := x.cells[key+"_as_of"]; value != "" {
			dates += "  " + pair(key, value)
		}
	}
	if dates != "" {
		record += "\n  [record.as_of]\n" + dates
	}
	if refused := in.addToFile(source.PlanFile(x.initiative.Sheet), plan); refused != nil {
		return refused
	}
	return in.addToFile(source.RecordFile(in.year, x.initiative.Sheet), record)
}

// addToFile puts text at the end of a file, which may be new.
func (in *importer) addToFile(file, text string) *refusal {
	if in.edits[file] == nil {
		old, err := in.readOld(file)
		if err != nil {
			return refuse("by hand", "file", file, "column", "name")
		}
		if old == nil {
			i := slices.IndexFunc(in.out.Edits, func(e output.Edit) bool { return e.Path == file })
			if i < 0 {
				in.out.Edits = append(in.out.Edits, output.Edit{Path: file, New: true})
				i = len(in.out.Edits) - 1
			}
			in.out.Edits[i].Data = append(in.out.Edits[i].Data, strings.TrimPrefix(text, map[bool]string{true: "\n"}[len(in.out.Edits[i].Data) == 0])...)
			return nil
		}
		in.edits[file] = toml.NewEdit(string(old))
	}
	in.edits[file].AppendEnd(text)
	return nil
}
