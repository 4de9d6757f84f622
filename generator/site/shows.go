package site

import "tassei/generator/layout"

// shows is what the layouts of a language show of an indicator and of its node.
// What takes long to make, and no layout shows, is not made.
type shows struct {
	chart, lensCharts, timeline, trend          bool // the drawings
	arithmetic, lenses, years, comment          bool
	quote                                       bool
	rows, rowCharts, sectionRows, sectionCharts bool // of the pages of initiatives and of sections
	search                                      bool // its index
}

// showing finds out what the layouts show, which is put off until somebody asks: a
// layout that was tried before is compiled no sooner. Charts that the city gives
// away as files are made for those.
func (l *language) showing() *shows {
	p := &l.pages
	pages := []func(string) bool{readsView(p.indicator), readsView(p.sheet), readsView(p.initiative)}
	if l.embeds() {
		pages = append(pages, readsView(p.embed))
	}
	view := func(fields ...string) bool {
		for _, field := range fields {
			for _, reads := range pages {
				if reads(field) {
					return true
				}
			}
		}
		return false
	}
	files := l.city.IndicatorDownloads
	s := &shows{
		chart: files || view("Chart", "Parts"), timeline: files || view("Timeline"), trend: files || view("Trend"),
		arithmetic: view("Arithmetic", "Reckoned"), years: files || view("Trend", "TrendRows", "Years", "TrendBaseless", "TrendRateless"),
		comment: view("Comment"), quote: view("Quote"),
		rowCharts: layout.Reads[InitiativePage](p.initiative, "Charts"), sectionCharts: layout.Reads[SectionPage](p.section, "Charts"),
		search: layout.Reads[SearchPage](p.search, "Index"),
	}
	s.lensCharts = files || view("Lenses") && (layout.Reads[Lens](p.indicator, "Chart") || layout.Reads[Lens](p.sheet, "Chart") || layout.Reads[Lens](p.initiative, "Chart"))
	s.lenses = s.lensCharts || view("Lenses", "LensSentence")
	s.rows = s.rowCharts || layout.Reads[InitiativePage](p.initiative, "Rows")
	s.sectionRows = s.sectionCharts || layout.Reads[SectionPage](p.section, "Rows") || layout.Reads[SectionPage](p.section, "Plain")
	return s
}

func readsView[T any](page *layout.Compiled[T]) func(field string) bool {
	return func(field string) bool { return layout.Reads[IndicatorView](page, field) }
}
