package opendata

import (
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// observation is one value of the long form.
type observation struct {
	part    string
	measure string
	value   string
	text    lang.Text
	unit    lang.Text
	asOf    string
	reason  kpi.Reason // why there is no value
}

// observe lists the values of an indicator one by one.
func (v *view) observe() []observation {
	var list []observation
	if v.ind.Measured != kpi.ByParts {
		target := v.rec.Target
		if v.dueLater() && target.None == kpi.NotSet {
			target.None = kpi.ReasonNotDue
		}
		list = v.triple("", v.ind.Unit, v.rec.Baseline, target, v.rec.Actual)
	}
	percent := v.set.say("opendata.unit.percent")
	for i, p := range v.rec.Parts {
		list = append(list, v.triple(p.Part.ID, p.Part.Unit, p.Baseline, p.Target, p.Actual)...)
		if i < len(v.a.Parts) {
			pa := &v.a.Parts[i]
			list = append(list, observation{part: p.Part.ID, measure: "achievement", value: pa.Computed, unit: percent, reason: pa.NoRate})
		}
	}
	list = append(list, v.further()...)
	list = append(list, observation{measure: "achievement", value: v.a.Shows, unit: percent, reason: v.a.NoRate})
	if v.rec.Published != "" {
		list = append(list, observation{measure: "achievement-published", value: v.rec.Published, unit: percent})
	}
	return list
}

// dueLater reports whether a year without a target of its own has the plan's last one.
func (v *view) dueLater() bool { return v.rec.Target.Missing() && !v.rec.InForce().Missing() }

func (v *view) triple(part string, unit lang.Text, baseline, target, actual kpi.Figure) []observation {
	var list []observation
	add := func(measure string, f kpi.Figure) {
		o := observation{part: part, measure: measure, value: number(f), unit: unit, asOf: v.asOf(f)}
		switch {
		case f.Kind == kpi.Words:
			o.text = f.Words
		case f.Kind == kpi.Aimed || f.Kind == kpi.Number:
			o.text = v.set.beside(f)
		case f.Kind == kpi.None:
			o.reason, o.text = f.None, v.set.printed(f)
		case f.Kind == kpi.Unset:
			o.reason = kpi.NotStated
		}
		list = append(list, o)
	}
	limit := func(measure string, d *kpi.Decimal, f kpi.Figure) {
		if d != nil {
			list = append(list, observation{part: part, measure: measure, value: d.String(), text: v.set.printed(f), unit: unit, asOf: v.asOf(f)})
		}
	}
	add("baseline", baseline)
	if target.Kind == kpi.Range {
		limit("target-from", target.From, target)
		limit("target-to", target.To, target)
	} else {
		add("target", target)
	}
	add("actual", actual)
	return list
}

// further are the values that not every record has.
func (v *view) further() []observation {
	var list []observation
	if f := v.rec.Forecast; f.IsNumber() {
		list = append(list, observation{measure: "forecast", value: number(f), unit: v.ind.Unit, asOf: v.asOf(f)})
	}
	if s := v.a.Sum.String(); s != "" {
		list = append(list, observation{measure: "sum-so-far", value: s, unit: v.ind.Unit})
	}
	return list
}
