package site

import "io"

// An initiative that was drawn before need not be drawn again as long as nothing
// changed that it is drawn from: Recall takes over what it made and linked to,
// and Keep the rest. So that nothing is missed, an initiative is drawn by
// languages of its own, which note each file and each link.

// forSheet are the site's languages for the pages of one initiative.
func (s *Site) forSheet(d *Drawn) []*language {
	own := *s
	own.targets = newTargets()
	own.targets.all = &d.made
	d.wanted = own.targets.wanted
	own.in.Output.Write = func(path string, data []byte) error {
		d.files = append(d.files, path)
		return s.raw.Write(path, data)
	}
	own.in.Output.Create = func(path string) (io.WriteCloser, error) {
		d.files = append(d.files, path)
		return s.raw.Create(path)
	}
	languages := make([]*language, len(s.languages))
	for i, l := range s.languages {
		mine := *l
		mine.site = &own
		languages[i] = &mine
	}
	return languages
}

// join adds what an initiative made and wants to what all do.
func (t *targets) join(d *Drawn) {
	for _, path := range d.made {
		t.makes(path)
	}
	for to, from := range d.wanted {
		t.link(from, to)
	}
}

// Recall takes over what an initiative that was drawn before made and linked to,
// from the same facts and by the same program, and whose files are there.
func (s *Site) Recall(l *Lists) {
	s.targets.join(&Drawn{made: l.made, wanted: l.wanted})
}

// Files lists the files that were written for the initiative.
func (d *Drawn) Files() []string { return d.files }

// Prints are the initiative's parts of the print pages.
func (d *Drawn) Prints() []Print { return d.prints }
