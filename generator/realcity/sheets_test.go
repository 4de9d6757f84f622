package realcity_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// This file reads the printed sheets again, apart from the program, and holds
// the data to them: page by page, block by block, word by word.
//
// On each page first come the figures and the actions of each indicator, then
// the page mark, then in the same order the names, methods and comments. Line
// breaks and spaces are the PDF's, so both sides are compared without any.

// printedPage is one page of the sheets without spaces.
type printedPage struct {
	heading string   // code and name of the initiative
	blocks  []string // figures and actions, an indicator each
	words   []string // label, name, method and comment, an indicator each
}

var (
	headingAt = regexp.MustCompile(`取り組み事項[\s\x{2003}]+[⑴⑵⑶]`)
	labelAt   = regexp.MustCompile(`(?m)^(?:指標|目標)[１-９]`)
	block     = regexp.MustCompile(`^(.*?)目標値(.*?)実績値(.*?)基準値(.*?)実施内容時期担当係(.*?)評価内容`)
)

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func sheets(t *testing.T) []printedPage {
	t.Helper()
	b := must.Read(t, "../../data/FY2024/source/evaluation-sheets.txt")
	text := string(b)
	starts := headingAt.FindAllStringIndex(text, -1)
	var pages []printedPage
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		number := fmt.Sprint(i + 1)
		if i < 9 {
			number = string(rune('１' + i))
		}
		above, below, ok := strings.Cut(text[at[0]:end], "ー\u2003"+number+"\u2003ー")
		if !ok {
			t.Fatalf("page %d has no mark", i+1)
		}
		p := printedPage{}
		parts := strings.Split(squeeze(above), "達成度")
		p.heading, p.blocks = strings.TrimPrefix(parts[0], "取り組み事項"), parts[1:]
		labels := labelAt.FindAllStringIndex(below, -1)
		for j, l := range labels {
			end := len(below)
			if j+1 < len(labels) {
				end = labels[j+1][0]
			}
			p.words = append(p.words, squeeze(below[l[0]:end]))
		}
		pages = append(pages, p)
	}
	return pages
}

func ja(t lang.Text) string { return squeeze(t["ja"]) }

// TestFiguresAndActionsAsPrinted compares every figure and every line of the
// actions with the n-th block of its page.
func TestFiguresAndActionsAsPrinted(t *testing.T) {
	pages := sheets(t)
	if len(pages) != 16 {
		t.Fatalf("%d pages, want 16", len(pages))
	}
	for i, p := range pages {
		records := slices.DeleteFunc(slices.Clone(city().records), func(r *kpi.Record) bool { return r.Page != i+1 })
		if len(records) != len(p.blocks) || len(records) != len(p.words) {
			t.Errorf("page %d: %d records, %d blocks, %d names", i+1, len(records), len(p.blocks), len(p.words))
			continue
		}
		for j, r := range records {
			id := r.Indicator.ID
			if want := squeeze(r.Indicator.Code); !strings.HasPrefix(p.heading, want) {
				t.Errorf("page %d, %s: the heading is %s", i+1, id, p.heading)
			}
			f := block.FindStringSubmatch(p.blocks[j])
			if f == nil {
				t.Errorf("page %d, %s: no block in %s", i+1, id, p.blocks[j])
				continue
			}
			must.Be(t, f[1], r.Published, id, "printed", "the data has")
			for k, figure := range []kpi.Figure{r.Target, r.Actual, r.Baseline} {
				must.Be(t, asPrinted(figure), strings.ReplaceAll(f[2+k], ",", ""), id, [...]string{"目標値", "実績値", "基準値"}[k], "is printed", f[2+k], "the data has")
			}
			must.Be(t, actions(r), f[5], id, "printed actions", "the data has")
		}
	}
}

// asPrinted is a figure as its cell has it.
func asPrinted(f kpi.Figure) string {
	switch f.Kind {
	case kpi.Number:
		return f.Value.String()
	case kpi.Words:
		return ja(f.Words)
	}
	return f.Printed
}

// actions are the lines of the table of actions: text, period, sections.
func actions(r *kpi.Record) string {
	var b strings.Builder
	for _, a := range r.Actions {
		b.WriteString(ja(a.Text) + squeeze(a.Printed))
		for _, id := range a.Sections {
			b.WriteString(ja(city().city.Section(id).Name))
		}
	}
	return b.String()
}

var (
	reference = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	escaped   = regexp.MustCompile(`\\([[:punct:]])`)
)

// TestWordsAsPrinted finds label, group, name, remark, method, dates and
// comment below the mark of the page, in this order, and nothing between that
// the data leaves out but the words that introduce the dates.
func TestWordsAsPrinted(t *testing.T) {
	pages := sheets(t)
	done := map[int]int{}
	for _, r := range city().records {
		id := r.Indicator.ID
		words := pages[r.Page-1].words[done[r.Page]]
		done[r.Page]++
		label := string(r.Indicator.Kind) + string(rune('０'+r.Indicator.Number))
		if g := city().city.Group(r.Indicator.Group); g != nil {
			label += "【" + ja(g.Name) + "】"
		}
		head, below, ok := strings.Cut(words, "積算方法")
		if want := label + ja(r.Indicator.Name) + ja(r.Remark); !ok || head != want {
			t.Errorf("%s: printed %q, the data has %q", id, head, want)
		}
		comment := squeeze(escaped.ReplaceAllString(reference.ReplaceAllString(r.Comment["ja"].Markdown, "$1"), "$1"))
		comment += ja(r.ActionsSameAs.Text)
		// Page 12 is followed by marks that belong to the next one.
		below = strings.TrimSuffix(below, "％名名名①②③④")
		method, ok := strings.CutSuffix(below, comment)
		if comment == "" || !ok {
			t.Errorf("%s: the comment is printed otherwise:\n%s\nthe data has\n%s", id, below, comment)
			continue
		}
		rest := method
		for _, text := range append(methodLines(r), asOf(r)...) {
			must.Contain(t, method, text, id, "is not in the method")
			rest = strings.Replace(rest, text, "", 1)
		}
		must.Be(t, introducing.ReplaceAllString(rest, ""), "", id, "of the method the data leaves out")
	}
}

// introducing are the words before the dates, with every colon, arrow and dot
// that the sheets use.
var introducing = regexp.MustCompile(`(?:基準値|目標値|実績値|目標|実績|[:：→・･])+`)

// methodLines are the lines of the method; the data joins them with a space.
func methodLines(r *kpi.Record) []string {
	var lines []string
	for _, s := range strings.Fields(r.Method["ja"]) {
		lines = append(lines, squeeze(s))
	}
	return lines
}

// asOf are the dates of the figures, the longest first.
func asOf(r *kpi.Record) []string {
	figures := []kpi.Figure{r.Baseline, r.Target, r.Actual}
	for _, p := range r.Parts {
		figures = append(figures, p.Baseline, p.Target, p.Actual)
	}
	var texts []string
	for _, f := range figures {
		if s := ja(f.AsOf.Text); s != "" && !slices.Contains(texts, s) {
			texts = append(texts, s)
		}
	}
	slices.SortFunc(texts, func(a, b string) int { return len(b) - len(a) })
	return texts
}

// TestInitiativesAsPrinted compares the codes and names with the headings.
func TestInitiativesAsPrinted(t *testing.T) {
	printed := map[string]bool{}
	for _, p := range sheets(t) {
		printed[p.heading] = true
	}
	for _, i := range city().initiatives {
		heading := i.Code + ja(i.Name)
		if !printed[heading] {
			t.Errorf("%s: no heading %s in %v", i.Sheet, heading, printed)
		}
		delete(printed, heading)
	}
	if len(printed) > 0 {
		t.Errorf("headings without an initiative: %v", printed)
	}
}
