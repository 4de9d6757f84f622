package source

import "maps"

// Coverage counts the texts of one language: all that want a translation, those
// that have one, and those among them whose original has changed since.
type Coverage struct{ Done, Stale, Total int }

// tally is the coverage of each language but the first.
type tally map[string]Coverage

func (t tally) add(other tally) {
	for tag, c := range other {
		sum := t[tag]
		t[tag] = Coverage{sum.Done + c.Done, sum.Stale + c.Stale, sum.Total + c.Total}
	}
}

// take adds what a reader counted.
func (t tally) take(r *reader) {
	if r.tally != nil {
		t.add(r.tally)
	}
}

// Coverage counts the translations of the whole source, by language but the
// first: texts in the data, comments and standing pages. After a Check of
// everything it costs nothing, else it reads all sheets.
func (s *Source) Coverage() map[string]Coverage {
	s.mu.Lock()
	known := s.coverage
	s.mu.Unlock()
	if known == nil {
		s.Check(Options{})
		s.mu.Lock()
		known = s.coverage
		s.mu.Unlock()
	}
	return maps.Clone(known)
}
