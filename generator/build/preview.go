package build

import (
	"tassei/generator/desk"
	"tassei/generator/diag"
	"tassei/generator/garbage"
	"tassei/generator/layout"
	"tassei/generator/output"
	"tassei/generator/source"
)

// Preview makes the site again and again for the desk, drafts included. Sheets
// that no change concerns are taken over from the site that is shown.
type Preview struct {
	Project Project
	Reused  int // sheets that the last build took over from the one before

	shown *shownBuild // nil before the first
}

// Build is one build. Errors that are faults of the city's files come as problems.
func (v *Preview) Build(to desk.Output) (*diag.List, error) {
	p := v.Project
	if _, err := output.Resume(p.Source); err != nil { // of another program that was killed
		return nil, err
	}
	inputs, before := v.shown.survey(p.Source)
	src, list, err := source.OpenAfter(p.Source, before)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	defer garbage.CollectByWhatIsKept()
	if list.Errors() > 0 {
		list.Add(src.Check(source.Options{Jobs: p.Jobs}).All()...)
		return list, nil
	}
	b := &builder{project: p, src: src, list: list, write: to.Write, create: to.Create, years: src.Years(), preview: desk.LiveScript, pictures: keptPictures()}
	b.listSeals()
	b.recall = v.shown.recall(src, inputs, to)
	if set := v.shown.layouts(b.recall); set != nil {
		b.load = func() (*layout.Set, error) { return set, nil }
	}
	err = b.assemble()
	if err == nil && list.Errors() == 0 {
		v.shown = v.shown.next(b.recall, src, b.set, to)
	}
	v.Reused = b.recall.reused()
	list.Add(src.StaleTexts().Problems()...)
	if more := Problems(err); more != nil {
		list.Add(more...)
		return list, nil
	}
	return list, err
}
