package site

import (
	"bytes"
	"crypto/sha256"
	"html/template"
	"io"
	"slices"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// PrintPage is the whole year on paper. Its sheets are streamed between the
// two halves of the page, so that a year of any size takes little memory.
type PrintPage struct {
	Frame
	YearName string
	Intro    string
	Sheets   template.HTML // printMark, where the sheets go
	Links    []Link        // of a large year: the sheets, each a page of its own
}

// PrintSheet is one initiative on paper.
type PrintSheet struct {
	Lang     string
	ID       string
	Code     Phrase
	Name     Phrase
	Above    []Link // the nodes above it, from the top
	YearName string
	CityName Phrase
	Views    []IndicatorView

	// Of the node itself.
	Summary   Phrase
	Fields    []FieldView
	Grade     *GradeView
	Gradings  []GradingView
	Resources []ResourceView
}

// printPath is where a sheet is printed: with all others of its year, or on a
// page of its own where the year is large.
func printPath(y kpi.Year, sheet string, large bool) string {
	if large {
		return y.String() + "/print-" + sheet + ".html"
	}
	return y.String() + "/print.html"
}

// printMark stands in the page for the sheets. It cannot occur in a page
// otherwise, because data never holds an unescaped comment.
const printMark = "<!--sheets-->"

type printKey struct {
	year kpi.Year
	tag  string
}

// printSheet renders an initiative's part of the print page into a buffer. The print
// page lies beside the indicators' own, so that their links hold on it as they are.
func (l *language) printSheet(buf []byte, y kpi.YearSheet, views []IndicatorView) ([]byte, error) {
	of := &y.Initiative
	if len(views) == 0 && of.Summary.IsZero() && of.InCharge == nil && of.Fields == nil && of.Grade == "" && of.Gradings == nil && of.Resources == nil {
		return buf, nil
	}
	from := len(buf)
	buf, err := l.pages.sheet.Append(buf, &PrintSheet{
		Lang: l.Tag, ID: y.Initiative.Sheet, Code: l.codePhrase(y.Initiative.Code, y.Initiative.Sheet), Name: l.phrase(y.Initiative.Name),
		Above: l.above(l.prefix+printPath(y.Year, y.Initiative.Sheet, false), y.Year, &y.Initiative), YearName: l.fullYear(y.Year), CityName: l.phrase(l.city.Name), Views: views,
		Summary: l.phrase(of.Summary), Fields: l.ownFacts(of), Grade: l.grade(of.Grade), Gradings: l.gradings(of.Gradings), Resources: l.resources(of.Resources),
	})
	if err != nil {
		return buf, err
	}
	if l.glossary != nil {
		buf = l.glossary.explain(buf, from)
	}
	return append(buf[:from], l.directed(buf[from:], lang.RightToLeft(l.Tag))...), nil
}

// Print is an initiative's part of a print page.
type Print struct {
	Page   string // path of the print page
	HTML   []byte
	At     int64             // where in the page it stands, in bytes; set by Keep
	Length int64             // of HTML; set by Keep
	Sum    [sha256.Size]byte // of HTML

	year kpi.Year
	tag  string
}

// printPage is a print page on its way out.
type printPage struct {
	io.WriteCloser
	size int64
}

func (p *printPage) Write(b []byte) (int, error) {
	n, err := p.WriteCloser.Write(b)
	p.size += int64(n)
	return n, err
}

// KeepPrint appends an initiative's sheet to the year's print page, and begins the
// page with the first.
func (s *Site) KeepPrint(p *Print) error {
	if s.large[p.year] {
		return nil // it has a page of its own
	}
	l := s.languages[slices.IndexFunc(s.languages, func(l *language) bool { return l.Tag == p.tag })]
	out, err := s.printOf(l, p.year)
	if err != nil {
		return err
	}
	p.At, p.Length = out.size, int64(len(p.HTML))
	_, err = out.Write(p.HTML)
	return err
}

// printAlone writes the page of one sheet of a large year.
func (l *language) printAlone(y kpi.Year, of *kpi.Initiative, fragment []byte) error {
	path := printPath(y, of.Sheet, true)
	name, code := l.phrase(of.Name), l.plainCode(of.Code, of.Sheet)
	p := PrintPage{
		Frame:    l.sheetFrame("print", path, l.title(named(name.Text, code, l.Say("print.title", "year", l.year(y)))...), l.Say("print.description", "year", l.fullYear(y)), y),
		YearName: l.fullYear(y), Sheets: printMark,
	}
	l.crumbs(&p.Frame, l.yearLink(p.Path, y), l.nodeLink(p.Path, y, of), Link{Text: l.Say("nav.print")})
	around, all := l.site.buffers.Get().(*[]byte), l.site.buffers.Get().(*[]byte)
	defer l.site.buffers.Put(around)
	defer l.site.buffers.Put(all)
	out, err := l.pages.print.Append((*around)[:0], &p)
	if err != nil {
		return err
	}
	*around = out
	head, tail, _ := bytes.Cut(l.directed(out, false), []byte(printMark))
	*all = append(append(append((*all)[:0], head...), fragment...), tail...)
	return l.site.put(p.Path, *all)
}

func (s *Site) printOf(l *language, y kpi.Year) (*printPage, error) {
	key := printKey{y, l.Tag}
	if out := s.prints[key]; out != nil {
		return out, nil
	}
	head, _, err := l.printFrame(y)
	if err != nil {
		return nil, err
	}
	path := l.prefix + printPath(y, "", false)
	file, err := s.making(path).in.Output.Create(path)
	if err != nil {
		return nil, err
	}
	out := &printPage{WriteCloser: file}
	s.targets.makes(path)
	s.prints[key] = out
	_, err = out.Write(head)
	return out, err
}

// printFrame renders what stands before and after the sheets.
func (l *language) printFrame(y kpi.Year) (head, tail []byte, err error) {
	path := y.String() + "/print.html"
	p := PrintPage{
		Frame:    l.frame("print", path, l.title(l.Say("print.title", "year", l.year(y))), l.Say("print.description", "year", l.fullYear(y)), y),
		YearName: l.fullYear(y), Intro: l.Say("print.intro"), Sheets: printMark,
	}
	l.crumbs(&p.Frame, l.yearLink(p.Path, y), Link{Text: l.Say("nav.print")})
	if l.site.large[y] {
		p.Intro = l.Say("print.sheets")
		for _, of := range l.site.in.Initiatives {
			if l.site.has(of, y) {
				link := l.nodeLink(p.Path, y, of)
				link.Href = l.to(p.Path, printPath(y, of.Sheet, true))
				p.Links = append(p.Links, link)
			}
		}
	}
	whole, err := l.pages.print.Append(nil, &p)
	head, tail, _ = bytes.Cut(l.directed(whole, false), []byte(printMark))
	return head, tail, err
}

// closePrint writes the end of a print page. It is made only now, because the date
// of the data is known only when every sheet has been seen.
func (s *Site) closePrint(l *language, y kpi.Year) error {
	out, err := s.printOf(l, y)
	if err != nil {
		return err
	}
	_, tail, err := l.printFrame(y)
	if err != nil {
		return err
	}
	if _, err := out.Write(tail); err != nil {
		return err
	}
	return out.Close()
}
