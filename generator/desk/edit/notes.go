package edit

import (
	"strings"

	"tassei/generator/toml"
)

// notes are the editor's notes: as many as there are, and room for one more. A
// note that is emptied is taken away.
type notes struct{ slot }

func (u notes) count(r *record) int {
	if v, ok := u.find(r); ok {
		return len(v.Items)
	}
	return 0
}

func (u notes) fields(r *record) []*field {
	var list []*field
	v, _ := u.find(r)
	for i := range u.count(r) {
		item := v.Item(i)
		list = append(list, r.textFields("notes."+itoa(i), "note label", "", false, true, textOf(item, r.first))...)
	}
	return append(list, r.textFields("notes.new", "new note label", "", false, true, nil)...)
}

func (u notes) write(r *record, v values) {
	old, found := u.find(r)
	var now []string
	gone := false
	for i := range u.count(r) {
		item := old.Item(i)
		text := r.written(item, "notes."+itoa(i), v, false)
		gone = gone || text == ""
		now = append(now, text)
	}
	added := r.written(toml.Value{}, "notes.new", v, false)
	if !found || gone || len(now) == 0 {
		u.set(r, r.list(append(now, added)))
		return
	}
	if added != "" && !old.AppendItems(added) {
		u.set(r, r.list(append(now, added)))
		return
	}
	// Each in its place, so that comments and layout stay.
	for i, text := range now {
		item := old.Item(i)
		if text != item.Raw() {
			item.Set(text)
		}
	}
}

// list writes texts as a list, a line each; "" for none.
func (r *record) list(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		if t != "" {
			b.WriteString("  " + t + ",\n")
		}
	}
	if b.Len() == 0 {
		return ""
	}
	whole := "[\n" + b.String() + "]"
	if strings.Contains(r.text, "\r\n") {
		whole = strings.ReplaceAll(whole, "\n", "\r\n")
	}
	return whole
}

func (u notes) places(r *record) []place {
	v, ok := u.find(r)
	if !ok {
		return nil
	}
	var places []place
	for i := range v.Items {
		item := v.Item(i)
		places = append(places, r.textPlaces("notes."+itoa(i), item)...)
	}
	return places
}

// comparability is whether the year can be compared with the baseline, and why
// not.
type comparability struct{ name string }

func (u comparability) find(r *record) (table toml.Value, block toml.Block, headed bool) {
	if b, ok := r.block(where{header: "record.comparability"}); ok {
		return toml.Value{}, b, true
	}
	table, _ = r.blocks[0].Find("comparability")
	return table, toml.Block{}, false
}

func (u comparability) get(r *record, key string) (toml.Value, bool) {
	table, block, headed := u.find(r)
	if headed {
		return block.Find(key)
	}
	if table.Node == nil {
		return toml.Value{}, false
	}
	return table.Inside(key)
}

func (u comparability) fields(r *record) []*field {
	state := &field{Name: u.name + ".state", Kind: "choice", Label: r.say("comparability label"), Options: []option{{"", r.say("comparable")}}}
	for _, s := range []string{"ok", "method-changed", "window-differs"} {
		state.Options = append(state.Options, option{s, r.say("comparable " + s)})
	}
	if v, ok := u.get(r, "state"); ok {
		state.Value = v.Text
	}
	state.offer(state.Value)
	note := map[string]string{}
	for _, tag := range r.languages {
		if v, ok := u.get(r, tag); ok {
			note[tag] = v.Text
		}
	}
	return append([]*field{state}, r.textFields(u.name, "comparability note", "", false, false, note)...)
}

func (u comparability) write(r *record, v values) {
	now := map[string]string{"state": quoted(v[u.name+".state"])}
	said := now["state"] != ""
	for _, tag := range r.languages {
		now[tag] = quoted(clean(v[u.name+"."+tag]))
		said = said || now[tag] != ""
	}
	table, block, headed := u.find(r)
	order := append([]string{"state"}, r.languages...)
	switch {
	case headed && !said:
		block.Delete()
	case headed:
		for i, key := range order {
			if now[key] == "" {
				block.Remove(key)
			} else {
				block.Set(key, now[key], order[:i]...)
			}
		}
	case !said:
		r.blocks[0].Remove("comparability")
	default:
		put(r.blocks[0], "comparability", table.With(now, order...))
	}
}

func (u comparability) places(r *record) []place {
	var list []place
	if table, _, headed := u.find(r); !headed && table.Node != nil {
		list = append(list, place{u.name + ".state", table})
	}
	for _, key := range append([]string{"state"}, r.languages...) {
		if v, ok := u.get(r, key); ok {
			list = append(list, place{u.name + "." + key, v})
		}
	}
	return list
}
