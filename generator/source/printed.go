package source

import (
	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// unprinted warns (K330) of records without their printed achievement: most often the
// line was lost. That is sure enough where a record is the only one of its sheet and
// one can be computed, or where it had one the year before. Of a total that lacks a
// year, of a target that is not due and of what nobody judges the neighbours say
// nothing: a city prints a rate for these or does not, as it did the year before. A
// sheet of which none has one any more is told once.
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
		case n.Get("published") == nil && !rr.faulty(n):
			computable := kpi.Achieve(&sr.s.city, rec).Exact != nil
			if computable {
				lacking = append(lacking, rec)
			}
			if (computable || rec.Actual.IsNumber()) && sr.printedBefore(rec) != 0 {
				had = append(had, rec)
			}
		}
	}
	tell := func(rec *kpi.Record, pairs ...string) {
		rr.Put(diag.New("K330", append([]string{"id", rec.Indicator.ID.Local()}, pairs...)...), rr.nodes[rec.Indicator.ID])
	}
	switch {
	case len(lacking) == 1 && printed >= 2 && (len(had) == 0 || len(had) == 1 && had[0] == lacking[0]):
		tell(lacking[0])
	case len(had) > 1 && printed == 0:
		tell(had[0], "message", "sheet", "hint", "sheet", "n", itoa(len(had)), "before", sr.printedBefore(had[0]).String())
	default:
		for _, rec := range had {
			tell(rec, "message", "before", "before", sr.printedBefore(rec).String())
		}
	}
}

// printedBefore is the year before a record's, when its indicator had a printed
// achievement then, else 0.
func (sr *sheetReader) printedBefore(rec *kpi.Record) Year {
	for _, rr := range sr.read {
		for _, old := range rr.records {
			if old.Year == rec.Year-1 && old.Indicator.ID == rec.Indicator.ID && old.Published != "" {
				return old.Year
			}
		}
	}
	return 0
}
