package edit

import (
	"strings"

	"tassei/generator/toml"
)

// inCharge is the list of sections of an action, by their names.
type inCharge struct {
	slot
	name string
}

func (u inCharge) fields(r *record) []*field {
	f := &field{Name: u.name, Kind: "line", Label: r.sectionsLabel(), Help: r.say("sections help"), List: "sections"}
	if v, ok := u.find(r); ok {
		var names []string
		for _, item := range v.Items {
			names = append(names, r.city.SectionLabel(item.Text, r.first))
		}
		f.Value = strings.Join(names, "、")
	}
	return []*field{f}
}

func (u inCharge) write(r *record, v values) { u.set(r, r.sectionList(v[u.name])) }

func (u inCharge) places(r *record) []place {
	if v, ok := u.find(r); ok {
		return []place{{u.name, v}}
	}
	return nil
}

// sectionList writes the sections in charge as ids. A name that is not known
// stays, for the check to say so.
func (r *record) sectionList(typed string) string {
	list, _ := r.city.SectionsNamed(typed, r.first)
	for i, id := range list {
		list[i] = toml.Quote(id)
	}
	if len(list) == 0 {
		return ""
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// removal takes an action away.
type removal struct {
	where
	name string
}

func (u removal) fields(r *record) []*field {
	return []*field{{Name: u.name, Kind: "tick", Label: r.say("remove action")}}
}

func (u removal) write(r *record, v values) {
	if b, ok := r.block(u.where); ok && v[u.name] == "true" {
		b.Delete()
	}
}

func (u removal) places(*record) []place { return nil }

// sectionsLabel names the sections in charge as the city does.
func (r *record) sectionsLabel() string {
	if word := r.city.SectionsIn(r.tag); word != "" {
		return r.say("sections called", "called", word)
	}
	return r.say("sections label")
}

// newAction adds an action: in place of the example that waits as a comment, or
// after the last one.
type newAction struct{ name string }

func (u newAction) fields(r *record) []*field {
	list := r.textFields(u.name+".text", "action text label", "", false, true, nil)
	return append(list,
		&field{Name: u.name + ".period", Kind: "line", Label: r.say("period label"), Help: r.say("period help"), Short: true},
		&field{Name: u.name + ".sections", Kind: "line", Label: r.sectionsLabel(), Help: r.say("sections help"), List: "sections"})
}

func (u newAction) write(r *record, v values) {
	words := r.written(toml.Value{}, u.name+".text", v, false)
	period, sections := quoted(strings.TrimSpace(v[u.name+".period"])), r.sectionList(v[u.name+".sections"])
	if words == "" && period == "" && sections == "" {
		return
	}
	keys := []struct{ key, text string }{{"text", words}, {"period", period}, {"sections", sections}}
	if b, ok := r.asleep("record.action"); ok {
		b.Awaken()
		for _, k := range keys {
			if k.text != "" {
				b.Set(k.key, k.text)
			}
		}
		return
	}
	last := r.blocks[0]
	for _, b := range r.blocks {
		if !b.Asleep && b.Header != "" && (b.Header == "record.action" || last.Header != "record.action") {
			last = b
		}
	}
	lines := []string{"", "  [[record.action]]"}
	for _, k := range keys {
		if k.text != "" {
			lines = append(lines, "  "+k.key+strings.Repeat(" ", 9-len(k.key))+"= "+k.text)
		}
	}
	last.Append(lines...)
}

// places are none: once written it is one of the actions.
func (u newAction) places(*record) []place { return nil }
