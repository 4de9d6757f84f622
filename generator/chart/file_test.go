package chart

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
)

// fileOf makes a file of random panels, as the site makes them: drawings beside
// their names, or below their headings.
func (d *dice) fileOf() (File, []Panel) {
	f := File{Lang: "ja", Title: d.word(), Lead: d.word(), Source: d.word(), Width: 500 + d.below(256)*2}
	named := d.below(2) == 0
	if named {
		f.Names = 100 + d.below(80)
	}
	var panels []Panel
	for range 1 + d.below(6) {
		p := Panel{Heading: d.word(), Text: d.word()}
		if named {
			lane := d.lane()
			p = Panel{Name: d.word(), Strong: d.below(2) == 0, Figure: stock[1+d.below(6)], Drawing: lane}
			if d.below(2) == 0 {
				p.Band = &lane.Band
			}
		} else if d.below(4) > 0 {
			p.Drawing = d.bars()
		}
		panels = append(panels, p)
	}
	return f, panels
}

func TestFileKeepsTheRules(t *testing.T) {
	source := rand.New(rand.NewPCG(8, 2024))
	for range 300 {
		data := make([]byte, 1500)
		for i := range data {
			data[i] = byte(source.Uint32())
		}
		f, panels := (&dice{data: data}).fileOf()
		svg := f.Append(nil, panels...)
		boxes, height, width := fileBoxes(t, svg)
		checkBoxes(t, boxes, width, height, svg)
		if width < f.width() || height > width*sheet+1 {
			t.Fatalf("%v × %v fits on no sheet of paper, or is narrower than asked", width, height)
		}
	}
}

func fileBoxes(t *testing.T, svg []byte) (boxes []textBox, height, width float64) {
	t.Helper()
	found := regexp.MustCompile(`^<svg [^>]* width="([\d.]+)"`).FindSubmatch(svg)
	if found == nil {
		t.Fatalf("begins with %.200q", svg)
	}
	width = number(t, string(found[1]))
	boxes, height = textBoxes(t, svg, width)
	return boxes, height, width
}

// Every panel comes once and in its order, each sheet begins with the head, and
// none is made wider.
func TestFileSheets(t *testing.T) {
	f := File{Title: "題", Width: 960, Names: 300}
	lane := func(name string) Panel {
		return Panel{Name: name, Drawing: Lane{Band: BandNearly, Baseline: Number(10, "10"), Actual: Number(90, "90")}}
	}
	head := []Panel{{Name: "%", Drawing: Axis{Labels: [5]string{"0", "50", "100", "150", "200"}}}}
	source := rand.New(rand.NewPCG(9, 2024))
	for range 50 {
		var groups [][]Panel
		var want []string
		for g := range source.IntN(12) {
			var group []Panel
			for i := range 1 + source.IntN(60) {
				name := fmt.Sprintf("%d-%d", g, i)
				group, want = append(group, lane(name)), append(want, name)
			}
			groups = append(groups, group)
		}
		var got []string
		for panels := range f.Sheets(head, slices.Values(groups)) {
			if panels[0].Name != "%" || len(panels) < 2 {
				t.Fatalf("a sheet begins with %q and has %d panels", panels[0].Name, len(panels))
			}
			for _, p := range panels[1:] {
				got = append(got, p.Name)
			}
			if _, _, width := fileBoxes(t, f.Append(nil, panels...)); width != 960 {
				t.Fatalf("a sheet of %d panels is %v px wide", len(panels), width)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("the sheets have %v, want %v", got, want)
		}
	}
}
