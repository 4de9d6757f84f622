package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// What becomes of an indicator from year to year: another name, another id on its sheet or
// on another, or another indicator under the same id.

// succession is how a record goes on from the one before.
type succession struct {
	version  int    // of its name
	renamed  bool   // the same indicator under another name
	other    bool   // another indicator under the id of the one before,
	replaced bool   // which ended with this
	formerly string // the id that it had
	unit     int    // of unitNames, 0 for none; another unit is another indicator
}

// unitNames are the units of a random town's figures.
var unitNames = [3][2]string{{}, {"基", "plants"}, {"隻", "ships"}}

// inUnits gives some indicators a unit, from their first year on.
func (t *randomTown) inUnits(r *rand.Rand) {
	for _, f := range t.facts {
		if f.before == nil && !f.other && f.measured == "number" && r.IntN(3) == 0 {
			f.measuredIn(1)
		}
	}
}

func (f *facts) measuredIn(unit int) {
	for ; f != nil; f = f.next {
		f.unit = unit
	}
}

func (f *facts) unitInTOML() string {
	return fmt.Sprintf("unit = {ja = %q, en = %q}\n", unitNames[f.unit][0], unitNames[f.unit][1])
}

// drawLines breaks some of the lines of years. What the plan itself has of several years belongs
// to its id: where one moves, the plan has it under both, the same, so that nothing is revised
// from then on; and an indicator with it does not become another one.
func (t *randomTown) drawLines(r *rand.Rand) {
	sheets := t.facts[len(t.facts)-1].sheet
	for _, f := range t.facts {
		p := f.before
		if p == nil || r.IntN(5) > 0 {
			continue
		}
		simple := f.plan == nil && len(f.history) == 0 && f.form != wantTotal && f.form != wantFinal
		switch kind := r.IntN(4); {
		case kind == 0:
			f.renamed = true
			f.named(p.version + 1)
		case !simple && (kind == 1 || len(f.history) > 0 || f.revisedSince()):
		case kind == 1 && !f.once:
			f.other, p.replaced = true, true
			f.before, p.next = nil, nil
			if f.unit > 0 {
				f.measuredIn(2)
			} else {
				f.named(p.version + 1)
			}
		case kind == 2:
			f.move(f.sheet, r.IntN(2))
		case kind == 3:
			f.move(1+r.IntN(sheets), 0)
		}
	}
}

// revisedSince reports whether a target was revised in a record or in one after it.
func (f *facts) revisedSince() bool {
	return f != nil && (f.revised != nil || f.next.revisedSince())
}

func (f *facts) named(version int) {
	for ; f != nil; f = f.next {
		f.version = version
	}
}

// move gives a record and those after it another id, perhaps with another name.
func (f *facts) move(sheet, renames int) {
	f.formerly = f.id()
	f.town.moves++
	number := 10 + f.town.moves
	f.named(f.version + renames)
	since := f.year
	for ; f != nil; f = f.next {
		f.sheet, f.number, f.since = sheet, number, since
	}
}

func (f *facts) id() string { return fmt.Sprintf("%d-shihyo-%d", f.sheet, f.number) }

// ends reports whether nothing goes on from a record.
func (f *facts) ends() bool { return f.next == nil && (f.until == f.year || f.replaced) }

// lastOfItsID reports whether the plan has the record's indicator as it was then.
func (f *facts) lastOfItsID() bool {
	return f.next == nil && !f.replaced || f.next != nil && f.next.formerly != ""
}

// untilUnderItsID is the last year of the record's id, 0 where it goes on.
func (f *facts) untilUnderItsID() int {
	if f.next != nil {
		return f.year
	}
	return f.until
}

// name is what the indicator is called in the record's year. It begins with the number that
// it had first.
func (f *facts) name(tag string) string {
	return map[string]string{"ja": fmt.Sprintf("指標の%s第%d版", f.called(), f.version), "en": fmt.Sprintf("Measure %s, version %d", f.called(), f.version)}[tag]
}

func (f *facts) called() string {
	if f.before != nil {
		return f.before.called()
	}
	return fmt.Sprintf("%d-%d", f.sheet, f.number)
}

func (f *facts) inTOML() string {
	return fmt.Sprintf("{ja = %q, en = %q}", f.name("ja"), f.name("en"))
}

func (f *facts) writeLine() (s string) {
	last := f
	for !last.lastOfItsID() {
		if last.next != nil {
			last = last.next
			continue
		}
		for _, g := range f.town.facts { // the one that stands under its id now
			if g.other && g.id() == f.id() && g.year > last.year {
				last = g
				break
			}
		}
	}
	if last.name("ja") != f.name("ja") {
		s = "name = " + f.inTOML() + "\n"
	}
	if last.unit != f.unit {
		s += f.unitInTOML()
	}
	switch {
	case f.formerly != "":
		s += fmt.Sprintf("formerly = %q\n", f.formerly)
	case f.renamed:
		s += "continues = true\n"
	case f.other:
		s += "continues = false\n"
	}
	return s
}

// formerID is the id of the record before.
func (f *facts) formerID() string {
	if f.before == nil {
		return ""
	}
	return f.before.id()
}

// series is the name of the whole line: its first id, with the year where that id had been
// another's.
func (f *facts) series() string {
	for f.before != nil {
		f = f.before
	}
	if f.other {
		return fmt.Sprintf("%s-FY%d", f.id(), f.year)
	}
	return f.id()
}

// headOfYear is what stands before a record in the table of years on the page of another.
func (f *facts) headOfYear(tag string, page *facts) string {
	s := yearName(tag, f.year)
	if f.otherwise {
		s += " ≠ " + map[string]string{"ja": "測り方が変わったため、単純に比べられません。", "en": "The way of measuring changed, so the values cannot simply be compared."}[tag]
	}
	if f.name(tag) != page.name(tag) {
		s += " " + map[string]string{"ja": "この年度の名前：", "en": "Named that year:"}[tag] + " " + f.name(tag)
	}
	return s
}

// fullLabel is how an indicator is named beside its name.
func (f *facts) fullLabel(tag string) string {
	return fmt.Sprintf(map[string]string{"ja": "%d 指標%d", "en": "%d Indicator %d"}[tag], f.sheet, f.number)
}

// tabled is a figure as a table writes it, false where that is not worked out here.
func (f *facts) tabled(tag, key string) (string, bool) {
	none := func(reason string) (string, bool) {
		return reasonNames[reason][map[string]int{"en": 1}[tag]], true
	}
	value, reason := f.actual, cmp.Or(f.absent, "not-yet")
	switch {
	case f.form == wantParts, f.form == wantTotal && key != "baseline", f.form == wantFinal && key == "target":
		return "", false
	case key == "baseline":
		value, reason = f.baseline, f.noBase
	case key == "target" && f.form == wantLater:
		return none("not-yet")
	case key == "target" && f.form == wantNone:
		return none("not-set")
	case key == "target" && f.aimed():
		return map[string][2]string{wantRaise: {"増やす", "To raise it"}, wantLower: {"減らす", "To lower it"}, wantKeep: {"保つ", "To keep it"}}[f.form][map[string]int{"en": 1}[tag]], true
	case key == "target" && f.measured != "done":
		return f.said(tag, [2]string{f.target, f.to}), true
	case key == "target":
		value = f.target
	}
	open := ""
	if f.provisional && key == "actual" {
		open = notFinal[tag]
	}
	switch {
	case value == "":
		return none(reason)
	case f.measured == "done":
		return map[string][2]string{"done": {"策定済み", "Adopted"}, "not": {"未策定", "Not adopted"}}[value][map[string]int{"en": 1}[tag]] + open, true
	case f.measured == "rank":
		return f.said(tag, [2]string{value}) + open, true
	}
	return strings.ReplaceAll(value, "-", "−") + open, true
}

// notFinal is said of a figure that is not final, where it stands beside those of other years.
var notFinal = map[string]string{"ja": "（暫定値）", "en": " (provisional)"}

// bare takes a record's unit out of the figures of a page, and no other: what else stands
// behind a number is not understood.
func (p *reading) bare(at page, f *facts, n *html.Node) {
	unit := unitNames[f.unit][tongue(at.tag)]
	if unit == "" || n == nil {
		return
	}
	behind := regexp.MustCompile(`(\d) ?` + unit)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			if n.Data = behind.ReplaceAllString(n.Data, "$1"); strings.TrimSpace(n.Data) == unit && !within(n.Parent, tagged("dd")) {
				n.Data = ""
			}
		}
		for i := range n.Attr {
			if n.Attr[i].Key == "content" {
				n.Attr[i].Val = behind.ReplaceAllString(n.Attr[i].Val, "$1")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
}

// inUnit reads what the figures of a page are said to count.
func (p *reading) inUnit(at page, f *facts, main *html.Node) {
	if f.measured != "number" && f.measured != "rank" {
		return
	}
	want := unitNames[f.unit][tongue(at.tag)]
	if want == "" {
		want = [...]string{"資料に記載なし", "Not stated in the source"}[tongue(at.tag)]
	}
	found := false
	for _, row := range all(main, func(n *html.Node) bool { return n.Data == "div" && within(n, classed("facts")) }) {
		found = found || wordsIn(one(row, tagged("dt"))) == [...]string{"単位", "Unit"}[tongue(at.tag)] && wordsIn(one(row, tagged("dd"))) == want
	}
	p.hold(found, at, f, "not said to be in %q", want)
}

// changeRow reads what a page of changes says of an indicator: its figures of both years, what
// it was called, and why the two cannot be compared.
func (p *reading) changeRow(at page, f *facts, row *html.Node, year int) {
	var before, after *facts
	if f.year == year {
		before, after = f.before, f
	} else {
		before = f
	}
	spans := texts(row, classed("moved"))
	p.movedFigures(at, f, spans, before, after)
	former := ""
	if before != nil && after != nil && (before.name(at.tag) != after.name(at.tag) || before.id() != after.id()) {
		former = map[string]string{"ja": "前の名前：", "en": "Formerly:"}[at.tag] + " " + before.fullLabel(at.tag) + " " + before.name(at.tag)
	}
	said := texts(row, func(n *html.Node) bool {
		return n.Data == "small" && classed("low")(n) && one(n, classed("moved")) == nil && !classed("why")(n)
	})
	p.hold(strings.Join(said, "") == former, at, f, "formerly: %q, by hand %q", said, former)
	p.whys(at, f, texts(row, classed("why")), before, after)
}

// closingZeros are decimals that change no value, in whatever words it stands (less than 11.0).
var closingZeros = regexp.MustCompile(`(\.\d*[1-9])0+\b|\.0+\b`)

func (p *reading) movedFigures(at page, f *facts, spans []string, before, after *facts) {
	for i, key := range []string{"actual", "target", "baseline"} {
		label := map[string][2]string{"actual": {"実績値", "Actual"}, "target": {"目標値", "Target"}, "baseline": {"基準値", "Baseline"}}[key][map[string]int{"en": 1}[at.tag]]
		var was, now string
		known, ok := true, false
		if before != nil {
			was, ok = before.tabled(at.tag, key)
			known = known && ok
		}
		if after != nil {
			now, ok = after.tabled(at.tag, key)
			known = known && ok
		}
		same := was == now
		if before != nil && before.measured != "done" { // that a number is final now moves it nowhere
			bare := func(s string) string {
				return closingZeros.ReplaceAllString(strings.TrimSuffix(s, notFinal[at.tag]), "$1")
			}
			same = bare(was) == bare(now)
		}
		want := label + " " + now
		switch {
		case key == "baseline" && (before == nil || after == nil || same):
			want = ""
		case after == nil:
			want = label + " " + was
		case before != nil && !same:
			want = label + " " + was + map[string]string{"ja": " → から ", "en": " → to "}[at.tag] + now
		}
		got := ""
		if i < len(spans) {
			got = strings.TrimRight(spans[i], ",、 ")
		}
		p.hold(!known || got == want, at, f, "moved: %q, by hand %q", got, want)
	}
}

// whys reads why two years cannot be compared: that it was measured in another way, and which
// of them has no achievement, with the reason.
func (p *reading) whys(at page, f *facts, got []string, before, after *facts) {
	en := at.tag == "en"
	if after == nil {
		want := map[bool]string{true: "Not among the indicators of ", false: ""}[en]
		ok := len(got) == 1 && strings.Contains(got[0], map[string]string{"ja": "にはありません", "en": "Not among the indicators of"}[at.tag]) == !f.replaced
		p.hold(ok && strings.HasPrefix(got[0], want) == (!f.replaced || !en), at, f, "ended: %q", got)
		return
	}
	moved := p.town.moved(f)
	if moved != "incomparable" {
		p.hold(len(got) == 0, at, f, "%s, and not to be compared: %q", moved, got)
		return
	}
	want := map[*facts]bool{}
	for _, one := range []*facts{before, after} {
		if p.town.rule != "none" && p.truths[one].rate == nil {
			want[one] = true
		}
	}
	method := 0
	for _, s := range got {
		s = strings.TrimPrefix(s, "≠ ")
		if s == "Counted another way" || s == "数え方が変わった" {
			method++
			continue
		}
		found := false
		for one := range want {
			head := map[bool]string{true: fmt.Sprintf("No achievement for %s: ", yearName("en", one.year)), false: yearName("ja", one.year) + "は達成度がありません。"}[en]
			if one.printed != "" {
				head = map[bool]string{true: fmt.Sprintf("The %s%% published for %s cannot be recalculated: ", one.printed, yearName("en", one.year)), false: yearName("ja", one.year) + "の公表値" + one.printed + "%は、計算では確かめられません。"}[en]
			}
			if rest, ok := strings.CutPrefix(s, head); ok && !found {
				found = true
				p.understand(at, one, "why not compared", rest)
				delete(want, one)
			}
		}
		p.hold(found, at, f, "why not compared: %q", s)
	}
	p.hold(len(want) == 0 && (method == 1) == f.otherwise, at, f, "not said: why %d years have no achievement; %q", len(want), got)
	p.hold(slices.IsSorted(got) || len(got) < 9, at, f, "too many reasons")
}
