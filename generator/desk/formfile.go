package desk

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// formTop is how many rows stand above the headings of a form: its title, the
// day on which it is wanted, what is asked.
const formTop = 3

// paperA4 is the number of A4 in a workbook.
const paperA4 = 9

// formFile is a form being written.
type formFile struct {
	*xlsx
	form                       *form
	titleStyle, dueStyle, lead int
	blank                      int // of cells to be filled in
}

func (x *formFile) formStyles() {
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	line := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: "767676", Style: 1})
	}
	x.titleStyle = x.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}})
	x.dueStyle = x.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 12, Color: "9C0006"}})
	x.lead = x.style(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	x.head = x.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrap, Border: line})
	x.fixed = x.style(&excelize.Style{Alignment: wrap, Border: line, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fixedGround}}})
	x.blank = x.style(&excelize.Style{Alignment: wrap, Border: line, Protection: &excelize.Protection{Locked: false},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{formGround}}})
	x.free = x.fixed // but for what is asked
}

// title names the form: 令和７年度 評価の記入表（企画係）
func (x *formFile) title() string {
	d := &draft{city: x.city, tag: x.tag}
	section := wordsOf(x.city).say(x.tag, "no section")
	if s := x.city.Section(x.form.section); s != nil {
		section = x.text(s.Name)
	}
	return say(x.tag, "form title", "year", d.fiscalYear(x.year), "section", section)
}

func (x *formFile) text(t lang.Text) string { return x.book.text(t) }

// wanted is the line that tells the day.
func (x *formFile) wanted() string {
	if x.form.due == "" {
		return ""
	}
	return say(x.tag, "form due", "day", day(x.tag, x.form.due))
}

// intro is the first sheet: what is asked, in a few lines.
func (x *formFile) intro() {
	name := say(x.tag, "table intro")
	x.note(x.file.SetSheetName("Sheet1", name))
	x.note(x.file.SetColWidth(name, "A", "A", 100))
	contact := x.text(x.city.Contact.Text)
	lines := []string{x.title(), x.wanted(), ""}
	for _, key := range numbered("form step") {
		lines = append(lines, say(x.tag, key, "n", itoa(x.form.indicators)))
	}
	if contact != "" {
		lines = append(lines, "", say(x.tag, "form contact", "contact", contact))
	}
	body := x.style(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	for i, s := range lines {
		x.xlsx.text(name, 1, i+1, s)
		x.range1(name, 1, i+1, i+1, []int{x.titleStyle, x.dueStyle, body}[min(i, 2)])
		if i > 1 {
			x.note(x.file.SetRowHeight(name, i+1, float64(linesOf(s, 100))*lineHeight+3))
		}
	}
	x.page(name, "portrait")
}

// dress gives a sheet its top, its blanks and its paper.
func (x *formFile) dress(name string, t *table) {
	first := 1 // the first column that is seen
	for first <= len(t.columns) && t.columns[first-1].hidden {
		first++
	}
	for i, s := range []string{x.title(), x.wanted(), say(x.tag, "form ask "+t.key)} {
		x.xlsx.text(name, first, i+1, s)
		x.range1(name, first, i+1, i+1, []int{x.titleStyle, x.dueStyle, x.lead}[i])
	}
	for j, r := range t.rows {
		for i, c := range t.columns {
			if t.asked(c, r) {
				x.range1(name, i+1, x.top+j+2, x.top+j+2, x.blank)
			}
		}
	}
	x.heights(name, t)
	x.page(name, "landscape")
	x.note(x.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", name, x.top+1, x.top+1), Scope: name}))
}

// lineHeight is that of a line in points; tallest is what a workbook allows.
const (
	lineHeight = 15.0
	tallest    = 405.0
)

// heights gives each row room for its text: not every program grows rows by
// itself when a file is opened. Where prose is asked for there is room to write.
func (x *formFile) heights(name string, t *table) {
	least := map[string]int{"comments": 8, "figures": 2}[t.key]
	for j := -1; j < len(t.rows); j++ {
		lines := max(1, least)
		for i, c := range t.columns {
			switch {
			case c.hidden || c.key == copyKey:
			case j < 0:
				lines = max(lines, linesOf(c.heading(x.tag, x.first), c.width))
			default:
				lines = max(lines, linesOf(t.rows[j].cells[i], c.width))
			}
		}
		if j < 0 {
			lines = min(lines, 3)
		}
		x.note(x.file.SetRowHeight(name, x.top+j+2, min(float64(lines)*lineHeight+3, tallest)))
	}
}

// linesOf is about how many lines a text takes in a column.
func linesOf(s string, width float64) int {
	n := 0
	for _, line := range strings.Split(s, "\n") {
		wide := 0.0
		for _, r := range line {
			if wide++; r >= 0x1100 {
				wide++
			}
		}
		n += max(1, int(math.Ceil(wide*1.1/width)))
	}
	return n
}

// page sets a sheet up for A4, as wide as the paper.
func (x *formFile) page(name, orientation string) {
	size, wide, tall, fit := paperA4, 1, 0, true
	x.note(x.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}))
	x.note(x.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	margin := 0.4
	x.note(x.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin}))
	x.note(x.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}))
}

// protect locks a sheet but for its blanks. There is no password: it keeps
// from slips, not from people.
func (x *formFile) protect(name string) {
	x.note(x.file.ProtectSheet(name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatRows: true, FormatColumns: true, FormatCells: true,
	}))
}

// reasons offers the reasons for a missing value, and the words of what is done
// or not, where figures are asked for. A number may be typed all the same.
func (x *formFile) reasons(t *table) {
	from := x.codeColumns["reason"]
	if t.key != "figures" || from == "" {
		return
	}
	name := say(x.tag, "table figures")
	for i, c := range t.columns {
		if c.key != "baseline" && c.key != "target" && c.key != "actual" {
			continue
		}
		for j, r := range t.rows {
			if !t.asked(c, r) {
				continue
			}
			v := excelize.NewDataValidation(true)
			v.Sqref = x.name(i+1, x.top+j+2)
			if words := x.doneWords(r.record); len(words) > 0 && r.part == nil {
				x.note(v.SetDropList(words))
			} else {
				v.SetSqrefDropList(from)
			}
			v.ShowErrorMessage = false
			v.SetInput(x.form.labelOf(&table{}, r.record, r.part, ""), say(x.tag, "form prompt "+promptOf(r), "unit", x.text(r.unit())))
			cutPrompt(v)
			x.note(x.file.AddDataValidation(name, v))
		}
	}
}

// promptOf is what is said of a figure when its cell is chosen.
func promptOf(r *row) string {
	switch {
	case r.part == nil && r.record.Indicator.Measured == kpi.ByDone:
		return "done"
	case r.unit().IsZero():
		return "number"
	}
	return "unit"
}

// cutPrompt keeps a prompt within what workbooks allow: 32 and 255 characters.
func cutPrompt(v *excelize.DataValidation) {
	for s, n := range map[*string]int{v.PromptTitle: 32, v.Prompt: 255} {
		if s != nil {
			*s = cut(*s, n)
		}
	}
}

// doneWords are what an indicator that is done or not can say, from this year's
// figures and those before.
func (x *formFile) doneWords(rec *kpi.Record) []string {
	if rec.Indicator.Measured != kpi.ByDone {
		return nil
	}
	var list []string
	for r := rec; r != nil; r = r.Before {
		for _, f := range []kpi.Figure{r.Actual, r.Target, r.Baseline} {
			s := x.figureText(f)
			if f.Kind != kpi.Words || slices.Contains(list, s) || len(s) > 80 || strings.ContainsRune(s, ',') || len(list) > 4 {
				continue
			}
			list = append(list, s)
		}
	}
	return list
}

// eraOf is a day's era and its year in it.
func eraOf(d time.Time) (string, string) {
	era, n := lang.EraOfDay(d.Year(), int(d.Month()), d.Day())
	if n == 1 {
		return era, "元"
	}
	return era, itoa(n)
}
