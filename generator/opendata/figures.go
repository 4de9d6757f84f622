package opendata

import (
	"math/big"

	"tassei/generator/kpi"
)

func fractionOf(x *big.Rat) string {
	if x == nil {
		return ""
	}
	return kpi.Fraction(x)
}

// figure writes a baseline, a target or an actual. value, text and as_of are
// always there; what follows only where it applies.
func (v *view) figure(w *jsonWriter, key string, f kpi.Figure) {
	w.key(key)
	w.open('{')
	w.orNull("value", number(f))
	switch f.Kind {
	case kpi.Words:
		w.text("text", f.Words, v.set.languages)
	default:
		w.text("text", v.beside(f), v.set.languages)
	}
	w.key("as_of")
	v.asOfObject(w, f.AsOf)
	switch f.Kind {
	case kpi.Words:
		w.boolean("done", f.Done)
	case kpi.Range:
		w.orNull("from", decimal(f.From))
		w.orNull("to", decimal(f.To))
	case kpi.None:
		w.orNull("none", string(f.None))
		w.orNull("printed", f.Printed)
	}
	if f.Strict != kpi.NotStrict {
		w.orNull("strict", string(f.Strict))
	}
	if f.Aim != "" {
		w.orNull("aim", string(f.Aim))
	}
	if f.Second != nil {
		w.orNull("second", f.Second.Value.String())
	}
	if f.Planned {
		w.boolean("planned", true)
	}
	if f.Reconstructed {
		w.boolean("reconstructed", true)
	}
	w.close('}')
}

func decimal(d *kpi.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func (v *view) asOfObject(w *jsonWriter, a kpi.AsOf) {
	if a.Text.IsZero() {
		w.null()
		return
	}
	start, end := span(a)
	w.open('{')
	w.text("text", a.Text, v.set.languages)
	w.orNull("start", start)
	w.orNull("end", end)
	var months []string
	for _, m := range a.Months {
		months = append(months, m.ISO())
	}
	w.strings("months", months)
	w.close('}')
}

// achievement writes a rate, published being "" where nothing was printed.
func (v *view) achievement(w *jsonWriter, a *kpi.Achievement, published string) {
	w.open('{')
	w.orNull("exact", exact(a))
	w.orNull("computed", a.Computed)
	w.orNull("published", published)
	w.orNull("rule", string(a.By))
	w.orNull("no_rate", string(a.NoRate))
	w.orNull("shown", a.Shows)
	w.orNull("progress", fractionOf(a.Progress))
	w.close('}')
}

func (v *view) parts(w *jsonWriter) {
	w.key("parts")
	w.open('[')
	for i, p := range v.rec.Parts {
		w.next()
		w.open('{')
		w.orNull("id", p.Part.ID)
		w.text("name", p.Part.Name, v.set.languages)
		w.text("unit", p.Part.Unit, v.set.languages)
		w.orNull("direction", string(p.Part.Direction))
		v.figure(w, "baseline", p.Baseline)
		v.figure(w, "target", p.Target)
		v.figure(w, "actual", p.Actual)
		w.key("achievement")
		if i < len(v.a.Parts) {
			v.achievement(w, &v.a.Parts[i], "")
		} else {
			w.null()
		}
		w.close('}')
	}
	w.close(']')
}
