package site

import "tassei/generator/kpi"

// HomePage is the front page. It begins as the latest year's page does, and then
// has what belongs to all years: how they changed, what the plan promises, the list
// of all indicators as they stand now, and where to find what. The year's own page
// has the year's sections, corrections, files and words.
type HomePage struct {
	OverviewPage
	Latest Link    // the latest year's own page
	Places []Place // where to find what
	Search string  // href of the search page
}

// Place is a page to begin from, with what is found there.
type Place struct {
	Link Link
	Note string
}

func (l *language) home(i int, info *kpi.YearInfo, alt string) error {
	y := info.Year
	var p HomePage
	var changes []kpi.Change
	p.OverviewPage, changes = l.head("home", "index.html", i, info, alt)
	l.overviewList(&p.OverviewPage, y, changes)
	year := y.String() + "/index.html"
	p.Latest = Link{Href: l.to(p.Path, year), Text: l.Say("home.latest", "year", l.year(y))}
	p.Search = l.to(p.Path, "search.html")
	place := func(page, text, note string) {
		p.Places = append(p.Places, Place{Link{Href: l.to(p.Path, page), Text: text}, l.Say("home." + note)})
	}
	list := "all"
	if p.Large {
		list = "lists"
	}
	note := "all_note"
	if len(l.site.tallies[y].sections) == 0 {
		note = "all_note_plain"
	}
	place(year+"#"+list, l.Say("home.all", "year", l.year(y)), note)
	if note == "all_note" {
		place(year+"#sections", l.Say("home.sections"), "sections_note")
	}
	if p.Changes != nil {
		p.Places = append(p.Places, Place{Link{Href: l.to(p.Path, y.String()+"/changes.html"), Text: l.Say("nav.changes")}, l.Say("home.changes_note", "since", l.sinceLast(y))})
	}
	place(y.String()+"/print.html", l.Say("home.print"), "print_note")
	for _, name := range []string{"method", "data", "archive", "about"} {
		place(name+".html", l.Say("nav."+name), name+"_note")
	}
	return explained(l, l.pages.home, p.Path, &p)
}
