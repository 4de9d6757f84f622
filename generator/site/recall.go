package site

import (
	"maps"

	"tassei/generator/kpi"
)

// An initiative that was drawn before need not be drawn again as long as nothing
// changed that it is drawn from: Recall takes over what it made and linked to,
// and Keep the rest. So that nothing is missed, an initiative is drawn by
// languages of its own, which note each file and each link.

// forSheet are the site's languages for the pages of one initiative.
func (s *Site) forSheet(dy *drawnYear) []*language {
	own := s.to(s.raw.telling(func(path string) { dy.files = append(dy.files, path) }))
	own.in.Pages = nil // no initiative shows a standing page, so that none is drawn again for one (see build)
	own.targets = newTargets()
	own.targets.all = &dy.made
	dy.wanted = own.targets.wanted
	return own.languages
}

// earlier takes over a year that need not be drawn.
func (d *Drawn) earlier(i int, before *Earlier) bool {
	dy := &d.years[i]
	if before == nil || dy.year >= before.Until {
		return false
	}
	for _, was := range before.Lists.years {
		if was.year == dy.year {
			dy.made, dy.wanted, dy.files = was.made, was.wanted, was.files
		}
	}
	for _, p := range before.Prints {
		if p.year == dy.year {
			d.prints = append(d.prints, p)
		}
	}
	return true
}

// Earlier lists the files that were written for the initiative in the years before
// one.
func (l *Lists) Earlier(until kpi.Year) (files []string) {
	for _, y := range l.years {
		if y.year < until {
			files = append(files, y.files...)
		}
	}
	return files
}

// Year is the year that is printed.
func (p *Print) Year() kpi.Year { return p.year }

// forgetOwn forgets links from year to year of the initiative: what it made itself is there.
func (d *Drawn) forgetOwn() {
	made := map[string]bool{}
	for _, y := range d.years {
		for _, path := range y.made {
			made[path] = true
		}
	}
	for _, y := range d.years {
		maps.DeleteFunc(y.wanted, func(to, _ string) bool { return made[to] })
	}
}

// join adds what an initiative made and wants to what all do.
func (t *targets) join(years []drawnYear) {
	for _, y := range years {
		for _, path := range y.made {
			t.makes(path)
		}
	}
	for _, y := range years {
		for to, from := range y.wanted {
			t.link(from, to)
		}
	}
}

// Recall takes over what an initiative that was drawn before made and linked to,
// from the same facts and by the same program, and whose files are there.
func (s *Site) Recall(l *Lists) {
	s.targets.join(l.years)
}

// Files lists the files that were written for the initiative.
func (d *Drawn) Files() (files []string) {
	for _, y := range d.years {
		files = append(files, y.files...)
	}
	return files
}

// Prints are the initiative's parts of the print pages.
func (d *Drawn) Prints() []Print { return d.prints }
