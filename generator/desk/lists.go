package desk

import (
	"cmp"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// addition is a new row: an action or a note that nobody exported.
type addition struct {
	t      *table
	record *kpi.Record
	no     string // "" puts it at the end
	at     *claim
	text   lang.Text
	when   string
	ids    []string
}

func (a *addition) equal(b *addition, first string) bool {
	return a.text[first] == b.text[first] && a.when == b.when && slices.Equal(a.ids, b.ids)
}

// textKey is the column of the words of a listed table.
func (t *table) textKey() string {
	if t.key == "notes" {
		return "note"
	}
	return "text"
}

// listedRow reads a row of a table that has several for one indicator. What was
// exported is found again by its words, because its place may have changed.
func (in *importer) listedRow(s *sheet, id kpi.ID, detail string, was exportedRow) {
	rec := in.recordOf(id)
	if rec == nil {
		in.unknown(s, id, detail)
		return
	}
	rows := s.of(id)
	if was != nil {
		if r := in.sameRow(s, rows, detail, was); r != nil {
			in.collect(s, r, was)
		} else {
			in.goneRow(s, rec, detail, was)
		}
		return
	}
	words, _ := in.at(s, s.textKey(), in.first)
	for _, r := range rows {
		if s.copies && in.words(s, r) == words.written() || !s.copies && r.detail == detail {
			in.collect(s, r, nil)
			return
		}
	}
	in.newRow(s, rec, detail)
}

// of are the rows of an indicator.
func (t *table) of(id kpi.ID) []*row {
	var list []*row
	for _, r := range t.rows {
		if r.id == id {
			list = append(list, r)
		}
	}
	return list
}

// words are those of a row in the first language.
func (in *importer) words(s *sheet, r *row) string {
	i := slices.IndexFunc(s.columns, func(c column) bool { return c.key == s.textKey() && c.tag == in.first })
	return trimmed(r.cells[i])
}

// sameRow finds what a row was exported from; nil when it is no more, or cannot
// be told.
func (in *importer) sameRow(s *sheet, rows []*row, detail string, was exportedRow) *row {
	words := was[s.textKey()]
	var found []*row
	for _, r := range rows {
		if shortened(in.words(s, r)) == words {
			if r.detail == detail {
				return r
			}
			found = append(found, r)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	if was[copyCount] == itoa(len(rows)) && len(found) == 0 {
		for _, r := range rows {
			if r.detail == detail {
				return r // its words changed in its place
			}
		}
	}
	return nil
}

// goneRow is a row whose action or note is in the data no more: what was changed
// in it has no place to go to.
func (in *importer) goneRow(s *sheet, rec *kpi.Record, detail string, was exportedRow) {
	for i, c := range s.columns {
		j, ok := s.places[i]
		if !ok || !c.free() {
			continue
		}
		k := &claim{g: in.g, row: in.row, column: j, cell: in.g.at(in.row, j), known: true, was: was[c.name(in.first)]}
		if k.now = k.cell.written(); k.now == k.was || shortened(k.now) == k.was {
			continue
		}
		blank := &row{id: rec.Indicator.ID, record: rec, detail: detail}
		x := in.conflict(s.table, blank, c, "", []*claim{k})
		x.added = true
		in.leave(x)
	}
}

// newRow reads a row that adds something.
func (in *importer) newRow(s *sheet, rec *kpi.Record, detail string) {
	if rec.ActionsSameAs.Indicator != "" && s.key == "actions" {
		in.problem(refuse("same actions", "id", string(rec.ActionsSameAs.Indicator)))
		return
	}
	a := &addition{t: s.table, record: rec, no: detail, text: lang.Text{}}
	ok := true
	take := func(key, tag string) string {
		cell, there := in.at(s, key, tag)
		if !there {
			return ""
		}
		now, refused := newText(key, cell)
		if refused != nil {
			in.problem(refused.of(key))
			ok = false
		}
		return now
	}
	for _, tag := range in.languages {
		if words := take(s.textKey(), tag); words != "" {
			a.text[tag] = words
		}
	}
	_, there := in.at(s, s.textKey(), in.first)
	a.at = &claim{g: in.g, row: in.row, column: in.column, now: a.text[in.first]}
	if ok && (!there || !a.text.Has(in.first)) {
		in.problem(refuse("blank new", "column", s.textKey()))
		return
	}
	if s.key == "actions" {
		a.when = take("period", "")
		ids, refused := in.readSections(take("sections", ""))
		if refused != nil && ok {
			in.problem(refused)
			ok = false
		}
		a.ids = ids
	}
	if ok {
		in.news = append(in.news, a)
	}
}

// newText is a text of a new row, below the heading of a key.
func newText(key string, cell gridCell) (string, *refusal) {
	now := cell.written()
	if key == "text" || key == "note" {
		now = cell.words()
	}
	return now, cmp.Or(cell.broken(), cell.unfit(now, false), serial(key, now))
}

// additions takes over the new rows of a table, by indicator.
func (in *importer) additions(t *table) {
	of := map[*kpi.Record][]*addition{}
	var order []*kpi.Record
	for _, r := range in.tables[0].rows {
		if of[r.record] == nil {
			of[r.record] = []*addition{}
			order = append(order, r.record)
		}
	}
	for _, a := range in.news {
		if a.t == t && !slices.ContainsFunc(of[a.record], func(b *addition) bool { return a.no == b.no && a.equal(b, in.first) }) {
			of[a.record] = append(of[a.record], a)
		}
	}
	for _, rec := range order {
		if list := of[rec]; len(list) > 0 {
			sortAdditions(list, in.first)
			in.add(t, rec, list)
		}
	}
}

// sortAdditions puts those with a number first; an order of files must not show.
func sortAdditions(list []*addition, first string) {
	rank := func(a *addition) int {
		if d, r := number(a.no); r == nil {
			return int(d.Float())
		}
		return 1 << 30
	}
	slices.SortStableFunc(list, func(a, b *addition) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.text[first]+a.when, b.text[first]+b.when))
	})
}

// add puts new rows behind those that an indicator has, unless two want the
// same place.
func (in *importer) add(t *table, rec *kpi.Record, list []*addition) {
	rows := t.of(rec.Indicator.ID)
	next := len(rows) + 1
	var taken []*addition
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && list[i].no != "" && list[j].no == list[i].no {
			j++
		}
		same := list[i:j]
		i = j
		at := slices.IndexFunc(rows, func(r *row) bool { return r.detail == same[0].no })
		switch {
		case at >= 0 || len(same) > 1:
			if in.decide == TakeFile {
				taken = append(taken, same...)
			} else {
				in.leave(in.crowded(t, rec, rows, at, same))
			}
			if at < 0 {
				next++
			}
		case same[0].no != "" && same[0].no != itoa(next):
			in.stand(same[0].at)
			in.problem(refuse("order", "next", itoa(next)))
			next++
		default:
			taken = append(taken, same...)
			next++
		}
	}
	in.putAll(t, rec, len(rows), taken)
}

// crowded is the conflict of rows that want the place of another.
func (in *importer) crowded(t *table, rec *kpi.Record, rows []*row, at int, same []*addition) Conflict {
	c := column{key: t.textKey(), tag: in.first}
	blank, data := &row{id: rec.Indicator.ID, record: rec, detail: same[0].no}, ""
	if at >= 0 {
		data = in.words(&sheet{table: t}, rows[at])
	}
	var claims []*claim
	for _, a := range same {
		claims = append(claims, a.at)
	}
	sortClaims(claims)
	x := in.conflict(t, blank, c, data, claims)
	x.added = true
	return x
}

// putAll writes new rows into the year's file.
func (in *importer) putAll(t *table, rec *kpi.Record, had int, list []*addition) {
	if len(list) == 0 {
		return
	}
	in.stand(list[0].at)
	var refused *refusal
	if t.key == "notes" {
		refused = in.putNotes(rec, list)
	} else {
		for _, a := range list {
			if refused = in.putAction(rec.Indicator.ID, a); refused != nil {
				break
			}
		}
	}
	if refused != nil {
		in.problem(refused.of(t.textKey()))
		return
	}
	for i, a := range list {
		in.out.Taken = append(in.out.Taken, Taken{Indicator: rec.Indicator.ID, label: in.labelOf(t, rec, nil, itoa(had+1+i)),
			column: column{key: t.textKey()}, first: in.first, now: a.text[in.first], from: a.at.place()})
	}
}

// putAction writes a new [[record.action]] at the end of its record.
func (in *importer) putAction(id kpi.ID, a *addition) *refusal {
	blocks, refused := in.blocks(id)
	if refused != nil {
		return refused
	}
	last := blocks[0]
	for _, b := range blocks {
		if !b.Asleep && (b.Header == "record.action" || last.Header != "record.action") {
			last = b
		}
	}
	last.Append(in.newAction(a.text, a.when, a.ids)...)
	return nil
}

// putNotes adds notes to the list of a record.
func (in *importer) putNotes(rec *kpi.Record, list []*addition) *refusal {
	blocks, refused := in.blocks(rec.Indicator.ID)
	if refused != nil {
		return refused
	}
	items := each(list, func(a *addition) string { return inlineText(a.text, in.languages) })
	v, found := blocks[0].Find("notes")
	if found != (len(rec.Notes) > 0) {
		return refuse("by hand")
	}
	if !found {
		lines := "["
		for _, s := range items {
			lines += blocks[0].EOL() + "  " + s + ","
		}
		blocks[0].Set("notes", lines+blocks[0].EOL()+"]", recordKeys...)
		return nil
	}
	if !v.AppendItems(items...) {
		return refuse("by hand")
	}
	return nil
}
