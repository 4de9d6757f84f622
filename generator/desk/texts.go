package desk

import (
	"maps"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// texts takes over the texts of a row that changed, by column and language.
func (in *importer) texts(t *table, r *row, changed map[string]map[string]*claim) {
	for _, key := range slices.Sorted(maps.Keys(changed)) {
		now := map[string]string{}
		for _, tag := range in.languages {
			if k := changed[key][tag]; k != nil {
				now[tag] = k.now
				in.stand(k)
			}
		}
		var refused *refusal
		switch t.key {
		case "comments":
			refused = in.comment(r, now)
		case "notes":
			refused = in.note(r, now)
		case "actions":
			var b toml.Block
			if b, refused = in.actionBlock(r); refused == nil {
				refused = in.rewriteKey(b, r.record.Actions[r.item].Text, key, now)
			}
		default:
			var blocks []toml.Block
			if blocks, refused = in.blocks(r.id); refused == nil && r.part != nil {
				refused = refuse("whole")
			}
			if refused == nil {
				refused = in.rewriteKey(blocks[0], r.record.Method, key, now)
			}
		}
		if refused != nil {
			file, _, _ := in.src.Place(r.id, in.year, "")
			refused.pairs = append(refused.pairs, "column", key, "file", file)
			in.problem(refused)
		}
	}
}

// rewriteKey writes the text of a key.
func (in *importer) rewriteKey(b toml.Block, old lang.Text, key string, changed map[string]string) *refusal {
	v, found := b.Find(key)
	return in.rewrite(old, changed, v, found, func(value string) { b.Set(key, value, keysBefore(key)...) })
}

// rewrite writes a text whose languages stand side by side. A language that is
// there already is changed in its place, else set writes the whole.
func (in *importer) rewrite(old lang.Text, changed map[string]string, v toml.Value, found bool, set func(value string)) *refusal {
	now, added := with(old, changed)
	switch {
	case !now.Has(in.first):
		return refuse("blank text")
	case found != !old.IsZero():
		return refuse("by hand")
	case !found || added || len(now) != len(old):
		set(inlineText(now, in.languages))
		return nil
	case v.Kind != toml.Table: // a plain string in the first language
		set(toml.Quote(now[in.first]))
		return nil
	}
	for tag := range changed {
		inner, ok := v.Inside(tag)
		if !ok {
			return refuse("by hand")
		}
		inner.Set(toml.Quote(now[tag]))
	}
	return nil
}

// with is a text with some of its languages changed; added tells whether one is
// new. An empty one takes its language away.
func with(old lang.Text, changed map[string]string) (now lang.Text, added bool) {
	now = lang.Text{}
	maps.Copy(now, old)
	for tag, s := range changed {
		if s == "" {
			delete(now, tag)
			continue
		}
		added = added || !old.Has(tag)
		now[tag] = s
	}
	return now, added
}

// actionBlock finds the [[record.action]] of a row.
func (in *importer) actionBlock(r *row) (toml.Block, *refusal) {
	blocks, refused := in.blocks(r.id)
	if refused != nil {
		return toml.Block{}, refused
	}
	list := slices.DeleteFunc(blocks, func(b toml.Block) bool { return b.Asleep || b.Header != "record.action" })
	if len(list) != len(r.record.Actions) {
		return toml.Block{}, refuse("by hand")
	}
	return list[r.item], nil
}

// action takes over the period or the sections of an action.
func (in *importer) action(r *row, c column, now string) *refusal {
	b, refused := in.actionBlock(r)
	if refused != nil {
		return refused
	}
	old := r.record.Actions[r.item]
	if c.key == "period" {
		return setOrRemove(b, "period", quoteUnless(now), old.Printed != "")
	}
	ids, refused := in.readSections(now)
	if refused != nil {
		return refused
	}
	if slices.Equal(ids, old.Sections) {
		return nil
	}
	return setOrRemove(b, "sections", list(ids), len(old.Sections) > 0)
}

// list writes ids as a TOML array, "" for none.
func list(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "[" + strings.Join(each(ids, toml.Quote), ", ") + "]"
}

// note takes over the words of a note that is there.
func (in *importer) note(r *row, changed map[string]string) *refusal {
	blocks, refused := in.blocks(r.id)
	if refused != nil {
		return refused
	}
	v, found := blocks[0].Find("notes")
	if !found || len(v.Items) != len(r.record.Notes) {
		return refuse("by hand")
	}
	old, item := r.record.Notes[r.item], v.Item(r.item)
	return in.rewrite(old, changed, item, !old.IsZero(), item.Set)
}

// comment takes over the evaluation comment of a record, a file a language.
func (in *importer) comment(r *row, changed map[string]string) *refusal {
	for _, tag := range in.languages {
		now, ok := changed[tag]
		if !ok {
			continue
		}
		if now == "" {
			return refuse("blank comment")
		}
		if strings.HasPrefix(now, "+++") {
			return refuse("front matter")
		}
		if refused := proseRefusal(now); refused != nil {
			return refused
		}
		file := source.CommentFile(in.year, tag, r.id)
		old, err := in.readOld(file)
		if err != nil {
			return refuse("by hand", "file", file)
		}
		text := source.WithBody(string(old), now)
		if old == nil && tag != in.first {
			original := in.original(r.id)
			if original == nil {
				return refuse("no original")
			}
			if text, err = source.MadeFrom(file, text, original); err != nil {
				return refuse("front matter")
			}
		}
		in.out.Edits = append(in.out.Edits, output.Edit{Path: file, Data: []byte(text), New: old == nil, Was: old})
		in.out.Changes = append(in.out.Changes, toml.Difference(file, string(old), text))
	}
	return nil
}

// original is what a new translation is made from: the comment in the first
// language as it will be after this import, which takes over that language
// first; nil where there is none.
func (in *importer) original(id kpi.ID) []byte {
	file := source.CommentFile(in.year, in.first, id)
	if i := slices.IndexFunc(in.out.Edits, func(e output.Edit) bool { return e.Path == file }); i >= 0 {
		return in.out.Edits[i].Data
	}
	old, err := in.readOld(file)
	if err != nil {
		return nil
	}
	return old
}
