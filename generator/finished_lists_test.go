package main

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// linked are the facts of the indicator that a row of any list leads to, or that a sheet is about, nil for none.
func (p *reading) linked(at page, row *html.Node) *facts {
	if classed("paper")(row) { // on the year's own sheets
		f := p.facts[path.Dir(p.site.plain(at))+"/"+attr(row, "id")+".html"]
		p.bare(at, f, row)
		return f
	}
	for _, a := range all(row, tagged("a")) {
		to, _ := resolve(at.path, attr(a, "href"))
		if f := p.facts[strings.TrimPrefix(to, "en/")]; f != nil {
			p.bare(at, f, row)
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
		graded := f != nil && p.town.grades.judges && p.truths[f].band == "c" // under the name of the lowest grade
		p.hold(graded || f != nil && p.truths[f].band != "achieved" && !p.truths[f].met, at, f, "among the missed: %s", text(item.Parent))
		if f != nil && one(item, classed("unit")) != nil {
			p.rate(at, f, "missed", text(item))
		}
	}
}

// row reads a row of a table with all that filters go by.
func (p *reading) row(at page, f *facts, row *html.Node) {
	tr := p.truths[f]
	p.hold(attr(row, "data-band") == tr.band, at, f, "row: data-band %q for %s", attr(row, "data-band"), tr.band)
	same := tr.same && !claim{facts: f, truth: tr}.shifted()
	against := map[bool]string{tr.better: "better", same: "same", tr.worse: "worse", tr.nearer: "nearer", tr.further: "further"}[true]
	p.hold(attr(row, "data-against") == against, at, f, "row: data-against %q for %q", attr(row, "data-against"), against)
	p.hold(wordsIn(one(row, classed("band-name"))) == p.bandName(at.tag, tr.band), at, f, "row: band %q", wordsIn(one(row, classed("band-name"))))
	is := strings.Fields(attr(row, "data-is"))
	for id, holds := range map[string]bool{
		"not-comparable": f.otherwise, "no-baseline": f.baseline == "" && f.form != wantParts, "provisional": f.provisional || tr.band == "pending",
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
	held, doubts                                     int // final and held against a target; with a band that says nothing of it
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
		if tr.band != "not-judged" && !f.unassessed() {
			h.judged++
		}
		if f.form == wantNone || f.aimless() {
			h.noGoal++
		}
		switch {
		case tr.band == "not-judged", tr.band == "pending", f.unassessed():
		case tr.doubt, !tr.met && !tr.missed, f.provisional: // a value to date has neither met nor missed
			h.doubts++
		default:
			h.held++
			if tr.met {
				h.met++
			}
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

// base is of how many indicators it is said how many met their target.
func (h handTally) base() int {
	if h.doubts > 0 {
		return h.held
	}
	return h.judged
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
		want := []string{strconv.Itoa(h.met), strconv.Itoa(h.base())}
		if h.judged == h.bands["pending"] { // nothing is known yet
			want = nil
		}
		got := numbers(wordsIn(one(item, classed("strip-count"))))
		slices.Sort(want)
		slices.Sort(got)
		p.hold(slices.Equal(got, want), at, nil, "strip: %q, by hand %d of %d", text(item), h.met, h.base())
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
				named += h.bands[id]
				p.hold(wordsIn(one(item, classed("tally-count"))) == strconv.Itoa(h.bands[id]), at, nil, "tally: %q, by hand %d", text(item), h.bands[id])
			}
		}
	}
	if one(at.root, classed("tally")) != nil {
		p.hold(named == h.total, at, nil, "tally: bands of %d indicators, by hand %d", named, h.total)
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
		p.hold(articles == h.worse+h.soFar || articles < h.worse+h.soFar && h.total > 80, at, nil, "%d indicators are listed as worse, by hand %d", articles, h.worse+h.soFar)
	} else if head := one(at.root, classed("page-head")); head != nil && one(head, classed("tally")) != nil {
		p.sentence(at, wordsIn(one(head, classed("headline"))), h)
	}
}

func (p *reading) names() map[string]bool {
	names := map[string]bool{"pending": true, "not-judged": true}
	if p.town.own != nil {
		names["no-band"] = true
		for _, b := range p.town.own {
			names[b.id] = true
		}
		return names
	}
	if p.town.grades.judges {
		names["no-band"] = true
		for _, g := range ownGrades {
			names[g.id] = true
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
	{regexp.MustCompile(`Of (\d+) indicators?, (\d+) can be measured against a target`), func(h handTally) []int { return []int{h.total, h.held} }},
	{regexp.MustCompile(`(\d+)の指標のうち目標と比べられるのは(\d+)`), func(h handTally) []int { return []int{h.total, h.held} }},
	{regexp.MustCompile(`Of (\d+) indicators?, none can be measured against its target yet`), func(h handTally) []int { return []int{h.total} }},
	{regexp.MustCompile(`(\d+)の指標のうち、?目標と比べられるものはまだありません`), func(h handTally) []int { return []int{h.total} }},
	{regexp.MustCompile(`and (\d+) met theirs`), func(h handTally) []int { return []int{h.met} }},
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
		"none can be measured against its target yet": h.held == 0, "目標と比べられるものはまだありません": h.held == 0,
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
	year, _ := strconv.Atoi(yearOf.FindStringSubmatch("/" + at.path)[1])
	for _, f := range p.town.facts {
		switch {
		case f.year == p.town.yearBefore(year) && f.ends():
			by["ended"]++
		case f.year != year:
		case f.before == nil:
			by["appeared"]++
		case p.town.rule == "none":
			by["continued"]++
			if f.otherGoal() {
				by["target"]++
			}
		default:
			by[p.town.moved(f)]++
		}
	}
	line := wordsIn(one(one(at.root, classed("page-head")), classed("headline")))
	p.since(at, year, line, wordsIn(one(at.root, tagged("h1"))))
	for _, c := range []struct{ en, ja, id string }{
		{`rose for (\d+)`, `上がった指標は(\d+)`, "rose"}, {`fell for (\d+)`, `下がった指標は(\d+)`, "fell"}, {`stayed the same for (\d+)`, `変わらない指標は(\d+)`, "unchanged"},
		{`(\d+) cannot be compared`, `比べられない指標は(\d+)`, "incomparable"}, {`(\d+) continues? from`, `続いている指標は(\d+)`, "continued"},
		{`\((\d+) (?:of them )?with a different target`, `目標値が変わったもの(\d+)`, "target"}, {`(\d+) (?:is|are) new`, `新しい指標は(\d+)`, "appeared"}, {`(\d+) ended`, `終わった指標は(\d+)`, "ended"},
	} {
		re := c.en
		if at.tag == "ja" {
			re = c.ja
		}
		m := regexp.MustCompile(re).FindStringSubmatch(line)
		p.hold(m == nil && by[c.id] == 0 || m != nil && m[1] == strconv.Itoa(by[c.id]) && m[1] != "0", at, nil, "%q, by hand %d %s", line, by[c.id], c.id)
	}
	for _, section := range all(at.root, func(n *html.Node) bool { return strings.HasPrefix(attr(n, "aria-labelledby"), "move-") }) {
		move := strings.TrimPrefix(attr(section, "aria-labelledby"), "move-")
		rows := all(section, func(n *html.Node) bool { return n.Data == "tr" && classed("row")(n) })
		count := wordsIn(one(section, classed("number")))
		p.hold(count == strconv.Itoa(len(rows)) || len(p.town.facts) > 160, at, nil, "%s: %q, and %d rows", move, count, len(rows))
		for _, row := range rows {
			f := p.linked(at, row)
			if f == nil {
				continue
			}
			p.hold((move == "ended") == (f.year == p.town.yearBefore(year) && f.ends()), at, f, "listed as %s", move)
			p.changeRow(at, f, row, year)
			if f.year == year {
				p.hold(p.town.moved(f) == move || p.town.rule == "none" && f.before != nil, at, f, "listed as %s, by hand %s", move, p.town.moved(f))
				p.hold(wordsIn(one(row, classed("band-name"))) == p.bandName(at.tag, p.truths[f].band), at, f, "band %q", wordsIn(one(row, classed("band-name"))))
			}
		}
	}
}
