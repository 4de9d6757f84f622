package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// The grades that a city and its graders give: of an indicator, an action, a node.

// ownGrade is one of a city's grades; also that none could be award.
type ownGrade struct{ id, mark, ja, en, meansJa, meansEn string }

var ownGrades = []ownGrade{
	{"a", "◎", "甲", "First", "順調に進んだ", "On course"},
	{"b", "", "乙", "Second", "やや遅れた", "Somewhat late"},
	{"c", "×", "丙", "Third", "", ""},
	{"hold", "", "評価困難", "Not assessed", "", ""},
}

var ownGraders = []struct{ id, ja, en string }{{"own", "所管課", "Division in charge"}, {"committee", "外部の委員会", "Review committee"}}

// award is what the city and its graders gave: the id of a grade, "" for none; of a grader
// a grade, words, or both.
type award struct {
	grade string
	by    map[string]grading
}

type grading struct {
	grade string
	words bool
}

// grades is how a town grades: not at all, beside its bands, or in their place.
type grades struct {
	gives, judges bool
	graders       int
	nodes         map[string]award // by year and sheet
}

// deed is an action of a record.
type deed struct{ grade, state, percent string }

// drawGrades makes up the grades of a whole town, when its figures are known.
func (t *randomTown) drawGrades(r *rand.Rand) {
	if t.grades = (grades{nodes: map[string]award{}}); r.IntN(3) > 0 {
		return
	}
	t.grades.gives, t.grades.graders = true, r.IntN(3)
	if t.own == nil {
		t.grades.judges = r.IntN(2) == 0
	}
	t.award(r)
}

// award gives the grades and makes up the actions that have some.
func (t *randomTown) award(r *rand.Rand) {
	for _, f := range t.facts {
		f.award, f.deeds = t.drawAward(r), nil
		for r.IntN(4) == 0 {
			f.deeds = append(f.deeds, deed{pick(r, "", "a", "c"), pick(r, "", "under-way", "stopped"), pick(r, "", "40", "100")})
		}
		if node := fmt.Sprintf("FY%d/%d", f.year, f.sheet); f.number == 1 {
			t.grades.nodes[node] = t.drawAward(r)
		}
	}
}

func (t *randomTown) drawAward(r *rand.Rand) award {
	g := award{grade: pick(r, "", "a", "b", "b", "c", "hold"), by: map[string]grading{}}
	for _, grader := range ownGraders[:t.grades.graders] {
		switch r.IntN(4) {
		case 0:
			g.by[grader.id] = grading{pick(r, "a", "b", "c"), false}
		case 1:
			g.by[grader.id] = grading{pick(r, "a", "b", "c"), true}
		case 2:
			g.by[grader.id] = grading{"", true}
		}
	}
	return g
}

// ownBands reports whether the bands are the city's: by condition, or its grades.
func (t *randomTown) ownBands() bool { return t.own != nil || t.grades.judges }

// graded reports whether the band of a record is its grade, whatever its figures are.
func (f *facts) graded() bool { return f.town.grades.judges && f.award.grade != "" }

// unassessed reports whether that grade says that none could be given: nothing is met or missed.
func (f *facts) unassessed() bool { return f.graded() && f.award.grade == "hold" }

// outside reports whether the actual lies outside of a range, also where the city could not assess it.
func (s claim) outside() bool {
	now := rat(s.actual)
	return s.form == wantRange && now != nil && (s.missed || s.unassessed() && away(now, rat(s.target), rat(s.to)).Sign() > 0)
}

func (t *randomTown) writeGrades() string {
	var b strings.Builder
	if !t.grades.gives {
		return ""
	}
	for _, g := range ownGrades {
		fmt.Fprintf(&b, "\n[[grade]]\nid = %q\nname = {ja = %q, en = %q}\n", g.id, g.ja, g.en)
		if g.mark != "" {
			fmt.Fprintf(&b, "mark = %q\n", g.mark)
		}
		if g.meansEn != "" {
			fmt.Fprintf(&b, "meaning = {ja = %q, en = %q}\n", g.meansJa, g.meansEn)
		}
	}
	for _, g := range ownGraders[:t.grades.graders] {
		fmt.Fprintf(&b, "\n[[grader]]\nid = %q\nname = {ja = %q, en = %q}\n", g.id, g.ja, g.en)
	}
	return b.String()
}

func (g award) write() (s string) {
	if g.grade != "" {
		s = fmt.Sprintf("grade = %q\n", g.grade)
	}
	var list []string
	for _, id := range slices.Sorted(maps.Keys(g.by)) {
		words := fmt.Sprintf("ja = %q, en = %q", "意見は"+id, "The words of "+id)
		switch by := g.by[id]; {
		case by.grade != "" && by.words:
			list = append(list, fmt.Sprintf("%s = {grade = %q, %s}", id, by.grade, words))
		case by.words:
			list = append(list, fmt.Sprintf("%s = {%s}", id, words))
		default:
			list = append(list, fmt.Sprintf("%s = %q", id, by.grade))
		}
	}
	if list != nil {
		s += "grades = {" + strings.Join(list, ", ") + "}\n"
	}
	return s
}

func (f *facts) writeDeeds() (s string) {
	for i, d := range f.deeds {
		s += fmt.Sprintf("\n[[record.action]]\ntext = {ja = \"取り組み%d\", en = \"Deed %d\"}\n", i+1, i+1)
		for key, value := range map[string]string{"grade": d.grade, "state": d.state} {
			if value != "" {
				s += fmt.Sprintf("%s = %q\n", key, value)
			}
		}
		if d.percent != "" {
			s += "percent = " + d.percent + "\n"
		}
	}
	return s
}

// gradeName is a grade as pages write it, with its mark.
func gradeName(tag, id string) string {
	for _, g := range ownGrades {
		if g.id == id {
			return strings.TrimSpace(g.mark + " " + map[string]string{"ja": g.ja, "en": g.en}[tag])
		}
	}
	return ""
}

// gradeMeans is what a grade means.
func gradeMeans(tag, id string) string {
	for _, g := range ownGrades {
		if g.id == id {
			return map[string]string{"ja": g.meansJa, "en": g.meansEn}[tag]
		}
	}
	return ""
}

var cityGrade = map[string]string{"ja": "市の評価区分", "en": "The city's own grade"}

// lines are the lines in which a page tells grades: the city's, unless it stands for the band,
// and that of each grader; long with what each means.
func (g award) lines(tag string, band, long bool) (list []string) {
	say := func(who, id string) {
		if id == "" {
			return
		}
		words := []string{who, gradeName(tag, id)}
		if means := gradeMeans(tag, id); long && means != "" {
			words = append(words, means)
		}
		list = append(list, strings.Join(words, " "))
	}
	if !band {
		say(cityGrade[tag], g.grade)
	}
	for _, grader := range ownGraders {
		say(map[string]string{"ja": grader.ja, "en": grader.en}[tag], g.by[grader.id].grade)
	}
	return list
}

// voices are the sections in which graders speak.
func (g award) voices(tag string) (list []string) {
	for _, grader := range ownGraders {
		by := g.by[grader.id]
		if !by.words {
			continue
		}
		words := []string{map[string]string{"ja": grader.ja, "en": grader.en}[tag]}
		if by.grade != "" {
			words = append(words, map[string]string{"ja": "評価", "en": "Grade"}[tag], gradeName(tag, by.grade))
			if means := gradeMeans(tag, by.grade); means != "" {
				words = append(words, means)
			}
		}
		list = append(list, strings.Join(append(words, map[string]string{"ja": "意見は" + grader.id, "en": "The words of " + grader.id}[tag]), " "))
	}
	return list
}

// texts are what a reader sees of each node that is so.
func texts(below *html.Node, is func(*html.Node) bool) (list []string) {
	if below == nil {
		return nil
	}
	for _, n := range all(below, is) {
		list = append(list, text(n))
	}
	return list
}

// grades reads what the page of an indicator tells of grades, and of its actions.
func (p *reading) grades(at page, f *facts, main *html.Node) {
	got := texts(one(main, classed("score")), classed("score-grade"))
	want := f.award.lines(at.tag, f.graded(), true)
	p.hold(slices.Equal(got, want), at, f, "grades %q, by hand %q", got, want)
	if f.graded() {
		quiet := wordsIn(one(one(main, classed("score-band")), classed("quiet")))
		p.hold(quiet == gradeMeans(at.tag, f.award.grade), at, f, "a grade said to mean %q", quiet)
	}
	for _, n := range all(main, func(n *html.Node) bool { return n.Data == "desc" && within(n, classed("timeline")) }) {
		p.hold(strings.Contains(text(n), map[string]string{"ja": fmt.Sprintf("実施内容%d件", len(f.deeds)), "en": fmt.Sprintf("%d action", len(f.deeds))}[at.tag]), at, f, "picture of %d actions: %q", len(f.deeds), text(n))
	}
	p.voices(at, f, f.award, main)
	rows := all(main, func(n *html.Node) bool {
		return n.Data == "tr" && within(n, tagged("tbody")) && within(n, classed("actions"))
	})
	p.hold(len(rows) == len(f.deeds), at, f, "%d actions, by hand %d", len(rows), len(f.deeds))
	for i, row := range rows[:min(len(rows), len(f.deeds))] {
		var course []string
		d := f.deeds[i]
		if d.state != "" {
			course = append(course, map[string][2]string{"under-way": {"実施中", "Under way"}, "stopped": {"中止", "Stopped"}}[d.state][map[string]int{"en": 1}[at.tag]])
		}
		if d.percent != "" {
			course = append(course, map[string]string{"ja": "進み具合 ", "en": "Done "}[at.tag]+d.percent+"%")
		}
		if d.grade != "" {
			course = append(course, strings.TrimSpace(cityGrade[at.tag]+" "+gradeName(at.tag, d.grade)+" "+gradeMeans(at.tag, d.grade)))
		}
		got := texts(row, func(n *html.Node) bool { return n.Data == "li" && within(n, classed("course")) })
		p.hold(slices.Equal(got, course), at, f, "action %d: %q, by hand %q", i+1, got, course)
	}
}

func (p *reading) voices(at page, f *facts, g award, main *html.Node) {
	got, want := texts(main, func(n *html.Node) bool { return n.Data == "section" && classed("grader")(n) }), g.voices(at.tag)
	p.hold(slices.Equal(got, want), at, f, "graders say %q, by hand %q", got, want)
}

var nodePage = regexp.MustCompile(`^(FY\d+/\d+)\.html$`)

// nodeGrades reads the grades of nodes: on their own pages and wherever they are listed.
func (p *reading) nodeGrades(at page, plain string) {
	if found := nodePage.FindStringSubmatch(plain); found != nil {
		g := p.town.grades.nodes[found[1]]
		got, want := texts(one(at.root, classed("node-grades")), classed("score-grade")), g.lines(at.tag, false, true)
		p.hold(slices.Equal(got, want), at, nil, "grades of the node %q, by hand %q", got, want)
		p.voices(at, nil, g, one(at.root, tagged("main")))
	}
	for _, item := range all(at.root, func(n *html.Node) bool { return n.Data == "li" && within(n.Parent, classed("topics")) }) {
		to := strings.TrimSuffix(strings.TrimPrefix(resolved(at, one(item, tagged("a"))), "en/"), ".html")
		got, want := texts(item, classed("given")), p.town.grades.nodes[to].lines(at.tag, false, false)
		p.hold(slices.Equal(got, want), at, nil, "grades beside the node %s (%q): %q, by hand %q", to, text(item), got, want)
	}
	if strings.HasSuffix(plain, "/print.html") {
		p.paperGrades(at, plain)
	}
	if plain == "method.html" && p.town.grades.gives && !p.town.grades.judges {
		terms := texts(one(at.root, func(n *html.Node) bool { return attr(n, "aria-labelledby") == "grades" }), tagged("dt"))
		var want []string
		for _, g := range ownGrades {
			want = append(want, gradeName(at.tag, g.id))
		}
		p.hold(slices.Equal(terms, want), at, nil, "legend %q, by hand %q", terms, want)
	}
}

// paperGrades reads the same on paper, of each indicator.
func (p *reading) paperGrades(at page, plain string) {
	for _, article := range all(at.root, func(n *html.Node) bool { return n.Data == "article" && classed("paper")(n) }) {
		year, _, _ := strings.Cut(plain, "/")
		f := p.facts[year+"/"+attr(article, "id")+".html"]
		if f == nil {
			p.lie(at, nil, "paper of no indicator: %s", attr(article, "id"))
			continue
		}
		p.bare(at, f, article)
		p.understand(at, f, "paper", wordsIn(one(article, classed("finding"))))
		p.hold(wordsIn(one(article, classed("band-name"))) == p.bandName(at.tag, p.truths[f].band), at, f, "paper: band %q", wordsIn(one(article, classed("band-name"))))
		for _, line := range f.award.lines(at.tag, f.graded(), false) {
			found := slices.ContainsFunc(texts(article, tagged("p")), func(s string) bool { return strings.HasPrefix(s, line) })
			p.hold(found, at, f, "paper: no %q", line)
		}
	}
}

// dataGrades holds the grades of open data: of indicators, nodes, graders and actions.
func (p *reading) dataGrades(at page, year string, written map[string]string) {
	want := map[string]int{}
	count := func(id string, g award) {
		for who, by := range g.by {
			want[fmt.Sprintf("%s %s %s %v", id, who, by.grade, by.words)]++
		}
	}
	for _, f := range p.town.facts {
		if "FY"+strconv.Itoa(f.year) == year {
			count(f.id(), f.award)
			f.dataWithin(f.id(), want)
		}
	}
	for node, g := range p.town.grades.nodes {
		if sheet, ok := strings.CutPrefix(node, year+"/"); ok {
			count(sheet, g)
		}
	}
	for name, content := range written {
		switch of := regexp.MustCompile(`^data/` + year + `/.*_?kpi_(initiatives|details|actions)_\d+\.csv$`).FindStringSubmatch(name); {
		case of == nil:
		case of[1] == "details":
			for _, row := range p.tableOf(at, content) {
				if row["detail"] == "reading" || row["detail"] == "breakdown" {
					key := fmt.Sprintf("%s %s %s %s %s %v", row["indicator_id"], row["detail"], row["item_en"], row["value"], row["reason"], row["flags"] == "provisional")
					p.hold(want[key] == 1, at, nil, "in the details: %v", row)
					delete(want, key)
				}
				if row["detail"] != "grade" {
					continue
				}
				who, grade := "", ""
				for _, g := range ownGraders {
					if row["label_en"] == g.en && row["label_ja"] == g.ja {
						who = g.id
					}
				}
				for _, g := range ownGrades {
					if row["item_en"] == g.en && row["item_ja"] == g.ja {
						grade = g.id
					}
				}
				id := row["indicator_id"]
				if id == "" {
					id = row["initiative_id"]
				}
				key := fmt.Sprintf("%s %s %s %v", id, who, grade, row["text_en"] == "The words of "+who)
				p.hold(want[key] == 1, at, nil, "a grade in the details: %v", row)
				delete(want, key)
			}
		case of[1] == "initiatives":
			for _, row := range p.tableOf(at, content) {
				g := p.town.grades.nodes[year+"/"+row["initiative_id"]]
				p.hold(row["grade"] == g.grade, at, nil, "grade %q of a node, by hand %q", row["grade"], g.grade)
			}
		default:
			for _, row := range p.tableOf(at, content) {
				f := p.facts[year+"/"+row["indicator_id"]+".html"]
				n, _ := strconv.Atoi(row["action_no"])
				if f == nil || n < 1 || n > len(f.deeds) {
					p.lie(at, f, "no such action: %v", row)
					continue
				}
				d := f.deeds[n-1]
				p.hold(row["grade"] == d.grade && row["state"] == d.state && row["percent_done"] == d.percent, at, f, "action %v, by hand %+v", row, d)
			}
		}
	}
	p.hold(len(want) == 0, at, nil, "grades that the details have not: %v", want)
}
