package site

import (
	"io"
	"maps"
)

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
		return s.in.Output.Write(path, data)
	}
	own.in.Output.Create = func(path string) (io.WriteCloser, error) {
		d.files = append(d.files, path)
		return s.in.Output.Create(path)
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

// Recall takes over an initiative that was drawn before, from the same facts and
// by the same program, and whose files are there. Keep wants it as one that was
// just drawn, with the HTML of its prints.
func (s *Site) Recall(d *Drawn) { s.targets.join(d) }

// Files lists the files that were written for the initiative.
func (d *Drawn) Files() []string { return d.files }

// Prints are the initiative's parts of the print pages.
func (d *Drawn) Prints() []Print { return d.prints }

// Bare is the initiative without the HTML of its prints, which stand in the
// print pages.
func (d *Drawn) Bare() *Drawn {
	bare := *d
	bare.wanted = maps.Clone(d.wanted)
	bare.prints = make([]Print, len(d.prints))
	for i, p := range d.prints {
		p.HTML = nil
		bare.prints[i] = p
	}
	return &bare
}
