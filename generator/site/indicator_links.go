package site

import "tassei/generator/kpi"

func (l *language) sectionLinks(from string, y kpi.Year, ids []string) []Link {
	var links []Link
	for _, id := range ids {
		if sec := l.city.Section(id); sec != nil {
			name := l.phrase(sec.Name)
			links = append(links, Link{Href: l.to(from, y.String()+"/sections/"+id+".html"), Text: name.Text, Lang: name.Lang})
		}
	}
	return links
}

// viewLinks fills in where the page leads; beside are the rows of its sheet and year.
func (l *language) viewLinks(v *IndicatorView, from string, row *kpi.Row, rec *kpi.Record, beside []kpi.Row) {
	ind, home := row.Indicator, row.Year.String()+"/"
	v.Sections = l.sectionLinks(from, row.Year, row.Sections)
	v.NameRefers = l.indicatorLink(from, row.Year, ind.NameRefersTo, beside)
	if p := rec.ActionsSameAs; p.Indicator != "" {
		v.ActionsText, v.ActionsLink = l.phrase(p.Text), l.indicatorLink(from, row.Year, p.Indicator, beside)
	}
	for _, id := range l.site.measures[ind.ID] {
		if link := l.indicatorLink(from, row.Year, id, beside); link != nil {
			v.SameMeasure = append(v.SameMeasure, *link)
		}
	}
	if rec.Page > 0 {
		v.SourcePage = l.Say("source.page", "n", l.Number(itoa(rec.Page)))
	}
	v.SourceHref = l.sourceLink(from, row, rec.Page)
	if info := l.site.yearInfo(row.Year); info != nil {
		v.SourceName = l.phrase(info.Source.Name)
	}
	v.Arithmetic.SourceHref = v.SourceHref
	if l.city.IndicatorDownloads {
		data := "data/" + home + v.ID
		v.Downloads = l.chartLinks(v, from, row.Year)
		if l.embeds() {
			v.Downloads = append(v.Downloads, l.embedLinks(from, embedPath(row.Year, v.ID))...)
		}
		v.Downloads = append(v.Downloads,
			Link{Href: l.toFile(from, data+".csv"), Text: l.Say("download.row_csv")},
			Link{Href: l.toFile(from, data+".json"), Text: l.Say("download.row_json")})
	}
	if place, ok := l.site.place[ind.ID]; ok {
		v.Prev, v.Next = l.neighbour(from, row.Year, place, -1, beside), l.neighbour(from, row.Year, place, 1, beside)
	}
}

// embedLinks links to the page for frames in every language, the page's own first:
// who takes a frame for another site wants it in the language of that site.
func (l *language) embedLinks(from, path string) []Link {
	links := []Link{{Href: l.to(from, path), Text: l.Say("download.embed")}}
	for _, o := range l.site.languages {
		if o.Tag != l.Tag {
			links = append(links, Link{Href: o.to(from, path), Text: o.Say("download.embed"), Lang: o.Tag})
		}
	}
	return links
}

// indicatorLink links to another indicator of the same year, nil for none. It is named as
// that year had it where its row is among those known.
func (l *language) indicatorLink(from string, y kpi.Year, id kpi.ID, known []kpi.Row) *Link {
	ind := l.site.indicatorIn(known, id)
	if ind == nil || !l.site.in.Active(ind, y) {
		return nil
	}
	code := ind.Code
	if l.codeBeside(ind).Text == "" {
		code = "" // its label has it
	}
	link := l.coded(l.to(from, y.String()+"/"+string(id)+".html"), code, ind.Sheet, l.label(ind), l.phrase(ind.Name))
	return &link
}

// neighbour is the next indicator of the plan that has a page in the year.
func (l *language) neighbour(from string, y kpi.Year, place, step int, beside []kpi.Row) *Link {
	for i := place + step; i >= 0 && i < len(l.site.order); i += step {
		if link := l.indicatorLink(from, y, l.site.order[i], beside); link != nil {
			return link
		}
	}
	return nil
}
