package site

import (
	"strings"

	"tassei/generator/kpi"
)

// Finding is what came of an indicator in two sentences made from the data:
// what was planned, and what happened.
type Finding struct {
	Plan, Outcome string
}

// Line is the finding in one line, for descriptions.
func (f Finding) Line(sep string) string {
	return strings.TrimSpace(f.Plan + sep + f.Outcome)
}

func (v *voice) finding(r *kpi.Row) Finding {
	if r.Indicator.Measured == kpi.ByParts {
		return v.partsFinding(r)
	}
	pairs := []string{
		"baseline", v.measure(r.Baseline, r.Indicator.Unit),
		"target", v.measure(r.Target, r.Indicator.Unit),
		"actual", v.measure(r.Actual, r.Indicator.Unit),
		"it", v.Say("finding.it"),
	}
	if r.Baseline.IsNumber() && r.Target.IsNumber() && !isPercent(v.words(r.Indicator.Unit)) {
		pairs[1] = v.figure(r.Baseline).Text // the unit stands at the last figure
	}
	if counts := v.words(r.Indicator.Counts); counts != "" {
		pairs[len(pairs)-1] = v.Say("finding.counts", "counts", counts)
	}
	f := Finding{
		Plan:    v.Say("finding.plan."+plan(r), pairs...),
		Outcome: v.Say("finding.outcome."+outcome(r), pairs...),
	}
	if r.NoRate == kpi.ReasonOutOfRange {
		f.Outcome += v.Say("sentence.separator") + v.Say("finding.outside")
	}
	return f
}

// plan names the sentence that says what was promised.
func plan(r *kpi.Row) string {
	b, t := r.Baseline, r.Target
	switch {
	case t.Missing():
		return "none"
	case t.Kind == kpi.Words:
		return "done"
	case t.Kind == kpi.Range:
		return "range"
	case r.Indicator.Direction == kpi.Maintain:
		return "keep"
	case !b.IsNumber():
		return "reach"
	case b.Planned:
		return "planned_baseline"
	}
	return [...]string{"lower", "stay", "raise"}[t.Value.Cmp(b.Value)+1]
}

// outcome names the sentence that says what happened. It says rose and fell
// only where a measured baseline makes that an observation.
func outcome(r *kpi.Row) string {
	b, a := r.Baseline, r.Actual
	switch {
	case a.Missing():
		return "none"
	case r.Provisional:
		return "provisional"
	case a.Kind == kpi.Words && r.Against == kpi.SameAs && !a.Done:
		return "still"
	case a.Kind == kpi.Words:
		return "done"
	case !b.IsNumber() || b.Planned:
		return "was"
	}
	return [...]string{"fell", "same", "rose"}[a.Value.Cmp(b.Value)+1]
}

func (v *voice) partsFinding(r *kpi.Row) Finding {
	var targets, actuals []string
	for _, p := range r.Parts {
		name := v.words(p.Part.Name)
		targets = append(targets, v.Say("finding.part", "name", name, "value", v.measure(p.Target, p.Part.Unit)))
		actuals = append(actuals, v.Say("finding.part", "name", name, "value", v.measure(p.Actual, p.Part.Unit)))
	}
	sep := v.Say("list.separator")
	return Finding{
		Plan:    v.Say("finding.plan.parts", "parts", strings.Join(targets, sep)),
		Outcome: v.Say("finding.outcome.parts", "parts", strings.Join(actuals, sep)),
	}
}

// yearFinding is the year in sentences, made from the tally.
type yearFinding struct {
	Of, Met string // the headline: "32 の指標のうち", "19 が目標を達成"
	End     string // "しました。"
	Rest    string // what was nearly reached, missed, pending
	Worse   string // "" when nothing went backwards
	Median  string
	sep     string // between sentences
}

func (v *voice) yearFinding(t kpi.Tally) yearFinding {
	f := yearFinding{
		Of:  v.Count("year.of", t.Total),
		Met: v.Count("year.met", t.Bands[v.city.Bands[0].ID]),
		End: v.Say("year.end"),
		sep: v.Say("sentence.separator"),
	}
	var rest []string
	for _, b := range v.city.Bands[1:] {
		if t.Bands[b.ID] == 0 && len(v.city.Bands) > 3 {
			continue
		}
		rest = append(rest, v.Count("year.band", t.Bands[b.ID], "band", v.words(b.Name)))
	}
	if n := t.Bands[kpi.Pending]; n > 0 {
		rest = append(rest, v.Count("year.band", n, "band", v.Say("band.pending")))
	}
	f.Rest = v.Say("year.rest", "bands", strings.Join(rest, v.Say("list.separator")))
	if t.Worse > 0 {
		f.Worse = v.Count("year.worse", t.Worse)
		if t.Unsure > 0 {
			f.Worse += v.Count("year.worse_caution", t.Unsure)
		}
		f.Worse += v.Say("year.worse_end")
	}
	if t.Median != nil {
		f.Median = v.Say("year.median", "median", v.Number(trimZero(kpi.Round(t.Median, 1))))
	}
	return f
}

// Line is the year in one line, for descriptions and feeds.
func (f yearFinding) Line() string {
	line := f.Of + f.Met + f.End
	for _, s := range []string{f.Rest, f.Worse} {
		if s != "" {
			line += f.sep + s
		}
	}
	return line
}

func trimZero(s string) string { return strings.TrimSuffix(s, ".0") }
