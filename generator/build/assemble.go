package build

import (
	"tassei/generator/carry"
	"tassei/generator/site"
)

// assemble is the pipeline. Sheets are taken through by as many workers as
// there are processors; what has an order is handed on in the order of the
// plan, so that memory stays flat however many pages there are. From the first
// error on nothing more is drawn, but everything is still checked.
func (b *builder) assemble() error {
	press, err := b.press()
	if err != nil {
		return err
	}
	defer press.open.Close()
	plan := b.src.Initiatives()
	changed := b.changed()
	var again *site.Again
	drawn := make([]*sheetWork, len(plan)) // no map: one is let go while others are looked for
	// Where little has changed it is drawn first, and then known what else is to be made.
	if b.recall != nil && b.recall.old != nil && (len(changed) <= 2 || len(changed) <= len(plan)/8) && len(changed) < len(plan) {
		err := carry.InOrder(b.project.Jobs, len(changed), func(j int) (*sheetWork, error) { return press.sheet(changed[j]) }, func(j int, w *sheetWork) error {
			drawn[changed[j]] = w
			return nil
		})
		if err != nil || b.list.Errors() > 0 {
			return err
		}
		again = b.recall.again(press, drawn)
	}
	if err := press.beginData(again); err != nil {
		return err
	}
	work := func(i int) (*sheetWork, error) {
		switch {
		case drawn[i] != nil:
			return drawn[i], nil
		case b.recall.takes(i):
			if b.list.Errors() > 0 {
				return nil, nil
			}
			return b.recall.load(i, again)
		}
		return press.sheet(i)
	}
	err = b.inRuns(work, func(i int, w *sheetWork) error {
		b.project.progress(i+1, len(plan))
		if w == nil {
			return nil
		}
		err := press.keep(w, again)
		b.recall.keep(i, w)
		drawn[i] = nil
		return err
	})
	b.project.progress(0, 0)
	if err != nil || b.list.Errors() > 0 {
		return err
	}
	return press.finish(again)
}

// sheetsInRun is how many sheets that were taken over a worker takes at once: each is
// little work, and handing it on would be as much again.
const sheetsInRun = 8

// inRuns does work for each sheet, several at once, and hands what comes of it to keep in the
// order of the plan.
func (b *builder) inRuns(work func(i int) (*sheetWork, error), keep func(i int, w *sheetWork) error) error {
	var runs [][]int
	for i := range b.src.Initiatives() {
		if n := len(runs) - 1; i > 0 && b.recall.takes(i) && b.recall.takes(i-1) && len(runs[n]) < sheetsInRun {
			runs[n] = append(runs[n], i)
			continue
		}
		runs = append(runs, []int{i})
	}
	return carry.InOrder(b.project.Jobs, len(runs), func(n int) (made []*sheetWork, err error) {
		for _, i := range runs[n] {
			w, err := work(i)
			if err != nil {
				return nil, err
			}
			made = append(made, w)
		}
		return made, nil
	}, func(n int, made []*sheetWork) error {
		for j, i := range runs[n] {
			if err := keep(i, made[j]); err != nil {
				return err
			}
		}
		return nil
	})
}

// changed takes over the sheets that no change concerns, and returns the others.
func (b *builder) changed() []int {
	var changed []int
	for i := range b.src.Initiatives() {
		if b.recall == nil || !b.recall.take(i) {
			changed = append(changed, i)
			continue
		}
		b.list.Add(b.recall.former[i].Problems...)
	}
	return changed
}

// sheet reads and draws initiative i, nil where there is an error.
func (p *press) sheet(i int) (*sheetWork, error) {
	sheet, problems := p.src.Sheet(i)
	if p.sealed != 0 {
		problems = ofYear(problems, p.sealed)
	}
	p.list.Add(problems...)
	if p.list.Errors() > 0 {
		return nil, nil
	}
	w, err := p.draw(i, sheet)
	if err == nil {
		p.recall.freeze(w, sheet, problems)
	}
	return w, err
}

// parts are all parts of the whole that follow from what the sheets say.
func (p *press) parts() []string {
	parts := []string{site.ListsPart, site.OverviewPart, longPart}
	for _, tag := range p.src.City().Languages {
		parts = append(parts, site.SearchPart(tag))
	}
	for _, y := range p.shown {
		parts = append(parts, tablesPart(y.Year), dataPart(y.Year))
	}
	return append(parts, p.site.PrintParts()...)
}

// keep hands an initiative on to what has an order.
func (p *press) keep(w *sheetWork, again *site.Again) error {
	for id := range w.sections {
		p.used[id] = true
	}
	if w.earlier != nil {
		if err := p.recall.thaw(w, w.earlier.parts, again); err != nil {
			return err
		}
	}
	for _, rows := range w.rows {
		if !makes(again, dataPart(rows.Year)) {
			continue
		}
		if err := p.years[rows.Year].Add(rows); err != nil {
			return err
		}
	}
	if makes(again, longPart) {
		if err := p.long.Add(w.long); err != nil {
			return err
		}
	}
	if makes(again, site.ListsPart) || makes(again, site.OverviewPart) {
		if w.former != nil {
			p.site.Recall(w.lists)
			for path := range w.eachFile() {
				p.site.Made(path)
			}
		}
		p.site.KeepLists(w.lists)
	} else if w.lists != nil {
		p.lists[w.name] = w.lists
	}
	for i := range w.prints {
		page := &w.prints[i]
		if !makes(again, page.Page) {
			p.recall.place(w, page)
			continue
		}
		if err := p.recall.html(w, page); err != nil {
			return err
		}
		if err := p.site.KeepPrint(page); err != nil {
			return err
		}
	}
	for tag, search := range w.search {
		if makes(again, site.SearchPart(tag)) {
			if err := p.site.KeepSearch(tag, search); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish closes the open data, and makes the pages that tell of the whole.
func (p *press) finish(again *site.Again) error {
	p.list.Add(p.src.Unused(p.used)...)
	if len(p.shown) == 0 {
		return ErrNoYear
	}
	if err := p.endData(again); err != nil {
		return err
	}
	if err := p.lateOverviews(again); err != nil {
		return err
	}
	whole, err := p.site.FinishLists(again)
	if err != nil {
		return err
	}
	if err := p.site.Finish(again); err != nil {
		return err
	}
	p.recall.keepWhole(p, again, whole)
	return nil
}
