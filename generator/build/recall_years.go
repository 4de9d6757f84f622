package build

import (
	"bytes"
	"strings"

	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/opendata"
	"tassei/generator/site"
	"tassei/generator/source"
)

// A comment belongs to one year. What is drawn of a year knows of other years only
// their figures and the records before its own (site.trendsOf, kpi.Record.Before),
// so that where nothing but comments changed, the years before the first of them
// stand as they are, and so do their open data. The latest year is always drawn: the search wants all of it.

// earlierYears are the years of a sheet before the first that has another comment.
type earlierYears struct {
	site.Earlier
	files string       // of their open data, a line each
	parts []partRecord // what their open data want of the sheet
	long  []byte       // lines of the observations of all years: figures, and no comment
}

// earlier are the years of sheet i that need not be drawn again, with their files
// in the new tree; nil where all are.
func (r *recaller) earlier(i int, shown []kpi.YearInfo) *earlierYears {
	if r == nil || !r.shared {
		return nil
	}
	was := r.byName[r.src.Initiatives()[i].Sheet]
	until := min(r.firstCommented(i), site.Latest(shown))
	if was == nil || was.Parts == nil || until == 0 || !r.intactPrints(was) {
		return nil
	}
	before := &earlierYears{Earlier: site.Earlier{Until: until, Lists: &site.Lists{}}}
	text, long := r.payload(was.part(site.ListsPart)), was.part(longPart)
	if text == nil || freeze.Thaw(text, before.Lists) != nil {
		return nil
	}
	if before.long = r.payload(long); before.long == nil {
		return nil
	}
	before.long = bytes.Clone(before.long)
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
	if len(files) == 0 || !before.take(was, shown, files) || !r.keepFiles(strings.Join(files, "\n")+"\n"+before.files) {
		return nil
	}
	return before
}

// has reports whether a year is one of them.
func (e *earlierYears) has(y kpi.Year) bool { return e != nil && y < e.Until }

// take takes what the open data of the years want over from the record of the sheet, of
// which pages are the other files of these years.
func (e *earlierYears) take(was *sheetRecord, shown []kpi.YearInfo, pages []string) bool {
	drawn := map[string]bool{}
	for _, path := range pages {
		drawn[path] = true
	}
	for _, info := range shown {
		if info.Year >= e.Until {
			continue
		}
		for _, name := range []string{tablesPart(info.Year), dataPart(info.Year)} {
			part := was.part(name)
			if part == nil {
				return false
			}
			e.parts = append(e.parts, *part)
		}
		for line := range strings.Lines(was.Files) {
			if strings.HasPrefix(line, opendata.Dir(info.Year)) && !drawn[strings.TrimSuffix(line, "\n")] {
				e.files += line
			}
		}
	}
	return true
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
