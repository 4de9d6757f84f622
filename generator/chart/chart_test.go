package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"
)

var widths = []float64{288, 320, 360, 600, 900, 1100, 1440}

// place is the origin and the size that nested elements are measured in.
type place struct{ x, y, w, h float64 }

// textBox is one line of text as a reader would see it at one width.
type textBox struct {
	text                     string
	left, right, top, bottom float64
	size                     float64
}

// textBoxes reads an SVG again, without the code that drew it, and works out
// where its texts stand when the outer SVG is so wide.
func textBoxes(t testing.TB, svg []byte, width float64) (boxes []textBox, height float64) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(svg))
	stack := []place{}
	var text *textBox
	var anchor string
	var at float64
	weight := regular
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		must.Succeed(t, err, "not well-formed", svg)
		switch e := token.(type) {
		case xml.StartElement:
			checkElement(t, e)
			here := place{0, 0, width, 0}
			if len(stack) > 0 {
				here = stack[len(stack)-1]
			} else {
				height = number(t, attr(e, "height"))
				here.h = height
				if attr(e, "width") != "100%" {
					here.w = number(t, attr(e, "width"))
				}
			}
			switch {
			case e.Name.Local == "svg" && len(stack) > 0:
				here.x += length(t, attr(e, "x"), here.w)
				here.y += length(t, attr(e, "y"), here.h)
				if w := attr(e, "width"); w != "" {
					here.w = length(t, w, here.w)
				}
				if h := attr(e, "height"); h != "" {
					here.h = length(t, h, here.h)
				}
			case e.Name.Local == "g":
				dx, dy := translation(t, attr(e, "transform"))
				here.x, here.y = here.x+dx, here.y+dy
			case e.Name.Local == "text":
				size := 13.0
				if s := attr(e, "font-size"); s != "" {
					size = number(t, s)
				}
				weight = regular
				if attr(e, "font-weight") == "700" {
					weight = bold
				}
				at = here.x + length(t, attr(e, "x"), here.w) + length(t, attr(e, "dx"), here.w)
				y := here.y + length(t, attr(e, "y"), here.h)
				text = &textBox{top: y - 0.88*size, bottom: y + 0.24*size, size: size}
				anchor = attr(e, "text-anchor")
			}
			stack = append(stack, here)
		case xml.CharData:
			if text != nil {
				text.text += string(e)
			} else if s := strings.TrimSpace(string(e)); s != "" && len(stack) == 0 {
				t.Fatalf("stray text %q", s)
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			if e.Name.Local == "text" {
				w := measure(text.text, text.size, weight)
				text.left = at
				switch anchor {
				case "middle":
					text.left -= w / 2
				case "end":
					text.left -= w
				}
				text.right = text.left + w
				boxes = append(boxes, *text)
				text = nil
			}
		}
	}
	return boxes, height
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	if _, frac, _ := strings.Cut(s, "."); len(frac) > 4 {
		t.Fatalf("%q has more than four decimals", s)
	}
	return v
}

func length(t testing.TB, s string, of float64) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	if p, ok := strings.CutSuffix(s, "%"); ok {
		return number(t, p) * of / 100
	}
	return number(t, s)
}

func translation(t testing.TB, s string) (dx, dy float64) {
	t.Helper()
	if s == "" {
		return 0, 0
	}
	inner, ok := strings.CutPrefix(s, "translate(")
	x, y, _ := strings.Cut(strings.TrimSuffix(inner, ")"), " ")
	if !ok {
		t.Fatalf("transform %q moves text in a way this test cannot follow", s)
	}
	return number(t, x), number(t, y)
}

// checkElement holds the rules that every element obeys.
func checkElement(t testing.TB, e xml.StartElement) {
	t.Helper()
	allowed := []string{"svg", "g", "path", "rect", "line", "circle", "text", "title", "desc"}
	if !slices.Contains(allowed, e.Name.Local) {
		t.Fatalf("element <%s>", e.Name.Local)
	}
	for _, a := range e.Attr {
		name := a.Name.Local
		if name == "style" || strings.HasPrefix(name, "on") || name == "href" {
			t.Fatalf("attribute %s on <%s>", name, e.Name.Local)
		}
		switch name {
		case "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "dx", "stroke-width":
			v := length(t, a.Value, 100)
			if (name == "width" || name == "height" || name == "r") && v < 0 {
				t.Fatalf("<%s %s=%q> is negative", e.Name.Local, name, a.Value)
			}
			if strings.HasSuffix(a.Value, "%") && (v < -0.001 || v > 100.001) {
				t.Fatalf("<%s %s=%q> leaves the frame", e.Name.Local, name, a.Value)
			}
		}
	}
}

// checkDrawing draws and checks what holds for every chart and any data.
func checkDrawing(t testing.TB, d Drawing) {
	t.Helper()
	svg, notes := Append(nil, d)
	again, _ := Append([]byte("x"), d)
	if !bytes.Equal(svg, again[1:]) {
		t.Fatal("the second drawing differs from the first")
	}
	for _, n := range notes {
		if n == "" || n != clean(n) {
			t.Fatalf("note %q", n)
		}
	}
	if !bytes.HasPrefix(svg, []byte("<svg class=\"ch ch-")) {
		t.Fatalf("begins with %.40q", svg)
	}
	for _, w := range widths {
		boxes, height := textBoxes(t, svg, w)
		checkBoxes(t, boxes, w, height, svg)
	}
	file := File{Lang: "ja", Title: "題", Source: "出典"}.Append(nil, Panel{Drawing: d})
	textBoxes(t, file, 720)
}

func checkBoxes(t testing.TB, boxes []textBox, width, height float64, svg []byte) {
	t.Helper()
	const slack = 0.1 // positions are rounded to four decimals of a percent
	for i, a := range boxes {
		if a.size < 12 {
			t.Fatalf("%q is written at %v px", a.text, a.size)
		}
		if a.left < -slack || a.right > width+slack || a.top < -slack || a.bottom > height+slack {
			t.Fatalf("at %v px %q leaves the frame of height %v: %+v\n%s", width, a.text, height, a, svg)
		}
		for _, b := range boxes[:i] {
			if a.left < b.right-slack && b.left < a.right-slack && a.top < b.bottom-slack && b.top < a.bottom-slack {
				t.Fatalf("at %v px %q and %q collide: %+v %+v\n%s", width, a.text, b.text, a, b, svg)
			}
		}
	}
}

func TestSamplesKeepTheRules(t *testing.T) {
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) { checkDrawing(t, d) })
	}
}

// The checks themselves must be able to fail.
func TestCheckBoxesSeesCollisions(t *testing.T) {
	svg := []byte(`<svg width="100%" height="20"><text x="50%" y="14">abc</text><svg x="50%"><text x="0%" dx="10" y="14">d</text></svg></svg>`)
	boxes, _ := textBoxes(t, svg, 288)
	if len(boxes) != 2 || !(boxes[0].right > boxes[1].left) {
		t.Fatalf("boxes %+v", boxes)
	}
	if boxes[1].left != 154 {
		t.Fatalf("the nested text begins at %v, not at 154", boxes[1].left)
	}
}

func TestLabelsKeepApartBetweenTheEnds(t *testing.T) {
	// Apart at both ends but in another order: they cross in between.
	a, b := span{10, 0, 10, 20}, span{0, 60, 0, 80}
	if a.apart(b, 0) {
		t.Error("two spans that cross as the width grows count as apart")
	}
	if !(span{0, 0, 0, 20}).apart(span{50, 0, 50, 20}, 4) {
		t.Error("two spans far apart do not count as apart")
	}
}

func TestValuesAreOnTheMarks(t *testing.T) {
	svg, _ := Append(nil, samples()["bars-worse"])
	for _, want := range []string{"41", "36", "57"} {
		must.Contain(t, string(svg), fmt.Sprintf(`data-value="%s"`, want), "mark carries", want)
	}
}

func TestTextIsEscaped(t *testing.T) {
	bad := `<script>"&'` + "\x00\x1b\u202e\ufffe\xff]]>"
	svg, notes := Append(nil, Bars{
		Frame:    Frame{Title: bad, Desc: bad},
		Baseline: Number(1, bad), Actual: Missing(bad), Goal: Goal{From: Number(2, bad)},
		Words: BarsWords{Goal: bad, Baseline: bad},
	})
	if strings.Contains(string(svg), "<script") {
		t.Fatalf("not escaped: %s", svg)
	}
	textBoxes(t, svg, 288)
	if len(notes) > 0 && strings.ContainsAny(notes[0], "\x00\x1b") {
		t.Errorf("note %q", notes[0])
	}
}
