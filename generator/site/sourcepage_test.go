package site

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// TestFiguresAreFoundOnce marks figures only where no other place could be meant.
func TestFiguresAreFoundOnce(t *testing.T) {
	figures := []sourceFigure{{"達成度", "133"}, {"目標値", "6"}, {"実績値", "8"}, {"基準値", "0"}}
	block := "達成度 133\n目標値 6\n実績値 8\n基準値 0\n"
	for name, c := range map[string]struct {
		text  string
		lines []int
		begin []int // from 1
		page  int
	}{
		"in lines":              {"前\n" + block, []int{1, 2, 3, 4}, nil, 0},
		"in one line":           {"達成度 133 目標値 6 実績値 8 基準値 0", []int{0, 0, 0, 0}, nil, 0},
		"full width and commas": {"達成度 １３３\n目標値 6\n実績値 8\n基準値 0", []int{0, 1, 2, 3}, nil, 0},
		"another number":        {"達成度 1331\n目標値 6\n実績値 8\n基準値 0", nil, nil, 0},
		"a figure is missing":   {"達成度 133\n目標値 6\n実績値 8", nil, nil, 0},
		"twice":                 {block + "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n" + block, nil, nil, 0},
		"twice, near":           {block + block, nil, nil, 0},
		"twice, on two pages":   {block + block, []int{4, 5, 6, 7}, []int{1, 5}, 2},
		"on another page":       {block + "次", nil, []int{1, 5}, 2},
	} {
		text := NewSourceText(c.text, &kpi.SourceDocument{PageLines: c.begin})
		spots := text.find(c.page, figures)
		if len(spots) != len(c.lines) {
			t.Errorf("%s: %v", name, spots)
			continue
		}
		for i, s := range spots {
			must.Be(t, s.line, c.lines[i], name, "figure", i, "in line")
		}
	}
}

// TestFormFeedsBeginPages are what pdftotext leaves.
func TestFormFeedsBeginPages(t *testing.T) {
	text := NewSourceText("\uFEFF一\r\n\f二\n三\n\f", &kpi.SourceDocument{})
	if len(text.Begins) != 2 || text.Begins[1] != 1 || text.Lines[0] != "一" || text.Lines[1] != "二" {
		t.Errorf("%+v", text)
	}
}

// A text that was cut off has no page where the plan says: none is known then.
func TestPagesBeyondTheText(t *testing.T) {
	for _, begin := range [][]int{{1, 2, 9}, {5}, {2, 4}} {
		text := NewSourceText("一\n二\n三", &kpi.SourceDocument{PageLines: begin})
		if text.Begins != nil {
			t.Errorf("%v: %v", begin, text.Begins)
		}
		if from, to, known := text.page(1); known || from != 0 || to != 3 {
			t.Errorf("%v: page from %d to %d", begin, from, to)
		}
	}
}
