package share

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

//go:embed face/BIZUDPGothic-Regular.ttf
var regularTTF []byte

//go:embed face/BIZUDPGothic-Bold.ttf
var boldTTF []byte

// unitsPerEm is the grid on which both faces are drawn and measured.
const unitsPerEm = 2048

// faces are the two weights, parsed when the first picture is drawn.
var faces = sync.OnceValues(func() (f [2]*sfnt.Font, err error) {
	for i, ttf := range [2][]byte{regularTTF, boldTTF} {
		if f[i], err = sfnt.Parse(ttf); err != nil {
			return f, err
		}
	}
	return f, nil
})

// weight picks a face.
type weight uint8

const (
	regular weight = iota
	bold
)

// glyph is one character of a text, ready to be placed.
type glyph struct {
	r       rune
	index   sfnt.GlyphIndex
	advance int32 // in units of the em
	weight  weight
	ink     ink
}

// run is a text of one weight and colour.
type run struct {
	text   string
	weight weight
	ink    ink
}

// longest is how many characters of a text are looked at: more than any
// picture holds at the smallest size.
const longest = 600

// shape turns runs into glyphs and says whether it left some out.
func (c *canvas) shape(runs []run) (glyphs []glyph, cut bool) {
	for _, r := range runs {
		text := r.text
		if len(text) > 16*longest {
			text, cut = text[:16*longest], true
		}
		for _, ch := range strings.ToValidUTF8(text, "") {
			switch {
			case unicode.IsSpace(ch) && ch != '\u3000' && ch != '\u00a0':
				ch = ' '
			case unseen(ch):
				continue
			case unicode.Is(unicode.Mn, ch) && len(glyphs) > 0:
				if whole, ok := composed(glyphs[len(glyphs)-1].r, ch); ok {
					glyphs[len(glyphs)-1] = c.glyph(whole, r.weight, r.ink)
					continue
				}
			}
			if len(glyphs) == longest {
				return glyphs, true
			}
			glyphs = append(glyphs, c.glyph(ch, r.weight, r.ink))
		}
	}
	return glyphs, cut
}

// composed joins a letter and the mark over it, as in か and its voicing mark,
// where Unicode has one character for both. Whole texts are not normalized:
// that would turn kanji of names into other kanji.
func composed(letter, mark rune) (rune, bool) {
	whole := []rune(norm.NFC.String(string([]rune{letter, mark})))
	return whole[0], len(whole) == 1
}

func (c *canvas) glyph(ch rune, w weight, k ink) glyph {
	g := glyph{r: ch, weight: w, ink: k}
	g.index, _ = c.faces[w].GlyphIndex(&c.buffer, ch) // 0, the face's sign for a missing glyph, on error too
	if adv, err := c.faces[w].GlyphAdvance(&c.buffer, g.index, unitsPerEm<<6, 0); err == nil {
		g.advance = int32(adv >> 6)
	}
	return g
}

// has reports whether the face can draw every character of the text.
func (c *canvas) has(text string, w weight) bool {
	for _, ch := range text {
		if i, err := c.faces[w].GlyphIndex(&c.buffer, ch); i == 0 || err != nil {
			return false
		}
	}
	return text != ""
}

// Draws reports whether a picture can show words: whether the face has the letters of their
// script. It has none of Arabic, Hebrew, Hangul, Thai or Devanagari; a rare kanji that it lacks is
// one sign among others.
func Draws(words string) (bool, error) {
	if strings.IndexFunc(words, foreign) < 0 {
		return true, nil
	}
	c, err := newCanvas()
	if err != nil {
		return false, err
	}
	defer canvases.Put(c)
	for _, r := range words {
		if foreign(r) && !c.has(string(r), regular) {
			return false, nil
		}
	}
	return true, nil
}

// foreign are letters of scripts other than the face's own.
func foreign(r rune) bool {
	return r >= 0x250 && unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Common)
}

// unseen are characters that have no picture of their own: controls, joiners,
// directions, and selectors of a variant that no face here has.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Co, unicode.Cs)
}
