package site

import (
	"iter"
	"slices"
	"strings"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/lang"
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
	chartReadings = "readings"
)

const (
	fileWidth    = 720
	tallyNames   = 240
	journeyWidth = 960
	journeyNames = 340
	journeyRows  = 400 // of a picture in sheets; who has more wants the initiatives' own
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
	lead := v.Finding.Line(l.Say("sentence.separator")) + l.Say("sentence.separator") + l.caveat(row, v)
	source := l.chartSource(row.Year, v.SourcePage)
	if l.site.shared() {
		source += " " + l.city.BaseURL + l.prefix + row.Year.String() + "/" + v.ID + ".html"
	}
	for _, f := range v.files {
		file := chart.File{Lang: l.Tag, Title: v.Name.Text, Lead: lead, Label: f.label, Source: source, Width: fileWidth}
		if err := l.writeChart(f.path(row.Year, v.ID), file, f.panels); err != nil {
			return err
		}
	}
	v.files = nil
	return nil
}

// chartSource says whence the numbers of a chart are.
func (l *language) chartSource(y kpi.Year, page string) string {
	city, info := l.words(l.city.Name), l.site.yearInfo(y)
	if info == nil || info.Source.Name.IsZero() {
		return l.Say("chart.source_plain", "city", l.cityName(), "year", l.year(y))
	}
	source := l.words(info.Source.Name)
	if page == "" {
		return l.Say("chart.source_year", "source", source, "city", city, "year", l.year(y))
	}
	return l.Say("chart.source", "source", source, "city", city, "year", l.year(y), "page", page)
}

// chartLinks links to the files of an indicator's charts.
func (l *language) chartLinks(v *IndicatorView, from string, y kpi.Year) []Link {
	var links []Link
	for _, f := range v.files {
		text := l.Say("download.chart")
		switch {
		case f.kind == chartMain && v.Baseless:
			text = l.Say("download.chart_baseless")
		case f.kind != chartMain:
			text = l.Say("download.chart_" + f.kind)
		}
		links = append(links, Link{Href: l.to(from, f.path(y, v.ID)), Text: text})
	}
	return links
}

// yearCharts writes the tally and the picture of all achievements as files. It
// gives their paths in the language's folder.
func (l *language) yearCharts(info kpi.YearInfo) ([]chartPath, error) {
	y, tally, words := info.Year, l.site.tallies[info.Year].all, "overview.title"
	if l.city.PrintsNoRate() {
		words = "overview.title_rateless"
	}
	file := chart.File{Lang: l.Tag, Title: l.Say(words, "year", l.fullYear(y)), Lead: l.yearFinding(tally).Line(), Source: l.chartSource(y, ""), Width: fileWidth, Names: tallyNames}
	path := y.String() + "/tally.svg"
	made := []chartPath{{path, l.Say("download.tally")}}
	if err := l.writeChart(path, file, l.tallyPanels(tally)); err != nil {
		return nil, err
	}
	if tally.Total > journeyRows || l.city.PrintsNoRate() {
		return made, nil
	}
	file.Label = l.Count("list.title", tally.Total)
	sheets, err := l.journeyCharts(y.String()+"/journey", "download.journey", file, l.journeyGroups(y))
	return append(made, sheets...), err
}

// listCharts writes the picture of a list of indicators as files, and links to
// them.
func (l *language) listCharts(from, stem, title, lead string, y kpi.Year, rows []RowView) ([]Link, error) {
	if l.city.PrintsNoRate() || len(rows) > journeyRows { // the picture is one of rates
		return nil, nil
	}
	file := chart.File{Lang: l.Tag, Title: title, Lead: lead, Source: l.chartSource(y, "")}
	group := make([]chart.Panel, 0, len(rows))
	for i := range rows {
		group = append(group, l.lanePanel(rows[i].of))
	}
	made, err := l.journeyCharts(stem, "download.list_journey", file, slices.Values([][]chart.Panel{group}))
	return l.chartPathLinks(from, made), err
}

// chartPath is a file in the language's folder, and what a link to it says.
type chartPath struct{ path, text string }

func (l *language) chartPathLinks(from string, paths []chartPath) []Link {
	return each(paths, func(p chartPath) Link { return Link{Href: l.to(from, p.path), Text: p.text} })
}

// journeyCharts writes lanes on as many sheets as they take.
func (l *language) journeyCharts(stem, key string, file chart.File, groups iter.Seq[[]chart.Panel]) ([]chartPath, error) {
	file.Width, file.Names = journeyWidth, journeyNames
	head := []chart.Panel{{Text: l.Say("list.key")}, {Name: l.Say("list.unit"), Drawing: l.axis()}}
	sheets := slices.Collect(file.Sheets(head, groups))
	var made []chartPath
	title := file.Title
	for i, panels := range sheets {
		path, text := stem+".svg", l.Say(key)
		if len(sheets) > 1 {
			part := l.Say("download.part", "n", l.Number(itoa(i+1)), "of", l.Number(itoa(len(sheets))))
			file.Title, text = title+" "+part, text+" "+part
		}
		if i > 0 {
			path = stem + "-" + itoa(i+1) + ".svg"
		}
		if err := l.writeChart(path, file, panels); err != nil {
			return nil, err
		}
		made = append(made, chartPath{path, text})
	}
	return made, nil
}

func (l *language) writeChart(path string, file chart.File, panels []chart.Panel) error {
	buf := drawings.Get().(*[]byte)
	defer drawings.Put(buf)
	*buf = file.Append((*buf)[:0], panels...)
	return l.site.put(l.prefix+path, l.directed(*buf, lang.RightToLeft(l.Tag)))
}

func (l *language) tallyPanels(t kpi.Tally) []chart.Panel {
	var panels []chart.Panel
	bands := l.bands(t)
	for i, b := range bands {
		panels = append(panels, chart.Panel{Name: strings.TrimSpace(b.Name + " " + b.Range), Figure: b.Count, Drawing: l.tallyDrawing(bands, i)})
	}
	return panels
}

// journeyGroups are the rows of the year's picture, an initiative at a time.
func (l *language) journeyGroups(y kpi.Year) iter.Seq[[]chart.Panel] {
	return func(yield func([]chart.Panel) bool) {
		for _, in := range l.site.names[y] {
			if in.first == in.last {
				continue
			}
			name := joined(l.plainCode(in.initiative.Code, in.initiative.Sheet), l.words(in.initiative.Name))
			group := []chart.Panel{{Name: name, Strong: true, Drawing: groupLane}}
			for j := in.first; j < in.last; j++ {
				group = append(group, l.lanePanel(&l.site.rows[y][j]))
			}
			if !yield(group) {
				return
			}
		}
	}
}

func (l *language) lanePanel(r *kpi.Row) chart.Panel {
	lane := l.laneDrawing(r)
	p := chart.Panel{Name: l.label(r.Indicator) + " " + l.words(r.Indicator.Name), Band: &lane.Band, Drawing: lane}
	for _, f := range r.Flags {
		p.Name += l.Say("list.separator") + flagSigns[f] + " " + l.Say("flag."+string(f))
	}
	if r.Exact != nil {
		p.Figure = l.Plain(r.Shown())
	}
	return p
}
