package prose

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"tassei/generator/must"
)

// Every word, sign and number of a text stands on its page, in its order and on
// its line; what cannot is told with its line. testdata/words.txt has the texts.
func TestEveryWordStandsOnThePage(t *testing.T) {
	cases := wordCases(t)
	if len(cases) < 60 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := []byte(c.src)
			var faults []string
			for _, f := range Check(src, town) {
				faults = append(faults, fmt.Sprintf("!! %s %d", f.Code, f.Line))
			}
			page := string(HTML(nil, src, Options{Language: "ja", IDPrefix: "1-i"}))
			got := strings.Join(faults, "\n")
			if faults == nil {
				got = seen(page)
			}
			must.Be(t, got, c.want, "of", c.src, page)
			if faults == nil {
				everyWord(t, c.src, page)
			}
			balanced(t, c.src, strings.ReplaceAll(page, `"#1-i`, `"#1-i-`))
		})
	}
}

type wordCase struct{ name, src, want string }

func wordCases(t testing.TB) (cases []wordCase) {
	b := must.Read(t, "testdata/words.txt")
	signs := strings.NewReplacer("␣", " ", "⇥", "\t", "␉", "\u00a0\u00a0\u00a0\u00a0")
	for _, part := range strings.Split(string(b), "\n== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		src, want, ok := strings.Cut(rest, "\n->\n")
		if !ok {
			t.Fatalf("%s: no line ->", name)
		}
		cases = append(cases, wordCase{name, signs.Replace(src), regexp.MustCompile(`(?m) +$`).ReplaceAllString(strings.TrimRight(signs.Replace(want), "\n"), "")})
	}
	return cases
}

var (
	tagForm    = regexp.MustCompile(`<(/?)([a-z0-9]+)([^>]*)>`)
	numberForm = regexp.MustCompile(`(?:start|value)="([0-9]+)"`)
)

// seen is what a browser shows of HTML that prose wrote, a line for each line,
// with the numbers that it gives to the items of lists.
func seen(page string) string {
	var b strings.Builder
	var counters []int // of the open lists, -1 for bullets
	page = strings.ReplaceAll(page, "↩", "")
	for len(page) > 0 {
		m := tagForm.FindStringSubmatchIndex(page)
		if m == nil {
			b.WriteString(strings.ReplaceAll(page, "\n", ""))
			break
		}
		b.WriteString(strings.ReplaceAll(page[:m[0]], "\n", ""))
		end, name, attributes := page[m[2]:m[3]] == "/", page[m[4]:m[5]], page[m[6]:m[7]]
		page = page[m[1]:]
		number := 0
		if n := numberForm.FindStringSubmatch(attributes); n != nil {
			number, _ = strconv.Atoi(n[1])
		}
		switch {
		case name == "ol" && !end:
			counters = append(counters, max(number, 1)-1)
		case name == "ul" && !end:
			b.WriteString("\n")
			counters = append(counters, -1)
		case name == "ol" || name == "ul":
			counters = counters[:len(counters)-1]
			b.WriteString("\n")
		case name == "li" && !end:
			if last := &counters[len(counters)-1]; *last < 0 {
				b.WriteString("<L>")
			} else {
				*last++
				if number > 0 {
					*last = number
				}
				b.WriteString(strconv.Itoa(*last) + ". ")
			}
		case name == "br", end && (name == "p" || name == "li" || name == "tr" || name[0] == 'h' || name == "pre"):
			b.WriteString("\n")
		case name == "hr":
			b.WriteString("<R>\n")
		case name[0] == 'h' && !end:
			b.WriteString("<H>")
		case name == "blockquote" && !end:
			b.WriteString("<Q>")
		case end && (name == "td" || name == "th") && !strings.HasPrefix(page, "</tr"):
			b.WriteString(" | ")
		}
	}
	text := html.UnescapeString(b.String())
	text = regexp.MustCompile(` +(\n|$)`).ReplaceAllString(text, "$1")
	text = regexp.MustCompile(`\n(\n)+`).ReplaceAllString(text, "\n")
	return strings.Trim(text, "\n")
}

// everyWord fails unless the letters, digits and signs of a source stand in
// what is seen of its page, in their order.
func everyWord(t *testing.T, src, page string) {
	t.Helper()
	if regexp.MustCompile(`(?m)^\[\^[^\]]*\]:`).MatchString(src) {
		src = regexp.MustCompile(`(?ms)^(.*?)\[\^[^\]]*\]: .*`).ReplaceAllString(src, "$1") // the notes come last
	}
	src = regexp.MustCompile(`\[\^[^\]]*[^\]0-9][^\]]*\]`).ReplaceAllString(src, "")
	src = regexp.MustCompile("(?m)^ *(```|~~~)[ \t]*[a-z]+$").ReplaceAllString(src, "")
	src = regexp.MustCompile(`&[#a-zA-Z0-9]+;`).ReplaceAllStringFunc(src, func(s string) string {
		if read := html.UnescapeString(s); !strings.HasSuffix(read, ";") {
			return read
		}
		return s
	})
	rest := seen(page)
	for _, r := range src {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.So, r) && !strings.ContainsRune("・※▲△％%", r) {
			continue
		}
		i := strings.IndexRune(rest, r)
		if i < 0 {
			t.Errorf("%q of the text is not on the page, or not in its place\n%s\n%s", r, src, page)
			return
		}
		rest = rest[i+len(string(r)):]
	}
}

// The lines of all cases in random order, with and without empty lines.
func TestEveryWordOfAnyLines(t *testing.T) {
	var lines []string
	for _, c := range wordCases(t) {
		if !strings.Contains(c.src, "[^") && !strings.Contains(c.src, "](") {
			lines = append(lines, strings.Split(c.src, "\n")...)
		}
	}
	random := rand.New(rand.NewPCG(3, 7))
	sound := 0
	for range 4000 {
		var doc []string
		for range 2 + random.IntN(6) {
			prefix := [...]string{"", "", "", "", "- ", "> ", "  ", "   ", "1. ", "**a** "}[random.IntN(10)]
			doc = append(doc, prefix+lines[random.IntN(len(lines))])
		}
		src := strings.Join(doc, "\n")
		if Check([]byte(src), town) != nil {
			continue
		}
		sound++
		page := string(HTML(nil, []byte(src), Options{Language: "ja"}))
		everyWord(t, src, page)
		balanced(t, src, page)
		if t.Failed() {
			return
		}
	}
	if sound < 1000 {
		t.Errorf("only %d were sound", sound)
	}
}

// TestReadOnceIsReadOften: a text that was read once gives what one gives that is read
// for each purpose, in any order.
func TestReadOnceIsReadOften(t *testing.T) {
	o := Options{Language: "ja", IDPrefix: "1-i", HeadingOffset: 2, Resolve: town.Resolve}
	for _, c := range wordCases(t) {
		src := []byte(c.src)
		read := Read(src)
		for range 2 {
			if got, want := string(read.HTML(nil, o)), string(HTML(nil, src, o)); got != want {
				t.Errorf("%s: HTML\n%s\nwant\n%s", c.name, got, want)
			}
			if got, want := fmt.Sprint(read.Check(o)), fmt.Sprint(Check(src, o)); got != want {
				t.Errorf("%s: %s, want %s", c.name, got, want)
			}
			if got, want := read.Text("ja"), Text(src, "ja"); got != want {
				t.Errorf("%s: text %q, want %q", c.name, got, want)
			}
			if got, want := fmt.Sprint(read.References(o)), fmt.Sprint(Read(src).References(o)); got != want {
				t.Errorf("%s: %s, want %s", c.name, got, want)
			}
		}
	}
}
