package diag

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// Style is how the text form is written.
type Style int

// The styles. Plain is for files, pipes and NO_COLOR.
const (
	Plain Style = iota
	Coloured
)

// StyleFor chooses the style for a file: Coloured on a terminal, unless
// NO_COLOR is set to anything or the terminal is a dumb one.
func StyleFor(f *os.File) Style {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" || !term.IsTerminal(int(f.Fd())) {
		return Plain
	}
	return Coloured
}

const (
	listLimit   = 50 // problems printed in text form
	windowCells = 96 // screen cells of an excerpt
)

// Text writes the problems as people read them:
//
//	data/FY2024/1-i.toml:14:10: error K112: 実績値は数で書いてください
//	   14 | actual = "12人"
//	      |          ^^^^^^
//	   ヒント: 単位を取り、actual = 12 と書きます（tassei explain K112）
//
// Errors come before warnings, at most 50 are printed, and the rest is counted. The last line is the totals.
func (l *List) Text(w io.Writer, lang string, style Style) error {
	all := l.All()
	if len(all) == 0 {
		return nil
	}
	all = bySheet(all)
	shown := choose(all)
	var b strings.Builder
	for _, p := range shown {
		writeProblem(&b, p.In(lang), lang, style)
	}
	if rest := len(all) - len(shown); rest > 0 {
		b.WriteString(strings.ReplaceAll(wordFor(lang, "total.rest"), "#", strconv.Itoa(rest)) + "\n")
	}
	b.WriteString(l.Totals(lang) + "\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write problems: %w", err)
	}
	return nil
}

// bySheet says the blanks of a draft, and the many texts that lack a language, once for
// each sheet, with how much of it is there, rather than each by itself.
func bySheet(all []Problem) []Problem {
	key := func(p Problem) string {
		if r, _ := Find(p.Code); p.Args["total"] == "" || r.Text("en", "message.sheet") == "" {
			return ""
		}
		place := p.File
		if strings.HasPrefix(place, "content/") {
			place = path.Dir(place)
		}
		return p.Code + " " + p.Args["language"] + " " + place
	}
	number := map[string]int{}
	for _, p := range all {
		number[key(p)]++
	}
	var list []Problem
	for _, p := range all {
		k := key(p)
		switch {
		case k == "" || number[k] == 1:
		case number[k] == 0:
			continue // said at the first one
		default:
			number[k] = 0
			p.Args = maps.Clone(p.Args)
			if p.Args["message"] = "sheet"; p.Args["hint"] == "" {
				p.Args["hint"] = "sheet"
			}
		}
		list = append(list, p)
	}
	return list
}

// choose takes the problems to print, errors first.
func choose(all []Problem) []Problem {
	var shown []Problem
	for _, s := range []Severity{Error, Warning} {
		for _, p := range all {
			if p.Severity == s && len(shown) < listLimit {
				shown = append(shown, p)
			}
		}
	}
	return shown
}

func head(p Problem) string {
	place := ""
	if p.File != "" {
		place = fmt.Sprintf("%s:%d:%d: ", Visible(p.File), p.Line, p.Column)
	}
	return place + string(p.Severity) + " " + p.Code + ": " + p.Message
}

func writeProblem(b *strings.Builder, p Problem, lang string, style Style) {
	colour := func(code, s string) string {
		if style == Plain {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	shade := "31"
	if p.Severity == Warning {
		shade = "33"
	}
	b.WriteString(colour("1", head(p)) + "\n")
	if p.Excerpt != "" {
		text, before, cells := window(p)
		fmt.Fprintf(b, "%5d | %s\n", p.Line, text)
		fmt.Fprintf(b, "      | %s%s\n", strings.Repeat(" ", before), colour(shade, strings.Repeat("^", cells)))
	}
	if p.Hint != "" {
		fmt.Fprintf(b, "   %s%s%s\n", hintWord(lang, "hint.head"), p.Hint, strings.ReplaceAll(hintWord(lang, "hint.tail"), "#", p.Code))
	}
}

func hintWord(lang, name string) string { return strings.ReplaceAll(wordFor(lang, name), "_", " ") }

// window cuts the excerpt to the width of a screen around the text at fault,
// and returns it with the cells before that text and the cells of it.
func window(p Problem) (text string, before, cells int) {
	runes := []rune(p.Excerpt)
	at := p.Caret
	if at == 0 && p.Column > 1 {
		at = p.Column - 1
	}
	at = min(at, len(runes))
	cells = max(p.Width, 1)
	total := Cells(p.Excerpt)
	before = Cells(string(runes[:at]))
	if total <= windowCells {
		return p.Excerpt, before, cells
	}
	from := 0
	if keep := windowCells / 3; before+min(cells, windowCells/2) > windowCells-8 {
		for c := before; c > keep; from++ {
			c -= cell(runes[from])
		}
	}
	head := ""
	if from > 0 {
		head = "…"
	}
	to, room := from, windowCells-2
	for to < len(runes) && room > 0 {
		room -= cell(runes[to])
		to++
	}
	text = head + string(runes[from:to])
	if to < len(runes) {
		text += "…"
	}
	before = Cells(head + string(runes[from:at]))
	return text, before, max(min(cells, Cells(text)-before), 1)
}
