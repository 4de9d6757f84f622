package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// countBlanks writes into the blanks of a draft's sheet how many of its figures
// and comments are there, so that a list can say it once for the sheet.
func (sr *sheetReader) countBlanks(rr *recordReader) {
	filled := 0
	for _, rec := range rr.records {
		figures := []kpi.Figure{rec.Actual}
		for key, f := range map[string]kpi.Figure{"baseline": rec.Baseline, "target": rec.Target} {
			if rec.Indicator.Judged() || rr.nodes[rec.Indicator.ID].Get(key) != nil { // else none is asked for
				figures = append(figures, f)
			}
		}
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
	sr.countMissing(rr)
}

// countMissing writes into the missing comments of a sheet how many there are, so
// that a list says it once: of a draft, and where comments are only welcome.
func (sr *sheetReader) countMissing(rr *recordReader) {
	folder := commentFolder(rr.year, sr.s.city.Languages[0], sr.in.Sheet)
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

// manyMissing is how many texts of one file must lack a language for a list to count
// them there rather than name each, unless all of them do.
const manyMissing = 5

// countTranslations writes into problems of texts that lack a language how many of
// their file's have it. done gives them for a language, with those that want it.
func countTranslations(ps []diag.Problem, code string, done func(tag string) lang.Coverage) {
	missing := map[string]int{}
	for _, p := range ps {
		if p.Code == code && p.Args["message"] == "" {
			missing[p.Args["language"]]++
		}
	}
	for _, p := range ps {
		if tag := p.Args["language"]; p.Code == code && p.Args["message"] == "" && missing[tag] > 1 {
			c := done(tag)
			if c.Done > 0 && missing[tag] < manyMissing {
				continue
			}
			p.Args["filled"], p.Args["total"] = itoa(c.Done), itoa(c.Total)
		}
	}
}

// countTexts counts the texts of a TOML file, as its reader did.
func (r *reader) countTexts() {
	countTranslations(r.Problems, "K416", func(tag string) lang.Coverage { return r.tally[tag] })
}

// countComments counts the comments of a sheet's year.
func (sr *sheetReader) countComments(y Year) {
	originals := len(sr.s.under(commentFolder(y, sr.s.city.Languages[0], sr.in.Sheet)))
	for _, tag := range sr.s.city.Languages[min(1, len(sr.s.city.Languages)):] {
		folder := commentFolder(y, tag, sr.in.Sheet)
		own := slices.DeleteFunc(slices.Clone(sr.problems), func(p diag.Problem) bool { return !strings.HasPrefix(p.File, folder) })
		missing := 0
		for _, p := range own {
			if p.Code == "K412" {
				missing++
			}
		}
		countTranslations(own, "K412", func(string) lang.Coverage { return lang.Coverage{Done: originals - missing, Total: originals} })
	}
}
