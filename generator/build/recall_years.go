package build

import (
	"strings"

	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/site"
	"tassei/generator/source"
)

// A comment belongs to one year. What is drawn of a year knows of other years only
// their figures and the records before its own (site.trendsOf, kpi.Record.Before),
// so that where nothing but comments changed, the years before the first of them
// stand as they are. The latest year is always drawn: the search wants all of it.

// earlier are the years of sheet i that need not be drawn again, with their files
// in the new tree; nil where all are.
func (r *recaller) earlier(i int, shown []kpi.YearInfo) *site.Earlier {
	if r == nil || !r.shared {
		return nil
	}
	was := r.byName[r.src.Initiatives()[i].Sheet]
	until := min(r.firstCommented(i), site.Latest(shown))
	if was == nil || was.Parts == nil || until == 0 || !r.intactPrints(was) {
		return nil
	}
	before := &site.Earlier{Until: until, Lists: &site.Lists{}}
	text := r.payload(was.part(site.ListsPart))
	if text == nil || freeze.Thaw(text, before.Lists) != nil {
		return nil
	}
	for _, p := range was.Prints {
		if p.Year() >= until {
			continue
		}
		if p.Length > 0 {
			var err error
			if p.HTML, err = r.tree.part(p.Page, p.At, p.Length); err != nil {
				return nil
			}
		}
		before.Prints = append(before.Prints, p)
	}
	files := before.Lists.Earlier(until)
	if len(files) == 0 || !r.keepFiles(strings.Join(files, "\n")+"\n") {
		return nil
	}
	return before
}

// firstCommented is the first year of which a comment of sheet i has changed, 0
// where none has, or something else.
func (r *recaller) firstCommented(i int) (first kpi.Year) {
	for _, path := range r.src.Own(i) {
		was, is := r.before.find(path), r.inputs.find(path)
		switch {
		case was == nil || is == nil:
			return 0
		case was.Sum == is.Sum:
			continue
		case !strings.HasPrefix(path, "content/"):
			return 0
		}
		if y := source.YearOf(path); first == 0 || y < first {
			first = y
		}
	}
	return first
}
