package edit

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/toml"
)

// figure is a baseline, a target or an actual: what was measured, or why there
// is nothing. Numbers are typed as the sheets print them: 48, 6～8, 93超.
type figure struct {
	slot
	name string
	done bool // words with done or not
}

func (u figure) fields(r *record) []*field {
	v, _ := u.find(r)
	s := r.shown(v)
	state := &field{Name: u.name + ".none", Kind: "choice", Label: r.say("none label"), Value: s.none, Options: r.reasons}
	if u.key == "target" && !u.done {
		for _, a := range kpi.Aims {
			state.Options = append(slices.Clip(state.Options), option{aimed + string(a), r.say("aim " + string(a))})
		}
	}
	state.offer(s.none)
	printed := &field{Name: u.name + ".printed", Kind: "line", Label: r.say("printed label"), Help: r.say("printed help"), Value: s.printed, Short: true, Rare: true}
	if u.done {
		list := []*field{{Name: u.name + ".done", Kind: "choice", Label: r.say("done label"), Value: s.done,
			Options: []option{{"", r.say("choose")}, {"true", r.say("done true")}, {"false", r.say("done false")}}}}
		list = append(list, r.textFields(u.name, "words label", "words help", false, false, textOf(v, r.first))...)
		return append(list, state, printed)
	}
	value := &field{Name: u.name, Kind: "line", Label: r.say("value label"), Help: r.before(u), Value: s.value, Short: true}
	if unit := r.unitOf(u); unit != "" {
		value.Label = r.say("in language", "label", value.Label, "language", unit)
	}
	if u.key == "target" {
		value.Help = strings.TrimSpace(value.Help + " " + r.say("target help"))
	}
	return []*field{value, state, printed}
}

// shape is a figure as a form shows it.
type shape struct{ value, none, printed, done string }

func (r *record) shown(v toml.Value) (s shape) {
	switch {
	case v.Node == nil:
		return s
	case v.Kind != toml.Table:
		s.value = r.numeral(v.Text)
		return s
	}
	get := func(key string) string {
		if n := v.Get(key); n != nil {
			if key != "none" && key != "printed" {
				return r.numeral(n.Text)
			}
			return n.Text
		}
		return ""
	}
	s.none, s.printed, s.done, s.value = get("none"), get("printed"), get("done"), get("value")
	switch {
	case v.Get("aim") != nil:
		s.none = aimed + get("aim")
	case v.Get("from") != nil || v.Get("to") != nil:
		s.value = get("from") + "～" + get("to")
	case v.Get("above") != nil:
		s.value = r.say("above", "value", get("above"))
	case v.Get("below") != nil:
		s.value = r.say("below", "value", get("below"))
	}
	return s
}

var (
	rangeForm = pattern.New(`^(-?[0-9][0-9,.]*)?\s*[~～〜]\s*(-?[0-9][0-9,.]*)?$`)
	aboveForm = pattern.New(`^(-?[0-9][0-9,.]*)\s*(?:超|を超える)$|^>\s*(-?[0-9][0-9,.]*)$`)
	belowForm = pattern.New(`^(-?[0-9][0-9,.]*)\s*未満$|^<\s*(-?[0-9][0-9,.]*)$`)
)

// shapeKeys are the keys of a figure's table that say which form it has.
var shapeKeys = []string{"value", "none", "from", "to", "above", "below", "aim", "done"}

// aimed begins the answers for a target that is a direction without a number.
const aimed = "aim:"

func (u figure) write(r *record, v values) {
	old, _ := u.find(r)
	now := map[string]string{"printed": quoted(strings.TrimSpace(v[u.name+".printed"]))}
	order := append(slices.Clone(shapeKeys), "printed")
	for _, key := range shapeKeys {
		now[key] = ""
	}
	plain := "" // the figure where it needs no table
	typed := r.typed(u.name, u.key, v)
	done := v[u.name+".done"]
	switch reason := v[u.name+".none"]; {
	case strings.HasPrefix(reason, aimed):
		now["aim"] = toml.Quote(strings.TrimPrefix(reason, aimed))
	case reason != "":
		now["none"] = toml.Quote(reason)
		for _, tag := range r.languages {
			now[tag] = ""
		}
	case u.done:
		order = append(slices.Clone(r.languages), order...)
		for _, tag := range r.languages {
			now[tag] = quoted(clean(v[u.name+"."+tag]))
		}
		now["done"] = done
	default:
		plain = u.read(typed, now)
	}
	if !slices.ContainsFunc(order, func(key string) bool { return now[key] != "" }) {
		u.set(r, "")
		return
	}
	// A figure with something besides, such as its nature, keeps it.
	if table := old.With(now, order...); table != "{}" && table != "{value = "+plain+"}" {
		u.set(r, table)
		return
	}
	if plain != "" && old.Node != nil && old.Kind == toml.String && !strings.HasPrefix(plain, `"`) {
		plain = toml.Quote(plain)
	}
	u.set(r, plain)
}

// read takes what was typed apart: into keys of a table, and for a plain number
// also as it stands alone. What is no number is kept as it was typed, for the
// check to say what is wrong with it.
func (u figure) read(typed string, now map[string]string) (plain string) {
	folded := strings.Replace(lang.Fold(typed), "−", "-", 2)
	if typed == "" {
		return ""
	}
	if ends := rangeForm.FindStringSubmatch(folded); ends != nil && ends[1]+ends[2] != "" {
		now["from"], now["to"] = digits(u.key, ends[1]), digits(u.key, ends[2])
		return ""
	}
	for key, form := range map[string]*pattern.Pattern{"above": aboveForm, "below": belowForm} {
		if m := form.FindStringSubmatch(folded); m != nil && u.key == "target" {
			now[key] = digits(u.key, m[1]+m[2])
			return ""
		}
	}
	plain = digits(u.key, typed)
	now["value"] = plain
	return plain
}

// digits writes a number as TOML, or what was typed instead of one in quotes.
func digits(key, typed string) string {
	if typed == "" {
		return ""
	}
	d, p := toml.Number(key, typed)
	if p.Code != "" {
		return toml.Quote(typed)
	}
	return d.String()
}

// quoted is a text as TOML, "" for none.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	return toml.Quote(s)
}

func (u figure) places(r *record) []place {
	v, ok := u.find(r)
	if !ok {
		return nil
	}
	name := u.name
	if u.done {
		name += ".done"
	}
	list := []place{{name, v}}
	for _, key := range []string{"none", "printed", "done"} {
		if inner, ok := v.Inside(key); ok {
			list = append(list, place{u.name + "." + key, inner})
		}
	}
	if u.done {
		list = append(list, r.textPlaces(u.name, v)[1:]...)
	}
	return list
}

// reasonOptions are the reasons for having no value.
func reasonOptions(tag string) []option {
	list := []option{{"", say(tag, "none none")}}
	for _, reason := range kpi.Reasons {
		list = append(list, option{string(reason), say(tag, "reason "+string(reason))})
	}
	return list
}

// part is the part that a figure is of, nil for the record itself.
func (u figure) part(r *record) *kpi.Part {
	if u.header == "" {
		return nil
	}
	id, ok := slot{where: u.where, key: "part"}.find(r)
	if !ok {
		return nil
	}
	i := slices.IndexFunc(r.indicator.Parts, func(p kpi.Part) bool { return p.ID == id.Text })
	if i < 0 {
		return nil
	}
	return &r.indicator.Parts[i]
}

// unitOf is what a figure is counted in, in the clerk's language.
func (r *record) unitOf(u figure) string {
	unit := r.indicator.Unit
	if p := u.part(r); p != nil {
		unit = p.Unit
	}
	s, _ := unit.In(r.tag, r.languages...)
	return s
}

// before says what the figure was the year before, "" where that is not known.
func (r *record) before(u figure) string {
	if r.last == nil {
		return ""
	}
	f, _ := r.last.Figure(u.key)
	if p := u.part(r); p != nil {
		f = kpi.Figure{}
		for _, q := range r.last.Parts {
			if q.Part.ID == p.ID {
				f, _ = q.Figure(u.key)
			}
		}
	}
	text := ""
	switch f.Kind {
	case kpi.Number:
		text = r.numeral(f.Value.String())
	case kpi.Range:
		text = r.numeral(f.Bounds("～"))
	case kpi.None:
		text = r.say("reason " + string(f.None))
	default:
		return ""
	}
	return r.say("was", "year", yearName(r.city, r.tag, r.lastYear), "value", text)
}
