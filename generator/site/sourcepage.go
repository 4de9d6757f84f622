package site

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/pattern"
)

// SourceText is a year's source document where it is a text, cut into lines.
type SourceText struct {
	Lines  []string
	Begins []int // the line, from 0, on which each page begins; nil where that is not known
}

// mostSource is up to how long a text has a page of its own; a longer one is only linked.
const mostSource = 300 << 10

// NewSourceText cuts a document's text. Its pages begin where the city says so, else after form feeds. It is nil for
// a text that is too long for a page.
func NewSourceText(text string, doc *kpi.SourceDocument) *SourceText {
	if len(text) > mostSource {
		return nil
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n")
	t := &SourceText{Lines: strings.Split(strings.TrimSuffix(text, "\n"), "\n")}
	fed := []int{0}
	for i, line := range t.Lines {
		if strings.Contains(line, "\f") {
			t.Lines[i] = strings.ReplaceAll(line, "\f", "")
			fed = append(fed, i)
		}
	}
	switch {
	case len(doc.PageLines) > 0 && doc.PageLines[len(doc.PageLines)-1] > len(t.Lines): // another text: where its pages begin is not known
	case len(doc.PageLines) > 0:
		for _, n := range doc.PageLines {
			t.Begins = append(t.Begins, n-1)
		}
	case len(fed) > 1:
		t.Begins = fed
		if last := len(fed) - 1; fed[last] == len(t.Lines)-1 && t.Lines[fed[last]] == "" { // a form feed ends the last page
			t.Begins = fed[:last]
		}
	}
	return t
}

// page gives the lines of a page, [from, to); all of them where it is not known where pages begin.
func (t *SourceText) page(n int) (from, to int, known bool) {
	if n < 1 || n > len(t.Begins) || t.Begins[n-1] >= len(t.Lines) {
		return 0, len(t.Lines), false
	}
	to = len(t.Lines)
	if n < len(t.Begins) {
		to = min(to, t.Begins[n])
	}
	return t.Begins[n-1], to, true
}

// spot is where one figure stands: a line, and the bytes in it.
type spot struct{ line, from, to int }

// span is within how many lines the figures of one indicator stand.
const span = 14

var numberInText = pattern.New(`[-−▲△]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?`)

// find looks for the figures of an indicator, each with the word that the sheet has for it, close together on its page.
// What stands in no place, or in several, is not found: no mark is better than one in the wrong place.
func (t *SourceText) find(page int, figures []sourceFigure) []spot {
	if len(figures) < 2 {
		return nil
	}
	from, to, _ := t.page(page)
	var best []spot
	spread, rivals := span, 0
	for start := from; start < to; start++ {
		spots := t.close(start, min(to, start+span), figures)
		if spots == nil || slices.Equal(spots, best) {
			continue
		}
		switch wide := extent(spots); {
		case wide < spread || best == nil:
			best, spread, rivals = spots, wide, 0
		case wide == spread:
			rivals++
		}
	}
	if rivals > 0 {
		return nil
	}
	return best
}

// extent is over how many lines spots are spread.
func extent(spots []spot) int {
	low, high := spots[0].line, spots[0].line
	for _, s := range spots {
		low, high = min(low, s.line), max(high, s.line)
	}
	return high - low
}

// close finds every figure between two lines, nil if one is missing.
func (t *SourceText) close(from, to int, figures []sourceFigure) []spot {
	var spots []spot
	for _, f := range figures {
		at := spot{line: -1}
		for i := from; i < to && at.line < 0; i++ {
			if !strings.Contains(t.Lines[i], f.label) {
				continue
			}
			rest := strings.Index(t.Lines[i], f.label) + len(f.label)
			if a, b, ok := f.in(t.Lines[i][rest:]); ok {
				at = spot{i, rest + a, rest + b}
			}
		}
		if at.line < 0 {
			return nil
		}
		spots = append(spots, at)
	}
	return spots
}

// sourceFigure is a figure as it may be printed: after its label, a number or words.
type sourceFigure struct{ label, value string }

// in finds the figure in the rest of a line; a number must be the first one there.
func (f sourceFigure) in(rest string) (from, to int, ok bool) {
	m := numberInText.FindStringIndex(rest)
	if m != nil && plainNumber(rest[m[0]:m[1]]) == f.value {
		return m[0], m[1], true
	}
	if i := strings.Index(rest, f.value); i >= 0 && !numberInText.MatchString(f.value) {
		return i, i + len(f.value), true
	}
	return 0, 0, false
}

func plainNumber(s string) string {
	return plainSigns.Replace(foldForSearch(s))
}

// sourceFigures are the figures that a sheet prints of an indicator, with the sheet's words for them.
func (l *language) sourceFigures(row *kpi.Row) []sourceFigure {
	first := l.site.languages[0]
	var list []sourceFigure
	add := func(label, value string) {
		if value != "" {
			list = append(list, sourceFigure{label, value})
		}
	}
	add(first.Say("table.achievement"), row.Published)
	for i, f := range []kpi.Figure{row.Target, row.Actual, row.Baseline} {
		label := first.Say([]string{"figure.target", "figure.actual", "figure.baseline"}[i])
		switch f.Kind {
		case kpi.Number:
			add(label, f.Value.String())
		case kpi.Words:
			add(label, first.words(f.Words))
		}
	}
	return list
}

// sourceLink leads to where an indicator's figures stand in the source: the figures, the page, the document.
func (l *language) sourceLink(from string, row *kpi.Row, page int) string {
	text := l.site.in.SourceTexts[row.Year]
	if text == nil {
		if path := l.site.in.Documents[row.Year]; path != "" {
			return l.toFile(from, path)
		}
		if info := l.site.yearInfo(row.Year); info != nil {
			return info.Source.URL
		}
		return ""
	}
	to := l.to(from, row.Year.String()+"/source.html")
	if page > 0 {
		if text.find(page, l.sourceFigures(row)) != nil {
			return to + "#" + string(row.Indicator.ID)
		}
		if _, _, known := text.page(page); known {
			return to + "#p" + itoa(page)
		}
	}
	return to
}

// SourcePage is the text that a year was taken from, page by page.
type SourcePage struct {
	Frame
	Heading  Phrase
	YearName string
	Original Link
	TextLang string
	Pages    []SourceSheet
	Read     string // how many indicators' figures are marked
}

// SourceSheet is one page of the document, or what stands before the first.
type SourceSheet struct {
	ID, Name string
	Lines    []SourceLine
}

// SourceLine is a line with its number and the figures in it.
type SourceLine struct {
	Number int
	Pieces []SourcePiece
}

// SourcePiece is a part of a line; one that an indicator was read from names it. The first of an indicator has its id.
type SourcePiece struct {
	Text string
	ID   string
	Of   *Link
}

func (l *language) sourcePage(info *kpi.YearInfo) error {
	y := info.Year
	text := l.site.in.SourceTexts[y]
	if text == nil {
		return nil
	}
	page := y.String() + "/source.html"
	name := l.phrase(info.Source.Name)
	p := SourcePage{Frame: l.frame("source", page, l.title(l.Say("source.title"), l.year(y)), l.Say("source.description", "city", l.cityName(), "year", l.year(y)), y),
		Heading: name, YearName: l.fullYear(y)}
	if l.Tag != l.first {
		p.TextLang = l.first
	}
	p.Original = Link{Href: p.SourceHref, Text: l.Say("source.original")}
	if doc := l.site.in.Documents[y]; doc != "" {
		p.Original.Href = l.toFile(p.Path, doc)
	}
	marks, read := map[int][]mark{}, 0
	rows := l.site.rows[y]
	for i := range rows {
		spots := text.find(rows[i].Page, l.sourceFigures(&rows[i]))
		if len(spots) > 0 {
			read++
		}
		for j, s := range spots {
			marks[s.line] = append(marks[s.line], mark{s, &rows[i], j == 0})
		}
	}
	p.Read = l.Count("source.read", read)
	if text.Begins == nil || text.Begins[0] > 0 {
		end := len(text.Lines)
		if text.Begins != nil {
			end = text.Begins[0]
		}
		p.Pages = append(p.Pages, SourceSheet{ID: "p0", Name: l.Say("source.before"), Lines: l.sourceLines(p.Path, text, 0, end, marks)})
	}
	for n := range text.Begins {
		if from, to, known := text.page(n + 1); known {
			p.Pages = append(p.Pages, SourceSheet{ID: "p" + itoa(n+1), Name: raised(l.Say("source.page", "n", l.Number(itoa(n+1)))), Lines: l.sourceLines(p.Path, text, from, to, marks)})
		}
	}
	l.crumbs(&p.Frame, l.yearLink(p.Path, y), Link{Text: l.Say("source.title")})
	return stream(l, l.pages.source, p.Path, &p)
}

// mark is a figure in a line that a row was read from.
type mark struct {
	spot
	row   *kpi.Row
	first bool
}

func (l *language) sourceLines(from string, text *SourceText, first, end int, marks map[int][]mark) []SourceLine {
	var lines []SourceLine
	for i := first; i < end; i++ {
		line, at := SourceLine{Number: i + 1}, 0
		for _, m := range marks[i] {
			if m.from < at {
				continue // two indicators read from the same figure: the first keeps it
			}
			if m.from > at {
				line.Pieces = append(line.Pieces, SourcePiece{Text: text.Lines[i][at:m.from]})
			}
			piece := SourcePiece{Text: text.Lines[i][m.from:m.to], Of: &Link{Href: l.to(from, m.row.Year.String()+"/"+string(m.row.Indicator.ID)+".html"), Text: l.fullLabel(m.row.Indicator)}}
			if m.first {
				piece.ID = string(m.row.Indicator.ID)
			}
			line.Pieces = append(line.Pieces, piece)
			at = m.to
		}
		if at < len(text.Lines[i]) {
			line.Pieces = append(line.Pieces, SourcePiece{Text: text.Lines[i][at:]})
		}
		lines = append(lines, line)
	}
	return lines
}

// plainSigns writes a number without groups, and its minus as a hyphen.
var plainSigns = strings.NewReplacer(",", "", "−", "-", "▲", "-", "△", "-")
