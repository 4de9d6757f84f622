package source

import "tassei/generator/kpi"

// branched tells records that go on from an indicator from which another goes on
// in the same year (K318): over the years there is one line for each indicator.
func (sr *sheetReader) branched() {
	if sr.gap || sr.s.unsure {
		return
	}
	before := map[kpi.ID]bool{} // ids of the years before, on this sheet
	for _, rr := range sr.read {
		heirs := map[kpi.ID]kpi.ID{}
		tell := func(rec *kpi.Record, was, other kpi.ID) {
			sr.add(sr.locate(rr, kpi.Fault{Code: "K318", Year: rec.Year, ID: rec.Indicator.ID, Field: "formerly",
				Args: map[string]string{"id": rec.Indicator.ID.Local(), "other": sr.called(other), "was": sr.called(was)}}))
		}
		// Those that keep their id come first, so that the others are told.
		for _, rec := range rr.records {
			if id := rec.Indicator.ID; before[id] && goesOn(rec) {
				heirs[id] = id
			}
		}
		for _, rec := range rr.records {
			was := rec.Formerly
			if was == "" {
				continue
			}
			other, taken := heirs[was]
			if !taken && was.Sheet() != sr.in.Sheet && !sr.s.over(was, rec.Year) {
				if there := sr.s.Record(was, rec.Year); there != nil && goesOn(there) && sr.s.pastOf(was, rec.Year) != nil {
					other, taken = was, true
				}
			}
			if taken {
				tell(rec, was, other)
				continue
			}
			heirs[was] = rec.Indicator.ID
		}
		for _, rec := range rr.records {
			before[rec.Indicator.ID] = true
		}
	}
}

// goesOn reports whether a record is of the indicator that had its id before.
func goesOn(rec *kpi.Record) bool { return rec.Formerly == "" && rec.Continues != kpi.Other }

// called is an id as it is written on the sheet: without the sheet where it is the same.
func (sr *sheetReader) called(id kpi.ID) string {
	if id.Sheet() == sr.in.Sheet {
		return id.Local()
	}
	return string(id)
}
