package lang

import (
	"slices"
	"strings"
	"unicode"

	"tassei/generator/pattern"
)

// rightToLeft are languages that are written from right to left where their tag names
// no script: Arabic in its varieties, Persian, Urdu, Pashto, Sindhi, Uyghur, Hebrew, Yiddish, Dhivehi …
var rightToLeft = strings.Fields("ar arc aeb acm acw afb ajp apc apd arq ars ary arz ayl fa prs pes ur ps pbu pbt sd ug ckb sdh glk mzn lrc " +
	"azb bal bgn bqi haz khw skr pnb lah rhg he iw yi ji lad-il dv nqo syr syc az-ir ku-iq ku-ir pa-pk uz-af kk-cn ky-cn")

// rightToLeftScripts are scripts of that direction, as a tag names them: ku-Arab.
var rightToLeftScripts = strings.Fields("arab aran hebr thaa syrc syre syrj syrn nkoo adlm rohg mand mend samr")

// RightToLeft reports whether a language is written from right to left: by the script
// that its tag names, else by the language, of a country where that makes a difference.
func RightToLeft(tag string) bool {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	for _, p := range parts[1:] {
		if len(p) == 1 {
			break // what follows is no part of the language
		}
		if len(p) == 4 && p[0] > '9' {
			return slices.Contains(rightToLeftScripts, p)
		}
	}
	return slices.Contains(rightToLeft, parts[0]) || len(parts) > 1 && slices.Contains(rightToLeft, parts[0]+"-"+parts[len(parts)-1])
}

// Arrow leads from one thing to what comes after it, which stands on the left where a
// language is written from right to left.
func Arrow(tag string) string {
	if RightToLeft(tag) {
		return "←"
	}
	return "→"
}

// Stretch is a piece of a text. One that runs Against the text has to be kept apart from
// what is around it, or a browser puts its parts in another order.
type Stretch struct {
	Text    string
	Against bool
}

// Stretches cuts a text that runs from right to left, or from left to right, into what
// runs with it and what runs against it. From right to left, 45–55, −5, 36 → 57, (1)-a and
// 36 ÷ 57 × 100 = 63.2 would be shown from their ends: the order of numbers and signs
// between is theirs only by what stands around. A number or a word alone needs nothing.
func Stretches(s string, rtl bool) []Stretch {
	var out []Stretch
	text, from := []rune(s), 0
	for at := 0; at < len(text); at++ {
		if !runs(text[at], rtl) {
			continue
		}
		first, end := reach(text, from, at, rtl)
		piece := string(text[first:end])
		at = end - 1
		if !rtl || !steady.MatchString(piece) {
			if first > from {
				out = append(out, Stretch{Text: string(text[from:first])})
			}
			out, from = append(out, Stretch{piece, true}), end
		}
	}
	if from < len(text) {
		out = append(out, Stretch{Text: string(text[from:])})
	}
	return out
}

// steady is what keeps its order anywhere: a number, words and numbers after them.
var steady = pattern.New(`^(?:[0-9]+(?:[.,][0-9]+)*|\p{L}[\p{L}\p{M}0-9 ]*)$`)

// Isolated is a text in which the stretches that run against it are kept apart by signs
// that nobody sees: for titles and pictures, where no markup can.
func Isolated(s string, rtl bool) string {
	var b strings.Builder
	for _, piece := range Stretches(s, rtl) {
		switch {
		case !piece.Against:
			b.WriteString(piece.Text)
		case rtl:
			b.WriteString("\u2066" + piece.Text + "\u2069")
		default:
			b.WriteString("\u2067" + piece.Text + "\u2069")
		}
	}
	return b.String()
}

// TurnsRight reports whether a text has a letter that is written from right to left.
func TurnsRight(s string) bool { return strings.IndexFunc(s, fromRight) >= 0 }

// fromRight are letters that are written from right to left; the digits of these scripts go
// with them, for who writes them writes their ranges so too.
func fromRight(r rune) bool {
	return r >= 0x590 && (unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam, unicode.Hanifi_Rohingya, unicode.Mandaic, unicode.Samaritan) ||
		r >= 0x660 && r <= 0x669 || r >= 0x6F0 && r <= 0x6F9) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// runs reports whether a character belongs to what runs from left to right, digits
// among it, or to what runs from right to left.
func runs(r rune, ltr bool) bool {
	if !ltr {
		return fromRight(r)
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !fromRight(r)
}

// The signs that belong to the number before or behind which they stand without a space.
const before, behind = "+-−±＋－▲△<>≤≥≦≧~≈=$€£¥￥₪#№→", "%％‰°+…′″"

// reach is how far a stretch goes that has a character at a place, back to from at most.
func reach(text []rune, from, at int, ltr bool) (first, end int) {
	first = at
	for ltr && first > from && strings.ContainsRune(before, text[first-1]) {
		first--
	}
	end = at + 1
	for next := end; next < len(text); next++ {
		if runs(text[next], ltr) || unicode.IsMark(text[next]) && next == end {
			if next > end && !joins(text[end-1], string(text[end:next]), text[next], ltr) {
				break
			}
			end = next + 1
		} else if ltr && fromRight(text[next]) || !ltr && unicode.IsLetter(text[next]) {
			break
		}
	}
	for ltr && end < len(text) && strings.ContainsRune(behind, text[end]) {
		end++
	}
	return brackets(text, from, first, end)
}

// joins reports whether what stands between two characters leaves them together.
// ← goes from right to left by itself.
func joins(a rune, gap string, b rune, ltr bool) bool {
	bare := strings.Trim(gap, " \t")
	switch {
	case strings.ContainsAny(gap, "\n\r،؛؟٪"):
		return false
	case !ltr:
		return !strings.ContainsAny(gap, "→←÷×=+/·|") // a name, with its numbers
	case bare == gap, strings.Trim(bare, "()[] \t%÷×=→+−-–—<>≤≥/*~≠≈…") == "" && bare != "":
		return true
	case bare == "":
		return unicode.IsLetter(a) || unicode.IsLetter(b)
	}
	return unicode.IsLetter(a) && unicode.IsLetter(b) && strings.Trim(bare, ",.:;&’'") == ""
}

// brackets takes in the other halves of brackets, where they stand next to a stretch.
func brackets(text []rune, from, first, end int) (int, int) {
	open, lost := 0, 0
	for _, r := range text[first:end] {
		switch {
		case r == '(' || r == '（':
			open++
		case (r == ')' || r == '）') && open > 0:
			open--
		case r == ')' || r == '）':
			lost++
		}
	}
	for ; lost > 0 && first > from && strings.ContainsRune("(（", text[first-1]); lost-- {
		first--
	}
	for ; open > 0 && end < len(text) && strings.ContainsRune(")）", text[end]); open-- {
		end++
	}
	return first, end
}
