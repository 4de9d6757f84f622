package desk

import (
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// cellNote is a note (メモ) on a cell, or the first words of a thread of comments.
type cellNote struct{ cell, text string }

// threaded is what Excel writes before a thread of comments for programs that know
// notes alone.
var threaded = pattern.New(`(?s)^\[(?:Threaded comment|スレッド化されたコメント)\].*?\n(?:Comment|コメント)\s*[:：]\s*`)

// notes are the notes on the cells of a sheet. A workbook whose notes cannot be read is
// read without them: no figure stands in them.
func (x *workbookReader) notes(sheet string) (list []cellNote) {
	comments, err := x.file.GetComments(sheet)
	if err != nil {
		return nil
	}
	for _, c := range comments {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		text = threaded.ReplaceAllString(strings.ReplaceAll(text, "\r\n", "\n"), "")
		if text = oneLine(text); text != "" {
			list = append(list, cellNote{c.Cell, excerpt(text)})
		}
	}
	return list
}

// markForm is a grade by a mark: ◎, ○, A, B+. Alone it is no evaluation in words.
var markForm = pattern.New(`^[◎○〇◯●△▲×✕✖☓A-FS][+-]?$`)

func isMark(text string) bool { return markForm.MatchString(strings.ToUpper(lang.Fold(text))) }

// marked reports whether a column holds marks alone, at least one.
func (s looseSheet) marked(column, head int) bool {
	found := false
	for i := head; i < len(s.cells); i++ {
		text := s.say(i, column)
		if s.covered[[2]int{i, column}] {
			continue // of a heading over all columns
		}
		if text != "" && !isMark(text) {
			return false
		}
		found = found || text != ""
	}
	return found
}

// sumRow is a name that stands for no indicator: 合計, （参考）全国平均, total.
var sumRow = pattern.New(`^[（(【\[]?(参考|再掲)[）)】\]：:\s]|` +
	`^[（(【\[]?(小計|合計|総計|総合計|計|平均|平均値|.{0,4}(全国|国|全県|県|県内|都道府県|市町村|類似団体|類似都市)の?平均値?|` +
	`(sub|grand )?total|sum|average|mean|(national|prefectural) average)[）)】\]]?$`)

// sums tells the rows of a table that look like its totals, or like something to compare
// with. They are read like all others: some plans have such an indicator.
func (p *proposer) sums(s looseSheet, t proposed) {
	for letter, m := range t.cells {
		if m.key != "name" {
			continue
		}
		j := s.columnOf(letter, t.head)
		for i := t.head; j >= 0 && i < len(s.cells); i++ {
			if text := s.say(i, j); !s.covered[[2]int{i, j}] && sumRow.MatchString(strings.ToLower(lang.Fold(text))) {
				p.tell(s, i, j, "sum", "text", excerpt(text))
			}
		}
	}
}
