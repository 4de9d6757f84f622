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
func (w *jsonWriter) figure(f kpi.Figure) {
	w.open('{')
	w.orNull("value", number(f))
	text := f.Words
	if f.Kind != kpi.Words {
		text = w.set.beside(f)
	}
	w.text("text", text)
	w.key("as_of")
	w.asOf(f.AsOf)
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
	if printedApart(f) {
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

// printedApart reports whether what is printed of a value stands nowhere else: the text
// of a range, a bound, a direction and of two values is said in the languages of the site.
func printedApart(f kpi.Figure) bool {
	return f.Printed != "" && (f.Kind == kpi.Range || f.Kind == kpi.Aimed || f.Kind == kpi.Number && (f.Strict != kpi.NotStrict || f.Second != nil))
}

func decimal(d *kpi.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func (w *jsonWriter) asOf(a kpi.AsOf) {
	if a.Text.IsZero() {
		w.null()
		return
	}
	start, end := span(a)
	w.open('{')
	w.text("text", a.Text)
	w.orNull("start", start)
	w.orNull("end", end)
	w.strings("months", months(a))
	w.close('}')
}
