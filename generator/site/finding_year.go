package site

import "tassei/generator/kpi"

// yearFinding is the year in sentences, made from the tally.
type yearFinding struct {
	Of, Met string // the headline: "32 の指標のうち", "19 が目標を達成"
	End     string // "しました。"
	Rest    string // how many are in each band that the headline does not tell
	Worse   string // "" when nothing went backwards
	Median  string
	sep     string // between sentences
}

func (v *voice) yearFinding(t kpi.Tally) yearFinding {
	f := yearFinding{
		Of:  v.Count("year.of", t.Total),
		Met: v.Count("year.met", t.Met),
		End: v.Say("year.end"),
		sep: v.Say("sentence.separator"),
	}
	switch {
	case t.Judged == 0 && t.NoGoal == t.Total:
		f.Met, f.End = v.Say("year.no_target"), v.Say("year.no_target_end")
	case t.Judged == 0:
		f.Met, f.End = v.Say("year.none_judged"), v.Say("year.none_judged_end")
	case t.Undue > 0:
		if f.Of = v.Count("year.of_held", t.Held, "total", v.Number(itoa(t.Total))); t.Held == 0 {
			f.Of, f.Met, f.End = v.Count("year.of", t.Total), v.Say("year.none_held"), v.Say("year.none_judged_end")
		}
	case t.Judged == t.Bands[kpi.Pending]:
		f.Met, f.End = v.Say("year.none_yet"), v.Say("year.none_judged_end")
	case t.Judged < t.Total:
		f.Of = v.Count("year.of_judged", t.Judged, "total", v.Number(itoa(t.Total)))
		if t.Bands[kpi.Pending] > 0 {
			f.Of = v.Count("year.of_awaited", t.Judged, "total", v.Number(itoa(t.Total)))
		}
	}
	if t.Judged > t.Bands[kpi.Pending] && t.Met == 0 && (t.Undue == 0 || t.Held > 0) {
		f.Met, f.End = v.Say("year.met_none"), v.Say("year.met_none_end")
	}
	f.Rest, f.Worse = v.yearRest(t), v.yearWorse(t)
	if t.Median != nil {
		f.Median = v.Say("year.median", "median", v.Plain(trimZero(kpi.Round(t.Median, 1))))
	}
	return f
}

// yearRest counts the bands that the headline has not named.
func (v *voice) yearRest(t kpi.Tally) string {
	var rest []string
	bands := v.city.Bands
	if v.topIsMet() {
		bands = bands[1:] // the headline has said it
	}
	for _, b := range bands {
		if t.Judged == t.Bands[kpi.Pending] || t.Bands[b.ID] == 0 { // the tally beside it has the zeros
			continue
		}
		said, name := t.Bands[b.ID], v.band(b.ID).Name
		if v.city.UsualBands() {
			rest = append(rest, v.Count("year.band", said, "band", name))
		} else {
			rest = append(rest, v.Count("year.own_band", said, "band", name))
		}
	}
	for _, b := range v.builtIn(t) {
		if t.Judged > 0 {
			rest = append(rest, v.Count("year.band", b.count, "band", b.Name))
		}
	}
	if len(rest) == 0 {
		return ""
	}
	return v.Say("year.rest", "bands", v.enumerate(rest))
}

// yearWorse says how many ended, or are so far, worse than their baseline.
func (v *voice) yearWorse(t kpi.Tally) (said string) {
	if ended := t.Worse - t.SoFar; ended > 0 {
		said = v.Count("year.worse", ended)
		if t.Unsure > 0 {
			said += v.Count("year.worse_caution", t.Unsure)
		}
		said += v.Say("year.worse_end")
	}
	if t.SoFar > 0 { // what is not final has not ended
		if said != "" {
			said += v.Say("sentence.separator")
		}
		said += v.Count("year.worse_so_far", t.SoFar)
	}
	return said
}

// topIsMet reports whether the highest band holds exactly those that met their
// target, so that one count says both.
func (v *voice) topIsMet() bool {
	b := v.city.Bands
	return !v.city.OwnBands && len(b) > 0 && !b[0].Grade && !b[0].Open && b[0].From.Rat().Cmp(hundred) == 0
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
