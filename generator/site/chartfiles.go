package site

import (
	"iter"

	"tassei/generator/chart"
	"tassei/generator/kpi"
)

// chartFile is a figure of an indicator's page as a file that prints by itself.
// Its kind is a word in the file's name and in the messages.
type chartFile struct {
	kind, label string
	panels      []chart.Panel
}

// The kinds of an indicator's files; the main one has the indicator's own name.
const (
	chartMain     = ""
	chartLenses   = "lenses"
	chartTimeline = "timeline"
	chartTrend    = "trend"
)

const (
	fileWidth = 720
	yearWidth = 960
	yearNames = 340 // for the names of indicators, left of the lanes
)

// keeper draws what a page shows and keeps it for the files, so that nothing is
// drawn twice. Where the city wants no files it only draws.
type keeper struct{ v *IndicatorView }

func (l *language) keeper(v *IndicatorView) keeper {
	if !l.city.IndicatorDownloads {
		v = nil
	}
	return keeper{v}
}

// draw draws a panel's drawing for the page, and keeps the panel.
func (k keeper) draw(kind, label string, p chart.Panel) chartView {
	if p.Drawing == nil {
		k.add(kind, p)
		return chartView{}
	}
	if k.v == nil {
		return draw(p.Drawing)
	}
	prepared, ok := p.Drawing.(*chart.Prepared)
	if !ok {
		prepared = chart.Prepare(p.Drawing)
	}
	p.Drawing = prepared
	k.add(kind, p)
	k.v.files[len(k.v.files)-1].label = label
	return draw(prepared)
}

// add keeps a panel, after others of its kind.
func (k keeper) add(kind string, p chart.Panel) {
	if k.v == nil {
		return
	}
	if n := len(k.v.files); n == 0 || k.v.files[n-1].kind != kind {
		k.v.files = append(k.v.files, chartFile{kind: kind})
	}
	last := &k.v.files[len(k.v.files)-1]
	last.panels = append(last.panels, p)
}

// path is where the file lies beside the indicator's page.
func (f chartFile) path(y kpi.Year, id string) string {
	if f.kind != chartMain {
		id += "-" + f.kind
	}
	return y.String() + "/" + id + ".svg"
}

// chartFiles writes an indicator's charts as files, and lets them go.
func (l *language) chartFiles(row *kpi.Row, v *IndicatorView) error {
	buf := drawings.Get().(*[]byte)
	defer drawings.Put(buf)
	for _, f := range v.files {
		file := chart.File{Lang: l.Tag, Title: v.Name.Text, Lead: v.Finding.Line(l.Say("sentence.separator")), Label: f.label, Source: l.chartSource(row.Year, v.SourcePage), Width: fileWidth}
		path := l.prefix + f.path(row.Year, v.ID)
		l.site.targets.makes(path)
		*buf = file.Append((*buf)[:0], f.panels...)
		if err := l.site.in.Output.Write(path, *buf); err != nil {
			return err
		}
	}
	v.files = nil
	return nil
}

// chartSource says whence the numbers of a chart are.
func (l *language) chartSource(y kpi.Year, page string) string {
	city := l.words(l.city.Name)
	if page == "" {
		return l.Say("chart.source_year", "city", city, "year", l.year(y))
	}
	return l.Say("chart.source", "city", city, "year", l.year(y), "page", page)
}

// chartLinks links to the files of an indicator's charts.
func (l *language) chartLinks(v *IndicatorView, from string, y kpi.Year) []Link {
	var links []Link
	for _, f := range v.files {
		key := "download.chart"
		if f.kind != chartMain {
			key += "_" + f.kind
		}
		links = append(links, Link{Href: l.to(from, f.path(y, v.ID)), Text: l.Say(key)})
	}
	return links
}

// yearChartLinks links to the files of yearCharts.
func (l *language) yearChartLinks(from string, y kpi.Year) []Link {
	return []Link{
		{Href: l.to(from, y.String()+"/tally.svg"), Text: l.Say("download.tally")},
		{Href: l.to(from, y.String()+"/journey.svg"), Text: l.Say("download.journey")},
	}
}

// yearCharts writes the tally and the picture of all achievements as files.
func (l *language) yearCharts(info kpi.YearInfo) error {
	y, tally := info.Year, l.site.tallies[info.Year].all
	file := chart.File{Lang: l.Tag, Title: l.Say("overview.title", "year", l.fullYear(y)), Lead: l.yearFinding(tally).Line(), Source: l.chartSource(y, ""), Width: fileWidth, Names: 240}
	if err := l.yearChart(y.String()+"/tally.svg", file, l.tallyPanels(tally)); err != nil {
		return err
	}
	file.Label, file.Width, file.Names = l.Count("journey.title", tally.Total), yearWidth, yearNames
	return l.yearChart(y.String()+"/journey.svg", file, l.journeyPanels(y))
}

func (l *language) yearChart(path string, file chart.File, panels iter.Seq[chart.Panel]) error {
	out, err := l.site.in.Output.Create(l.prefix + path)
	if err != nil {
		return err
	}
	if err := file.Write(out, panels); err != nil {
		out.Close()
		return err
	}
	l.site.targets.makes(l.prefix + path)
	return out.Close()
}

func (l *language) tallyPanels(t kpi.Tally) iter.Seq[chart.Panel] {
	return func(yield func(chart.Panel) bool) {
		bands := l.bands(t)
		for i, b := range bands {
			if !yield(chart.Panel{Name: b.Name + " " + b.Range, Figure: b.Count, Drawing: l.tallyDrawing(bands, i, t)}) {
				return
			}
		}
	}
}

// journeyPanels are the rows of the picture, as the overview has them.
func (l *language) journeyPanels(y kpi.Year) iter.Seq[chart.Panel] {
	return func(yield func(chart.Panel) bool) {
		if !yield(chart.Panel{Name: l.Say("journey.unit"), Drawing: l.axis()}) {
			return
		}
		rows, foldSaid := l.site.rows[y], false
		for _, in := range l.site.names[y] {
			if in.first == in.last {
				continue
			}
			name := l.code(in.initiative.Code, in.initiative.Sheet) + " " + l.words(in.initiative.Name)
			if !yield(chart.Panel{Name: name, Strong: true, Drawing: groupLane}) {
				return
			}
			for j := in.first; j < in.last; j++ {
				r := &rows[j]
				fold := !foldSaid && l.turns(r) > 0
				foldSaid = foldSaid || fold
				lane := l.laneDrawing(r, fold)
				p := chart.Panel{Name: l.label(r.Indicator) + " " + l.words(r.Indicator.Name), Band: &lane.Band, Drawing: lane, Aside: l.laneAside(r, lane)}
				if r.Exact != nil {
					p.Figure = l.Plain(r.Shown())
				}
				if !yield(p) {
					return
				}
			}
		}
		yield(chart.Panel{Text: l.Say("journey.key")})
	}
}
