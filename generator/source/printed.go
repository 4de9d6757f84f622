package source

import (
	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// unprinted warns (K330) of records without their printed achievement, where one
// can be computed: most often the line was lost. That is sure enough where a record is
// the only one of its sheet, or had one the year before; a sheet of which none has
// one any more is told once.
func (sr *sheetReader) unprinted(rr *recordReader, y kpi.YearInfo) {
	if y.Draft {
		return
	}
	var lacking, had []*kpi.Record
	printed := 0
	for _, rec := range rr.records {
		n := rr.nodes[rec.Indicator.ID]
		switch {
		case rec.Published != "":
			printed++
		case n.Get("published") == nil && kpi.Achieve(&sr.s.city, rec).Exact != nil && !rr.faulty(n):
			lacking = append(lacking, rec)
			if printedBefore(rec) != 0 {
				had = append(had, rec)
			}
		}
	}
	tell := func(rec *kpi.Record, pairs ...string) {
		rr.Put(diag.New("K330", append([]string{"id", rec.Indicator.ID.Local()}, pairs...)...), rr.nodes[rec.Indicator.ID])
	}
	switch {
	case len(lacking) == 1 && printed >= 2:
		tell(lacking[0])
	case len(had) > 1 && printed == 0:
		tell(had[0], "message", "sheet", "hint", "sheet", "n", itoa(len(had)), "before", printedBefore(had[0]).String())
	default:
		for _, rec := range had {
			tell(rec, "message", "before", "before", printedBefore(rec).String())
		}
	}
}

// printedBefore is the year before a record's, when its indicator had a printed
// achievement then, else 0.
func printedBefore(rec *kpi.Record) Year {
	if old := rec.Before; old != nil && old.Year == rec.Year-1 && old.Indicator.ID == rec.Indicator.ID && old.Published != "" {
		return old.Year
	}
	return 0
}
