// Package share draws the pictures that stand for a page where somebody shares
// its address: PNGs of 1200 by 630 pixels in the look of the site, with the
// same words and figures as the page. It knows no indicator and no language;
// ready words come in.
//
// A Year is the year in one sentence with its tally, an Indicator is one
// indicator with its achievement in large figures. PNG gives the file, Alt the
// words for those who cannot see it, Key a digest by which an unchanged
// picture is known without drawing it.
//
//	card := share.Year{City: "架空市", Site: "架空市 計画の評価", Year: "令和6年度",
//		Of: "3の指標のうち", Met: "2が目標を達成", End: "しました。",
//		Tally: []share.Band{{Mark: share.Disc, Tone: share.Blue, Name: "達成", Figure: "2", Count: 2},
//			{Mark: share.Square, Tone: share.Orange, Name: "未達", Figure: "1", Count: 1}}}
//	png, err := card.PNG()
//
// The same words give the same bytes everywhere: outlines are scaled,
// flattened and filled in whole numbers, colours come from a fixed palette,
// and nothing depends on the clock or the machine. Words that are too long are
// set smaller and at last cut with an ellipsis, never inside a figure.
package share

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Width and Height are the size of every picture in pixels, for og:image:width
// and og:image:height.
const (
	Width  = 1200
	Height = 630
)

// drawing counts the changes of how pictures look, so that Key changes with
// them. Raise it whenever a golden picture changes.
const drawing = "1"

// Mark is the shape of a band.
type Mark uint8

// The shapes. Ring is broken, for what is not settled yet.
const (
	Disc Mark = iota
	Triangle
	Square
	Ring
	Inverted
	Cross
	Beam
	Hourglass
	Right
	Left
	Saltire
	Star
	Pillar
	Bow
)

// Tone is the colour of a mark.
type Tone uint8

// The colours of marks: a promise kept, nearly kept, not kept.
const (
	Blue Tone = iota
	Grey
	Orange
)

// Band is one rating band. Figure and Count are of the tally; an Indicator
// needs neither.
type Band struct {
	Mark   Mark
	Tone   Tone
	Name   string
	Figure string // the count as readers see it: "1,204"
	Count  int    // as many marks are drawn, or a bar where they have no room
}

// Flag is a warning beside the band, with a sign that is left out where the
// face does not have it. Bad ones are coloured.
type Flag struct {
	Sign, Word string
	Bad        bool
}

// Year is the picture of a fiscal year. Empty words take no room.
type Year struct {
	City, Site, Year string // Site may begin with City, which is then set bold
	Of, Met, End     string // the headline, with Met in bold
	Rest, Worse      string // what follows it; Worse is coloured
	Tally            []Band // highest first
}

// Indicator is the picture of an indicator in a fiscal year. Empty words take
// no room.
type Indicator struct {
	City, Site, Year string
	Code, Label      string // "⑴-イ", "指標6"
	Name             string
	Plan, Outcome    string // two sentences; Outcome is set bold
	Heading          string // over the figure: "達成度（目標どおりなら100）"
	Figure           string // the achievement, "" without a rate
	NoRate           string // why there is none; "" where the city prints none and nothing is said of one
	Band             Band
	Flags            []Flag
}

// PNG draws the picture. Equal words give equal bytes. It may be called
// concurrently.
func (y Year) PNG() ([]byte, error) { return render(y.draw) }

// PNG draws the picture. Equal words give equal bytes. It may be called
// concurrently.
func (i Indicator) PNG() ([]byte, error) { return render(i.draw) }

// Alt is what the picture says, in one line, for og:image:alt.
func (y Year) Alt() string {
	return alt(heading(y.City, y.Site), y.Year, spaced(spaced(y.Of+y.Met+y.End, y.Rest), y.Worse))
}

// Alt is what the picture says, in one line, for og:image:alt.
func (i Indicator) Alt() string {
	words := []string{heading(i.City, i.Site), i.Year, i.Code + " " + i.Label + " " + i.Name, spaced(i.Plan, i.Outcome)}
	if i.Figure == "" {
		words = append(words, i.NoRate)
	} else {
		words = append(words, i.Heading+" "+i.Figure)
	}
	words = append(words, i.Band.Name)
	for _, f := range i.Flags {
		words = append(words, f.Word)
	}
	return alt(words...)
}

// Key is a digest of the words and of how they are drawn: pictures of the same
// key have the same bytes.
func (y Year) Key() string { return key("year", y) }

// Key is a digest of the words and of how they are drawn: pictures of the same
// key have the same bytes.
func (i Indicator) Key() string { return key("indicator", i) }

func key(kind string, words any) string {
	text, err := json.Marshal(words)
	if err != nil {
		panic(err) // strings, numbers and slices of them always marshal
	}
	sum := sha256.Sum256(append([]byte(kind+" "+drawing+" "), text...))
	return hex.EncodeToString(sum[:])
}

func alt(words ...string) string {
	var said []string
	for _, w := range words {
		if w = strings.Join(strings.Fields(w), " "); w != "" {
			said = append(said, w)
		}
	}
	return strings.Join(said, " / ")
}

// spaced joins two sentences, with a space between them where the script of
// the first is written with spaces.
func spaced(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	if a == "" || b == "" || isWide(last) || unicode.IsSpace(last) || strings.HasPrefix(b, " ") {
		return a + b
	}
	return a + " " + b
}

// heading is the city and the site as one text.
func heading(city, site string) string {
	if strings.HasPrefix(site, city) {
		return site
	}
	return city + " " + site
}
