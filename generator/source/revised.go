package source

import (
	"fmt"
	"maps"

	"tassei/generator/kpi"
)

// finalBefore gives the records of the years before the plan revised its last target that
// target as it was: the plan itself has the new one alone.
func finalBefore(rec *kpi.Record, calendar kpi.Calendar) {
	if last := rec.Indicator.Final; last == nil || !rec.Target.Missing() && last.Year != rec.Year {
		return
	}
	from := revisedFrom(rec, begunOn(calendar))
	for b := rec.Before; b != nil; b = b.Before {
		if b.Year >= from {
			continue
		}
		if b.Indicator.Final == nil || b.Indicator.Final.Year != rec.Indicator.Final.Year {
			return
		}
		ind, final := *b.Indicator, *b.Indicator.Final
		final.Target = rec.Revised.Was.Toward(ind.Direction)
		ind.Final, b.Indicator = &final, &ind
		if b.Revised != nil && b.Target.Missing() {
			return // what was before it, it says itself
		}
	}
}

// yearBefore gives the records of the years before the plan revised the target of this
// record's year that target as it was, for they tell of the targets of later years.
func yearBefore(rec *kpi.Record, calendar kpi.Calendar) {
	if _, planned := rec.Indicator.Targets[rec.Year]; !planned || rec.Indicator.Total != nil {
		return
	}
	from := revisedFrom(rec, endedOn(calendar))
	for b := rec.Before; b != nil; b = b.Before {
		if b.Year >= from {
			continue
		}
		ind := *b.Indicator
		ind.Targets = maps.Clone(ind.Targets)
		if _, planned := ind.Targets[rec.Year]; planned {
			ind.Targets[rec.Year] = rec.Revised.Was.Toward(ind.Direction)
			b.Indicator = &ind
		}
	}
}

// revisedFrom is the first year that knew of a record's revision: the first that tells of
// one of the same day, or one that knew of that day, else the record's own.
func revisedFrom(rec *kpi.Record, knew func(kpi.Year, string) bool) kpi.Year {
	from, day := rec.Year, rec.Revised.Date
	for b := rec.Before; b != nil; b = b.Before {
		if day != "" && knew(b.Year, day) || b.Revised != nil && b.Revised.Date == day {
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
