package chart

import (
	"bytes"
	"errors"
	"math/rand/v2"
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
		boxes, height := textBoxes(t, svg, f.width())
		checkBoxes(t, boxes, f.width(), height, svg)
		var streamed bytes.Buffer
		if err := f.Write(&streamed, slices.Values(panels)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(streamed.Bytes(), svg) {
			t.Fatalf("written piece by piece the file differs\n%s\n%s", streamed.Bytes(), svg)
		}
	}
}

// Words in the empty half of a folded lane stand clear of everything.
func TestFileAside(t *testing.T) {
	lane := Lane{Band: BandAchieved, Baseline: Missing("基準値なし"), Actual: Number(1647, "1647"), Fold: "200から折り返し →", Worse: "悪化"}
	f := File{Title: "題", Width: 700, Names: 300}
	svg := f.Append(nil, Panel{Name: "デジタル手法で取得したデータ数", Figure: "1647", Drawing: lane, Aside: "縮尺は同じです。右側の線1本が目標1回分、全部で目標の約16.5倍になります。"})
	boxes, height := textBoxes(t, svg, 700)
	checkBoxes(t, boxes, 700, height, svg)
	if len(boxes) < 6 {
		t.Errorf("only %d texts: %v", len(boxes), boxes)
	}
}

// A file that cannot be written to the end is an error, wherever it breaks off.
func TestFileWriteFails(t *testing.T) {
	panels := slices.Repeat([]Panel{{Name: "名", Drawing: Lane{Band: BandNearly, Actual: Number(90, "90")}}}, 400)
	var whole bytes.Buffer
	f := File{Title: "題", Names: 100}
	if err := f.Write(&whole, slices.Values(panels)); err != nil {
		t.Fatal(err)
	}
	if whole.Len() < 3*flushAt {
		t.Fatalf("%d bytes are too few to be written in pieces", whole.Len())
	}
	for _, room := range []int{0, flushAt + 1000, whole.Len() - 1} {
		if err := f.Write(&short{room}, slices.Values(panels)); !errors.Is(err, errShort) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

var errShort = errors.New("no room")

type short struct{ room int }

func (s *short) Write(b []byte) (int, error) {
	if len(b) > s.room {
		return s.room, errShort
	}
	s.room -= len(b)
	return len(b), nil
}
