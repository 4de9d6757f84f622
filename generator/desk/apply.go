package desk

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// recordKeys are the keys of a record in the order in which they are written,
// to find the place of one that is not there yet.
var recordKeys = []string{"indicator", "part", "page", "remark", "method", "baseline", "baseline_nature", "target", "actual",
	"provisional", "published", "grade", "notes"}

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
		if now != "" {
			d, ok := countingNumber(now)
			if !ok {
				return refuse("count", "text", now)
			}
			now = d.String()
		}
		return setOrRemove(own, "page", now, r.record.Page > 0)
	}
	return in.asOf(blocks, r, strings.TrimSuffix(c.key, "_as_of"), now)
}

// partBlock finds the [[record.part]] of a part.
func partBlock(blocks []toml.Block, id string) (toml.Block, *refusal) {
	for _, b := range blocks {
		if b.Asleep || b.Header != "record.part" {
			continue
		}
		if v, ok := b.Find("part"); ok && v.Text == id {
			return b, nil
		}
	}
	return toml.Block{}, refuse("by hand")
}

// setOrRemove writes a value, or takes its line away when it is empty. A value
// that is there but not found on a line of its own is left to be changed by
// hand.
func setOrRemove(b toml.Block, key, value string, there bool) *refusal {
	if _, found := b.Find(key); found != there {
		return refuse("by hand")
	}
	if value == "" {
		b.Remove(key)
		return nil
	}
	b.Set(key, value, keysBefore(key)...)
	return nil
}

// value takes over a baseline, target or actual.
func (in *importer) value(b toml.Block, r *row, key, now string) *refusal {
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
	if in.figureText(f.Toward(rec.Indicator.Direction)) == in.figureText(old) {
		return nil // another way of writing the same
	}
	v, found := b.Find(key)
	if key == "target" && r.part == nil && !found && old.Kind != kpi.Unset {
		return refuse("in plan", "file", source.PlanFile(rec.Indicator.Sheet), "id", string(rec.Indicator.ID))
	}
	if found != (old.Kind != kpi.Unset) && !(found && isBlank(v)) {
		return refuse("by hand")
	}
	if found && f.Kind == kpi.Number && old.Kind == kpi.Number && v.Kind == toml.Table {
		// What stands beside the number, such as its nature, stays.
		key := "value"
		if f.Strict != kpi.NotStrict {
			key = string(f.Strict)
		}
		if inner, ok := v.Inside(key); ok {
			inner.Set(f.Value.String())
			return nil
		}
		if old.Strict == f.Strict || old.Second != nil {
			return refuse("by hand")
		}
	}
	f.Planned = false
	if f.Kind != kpi.None && found && v.Kind == toml.Table {
		f.Planned = old.Planned
	}
	b.Set(key, inlineFigure(f, in.languages), keysBefore(key)...)
	return nil
}

func (in *importer) published(b toml.Block, r *row, now string) *refusal {
	old := r.record.Published
	if now == "" {
		return setOrRemove(b, "published", "", old != "")
	}
	d, refused := number(now)
	if refused != nil || d.String() == old {
		return refused
	}
	if v, found := b.Find("published"); found && old == "" && isBlank(v) {
		b.Set("published", toml.Quote(d.String()))
		return nil
	}
	return setOrRemove(b, "published", toml.Quote(d.String()), old != "")
}

func (in *importer) grade(b toml.Block, r *row, now string) *refusal {
	if now == "" {
		return setOrRemove(b, "grade", "", r.record.Grade != "")
	}
	switch id := in.gradeOf(now); id {
	case "":
		return refuse("grade", "text", now)
	case r.record.Grade:
		return nil
	default:
		return setOrRemove(b, "grade", toml.Quote(id), r.record.Grade != "")
	}
}

// gradeOf is the id of the city's grade that a cell names, by its id or in the first language; "" for none.
func (b *book) gradeOf(text string) string {
	for _, g := range b.city.Grades {
		if plain(g.ID) == plain(text) || plain(b.text(g.Name)) == plain(text) {
			return g.ID
		}
	}
	return ""
}

// asOf takes over when a figure was taken.
func (in *importer) asOf(blocks []toml.Block, r *row, key, now string) *refusal {
	there := !figureOf(r.record, nil, key).AsOf.Text.IsZero()
	at := slices.IndexFunc(blocks, func(b toml.Block) bool { return !b.Asleep && b.Header == "record.as_of" })
	if at >= 0 {
		if _, found := blocks[at].Find(key); found != there {
			return refuse("by hand")
		}
		if now == "" {
			blocks[at].Remove(key)
			return nil
		}
		order := []string{"baseline", "target", "actual"}
		blocks[at].Set(key, toml.Quote(now), order[:slices.Index(order, key)]...)
		return nil
	}
	if _, inline := blocks[0].Find("as_of"); inline || there {
		return refuse("by hand")
	}
	if i := slices.IndexFunc(blocks, func(b toml.Block) bool { return b.Asleep && b.Header == "record.as_of" }); i >= 0 {
		blocks[i].Awaken()
		blocks[i].Set(key, toml.Quote(now))
		return nil
	}
	blocks[0].SetIn("record.as_of", key, toml.Quote(now))
	return nil
}

// isBlank reports whether a value is the empty text that a draft may have.
func isBlank(v toml.Value) bool { return v.Kind == toml.String && v.Text == "" }
