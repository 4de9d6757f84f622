package site

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// TestFigures holds the figures as pages show them, with unit, time and what stands
// beside them, to the cases of testdata/figures.txt.
func TestFigures(t *testing.T) {
	saidOf(t, "testdata/figures.txt", 20, func(v *voice, r *kpi.Row, rec *kpi.Record) []string {
		var view IndicatorView
		(&language{voice: *v}).viewFigures(&view, r, rec)
		var said []string
		show := func(list []FigureView) {
			for _, f := range list {
				s := f.Label + ": " + f.Value.Text + f.Gap + f.Unit.Text
				for _, p := range []Phrase{f.Printed, f.AsOf, f.Note} {
					if s += " / "; p.Text != "" {
						s += p.Text
					}
				}
				if f.Long {
					s += " (long)"
				}
				if f.LongUnit {
					s += " (long unit)"
				}
				said = append(said, s)
			}
		}
		show(view.Figures)
		for _, p := range view.Parts {
			said = append(said, p.Name.Text+": "+p.Sum)
			show(p.Figures)
		}
		if view.Final != nil {
			show([]FigureView{*view.Final})
		}
		show(view.Further)
		if view.Undated {
			said = append(said, "no figure has a time")
		}
		return said
	})
}

// A composite whose parts were not given shows nothing in a cell.
func TestNoParts(t *testing.T) {
	must.Be(t, speaker(t, "ja").byParts(&kpi.Row{Indicator: &kpi.Indicator{Measured: kpi.ByParts}}, "target").Text, "")
}

// TestLongNumbersSayHowLongTheyAre: a number that is too long for its column is set
// smaller, never broken over two lines.
func TestLongNumbersSayHowLongTheyAre(t *testing.T) {
	for number, want := range map[string]string{"63.2": "", "−12,345": "", "123,456": "", "1,234,567": "many", "123,456,789": "many", "97,000,123,456": "most", "97,000,000,000,000": "most"} {
		must.Be(t, lengthOf(number), want, number)
	}
}

// TestWordsInACell holds that words may be broken into lines where a number may not:
// an outcome in words, and a direction alone.
func TestWordsInACell(t *testing.T) {
	l := &language{voice: *speaker(t, "en")}
	for _, c := range []struct {
		f    kpi.Figure
		want bool
	}{
		{kpi.Figure{Kind: kpi.Words, Words: lang.Text{"en": "Adopted"}}, true},
		{kpi.Figure{Kind: kpi.Aimed, Aim: kpi.AimLower, Words: lang.Text{"en": "Aim for a decrease"}}, true},
		{kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("157")}, false},
	} {
		if v := l.figureView("target", c.f, nil); v.Words != c.want {
			t.Errorf("%+v in a cell: words %v, want %v", c.f, v.Words, c.want)
		}
	}
}
