package source

import (
	"slices"
	"strings"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// Options narrow a Check. The zero value checks everything.
type Options struct {
	Year    Year   // 0 for all
	Sheet   string // "" for all
	Section string // id of a section in charge, "" for all
	Jobs    int    // goroutines; 0 for as many as there are processors
	// Known tells what an earlier reading kept and found of a sheet, by its place in the
	// plan, whose files are as they were then. It may be nil, and is asked only where
	// everything is checked.
	Known func(i int) (Kept, []diag.Problem, bool)
}

func (o Options) all() bool { return o.Year == 0 && o.Sheet == "" && o.Section == "" }

// Check reads everything and lists every problem, those of Open included. With
// options the list is narrowed to what a clerk of that year, sheet or section
// can mend.
func (s *Source) Check(o Options) *diag.List {
	list := &diag.List{Languages: s.city.Languages}
	found := make([][]diag.Problem, len(s.plan))
	spots := make([][]spot, len(s.plan))
	carry.Each(o.Jobs, len(s.plan), func(i int) {
		if o.Sheet != "" && s.plan[i].Sheet != o.Sheet {
			return
		}
		if o.Known != nil && o.all() {
			if kept, problems, ok := o.Known(i); ok {
				s.Recall(i, kept)
				found[i] = problems
				return
			}
		}
		sheet, problems := s.Sheet(i)
		found[i], spots[i] = problems, sheet.spots
	})
	n := narrowing{Options: o, spots: slices.Concat(spots...)}
	for _, p := range s.problems.All() {
		if n.keeps(p) {
			list.Add(p)
		}
	}
	for _, ps := range found {
		for _, p := range ps {
			if n.keeps(p) {
				list.Add(p)
			}
		}
	}
	for _, p := range s.StaleTexts().Problems() {
		if n.keeps(p) {
			list.Add(p)
		}
	}
	// A record that cannot be read hides the sections that it names.
	if o.all() && list.Errors() == 0 {
		list.Add(s.Unused(nil)...)
	}
	return list
}

// narrowing keeps the problems that options ask for.
type narrowing struct {
	Options
	spots []spot
}

func (n narrowing) keeps(p diag.Problem) bool {
	if n.all() {
		return true
	}
	parts := strings.Split(p.File, "/")
	if p.Code == "K123" {
		// What is missing as a whole concerns every sheet and section.
		return n.Year == 0 || len(parts) < 2 || !yearFolder.MatchString(parts[1]) || parts[1] == n.Year.String()
	}
	if n.Year != 0 && (len(parts) < 2 || parts[1] != n.Year.String()) {
		return false
	}
	if n.Sheet != "" && !slices.Contains(parts, n.Sheet) && !slices.Contains(parts, n.Sheet+".toml") {
		return false
	}
	return n.Section == "" || slices.ContainsFunc(n.spots, func(s spot) bool {
		if !slices.Contains(s.sections, n.Section) {
			return false
		}
		if p.File == s.file {
			return p.Line >= s.from && p.Line < s.to
		}
		return s.commented(p.File)
	})
}

// About is the record that a problem of the sheet is about: the year and the
// indicator in whose lines or comment it stands; false for one of the sheet as a
// whole.
func (s *Sheet) About(p diag.Problem) (Year, kpi.ID, bool) {
	for _, at := range s.spots {
		if p.File == at.file && p.Line >= at.from && p.Line < at.to || at.commented(p.File) {
			return at.year, at.id, true
		}
	}
	return 0, "", false
}

// commented reports whether a file is a comment of the spot's record, in any
// language.
func (s spot) commented(file string) bool {
	parts := strings.Split(file, "/")
	return len(parts) == 5 && parts[0] == "content" && parts[1] == s.year.String() &&
		parts[3] == s.sheet && parts[4] == s.id.Local()+".md"
}
