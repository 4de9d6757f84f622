package prose

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tassei/generator/law"
)

// hostile is every input that is known to bring Markdown parsers down, cut to
// the size that a file may have and made to slip past one limit after another.
func hostile() map[string]string {
	fill := func(s string) string { return strings.Repeat(s, maxSize/len(s)) }
	lines := func(line string) string { return fill(line + "\n") }
	deep := func(step, marker string, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(step, i) + marker + "x\n")
		}
		return b.String()
	}
	var ticks, ticks64 strings.Builder
	for n := 1; ticks.Len() < maxSize-1000; n++ {
		ticks.WriteString(strings.Repeat("`", n) + "a ")
	}
	for n := 64; ticks64.Len() < maxSize-100; n-- {
		ticks64.WriteString(strings.Repeat("`", max(n, 1)) + "a\n")
	}
	brackets := func(unit string) string { // just under the bound, paragraph after paragraph
		return fill(strings.Repeat(unit, maxBrackets) + "\n\n")
	}
	return map[string]string{
		"quotes":             fill(">"),
		"list markers":       fill("- "),
		"nested list":        deep("  ", "- ", 700),
		"nested list 50":     strings.Repeat(deep("  ", "- ", 50), 80),
		"quotes a line":      lines(strings.Repeat(">", 50) + "a"),
		"markers a line":     lines(strings.Repeat("- ", 50) + "a"),
		"markers a block":    fill(strings.Repeat("- ", 50) + "a\n\n"),
		"lazy quotes":        strings.Repeat(">", 50) + "a\n" + fill("a\n"),
		"numbers a line":     lines(strings.Repeat("1. ", 50) + "a"),
		"open brackets":      strings.Repeat("[", 1e5) + "a" + strings.Repeat("]", 1e5),
		"open 64":            fill(strings.Repeat("[", 64) + "a" + strings.Repeat("]", 64) + "\n\n"),
		"open links":         fill("[a]("),
		"open links 500":     brackets("[a]("),
		"open targets":       fill("[a](<b"),
		"open targets 500":   brackets("[a](<b"),
		"open pictures 500":  brackets("![a]("),
		"closing brackets":   fill("]"),
		"growing backticks":  ticks.String(),
		"backticks of 64":    ticks64.String(),
		"backticks escaped":  fill("~\\``"),
		"backticks on lines": fill("``\n\\"),
		"backticks unended":  ticks64.String()[:64*70] + fill("a\n")[:maxSize-64*80],
		"backticks in links": fill("``](\\"),
		"wide table":         strings.Repeat("|a", 1000) + "\n" + strings.Repeat("|-", 1000) + "\n" + strings.Repeat("|\n", 1e4),
		"long table":         strings.Repeat("|a", 50) + "\n" + strings.Repeat("|-", 50) + "\n" + fill("|\n"),
		"one column":         "|a|\n|-|\n" + fill("|\n"),
		"delimiters only":    lines("|-|-|"),
		"definition used":    "[a]: /" + strings.Repeat("x", 100000) + "\n\n" + strings.Repeat(strings.Repeat("[a] ", 400)+"\n\n", 90),
		"https used":         "[a]: https://x/" + strings.Repeat("x", 100000) + "\n\n" + strings.Repeat(strings.Repeat("[a] ", 400)+"\n\n", 90),
		"definitions":        lines("[a]: b"),
		"definitions open":   lines("[a]: <b 'c"),
		"footnotes":          lines("[^a]: b"),
		"footnotes used":     "[^a]: b\n\n" + strings.Repeat(strings.Repeat("[^a] ", 400)+"\n\n", 90),
		"stars":              fill("*a **b "),
		"stars closed":       fill("a**b"),
		"stars nested":       strings.Repeat("*a ", 40000) + strings.Repeat("b*", 40000),
		"underscores":        fill("_a __b "),
		"many stars":         fill("*"),
		"mixed emphasis":     fill("*a_ "),
		"mixed double":       fill("**a_ "),
		"mixed reversed":     fill("_a* "),
		"mixed 1000":         fill(strings.Repeat("*a_ ", maxEmphasis/2) + "\n\n"),
		"mixed runs 1000":    fill(strings.Repeat("***a__ ", maxEmphasis/2) + "\n\n"),
		"mixed in a list":    fill("- " + strings.Repeat("*a_ ", 20) + "\n"),
		"entities":           fill("&amp;"),
		"entity openers":     fill("&#x"),
		"html inline":        fill("a> <"),
		"html elements":      fill("a <b> "),
		"html openers":       fill("<a "),
		"comment openers":    fill("<!-- a "),
		"instructions":       fill("<?a "),
		"declarations":       fill("<!A "),
		"cdata":              fill("<![CDATA["),
		"ruby openers":       fill("{a|"),
		"rubies":             fill("{漢|か}"),
		"headings":           lines("# a"),
		"setext":             lines("a\n="),
		"fences":             lines("```"),
		"rules":              lines("***"),
		"plain Japanese":     fill("窓口の手続き。\n"),
		"one line":           fill("窓"),
		"backslashes":        fill(`\*`),
		"tabs":               fill("\t"),
		"spaces":             fill(" "),
		"list of links":      strings.Repeat("- [a](b)\n", 400),
	}
}

func TestHostileInputsEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds of work")
	}
	for name, s := range hostile() {
		src := []byte(s)
		before := law.Spent()
		faults := Check(src, town)
		html := HTML(nil, src, town)
		Text(src, "ja")
		Read(src).References(town)
		// All four together take a second at most; the bound is wide so that only
		// growth with the square of the input can break it.
		took := law.Spent() - before
		if took > 5*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if len(html) > maxOutput+maxOutput/8 {
			t.Errorf("%s: %d bytes of HTML", name, len(html))
		}
		if took > 300*time.Millisecond || testing.Verbose() {
			t.Logf("%-18s %8v %8d bytes, %d faults", name, took.Round(time.Millisecond), len(html), len(faults))
		}
	}
}

func FuzzProse(t *testing.F) {
	f := law.Of(t, 2)
	for _, s := range samples() {
		f.Add(s)
	}
	for _, s := range hostile() {
		f.Add(s[:min(len(s), 300)])
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		comparePlain(t, s)
		compareFaults(t, s)
		src := []byte(s)
		kept := bytes.Clone(src)
		html := HTML([]byte("before"), src, town)
		Check(src, town)
		Read(src).References(town)
		Text(src, "ja")
		if !bytes.Equal(src, kept) {
			t.Fatal("the source was changed")
		}
		if !bytes.HasPrefix(html, []byte("before")) {
			t.Fatal("what stood before is gone")
		}
		balanced(t, s, string(html[len("before"):]))
	})
}

// allowed is every element that prose writes.
var allowed = map[string]bool{}

func init() {
	for e := range strings.FieldsSeq("p h1 h2 h3 h4 h5 h6 blockquote ul ol li hr pre code table thead tbody tr th td strong em br a ruby rp rt sup div") {
		allowed[e] = true
	}
}

// balanced fails unless the HTML has only elements that prose writes, each
// closed in turn, and no attribute that could run anything.
func balanced(t *testing.T, src, html string) {
	t.Helper()
	var open []string
	for rest := html; ; {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			break
		}
		tag, text, closed := strings.Cut(after, ">")
		if !closed {
			t.Fatalf("%q: a tag is not closed: %s", src, html)
		}
		rest = text
		name, attributes, _ := strings.Cut(tag, " ")
		if strings.HasPrefix(name, "/") {
			if len(open) == 0 || open[len(open)-1] != name[1:] {
				t.Fatalf("%q: %s closes %v: %s", src, name, open, html)
			}
			open = open[:len(open)-1]
			continue
		}
		if !allowed[name] {
			t.Fatalf("%q: element %q: %s", src, name, html)
		}
		if strings.Count(attributes, `"`)%2 != 0 || strings.Contains(attributes, "style=") {
			t.Fatalf("%q: attributes %s", src, attributes)
		}
		if _, href, found := strings.Cut(attributes, `href="`); found &&
			!strings.HasPrefix(href, "https:") && !strings.HasPrefix(href, "http:") && !strings.HasPrefix(href, "mailto:") &&
			!strings.HasPrefix(href, "tel:") && !strings.HasPrefix(href, "#1-i-") && !strings.HasPrefix(href, "1-i-shihyo-4.html\"") {
			t.Fatalf("%q: href %s", src, attributes)
		}
		if name != "br" && name != "hr" {
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		t.Fatalf("%q: left open: %v", src, open)
	}
}

var comment = []byte(strings.Repeat("昨年度に続き，窓口での手続きの時間を短くするため，書かない窓口を広げた。その結果，実績値は57となった。\n\n", 6))

func BenchmarkPlain(b *testing.B) {
	var dst []byte
	for b.Loop() {
		dst = HTML(dst[:0], comment, town)
	}
}

func BenchmarkMarkup(b *testing.B) {
	src := append(bytes.Clone(comment), "**太字**と[四](1-i-shihyo-4)。"...)
	var dst []byte
	for b.Loop() {
		dst = HTML(dst[:0], src, town)
	}
}
