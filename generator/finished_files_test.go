package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// What is written of one indicator beside its page: the frame for other sites, the files
// of its charts and data, and what the search knows of it.

// frame reads the page for frames on other sites.
func (p *reading) frame(at page, f *facts) {
	main := one(at.root, tagged("main"))
	p.bare(at, f, at.root)
	p.hold(wordsIn(one(main, tagged("h1"))) == f.name(at.tag), at, f, "called %q", wordsIn(one(main, tagged("h1"))))
	p.understand(at, f, "headline", wordsIn(one(main, classed("headline"))))
	rates := one(main, classed("rates"))
	p.hold(wordsIn(one(rates, classed("band-name"))) == p.bandName(at.tag, p.truths[f].band), at, f, "band %q", wordsIn(rates))
	rate := leadingNumber.FindString(wordsIn(one(rates, tagged("b"))))
	p.rate(at, f, "frame", rate)
	for _, quiet := range texts(rates, classed("quiet")) {
		if strings.HasSuffix(quiet, ".") || strings.HasSuffix(quiet, "。") {
			p.understand(at, f, "why", quiet)
		}
	}
	got, want := texts(main, classed("score-grade")), f.award.lines(at.tag, f.graded(), true)
	p.hold(slices.Equal(got, want), at, f, "grades %q, by hand %q", got, want)
	p.flags(at, f, main)
	p.further(at, f, main)
	p.figures(at, f, main)
	for _, desc := range all(main, tagged("desc")) {
		p.understand(at, f, "picture", text(desc))
	}
	corrected := slices.ContainsFunc(p.town.corrections, func(c correction) bool { return c.of == f })
	p.hold((one(main, classed("corrected")) != nil) == corrected, at, f, "said to be corrected, by hand %v", corrected)
}

// figures reads the three figures below a node.
func (p *reading) figures(at page, f *facts, below *html.Node) {
	for _, key := range []string{"baseline", "target", "actual"} {
		for _, cell := range all(below, classed("f-"+key)) {
			p.figure(at, f, key, wordsIn(one(cell, classed("value"))))
		}
	}
}

var chartFile = regexp.MustCompile(`^(?:en/)?(FY\d+/\d+-shihyo-\d+)(-trend|-lenses|-timeline)?\.svg$`)

// charts reads what the files of charts say of themselves: the sentences of the page, rate, band and flags.
func (p *reading) charts(written map[string]string) {
	found := 0
	for _, name := range slices.Sorted(maps.Keys(written)) {
		m := chartFile.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		found++
		at, f := page{path: name, tag: p.site.language(name)}, p.facts[m[1]+".html"]
		if f == nil {
			p.lie(at, nil, "a chart of no indicator")
			continue
		}
		root, err := html.Parse(strings.NewReader(written[name]))
		if err != nil {
			p.lie(at, f, "%v", err)
			continue
		}
		p.bare(at, f, root)
		title := wordsIn(one(root, tagged("title")))
		p.hold(m[2] == "-lenses" || strings.Contains(title, f.name(at.tag)), at, f, "a chart called %q", title)
		said := sentencesOf(at.tag, wordsIn(one(root, tagged("desc"))))
		if len(said) == 0 {
			p.lie(at, f, "a chart without a description")
			continue
		}
		p.understand(at, f, "chart", strings.Join(said[:len(said)-1], " "))
		p.standing(at, f, said[len(said)-1])
	}
	p.hold((found > 0) == p.town.files, page{path: "charts", tag: "en"}, nil, "%d files of charts", found)
}

// standing reads the line of rate, band and flags.
func (p *reading) standing(at page, f *facts, line string) {
	tr := p.truths[f]
	name := p.bandName(at.tag, tr.band)
	if found := quotedRate.FindStringSubmatch(line); found != nil {
		p.rate(at, f, "chart", found[1])
		p.hold(found[2] == name, at, f, "chart: %q for %s", line, tr.band)
	} else {
		p.hold(strings.HasPrefix(line, name), at, f, "chart: %q for %s", line, tr.band)
		p.rate(at, f, "chart", "")
	}
	for _, flag := range []struct {
		en, ja string
		want   bool
	}{{"Worse than the baseline", "基準値より悪化", tr.worse}, {"Compare with care", "比較に注意", f.otherwise}, {"Provisional", "暫定値", f.provisional}} {
		p.hold((strings.Contains(line, flag.en) || strings.Contains(line, flag.ja)) == flag.want, at, f, "chart: %q, %q by hand %v", line, flag.en, flag.want)
	}
}

// single holds the files of one indicator to those of its year, which hold all of them.
func (p *reading) single(at page, f *facts, year, id string, written map[string]string) {
	table, has := written["data/"+year+"/"+id+".csv"]
	p.hold(has == p.town.files, at, f, "a table of %s: %v", id, has)
	if !has {
		return
	}
	head, row, _ := strings.Cut(table, "\n")
	p.hold(strings.HasPrefix(written[at.path], head+"\n") && strings.HasPrefix(row, id+",") && strings.Contains(written[at.path], "\n"+row), at, f, "the table of %s has another row", id)
	_, block, ok := strings.Cut(written["data/"+year+"/"+id+".json"], "\"indicators\": [\n")
	block = strings.TrimSuffix(strings.TrimSpace(block), "\n  ]\n}")
	p.hold(ok && strings.Contains(block, fmt.Sprintf("\"id\": %q", id)) && strings.Contains(written["data/"+year+"/indicators.json"], block), at, f, "the JSON of %s says something else", id)
}

var indexFile = regexp.MustCompile(`^assets/index-(en|ja)\.[0-9a-f]+\.js$`)

// index reads what the search shows of each indicator: name, rate, band and whether it is worse.
func (p *reading) index(written map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(written)) {
		m := indexFile.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		at := page{path: name, tag: m[1]}
		var pages [][]string
		_, list, _ := strings.Cut(written[name], "pages:")
		if err := json.NewDecoder(strings.NewReader(list)).Decode(&pages); err != nil {
			p.lie(at, nil, "index: %v", err)
		}
		found := 0
		for _, one := range pages {
			f := p.facts[one[0]]
			if f == nil {
				continue
			}
			found++
			p.hold(one[1] == f.name(at.tag) && one[3] == f.fullLabel(at.tag), at, f, "search: called %q", one)
			rate, rest := "", one[4]
			if leadingNumber.MatchString(rest) {
				rate, rest, _ = strings.Cut(rest, " · ")
			}
			p.rate(at, f, "search", rate)
			band, flags, _ := strings.Cut(rest, " · ")
			p.hold(band == p.bandName(at.tag, p.truths[f].band), at, f, "search: band %q", band)
			worse := strings.Contains(flags, "Worse than the baseline") || strings.Contains(flags, "基準値より悪化")
			p.hold(worse == p.truths[f].worse, at, f, "search: %q", one[4])
		}
		p.hold(found > 0, at, nil, "no indicator in the index")
	}
}
