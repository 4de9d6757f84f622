package source

import (
	"maps"
	"slices"
)

// Kept is what a Source keeps of a sheet that was read. Whoever has it from an
// earlier reading of the same files need not read them again.
type Kept struct {
	tally    tally
	sections []string // that the sheet names, each once
}

// Kept is what Recall wants of the sheet.
func (sh *Sheet) Kept() Kept {
	named := map[string]bool{}
	for _, sp := range sh.spots {
		for _, id := range sp.sections {
			named[id] = true
		}
	}
	return Kept{sh.tally, slices.Sorted(maps.Keys(named))}
}

// Recall takes over what an earlier reading of initiative i kept: how much of it
// is translated and which sections it names.
func (s *Source) Recall(i int, k Kept) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.coverage == nil {
		s.coverage, s.used = map[int]tally{}, map[string]bool{}
	}
	s.coverage[i] = k.tally
	for _, id := range k.sections {
		s.used[id] = true
	}
}

// Own lists the files of initiative i beyond the plan, its years' records and
// comments: what Sheet reads besides the files that all sheets share and those
// of others that Crossed tells of.
func (s *Source) Own(i int) []string {
	sheet := s.plan[i].Sheet
	var paths []string
	for _, y := range s.years {
		fy := y.Year.String()
		if p := RecordFile(y.Year, sheet); s.exists(p) {
			paths = append(paths, p)
		}
		for _, tag := range s.city.Languages {
			paths = append(paths, s.under("content/"+fy+"/"+tag+"/"+sheet+"/")...)
		}
	}
	return paths
}

// Crossed lists the files that are a sheet's own and that something else has
// read, too: a change in one concerns more than its sheet. It is found by
// counting, so that no reader of other sheets can be forgotten; Files and Read
// count as readers.
func (s *Source) Crossed() []string {
	s.counts.Lock()
	defer s.counts.Unlock()
	var paths []string
	for i := range s.plan {
		for _, path := range s.Own(i) {
			if s.reads[path] > s.sheets[i] {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// countedSheet notes that initiative i is read.
func (s *Source) countedSheet(i int) {
	s.counts.Lock()
	defer s.counts.Unlock()
	if s.sheets == nil {
		s.sheets = map[int]int{}
	}
	s.sheets[i]++
}
