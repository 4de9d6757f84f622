package site

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
)

func (v *voice) partsFinding(r *kpi.Row) Finding {
	plan := v.partsSaid(r, "finding.plan.parts", func(p kpi.PartRecord) kpi.Figure { return p.Target })
	if !slices.ContainsFunc(r.Parts, func(p kpi.PartRecord) bool { return p.Target.Kind != kpi.None || p.Target.None != kpi.NotSet }) {
		plan = v.Say("finding.plan.not_set")
	}
	return Finding{
		Plan:    oneStop(plan),
		Outcome: oneStop(v.partsSaid(r, "finding.outcome.parts", func(p kpi.PartRecord) kpi.Figure { return p.Actual })),
	}
}

// partsSaid is one figure of each part, in a sentence; where a part has none, they
// stand in a list, since why there is none fits into no sentence.
func (v *voice) partsSaid(r *kpi.Row, key string, of func(kpi.PartRecord) kpi.Figure) string {
	whole := !slices.ContainsFunc(r.Parts, func(p kpi.PartRecord) bool { return of(p).Kind == kpi.None })
	form := "finding.part"
	if whole {
		form = "finding.part_said"
	}
	var said []string
	for _, p := range r.Parts {
		said = append(said, v.Say(form, "name", v.words(p.Part.Name), "value", v.measure(of(p), p.Part.Unit)))
	}
	if whole {
		return v.Say(key, "parts", v.enumerate(said))
	}
	return v.Say(key+"_listed", "parts", strings.Join(said, v.Say("list.separator")))
}

// byParts is a figure of all parts in one cell: Time: 1.0 weeks, Cost: €19,876.50. Where
// all lack it for one reason, that is said once.
func (v *voice) byParts(r *kpi.Row, key string) Phrase {
	var said []string
	var first kpi.Figure
	once := true
	for i := range r.Parts {
		p := &r.Parts[i]
		f, _ := p.Figure(key)
		if i == 0 {
			first = f
		}
		once = once && f.Missing() && f.None == first.None
		said = append(said, v.Say("finding.part", "name", v.words(p.Part.Name), "value", v.measure(f, p.Part.Unit)))
	}
	if once && len(r.Parts) > 0 {
		return Phrase{Text: v.figure(first).Text}
	}
	return Phrase{Text: strings.Join(said, v.Say("list.separator"))}
}
