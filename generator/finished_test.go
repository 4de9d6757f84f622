package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// TestFinishedPagesSayNothingThatTheFiguresDoNot builds whole sites of towns
// whose indicators are drawn by lot, of every form, with the rules, roundings
// and bands that a city may choose; reads the finished pages in both languages;
// and finds no sentence, picture, row or count that the figures do not hold. What
// they hold is worked out in finished_truth_test.go, which shares nothing with the
// program. TASSEI_TOWNS is how many towns, TASSEI_SEED which.
func TestFinishedPagesSayNothingThatTheFiguresDoNot(t *testing.T) {
	towns, seed := wanted("TASSEI_TOWNS", 16), wanted("TASSEI_SEED", 1)
	indicators, claims := 0, 0
	for n := range towns {
		r := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
		sheets := 4 // small enough for one list
		if n%4 == 3 {
			sheets = 10 // a large plan: its overview has no list
		}
		if n%4 == 2 {
			sheets = 2 // with the files of each indicator
		}
		town := newRandomTown(r, sheets)
		town.files = n%4 == 2
		var p *reading
		if n%8 == 1 { // of which a year is sealed, and then corrected
			first := newRandomTown(rand.New(rand.NewPCG(uint64(seed), uint64(n))), sheets)
			first.sealed = town.years[0]
			town.correct(r, town.years[0])
			p = readSealed(t, first, town)
		} else {
			p = readTown(t, town, town, "")
		}
		indicators, claims = indicators+len(town.facts), claims+p.claims
		for _, lie := range p.lies[:min(len(p.lies), wanted("TASSEI_LIES", 12))] {
			t.Errorf("town %d: %s", n, lie)
		}
		if t.Failed() && os.Getenv("TASSEI_LIES") == "" {
			t.Fatalf("rule %s, rounded %s, own bands %v; %d lies", town.rule, town.rounding, town.own, len(p.lies))
		}
	}
	t.Logf("%d records, %d claims", indicators, claims)
	if towns >= 16 && (indicators < 2000 || claims < 200_000) {
		t.Errorf("only %d records and %d claims were looked at", indicators, claims)
	}
}

// wanted is a number from the environment, else the usual one.
func wanted(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// reading is a finished site held against its town.
type reading struct {
	town   *randomTown
	site   *builtSite
	facts  map[string]*facts // by "2024/1-shihyo-3"
	truths map[*facts]truth
	claims int
	lies   []string

	snapshot bool // a sealed edition, of one year alone
	planted  bool // the site is made from something else than the town
}

// readTown builds a site from made with layouts of its own, "" for the program's,
// and holds it against a town, which is the same where nothing is planted.
func readTown(t *testing.T, town, made *randomTown, layouts string) *reading {
	t.Helper()
	dir := t.TempDir()
	made.write(t, dir)
	if layouts != "" {
		copyTree(t, layouts, filepath.Join(dir, "layouts"))
	}
	public := filepath.Join(dir, "public")
	mustBuild(t, dir, public)
	p := newReading(town, public)
	p.planted = made != town
	p.read(t, files(t, public))
	os.RemoveAll(dir)
	return p
}

func newReading(town *randomTown, public string) *reading {
	p := &reading{town: town, site: &builtSite{dir: public, first: "ja", others: []string{"en"}}, facts: map[string]*facts{}, truths: map[*facts]truth{}}
	for _, f := range town.facts {
		p.facts[f.key()] = f
		p.truths[f] = town.truthOf(f)
	}
	return p
}

// read reads all that was written.
func (p *reading) read(t *testing.T, written map[string]string) {
	t.Helper()
	pages := 0
	for _, name := range slices.Sorted(maps.Keys(written)) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if pages++; p.planted && len(p.lies) > 0 {
			continue // what was planted is found
		}
		root, err := html.Parse(strings.NewReader(written[name])) // one at a time: their trees are large
		must.Succeed(t, err)
		p.page(page{name, p.site.language(name), root})
	}
	p.data(written)
	p.charts(written)
	p.index(written)
	if pages < 2*len(p.town.facts) {
		t.Fatalf("only %d pages", pages)
	}
}

func (f *facts) key() string { return fmt.Sprintf("FY%d/%d-shihyo-%d.html", f.year, f.sheet, f.number) }

func (p *reading) lie(at page, f *facts, format string, args ...any) {
	about := ""
	if f != nil {
		bare := *f
		bare.town, bare.before, bare.next, bare.parts = nil, nil, nil, nil
		for _, part := range f.parts {
			about += fmt.Sprintf(" [part %s %s: %q, %q, %q %s]", part.direction, part.form, part.baseline, part.target, part.actual, part.absent)
		}
		about += fmt.Sprintf(" (%s, %s: baseline %q, target %q, actual %q, %+v)", f.direction, f.form, f.baseline, f.target, f.actual, bare)
	}
	p.lies = append(p.lies, at.path+": "+fmt.Sprintf(format, args...)+about)
}

// hold counts a claim, and notes a lie.
func (p *reading) hold(holds bool, at page, f *facts, format string, args ...any) {
	p.claims++
	if !holds {
		p.lie(at, f, format, args...)
	}
}

// understand takes a text apart and holds each sentence to the facts.
func (p *reading) understand(at page, f *facts, where, words string) {
	for _, s := range sentencesOf(at.tag, words) {
		list, values := candidates(at.tag, s)
		holds := slices.ContainsFunc(list, func(one sentenceForm) bool {
			c := claim{facts: f, truth: p.truths[f], town: p.town, tag: at.tag, at: map[string]string{}}
			for i, letter := range one.letters {
				c.at[string(letter)] = values[i]
			}
			return one.of.holds(c)
		})
		p.hold(holds, at, f, "%s: %q (understood: %v)", where, s, len(list) > 0)
	}
}

// page reads one page.
func (p *reading) page(at page) {
	plain := p.site.plain(at)
	if f := p.facts[plain]; f != nil {
		p.indicatorPage(at, f)
	}
	if f := p.facts[strings.TrimPrefix(plain, "embed/")]; f != nil && p.site.framed(at) {
		p.frame(at, f)
	}
	p.rows(at)
	p.counts(at, plain)
	p.nodeGrades(at, plain)
	if p.town.rule == "none" && p.town.own == nil { // only a rate could put something between met and missed
		p.hold(!strings.Contains(text(at.root), p.bandName(at.tag, "nearly")), at, nil, "a band by rate where there is none")
	}
	if year := yearOf.FindStringSubmatch("/" + plain); strings.HasSuffix(plain, "/index.html") && year != nil {
		n, _ := strconv.Atoi(year[1])
		p.corrected(at, nil, n)
	}
	if strings.HasSuffix(plain, "/changes.html") {
		p.changes(at)
	}
}

// indicatorPage reads the page of one indicator.
func (p *reading) indicatorPage(at page, f *facts) {
	tr := p.truths[f]
	main := one(at.root, tagged("main"))
	p.inUnit(at, f, main)
	p.bare(at, f, at.root)
	p.hold(wordsIn(one(main, tagged("h1"))) == f.name(at.tag), at, f, "called %q", wordsIn(one(main, tagged("h1"))))
	p.understand(at, f, "headline", wordsIn(one(main, classed("headline"))))
	score := one(main, classed("score"))
	p.rate(at, f, "score", wordsIn(one(score, classed("score-figure"))), wordsIn(one(score, classed("score-done"))))
	p.hold(wordsIn(one(score, classed("band-name"))) == p.bandName(at.tag, tr.band), at, f, "band %q for %s", wordsIn(one(score, classed("band-name"))), tr.band)
	if none := one(score, classed("score-none")); none != nil {
		p.hold(tr.rate == nil, at, f, "no rate, and there is one")
		p.understand(at, f, "no rate", wordsIn(one(none, tagged("span"))))
	}
	if quiet := wordsIn(one(one(score, classed("score-band")), classed("quiet"))); strings.HasSuffix(quiet, ".") || strings.HasSuffix(quiet, "。") {
		p.understand(at, f, "why", quiet)
	}
	p.flags(at, f, score)
	p.further(at, f, main)
	p.printed(at, f, main)
	p.lenses(at, f, main)
	if !p.snapshot {
		p.trend(at, f, main)
	}
	for _, n := range all(main, func(n *html.Node) bool { return n.Data == "desc" && !within(n, classed("lenses")) }) {
		if !within(n, classed("ch-trend")) && !within(n, classed("timeline")) && !within(n, func(n *html.Node) bool { return strings.HasSuffix(attr(n, "aria-labelledby"), "-readings") }) {
			p.understand(at, f, "picture", text(n))
		}
	}
	p.figures(at, f, main)
	p.quote(at, f, main)
	p.grades(at, f, main)
	p.calc(at, f, main)
	p.within(at, f, main)
	p.corrected(at, f, f.year)
	p.neighbours(at, f, main)
}

// wordsIn is what a reader sees of a node, "" where there is none.
func wordsIn(n *html.Node) string {
	if n == nil {
		return ""
	}
	return text(n)
}

// one is the first element below a node for which is holds, nil for none.
func one(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n == nil || n.Type == html.ElementNode && is(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := one(c, is); found != nil {
			return found
		}
	}
	return nil
}

// bandName is what a band is called.
func (p *reading) bandName(tag, id string) string {
	names := map[string][2]string{"achieved": {"達成", "Achieved"}, "nearly": {"おおむね達成", "Nearly achieved"}, "behind": {"未達", "Behind target"}, "pending": {"未確定", "Pending"}, "not-judged": {"判定なし", "Not judged"}, "no-band": {"区分なし", "No band"}}
	for _, b := range p.town.own {
		names[b.id] = [2]string{b.mark + " " + b.ja, b.mark + " " + b.en}
	}
	if p.town.grades.judges && gradeName(tag, id) != "" {
		return gradeName(tag, id)
	}
	if tag == "ja" {
		return names[id][0]
	}
	return names[id][1]
}

// rate holds the printed rate to the one by hand.
func (p *reading) rate(at page, f *facts, where string, shown ...string) {
	words := plainNumber(strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(strings.Join(shown, ""), " ", ""), "%")))
	rate := p.truths[f].rate
	if f.printed != "" && (rate == nil || f.differs) {
		p.hold(words == f.printed, at, f, "%s: rate %q, printed", where, words)
		return
	}
	if rate == nil || words == "" {
		p.hold(rate == nil && words == "", at, f, "%s: rate %q, by hand %v", where, words, rate)
		return
	}
	p.hold(p.town.writes(f, words, rate), at, f, "%s: rate %q, by hand %s", where, words, rate.FloatString(6))
}

// figure holds a printed figure to the facts; words stand for none.
func (p *reading) figure(at page, f *facts, key, shown string) {
	want := map[string]string{"baseline": f.baseline, "target": f.target, "actual": f.actual}[key]
	numbers := numbers(shown)
	if rat(want) == nil || len(numbers) == 0 || f.ahead() && key == "target" {
		p.hold(rat(want) == nil || key == "target", at, f, "%s: %q for %q", key, shown, want)
		return
	}
	p.hold(numbers[0] == want, at, f, "%s: %q for %q", key, shown, want)
}

// flags reads the points to beware of below a node: those that are, and no others.
func (p *reading) flags(at page, f *facts, below *html.Node) {
	tr := p.truths[f]
	worse, otherwise, provisional := false, false, false
	for _, flag := range all(below, classed("flag")) {
		words := strings.TrimSpace(strings.TrimLeft(text(flag), "↓≠◌ "))
		p.understand(at, f, "flag", words)
		worse = worse || words == "Worse than the baseline" || words == "基準値より悪化"
		otherwise = otherwise || words == "Compare with care" || words == "比較に注意"
		provisional = provisional || words == "Provisional" || words == "暫定値"
	}
	for _, note := range all(below, classed("flag-note")) {
		p.understand(at, f, "flag", text(note))
	}
	p.hold(worse == tr.worse && otherwise == f.otherwise && provisional == f.provisional, at, f, "flags: worse %v, otherwise %v, provisional %v", worse, otherwise, provisional)
}

var leadingNumber = regexp.MustCompile(`^[＋+−-]?\d[\d,.]*%?\s*`)

// lenses reads the three lenses and the sentence on them.
func (p *reading) lenses(at page, f *facts, main *html.Node) {
	tr := p.truths[f]
	section := one(main, func(n *html.Node) bool {
		return n.Data == "section" && strings.HasSuffix(attr(n, "aria-labelledby"), "-lenses")
	})
	if section == nil {
		return
	}
	if intro := one(section, classed("intro")); intro != nil {
		p.understand(at, f, "lenses", text(intro))
	}
	for i, lens := range all(section, classed("lens")) {
		value, words := wordsIn(one(one(lens, classed("lens-result")), tagged("b"))), wordsIn(one(lens, classed("lens-result")))
		words = strings.TrimSpace(strings.TrimPrefix(words, value))
		title := strings.TrimSpace(strings.TrimPrefix(wordsIn(one(lens, tagged("title"))), wordsIn(one(lens, tagged("h3")))))
		p.hold(title == "" || strings.TrimSpace(leadingNumber.ReplaceAllString(title, "")) == words, at, f, "picture %q of a lens that says %q", title, words)
		switch heading := wordsIn(one(lens, tagged("h3"))); heading {
		case "Against the target", "目標に対して":
			p.hold(i == 0 && words == p.bandName(at.tag, tr.band), at, f, "lens of the target: %q for %s", words, tr.band)
			p.rate(at, f, "lens of the target", value)
		case "Against the baseline", "基準値に対して":
			p.understand(at, f, "lens of the baseline", p.soFar(at, f, words))
			if value != "" {
				want := minus(rat(f.actual), rat(f.baseline))
				p.hold(rat(plainNumber(value)) != nil && rat(plainNumber(value)).Cmp(want) == 0, at, f, "difference %q, by hand %s", value, want.FloatString(4))
			}
		case "Against the planned change", "計画した変化に対して":
			p.understand(at, f, "lens of the change", p.soFar(at, f, words))
			p.hold(tr.share != nil && p.sameTenth(strings.TrimSuffix(value, "%"), tr), at, f, "share %q, by hand %v", value, tr.share)
		default:
			p.lie(at, f, "a lens %q", heading)
		}
		if how := wordsIn(one(lens, classed("how"))); strings.HasSuffix(how, ".") || strings.HasSuffix(how, "。") {
			p.understand(at, f, "how", how)
		}
	}
	for _, none := range all(section, classed("lens-none")) {
		p.understand(at, f, "lens", wordsIn(one(none, classed("quiet"))))
	}
}

// soFar takes "so far" from what is said of a provisional value, where it must stand.
func (p *reading) soFar(at page, f *facts, words string) string {
	bare := strings.TrimSuffix(strings.TrimSuffix(words, " so far (provisional)"), "（暫定値）")
	p.hold((bare != words) == f.provisional, at, f, "%q", words)
	return bare
}

// sameTenth reports whether a share is the one by hand, to a tenth.
func (p *reading) sameTenth(words string, tr truth) bool {
	x := rat(plainNumber(words))
	if x == nil {
		return false
	}
	apart := minus(x, tr.share)
	return apart.Abs(apart).Cmp(rat("0.1")) < 0
}

// quote reads the text to quote and what search engines show: the same sentences, rate and band.
func (p *reading) quote(at page, f *facts, main *html.Node) {
	tr := p.truths[f]
	name := p.bandName(at.tag, tr.band)
	for _, n := range all(at.root, func(n *html.Node) bool { return n.Data == "meta" && attr(n, "name") == "description" }) {
		words := attr(n, "content")
		for _, s := range sentencesOf(at.tag, words) {
			if found := describedRate.FindStringSubmatch(s); found != nil {
				p.rate(at, f, "description", found[1])
				p.hold(found[2] == name, at, f, "description: %q for %s", s, tr.band)
				continue
			}
			p.understand(at, f, "description", s)
		}
	}
	lines := strings.Split(linesOf(one(main, classed("quote"))), "\n")
	for _, line := range lines {
		if strings.Contains(line, "%") || strings.HasPrefix(line, name) {
			if found := quotedRate.FindStringSubmatch(line); found != nil {
				p.rate(at, f, "quote", found[1])
				p.hold(found[2] == name, at, f, "quote: %q for %s", line, tr.band)
			}
			worse := strings.Contains(line, "Worse than the baseline") || strings.Contains(line, "基準値より悪化")
			p.hold(worse == tr.worse, at, f, "quote: %q", line)
		}
	}
	p.hold(len(lines) > 3, at, f, "no quote")
	p.understand(at, f, "quote", lines[1])
}

var (
	describedRate = regexp.MustCompile(`^(?:Achievement |達成度)([−\d.,]+)%[,、] ?(.*?)[.。]$`)
	quotedRate    = regexp.MustCompile(`^(?:Achievement |達成度 )([−\d.,]+)%[ （(]+(.*?)[)）]`)
)

// linesOf is a text with its line breaks.
func linesOf(n *html.Node) string {
	var b strings.Builder
	each(n, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(strings.Join(strings.Fields(n.Data), " "))
		case n.Data == "br":
			b.WriteString("\n")
		}
		return true
	})
	return b.String()
}
