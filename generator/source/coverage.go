package source

import "tassei/generator/lang"

// tally is the coverage of each language but the first.
type tally map[string]lang.Coverage

func (t tally) add(other tally) {
	for tag, c := range other {
		sum := t[tag]
		t[tag] = lang.Coverage{Done: sum.Done + c.Done, Stale: sum.Stale + c.Stale, Total: sum.Total + c.Total}
	}
}

// take adds what a reader counted.
func (t tally) take(r *reader) {
	if r.tally != nil {
		r.countTexts()
		t.add(r.tally)
	}
}

// Coverage counts the translations of the whole source, by language but the
// first: texts in the data, comments and standing pages. Once every sheet has
// been read it costs nothing, else it reads those that have not.
func (s *Source) Coverage() map[string]lang.Coverage {
	for i := range s.plan {
		s.mu.Lock()
		_, read := s.coverage[i]
		s.mu.Unlock()
		if !read {
			s.Sheet(i)
		}
	}
	sum := tally{}
	for _, tag := range s.city.Languages[min(1, len(s.city.Languages)):] {
		sum[tag] = lang.Coverage{}
	}
	sum.add(s.opened)
	if stale := s.StaleTexts(); stale != nil {
		for tag, n := range stale.counts {
			sum.add(tally{tag: {Stale: n}})
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.coverage {
		sum.add(t)
	}
	return sum
}
