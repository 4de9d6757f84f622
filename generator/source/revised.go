package source

import (
	"fmt"
	"maps"

	"tassei/generator/kpi"
)

// asItStood gives the records of the years before the targets of later years that the plan
// had then: the plan itself has those of today alone. What nobody has said of it is left
// out, for a page may say less but not what was not so.
func (sr *sheetReader) asItStood(rec *kpi.Record, draft bool) {
	past, another := rec.Before, rec.Continues == kpi.Other && rec.Formerly == ""
	if another {
		past = sr.last[rec.Indicator.ID]
	}
	if !draft && !another {
		unrevised(rec)
	}
	var last bool
	if rec.Revised != nil && rec.Revised.Was.Kind != kpi.Unset {
		last = finalBefore(rec, past, sr.s.city.Calendar)
		yearBefore(rec, past, sr.s.city.Calendar)
		if another && past != nil && !past.Indicator.Unit.Equal(rec.Indicator.Unit) {
			rec.Revised.Unit = past.Indicator.Unit
		}
	}
	switch {
	case another:
		sr.anotherSince(rec, past, last)
	case rec.Revised != nil:
		untold(rec, past, last, sr.s.city.Calendar)
	}
}

// unrevised gives the years before what untold left out of the target of this record's
// year: the record is there, and does not say that it was another one.
func unrevised(rec *kpi.Record) {
	f, planned := rec.Indicator.Targets[rec.Year]
	last := rec.Indicator.Final
	if last != nil && last.Year != rec.Year {
		last = nil
	}
	for b := rec.Before; b != nil && b.Indicator.ID == rec.Indicator.ID; b = b.Before {
		ind := *b.Indicator
		if _, told := ind.Targets[rec.Year]; planned && !told {
			ind.Targets = maps.Clone(ind.Targets)
			ind.Targets[rec.Year] = f
			b.Indicator = &ind
		}
		if last != nil && ind.Final == nil {
			ind.Final, b.Indicator = last, &ind
		}
	}
}

// untold leaves out of the years before a revision the targets of years that have no record
// yet, and the last one: whether they too were revised, nobody has said.
func untold(rec, past *kpi.Record, last bool, calendar kpi.Calendar) {
	if rec.Indicator.Total != nil {
		return
	}
	from := revisedFrom(rec, endedOn(calendar))
	for b := past; b != nil && b.Indicator.ID == rec.Indicator.ID; b = b.Before {
		if b.Year >= from {
			continue
		}
		ind := *b.Indicator
		ind.Targets = through(ind.Targets, rec.Year)
		if f := ind.Final; f != nil && !last && f.Year > rec.Year && !finalAlone(b) {
			ind.Final = nil
		}
		b.Indicator = &ind
	}
}

// anotherSince leaves out of the years before an indicator became another one (another unit)
// what the plan has for the years from then on. Of one that the plan's last target alone
// judges nothing is known then, unless the new record says what it was (K326).
func (sr *sheetReader) anotherSince(rec, past *kpi.Record, last bool) {
	until := rec.Year - 1
	if rec.Revised != nil {
		until = rec.Year // yearBefore has put there what was before
	}
	for b := past; b != nil; b = b.Before {
		ind := *b.Indicator
		if ind.Total == nil {
			ind.Targets = through(ind.Targets, until)
		}
		if ind.Final != nil && ind.Final.Year >= rec.Year && !last {
			if finalAlone(b) {
				b.Target = kpi.Figure{Kind: kpi.None, None: kpi.NotStated, AsOf: b.Target.AsOf}
				sr.others = append(sr.others, otherTarget{b, rec.Year})
			}
			ind.Final = nil
		}
		b.Indicator = &ind
	}
}

// otherTarget is a record whose target the plan no longer has, and the year from which the
// plan's is that of another indicator.
type otherTarget struct {
	rec  *kpi.Record
	from kpi.Year
}

// otherTargets tells of them.
func (sr *sheetReader) otherTargets() {
	for _, o := range sr.others {
		for _, rr := range sr.read {
			if rr.year == o.rec.Year {
				sr.add(sr.locate(rr, kpi.Fault{Code: "K326", Year: o.rec.Year, ID: o.rec.Indicator.ID,
					Args: map[string]string{"id": o.rec.Indicator.ID.Local(), "after": o.from.String()}}))
			}
		}
	}
}

// finalAlone reports whether a record is judged by the plan's last target.
func finalAlone(rec *kpi.Record) bool {
	return rec.Indicator.Final != nil && rec.Target.Missing() && rec.Year < rec.Indicator.Final.Year
}

// through are the targets of years up to one, that year among them.
func through(targets map[kpi.Year]kpi.Figure, last kpi.Year) map[kpi.Year]kpi.Figure {
	targets = maps.Clone(targets)
	maps.DeleteFunc(targets, func(y kpi.Year, _ kpi.Figure) bool { return y > last })
	return targets
}

// finalBefore gives the records of the years before the plan revised its last target that
// target as it was: the plan itself has the new one alone. It reports whether it was the
// last target that was revised.
func finalBefore(rec, past *kpi.Record, calendar kpi.Calendar) bool {
	if last := rec.Indicator.Final; last == nil || !rec.Target.Missing() && last.Year != rec.Year {
		return false
	}
	from := revisedFrom(rec, begunOn(calendar))
	for b := past; b != nil; b = b.Before {
		if b.Year >= from {
			continue
		}
		if b.Indicator.Final == nil {
			continue // left out: nobody had said whether it was revised
		}
		if b.Indicator.Final.Year != rec.Indicator.Final.Year {
			break
		}
		ind, final := *b.Indicator, *b.Indicator.Final
		final.Target = rec.Revised.Was.Toward(ind.Direction)
		ind.Final, b.Indicator = &final, &ind
		if b.Revised != nil && b.Target.Missing() {
			break // what was before it, it says itself
		}
	}
	return true
}

// yearBefore gives the records of the years before the plan revised the target of this
// record's year that target as it was, for they tell of the targets of later years.
func yearBefore(rec, past *kpi.Record, calendar kpi.Calendar) {
	if _, planned := rec.Indicator.Targets[rec.Year]; !planned || rec.Indicator.Total != nil {
		return
	}
	from := revisedFrom(rec, endedOn(calendar))
	for b := past; b != nil; b = b.Before {
		if b.Year >= from {
			continue
		}
		ind := *b.Indicator
		ind.Targets = maps.Clone(ind.Targets)
		if _, planned := ind.Targets[rec.Year]; planned || ind.ID == rec.Indicator.ID && ind.Targets != nil {
			ind.Targets[rec.Year] = rec.Revised.Was.Toward(ind.Direction)
			b.Indicator = &ind
		}
	}
}

// revisedFrom is the first year that knew of a record's revision: the first that tells of
// one of the same day, or one that knew of that day, else the record's own. What has
// no day was so where each year in between tells of one without a day, too.
func revisedFrom(rec *kpi.Record, knew func(kpi.Year, string) bool) kpi.Year {
	from, day := rec.Year, rec.Revised.Date
	for b := rec.Before; b != nil; b = b.Before {
		told := b.Revised != nil && b.Revised.Date == day
		if day == "" && !told {
			break
		}
		if told || knew(b.Year, day) {
			from = b.Year
		}
	}
	return from
}

// begunOn reports whether a year began on a day or after it. A last target, by which a year
// is judged, is the one that stood when the year began, unless its own record tells of
// another.
func begunOn(calendar kpi.Calendar) func(kpi.Year, string) bool {
	return func(y kpi.Year, day string) bool {
		first := calendar.First(y)
		return fmt.Sprintf("%04d-%02d-01", first.Year, first.Month) >= day
	}
}

// endedOn reports whether a year ended on a day or after it: of the targets of later years
// its page tells those that were in force at its end.
func endedOn(calendar kpi.Calendar) func(kpi.Year, string) bool {
	return func(y kpi.Year, day string) bool {
		last := calendar.Last(y)
		return fmt.Sprintf("%04d-%02d-31", last.Year, last.Month) >= day
	}
}
