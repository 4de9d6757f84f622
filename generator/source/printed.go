package source

import (
	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// unprinted warns (K330) of the only record of a sheet without its printed
// achievement, where one can be computed: most often the line was lost.
func (sr *sheetReader) unprinted(rr *recordReader, y kpi.YearInfo) {
	if y.Draft {
		return
	}
	var lacking []*kpi.Record
	printed := 0
	for _, rec := range rr.records {
		n := rr.nodes[rec.Indicator.ID]
		switch {
		case rec.Published != "":
			printed++
		case n.Get("published") == nil && kpi.Achieve(&sr.s.city, rec).Exact != nil && !rr.faulty(n):
			lacking = append(lacking, rec)
		}
	}
	if len(lacking) == 1 && printed >= 2 {
		id := lacking[0].Indicator.ID
		rr.Put(diag.New("K330", "id", id.Local()), rr.nodes[id])
	}
}
