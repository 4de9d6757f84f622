package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
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
		sheets := 5 // small enough for one list
		if n%4 == 3 {
			sheets = 12 // a large plan: its overview has no list
		}
		town := newRandomTown(r, sheets)
		p := readTown(t, town, town, "")
		indicators, claims = indicators+len(town.facts), claims+p.claims
		for _, lie := range p.lies[:min(len(p.lies), 12)] {
			t.Errorf("town %d: %s", n, lie)
		}
		if t.Failed() {
			t.Fatalf("rule %s, rounded %s, own bands %v; %d lies", town.rule, town.rounding, town.ownBands, len(p.lies))
		}
	}
	t.Logf("%d records, %d claims", indicators, claims)
	if towns >= 16 && (indicators < 2000 || claims < 100_000) {
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
	p := &reading{town: town, site: &builtSite{dir: public, first: "ja", others: []string{"en"}}, facts: map[string]*facts{}, truths: map[*facts]truth{}}
	for _, f := range town.facts {
		p.facts[f.key()] = f
		p.truths[f] = town.truthOf(f)
	}
	pages := 0
	for name, text := range files(t, public) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		root, err := html.Parse(strings.NewReader(text)) // one at a time: their trees are large
		if err != nil {
			t.Fatal(err)
		}
		p.page(page{name, p.site.language(name), root})
		pages++
	}
	if pages < 4*len(town.facts)/2 {
		t.Fatalf("only %d pages", pages)
	}
	os.RemoveAll(dir)
	return p
}

func (f *facts) key() string { return fmt.Sprintf("FY%d/%d-shihyo-%d.html", f.year, f.sheet, f.number) }

func (p *reading) lie(at page, f *facts, format string, args ...any) {
	about := ""
	if f != nil {
		about = fmt.Sprintf(" (%s, %s: baseline %q, target %q, actual %q, %+v)", f.direction, f.form, f.baseline, f.target, f.actual, *f)
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
		holds := slices.ContainsFunc(list, func(one pattern) bool {
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
	p.rows(at)
	p.counts(at, plain)
	if strings.HasSuffix(plain, "/changes.html") {
		p.changes(at)
	}
}

// indicatorPage reads the page of one indicator.
func (p *reading) indicatorPage(at page, f *facts) {
	tr := p.truths[f]
	main := one(at.root, tagged("main"))
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
	p.lenses(at, f, main)
	for _, n := range all(main, func(n *html.Node) bool { return n.Data == "desc" && !within(n, classed("lenses")) }) {
		if !within(n, classed("ch-trend")) {
			p.understand(at, f, "picture", text(n))
		}
	}
	for _, key := range []string{"baseline", "target", "actual"} {
		for _, cell := range all(main, classed("f-"+key)) {
			p.figure(at, f, key, wordsIn(one(cell, classed("value"))))
		}
	}
	p.quote(at, f, main)
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
	if n == nil {
		return nil
	}
	if list := all(n, is); len(list) > 0 {
		return list[0]
	}
	return nil
}

// bandName is what a band is called.
func (p *reading) bandName(tag, id string) string {
	names := map[string][2]string{"achieved": {"達成", "Achieved"}, "nearly": {"おおむね達成", "Nearly achieved"}, "behind": {"未達", "Behind target"}, "pending": {"未確定", "Pending"}, "not-judged": {"判定なし", "Not judged"}, "no-band": {"区分なし", "No band"}}
	if p.town.ownBands {
		for _, b := range ownBands {
			names[b.id] = [2]string{b.mark + " " + b.ja, b.mark + " " + b.en}
		}
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
	if rate == nil || words == "" {
		p.hold(rate == nil && words == "", at, f, "%s: rate %q, by hand %v", where, words, rate)
		return
	}
	p.hold(p.town.writes(words, rate), at, f, "%s: rate %q, by hand %s", where, words, rate.FloatString(6))
}

// figure holds a printed figure to the facts; words stand for none.
func (p *reading) figure(at page, f *facts, key, shown string) {
	want := map[string]string{"baseline": f.baseline, "target": f.target, "actual": f.actual}[key]
	numbers := numbers(shown)
	if rat(want) == nil || len(numbers) == 0 || f.form == wantFinal && key == "target" {
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

// linked are the facts of the indicator that a row of any list leads to, nil for none.
func (p *reading) linked(at page, row *html.Node) *facts {
	for _, a := range all(row, tagged("a")) {
		to, _ := resolve(at.path, attr(a, "href"))
		if f := p.facts[strings.TrimPrefix(to, "en/")]; f != nil {
			return f
		}
	}
	return nil
}

// rows reads every list of a page: tables, articles and plain lists.
func (p *reading) rows(at page) {
	for _, row := range all(at.root, func(n *html.Node) bool { return n.Data == "tr" && hasAttr(n, "data-band") }) {
		f := p.linked(at, row)
		if f == nil {
			p.lie(at, nil, "a row of no indicator: %s", text(row))
			continue
		}
		p.row(at, f, row)
	}
	for _, article := range all(at.root, tagged("article")) {
		f := p.linked(at, article)
		if f == nil {
			continue
		}
		if finding := one(article, classed("finding")); finding != nil {
			words := textWithout(finding, classed("band"))
			p.understand(at, f, "finding", words)
		}
		if band := one(article, classed("band-name")); band != nil {
			p.hold(text(band) == p.bandName(at.tag, p.truths[f].band), at, f, "band %q", text(band))
		}
		p.flags(at, f, article)
		for _, desc := range all(article, tagged("desc")) {
			p.understand(at, f, "picture", text(desc))
		}
	}
	for _, item := range all(at.root, func(n *html.Node) bool { return n.Data == "li" && one(n, classed("full-rate")) != nil }) {
		if f := p.linked(at, item); f != nil && !within(item, classed("improved")) {
			p.rate(at, f, "list", wordsIn(one(item, tagged("b"))))
			p.hold(strings.HasSuffix(wordsIn(one(item, classed("full-rate"))), p.bandName(at.tag, p.truths[f].band)), at, f, "band %q", text(item))
			p.flags(at, f, item)
		} else if f != nil {
			p.hold(p.truths[f].better, at, f, "among the most improved")
		}
	}
	for _, item := range all(at.root, classed("missed-rate")) {
		f := p.linked(at, item.Parent.Parent)
		p.hold(f != nil && p.truths[f].band != "achieved" && !p.truths[f].met, at, f, "among the missed: %s", text(item.Parent))
		if f != nil && one(item, classed("unit")) != nil {
			p.rate(at, f, "missed", text(item))
		}
	}
}

// row reads a row of a table with all that filters go by.
func (p *reading) row(at page, f *facts, row *html.Node) {
	tr := p.truths[f]
	p.hold(attr(row, "data-band") == tr.band, at, f, "row: data-band %q for %s", attr(row, "data-band"), tr.band)
	against := map[bool]string{tr.better: "better", tr.same: "same", tr.worse: "worse"}[true]
	p.hold(attr(row, "data-against") == against, at, f, "row: data-against %q for %q", attr(row, "data-against"), against)
	p.hold(wordsIn(one(row, classed("band-name"))) == p.bandName(at.tag, tr.band), at, f, "row: band %q", wordsIn(one(row, classed("band-name"))))
	is := strings.Fields(attr(row, "data-is"))
	for id, holds := range map[string]bool{
		"not-comparable": f.otherwise, "no-baseline": f.baseline == "", "provisional": f.provisional || tr.band == "pending",
	} {
		p.hold(slices.Contains(is, id) == holds, at, f, "row: %q among %q", id, is)
	}
	rate, none := "", one(row, classed("none"))
	if b := one(one(row, classed("rate")), tagged("b")); b != nil && (none == nil || b != none) {
		rate = text(b)
	}
	if leadingNumber.MatchString(rate) || tr.rate != nil {
		p.rate(at, f, "row", rate)
	}
	if exact := attr(row, "data-rate"); exact != "" || tr.rate != nil {
		p.hold(tr.rate != nil && exact == tr.rate.FloatString(4), at, f, "row: data-rate %q", exact)
	}
	for _, key := range []string{"baseline", "target", "actual"} {
		p.figure(at, f, key, wordsIn(one(one(row, classed("c-"+key)), classed("value"))))
	}
	p.flags(at, f, row)
}

// tally is a count by hand.
type handTally struct {
	total, judged, met, worse, soFar, unsure, noGoal int
	bands                                            map[string]int
}

func (p *reading) tally(of func(*facts) bool) handTally {
	h := handTally{bands: map[string]int{}}
	for f, tr := range p.truths {
		if !of(f) {
			continue
		}
		h.total++
		h.bands[tr.band]++
		if tr.band != "not-judged" {
			h.judged++
		}
		if f.form == wantNone {
			h.noGoal++
		}
		if tr.met && tr.band != "not-judged" && tr.band != "pending" {
			h.met++
		}
		switch {
		case tr.worse && f.provisional:
			h.soFar++
		case tr.worse:
			h.worse++
			if f.otherwise {
				h.unsure++
			}
		}
	}
	return h
}

var yearOf = regexp.MustCompile(`(?:^|/)FY(\d{4})/`)

// counts holds every count of a page to a count by hand, and to its rows.
func (p *reading) counts(at page, plain string) {
	found := yearOf.FindStringSubmatch(plain)
	if found == nil {
		return
	}
	year, _ := strconv.Atoi(found[1])
	ofYear := func(f *facts) bool { return f.year == year }
	ofPage := ofYear
	name := strings.TrimSuffix(filepath.Base(plain), ".html")
	if sheet, err := strconv.Atoi(name); err == nil {
		ofPage = func(f *facts) bool { return f.year == year && f.sheet == sheet }
	} else if section, ok := strings.CutPrefix(name, "ka-"); ok {
		n, _ := strconv.Atoi(section)
		ofPage = func(f *facts) bool { return f.year == year && 1+f.number%2 == n }
	}
	p.tallies(at, p.tally(ofPage))
	for _, item := range all(at.root, func(n *html.Node) bool {
		return n.Data == "li" && (within(n.Parent, classed("topics")) || within(n.Parent, classed("section-list"))) && one(n, classed("visually-hidden")) != nil
	}) {
		p.bandCounts(at, item, p.tally(p.linkedNode(at, item, year)))
	}
	for _, group := range all(at.root, func(n *html.Node) bool {
		return n.Data == "tr" && classed("group")(n) && one(n, classed("band")) != nil
	}) {
		p.bandCounts(at, group, p.tally(p.linkedNode(at, group, year)))
	}
	for _, item := range all(at.root, func(n *html.Node) bool { return n.Data == "li" && within(n.Parent, classed("strip")) }) {
		of := yearOf.FindStringSubmatch("/" + strings.TrimPrefix(resolved(at, one(item, classed("strip-year"))), "en/"))
		if of == nil {
			continue
		}
		y, _ := strconv.Atoi(of[1])
		h := p.tally(func(f *facts) bool { return f.year == y })
		p.bandCounts(at, item, h)
		want := []string{strconv.Itoa(h.met), strconv.Itoa(h.judged)}
		got := numbers(wordsIn(one(item, classed("strip-count"))))
		slices.Sort(want)
		slices.Sort(got)
		p.hold(slices.Equal(got, want), at, nil, "strip: %q, by hand %d of %d", text(item), h.met, h.judged)
	}
}

func resolved(at page, a *html.Node) string {
	to, _ := resolve(at.path, attr(a, "href"))
	return to
}

// linkedNode selects the facts of the sheet or section that an item leads to.
func (p *reading) linkedNode(at page, item *html.Node, year int) func(*facts) bool {
	name := strings.TrimSuffix(filepath.Base(resolved(at, one(item, tagged("a")))), ".html")
	if section, ok := strings.CutPrefix(name, "ka-"); ok {
		n, _ := strconv.Atoi(section)
		return func(f *facts) bool { return f.year == year && 1+f.number%2 == n }
	}
	sheet, _ := strconv.Atoi(name)
	return func(f *facts) bool { return f.year == year && f.sheet == sheet }
}

// bandCounts reads "Achieved 5, Pending 1" of an item.
func (p *reading) bandCounts(at page, item *html.Node, h handTally) {
	words := textWithout(item, func(n *html.Node) bool {
		return n.Data == "a" || classed("strip-count")(n) || classed("quiet")(n) || n.Data == "details"
	})
	found := 0
	for id, want := range h.bands {
		name := regexp.QuoteMeta(p.bandName(at.tag, id))
		m := regexp.MustCompile(`(?:^|[ 、,])` + name + ` (\d+)`).FindStringSubmatch(words)
		p.hold(m != nil && m[1] == strconv.Itoa(want), at, nil, "%q: %s by hand %d", words, id, want)
		found += want
	}
	p.hold(found == h.total, at, nil, "%q: %d in bands, %d in all", words, found, h.total)
}

// tallies reads the counts of the page itself.
func (p *reading) tallies(at page, h handTally) {
	named := 0
	for _, item := range all(at.root, func(n *html.Node) bool { return n.Data == "li" && within(n.Parent, classed("tally")) }) {
		words := textWithout(one(item, classed("tally-name")), tagged("small"))
		for id := range p.names() {
			if p.bandName(at.tag, id) == words {
				named++
				p.hold(wordsIn(one(item, classed("tally-count"))) == strconv.Itoa(h.bands[id]), at, nil, "tally: %q, by hand %d", text(item), h.bands[id])
			}
		}
	}
	if one(at.root, classed("tally")) != nil {
		p.hold(named >= 3, at, nil, "tally: only %d bands", named)
	}
	if table := all(at.root, func(n *html.Node) bool { return n.Data == "tr" && hasAttr(n, "data-band") }); len(table) > 0 {
		rows := map[string]int{}
		for _, row := range table {
			rows[attr(row, "data-band")]++
		}
		for id := range p.names() {
			p.hold(rows[id] == h.bands[id], at, nil, "%d rows of %s, by hand %d", rows[id], id, h.bands[id])
		}
	}
	if lead := one(at.root, classed("lead-words")); lead != nil {
		p.sentence(at, wordsIn(one(lead, classed("headline"))), h)
		p.sentence(at, wordsIn(one(lead, classed("sub"))), h)
		articles := len(all(at.root, func(n *html.Node) bool { return n.Data == "article" && within(n, classed("worse-list")) }))
		p.hold(articles == h.worse+h.soFar || articles < h.worse && h.total > 80, at, nil, "%d indicators are listed as worse, by hand %d", articles, h.worse+h.soFar)
	} else if head := one(at.root, classed("page-head")); head != nil && one(head, classed("tally")) != nil {
		p.sentence(at, wordsIn(one(head, classed("headline"))), h)
	}
}

func (p *reading) names() map[string]bool {
	names := map[string]bool{"pending": true, "not-judged": true}
	if p.town.ownBands {
		names["no-band"] = true
		for _, b := range ownBands {
			names[b.id] = true
		}
		return names
	}
	names["achieved"], names["nearly"], names["behind"] = true, true, true
	return names
}

// counted are the clauses on many indicators: their numbers, in this order.
var counted = []struct {
	re *regexp.Regexp
	of func(h handTally) []int
}{
	{regexp.MustCompile(`Of (\d+) indicators?, (\d+) (?:are|is) (?:to be judged|judged)`), func(h handTally) []int { return []int{h.total, h.judged} }},
	{regexp.MustCompile(`(\d+)の指標のうち判定の対象は(\d+)`), func(h handTally) []int { return []int{h.total, h.judged} }},
	{regexp.MustCompile(`(\d+)の指標は、今のところ基準値より悪い`), func(h handTally) []int { return []int{h.soFar} }},
	{regexp.MustCompile(`(\d+) (?:is|are) worse than the baseline so far`), func(h handTally) []int { return []int{h.soFar} }},
	{regexp.MustCompile(`(\d+) met (?:their|its) target`), func(h handTally) []int { return []int{h.met} }},
	{regexp.MustCompile(`(\d+) ?が目標を達成`), func(h handTally) []int { return []int{h.met} }},
	{regexp.MustCompile(`目標を達成したのは(\d+)`), func(h handTally) []int { return []int{h.met} }},
	{regexp.MustCompile(`(\d+) ended worse than the baseline`), func(h handTally) []int { return []int{h.worse} }},
	{regexp.MustCompile(`(\d+)の指標は、基準値より悪い`), func(h handTally) []int { return []int{h.worse} }},
	{regexp.MustCompile(`\((\d+) of them w`), func(h handTally) []int { return []int{h.unsure} }},
	{regexp.MustCompile(`うち(\d+)は測り方`), func(h handTally) []int { return []int{h.unsure} }},
}

// sentence reads a sentence on many indicators.
func (p *reading) sentence(at page, words string, h handTally) {
	understood := false
	for clause, holds := range map[string]bool{
		"none is judged": h.judged == 0, "判定の対象はありません": h.judged == 0, "is judged.": h.judged == 0,
		"none can be judged yet": h.judged == h.bands["pending"], "まだ判定できるものはありません": h.judged == h.bands["pending"],
		"none met its target": h.met == 0, "目標を達成したものはありません": h.met == 0, "None of the": h.met == 0, "did not meet its target": h.met == 0,
	} {
		if strings.Contains(words, clause) {
			understood = true
			p.hold(holds, at, nil, "%q, by hand %+v", words, h)
		}
	}
	for _, c := range counted {
		m := c.re.FindStringSubmatch(words)
		if m == nil {
			continue
		}
		understood = true
		for i, want := range c.of(h) {
			p.hold(m[i+1] == strconv.Itoa(want), at, nil, "%q, by hand %+v", words, h)
		}
	}
	for id := range p.names() {
		name := regexp.QuoteMeta(p.bandName(at.tag, id))
		for _, re := range []string{`(\d+) (?:is|are) “` + name + `”`, `(\d+)は` + name + `(?:、|です)`} {
			if m := regexp.MustCompile(re).FindStringSubmatch(words); m != nil {
				understood = true
				p.hold(m[1] == strconv.Itoa(h.bands[id]), at, nil, "%q, by hand %d %s", words, h.bands[id], id)
			}
		}
	}
	p.hold(understood, at, nil, "%q is not understood", words)
}

// changes reads the page of changes: what rose and fell did, and as many as it says.
func (p *reading) changes(at page) {
	by := map[string]int{}
	for _, f := range p.town.facts {
		if f.year == secondYear {
			by[p.town.moved(f)]++
		}
	}
	line := wordsIn(one(one(at.root, classed("page-head")), classed("headline")))
	if p.town.rule != "none" {
		for _, c := range []struct{ en, ja, id string }{
			{`rose for (\d+)`, `上がった指標は(\d+)`, "rose"}, {`fell for (\d+)`, `下がった指標は(\d+)`, "fell"}, {`stayed the same for (\d+)`, `変わらない指標は(\d+)`, "unchanged"},
			{`(\d+) cannot be compared`, `比べられない指標が(\d+)`, "incomparable"},
		} {
			re := c.en
			if at.tag == "ja" {
				re = c.ja
			}
			m := regexp.MustCompile(re).FindStringSubmatch(line)
			p.hold(m != nil && m[1] == strconv.Itoa(by[c.id]), at, nil, "%q, by hand %d %s", line, by[c.id], c.id)
		}
	}
	for _, section := range all(at.root, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "aria-labelledby"), "move-") }) {
		move := strings.TrimPrefix(attr(section, "aria-labelledby"), "move-")
		rows := all(section, func(n *html.Node) bool { return n.Data == "tr" && classed("row")(n) })
		count := wordsIn(one(section, classed("number")))
		p.hold(count == strconv.Itoa(len(rows)) || len(p.town.facts) > 160, at, nil, "%s: %q, and %d rows", move, count, len(rows))
		for _, row := range rows {
			if f := p.linked(at, row); f != nil && f.year == secondYear {
				p.hold(p.town.moved(f) == move || p.town.rule == "none", at, f, "listed as %s, by hand %s", move, p.town.moved(f))
				p.hold(wordsIn(one(row, classed("band-name"))) == p.bandName(at.tag, p.truths[f].band), at, f, "band %q", wordsIn(one(row, classed("band-name"))))
			}
		}
	}
}
