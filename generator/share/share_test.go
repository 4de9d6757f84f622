package share

import (
	"bytes"
	"image"
	"image/color"
	"strings"
	"sync"
	"testing"
	"unicode"

	"tassei/generator/must"
)

// drawn draws on a canvas that stays open to be looked at.
func drawn(t testing.TB, draw func(*canvas)) *canvas {
	t.Helper()
	c, err := newCanvas()
	must.Succeed(t, err)
	draw(c)
	return c
}

// sound checks what holds for any words: nothing leaves the picture, no two
// lines touch, and no figure is cut.
func sound(t testing.TB, draw func(*canvas), words ...string) {
	t.Helper()
	c := drawn(t, draw)
	if c.spilt > 0 {
		t.Errorf("%d pixels fell outside", c.spilt)
	}
	whole := map[string]bool{}
	for _, w := range words {
		for _, f := range figures(seen(w)) {
			whole[f] = true
		}
	}
	frame := image.Rect(margin-8, 16, Width-margin+1, Height-16)
	for i, a := range c.lines {
		if !a.box.In(frame) && !a.box.Empty() {
			t.Errorf("%q at %v leaves the margins", said(a.glyphs), a.box)
		}
		for _, b := range c.lines[:i] {
			if a.box.Overlaps(b.box) {
				t.Errorf("%q at %v touches %q at %v", said(a.glyphs), a.box, said(b.glyphs), b.box)
			}
		}
		for _, f := range figures(strings.TrimSuffix(said(a.glyphs), "...")) {
			if words != nil && !whole[f] {
				t.Errorf("the figure %q in %q stands nowhere in the words", f, said(a.glyphs))
			}
		}
	}
	canvases.Put(c)
}

func said(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.r)
	}
	return b.String()
}

// seen is a text without what has no picture.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// figures are the numbers in a text as they are printed.
func figures(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' && r != ',' && r != '．' && r != '，' })
}

func TestSamplesAreSound(t *testing.T) {
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) { sound(t, s.draw) })
	}
}

func TestSameBytes(t *testing.T) {
	first, err := sampleIndicator.PNG()
	must.Succeed(t, err)
	if len(first) > 30_000 {
		t.Errorf("%d bytes, want 30 kB at most", len(first))
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if i%2 == 1 { // others draw on the same canvases meanwhile
				if _, err := sampleYear.PNG(); err != nil {
					t.Error(err)
				}
			}
			again, err := sampleIndicator.PNG()
			if err != nil || !bytes.Equal(first, again) {
				t.Errorf("the same words gave other bytes (%v)", err)
			}
		})
	}
	wg.Wait()
}

func TestKey(t *testing.T) {
	keys := map[string]string{sampleYear.Key(): "the sample"}
	changed := map[string]Year{}
	y := sampleYear
	y.Met = "20が目標を達成"
	changed["a word"] = y
	y = sampleYear
	y.City, y.Site = "架空", "市"+y.Site
	changed["a boundary between words"] = y
	y = sampleYear
	y.Tally = append([]Band{}, y.Tally...)
	y.Tally[0].Count++
	changed["a count"] = y
	for what, y := range changed {
		if other, ok := keys[y.Key()]; ok {
			t.Errorf("%s changes nothing against %s", what, other)
		}
		keys[y.Key()] = what
	}
	if again := sampleYear; again.Key() != sampleYear.Key() {
		t.Error("equal words have two keys")
	}
	if (Year{}).Key() == (Indicator{}).Key() {
		t.Error("a year and an indicator share a key")
	}
}

func TestAlt(t *testing.T) {
	want := "架空市 デジタル戦略の評価 / 令和6年度（2024年度） / 32の指標のうち19が目標を達成しました。9はおおむね達成、4は未達です。2つは、基準値より悪くなりました。"
	must.Be(t, sampleYear.Alt(), want)
	want = "Imagined City: digital strategy evaluation / FY2024 / Of 32 indicators, 19 met their target. 9 nearly achieved, 4 behind target. 2 are worse than where they began."
	must.Be(t, sampleYearEnglish.Alt(), want)
	alt := sampleIndicator.Alt()
	for _, w := range []string{"⑴-イ 指標6", "施策実施の前後", "63.2", "未達", "基準値より悪化", "比較に注意"} {
		must.Contain(t, alt, w)
	}
}

// TestTallyShowsEveryOne counts the marks of the picture by their colour.
// Of two sentences the second begins after a space, and where the city prints no rate none is spoken of.
func TestAltWithoutRate(t *testing.T) {
	i := Indicator{City: "Navapur", Year: "2023-24", Label: "Indicator 1", Name: "Deaths", Plan: "The target was less than 70.", Outcome: "It fell to 70.", Band: Band{Name: "Performer"}}
	if got, want := i.Alt(), "Navapur / 2023-24 / Indicator 1 Deaths / The target was less than 70. It fell to 70. / Performer"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := i.PNG(); err != nil {
		t.Error(err)
	}
}

func TestTallyShowsEveryOne(t *testing.T) {
	c := drawn(t, sampleYear.draw)
	for _, want := range []struct {
		tone Tone
		n    int
	}{{Blue, 19}, {Grey, 9}, {Orange, 4}} {
		must.Be(t, shapes(c.image, want.tone.ink()), want.n, "shapes in ink", want.tone)
	}
}

// shapes counts the separate areas of an ink in full strength.
func shapes(img *image.Paletted, k ink) int {
	full := uint8(1 + int(k)*steps + steps - 1)
	seen := map[image.Point]bool{}
	n := 0
	for i, p := range img.Pix {
		at := image.Pt(i%Width, i/Width)
		if p != full || seen[at] {
			continue
		}
		n++
		for todo := []image.Point{at}; len(todo) > 0; {
			q := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if !q.In(img.Rect) || seen[q] || img.Pix[q.Y*Width+q.X] != full {
				continue
			}
			seen[q] = true
			todo = append(todo, q.Add(image.Pt(1, 0)), q.Add(image.Pt(-1, 0)), q.Add(image.Pt(0, 1)), q.Add(image.Pt(0, -1)))
		}
	}
	return n
}

// TestContrast holds words to 4.5 : 1 and marks to 3 : 1 against the ground.
func TestContrast(t *testing.T) {
	for k, want := range map[ink]float64{inkText: 7, inkQuiet: 4.5, inkRust: 4.5, inkBlue: 3, inkOrange: 3} {
		if got := contrast(inks[k]); got < want {
			t.Errorf("ink %d has contrast %.2f, want %.1f", k, got, want)
		}
	}
}

func contrast(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		return f * f * (0.305306011*f + 0.682171111) / (0.305306011 + 0.682171111)
	}
	return 1.05 / (0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B) + 0.05)
}

func TestMissingGlyph(t *testing.T) {
	c := drawn(t, func(*canvas) {})
	if g := c.glyph('𓀀', regular, inkText); g.index != 0 || g.advance == 0 {
		t.Errorf("a character outside the face is %+v, want its sign for a missing one", g)
	}
	glyphs, _ := c.shape([]run{{text: "か\u3099葛\U000E0100\u200b\u0000神\ufa19", weight: bold}})
	must.Be(t, said(glyphs), "が葛神\ufa19")
}

func FuzzYear(f *testing.F) {
	f.Add("架空市", "架空市 計画の評価", "32の指標のうち", "9はおおむね達成", "達成", 19, 3)
	f.Add(strings.Repeat("長い名前の", 80), "", strings.Repeat("1234567890", 60), strings.Repeat("「", 300), strings.Repeat("W", 500), 4000, 9)
	f.Add("City", "A site: 1,234.56", "Of 1,204 indicators, ", strings.Repeat("12.5% ", 100), "Nearly", 100, 5)
	f.Fuzz(func(t *testing.T, city, site, of, rest, band string, count, bands int) {
		y := Year{City: city, Site: site, Year: of, Of: of, Met: rest, End: "。", Rest: rest, Worse: rest}
		for i := range max(min(bands, 12), 0) {
			y.Tally = append(y.Tally, Band{Mark: Mark(i % 5), Tone: Tone(i % 4), Name: band, Figure: of, Count: max(min(count, 5000), 0) / (i + 1)})
		}
		sound(t, y.draw, city+" "+site, site, of+rest, of, rest, band)
	})
}

func FuzzIndicator(f *testing.F) {
	f.Add("⑴-イ", "施策実施の前後の住民滞在時間の変化率", "41から36に減らす計画でした。", "57に増えました。", "63.2", "基準値より悪化", 2)
	f.Add(strings.Repeat("長", 200), strings.Repeat("、", 200), strings.Repeat("あ1", 200), strings.Repeat("word ", 200), strings.Repeat("9", 70), strings.Repeat("旗", 60), 6)
	f.Add("(1)-i", strings.Repeat("99,999.99", 50), "", "", "", "Compare with care", 4)
	f.Fuzz(func(t *testing.T, code, name, plan, outcome, figure, flag string, flags int) {
		i := Indicator{City: code, Site: name, Year: plan, Code: code, Label: code, Name: name, Plan: plan, Outcome: outcome,
			Heading: name, Figure: figure, NoRate: plan, Band: Band{Mark: Mark(len(code) % 5), Name: flag}}
		for n := range max(min(flags, 8), 0) {
			i.Flags = append(i.Flags, Flag{"↓", flag, n == 0})
		}
		sound(t, i.draw, code+" "+name, code+" "+code, plan+outcome, name, figure, flag, plan)
	})
}

// A picture of boxes says nothing: words in a script that the face does not have are not drawn.
func TestDraws(t *testing.T) {
	for words, want := range map[string]bool{
		"": true, "達成度 63.2 ｱ": true, "Ŵell café": true, "Цель Στόχος": true, "𠮷野家": true, "→ ● ÷": true,
		"المستهدف": false, "達成 مكتبة": false, "יעד": false, "목표": false, "เป้า": false, "लक्ष्य": false,
	} {
		if got, err := Draws(words); err != nil || got != want {
			t.Errorf("%s: %v, %v", words, got, err)
		}
	}
}
