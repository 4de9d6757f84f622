package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// With is the source as it would be with other texts in the files of its
// sheets: records and comments, by their path; a file that is not there yet is
// added. What Open has read, such as the plan, stays as it is. Nothing is
// written, and the source itself does not change; it must not be closed before
// the other has been used.
func (s *Source) With(texts map[string][]byte) *Source {
	w := &Source{
		root: s.root, instead: maps.Clone(texts),
		city: s.city, years: s.years, yearRules: s.yearRules, judgedBy: s.judgedBy,
		plan: s.plan, light: s.light, byID: s.byID, bySheet: s.bySheet, spans: s.spans,
		files: slices.Clone(s.files), pages: s.pages, names: s.names, problems: s.problems,
		refused: s.refused, lost: s.lost, silenced: s.silenced, vague: s.vague, unsure: s.unsure, opened: s.opened,
	}
	w.kept, w.keptRaw = s.keptPairs(), s.TextsWere()
	w.keptOnce.Do(func() {})
	for path := range texts {
		if at, there := slices.BinarySearch(w.files, path); !there {
			w.files = slices.Insert(w.files, at, path)
		}
	}
	return w
}

// swapped is the text that stands in a file's place, within its limit.
func (s *Source) swapped(path string, limit int64) (raw []byte, there bool, err error) {
	raw, there = s.instead[path]
	if int64(len(raw)) > limit {
		return nil, true, fmt.Errorf("read %s: %w", path, errTooLarge)
	}
	return raw, there, nil
}

// MadeFrom gives a translation's text with the digest of the original that it
// was made from in its front matter, which is added where there is none. The
// error is front matter that does not end.
func MadeFrom(file, text string, original []byte) (string, error) {
	return withDigest(file, text, Digest(original))
}

// WithBody puts another body into a Markdown file. Front matter, line ends and
// the empty lines around stay.
func WithBody(old, body string) string {
	eol := "\n"
	if strings.Contains(old, "\r\n") {
		eol = "\r\n"
	}
	front := ""
	if strings.HasPrefix(strings.TrimPrefix(old, "\ufeff"), "+++") {
		if i := strings.Index(old[3:], "\n+++"); i >= 0 {
			end := 3 + i + 1
			if next := strings.IndexByte(old[end:], '\n'); next >= 0 {
				front = old[:end+next+1]
			}
		}
	} else if strings.HasPrefix(old, "\ufeff") {
		front = "\ufeff"
	}
	rest := old[len(front):]
	lead := rest[:len(rest)-len(strings.TrimLeft(rest, "\r\n"))]
	return front + lead + strings.ReplaceAll(body, "\n", eol) + eol
}

// SheetIn is Sheet for one year alone: of the years before only the figures are
// read that the year goes on from, without a word about them, and none of those
// after, unless they can say what the plan's targets were. It is for what must be
// quick, and keeps nothing.
func (s *Source) SheetIn(i int, y Year) (*Sheet, []diag.Problem) {
	in := s.plan[i]
	sr := &sheetReader{s: s, in: in, only: y, out: &Sheet{Initiative: in.Initiative, tally: tally{}}}
	planned := slices.ContainsFunc(in.Indicators, func(ind *kpi.Indicator) bool { return ind.Final != nil || len(ind.Targets) > 0 })
	sr.each(slices.DeleteFunc(slices.Clone(s.years), func(info kpi.YearInfo) bool { return info.Year > y && !planned }))
	sr.acrossYears()
	sr.otherTargets()
	sr.problems = slices.DeleteFunc(sr.problems, func(p diag.Problem) bool { return !strings.Contains(p.File, "/"+y.String()+"/") })
	return sr.out, sr.problems
}
