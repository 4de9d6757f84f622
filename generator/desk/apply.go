package desk

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// recordKeys are the keys of a record in the order in which they are written,
// to find the place of one that is not there yet.
var recordKeys = []string{"indicator", "part", "page", "remark", "method", "baseline", "baseline_nature", "target", "actual",
	"provisional", "published", "grade"}

func keysBefore(key string) []string {
	return recordKeys[:max(slices.Index(recordKeys, key), 0)]
}

// figure takes over one cell of the table of figures.
func (in *importer) figure(r *row, c column, now string) *refusal {
	blocks, refused := in.blocks(r.id)
	if refused != nil {
		return refused
	}
	own := blocks[0]
	if r.part != nil {
		if own, refused = partBlock(blocks, r.part.Part.ID); refused != nil {
			return refused
		}
		if !slices.Contains([]string{"baseline", "target", "actual"}, c.key) {
			return refuse("whole")
		}
	}
	switch c.key {
	case "baseline", "target", "actual":
		return in.value(own, r, c.key, now)
	case "published":
		return in.published(own, r, now)
	case "provisional":
		if now != "" && !isYes(now) {
			return refuse("yes", "text", now)
		}
		if (now != "") == r.record.Provisional {
			return nil // another way of saying the same
		}
		return setOrRemove(own, "provisional", map[bool]string{true: "true"}[now != ""], r.record.Provisional)
	case "grade":
		return in.grade(own, r, now)
	case "page":
		d, refused := number(now)
		if now != "" && (refused != nil || d.Places() > 0 || d.Sign() <= 0) {
			return refuse("count", "text", now)
		}
		if now != "" {
			now = d.String()
		}
		return setOrRemove(own, "page", now, r.record.Page > 0)
	}
	return in.asOf(blocks, r, strings.TrimSuffix(c.key, "_as_of"), now)
}

// partBlock finds the [[record.part]] of a part.
func partBlock(blocks []block, id string) (block, *refusal) {
	for _, b := range blocks {
		if b.asleep || b.head.header != "record.part" {
			continue
		}
		if s, ok := b.find("part"); ok && strings.Trim(b.l.text[s.value:s.to], `"'`) == id {
			return b, nil
		}
	}
	return block{}, refuse("by hand")
}

// setOrRemove writes a value, or takes its line away when it is empty. A value
// that is there but not found on a line of its own is left to be changed by
// hand.
func setOrRemove(b block, key, value string, there bool) *refusal {
	if _, found := b.find(key); found != there {
		return refuse("by hand")
	}
	if value == "" {
		b.remove(key)
		return nil
	}
	b.set(key, value, keysBefore(key)...)
	return nil
}

// value takes over a baseline, target or actual.
func (in *importer) value(b block, r *row, key, now string) *refusal {
	rec, old := r.record, figureOf(r.record, r.part, key)
	measured := rec.Indicator.Measured
	if r.part != nil {
		measured = kpi.ByNumber
	} else if measured == kpi.ByParts {
		return refuse("parts")
	}
	if now == "" {
		return refuse("blank")
	}
	f, refused := in.readFigure(now, key, measured, rec)
	if refused != nil {
		return refused
	}
	if in.figureText(f) == in.figureText(*old) {
		return nil // another way of writing the same
	}
	s, found := b.find(key)
	if found != (old.Kind != kpi.Unset) && !(found && strings.Trim(b.l.text[s.value:s.to], `"'`) == "") {
		return refuse("by hand")
	}
	if found && f.Kind == kpi.Number && old.Kind == kpi.Number && b.l.text[s.value] == '{' {
		// What stands beside the number, such as its nature, stays.
		from, to, ok := b.l.inside(s.value, "value")
		if !ok {
			return refuse("by hand")
		}
		b.l.replace(from, to, f.Value.String())
		return nil
	}
	f.Planned = false
	if f.Kind != kpi.None && found && b.l.text[s.value] == '{' {
		f.Planned = old.Planned
	}
	b.set(key, inlineFigure(f, in.languages), keysBefore(key)...)
	return nil
}

func (in *importer) published(b block, r *row, now string) *refusal {
	old := r.record.Published
	if now == "" {
		return setOrRemove(b, "published", "", old != "")
	}
	d, refused := number(now)
	if refused != nil || d.String() == old {
		return refused
	}
	if s, found := b.find("published"); found && old == "" && strings.Trim(b.l.text[s.value:s.to], `"'`) == "" {
		b.set("published", quote(d.String()))
		return nil
	}
	return setOrRemove(b, "published", quote(d.String()), old != "")
}

func (in *importer) grade(b block, r *row, now string) *refusal {
	if now == "" {
		return setOrRemove(b, "grade", "", r.record.Grade != "")
	}
	for _, g := range in.city.Grades {
		if plain(g.ID) == plain(now) || plain(in.text(g.Name)) == plain(now) {
			if g.ID == r.record.Grade {
				return nil
			}
			return setOrRemove(b, "grade", quote(g.ID), r.record.Grade != "")
		}
	}
	return refuse("grade", "text", now)
}

// asOf takes over when a figure was taken.
func (in *importer) asOf(blocks []block, r *row, key, now string) *refusal {
	there := !figureOf(r.record, nil, key).AsOf.Text.IsZero()
	at := slices.IndexFunc(blocks, func(b block) bool { return !b.asleep && b.head.header == "record.as_of" })
	if at >= 0 {
		if _, found := blocks[at].find(key); found != there {
			return refuse("by hand")
		}
		if now == "" {
			blocks[at].remove(key)
			return nil
		}
		order := []string{"baseline", "target", "actual"}
		blocks[at].set(key, quote(now), order[:slices.Index(order, key)]...)
		return nil
	}
	if _, inline := blocks[0].find("as_of"); inline || there {
		return refuse("by hand")
	}
	l, eol, end := blocks[0].l, blocks[0].l.eol, blocks[0].end()
	if i := slices.IndexFunc(blocks, func(b block) bool { return b.asleep && b.head.header == "record.as_of" }); i >= 0 {
		blocks[i].awaken()
		blocks[i].set(key, quote(now))
		return nil
	}
	// Several dates of one record come into one table.
	for i := range l.cuts {
		if c := &l.cuts[i]; c.from == end && c.to == end && strings.Contains(c.with, "[record.as_of]") {
			c.with += "  " + key + " = " + quote(now) + eol
			return nil
		}
	}
	l.replace(end, end, l.fresh(end)+eol+"  [record.as_of]"+eol+"  "+key+" = "+quote(now)+eol)
	return nil
}

// fresh ends the line before a piece that is put in at the end of a file
// without a line end.
func (l *layout) fresh(at int) string {
	if at > 0 && l.text[at-1] != '\n' {
		return l.eol
	}
	return ""
}
