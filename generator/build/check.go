package build

import (
	"tassei/generator/diag"
	"tassei/generator/site"
	"tassei/generator/source"
	"tassei/layouts"
)

// Open opens the city's folder to be checked, with what Open of package source finds.
// known tells what the last build found in a sheet, of those that are as that build
// read them (see source.Options).
func (p Project) Open() (src *source.Source, known func(i int) (source.Kept, []diag.Problem, bool), err error) {
	m := p.recollected()
	src, list, err := source.OpenAfter(p.Source, m.before())
	if err != nil {
		return nil, nil, &OpenError{err}
	}
	if m.old == nil || list.Errors() > 0 {
		return src, nil, nil
	}
	r := m.recall(src, nil)
	if r == nil {
		return src, nil, nil
	}
	return src, func(i int) (source.Kept, []diag.Problem, bool) {
		if was := r.former[i]; was != nil {
			return was.Kept, was.Problems, true
		}
		return source.Kept{}, nil, false
	}, nil
}

// Check adds to the problems of a source what a build would say of the archive
// and of the city's own layouts.
func (p Project) Check(src *source.Source, list *diag.List) error {
	if err := p.checkSeals(src, list); err != nil {
		return err
	}
	faults, err := p.checkLayouts(src)
	list.Add(faults...)
	return err
}

// checkSeals adds what a build would say of the archive.
func (p Project) checkSeals(src *source.Source, list *diag.List) error {
	damage, err := p.Damage()
	if err != nil {
		return err
	}
	if damage.Errors() > 0 {
		list.Add(damage.All()...)
		return nil
	}
	changed, err := (&builder{project: p, src: src}).since()
	list.Add(changed...)
	return err
}

// checkLayouts reads all messages and compiles every page of a city's own
// layouts, as a build would; what that would write is thrown away. The program's
// own layouts were checked with the program. One language is enough: all have the
// same layouts and the same types, only their messages differ.
func (p Project) checkLayouts(src *source.Source) ([]diag.Problem, error) {
	if len(src.City().Languages) == 0 {
		return nil, nil // without its languages nothing can be judged
	}
	if own, err := p.layoutFiles(); err == nil && own == nil {
		_, err = source.Catalogues(layouts.FS, nil, src.City().Languages, nil)
		return Problems(err), nil
	}
	said := &diag.List{}
	set, catalogues, err := (&builder{project: p, src: src, list: said}).layoutSet()
	if err == nil {
		first := *src.City()
		first.Languages = first.Languages[:1]
		nowhere := site.Output{Write: func(string, []byte) error { return nil }}
		_, err = site.New(site.Input{City: &first, Layouts: set, Catalogues: catalogues, Output: nowhere})
	}
	problems := Problems(err)
	if problems != nil {
		err = nil
	}
	return append(said.All(), problems...), err
}
