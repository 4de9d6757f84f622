package desk

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// What stands in a workbook of ours beside what is read: people write their remarks where there is room. It is never
// taken over, and is told, so that nothing that somebody wrote is lost in silence.

// notice tells of a cell without keeping it from being taken over.
func (in *importer) notice(row, column int, r *refusal) {
	r.sections = wordsOf(in.city)
	in.out.Notices = append(in.out.Notices, CellProblem{in.g.place(row, column), r})
}

// beside tells of the notes on a sheet's cells, the texts above its table, and its columns that are none of ours.
func (in *importer) beside(s *sheet, head int) {
	for _, n := range in.g.notes {
		row, column := n.place()
		in.notice(row, column, refuse("note", "text", n.text))
	}
	label, form := s.told["label"]
	for i := range in.g.cells[:head] {
		for j, c := range in.g.cells[i] {
			if form && j == label {
				continue // the title of a form, and what it asks
			}
			in.outside(i, j, c)
		}
	}
	for j := range in.g.width() {
		if !in.ours(s, head, j) {
			in.ownColumn(head, j)
		}
	}
}

// ours reports whether a column of a sheet is one that was exported.
func (in *importer) ours(s *sheet, head, j int) bool {
	heading := in.g.at(head, j).text
	return in.isTold(heading) || slices.ContainsFunc(s.columns, func(c column) bool { return c.headed(heading, in.first) })
}

// ownColumn tells of a column that somebody added: by its heading where it has one, else by its first cell.
func (in *importer) ownColumn(head, j int) {
	for i := head + 1; i < len(in.g.cells); i++ {
		c := in.g.at(i, j)
		if strings.TrimSpace(c.text) == "" {
			continue
		}
		if heading := oneLine(in.g.at(head, j).text); heading != "" {
			in.notice(head, j, refuse("own column", "text", excerpt(heading)))
			return
		}
		in.outside(i, j, c)
	}
}

// outside tells of a cell that says something where nothing is asked.
func (in *importer) outside(row, column int, c gridCell) {
	if text := oneLine(c.written()); text != "" {
		in.notice(row, column, refuse("outside", "text", excerpt(text)))
	}
}

// unreadSheets tells of the sheets with something in them that somebody put into a workbook of ours.
func (in *importer) unreadSheets(grids []grid, known map[string]bool, read map[int]bool) {
	for i, g := range grids {
		standing := slices.ContainsFunc([]string{"table intro", "table codes"}, func(key string) bool { return g.name == say("ja", key) || g.name == say("en", key) })
		if known[g.file] && !read[i] && !standing && !g.blank() {
			in.g = g
			in.notice(0, 0, refuse("foreign sheet"))
		}
	}
}

// listOfCodes reports whether a file is the sheet of codes, saved by itself as all sheets of a
// workbook are that become CSV, and tells that it is not read.
func (in *importer) listOfCodes(file string, grids []grid) bool {
	for _, g := range grids {
		for _, tag := range []string{"ja", "en"} {
			heads := func(key string) bool {
				return len(g.cells) > 0 && slices.ContainsFunc(g.cells[0], func(c gridCell) bool { return strings.TrimSpace(c.text) == say(tag, key) })
			}
			if g.file == file && heads("column kind") && heads("column direction") && heads("column reason") && heads("column how") {
				in.g = g
				in.notice(0, 0, refuse("codes"))
				return true
			}
		}
	}
	return false
}

// attachmentForm is an evaluation that says nothing but where to read it.
var attachmentForm = pattern.New(`^[(※\s]*(?:(?:別紙|別添|別表|別シート)(?:資料)?[\s0-9()-]*(?:を?ご?参照|の?とおり|の?通り|に記載.{0,6}|に?よる)?|(?:別途|添付)[^。、,]{0,12}(?:参照|とおり|通り)|(?:see|as per) (?:the )?(?:attached|attachment|annex|appendix|enclosed)[^.,]{0,20})[)。.\s]*$`)

// elsewhere reports whether a text only says where to read on.
func elsewhere(text string) bool {
	return attachmentForm.MatchString(strings.ToLower(strings.TrimSpace(lang.Fold(text))))
}

// aside tells what should be looked at of a cell that is taken over.
func (in *importer) aside(k *claim) {
	if k.g.unseen.covers(k.row, k.column) {
		in.g = k.g
		in.notice(k.row, k.column, refuse("hidden"))
	}
	if k.cell.colours.marked() {
		in.coloured.add(k.place())
	}
	if elsewhere(k.now) {
		in.g = k.g
		in.notice(k.row, k.column, refuse("attachment", "text", excerpt(oneLine(k.now))))
	}
}

// remark tells what stands in a row of no indicator that fills in nothing, such as a remark below the table.
func (in *importer) remark(s *sheet) {
	for j, c := range in.g.cells[in.row] {
		if in.ours(s, s.head, j) {
			in.outside(in.row, j, c)
		}
	}
}

// place is where a note stands in its sheet.
func (n cellNote) place() (row, column int) {
	column, row, _ = excelize.CellNameToCoordinates(n.cell)
	return row - 1, column - 1
}
