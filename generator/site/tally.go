package site

import (
	"tassei/generator/kpi"
)

// yearTallies are the counts of a year, made once for all pages that show them.
type yearTallies struct {
	all      kpi.Tally
	nodes    []node        // of the plan, in its order
	sections []sectionRows // those that have any, in the city's order
}

// sectionRows is what one section in charge answered for.
type sectionRows struct {
	kpi.Section
	places []int // of its rows in the year's
	tally  kpi.Tally
}

// baseless reports whether no indicator of a year has a baseline, so that the year's
// lists have no column for one. It is known when all rows are.
func (s *Site) baseless(y kpi.Year) bool {
	t, known := s.tallies[y]
	return known && t.all.Total > 0 && t.all.Based == 0
}

// count makes the tallies of every year, when all rows are known.
func (s *Site) count() {
	for _, info := range s.in.Years {
		rows := s.rows[info.Year]
		t := yearTallies{all: kpi.Count(rows), nodes: grow(s.names[info.Year], rows)}
		for _, sec := range s.in.City.Sections {
			of := sectionRows{Section: sec}
			for i := range rows {
				for _, id := range rows[i].Sections {
					if id == sec.ID {
						of.places = append(of.places, i)
					}
				}
			}
			if len(of.places) == 0 {
				continue
			}
			own := make([]kpi.Row, len(of.places))
			for i, place := range of.places {
				own[i] = rows[place]
			}
			of.tally = kpi.Count(own)
			t.sections = append(t.sections, of)
		}
		s.tallies[info.Year] = t
		for i := range rows {
			s.arith.add(&rows[i])
		}
	}
}
