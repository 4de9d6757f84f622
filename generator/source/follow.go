package source

import "tassei/generator/kpi"

// follow ties each record to the one of the year before, where it is the same
// indicator. Of a draft that says nothing of a target nothing follows.
func (sr *sheetReader) follow(records []*kpi.Record, draft bool) {
	for _, rec := range records {
		if rec.Continues == kpi.Other && rec.Formerly == "" {
			continue
		}
		id := rec.Indicator.ID
		if rec.Formerly != "" {
			id = rec.Formerly
		}
		rec.Before = sr.last[id]
		if rec.Before == nil && rec.Formerly != "" && id.Sheet() != sr.in.Sheet {
			rec.Before = sr.s.pastOf(id, rec.Year)
		}
	}
	for _, rec := range records {
		byPlan(rec)
		sr.asItStood(rec, draft)
	}
	if sr.last == nil {
		sr.last = map[kpi.ID]*kpi.Record{}
	}
	for _, rec := range records {
		sr.last[rec.Indicator.ID] = rec
	}
}

// byPlan gives a record the target that it leaves to the plan, for its year or the last one,
// when it is known which record is the one before.
func byPlan(rec *kpi.Record) {
	rec.Target = rec.Target.Toward(rec.Indicator.Direction)
	if f := plannedFor(rec); rec.Target.Kind == kpi.Unset && f.Kind != kpi.Unset {
		f.AsOf = rec.Target.AsOf
		rec.Target = f
	}
	if rec.Target.Kind == kpi.Unset && leftToLast(rec) {
		rec.Target = kpi.Figure{Kind: kpi.None, None: kpi.NotSet, AsOf: rec.Target.AsOf}
	}
	statesOnly(rec)
}

// leftToLast reports whether a record without a target leaves it to the plan's last one: the
// record before did, too, or had its own from the plan's table, which has none for this year.
func leftToLast(rec *kpi.Record) bool {
	if rec.Indicator.Final == nil || rec.Before == nil || rec.Before.Target.Missing() {
		return rec.Indicator.Final != nil
	}
	_, planned := rec.Before.Indicator.Targets[rec.Before.Year]
	return planned && rec.Indicator.Total == nil
}

// statesOnly gives a record that nobody judges what it need not write: that it was set no
// target, and that no baseline is stated (nobody said that there is none).
func statesOnly(rec *kpi.Record) {
	unset := func(baseline, target *kpi.Figure) {
		if baseline.Kind == kpi.Unset {
			baseline.Kind, baseline.None = kpi.None, kpi.NotStated
		}
		if target.Kind == kpi.Unset {
			target.Kind, target.None = kpi.None, kpi.NotSet
		}
	}
	if !rec.Indicator.Judged() && rec.Indicator.Measured != kpi.ByParts {
		unset(&rec.Baseline, &rec.Target)
	}
	for i := range rec.Parts {
		if p := &rec.Parts[i]; !rec.Indicator.Judged() || p.Part.Direction == kpi.Neutral {
			unset(&p.Baseline, &p.Target)
		}
	}
}

// plannedFor is the target that the plan has for a record's year: its own, else the
// final one in and after its year; Unset for none.
func plannedFor(rec *kpi.Record) kpi.Figure {
	ind := rec.Indicator
	if f, ok := ind.Targets[rec.Year]; ok && ind.Total == nil { // of a total it is the year's part
		return f.Toward(ind.Direction)
	}
	if ind.Final != nil && ind.Final.Year <= rec.Year {
		return ind.Final.Target.Toward(ind.Direction)
	}
	return kpi.Figure{}
}
