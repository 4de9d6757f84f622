package desk

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a workbook has and does not show: hidden sheets, rows and columns, and letters in the colour of their ground.

// outOfSight is what a workbook does not show of a sheet.
type outOfSight struct {
	whole         bool
	rows, columns map[int]bool
}

func (o outOfSight) covers(row, column int) bool { return o.whole || o.rows[row] || o.columns[column] }

// outOfSight finds the rows and columns with something in them that are hidden, by hand or by a filter.
func (x *workbookReader) outOfSight(sheet string, cells [][]gridCell) outOfSight {
	o := outOfSight{rows: map[int]bool{}, columns: map[int]bool{}}
	if shown, err := x.file.GetSheetVisible(sheet); err == nil && !shown {
		o.whole = true
		return o
	}
	looked := map[int]bool{}
	for i, row := range cells {
		if !slices.ContainsFunc(row, filled) {
			continue
		}
		if shown, err := x.file.GetRowVisible(sheet, i+1); err == nil && !shown {
			o.rows[i] = true
		}
		for j, c := range row {
			if !filled(c) || looked[j] {
				continue
			}
			looked[j] = true
			letter, _ := excelize.ColumnNumberToName(j + 1)
			if shown, err := x.file.GetColVisible(sheet, letter); err == nil && !shown {
				o.columns[j] = true
			}
		}
	}
	return o
}

func filled(c gridCell) bool { return c.text != "" }

// first are the first cell with a text of a sheet, of each row and of each column that is hidden.
func (o outOfSight) first(cells [][]gridCell) (list [][2]int) {
	if o.whole {
		return [][2]int{{0, 0}}
	}
	told := map[int]bool{}
	for i, row := range cells {
		if o.rows[i] {
			list = append(list, [2]int{i, slices.IndexFunc(row, filled)})
			continue
		}
		for j, c := range row {
			if o.columns[j] && filled(c) && !told[j] {
				told[j] = true
				list = append(list, [2]int{i, j})
			}
		}
	}
	return list
}

// colours are those of a cell's letters and of its ground, six digits each: black on white where nothing is said, "?" where
// it cannot be told.
type colours struct{ letters, ground string }

// unlit reports whether nobody sees the letters of a cell: they have the colour of their ground.
func (c colours) unlit() bool { return c.letters == c.ground && len(c.letters) == 6 }

// marked reports whether the colours of a cell may mean something: they are no black letters on a ground that is white, or
// that our own tables have.
func (c colours) marked() bool {
	return len(c.letters) == 6 && (c.letters != "000000" || !slices.Contains([]string{"FFFFFF", formGround, fixedGround}, c.ground))
}

// coloursOf are the colours of a style.
func (x *workbookReader) coloursOf(is *excelize.Style) colours {
	c := colours{"000000", "FFFFFF"}
	if font := is.Font; font != nil && (font.Color != "" || font.ColorTheme != nil || font.ColorIndexed != 0) {
		c.letters = sixDigits(font.Color)
		if font.Color == "" && (font.ColorTheme == nil || x.file.Theme != nil) {
			c.letters = sixDigits(x.file.GetBaseColor("", font.ColorIndexed, font.ColorTheme))
		}
		if c.letters != "?" {
			c.letters = sixDigits(excelize.ThemeColor(c.letters, font.ColorTint))
		}
	}
	switch fill := is.Fill; {
	case fill.Type == "gradient", fill.Pattern > 1, fill.Pattern == 1 && len(fill.Color) != 1:
		c.ground = "?"
	case fill.Pattern == 1:
		c.ground = sixDigits(fill.Color[0])
	}
	return c
}

// sixDigits are those of a colour, without how much shines through it; "?" for none. The library takes an FF off the front
// of white.
func sixDigits(colour string) string {
	if colour == "" {
		return "?"
	}
	colour = "FF" + strings.ToUpper(colour)
	return colour[max(0, len(colour)-6):]
}
