package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// acrossYears asks each year that gives an indicator another name than the
// year before to say whether it is the same one (K314).
func (sr *sheetReader) acrossYears() {
	if sr.gap || sr.s.unsure {
		return
	}
	before := map[kpi.ID]*kpi.Record{}
	first := sr.s.city.Languages[0]
	for _, rr := range sr.read {
		for _, rec := range rr.records {
			id := rec.Indicator.ID
			old := before[id]
			before[id] = rec
			if old == nil || rec.Continues != kpi.Unanswered || rec.Formerly != "" {
				continue
			}
			was, is := old.Indicator.Name[first], rec.Indicator.Name[first]
			if was == is || was == "" || is == "" {
				continue
			}
			sr.add(sr.locate(rr, kpi.Fault{Code: "K314", Year: rec.Year, ID: id, Field: "name",
				Args: map[string]string{"id": id.Local(), "was": was, "name": is, "before": old.Year.String()}}))
		}
	}
}

// knows reports whether an indicator is in the plan, or may be in a part of it
// that could not be read.
func (s *Source) knows(id kpi.ID) bool {
	return s.byID[id] != nil || slices.Contains(s.lost, id.Sheet()) || slices.ContainsFunc(s.plan, func(i *initiative) bool { return i.unsure && i.Sheet == id.Sheet() })
}

// over reports whether an indicator of the plan has no page in a year, because
// it had ended or not yet begun.
func (s *Source) over(id kpi.ID, y Year) bool {
	ind := s.byID[id]
	return ind != nil && !s.Active(ind, y)
}

// dangling is the fault of a link to an indicator that the plan does not have.
func (s *Source) dangling(l link) diag.Problem {
	return withNear(l.at, strings.TrimSpace(string(l.to)), s.allIDs())
}

// allIDs lists the ids of all indicators in the order of the plan.
func (s *Source) allIDs() []string {
	var list []string
	for _, i := range s.plan {
		for _, ind := range i.Indicators {
			list = append(list, string(ind.ID))
		}
	}
	return list
}
