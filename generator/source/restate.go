package source

import (
	"slices"

	"tassei/generator/kpi"
)

// restated are the keys of a record with facts of the plan, as they were in its year.
var restated = []string{"name", "unit", "counts", "direction", "measured", "group", "rule", "fields"}

// asItStood is the plan's indicator where the record states nothing else of it, else
// one of its own.
func (rr *recordReader) asItStood(t *table, planned *kpi.Indicator, code string) *kpi.Indicator {
	if planned.Code == code && !slices.ContainsFunc(restated, t.has) {
		t.known = append(t.known, restated...)
		return planned
	}
	ind := *planned
	ind.Code = code
	rr.restate(t, &ind)
	return &ind
}

// restate puts the facts that the record states for its year in place of the
// plan's.
func (rr *recordReader) restate(t *table, ind *kpi.Indicator) {
	instead(t, "name", t.text, &ind.Name)
	instead(t, "unit", t.text, &ind.Unit)
	instead(t, "counts", t.text, &ind.Counts)
	if d := t.choice("direction", directions...); d != "" {
		ind.Direction = kpi.Direction(d)
	}
	if m := t.choice("measured", measures...); m != "" {
		ind.Measured = kpi.Measured(m)
	}
	instead(t, "group", func(string) string { return rr.s.group(t) }, &ind.Group)
	instead(t, "rule", func(key string) string { return t.choice(key, rr.s.ruleIDs()...) }, &ind.Rule)
	if t.has("fields") {
		ind.Fields = rr.s.merged(ind.Fields, rr.s.fields(t))
	}
	t.known = append(t.known, "fields")
}

// instead reads what stands under a key in place of what was there; without the
// key that stays.
func instead[T any](t *table, key string, read func(string) T, of *T) {
	t.known = append(t.known, key)
	if t.has(key) {
		*of = read(key)
	}
}
