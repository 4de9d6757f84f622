package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// What a city corrects of a year after it was sealed, and what the second edition, the pages
// and the archive then say of it.

// correction is one thing that was another in the first edition.
type correction struct {
	of       *facts
	key      string // of the record
	was, now string // "" for none
}

// correct makes up what turned out to be wrong in a year of a town, and puts it right.
func (t *randomTown) correct(r *rand.Rand, year int) {
	t.sealed = year
	for _, f := range t.facts {
		if f.year != year || f.form == wantParts || f.form == wantTotal || f.measured == "done" || r.IntN(4) > 0 {
			continue
		}
		figure := map[string]*string{"actual": &f.actual, "baseline": &f.baseline, "target": &f.target, "forecast": &f.forecast}
		key := pick(r, "actual", "actual", "baseline", "target", "forecast", "provisional", "grade", "deed")
		one := correction{of: f, key: key}
		switch {
		case key == "provisional" && f.provisional:
			f.provisional = false
		case key == "grade" && f.award.grade != "":
			one.was = f.award.grade
			f.award.grade = map[string]string{"a": "b", "b": "c", "c": "hold", "hold": "a"}[one.was]
			one.now = f.award.grade
		case key == "deed" && len(f.deeds) > 0:
			f.deeds[0].percent = map[string]string{"": "40", "40": "100", "100": "40"}[f.deeds[0].percent]
		case key == "target" && (f.form != wantValue || f.plan != nil || f.bound), figure[key] == nil, rat(*figure[key]) == nil, f.whole:
			continue
		default:
			one.was = *figure[key]
			*figure[key] = plus(one.was, 1+r.IntN(3))
			one.now = *figure[key]
		}
		if f.printed != "" {
			f.printed, f.differs = "0", false
			if rate := t.truthOf(f).rate; rate != nil {
				f.printed = rounded(rate, 1, t.roundingOf(f))
			}
		}
		t.corrections = append(t.corrections, one)
	}
	if len(t.corrections) == 0 { // none was drawn, and there is no second edition that corrects nothing
		t.correct(r, year)
	}
}

// plus is a figure that much greater, in its own digits.
func plus(s string, n int) string {
	x := rat(s)
	return x.Sub(x, rat(fmt.Sprint(-n))).FloatString(placesOf(s))
}

func (c correction) words(tag string) (was, now, why string) {
	say := func(s string) string {
		return cmp.Or(s, map[string]string{"ja": "記載なし", "en": "nothing"}[tag])
	}
	return c.key + " " + say(c.was), c.key + " " + say(c.now), map[string]string{"ja": "転記の誤り", "en": "A slip in copying"}[tag]
}

func (t *randomTown) writeCorrections(year int) string {
	var b strings.Builder
	for i, c := range t.corrections {
		if c.of.year != year {
			continue
		}
		fmt.Fprintf(&b, "\n[[correction]]\ndate = %d-01-%02d\nindicator = %q\n", year+2, 1+i%28, c.of.id())
		was, now, why := c.words("ja")
		wasEn, nowEn, whyEn := c.words("en")
		fmt.Fprintf(&b, "was = {ja = %q, en = %q}\nnow = {ja = %q, en = %q}\nwhy = {ja = %q, en = %q}\n", was, wasEn, now, nowEn, why, whyEn)
	}
	return b.String()
}

// readSealed seals a year of a town, puts right what was wrong in it, seals it again, and holds
// both editions, what the archive says of them, and the site to the two.
func readSealed(t *testing.T, first, town *randomTown) *reading {
	t.Helper()
	dir, edition := t.TempDir(), fmt.Sprintf("FY%d", town.sealed)
	archive := func(args ...string) string {
		code, out, talk := tassei(t, append([]string{"archive"}, append(args, "--source", dir, "--lang", "en")...)...)
		if code != exitFine {
			t.Fatalf("archive %q: exit %d\n%s", args, code, talk)
		}
		return out
	}
	first.write(t, dir)
	archive(edition, "--date", fmt.Sprintf("%d-10-01", town.sealed+1))
	town.write(t, dir)
	archive(edition, "--date", fmt.Sprintf("%d-02-10", town.sealed+2), "--correct", "ja=転記の誤りを直した", "--correct", "en=Slips in copying put right")
	public := filepath.Join(dir, "public")
	mustBuild(t, dir, public)
	p, site, seals := newReading(town, public), map[string]string{}, [2]map[string]string{{}, {}}
	for name, text := range files(t, public) {
		own, isFirst := strings.CutPrefix(name, "archive/"+edition+"/data/site/")
		again, isSecond := strings.CutPrefix(name, "archive/"+edition+"-2/data/site/")
		switch {
		case isFirst:
			seals[0][own] = text
		case isSecond:
			seals[1][again] = text
		case !strings.HasPrefix(name, "archive/"):
			site[name] = text
		}
	}
	p.read(t, site)
	for i, of := range []*randomTown{first, town} {
		q := newReading(of.alone(town.sealed), public)
		q.snapshot = true
		q.read(t, seals[i])
		for _, lie := range q.lies {
			p.lies = append(p.lies, fmt.Sprintf("edition %d: %s", i+1, lie))
		}
		p.claims += q.claims
	}
	p.editions(archive("verify"), site)
	p.onlyCorrected(seals)
	p.difference(first, archive("diff", edition, edition+"-2"))
	must.Succeed(t, os.RemoveAll(dir))
	return p
}

// alone is a town with one year.
func (t *randomTown) alone(year int) *randomTown {
	one := *t
	one.facts = slices.DeleteFunc(slices.Clone(t.facts), func(f *facts) bool { return f.year != year })
	return &one
}

// corrected reads the corrections of a page below a node: those of an indicator, or of the
// whole year, and no others.
func (p *reading) corrected(at page, f *facts, year int) {
	var want, got []string
	label := [][2]string{{"訂正前", "Before"}, {"訂正後", "After"}, {"理由", "Reason"}}
	item := func(date, of, was, now, why string) {
		words := strings.TrimSpace(date + " " + of)
		for i, said := range []string{was, now, why} {
			words += " " + label[i][tongue(at.tag)] + " " + said
		}
		want = append(want, words)
	}
	for i, c := range p.town.corrections {
		if c.of.year != year || f != nil && c.of != f {
			continue
		}
		was, now, why := c.words(at.tag)
		of := ""
		if f == nil {
			of = c.of.fullLabel(at.tag) + " " + c.of.name(at.tag)
		}
		item(day(at.tag, year+2, 1, 1+i%28), of, was, now, why)
	}
	if f == nil && year == p.town.sealed && !p.snapshot {
		archive := [...]string{"保存版 ", "Archive "}[tongue(at.tag)]
		item(day(at.tag, year+2, 2, 10), "", fmt.Sprintf("%sFY%d", archive, year), fmt.Sprintf("%sFY%d-2", archive, year), [...]string{"転記の誤りを直した", "Slips in copying put right"}[tongue(at.tag)])
	}
	for _, li := range all(at.root, func(n *html.Node) bool { return n.Data == "li" && within(n, classed("corrections")) }) {
		got = append(got, text(li))
	}
	p.hold(slices.Equal(got, want), at, f, "corrections %q, by hand %q", got, want)
	banner := one(at.root, classed("corrected"))
	p.hold((banner != nil) == (f != nil && len(want) > 0), at, f, "said to be corrected: %q", wordsIn(banner))
}

// neighbours reads what the links to the indicators before and after on the sheet call them.
func (p *reading) neighbours(at page, f *facts, main *html.Node) {
	for _, a := range all(main, func(n *html.Node) bool { return n.Data == "a" && within(n, classed("neighbours")) }) {
		to, _ := resolve(at.path, attr(a, "href"))
		if next := p.facts[strings.TrimPrefix(to, "en/")]; next != nil && next.sheet == f.sheet {
			p.hold(strings.HasSuffix(text(a), next.name(at.tag)), at, f, "neighbour %q, called %q", text(a), next.name(at.tag))
		}
	}
}

func tongue(tag string) int { return map[string]int{"en": 1}[tag] }

// day is a day as a page writes it.
func day(tag string, year, month, day int) string {
	if tag == "ja" {
		return fmt.Sprintf("令和%d年%d月%d日", year-2018, month, day)
	}
	return fmt.Sprintf("%d %s %d", day, []string{"Jan", "Feb"}[month-1], year)
}

// editions reads the page of the archive: which edition corrects which, and why, with the
// digest that the command tells.
func (p *reading) editions(verified string, site map[string]string) {
	edition := fmt.Sprintf("FY%d", p.town.sealed)
	for _, tag := range []string{"ja", "en"} {
		at := page{path: map[string]string{"ja": "", "en": "en/"}[tag] + "archive.html", tag: tag}
		root, err := html.Parse(strings.NewReader(site[at.path]))
		if err != nil {
			p.lie(at, nil, "%v", err)
			continue
		}
		at.root = root
		for i, name := range []string{edition, edition + "-2"} {
			section := one(root, func(n *html.Node) bool { return attr(n, "aria-labelledby") == "seal-"+name })
			digest := wordsIn(one(section, classed("digest")))
			p.hold(len(digest) == 128 && strings.Contains(verified, name+"  ") && strings.Contains(verified, digest), at, nil, "%s: digest %q, verified %q", name, digest, verified)
			want := [2][2]string{{"この版は訂正されました： " + edition + "-2", "This edition was corrected by " + edition + "-2"}, {"次の版を訂正： " + edition + " 転記の誤りを直した", "Corrects " + edition + " Slips in copying put right"}}[i][tongue(tag)]
			p.hold(wordsIn(one(section, classed("editor"))) == want, at, nil, "%s: %q, by hand %q", name, wordsIn(one(section, classed("editor"))), want)
			sealed := day(tag, p.town.sealed+2, 2, 10)
			if i == 0 {
				sealed = map[string]string{"ja": fmt.Sprintf("令和%d年10月1日", p.town.sealed+1-2018), "en": fmt.Sprintf("1 Oct %d", p.town.sealed+1)}[tag]
			}
			p.hold(wordsIn(one(section, tagged("time"))) == sealed, at, nil, "%s: sealed on %q", name, wordsIn(one(section, tagged("time"))))
		}
	}
}

// onlyCorrected holds the second edition to the first: the page and the row of what was not
// corrected say the same words.
func (p *reading) onlyCorrected(seals [2]map[string]string) {
	touched := map[string]bool{}
	for _, c := range p.town.corrections {
		touched[c.of.key()] = true
	}
	edition := fmt.Sprintf("FY%d", p.town.sealed)
	same := strings.NewReplacer(edition+"-2", edition, day("ja", p.town.sealed+2, 2, 10), "#", day("en", p.town.sealed+2, 2, 10), "#",
		fmt.Sprintf("令和%d年10月1日", p.town.sealed+1-2018), "#", fmt.Sprintf("1 Oct %d", p.town.sealed+1), "#")
	for key, f := range p.facts {
		if f.year != p.town.sealed {
			continue
		}
		for _, path := range []string{key, "en/" + key} {
			var words [2]string
			for i := range seals {
				root, err := html.Parse(strings.NewReader(seals[i][path]))
				if err != nil {
					p.lie(page{path: path}, f, "%v", err)
					continue
				}
				words[i] = same.Replace(text(one(root, tagged("body"))))
			}
			p.hold((words[0] == words[1]) != touched[key], page{path: path}, f, "corrected: %v, and the editions say the same: %v", touched[key], words[0] == words[1])
		}
	}
}

var diffHeading = regexp.MustCompile(`^(\S.*) \((\d+)\)$`)

// difference reads what the archive tells of two editions.
func (p *reading) difference(first *randomTown, told string) {
	at := page{path: "archive diff", tag: "en"}
	got, heading, count := map[string][]string{}, "", map[string]string{}
	for _, line := range strings.Split(told, "\n") {
		if found := diffHeading.FindStringSubmatch(line); found != nil {
			heading = found[1]
			count[heading] = found[2]
		} else if strings.HasPrefix(line, "  ") {
			got[heading] = append(got[heading], strings.TrimSpace(line))
		}
	}
	want := map[string][]string{}
	put := func(heading string, f *facts, rest string) {
		want[heading] = append(want[heading], strings.TrimSpace(f.id()+"  "+f.name("en")+rest))
	}
	before := map[string]*facts{}
	for _, f := range first.facts {
		before[f.key()] = f
	}
	for _, f := range p.town.facts {
		if f.year != p.town.sealed {
			continue
		}
		unit := ""
		if f.unit > 0 {
			unit = " (" + unitNames[f.unit][1] + ")"
		}
		was, tr := first.truthOf(before[f.key()]), p.truths[f]
		old, figures := before[f.key()], ""
		for _, key := range [][3]string{{"baseline", old.baseline, f.baseline}, {"actual", old.actual, f.actual}} {
			if key[1] != key[2] {
				figures += fmt.Sprintf("  %s %s → %s%s", key[0], key[1], key[2], unit)
			}
		}
		switch {
		case was.rate != nil && tr.rate != nil:
			turn := [...]string{"Achievement fell", "Achievement unchanged", "Achievement rose"}[tr.rate.Cmp(was.rate)+1]
			if old.printed != "" && old.printed == f.printed && was.band == tr.band {
				turn = "Achievement unchanged"
			}
			want[turn] = append(want[turn], f.id())
		case was.band != tr.band:
			want["No rate to compare; the actual or the band differs"] = append(want["No rate to compare; the actual or the band differs"], f.id())
		}
		if figures != "" {
			put("Another baseline or actual", f, figures)
		}
		if old.target != f.target {
			put("Target changed", f, fmt.Sprintf("  %s → %s%s", old.target, f.target, unit))
		}
		if slices.ContainsFunc(p.town.corrections, func(c correction) bool { return c.of == f }) {
			want["The editions differ, in these keys of indicators.json"] = append(want["The editions differ, in these keys of indicators.json"], f.id())
		}
	}
	for _, heading := range slices.Compact(slices.Sorted(maps.Keys(maps.Collect(both(got, want))))) {
		lines := got[heading]
		p.hold(count[heading] == "" && len(lines) == 0 || count[heading] == fmt.Sprint(len(lines)), at, nil, "%s: %s of %d", heading, count[heading], len(lines))
		whole := heading == "Another baseline or actual" || heading == "Target changed"
		if !whole {
			for i, line := range lines {
				lines[i], _, _ = strings.Cut(line, "  ")
			}
		}
		p.hold(slices.Equal(lines, want[heading]), at, nil, "%s: %q, by hand %q", heading, lines, want[heading])
	}
}

// both are the entries of two tables.
func both(x, y map[string][]string) func(func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		for _, m := range []map[string][]string{x, y} {
			for k, v := range m {
				if !yield(k, v) {
					return
				}
			}
		}
	}
}
