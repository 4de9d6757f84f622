package desk

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// raised and lowered are the digits and signs that have a character of their own
// above or below the line: 10 with a raised 3 is 10³, and no 103.
var (
	raised  = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "(", "⁽", ")", "⁾")
	lowered = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉", "+", "₊", "-", "₋", "(", "₍", ")", "₎")
)

// richText is the text of a cell as a reader sees it: digits that are raised or
// lowered stay so, and what is struck out is told apart from what stands.
func (x *workbookReader) richText(c gridCell, sheet, at string) gridCell {
	runs := x.runs(sheet, at)
	if len(runs) < 2 && (len(runs) == 0 || runs[0].Font == nil) {
		return c
	}
	var text, struck strings.Builder
	for _, r := range runs {
		s := r.Text
		switch {
		case r.Font == nil:
		case r.Font.Strike:
			struck.WriteString(s)
		case strings.Trim(s, "0123456789+-()") != "":
		case r.Font.VertAlign == "superscript":
			s = raised.Replace(s)
		case r.Font.VertAlign == "subscript":
			s = lowered.Replace(s)
		}
		text.WriteString(s)
	}
	c.text, c.struck = text.String(), struck.String()
	return c
}

// runs are the pieces of a cell's text with their fonts; none where the library
// does not read them, as it does a piece without a text (it panics).
func (x *workbookReader) runs(sheet, at string) (runs []excelize.RichTextRun) {
	defer func() {
		if recover() != nil {
			runs = nil
		}
	}()
	runs, err := x.file.GetCellRichText(sheet, at)
	if err != nil {
		return nil
	}
	return runs
}
