package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// countBlanks writes into the blanks of a draft's sheet how many of its figures
// and comments are there, so that a list can say it once for the sheet.
func (sr *sheetReader) countBlanks(rr *recordReader) {
	filled := 0
	for _, rec := range rr.records {
		figures := []kpi.Figure{rec.Baseline, rec.Target, rec.Actual}
		for _, p := range rec.Parts {
			figures = append(figures, p.Baseline, p.Target, p.Actual)
		}
		for _, f := range figures {
			if f.Kind != kpi.Unset {
				filled++
			}
		}
	}
	count(rr.Problems, filled, "K222")
	folder := sr.commentFolder(rr.year, sr.s.city.Languages[0])
	own := slices.DeleteFunc(slices.Clone(sr.problems), func(p diag.Problem) bool { return !strings.HasPrefix(p.File, folder) })
	blank := 0
	for _, p := range own {
		if p.Code == "K411" || p.Code == "K419" {
			blank++
		}
	}
	count(own, len(rr.records)-blank, "K411", "K419")
}

// count notes in problems of some codes how many of all are filled.
func count(ps []diag.Problem, filled int, codes ...string) {
	blank := 0
	for _, p := range ps {
		if slices.Contains(codes, p.Code) {
			blank++
		}
	}
	for _, p := range ps {
		if slices.Contains(codes, p.Code) {
			p.Args["filled"], p.Args["total"] = itoa(filled), itoa(filled+blank)
		}
	}
}
